/* table_part.c: a table that is too wide for the page even in small print, as several below each other: each
 * has its share of the columns, and before them the first one, which says what a row is about. */
#include "flow/set.h"

#define GAP MM(2.25)

/* The columns of a part, as places in the whole. */
struct part {
	int32_t *of;
	int32_t n;
};

/* Whether the first column says what a row is about: no column of figures does. */
static int has_key(const struct grid *g)
{
	return g->figure[0] == 0;
}

/* Takes columns from at on while the page has room for the least that they need, one at least. */
static int32_t part_take(const struct flow *f, const struct grid *g, int32_t at, struct part *p)
{
	int32_t n = g->table->columns, w = 0;

	p->n = 0;
	if (at > 0 && has_key(g))
		p->of[p->n++] = 0;
	for (int32_t i = 0; i < p->n; i++)
		w += g->floor[0] + GAP;
	do {
		w += g->floor[at] + GAP;
		p->of[p->n++] = at++;
	} while (at < n && (w + g->floor[at] <= f->w || (p->n == 1 && has_key(g))));
	return at;
}

/* What stands over several columns stands over those of them that are in the part. */
static struct column *part_columns(struct flow *f, const struct table *t, const struct part *p)
{
	struct column *c = arena_alloc(f->arena, (size_t)p->n * sizeof *c);
	int32_t group = -1, last = -1;

	for (int32_t i = 0; i < p->n; i++) {
		c[i] = t->column[p->of[i]];
		c[i].heads = 0;
		group = -1;
		for (int32_t k = 0; k <= p->of[i]; k++)
			if (t->column[k].heads > 0 && p->of[i] < k + t->column[k].heads)
				group = k;
		if (group < 0) {
			last = -1;
			continue;
		}
		if (last >= 0 && group == c[last].heads - 1)
			continue;
		last = i;
		c[i].head = t->column[group].head;
		c[i].heads = group + 1; /* for now, which group */
	}
	for (int32_t i = 0; i < p->n; i++) {
		int32_t end = i + 1, k = c[i].heads - 1;

		while (k >= 0 && end < p->n && c[end].heads == 0 && p->of[end] < k + t->column[k].heads)
			end++;
		c[i].heads = k < 0 ? 0 : end - i;
	}
	return c;
}

/* A row's cells in those columns. A cell over several stands in each part that has its first column, what
 * stands over the key in all of them. */
static struct row part_row(struct flow *f, const struct table *t, const struct row *r, const struct part *p)
{
	struct cell *to = arena_alloc(f->arena, (size_t)p->n * sizeof *to);
	int32_t *at = arena_alloc(f->arena, (size_t)t->columns * sizeof *at), column = 0, n = 0, before = -1;
	struct row row = *r;

	if (r->kind == ROW_HEAD)
		return row;
	for (int32_t i = 0; i < t->columns; i++)
		at[i] = -1;
	for (int32_t i = 0; i < r->cells && column < t->columns; i++)
		for (int32_t k = r->cell[i].span > 1 ? r->cell[i].span : 1; k > 0 && column < t->columns; k--)
			at[column++] = i;
	for (int32_t i = 0; i < p->n && at[p->of[i]] >= 0; i++) {
		int32_t o = p->of[i], cell = at[o];

		if (n > 0 && cell == before) {
			to[n - 1].span = (int16_t)((to[n - 1].span > 1 ? to[n - 1].span : 1) + 1);
			continue;
		}
		to[n] = (struct cell){.kind = CELL_EMPTY};
		if (cell == at[0] || o == 0 || at[o - 1] != cell) {
			to[n] = r->cell[cell];
			to[n].span = 0;
		}
		n++;
		before = cell;
	}
	row.cell = to;
	row.cells = n;
	return row;
}

static void part_add(struct flow *f, const struct table *t, const struct part *p)
{
	struct table *part = arena_alloc(f->arena, sizeof *part);
	struct row *row = arena_alloc(f->arena, (size_t)t->rows * sizeof *row);

	for (int32_t r = 0; r < t->rows; r++)
		row[r] = part_row(f, t, &t->row[r], p);
	*part = *t;
	part->column = part_columns(f, t, p);
	part->columns = p->n;
	part->row = row;
	table_add(f, part);
}

int table_parts(struct flow *f, const struct grid *g)
{
	const struct table *t = g->table;
	const struct grid whole = *g;
	struct part p = {.of = arena_alloc(f->arena, ((size_t)t->columns + 1) * sizeof *p.of)};
	int32_t at;

	if (!g->floor)
		return 0;
	at = part_take(f, &whole, 0, &p);
	if (at == t->columns)
		return 0;
	f->grids--;
	for (;;) {
		part_add(f, t, &p);
		if (at == t->columns)
			return 1;
		at = part_take(f, &whole, at, &p);
	}
}
