/* named_open.c: opens the queries of .sql files that C code reads, and proves that they hold what it wants.
 */
#include <stdlib.h>
#include <string.h>

#include "db/named.h"

static int missing(struct diag *d, const struct named_file *f, const char *query)
{
	const char **name = mem_alloc(sizeof *name * (size_t)(f->n + 1)), *like;
	const struct place at = {f->path, 0, 0};
	struct text hint;

	for (int32_t i = 0; i < f->n; i++)
		name[i] = f->query[i].name;
	like = diag_closest(query, name, f->n);
	text_init(&hint);
	if (like)
		text_addf(&hint, "did you mean `%s`?", like);
	diag_hint(d, DIAG_QUERY_MISSING, &at, like ? text_str(&hint) : NULL, "there is no query \"%s\"",
		  query);
	text_done(&hint);
	free(name);
	return -1;
}

/* A parameter that nobody binds is NULL, and the query finds nothing without a word. */
static int parameters_known(const struct query *q, struct diag *d, const struct named_query *n,
			    const struct named_reader *r)
{
	int bad = 0;
	int32_t known = 0;

	while (r->param && r->param[known])
		known++;
	for (int32_t i = 1; i <= query_params(q); i++) {
		const char *name = query_param(q, i), *like;
		int32_t k = 0;
		struct text hint;

		while (name && k < known && strcmp(r->param[k], name) != 0)
			k++;
		if (name && k < known)
			continue;
		like = name ? diag_closest(name, r->param, known) : NULL;
		text_init(&hint);
		if (like)
			text_addf(&hint, "did you mean `:%s`?", like);
		bad = diag_hint(d, DIAG_QUERY_PARAMETER, &n->at, like ? text_str(&hint) : NULL,
				"the query \"%s\" wants :%s, which is not given", n->name, name ? name : "?");
		text_done(&hint);
	}
	return bad;
}

/* Money is written with the decimals of the row's currency. */
static int money_has_currency(const struct query *q, struct diag *d, const struct named_query *n)
{
	int bad = 0;
	int32_t i = 0;

	while (i < query_columns(q) && strcmp(query_name(q, i), "currency") != 0)
		i++;
	for (int32_t k = 0; i == query_columns(q) && k < n->columns; k++)
		if (n->column[k].format == FORMAT_MONEY)
			bad = diag_hint(d, DIAG_QUERY_COLUMN, &n->column[k].at, "select `currency` too",
					"the amount \"%s\" of the query \"%s\" has no currency",
					n->column[k].name, n->name);
	return bad;
}

struct query *named_open(struct db *b, struct diag *d, const struct named_file *f,
			 const struct named_reader *r, int32_t *at, const struct named_query **named)
{
	const struct named_query *n = named_find(f, r->query);
	struct query *q;
	int declared, money, columns, params;

	if (!n) {
		missing(d, f, r->query);
		return NULL;
	}
	if (named)
		*named = n;
	q = query_open_named(b, d, n);
	if (!q)
		return NULL;
	declared = query_declared(q, d, n);
	money = money_has_currency(q, d, n);
	columns = query_column(q, d, r->want, r->wants, at);
	params = parameters_known(q, d, n, r);
	if (declared == 0 && money == 0 && columns == 0 && params == 0)
		return q;
	query_close(q);
	return NULL;
}

static int is_read(const char *query, const struct named_reader *r, int32_t n)
{
	for (int32_t i = 0; i < n; i++)
		if (strcmp(r[i].query, query) == 0)
			return 1;
	return 0;
}

int named_check(struct db *b, struct diag *d, const struct named_file *f, const struct named_reader *r,
		int32_t n)
{
	int bad = 0;

	for (int32_t i = 0; i < n; i++) {
		int32_t *at = mem_alloc(sizeof *at * (size_t)(r[i].wants + 1));
		struct query *q = named_open(b, d, f, &r[i], at, NULL);

		if (!q)
			bad = -1;
		query_close(q);
		free(at);
	}
	for (int32_t i = 0; i < f->n; i++)
		if (!is_read(f->query[i].name, r, n))
			diag(d, DIAG_LAYOUT_UNUSED, &f->query[i].at, "nothing uses the query \"%s\"",
			     f->query[i].name);
	return bad;
}
