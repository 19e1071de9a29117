/* plan_ledger.h: small ledgers in memory for the tests of plan: a house of keys, entries as lines of SQL,
 * figures read back. */
#ifndef LP_PLAN_LEDGER_H
#define LP_PLAN_LEDGER_H

#include <stdio.h>

#include "plan/snapshot.h"
#include "unit.h"

static struct diag diagnostics;
static char last_message[1024];
static const char *last_name = "";

static void keep_message(void *ctx, const struct diag_message *m)
{
	(void)ctx;
	snprintf(last_message, sizeof last_message, "%s", m->text);
	last_name = diag_name(m->id);
}

static const struct house_key usual_keys[] = {
	{"locale", "languages", "en, ar", {"house.ini", 1, 1}, {"house.ini", 1, 1}, 1},
	{"locale", "currency", "AED", {"house.ini", 2, 1}, {"house.ini", 2, 1}, 1},
	{"policy", "stage.company_credit", "1:REM0, 6:REM1, 16:REM2, 31:ESCN", {"house.ini", 3, 1}, {"house.ini", 3, 1}, 1},
	{"policy", "stage.case", "31:NOTICE, 61:BDR", {"house.ini", 4, 1}, {"house.ini", 4, 1}, 1},
	{"policy", "minimum.AED", "50.00", {"house.ini", 5, 1}, {"house.ini", 5, 1}, 1},
	{"policy", "letter_gap_days", "0", {"house.ini", 6, 1}, {"house.ini", 6, 1}, 1},
	{"policy", "credits", "apart", {"house.ini", 7, 1}, {"house.ini", 7, 1}, 1},
};

static struct house usual_house(void)
{
	struct house h = {.dir = ".",
			  .shipped = ".",
			  .key = usual_keys,
			  .keys = sizeof usual_keys / sizeof usual_keys[0]};

	return h;
}

/* An empty ledger with one source of exports. */
static struct db *ledger(void)
{
	struct db *b;

	last_message[0] = '\0';
	last_name = "";
	diag_init(&diagnostics, keep_message, NULL);
	b = db_open(NULL, DB_MEMORY, &diagnostics);
	ck_assert_ptr_nonnull(b);
	ck_assert_int_eq(
		db_run(b, &diagnostics,
		       "INSERT INTO source(id, file, sha256, tbl, profile, rows) VALUES (1, 'ledger.csv', 'x', 'ledger', 'canonical', 9)"),
		0);
	return b;
}

static int next_line = 2;

/* One entry; due, applies and status may be NULL. Dates as text. */
static __attribute__((unused)) void entry(struct db *b, const char *customer, const char *type,
					  const char *number, const char *date, const char *due,
					  int64_t amount, const char *currency, const char *applies,
					  const char *status)
{
	struct query *q = query_open(
		b, &diagnostics,
		"INSERT INTO entry(customer, type, number, date, due, amount, currency, applies_to, "
		"status, source, line) VALUES (?1, ?2, ?3, day(?4), day(?5), ?6, ?7, ?8, ?9, 1, ?10)",
		NULL);

	ck_assert_ptr_nonnull(q);
	query_put_text(q, 1, customer, -1);
	query_put_text(q, 2, type, -1);
	query_put_text(q, 3, number, -1);
	query_put_text(q, 4, date, -1);
	query_put_text(q, 5, due, -1);
	query_put_int(q, 6, amount);
	query_put_text(q, 7, currency, -1);
	query_put_text(q, 8, applies, -1);
	query_put_text(q, 9, status, -1);
	query_put_int(q, 10, next_line++);
	ck_assert_int_eq(query_next(q, &diagnostics), 0);
	query_close(q);
	q = query_open(b, &diagnostics, "INSERT OR IGNORE INTO customer(code, name) VALUES (?1, ?1)", NULL);
	query_put_text(q, 1, customer, -1);
	ck_assert_int_eq(query_next(q, &diagnostics), 0);
	query_close(q);
}

static void run_sql(struct db *b, const char *sql)
{
	ck_assert_msg(db_run(b, &diagnostics, sql) == 0, "%s", last_message);
}

static int freeze(struct db *b, const char *as_of)
{
	struct house h = usual_house();

	return snapshot_make(b, &h, date_parse(as_of, 10), "", &diagnostics);
}

static void frozen(struct db *b, const char *as_of)
{
	ck_assert_msg(freeze(b, as_of) == 0, "%s", last_message);
}

/* One figure; -999 when there is no row. */
static __attribute__((unused)) int64_t figure(struct db *b, const char *sql)
{
	return db_int(b, &diagnostics, sql, -999);
}

/* One text in a buffer that the next call uses again; "(none)" without a row, "" for NULL. */
static __attribute__((unused)) const char *word(struct db *b, const char *sql)
{
	static char buf[8][256];
	static int turn;
	struct query *q = query_open(b, &diagnostics, sql, NULL);
	char *to = buf[turn++ % 8];

	ck_assert_msg(q != NULL, "%s", last_message);
	snprintf(to, sizeof buf[0], "%s", "(none)");
	if (query_next(q, &diagnostics) == 1)
		snprintf(to, sizeof buf[0], "%s", query_text(q, 0));
	query_close(q);
	return to;
}

#endif
