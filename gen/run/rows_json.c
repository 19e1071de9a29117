/* rows_json.c: what a layout's queries give, for programs: names and codes instead of wordings. */
#include "run/rows_json.h"

#include <string.h>

#include "base/date.h"
#include "base/money.h"

static enum format format_of(const struct named_query *n, const char *column)
{
	int32_t i;

	for (i = 0; i < n->columns; i++)
		if (strcmp(n->column[i].name, column) == 0)
			return n->column[i].format;
	return FORMATS;
}

static void value_json(struct text *out, struct query *q, int32_t i, enum format f, const char *currency)
{
	const struct currency *c = currency ? currency_find(currency) : NULL;
	char buf[32];

	if (query_null(q, i))
		text_adds(out, "null");
	else if (f == FORMAT_DATE)
		text_addf(out, "\"%s\"", date_format((int32_t)query_int(q, i), buf));
	else if (f == FORMAT_MONEY)
		text_adds(out, money_format(query_int(q, i), c ? c->digits : 2, buf));
	else if (query_is_text(q, i))
		text_json(out, query_text(q, i));
	else
		text_addf(out, "%lld", (long long)query_int(q, i));
}

static int one(struct cmd *c, struct query *q, const struct named_query *n, struct text *out)
{
	int32_t i, columns = query_columns(q), currency = -1, rows = 0;
	int rc;

	for (i = 0; i < columns; i++)
		if (strcmp(query_name(q, i), "currency") == 0)
			currency = i;
	text_adds(out, ",\n\"");
	text_adds(out, n->name);
	text_adds(out, "\": [");
	while ((rc = query_next(q, c->diag)) == 1) {
		/* copied: reading a column may move the other's text */
		const char *cur = currency < 0 ? NULL : arena_dup(c->arena, query_text(q, currency));

		text_adds(out, rows++ ? ",\n {" : "\n {");
		for (i = 0; i < columns; i++) {
			text_adds(out, i ? ", " : "");
			text_json(out, query_name(q, i));
			text_adds(out, ": ");
			value_json(out, q, i, format_of(n, query_name(q, i)), cur);
		}
		text_adds(out, "}");
	}
	text_adds(out, "]");
	return rc;
}

int rows_json(struct cmd *c, struct db *snapshot, const char *stem, const struct job *j,
	      const struct job_type *t, const struct job_context *k, struct text *out)
{
	const char *path = house_layout(c->house, c->arena, arena_format(c->arena, "%s.sql", stem));
	const struct named_file *f = path ? named_read(c->arena, c->diag, path) : NULL;
	struct query *q;
	int32_t i;
	int rc = f ? 0 : -1;

	for (i = 0; rc == 0 && i < f->n; i++) {
		if (strcmp(f->query[i].name, "jobs") == 0)
			continue;
		q = query_open(snapshot, c->diag, f->query[i].sql, &f->query[i].at);
		if (!q)
			return -1;
		job_bind(q, j, t, k);
		rc = one(c, q, &f->query[i], out);
		query_close(q);
	}
	return rc;
}
