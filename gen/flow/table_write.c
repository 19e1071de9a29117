/* table_write.c: cells of a table to write in or to tick: their lines and boxes, and the field of each. */
#include "flow/set.h"

#define OVER MM(0.8) /* lines stand so much above the row's foot: a total's rule below does not take them */
#define HIGH MM(5.8) /* of a field on its line */

const char *table_asks(struct flow *f, const struct grid *g, const struct row *r, int32_t column)
{
	const char *asks = words_flat(f, &g->table->column[column].label, 0);

	for (int32_t i = 0; i < r->cells; i++)
		if (!words_empty(&r->cell[i].text))
			return arena_format(f->arena, "%s: %s", words_flat(f, &r->cell[i].text, 0), asks);
	return arena_format(f->arena, "%d: %s", (int)(r - g->table->row) + 1, asks);
}

int table_blank(const struct row *r)
{
	for (int32_t i = 0; i < r->cells; i++)
		if (!words_empty(&r->cell[i].text))
			return 0;
	return 1;
}

void table_tick(struct flow *f, const struct grid *g, const struct row *r, int32_t column, int32_t h,
		int32_t top, int32_t cell)
{
	int32_t size = h > GRID ? MM(4) : MM(3), x = g->x[column];
	int32_t y = g->uneven ? top + (f->leading - size) / 2 : (h - size) / 2;

	if (g->table->column[column].align == CELL_CENTRE)
		x += (g->w[column] - size) / 2;
	else if (g->table->column[column].align == CELL_END)
		x += g->w[column] - size;
	put_box(f, x, y, size, size, THIN, COLOUR_BLACK, COLOUR_NONE);
	write_tick(f, table_asks(f, g, r, column), cell, x, y, size, 0);
}

void table_write(struct flow *f, const struct grid *g, const struct row *r, int32_t column, int32_t h,
		 int32_t cell)
{
	int32_t room = h - OVER, high = room > HIGH && !g->table->column[column].wrap ? HIGH : room;

	write_text(f, table_asks(f, g, r, column), cell, g->x[column], room - high, g->w[column], high,
		   SIZE_TABLE);
}

/* Darker than those of the other cells, which only part the row from the next. */
void table_lines(struct flow *f, const struct grid *g, int32_t h)
{
	const struct table *t = g->table;
	int32_t end;

	for (int32_t i = 0; i < t->columns; i++) {
		if (t->column[i].rule) {
			put_rule(f, g->x[i], h - OVER, g->w[i], 0, THIN, COLOUR_BLACK);
			continue;
		}
		end = i + 1 < t->columns && !t->column[i + 1].rule ? g->x[i + 1] : g->x[i] + g->w[i];
		put_rule(f, g->x[i], h - OVER, end - g->x[i], 0, HAIR, GREY_RULE);
	}
}
