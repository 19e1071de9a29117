/* asked.c: runs a document's queries, each once for the same parameters, and finds the values that holes and
 * flags see. */
#include <string.h>

#include "fill/filling.h"

/* The stamp of the innermost enclosing row that gives the query a parameter; 0: none does. */
static uint64_t stamp_of(const struct filling *g, const struct asked *k)
{
	const struct scope *s;
	const struct asked *o;
	int32_t i, j;

	for (s = g->scope; s; s = s->outer) {
		o = &g->r->asked[s->asked];
		for (i = 0; i < k->params; i++)
			for (j = 0; j < o->columns; j++)
				if (strcmp(k->param[i], o->column[j].name) == 0)
					return s->stamp;
	}
	return 0;
}

static int bind_scope(const struct filling *g, struct asked *k, int32_t i, int32_t lang)
{
	const struct scope *s;
	const struct asked *o;
	const struct value *v;
	int32_t j;

	for (s = g->scope; s; s = s->outer) {
		o = &g->r->asked[s->asked];
		for (j = 0; j < o->columns; j++) {
			if (strcmp(k->param[i], o->column[j].name) != 0)
				continue;
			v = &s->rows[lang]->v[(int64_t)s->row * s->rows[lang]->columns + j];
			if (v->kind == VALUE_INT)
				query_put_int(k->query, i + 1, v->i);
			else if (v->kind == VALUE_STRING)
				query_put_text(k->query, i + 1, v->s, v->n);
			return 1;
		}
	}
	return 0;
}

static int parameters_bind(struct filling *g, struct asked *k, int32_t lang)
{
	int32_t i, p;

	for (i = 0; i < k->params; i++) {
		if (bind_scope(g, k, i, lang))
			continue;
		if (strcmp(k->param[i], "language") == 0) {
			const char *code = locale_lang(g->r->locale[lang]);

			query_put_text(k->query, i + 1, code, (int32_t)strlen(code));
			continue;
		}
		for (p = 0; p < g->params && strcmp(g->param[p].name, k->param[i]) != 0; p++)
			;
		if (p == g->params)
			return diag(g->d, DIAG_FILL_PARAMETER, &k->named->at,
				    "the query \"%s\" wants :%s, which is not given", k->named->name,
				    k->param[i]);
		if (g->param[p].null)
			continue;
		if (g->param[p].text)
			query_put_text(k->query, i + 1, g->param[p].text, (int32_t)strlen(g->param[p].text));
		else
			query_put_int(k->query, i + 1, g->param[p].number);
	}
	return 0;
}

/* All rows of a query are held while its block is laid out, and a page holds some fifty of them: what gives
 * more than a thousand pages of rows has forgotten its customer. */
#define ROWS_MOST 50000

static int too_many(struct filling *g, const struct asked *k)
{
	return diag_hint(g->d, DIAG_SQL_ENDLESS, &k->named->at,
			 "ask for one customer (WHERE customer = :customer), or sum the rows up",
			 "the query \"%s\" gives more than %d rows, which are more than a paper holds",
			 k->named->name, ROWS_MOST);
}

static struct rows *rows_read(struct filling *g, struct asked *k, struct arena *a)
{
	struct rows *out = arena_alloc(a, sizeof *out);
	struct value *v = NULL;
	int32_t cap = 0, n = 0, i;
	int more;

	out->columns = k->columns;
	while ((more = query_next(k->query, g->d)) == 1) {
		if (out->rows == ROWS_MOST) {
			more = too_many(g, k);
			break;
		}
		v = arena_room(a, v, &cap, n + k->columns, sizeof *v);
		for (i = 0; i < k->columns; i++, n++) {
			if (query_null(k->query, i)) {
				v[n] = (struct value){VALUE_NULL, 0, NULL, 0};
			} else if (query_is_text(k->query, i)) {
				v[n] = (struct value){.kind = VALUE_STRING, .n = query_length(k->query, i)};
				v[n].s = arena_dupn(a, query_text(k->query, i), (size_t)v[n].n);
			} else if (!query_is_int(k->query, i)) {
				v[n] = (struct value){
					.kind = VALUE_REAL}; /* or bytes: neither is ever shown */
			} else {
				v[n] = (struct value){.kind = VALUE_INT, .i = query_int(k->query, i)};
			}
		}
		out->rows++;
	}
	query_reset(k->query);
	out->v = v;
	return more < 0 ? NULL : out;
}

const struct rows *asked_rows(struct filling *g, int32_t asked, int32_t lang)
{
	struct asked *k = &g->r->asked[asked];
	uint64_t stamp = g->scope ? stamp_of(g, k) : 0;
	int keep = k->of_run && stamp == 0;

	if (!k->by_language)
		lang = 0;
	if (keep && k->kept[lang])
		return k->kept[lang];
	if (k->fresh[lang] && k->stamp[lang] == stamp)
		return k->rows[lang];
	k->fresh[lang] = 1;
	k->stamp[lang] = stamp;
	k->rows[lang] = NULL;
	query_reset(k->query);
	if (parameters_bind(g, k, lang) == 0)
		k->rows[lang] = rows_read(g, k, keep ? &g->f->arena : g->a);
	else
		query_reset(k->query);
	if (keep)
		k->kept[lang] = k->rows[lang];
	if (!k->rows[lang])
		g->failed = -1;
	return k->rows[lang];
}

const struct value *asked_value(struct filling *g, int32_t asked, int32_t column, int32_t lang,
				const struct value **row)
{
	const struct scope *s;
	const struct rows *rows;
	int32_t at = 0;

	for (s = g->scope; s && s->asked != asked; s = s->outer)
		;
	rows = s ? s->rows[lang] : asked_rows(g, asked, lang);
	if (s)
		at = s->row;
	*row = rows && at < rows->rows ? &rows->v[(int64_t)at * rows->columns] : NULL;
	return *row ? &(*row)[column] : NULL;
}

int asked_several(struct filling *g, int32_t asked, int32_t lang)
{
	const struct scope *s;
	const struct rows *rows;

	for (s = g->scope; s; s = s->outer)
		if (s->asked == asked)
			return 0;
	rows = asked_rows(g, asked, lang);
	return rows && rows->rows > 1;
}

int asked_true(struct filling *g, const struct flag *f)
{
	const struct value *row, *v;

	if (f->column < 0) {
		const struct scope *s;
		const struct rows *rows;

		for (s = g->scope; s && s->asked != f->asked; s = s->outer)
			;
		rows = s ? NULL : asked_rows(g, f->asked, 0);
		return s || (rows && rows->rows > 0);
	}
	v = asked_value(g, f->asked, f->column, 0, &row);
	if (!v)
		return 0;
	return v->kind == VALUE_INT	 ? v->i != 0
	       : v->kind == VALUE_STRING ? v->n > 0 && strcmp(v->s, "0") != 0
					 : v->kind == VALUE_REAL;
}

int asked_opened(struct filling *g, const struct flag *when, const struct flag *unless)
{
	if (when->asked >= 0 && !asked_true(g, when))
		return 0;
	return unless->asked < 0 || !asked_true(g, unless);
}

int asked_wanted(struct filling *g, const struct step *s)
{
	return asked_opened(g, &s->when, &s->unless);
}
