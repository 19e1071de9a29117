/* issued.h: whether the register holds a paper of a key. */
#ifndef LP_ISSUED_H
#define LP_ISSUED_H

#include "base/base.h"
#include "db/db.h"

/* In the arena that it was opened with. */
struct issued {
	struct query *look;
	uint64_t *hash; /* of the keys that there are, each at its place or behind it; NULL: not read */
	uint64_t mask;	/* places, less 1 */
};

/* many: as many keys will be asked for as there are papers, so that they are read first. -1 after a
 * diagnostic; issued_close is due all the same. */
int issued_open(struct issued *s, struct arena *a, struct db *snapshot, int many, struct diag *d);
/* 1: it does, and the paper was not taken back to be written again. */
int issued_has(const struct issued *s, const char *key, struct diag *d);
void issued_close(struct issued *s);

#endif
