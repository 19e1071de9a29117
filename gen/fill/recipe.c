/* recipe.c: makes a layout ready for a language: what can be settled once is settled here, not for each document. */
#include "fill/recipe.h"

#include <string.h>

struct maker {
	struct fill *f;
	struct diag *d;
	struct recipe *r;
	struct arena *a;
	int failed;
};

/* ---- queries ------------------------------------------------------------------------------------------------------------- */

static int32_t column_find(const struct asked *k, const char *name)
{
	int32_t i;

	for (i = 0; i < k->columns; i++)
		if (strcmp(k->column[i].name, name) == 0)
			return i;
	return -1;
}

static void columns_read(struct maker *m, struct asked *k)
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
		c[i].currency = column_find(k, arena_format(m->a, "%s_currency", c[i].name));
		if (c[i].currency < 0)
			c[i].currency = column_find(k, "currency");
	}
}

/* The query's index among those asked, opening it when it is new; -1 after a diagnostic. */
static int32_t asked_find(struct maker *m, const char *name, const struct place *at)
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
	*k = (struct asked){.named = named, .query = query_open(m->f->db, m->d, named->sql, &named->at)};
	if (!k->query) {
		m->r->askeds++; /* known as broken: said once */
		m->failed = -1;
		return -1;
	}
	columns_read(m, k);
	k->params = query_params(k->query);
	k->param = arena_alloc(m->a, (size_t)k->params * sizeof *k->param);
	for (i = 0; i < k->params; i++) {
		const char *p = query_param(k->query, i + 1);

		k->param[i] = p ? arena_dup(m->a, p) : "";
		k->by_language |= strcmp(k->param[i], "language") == 0;
	}
	return m->r->askeds++;
}

/* "query.column" or "query". */
static struct flag flag_read(struct maker *m, const struct attr *at)
{
	struct flag out = {-1, -1, {0}};
	const char *dot;

	if (!at)
		return out;
	out.at = at->at;
	dot = strchr(at->value, '.');
	out.asked = asked_find(m, dot ? arena_dupn(m->a, at->value, (size_t)(dot - at->value)) : at->value, &at->at);
	if (dot && out.asked >= 0) {
		out.column = column_find(&m->r->asked[out.asked], dot + 1);
		if (out.column < 0)
			m->failed = diag(m->d, DIAG_LAYOUT_COLUMN, &at->at, "the query \"%s\" has no column \"%s\"", m->r->asked[out.asked].named->name,
					 dot + 1);
	}
	return out;
}

/* ---- text ---------------------------------------------------------------------------------------------------------------- */

enum { IN_TEXT, IN_CELL, IN_BOX };

/* What a column declares, where it stands: cells have short dates and bare amounts, boxes short dates. */
static enum show show_of(enum format format, int where)
{
	switch (format) {
	case FORMAT_DATE: return where == IN_TEXT ? AS_DATE_LONG : AS_DATE;
	case FORMAT_MONEY: return where == IN_CELL ? AS_MONEY_BARE : AS_MONEY;
	case FORMAT_PERCENT: return AS_PERCENT;
	case FORMAT_COUNT: return AS_COUNT;
	case FORMAT_WORDS: return AS_WORDS;
	case FORMAT_NUMBER: return AS_NUMBER;
	case FORMAT_TERM: return AS_TERM;
	default: return AS_TEXT;
	}
}

/* A sentence with its holes bound; as: the element's as=, AS_DECLARED: none. */
static struct parts parts_make(struct maker *m, const struct sentence *s, enum show as, int where)
{
	struct part *p = arena_alloc(m->a, (size_t)s->pieces * sizeof *p);
	int32_t i;

	for (i = 0; i < s->pieces; i++) {
		const struct piece *q = &s->piece[i];

		p[i] = (struct part){.text = q->text, .asked = -1, .style = q->style, .at = q->at};
		if (q->text)
			continue;
		p[i].asked = asked_find(m, q->query, &q->at);
		if (p[i].asked < 0)
			continue;
		p[i].column = column_find(&m->r->asked[p[i].asked], q->column);
		if (p[i].column < 0) {
			m->failed = diag(m->d, DIAG_LAYOUT_COLUMN, &q->at, "the query \"%s\" has no column \"%s\"", q->query, q->column);
			continue;
		}
		p[i].show = q->show != AS_DECLARED ? q->show : as != AS_DECLARED ? as :
			    show_of(m->r->asked[p[i].asked].column[p[i].column].format, where);
	}
	return (struct parts){p, s->pieces, s->at};
}

/* A sentence in all languages of the recipe. plural: <other> of a counted one. */
static struct phrase phrase_make(struct maker *m, const char *context, const struct sentence *s, const struct sentence *plural,
				 enum show as, int where)
{
	struct phrase out = {{NULL, NULL}, {0, 0}};
	const struct sentence *w;
	struct parts *parts;
	int32_t lang, k, forms;

	for (lang = 0; lang < m->r->langs; lang++) {
		forms = plural ? catalogue_forms(locale_lang(m->r->locale[lang])) : 1;
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

/* A sentence that says nothing but holes ("{to.name}", "{clerk.phone} · {clerk.email}") needs no translation. */
static int says_nothing(const struct sentence *s)
{
	int32_t i;
	const char *p;

	for (i = 0; i < s->pieces; i++)
		for (p = s->piece[i].text; p && *p; p++)
			if (((*p | 32) >= 'a' && (*p | 32) <= 'z') || ((unsigned char)*p >= 0xC3 && (unsigned char)*p < 0xE2))
				return 0;
	return 1;
}

/* "{x.name}, {x.role}" between Arabic words takes the Arabic comma. */
static struct parts commas_turned(struct maker *m, struct parts p)
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

/* The sentence itself in all languages, but for a catalogue that has a wording all the same ("{x.name}، {x.role}"). */
static struct phrase phrase_plain(struct maker *m, const char *context, const struct sentence *s, enum show as, int where)
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

static struct phrase phrase_read(struct maker *m, const char *context, const struct sentence *s, enum show as, int where)
{
	return says_nothing(s) ? phrase_plain(m, context, s, as, where) : phrase_make(m, context, s, NULL, as, where);
}

static struct phrase phrase_label(struct maker *m, const char *name)
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

/* ---- tables -------------------------------------------------------------------------------------------------------------- */

static enum cell_kind kind_of(enum show show)
{
	switch (show) {
	case AS_MONEY: case AS_MONEY_BARE: return CELL_MONEY;
	case AS_DATE: case AS_DATE_LONG: return CELL_DATE;
	case AS_COUNT: return CELL_COUNT;
	case AS_PERCENT: return CELL_PERCENT;
	default: return CELL_TEXT;
	}
}

/* How a cell's text is shown when it is one hole; AS_TEXT otherwise. neutral: the same in every language. */
static enum show show_single(const struct maker *m, const struct phrase *p, int *neutral)
{
	const struct parts *s = p->form[0];
	enum show show;
	int32_t i;

	*neutral = m->r->langs == 1 || p->form[0] == p->form[1];
	for (i = 0; s && i < s->n; i++) {
		if (s->part[i].text)
			continue;
		show = s->part[i].show;
		if (show == AS_TERM || show == AS_WORDS || show == AS_DATE_LONG || m->r->asked[s->part[i].asked].by_language)
			*neutral = 0;
	}
	return s && s->n == 1 && !s->part[0].text ? s->part[0].show : AS_TEXT;
}

static int32_t mpt_of_mm(int32_t mm)
{
	return (int32_t)((int64_t)mm * 72000 * 10 / 254);
}

static int names_hold(const char *names, const char *name)
{
	size_t n = strlen(name), len;

	for (; names && *names; names += len + (names[len] == ' ')) {
		len = strcspn(names, " ");
		if (len == n && memcmp(names, name, n) == 0)
			return 1;
	}
	return 0;
}

static enum show as_of(const struct node *n)
{
	const char *s = node_text(n, AT_AS);

	return s ? (enum show)show_find(s) : AS_DECLARED;
}

static struct step_column column_make(struct maker *m, const struct step *t, const struct node *n)
{
	const struct asked *k = &m->r->asked[t->asked];
	struct step_column c = {.name = node_text(n, AT_NAME), .show = AS_TEXT, .carried = -1};
	const struct sentence *s = n->text;
	struct piece hole = {NULL, k->named->name, c.name, AS_DECLARED, 0, n->at};
	struct sentence own = {"", n->at, &hole, 1};
	const struct attr *label = node_attr(n, AT_LABEL);
	int blank = (node_yes(n, AT_TICK, 0) || node_yes(n, AT_RULE, 0)) && column_find(k, c.name) < 0;
	int figure;

	c.when = flag_read(m, node_attr(n, AT_WHEN));
	c.unless = flag_read(m, node_attr(n, AT_UNLESS));
	if (label && label->text)
		c.label = phrase_read(m, NULL, label->text, AS_DECLARED, IN_TEXT);
	if (!blank) {
		c.text = s ? phrase_read(m, NULL, s, as_of(n), IN_CELL) : phrase_plain(m, NULL, &own, as_of(n), IN_CELL);
		c.show = show_single(m, &c.text, &c.neutral);
		k = &m->r->asked[t->asked];
	}
	c.kind = kind_of(c.show);
	figure = c.kind == CELL_MONEY || c.kind == CELL_COUNT || c.kind == CELL_PERCENT || c.show == AS_NUMBER;
	c.align = (enum cell_align)node_word(n, AT_ALIGN, figure ? CELL_END : CELL_START);
	c.min = mpt_of_mm(node_number(n, AT_MIN, 0));
	c.max = mpt_of_mm(node_number(n, AT_MAX, 0));
	c.carry = (uint8_t)names_hold(node_text(t->node, AT_CARRY), c.name);
	c.running = (uint8_t)node_yes(n, AT_RUNNING, 0);
	c.wrap = (uint8_t)node_yes(n, AT_WRAP, c.kind == CELL_TEXT && !figure);
	c.tick = (uint8_t)node_yes(n, AT_TICK, 0);
	c.rule = (uint8_t)node_yes(n, AT_RULE, 0);
	if (c.carry && c.kind == CELL_MONEY)
		c.carried = c.text.form[0]->part[0].column;
	return c;
}

static void row_make(struct maker *m, struct step *t, const struct node *n)
{
	static const enum row_kind kinds[] = {ROW_HEAD, ROW_SUBTOTAL, ROW_TOTAL};
	struct step_row *r = &t->row[kinds[node_word(n, AT_KIND, 0)]];
	struct step_cell *cell = arena_alloc(m->a, (size_t)t->columns * sizeof *cell);
	const struct node *c;
	int32_t i;

	r->given = 1;
	r->strong = (uint8_t)node_yes(n, AT_STRONG, kinds[node_word(n, AT_KIND, 0)] != ROW_SUBTOTAL);
	if (n->text) {
		r->head = phrase_read(m, NULL, n->text, AS_DECLARED, IN_TEXT);
		r->has_head = 1;
	}
	for (c = n->child; c; c = c->next)
		for (i = 0; i < t->columns; i++)
			if (node_text(c, AT_COL) && strcmp(t->column[i].name, node_text(c, AT_COL)) == 0) {
				cell[i].given = 1;
				if (c->text)
					cell[i].text = phrase_read(m, NULL, c->text, as_of(c), IN_CELL);
				cell[i].show = show_single(m, &cell[i].text, &cell[i].neutral);
				cell[i].kind = c->text ? kind_of(cell[i].show) : CELL_EMPTY;
			}
	r->cell = cell;
}

static void table_make(struct maker *m, struct step *t)
{
	struct step_column *column = NULL;
	const struct node *n;
	int32_t cap = 0;

	t->row_kind = column_find(&m->r->asked[t->asked], "row_kind");
	for (n = t->node->child; n; n = n->next) {
		if (n->element != EL_COL)
			continue;
		column = arena_room(m->a, column, &cap, t->columns + 1, sizeof *column);
		column[t->columns++] = column_make(m, t, n);
	}
	t->column = column;
	for (n = t->node->child; n; n = n->next)
		if (n->element == EL_ROW)
			row_make(m, t, n);
}

/* ---- steps --------------------------------------------------------------------------------------------------------------- */

static int label_read(struct maker *m, const struct node *n, enum attribute name, struct phrase *out)
{
	const struct attr *at = node_attr(n, name);

	if (!at || !at->text)
		return 0;
	*out = phrase_read(m, NULL, at->text, AS_DECLARED, IN_TEXT);
	return 1;
}

static void counted_make(struct maker *m, struct step *s)
{
	const struct node *k, *one = NULL, *other = NULL;
	struct flag hole = flag_read(m, node_attr(s->node, AT_COUNT));

	s->count = hole.asked;
	s->count_column = hole.column;
	for (k = s->node->child; k; k = k->next) {
		if (k->element == EL_ONE)
			one = k;
		else if (k->element == EL_OTHER)
			other = k;
	}
	if (!one || !other || !one->text || !other->text) {
		m->failed = diag(m->d, DIAG_LAYOUT_MISSING, &s->node->at, "a counted <%s> has <one> and <other> with text", element_name(s->element));
		return;
	}
	s->text = phrase_make(m, node_context(m->a, s->node), one->text, other->text, AS_DECLARED, IN_TEXT);
	s->has_text = 1;
}

static struct step *steps_make(struct maker *m, const struct node *n)
{
	struct step *first = NULL, **tail = &first, *s;
	const struct attr *query, *each;
	int where;

	for (; n; n = n->next) {
		s = arena_alloc(m->a, sizeof *s);
		s->node = n;
		s->element = n->element;
		s->when = flag_read(m, node_attr(n, AT_WHEN));
		s->unless = flag_read(m, node_attr(n, AT_UNLESS));
		each = node_attr(n, AT_EACH);
		s->each = each ? asked_find(m, each->value, &each->at) : -1;
		s->optional = node_yes(n, AT_OPTIONAL, 0);
		s->count = s->asked = s->row_kind = -1;
		s->has_label = label_read(m, n, n->element == EL_TABLE || n->element == EL_BUCKETS ? AT_TITLE : AT_LABEL, &s->label);
		s->has_stamp = label_read(m, n, AT_STAMP, &s->stamp);
		s->value = flag_read(m, node_attr(n, AT_VALUE));
		query = node_attr(n, AT_QUERY);
		if (query)
			s->asked = asked_find(m, query->value, &query->at);
		where = n->element == EL_BOX ? IN_BOX : IN_TEXT;
		if (node_attr(n, AT_COUNT)) {
			counted_make(m, s);
		} else if (n->text) {
			s->text = phrase_read(m, node_context(m->a, n), n->text, as_of(n), where);
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
static int languages_read(struct maker *m)
{
	struct recipe *r = m->r;
	const char *plus = strchr(r->language, '+'), *lang;
	int32_t i, n = plus ? 2 : 1;

	if (plus && !r->layout->bilingual)
		return diag(m->d, DIAG_FILL_LANGUAGE, NULL, "%s is not a bilingual paper: \"%s\" is asked for", r->layout->code, r->language);
	for (i = 0; i < n; i++) {
		lang = i == 1 ? plus + 1 : arena_dupn(m->a, r->language, plus ? (size_t)(plus - r->language) : strlen(r->language));
		r->locale[i] = fill_locale(m->f, m->d, lang);
		if (!r->locale[i] || fill_catalogue(m->f, m->d, lang, &r->catalogue[i]))
			return -1;
	}
	r->langs = n;
	return 0;
}

struct recipe *recipe_find(struct fill *f, struct diag *d, const struct layout *l, const char *language)
{
	static const char *const labels[8] = {"page_of", "copy_of", "carried", "brought", "sign_name", "sign_title", "sign_date", "sign_here"};
	struct maker m = {.f = f, .d = d, .a = &f->arena};
	int32_t i;

	for (i = 0; i < f->recipes; i++)
		if (f->recipe[i]->layout == l && strcmp(f->recipe[i]->language, language) == 0) {
			if (f->recipe[i]->failed)
				diag(d, DIAG_FILL_LANGUAGE, NULL, "%s cannot be made in \"%s\", as was said before", l->code, language);
			return f->recipe[i]->failed ? NULL : f->recipe[i];
		}
	m.r = arena_alloc(m.a, sizeof *m.r);
	m.r->layout = l;
	m.r->language = arena_dup(m.a, language);
	m.r->company = m.r->company_name = -1;
	f->recipe = arena_room(m.a, f->recipe, &f->recipe_cap, f->recipes + 1, sizeof *f->recipe);
	f->recipe[f->recipes++] = m.r;
	m.r->failed = 1;
	if (languages_read(&m))
		return NULL;
	m.r->title = phrase_make(&m, NULL, l->title, NULL, AS_DECLARED, IN_TEXT);
	for (i = 0; i < 8; i++)
		m.r->label[i] = phrase_label(&m, labels[i]);
	if (layout_query(l, "company")) {
		m.r->company = asked_find(&m, "company", NULL);
		m.r->company_name = m.r->company < 0 ? -1 : column_find(&m.r->asked[m.r->company], "name");
	}
	m.r->step = steps_make(&m, l->root->child);
	m.r->failed = m.failed != 0;
	return m.failed ? NULL : m.r;
}

void recipe_done(struct recipe *r)
{
	int32_t i;

	for (i = 0; i < r->askeds; i++)
		query_close(r->asked[i].query);
}
