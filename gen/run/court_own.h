/* court_own.h: what the files share that make a court file. */
#ifndef LP_COURT_OWN_H
#define LP_COURT_OWN_H

#include "emit/court.h"
#include "run/court.h"

/* An exhibit's place. */
struct place_of {
	const struct bundle_paper *p;
	int32_t part, parts; /* of plan.part */
	int32_t pages, volume;
	int32_t page; /* its first, in the volume */
	int64_t bytes;
	int slipped; /* a slip sheet stands for some of it */
};

struct court_plan {
	struct cmd *c;
	struct maker *m;
	const struct job_context *k;
	struct db *b;
	const struct bundle *u;
	const struct court_options *o;
	struct place_of *e;
	int32_t n;
	struct court_part *part;
	int32_t parts, part_cap;
	int32_t volumes;
	int32_t *front; /* pages of each volume's cover and index */
	struct text *text;
	const char *work; /* folder of what is made on the way */
	int32_t temps;
	int32_t volume; /* whose index is being made */
};

struct job court_job(const struct court_plan *l);
/* Adds the parts of an exhibit to the plan. -1 after diagnostics. */
int court_exhibit(struct court_plan *l, struct place_of *e);

#endif
