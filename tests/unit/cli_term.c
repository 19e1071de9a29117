/* What is left of long work, in words. */
#include "unit.h"

#include "cli/term.h"

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

UNIT_MAIN("cli: terminal", time_left)
