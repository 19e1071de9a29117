/* Money: exact parsing, formatting, overflow, and percents that add up. */
#include "unit.h"

#include "base/base.h"

/* Amounts go in and out unchanged for 0, 2 and 3 decimals; the least int64 too. */
START_TEST(money_round_trip)
{
	static const struct {
		const char *text;
		int32_t digits;
		int64_t minor;
	} row[] = {{"0.00", 2, 0},
		   {"-0.05", 2, -5},
		   {"1234.50", 2, 123450},
		   {"7.125", 3, 7125},
		   {"42", 0, 42},
		   {"-92233720368547758.08", 2, INT64_MIN},
		   {"92233720368547758.07", 2, INT64_MAX}};
	char buf[32];
	int64_t v;

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		ck_assert_int_eq(money_parse(row[i].text, strlen(row[i].text), row[i].digits, &v), 0);
		ck_assert_int_eq(v, row[i].minor);
		ck_assert_str_eq(money_format(v, row[i].digits, buf), row[i].text);
	}
}
END_TEST

/* What is not an exact amount is refused, each for its own reason. */
START_TEST(money_refused)
{
	int64_t v = 77;

	ck_assert_int_eq(money_parse("1,5", 3, 2, &v), -1);
	ck_assert_int_eq(money_parse("", 0, 2, &v), -1);
	ck_assert_int_eq(money_parse("-", 1, 2, &v), -1);
	ck_assert_int_eq(money_parse("1.005", 5, 2, &v), -2);
	ck_assert_int_eq(money_parse("1.500", 5, 2, &v), 0);
	ck_assert_int_eq(v, 150);
	ck_assert_int_eq(money_parse("92233720368547758.08", 20, 2, &v), -3);
	v = INT64_MAX;
	ck_assert_int_eq(money_add(&v, 1), -1);
	ck_assert(v == INT64_MAX);
}
END_TEST

START_TEST(money_percents_add_up)
{
	static const int64_t thirds[] = {1, 1, 1}, mixed[] = {-50, 0, 199, 1, 10000000000000000};
	int32_t out[5];

	money_percents(thirds, 3, out);
	ck_assert(out[0] == 334 && out[1] == 333 && out[2] == 333);
	money_percents(mixed, 5, out);
	ck_assert_int_eq(out[0] + out[1] + out[2] + out[3] + out[4], 1000);
	ck_assert_int_eq(out[0], 0);
	money_percents(mixed, 1, out);
	ck_assert_int_eq(out[0], 0);
}
END_TEST

/* The table is sorted, as the search needs, and knows the decimals of ISO 4217. */
START_TEST(currency_digits)
{
	ck_assert_int_eq(currency_find("KWD")->digits, 3);
	ck_assert_int_eq(currency_find("JPY")->digits, 0);
	ck_assert_int_eq(currency_find("AED")->digits, 2);
	ck_assert_int_eq(currency_find("ZWG")->digits, 2);
	ck_assert_int_eq(currency_find("NOK")->digits, 2);
	ck_assert_int_eq(currency_find("RUB")->digits, 2);
	ck_assert_ptr_null(currency_find("XXQ"));
}
END_TEST

/* The last amount that fits, the first that does not; what is left over goes to the parts that lost most. */
START_TEST(money_limits)
{
	static const int64_t largest[] = {1, 2, 3, 0}, rest[] = {1, 5, 1};
	int64_t v = 77;
	int32_t out[4];
	char buf[32];

	ck_assert_int_eq(money_parse("-92233720368547758.09", 21, 2, &v), -3);
	ck_assert_int_eq(money_parse("922337203685477580", 18, 2, &v), -3);
	ck_assert(v == 77);
	ck_assert_int_eq(money_parse("+1.5", 4, 2, &v), 0);
	ck_assert_int_eq(v, 150);
	ck_assert_int_eq(money_parse("1.2.3", 5, 2, &v), -1);
	ck_assert_int_eq(money_parse("1/2", 3, 2, &v), -1);
	ck_assert_int_eq(money_parse("1:2", 3, 2, &v), -1);
	ck_assert_int_eq(money_parse("9.90", 4, 1, &v), 0);
	ck_assert_int_eq(v, 99);
	v = INT64_MIN + 1;
	ck_assert_int_eq(money_add(&v, -1), 0);
	ck_assert_int_eq(money_add(&v, -1), -1);
	ck_assert_str_eq(money_format(-7, 3, buf), "-0.007");
	ck_assert_str_eq(money_format(0, 0, buf), "0");
	money_percents(largest, 4, out);
	ck_assert(out[0] == 167 && out[1] == 333 && out[2] == 500 && out[3] == 0);
	money_percents(rest, 3, out);
	ck_assert(out[0] == 143 && out[1] == 714 && out[2] == 143);
}
END_TEST

/* At a rate, to the last minor unit: half goes away from zero, of either sign and whatever the decimals of
 * both. */
START_TEST(money_at_a_rate)
{
	static const struct {
		int64_t minor;
		int32_t from, to;
		const char *rate;
		int64_t want;
	} row[] = {{10000, 2, 2, "3.6725", 36725},
		   {-11000, 2, 2, "0.90909", -10000},
		   {1, 2, 2, "0.5", 1},
		   {-1, 2, 2, "0.5", -1},
		   {1, 2, 2, "0.49", 0},
		   {12345, 3, 0, "495.15", 6113},
		   {6113, 0, 3, "0.00201959", 12346},
		   {4611686018427387904, 2, 2, "1", 4611686018427387904}};
	static const char *const no[] = {"",   "0",   "1.",	  ".5",		  "1,5",
					 "-1", "1e3", "12345678", "1.00000000001"};
	int64_t v;
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		ck_assert_int_eq(money_convert(row[i].minor, row[i].from, row[i].to, row[i].rate,
					       strlen(row[i].rate), &v),
				 0);
		ck_assert_int_eq(v, row[i].want);
	}
	for (i = 0; i < sizeof no / sizeof no[0]; i++)
		ck_assert_int_eq(money_convert(100, 2, 2, no[i], strlen(no[i]), &v), -1);
	ck_assert_int_eq(money_convert(INT64_MAX, 2, 2, "3", 1, &v), -1);
	ck_assert_int_eq(money_convert(INT64_MAX, 0, 4, "9999999.9999999999", 18, &v), -1);
}
END_TEST

UNIT_MAIN("base: money", money_at_a_rate, money_round_trip, money_refused, money_percents_add_up,
	  currency_digits, money_limits)
