/* flow_nobreak.c: names, dates and abbreviations that no line end parts. */
#include "base/base.h"
#include "flow/nobreak.h"

#include "unit.h"

static struct arena arena;

#define N "\u00A0"

START_TEST(kept_together)
{
	static const char *const kept[][3] = {
		{"ru", "ИП Гладышев М. О.", "ИП" N "Гладышев" N "М." N "О."},
		{"ru", "М. О. Гладышев", "М." N "О." N "Гладышев"},
		{"ru", "ул. Пристанская, д. 95", "ул." N "Пристанская, д." N "95"},
		{"en", "ул. Пристанская, д. 95", "ул." N "Пристанская, д." N "95"},
		{"en", "by 9 November 2026, or", "by 9" N "November" N "2026, or"},
		{"ru", "до 9 ноября 2026 г. включительно", "до 9" N "ноября" N "2026" N "г. включительно"},
		{"nb", "senest 9. november 2026.", "senest 9." N "november" N "2026."},
		/* the day and its month as CLDR parts them */
		{"nb", "9." N "november 2026", "9." N "november" N "2026"},
		{"ru", "9" N "ноября 2026" N "г. и", "9" N "ноября" N "2026" N "г. и"},
		{"ar", "1 نوفمبر 2026", "1" N "نوفمبر" N "2026"},
		{"en", "Nordlys Dagligvare AS, Bergen", "Nordlys Dagligvare" N "AS, Bergen"},
		{"en", "Warehouse (Branch) LLC", "Warehouse (Branch)" N "LLC"},
		{"ar", "سمرة المرسى للتوزيع ذ.م.م", "سمرة المرسى للتوزيع" N "ذ.م.م"},
		{"en", "in AED 5,000.00 now", "in AED" N "5,000.00 now"},
		{"en", "5,000.00 AED, of", "5,000.00" N "AED, of"},
		{"ru", "всего 10 000 руб. с НДС", "всего 10" N "000" N "руб. с НДС"},
		{"ru", "ставка 16 % годовых", "ставка 16" N "% годовых"},
		{"ru", "покупатель — ООО «Заря»", "покупатель" N "— ООО" N "«Заря»"},
		{"ru", "претензия № 5 по п. 3", "претензия №" N "5 по п." N "3"},
		{"en", "see (No. 5) and Mr. Khan", "see (No." N "5) and Mr." N "Khan"},
		{"en", "Trading L.L.C. Branch 2", "Trading" N "L.L.C. Branch 2"},
		{"nb", "faktura nr. 5, kr 20", "faktura nr." N "5, kr" N "20"},
		{"en", "Huda Hashemi, +971 55 555 0437, or",
		 "Huda Hashemi, +971" N "55" N "555" N "0437, or"},
		{"en", "call +971 50 555 0216. 5 of them", "call +971" N "50" N "555" N "0216. 5 of them"},
		{"ar", "\u2066Maria Pinto\u2069، \u2066+971 50 555 0216\u2069.",
		 "\u2066Maria Pinto\u2069، \u2066+971" N "50" N "555" N "0216\u2069."},
		{"ru", "(+7 383 555-11-75) на 5", "(+7" N "383" N "555-11-75) на 5"},
	};

	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
		ck_assert_str_eq(nobreak(&arena, kept[i][0], kept[i][1]), kept[i][2]);
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
					"a  b",
					"we said no. Then nr. was",
					"as AS said",
					"THE END 5",
					"page 12 of 300",
					"+971, 55 0437",
					"+ 55 0437"};

	for (size_t i = 0; i < sizeof s / sizeof s[0]; i++)
		ck_assert_ptr_eq(nobreak(&arena, "en", s[i]), s[i]);
	arena_done(&arena);
}
END_TEST

UNIT_MAIN("flow: no break", kept_together, left_alone)
