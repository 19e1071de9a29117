/* Shaping: widths and kerning as the fonts have them, joined Arabic, figures, fallback faces, memory that
 * changes nothing. */
#include "unit.h"

#include <stdio.h>

#include "type/inner.h"

static struct diag d;
static struct type *t;
static struct arena a;

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

static const struct line *one(const char *s, uint8_t style, const char *lang, int rtl)
{
	struct type_span span = {s, (int32_t)strlen(s), style, lang};
	struct type_options o = {0, 10000, (uint8_t)rtl, ALIGN_START, 0};
	int32_t n;
	const struct line *l = type_lines(t, &a, &span, 1, &o, &n);

	ck_assert_int_eq(n, 1);
	return l;
}

static int32_t width(const char *s, uint8_t style)
{
	return type_width(t, s, (int32_t)strlen(s), style, 10000, "en");
}

/* Advances are those of the font: 1000 units an em; T, h, e have 536, 544, 496 and T before h is not kerned.
 */
START_TEST(shape_widths)
{
	setup();
	ck_assert_int_eq(width("The", 0), 5360 + 5440 + 4960);
	ck_assert_int_eq(width("", 0), 0);
	ck_assert_int_eq(width("The  ", 0), width("The", 0));
	ck_assert_int_eq(width("a\tb", 0), width("a b", 0));
	ck_assert_int_eq(width("one\nthree", 0), width("three", 0));
	ck_assert_int_eq(type_width(t, "The", 3, 0, 8500, "en"),
			 (536 * 17 + 1) / 2 + (544 * 17 + 1) / 2 + (496 * 17 + 1) / 2);
	ck_assert_int_ne(width("The", STYLE_BOLD), width("The", 0));
	ck_assert_str_eq(type_face(t, 0)->name, "SourceSans3-Regular");
	ck_assert_int_eq(type_face(t, 0)->cap_height, 660);
	ck_assert_int_eq(type_face(t, 2)->italic_angle, -11);
	ck_assert_int_eq(type_face(t, 1)->weight, 700);
	teardown();
}
END_TEST

START_TEST(shape_kerns)
{
	setup();
	ck_assert_int_lt(width("AV", 0), width("A", 0) + width("V", 0));
	ck_assert_int_lt(width("\u0413\u0410", 0), width("\u0413", 0) + width("\u0410", 0));
	/* a border between spans of one style does not stop it */
	{
		struct type_span span[2] = {{"A", 1, 0, "en"}, {"V", 1, 0, "en"}};
		struct type_options o = {0, 10000, 0, ALIGN_START, 0};
		int32_t n;

		ck_assert_int_eq(type_lines(t, &a, span, 2, &o, &n)->width, width("AV", 0));
	}
	teardown();
}
END_TEST

/* All figures have one width in tables, in each face. */
START_TEST(shape_tabular)
{
	char s[8] = "0";
	uint8_t style;

	setup();
	for (style = 0; style <= (STYLE_BOLD | STYLE_ITALIC); style++)
		for (s[0] = '0'; s[0] <= '9'; s[0]++)
			ck_assert_int_eq(width(s, style | STYLE_TABULAR), width("0", style | STYLE_TABULAR));
	ck_assert_int_eq(width("1,234.50", STYLE_TABULAR), width("8,888.88", STYLE_TABULAR));
	teardown();
}
END_TEST

/* Letters of an Arabic word take other forms than alone, and the last letter stands leftmost. */
START_TEST(shape_joins_arabic)
{
	const struct run *word, *alone;

	setup();
	word = one("\u0642\u0637\u0639", 0, "ar", 1)->run;
	ck_assert_int_eq(word->face, FACE_ARABIC);
	ck_assert_int_eq(word->size, 11000);
	ck_assert_int_eq(word->n, 3);
	ck_assert(word->rtl);
	ck_assert(word->glyph[0].cluster == 4 && word->glyph[1].cluster == 2 && word->glyph[2].cluster == 0);
	alone = one("\u0639", 0, "ar", 1)->run;
	ck_assert_int_ne(word->glyph[0].id, alone->glyph[0].id);
	alone = one("\u0642", 0, "ar", 1)->run;
	ck_assert_int_ne(word->glyph[2].id, alone->glyph[0].id);
	ck_assert_int_eq(one("\u0642\u0637\u0639", STYLE_BOLD | STYLE_ITALIC, "ar", 1)->run->face,
			 FACE_ARABIC_BOLD);
	teardown();
}
END_TEST

/* In the middle of a word another face takes over for what the first has not; text without any face shows
 * .notdef. */
START_TEST(shape_falls_back)
{
	const struct line *l;

	setup();
	l = one("AB\u0642\u0637CD", STYLE_BOLD, "en", 0);
	ck_assert_int_eq(l->runs, 3);
	ck_assert(l->run[0].face == FACE_LATIN_BOLD && l->run[1].face == FACE_ARABIC_BOLD &&
		  l->run[2].face == FACE_LATIN_BOLD);
	ck_assert(l->run[1].rtl && l->run[1].len == 4);
	ck_assert_int_eq(l->run[1].x, l->run[0].width);
	ck_assert_int_eq(type_notdefs(t), 0);
	/* a mark that comes composed needs no glyph of its own, and both stand for one cluster */
	l = one("\u0438\u0306", 0, "ru", 0);
	ck_assert_int_eq(l->run[0].n, 1);
	ck_assert_int_eq(l->run[0].len, 4);
	ck_assert_int_eq(type_notdefs(t), 0);
	l = one("a\u6F22b", 0, "en", 0);
	ck_assert_int_eq(l->run[0].glyph[1].id, 0);
	ck_assert_int_eq(type_notdefs(t), 1);
	teardown();
}
END_TEST

START_TEST(shape_missing)
{
	static const char good[] =
		"\u00C5\u00E5 \u0401\u0457 \u0642 \u2212 \u2013 \u20AC \u2116 \u2066\u00A0\u202F\u200C\u2069 \u2610 \u0660";
	static const char bad[] = "good \u6F22 \u6F23";

	setup();
	ck_assert_int_eq((int)type_missing(t, good, sizeof good - 1), 0);
	ck_assert_int_eq((int)type_missing(t, bad, sizeof bad - 1), 0x6F22);
	ck_assert_int_eq((int)type_missing(t, "\U0001F600", 4), 0x1F600);
	teardown();
}
END_TEST

static void same(const struct line *x, const struct line *y)
{
	ck_assert_int_eq(x->width, y->width);
	ck_assert_int_eq(x->runs, y->runs);
	for (int32_t i = 0; i < x->runs; i++) {
		ck_assert(x->run[i].face == y->run[i].face && x->run[i].x == y->run[i].x &&
			  x->run[i].n == y->run[i].n);
		for (int32_t k = 0; k < x->run[i].n; k++)
			ck_assert_mem_eq(&x->run[i].glyph[k], &y->run[i].glyph[k], sizeof x->run[i].glyph[k]);
	}
}

/* What is remembered or put together is what HarfBuzz makes of the word: random words of ASCII, Cyrillic and
 * Arabic, in all styles; the third time with the memory full in between. */
START_TEST(shape_memory_changes_nothing)
{
	static const char *const more[] = {"\u0451", "\u0416", "\u0642", "\u0629", "\u0627",
					   "\u00E5", " ",      "\u00A0", "\u2212"};
	uint32_t seed = 12345;

	setup();
	for (int round = 0; round < 3000; round++) {
		char s[80] = "";
		size_t n = 0;
		const struct line *plain, *first, *again;

		seed = seed * 1664525 + 1013904223;
		for (int k = 0; k < 3 + (int)(seed >> 28); k++) {
			seed = seed * 1664525 + 1013904223;
			if (seed >> 30 == 0 && round % 2) {
				const char *m = more[(seed >> 8) % (sizeof more / sizeof more[0])];
				memcpy(s + n, m, strlen(m));
				n += strlen(m);
			} else {
				s[n++] = (char)(seed >> 29 > 4 ? '0' + (seed >> 8) % 10
							       : '!' + (seed >> 8) % 94);
			}
			s[n] = '\0';
		}
		t->uncached = 1;
		plain = one(s, (uint8_t)(round & 7), "en", round % 5 == 0);
		t->uncached = 0;
		first = one(s, (uint8_t)(round & 7), "en", round % 5 == 0);
		if (round % 100 == 0)
			t->cached.n = UINT32_MAX;
		again = one(s, (uint8_t)(round & 7), "en", round % 5 == 0);
		same(plain, first);
		same(plain, again);
		if (round % 5)
			ck_assert_int_eq(type_width(t, s, (int32_t)n, (uint8_t)(round & 7), 10000, "en"),
					 plain->width);
		arena_reset(&a);
	}
	teardown();
}
END_TEST

/* Memory of shapes does not grow without end. */
START_TEST(shape_memory_is_bounded)
{
	char s[16];

	setup();
	for (int i = 0; i < 200000; i++)
		type_width(t, s, snprintf(s, sizeof s, "x%dy", i), 0, 10000, "en");
	ck_assert_int_lt((int)t->cached.n, 1 << 17);
	teardown();
}
END_TEST

UNIT_MAIN("type: shape", shape_widths, shape_kerns, shape_tabular, shape_joins_arabic, shape_falls_back,
	  shape_missing, shape_memory_changes_nothing, shape_memory_is_bounded)
