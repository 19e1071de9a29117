/* correct.h: what was filed wrongly is put right, or withdrawn: dated on the day of it, with a reason, and
 * both values in the custody log. Its name in the store stays: bundles have printed it. */
#ifndef LP_CORRECT_H
#define LP_CORRECT_H

#include "db/db.h"
#include "house/house.h"

/* What is to be otherwise; NULL or DATE_NONE: as it is. */
struct correction {
	const char *name; /* of the paper in the store */
	const char *customer, *doctype;
	const char *invoice; /* "": about none */
	int32_t date;
	int32_t day; /* of the correction */
	const char *reason, *who;
};

/* -1 after a diagnostic, with nothing done. */
int evidence_correct(struct db *b, const struct house *h, struct arena *a, struct diag *d,
		     const struct correction *k);
/* It leaves the bundles of later days, and closes no gap on them. */
int evidence_withdraw(struct db *b, struct arena *a, struct diag *d, const struct correction *k);

#endif
