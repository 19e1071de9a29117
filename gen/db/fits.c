/* fits.c: proves that no sum of the ledger's amounts overflows. */
#include "db/fits.h"

#include <stdio.h>
#include <string.h>

/* Each entry's amount and open amount, the lower and the higher of them, and beside it what a payment with a
 * rate comes to in the currency of each document that it names (snapshot.sql: conversion). */
#define RANGE(amount, open)                                                                                  \
	"min(" amount ", coalesce(" open ", " amount ")) AS low, max(" amount ", coalesce(" open ", " amount \
	")) AS high, "
#define RATE(x) "converted(e." x ", e.currency, t.currency, e.fx_rate)"
#define AMOUNTS                                                                                                                                                         \
	"SELECT customer, currency, " RANGE(                                                                                                                            \
		"amount",                                                                                                                                               \
		"open_amount") "number, source, line, id FROM entry UNION ALL "                                                                                         \
			       "SELECT e.customer, t.currency, " RANGE(                                                                                                 \
				       RATE("amount"),                                                                                                                  \
				       RATE("open_amount")) "e.number, e.source, e.line, e.id "                                                                         \
							    "FROM entry e CROSS JOIN entry t ON t.customer = e.customer AND t.number = e.applies_to AND t.currency <> " \
							    "e.currency WHERE e.fx_rate IS NOT NULL AND e.applies_to <> '' GROUP BY e.id, t.currency"

/* Whether the amounts, and what payments with a rate come to, all stay below most, of either sign. */
static int below(struct db *b, struct diag *d, int64_t most)
{
	struct query *q =
		query_open(b, d, "SELECT min(low) > -?1 AND max(high) < ?1 FROM (" AMOUNTS ")", NULL);
	int is = 0;

	if (!q)
		return 0;
	query_put_int(q, 1, most);
	if (query_next(q, d) == 1)
		is = query_int(q, 0) != 0;
	query_close(q);
	return is;
}

/* True when the largest amount of either sign, times the number of entries, is below 2^62: nearly always.
 * What is seen first is cheap: no amount is that large, and few payments have a rate. */
static int far_from_overflow(struct db *b, struct diag *d)
{
	int64_t n = db_int(b, d, "SELECT count(*) FROM entry", -1), most;
	struct query *q;
	int rc;

	if (n < 0)
		return 0;
	most = fits_most(n);
	q = query_open(b, d,
		       "SELECT 1 FROM entry WHERE amount NOT BETWEEN 1 - ?1 AND ?1 - 1 OR "
		       "open_amount NOT BETWEEN 1 - ?1 AND ?1 - 1 OR fx_rate IS NOT NULL LIMIT 1",
		       NULL);
	if (!q)
		return 0;
	query_put_int(q, 1, most);
	rc = query_next(q, d);
	query_close(q);
	return rc == 0 || (rc == 1 && below(b, d, most));
}

int fits_check(struct db *b, struct diag *d, enum diag_id id)
{
	struct query *q;
	char currency[8] = "";
	int64_t sum = 0, low, most;
	int rc;

	if (far_from_overflow(b, d))
		return 0;
	q = query_open(
		b, d,
		"SELECT e.customer, e.currency, e.low, e.high, e.number, s.file, e.line FROM (" AMOUNTS ") e "
		"JOIN source s ON s.id = e.source WHERE e.low IS NOT NULL ORDER BY e.currency, e.customer, e.id",
		NULL);
	if (!q)
		return -1;
	while ((rc = query_next(q, d)) == 1) {
		if (strcmp(currency, query_text(q, 1)) != 0) {
			snprintf(currency, sizeof currency, "%s", query_text(q, 1));
			sum = 0;
		}
		low = query_int(q, 2);
		most = query_int(q, 3);
		if (low != INT64_MIN && -low > most)
			most = -low;
		if (low == INT64_MIN || money_add(&sum, most) < 0) {
			struct place at = {query_text(q, 5), (int32_t)query_int(q, 6), 0};

			rc = diag(d, id, &at, "the sum in %s overflows at %s of customer %s", currency,
				  query_text(q, 4), query_text(q, 0));
			break;
		}
	}
	query_close(q);
	return rc;
}
