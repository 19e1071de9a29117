/* doubts.c: what a snapshot does not know of customers that papers speak to, each said once with the first
 * customer it is about. */
#include "plan/snapshot.h"

#include <stdio.h>

/* Columns: the export's file and line, the customer, how many there are, what they say, what the house says.
 * :customer NULL: all. */
static const struct doubt {
	enum diag_id id;
	const char *sql, *hint, *said, *behind;
} doubts[] = {
	/* a country that nobody knows cannot be asked what its law gives at least */
	{DIAG_PLAN_COUNTRY,
	 "SELECT s.file, c.line, min(c.code), count(*), o.text, '' FROM country_of o CROSS JOIN customer c "
	 "ON "
	 "c.country = o.text "
	 "LEFT JOIN source s ON s.id = c.source WHERE o.code IS NULL AND (:customer IS NULL OR c.code = "
	 ":customer) "
	 "AND EXISTS (SELECT 1 FROM open_item i WHERE i.customer = c.code AND i.age > 0) "
	 "AND EXISTS (SELECT 1 FROM policy p WHERE p.key LIKE 'least_days.%') GROUP BY o.text ORDER BY "
	 "o.text",
	 "write the code of ISO 3166, as NO", "no country is called",
	 ": what its law gives at least to pay is not known"},
	/* a language that the house does not write is proved by nobody: party has the house's own instead */
	{DIAG_PLAN_LANGUAGE,
	 "SELECT s.file, c.line, min(c.code), count(*), c.language, h.value FROM customer c JOIN party p ON p.code = c.code "
	 "JOIN setting h ON h.section = 'locale' AND h.key = 'languages' LEFT JOIN source s ON s.id = c.source "
	 "WHERE c.language <> '' AND p.language <> c.language AND (:customer IS NULL OR c.code = :customer) "
	 "AND EXISTS (SELECT 1 FROM open_item i WHERE i.customer = c.code) GROUP BY c.language ORDER BY c.language",
	 "add it to [locale] languages; `ledgerpress check` then proves its wording",
	 "the house does not write", ": [locale] languages = "},
	/* a payer who is given a wrong reference pays another's debt: none is better */
	{DIAG_PLAN_REFERENCE,
	 "SELECT s.file, coalesce(e.line, c.line), min(p.customer), count(*), coalesce(e.number, p.customer), p.why "
	 "FROM payment_reference p JOIN customer c ON c.code = p.customer LEFT JOIN entry e ON e.id = p.entry "
	 "LEFT JOIN source s ON s.id = coalesce(e.source, c.source) "
	 "WHERE p.why IS NOT NULL AND (:customer IS NULL OR p.customer = :customer) "
	 "AND EXISTS (SELECT 1 FROM open_item i WHERE i.customer = p.customer AND i.currency = p.currency) "
	 "GROUP BY p.why ORDER BY p.why",
	 "see [company] reference", "no payment reference is made of", ": "},
	/* a payment that waits to be set against something, and says itself against what */
	{DIAG_PLAN_QUOTED,
	 "SELECT s.file, e.line, o.customer, count(*), p.number, coalesce(i.number || ' of ', 'the account of ') || p.customer "
	 "FROM open_item o JOIN entry e ON e.id = o.entry JOIN payment_reference p ON p.number IN "
	 "(replace(e.applies_to, ' ', ''), replace(e.text, ' ', '')) LEFT JOIN open_item i ON i.entry = p.entry "
	 "LEFT JOIN source s ON s.id = e.source WHERE o.outstanding < 0 AND o.type = 'payment' "
	 "AND (p.entry > 0 OR p.customer <> o.customer) AND (:customer IS NULL OR :customer IN (o.customer, p.customer)) "
	 "GROUP BY o.entry, p.number ORDER BY o.customer, p.number",
	 "set it against that in the ledger, and import it again",
	 "a payment that is set against nothing quotes", ", the reference of "},
};

static int doubt_say(struct db *snapshot, const struct doubt *k, const char *customer, struct diag *d)
{
	struct query *q = query_open(snapshot, d, k->sql, NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "customer", customer);
	while ((rc = query_next(q, d)) == 1) {
		struct place at = {query_null(q, 0) ? NULL : query_text(q, 0), (int32_t)query_int(q, 1), 0};
		char more[48] = "";

		if (query_int(q, 3) > 1)
			snprintf(more, sizeof more, " (and %lld more)", (long long)query_int(q, 3) - 1);
		diag_hint(d, k->id, &at, k->hint, "customer %s%s: %s \"%s\"%s%s", query_text(q, 2), more,
			  k->said, query_text(q, 4), k->behind, query_text(q, 5));
	}
	query_close(q);
	return rc;
}

int snapshot_doubts(struct db *snapshot, const char *customer, struct diag *d)
{
	size_t i;

	for (i = 0; i < sizeof doubts / sizeof doubts[0]; i++)
		if (doubt_say(snapshot, &doubts[i], customer, d) < 0)
			return -1;
	return 0;
}
