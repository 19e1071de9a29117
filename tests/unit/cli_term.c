/* What is left of long work, in words. */
#include "unit.h"

#include "cli/term.h"
#include "fill/content.h"

START_TEST(time_left)
{
	char buf[40];

	/* nothing is said of the first seconds, of nothing done and of what is done */
	ck_assert_str_eq(term_left(buf, 5, 10, 1), "");
	ck_assert_str_eq(term_left(buf, 0, 10, 60), "");
	ck_assert_str_eq(term_left(buf, 10, 10, 60), "");
	ck_assert_str_eq(term_left(buf, 50, 100, 59), "less than a minute left");
	ck_assert_str_eq(term_left(buf, 50, 100, 60), "about 1 minute left");
	ck_assert_str_eq(term_left(buf, 10, 100, 20), "about 3 minutes left");
	ck_assert_str_eq(term_left(buf, 1, 100, 40), "about 1 hour left");
	ck_assert_str_eq(term_left(buf, 1, 1000, 9), "about 2 hours left");
	/* a guess of more than thirty years is none */
	ck_assert_str_eq(term_left(buf, 1, INT64_MAX / 2, 2), "");
}
END_TEST

/* A wide letter takes two columns; a mark on the letter before, a joiner or a mark of direction none. */
START_TEST(columns_of_letters)
{
	ck_assert_int_eq(screen_columns("abc", 3), 3);
	ck_assert_int_eq(screen_columns("\xE6\x9D\xB1\xE4\xBA\xAC", 6), 4);
	ck_assert_int_eq(screen_columns("e\xCC\x81x", 4), 2);
	ck_assert_int_eq(screen_columns("\xD9\x85\xD9\x8F\xD8\xAA", 6), 2);
	ck_assert_int_eq(screen_columns("a\xE2\x80\x8E\xE2\x80\x8D"
					"b",
					8),
			 2);
	ck_assert_int_eq(screen_columns("\xD0\x96\xC3\xB8", 4), 2);
}
END_TEST

UNIT_MAIN("cli: terminal", time_left, columns_of_letters)
