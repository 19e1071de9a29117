/* court.h: the court file of a case: which exhibits stand on which pages of which volume, its cover and
 * index. */
#ifndef LP_RUN_COURT_H
#define LP_RUN_COURT_H

#include "run/maker.h"
#include "evidence/bundle.h"

struct court_options {
	const char *language;
	const char *folder;
	const char *password;	      /* NULL: it is not encrypted */
	int32_t pages_most;	      /* of a volume; 0: no limit */
	int64_t bytes_most;	      /* of a volume, about; 0: no limit */
	const char *const *leave_out; /* "12A" or "12A:2-3", up to a NULL */
	int unparted;		      /* exhibits by their numbers alone, without sections A, B … */
};

struct court_made {
	const char *path;
	char sha256[DIGEST_HEX];
	int32_t pages;
};

/* From the tables that bundle_collect filled in the maker's snapshot. FOLDER/…_COURT.pdf, further volumes
 * COURT-2 and so on; what is there with the same bytes is taken. In the arena. -1 after diagnostics. */
int court_make(struct cmd *c, struct maker *m, const struct job_context *k, struct db *snapshot,
	       const struct bundle *b, const struct court_options *o, struct court_made **made, int32_t *n);

#endif
