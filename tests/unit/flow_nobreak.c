/* flow_nobreak.c: names, dates and abbreviations that no line end parts. */
#include "base/base.h"
#include "flow/nobreak.h"

#include "unit.h"

static struct arena arena;

#define N "\u00A0"

START_TEST(kept_together)
{
	static const char *const pair[][2] = {
		{"ИП Гладышев М. О.", "ИП" N "Гладышев" N "М." N "О."},
		{"М. О. Гладышев", "М." N "О." N "Гладышев"},
		{"ул. Пристанская, д. 95", "ул." N "Пристанская, д." N "95"},
		{"by 9 November 2026, or", "by 9" N "November" N "2026, or"},
		{"до 9 ноября 2026 г. включительно", "до 9" N "ноября" N "2026" N "г. включительно"},
		{"senest 9. november 2026.", "senest 9." N "november" N "2026."},
		{"1 نوفمبر 2026", "1" N "نوفمبر" N "2026"},
		{"Nordlys Dagligvare AS, Bergen", "Nordlys Dagligvare" N "AS, Bergen"},
		{"Warehouse (Branch) LLC", "Warehouse (Branch)" N "LLC"},
	};

	for (size_t i = 0; i < sizeof pair / sizeof pair[0]; i++)
		ck_assert_str_eq(nobreak(&arena, pair[i][0]), pair[i][1]);
	arena_done(&arena);
}
END_TEST

/* What belongs to nobody breaks as before, and is the same string. */
START_TEST(left_alone)
{
	static const char *const s[] = {"We ask you to pay the full amount.",
					"AS",
					"",
					"Your 12 invoices of 2026",
					"in total 3 pages",
					"в г",
					"a  b"};

	for (size_t i = 0; i < sizeof s / sizeof s[0]; i++)
		ck_assert_ptr_eq(nobreak(&arena, s[i]), s[i]);
	arena_done(&arena);
}
END_TEST

UNIT_MAIN("flow: no break", kept_together, left_alone)
