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

/* True when the largest amount of either sign, times the number of entries, is below 2^62: nearly always, and
 * cheap to see where no payment has a rate. */
static int far_from_overflow(struct db *b, struct diag *d)
{
	static const char plain[] = "SELECT count(*), min(min(amount), coalesce(min(open_amount), 0)), "
				    "max(max(amount), coalesce(max(open_amount), 0)) FROM entry",
			  rated[] = "SELECT count(*), min(low), max(high) FROM (" AMOUNTS ")";
	int rates = db_int(b, d, "SELECT EXISTS (SELECT 1 FROM entry WHERE fx_rate IS NOT NULL)", 1) != 0;
	struct query *q = query_open(b, d, rates ? rated : plain, NULL);
	int64_t n = 1, low = 0, high = 0, most;

	if (!q)
		return 0;
	if (query_next(q, d) == 1) {
		n = query_int(q, 0) + 1;
		low = query_int(q, 1);
		high = query_int(q, 2);
	}
	query_close(q);
	most = ((int64_t)1 << 62) / n;
	return low > -most && high < most;
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
