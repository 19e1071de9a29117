/* slip.c: the reply slip below its cut line, and what is ticked or filled in on it. */
#include "flow/set.h"

#define TICK MM(4)
#define INDENT MM(7)
#define FILL_HIGH MM(8)

void slip_add(struct flow *f, const struct block *b)
{
	int32_t from = f->strips, parent = f->parent;
	struct strip *s;

	f->parent = tag_add(f, TAG_SECT, parent, -1);
	s = strip_add(f, GRID);
	s->before = GRID;
	s->slip = 1;
	put_dashes(f, f->x, GRID / 2, f->w, 4000);
	block_list(f, b->child, b->n);
	strip_keep(f, from, KEEP_GROUP);
	f->parent = parent;
}

void slip_choice(struct flow *f, const struct block *b)
{
	int both = b->text.w[0].n && b->text.w[1].n;
	int32_t w = both ? (f->w - GUTTER) / 2 : f->w, lines = 1, n[2], tag, own;
	const struct line *line[2];
	struct strip *s;

	for (int32_t l = 0; l < 2; l++) {
		line[l] = words_lines(f, &b->text.w[l], l, 0, SIZE_BODY, w - (l == 0 || !both ? INDENT : 0),
				      SIZE_SMALL, &n[l]);
		lines = n[l] > lines ? n[l] : lines;
	}
	s = strip_add(f, lines * GRID);
	s->before = s->after = GRID / 2;
	s->text = 1;
	tag = tag_add(f, TAG_P, f->parent, -1);
	form_tick(f, f->x, (GRID - TICK) / 2, TICK, 0);
	if (b->field)
		put_field(f, FIELD_CHECK, b->field, words_flat(f, &b->text, 0), tag, f->x, (GRID - TICK) / 2,
			  TICK, TICK);
	for (int32_t l = 0; l < 2; l++) {
		own = l == 1 && both ? tag_add(f, TAG_P, f->parent, 1) : tag;
		for (int32_t i = 0; i < n[l]; i++)
			put_line(f, own, &line[l][i], l == 1 && both ? f->x + f->w - w : f->x + INDENT,
				 w - (l == 1 && both ? 0 : INDENT), i * GRID + BASELINE, ALIGN_START,
				 f->c->rtl[l]);
	}
}

void slip_fillin(struct flow *f, const struct block *b)
{
	int32_t label[2], tag = f->parent, x, w, y = FILL_HIGH, own;
	const struct line *line;
	struct strip *s;
	int wide;

	for (int32_t l = 0; l < 2; l++)
		label[l] = b->text.w[l].n ? words_width(f, &b->text.w[l], l, 0, SIZE_BODY) + MM(2) : 0;
	/* a label that leaves no room to write stands above the line */
	wide = label[0] + label[1] > f->w * 3 / 5;
	if (wide)
		y += words_put_lines(f, &b->text, 0, SIZE_BODY, f->w) * GRID;
	s = strip_add(f, y);
	s->text = 1;
	s->before = wide ? GRID / 2 : 0;
	s->after = MM(1);
	x = wide ? f->x : f->x + label[0];
	w = wide ? f->w : f->w - label[0] - label[1];
	if (b->width > 0 && b->width < w)
		w = b->width;
	if (wide)
		words_put(f, f->parent, &b->text, 0, SIZE_BODY, GRID, f->x, f->w, BASELINE, COLOUR_BLACK);
	for (int32_t l = 0; l < 2 && !wide; l++) {
		line = words_fit(f, &b->text.w[l], l, 0, SIZE_BODY, f->w);
		if (!line)
			continue;
		own = tag_add(f, TAG_P, f->parent, l);
		tag = tag == f->parent ? own : tag; /* the field belongs to the first label */
		put_line(f, own, line, l == 0 ? f->x : x + w, label[l], y - 1500, ALIGN_START, f->c->rtl[l]);
	}
	put_rule(f, x, y, w, 0, HAIR, COLOUR_BLACK);
	if (b->field)
		put_field(f, FIELD_TEXT, b->field, words_flat(f, &b->text, 0), tag, x, y - MM(6), w, MM(5.8));
}
