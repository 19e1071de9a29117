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
	struct calendar c = {1u << 6 | 1u << 7, holiday, 1, 0, 0};

	ck_assert_int_eq(calendar_add(&c, date_make(2026, 11, 3), 1), date_make(2026, 11, 5));
	ck_assert_int_eq(calendar_add(&c, date_make(2026, 11, 6), 1), date_make(2026, 11, 9));
	ck_assert_int_eq(calendar_add(&c, date_make(2026, 11, 9), -1), date_make(2026, 11, 6));
	ck_assert_int_eq(calendar_add(&c, date_make(2026, 11, 1), 0), date_make(2026, 11, 2));
	ck_assert_int_eq(calendar_between(&c, date_make(2026, 11, 2), date_make(2026, 11, 9)), 4);
	ck_assert_int_eq(calendar_between(&c, date_make(2026, 11, 9), date_make(2026, 11, 2)), -4);
}
END_TEST

/* The days behind the first up to the last one count: which end is free shows. */
START_TEST(date_days_between)
{
	int32_t holiday[] = {date_make(2026, 11, 4)}, friday = date_make(2026, 11, 6), i;
	struct calendar c = {1u << 6 | 1u << 7, holiday, 1, 0, 0};

	ck_assert_int_eq(calendar_between(&c, friday, friday + 1), 0);
	ck_assert_int_eq(calendar_between(&c, friday + 1, friday + 3), 1);
	ck_assert_int_eq(calendar_between(&c, friday, friday + 3), 1);
	ck_assert_int_eq(calendar_between(&c, friday - 1, friday), 1);
	ck_assert_int_eq(calendar_between(&c, friday, friday), 0);
	ck_assert_int_eq(calendar_between(&c, holiday[0] - 1, holiday[0]), 0);
	for (i = 0; i < 20; i++)
		ck_assert_int_eq(calendar_between(&c, friday, calendar_add(&c, friday, i)), i);
	ck_assert_int_eq(calendar_add(&c, friday, 0), friday);
	ck_assert_int_eq(calendar_add(&c, holiday[0], 0), holiday[0] + 1);
}
END_TEST

/* Terms count days; by months, the invoice's day in its month does not matter, and February is as short as it
 * is. */
START_TEST(date_terms)
{
	struct calendar days = {1u << 6 | 1u << 7, NULL, 0, 0, 0},
			months = {1u << 6 | 1u << 7, NULL, 0, 0, 1};

	ck_assert_int_eq(calendar_due(&days, date_make(2026, 1, 31), 30), date_make(2026, 3, 2));
	ck_assert_int_eq(calendar_due(&months, date_make(2026, 1, 31), 30), date_make(2026, 2, 28));
	ck_assert_int_eq(calendar_due(&months, date_make(2026, 6, 1), 30), date_make(2026, 7, 31));
	ck_assert_int_eq(calendar_due(&months, date_make(2026, 6, 30), 30), date_make(2026, 7, 31));
	ck_assert_int_eq(calendar_due(&months, date_make(2026, 12, 15), 60), date_make(2027, 2, 28));
	ck_assert_int_eq(calendar_due(&months, date_make(2026, 6, 10), 45), date_make(2026, 8, 15));
	ck_assert_int_eq(calendar_due(&months, date_make(2026, 10, 30), 7), date_make(2026, 11, 6));
	ck_assert_int_eq(calendar_due(&months, date_make(2026, 10, 30), 0), date_make(2026, 10, 30));
}
END_TEST

/* On the day itself where it is one, else on the next; where nothing is said, on any. */
START_TEST(date_letter_day)
{
	struct calendar any = {1u << 6 | 1u << 7, NULL, 0, 0, 0},
			some = {1u << 6 | 1u << 7, NULL, 0, 1u << 2 | 1u << 4, 0};
	int32_t tuesday = date_make(2026, 11, 3);

	ck_assert_int_eq(calendar_letter_day(&any, tuesday - 1), tuesday - 1);
	ck_assert_int_eq(calendar_letter_day(&some, tuesday - 1), tuesday);
	ck_assert_int_eq(calendar_letter_day(&some, tuesday), tuesday);
	ck_assert_int_eq(calendar_letter_day(&some, tuesday + 1), tuesday + 2);
	ck_assert_int_eq(calendar_letter_day(&some, tuesday + 3), tuesday + 7);
}
END_TEST

/* The years and the days that there are, to the last one; months that end earlier. */
START_TEST(date_limits)
{
	char buf[11];

	ck_assert_int_ne(date_make(1000, 1, 1), DATE_NONE);
	ck_assert_int_eq(date_make(999, 12, 31), DATE_NONE);
	ck_assert_int_ne(date_make(9999, 12, 31), DATE_NONE);
	ck_assert_int_eq(date_make(10000, 1, 1), DATE_NONE);
	ck_assert_int_eq(date_make(2026, 0, 1), DATE_NONE);
	ck_assert_int_ne(date_make(2026, 12, 31), DATE_NONE);
	ck_assert_int_eq(date_make(2026, 4, 31), DATE_NONE);
	ck_assert_int_eq(date_make(2026, 4, 0), DATE_NONE);
	ck_assert_int_eq(date_make(1900, 2, 29), DATE_NONE);
	ck_assert_int_ne(date_make(2000, 2, 29), DATE_NONE);
	ck_assert_int_eq(date_parse("2026/11-01", 10), DATE_NONE);
	ck_assert_int_eq(date_parse("2026-11/01", 10), DATE_NONE);
	ck_assert_int_eq(date_parse("2026-1a-01", 10), DATE_NONE);
	ck_assert_str_eq(date_format(DATE_NONE, buf), "");
	ck_assert_int_eq(date_month_start(date_make(2026, 2, 28)), date_make(2026, 2, 1));
	ck_assert_int_eq(date_month_end(date_make(2024, 2, 1)), date_make(2024, 2, 29));
	ck_assert_int_eq(date_add_months(date_make(2026, 11, 30), 3), date_make(2027, 2, 28));
	ck_assert_int_eq(date_add_months(date_make(2026, 1, 15), -1), date_make(2025, 12, 15));
	ck_assert_int_eq(date_weekday(date_make(1969, 12, 28)), 7);
	ck_assert_int_eq(date_weekday(date_make(1970, 1, 5)), 1);
}
END_TEST

/* Hours, minutes, and seconds where they are given; nothing else, and nothing behind it. */
START_TEST(date_times_of_day)
{
	static const char *const good[] = {"00:00", "09:30", "19:59", "23:59", "23:59:59", "00:00:00"};
	static const char *const bad[] = {"",	      "9:30",	   "24:00",    "29:00",	   "12:60",
					  "12:59:60", "12:30:6x",  "12:30x00", "12:30 00", "12:30:00Z",
					  "12.30",    "1a:30",	   "12:3",     "12:30:0",  "-1:30",
					  "+1:30",    "12:30:\n0", "12:30pm"};
	size_t i;

	for (i = 0; i < sizeof good / sizeof good[0]; i++)
		ck_assert_msg(time_fits(good[i], strlen(good[i])), "%s", good[i]);
	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		ck_assert_msg(!time_fits(bad[i], strlen(bad[i])), "%s", bad[i]);
}
END_TEST

UNIT_MAIN("base: date", date_times_of_day, date_every_day_round_trips, date_text, date_working_days,
	  date_days_between, date_terms, date_letter_day, date_limits)
