/* pdf_subset.c: font programs cut to a file's glyphs and deflated, kept for the next file that shows the same
 * ones. */
#include <stdlib.h>
#include <string.h>

#include "emit/pdf.h"

/* Bold faces repeat (headings, figures), regular ones hardly ever: a short list finds nearly all that can be
 * found. */
#define SUBSETS_KEPT 48

static uint64_t hash_glyphs(int32_t face, enum type_program kind, const uint16_t *glyph, int32_t n)
{
	/* the form font's subset must not have the name of the document's own subset of the same face */
	uint64_t h = 0xCBF29CE484222325u ^ (uint64_t)face ^ (kind == PROGRAM_NAMED ? 0x5555u : 0);

	for (int32_t i = 0; i < n; i++)
		h = (h ^ glyph[i]) * 0x100000001B3u;
	return h;
}

void pdf_subset_tag(uint64_t hash, char tag[8])
{
	hash ^= hash >> 32;
	for (int i = 0; i < 6; i++, hash /= 26)
		tag[i] = (char)('A' + hash % 26);
	tag[6] = '+';
	tag[7] = '\0';
}

static void subset_free(struct pdf_subset *u)
{
	free(u->glyph);
	free(u->data);
	free(u);
}

void pdf_subsets_done(struct pdf_fonts *s)
{
	while (s->subset) {
		struct pdf_subset *next = s->subset->next;

		subset_free(s->subset);
		s->subset = next;
	}
	s->subsets = 0;
}

static struct pdf_subset *find(struct pdf_fonts *s, uint64_t hash, int32_t face, enum type_program kind,
			       const uint16_t *glyph, int32_t n)
{
	for (struct pdf_subset **at = &s->subset; *at; at = &(*at)->next) {
		struct pdf_subset *u = *at;

		if (u->hash == hash && u->face == face && u->kind == kind && u->n == n &&
		    memcmp(u->glyph, glyph, (size_t)n * sizeof *glyph) == 0) {
			*at = u->next;
			u->next = s->subset;
			s->subset = u;
			return u;
		}
	}
	return NULL;
}

static void drop_oldest(struct pdf_fonts *s)
{
	struct pdf_subset **at = &s->subset;

	while ((*at)->next)
		at = &(*at)->next;
	subset_free(*at);
	*at = NULL;
	s->subsets--;
}

const struct pdf_subset *pdf_subset_make(struct pdf_fonts *s, struct pdf_file *f, int32_t face,
					 const uint16_t *glyph, int32_t n, enum type_program kind,
					 struct diag *d)
{
	const struct face_facts *k = type_face(s->type, face);
	uint64_t hash = hash_glyphs(face, kind, glyph, n);
	struct pdf_subset *u = find(s, hash, face, kind, glyph, n);

	if (u)
		return u;
	u = mem_alloc(sizeof *u);
	u->glyph = mem_alloc(((size_t)k->glyphs + 1) * sizeof *u->glyph);
	memcpy(u->glyph, glyph, (size_t)n * sizeof *glyph);
	u->face = face;
	u->kind = kind;
	u->n = u->closed = n;
	u->hash = hash;
	text_reset(&s->work);
	if (type_subset(s->type, face, u->glyph, &u->closed, k->glyphs + 1, kind, &s->work) < 0) {
		subset_free(u);
		diag(d, DIAG_PDF_FONT, NULL, "the font %s cannot be cut to the %d glyphs of this document",
		     k->name, (int)n);
		return NULL;
	}
	text_reset(&s->work2);
	pdf_deflate(f->z, s->work.data, s->work.len, &s->work2);
	u->glyph = mem_grow(u->glyph, (size_t)u->closed * sizeof *u->glyph);
	u->raw = s->work.len;
	u->len = s->work2.len;
	u->data = mem_alloc(u->len);
	memcpy(u->data, s->work2.data, u->len);
	if (s->subsets == SUBSETS_KEPT)
		drop_oldest(s);
	u->next = s->subset;
	s->subset = u;
	s->subsets++;
	return u;
}

void pdf_subset_write(struct pdf_file *f, int32_t object, const struct face_facts *k,
		      const struct pdf_subset *u)
{
	char dict[40] = "/Length1 ", *q;

	if (k->cubic) {
		pdf_stream(f, object, u->kind == PROGRAM_CID ? "/Subtype/CIDFontType0C" : "/Subtype/Type1C",
			   u->data, u->len, PDF_DEFLATED);
		return;
	}
	q = pdf_put_int(dict + 9, (int64_t)u->raw);
	*q = '\0';
	pdf_stream(f, object, dict, u->data, u->len, PDF_DEFLATED);
}
