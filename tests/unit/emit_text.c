/* Text operators: advances as W has them need no number, others one; rise, columns, codes that must be
 * escaped, ActualText, reading order of lines with both directions. */
#define _GNU_SOURCE /* memmem */
#include "unit.h"

#include "emit/pdf.h"

static struct diag d;
static struct type *type;
static struct pdf_fonts fonts;
static struct pdf_file file;
static struct text out;
static struct pdf_pen pen;
static int tagged;

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

/* The line's operators, at 100, 50 pt from the top left of a page 200 pt high. */
static const char *operators(const struct run *run, int32_t runs)
{
	struct line line = {run, runs, 0, 1};
	struct item it = {.kind = ITEM_TEXT, .x = 100000, .y = 50000, .line = &line};

	ck_assert_int_eq(pdf_fonts_collect(&fonts, &line, &d), 0);
	pdf_fonts_number(&fonts, &file);
	text_reset(&out);
	pen = (struct pdf_pen){.out = &out, .fonts = &fonts, .height = 200000, .tagged = tagged, .face = -1};
	pdf_pen_text(&pen, &it);
	pdf_pen_close(&pen);
	return text_str(&out);
}

static struct glyph glyph(uint16_t id, int32_t cluster, int32_t kern)
{
	return (struct glyph){
		.id = id, .cluster = cluster, .advance = type_glyph_width(type, 0, id) * 10 + kern};
}

static int same(const char *want, size_t n)
{
	return out.len == n && memcmp(out.data, want, n) == 0;
}

/* One string when advances are W's; a kern of -30/1000 em is a number between strings; a twentieth of that is
 * none. */
START_TEST(advances)
{
	struct glyph g[3];
	struct run r = {.face = 0, .size = 10000, .glyph = g, .n = 3, .s = "abc", .len = 3};
	static const char plain[] = "BT\n/Fa 10 Tf\n100 150 Td\n[(\0\1\0\2\0\3)]TJ\nET\n";
	static const char kerned[] = "BT\n/Fa 10 Tf\n100 150 Td\n[(\0\1)30(\0\2\0\3)]TJ\nET\n";

	setup();
	g[0] = glyph(20, 0, 0);
	g[1] = glyph(21, 1, 0);
	g[2] = glyph(22, 2, 0);
	operators(&r, 1);
	ck_assert(same(plain, sizeof plain - 1));
	g[0] = glyph(20, 0, -300);
	g[1] = glyph(21, 1, 15);
	operators(&r, 1);
	ck_assert(same(kerned, sizeof kerned - 1));
	finish();
}
END_TEST

/* A mark with dx and dy: a rise around it, and the pen comes back to where it would have been. */
START_TEST(marks)
{
	struct glyph g[3];
	struct run r = {.face = 0, .size = 10000, .glyph = g, .n = 3, .s = "abc", .len = 3};
	const char *s;

	setup();
	g[0] = glyph(20, 0, 0);
	g[1] = glyph(21, 1, 0);
	g[1].advance = 0;
	g[1].dx = -2500;
	g[1].dy = 1250;
	g[2] = glyph(22, 2, 0);
	operators(&r, 1);
	s = memchr(out.data, ']', out.len);
	ck_assert_int_eq(strncmp(s, "]TJ\n1.25 Ts\n[250(", 17), 0);
	s = memchr(s + 1, ']', 60);
	ck_assert_int_eq(strncmp(s, "]TJ\n0 Ts\n[", 10), 0);
	ck_assert_int_eq(atoi(s + 10), (int)(type_glyph_width(type, 0, 21) - 250));
	finish();
}
END_TEST

/* Codes 0x0028, 0x0029, 0x005C and 0x000D: brackets, backslash and CR inside a string. */
START_TEST(escaped_codes)
{
	static struct glyph g[100];
	static char s[101];
	struct run r = {.face = 0, .size = 10000, .glyph = g, .n = 100, .s = s, .len = 100};
	static const char want[] = "\0\x27\0\\(\0\\)\0\x2A";

	setup();
	for (int i = 0; i < 100; i++) {
		g[i] = glyph((uint16_t)(20 + i), i, 0);
		s[i] = (char)(i + 20);
	}
	operators(&r, 1);
	ck_assert_ptr_nonnull(memmem(out.data, out.len, want, sizeof want - 1));
	ck_assert_ptr_nonnull(memmem(out.data, out.len, "\0\x0C\0\\r\0\x0E", 7));
	ck_assert_ptr_nonnull(memmem(out.data, out.len, "\0[\0\\\\\0]", 7));
	finish();
}
END_TEST

/* The second cluster of the same ligature has other letters: ActualText around it alone. */
START_TEST(actual_text)
{
	struct glyph g[3];
	struct run r = {.face = 0, .size = 10000, .glyph = g, .n = 3, .s = "fiafj", .len = 5};
	static const char want[] =
		"[(\0\1\0\2)]TJ\n/Span<</ActualText<FEFF0066006A>>>BDC\n[(\0\1)]TJ\nEMC\nET\n";

	setup();
	g[0] = glyph(20, 0, 0);
	g[1] = glyph(21, 2, 0);
	g[2] = glyph(20, 3, 0);
	operators(&r, 1);
	ck_assert_ptr_nonnull(memmem(out.data, out.len, want, sizeof want - 1));
	finish();
}
END_TEST

/* A right-to-left line stands as "3 2 1" and is written 1, 2, 3; without such runs the order stays. */
START_TEST(logical_order)
{
	static const char s[] = "abc";
	struct glyph g[3];
	struct run r[3];

	setup();
	for (int i = 0; i < 3; i++) {
		g[i] = glyph((uint16_t)(20 + i), 0, 0);
		r[i] = (struct run){.face = 0,
				    .size = 10000,
				    .x = 20000 * i,
				    .glyph = &g[i],
				    .n = 1,
				    .s = s + 2 - i,
				    .len = 1};
	}
	operators(r, 3);
	ck_assert_ptr_nonnull(memmem(out.data, out.len, "100 150 Td\n[(\0\1)", 16));
	r[0].rtl = r[2].rtl = 1;
	operators(r, 3);
	ck_assert_ptr_nonnull(memmem(out.data, out.len, "140 150 Td\n[(\0\3)", 16));
	ck_assert_ptr_null(memmem(out.data, out.len, "\n100 150 Td", 11));
	finish();
}
END_TEST

/* In tagged files a right-to-left run of several glyphs is marked as reversed, and nothing else is. */
START_TEST(reversed_marked)
{
	struct glyph g[3];
	struct run r = {.face = 0, .size = 10000, .glyph = g, .n = 3, .s = "abc", .len = 3, .rtl = 1};
	static const char want[] = "Td\n/ReversedChars BMC\n[(\0\1\0\2\0\3)]TJ\nEMC\nET\n";

	setup();
	for (int i = 0; i < 3; i++)
		g[i] = glyph((uint16_t)(20 + i), 2 - i, 0);
	tagged = 1;
	operators(&r, 1);
	ck_assert_ptr_nonnull(memmem(out.data, out.len, want, sizeof want - 1));
	r.rtl = 0;
	for (int i = 0; i < 3; i++)
		g[i].cluster = i;
	pdf_fonts_begin(&fonts, 0);
	operators(&r, 1);
	ck_assert_ptr_null(memmem(out.data, out.len, "BMC", 3));
	tagged = 0;
	finish();
}
END_TEST

UNIT_MAIN("emit: text", reversed_marked, advances, marks, escaped_codes, actual_text, logical_order)
