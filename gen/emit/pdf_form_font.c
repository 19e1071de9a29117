/* pdf_form_font.c: the font in which people type into text fields: a simple font with WinAnsiEncoding, which every
 * viewer can use for input, embedded with all of its Latin letters (ISO 32000-1, 9.6 and D.2). */
#include <stdlib.h>
#include <string.h>

#include "emit/pdf.h"

#define FIRST 32
#define LAST 255

struct pdf_form_font {
	int32_t face, n;
	uint16_t glyph[LAST - FIRST + 2]; /* [0] .notdef, then ascending */
	uint16_t width[LAST - FIRST + 1]; /* by code, thousandths of an em */
};

/* WinAnsiEncoding where it differs from Latin-1. */
static const uint16_t upper[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
				   0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
				   0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

void pdf_form_font_done(struct pdf_form_font *k)
{
	free(k);
}

/* The glyph of a character by itself; *face is where it was found. */
static uint16_t glyph_of(struct pdf *p, uint32_t c, int32_t *face)
{
	struct type_options o = {.size = 10000};
	struct type_span span = {NULL, 0, 0, "en"};
	const struct line *line;
	struct text t;
	int32_t lines = 0;

	text_init(&t);
	text_addcp(&t, c);
	span.s = t.data;
	span.n = (int32_t)t.len;
	line = type_lines(p->fonts.type, &p->work, &span, 1, &o, &lines);
	text_done(&t);
	*face = -1;
	if (lines < 1 || line->runs < 1 || line->run[0].n < 1)
		return 0;
	*face = line->run[0].face;
	return line->run[0].glyph[0].id;
}

static int ascending(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

static struct pdf_form_font *make(struct pdf *p)
{
	struct pdf_form_font *k = mem_alloc(sizeof *k);
	int32_t face, n = 1, kept = 1;

	glyph_of(p, 'a', &k->face);
	if (k->face < 0)
		k->face = 0;
	for (int32_t code = FIRST; code <= LAST; code++) {
		uint32_t c = code >= 128 && code < 160 ? upper[code - 128] : (uint32_t)code;
		uint16_t g = c && c != 0x7F && c != 0xAD ? glyph_of(p, c, &face) : 0;

		if (g == 0 || face != k->face)
			continue;
		k->glyph[n++] = g;
		k->width[code - FIRST] = (uint16_t)(type_glyph_width(p->fonts.type, face, g) * 1000 /
						    type_face(p->fonts.type, face)->upem);
	}
	qsort(k->glyph, (size_t)n, sizeof *k->glyph, ascending);
	for (int32_t i = 1; i < n; i++)
		if (k->glyph[i] != k->glyph[kept - 1])
			k->glyph[kept++] = k->glyph[i];
	k->n = kept;
	return k;
}

int32_t pdf_form_font_write(struct pdf *p, struct diag *d)
{
	const struct face_facts *facts;
	const struct pdf_subset *u;
	struct pdf_form_font *k;
	struct text *t;
	int32_t font;
	char tag[8];

	if (!p->form_font)
		p->form_font = make(p);
	k = p->form_font;
	facts = type_face(p->fonts.type, k->face);
	u = pdf_subset_make(&p->fonts, &p->file, k->face, k->glyph, k->n, PROGRAM_NAMED, d);
	if (!u)
		return 0;
	pdf_subset_tag(u->hash, tag);
	font = pdf_reserve(&p->file, 3);
	t = pdf_begin(&p->file, font);
	pdf_add_font_name(t, facts->cubic ? "<</Type/Font/Subtype/Type1/Encoding/WinAnsiEncoding/BaseFont" :
					    "<</Type/Font/Subtype/TrueType/Encoding/WinAnsiEncoding/BaseFont", tag, facts->name);
	pdf_add_ref(t, "/FontDescriptor", font + 1);
	pdf_add_int(t, "/FirstChar", FIRST);
	pdf_add_int(t, "/LastChar", LAST);
	text_adds(t, "/Widths[");
	for (int i = 0; i <= LAST - FIRST; i++)
		pdf_add_int(t, "", k->width[i]);
	text_add(t, "]>>", 3);
	pdf_end(&p->file);
	t = pdf_begin(&p->file, font + 1);
	pdf_font_descriptor(t, facts, tag, 32, font + 2);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
	pdf_subset_write(&p->file, font + 2, facts, u);
	return font;
}
