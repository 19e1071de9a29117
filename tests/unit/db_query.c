/* Columns of queries by name: order does not matter, spelling does, and so does what a column holds. */
#include "db_unit.h"

enum { CODE, DAY, NOTE, COLUMNS };
static const struct query_want want[COLUMNS] = {[CODE] = {"code", WANT_TEXT, WANT_ALWAYS},
						[DAY] = {"day", WANT_INT, WANT_ALWAYS},
						[NOTE] = {"note", WANT_TEXT, WANT_MAYBE}};

static struct db *b;

static const struct named_query *named(const char *sql)
{
	return &named_read(&arena, &diags, unit_file("a.sql", sql))->query[0];
}

static struct query *opened(const char *sql, int32_t at[COLUMNS])
{
	struct query *q = query_open_named(b, &diags, named(sql));

	ck_assert_ptr_nonnull(q);
	if (query_column(q, &diags, want, COLUMNS, at) == 0)
		return q;
	query_close(q);
	return NULL;
}

static void begin(void)
{
	unit_begin();
	b = db_open(NULL, DB_MEMORY, &diags);
	ck_assert_ptr_nonnull(b);
}

static void end(void)
{
	db_close(b);
	unit_end();
}

START_TEST(query_in_any_order)
{
	static const char *const sql[] = {
		"-- name: q\nSELECT 'A' AS code, 7 AS day, 'x' AS note",
		"-- name: q\nSELECT 'x' AS note, 9 AS other, 7 AS day, 'A' AS code"};
	int32_t at[COLUMNS];

	begin();
	for (int i = 0; i < 2; i++) {
		struct query *q = opened(sql[i], at);

		ck_assert_ptr_nonnull(q);
		ck_assert_int_eq(query_next(q, &diags), 1);
		ck_assert_str_eq(query_text(q, at[CODE]), "A");
		ck_assert_int_eq(query_int(q, at[DAY]), 7);
		ck_assert_str_eq(query_text(q, at[NOTE]), "x");
		ck_assert_int_eq(query_next(q, &diags), 0);
		query_close(q);
	}
	ck_assert_str_eq(text_str(&said), "");
	end();
}
END_TEST

/* An optional column that is not there is NULL; one that is there but for its spelling was meant. */
START_TEST(query_misspelt)
{
	int32_t at[COLUMNS];
	struct query *q;

	begin();
	q = opened("-- name: q\nSELECT 'A' AS code, 7 AS day", at);
	ck_assert_ptr_nonnull(q);
	ck_assert_int_eq(query_next(q, &diags), 1);
	ck_assert_int_eq(at[NOTE], -1);
	ck_assert_int_eq(query_null(q, at[NOTE]), 1);
	ck_assert_str_eq(query_text(q, at[NOTE]), "");
	ck_assert_int_eq(query_int(q, at[NOTE]), 0);
	query_close(q);
	ck_assert_ptr_null(opened("-- name: q\n-- a remark\nSELECT 'A' AS cod, 7 AS other, 'x' AS note", at));
	ck_assert_ptr_null(opened("-- name: q\nSELECT 'A' AS code, 7 AS day, 'x' AS notes", at));
	ck_assert_str_eq(text_str(&said),
			 "2:1: error: the query \"q\" has no column \"code\" (did you mean `cod`?)\n"
			 "2:1: error: the query \"q\" has no column \"day\"\n"
			 "2:1: error: the query \"q\" has no column \"note\" (did you mean `notes`?)\n");
	end();
}
END_TEST

/* NULL is of every kind and a number can be read as text; nothing else passes for what it is not, and a query
 * opened again by other words is held against nothing. */
START_TEST(query_kinds)
{
	static const char *const wrong[] = {
		"-- name: q\nSELECT 'A' AS code, '7' AS day", "-- name: q\nSELECT 'A' AS code, 7.5 AS day",
		"-- name: q\nSELECT x'41' AS code, 7 AS day", "-- name: q\nSELECT 1.5 AS code, 7 AS day"};
	int32_t at[COLUMNS];
	struct query *q;

	begin();
	q = opened("-- name: q\nSELECT 12 AS code, NULL AS day", at);
	ck_assert_int_eq(query_next(q, &diags), 1);
	ck_assert_str_eq(query_text(q, at[CODE]), "12");
	ck_assert_int_eq(query_null(q, at[DAY]), 1);
	query_close(q);
	ck_assert_str_eq(text_str(&said), "");
	for (int i = 0; i < 4; i++) {
		q = opened(wrong[i], at);
		ck_assert_int_eq(query_next(q, &diags), -1);
		query_close(q);
		q = query_open_named(b, &diags, named(wrong[i]));
		ck_assert_int_eq(query_next(q, &diags), 1);
		query_close(q);
	}
	ck_assert_str_eq(
		text_str(&said),
		"2:1: error: the column \"day\" of the query \"q\" holds \"7\": a whole number is expected\n"
		"2:1: error: the column \"day\" of the query \"q\" holds \"7.5\": a whole number is "
		"expected\n"
		"2:1: error: the column \"code\" of the query \"q\" holds bytes: text is expected\n"
		"2:1: error: the column \"code\" of the query \"q\" holds \"1.5\": text is expected\n");
	end();
}
END_TEST

/* A reader's query: missing, of other parameters, of formats without columns, of money without a currency. */
START_TEST(query_readers)
{
	static const char *const params[] = {"customer", "as_of", NULL};
	static const struct named_reader reader[] = {{"items", want, COLUMNS, params},
						     {"heads", NULL, 0, NULL}};
	const struct named_file *f;
	int32_t at[COLUMNS];

	begin();
	f = named_read(&arena, &diags,
		       unit_file("a.sql", "-- name: item\nSELECT 1 AS one;\n-- name: heads\n-- columns: "
					  "totl money, due date\nSELECT :customer AS due;\n"));
	ck_assert_ptr_null(named_open(b, &diags, f, &reader[0], at, NULL));
	ck_assert_int_eq(named_check(b, &diags, f, reader, 2), -1);
	f = named_read(&arena, &diags,
		       unit_file("a.sql",
				 "-- name: items\nSELECT 'A' AS code, :as_off AS day WHERE ?;\n-- name: "
				 "heads\n-- columns: sum money\nSELECT 1 AS sum;\n"));
	ck_assert_int_eq(named_check(b, &diags, f, reader, 2), -1);
	ck_assert_str_eq(
		text_str(&said),
		"0:0: error: there is no query \"items\" (did you mean `item`?)\n"
		"0:0: error: there is no query \"items\" (did you mean `item`?)\n"
		"4:13: error: the query \"heads\" has no column \"totl\"\n"
		"4:13: error: the amount \"totl\" of the query \"heads\" has no currency (select `currency` "
		"too)\n"
		"4:1: error: the query \"heads\" wants :customer, which is not given\n"
		"2:1: warning: nothing uses the query \"item\"\n"
		"2:1: error: the query \"items\" wants :as_off, which is not given (did you mean `:as_of`?)\n"
		"2:1: error: the query \"items\" wants :?, which is not given\n"
		"4:13: error: the amount \"sum\" of the query \"heads\" has no currency (select `currency` "
		"too)\n");
	text_reset(&said);
	f = named_read(&arena, &diags,
		       unit_file("a.sql",
				 "-- name: items\nSELECT 'A' AS code, :as_of AS day;\n-- name: "
				 "heads\n-- columns: sum money\nSELECT 1 AS sum, 'SAR' AS currency;\n"));
	ck_assert_int_eq(named_check(b, &diags, f, reader, 2), 0);
	ck_assert_str_eq(text_str(&said), "");
	end();
}
END_TEST

/* Counted without a row being read: the text ends at its semicolon, or in a remark. */
START_TEST(query_counted)
{
	static const char *const sql[] = {
		"-- name: q\nWITH x AS (SELECT 1 AS day UNION ALL SELECT :n) SELECT 'A' AS code, day FROM x "
		"ORDER BY 2;\n"
		"-- of the next one\n",
		"-- name: q\nSELECT 'A' AS code, 1 AS day UNION ALL SELECT 'B', :n -- both\n"};
	int32_t at[COLUMNS];

	begin();
	for (int i = 0; i < 2; i++) {
		struct query *q = opened(sql[i], at), *count = query_open_count(q, &diags, NULL);

		query_close(q);
		ck_assert_ptr_nonnull(count);
		for (int twice = 0; twice < 2; twice++) {
			query_reset(count);
			query_bind_int(count, "n", 5);
			ck_assert_int_eq(query_next(count, &diags), 1);
			ck_assert_int_eq(query_int(count, 0), 2);
		}
		query_close(count);
	}
	ck_assert_str_eq(text_str(&said), "");
	end();
}
END_TEST

UNIT_MAIN("db: columns by name", query_in_any_order, query_misspelt, query_kinds, query_readers,
	  query_counted)
