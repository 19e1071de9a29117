/* table.c: tables: heads, rows, rules, totals, and which rows stay together. */
#include "flow/set.h"

#define TALL MM(9)   /* a row to be written in by hand */
#define UNEVEN MM(1) /* above its first line, where rows are not all of one */

static int is_figure(enum cell_kind kind)
{
	/* CELL_DATE is not: it may hold a month's name */
	return kind == CELL_MONEY || kind == CELL_COUNT || kind == CELL_PERCENT;
}

static uint8_t style_of(const struct row *r)
{
	return (uint8_t)(STYLE_TABULAR | (r->strong || r->kind != ROW_ITEM ? STYLE_BOLD : 0));
}

static enum type_align align_of(const struct column *c, const struct cell *k)
{
	/* a figure keeps to the end even where its column says nothing */
	if (c->align == CELL_CENTRE)
		return ALIGN_CENTRE;
	return c->align == CELL_END || is_figure(k->kind) ? ALIGN_END : ALIGN_START;
}

/* Sets a cell; width 0: each paragraph on one line. */
static void set_cell(struct flow *f, const struct cell *k, uint8_t style, int32_t size, int32_t width,
		     struct cellset *s)
{
	*s = (struct cellset){0};
	for (int32_t l = 0; l < 2; l++) {
		s->line[l] = words_lines(f, &k->text.w[l], l, style, size, width, SIZE_SMALL, &s->n[l]);
		for (int32_t i = 0; i < s->n[l]; i++)
			if (s->line[l][i].width > s->width)
				s->width = s->line[l][i].width;
	}
}

/* Figures: one line, left to right, whatever the page's direction (minus and currency keep their side). */
static void set_figure(struct flow *f, const struct cell *k, uint8_t style, int32_t size, int32_t width,
		       struct cellset *s)
{
	const char *text = words_flat(f, &k->text, 0);

	*s = (struct cellset){0};
	s->line[0] = words_figure(f, text, style, size, width);
	s->n[0] = s->line[0] ? 1 : 0;
	s->width = s->line[0] ? s->line[0]->width : 0;
}

static void set_natural(struct flow *f, const struct cell *k, uint8_t style, int32_t size, struct cellset *s)
{
	if (words_empty(&k->text))
		*s = (struct cellset){.width = k->ticks ? ticks_width(f, k, 1) : 0};
	else if (is_figure(k->kind))
		set_figure(f, k, style, size, 0, s);
	else
		set_cell(f, k, style, size, 0, s);
}

/* What the columns of cell i are: the whole line for ROW_HEAD, the rest of it for the last cell. */
static int32_t span_of(const struct table *t, const struct row *r, int32_t i, int32_t column)
{
	int32_t span = r->cell[i].span > 1 ? r->cell[i].span : 1;

	if (i + 1 == r->cells && r->kind == ROW_HEAD)
		span = t->columns - column;
	return span > t->columns - column ? t->columns - column : span;
}

/* Sets a cell again, for a column that is too narrow for it or in a smaller size: fit is what the column's
 * cells that stand on one line have all alike. Words that are too wide even so wrap, and so does what may. */
static void set_narrow(struct flow *f, const struct cell *k, uint8_t style, int32_t size, int32_t fit,
		       int32_t width, int wrap, struct cellset *s)
{
	if (is_figure(k->kind)) {
		set_figure(f, k, style, fit, width, s);
		return;
	}
	if (!wrap)
		set_cell(f, k, style, fit, 0, s);
	if (wrap || s->width > width)
		set_cell(f, k, style, wrap ? size : fit, width, s);
}

/* Are there rows of several lines among the items? */
static int is_uneven(const struct grid *g, const struct cellset *set)
{
	const struct table *t = g->table;

	for (int32_t r = 0; r < t->rows; r++)
		for (int32_t i = 0; i < t->row[r].cells && i < t->columns && t->row[r].kind == ROW_ITEM; i++)
			if (set[r * t->columns + i].n[0] + set[r * t->columns + i].n[1] > 1 ||
			    (t->column[i].wrap && set[r * t->columns + i].width > g->w[i]))
				return 1;
	return 0;
}

/* The type size that lets all of a column's cells stand on one line, those apart that wrap anyway as they
 * would get smaller than small print. */
static void fit_columns(struct flow *f, struct grid *g, const struct cellset *set)
{
	const struct table *t = g->table;
	int32_t column, span, size;

	g->fit = arena_alloc(f->arena, (size_t)t->columns * sizeof *g->fit);
	for (int32_t i = 0; i < t->columns; i++)
		g->fit[i] = g->size;
	for (int32_t r = 0; r < t->rows; r++) {
		column = 0;
		for (int32_t i = 0; i < t->row[r].cells && column < t->columns; i++, column += span) {
			const struct cellset *s = &set[r * t->columns + i];

			span = span_of(t, &t->row[r], i, column);
			if (span > 1 || t->column[column].wrap || s->width <= g->w[column])
				continue;
			/* rounding of advances may leave a trifle too much */
			size = (int32_t)((int64_t)SIZE_TABLE * g->w[column] / s->width) - 20;
			if (size >= SIZE_SMALL && size < g->fit[column])
				g->fit[column] = size;
			else if (size < SIZE_SMALL && t->row[r].cell[i].kind != CELL_TEXT)
				g->fit[column] = SIZE_SMALL;
		}
	}
}

/* A figure, right on the decimal: where the page turns, figures still stand flush right among themselves, the
 * widest at the column's end. */
static void put_figure(struct flow *f, const struct grid *g, const struct line *line, int32_t tag, int32_t x,
		       int32_t w, int32_t y, enum type_align align, int32_t column)
{
	int32_t block = g->figure[column];

	if (f->c->rtl[0] && align == ALIGN_END && line->width <= block && block <= w)
		put_line(f, tag, line, x + w - block, block, y, ALIGN_START, f->c->rtl[0]);
	else
		put_line(f, tag, line, x, w, y, align, f->c->rtl[0]);
}

/* The lines of a cell within its columns, all at the column's side in either language; the second language's
 * are an element of their own. */
static void put_cell(struct flow *f, const struct cellset *s, int32_t tag, int32_t x, int32_t w, int32_t y,
		     enum type_align align)
{
	int32_t k = 0, own;

	for (int32_t l = 0; l < 2; l++) {
		own = l == 1 && s->n[1] && s->n[0] ? tag_add(f, TAG_P, tag, 1) : tag;
		if (l == 1 && s->beside) {
			put_line(f, own, s->line[1], x + s->line[0]->width + MM(3), s->line[1]->width, y,
				 ALIGN_START, f->c->rtl[0]);
			return;
		}
		for (int32_t i = 0; i < s->n[l]; i++, k++)
			put_line(f, own, &s->line[l][i], x, w, y + k * f->leading, align, f->c->rtl[0]);
	}
}

static int32_t cell_lines(const struct cellset *s)
{
	return s->beside ? 1 : s->n[0] + s->n[1];
}

/* Sets the column heads, and in over what stands above several columns; gives the lines that each level
 * takes. */
static int32_t set_heads(struct flow *f, int32_t grid, struct cellset *set, struct cellset *over,
			 int32_t *above)
{
	const struct table *t = f->grid[grid].table;
	struct cell label = {.kind = CELL_TEXT};
	int32_t lines = 0, n;

	*above = 0;
	for (int32_t i = 0; i < t->columns; i++) {
		label.text = t->column[i].label;
		set_cell(f, &label, STYLE_BOLD, SIZE_HEAD, f->grid[grid].w[i], &set[i]);
		n = cell_lines(&set[i]);
		lines = n > lines ? n : lines;
		if (t->column[i].heads == 0)
			continue;
		label.text = t->column[i].head;
		set_cell(f, &label, STYLE_BOLD, SIZE_HEAD, table_span(&f->grid[grid], i, t->column[i].heads),
			 &over[i]);
		n = cell_lines(&over[i]);
		*above = n > *above ? n : *above;
	}
	return lines;
}

static enum type_align head_align(const struct column *c)
{
	return c->align == CELL_END ? ALIGN_END : c->align == CELL_CENTRE ? ALIGN_CENTRE : ALIGN_START;
}

/* One column's head as a cell of row, its last line at the foot of all the lines. */
static void put_head(struct flow *f, const struct grid *g, const struct cellset *set, int32_t i, int32_t row,
		     int32_t lines, int32_t rows)
{
	int32_t cell = tag_add(f, TAG_TH, row, -1);

	f->doc->tag[cell].scope = 'c';
	f->doc->tag[cell].rowspan = (int16_t)rows;
	put_cell(f, &set[i], cell, g->x[i], g->w[i], (lines - cell_lines(&set[i])) * f->leading + f->baseline,
		 head_align(&g->table->column[i]));
}

/* Heads over several columns in a row of their own, a hairline under each; those of columns without one go
 * through both rows. */
static void put_heads(struct flow *f, const struct grid *g, const struct cellset *set,
		      const struct cellset *over, int32_t tag, int32_t above, int32_t lines)
{
	const struct table *t = g->table;
	int32_t row = tag_add(f, TAG_TR, tag, -1), cell, span, w, until = 0;

	for (int32_t i = 0; i < t->columns; i++) {
		span = t->column[i].heads;
		if (span == 0 && i >= until)
			put_head(f, g, set, i, row, above + lines, 2);
		if (span == 0)
			continue;
		until = i + span;
		w = table_span(g, i, span);
		cell = tag_add(f, TAG_TH, row, -1);
		f->doc->tag[cell].scope = 'c';
		f->doc->tag[cell].colspan = (int16_t)(span > 1 ? span : 0);
		put_cell(f, &over[i], cell, g->x[i], w,
			 (above - cell_lines(&over[i])) * f->leading + f->baseline, ALIGN_CENTRE);
		put_rule(f, g->x[i], above * f->leading, w, 0, HAIR, COLOUR_BLACK);
	}
	row = tag_add(f, TAG_TR, tag, -1);
	until = 0;
	for (int32_t i = 0; i < t->columns; i++) {
		until = t->column[i].heads ? i + t->column[i].heads : until;
		if (i < until)
			put_head(f, g, set, i, row, above + lines, 0);
	}
}

static void add_head(struct flow *f, int32_t grid, int32_t tag)
{
	const struct table *t = f->grid[grid].table;
	struct cellset *set = arena_alloc(f->arena, (size_t)t->columns * 2 * sizeof *set);
	int32_t above, lines = set_heads(f, grid, set, set + t->columns, &above), row;
	struct strip *s;

	f->grid[grid].head = f->strips;
	if (above + lines == 0)
		return;
	s = strip_add(f, (above + lines) * f->leading);
	s->grid = grid + 1;
	s->keep = KEEP_HARD;
	s->snap = 1;
	s->before = GRID;
	f->grid[grid].heads = 1;
	f->grid[grid].head_h = s->h;
	if (above > 0) {
		put_heads(f, &f->grid[grid], set, set + t->columns, tag, above, lines);
	} else {
		row = tag_add(f, TAG_TR, tag, -1);
		for (int32_t i = 0; i < t->columns; i++)
			put_head(f, &f->grid[grid], set, i, row, lines, 0);
	}
	put_rule(f, f->x, (above + lines) * f->leading, f->w, 0, THIN, COLOUR_BLACK);
}

static void put_rules(struct flow *f, const struct row *r, int32_t h)
{
	switch (r->kind) {
	case ROW_SUBTOTAL:
		put_rule(f, f->x, h, f->w, 0, THIN, COLOUR_BLACK);
		break;
	case ROW_TOTAL:
		put_rule(f, f->x, 0, f->w, 0, THIN, COLOUR_BLACK);
		put_rule(f, f->x, h, f->w, 0, THIN, COLOUR_BLACK);
		put_rule(f, f->x, h + 1400, f->w, 0, THIN, COLOUR_BLACK);
		break;
	case ROW_ITEM:
	case ROW_HEAD:
		put_rule(f, f->x, h, f->w, 0, HAIR, GREY_RULE);
		break;
	}
}

static int has_carried(const struct row *r)
{
	for (int32_t i = 0; i < r->cells; i++)
		if (r->cell[i].carried)
			return 1;
	return 0;
}

/* Where a cell leads somewhere, its text stands in a Link. Gives the element that takes the text. */
static int32_t put_cell_link(struct flow *f, const struct grid *g, const struct cell *cell, int32_t tag,
			     int32_t column, int32_t span, int32_t top, int32_t lines)
{
	const char *to = content_link(f->c, f->arena, &cell->text, column, g->table->columns);
	int32_t link;

	if (!to)
		return tag;
	link = tag_add(f, TAG_LINK, tag, -1);
	put_link(f, to, words_flat(f, &cell->text, 0), link, g->x[column], top, table_span(g, column, span),
		 (lines > 0 ? lines : 1) * f->leading);
	return link;
}

static void add_row(struct flow *f, int32_t grid, int32_t tag, const struct row *r, struct cellset *set)
{
	const struct grid *g = &f->grid[grid];
	const struct table *t = g->table;
	int32_t lines = 1, column, span, n, h, row, cell, y, rules = 0, tall, top;
	uint8_t style = style_of(r);
	struct strip *s;

	column = 0;
	for (int32_t i = 0; i < r->cells && column < t->columns; i++, column += span) {
		span = span_of(t, r, i, column);
		if (r->cell[i].ticks) {
			n = ticks_put(f, &r->cell[i], 0, 0, table_span(g, column, span), 0, 0, NULL);
			lines = n > lines ? n : lines;
			continue;
		}
		if (set[i].width > table_span(g, column, span) ||
		    (g->fit[column] != SIZE_TABLE && set[i].width))
			set_narrow(f, &r->cell[i], style, g->size, g->fit[column],
				   table_span(g, column, span),
				   t->column[column].wrap || r->kind == ROW_HEAD || span > 1, &set[i]);
		set[i].beside =
			(span > 1 || g->beside[column]) && set[i].n[0] == 1 && set[i].n[1] == 1 &&
			set[i].line[0]->width + set[i].line[1]->width + MM(3) <= table_span(g, column, span);
		n = cell_lines(&set[i]);
		lines = n > lines ? n : lines;
	}
	h = lines * f->leading;
	/* heads and totals are not written in */
	tall = (t->row_height || r->tall) && r->kind == ROW_ITEM;
	top = tall && g->uneven ? UNEVEN : 0;
	h += 2 * top;
	if (tall && h < TALL)
		h = TALL;
	s = strip_add(f, h);
	s->grid = grid + 1;
	s->repeat = s->text = 1;
	if (r->kind == ROW_TOTAL)
		put_box(f, f->x, 0, f->w, h, 0, COLOUR_NONE, TINT);
	row = tag_add(f, TAG_TR, tag, -1);
	y = f->baseline + (top ? top : (h - lines * f->leading) / 2);
	column = 0;
	for (int32_t i = 0; i < r->cells && column < t->columns; i++, column += span) {
		const struct column *c = &t->column[column];

		span = span_of(t, r, i, column);
		cell = tag_add(f, r->kind == ROW_HEAD ? TAG_TH : TAG_TD, row, -1);
		f->doc->tag[cell].colspan = (int16_t)(span > 1 ? span : 0);
		f->doc->tag[cell].scope = r->kind == ROW_HEAD ? 'r' : 0;
		if (r->kind == ROW_ITEM)
			cell = put_cell_link(f, g, &r->cell[i], cell, column, span, y - f->baseline,
					     cell_lines(&set[i]));
		if (is_figure(r->cell[i].kind) && set[i].n[0])
			put_figure(f, g, set[i].line[0], cell, g->x[column], table_span(g, column, span), y,
				   align_of(c, &r->cell[i]), column + span - 1);
		else if (cell_lines(&set[i]))
			put_cell(f, &set[i], cell, g->x[column], table_span(g, column, span), y,
				 span > 1 ? ALIGN_START : align_of(c, &r->cell[i]));
		else if (r->cell[i].ticks)
			ticks_put(f, &r->cell[i], cell, g->x[column], table_span(g, column, span), y, 1,
				  table_asks(f, g, r, column));
		else if (c->tick && r->kind == ROW_ITEM)
			table_tick(f, g, r, column, h, y - f->baseline, cell);
		else if (r->kind == ROW_ITEM && (c->rule || table_blank(r)))
			table_write(f, g, r, column, h, cell);
		rules |= c->rule && r->kind == ROW_ITEM && !r->cell[i].ticks && cell_lines(&set[i]) == 0;
	}
	/* readers want the same number of cells in every row */
	if (column < t->columns) {
		cell = tag_add(f, TAG_TD, row, -1);
		f->doc->tag[cell].colspan = (int16_t)(t->columns - column);
	}
	if (rules)
		table_lines(f, g, h);
	else
		put_rules(f, r, h);
}

int32_t table_carry(struct flow *f, int32_t grid, const struct words *label, const struct row *r)
{
	const struct grid *g = &f->grid[grid];
	const struct table *t = g->table;
	int32_t strip = f->strips, first = t->columns, column = 0, span;
	const struct line *line;

	strip_add(f, GRID);
	for (int32_t i = 0; i < r->cells && column < t->columns; i++, column += span) {
		span = span_of(t, r, i, column);
		if (!r->cell[i].carried)
			continue;
		first = column < first ? column : first;
		line = words_figure(f, r->cell[i].carried, STYLE_TABULAR, g->fit[column],
				    table_span(g, column, span));
		if (line)
			put_figure(f, g, line, TAG_ARTIFACT, g->x[column], table_span(g, column, span),
				   BASELINE, ALIGN_END, column + span - 1);
	}
	if (first > 0)
		words_put(f, TAG_ARTIFACT, label, 0, g->size, GRID, g->x[0], table_span(g, 0, first),
			  BASELINE, COLOUR_BLACK);
	put_rule(f, g->x[0], GRID, table_span(g, 0, t->columns), 0, HAIR, GREY_RULE);
	return strip;
}

/* Which rows stay together: two on either side of a break, a head with what it heads, a total with what it
 * sums. */
static void keep_rows(struct flow *f, const struct table *t, int32_t first)
{
	int32_t last = t->rows - 1;

	/* the last two before the totals */
	while (last > 0 && t->row[last].kind != ROW_ITEM)
		last--;
	if (last > 0)
		f->strip[first + last - 1].keep = KEEP_HARD;
	for (int32_t r = 0; r + 1 < t->rows; r++) {
		const struct row *row = &t->row[r], *next = row + 1;

		if (r == 0 || r == t->rows - 2 || row->kind == ROW_HEAD || next->kind == ROW_SUBTOTAL ||
		    next->kind == ROW_TOTAL)
			f->strip[first + r].keep = KEEP_HARD;
		else if (row->keep)
			f->strip[first + r].keep = KEEP_GROUP;
		/* the first item below a heading row is not left alone with it */
		if (r > 0 && t->row[r - 1].kind == ROW_HEAD && row->kind == ROW_ITEM &&
		    next->kind == ROW_ITEM)
			f->strip[first + r].keep = KEEP_HARD;
	}
}

void table_add(struct flow *f, const struct table *t)
{
	struct cellset *set;
	const struct row *carry = NULL;
	int32_t grid = f->grids, tag, first;
	struct grid *g;

	if (t->columns <= 0)
		return;
	set = arena_alloc(f->arena, (size_t)t->rows * (size_t)t->columns * sizeof *set);
	f->grid = arena_room(f->arena, f->grid, &f->grid_cap, f->grids + 1, sizeof *f->grid);
	g = &f->grid[f->grids++];
	*g = (struct grid){.table = t, .size = SIZE_TABLE};
	g->x = arena_alloc(f->arena, (size_t)t->columns * sizeof *g->x);
	g->w = arena_alloc(f->arena, (size_t)t->columns * sizeof *g->w);
	g->figure = arena_alloc(f->arena, (size_t)t->columns * sizeof *g->figure);
	g->beside = arena_alloc(f->arena, (size_t)t->columns);
	for (int32_t r = 0; r < t->rows; r++)
		for (int32_t i = 0; i < t->row[r].cells && i < t->columns; i++)
			set_natural(f, &t->row[r].cell[i], style_of(&t->row[r]), SIZE_TABLE,
				    &set[r * t->columns + i]);
	table_width(f, g, set);
	if (table_parts(f, g))
		return;
	fit_columns(f, g, set);
	g->uneven = (uint8_t)is_uneven(g, set);
	for (int32_t i = 0; i < t->columns; i++)
		g->carry |= t->column[i].carry;

	tag = tag_add(f, TAG_TABLE, f->parent, -1);
	if (!words_empty(&t->title))
		f->doc->tag[tag].alt = words_flat(f, &t->title, 0);
	add_head(f, grid, tag);
	first = f->strips;
	for (int32_t r = 0; r < t->rows; r++) {
		add_row(f, grid, tag, &t->row[r], &set[r * t->columns]);
		if (g->carry && has_carried(&t->row[r]))
			carry = &t->row[r];
		else if (t->row[r].kind == ROW_TOTAL)
			carry = NULL; /* the sum is told; nothing is left to carry */
		f->strip[f->strips - 1].carry = carry;
	}
	keep_rows(f, t, first);
	if (f->strips > first) {
		if (!f->grid[grid].heads) {
			f->strip[first].before = GRID;
			f->strip[first].snap = 1;
		}
		f->strip[first].repeat = 0; /* a break before the first row is one before the table */
		f->strip[f->strips - 1].after = GRID;
	} else if (f->strips > f->grid[grid].head) {
		f->strip[f->strips - 1].keep = KEEP_NONE; /* a table without rows has no more than its head */
	}
}
