/* totals.h: control totals of an export: sums per currency, and the rows of it that claim to be sums. */
#ifndef LP_TOTALS_H
#define LP_TOTALS_H

#include "base/base.h"
#include "import/import.h"

/* What is summed: figures as the export prints them, and in the ledger's direction. */
enum { SUM_AMOUNT, SUM_SIGNED, SUM_DEBIT, SUM_CREDIT, SUM_OPEN, SUM_OPEN_SIGNED, SUMS };

struct sums {
	int64_t of[SUMS];
};

struct currency_total {
	const struct currency *currency;
	int64_t rows;
	struct sums sum;
	struct {
		struct sums sum;
		int32_t line;
	} * mark; /* where a totals row stood: a later one may count from there */
	int32_t marks, cap;
};

struct totals {
	struct currency_total *all;
	int32_t n, cap;
	int overflow;
	int unknown; /* a row's figures could not be read: nothing can be tied out */
};

/* Adds a row's figures. */
void totals_add(struct totals *t, const struct currency *c, const struct sums *row);
/* The total of a currency, NULL: no row had it. */
struct currency_total *totals_find(struct totals *t, const struct currency *c);
/* A row that claims sums: claimed[i] for which has[i]. Each must be the sum of the rows above, from the start
 * of the file or from a totals row before. 0, or -1 after a diagnostic at *at. label is what the row calls
 * itself. */
int totals_tie(struct totals *t, struct diag *d, const struct place *at, const char *label,
	       const struct currency *c, const int64_t claimed[SUMS], const int has[SUMS]);
/* As a report wants them: signed sums. In the arena. */
const struct import_total *totals_report(const struct totals *t, struct arena *a);
void totals_done(struct totals *t);

#endif
