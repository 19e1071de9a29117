/* out.c: tables and strings for people, for CSV and for JSON. */
#include <stdlib.h>
#include <string.h>

#include "cli/out_own.h"

struct out_table *out_open(void)
{
	struct out_table *t = mem_alloc(sizeof *t);

	arena_init(&t->arena);
	return t;
}

void out_schema(struct out_table *t, const char *schema)
{
	t->schema = arena_dup(&t->arena, schema);
}

void out_drop(struct out_table *t)
{
	if (!t)
		return;
	free(t->column);
	free(t->cell);
	arena_done(&t->arena);
	free(t);
}

void out_column(struct out_table *t, const char *name, enum out_align align)
{
	out_column_shown(t, name, align, OUT_PLAIN, 0);
}

void out_column_shown(struct out_table *t, const char *name, enum out_align align, enum out_show show,
		      int32_t rank)
{
	t->column = mem_room(t->column, &t->column_cap, t->columns + 1, sizeof *t->column);
	t->column[t->columns++] = (struct out_head){arena_dup(&t->arena, name), align, show, rank};
}

void out_cell_kept(struct out_table *t, const char *s)
{
	t->cell = mem_room(t->cell, &t->cell_cap, t->cells + 1, sizeof *t->cell);
	t->cell[t->cells++] = s;
}

void out_cell(struct out_table *t, const char *s)
{
	out_cell_kept(t, s ? arena_dup(&t->arena, s) : NULL);
}

void out_cell_int(struct out_table *t, int64_t v)
{
	char buf[24];

	snprintf(buf, sizeof buf, "%lld", (long long)v);
	out_cell(t, buf);
}

void out_cell_date(struct out_table *t, int32_t date)
{
	char buf[11];

	out_cell(t, date == DATE_NONE ? NULL : date_format(date, buf));
}

void out_cell_money(struct out_table *t, int64_t minor, const char *currency)
{
	const struct currency *cur = currency_find(currency);
	char buf[32];

	out_cell(t, money_format(minor, cur ? cur->digits : 2, buf));
}

char *out_money(int64_t minor, const char *currency, char buf[48])
{
	const struct currency *cur = currency_find(currency);
	char plain[32];
	size_t len, whole, i, o = 0;

	money_format(minor, cur ? cur->digits : 2, plain);
	len = strlen(plain);
	whole = strcspn(plain, ".");
	for (i = 0; i < len; i++) {
		if (i > 0 && i < whole && (whole - i) % 3 == 0 && plain[i - 1] != '-')
			buf[o++] = ',';
		buf[o++] = plain[i];
	}
	buf[o] = '\0';
	return buf;
}

void out_csv(const struct out_table *t, struct text *to)
{
	int32_t i;

	for (i = 0; i < t->columns; i++) {
		if (i)
			text_addc(to, ',');
		text_csv(to, t->column[i].name);
	}
	text_adds(to, "\n");
	for (i = 0; i < t->cells; i++) {
		text_csv(to, t->cell[i] ? t->cell[i] : "");
		text_addc(to, (i + 1) % t->columns == 0 ? '\n' : ',');
	}
}

void out_json(const struct out_table *t, struct text *to)
{
	int32_t i, col;

	text_adds(to, "[");
	for (i = 0; i < t->cells; i++) {
		col = i % t->columns;
		text_adds(to, col == 0 ? (i ? ",\n {" : "\n {") : ", ");
		text_json(to, t->column[col].name);
		text_adds(to, ": ");
		if (!t->cell[i])
			text_adds(to, "null");
		else if (t->column[col].align == OUT_NUMBER && text_number(t->cell[i]))
			text_adds(to, t->cell[i]);
		else
			text_json(to, t->cell[i]);
		if (col == t->columns - 1)
			text_addc(to, '}');
	}
	text_adds(to, t->cells ? "\n]" : "]");
}

void out_close(struct cmd *c, struct out_table *t)
{
	struct text to;

	text_init(&to);
	if (c->json) {
		if (t->schema)
			text_addf(&to, "{\"schema\": \"%s\", \"rows\": ", t->schema);
		out_json(t, &to);
		text_adds(&to, t->schema ? "}\n" : "\n");
	} else if (c->csv) {
		out_csv(t, &to);
	} else {
		screen_table(c, t);
	}
	cmd_write(&to);
	text_done(&to);
	out_drop(t);
}
