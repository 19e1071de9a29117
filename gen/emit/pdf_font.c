/* pdf_font.c: the fonts of a file: glyphs shown, their codes, and the font objects (ISO 32000-1, 9.6 to 9.8).
 */
#include <stdlib.h>
#include <string.h>

#include "emit/pdf.h"

#define WIDTH_NEW 0xFFFFu

void pdf_fonts_init(struct pdf_fonts *s, struct type *type)
{
	memset(s, 0, sizeof *s);
	s->type = type;
}

void pdf_fonts_done(struct pdf_fonts *s)
{
	for (int i = 0; i < TYPE_FACES_MAX; i++) {
		struct pdf_face *k = &s->face[i];

		free(k->seen);
		free(k->code);
		free(k->glyph);
		free(k->unicode);
		free(k->width);
	}
	pdf_subsets_done(s);
	text_done(&s->many);
	text_done(&s->work);
	text_done(&s->work2);
	free(s->actual);
}

static void face_open(struct pdf_fonts *s, int32_t face)
{
	struct pdf_face *k = &s->face[face];
	size_t n;

	k->facts = type_face(s->type, face);
	n = (size_t)k->facts->glyphs;
	k->seen = mem_alloc((n / 64 + 1) * sizeof *k->seen);
	k->code = mem_alloc(n * sizeof *k->code);
	k->glyph = mem_alloc((n + 1) * sizeof *k->glyph);
	k->unicode = mem_alloc(n * sizeof *k->unicode);
	k->width = mem_alloc(n * sizeof *k->width);
	memset(k->width, 0xFF, n * sizeof *k->width);
	k->n = 1;
}

void pdf_fonts_begin(struct pdf_fonts *s, int one_byte)
{
	for (int i = 0; i < TYPE_FACES_MAX; i++) {
		struct pdf_face *k = &s->face[i];

		if (!k->facts)
			continue;
		for (int32_t word = 0; word <= k->facts->glyphs / 64; word++) {
			for (uint64_t bits = k->seen[word]; bits; bits &= bits - 1)
				k->unicode[word * 64 + __builtin_ctzll(bits)] = 0;
			k->seen[word] = 0;
		}
		k->n = 1;
		k->object = 0;
		k->dirty = 0;
		k->one_byte = 0;
	}
	s->one_byte = one_byte;
	text_reset(&s->many);
	pdf_fonts_restart(s);
}

void pdf_fonts_restart(struct pdf_fonts *s)
{
	s->runs = 0;
}

static uint16_t glyph_width(const struct pdf_fonts *s, int32_t face, uint16_t glyph)
{
	int64_t units = type_glyph_width(s->type, face, glyph), em = s->face[face].facts->upem;

	return (uint16_t)((units * 1000 + em / 2) / em);
}

/* ---- what is shown ---- */

static void mark_seen(struct pdf_fonts *s, int32_t face, uint16_t glyph)
{
	struct pdf_face *k = &s->face[face];
	uint64_t bit = (uint64_t)1 << (glyph & 63);

	if (k->seen[glyph >> 6] & bit)
		return;
	k->seen[glyph >> 6] |= bit;
	k->dirty = 1;
	k->code[glyph] = 0;
	if (k->width[glyph] == WIDTH_NEW)
		k->width[glyph] = glyph_width(s, face, glyph);
}

static int collect_run(struct pdf_fonts *s, const struct run *r, struct diag *d)
{
	struct pdf_face *k;
	const char *text;
	int32_t n, j;
	int actual = 0;

	if (r->face < 0 || r->face >= type_faces(s->type))
		return diag(d, DIAG_PDF_DOC, NULL, "a run names face %d, which there is not", (int)r->face);
	if (r->size < 100)
		return diag(d, DIAG_PDF_DOC, NULL, "a run is set in %d thousandths of a point", (int)r->size);
	k = &s->face[r->face];
	if (!k->facts)
		face_open(s, r->face);
	for (int32_t i = 0; i < r->n; i = j) {
		uint16_t id = r->glyph[i].id;

		if (id >= k->facts->glyphs)
			return diag(d, DIAG_PDF_DOC, NULL, "glyph %d is not in %s", (int)id, k->facts->name);
		j = pdf_cluster(r, i, &text, &n);
		mark_seen(s, r->face, id);
		if (j == i + 1) {
			if (n != 1 || k->unicode[id] != (unsigned char)*text)
				actual |= pdf_teach(s, r, i, j, text, n);
			continue;
		}
		for (int32_t q = i + 1; q < j; q++) {
			if (r->glyph[q].id >= k->facts->glyphs)
				return diag(d, DIAG_PDF_DOC, NULL, "glyph %d is not in %s",
					    (int)r->glyph[q].id, k->facts->name);
			mark_seen(s, r->face, r->glyph[q].id);
		}
		actual |= pdf_teach(s, r, i, j, text, n);
	}
	return actual ? 1 : 0;
}

int pdf_fonts_collect(struct pdf_fonts *s, const struct line *line, struct diag *d)
{
	for (int32_t i = 0; i < line->runs; i++) {
		int actual = collect_run(s, &line->run[i], d);
		uint8_t bit = (uint8_t)(1 << (s->runs & 7));

		if (actual < 0)
			return -1;
		s->actual = mem_room(s->actual, &s->actual_cap, s->runs / 8 + 1, 1);
		if (actual)
			s->actual[s->runs / 8] |= bit;
		else
			s->actual[s->runs / 8] &= (uint8_t)~bit;
		s->runs++;
	}
	return 0;
}

void pdf_fonts_number(struct pdf_fonts *s, struct pdf_file *f)
{
	for (int i = 0; i < TYPE_FACES_MAX; i++) {
		struct pdf_face *k = &s->face[i];

		if (!k->facts || !k->dirty)
			continue;
		if (!k->object)
			k->object = pdf_reserve(f, 1);
		k->dirty = 0;
		for (int32_t word = 0; word <= k->facts->glyphs / 64; word++) {
			for (uint64_t bits = k->seen[word]; bits; bits &= bits - 1) {
				int32_t g = word * 64 + __builtin_ctzll(bits);

				if (g == 0 || k->code[g] > 0)
					continue;
				k->code[g] = (uint16_t)k->n;
				k->glyph[k->n++] = (uint16_t)g;
			}
		}
		k->one_byte = s->one_byte && k->facts->cubic && k->n > 1 && k->n <= 256;
	}
}

/* ---- objects ---- */

void pdf_fonts_resources(const struct pdf_fonts *s, struct text *t)
{
	for (int i = 0; i < TYPE_FACES_MAX; i++) {
		char key[8] = {'/', 'F', (char)('a' + i), '\0'};

		if (s->face[i].object)
			pdf_add_ref(t, key, s->face[i].object);
	}
}

void pdf_add_font_name(struct text *t, const char *key, const char *tag, const char *name)
{
	char both[80];
	struct text s = {both, 0, sizeof both}; /* type.h: PostScript names have at most 63 characters */

	text_adds(&s, tag);
	text_add(&s, name, strnlen(name, 63));
	text_adds(t, key);
	pdf_add_name(t, both);
}

void pdf_font_descriptor(struct text *t, const struct face_facts *k, const char *tag, int32_t flags,
			 int32_t program)
{
	int64_t m = 1000, em = k->upem;

	pdf_add_font_name(t, "<</Type/FontDescriptor/FontName", tag, k->name);
	pdf_add_int(t, "/Flags", flags | (k->serif ? 2 : 0) | (k->italic ? 64 : 0));
	text_adds(t, "/FontBBox[");
	for (int i = 0; i < 4; i++)
		pdf_add_int(t, "", k->bbox[i] * m / em);
	pdf_add_int(t, "]/ItalicAngle", k->italic_angle);
	pdf_add_int(t, "/Ascent", k->ascent * m / em);
	pdf_add_int(t, "/Descent", k->descent * m / em);
	pdf_add_int(t, "/CapHeight", k->cap_height * m / em);
	pdf_add_int(t, "/XHeight", k->x_height * m / em);
	/* nobody measures stems; this is the usual estimate from the weight */
	pdf_add_int(t, "/StemV", 50 + (int64_t)k->weight * k->weight / 4225);
	pdf_add_ref(t, k->cubic ? "/FontFile3" : "/FontFile2", program);
}

/* A simple font with the encoding of its program (ISO 32000-1, 9.6.6.2). */
static void write_simple(struct pdf_fonts *s, struct pdf_file *f, int32_t face, const struct pdf_subset *u,
			 const char *tag, int32_t descriptor)
{
	const struct pdf_face *k = &s->face[face];
	struct text *t = pdf_begin(f, k->object);

	pdf_add_font_name(t, "<</Type/Font/Subtype/Type1/BaseFont", tag, k->facts->name);
	pdf_add_ref(t, "/FontDescriptor", descriptor);
	pdf_add_ref(t, "/ToUnicode", descriptor + 2);
	pdf_add_int(t, "/FirstChar 1/LastChar", k->n - 1);
	text_adds(t, "/Widths[");
	for (int32_t i = 1; i < k->n; i++) {
		if (i > 1)
			text_addc(t, ' ');
		text_addint(t, glyph_width(s, face, u->glyph[i]));
	}
	text_add(t, "]>>", 3);
	pdf_end(f);
}

/* A composite font whose codes are CIDs (ISO 32000-1, 9.7). */
static void write_composite(struct pdf_fonts *s, struct pdf_file *f, int32_t face, const struct pdf_subset *u,
			    const char *tag, int32_t descriptor)
{
	const struct pdf_face *k = &s->face[face];
	int32_t cid = pdf_reserve(f, 1);
	struct text *t = pdf_begin(f, k->object);

	pdf_add_font_name(t, "<</Type/Font/Subtype/Type0/BaseFont", tag, k->facts->name);
	pdf_add_ref(t, "/Encoding/Identity-H/DescendantFonts[", cid);
	pdf_add_ref(t, "]/ToUnicode", descriptor + 2);
	text_add(t, ">>", 2);
	pdf_end(f);

	t = pdf_begin(f, cid);
	pdf_add_font_name(t,
			  k->facts->cubic ? "<</Type/Font/Subtype/CIDFontType0/BaseFont"
					  : "<</Type/Font/Subtype/CIDFontType2/BaseFont",
			  tag, k->facts->name);
	text_adds(t, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
	if (!k->facts->cubic)
		text_adds(t, "/CIDToGIDMap/Identity");
	pdf_add_ref(t, "/FontDescriptor", descriptor);
	text_adds(t, "/DW 0/W[0[");
	for (int32_t i = 0; i < u->closed; i++) {
		if (i > 0)
			text_addc(t, ' ');
		text_addint(t, glyph_width(s, face, u->glyph[i]));
	}
	text_add(t, "]]>>", 4);
	pdf_end(f);
}

/* The font, and in this order of objects: descriptor, program, ToUnicode. */
static int write_face(struct pdf_fonts *s, struct pdf_file *f, int32_t face, enum pdf_level level,
		      struct diag *d)
{
	struct pdf_face *k = &s->face[face];
	const struct pdf_subset *u =
		pdf_subset_make(s, f, face, k->glyph, k->n, k->one_byte ? PROGRAM_CODED : PROGRAM_CID, d);
	int32_t descriptor, cidset = 0;
	struct text *t;
	char tag[8];

	if (!u)
		return -1;
	descriptor = pdf_reserve(f, 3);
	pdf_subset_tag(u->hash, tag);
	if (k->one_byte)
		write_simple(s, f, face, u, tag, descriptor);
	else
		write_composite(s, f, face, u, tag, descriptor);

	if (level == PDF_A1B)
		cidset = pdf_reserve(f, 1);
	t = pdf_begin(f, descriptor);
	pdf_font_descriptor(t, k->facts, tag, 4, descriptor + 1);
	if (cidset)
		pdf_add_ref(t, "/CIDSet", cidset);
	text_add(t, ">>", 2);
	pdf_end(f);

	if (cidset) { /* a bit a code, the highest bit first (ISO 19005-1, 6.3.5) */
		text_reset(&s->work);
		for (int32_t i = 0; i < u->closed; i += 8)
			text_addc(&s->work, (char)(u->closed - i >= 8 ? 0xFF : 0xFF00 >> (u->closed - i)));
		pdf_stream(f, cidset, "", s->work.data, s->work.len, PDF_DEFLATE);
	}
	pdf_subset_write(f, descriptor + 1, k->facts, u);
	text_reset(&s->work);
	pdf_to_unicode(s, k, &s->work);
	pdf_stream(f, descriptor + 2, "", s->work.data, s->work.len, PDF_DEFLATE);
	return 0;
}

int pdf_fonts_write(struct pdf_fonts *s, struct pdf_file *f, enum pdf_level level, struct diag *d)
{
	for (int32_t i = 0; i < TYPE_FACES_MAX; i++)
		if (s->face[i].object && write_face(s, f, i, level, d) < 0)
			return -1;
	return 0;
}
