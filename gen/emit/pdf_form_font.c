/* pdf_form_font.c: the font in which people type into text fields: a simple font, which every viewer can use
 * for input, embedded with all letters of its encoding: WinAnsiEncoding, in Russian papers with Cyrillic in
 * the upper half as windows-1251 has it (ISO 32000-1, 9.6 and D.2). */
#include <stdlib.h>
#include <string.h>

#include <unicode/uloc.h>

#include "emit/pdf.h"

#define FIRST 32
#define LAST 255

struct pdf_form_font {
	int32_t face, n;
	int cyrillic;
	uint16_t code[LAST - FIRST + 1];  /* by code: its glyph */
	uint16_t glyph[LAST - FIRST + 2]; /* [0] .notdef, then ascending */
	uint16_t width[LAST - FIRST + 1]; /* by code, thousandths of an em */
};

/* WinAnsiEncoding where it differs from Latin-1. */
static const uint16_t upper[32] = {0x20AC, 0,	   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
				   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,	   0x017D, 0,
				   0,	   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
				   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,	   0x017E, 0x0178};

/* Where windows-1251 has Cyrillic letters and the number sign; else 0. */
static uint32_t cyrillic(int32_t code)
{
	return code >= 0xC0   ? 0x410 + (uint32_t)code - 0xC0
	       : code == 0xA8 ? 0x401
	       : code == 0xB8 ? 0x451
	       : code == 0xB9 ? 0x2116
			      : 0;
}

void pdf_form_font_done(struct pdf_form_font *k)
{
	free(k);
}

static int ascending(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

static struct pdf_form_font *make(struct pdf *p, int with_cyrillic)
{
	struct pdf_form_font *k = mem_alloc(sizeof *k);
	int32_t n = 1, kept = 1;

	while (!type_glyph(p->fonts.type, k->face, 'a') && k->face + 1 < type_faces(p->fonts.type))
		k->face++;
	/* names that are not in the Adobe Glyph List are for Type 1 alone (ISO 19005-2, 6.2.11.6) */
	k->cyrillic = with_cyrillic && type_face(p->fonts.type, k->face)->cubic;
	for (int32_t code = FIRST; code <= LAST; code++) {
		uint32_t c = code >= 128 && code < 160 ? upper[code - 128] : (uint32_t)code;
		uint32_t other = k->cyrillic ? cyrillic(code) : 0;
		uint16_t g;

		if (other)
			c = other;
		g = c && c != 0x7F && c != 0xAD ? type_glyph(p->fonts.type, k->face, c) : 0;
		if (g == 0)
			continue;
		k->glyph[n++] = k->code[code - FIRST] = g;
		k->width[code - FIRST] = (uint16_t)(type_glyph_width(p->fonts.type, k->face, g) * 1000 /
						    type_face(p->fonts.type, k->face)->upem);
	}
	qsort(k->glyph, (size_t)n, sizeof *k->glyph, ascending);
	for (int32_t i = 1; i < n; i++)
		if (k->glyph[i] != k->glyph[kept - 1])
			k->glyph[kept++] = k->glyph[i];
	k->n = kept;
	return k;
}

/* "/Encoding…": WinAnsi, and what differs from it by the names that the glyphs have in the program. */
static void add_encoding(struct pdf *p, const struct pdf_form_font *k, struct text *t)
{
	int32_t last = 0;
	char name[64];

	if (!k->cyrillic) {
		text_adds(t, "/Encoding/WinAnsiEncoding");
		return;
	}
	text_adds(t, "/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[");
	for (int32_t code = FIRST; code <= LAST; code++) {
		if (!cyrillic(code) || !k->code[code - FIRST] ||
		    !type_glyph_name(p->fonts.type, k->face, k->code[code - FIRST], name))
			continue;
		if (code != last + 1)
			pdf_add_int(t, "", code);
		pdf_add_name(t, name);
		last = code;
	}
	text_adds(t, "]>>");
}

/* The names of the subset's glyphs (ISO 19005-1, 6.3.5). */
static void add_names(struct pdf *p, const struct pdf_form_font *k, struct text *t)
{
	char name[64];

	text_adds(t, "/CharSet(");
	for (int32_t i = 1; i < k->n; i++)
		if (type_glyph_name(p->fonts.type, k->face, k->glyph[i], name))
			pdf_add_name(t, name);
	text_addc(t, ')');
}

/* Whether a language (BCP 47) is mostly written in Cyrillic letters (CLDR, likely subtags). */
static int is_cyrillic(const char *lang)
{
	char likely[64], script[8];
	UErrorCode e = U_ZERO_ERROR;

	uloc_addLikelySubtags(lang ? lang : "en", likely, sizeof likely, &e);
	if (U_SUCCESS(e))
		uloc_getScript(likely, script, sizeof script, &e);
	return U_SUCCESS(e) && strcmp(script, "Cyrl") == 0;
}

int32_t pdf_form_font_write(struct pdf *p, struct diag *d)
{
	struct pdf_form_font **kept = &p->form_font[is_cyrillic(p->doc->lang)];
	const struct face_facts *facts;
	const struct pdf_subset *u;
	struct pdf_form_font *k;
	struct text *t;
	int32_t font;
	char tag[8];

	if (!*kept)
		*kept = make(p, kept == &p->form_font[1]);
	k = *kept;
	facts = type_face(p->fonts.type, k->face);
	u = pdf_subset_make(&p->fonts, &p->file, k->face, k->glyph, k->n, PROGRAM_NAMED, d);
	if (!u)
		return 0;
	pdf_subset_tag(u->hash, tag);
	font = pdf_reserve(&p->file, 3);
	t = pdf_begin(&p->file, font);
	pdf_add_font_name(t,
			  facts->cubic ? "<</Type/Font/Subtype/Type1/BaseFont"
				       : "<</Type/Font/Subtype/TrueType/BaseFont",
			  tag, facts->name);
	add_encoding(p, k, t);
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
	if (facts->cubic)
		add_names(p, k, t);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
	pdf_subset_write(&p->file, font + 2, facts, u);
	return font;
}
