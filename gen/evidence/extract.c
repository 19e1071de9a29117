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

int extract_csv(struct query *q, const struct named_query *n, struct diag *d, struct text *to, int32_t *rows)
{
	const int32_t columns = query_columns(q);
	int32_t currency = -1, count = 0;
	char buf[32];
	int r;

	for (int32_t i = 0; i < columns; i++) {
		text_adds(to, i ? "," : "");
		text_csv(to, query_name(q, i));
		if (strcmp(query_name(q, i), "currency") == 0)
			currency = i;
	}
	text_adds(to, "\r\n"); /* RFC 4180 */
	while ((r = query_next(q, d)) > 0) {
		for (int32_t i = 0; i < columns; i++) {
			text_adds(to, i ? "," : "");
			text_csv(to, extract_value(q, i, extract_format(n, query_name(q, i)),
						   currency < 0 ? "" : query_text(q, currency), buf));
		}
		text_adds(to, "\r\n");
		count++;
	}
	if (rows)
		*rows = count;
	return r;
}
