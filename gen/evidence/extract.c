/* extract.c: named queries as CSV. */
#include "evidence/extract.h"

#include <stdio.h>
#include <string.h>

enum format extract_format(const struct named_query *n, const char *column)
{
	for (int32_t i = 0; i < n->columns; i++)
		if (strcmp(n->column[i].name, column) == 0)
			return n->column[i].format;
	return FORMAT_TEXT;
}

int extract_is_shown(const char *column)
{
	return strncmp(column, EXTRACT_SHOWN, strlen(EXTRACT_SHOWN)) == 0;
}

const char *extract_value(const struct query *q, int32_t col, enum format format, const char *currency,
			  char buf[32])
{
	const struct currency *c;

	if (query_null(q, col))
		return "";
	switch (format) {
	case FORMAT_DATE:
		return date_format((int32_t)query_int(q, col), buf);
	case FORMAT_MONEY:
		c = currency_find(currency);
		return money_format(query_int(q, col), c ? c->digits : 2, buf);
	default:
		if (query_is_text(q, col))
			return query_text(q, col);
		snprintf(buf, 32, "%lld", (long long)query_int(q, col));
		return buf;
	}
}

/* A word of the trade in the table's language; what is none stands as it is. */
static const char *word_of(const struct extract_words *w, const char *code, const char *else_is)
{
	const char *s = w->word(w->ctx, code);

	return s ? s : else_is;
}

static void put_head(const struct query *q, const struct extract_words *w, struct text *to)
{
	const char *between = "";

	for (int32_t i = 0; i < query_columns(q); i++) {
		const char *name = query_name(q, i);

		if (extract_is_shown(name))
			continue;
		text_adds(to, between);
		between = ",";
		if (w)
			name = word_of(w, arena_format(w->arena, "head_%s", name), name);
		text_csv(to, name);
	}
	text_adds(to, "\r\n"); /* RFC 4180 */
}

int extract_worded(struct query *q, const struct named_query *n, struct diag *d,
		   const struct extract_words *w, struct text *to, int32_t *rows)
{
	const int32_t columns = query_columns(q);
	int32_t currency = -1, count = 0;
	char buf[32];
	int r;

	for (int32_t i = 0; i < columns; i++)
		if (strcmp(query_name(q, i), "currency") == 0)
			currency = i;
	put_head(q, w, to);
	while ((r = query_next(q, d)) > 0) {
		const char *between = "";

		for (int32_t i = 0; i < columns; i++) {
			const enum format format = extract_format(n, query_name(q, i));
			const char *value =
				extract_value(q, i, format, currency < 0 ? "" : query_text(q, currency), buf);

			if (extract_is_shown(query_name(q, i)))
				continue;

			if (w && format == FORMAT_TERM && *value)
				value = word_of(w, value, value);
			text_adds(to, between);
			between = ",";
			text_csv(to, value);
		}
		text_adds(to, "\r\n");
		count++;
	}
	if (rows)
		*rows = count;
	return r;
}

int extract_csv(struct query *q, const struct named_query *n, struct diag *d, struct text *to, int32_t *rows)
{
	return extract_worded(q, n, d, NULL, to, rows);
}
