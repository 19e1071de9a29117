/* Lines: order of directions, where lines end, what is done with words that do not fit, justified lines. */
#include "unit.h"

#include "type/inner.h"

static struct diag d;
static struct type *t;
static struct arena a;
static int32_t lines;

static void setup(void)
{
	diag_init(&d, NULL, NULL);
	arena_init(&a);
	t = type_open("fonts", &d);
	ck_assert_ptr_nonnull(t);
}

static void teardown(void)
{
	type_close(t);
	arena_done(&a);
}

static const struct line *set(const char *s, const char *lang, int rtl, int32_t width, enum type_align align,
			      int32_t shrink)
{
	struct type_span span = {s, (int32_t)strlen(s), 0, lang};
	struct type_options o = {width, 10000, (uint8_t)rtl, align, shrink};

	return type_lines(t, &a, &span, 1, &o, &lines);
}

/* What is seen from left to right, by the first character of each cluster; hanging spaces too. */
static const char *seen(const struct line *l)
{
	struct text out;
	const char *s;

	text_init(&out);
	for (int32_t i = 0; i < l->runs; i++)
		for (int32_t k = 0; k < l->run[i].n; k++) {
			const struct run *r = &l->run[i];

			if (k > 0 && r->glyph[k].cluster == r->glyph[k - 1].cluster)
				continue;
			s = r->s + r->glyph[k].cluster;
			ck_assert(r->glyph[k].cluster >= 0 && r->glyph[k].cluster < r->len);
			text_addcp(&out, utf8_next(&s, r->s + r->len));
		}
	s = arena_dup(&a, text_str(&out));
	text_done(&out);
	return s;
}

/* Runs stand side by side from 0 to the line's width; hanging spaces outside. */
static void check_places(const struct line *l, int rtl)
{
	int32_t x = l->runs > 0 ? l->run[0].x : 0, sum;

	ck_assert(rtl ? x <= 0 : x == 0);
	for (int32_t i = 0; i < l->runs; i++) {
		ck_assert_int_eq(l->run[i].x, x);
		for (int32_t k = sum = 0; k < l->run[i].n; k++)
			sum += l->run[i].glyph[k].advance;
		ck_assert_int_eq(l->run[i].width, sum);
		x += sum;
	}
	ck_assert(rtl ? x == l->width : x >= l->width);
}

/* The part number and the figure stay as they are inside the Arabic line; each parenthesis faces the figure.
 */
START_TEST(lines_order)
{
	static const char s[] = "\u0631\u0642\u0645 AB-1234 (5 \u0642\u0637\u0639)";
	const struct line *l;

	setup();
	l = set(s, "ar", 1, 0, ALIGN_START, 0);
	ck_assert_str_eq(seen(l), ")\u0639\u0637\u0642 5( AB-1234 \u0645\u0642\u0631");
	check_places(l, 1);
	/* mirrored: what is logically ")" has the glyph of "(" */
	ck_assert_int_eq(l->run[0].glyph[0].id, set("(", "en", 0, 0, ALIGN_START, 0)->run[0].glyph[0].id);
	l = set(s, "ar", 0, 0, ALIGN_START, 0);
	ck_assert_str_eq(seen(l), "\u0645\u0642\u0631 AB-1234 (5 \u0639\u0637\u0642)");
	check_places(l, 0);
	teardown();
}
END_TEST

/* Amounts and dates read from left to right after Arabic words, as does what stands in isolates, which show
 * nothing. */
START_TEST(lines_order_numbers)
{
	const struct line *l;

	setup();
	ck_assert_str_eq(seen(set("\u0645 12,345.67 \u062F", "ar", 1, 0, ALIGN_START, 0)),
			 "\u062F 12,345.67 \u0645");
	ck_assert_str_eq(seen(set("\u0645 2026-10-03.", "ar", 1, 0, ALIGN_START, 0)), ".2026-10-03 \u0645");
	ck_assert_str_eq(seen(set("\u0645 03/10/2026", "ar", 1, 0, ALIGN_START, 0)), "03/10/2026 \u0645");
	ck_assert_str_eq(seen(set("\u0645 1\u00A0234,50 \u062F", "ar", 1, 0, ALIGN_START, 0)),
			 "\u062F 1\u00A0234,50 \u0645");
	l = set("\u0645 \u2066+971 4 12-AB\u2069 \u062F", "ar", 1, 0, ALIGN_START, 0);
	ck_assert_str_eq(seen(l), "\u062F +971 4 12-AB \u0645");
	for (int32_t i = 0; i < l->runs; i++)
		ck_assert_ptr_null(strstr(arena_dupn(&a, l->run[i].s, (size_t)l->run[i].len), "\xE2\x81"));
	teardown();
}
END_TEST

/* The order is that of each line: a Latin name cut by a line end goes on at the left of the next line. */
START_TEST(lines_order_each)
{
	const struct line *l;
	int32_t w;

	setup();
	w = type_width(t, "\u0645 Gulf Star", 12, 0, 10000, "ar");
	l = set("\u0645 Gulf Star Trade", "ar", 1, w, ALIGN_START, 0);
	ck_assert_int_eq(lines, 2);
	ck_assert_str_eq(seen(&l[0]), " Gulf Star \u0645");
	check_places(&l[0], 1);
	ck_assert_int_eq(l[0].width, w);
	ck_assert_int_lt(l[0].run[0].x, 0);
	ck_assert_str_eq(seen(&l[1]), "Trade");
	teardown();
}
END_TEST

START_TEST(lines_end)
{
	const struct line *l;

	setup();
	/* between words, not at U+00A0; spaces hang */
	l = set("to pay 100\u00A0AED now", "en", 0, type_width(t, "to pay 100", 10, 0, 10000, "en"),
		ALIGN_START, 0);
	ck_assert_int_eq(lines, 3);
	ck_assert_str_eq(seen(&l[0]), "to pay ");
	ck_assert_int_eq(l[0].width, type_width(t, "to pay", 6, 0, 10000, "en"));
	check_places(&l[0], 0);
	ck_assert_str_eq(seen(&l[1]), "100\u00A0AED ");
	ck_assert(!l[0].last && !l[1].last && l[2].last);
	/* behind a hyphen inside a word, both parts as shaped by themselves */
	l = set("a well-nice", "en", 0, type_width(t, "a well-", 7, 0, 10000, "en"), ALIGN_START, 0);
	ck_assert_int_eq(lines, 2);
	ck_assert_str_eq(seen(&l[0]), "a well-");
	ck_assert_str_eq(seen(&l[1]), "nice");
	/* not before a digit, and a soft hyphen does nothing */
	l = set("a AB-1234", "en", 0, type_width(t, "a AB-", 5, 0, 10000, "en"), ALIGN_START, 20);
	ck_assert_str_eq(seen(&l[0]), "a ");
	l = set("a in\u00ADfinite", "en", 0, type_width(t, "a infi", 6, 0, 10000, "en"), ALIGN_START, 0);
	ck_assert_str_eq(seen(&l[0]), "a ");
	/* an address is not parted at its hyphen, unless nothing else helps */
	l = set("to ann@well-nice.example, now", "en", 0,
		type_width(t, "to ann@well-nice.exa", 20, 0, 10000, "en"), ALIGN_START, 8000);
	ck_assert_int_eq(lines, 3);
	ck_assert_str_eq(seen(&l[0]), "to ");
	ck_assert_str_eq(seen(&l[1]), "ann@well-nice.example, ");
	/* a telephone number stays in one piece, a sum of two does not */
	l = set("call +971 50 555-0216 now", "en", 0, type_width(t, "call +971 50 555-0", 18, 0, 10000, "en"),
		ALIGN_START, 0);
	ck_assert_str_eq(seen(&l[0]), "call ");
	ck_assert_str_eq(seen(&l[1]), "+971 50 555-0216 ");
	l = set("1 + two", "en", 0, type_width(t, "1 +", 3, 0, 10000, "en"), ALIGN_START, 0);
	ck_assert_str_eq(seen(&l[0]), "1 + ");
	/* the measure is reached to the thousandth */
	set("to pay", "en", 0, type_width(t, "to pay", 6, 0, 10000, "en"), ALIGN_START, 0);
	ck_assert_int_eq(lines, 1);
	set("to pay", "en", 0, type_width(t, "to pay", 6, 0, 10000, "en") - 1, ALIGN_START, 0);
	ck_assert_int_eq(lines, 2);
	teardown();
}
END_TEST

START_TEST(lines_forced)
{
	const struct line *l;

	setup();
	l = set("one\n\ntwo\u2028three\n", "en", 0, 100000, ALIGN_JUSTIFY, 0);
	ck_assert_int_eq(lines, 4);
	ck_assert_str_eq(seen(&l[0]), "one");
	ck_assert_int_eq(l[1].runs, 0);
	ck_assert_str_eq(seen(&l[2]), "two");
	ck_assert_str_eq(seen(&l[3]), "three");
	for (int32_t i = 0; i < lines; i++)
		ck_assert(l[i].last);
	l = set("", "en", 0, 100000, ALIGN_START, 0);
	ck_assert(lines == 1 && l[0].runs == 0 && l[0].width == 0 && l[0].last);
	teardown();
}
END_TEST

/* A word wider than the measure is set smaller down to the limit; when that is not enough it is cut between
 * graphemes: an accent stays with its letter, and nothing is lost. */
START_TEST(lines_long_word)
{
	static const char word[] = "Zaza\u0308nnnnnnnnnnnnnnnnnnnn";
	const struct line *l;
	struct text all;
	int32_t w;

	setup();
	w = type_width(t, "Abbreviations", 13, 0, 10000, "en");
	l = set("of Abbreviations now", "en", 0, w * 9 / 10, ALIGN_START, 8000);
	ck_assert_int_eq(lines, 3);
	ck_assert_int_eq(l[1].runs, 2);
	ck_assert_int_le(l[1].width, w * 9 / 10);
	ck_assert(l[1].run[0].size <= 9000 && l[1].run[0].size > 8950);
	ck_assert_int_eq(l[2].run[0].size, 10000);
	for (w = 1; w < 60000; w += 977) {
		text_init(&all);
		l = set(word, "en", 0, w, ALIGN_START, 0);
		for (int32_t i = 0; i < lines; i++) {
			ck_assert(l[i].width <= w || l[i].run[0].n == 1);
			for (int32_t k = 0; k < l[i].runs; k++)
				text_add(&all, l[i].run[k].s, (size_t)l[i].run[k].len);
			if (l[i].runs > 0)
				ck_assert_int_ne((uint8_t)l[i].run[0].s[0], 0xCC);
		}
		ck_assert_str_eq(text_str(&all), word);
		text_done(&all);
	}
	teardown();
}
END_TEST

/* Long words are cut in all directions without loss, whatever is mixed in them. */
START_TEST(lines_long_mixed)
{
	static const char word[] =
		"\u0642\u0637\u0639ABCDEF\u0642\u0637\u0639\u0642\u0637\u0639-123456789012345\u0642\u0637\u0639";
	const struct line *l;
	int32_t w, bytes;

	setup();
	for (int rtl = 0; rtl < 2; rtl++)
		for (w = 1000; w < 150000; w += 3331) {
			l = set(word, "ar", rtl, w, ALIGN_START, rtl ? 7000 : 0);
			for (int32_t i = bytes = 0; i < lines; i++) {
				ck_assert(l[i].width <= w || l[i].run[0].n == 1);
				check_places(&l[i], rtl);
				for (int32_t k = 0; k < l[i].runs; k++)
					bytes += l[i].run[k].len;
			}
			ck_assert_int_eq(bytes, (int32_t)sizeof word - 1);
		}
	teardown();
}
END_TEST

/* A cell of 60 000 letters without a space is broken in time and without loss. */
START_TEST(lines_endless_word)
{
	static const char *const part[] = {"a", "a-", "\u0642", "\u0416\u0301"};
	struct text s;
	const struct line *l;
	int32_t bytes;

	setup();
	for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
		text_init(&s);
		while (s.len < 60000)
			text_adds(&s, part[i]);
		l = set(text_str(&s), "en", 0, 60000, ALIGN_START, 8000);
		for (int32_t k = bytes = 0; k < lines; k++) {
			ck_assert_int_le(l[k].width, 60000);
			ck_assert_int_ne((uint8_t)l[k].run[0].s[0], 0xCC);
			for (int32_t r = 0; r < l[k].runs; r++)
				bytes += l[k].run[r].len;
		}
		ck_assert_int_eq(bytes, (int32_t)s.len);
		text_done(&s);
	}
	teardown();
}
END_TEST

/* Fonts that kern with the space have whole texts shaped. With fonts that do not, both ways give the same
 * lines. */
START_TEST(lines_unparted)
{
	static const char *const text[] = {
		"Please  note that (unless paid) 9 % of well-known AVATAR Inc. be charged Abbreviations now ",
		"\u0642\u0637\u0639 AB-12 (5 \u0642\u0637\u0639) 2026-10-03  \u0642\u0637\u0639 \u0642\u0637\u0639 Gulf Star 1\u00A0234 LLC"};
	const char *want[256];
	int32_t wide[256], n;
	const struct line *l;

	setup();
	for (int i = 0; i < 4; i++)
		for (int32_t w = 3000; w < 120000; w += 1777) {
			l = set(text[i / 2], "ar", i & 1, w, w % 2 ? ALIGN_JUSTIFY : ALIGN_START,
				w % 3 ? 7000 : 0);
			ck_assert_int_lt(n = lines, 256);
			for (int32_t k = 0; k < n; k++) {
				want[k] = seen(&l[k]);
				wide[k] = l[k].width;
			}
			for (int f = 0; f < FACES; f++)
				t->face[f].space_kerned = 1;
			l = set(text[i / 2], "ar", i & 1, w, w % 2 ? ALIGN_JUSTIFY : ALIGN_START,
				w % 3 ? 7000 : 0);
			for (int f = 0; f < FACES; f++)
				t->face[f].space_kerned = 0;
			ck_assert_int_eq(lines, n);
			for (int32_t k = 0; k < n; k++) {
				ck_assert_str_eq(seen(&l[k]), want[k]);
				ck_assert_int_eq(l[k].width, wide[k]);
			}
			arena_reset(&a);
		}
	teardown();
}
END_TEST

/* Any text at all: nothing read outside, nothing lost but spaces and what steers the order. */
START_TEST(lines_any_text)
{
	static const char *const part[] = {
		"a",	  "W",	    "5",      "-",	" ",	  "\u00A0", "(",	  ")",
		"\u0642", "\u0627", "\u064E", "\u0301", "\u0416", "\u200E", "\u202E",	  "\u2066",
		"\u2067", "\u2069", "\u202C", "\u200D", "\u00AD", "\u6F22", "\U0001F600", "\u05D0",
		"\u2028", "\u0661", ".",      "/",	"\t",	  "\u061C", "\u200B",	  "fi"};
	uint32_t seed = 99;
	struct text s;

	setup();
	for (int round = 0; round < 4000; round++) {
		const struct line *l;
		int32_t w, want = 0, have = 0;

		text_init(&s);
		seed = seed * 1664525 + 1013904223;
		w = (int32_t)(seed >> 8) % 60000 + 1;
		for (int k = (int)(seed >> 26); k >= 0; k--) {
			seed = seed * 1664525 + 1013904223;
			text_adds(&s, part[(seed >> 12) % (sizeof part / sizeof part[0])]);
		}
		for (int f = 0; f < FACES; f++)
			t->face[f].space_kerned = (uint8_t)(round / 2 % 2);
		l = set(text_str(&s), "ar", round % 2, round % 3 ? w : 0, (enum type_align)(round % 4),
			round % 5 ? 6000 : 0);
		for (int32_t k = 0; k < lines; k++) {
			check_places(&l[k], round % 2);
			seen(&l[k]);
			for (int32_t r = 0; r < l[k].runs; r++)
				for (int32_t b = 0; b < l[k].run[r].len; b++)
					have += l[k].run[r].s[b] >= 'A' || l[k].run[r].s[b] == '5' ||
						l[k].run[r].s[b] == '(';
		}
		for (const char *p = text_str(&s); *p; p++)
			want += *p >= 'A' || *p == '5' || *p == '(';
		ck_assert_int_eq(want, have);
		type_width(t, text_str(&s), (int32_t)s.len, (uint8_t)(round % 8), 8500,
			   round % 2 ? "ar" : "en");
		type_widest_word(t, text_str(&s), (int32_t)s.len, (uint8_t)(round % 8), 8500,
				 round % 2 ? "ar" : "en");
		text_done(&s);
		arena_reset(&a);
	}
	teardown();
}
END_TEST

/* Justified lines fill the measure exactly, by their inner spaces alone; last lines are as they are. */
START_TEST(lines_justified)
{
	static const char en[] =
		"Please note that the following invoices remain outstanding as of the date of this letter, and "
		"that unless they are paid within seven days interest will be charged.";
	static const char ar[] =
		"\u0642\u0637\u0639 \u0642\u0637\u0639 AB \u0642\u0637\u0639 12 \u0642\u0637\u0639 \u0642\u0637\u0639 \u0642\u0637\u0639 CD EF \u0642\u0637\u0639";
	const struct line *l;

	setup();
	for (int rtl = 0; rtl < 2; rtl++)
		for (int32_t w = 115000; w < 160000; w += 3331) { /* two words at least fit */
			l = set(rtl ? ar : en, rtl ? "ar" : "en", rtl, w, ALIGN_JUSTIFY, 0);
			ck_assert_int_gt(lines, 1);
			for (int32_t i = 0; i < lines; i++) {
				check_places(&l[i], rtl);
				if (l[i].last)
					ck_assert_int_lt(l[i].width, w);
				else
					ck_assert_int_eq(l[i].width, w);
			}
		}
	teardown();
}
END_TEST

START_TEST(lines_widest_word)
{
	setup();
	ck_assert_int_eq(type_widest_word(t, "of Abbreviations (now)", 22, 0, 10000, "en"),
			 type_width(t, "Abbreviations", 13, 0, 10000, "en"));
	ck_assert_int_eq(type_widest_word(t, "well-known", 10, 0, 10000, "en"),
			 type_width(t, "known", 5, 0, 10000, "en"));
	ck_assert_int_eq(type_widest_word(t, "100\u00A0AED", 8, 0, 10000, "en"),
			 type_width(t, "100\u00A0AED", 8, 0, 10000, "en"));
	ck_assert_int_eq(type_widest_word(t, "a\nbbb\nb", 7, 0, 10000, "en"),
			 type_width(t, "bbb", 3, 0, 10000, "en"));
	ck_assert_int_eq(type_widest_word(t, "", 0, 0, 10000, "en"), 0);
	teardown();
}
END_TEST

/* A text set into its own width takes one line, and no word is cut at the width of the widest: any text, both
 * directions. */
START_TEST(lines_agree_with_widths)
{
	static const char *const text[] = {
		"Gulf Star (Trading) L.L.C - Branch 2",
		"\u0642\u0637\u0639 AB-12 (5 \u0642\u0637\u0639) 2026-10-03 \u0642\u0637\u0639",
		"\u0410\u041E \u00AB\u0421\u0438\u0431\u0438\u0440\u044C\u00BB \u2014 12 345,67 \u0440\u0443\u0431.",
		"\u0642\u0637\u0639 (Gulf) - \u0642\u0637\u0639 LLC"};
	const struct line *l;

	setup();
	for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
		for (int rtl = 0; rtl < 2; rtl++)
			for (int32_t size = 7000; size < 12000; size += 333) {
				const char *lang = rtl ? "ar" : "en";
				struct type_span span = {text[i], (int32_t)strlen(text[i]), 0, lang};
				struct type_options o = {0, size, (uint8_t)rtl, ALIGN_START, 0};

				o.width = type_width(t, text[i], span.n, 0, size, lang);
				l = type_lines(t, &a, &span, 1, &o, &lines);
				ck_assert_int_eq(lines, 1);
				ck_assert_int_eq(l->width, o.width);
				o.width = type_widest_word(t, text[i], span.n, 0, size, lang);
				o.shrink = 5000;
				l = type_lines(t, &a, &span, 1, &o, &lines);
				for (int32_t k = 0; k < lines; k++)
					ck_assert_int_ge(l[k].run[0].size, size);
			}
	teardown();
}
END_TEST

/* No text makes a library fail, the empty one least of all: a fault would keep its paper back. */
START_TEST(lines_without_fault)
{
	static const char *const text[] = {"",
					   " ",
					   "\n",
					   "\xE2\x80\x8F",
					   "A",
					   "\xD8\xA7\xD9\x84",
					   "a \xD8\xA7 1-2 \xF0\x9F\x98\x80",
					   "\xE2\x81\xA6\xE2\x81\xA9"};
	int rtl;
	size_t i;

	setup();
	for (i = 0; i < sizeof text / sizeof text[0]; i++)
		for (rtl = 0; rtl < 2; rtl++) {
			set(text[i], rtl ? "ar" : "en", rtl, 100000, ALIGN_START, 0);
			set(text[i], "xx-unknown", rtl, 1, ALIGN_JUSTIFY, 5000);
			ck_assert_msg(type_fault(t) == NULL, "text %d", (int)i);
		}
	t->fault = "said once";
	ck_assert_str_eq(type_fault(t), "said once");
	ck_assert_ptr_null(type_fault(t));
	teardown();
}
END_TEST

UNIT_MAIN("type: lines", lines_order, lines_order_numbers, lines_order_each, lines_end, lines_forced,
	  lines_long_word, lines_long_mixed, lines_endless_word, lines_unparted, lines_any_text,
	  lines_justified, lines_widest_word, lines_agree_with_widths, lines_without_fault)
