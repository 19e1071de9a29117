/* Dates: the calendar, working days. */
#include "unit.h"

#include "base/base.h"

START_TEST(date_every_day_round_trips)
{
	int32_t y, m, d, first = date_make(1899, 12, 30), last = date_make(2101, 1, 1);

	for (int32_t i = first; i < last; i++) {
		date_split(i, &y, &m, &d);
		ck_assert_int_eq(date_make(y, m, d), i);
	}
	ck_assert_int_eq(date_make(1970, 1, 1), 0);
	ck_assert_int_eq(date_make(2026, 2, 29), DATE_NONE);
	ck_assert_int_eq(date_make(2024, 2, 29), date_make(2024, 3, 1) - 1);
}
END_TEST

START_TEST(date_text)
{
	char buf[11];

	ck_assert_str_eq(date_format(date_make(2026, 11, 1), buf), "2026-11-01");
	ck_assert_str_eq(date_format_basic(date_make(2026, 11, 1), buf), "20261101");
	ck_assert_int_eq(date_parse("2026-11-01", 10), date_make(2026, 11, 1));
	ck_assert_int_eq(date_parse("2026-13-01", 10), DATE_NONE);
	ck_assert_int_eq(date_parse("2026-1-01", 9), DATE_NONE);
	ck_assert_int_eq(date_weekday(date_make(2026, 11, 1)), 7);
	ck_assert_int_eq(date_add_months(date_make(2026, 1, 31), 1), date_make(2026, 2, 28));
	ck_assert_int_eq(date_month_end(date_make(2026, 2, 3)), date_make(2026, 2, 28));
}
END_TEST

START_TEST(date_working_days)
{
	int32_t holiday[] = {date_make(2026, 11, 4)};
	struct calendar c = {1u << 6 | 1u << 7, holiday, 1};

	ck_assert_int_eq(calendar_add(&c, date_make(2026, 11, 3), 1), date_make(2026, 11, 5));
	ck_assert_int_eq(calendar_add(&c, date_make(2026, 11, 6), 1), date_make(2026, 11, 9));
	ck_assert_int_eq(calendar_add(&c, date_make(2026, 11, 9), -1), date_make(2026, 11, 6));
	ck_assert_int_eq(calendar_add(&c, date_make(2026, 11, 1), 0), date_make(2026, 11, 2));
	ck_assert_int_eq(calendar_between(&c, date_make(2026, 11, 2), date_make(2026, 11, 9)), 4);
	ck_assert_int_eq(calendar_between(&c, date_make(2026, 11, 9), date_make(2026, 11, 2)), -4);
}
END_TEST

UNIT_MAIN("base: date", date_every_day_round_trips, date_text, date_working_days)
