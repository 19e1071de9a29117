/* keybox.c: the key box under the subject: how much, by when, with which reference, to which account. */
#include "flow/set.h"

#define PAD MM(3)
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

/* The width of column k when the pairs stand n in a row. */
static int32_t column_width(struct flow *f, const struct block *b, int32_t n, int32_t k)
{
	int32_t most = 0, w;

	for (int32_t i = k; i < b->n; i += n) {
		w = pair_width(f, &b->pair[i]);
		most = w > most ? w : most;
	}
	return most;
}

static void put_pair(struct flow *f, const struct pair *p, int32_t x, int32_t w)
{
	const struct line *line;

	line = words_fit(f, &p->label.w[0], 0, 0, SIZE_HEAD, w);
	if (line) {
		put_line(f, tag_add(f, TAG_P, f->parent, -1), line, x, w, GRID + 1500, ALIGN_START,
			 f->c->rtl[0]);
		f->item[f->items - 1].colour = GREY_LABEL;
	}
	line = words_fit(f, &p->value.w[0], 0, STYLE_BOLD | STYLE_TABULAR, value_size(p), w);
	if (line)
		put_line(f, tag_add(f, TAG_P, f->parent, -1), line, x, w, 2 * GRID + 6000, ALIGN_START,
			 f->c->rtl[0]);
}

/* Label over value: all pairs in a row if there is room, else in even rows of as many as fit, one below the
 * other. */
static void in_columns(struct flow *f, const struct block *b)
{
	const int32_t inner = f->w - 2 * PAD, gap = MM(5);
	int32_t n = b->n, used, rows, x, w, extra;

	for (rows = 1;; rows++) {
		n = (b->n + rows - 1) / rows;
		used = gap * (n - 1);
		for (int32_t k = 0; k < n; k++)
			used += column_width(f, b, n, k);
		if (used <= inner || n <= 1)
			break;
	}
	extra = used < inner && n > 1 ? (inner - used) / (n - 1) : 0;
	extra = extra > MM(14) ? MM(14) : extra;
	for (int32_t i = 0; i < b->n; i += n) {
		open_box(f, 3 * GRID, i == 0, i + n >= b->n);
		x = f->x + PAD;
		for (int32_t k = 0; k < n && i + k < b->n; k++) {
			w = column_width(f, b, n, k);
			w = w > inner ? inner : w;
			put_pair(f, &b->pair[i + k], x, w);
			x += w + gap + extra;
		}
	}
}

/* Two languages: a pair a line, label at the language's start, values below each other. */
static void in_languages(struct flow *f, const struct block *b)
{
	int32_t half = (f->w - GUTTER) / 2, w = half - PAD, h, x, y, label[2] = {0, 0}, v;
	const struct line *line;
	const struct wording *value;

	for (int32_t i = 0; i < b->n; i++)
		for (int32_t l = 0; l < 2; l++) {
			v = words_width(f, &b->pair[i].label.w[l], l, 0, SIZE_TABLE) + MM(4);
			label[l] = v > w * 2 / 5 ? w * 2 / 5 : v > label[l] ? v : label[l];
		}
	for (int32_t i = 0; i < b->n; i++) {
		const struct pair *p = &b->pair[i];

		h = (p->strong ? 2 * GRID : GRID) + (i + 1 == b->n ? GRID / 2 : 0);
		y = p->strong ? GRID + 6000 : BASELINE;
		open_box(f, h, i == 0, i + 1 == b->n);
		for (int32_t l = 0; l < 2; l++) {
			int turned = f->c->rtl[l] != f->c->rtl[0];

			x = l == 0 ? f->x + PAD : f->x + f->w - half;
			line = words_fit(f, &p->label.w[l], l, 0, SIZE_TABLE, label[l] - MM(2));
			if (line)
				put_line(f, tag_add(f, TAG_P, f->parent, l), line, x, w, y, ALIGN_START,
					 f->c->rtl[l]);
			value = p->value.w[l].n ? &p->value.w[l] : &p->value.w[0];
			line = words_fit(f, value, p->value.w[l].n ? l : 0, STYLE_BOLD | STYLE_TABULAR,
					 value_size(p), w - label[l]);
			if (line)
				put_line(f, tag_add(f, TAG_P, f->parent, l), line, turned ? x : x + label[l],
					 w - label[l], y, ALIGN_START, f->c->rtl[l]);
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
