#include "plan/plan.h"
#include "plan_ledger.h"

#define AS_OF "2026-11-01"

static struct arena arena;

static const struct named_query statement_jobs = {
	"jobs",
	"SELECT c.code AS customer, d.salesman, d.language, 0 AS level, iso(:as_of) AS key, "
	"CASE WHEN NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = c.code) THEN 'nothing_owed' END AS reason, NULL AS first_on, d.sort, "
	"42 AS answer, 'text' AS word, NULL AS none FROM customer c JOIN dunning d ON d.customer = c.code",
	{"stmt.sql", 2, 1},
	NULL,
	0};
static const struct named_query statement_covers = {
	"covers",
	"SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer AND :answer = 42 AND :word = 'text'",
	{"stmt.sql", 9, 1},
	NULL,
	0};
static const struct named_query reminder_jobs = {
	"jobs",
	"SELECT customer, salesman, language, level, key, reason, first_on, sort FROM dunning WHERE type = 'REM1'",
	{"rem1.sql", 2, 1},
	NULL,
	0};

static const struct named_query reminder_covers = {
	"covers",
	"SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer AND age >= 0",
	{"rem1.sql", 9, 1},
	NULL,
	0};

static const struct job_type types[] = {{"REM1", &reminder_jobs, &reminder_covers, NULL, 0, 0, NULL, NULL},
					{"STMT", &statement_jobs, &statement_covers, NULL, 0, 0, NULL, NULL}};
static const struct job_type statement_only[] = {
	{"STMT", &statement_jobs, &statement_covers, NULL, 0, 0, NULL, NULL}};

/* A ledger with three customers: B owes 6 days, A owes nothing yet, N owes nothing at all. */
static struct db *book(void)
{
	struct db *b = ledger();

	entry(b, "B", "invoice", "B1", "2026-09-01", "2026-10-25", 20000, "AED", NULL, NULL);
	entry(b, "A", "invoice", "A1", "2026-10-01", "2026-11-20", 30000, "AED", NULL, NULL);
	run_sql(b, "INSERT INTO customer(code, name) VALUES ('N', 'N')");
	arena_init(&arena);
	return b;
}

static struct db *copy_of(struct db *b)
{
	struct db *copy = db_open(NULL, DB_MEMORY, &diagnostics);

	ck_assert_int_eq(db_copy(b, copy, &diagnostics), 0);
	frozen(copy, AS_OF);
	return copy;
}

static void jobs(struct db *snap, const struct job_type *t, int32_t n, struct job_list *made,
		 struct job_list *why)
{
	struct job_filter all = {0};

	memset(made, 0, sizeof *made);
	memset(why, 0, sizeof *why);
	ck_assert_msg(jobs_find(&arena, &diagnostics, snap, t, n, &all, made, why) == 0, "%s", last_message);
}

/* Plans and registers everything as a run does; returns how many papers. */
static int32_t run_all(struct db *b, const char *id)
{
	struct print_run r = {id, date_parse(AS_OF, 10), "all", "planned", "hash", NULL, NULL};
	struct job_context k = {r.as_of, id, "en"};
	struct db *snap = copy_of(b);
	struct job_list made, why;

	jobs(snap, types, 2, &made, &why);
	run_sql(b, "BEGIN");
	if (made.n > 0) {
		ck_assert_int_eq(register_numbers(&arena, &diagnostics, b, types, &made, r.as_of), 0);
		ck_assert_msg(register_open_run(&diagnostics, b, &r, "make") == 0, "%s", last_message);
		ck_assert_msg(register_plan(&diagnostics, b, snap, &r, types, &made, &k) == 0, "%s",
			      last_message);
	}
	run_sql(b, "COMMIT");
	db_close(snap);
	return made.n;
}

static const struct job *find(const struct job_list *l, const char *customer, int32_t type)
{
	int32_t i;

	for (i = 0; i < l->n; i++)
		if (l->job[i].type == type && strcmp(l->job[i].customer, customer) == 0)
			return &l->job[i];
	return NULL;
}

/* Rows without reason are papers in order of delivery; everyone else has a reason, also whom a query leaves
 * out. */
START_TEST(papers_and_reasons)
{
	struct db *b = book(), *snap = copy_of(b);
	struct job_list made, why;

	jobs(snap, types, 2, &made, &why);
	ck_assert_int_eq(made.n, 3);
	ck_assert_str_eq(made.job[0].key, "REM1|B|B1 2026-10-25");
	ck_assert_str_eq(made.job[1].key, "STMT|A|2026-11-01");
	ck_assert_int_eq(made.job[2].seq, 3);
	ck_assert_int_eq(why.n, 3);
	ck_assert_str_eq(find(&why, "N", 1)->reason, "nothing_owed");
	ck_assert_str_eq(find(&why, "A", 0)->reason, "not_overdue");
	ck_assert_int_eq(find(&why, "A", 0)->first_on, date_parse("2026-11-26", 10));
	ck_assert_int_eq(find(&why, "N", 0)->first_on, DATE_NONE);
	db_close(snap);
	db_close(b);
	arena_done(&arena);
}
END_TEST

/* Shards part the subjects: each is in exactly one, whatever the type. */
START_TEST(shards_part_everyone)
{
	struct db *b = book(), *snap = copy_of(b);
	struct job_filter f = {.shards = 3};
	int32_t papers = 0;

	for (f.shard = 0; f.shard < 3; f.shard++) {
		struct job_list made = {0};

		ck_assert_int_eq(jobs_find(&arena, &diagnostics, snap, types, 2, &f, &made, NULL), 0);
		papers += made.n;
	}
	ck_assert_int_eq(papers, 3);
	ck_assert_uint_eq(job_hash("C1042") == job_hash("C1043"), 0);
	ck_assert_uint_eq(job_hash("a"), 0xaf63dc4c8601ec8cULL);
	db_close(snap);
	db_close(b);
	arena_done(&arena);
}
END_TEST

/* Numbers run by type and year, items are remembered, and the same day's second run makes nothing. */
START_TEST(issued_once)
{
	struct db *b = book();

	ck_assert_int_eq(run_all(b, "R20261101-01"), 3);
	ck_assert_str_eq(word(b, "SELECT number FROM paper WHERE type = 'REM1'"), "REM1-2026-00001");
	ck_assert_str_eq(word(b, "SELECT number FROM paper WHERE type = 'STMT' AND customer = 'B'"),
			 "STMT-2026-00002");
	ck_assert_str_eq(
		word(b,
		     "SELECT i.number FROM paper_item i JOIN paper p ON p.id = i.paper WHERE p.type = 'REM1'"),
		"B1");
	ck_assert_int_eq(
		figure(b,
		       "SELECT outstanding FROM paper_item i JOIN paper p ON p.id = i.paper WHERE p.type = 'REM1'"),
		20000);
	ck_assert_int_eq(run_all(b, "R20261101-02"), 0);
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM paper"), 3);
	db_close(b);
	arena_done(&arena);
}
END_TEST

/* The key makes "never twice" true where two processes planned the same. */
START_TEST(key_is_unique)
{
	struct db *b = book();

	run_all(b, "R20261101-01");
	ck_assert_int_eq(
		db_run(b, &diagnostics,
		       "INSERT INTO paper(run, seq, number, type, key, as_of, language, state) "
		       "SELECT run, 9, 'X', type, key, as_of, language, 'planned' FROM paper LIMIT 1"),
		-1);
	db_close(b);
	arena_done(&arena);
}
END_TEST

/* A resumed run finds its papers with numbers and parameters as they were planned. */
START_TEST(resume_finds_what_was_planned)
{
	struct print_run r;
	struct db *b = book();
	struct job_list l = {0};
	struct made m = {"0123", 77, 2};

	ck_assert_int_eq(register_find_run(&arena, &diagnostics, b, "make", date_parse(AS_OF, 10), "all", &r),
			 0);
	run_all(b, "R20261101-01");
	ck_assert_int_eq(register_find_run(&arena, &diagnostics, b, "make", date_parse(AS_OF, 10), "all", &r),
			 1);
	ck_assert_str_eq(r.id, "R20261101-01");
	ck_assert_int_eq(
		register_find_run(&arena, &diagnostics, b, "make", date_parse(AS_OF, 10), "other words", &r),
		0);
	ck_assert_int_eq(
		register_jobs(&arena, &diagnostics, b, "R20261101-01", "planned", NULL, types, 2, &l), 0);
	ck_assert_int_eq(l.n, 3);
	ck_assert_str_eq(l.job[1].number, "STMT-2026-00001");
	ck_assert_int_eq(l.job[1].params, 3);
	ck_assert_str_eq(l.job[1].param[0].name, "answer");
	ck_assert_int_eq(l.job[1].param[0].value, 42);
	ck_assert_str_eq(l.job[1].param[1].text, "text");
	ck_assert_int_eq(l.job[1].param[2].null, 1);
	ck_assert_int_eq(register_made(&diagnostics, b, l.job[0].paper, r.as_of, &m), 0);
	l.n = 0;
	ck_assert_int_eq(
		register_jobs(&arena, &diagnostics, b, "R20261101-01", "planned", NULL, types, 2, &l), 0);
	ck_assert_int_eq(l.n, 2);
	ck_assert_int_eq(register_close_run(&diagnostics, b, "R20261101-01"), 0);
	ck_assert_int_eq(register_find_run(&arena, &diagnostics, b, "make", date_parse(AS_OF, 10), "all", &r),
			 0);
	db_close(b);
	arena_done(&arena);
}
END_TEST

/* A paper whose type no layout makes any more cannot be resumed, and says which. */
START_TEST(resume_without_its_type)
{
	struct db *b = book();
	struct job_list l = {0};

	run_all(b, "R20261101-01");
	ck_assert_int_eq(register_jobs(&arena, &diagnostics, b, "R20261101-01", "planned", NULL,
				       statement_only, 1, &l),
			 -1);
	ck_assert_str_eq(last_name, "plan-type");
	ck_assert_ptr_nonnull(strstr(last_message, "REM1"));
	db_close(b);
	arena_done(&arena);
}
END_TEST

/* A cancelled paper keeps its trace; the next run issues anew, and the new paper says what it replaces. */
START_TEST(cancel_and_issue_anew)
{
	struct db *b = book();
	struct made m = {"0123", 77, 2};

	run_all(b, "R20261101-01");
	ck_assert_int_eq(register_made(&diagnostics, b,
				       figure(b, "SELECT id FROM paper WHERE number = 'REM1-2026-00001'"),
				       20758, &m),
			 0);
	ck_assert_int_eq(register_cancel(&diagnostics, b, "REM1-2026-00001", 20759, "Maria", CANCEL_REPLACE,
					 "wrong address"),
			 0);
	ck_assert_str_eq(word(b, "SELECT state FROM paper WHERE number = 'REM1-2026-00001'"), "cancelled");
	ck_assert_str_eq(word(b, "SELECT note FROM paper_event WHERE state = 'cancelled'"), "wrong address");
	/* its run, still under way, hears of it and changes nothing */
	ck_assert_int_eq(register_made(&diagnostics, b,
				       figure(b, "SELECT id FROM paper WHERE number = 'REM1-2026-00001'"),
				       20758, &m),
			 1);
	ck_assert_int_eq(register_failed(&diagnostics, b,
					 figure(b, "SELECT id FROM paper WHERE number = 'REM1-2026-00001'"),
					 20758, "late"),
			 1);
	ck_assert_int_eq(
		figure(b,
		       "SELECT count(*) FROM paper_event WHERE paper = (SELECT id FROM paper WHERE number = 'REM1-2026-00001')"),
		2);
	ck_assert_int_eq(run_all(b, "R20261101-02"), 1);
	ck_assert_str_eq(word(b, "SELECT replaces FROM paper WHERE number = 'REM1-2026-00002'"),
			 "REM1-2026-00001");
	ck_assert_int_eq(
		register_cancel(&diagnostics, b, "REM1-2026-00001", 20759, "Maria", CANCEL_REPLACE, "again"),
		-1);
	ck_assert_str_eq(last_name, "plan-cancelled");
	ck_assert_int_eq(
		register_cancel(&diagnostics, b, "REM1-2026-00099", 20759, "Maria", CANCEL_REPLACE, "again"),
		-1);
	ck_assert_str_eq(last_name, "plan-number");
	db_close(b);
	arena_done(&arena);
}
END_TEST

/* What was paid, or wrong to write, is not written again for the same items at the same level. */
START_TEST(cancel_and_keep_key)
{
	struct db *b = book();

	run_all(b, "R20261101-01");
	ck_assert_int_eq(
		register_cancel(&diagnostics, b, "REM1-2026-00001", 20759, "Maria", CANCEL_PAID, NULL), 0);
	ck_assert_int_eq(register_cancel(&diagnostics, b, "STMT-2026-00001", 20759, "Maria", CANCEL_WRONG,
					 "sent by hand"),
			 0);
	ck_assert_int_eq(run_all(b, "R20261101-02"), 0);
	ck_assert_str_eq(word(b, "SELECT group_concat(v.state || coalesce(': ' || v.note, ''), ', ') FROM "
				 "paper_event v WHERE v.state <> 'made'"),
			 "cancelled as paid, cancelled as wrong: sent by hand");
	db_close(b);
	arena_done(&arena);
}
END_TEST

/* What could not be made does not count as issued, and its number was never seen: it is that of the paper in
 * its place, so that the numbers that go out have no gap. */
START_TEST(failed_papers_go_again)
{
	struct db *b = book();

	run_all(b, "R20261101-01");
	ck_assert_int_eq(register_failed(&diagnostics, b,
					 figure(b, "SELECT id FROM paper WHERE number = 'REM1-2026-00001'"),
					 20758, "no wording"),
			 0);
	ck_assert_int_eq(run_all(b, "R20261101-02"), 1);
	ck_assert_str_eq(word(b, "SELECT run || ' ' || state FROM paper WHERE number = 'REM1-2026-00001'"),
			 "R20261101-02 planned");
	ck_assert_str_eq(word(b, "SELECT run || ' ' || number FROM paper WHERE state = 'failed'"),
			 arena_format(&arena, "R20261101-01 REM1-2026-00001~%d",
				      (int)figure(b, "SELECT id FROM paper WHERE state = 'failed'")));
	/* once more: the last one that failed gives its number, and the next paper of the type has the next
	 */
	ck_assert_int_eq(register_failed(&diagnostics, b,
					 figure(b, "SELECT id FROM paper WHERE number = 'REM1-2026-00001'"),
					 20758, "no wording"),
			 0);
	ck_assert_int_eq(run_all(b, "R20261101-03"), 1);
	ck_assert_str_eq(word(b, "SELECT run FROM paper WHERE number = 'REM1-2026-00001'"), "R20261101-03");
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM paper WHERE state = 'failed'"), 2);
	ck_assert_int_eq(figure(b, "SELECT last FROM sequence WHERE name = 'REM1-2026'"), 1);
	db_close(b);
	arena_done(&arena);
}
END_TEST

/* Two processes that take the same run's id: the second is refused. */
START_TEST(run_ids_are_taken_once)
{
	struct db *b = book();
	struct print_run r = {"R20261101-01", date_parse(AS_OF, 10), "all", "planned", "hash", NULL, NULL};

	ck_assert_str_eq(register_next_id(&arena, &diagnostics, b, "make", r.as_of), "R20261101-01");
	ck_assert_int_eq(register_open_run(&diagnostics, b, &r, "make"), 0);
	ck_assert_str_eq(register_next_id(&arena, &diagnostics, b, "make", r.as_of), "R20261101-02");
	ck_assert_int_eq(register_open_run(&diagnostics, b, &r, "make"), -1);
	ck_assert_str_eq(last_name, "plan-race");
	db_close(b);
	arena_done(&arena);
}
END_TEST

static int64_t paper_id(struct db *b, const char *number)
{
	return figure(b, arena_format(&arena, "SELECT id FROM paper WHERE number = '%s'", number));
}

/* What failed was never issued: there is nothing to cancel. */
START_TEST(failed_papers_are_not_cancelled)
{
	struct db *b = book();

	run_all(b, "R20261101-01");
	ck_assert_int_eq(
		register_failed(&diagnostics, b, paper_id(b, "REM1-2026-00001"), 20758, "no wording"), 0);
	ck_assert_int_eq(
		register_cancel(&diagnostics, b, "REM1-2026-00001", 20759, "Maria", CANCEL_PAID, NULL), -1);
	ck_assert_str_eq(last_name, "plan-cancelled");
	ck_assert_ptr_nonnull(strstr(last_message, "failed already"));
	ck_assert_str_eq(word(b, "SELECT state FROM paper WHERE number = 'REM1-2026-00001'"), "failed");
	/* nor is it made any more, by whoever still thinks of it as planned */
	ck_assert_int_eq(register_made(&diagnostics, b, paper_id(b, "REM1-2026-00001"), 20758,
				       &(struct made){"0", 1, 1}),
			 -1);
	ck_assert_str_eq(last_name, "plan-race");
	db_close(b);
	arena_done(&arena);
}
END_TEST

/* The paper in the place of a cancelled one failed: the next one stands in that place again; when it is made,
 * and cancelled too, it is itself what is replaced. */
START_TEST(replaced_again_after_a_failure)
{
	struct db *b = book();

	run_all(b, "R20261101-01");
	ck_assert_int_eq(register_cancel(&diagnostics, b, "REM1-2026-00001", 20759, "Maria", CANCEL_REPLACE,
					 "wrong address"),
			 0);
	ck_assert_int_eq(run_all(b, "R20261101-02"), 1);
	ck_assert_int_eq(
		register_failed(&diagnostics, b, paper_id(b, "REM1-2026-00002"), 20758, "no wording"), 0);
	ck_assert_int_eq(run_all(b, "R20261101-03"), 1);
	ck_assert_str_eq(word(b, "SELECT replaces FROM paper WHERE number = 'REM1-2026-00002'"),
			 "REM1-2026-00001");
	ck_assert_int_eq(
		register_cancel(&diagnostics, b, "REM1-2026-00002", 20759, "Maria", CANCEL_REPLACE, "again"),
		0);
	ck_assert_int_eq(run_all(b, "R20261101-04"), 1);
	ck_assert_str_eq(word(b, "SELECT replaces FROM paper WHERE number = 'REM1-2026-00003'"),
			 "REM1-2026-00002");
	db_close(b);
	arena_done(&arena);
}
END_TEST

/* A run that is given up cancels what was only planned, once; what was made stays. */
START_TEST(run_given_up)
{
	struct db *b = book();
	struct made m = {"0123", 77, 2};
	int32_t n;

	run_all(b, "R20261101-01");
	ck_assert_int_eq(register_made(&diagnostics, b, paper_id(b, "REM1-2026-00001"), 20758, &m), 0);
	ck_assert_int_eq(register_give_up(&diagnostics, b, "R20261101-09", 20759, "Maria", "no", &n), 0);
	ck_assert_int_eq(
		register_give_up(&diagnostics, b, "R20261101-01", 20759, "Maria", "its snapshot is gone", &n),
		1);
	ck_assert_int_eq(n, 2);
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM paper WHERE state = 'cancelled'"), 2);
	ck_assert_str_eq(word(b, "SELECT state FROM paper WHERE number = 'REM1-2026-00001'"), "made");
	ck_assert_str_eq(word(b, "SELECT state FROM run"), "made");
	ck_assert_int_eq(register_give_up(&diagnostics, b, "R20261101-01", 20759, "Maria", "again", &n), -1);
	ck_assert_str_eq(last_name, "plan-cancelled");
	db_close(b);
	arena_done(&arena);
}
END_TEST

/* Numbers begin anew with the year of the day; runs count by day, handovers by year. */
START_TEST(numbers_by_year)
{
	struct db *b = book();
	struct job j = {.type = 0, .customer = "B", .key = "k"};
	struct job_list l = {.job = &j, .n = 1, .cap = 1};

	ck_assert_int_eq(register_numbers(&arena, &diagnostics, b, types, &l, date_parse("2026-12-31", 10)),
			 0);
	ck_assert_str_eq(j.number, "REM1-2026-00001");
	ck_assert_int_eq(register_numbers(&arena, &diagnostics, b, types, &l, date_parse("2027-01-01", 10)),
			 0);
	ck_assert_str_eq(j.number, "REM1-2027-00001");
	ck_assert_int_eq(register_numbers(&arena, &diagnostics, b, types, &l, date_parse("2026-12-31", 10)),
			 0);
	ck_assert_str_eq(j.number, "REM1-2026-00002");
	ck_assert_str_eq(register_next_id(&arena, &diagnostics, b, "handover", date_parse("2027-01-01", 10)),
			 "HO2027-00001");
	ck_assert_str_eq(register_next_id(&arena, &diagnostics, b, "make", date_parse("2027-01-01", 10)),
			 "R20270101-01");
	db_close(b);
	arena_done(&arena);
}
END_TEST

UNIT_MAIN("plan: register", papers_and_reasons, shards_part_everyone, issued_once, key_is_unique,
	  resume_finds_what_was_planned, resume_without_its_type, cancel_and_issue_anew, cancel_and_keep_key,
	  failed_papers_go_again, run_ids_are_taken_once, failed_papers_are_not_cancelled,
	  replaced_again_after_a_failure, run_given_up, numbers_by_year)
