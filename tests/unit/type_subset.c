/* Subsets: outlines and advances as in the font, composites whole, a file that strict readers accept, same
 * every time. */
#define _DEFAULT_SOURCE
#include "unit.h"

#include <stdio.h>
#include <unistd.h>

#include "type/cff.h"
#include "type/inner.h"

static struct diag d;
static struct type *t;

static void setup(void)
{
	diag_init(&d, NULL, NULL);
	t = type_open("fonts", &d);
	ck_assert_ptr_nonnull(t);
}

/* Outlines as text, from HarfBuzz's own reading of glyf and CFF. */
static void move_to(hb_draw_funcs_t *f, void *out, hb_draw_state_t *s, float x, float y, void *u)
{
	(void)f, (void)s, (void)u;
	text_addf(out, "M%g %g", (double)x, (double)y);
}

static void line_to(hb_draw_funcs_t *f, void *out, hb_draw_state_t *s, float x, float y, void *u)
{
	(void)f, (void)s, (void)u;
	text_addf(out, "L%g %g", (double)x, (double)y);
}

static void curve_to(hb_draw_funcs_t *f, void *out, hb_draw_state_t *s, float a, float b, float x, float y,
		     void *u)
{
	(void)f, (void)s, (void)u;
	text_addf(out, "Q%g %g %g %g", (double)a, (double)b, (double)x, (double)y);
}

static void cubic_to(hb_draw_funcs_t *f, void *out, hb_draw_state_t *s, float a, float b, float c, float e,
		     float x, float y, void *u)
{
	(void)f, (void)s, (void)u;
	text_addf(out, "C%g %g %g %g %g %g", (double)a, (double)b, (double)c, (double)e, (double)x,
		  (double)y);
}

static void draw(hb_font_t *font, uint32_t glyph, struct text *out)
{
	hb_draw_funcs_t *f = hb_draw_funcs_create();

	hb_draw_funcs_set_move_to_func(f, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(f, line_to, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(f, curve_to, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(f, cubic_to, NULL, NULL);
	text_reset(out);
	text_addc(out, ' ');
	hb_font_get_glyph_shape(font, glyph, f, out);
	hb_draw_funcs_destroy(f);
}

static void be_add(struct text *out, uint32_t v, int bytes)
{
	while (bytes--)
		text_addc(out, (char)(v >> 8 * bytes));
}

/* A bare CFF program as an OpenType file, which is what HarfBuzz reads: the face's own head, maxp of n
 * glyphs. */
static void wrap(int32_t face, const char *cff, size_t len, int32_t n, struct text *out)
{
	const struct face *f = &t->face[face];

	text_adds(out, "OTTO");
	be_add(out, 3, 2);
	text_add(out, "\0\0\0\0\0", 6);
	text_adds(out, "CFF ");
	be_add(out, 0, 4);
	be_add(out, 60 + 54 + 2 + 6 + 2, 4);
	be_add(out, (uint32_t)len, 4);
	text_adds(out, "head");
	be_add(out, 0, 4);
	be_add(out, 60, 4);
	be_add(out, 54, 4);
	text_adds(out, "maxp");
	be_add(out, 0, 4);
	be_add(out, 60 + 56, 4);
	be_add(out, 6, 4);
	text_add(out, f->head.p, 54);
	be_add(out, 0, 2);
	be_add(out, 0x5000, 4);
	be_add(out, (uint32_t)n, 2);
	be_add(out, 0, 2);
	text_add(out, cff, len);
}

/* The subset of n glyphs at from. */
static hb_font_t *open_subset(int32_t face, const struct text *out, size_t from, int32_t n)
{
	struct text whole;
	hb_blob_t *b;
	hb_face_t *h;
	hb_font_t *font;

	text_init(&whole);
	if (type_face(t, face)->cubic)
		wrap(face, out->data + from, out->len - from, n, &whole);
	else
		text_add(&whole, out->data + from, out->len - from);
	b = hb_blob_create(whole.data, (unsigned)whole.len, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
	h = hb_face_create(b, 0);
	font = hb_font_create(h);
	hb_face_destroy(h);
	hb_blob_destroy(b);
	text_done(&whole);
	return font;
}

/* Each glyph of the subset draws and advances as the one that it stands for. */
static void same_glyphs(int32_t face, hb_font_t *sub, const uint16_t *glyph, int32_t n)
{
	struct text want, have;

	text_init(&want);
	text_init(&have);
	ck_assert_int_eq((int)hb_face_get_glyph_count(hb_font_get_face(sub)), n);
	for (int32_t i = 0; i < n; i++) {
		draw(t->face[face].font, glyph[i], &want);
		draw(sub, (uint32_t)i, &have);
		ck_assert_str_eq(want.data, have.data);
		if (!type_face(t, face)->cubic)
			ck_assert_int_eq(hb_font_get_glyph_h_advance(sub, (uint32_t)i),
					 type_glyph_width(t, face, glyph[i]));
	}
	text_done(&want);
	text_done(&have);
}

static uint32_t sum(const uint8_t *p, size_t n)
{
	uint32_t s = 0;

	for (size_t i = 0; i < n; i++)
		s += (uint32_t)p[i] << (24 - 8 * (i % 4));
	return s;
}

/* Directory sorted, tables inside, aligned and apart, checksums right; the whole file adds up to the magic
 * number. */
static void check_file(const uint8_t *p, size_t n)
{
	uint32_t tables = be16(p + 4), end = 12 + 16 * tables;

	ck_assert_int_eq((int)be32(p), 0x00010000);
	ck_assert_int_eq(n % 4, 0);
	for (uint32_t i = 0; i < tables; i++) {
		const uint8_t *e = p + 12 + 16 * i;
		uint32_t at = be32(e + 8), len = be32(e + 12);

		ck_assert(i == 0 || memcmp(e - 16, e, 4) < 0);
		ck_assert(at % 4 == 0 && at >= end && at + len <= n);
		if (memcmp(e, "head", 4) == 0)
			ck_assert_uint_eq(be32(e + 4), sum(p + at, len) - be32(p + at + 8));
		else
			ck_assert_uint_eq(be32(e + 4), sum(p + at, len));
		end = at + len;
	}
	ck_assert_uint_eq(sum(p, n), 0xB1B0AFBA);
}

/* Letters that are composites, some of composites (the Arabic dots): their parts come along, at all levels.
 */
START_TEST(subset_composites)
{
	static const struct {
		int32_t face;
		const char *s;
	} row[] = {{FACE_LATIN, "Aé\u0401\u0451\u0457\u040E\u045E\u0419\u00C5\u1EA4 \u2116"},
		   {FACE_LATIN_BOLD, "\u0401\u0457\u045E\u01FA"},
		   {FACE_LATIN_ITALIC, "\u0401\u0457\u045E\u00E5"},
		   {FACE_ARABIC, "\u0628\u062A\u062B\u0634\u0642\u0629\u064A\u0622\u0623\u067E"},
		   {FACE_ARABIC_BOLD, "\u0628\u062A\u062B\u0634\u0642\u0629\u064A\u0622\u0623"}};
	struct text out;
	int deep = 0, grown = 0;

	setup();
	text_init(&out);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		uint16_t glyph[200] = {0};
		int32_t n = 1, asked;
		struct arena a;
		hb_font_t *sub;
		struct type_span span = {row[i].s, (int32_t)strlen(row[i].s),
					 (uint8_t)(type_face(t, row[i].face)->bold * STYLE_BOLD |
						   type_face(t, row[i].face)->italic * STYLE_ITALIC),
					 "en"};
		struct type_options o = {0, 10000, 0, ALIGN_START, 0};
		int32_t lines;
		const struct line *l;

		arena_init(&a);
		l = type_lines(t, &a, &span, 1, &o, &lines);
		for (int32_t r = 0; r < l->runs; r++)
			for (int32_t k = 0; k < l->run[r].n; k++)
				glyph[n++] = l->run[r].glyph[k].id;
		/* the letters alone too, not only as joined */
		for (const char *s = row[i].s, *end = s + span.n; s < end;) {
			hb_codepoint_t g;

			if (hb_font_get_nominal_glyph(t->face[row[i].face].font, utf8_next(&s, end), &g))
				glyph[n++] = (uint16_t)g;
		}
		arena_done(&a);
		asked = n;
		text_reset(&out);
		text_adds(&out, "before"); /* offsets count from the font's start, wherever that is */
		ck_assert_int_eq(type_subset(t, row[i].face, glyph, &n, 200, PROGRAM_CID, &out), 0);
		grown += n - asked;
		for (int32_t k = asked; k < n; k++) {
			const uint8_t *p;

			ck_assert(!type_face(t, row[i].face)->cubic);
			deep += face_outline(&t->face[row[i].face], glyph[k], &p) > 10 && (p[0] & 0x80);
		}
		if (!type_face(t, row[i].face)->cubic)
			check_file((const uint8_t *)out.data + 6, out.len - 6);
		sub = open_subset(row[i].face, &out, 6, n);
		same_glyphs(row[i].face, sub, glyph, n);
		hb_font_destroy(sub);
	}
	ck_assert_int_gt(grown, 10);
	ck_assert_int_gt(deep, 0);
	text_done(&out);
	type_close(t);
}
END_TEST

/* Every glyph of every face, in one file each: loca of the long kind, character map of both formats. */
START_TEST(subset_everything)
{
	struct text out;

	setup();
	text_init(&out);
	for (int32_t face = 0; face < type_faces(t); face++) {
		int32_t n = type_face(t, face)->glyphs, cap = n;
		uint16_t *glyph = mem_alloc((size_t)n * sizeof *glyph);
		hb_codepoint_t cp = HB_SET_VALUE_INVALID, g;
		hb_set_t *codes = hb_set_create();
		hb_font_t *sub;

		for (int32_t i = 0; i < n; i++)
			glyph[i] = (uint16_t)(i ? n - i : 0);
		text_reset(&out);
		ck_assert_int_eq(type_subset(t, face, glyph, &n, cap, PROGRAM_CID, &out), 0);
		ck_assert_int_eq(n, cap);
		if (!type_face(t, face)->cubic)
			check_file((const uint8_t *)out.data, out.len);
		sub = open_subset(face, &out, 0, n);
		same_glyphs(face, sub, glyph, n);
		if (type_face(t, face)->cubic) {
			ck_assert_int_lt((int)out.len, (int)t->face[face].cff->table.n * 2);
			hb_set_destroy(codes);
			hb_font_destroy(sub);
			free(glyph);
			continue;
		}
		/* the map leads from each character that it has to the glyph that the font has for it */
		hb_face_collect_unicodes(hb_font_get_face(sub), codes);
		ck_assert_int_gt((int)hb_set_get_population(codes), 500);
		while (hb_set_next(codes, &cp)) {
			hb_codepoint_t old;

			ck_assert(hb_font_get_nominal_glyph(sub, cp, &g));
			ck_assert(hb_font_get_nominal_glyph(t->face[face].font, cp, &old));
			ck_assert_int_eq(glyph[g], (int)old);
		}
		hb_set_destroy(codes);
		hb_font_destroy(sub);
		free(glyph);
	}
	text_done(&out);
	type_close(t);
}
END_TEST

/* Smaller than the font by far, the same bytes every time, and nothing left over from what was made before.
 */
START_TEST(subset_same)
{
	uint16_t one[100] = {0, 30, 31, 40, 30}, two[100] = {0, 500, 600, 700},
		 again[100] = {0, 30, 31, 40, 30};
	int32_t n = 5, m = 4, k = 5;
	struct text a, b;

	setup();
	text_init(&a);
	text_init(&b);
	ck_assert_int_eq(type_subset(t, 0, one, &n, 100, PROGRAM_CID, &a), 0);
	ck_assert_int_eq(type_subset(t, 0, two, &m, 100, PROGRAM_CID, &b), 0);
	text_reset(&b);
	ck_assert_int_eq(type_subset(t, 0, again, &k, 100, PROGRAM_CID, &b), 0);
	ck_assert(n == k && a.len == b.len && memcmp(a.data, b.data, a.len) == 0);
	ck_assert_int_lt((int)a.len, 2000);
	text_done(&a);
	text_done(&b);
	type_close(t);
}
END_TEST

/* No room for parts, a glyph that is not there, no .notdef in front: refused, and the next one is right all
 * the same. */
START_TEST(subset_refused)
{
	uint16_t glyph[8] = {0};
	hb_codepoint_t g;
	int32_t n = 2;
	struct text out;

	setup();
	text_init(&out);
	hb_font_get_nominal_glyph(t->face[FACE_ARABIC].font, 0x628, &g);
	glyph[1] = (uint16_t)g;
	ck_assert_int_eq(type_subset(t, FACE_ARABIC, glyph, &n, 2, PROGRAM_CID, &out), -1);
	ck_assert_uint_eq(out.len, 0);
	n = 2;
	glyph[1] = 60000;
	ck_assert_int_eq(type_subset(t, FACE_ARABIC, glyph, &n, 8, PROGRAM_CID, &out), -1);
	n = 1;
	glyph[0] = 5;
	ck_assert_int_eq(type_subset(t, FACE_ARABIC, glyph, &n, 8, PROGRAM_CID, &out), -1);
	n = 2;
	glyph[0] = 0;
	glyph[1] = (uint16_t)g;
	ck_assert_int_eq(type_subset(t, FACE_ARABIC, glyph, &n, 8, PROGRAM_CID, &out), 0);
	ck_assert_int_gt(n, 2);
	text_done(&out);
	type_close(t);
}
END_TEST

/* Cubic outlines: a glyph that is not there is refused; by name, each keeps the one that it has in the font.
 */
START_TEST(subset_cubic)
{
	uint16_t glyph[8] = {0, 60000};
	int32_t n = 2;
	struct text out;
	hb_font_t *sub;

	setup();
	text_init(&out);
	ck_assert(type_face(t, 0)->cubic);
	ck_assert_int_eq(type_subset(t, 0, glyph, &n, 8, PROGRAM_CID, &out), -1);
	ck_assert_uint_eq(out.len, 0);
	n = 0;
	glyph[n++] = 0;
	for (const char *s = "A~\u00E9\u20AC\u0416", *end = s + strlen(s);
	     s < end;) { /* standard names, and others */
		hb_codepoint_t g;

		ck_assert(hb_font_get_nominal_glyph(t->face[0].font, utf8_next(&s, end), &g));
		glyph[n++] = (uint16_t)g;
	}
	ck_assert_int_eq(type_subset(t, 0, glyph, &n, 8, PROGRAM_NAMED, &out), 0);
	ck_assert_int_eq(n, 6);
	sub = open_subset(0, &out, 0, n);
	same_glyphs(0, sub, glyph, n);
	for (int32_t i = 1; i < n; i++) {
		char was[64], is[64];

		ck_assert(hb_font_get_glyph_name(t->face[0].font, glyph[i], was, sizeof was));
		ck_assert(hb_font_get_glyph_name(sub, (hb_codepoint_t)i, is, sizeof is));
		ck_assert_str_eq(was, is);
	}
	hb_font_destroy(sub);
	text_reset(&out);
	ck_assert_int_eq(type_subset(t, 0, glyph, &n, 8, PROGRAM_CODED, &out), 0);
	sub = open_subset(0, &out, 0, n);
	same_glyphs(0, sub, glyph, n);
	hb_font_destroy(sub);
	text_done(&out);
	type_close(t);
}
END_TEST

/* Codes of one byte are for 256 glyphs at most. */
START_TEST(subset_coded)
{
	uint16_t glyph[257];
	int32_t n;
	struct text out;

	setup();
	text_init(&out);
	for (n = 0; n < 257; n++)
		glyph[n] = (uint16_t)n;
	ck_assert_int_eq(type_subset(t, 0, glyph, &n, 257, PROGRAM_CODED, &out), -1);
	ck_assert_uint_eq(out.len, 0);
	n = 256;
	ck_assert_int_eq(type_subset(t, 0, glyph, &n, 257, PROGRAM_CODED, &out), 0);
	text_done(&out);
	type_close(t);
}
END_TEST

/* A CFF table with bytes changed anywhere is refused, or read without going outside: each of 400 tries, all
 * glyphs. */
START_TEST(cff_broken)
{
	struct sfnt table;
	uint32_t glyphs, seed = 1, refused = 0;
	uint8_t *copy;

	setup();
	table = t->face[FACE_LATIN_ITALIC].cff->table;
	glyphs = (uint32_t)type_face(t, FACE_LATIN_ITALIC)->glyphs;
	copy = mem_alloc(table.n);
	for (int i = 0; i < 400; i++) {
		struct sfnt broken = {copy, table.n};
		struct cff *c;

		memcpy(copy, table.p, table.n);
		for (int k = 0; k < 4; k++) {
			seed = seed * 1103515245 + 12345;
			/* half of them where the dictionaries and the offsets are */
			copy[(seed >> 3) % (k & 1 ? table.n : 3000)] = (uint8_t)(seed >> 24);
		}
		if (i % 10 == 0)
			broken.n = (seed >> 8) % table.n;
		c = cff_open(broken, glyphs);
		for (uint32_t g = 0; c && g < glyphs; g++)
			refused += cff_plain(c, g, 500).n == 0;
		refused += !c;
		cff_close(c);
	}
	ck_assert_uint_gt(refused, 100);
	free(copy);
	type_close(t);
}
END_TEST

/* The folder's first font is what is wrong; the others are whole. */
static void refused(const char *folder)
{
	diag_init(&d, NULL, NULL);
	ck_assert_ptr_null(type_open(folder, &d));
	ck_assert_int_eq(diag_errors(&d), 1);
}

/* A folder without fonts, fonts cut off anywhere, tables that point outside: said once, not crashed on. */
START_TEST(open_refused)
{
	static const char *const other[] = {"SourceSans3-Bold.otf", "SourceSans3-It.otf",
					    "NotoNaskhArabic-Regular.ttf", "NotoNaskhArabic-Bold.ttf"};
	char folder[] = "/tmp/lp-type-XXXXXX", path[64], link[64], here[4096], target[4200];
	struct arena a;
	size_t len;
	char *bytes;
	int needed = 0;

	refused("tests/unit");
	arena_init(&a);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_ptr_nonnull(getcwd(here, sizeof here));
	for (int i = 0; i < 4; i++) {
		snprintf(target, sizeof target, "%s/fonts/%s", here, other[i]);
		snprintf(link, sizeof link, "%s/%s", folder, other[i]);
		ck_assert_int_eq(symlink(target, link), 0);
	}
	snprintf(path, sizeof path, "%s/SourceSans3-Regular.otf", folder);
	bytes = file_read(&a, &d, "fonts/SourceSans3-Regular.otf", 0, &len);
	for (size_t cut = 0; cut < len; cut += len / 40) {
		ck_assert_int_eq(file_write(&d, path, bytes, cut, 1), 0);
		refused(folder);
	}
	for (uint32_t i = 0; i < be16((const uint8_t *)bytes + 4); i++) { /* each table's offset in turn */
		char *e = bytes + 12 + 16 * i, old = e[8];

		e[8] = 0x7F;
		ck_assert_int_eq(file_write(&d, path, bytes, len, 1), 0);
		refused(folder);
		e[8] = old;
		needed++;
	}
	ck_assert_int_gt(needed, 10);
	ck_assert_int_eq(file_write(&d, path, bytes, len, 1), 0);
	diag_init(&d, NULL, NULL);
	t = type_open(folder, &d);
	ck_assert_ptr_nonnull(t);
	type_close(t);
	remove(path);
	for (int i = 0; i < 4; i++) {
		snprintf(link, sizeof link, "%s/%s", folder, other[i]);
		remove(link);
	}
	remove(folder);
	arena_done(&a);
}
END_TEST

UNIT_MAIN("type: subset", subset_composites, subset_everything, subset_same, subset_refused, subset_cubic,
	  subset_coded, cff_broken, open_refused)
