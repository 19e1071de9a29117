#include "plan/plan.h"
#include "plan/tieout_own.h"
#include "plan_ledger.h"

static const struct named_query right = {
	"totals",
	"SELECT currency, total AS amount FROM balance WHERE customer = :customer",
	{"t.sql", 1, 1},
	NULL,
	0};
static const struct named_query one_off = {
	"totals",
	"SELECT currency, total + 1 AS amount FROM balance WHERE customer = :customer",
	{"t.sql", 1, 1},
	NULL,
	0};
static const struct named_query one_currency = {
	"totals",
	"SELECT currency, total AS amount FROM balance WHERE customer = :customer AND currency = 'AED'",
	{"t.sql", 1, 1},
	NULL,
	0};
static const struct named_query held = {
	"totals",
	"SELECT customer, currency, sum(outstanding) AS amount FROM open_item WHERE salesman = :salesman GROUP BY 1, 2",
	{"t.sql", 1, 1},
	NULL,
	0};

/* Two customers, two currencies, a payment, a cheque, a later entry and a cleared one: the usual mixture. */
static struct db *book(void)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "I1", "2026-09-01", "2026-10-01", 10000, "AED", NULL, NULL);
	entry(b, "C1", "payment", "P1", "2026-10-05", NULL, -2500, "AED", "I1", NULL);
	entry(b, "C1", "invoice", "I2", "2026-09-01", "2026-10-01", 777, "USD", NULL, NULL);
	entry(b, "C1", "pdc", "Q1", "2026-10-05", NULL, -7500, "AED", "I1", NULL);
	entry(b, "C2", "invoice", "I3", "2026-09-01", "2026-12-01", 5000, "AED", NULL, NULL);
	entry(b, "C2", "invoice", "I4", "2026-09-01", "2026-10-01", 6000, "AED", NULL, NULL);
	entry(b, "C2", "invoice", "I5", "2026-12-01", NULL, 9999, "AED", NULL, NULL);
	run_sql(b,
		"UPDATE entry SET cleared_on = day('2026-10-20') WHERE number = 'I4'; UPDATE entry SET salesman = 'S1'");
	run_sql(b,
		"INSERT INTO source_total SELECT source, currency, count(*), sum(amount) FROM entry GROUP BY 1, 2");
	frozen(b, "2026-11-01");
	return b;
}

static int tie(struct db *b, const struct named_query *totals, const char *customer, const char *salesman,
	       struct text *csv)
{
	const struct job_type t = {.code = "STMT", .totals = totals};
	struct job j = {
		.customer = customer, .salesman = salesman, .language = "en", .key = "k", .number = "STMT-1"};
	struct job_list l = {.job = &j, .n = 1, .cap = 1};
	const struct job_context k = {20758, "R1", "en"};

	return tieout_check(&diagnostics, b, &t, &l, &k, csv);
}

/* Everything adds up, and the table of sums says so. */
START_TEST(it_ties)
{
	struct db *b = book();
	struct text csv;

	text_init(&csv);
	ck_assert_msg(tie(b, &right, "C1", NULL, &csv) == 0, "%s", last_message);
	ck_assert_ptr_nonnull(strstr(text_str(&csv), "customer,AED,C1,,,,,75.00,75.00,,75.00,,0.00,\n"));
	ck_assert_ptr_nonnull(strstr(text_str(&csv), "currency,AED,,,,,,125.00,125.00,,125.00,,0.00,\n"));
	ck_assert_ptr_nonnull(strstr(text_str(&csv), "paper,USD,C1,STMT-1,,,,7.77,,,,7.77,0.00,\n"));
	text_done(&csv);
	db_close(b);
}
END_TEST

/* One fils in the items, the balance, the buckets or a salesman's table stops the run and names the customer.
 */
START_TEST(one_minor_unit_stops)
{
	static const char *const harm[] = {
		"UPDATE open_item SET outstanding = outstanding + 1 WHERE number = 'I1'",
		"UPDATE balance SET total = total - 1 WHERE customer = 'C1' AND currency = 'AED'",
		"UPDATE bucket_total SET amount = amount + 1 WHERE customer = 'C1' AND currency = 'AED' AND bucket = 2",
		"DELETE FROM open_item WHERE number = 'I1'",
		"UPDATE entry SET amount = amount + 1 WHERE number = 'I1'"};
	size_t i;

	for (i = 0; i < sizeof harm / sizeof harm[0]; i++) {
		struct db *b = book();

		run_sql(b, harm[i]);
		ck_assert_int_eq(tie(b, NULL, "C1", NULL, NULL), -1);
		ck_assert_str_eq(last_name, "tie-out");
		ck_assert_msg(strstr(last_message, "C1") != NULL, "%s", last_message);
		ck_assert_int_eq(diagnostics.count[DIAG_FATAL] > 0, 1);
		db_close(b);
	}
}
END_TEST

/* The salesmen's tables must hold all of it. */
START_TEST(salesmen_tie)
{
	struct db *b = book();

	run_sql(b, "UPDATE salesman_bucket SET amount = amount + 1 WHERE currency = 'USD' AND bucket = 2");
	ck_assert_int_eq(tie(b, NULL, "C1", NULL, NULL), -1);
	ck_assert_ptr_nonnull(strstr(last_message, "USD"));
	db_close(b);
}
END_TEST

/* What a paper prints is compared, too: another amount, or a currency that it forgets. */
START_TEST(papers_tie)
{
	struct db *b = book();

	ck_assert_int_eq(tie(b, &one_off, "C1", NULL, NULL), -1);
	ck_assert_ptr_nonnull(strstr(last_message, "STMT-1"));
	ck_assert_int_eq(tie(b, &one_currency, "C2", NULL, NULL), 0);
	ck_assert_int_eq(tie(b, &one_currency, "C1", NULL, NULL), -1);
	ck_assert_ptr_nonnull(strstr(last_message, "2 currencies"));
	db_close(b);
}
END_TEST

/* A salesman's paper is compared customer by customer; without that column it cannot be, and that is an
 * error. */
START_TEST(salesman_papers_tie)
{
	struct db *b = book();

	ck_assert_msg(tie(b, &held, NULL, "S1", NULL) == 0, "%s", last_message);
	ck_assert_int_eq(tie(b, &right, NULL, "S1", NULL), -1);
	ck_assert_str_eq(last_name, "query-column");
	db_close(b);
}
END_TEST

/* Too little in them is as wrong as too much, in every currency. */
START_TEST(salesmen_hold_too_little)
{
	static const char *const harm[] = {
		"UPDATE salesman_bucket SET amount = amount - 1 WHERE currency = 'USD' AND bucket = 2",
		"UPDATE salesman_bucket SET amount = amount - 1 WHERE currency = 'AED' AND bucket = 2",
		"DELETE FROM salesman_bucket WHERE currency = 'USD'"};
	size_t i;

	for (i = 0; i < sizeof harm / sizeof harm[0]; i++) {
		struct db *b = book();

		run_sql(b, harm[i]);
		ck_assert_int_eq(tie(b, NULL, "C1", NULL, NULL), -1);
		ck_assert_str_eq(last_name, "tie-out");
		ck_assert_ptr_nonnull(strstr(last_message, "the salesmen's tables"));
		db_close(b);
	}
}
END_TEST

static const struct named_query one_short = {
	"totals",
	"SELECT currency, total - 1 AS amount FROM balance WHERE customer = :customer",
	{"t.sql", 1, 1},
	NULL,
	0};

static struct named_query asked(const char *name, const char *sql)
{
	return (struct named_query){name, sql, {"t.sql", 1, 1}, NULL, 0};
}

/* A letter to C1 that covers and states what these say. */
static int tie_letter(struct db *b, const char *covers, const char *covered, struct text *csv)
{
	const struct named_query c = asked("covers", covers), s = asked("covered", covered);
	const struct job_type t = {.code = "REM1", .covers = &c, .covered = covered ? &s : NULL};
	struct job j = {.customer = "C1", .language = "en", .key = "k", .number = "REM1-1"};
	struct job_list l = {.job = &j, .n = 1, .cap = 1};
	const struct job_context k = {20758, "R1", "en"};

	return tieout_check(&diagnostics, b, &t, &l, &k, csv);
}

#define OPEN "SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer"

/* Each item of a letter is open with that sum and currency, once, and the customer's; its sum is theirs, and
 * charges beside them where it says so. */
START_TEST(letters_tie)
{
	static const struct {
		const char *covers, *covered, *said; /* said NULL: it ties */
	} letter[] = {
		{OPEN, NULL, NULL},
		{OPEN, "SELECT 'AED' AS currency, 7500 AS amount UNION ALL SELECT 'USD', 777", NULL},
		{OPEN,
		 "SELECT 'AED' AS currency, 7600 AS amount, 100 AS charges UNION ALL SELECT 'USD', 777, 0",
		 NULL},
		{OPEN " UNION ALL SELECT id, currency, amount FROM entry WHERE number = 'P1'", NULL,
		 "REM1-1 covers payment P1 of customer C1, of which nothing is open"},
		{"SELECT id AS entry, currency, amount AS outstanding FROM entry WHERE number = 'I1'", NULL,
		 "REM1-1 covers invoice I1 of customer C1 with AED 100.00, open of it is AED 75.00"},
		{"SELECT entry, 'USD' AS currency, outstanding FROM open_item WHERE number = 'I1'", NULL,
		 "with USD 75.00, open of it is AED 75.00"},
		{"SELECT entry, currency, outstanding FROM open_item WHERE number = 'I3'", NULL,
		 "REM1-1, for customer C1, covers invoice I3 of customer C2"},
		{"SELECT 99 AS entry, 'AED' AS currency, 1 AS outstanding", NULL, "none of the ledger"},
		{OPEN " UNION ALL " OPEN, NULL, "of customer C1 twice"},
		{OPEN, "SELECT 'AED' AS currency, 7501 AS amount UNION ALL SELECT 'USD', 777",
		 "REM1-1 states AED 75.01; its items are 75.00"},
		{OPEN, "SELECT 'AED' AS currency, 7500 AS amount",
		 "REM1-1 states USD 0.00; its items are 7.77"},
		{OPEN,
		 "SELECT 'AED' AS currency, 7600 AS amount, 99 AS charges UNION ALL SELECT 'USD', 777, 0",
		 "its charges 0.99"}};
	struct text csv;
	size_t i;

	for (i = 0; i < sizeof letter / sizeof letter[0]; i++) {
		struct db *b = book();
		int rc = tie_letter(b, letter[i].covers, letter[i].covered, NULL);

		ck_assert_msg(rc == (letter[i].said ? -1 : 0), "%zu: %s", i, last_message);
		if (letter[i].said) {
			ck_assert_str_eq(last_name, "tie-out");
			ck_assert_msg(strstr(last_message, letter[i].said) != NULL, "%s", last_message);
		}
		db_close(b);
	}
	{
		struct db *b = book();

		text_init(&csv);
		ck_assert_int_eq(
			tie_letter(
				b, OPEN,
				"SELECT 'AED' AS currency, 7600 AS amount, 100 AS charges UNION ALL SELECT 'USD', 777, 0",
				&csv),
			0);
		ck_assert_msg(strstr(text_str(&csv),
				     "covered,AED,,REM1,,,,,75.00,,,76.00,0.00,\"1 paper: 1 item "
				     "75.00, charges 1.00\"\n") != NULL,
			      "%s", text_str(&csv));
		text_done(&csv);
		db_close(b);
	}
}
END_TEST

/* Less than the figures on one side alone: items, balance, buckets, a paper. */
START_TEST(one_minor_unit_short_stops)
{
	static const struct {
		const char *sql, *said;
	} harm[] = {{"UPDATE open_item SET outstanding = outstanding - 1 WHERE number = 'I1'",
		     "the sum of the open items is AED 74.99"},
		    {"UPDATE balance SET total = total + 1 WHERE customer = 'C1' AND currency = 'AED'",
		     "the balance is AED 75.01"},
		    {"UPDATE bucket_total SET amount = amount - 1 WHERE customer = 'C1' AND currency = 'AED' "
		     "AND bucket = 2",
		     "the sum of the bucket table is AED 74.99"},
		    {"UPDATE allocation SET amount = amount - 1 WHERE by_entry IS NULL", "customer C2"}};
	size_t i;
	struct db *b;

	for (i = 0; i < sizeof harm / sizeof harm[0]; i++) {
		b = book();
		run_sql(b, harm[i].sql);
		ck_assert_int_eq(tie(b, NULL, "C1", NULL, NULL), -1);
		ck_assert_str_eq(last_name, "tie-out");
		ck_assert_msg(strstr(last_message, harm[i].said) != NULL, "%s", last_message);
		db_close(b);
	}
	b = book();
	ck_assert_int_eq(tie(b, &one_short, "C1", NULL, NULL), -1);
	db_close(b);
}
END_TEST

/* The tie-out begins at the rows of the file: how many came in, what counts nowhere and why, what is open and
 * settled, and on which of them a paper's sum rests. */
START_TEST(it_begins_at_the_file)
{
	static const char *const line[] = {
		"rows,AED,,,ledger.csv,,6,4,2,2,2,1,0,\n",
		"file,AED,,,ledger.csv,,209.99,185.00,125.00,60.00,125.00,75.00,0.00,\n",
		"left out,AED,C1,,ledger.csv,5,-75.00,,,,,,,Q1: a post-dated cheque: no payment until it is cleared\n",
		"left out,AED,C2,,ledger.csv,8,99.99,,,,,,,I5: dated after the day\n",
		"customer,AED,C2,,,,,50.00,50.00,,50.00,,0.00,no paper of the run adds it up\n"};
	struct db *b;
	struct text csv;
	size_t i;

	next_line = 2;
	b = book();
	text_init(&csv);
	ck_assert_msg(tie(b, &right, "C1", NULL, &csv) == 0, "%s", last_message);
	for (i = 0; i < sizeof line / sizeof line[0]; i++)
		ck_assert_msg(strstr(text_str(&csv), line[i]) != NULL, "no %sin %s", line[i], text_str(&csv));
	text_done(&csv);
	db_close(b);
}
END_TEST

/* A row that a filter above the sums loses is lost on both sides of them: the file's own count finds it. Said
 * by name. */
START_TEST(a_lost_row_stops)
{
	static const struct {
		const char *sql, *said;
	} harm[] = {
		{"DELETE FROM entry WHERE number = 'P1'", "its entries are 3 rows"},
		{"UPDATE source_total SET amount = amount + 1 WHERE currency = 'USD'",
		 "the file has 1, 7.78"},
		{"UPDATE source_total SET rows = rows + 1 WHERE currency = 'USD'", "the file has 2, 7.77"},
		{"INSERT INTO row_left VALUES (1, 7, 'elsewhere', 1, 'USD', 777, NULL, NULL, NULL)",
		 "the file has 0, 0.00"},
		{"DELETE FROM open_item WHERE number = 'I2'",
		 "invoice I2 of customer C1, USD 7.77, is no open item, and only 0.00 of it is settled"},
		{"UPDATE entry SET amount = 0, open_amount = 777 WHERE number = 'I2'; DELETE FROM open_item WHERE "
		 "number = 'I2'",
		 "invoice I2 of customer C1, USD 0.00, is no open item, and only 0.00 of it is settled"},
		{"DELETE FROM bucket_total WHERE customer = 'C1' AND currency = 'USD'",
		 "what stands in the buckets are 0 rows"}};
	size_t i;

	for (i = 0; i < sizeof harm / sizeof harm[0]; i++) {
		struct db *b = book();
		struct tie_files files = {0};
		struct arena a;

		arena_init(&a);
		run_sql(b, harm[i].sql);
		ck_assert_int_eq(tieout_files(&diagnostics, b, &a, &files), -1);
		ck_assert_msg(strstr(last_message, harm[i].said) != NULL, "%s", last_message);
		arena_done(&a);
		db_close(b);
	}
}
END_TEST

UNIT_MAIN("plan: tie-out", it_ties, letters_tie, one_minor_unit_stops, salesmen_tie, papers_tie,
	  salesman_papers_tie, salesmen_hold_too_little, one_minor_unit_short_stops, it_begins_at_the_file,
	  a_lost_row_stops)
