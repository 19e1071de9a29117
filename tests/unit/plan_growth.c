/* plan_growth.c: planning takes the same steps of SQLite's machine for each customer, however many there are:
 * a query that asks the whole ledger once a row does not pass here, on any machine and without a clock. */
#include <glob.h>

#include "db/db_own.h"
#include "plan/plan.h"
#include "plan_ledger.h"

enum { FEW = 150, MANY = 1200 };

static int64_t steps;

static int count_steps(unsigned what, void *ctx, void *stmt, void *took)
{
	(void)what, (void)ctx, (void)took;
	steps += sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_VM_STEP, 1);
	return 0;
}

/* Customers of all kinds with invoices of several ages in two currencies, part payments, credits, disputes,
 * promises, letters of the month before, and cases that are open or closed. */
static const char house_sql[] =
	"CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
	"SELECT i FROM n;"
	"CREATE TEMP TABLE k AS SELECT i FROM n WHERE i <= 8;"
	"INSERT INTO staff(code, name, role) SELECT 'S' || i, 'S' || i, 'salesman' FROM k;"
	"INSERT INTO customer(code, name, kind, salesman, language, country, terms_days) SELECT "
	"printf('C%%05d', i), 'C' || i, "
	"CASE i %% 4 WHEN 0 THEN 'short_cash' WHEN 1 THEN 'cash' ELSE 'company_credit' END, 'S' || (i %% 8 + "
	"1), 'en', 'AE', 30 FROM n;"
	"INSERT INTO entry(customer, type, number, date, due, amount, currency, source, line) SELECT "
	"printf('C%%05d', n.i), 'invoice', "
	"'I' || (n.i * 8 + k.i), 20400 - k.i * 12 - n.i %% 5, 20420 - k.i * 12, 900 * k.i + 3000 * (n.i %% "
	"3), "
	"iif(k.i %% 5 = 0, 'USD', 'AED'), 1, n.i * 8 + k.i FROM n CROSS JOIN k;"
	"INSERT INTO entry(customer, type, number, date, amount, currency, applies_to, source, line) SELECT "
	"customer, 'payment', "
	"'P' || number, 20390, -500, currency, number, 1, id + 100000 FROM entry WHERE id %% 3 = 0;"
	"INSERT INTO entry(customer, type, number, date, amount, currency, source, line) SELECT "
	"printf('C%%05d', i), 'credit_note', "
	"'N' || i, 20395, -400, 'AED', 1, i + 300000 FROM n WHERE i %% 7 = 0;"
	"INSERT INTO event(date, customer, invoice, kind) SELECT 20396, printf('C%%05d', i), 'I' || (i * 8 + "
	"2), 'dispute' FROM n WHERE i %% 6 = 0;"
	"INSERT INTO event(date, customer, kind, promise_date, promise_amount) SELECT 20385, "
	"printf('C%%05d', i), 'call', 20395, 700 FROM n "
	"WHERE i %% 5 = 0;"
	"INSERT INTO run(id, kind, as_of, selection, state) VALUES ('R1', 'make', 20370, 'all', 'made');"
	"INSERT INTO paper(id, run, seq, number, type, key, customer, as_of, language, level, state) SELECT "
	"i, 'R1', i, 'REM1-' || i, 'REM1', "
	"'REM1|' || i, printf('C%%05d', i), 20370, 'en', 2, 'sent' FROM n WHERE i %% 2 = 0;"
	"INSERT INTO paper_item SELECT p.id, e.id, e.type, e.number, e.currency, e.amount FROM paper p JOIN "
	"entry e ON e.customer = p.customer "
	"WHERE e.type = 'invoice' AND e.date < 20350;"
	"INSERT INTO evidence(customer, invoice, date, doctype, original, name, sha256, bytes, media, "
	"filed_on) SELECT customer, number, date, "
	"'INV', 'x', 'x' || id, 'x', 1, 'x', date FROM entry WHERE type = 'invoice' AND id %% 4 = 0;"
	"INSERT INTO bad_case(id, customer, opened, closed, why_closed) SELECT printf('BD2024-%%05d', i), "
	"printf('C%%05d', i), 20380, iif(i %% 3 = 0, 20390, NULL), iif(i %% 3 = 0, 'settled', NULL) FROM n "
	"WHERE i %% 4 > 0;"
	"DROP TABLE temp.n; DROP TABLE temp.k";

static struct db *house_of(int customers)
{
	struct db *b = ledger();
	char sql[8192];

	snprintf(sql, sizeof sql, house_sql, customers);
	run_sql(b, sql);
	ck_assert_int_eq(sqlite3_trace_v2(b->lite, SQLITE_TRACE_PROFILE, count_steps, NULL), SQLITE_OK);
	return b;
}

/* Every type that the program ships with a jobs query. */
static int32_t shipped(struct arena *a, struct job_type *type, int32_t most)
{
	const struct named_file *f;
	int32_t n = 0;
	glob_t found;

	ck_assert_int_eq(glob("layouts/*.sql", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc && n < most; i++) {
		f = named_read(a, &diagnostics, found.gl_pathv[i]);
		ck_assert_ptr_nonnull(f);
		if (named_find(f, "jobs"))
			type[n++] = (struct job_type){.code = arena_dup(a, found.gl_pathv[i]),
						      .jobs = named_find(f, "jobs")};
	}
	globfree(&found);
	return n;
}

/* Steps a customer, of the snapshot and of finding every job. */
static void measure(int customers, double *snapshot, double *jobs)
{
	const struct job_filter all = {0};
	struct job_list made = {0}, why = {0};
	struct db *b = house_of(customers);
	struct job_type type[64];
	struct arena a;
	int32_t n;

	arena_init(&a);
	n = shipped(&a, type, 64);
	ck_assert_int_gt(n, 8);
	steps = 0;
	frozen(b, "2025-11-06");
	*snapshot = (double)steps / customers;
	steps = 0;
	ck_assert_int_eq(jobs_find(&a, &diagnostics, b, type, n, &all, &made, &why), 0);
	*jobs = (double)steps / customers;
	ck_assert_int_gt(made.n, customers);
	arena_done(&a);
	db_close(b);
}

START_TEST(steps_grow_with_customers_only)
{
	double few_snapshot, few_jobs, many_snapshot, many_jobs;

	measure(FEW, &few_snapshot, &few_jobs);
	measure(MANY, &many_snapshot, &many_jobs);
	ck_assert_msg(many_snapshot < few_snapshot * 1.1,
		      "the snapshot takes %.0f steps a customer of %d, %.0f of %d", few_snapshot, FEW,
		      many_snapshot, MANY);
	ck_assert_msg(many_jobs < few_jobs * 1.1,
		      "finding jobs takes %.0f steps a customer of %d, %.0f of %d", few_jobs, FEW, many_jobs,
		      MANY);
}
END_TEST

/* Half of what these steps were when each stage asked the open items anew, and letters were read once a type;
 * beside the ladder, doubts of imports and an order of what rows say instead of their ids. Lists of whom to
 * call and to see are nobody's cost but theirs. Jobs: some fifty steps a customer and type. */
START_TEST(one_pass_serves_all)
{
	double snapshot, jobs;

	measure(MANY, &snapshot, &jobs);
	ck_assert_msg(snapshot < 6600, "%.0f steps a customer of eight invoices", snapshot);
	ck_assert_msg(jobs < 2000, "%.0f steps a customer of eight invoices", jobs);
}
END_TEST

/* `plan` counts whom it leaves out without asking why, `plan --why` lists them: of everyone, of a salesman
 * and of a shard. */
START_TEST(counted_as_listed)
{
	static const char *const salesman[] = {"S3"};
	const struct job_filter filter[] = {
		{0}, {.salesman = salesman, .salesmen = 1}, {.shard = 1, .shards = 3}};
	struct db *b = house_of(FEW);
	struct job_type type[64];
	struct arena a;
	struct query *q;
	int32_t i, n, at = 0;

	arena_init(&a);
	n = shipped(&a, type, 64);
	frozen(b, "2025-11-06");
	q = query_open(b, &diagnostics, "SELECT DISTINCT type FROM stage ORDER BY type", NULL);
	while (query_next(q, &diagnostics) == 1)
		type[at++].code = arena_dup(&a, query_text(q, 0));
	query_close(q);
	ck_assert_int_ge(at, 5);
	for (size_t k = 0; k < sizeof filter / sizeof filter[0]; k++) {
		struct job_list made = {0}, listed = {0},
				counted = {.count = arena_alloc(&a, sizeof *counted.count * 65)};
		int32_t rows[64] = {0};

		ck_assert_int_eq(jobs_find(&a, &diagnostics, b, type, n, &filter[k], &made, &listed), 0);
		made.n = 0;
		ck_assert_int_eq(jobs_find(&a, &diagnostics, b, type, n, &filter[k], &made, &counted), 0);
		for (i = 0; i < listed.n; i++)
			rows[listed.job[i].type]++;
		for (i = 0; i < n; i++)
			ck_assert_int_eq(counted.count[i], rows[i]);
		ck_assert_int_gt(listed.n, at);
	}
	arena_done(&a);
	db_close(b);
}
END_TEST

UNIT_MAIN("plan: growth", steps_grow_with_customers_only, one_pass_serves_all, counted_as_listed)
