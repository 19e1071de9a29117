/* check.c: proves a layout before anything is printed: holes, flags, wordings in every language, letters in
 * some font. */
#include <string.h>

#include "layout/check_own.h"

/* ---- holes ---- */

static void hole_check(struct checker *k, const struct piece *p)
{
	const struct checked *q = check_use(k, p->query, &p->at);

	if (!q || check_column(k, q, p->column, &p->at) < 0)
		return;
	if ((p->show == AS_MONEY || p->show == AS_MONEY_BARE) && !check_currency(k, q, p->column))
		diag_hint(k->d, DIAG_LAYOUT_CURRENCY, &p->at, "select `currency` too",
			  "the amount {%s.%s} has no currency", p->query, p->column);
}

static void holes_check(struct checker *k, const struct sentence *s)
{
	int32_t i;

	for (i = 0; s && i < s->pieces; i++)
		if (!s->piece[i].text)
			hole_check(k, &s->piece[i]);
}

/* when=, unless=, count=, value=, from=: "query.column" or "query". */
static void flag_check(struct checker *k, const struct node *n, enum attribute name)
{
	const struct attr *at = node_attr(n, name);
	const char *dot = at ? strchr(at->value, '.') : NULL;
	const struct checked *q;

	if (!at)
		return;
	q = check_use(k, dot ? arena_dupn(k->a, at->value, (size_t)(dot - at->value)) : at->value, &at->at);
	if (q && dot)
		check_column(k, q, dot + 1, &at->at);
}

/* ---- wordings ---- */

/* A text around its first character cp, at whole characters: some 30 bytes on each side. */
static const char *around(struct arena *a, const char *text, uint32_t cp)
{
	const char *s = text, *end = text + strlen(text), *at = text, *from, *to;

	while (s < end && utf8_next(&s, end) != cp)
		at = s;
	for (from = at - text > 30 ? at - 30 : text; from < at && ((unsigned char)*from & 0xC0) == 0x80;
	     from++)
		;
	for (to = end - at > 30 ? at + 30 : end; to < end && ((unsigned char)*to & 0xC0) == 0x80; to++)
		;
	return arena_dupn(a, from, (size_t)(to - from));
}

static void glyphs_check(struct checker *k, const struct sentence *s)
{
	uint32_t cp;
	int32_t i;

	for (i = 0; s && k->c->missing && i < s->pieces; i++) {
		if (!s->piece[i].text)
			continue;
		cp = k->c->missing(k->c->ctx, s->piece[i].text, strlen(s->piece[i].text));
		if (cp && cp != '\n')
			diag(k->d, DIAG_LAYOUT_GLYPH, &s->at, "no font has the character U+%04X of \"%s\"",
			     cp, around(k->a, s->piece[i].text, cp));
	}
}

/* plural, count: of a counted sentence, and its hole; else NULL. */
static void wording_check(struct checker *k, const char *context, const struct sentence *s,
			  const struct sentence *plural, const char *count)
{
	int32_t i, form, forms;

	glyphs_check(k, s);
	glyphs_check(k, plural);
	if (!plural && !sentence_speaks(s))
		return;
	for (i = 0; i < k->c->catalogues; i++) {
		/* a layout that is not written in a language needs no wording in it */
		if (language_among(k->a, k->l->languages, k->c->catalogue[i]->lang) !=
		    k->c->catalogue[i]->lang)
			continue;
		forms = plural ? k->c->catalogue[i]->language->forms : 1;
		for (form = 0; form < forms; form++) {
			const struct sentence *w =
				catalogue_word(k->a, k->d, k->c->catalogue[i], context, s, plural, form);

			if (!w || (plural && k->c->catalogue[i]->alone[form] &&
				   catalogue_counted(k->a, k->d, k->c->catalogue[i], plural, w, count) < 0))
				break;
			glyphs_check(k, w);
		}
	}
}

static void text_check(struct checker *k, const char *context, const struct sentence *s)
{
	if (!s)
		return;
	holes_check(k, s);
	wording_check(k, context, s, NULL, NULL);
}

static void counted_check(struct checker *k, const struct node *n)
{
	const struct node *c, *one = NULL, *other = NULL;

	for (c = n->child; c; c = c->next) {
		holes_check(k, c->text);
		if (c->element == EL_ONE)
			one = c;
		else
			other = c;
	}
	if (one && other && one->text && other->text)
		wording_check(k, node_context(k->a, n), one->text, other->text, node_text(n, AT_COUNT));
}

/* ---- tables ---- */

static void col_check(struct checker *k, const struct node *n, const struct checked *q)
{
	const struct attr *name = node_attr(n, AT_NAME);
	const struct node *c; /* boxes to tick */
	const char *as = node_text(n, AT_AS);
	int blank = node_yes(n, AT_TICK, 0) || node_yes(n, AT_RULE, 0) || n->child;
	int show = as ? show_find(as) : AS_DECLARED;

	flag_check(k, n, AT_WHEN);
	flag_check(k, n, AT_UNLESS);
	for (c = n->child; c; c = c->next) {
		flag_check(k, c, AT_WHEN);
		flag_check(k, c, AT_UNLESS);
		flag_check(k, c, AT_VALUE);
		text_check(k, NULL, node_attr(c, AT_LABEL) ? node_attr(c, AT_LABEL)->text : NULL);
	}
	if (n->text || (blank && check_has(q, name->value) < 0))
		return;
	if (check_column(k, q, name->value, &name->at) >= 0 && (show == AS_MONEY || show == AS_MONEY_BARE) &&
	    !check_currency(k, q, name->value))
		diag_hint(k->d, DIAG_LAYOUT_CURRENCY, &name->at, "select `currency` too",
			  "the amount \"%s\" of the query \"%s\" has no currency", name->value,
			  q->named->name);
}

static void steps_check(struct checker *k, const struct node *n);

static void table_check(struct checker *k, const struct node *n, const struct checked *q)
{
	const struct level level = {q, k->level};
	const struct node *c;

	k->level = &level;
	for (c = n->child; c; c = c->next) {
		if (c->element == EL_COL)
			col_check(k, c, q);
		else if (check_has(q, "row_kind") < 0 && q->opened)
			diag(k->d, DIAG_LAYOUT_COLUMN, &c->at,
			     "the query \"%s\" has no column row_kind: there are no rows of the kind \"%s\"",
			     q->named->name, node_text(c, AT_KIND));
	}
	steps_check(k, n->child);
	k->level = level.outer;
}

static void needed_check(struct checker *k, const struct node *n, const struct checked *q)
{
	static const char *const of_buckets[] = {"label", "amount", "tenths", NULL}, *const of_chart[] = {
											     "label", "value",
											     NULL};
	const char *const *name = n->element == EL_BUCKETS ? of_buckets : of_chart;

	for (; *name; name++)
		check_column(k, q, *name, &node_attr(n, AT_QUERY)->at);
}

/* ---- the tree ---- */

static void node_check(struct checker *k, const struct node *n)
{
	const struct attr *query = node_attr(n, AT_QUERY);
	const struct checked *q = query ? check_use(k, query->value, &query->at) : NULL;
	int32_t i;

	flag_check(k, n, AT_WHEN);
	flag_check(k, n, AT_UNLESS);
	flag_check(k, n, AT_COUNT);
	flag_check(k, n, AT_VALUE);
	flag_check(k, n, AT_FROM);
	for (i = 0; i < n->attrs; i++)
		text_check(k, NULL, n->attr[i].text);
	if (node_attr(n, AT_COUNT)) {
		counted_check(k, n);
		return;
	}
	text_check(k, node_context(k->a, n), n->text);
	if (n->element == EL_TABLE) {
		if (q)
			table_check(k, n, q);
		return;
	}
	if (q)
		needed_check(k, n, q);
	steps_check(k, n->child);
}

static void steps_check(struct checker *k, const struct node *n)
{
	struct level level;
	const struct attr *each;

	for (; n; n = n->next) {
		if (n->element == EL_COL) {
			/* its flags and column are looked at by the table: here its wordings */
			int32_t i;

			for (i = 0; i < n->attrs; i++)
				text_check(k, NULL, n->attr[i].text);
			text_check(k, NULL, n->text);
			continue;
		}
		each = node_attr(n, AT_EACH);
		level = (struct level){each ? check_use(k, each->value, &each->at) : NULL, k->level};
		if (level.query)
			k->level = &level;
		node_check(k, n);
		k->level = level.outer;
	}
}

int layout_check(struct arena *a, struct diag *d, const struct layout *l, const struct layout_check *c)
{
	struct checker k = {.a = a, .d = d, .l = l, .c = c};
	int32_t before = diag_errors(d);

	check_queries(&k);
	wording_check(&k, NULL, l->title, NULL, NULL);
	steps_check(&k, l->root->child);
	check_unused(&k);
	return diag_errors(d) > before ? -1 : 0;
}

int terms_check(struct arena *a, struct diag *d, const struct terms *t, const struct catalogue *c)
{
	static const char *const labels[] = {"page_of",	   "copy_of",	"carried",   "brought", "sign_name",
					     "sign_title", "sign_date", "sign_here", "signed"};
	int32_t before = diag_errors(d), i;

	for (i = 0; i < t->n; i++)
		if (t->term[i].label)
			label_word(a, d, t, c, t->term[i].code);
		else
			term_word(a, d, t, c, t->term[i].code, &t->term[i].at);
	/* pages of paper cannot be set without these */
	for (i = 0; i < (int32_t)(sizeof labels / sizeof labels[0]); i++)
		if (!terms_label(t, labels[i]))
			label_word(a, d, t, c, labels[i]);
	return diag_errors(d) > before ? -1 : 0;
}
