/* phrase.c: sentences with their wordings found and their holes bound to columns. */
#include <string.h>

#include "fill/maker.h"

/* What a column declares, where it stands. */
static enum show show_of(enum format format, int where)
{
	switch (format) {
	case FORMAT_DATE:
		return where == IN_TEXT ? AS_DATE_LONG : AS_DATE;
	case FORMAT_MONEY:
		return where == IN_CELL ? AS_MONEY_BARE : AS_MONEY;
	case FORMAT_PERCENT:
		return AS_PERCENT;
	case FORMAT_COUNT:
		return AS_COUNT;
	case FORMAT_WORDS:
		return AS_WORDS;
	case FORMAT_NUMBER:
		return AS_NUMBER;
	case FORMAT_TERM:
		return AS_TERM;
	default:
		return AS_TEXT;
	}
}

/* A sentence with its holes bound; as: the element's as=, AS_DECLARED: none. */
static struct parts parts_make(struct recipe_maker *m, const struct sentence *s, enum show as, int where)
{
	struct part *p = arena_alloc(m->a, (size_t)s->pieces * sizeof *p);
	int32_t i;

	for (i = 0; i < s->pieces; i++) {
		const struct piece *q = &s->piece[i];

		p[i] = (struct part){.text = q->text, .asked = -1, .style = q->style, .at = q->at};
		if (q->text)
			continue;
		p[i].asked = maker_query(m, q->query, &q->at);
		if (p[i].asked < 0)
			continue;
		p[i].column = recipe_column(&m->r->asked[p[i].asked], m->d, q->column, &q->at);
		if (p[i].column < 0) {
			m->failed = -1;
			continue;
		}
		p[i].show = q->show != AS_DECLARED ? q->show
			    : as != AS_DECLARED
				    ? as
				    : show_of(m->r->asked[p[i].asked].column[p[i].column].format, where);
	}
	return (struct parts){p, s->pieces, s->at};
}

/* A sentence in all languages of the recipe. plural: <other> of a counted one. */
struct phrase phrase_make(struct recipe_maker *m, const char *context, const struct sentence *s,
			  const struct sentence *plural, enum show as, int where)
{
	struct phrase out = {{NULL, NULL}, {0, 0}};
	const struct sentence *w;
	struct parts *parts;
	int32_t lang, k, forms;

	for (lang = 0; lang < m->r->langs; lang++) {
		forms = plural ? locale_forms(m->r->locale[lang]) : 1;
		parts = arena_alloc(m->a, (size_t)forms * sizeof *parts);
		for (k = 0; k < forms; k++) {
			w = catalogue_word(m->a, m->d, m->r->catalogue[lang], context, s, plural, k);
			if (!w)
				m->failed = -1;
			else
				parts[k] = parts_make(m, w, as, where);
		}
		out.form[lang] = parts;
		out.forms[lang] = forms;
	}
	return out;
}

/* A sentence that says nothing but holes ("{to.name}", "{clerk.phone} · {clerk.email}") needs no translation.
 */
static int says_nothing(const struct sentence *s)
{
	int32_t i;
	const char *p;

	for (i = 0; i < s->pieces; i++)
		for (p = s->piece[i].text; p && *p; p++)
			if (((*p | 32) >= 'a' && (*p | 32) <= 'z') ||
			    ((unsigned char)*p >= 0xC3 && (unsigned char)*p < 0xE2))
				return 0;
	return 1;
}

/* "{x.name}, {x.role}" between Arabic words takes the Arabic comma. */
static struct parts commas_turned(struct recipe_maker *m, struct parts p)
{
	struct part *out = arena_alloc(m->a, (size_t)p.n * sizeof *out);
	struct text t = {0};
	const char *s;
	int32_t i;

	for (i = 0; i < p.n; i++) {
		out[i] = p.part[i];
		text_reset(&t);
		for (s = p.part[i].text; s && *s; s++)
			if (*s == ',')
				text_adds(&t, "\xD8\x8C");
			else
				text_addc(&t, *s);
		if (out[i].text)
			out[i].text = arena_dup(m->a, text_str(&t));
	}
	text_done(&t);
	p.part = out;
	return p;
}

/* The sentence itself in all languages, but for a catalogue that has a wording all the same ("{x.name}،
 * {x.role}"). */
struct phrase phrase_plain(struct recipe_maker *m, const char *context, const struct sentence *s,
			   enum show as, int where)
{
	struct phrase out = {{NULL, NULL}, {1, 1}};
	struct parts *parts = arena_alloc(m->a, sizeof *parts), *other;
	const struct catalogue_entry *e;
	const struct sentence *w;
	int32_t lang;

	*parts = parts_make(m, s, as, where);
	for (lang = 0; lang < m->r->langs; lang++) {
		out.form[lang] = parts;
		if (locale_rtl(m->r->locale[lang]) && strstr(s->source, ", ")) {
			other = arena_alloc(m->a, sizeof *other);
			*other = commas_turned(m, *parts);
			out.form[lang] = other;
		}
		e = m->r->catalogue[lang] ? catalogue_find(m->r->catalogue[lang], context, s->source) : NULL;
		if (!e || e->fuzzy || e->forms == 0 || !e->str[0][0] || strcmp(e->str[0], s->source) == 0)
			continue;
		w = catalogue_word(m->a, m->d, m->r->catalogue[lang], context, s, NULL, 0);
		if (!w) {
			m->failed = -1;
			continue;
		}
		other = arena_alloc(m->a, sizeof *other);
		*other = parts_make(m, w, as, where);
		out.form[lang] = other;
	}
	return out;
}

struct phrase phrase_read(struct recipe_maker *m, const char *context, const struct sentence *s, enum show as,
			  int where)
{
	return says_nothing(s) ? phrase_plain(m, context, s, as, where)
			       : phrase_make(m, context, s, NULL, as, where);
}

struct phrase phrase_label(struct recipe_maker *m, const char *name)
{
	struct phrase out = {{NULL, NULL}, {0, 0}};
	struct parts *parts;
	struct part *part;
	int32_t lang;

	for (lang = 0; lang < m->r->langs; lang++) {
		parts = arena_alloc(m->a, sizeof *parts);
		part = arena_alloc(m->a, sizeof *part);
		part->text = label_word(m->a, m->d, m->f->terms, m->r->catalogue[lang], name);
		if (!part->text)
			m->failed = -1;
		*parts = (struct parts){part, 1, {0}};
		out.form[lang] = parts;
		out.forms[lang] = 1;
	}
	return out;
}
