/* keybox.c: the key box under the subject: how much, by when, with which reference, to which account. */
#include "flow/set.h"

#define PAD MM(3)
#define LABEL_Y 8500
#define SIZE_AMOUNT 14000

static int32_t value_size(const struct pair *p)
{
	return p->strong ? SIZE_AMOUNT : SIZE_BODY;
}

static int32_t pair_width(struct flow *f, const struct pair *p)
{
	int32_t label = words_width(f, &p->label.w[0], 0, 0, SIZE_HEAD);
	int32_t value = words_width(f, &p->value.w[0], 0, STYLE_BOLD | STYLE_TABULAR, value_size(p));

	return label > value ? label : value;
}

static void open_box(struct flow *f, int32_t h, int first, int last)
{
	struct strip *s = strip_add(f, h);

	s->text = 1;
	s->keep = last ? KEEP_NONE : KEEP_GROUP;
	s->before = first ? GRID : 0;
	s->after = last ? GRID : 0;
	put_box(f, f->x, 0, f->w, h, 0, COLOUR_NONE, TINT);
	if (first)
		put_rule(f, f->x, 0, f->w, 0, THIN, COLOUR_BLACK);
	if (last)
		put_rule(f, f->x, h, f->w, 0, THIN, COLOUR_BLACK);
}

/* Label over value, as many pairs on a line as there is room for; what is left is shared. */
static void in_columns(struct flow *f, const struct block *b)
{
	const int32_t h = 3 * GRID, inner = f->w - 2 * PAD, gap = MM(6);
	int32_t i = 0, n, used, x, w, extra, tag;
	const struct line *line;

	while (i < b->n) {
		used = pair_width(f, &b->pair[i]);
		for (n = 1; i + n < b->n; n++) {
			w = pair_width(f, &b->pair[i + n]);
			if (used + gap + w > inner)
				break;
			used += gap + w;
		}
		open_box(f, h, i == 0, i + n == b->n);
		extra = used < inner && n > 1 ? (inner - used) / (n - 1) : 0;
		extra = extra > MM(14) ? MM(14) : extra;
		x = f->x + PAD;
		for (int32_t k = 0; k < n; k++, i++) {
			const struct pair *p = &b->pair[i];

			w = pair_width(f, p);
			w = w > inner ? inner : w;
			tag = tag_add(f, TAG_P, f->parent, -1);
			line = words_fit(f, &p->label.w[0], 0, 0, SIZE_HEAD, w);
			if (line) {
				put_line(f, tag, line, x, w, GRID / 4 + LABEL_Y, ALIGN_START, f->c->rtl[0]);
				f->item[f->items - 1].colour = GREY_LABEL;
			}
			line = words_fit(f, &p->value.w[0], 0, STYLE_BOLD | STYLE_TABULAR, value_size(p), w);
			if (line)
				put_line(f, tag, line, x, w, GRID / 2 + GRID + BASELINE + GRID / 4, ALIGN_START, f->c->rtl[0]);
			x += w + gap + extra;
		}
	}
}

/* Two languages: a pair a line, label at the language's start and value at its end. */
static void in_languages(struct flow *f, const struct block *b)
{
	int32_t half = (f->w - GUTTER) / 2, w = half - PAD, tag, h, x, size;
	const struct line *line;
	const struct wording *value;

	for (int32_t i = 0; i < b->n; i++) {
		const struct pair *p = &b->pair[i];

		size = value_size(p);
		h = p->strong ? GRID * 2 : GRID + GRID / 4;
		open_box(f, h, i == 0, i + 1 == b->n);
		for (int32_t l = 0; l < 2; l++) {
			int32_t y = h - (p->strong ? MM(2.3) : MM(1.6));

			x = l == 0 ? f->x + PAD : f->x + f->w - half;
			tag = tag_add(f, TAG_P, f->parent, l);
			line = words_fit(f, &p->label.w[l], l, 0, SIZE_TABLE, w * 2 / 5);
			if (line)
				put_line(f, tag, line, x, w, y, ALIGN_START, f->c->rtl[l]);
			value = p->value.w[l].n ? &p->value.w[l] : &p->value.w[0];
			line = words_fit(f, value, p->value.w[l].n ? l : 0, STYLE_BOLD | STYLE_TABULAR, size, w * 3 / 5 - MM(2));
			if (line)
				put_line(f, tag, line, x, w, y, ALIGN_END, f->c->rtl[l]);
		}
	}
}

void keybox_add(struct flow *f, const struct block *b)
{
	int32_t from = f->strips;

	if (f->c->lang[1])
		in_languages(f, b);
	else
		in_columns(f, b);
	if (f->strips > from)
		f->strip[from].snap = 1;
}
