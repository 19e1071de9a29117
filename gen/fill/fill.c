/* fill.c: the face of the room: what is kept for the run, and the filling of one document. */
#include "fill/fill.h"

#include <stdlib.h>
#include <string.h>

#include "fill/filling.h"

struct fill *fill_open(struct diag *d, const struct house *h, struct db *snapshot)
{
	struct fill *f = mem_alloc(sizeof *f);
	const char *digits = house_text(h, "locale", "digits");

	arena_init(&f->arena);
	f->house = h;
	f->db = snapshot;
	f->arabic_digits = digits && strcmp(digits, "arabic") == 0;
	f->terms = terms_read(&f->arena, d, h);
	if (!f->terms) {
		fill_close(f);
		return NULL;
	}
	return f;
}

void fill_close(struct fill *f)
{
	int32_t i;

	if (!f)
		return;
	for (i = 0; i < f->shareds; i++)
		query_close(f->shared[i].query);
	for (i = 0; i < f->langs; i++)
		locale_close(f->lang[i].locale);
	arena_done(&f->arena);
	free(f);
}

const struct layout *fill_layout(struct fill *f, struct diag *d, const char *stem)
{
	int32_t i;

	for (i = 0; i < f->stems; i++) {
		if (strcmp(f->stem[i].stem, stem) != 0)
			continue;
		if (!f->stem[i].layout)
			diag(d, DIAG_LAYOUT_MISSING, NULL, "the layout \"%s\" could not be read before",
			     stem);
		return f->stem[i].layout;
	}
	f->stem = arena_room(&f->arena, f->stem, &f->stem_cap, f->stems + 1, sizeof *f->stem);
	f->stem[f->stems].stem = arena_dup(&f->arena, stem);
	if (!f->common_tried) {
		f->common_tried = 1;
		f->common_failed = layout_shared_read(&f->arena, d, f->house, &f->common) < 0;
	}
	f->stem[f->stems].layout =
		f->common_failed ? NULL
				 : layout_read_among(&f->arena, d, f->house, f->common, &f->parts, stem);
	return f->stem[f->stems++].layout;
}

void fill_lend(struct fill *f, const char *stem, const struct layout *l)
{
	f->stem = arena_room(&f->arena, f->stem, &f->stem_cap, f->stems + 1, sizeof *f->stem);
	f->stem[f->stems].stem = stem;
	f->stem[f->stems++].layout = l;
}

static int32_t lang_find(struct fill *f, const char *lang)
{
	int32_t i;

	for (i = 0; i < f->langs; i++)
		if (strcmp(f->lang[i].lang, lang) == 0)
			return i;
	f->lang = arena_room(&f->arena, f->lang, &f->lang_cap, f->langs + 1, sizeof *f->lang);
	memset(&f->lang[f->langs], 0, sizeof *f->lang);
	f->lang[f->langs].lang = arena_dup(&f->arena, lang);
	return f->langs++;
}

int fill_catalogue(struct fill *f, struct diag *d, const char *lang, const struct catalogue **c)
{
	int32_t i = lang_find(f, lang);

	*c = NULL;
	if (strcmp(lang, "en") == 0)
		return 0;
	if (f->lang[i].failed)
		return diag(d, DIAG_PO_MISSING, NULL, "the catalogue of \"%s\" could not be read before",
			    lang);
	if (!f->lang[i].tried) {
		f->lang[i].tried = 1;
		f->lang[i].catalogue = catalogue_open(&f->arena, d, f->house, lang);
		f->lang[i].failed = !f->lang[i].catalogue;
	}
	*c = f->lang[i].catalogue;
	return *c ? 0 : -1;
}

struct locale *fill_locale(struct fill *f, struct diag *d, const char *lang)
{
	int32_t i = lang_find(f, lang);

	const struct language *language = language_find(&f->house->languages, lang, strlen(lang));

	if (!language)
		diag(d, DIAG_FILL_LANGUAGE, NULL, "the language \"%s\" is not known", lang);
	else if (!f->lang[i].locale)
		f->lang[i].locale = locale_open(d, language, f->arabic_digits);
	return f->lang[i].locale;
}

/* ---- a document ---- */

static const struct fill_param *param_find(const struct filling *g, const char *name)
{
	int32_t i;

	for (i = 0; i < g->params; i++)
		if (strcmp(g->param[i].name, name) == 0 && !g->param[i].null)
			return &g->param[i];
	return NULL;
}

static const char *param_text(const struct filling *g, const char *name)
{
	const struct fill_param *p = param_find(g, name);

	return p && p->text ? p->text : "";
}

static const char *first_text(const struct words *w)
{
	return w->w[0].n > 0 ? w->w[0].span[0].s : "";
}

static void paper(const struct house *h, const struct layout *l, struct content *c)
{
	static const struct {
		const char *name;
		enum envelope envelope;
	} windows[] = {{"din5008-b", ENVELOPE_DIN5008B},
		       {"iso-dl-left", ENVELOPE_ISO_DL_LEFT},
		       {"us-10", ENVELOPE_US10}};
	const char *size = house_text(h, "locale", "paper"), *window = house_text(h, "locale", "envelope");
	int letter = size && (size[0] == 'L' || size[0] == 'l');
	int32_t turn;
	size_t i;

	c->width = letter ? 612000 : 595276; /* 8.5 × 11 inches; A4, 210 × 297 mm (ISO 216) */
	c->height = letter ? 792000 : 841890;
	if (l->landscape) {
		turn = c->width;
		c->width = c->height;
		c->height = turn;
	}
	for (i = 0; window && !l->internal && i < sizeof windows / sizeof windows[0]; i++)
		if (strcmp(windows[i].name, window) == 0)
			c->envelope = windows[i].envelope;
}

static struct words company_name(struct filling *g)
{
	struct words out;
	const char *s = house_text(g->f->house, "company", "name");
	int32_t lang;

	memset(&out, 0, sizeof out);
	for (lang = 0; lang < g->r->langs; lang++) {
		const struct value *row,
			*v = g->r->company_name < 0
				     ? NULL
				     : asked_value(g, g->r->company, g->r->company_name, lang, &row);

		out.w[lang] = show_text(g, v && v->kind == VALUE_STRING ? v->s : s ? s : "", 0);
	}
	return out;
}

/* [company] accent = #RRGGBB; black when the house says nothing. */
static uint32_t accent(const struct house *h)
{
	const char *s = house_text(h, "company", "accent");

	return s && s[0] == '#' ? (uint32_t)strtoul(s + 1, NULL, 16) & 0xFFFFFF : 0;
}

static void content_head(struct filling *g, struct content *c, int logo)
{
	const struct fill_param *as_of = param_find(g, "as_of");
	struct words title;
	int32_t i;

	c->type = g->r->layout->code;
	c->number = param_text(g, "number");
	for (i = 0; i < g->r->langs; i++) {
		c->lang[i] = locale_lang(g->r->locale[i]);
		c->rtl[i] = (uint8_t)locale_rtl(g->r->locale[i]);
	}
	show_phrase(g, &g->r->title, SHOW_BLANK, &title);
	c->title = first_text(&title);
	c->date = as_of && !as_of->text ? (int32_t)as_of->number : DATE_NONE;
	c->internal = (uint8_t)g->r->layout->internal;
	c->copies = (uint8_t)g->r->layout->copies;
	c->copy_label = show_label(g, &g->r->label[LABEL_COPY]);
	g->head.logo = logo ? 0 : -1;
	g->head.accent = accent(g->f->house);
	g->head.name = company_name(g);
	g->head.page_of = show_label(g, &g->r->label[LABEL_PAGE]);
	c->author = first_text(&g->head.name);
	paper(g->f->house, g->r->layout, c);
}

int fill_prepare(struct fill *f, struct diag *d, const struct layout *l, const char *language)
{
	return recipe_find(f, d, l, language) ? 0 : -1;
}

struct content *fill_document(struct fill *f, struct arena *a, struct diag *d, const struct layout *l,
			      const struct fill_param *param, int32_t params, const char *language, int logo)
{
	struct filling g = {.f = f, .a = a, .d = d, .param = param, .params = params};
	struct content *c = arena_alloc(a, sizeof *c);
	struct blocks blocks = {0};
	int32_t i;

	g.r = recipe_find(f, d, l, language);
	if (!g.r)
		return NULL;
	for (i = 0; i < g.r->askeds; i++)
		g.r->asked[i].fresh[0] = g.r->asked[i].fresh[1] = 0;
	g.subject = param_text(&g, "subject");
	if (!*g.subject)
		g.subject = l->code;
	content_head(&g, c, logo);
	blocks_make(&g, g.r->step, &blocks);
	text_done(&g.t);
	c->head = g.head;
	c->picture = g.picture;
	c->pictures = g.pictures;
	c->block = blocks.block;
	c->blocks = blocks.n;
	return g.failed ? NULL : c;
}
