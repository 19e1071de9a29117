/* out.c: tables and strings for people, for CSV and for JSON. */
#include <stdlib.h>
#include <string.h>

#include "cli/cmd.h"

struct out_table {
	struct arena arena;
	const char *schema; /* NULL: a table without a name */
	const char **name;
	enum out_align *align;
	int32_t columns, name_cap, align_cap;
	const char **cell;
	int32_t cells, cell_cap;
};

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
	free(t->name);
	free(t->align);
	free(t->cell);
	arena_done(&t->arena);
	free(t);
}

void out_column(struct out_table *t, const char *name, enum out_align align)
{
	t->name = mem_room(t->name, &t->name_cap, t->columns + 1, sizeof *t->name);
	t->align = mem_room(t->align, &t->align_cap, t->columns + 1, sizeof *t->align);
	t->name[t->columns] = arena_dup(&t->arena, name);
	t->align[t->columns] = align;
	t->columns++;
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
		text_csv(to, t->name[i]);
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
		text_json(to, t->name[col]);
		text_adds(to, ": ");
		if (!t->cell[i])
			text_adds(to, "null");
		else if (t->align[col] == OUT_NUMBER && text_number(t->cell[i]))
			text_adds(to, t->cell[i]);
		else
			text_json(to, t->cell[i]);
		if (col == t->columns - 1)
			text_addc(to, '}');
	}
	text_adds(to, t->cells ? "\n]" : "]");
}

/* Columns that a string takes on a terminal, near enough: code points. */
static int32_t shown(const char *s)
{
	int32_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

static void pad(struct text *to, int32_t n)
{
	while (n-- > 0)
		text_addc(to, ' ');
}

static void people_row(const struct out_table *t, struct text *to, const char *const *cell,
		       const int32_t *width)
{
	int32_t i, room;

	for (i = 0; i < t->columns; i++) {
		const char *s = cell[i] ? cell[i] : "";

		room = width[i] - shown(s);
		if (t->align[i] != OUT_LEFT)
			pad(to, room);
		text_adds(to, s);
		if (i < t->columns - 1)
			pad(to, (t->align[i] == OUT_LEFT ? room : 0) + 2);
	}
	text_addc(to, '\n');
}

/* A table of everyone is not held twice: what is written of it goes out in pieces. */
enum { PIECE = 1 << 16 };

static void people(struct out_table *t, struct text *to)
{
	int32_t *width = arena_alloc(&t->arena, sizeof *width * (size_t)(t->columns + 1));
	int32_t i, w;

	for (i = 0; i < t->columns; i++)
		width[i] = shown(t->name[i]);
	for (i = 0; i < t->cells; i++) {
		w = shown(t->cell[i] ? t->cell[i] : "");
		if (w > width[i % t->columns])
			width[i % t->columns] = w;
	}
	people_row(t, to, t->name, width);
	for (i = 0; i + t->columns <= t->cells; i += t->columns) {
		people_row(t, to, t->cell + i, width);
		if (to->len < PIECE)
			continue;
		cmd_write(to);
		text_reset(to);
	}
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
		people(t, &to);
	}
	cmd_write(&to);
	text_done(&to);
	out_drop(t);
}
