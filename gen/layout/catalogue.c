/* catalogue.c: finds wordings in a language's catalogue, and proves that they fit their source. */
#include "layout/catalogue.h"

#include <string.h>

#include "layout/plural.h"
#include "layout/sentence.h"
#include "house/house.h"

/* ---- wordings ---- */

/* Which forms are of one count alone. */
static void alone_ask(struct catalogue *c)
{
	struct plural *plural = plural_open(c->language);
	int32_t k;

	for (k = 0; plural && k < c->language->forms && k < CATALOGUE_FORMS; k++)
		c->alone[k] = plural_alone(plural, k);
	plural_close(plural);
}

struct catalogue *catalogue_open(struct arena *a, struct diag *d, const struct house *h, const char *lang)
{
	struct catalogue *c = arena_alloc(a, sizeof *c);
	const char *path[2];
	struct place at = {NULL, 0, 0};
	int files = 0, failed = 0, i;

	c->lang = arena_dup(a, lang);
	path[0] = arena_format(a, "%s/layouts/po/%s.po", h->shipped, lang);
	path[1] = house_path(h, a, arena_format(a, "layouts/po/%s.po", lang));
	c->own = path[1];
	c->language = language_find(&h->languages, lang, strlen(lang));
	if (!c->language) {
		diag(d, DIAG_FILL_LANGUAGE, NULL, "the language \"%s\" is not known", lang);
		return NULL;
	}
	alone_ask(c);
	for (i = 0; i < 2; i++) {
		if (!file_exists(path[i]))
			continue;
		files++;
		failed |= catalogue_read(c, a, d, path[i]);
	}
	if (files == 0) {
		at.file = path[0];
		diag(d, DIAG_PO_MISSING, &at, "there is no catalogue of \"%s\"", lang);
		return NULL;
	}
	return failed ? NULL : c;
}

const struct sentence *catalogue_word(struct arena *a, struct diag *d, const struct catalogue *c,
				      const char *context, const struct sentence *s,
				      const struct sentence *plural, int32_t form)
{
	const struct catalogue_entry *e;
	const struct sentence *out;
	const char *hint, *what;

	if (!c)
		return plural && form > 0 ? plural : s;
	e = catalogue_find(c, context, s->source);
	if (!e || (plural && !e->plural) || form >= e->forms || !e->str[form][0]) {
		hint = context ? arena_format(a, "po/%s.po needs it with msgctxt \"%s\"", c->lang, context)
			       : arena_format(a, "po/%s.po needs it", c->lang);
		diag_hint(d, DIAG_WORDING_MISSING, &s->at, hint, "\"%.60s\" has no wording in \"%s\"",
			  s->source, c->lang);
		return NULL;
	}
	if (e->fuzzy) {
		diag_hint(d, DIAG_WORDING_FUZZY, &e->at, "check it and remove the flag",
			  "the \"%s\" wording of \"%.60s\" is marked fuzzy", c->lang, s->source);
		return NULL;
	}
	/* a form for one thing may say "one" in words: then its source is <one>, else <other> */
	out = sentence_read(a, d, e->str[form], &e->str_at[form], NULL, 0);
	if (!out || (form == 0 && sentence_same(a, s, out, &what)) ||
	    (plural && c->alone[form] ? sentence_same_counted(a, plural, out, NULL, &what)
				      : sentence_same(a, plural ? plural : s, out, &what)))
		return out;
	diag(d, DIAG_WORDING_HOLES, &e->str_at[form],
	     "the \"%s\" wording of \"%.60s\" has other holes or tags: %s", c->lang, s->source, what);
	return NULL;
}

int catalogue_counted(struct arena *a, struct diag *d, const struct catalogue *c,
		      const struct sentence *plural, const struct sentence *word, const char *count)
{
	const char *what;

	if (sentence_same_counted(a, plural, word, count, &what))
		return 0;
	diag(d, DIAG_WORDING_HOLES, &word->at, "the \"%s\" wording of \"%.60s\" has other holes or tags: %s",
	     c->lang, plural->source, what);
	return -1;
}

int catalogue_check(struct arena *a, struct diag *d, const struct catalogue *c)
{
	int32_t before = diag_errors(d), i, k;
	const struct sentence *one, *other;
	struct plural *plural = plural_open(c->language);

	if (!plural)
		diag(d, DIAG_FILL_LANGUAGE, &c->language->at,
		     "[%s] plural = %s: CLDR gives whole numbers of \"%s\" other categories", c->lang,
		     c->language->categories, c->language->locale);
	plural_close(plural);
	for (i = 0; i < c->n; i++) {
		const struct catalogue_entry *e = &c->entry[i];

		if (e->fuzzy) {
			diag_hint(d, DIAG_WORDING_FUZZY, &e->at, "check it and remove the flag",
				  "the \"%s\" wording of \"%.60s\" is marked fuzzy", c->lang, e->id);
			continue;
		}
		one = sentence_read(a, d, e->id, &e->at, NULL, 0);
		other = e->plural ? sentence_read(a, d, e->plural, &e->at, NULL, 0) : NULL;
		for (k = 0; one && k < e->forms; k++) {
			if (e->str[k][0])
				catalogue_word(a, d, c, e->context, one, other, k);
			else if (k > 0 || e->plural)
				diag(d, DIAG_WORDING_MISSING, &e->str_at[k],
				     "msgstr[%d] of \"%.60s\" is empty", k, e->id);
		}
	}
	/* what is asked for here proves nothing of use */
	for (i = 0; i < c->n; i++)
		c->entry[i].used = 0;
	return diag_errors(d) > before ? -1 : 0;
}

void catalogue_unused(struct arena *a, struct diag *d, const struct catalogue *c)
{
	const char **id = arena_alloc(a, (size_t)(c->n + 1) * sizeof *id), *near;
	const struct catalogue_entry *e;
	int32_t i, n = 0;

	for (i = 0; i < c->n; i++)
		if (strcmp(c->entry[i].at.file, c->own) != 0)
			id[n++] = c->entry[i].id;
	for (i = 0; i < c->n; i++) {
		e = &c->entry[i];
		if (e->used || strcmp(e->at.file, c->own) != 0)
			continue;
		near = diag_closest(e->id, id, n);
		diag_hint(d, DIAG_WORDING_UNUSED, &e->at,
			  near ? arena_format(a, "did you mean \"%s\"?", near)
			       : "copy the sentence as the layout has it",
			  "no layout says \"%.60s\"%s%s%s", e->id, e->context ? " with msgctxt \"" : "",
			  e->context ? e->context : "", e->context ? "\"" : "");
	}
}
