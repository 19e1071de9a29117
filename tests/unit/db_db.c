/* The database's face: schema, functions, places of errors, numbers, copies. */
#include "db_unit.h"

/* A new ledger gets the schema; opened again it is the same; a foreign database is refused and left alone. */
START_TEST(db_schema)
{
	struct db *b;
	const char *path, *other;

	unit_begin();
	path = arena_format(&arena, "%s/ledger.db", folder);
	b = db_open(path, DB_LEDGER, &diags);
	ck_assert_ptr_nonnull(b);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(*) FROM entry", -1), 0);
	ck_assert_int_eq(
		db_run(b, &diags, "INSERT INTO staff(code, name, role) VALUES ('S1', 'A', 'salesman')"), 0);
	db_close(b);
	b = db_open(path, DB_LEDGER, &diags);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(*) FROM staff", -1), 1);
	/* a ledger of the first version gets what it lacks and keeps what it has; of rows of a file that are
	 * no longer its own, nobody knows why */
	ck_assert_int_eq(
		db_run(b, &diags,
		       "INSERT INTO source(id, file, sha256, tbl, profile, rows) VALUES (1, 'f', 's', 'ledger', 'p', 3);"
		       "INSERT INTO source_total VALUES (1, 'AED', 3, 700);"
		       "INSERT INTO entry(customer, type, number, date, amount, currency, source, line) VALUES "
		       "('C', 'invoice', '1', 1, 300, 'AED', 1, 2)"),
		0);
	ck_assert_int_eq(
		db_run(b, &diags,
		       "ALTER TABLE evidence DROP COLUMN invoice_year; ALTER TABLE source DROP "
		       "COLUMN reading; "
		       "ALTER TABLE source DROP COLUMN date_order; DROP TABLE event_undone; DROP TABLE row_left; ALTER TABLE customer DROP COLUMN parent; ALTER TABLE entry DROP COLUMN fx_rate; "
		       "ALTER TABLE staff DROP COLUMN away_from; ALTER TABLE staff DROP COLUMN away_to; "
		       "ALTER TABLE staff DROP COLUMN substitute; ALTER TABLE customer DROP COLUMN collector; "
		       "ALTER TABLE event DROP COLUMN next_time; ALTER TABLE event DROP COLUMN reason; "
		       "ALTER TABLE event DROP COLUMN channel; ALTER TABLE paper_event DROP COLUMN channel; DROP TABLE choice; "
		       "DROP TABLE evidence_read; DROP TABLE signature; DROP TABLE run_file; DROP TABLE run_customer; DROP TABLE run_act; DROP TABLE case_hold; DROP TABLE exhibit; "
		       "ALTER TABLE evidence DROP COLUMN withdrawn_on; ALTER TABLE evidence DROP COLUMN withdrawn_why; "
		       "ALTER TABLE evidence DROP COLUMN unreadable; ALTER TABLE evidence DROP COLUMN authority; "
		       "ALTER TABLE evidence DROP COLUMN authority_until; ALTER TABLE custody DROP COLUMN content_sha256; "
		       "ALTER TABLE custody DROP COLUMN before_sha256; ALTER TABLE custody DROP COLUMN line_sha256; "
		       "ALTER TABLE evidence DROP COLUMN mail_from; ALTER TABLE evidence DROP COLUMN mail_subject; "
		       "ALTER TABLE evidence DROP COLUMN mail_date; ALTER TABLE evidence DROP COLUMN mail_time; "
		       "ALTER TABLE evidence DROP COLUMN mail_files; ALTER TABLE event DROP COLUMN recorded_on; "
		       "ALTER TABLE event DROP COLUMN recorded_by; ALTER TABLE paper_event DROP COLUMN recorded_on; "
		       "ALTER TABLE paper_event DROP COLUMN recorded_by; DROP INDEX paper_event_paper; "
		       "ALTER TABLE evidence DROP COLUMN taken_on; ALTER TABLE evidence DROP COLUMN taken_at; DROP TABLE custody_change; DROP TABLE exhibit_name; DROP TABLE bundle_unread; "
		       "INSERT INTO custody (id, date, act, subject) VALUES (3, 20758, 'filed', 'A'), (7, 20759, 'bundled', 'B.zip'); "
		       "PRAGMA user_version = 1"),
		0);
	db_close(b);
	b = db_open(path, DB_LEDGER, &diags);
	ck_assert_int_eq(db_int(b, &diags, "PRAGMA user_version", -1), 17);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(invoice_year) FROM evidence", -1), 0);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(*) FROM staff WHERE substitute IS NULL", -1), 1);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(collector) FROM customer", -1), 0);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(*) FROM run_file", -1), 0);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(next_time) + count(reason) FROM event", -1), 0);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(until) FROM choice", -1), 0);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(channel) FROM paper_event", -1), 0);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(recorded_on) + count(recorded_by) FROM event", -1),
			 0);
	ck_assert_int_eq(
		db_int(b, &diags, "SELECT count(recorded_on) + count(recorded_by) FROM paper_event", -1), 0);
	ck_assert_int_eq(
		db_int(b, &diags,
		       "SELECT count(taken_on) + count(taken_at) + count(mail_from) + count(mail_subject) + count(mail_date) + count(mail_time) + "
		       "count(mail_files) FROM evidence",
		       -1),
		0);
	ck_assert_int_eq(
		db_int(b, &diags,
		       "SELECT (SELECT count(*) FROM run_customer) + (SELECT count(*) FROM run_act) + "
		       "(SELECT count(*) FROM case_hold)",
		       -1),
		0);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(witnessed) FROM signature", -1), 0);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(letter) FROM exhibit", -1), 0);
	/* printf '2026-11-01\tfiled\tA\t\t\t' | sha256sum, and so on: the log is bound together as it stands
	 */
	ck_assert_int_eq(
		db_int(b, &diags,
		       "SELECT count(*) FROM custody k LEFT JOIN custody p ON p.id = k.id - 1"
		       " WHERE k.before_sha256 = coalesce(p.line_sha256, '" DB_CUSTODY_FIRST
		       "') AND k.line_sha256 ="
		       " sha256_text(k.id || ' ' || k.before_sha256 || ' ' || k.content_sha256)"
		       " AND k.content_sha256 = sha256_text(iso(k.date) || char(9) || k.act || char(9) || k.subject || char(9) || char(9) || char(9))",
		       -1),
		2);
	ck_assert_int_eq(db_int(b, &diags, "SELECT last FROM sequence WHERE name = 'custody'", -1), 2);
	/* of bundles that an earlier version made the names are still to be read */
	ck_assert_int_eq(db_int(b, &diags, "SELECT sum(line) FROM bundle_unread", -1), 2);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(was) + count(now) FROM custody_change", -1), 0);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(subject) FROM exhibit_name", -1), 0);
	ck_assert_int_eq(
		db_int(b, &diags,
		       "SELECT rows * 10000 + amount FROM row_left WHERE reason = 'unknown' AND source = 1",
		       -1),
		20400);
	ck_assert_int_eq(db_run(b, &diags, "PRAGMA user_version = 18"), 0);
	db_close(b);
	ck_assert_str_eq(text_str(&said), "");
	ck_assert_ptr_null(db_open(path, DB_LEDGER, &diags));
	ck_assert_str_eq(text_str(&said),
			 "0:0: fatal: is a ledger of version 18, this program knows version 17\n");
	text_reset(&said);
	other = unit_file("other.txt",
			  "this is no database at all, but long enough to have a page of its own");
	ck_assert_ptr_null(db_open(other, DB_LEDGER, &diags));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "file is not a database"));
	unit_end();
}
END_TEST

START_TEST(db_functions)
{
	static const int32_t holiday[] = {20760}; /* 2026-11-03 */
	static const struct calendar c = {1u << 6 | 1u << 7, holiday, 1, 0, 0};
	static const struct {
		const char *sql;
		int64_t want;
	} row[] = {
		{"SELECT day('2026-11-01')", 20758},
		{"SELECT iso(20758) = '2026-11-01'", 1},
		{"SELECT iso(NULL) IS NULL", 1},
		{"SELECT month_start(20770)", 20758},
		{"SELECT month_end(20758)", 20787},
		{"SELECT add_months(day('2026-01-31'), 1)", 20512},
		{"SELECT workday_add(20759, 1)", 20761},
		{"SELECT due_by_terms(20758, 30)", 20788},
		{"SELECT letter_day(20758)", 20758},
		{"SELECT list_day('mon wed', 20758)", 20759},
		{"SELECT list_day('tue', 20759)", 20761}, /* the third is a holiday */
		{"SELECT list_day('tue', 20761)", 20761}, /* whose day it is then */
		{"SELECT list_day('sat', 20759)", 20759}, /* the Monday after it */
		{"SELECT list_day('sat', 20760)", 20766},
		{"SELECT list_day('12-25', 20759)", 20812},
		{"SELECT list_day('x', 20759) IS NULL AND list_day(NULL, 20759) IS NULL", 1},
		{"SELECT named_day('mon tue wed', 20761)", 20761},
		{"SELECT named_day('tue', 20761)", 20760},
		{"SELECT named_day('mon', 20761) IS NULL AND named_day(NULL, 20761) IS NULL", 1},
		{"SELECT named_day('10-31, 11-01', 20759)", 20758},
		{"SELECT named_day('10-31', 20758)", 20757},
		{"SELECT has_word('company_credit,\tshort_cash', 'short_cash')", 1},
		{"SELECT has_word('short_cash', 'cash') OR has_word('cash_on', 'cash') OR has_word('', '')",
		 0},
		{"SELECT has_word(NULL, 'cash') IS NULL AND has_word('cash', NULL) IS NULL", 1},
		{"SELECT minor('50', 'RUB')", 5000},
		{"SELECT minor('50.25', 'RUB')", 5025},
		{"SELECT minor('460', 'JPY')", 460},
		{"SELECT minor('5.000', 'KWD')", 5000},
		{"SELECT minor('five', 'RUB') IS NULL AND minor('5', 'QQQ') IS NULL AND minor(NULL, 'RUB') IS NULL",
		 1},
		{"SELECT due_by_terms(NULL, 30) IS NULL", 1},
		{"SELECT digits('KWD')", 3},
		{"SELECT country('KW', 'en') = 'Kuwait' AND country('KW', 'ar') = 'الكويت' AND country('RU', 'nb') = 'Russland'",
		 1},
		{"SELECT country('Kuwait', 'en') = 'Kuwait' AND country('QQ', 'en') = 'QQ' AND country(NULL, 'en') IS NULL",
		 1},
	};
	static const char *const german[] = {"de", NULL};
	struct db *b;

	unit_begin();
	b = db_open(NULL, DB_MEMORY, &diags);
	db_calendar(b, &c);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		ck_assert_int_eq(db_int(b, &diags, row[i].sql, -77), row[i].want);
	/* names of countries are known in English, and in the languages that the house has */
	ck_assert_int_eq(db_int(b, &diags,
				"SELECT country_code('Norwegen') IS NULL AND country_code('norway') = 'NO'",
				-77),
			 1);
	db_languages(b, german);
	ck_assert_int_eq(db_int(b, &diags, "SELECT country_code('Norwegen') = 'NO'", -77), 1);
	ck_assert_str_eq(text_str(&said), "");
	ck_assert_int_eq(db_int(b, &diags, "SELECT day('1.11.2026')", -77), -77);
	ck_assert_ptr_nonnull(strstr(text_str(&said), "day() wants a date as 'YYYY-MM-DD'"));
	db_close(b);
	unit_end();
}
END_TEST

/* An error in a layout's SQL has the line and column in its file, counted in characters. */
START_TEST(query_places)
{
	struct place at = {"notice.sql", 7, 1};
	struct query *q;
	struct db *b;

	unit_begin();
	b = db_open(NULL, DB_MEMORY, &diags);
	ck_assert_ptr_null(query_open(b, &diags, "SELECT code,\n 'é', nmae\nFROM customer", &at));
	ck_assert_str_eq(text_str(&said), "8:7: error: the query is wrong: no such column: nmae\n");
	text_reset(&said);
	ck_assert_ptr_null(query_open(b, &diags, "SELECT 1;\nDELETE FROM entry", &at));
	ck_assert_str_eq(text_str(&said),
			 "7:10: error: the query goes on after its end: one statement is expected\n");
	text_reset(&said);
	q = query_open(b, &diags, "SELECT :a, :b, 1.5 -- and so on\n;\n", &at);
	ck_assert_ptr_nonnull(q);
	ck_assert_int_eq(query_params(q), 2);
	ck_assert_str_eq(query_param(q, 2), "b");
	query_bind_int(q, "a", 42);
	query_bind_text(q, "b", "text");
	query_bind_int(q, "none", 1);
	ck_assert_int_eq(query_next(q, &diags), 1);
	ck_assert_int_eq(query_int(q, 0), 42);
	ck_assert_str_eq(query_text(q, 1), "text");
	ck_assert(query_is_text(q, 1) && !query_is_int(q, 2) && query_is_int(q, 0) && query_readonly(q));
	ck_assert_int_eq(query_next(q, &diags), 0);
	query_close(q);
	q = query_open(b, &diags, "DELETE FROM entry", NULL);
	ck_assert(!query_readonly(q));
	query_close(q);
	db_close(b);
	unit_end();
}
END_TEST

/* A query of a document type that never ends is stopped at the same row each time, also when it is asked
 * again, and said with its name; our own queries are not counted. */
START_TEST(query_endless)
{
	static const char endless[] =
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
	const struct named_query named = {"turns", endless, {"note.sql", 9, 1}, NULL, 0};
	struct query *q;
	int64_t rows, first = 0;
	struct db *b;

	unit_begin();
	b = db_open(NULL, DB_MEMORY, &diags);
	for (int i = 0; i < 3; i++) {
		q = query_open_named(b, &diags, &named);
		if (i == 1)
			ck_assert_int_eq(query_next(q, &diags), 1);
		if (i == 1)
			query_reset(q);
		for (rows = 0; query_next(q, &diags) == 1; rows++)
			;
		query_close(q);
		ck_assert_ptr_nonnull(strstr(text_str(&said),
					     "9:1: error: the query \"turns\" has taken 1000000000 steps"));
		text_reset(&said);
		if (i == 0)
			first = rows;
		ck_assert_int_eq(rows, first);
	}
	ck_assert_int_gt(first, 1000000);
	q = query_open(b, &diags, endless, NULL);
	for (rows = 0; rows < first + 1000 && query_next(q, &diags) == 1; rows++)
		;
	ck_assert_int_eq(rows, first + 1000);
	query_close(q);
	db_close(b);
	unit_end();
}
END_TEST

/* Numbers run without gap; a copy reads like its original and is read only. */
START_TEST(db_numbers_and_copies)
{
	struct db *b, *copy;
	const char *path;

	unit_begin();
	b = db_open(arena_format(&arena, "%s/ledger.db", folder), DB_LEDGER, &diags);
	ck_assert_int_eq(db_next_number(b, &diags, "REM1-2026"), 1);
	ck_assert_int_eq(db_next_number(b, &diags, "REM1-2026"), 2);
	ck_assert_int_eq(db_next_number(b, &diags, "REM2-2026"), 1);
	path = arena_format(&arena, "%s/snap#1 ?.db", folder);
	ck_assert_int_eq(db_copy_file(b, path, &diags), 0);
	copy = db_open(path, DB_SNAPSHOT, &diags);
	ck_assert_ptr_nonnull(copy);
	ck_assert_int_eq(db_int(copy, &diags, "SELECT last FROM sequence WHERE name = 'REM1-2026'", -1), 2);
	ck_assert_str_eq(text_str(&said), "");
	ck_assert_int_eq(db_run(copy, &diags, "DELETE FROM sequence"), -1);
	db_close(copy);
	copy = db_open(NULL, DB_MEMORY, &diags);
	ck_assert_int_eq(db_copy(b, copy, &diags), 0);
	ck_assert_int_eq(db_next_number(copy, &diags, "REM1-2026"), 3);
	db_close(copy);
	db_close(b);
	unit_end();
}
END_TEST

/* A scratch copy holds what the ledger holds, also what is in its write-ahead log alone; it has no name, and
 * nothing done in it comes back. */
START_TEST(db_scratch_copies)
{
	struct db *b, *copy;
	const char *path;
	int i;

	unit_begin();
	path = arena_format(&arena, "%s/ledger.db", folder);
	db_close(db_open(path, DB_LEDGER, &diags));
	b = db_open(path, DB_LEDGER, &diags);
	for (i = 0; i < 3; i++) {
		copy = db_scratch(b, &diags);
		ck_assert_ptr_nonnull(copy);
		ck_assert_int_eq(db_int(copy, &diags, "SELECT count(*) FROM sequence", -1), i);
		ck_assert_int_eq(db_run(copy, &diags,
					"BEGIN; DELETE FROM sequence; CREATE TABLE x AS SELECT 1 AS one"),
				 0);
		ck_assert_int_eq(db_int(copy, &diags, "SELECT one FROM x", -1), 1);
		db_close(copy);
		ck_assert_int_eq(db_int(b, &diags, "SELECT count(*) FROM sequence", -1), i);
		ck_assert_int_eq(db_next_number(b, &diags, arena_format(&arena, "S%d", i)), 1);
		/* the third is of what was written back into the file */
		if (i == 1)
			ck_assert_int_eq(db_run(b, &diags, "PRAGMA wal_checkpoint(TRUNCATE)"), 0);
	}
	ck_assert_str_eq(text_str(&said), "");
	db_close(b);
	unit_end();
}
END_TEST

/* Indexes dropped for a load and made again are the same ones, and find what came between. */
START_TEST(db_indexes)
{
	struct text again;
	struct db *b;

	unit_begin();
	text_init(&again);
	b = db_open(arena_format(&arena, "%s/ledger.db", folder), DB_LEDGER, &diags);
	ck_assert_int_eq(db_run(b, &diags, "BEGIN; CREATE INDEX entry_due ON entry(due)"), 0);
	ck_assert_int_eq(db_indexes_drop(b, &diags, "entry", &again), 0);
	ck_assert_int_eq(
		db_int(b, &diags,
		       "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'entry'", -1),
		0);
	ck_assert_int_eq(
		db_run(b, &diags,
		       "INSERT INTO source VALUES (1, 'f', 's', 't', 'p', 0, 0, 0, 0, NULL, NULL, NULL);"
		       "INSERT INTO entry(customer, type, number, date, due, amount, currency, source, line) "
		       "SELECT 'C' || (value % 7), 'invoice', value, 1, value % 50, 1, 'AED', 1, value FROM "
		       "(WITH RECURSIVE s(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM s WHERE value "
		       "< "
		       "5000) SELECT value FROM s)"),
		0);
	ck_assert_int_eq(db_indexes_make(b, &diags, again.data), 0);
	ck_assert_int_eq(db_run(b, &diags, "COMMIT"), 0);
	ck_assert_int_eq(db_int(b, &diags,
				"SELECT count(*) FROM entry INDEXED BY entry_customer WHERE customer = 'C3' "
				"AND number = '10'",
				-1),
			 1);
	ck_assert_int_eq(
		db_int(b, &diags, "SELECT count(*) FROM entry INDEXED BY entry_due WHERE due = 7", -1), 100);
	ck_assert_int_eq(db_int(b, &diags, "SELECT integrity_check = 'ok' FROM pragma_integrity_check", -1),
			 1);
	ck_assert_str_eq(text_str(&said), "");
	/* an index that cannot be made is said */
	ck_assert_int_eq(db_indexes_make(b, &diags, "CREATE INDEX x ON nothing(y)"), -1);
	text_done(&again);
	db_close(b);
	unit_end();
}
END_TEST

/* Rows of two tables, one of which is written from within the other's; the third row of bad is refused by its
 * caller, the fourth by the table. */
struct walk {
	struct db *b;
	int32_t at, end, fails;
	struct db_rows evens;
};

static int walk_next(void *ctx, struct db_value *row)
{
	struct walk *w = ctx;
	struct db_value *v;

	if (w->at == w->fails)
		return diag(&diags, DIAG_IMPORT_DOUBT, NULL, "the row %d is not to be had", (int)w->at);
	if (w->at == w->end)
		return 0;
	if (w->at % 2 == 0) {
		v = db_rows_add(&w->evens);
		v[0] = db_value_int(w->at);
	}
	if (w->evens.rows == 10 && db_rows_write(w->b, &diags, &w->evens) < 0)
		return -1;
	row[0] = db_value_int(w->at);
	row[1] = w->at % 3 == 0 ? db_value_text(NULL, 0) : db_value_text("name and more", 4);
	row[2] = db_value_text("", 0);
	w->at++;
	return 1;
}

START_TEST(db_inserts)
{
	struct walk w = {.end = 1000, .fails = -1, .evens = {.into = "even", .columns = 1}};
	struct db *b;

	unit_begin();
	w.b = b = db_open(NULL, DB_MEMORY, &diags);
	ck_assert_int_eq(
		db_run(b, &diags,
		       "CREATE TABLE even (id INTEGER PRIMARY KEY) STRICT;"
		       "CREATE TABLE had (id INTEGER PRIMARY KEY, name TEXT, note TEXT NOT NULL) STRICT;"
		       "CREATE INDEX had_name ON had(name)"),
		0);
	ck_assert_int_eq(db_insert(b, &diags, "had(id, name, note)", 3, walk_next, &w), 0);
	ck_assert_int_eq(db_rows_write(b, &diags, &w.evens), 0);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(*) FROM had", -1), 1000);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(*) FROM had WHERE name = 'name' AND note = ''", -1),
			 666);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(*) FROM had WHERE name IS NULL", -1), 334);
	ck_assert_int_eq(db_int(b, &diags, "SELECT sum(id) FROM even", -1), 249500);
	ck_assert_str_eq(text_str(&said), "");
	/* who gives rows says why there is none, once; none is written */
	w = (struct walk){.b = b, .at = 2000, .end = 3000, .fails = 2003, .evens = w.evens};
	ck_assert_int_eq(db_insert(b, &diags, "had(id, name, note)", 3, walk_next, &w), -1);
	ck_assert_ptr_nonnull(strstr(text_str(&said), "the row 2003 is not to be had"));
	ck_assert_ptr_null(strstr(text_str(&said), "INSERT"));
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(*) FROM had", -1), 1000);
	/* what the table refuses is said with the statement */
	w = (struct walk){.b = b, .at = 998, .end = 1100, .fails = -1, .evens = w.evens};
	ck_assert_int_eq(db_insert(b, &diags, "had(id, name, note)", 3, walk_next, &w), -1);
	ck_assert_ptr_nonnull(strstr(text_str(&said), "UNIQUE constraint failed: had.id"));
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(*) FROM had", -1), 1000);
	/* nobody else reads the rows */
	ck_assert_int_eq(db_run(b, &diags, "SELECT * FROM db_row_given"), -1);
	db_rows_done(&w.evens);
	db_close(b);
	unit_end();
}
END_TEST

UNIT_MAIN("ledger: db", db_inserts, db_schema, db_functions, query_places, query_endless,
	  db_numbers_and_copies, db_scratch_copies, db_indexes)
