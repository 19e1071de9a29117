/* check_query.c: proves a layout's queries: they compile, change nothing, and their columns and parameters
 * are known. */
#include <string.h>

#include "layout/check_own.h"

/* What every run binds, beside the columns of the jobs query. */
static const char *const run_params[] = {
#define PARAM(name, meaning) name,
#include "db/named.def"
};

/* What plan, tie-out and the maker ask of a type. */
static const char *const of_plan[] = {"jobs",	  "covers",	"totals",  "covered",
				      "breaches", "recipients", "encloses"};
enum { OF_PLAN = sizeof of_plan / sizeof of_plan[0] };

int32_t check_has(const struct checked *q, const char *column)
{
	int32_t i;

	for (i = 0; i < q->columns; i++)
		if (strcmp(q->column[i], column) == 0)
			return i;
	return -1;
}

static const char *did_you_mean(struct checker *k, const char *word, const char *const *name, int32_t n)
{
	const char *found = diag_closest(word, name, n);

	return found ? arena_format(k->a, "did you mean `%s`?", found) : NULL;
}

int32_t check_column(struct checker *k, const struct checked *q, const char *column, const struct place *at)
{
	int32_t i = check_has(q, column);

	if (i < 0 && q->opened)
		diag_hint(k->d, DIAG_LAYOUT_COLUMN, at, did_you_mean(k, column, q->column, q->columns),
			  "the query \"%s\" has no column \"%s\"", q->named->name, column);
	return i;
}

int check_currency(struct checker *k, const struct checked *q, const char *column)
{
	return !q->opened || check_has(q, arena_format(k->a, "%s_currency", column)) >= 0 ||
	       check_has(q, "currency") >= 0;
}

/* Compiles one query and reads its columns and parameters. */
static void query_check(struct checker *k, struct checked *q)
{
	struct query *s = query_open_named(k->c->db, k->d, q->named);
	int32_t i;

	if (!s)
		return;
	q->opened = 1;
	q->columns = query_columns(s);
	q->column = arena_alloc(k->a, (size_t)q->columns * sizeof *q->column);
	for (i = 0; i < q->columns; i++)
		q->column[i] = arena_dup(k->a, query_name(s, i));
	q->params = query_params(s);
	q->param = arena_alloc(k->a, (size_t)q->params * sizeof *q->param);
	q->told = arena_alloc(k->a, (size_t)q->params);
	for (i = 0; i < q->params; i++) {
		const char *p = query_param(s, i + 1);

		q->param[i] = p ? arena_dup(k->a, p) : "";
		if (!p)
			diag(k->d, DIAG_LAYOUT_PARAMETER, &q->named->at,
			     "the query \"%s\" has a parameter without a name", q->named->name);
	}
	query_close(s);
	for (i = 0; i < q->named->columns; i++) {
		const struct named_column *c = &q->named->column[i];

		if (check_column(k, q, c->name, &c->at) >= 0 && c->format == FORMAT_MONEY &&
		    !check_currency(k, q, c->name))
			diag_hint(k->d, DIAG_LAYOUT_CURRENCY, &c->at, "select `currency` too",
				  "the amount \"%s\" of the query \"%s\" has no currency", c->name,
				  q->named->name);
	}
}

static struct checked *query_find(struct checker *k, const char *name)
{
	int32_t i;

	for (i = 0; i < k->n; i++)
		if (strcmp(k->query[i].named->name, name) == 0)
			return &k->query[i];
	return NULL;
}

/* What others than the layout read of the type's own query, by name. */
static void read_check(struct checker *k, const struct checked *c)
{
	struct query *q = c->opened ? query_open_named(k->c->db, k->d, c->named) : NULL;

	for (int32_t i = 0; q && i < k->c->readers; i++) {
		const struct named_reader *r = &k->c->reader[i];

		if (strcmp(r->query, c->named->name) == 0)
			query_column(q, k->d, r->want, r->wants,
				     arena_alloc(k->a, sizeof(int32_t) * (size_t)(r->wants + 1)));
	}
	query_close(q);
}

/* All queries of common.sql, whether this layout uses them or not. */
static const struct checked *common_check(struct checker *k)
{
	const struct named_file *f = k->l->common;
	struct layout_proved *kept = k->c->common;
	struct checked *all;

	if (kept && kept->file == f)
		return kept->query;
	all = arena_alloc(k->a, (size_t)f->n * sizeof *all);
	for (int32_t i = 0; i < f->n; i++) {
		all[i].named = &f->query[i];
		query_check(k, &all[i]);
	}
	if (kept)
		*kept = (struct layout_proved){f, all};
	return all;
}

void check_queries(struct checker *k)
{
	const struct named_file *own = k->l->own, *common = k->l->common;
	const struct checked *shared;
	int32_t i;

	k->query = arena_alloc(k->a, (size_t)(own->n + (common ? common->n : 0)) * sizeof *k->query);
	for (i = 0; i < own->n; i++)
		if (!query_find(k, own->query[i].name))
			k->query[k->n++].named = &own->query[i];
	for (i = 0; i < k->n; i++)
		query_check(k, &k->query[i]);
	shared = common ? common_check(k) : NULL;
	for (i = 0; common && i < common->n; i++) {
		struct checked *q = &k->query[k->n];

		if (query_find(k, common->query[i].name))
			continue;
		*q = shared[i];
		q->told = arena_alloc(k->a, (size_t)q->params);
		k->n++;
	}
	/* these are asked without the layout's doing */
	for (i = 0; i < OF_PLAN; i++) {
		struct checked *q = query_find(k, of_plan[i]);

		if (!q || q->named != named_find(k->l->own, of_plan[i]))
			continue;
		read_check(k, q);
		q->used = 1;
		if (i > 0)
			check_use(k, of_plan[i], &q->named->at);
	}
}

static int param_known(struct checker *k, const char *name)
{
	const struct checked *jobs = query_find(k, "jobs");
	const struct level *v;
	size_t i;

	for (i = 0; i < sizeof run_params / sizeof run_params[0]; i++)
		if (strcmp(run_params[i], name) == 0)
			return 1;
	for (v = k->level; v; v = v->outer)
		if (check_has(v->query, name) >= 0)
			return 1;
	return jobs && (check_has(jobs, name) >= 0 || !jobs->opened);
}

struct checked *check_use(struct checker *k, const char *name, const struct place *at)
{
	struct checked *q = query_find(k, name);
	const char **list;
	int32_t i, n;

	if (!q) {
		list = arena_alloc(k->a, (size_t)k->n * sizeof *list);
		for (i = 0; i < k->n; i++)
			list[i] = k->query[i].named->name;
		diag_hint(k->d, DIAG_LAYOUT_QUERY, at, did_you_mean(k, name, list, k->n),
			  "there is no query \"%s\"", name);
		return NULL;
	}
	q->used = 1;
	/* said in full where it stands, and that this layout is unsound by it */
	if (!q->opened && named_find(k->l->own, name) != q->named)
		diag(k->d, DIAG_LAYOUT_QUERY, at, "the query \"%s\" of common.sql is wrong", name);
	for (i = 0; i < q->params; i++) {
		if (q->told[i] || param_known(k, q->param[i]))
			continue;
		q->told[i] = 1;
		n = (int32_t)(sizeof run_params / sizeof run_params[0]);
		diag_hint(
			k->d, DIAG_LAYOUT_PARAMETER, at, did_you_mean(k, q->param[i], run_params, n),
			"the query \"%s\" wants :%s: no run, no jobs column and no enclosing each= gives it",
			name, q->param[i]);
	}
	return q;
}

void check_unused(struct checker *k)
{
	int32_t i;

	for (i = 0; i < k->n; i++)
		if (!k->query[i].used && named_find(k->l->own, k->query[i].named->name) == k->query[i].named)
			diag_hint(k->d, DIAG_LAYOUT_UNUSED, &k->query[i].named->at,
				  did_you_mean(k, k->query[i].named->name, of_plan, OF_PLAN),
				  "nothing uses the query \"%s\"", k->query[i].named->name);
}
