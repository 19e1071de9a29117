/* Named queries of a layout's .sql file, and what is wrong with one. */
#include "db_unit.h"

START_TEST(named_reads)
{
	const struct named_file *f;
	const struct named_query *q;

	unit_begin();
	f = named_read(
		&arena, &diags,
		unit_file(
			"a.sql",
			"-- a-doc.sql: who and what\n\n-- name: jobs\nSELECT 1\n  -- a remark: fine\n;\n\n-- name: items\n"
			"-- columns: due date, outstanding money,\n-- columns: note\nSELECT 2\n"));
	ck_assert_str_eq(text_str(&said), "");
	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(f->n, 2);
	q = named_find(f, "items");
	ck_assert_int_eq(q->at.line, 9);
	ck_assert_int_eq(q->columns, 3);
	ck_assert_int_eq(q->column[1].format, FORMAT_MONEY);
	ck_assert_str_eq(q->column[2].name, "note");
	ck_assert_int_eq(q->column[2].format, FORMAT_TEXT);
	ck_assert_ptr_nonnull(strstr(q->sql, "SELECT 2"));
	ck_assert_ptr_null(strstr(named_find(f, "jobs")->sql, "SELECT 2"));
	ck_assert_ptr_null(named_find(f, "nothing"));
	unit_end();
}
END_TEST

/* All errors of a file at once, each at its place. */
START_TEST(named_refuses)
{
	unit_begin();
	ck_assert_ptr_null(named_read(
		&arena, &diags,
		unit_file(
			"a.sql",
			"SELECT 0;\n-- name: jobs\n-- columns: due dat, due, Sum money, x\nSELECT 1;\n-- name: jobs\n-- colums: a\n-- name: 2nd\nSELECT 3")));
	ck_assert_str_eq(
		text_str(&said),
		"1:1: error: SQL stands before the first \"-- name:\"\n"
		"3:17: error: \"dat\" is no format of a column (text, date, money, percent, count, words, number, term, flag) (did you mean `date`?)\n"
		"3:22: error: the column \"due\" is declared twice\n"
		"3:27: error: the name of a column is expected: small letters, digits and _\n"
		"5:10: error: the query \"jobs\" was named before, in line 2\n"
		"6:4: error: \"colums\" is not understood (did you mean `-- columns:`?)\n"
		"5:0: error: the query \"jobs\" has no SQL\n"
		"7:10: error: \"2nd\" is no name of a query: small letters, digits and _ are expected\n");
	unit_end();
}
END_TEST

UNIT_MAIN("ledger: named queries", named_reads, named_refuses)
