/* Sums in words: plural, gender, case and agreement at the numbers where they turn. */
#include "unit.h"

#include "fill/spellout.h"
#include "language_unit.h"

static struct diag diags;
static struct arena arena;

static void begin(void)
{
	diag_init(&diags, NULL, NULL);
	arena_init(&arena);
}

struct sum {
	const char *currency;
	int64_t minor;
	const char *words;
};

static void check(const char *lang, const struct sum *row, size_t n)
{
	struct locale *l;

	begin();
	l = locale_open(&diags, unit_language(lang), 0);
	for (size_t i = 0; i < n; i++)
		ck_assert_str_eq(spellout_money(l, &arena, &diags, NULL, row[i].minor,
						currency_find(row[i].currency), 0),
				 row[i].words);
	locale_close(l);
	arena_done(&arena);
}
#define CHECK(lang, row) check(lang, row, sizeof row / sizeof row[0])

START_TEST(words_english)
{
	static const struct sum row[] = {
		{"AED", 0, "zero UAE dirhams only"},
		{"AED", 100, "one UAE dirham only"},
		{"AED", 100250, "one thousand two UAE dirhams and 50 fils"},
		{"AED", 5, "zero UAE dirhams and 05 fils"},
		{"KWD", 1001250, "one thousand one Kuwaiti dinars and 250 fils"},
		{"KWD", 1005, "one Kuwaiti dinar and 005 fils"},
		{"USD", 2101, "twenty-one US dollars and 01 cent"},
		{"EUR", 100000000, "one million euros only"},
		{"RUB", 101, "one Russian rouble and 01 kopeck"},
		{"NOK", 200, "two Norwegian kroner only"},
		{"JPY", 1, "one Japanese yen only"},
		{"AED", -100, "minus one UAE dirham only"},
	};

	CHECK("en", row);
}
END_TEST

/* тысяча is feminine, рубль masculine, крона feminine; forms by 1, 2–4, 5–20, of the last two digits. */
START_TEST(words_russian)
{
	static const struct sum row[] = {
		{"RUB", 0, "ноль рублей 00 копеек"},
		{"RUB", 100, "один рубль 00 копеек"},
		{"RUB", 201, "два рубля 01 копейка"},
		{"RUB", 503, "пять рублей 03 копейки"},
		{"RUB", 1111, "одиннадцать рублей 11 копеек"},
		{"RUB", 2121, "двадцать один рубль 21 копейка"},
		{"RUB", 10000, "сто рублей 00 копеек"},
		{"RUB", 100205, "одна тысяча два рубля 05 копеек"},
		{"RUB", 200100, "две тысячи один рубль 00 копеек"},
		{"RUB", 11200200, "сто двенадцать тысяч два рубля 00 копеек"},
		{"RUB", 100000000, "один миллион рублей 00 копеек"},
		{"AED", 100250, "одна тысяча два дирхама ОАЭ 50 филсов"},
		{"KWD", 2001, "два кувейтских динара 001 филс"},
		{"NOK", 2200, "двадцать две норвежские кроны 00 эре"},
		{"NOK", 100100, "одна тысяча одна норвежская крона 00 эре"},
		{"USD", 500, "пять долларов США 00 центов"},
		{"EUR", 2104, "двадцать один евро 04 цента"},
	};

	CHECK("ru", row);
}
END_TEST

/* og before tens and ones only; ett and én by gender; no soft hyphens. */
START_TEST(words_norwegian)
{
	static const struct sum row[] = {
		{"NOK", 0, "null kroner og 00 øre"},
		{"NOK", 100, "én krone og 00 øre"},
		{"NOK", 2150, "tjueén kroner og 50 øre"},
		{"NOK", 10000, "ett hundre kroner og 00 øre"},
		{"NOK", 11500, "ett hundre og femten kroner og 00 øre"},
		{"NOK", 100250, "ett tusen og to kroner og 50 øre"},
		{"NOK", 110000, "ett tusen ett hundre kroner og 00 øre"},
		{"NOK", 123456700,
		 "én million to hundre og trettifire tusen fem hundre og sekstisju kroner og 00 øre"},
		{"GBP", 100, "ett britisk pund og 00 pence"},
		{"AED", 200, "to emiratarabiske dirham og 00 fils"},
		{"USD", 500, "fem amerikanske dollar og 00 cent"},
		{"EUR", 100, "én euro og 00 cent"},
		{"RUB", 300, "tre russiske rubler og 00 kopek"},
	};

	CHECK("nb", row);
}
END_TEST

/* 1 and 2 are the noun itself; 3–10 plural, numeral of the other gender; 11–99 accusative; hundreds and
 * thousands genitive, duals without nun before it. */
START_TEST(words_arabic_money)
{
	static const struct sum row[] = {
		{"AED", 0, "فقط صفر درهم إماراتي لا غير"},
		{"AED", 100, "فقط درهم إماراتي واحد لا غير"},
		{"AED", 200, "فقط درهمان إماراتيان لا غير"},
		{"AED", 300, "فقط ثلاثة دراهم إماراتية لا غير"},
		{"AED", 1000, "فقط عشرة دراهم إماراتية لا غير"},
		{"AED", 1100, "فقط أحد عشر درهماً إماراتياً لا غير"},
		{"AED", 9900, "فقط تسعة وتسعون درهماً إماراتياً لا غير"},
		{"AED", 10000, "فقط مئة درهم إماراتي لا غير"},
		{"AED", 10100, "فقط مئة ودرهم إماراتي واحد لا غير"},
		{"AED", 20000, "فقط مئتا درهم إماراتي لا غير"},
		{"AED", 20300, "فقط مئتان وثلاثة دراهم إماراتية لا غير"},
		{"AED", 100250, "فقط ألف ودرهمان إماراتيان وخمسون فلساً لا غير"},
		{"AED", 200000, "فقط ألفا درهم إماراتي لا غير"},
		{"AED", 200200, "فقط ألفان ودرهمان إماراتيان لا غير"},
		{"AED", 300000, "فقط ثلاثة آلاف درهم إماراتي لا غير"},
		{"AED", 1100000, "فقط أحد عشر ألف درهم إماراتي لا غير"},
		{"AED", 1100100, "فقط أحد عشر ألفاً ودرهم إماراتي واحد لا غير"},
		{"AED", 10200000, "فقط مئة ألف وألفا درهم إماراتي لا غير"},
		{"AED", 99999900, "فقط تسعمئة وتسعة وتسعون ألفاً وتسعمئة وتسعة وتسعون درهماً إماراتياً لا غير"},
		{"AED", 100000000, "فقط مليون درهم إماراتي لا غير"},
		{"AED", 50, "فقط خمسون فلساً لا غير"},
		{"AED", 301, "فقط ثلاثة دراهم إماراتية وفلس واحد لا غير"},
		{"KWD", 1000, "فقط دينار كويتي واحد لا غير"},
		{"KWD", 5250, "فقط خمسة دنانير كويتية ومئتان وخمسون فلساً لا غير"},
		{"NOK", 500, "فقط خمس كرونات نرويجية لا غير"},
		{"NOK", 1200, "فقط اثنتا عشرة كرونة نرويجية لا غير"},
		{"NOK", 2800, "فقط ثمانٍ وعشرون كرونة نرويجية لا غير"},
		{"RUB", 200, "فقط روبلان روسيان لا غير"},
		{"USD", 1500, "فقط خمسة عشر دولاراً أمريكياً لا غير"},
		{"EUR", 200, "فقط اثنان يورو لا غير"},
		{"SAR", 103, "فقط ريال سعودي واحد وثلاث هللات لا غير"},
	};

	CHECK("ar", row);
}
END_TEST

/* A capital where the script has them; numbers alone; what cannot be said is refused. */
START_TEST(words_else)
{
	struct locale *ru, *ar, *en;

	begin();
	ru = locale_open(&diags, unit_language("ru"), 0);
	ar = locale_open(&diags, unit_language("ar"), 0);
	en = locale_open(&diags, unit_language("en"), 0);
	ck_assert_str_eq(spellout_money(ru, &arena, &diags, NULL, 100, currency_find("RUB"), 1),
			 "Один рубль 00 копеек");
	ck_assert_str_eq(spellout_money(ar, &arena, &diags, NULL, 100, currency_find("AED"), 1),
			 "فقط درهم إماراتي واحد لا غير");
	ck_assert_str_eq(spellout_number(ru, &arena, &diags, NULL, 1002, 0), "одна тысяча два");
	ck_assert_str_eq(spellout_number(ar, &arena, &diags, NULL, 202, 0), "مئتان واثنان");
	ck_assert_str_eq(spellout_number(en, &arena, &diags, NULL, -7, 1), "Minus seven");
	ck_assert_int_eq(diag_errors(&diags), 0);
	ck_assert_ptr_null(spellout_money(ru, &arena, &diags, NULL, 100, currency_find("CHF"), 0));
	ck_assert_ptr_null(spellout_money(ar, &arena, &diags, NULL, INT64_MAX, currency_find("JPY"), 0));
	ck_assert_ptr_null(spellout_number(en, &arena, &diags, NULL, INT64_MIN, 0));
	ck_assert_int_eq(diag_errors(&diags), 3);
	locale_close(ru);
	locale_close(ar);
	locale_close(en);
	arena_done(&arena);
}
END_TEST

/* Every unit of the table has as many forms as its language needs, and a minor unit when the currency has
 * decimals. */
START_TEST(words_table_whole)
{
	static const struct {
		const char *lang, *currency, *forms, *minor;
	} unit[] = {
#define U(lang, currency, gender, forms, minor_gender, minor_forms) {lang, currency, forms, minor_forms},
#include "fill/units.def"
#undef U
	};
	size_t n = sizeof unit / sizeof unit[0], i;

	for (i = 0; i < n; i++) {
		int want = strcmp(unit[i].lang, "ar") == 0   ? 4
			   : strcmp(unit[i].lang, "ru") == 0 ? 2
							     : 1,
		    bars = 0, minor = 0;
		const struct currency *c = currency_find(unit[i].currency);

		for (const char *s = unit[i].forms; *s; s++)
			bars += *s == '|';
		for (const char *s = unit[i].minor; *s; s++)
			minor += *s == '|';
		ck_assert_msg(c != NULL && bars == want &&
				      (c->digits == 0 ? unit[i].minor[0] == '\0' : minor == want),
			      "%s %s", unit[i].lang, unit[i].currency);
	}
	ck_assert_int_eq(n % 4, 0); /* the same currencies in all four */
}
END_TEST

UNIT_MAIN("fill: words", words_english, words_russian, words_norwegian, words_arabic_money, words_else,
	  words_table_whole)
