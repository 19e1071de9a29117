/* What settles what (settle.c) is what the same rule says in SQL: on random accounts with numbers used again,
 * receipts over several invoices, instalments, reversals, several currencies and the export's own word. SEED
 * and LEDGERS of the environment ask for others, and for more. */
#include "plan_ledger.h"

#include <stdlib.h>

enum { LEDGERS = 60, ROWS = 60 };

/* The rule as statements over whole tables, into temp.judged. */
static const char rule[] =
	"CREATE TEMP TABLE judged (entry INTEGER NOT NULL, by_entry INTEGER, date INTEGER NOT NULL, amount INTEGER NOT NULL); "
	"CREATE TEMP VIEW counted AS "
	"SELECT * FROM entry WHERE type <> 'pdc' AND (amount <> 0 OR coalesce(open_amount, 0) <> 0) AND date <= (SELECT as_of FROM run_info); "
	"CREATE TEMP TABLE applied AS "
	"SELECT a.id AS by_entry, a.date, a.amount, a.number, t.id AS document, "
	"min(((t.date > a.date) << 61) | (abs(t.date - a.date) << 38) | t.id) AS choice "
	"FROM counted a CROSS JOIN counted t ON t.customer = a.customer AND t.number = a.applies_to AND t.currency = a.currency "
	"AND (t.amount > 0) <> (a.amount > 0) "
	"WHERE a.applies_to <> '' GROUP BY a.id; "
	"CREATE TEMP TABLE part AS "
	"SELECT h.id AS document, t.id AS entry, t.date, t.amount, t.due, t.applies_to "
	"FROM (SELECT DISTINCT document FROM applied) d CROSS JOIN entry h ON h.id = d.document "
	"CROSS JOIN entry t ON t.customer = h.customer AND t.number = h.number AND t.date = h.date AND t.currency = h.currency "
	"AND (t.amount > 0) = (h.amount > 0) AND t.type <> 'pdc'; "
	"INSERT INTO temp.judged "
	"SELECT t.entry, a.by_entry, max(a.date, t.date), max(a.high - a.amount, t.high + t.amount) - min(a.high, t.high) "
	"FROM (SELECT document, by_entry, date, amount, sum(amount) OVER (PARTITION BY document ORDER BY date, number, amount, by_entry ROWS UNBOUNDED PRECEDING) AS high "
	"FROM applied WHERE amount > 0) a "
	"JOIN (SELECT document, entry, date, amount, sum(-amount) OVER (PARTITION BY document ORDER BY due, applies_to, amount, entry ROWS UNBOUNDED PRECEDING) AS high "
	"FROM part WHERE amount < 0) t ON t.document = a.document "
	"WHERE min(a.high, t.high) > max(a.high - a.amount, t.high + t.amount); "
	"CREATE TEMP TABLE undone (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL); "
	"INSERT INTO undone "
	"SELECT id, sum(amount) FROM (SELECT entry AS id, amount FROM temp.judged UNION ALL SELECT by_entry, amount FROM temp.judged) GROUP BY id; "
	"INSERT INTO temp.judged "
	"SELECT t.entry, a.by_entry, max(a.date, t.date), min(a.high, t.high) - max(a.high - a.can, t.high - t.left) "
	"FROM (SELECT document, by_entry, date, can, sum(can) OVER (PARTITION BY document ORDER BY date, number, amount, by_entry ROWS UNBOUNDED PRECEDING) AS high "
	"FROM (SELECT p.*, -p.amount + coalesce(u.amount, 0) AS can FROM applied p LEFT JOIN undone u ON u.id = p.by_entry WHERE p.amount < 0)) a "
	"JOIN (SELECT document, entry, date, left, sum(left) OVER (PARTITION BY document ORDER BY due, applies_to, amount, entry ROWS UNBOUNDED PRECEDING) AS high "
	"FROM (SELECT p.*, p.amount + coalesce(u.amount, 0) AS left FROM part p LEFT JOIN undone u ON u.id = p.entry WHERE p.amount > 0)) t "
	"ON t.document = a.document "
	"WHERE min(a.high, t.high) > max(a.high - a.can, t.high - t.left); "
	"CREATE TEMP TABLE taken (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL); "
	"INSERT INTO taken SELECT entry, amount FROM temp.judged WHERE true ON CONFLICT (id) DO UPDATE SET amount = amount + excluded.amount; "
	"INSERT INTO taken SELECT by_entry, -amount FROM temp.judged WHERE true ON CONFLICT (id) DO UPDATE SET amount = amount + excluded.amount; "
	"INSERT INTO temp.judged "
	"SELECT id, NULL, said_on, left - said FROM ( "
	"SELECT c.id, c.amount - coalesce(k.amount, 0) AS left, "
	"CASE WHEN c.open_amount IS NOT NULL AND r.as_of >= coalesce(s.export_date, r.as_of) THEN c.open_amount ELSE 0 END AS said, "
	"min(r.as_of, CASE WHEN c.cleared_on <= r.as_of THEN c.cleared_on ELSE coalesce(s.export_date, r.as_of) END) AS said_on "
	"FROM run_info r CROSS JOIN counted c JOIN source s ON s.id = c.source LEFT JOIN taken k ON k.id = c.id "
	"WHERE (c.open_amount IS NOT NULL OR c.cleared_on IS NOT NULL) "
	"AND ((c.open_amount IS NOT NULL AND r.as_of >= coalesce(s.export_date, r.as_of)) OR c.cleared_on <= r.as_of)) "
	"WHERE left <> said; "
	"INSERT INTO taken "
	"SELECT entry, amount FROM temp.judged WHERE by_entry IS NULL "
	"ON CONFLICT (id) DO UPDATE SET amount = amount + excluded.amount; ";

static uint32_t seed;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static uint32_t asked(const char *name, uint32_t dflt)
{
	const char *s = getenv(name);

	return s && *s ? (uint32_t)strtoul(s, NULL, 10) : dflt;
}

static const char *some_day(char *buf)
{
	return date_format(date_make(2026, 1 + (int32_t)any(5), 1 + (int32_t)any(6)), buf);
}

/* One row of any kind: numbers and what is applied to meet often. */
static void row_add(struct db *b)
{
	static const char *const type[] = {"invoice",	  "invoice", "debit_note", "payment",	"payment",
					   "credit_note", "refund",  "pdc",	   "adjustment"};
	static const char *const currency[] = {"AED", "AED", "USD"};
	const char *kind = type[any(sizeof type / sizeof type[0])];
	char customer[8], number[8], applies[8], date[11], due[11], sql[400];
	int64_t amount = 1 + any(40);
	int names = any(5) < 2;

	if (strcmp(kind, "payment") == 0 || strcmp(kind, "credit_note") == 0 || strcmp(kind, "pdc") == 0 ||
	    (strcmp(kind, "adjustment") == 0 && any(2)))
		amount = -amount;
	if (amount < 0 && any(10) < 8)
		names = 1;
	if (any(30) == 0)
		amount = 0;
	snprintf(customer, sizeof customer, "C%u", any(2));
	snprintf(number, sizeof number, "N%u", any(7));
	snprintf(applies, sizeof applies, "N%u", any(7));
	entry(b, customer, kind, number, some_day(date), any(3) ? some_day(due) : NULL, amount,
	      currency[any(sizeof currency / sizeof currency[0])],
	      names    ? applies
	      : any(2) ? ""
		       : NULL,
	      NULL);
	if (any(8) > 0)
		return;
	snprintf(
		sql, sizeof sql,
		any(2) ? "UPDATE entry SET open_amount = amount * %u / 4 WHERE id = (SELECT max(id) FROM entry)"
		       : "UPDATE entry SET cleared_on = day('2026-0%u-03') WHERE id = (SELECT max(id) FROM entry)",
		1 + any(4));
	run_sql(b, sql);
}

START_TEST(settled_as_the_rule_says)
{
	static const char differ[] =
		"SELECT count(*) FROM (SELECT * FROM (SELECT entry, by_entry, date, amount FROM allocation EXCEPT SELECT * FROM temp.judged) "
		"UNION ALL SELECT * FROM (SELECT * FROM temp.judged EXCEPT SELECT entry, by_entry, date, amount FROM allocation))";
	const uint32_t first = asked("SEED", 1), ledgers = asked("LEDGERS", LEDGERS);
	int64_t seen = 0, own = 0;
	uint32_t i;
	int k;

	for (i = 0; i < ledgers; i++) {
		struct db *b = ledger();

		seed = first + i;
		for (k = 0; k < ROWS; k++)
			row_add(b);
		/* one of open amounts alone could be aged on its own day only */
		run_sql(b, "UPDATE entry SET cleared_on = day('2026-03-05') WHERE id = 1");
		run_sql(b, any(2) ? "UPDATE source SET export_date = day('2026-03-04')"
				  : "UPDATE source SET export_date = day('2026-05-04')");
		frozen(b, "2026-04-03");
		run_sql(b, rule);
		ck_assert_msg(figure(b, differ) == 0, "SEED=%u", first + i);
		ck_assert_int_eq(figure(b, "SELECT count(*) FROM allocation"),
				 figure(b, "SELECT count(*) FROM temp.judged"));
		/* each entry is open by what is left of it, or not at all */
		ck_assert_msg(
			figure(b,
			       "SELECT count(*) FROM counted c LEFT JOIN taken t ON t.id = c.id LEFT JOIN open_item o ON o.entry = c.id "
			       "WHERE coalesce(o.outstanding, 0) <> c.amount - coalesce(t.amount, 0)") == 0,
			"SEED=%u", first + i);
		seen += figure(b, "SELECT count(*) FROM allocation WHERE by_entry IS NOT NULL");
		own += figure(b, "SELECT count(*) FROM allocation WHERE by_entry IS NULL");
		db_close(b);
	}
	/* the ledgers hold what they are for */
	ck_assert_int_gt(seen, 8 * (int64_t)ledgers);
	ck_assert_int_gt(own, 2 * (int64_t)ledgers);
}
END_TEST

UNIT_MAIN("plan: settle", settled_as_the_rule_says)
