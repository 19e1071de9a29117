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
	ck_assert_ptr_null(spellout_money(ar, &arena, &diags, NULL, INT64_MAX, currency_find("JPY"), 0));
	ck_assert_ptr_null(spellout_number(en, &arena, &diags, NULL, INT64_MIN, 0));
	ck_assert_int_eq(diag_errors(&diags), 2);
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

/* The currencies beside the first ones, where they turn: gender of unit and minor unit, three decimals, none.
 */
START_TEST(words_more_currencies)
{
	static const struct sum en[] = {
		{"INR", 100, "one Indian rupee only"},
		{"INR", 201, "two Indian rupees and 01 paisa"},
		{"GBP", 2150, "twenty-one pounds sterling and 50 pence"},
		{"CHF", 100005, "one thousand Swiss francs and 05 centimes"},
		{"CNY", 100, "one Chinese yuan only"},
		{"IQD", 1001, "one Iraqi dinar and 001 fils"},
		{"ZAR", 500, "five South African rand only"},
	};
	static const struct sum ru[] = {
		{"INR", 100, "одна индийская рупия 00 пайс"},
		{"INR", 202, "две индийские рупии 02 пайсы"},
		{"INR", 1100, "одиннадцать индийских рупий 00 пайс"},
		{"KZT", 2150, "двадцать один казахстанский тенге 50 тиынов"},
		{"KZT", 200, "два казахстанских тенге 00 тиынов"},
		{"CNY", 221, "два китайских юаня 21 фынь"},
		{"CHF", 100100, "одна тысяча один швейцарский франк 00 сантимов"},
		{"TRY", 2203, "двадцать две турецкие лиры 03 куруша"},
		{"UAH", 500, "пять украинских гривен 00 копеек"},
		{"BYN", 101, "один белорусский рубль 01 копейка"},
		{"EGP", 100000000, "один миллион египетских фунтов 00 пиастров"},
		{"JOD", 21002, "двадцать один иорданский динар 002 филса"},
	};
	static const struct sum nb[] = {
		{"EGP", 100, "ett egyptisk pund og 00 piaster"},
		{"EGP", 2100, "tjueett egyptiske pund og 00 piaster"},
		{"INR", 100, "én indisk rupi og 00 paisa"},
		{"CHF", 200, "to sveitsiske franc og 00 rappen"},
	};
	static const struct sum ar[] = {
		{"INR", 100, "فقط روبية هندية واحدة لا غير"},
		{"INR", 200, "فقط روبيتان هنديتان لا غير"},
		{"INR", 500, "فقط خمس روبيات هندية لا غير"},
		{"INR", 1103, "فقط إحدى عشرة روبية هندية وثلاث بيسات لا غير"},
		{"EGP", 200, "فقط جنيهان مصريان لا غير"},
		{"EGP", 300, "فقط ثلاثة جنيهات مصرية لا غير"},
		{"EGP", 1105, "فقط أحد عشر جنيهاً مصرياً وخمسة قروش لا غير"},
		{"EGP", 100000000, "فقط مليون جنيه مصري لا غير"},
		{"TRY", 2100, "فقط إحدى وعشرون ليرة تركية لا غير"},
		{"CHF", 50, "فقط خمسون سنتيماً لا غير"},
		{"JOD", 2002, "فقط ديناران أردنيان وفلسان لا غير"},
		{"ZAR", 1100, "فقط أحد عشر رانداً جنوب أفريقياً لا غير"},
	};

	CHECK("en", en);
	CHECK("ru", ru);
	CHECK("nb", nb);
	CHECK("ar", ar);
}
END_TEST

/* Without a grammar of its own: ICU's name in its plural, the minor units as a fraction; where not even the
 * gender is certain, the name apart. */
START_TEST(words_named_by_icu)
{
	static const struct sum en[] = {
		{"ZMW", 205, "two Zambian kwachas and 05/100"},
		{"ZMW", 100, "one Zambian kwacha only"},
		{"TND", 1005, "one Tunisian dinar and 005/1000"},
		{"CLF", 10500, "one Chilean unidad de fomento and 0500/10000"},
		{"KRW", 21, "twenty-one South Korean won only"},
		{"ZWG", 101, "one Zimbabwe gold and 01/100"},
	};
	static const struct sum ru[] = {
		{"ZMW", 2105, "двадцать одна замбийская квача 05/100"},
		{"ZMW", 200, "две замбийские квачи 00/100"},
		{"KRW", 1001, "одна тысяча одна южнокорейская вона"},
		{"PLN", 200, "два польских злотых 00/100"},
		{"TND", 1500, "один тунисский динар 500/1000"},
		{"XOF", 5, "пять западноафриканских франков КФА"},
		{"CVE", 100, "один и 00/100, валюта: эскудо Кабо-Верде"},
		{"VUV", 2, "два, валюта: вату Вануату"},
	};
	static const struct sum nb[] = {
		{"LBP", 100, "ett libanesisk pund og 00/100"},
		{"PLN", 2150, "tjueén polske zloty og 50/100"},
		{"KRW", 1, "én sørkoreansk won"},
	};
	static const struct sum ar[] = {
		{"ZMW", 205, "فقط اثنان و05/100، العملة: كواشا زامبي، لا غير"},
		{"ZMW", 50, "فقط صفر و50/100، العملة: كواشا زامبي، لا غير"},
		{"KRW", 1001, "فقط ألف وواحد، العملة: وون كوريا الجنوبية، لا غير"},
	};

	CHECK("en", en);
	CHECK("ru", ru);
	CHECK("nb", nb);
	CHECK("ar", ar);
}
END_TEST

/* With Arabic-Indic digits the fraction has them too. */
START_TEST(words_fraction_digits)
{
	struct locale *l;

	begin();
	l = locale_open(&diags, unit_language("ar"), 1);
	ck_assert_str_eq(spellout_money(l, &arena, &diags, NULL, 205, currency_find("ZMW"), 0),
			 "فقط اثنان و٠٥/١٠٠، العملة: كواشا زامبي، لا غير");
	locale_close(l);
	arena_done(&arena);
}
END_TEST

static const char *const all_codes[] = {
#define C(code, digits) #code,
#include "base/currency.def"
#undef C
};

/* Whether the words keep to the script of their language and hold nothing that is no word or figure. */
static int one_script(const char *lang, const char *s)
{
	const char *end = s + strlen(s);

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);
		int latin = (cp | 32) >= 'a' && (cp | 32) <= 'z', cyrillic = cp >= 0x400 && cp < 0x530,
		    arabic = cp >= 0x600 && cp < 0x700;

		latin |= cp >= 0xC0 && cp < 0x250;
		if ((latin && strcmp(lang, "en") != 0 && strcmp(lang, "nb") != 0) ||
		    (cyrillic && strcmp(lang, "ru") != 0) || (arabic && strcmp(lang, "ar") != 0) ||
		    cp == '|' || cp == '%' || cp == '(')
			return 0;
	}
	return 1;
}

START_TEST(words_every_currency)
{
	static const char *const lang[] = {"en", "ar", "ru", "nb"};
	static const int64_t whole[] = {0, 1, 2, 5, 11, 21, 1001, 1000000};
	struct locale *l;

	for (size_t g = 0; g < 4; g++) {
		begin();
		l = locale_open(&diags, unit_language(lang[g]), 0);
		for (size_t i = 0; i < sizeof all_codes / sizeof all_codes[0]; i++) {
			const struct currency *c = currency_find(all_codes[i]);
			int64_t scale = 1;

			for (int32_t k = 0; k < c->digits; k++)
				scale *= 10;
			for (size_t k = 0; k < 32; k++) {
				int64_t minor = whole[k / 4] * scale + (int64_t)(k % 4) * 7 % scale;
				const char *s = spellout_money(l, &arena, &diags, NULL, minor, c, 1);

				ck_assert_msg(s != NULL && one_script(lang[g], s) && !strstr(s, c->code),
					      "%s %s %lld: %s", lang[g], c->code, (long long)minor,
					      s ? s : "nothing");
			}
		}
		ck_assert_int_eq(diag_errors(&diags), 0);
		locale_close(l);
		arena_done(&arena);
	}
}
END_TEST

static int ends(const char *word, size_t n, const char *end)
{
	return n > strlen(end) && memcmp(word + n - strlen(end), end, strlen(end)) == 0;
}

/* A Russian adjective shows its noun's gender: the numeral 1 before it must have the same. */
START_TEST(words_russian_gender)
{
	struct locale *l;
	int32_t seen = 0;

	begin();
	l = locale_open(&diags, unit_language("ru"), 0);
	for (size_t i = 0; i < sizeof all_codes / sizeof all_codes[0]; i++) {
		const struct currency *c = currency_find(all_codes[i]);
		int64_t scale = c->digits == 0 ? 1 : c->digits == 2 ? 100 : c->digits == 3 ? 1000 : 10000;
		const char *s = spellout_money(l, &arena, &diags, NULL, scale, c, 0),
			   *adj = strchr(s, ' ') + 1;
		size_t n = strcspn(adj, " ");
		int f = ends(adj, n, "ая"),
		    m = ends(adj, n, "ый") || ends(adj, n, "ий") || ends(adj, n, "ой");

		if (!f && !m)
			continue;
		seen++;
		ck_assert_msg(strncmp(s, f ? "одна " : "один ", strlen("один ")) == 0, "%s: %s", c->code, s);
	}
	ck_assert_int_gt(seen, 120);
	locale_close(l);
	arena_done(&arena);
}
END_TEST

/* In short, for where all the figures have no room. */
START_TEST(words_in_short)
{
	static const struct {
		const char *lang;
		int64_t minor;
		int32_t digits;
		const char *want;
	} t[] = {
		{"en", 1568908709, 2, "15.7M"},
		{"en", 12345678, 2, "123K"},
		{"en", -12345678, 2, "-123K"},
		{"ru", 1568908709, 2, "15,7\u00A0млн"},
		{"nb", 1568908709, 2, "15,7\u00A0mill."},
		{"ar", 1568908709, 2, "15.7\u00A0مليون"},
		{"en", 1500, 3, "1.5"},
	};
	char out[LOCALE_MAX];

	begin();
	for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
		struct locale *l = locale_open(&diags, unit_language(t[i].lang), 0);

		spellout_short(l, out, t[i].minor, t[i].digits);
		ck_assert_str_eq(out, t[i].want);
		locale_close(l);
	}
	arena_done(&arena);
}
END_TEST

UNIT_MAIN("fill: words", words_in_short, words_english, words_russian, words_norwegian, words_arabic_money,
	  words_else, words_table_whole, words_more_currencies, words_named_by_icu, words_fraction_digits,
	  words_every_currency, words_russian_gender)
