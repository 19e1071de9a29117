/* Figures, dates and plurals in the four languages. */
#include "unit.h"

#include "fill/locale.h"
#include "language_unit.h"

#define NB "\u00A0"
#define LRI "\u2066"
#define FSI "\u2068"
#define PDI "\u2069"

static struct diag diags;

/* Amounts bare and with their code; minus is U+2212, and stands in an isolate where the line runs from right
 * to left. */
START_TEST(locale_amounts)
{
	static const struct {
		const char *lang;
		int arabic;
		const char *million, *negative, *kuwait, *code, *count;
	} row[] = {
		{"en", 0, "1,234,567.05", "−0.50", "12.345", "AED" NB "1,234.50", "1,000"},
		{"ru", 0, "1" NB "234" NB "567,05", "−0,50", "12,345", "1" NB "234,50" NB "AED",
		 "1" NB "000"},
		{"nb", 0, "1" NB "234" NB "567,05", "−0,50", "12,345", "AED" NB "1" NB "234,50",
		 "1" NB "000"},
		{"ar", 0, "1,234,567.05", LRI "−0.50" PDI, "12.345", LRI "AED" NB "1,234.50" PDI, "1,000"},
		{"ar", 1, "١٬٢٣٤٬٥٦٧٫٠٥", LRI "−٠٫٥٠" PDI, "١٢٫٣٤٥", LRI "AED" NB "١٬٢٣٤٫٥٠" PDI, "١٬٠٠٠"},
	};
	char buf[LOCALE_MAX];

	diag_init(&diags, NULL, NULL);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct locale *l = locale_open(&diags, unit_language(row[i].lang), row[i].arabic);

		ck_assert_int_eq(locale_money(l, buf, 123456705, 2), (int)strlen(row[i].million));
		ck_assert_str_eq(buf, row[i].million);
		locale_money(l, buf, -50, 2);
		ck_assert_str_eq(buf, row[i].negative);
		locale_money(l, buf, 12345, 3);
		ck_assert_str_eq(buf, row[i].kuwait);
		locale_amount(l, buf, 123450, currency_find("AED"));
		ck_assert_str_eq(buf, row[i].code);
		locale_count(l, buf, 1000);
		ck_assert_str_eq(buf, row[i].count);
		locale_close(l);
	}
}
END_TEST

/* The ends of int64, and decimals without a whole part, fit the buffer and lose no digit. */
START_TEST(locale_extremes)
{
	struct locale *l, *ar;
	char buf[LOCALE_MAX];

	diag_init(&diags, NULL, NULL);
	l = locale_open(&diags, unit_language("en"), 0);
	ar = locale_open(&diags, unit_language("ar"), 1);
	locale_money(l, buf, INT64_MIN, 2);
	ck_assert_str_eq(buf, "−92,233,720,368,547,758.08");
	locale_money(l, buf, INT64_MAX, 0);
	ck_assert_str_eq(buf, "9,223,372,036,854,775,807");
	locale_money(l, buf, 0, 3);
	ck_assert_str_eq(buf, "0.000");
	ck_assert_int_lt(locale_amount(ar, buf, INT64_MIN, currency_find("KWD")), LOCALE_MAX);
	ck_assert_int_gt(locale_decimal(l, buf, "-1234.5"), 0);
	ck_assert_str_eq(buf, "−1,234.5");
	ck_assert_int_eq(locale_decimal(l, buf, "1,5"), -1);
	ck_assert_int_eq(locale_decimal(l, buf, "1."), -1);
	ck_assert_int_eq(locale_decimal(l, buf, "x"), -1);
	locale_close(l);
	locale_close(ar);
}
END_TEST

START_TEST(locale_percents)
{
	static const char *const lang[] = {"en", "ru", "nb", "ar"};
	static const char *const want[] = {"33.4%", "33,4" NB "%", "33,4" NB "%", LRI "33.4%" PDI};
	char buf[LOCALE_MAX];

	diag_init(&diags, NULL, NULL);
	for (int i = 0; i < 4; i++) {
		struct locale *l = locale_open(&diags, unit_language(lang[i]), 0);

		locale_percent(l, buf, 334);
		ck_assert_str_eq(buf, want[i]);
		locale_close(l);
	}
}
END_TEST

/* Long dates in running text, brief ones in tables; the month in the case that a date asks for (ноября). */
START_TEST(locale_dates)
{
	static const struct {
		const char *lang;
		int arabic;
		const char *full, *brief, *september, *month;
	} row[] = {
		{"en", 0, "1" NB "November 2026", "01" NB "Nov" NB "2026", "30" NB "Sep" NB "2026",
		 "May" NB "2026"},
		{"ru", 0, "1" NB "ноября 2026" NB "г.", "01.11.2026", "30.09.2026", "май" NB "2026"},
		{"nb", 0, "1." NB "november 2026", "01.11.2026", "30.09.2026", "mai" NB "2026"},
		{"ar", 0, "1" NB "نوفمبر 2026", "01/11/2026", "30/09/2026", "مايو" NB "2026"},
		{"ar", 1, "١" NB "نوفمبر ٢٠٢٦", "٠١\u200F/١١\u200F/٢٠٢٦", "٣٠\u200F/٠٩\u200F/٢٠٢٦",
		 "مايو" NB "٢٠٢٦"},
	};
	char buf[LOCALE_MAX];

	diag_init(&diags, NULL, NULL);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct locale *l = locale_open(&diags, unit_language(row[i].lang), row[i].arabic);

		locale_date(l, buf, date_make(2026, 11, 1), 0);
		ck_assert_str_eq(buf, row[i].full);
		locale_date(l, buf, date_make(2026, 11, 1), 1);
		ck_assert_str_eq(buf, row[i].brief);
		locale_date(l, buf, date_make(2026, 9, 30), 1);
		ck_assert_str_eq(buf, row[i].september);
		locale_month(l, buf, date_make(2026, 5, 31));
		ck_assert_str_eq(buf, row[i].month);
		ck_assert_int_eq(locale_month(l, buf, DATE_NONE), 0);
		ck_assert_int_eq(locale_date(l, buf, DATE_NONE, 0), 0);
		ck_assert_str_eq(buf, "");
		locale_close(l);
	}
}
END_TEST

/* The index is the msgstr of the catalogue: ru one few many; ar zero one two few many other. */
START_TEST(locale_plurals)
{
	static const struct {
		const char *lang;
		int64_t n;
		int32_t form;
	} row[] = {{"en", 1, 0},   {"en", 0, 1},   {"en", 2, 1},       {"nb", 1, 0},	{"nb", 21, 1},
		   {"ru", 1, 0},   {"ru", 21, 0},  {"ru", 11, 2},      {"ru", 2, 1},	{"ru", 112, 2},
		   {"ru", 122, 1}, {"ru", 0, 2},   {"ru", 1000001, 0}, {"ar", 0, 0},	{"ar", 1, 1},
		   {"ar", 2, 2},   {"ar", 3, 3},   {"ar", 10, 3},      {"ar", 11, 4},	{"ar", 99, 4},
		   {"ar", 100, 5}, {"ar", 102, 5}, {"ar", 103, 3},     {"ar", 1011, 4}, {"ru", -21, 0}};

	struct language slovene;

	diag_init(&diags, NULL, NULL);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct locale *l = locale_open(&diags, unit_language(row[i].lang), 0);

		ck_assert_msg(locale_plural(l, row[i].n) == row[i].form, "%s %d", row[i].lang, (int)row[i].n);
		locale_close(l);
	}
	/* categories that CLDR does not give the language's whole numbers */
	slovene = *unit_language("en");
	slovene.locale = "sl_SI";
	ck_assert_ptr_null(locale_open(&diags, &slovene, 0));
	ck_assert_int_eq(diag_errors(&diags), 1);
}
END_TEST

/* Foreign values in a sentence: in an isolate when they could be torn or turned, bare when they cannot. */
START_TEST(locale_isolates)
{
	static const struct {
		const char *lang, *value, *want;
	} row[] = {
		{"ar", "C1042", "C1042"},
		{"ar", "1042-A", LRI "1042-A" PDI},
		{"ar", "Al Noor L.L.C.", LRI "Al Noor L.L.C." PDI},
		{"ar", "+971 4 555", LRI "+971 4 555" PDI},
		{"ar", "Visit.\nAsked for time.", LRI "Visit." PDI "\n" LRI "Asked for time." PDI},
		{"ar", ": ", ": "},
		{"ar", "(✓)", "(✓)"},
		{"ar", "النور للتجارة", "النور للتجارة"},
		{"ar", "النور ABC", FSI "النور ABC" PDI},
		{"en", "1042-A", "1042-A"},
		{"en", "النور 7", FSI "النور 7" PDI},
		{"ru", "ООО «Ромашка»", "ООО «Ромашка»"},
		{"ar", "ООО «Ромашка»", LRI "ООО «Ромашка»" PDI},
	};
	struct text t = {0};

	diag_init(&diags, NULL, NULL);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct locale *l = locale_open(&diags, unit_language(row[i].lang), 0);

		text_reset(&t);
		locale_isolate(l, &t, row[i].value, strlen(row[i].value));
		ck_assert_str_eq(text_str(&t), row[i].want);
		locale_close(l);
	}
	text_done(&t);
}
END_TEST

UNIT_MAIN("fill: locale", locale_amounts, locale_extremes, locale_percents, locale_dates, locale_plurals,
	  locale_isolates)
