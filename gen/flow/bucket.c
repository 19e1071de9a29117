/* bucket.c: the bucket table as a strip: a column a bucket, amount over percent. */
#include "flow/set.h"

/* Overdue buckets are bold. Where no column says so: all but the first, which is what is not due yet. */
static int is_strong(const struct table *t, int32_t column)
{
	for (int32_t i = 0; i < t->columns; i++)
		if (t->column[i].strong)
			return t->column[column].strong;
	return column > 0;
}

static void put_row(struct flow *f, const struct table *t, const struct row *r, int32_t table, int32_t y,
		    int32_t size, int32_t w)
{
	int32_t tag = tag_add(f, TAG_TR, table, -1), cell;
	const struct line *line;

	for (int32_t i = 0; i < t->columns; i++) {
		uint8_t style = (uint8_t)(STYLE_TABULAR | (is_strong(t, i) || r->strong ? STYLE_BOLD : 0));

		cell = tag_add(f, TAG_TD, tag, -1);
		if (i >= r->cells)
			continue;
		line = words_fit_str(f, words_flat(f, &r->cell[i].text, 0), 0, style, size, w - MM(4), 0);
		if (line)
			put_line(f, cell, line, f->x + (int32_t)((int64_t)f->w * i / t->columns), w, y,
				 ALIGN_CENTRE, f->c->rtl[0]);
	}
}

/* What the strip shows, and in which currency, over it. */
static void put_title(struct flow *f, const struct table *t)
{
	struct strip *s;

	if (words_empty(&t->title))
		return;
	s = strip_add(f, GRID * words_put_lines(f, &t->title, STYLE_BOLD, SIZE_TABLE, f->w));
	s->text = 1;
	s->before = GRID;
	s->keep = KEEP_HARD;
	words_put(f, tag_add(f, TAG_P, f->parent, -1), &t->title, STYLE_BOLD, SIZE_TABLE, GRID, f->x, f->w,
		  BASELINE, COLOUR_BLACK);
}

void bucket_add(struct flow *f, const struct table *t)
{
	int32_t heads = 1, n, y, table, tag, cell, w;
	struct strip *s;

	if (t->columns <= 0)
		return;
	w = f->w / t->columns;
	for (int32_t i = 0; i < t->columns; i++) {
		n = words_put_lines(f, &t->column[i].label, STYLE_BOLD, SIZE_HEAD, w - MM(4));
		heads = n > heads ? n : heads;
	}
	/* never alone on a page: it speaks of the rows above */
	if (!f->fresh)
		strip_hold(f, f->body, 1);
	put_title(f, t);
	s = strip_add(f, heads * GRID + t->rows * GRID + MM(3.5));
	s->text = s->snap = 1;
	s->before = words_empty(&t->title) ? GRID : 0;
	s->after = GRID;
	put_box(f, f->x, 0, f->w, s->h, 0, COLOUR_NONE, TINT);
	put_rule(f, f->x, 0, f->w, 0, THIN, COLOUR_BLACK);
	put_rule(f, f->x, f->strip[f->strips - 1].h, f->w, 0, THIN, COLOUR_BLACK);
	table = tag_add(f, TAG_TABLE, f->parent, -1);
	if (!words_empty(&t->title))
		f->doc->tag[table].alt = words_flat(f, &t->title, 0);
	tag = tag_add(f, TAG_TR, table, -1);
	y = MM(1.2) + BASELINE;
	for (int32_t i = 0; i < t->columns; i++) {
		int32_t k = 0, lines;
		const struct line *line;

		cell = tag_add(f, TAG_TH, tag, -1);
		f->doc->tag[cell].scope = 'c';
		for (int32_t l = 0; l < (words_same(&t->column[i].label) ? 1 : 2); l++) {
			int32_t own = l == 1 && k ? tag_add(f, TAG_P, cell, 1) : cell;

			line = words_lines(f, &t->column[i].label.w[l], l, is_strong(t, i) ? STYLE_BOLD : 0,
					   SIZE_HEAD, w - MM(4), SIZE_SMALL, &lines);
			for (int32_t j = 0; j < lines; j++, k++)
				put_line(f, own, &line[j], f->x + (int32_t)((int64_t)f->w * i / t->columns),
					 w, y + k * GRID, ALIGN_CENTRE, f->c->rtl[l]);
		}
	}
	y += heads * GRID + MM(0.4);
	for (int32_t r = 0; r < t->rows; r++, y += GRID)
		put_row(f, t, &t->row[r], table, y, r == 0 ? SIZE_BODY : SIZE_HEAD, w);
}
