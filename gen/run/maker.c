/* maker.c: fill → flow → emit for one job. */
#include "run/maker.h"

#include "run/forbidden.h"
#include <stdlib.h>
#include <string.h>

#include "cli/version.h"

struct maker {
	struct arena arena;
	const struct house *house;
	struct type *type;
	struct image logo;
	int32_t images;
	struct pdf_options options;
	struct pdf *pdf;
	struct fill *fill;
	struct db *snapshot; /* borrowed */
};

static int level_read(struct cmd *c, enum pdf_level *level)
{
	const struct house_key *k = house_find(c->house, "output", "pdfa");

	*level = PDF_A2A;
	if (!k || strcmp(k->value, "2a") == 0)
		return 0;
	if (strcmp(k->value, "1b") == 0)
		*level = PDF_A1B;
	else if (strcmp(k->value, "3a") == 0)
		*level = PDF_A3A;
	else
		return diag(c->diag, DIAG_PDFA, &(struct place){k->at.file, k->at.line, k->value_col},
			    "[output] pdfa = %s: 1b, 2a or 3a is expected", k->value);
	return 0;
}

struct maker *maker_open(struct cmd *c, const char *watermark, int merged)
{
	struct maker *m = mem_alloc(sizeof *m);
	char *fonts;

	arena_init(&m->arena);
	m->house = c->house;
	fonts = arena_format(&m->arena, "%s/fonts", c->house->dir);
	if (!file_exists(fonts))
		fonts = arena_format(&m->arena, "%s/fonts", c->shipped);
	m->options.producer = "Ledgerpress " VERSION;
	m->options.watermark = watermark;
	m->options.no_fields = merged != 0;
	m->options.icc =
		file_read(&m->arena, c->diag, arena_format(&m->arena, "%s/fonts/sRGB.icc", c->shipped),
			  1 << 24, &m->options.icc_len);
	m->images = m->options.icc && level_read(c, &m->options.level) == 0
			    ? logo_read(&m->arena, c->diag, c->house, &m->logo)
			    : -1;
	m->type = m->images >= 0 ? type_open(fonts, c->diag) : NULL;
	m->pdf = m->type ? pdf_open(m->type, &m->options, c->diag) : NULL;
	if (m->pdf)
		return m;
	maker_close(m);
	return NULL;
}

void maker_close(struct maker *m)
{
	if (!m)
		return;
	fill_close(m->fill);
	pdf_close(m->pdf);
	type_close(m->type);
	arena_done(&m->arena);
	free(m);
}

int maker_attach(struct maker *m, struct db *snapshot, struct diag *d)
{
	fill_close(m->fill);
	m->snapshot = snapshot;
	m->fill = fill_open(d, m->house, snapshot);
	return m->fill ? 0 : -1;
}

struct pdf *maker_emitter(struct maker *m)
{
	return m->pdf;
}

struct type *maker_type(struct maker *m)
{
	return m->type;
}

/* The job's facts as the queries know them by name. */
static int32_t params_of(struct arena *a, const struct job *j, const struct job_type *t, const char *type,
			 const struct job_context *k, const struct fill_param **out)
{
	struct fill_param *p = arena_alloc(a, sizeof *p * (size_t)(j->params + 14));
	int32_t i, n = 0;

#define TEXT(name, s) p[n++] = (struct fill_param){name, s, 0, (s) == NULL}
#define NUMBER(name, v)                                                                                      \
	p[n++] = (struct fill_param)                                                                         \
	{                                                                                                    \
		name, NULL, v, 0                                                                             \
	}
	NUMBER("as_of", k->as_of);
	TEXT("run", k->run);
	TEXT("default_language", k->default_language);
	NUMBER("asked", t ? t->asked : 1);
	TEXT("type", type);
	TEXT("subject", job_subject(j));
	TEXT("customer", j->customer);
	TEXT("salesman", j->salesman);
	TEXT("case_id", j->case_id);
	TEXT("number", j->number ? j->number : "");
	TEXT("key", j->key);
	NUMBER("level", j->level);
	for (i = 0; i < j->params; i++)
		p[n++] = (struct fill_param){j->param[i].name, j->param[i].text, j->param[i].value,
					     j->param[i].null};
#undef TEXT
#undef NUMBER
	*out = p;
	return n;
}

/* A box in a customer's name is not the customer's name: no paper goes out with one. */
static int check_glyphs(struct maker *m, struct diag *d, const struct job_type *t)
{
	const char *text;
	const uint32_t cp = type_lacked(m->type, &text);

	if (!cp)
		return 0;
	return diag_hint(
		       d, t ? DIAG_PAPER_GLYPH : DIAG_INDEX_GLYPH, NULL,
		       t ? "write it in other letters in the export, or put fonts that have it into the house's fonts/"
			 : NULL,
		       "no font has the character U+%04X of \"%s\"", (unsigned)cp, text) < 0 &&
			       t
		       ? -1
		       : 0;
}

struct content *maker_content(struct maker *m, struct arena *a, struct diag *d, const char *stem,
			      const struct job *j, const struct job_type *t, const struct job_context *k,
			      const char *language)
{
	const struct layout *l = fill_layout(m->fill, d, stem);
	const struct fill_param *param;
	int32_t params;

	if (!l || (t && forbidden_say(a, d, m->snapshot, named_find(l->own, "breaches"), j, t, k) != 0))
		return NULL;
	params = params_of(a, j, t, l->code, k, &param);
	language = language_among(a, l->languages, language ? language : j->language);
	return fill_document(m->fill, a, d, l, param, params, language, m->images > 0);
}

/* The logo, and behind it the document's own pictures. NULL after diagnostics, all of them. */
static const struct image *images_read(struct maker *m, struct arena *a, struct diag *d,
				       const struct content *content)
{
	struct image *image;
	int32_t i;
	int bad = 0;

	if (content->pictures == 0)
		return &m->logo;
	image = arena_alloc(a, sizeof *image * (size_t)(m->images + content->pictures));
	if (m->images > 0)
		image[0] = m->logo;
	for (i = 0; i < content->pictures; i++)
		if (picture_read(a, d, m->house, content->picture[i].file, content->picture[i].height,
				 &image[m->images + i]) < 0)
			bad = 1;
	return bad ? NULL : image;
}

/* No paper goes out that was set while a library failed. */
static int check_fault(struct maker *m, struct diag *d)
{
	const char *fault = type_fault(m->type);

	return fault ? diag(d, DIAG_TYPE_ICU, NULL, "a library failed while this was set: %s", fault) : 0;
}

static struct doc *set(struct maker *m, struct arena *a, struct diag *d, const struct content *content,
		       const struct job_type *t)
{
	const struct image *image = content ? images_read(m, a, d, content) : NULL;
	struct doc *doc =
		image ? flow_pages(m->type, a, d, content, image, m->images + content->pictures) : NULL;

	return check_glyphs(m, d, t) < 0 || check_fault(m, d) < 0 ? NULL : doc;
}

struct doc *maker_doc(struct maker *m, struct arena *a, struct diag *d, const char *stem, const struct job *j,
		      const struct job_type *t, const struct job_context *k, const char *language)
{
	return set(m, a, d, maker_content(m, a, d, stem, j, t, k, language), t);
}

int maker_set(struct maker *m, struct arena *a, struct diag *d, const struct content *content,
	      const struct job_type *t, struct text *out, int32_t *pages)
{
	struct doc *doc = set(m, a, d, content, t);

	if (!doc)
		return -1;
	if (pages)
		*pages = doc->pages;
	return pdf_write(m->pdf, doc, out, d);
}

int maker_pdf(struct maker *m, struct arena *a, struct diag *d, const char *stem, const struct job *j,
	      const struct job_type *t, const struct job_context *k, const char *language, struct text *out,
	      int32_t *pages)
{
	return maker_set(m, a, d, maker_content(m, a, d, stem, j, t, k, language), t, out, pages);
}

int maker_prepare(struct maker *m, struct diag *d, const char *stem, const char *language)
{
	const struct layout *l = fill_layout(m->fill, d, stem);

	return l ? fill_prepare(m->fill, d, l, language) : -1;
}
