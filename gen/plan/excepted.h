/* excepted.h: what a person took out of the plan (table choice). */
#ifndef LP_EXCEPTED_H
#define LP_EXCEPTED_H

#include "base/base.h"
#include "db/db.h"

/* All zero: nothing is taken out, as of a handover. */
struct excepted {
	struct query *look; /* NULL: no choice counts on the day */
	int32_t as_of;
};

/* -1 after a diagnostic; excepted_close is due all the same. */
int excepted_open(struct excepted *e, struct db *snapshot, int32_t as_of, struct diag *d);
/* 1: papers of the type about the subject are not made; until: the first day on which they are again,
 * DATE_NONE: that is not known. */
int excepted_has(const struct excepted *e, const char *subject, const char *type, int32_t *until,
		 struct diag *d);
void excepted_close(struct excepted *e);

#endif
