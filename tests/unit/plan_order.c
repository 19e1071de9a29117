/* Nothing depends on the order of rows, files or calls: random ledgers, imported in one file, and again with
 * their rows permuted and split over files and calls, some of them brought twice, give the same snapshot. */
#include "import_unit.h"

#include "plan/plan.h"

#define LEDGERS 500
#define ROWS_MOST 72

static uint32_t seed;
static char row[ROWS_MOST][96];
static int32_t rows;
/* Of credits that have several rows: the same in one row, on account, as another export has it. */
enum { WHOLES_MOST = 16 };
static char whole_row[WHOLES_MOST][96];
static int32_t wholes;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

/* One row; due and applies may be "". */
static void row_add(int who, const char *type, const char *number, uint32_t day, const char *due,
		    uint32_t amount, const char *currency, const char *applies)
{
	snprintf(row[rows++], sizeof row[0], "C%d,%s,%s,2026-%02u-%02u,%s,%u.%02u,%s,%s\n", who, type, number,
		 1 + day / 28, 1 + day % 28, due, amount / 100, amount % 100, currency, applies);
}

/* A receipt or a credit over up to four invoices, some of it given back. */
static void credit_add(int who, const char *type, int number, const char *currency, int invoices)
{
	char own[16], of[16];
	uint32_t day = 60 + any(28), sum = 0, amount;
	int i;

	snprintf(own, sizeof own, "%c%d", type[0], number);
	for (i = 0; i < invoices; i++) {
		snprintf(of, sizeof of, "I%d", i);
		amount = 100 * (uint32_t)(1 + i) + any(9000);
		sum += amount;
		row_add(who, type, own, day, "", amount, currency, of);
	}
	/* the rest of it stays on account: less than any of its other rows */
	if (any(3) == 0) {
		amount = 1 + any(99);
		sum += amount;
		invoices++;
		row_add(who, type, own, day, "", amount, currency, "");
	}
	if (invoices > 1 || strcmp(type, "payment") == 0)
		snprintf(whole_row[wholes++], sizeof whole_row[0], "C%d,%s,%s,2026-%02u-%02u,,%u.%02u,%s,\n",
			 who, type, own, 1 + day / 28, 1 + day % 28, sum / 100, sum % 100, currency);
	snprintf(of, sizeof of, "V%c%d", type[0], number);
	if (any(3) == 0)
		row_add(who, "refund", of, day + 1, "", 1 + any(sum), currency, own);
}

static void ledger_make(void)
{
	static const char *const currency[] = {"AED", "USD"};
	char number[16];
	int who, i, k;

	rows = wholes = 0;
	for (who = 1; who <= 2; who++) {
		for (k = 0; k < 2; k++)
			for (i = 0; i < 4; i++) {
				snprintf(number, sizeof number, "I%d", i);
				row_add(who, "invoice", number, any(28), any(2) ? "2026-02-15" : "",
					1000 + any(9000), currency[k], "");
			}
		for (i = 0; i < 2; i++)
			credit_add(who, "payment", i, currency[any(2)], 1 + (int)any(4));
		credit_add(who, "credit_note", 0, currency[any(2)], 1 + (int)any(4));
		credit_add(who, "write_off", 0, currency[any(2)], 1 + (int)any(3));
		row_add(who, "credit_note", "N1", 70, "", 1 + any(9000), currency[any(2)], "I2");
		row_add(who, "credit_note", "N2", 70, "", 1 + any(9000), currency[any(2)], "I2");
	}
}

static void permute(void)
{
	char other[sizeof row[0]];
	int32_t i;
	uint32_t k;

	for (i = rows - 1; i > 0; i--) {
		k = any((uint32_t)i + 1);
		memcpy(other, row[i], sizeof other);
		memcpy(row[i], row[k], sizeof other);
		memcpy(row[k], other, sizeof other);
	}
}

/* The rows from first to last as a file of that name. */
static const char *part(const char *name, int32_t first, int32_t last)
{
	struct text t;
	const char *path;

	text_init(&t);
	text_adds(&t, LEDGER);
	for (; first < last; first++)
		text_adds(&t, row[first]);
	path = unit_file(name, text_str(&t));
	text_done(&t);
	return path;
}

/* The credits of several rows, each in one. */
static const char *in_one_row(const char *name)
{
	struct text t;
	const char *path;
	int32_t i;

	text_init(&t);
	text_adds(&t, LEDGER);
	for (i = 0; i < wholes; i++)
		text_adds(&t, whole_row[i]);
	path = unit_file(name, text_str(&t));
	text_done(&t);
	return path;
}

static void in(const char *a, const char *b)
{
	ck_assert_msg(import(NULL, a, b, NULL) == 0, "%s", text_str(&said));
	text_reset(&said);
}

/* All that the snapshot says, without the numbers of rows. */
static const char *snapshot(void)
{
	static const char sql[] =
		"SELECT group_concat(line, char(10)) FROM (SELECT line FROM ("
		"SELECT printf('%s %s %s %s %s %s %d %d %s %s', customer, type, number, iso(date), iso(due), "
		"currency, amount, outstanding, bucket, blocked) AS line FROM open_item UNION ALL "
		"SELECT printf('balance %s %s %d %d %s', customer, currency, total, overdue, oldest_age) "
		"FROM "
		"balance UNION ALL "
		"SELECT printf('bucket %s %s %d %d', customer, currency, bucket, amount) FROM bucket_total "
		"UNION ALL SELECT printf('%s %s %s %s', customer, type, reason, key) FROM dunning) "
		"ORDER BY line)";
	struct query *q;
	const char *s;

	ck_assert_msg(snapshot_make(db, house, date_make(2026, 4, 20), "", &diags) == 0, "%s",
		      text_str(&said));
	/* every row of every file is accounted for */
	ck_assert_msg(tieout_check(&diags, db, NULL, &(struct job_list){0}, &(struct job_context){0}, NULL) ==
			      0,
		      "%s", text_str(&said));
	ck_assert_int_eq(
		one("SELECT (SELECT sum(amount) FROM entry) = (SELECT sum(outstanding) FROM open_item)"), 1);
	q = query_open(db, &diags, sql, NULL);
	ck_assert_msg(q != NULL, "%s", text_str(&said));
	ck_assert_int_eq(query_next(q, &diags), 1);
	s = arena_dup(&arena, query_text(q, 0));
	query_close(q);
	return s;
}

static void fresh(void)
{
	db_close(db);
	db = db_open(NULL, DB_MEMORY, &diags);
	ck_assert_ptr_nonnull(db);
}

/* A number of the environment: a soak asks for other ledgers, and for more of them. */
static uint32_t asked(const char *name, uint32_t dflt)
{
	const char *s = getenv(name);

	return s && *s ? (uint32_t)strtoul(s, NULL, 10) : dflt;
}

/* A house with the whole ladder; its customers' file. */
static const char *ladder_begin(void)
{
	begin("[policy]\nstage.company_credit = 1:REM0, 6:REM1, 16:REM2, 31:ESCN\nstage.case = 31:NOTICE, "
	      "61:BDR\n");
	return unit_file("customers.csv", "code,name,terms_days\nC1,One,30\nC2,Two,\n");
}

/* What one export splits over documents and another has in one row counts once, whichever comes first. */
START_TEST(whole_and_split_count_once)
{
	const char *customers, *split, *both;
	const int32_t ledgers = (int32_t)asked("LEDGERS", LEDGERS) / 5;
	const uint32_t first = asked("SEED", 1);
	int32_t i;

	customers = ladder_begin();
	for (i = 0; i < ledgers; i++) {
		seed = first + (uint32_t)i;
		ledger_make();
		fresh();
		in(customers, part("split.csv", 0, rows));
		split = snapshot();
		fresh();
		in(customers, part("split.csv", 0, rows));
		in(in_one_row("whole.csv"), NULL);
		both = snapshot();
		ck_assert_msg(strcmp(split, both) == 0, "SEED=%u: split alone gives\n%s\n\nthen whole\n%s",
			      first + (uint32_t)i, split, both);
		permute();
		fresh();
		in(in_one_row("whole.csv"), customers);
		in(part("split.csv", 0, rows), NULL);
		both = snapshot();
		ck_assert_msg(strcmp(split, both) == 0, "SEED=%u: split alone gives\n%s\n\nwhole first\n%s",
			      first + (uint32_t)i, split, both);
	}
	end();
}
END_TEST

START_TEST(order_decides_nothing)
{
	const char *customers, *whole, *split;
	const int32_t ledgers = (int32_t)asked("LEDGERS", LEDGERS);
	const uint32_t first = asked("SEED", 1);
	int32_t i, cut, next, again;

	customers = ladder_begin();
	for (i = 0; i < ledgers; i++) {
		seed = first + (uint32_t)i;
		ledger_make();
		fresh();
		in(customers, part("whole.csv", 0, rows));
		whole = snapshot();
		permute();
		fresh();
		cut = (int32_t)any((uint32_t)rows);
		next = cut + (int32_t)any((uint32_t)(rows - cut));
		/* a file may bring again what one before it has brought */
		again = any(2) ? (int32_t)any((uint32_t)next + 1) : next;
		if (any(2)) {
			in(part("a.csv", 0, cut), customers);
			in(part("b.csv", cut, next), part("c.csv", again, rows));
		} else {
			in(customers, part("a.csv", 0, cut));
			in(part("b.csv", cut, next), NULL);
			in(part("c.csv", again, rows), NULL);
		}
		split = snapshot();
		ck_assert_msg(strcmp(whole, split) == 0, "SEED=%u: one file gives\n%s\n\nseveral give\n%s",
			      first + (uint32_t)i, whole, split);
	}
	end();
}
END_TEST

UNIT_MAIN("plan: order", order_decides_nothing, whole_and_split_count_once)
