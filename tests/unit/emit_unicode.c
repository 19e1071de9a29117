/* What glyphs say: ToUnicode ranges and characters, ligatures, glyphs that say two things, ActualText only
 * where needed. */
#include "unit.h"

#include <stdio.h>

#include "emit/pdf.h"

#define RUN(str, right_to_left, ...)                                                                         \
	{                                                                                                    \
		.face = 0, .size = 10000, .glyph = (const struct glyph[]){__VA_ARGS__},                      \
		.n = (int32_t)(sizeof(struct glyph[]){__VA_ARGS__} / sizeof(struct glyph)), .s = str,        \
		.len = (int32_t)strlen(str), .rtl = right_to_left                                            \
	}

static struct diag d;
static struct type *type;
static struct pdf_fonts fonts;
static struct pdf_file file;
static struct text out;

static void setup(void)
{
	diag_init(&d, NULL, NULL);
	type = type_open("fonts", &d);
	ck_assert_ptr_nonnull(type);
	pdf_fonts_init(&fonts, type);
	pdf_file_init(&file);
	text_init(&out);
	pdf_file_begin(&file, &out, 0);
	pdf_fonts_begin(&fonts, 0);
}

static void finish(void)
{
	pdf_fonts_done(&fonts);
	pdf_file_done(&file);
	text_done(&out);
	type_close(type);
}

static int actual(int32_t run)
{
	return fonts.actual[run / 8] >> (run & 7) & 1;
}

/* The ToUnicode CMap of the only face. */
static const char *cmap(void)
{
	pdf_fonts_number(&fonts, &file);
	text_reset(&out);
	pdf_to_unicode(&fonts, &fonts.face[0], &out);
	return text_str(&out);
}

static void show(const struct run *r)
{
	struct line line = {r, 1, 0, 1};

	ck_assert_int_eq(pdf_fonts_collect(&fonts, &line, &d), 0);
}

/* Codes are given by glyph id; neighbours with neighbouring characters become one range. */
START_TEST(ranges)
{
	struct run r = RUN("cab!", 0, {.id = 12, .cluster = 0}, {.id = 10, .cluster = 1},
			   {.id = 11, .cluster = 2}, {.id = 40, .cluster = 3});
	const char *s;

	setup();
	show(&r);
	s = cmap();
	ck_assert_int_eq(actual(0), 0);
	ck_assert_ptr_nonnull(strstr(s, "1 beginbfrange\n<0001><0003><0061>\nendbfrange\n"));
	ck_assert_ptr_nonnull(strstr(s, "2 beginbfchar\n<0000><FFFD>\n<0004><0021>\nendbfchar\n"));
	finish();
}
END_TEST

/* A range must not run over the low byte of its characters, and blocks hold at most a hundred entries. */
START_TEST(range_limits)
{
	static struct glyph g[300];
	struct run r = {.face = 0, .size = 10000, .glyph = g};
	struct text s;
	const char *p;

	setup();
	text_init(&s);
	for (int i = 0; i < 4; i++) { /* U+00FE..U+0101 */
		g[i] = (struct glyph){.id = (uint16_t)(10 + i), .cluster = (int32_t)s.len};
		text_addcp(&s, (uint32_t)(0xFE + i));
	}
	for (int i = 4; i < 130; i++) { /* every second character */
		g[i] = (struct glyph){.id = (uint16_t)(10 + i), .cluster = (int32_t)s.len};
		text_addcp(&s, (uint32_t)(0x400 + 2 * i));
	}
	r.n = 130;
	r.s = s.data;
	r.len = (int32_t)s.len;
	show(&r);
	p = cmap();
	ck_assert_ptr_nonnull(
		strstr(p, "2 beginbfrange\n<0001><0002><00FE>\n<0003><0004><0100>\nendbfrange\n"));
	ck_assert_ptr_nonnull(strstr(p, "100 beginbfchar\n"));
	ck_assert_ptr_nonnull(strstr(p, "27 beginbfchar\n"));
	text_done(&s);
	finish();
}
END_TEST

/* A ligature says its characters; another cluster of the same glyph with other characters needs ActualText.
 */
START_TEST(ligature)
{
	struct run one = RUN("fi", 0, {.id = 20, .cluster = 0}), two = RUN("fj", 0, {.id = 20, .cluster = 0});

	setup();
	show(&one);
	show(&two);
	show(&one);
	ck_assert_int_eq(actual(0), 0);
	ck_assert_int_eq(actual(1), 1);
	ck_assert_int_eq(actual(2), 0);
	ck_assert_ptr_nonnull(strstr(cmap(), "<0001><00660069>\n"));
	finish();
}
END_TEST

/* Spaces and hyphens that print alike share a glyph without ActualText, and are copied as the plain one. */
START_TEST(alike)
{
	struct run r = RUN("\xC2\xA0 ", 0, {.id = 1, .cluster = 0}, {.id = 1, .cluster = 2});
	struct run h = RUN("\xE2\x80\x91-", 0, {.id = 5, .cluster = 0}, {.id = 5, .cluster = 3});

	setup();
	show(&r);
	show(&h);
	ck_assert_int_eq(actual(0) | actual(1), 0);
	cmap();
	ck_assert_ptr_nonnull(strstr(out.data, "<0001><0020>\n"));
	ck_assert_ptr_nonnull(strstr(out.data, "<0002><002D>\n"));
	finish();
}
END_TEST

/* Several glyphs: each says a character in logical order; when they are more than the characters, ActualText
 * speaks. */
START_TEST(clusters)
{
	/* beh + shadda + fatha, right to left: the marks stand before the letter */
	struct run r = RUN("\xD8\xA8\xD9\x91\xD9\x8E", 1, {.id = 31, .cluster = 0}, {.id = 30, .cluster = 0});
	struct run many = RUN("x", 0, {.id = 50, .cluster = 0}, {.id = 51, .cluster = 0});
	const char *text;
	int32_t n, j;

	setup();
	show(&r);
	show(&many);
	ck_assert_int_eq(actual(0), 0);
	ck_assert_int_eq(actual(1), 1);
	j = pdf_cluster(&r, 0, &text, &n);
	ck_assert_int_eq(j, 2);
	ck_assert_int_eq(n, 6);
	ck_assert_int_eq(pdf_cluster_plain(&fonts, &r, 0, 2, text, n), 1);
	ck_assert_int_eq(pdf_cluster_plain(&fonts, &many, 0, 2, "x", 1), 0);
	cmap();
	ck_assert_ptr_nonnull(strstr(out.data, "<0001><0628>\n"));
	ck_assert_ptr_nonnull(strstr(out.data, "<0002><0651064E>\n"));
	ck_assert_ptr_nonnull(strstr(out.data, "<0004><FFFD>\n")); /* 51: nothing left to say */
	finish();
}
END_TEST

/* A new file forgets what glyphs said in the one before. */
START_TEST(forgotten)
{
	struct run one = RUN("fi", 0, {.id = 20, .cluster = 0}), two = RUN("fj", 0, {.id = 20, .cluster = 0});

	setup();
	show(&one);
	cmap();
	pdf_fonts_begin(&fonts, 0);
	show(&two);
	ck_assert_int_eq(actual(0), 0);
	ck_assert_ptr_nonnull(strstr(cmap(), "<0001><0066006A>\n"));
	finish();
}
END_TEST

UNIT_MAIN("emit: what glyphs say", ranges, range_limits, ligature, alike, clusters, forgotten)
