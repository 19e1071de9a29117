/* face.c: loads font files: bytes once, HarfBuzz objects, metrics for descriptors, coverage, bounds proved
 * for subset.c. */
#include <stdlib.h>
#include <string.h>

#include "type/cff.h"
#include "type/inner.h"

/* A table of the file, whose directory was checked. */
static struct sfnt table_find(const struct face *f, const char *tag)
{
	struct sfnt none = {NULL, 0}, found;
	uint32_t n, i;

	n = be16(f->file + 4);
	for (i = 0; i < n; i++) {
		const uint8_t *e = f->file + 12 + 16 * i;

		if (memcmp(e, tag, 4) != 0)
			continue;
		found.n = be32(e + 12);
		found.p = f->file + be32(e + 8);
		return found;
	}
	return none;
}

/* Every table of the directory is inside the file: a file that was cut off is not taken for a font without
 * its last tables. */
static int directory_check(const struct face *f)
{
	uint32_t n = f->size < 12 ? 0 : be16(f->file + 4), at;

	if (n == 0 || f->size < 12 + 16 * (size_t)n)
		return -1;
	for (const uint8_t *e = f->file + 12; n--; e += 16) {
		at = be32(e + 8);
		if (at > f->size || be32(e + 12) > f->size - at)
			return -1;
	}
	return 0;
}

/* loca rises and stays inside glyf. */
static int glyf_check(struct face *f, uint32_t n)
{
	uint32_t i, at, before = 0;

	f->glyf = table_find(f, "glyf");
	f->loca = table_find(f, "loca");
	f->long_loca = be16(f->head.p + 50) != 0;
	if (!f->glyf.p || !f->loca.p || f->maxp.n < 32 || f->loca.n < (n + 1) * (f->long_loca ? 4u : 2u))
		return -1;
	for (i = 0; i <= n; i++) {
		at = f->long_loca ? be32(f->loca.p + 4 * i) : 2 * be16(f->loca.p + 2 * i);
		if (at < before || at > f->glyf.n || (i > 0 && at > before && at - before < 10))
			return -1;
		before = at;
	}
	return 0;
}

/* Proves what subset.c and cff_subset.c rely on: tables long enough, outlines inside theirs. */
static int tables_check(struct face *f)
{
	struct sfnt cubic;
	uint32_t n;

	if (directory_check(f) < 0)
		return -1;
	cubic = table_find(f, "CFF ");
	f->hmtx = table_find(f, "hmtx");
	f->head = table_find(f, "head");
	f->hhea = table_find(f, "hhea");
	f->maxp = table_find(f, "maxp");
	if (!f->hmtx.p || f->head.n < 54 || f->hhea.n < 36 || f->maxp.n < 6)
		return -1;
	n = be16(f->maxp.p + 4);
	f->metrics = (int32_t)be16(f->hhea.p + 34);
	if (n == 0 || f->metrics == 0 || (uint32_t)f->metrics > n ||
	    f->hmtx.n < 2 * n + 2 * (uint32_t)f->metrics)
		return -1;
	if (!cubic.p)
		return glyf_check(f, n);
	f->cff = cff_open(cubic, n);
	return f->cff ? 0 : -1;
}

int32_t face_advance(const struct face *f, uint32_t glyph)
{
	uint32_t i = (int32_t)glyph < f->metrics ? glyph : (uint32_t)f->metrics - 1;

	return (int32_t)be16(f->hmtx.p + 4 * i);
}

uint32_t face_outline(const struct face *f, uint32_t glyph, const uint8_t **p)
{
	uint32_t from, to;

	if (f->long_loca) {
		from = be32(f->loca.p + 4 * glyph);
		to = be32(f->loca.p + 4 * glyph + 4);
	} else {
		from = 2 * be16(f->loca.p + 2 * glyph);
		to = 2 * be16(f->loca.p + 2 * glyph + 2);
	}
	*p = f->glyf.p + from;
	return to - from;
}

static int32_t metric(const struct face *f, hb_ot_metrics_tag_t tag)
{
	hb_position_t v = 0;

	hb_ot_metrics_get_position_with_fallback(f->font, tag, &v);
	return v;
}

static void facts_read(struct type *t, struct face *f)
{
	struct face_facts *x = &f->facts;
	struct sfnt os2 = table_find(f, "OS/2"), post = table_find(f, "post");
	unsigned len = 0;
	char *name;
	int i;

	len = hb_ot_name_get_utf8(f->hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, NULL, NULL) + 1;
	name = arena_alloc(&t->arena, len);
	hb_ot_name_get_utf8(f->hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &len, name);
	x->name = name;
	x->upem = (int32_t)hb_face_get_upem(f->hb);
	x->cubic = f->cff != NULL;
	x->glyphs = (int32_t)hb_face_get_glyph_count(f->hb);
	x->ascent = metric(f, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER);
	x->descent = metric(f, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER);
	x->cap_height = metric(f, HB_OT_METRICS_TAG_CAP_HEIGHT);
	x->x_height = metric(f, HB_OT_METRICS_TAG_X_HEIGHT);
	for (i = 0; i < 4; i++)
		x->bbox[i] = (int16_t)be16(f->head.p + 36 + 2 * i);
	x->italic_angle = post.n >= 8 ? (int16_t)be16(post.p + 4) : 0;
	x->weight = os2.n >= 6 ? (int32_t)be16(os2.p + 4) : 400;
	x->bold = x->weight >= 600;
	x->italic = x->italic_angle != 0;
	/* PANOSE: family 2 is Latin text, of which serif styles 2 to 10 have serifs; 0 and 1 say nothing */
	x->serif = os2.n >= 34 && os2.p[32] == 2 && os2.p[33] >= 2 && os2.p[33] <= 10;
}

static void coverage_read(struct type *t, struct face *f)
{
	hb_set_t *set = hb_set_create();
	hb_codepoint_t cp = HB_SET_VALUE_INVALID, glyph;

	f->covered = arena_alloc(&t->arena, COVERED / 8);
	f->code = arena_alloc(&t->arena, (size_t)f->facts.glyphs * sizeof *f->code);
	f->map = arena_alloc(&t->arena, (size_t)f->facts.glyphs * sizeof *f->map);
	hb_face_collect_unicodes(f->hb, set);
	while (hb_set_next(set, &cp)) {
		if (!hb_font_get_nominal_glyph(f->font, cp, &glyph) || glyph == 0 ||
		    glyph >= (uint32_t)f->facts.glyphs)
			continue;
		if (cp < COVERED)
			f->covered[cp / 8] |= (uint8_t)(1u << cp % 8);
		if (f->code[glyph] == 0)
			f->code[glyph] = cp;
	}
	hb_set_destroy(set);
}

int face_has(const struct face *f, uint32_t cp)
{
	hb_codepoint_t glyph;

	if (cp < COVERED)
		return f->covered[cp / 8] >> cp % 8 & 1;
	return hb_font_get_nominal_glyph(f->font, cp, &glyph) && glyph != 0;
}

int face_load(struct type *t, struct face *f, const char *folder, const char *name, struct diag *d)
{
	struct place at = {arena_format(&t->arena, "%s/%s.otf", folder, name), 0, 0};
	hb_blob_t *blob;

	if (!file_exists(at.file))
		at.file = arena_format(&t->arena, "%s/%s.ttf", folder, name);
	f->file = (const uint8_t *)file_read(&t->arena, d, at.file, 64u << 20, &f->size);
	if (!f->file)
		return -1;
	if (tables_check(f) != 0)
		return diag(d, DIAG_FONT_BROKEN, &at,
			    "this is not a whole font with outlines in glyf (TrueType) or CFF (OpenType)");
	mem_watch();
	blob = hb_blob_create((const char *)f->file, (unsigned)f->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
	f->hb = hb_face_create(blob, 0);
	hb_blob_destroy(blob);
	f->font = hb_font_create(f->hb);
	mem_watched();
	/* HarfBuzz drops tables that it finds broken; then its count is not that of maxp */
	if (hb_face_get_glyph_count(f->hb) != be16(f->maxp.p + 4))
		return diag(d, DIAG_FONT_BROKEN, &at, "HarfBuzz refuses this font");
	mem_watch();
	facts_read(t, f);
	coverage_read(t, f);
	mem_watched();
	if (!face_has(f, ' '))
		return diag(d, DIAG_FONT_BROKEN, &at, "the font has no space");
	return 0;
}

void face_unload(struct face *f)
{
	cff_close(f->cff);
	hb_font_destroy(f->font);
	hb_face_destroy(f->hb);
}
