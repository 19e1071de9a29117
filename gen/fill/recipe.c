/* recipe.c: makes a layout ready for a language: what can be settled once is settled here, not for each
 * document. */
#include <stdlib.h>
#include <string.h>

#include "fill/maker.h"

/* ---- queries ---- */

int32_t recipe_has(const struct asked *k, const char *name)
{
	int32_t i;

	for (i = 0; i < k->columns; i++)
		if (strcmp(k->column[i].name, name) == 0)
			return i;
	return -1;
}

int32_t recipe_column(const struct asked *k, struct diag *d, const char *name, const struct place *at)
{
	const char **names, *like;
	int32_t i = recipe_has(k, name);
	struct text hint;

	if (i >= 0)
		return i;
	names = mem_alloc(sizeof *names * (size_t)(k->columns + 1));
	for (i = 0; i < k->columns; i++)
		names[i] = k->column[i].name;
	like = diag_closest(name, names, k->columns);
	free(names);
	text_init(&hint);
	if (like)
		text_addf(&hint, "did you mean `%s`?", like);
	diag_hint(d, DIAG_LAYOUT_COLUMN, at, like ? text_str(&hint) : NULL,
		  "the query \"%s\" has no column \"%s\"", k->named->name, name);
	text_done(&hint);
	return -1;
}

static void columns_read(struct recipe_maker *m, struct asked *k)
{
	struct asked_column *c = arena_alloc(m->a, (size_t)query_columns(k->query) * sizeof *c);
	int32_t i, j;

	k->columns = query_columns(k->query);
	k->column = c;
	for (i = 0; i < k->columns; i++) {
		c[i].name = arena_dup(m->a, query_name(k->query, i));
		c[i].currency = -1;
		for (j = 0; j < k->named->columns; j++)
			if (strcmp(k->named->column[j].name, c[i].name) == 0)
				c[i].format = k->named->column[j].format;
	}
	for (i = 0; i < k->columns; i++) {
		c[i].currency = recipe_has(k, arena_format(m->a, "%s_currency", c[i].name));
		if (c[i].currency < 0)
			c[i].currency = recipe_has(k, "currency");
	}
}

/* Parameters that are the same in all documents of a snapshot (fill.h); the language is the recipe's. */
static int param_of_run(const char *name)
{
	return strcmp(name, "as_of") == 0 || strcmp(name, "run") == 0 ||
	       strcmp(name, "default_language") == 0 || strcmp(name, "language") == 0;
}

static struct query *query_shared(struct recipe_maker *m, const struct named_query *named)
{
	struct fill *f = m->f;
	struct shared_query *k;
	struct query *q;

	for (k = f->shared; k < f->shared + f->shareds; k++)
		if (k->at.line == named->at.line && strcmp(k->at.file, named->at.file) == 0 &&
		    strcmp(k->sql, named->sql) == 0)
			return k->query;
	q = query_open_named(f->db, m->d, named);
	if (q) {
		f->shared = arena_room(m->a, f->shared, &f->shared_cap, f->shareds + 1, sizeof *f->shared);
		f->shared[f->shareds++] = (struct shared_query){named->at, named->sql, q};
	}
	return q;
}

/* The query's index among those asked, opening it when it is new; -1 after a diagnostic. */
int32_t maker_query(struct recipe_maker *m, const char *name, const struct place *at)
{
	const struct named_query *named = layout_query(m->r->layout, name);
	struct asked *k;
	int32_t i;

	for (i = 0; i < m->r->askeds; i++)
		if (m->r->asked[i].named == named)
			return m->r->asked[i].query ? i : -1;
	if (!named) {
		m->failed = diag(m->d, DIAG_LAYOUT_QUERY, at, "there is no query \"%s\"", name);
		return -1;
	}
	m->r->asked = arena_room(m->a, m->r->asked, &m->r->asked_cap, m->r->askeds + 1, sizeof *m->r->asked);
	k = &m->r->asked[m->r->askeds];
	*k = (struct asked){.named = named, .query = query_shared(m, named)};
	if (k->query && query_declared(k->query, m->d, named) < 0)
		k->query = NULL;
	if (!k->query) {
		m->r->askeds++; /* known as broken: said once */
		m->failed = -1;
		return -1;
	}
	columns_read(m, k);
	k->params = query_params(k->query);
	k->param = arena_alloc(m->a, (size_t)k->params * sizeof *k->param);
	k->of_run = 1;
	for (i = 0; i < k->params; i++) {
		const char *p = query_param(k->query, i + 1);

		k->param[i] = p ? arena_dup(m->a, p) : "";
		k->by_language |= strcmp(k->param[i], "language") == 0;
		k->of_run &= param_of_run(k->param[i]);
	}
	return m->r->askeds++;
}

/* "query.column" or "query". */
struct flag maker_flag(struct recipe_maker *m, const struct attr *at)
{
	struct flag out = {-1, -1, {0}};
	const char *dot;

	if (!at)
		return out;
	out.at = at->at;
	dot = strchr(at->value, '.');
	out.asked = maker_query(m, dot ? arena_dupn(m->a, at->value, (size_t)(dot - at->value)) : at->value,
				&at->at);
	if (dot && out.asked >= 0) {
		out.column = recipe_column(&m->r->asked[out.asked], m->d, dot + 1, &at->at);
		if (out.column < 0)
			m->failed = -1;
	}
	return out;
}

/* ---- steps ---- */

static int label_read(struct recipe_maker *m, const struct node *n, enum attribute name, struct phrase *out)
{
	const struct attr *at = node_attr(n, name);

	if (!at || !at->text)
		return 0;
	*out = phrase_read(m, NULL, at->text, AS_DECLARED, IN_TEXT);
	return 1;
}

static void counted_make(struct recipe_maker *m, struct step *s)
{
	const struct node *k, *one = NULL, *other = NULL;
	struct flag hole = maker_flag(m, node_attr(s->node, AT_COUNT));

	s->count = hole.asked;
	s->count_column = hole.column;
	for (k = s->node->child; k; k = k->next) {
		if (k->element == EL_ONE)
			one = k;
		else if (k->element == EL_OTHER)
			other = k;
	}
	if (!one || !other || !one->text || !other->text) {
		m->failed = diag(m->d, DIAG_LAYOUT_MISSING, &s->node->at,
				 "a counted <%s> has <one> and <other> with text", element_name(s->element));
		return;
	}
	s->text = phrase_make(m, node_context(m->a, s->node), one->text, other->text, AS_DECLARED, IN_TEXT);
	s->has_text = 1;
}

static struct step *steps_make(struct recipe_maker *m, const struct node *n)
{
	struct step *first = NULL, **tail = &first, *s;
	const struct attr *query, *each;
	int where;

	for (; n; n = n->next) {
		s = arena_alloc(m->a, sizeof *s);
		s->node = n;
		s->element = n->element;
		s->when = maker_flag(m, node_attr(n, AT_WHEN));
		s->unless = maker_flag(m, node_attr(n, AT_UNLESS));
		each = node_attr(n, AT_EACH);
		s->each = each ? maker_query(m, each->value, &each->at) : -1;
		s->optional = node_yes(n, AT_OPTIONAL, 0);
		s->count = s->asked = s->row_kind = -1;
		s->has_label = label_read(
			m, n, n->element == EL_TABLE || n->element == EL_BUCKETS ? AT_TITLE : AT_LABEL,
			&s->label);
		s->has_stamp = label_read(m, n, AT_STAMP, &s->stamp);
		s->value = maker_flag(
			m,
			node_attr(n, n->element == EL_IMAGE || n->element == EL_CODE ? AT_FROM : AT_VALUE));
		query = node_attr(n, AT_QUERY);
		if (query)
			s->asked = maker_query(m, query->value, &query->at);
		where = n->element == EL_BOX ? IN_BOX : IN_TEXT;
		if (node_attr(n, AT_COUNT)) {
			counted_make(m, s);
		} else if (n->text) {
			s->text = phrase_read(m, node_context(m->a, n), n->text, maker_as(n), where);
			s->has_text = 1;
		}
		if (n->element == EL_TABLE) {
			if (s->asked >= 0)
				table_make(m, s);
		} else if (s->count < 0) {
			s->child = steps_make(m, n->child);
		}
		*tail = s;
		tail = &s->next;
	}
	return first;
}

/* "en" or "en+ar" into locales and catalogues. */
static int pair_read(struct recipe_maker *m)
{
	struct recipe *r = m->r;
	const char *plus = strchr(r->language, '+'), *lang;
	int32_t i, n = plus ? 2 : 1;

	if (plus && !r->layout->bilingual)
		return diag(m->d, DIAG_FILL_LANGUAGE, NULL,
			    "%s is not a bilingual paper: \"%s\" is asked for", r->layout->code, r->language);
	for (i = 0; i < n; i++) {
		lang = i == 1 ? plus + 1
			      : arena_dupn(m->a, r->language,
					   plus ? (size_t)(plus - r->language) : strlen(r->language));
		r->locale[i] = fill_locale(m->f, m->d, lang);
		if (!r->locale[i] || fill_catalogue(m->f, m->d, lang, &r->catalogue[i]))
			return -1;
	}
	r->langs = n;
	return 0;
}

struct recipe *recipe_find(struct fill *f, struct diag *d, const struct layout *l, const char *language)
{
	static const char *const labels[8] = {"page_of",   "copy_of",	 "carried",   "brought",
					      "sign_name", "sign_title", "sign_date", "sign_here"};
	struct recipe_maker m = {.f = f, .d = d, .a = &f->arena};
	int32_t i;

	for (i = 0; i < f->recipes; i++)
		if (f->recipe[i]->layout == l && strcmp(f->recipe[i]->language, language) == 0) {
			if (f->recipe[i]->failed)
				diag(d, DIAG_FILL_LANGUAGE, NULL,
				     "%s cannot be made in \"%s\", as was said before", l->code, language);
			return f->recipe[i]->failed ? NULL : f->recipe[i];
		}
	m.r = arena_alloc(m.a, sizeof *m.r);
	m.r->layout = l;
	m.r->language = arena_dup(m.a, language);
	m.r->company = m.r->company_name = -1;
	f->recipe = arena_room(m.a, f->recipe, &f->recipe_cap, f->recipes + 1, sizeof *f->recipe);
	f->recipe[f->recipes++] = m.r;
	m.r->failed = 1;
	if (pair_read(&m))
		return NULL;
	m.r->title = phrase_make(&m, NULL, l->title, NULL, AS_DECLARED, IN_TEXT);
	for (i = 0; i < 8; i++)
		m.r->label[i] = phrase_label(&m, labels[i]);
	if (layout_query(l, "company")) {
		m.r->company = maker_query(&m, "company", NULL);
		if (m.r->company >= 0) {
			const struct asked *k = &m.r->asked[m.r->company];

			m.r->company_name = recipe_column(k, d, "name", &k->named->at);
			m.failed = m.r->company_name < 0 ? -1 : m.failed;
		}
	}
	m.r->step = steps_make(&m, l->root->child);
	m.r->failed = m.failed != 0;
	return m.failed ? NULL : m.r;
}
