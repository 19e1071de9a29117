/* make_write.h: papers that are made get their names and stand in the register, many at a time: by `make` as
 * workers bring them, by `merge` as they come from other machines. */
#ifndef LP_MAKE_WRITE_H
#define LP_MAKE_WRITE_H

#include "run/make.h"

/* What waits to be named and registered together. */
struct pending {
	const struct job *job;
	char sha256[DIGEST_HEX];
	int64_t bytes;
	int32_t pages;
	const char *why; /* failed; NULL: made */
};

struct writer {
	struct make *make; /* made, failed and cancelled are counted here */
	struct file_batch *files;
	struct pending pending[BATCH_SIZE];
	int32_t n;
	const char *folder; /* the last one made */
};

/* The next paper: its bytes under a temporary name. At most BATCH_SIZE between two writer_flush. -1 after a
 * diagnostic. */
int writer_made(struct writer *w, const struct job *j, const void *pdf, size_t n, int32_t pages);
/* One that cannot be made, and why. */
void writer_failed(struct writer *w, const struct job *j, const char *why);
/* All that waits is synced and named, then registered. -1 after a diagnostic. */
int writer_flush(struct writer *w);
/* What was not flushed is dropped. */
void writer_drop(struct writer *w);

#endif
