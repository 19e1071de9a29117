/* keybox.c: the key box under the subject: how much, by when, with which reference, to which account. */
#include "flow/set.h"

#include <string.h>

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

/* A value is written in the language when it is, else in the first. */
static const struct wording *value_of(const struct pair *p, int32_t *l)
{
	*l = p->value.w[*l].n ? *l : 0;
	return &p->value.w[*l];
}

/* How many lines a label or a value takes in w: more than one only when small print is too wide for it. */
static int32_t label_lines(struct flow *f, const struct pair *p, int32_t l, int32_t w)
{
	int32_t n;

	words_short(f, &p->label.w[l], l, 0, SIZE_HEAD, w, &n);
	return n > 1 ? n : 1;
}

static int32_t value_lines(struct flow *f, const struct pair *p, int32_t l, int32_t w)
{
	const struct wording *value = value_of(p, &l);
	int32_t n;

	words_short(f, value, l, STYLE_BOLD | STYLE_TABULAR, value_size(p), w, &n);
	return n > 1 ? n : 1;
}

static void put_label(struct flow *f, const struct pair *p, int32_t x, int32_t w)
{
	const struct line *line;
	int32_t n, tag;

	line = words_short(f, &p->label.w[0], 0, 0, SIZE_HEAD, w, &n);
	tag = n ? tag_add(f, TAG_P, f->parent, -1) : 0;
	for (int32_t i = 0; i < n; i++) {
		put_line(f, tag, &line[i], x, w, GRID + 1500 + i * LEADING_SMALL, ALIGN_START, f->c->rtl[0]);
		f->item[f->items - 1].colour = GREY_LABEL;
	}
}

static void put_value(struct flow *f, const struct pair *p, int32_t l, int32_t x, int32_t w, int32_t y)
{
	const struct wording *value = value_of(p, &l);
	const struct line *line;
	int32_t n, tag;

	line = words_short(f, value, l, STYLE_BOLD | STYLE_TABULAR, value_size(p), w, &n);
	tag = n ? tag_add(f, TAG_P, f->parent, l > 0 ? l : -1) : 0;
	for (int32_t i = 0; i < n; i++)
		put_line(f, tag, &line[i], x, w, y + i * LEADING_SMALL, ALIGN_START, f->c->rtl[l]);
}

/* Label over value: all pairs in a row if there is room, else in even rows of as many as fit, one below the
 * other. */
static void in_columns(struct flow *f, const struct block *b)
{
	const int32_t inner = f->w - 2 * PAD, gap = MM(5);
	int32_t n = b->n, used, rows, x, w, extra, labels, values, v;

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
		labels = values = 1;
		for (int32_t k = 0; k < n && i + k < b->n; k++) {
			w = column_width(f, b, n, k);
			w = w > inner ? inner : w;
			v = label_lines(f, &b->pair[i + k], 0, w);
			labels = v > labels ? v : labels;
			v = value_lines(f, &b->pair[i + k], 0, w);
			values = v > values ? v : values;
		}
		open_box(f, 3 * GRID + (labels + values - 2) * LEADING_SMALL, i == 0, i + n >= b->n);
		x = f->x + PAD;
		for (int32_t k = 0; k < n && i + k < b->n; k++) {
			w = column_width(f, b, n, k);
			w = w > inner ? inner : w;
			put_label(f, &b->pair[i + k], x, w);
			put_value(f, &b->pair[i + k], 0, x, w,
				  2 * GRID + 6000 + (labels - 1) * LEADING_SMALL);
			x += w + gap + extra;
		}
	}
}

/* Pairs of one label (the same sum in several currencies) stand below each other. Gives where those of pair i
 * end. */
static int32_t same_end(const struct block *b, int32_t i)
{
	const struct wording *first = &b->pair[i].label.w[0], *w;

	for (i++; i < b->n; i++) {
		w = &b->pair[i].label.w[0];
		if (w->n != 1 || first->n != 1 || strcmp(w->span[0].s, first->span[0].s) != 0)
			break;
	}
	return i;
}

/* A column of figures: what stands before the decimal mark and what behind, at most. */
struct figures {
	int32_t before, behind;
	uint8_t several; /* sums below each other */
};

/* Width of what follows the decimal mark. */
static int32_t behind(struct flow *f, const struct pair *p, int32_t l)
{
	const struct wording *w = p->value.w[l].n ? &p->value.w[l] : &p->value.w[0];
	const char *s = w->n ? w->span[w->n - 1].s : "", *mark = NULL;
	struct span tail;

	for (const char *c = s; *c; c++)
		if (((*c == '.' || *c == ',') && c[1] >= '0' && c[1] <= '9') || !strncmp(c, "\u066B", 2))
			mark = c;
	if (!mark)
		return 0;
	tail = (struct span){mark, w->span[w->n - 1].style};
	return words_width(f, &(struct wording){&tail, 1}, l, STYLE_BOLD | STYLE_TABULAR, value_size(p));
}

static struct figures figures_of(struct flow *f, const struct block *b, int32_t from, int32_t end, int32_t l)
{
	struct figures most = {0, 0, end > from + 1};
	int32_t whole, tail;

	for (int32_t i = from; i < end; i++) {
		tail = behind(f, &b->pair[i], l);
		whole = words_width(f,
				    b->pair[i].value.w[l].n ? &b->pair[i].value.w[l] : &b->pair[i].value.w[0],
				    l, STYLE_BOLD | STYLE_TABULAR, value_size(&b->pair[i]));
		most.behind = tail > most.behind ? tail : most.behind;
		most.before = whole - tail > most.before ? whole - tail : most.before;
	}
	return most;
}

/* Where a sum begins with its currency's code ("AED 5.00"), the length of the code and of the mark before it
 * that isolates the sum in a text from right to left (U+2066); 0 where it does not. */
static size_t code_of(const char *s, size_t *mark)
{
	*mark = strncmp(s, "\u2066", 3) ? 0 : 3;
	return strspn(s + *mark, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3 && !strncmp(s + *mark + 3, "\u00A0", 2)
		       ? 3
		       : 0;
}

/* Sums in several currencies: the codes below each other at the column's left, the figures on their decimal
 * mark. The column begins at x. Gives 0 when the sum does not begin with its code. */
static int put_coded(struct flow *f, const struct pair *p, int32_t l, const struct figures *k, int32_t x,
		     int32_t y)
{
	const struct wording *value = value_of(p, &l);
	int32_t tail = behind(f, p, l), tag, last;
	const struct line *code, *sum;
	size_t n, mark;
	const char *s;

	if (value->n != 1 || (n = code_of(value->span[0].s, &mark)) == 0)
		return 0;
	s = value->span[0].s + mark;
	code = words_fit_str(f, arena_dupn(f->arena, s, n), l, STYLE_BOLD, value_size(p), 0, 0);
	last = (int32_t)strlen(s + n + 2) - (mark ? 3 : 0);
	sum = words_fit_str(f, arena_dupn(f->arena, s + n + 2, (size_t)(last > 0 ? last : 0)), l,
			    STYLE_BOLD | STYLE_TABULAR, value_size(p), 0, 0);
	if (!code || !sum)
		return 0;
	tag = tag_add(f, TAG_P, f->parent, l);
	/* where the page is turned x runs from the right, but the sums are not turned */
	put_line(f, tag, code, f->c->rtl[0] ? x + k->before + k->behind - code->width : x, code->width, y,
		 ALIGN_START, 0);
	put_line(f, tag, sum, f->c->rtl[0] ? x + k->behind - tail : x + k->before + tail - sum->width,
		 sum->width, y, ALIGN_START, 0);
	return 1;
}

/* A figure of the column, on its decimal mark; the column stands at the start of x, w. */
static void put_aligned(struct flow *f, const struct pair *p, int32_t l, const struct figures *k, int32_t x,
			int32_t w, int32_t y)
{
	const struct wording *value = p->value.w[l].n ? &p->value.w[l] : &p->value.w[0];
	int32_t whole = k->before + k->behind, tail = behind(f, p, l);
	const struct line *line;

	line = words_fit(f, value, p->value.w[l].n ? l : 0, STYLE_BOLD | STYLE_TABULAR, value_size(p), w);
	if (!line)
		return;
	if (k->several && whole <= w &&
	    put_coded(f, p, l, k, f->c->rtl[l] != f->c->rtl[0] ? x + w - whole : x, y))
		return;
	if (line->width > w) {
		put_value(f, p, l, x, w, y);
		return;
	}
	if (line->width > whole || whole > w)
		whole = line->width, tail = k->behind; /* shrunk: no column to keep to */
	if (f->c->rtl[l] != f->c->rtl[0])
		x += w - whole;
	x += f->c->rtl[0] ? k->behind - tail : whole - k->behind - (line->width - tail);
	put_line(f, tag_add(f, TAG_P, f->parent, l), line, x, line->width, y, ALIGN_START, f->c->rtl[0]);
}

/* Label over value, the values of one label below each other, their figures aligned. Gives 0 when there is no
 * room. */
static int in_rows(struct flow *f, const struct block *b)
{
	const int32_t inner = f->w - 2 * PAD, gap = MM(5);
	int32_t columns = 0, rows = 0, used = 0, extra, x, end, h;
	struct figures *k = arena_alloc(f->arena, (size_t)b->n * sizeof *k);
	int32_t *w = arena_alloc(f->arena, (size_t)b->n * sizeof *w);

	for (int32_t i = 0; i < b->n; i = end, columns++) {
		end = same_end(b, i);
		k[columns] = figures_of(f, b, i, end, 0);
		w[columns] = words_width(f, &b->pair[i].label.w[0], 0, 0, SIZE_HEAD);
		if (w[columns] < k[columns].before + k[columns].behind)
			w[columns] = k[columns].before + k[columns].behind;
		used += w[columns] + (columns ? gap : 0);
		rows = end - i > rows ? end - i : rows;
	}
	if (rows < 2 || used > inner)
		return 0;
	extra = columns > 1 ? (inner - used) / (columns - 1) : 0;
	extra = extra > MM(14) ? MM(14) : extra;
	for (int32_t r = 0; r < rows; r++) {
		h = r == 0 ? 3 * GRID : GRID * 3 / 2;
		open_box(f, h, r == 0, r + 1 == rows);
		x = f->x + PAD;
		columns = 0;
		for (int32_t i = 0; i < b->n; i = end, columns++) {
			end = same_end(b, i);
			if (r == 0)
				put_label(f, &b->pair[i], x, w[columns]);
			if (i + r < end)
				put_aligned(f, &b->pair[i + r], 0, &k[columns], x, w[columns],
					    h - GRID + 6000);
			x += w[columns] + gap + extra;
		}
	}
	return 1;
}

/* A label as set: one that is long wraps. */
struct label {
	const struct line *line;
	int32_t n;
};

static void set_labels(struct flow *f, const struct pair *p, int none, const int32_t w[2],
		       struct label label[2])
{
	for (int32_t l = 0; l < 2; l++) {
		label[l] = (struct label){NULL, 0};
		if (!none)
			label[l].line =
				words_short(f, &p->label.w[l], l, 0, SIZE_TABLE, w[l] - MM(2), &label[l].n);
	}
}

/* Two languages: a pair a line, label at the language's start, values below each other. */
static void in_languages(struct flow *f, const struct block *b)
{
	int32_t half = (f->w - GUTTER) / 2, w = half - PAD, h, x, y, label[2] = {0, 0}, v, from = 0, end = 0;
	struct figures k[2] = {{0}, {0}};
	struct label name[2];
	int32_t tag, most;

	for (int32_t i = 0; i < b->n; i++)
		for (int32_t l = 0; l < 2; l++) {
			v = words_width(f, &b->pair[i].label.w[l], l, 0, SIZE_TABLE) + MM(4);
			v = v > w * 2 / 5 ? w * 2 / 5 : v;
			label[l] = v > label[l] ? v : label[l];
		}
	for (int32_t i = 0; i < b->n; i++) {
		const struct pair *p = &b->pair[i];

		if (i == end) {
			from = i;
			end = same_end(b, i);
			for (int32_t l = 0; l < 2; l++)
				k[l] = figures_of(f, b, from, end, l);
		}
		h = (!p->strong ? f->leading
		     : i > from ? f->leading * 3 / 2
				: 2 * f->leading) +
		    (i + 1 == b->n ? f->leading / (f->compact ? 3 : 2) : 0);
		set_labels(f, p, i > from, label, name);
		most = name[0].n > name[1].n ? name[0].n : name[1].n;
		for (int32_t l = 0; l < 2; l++) {
			v = value_lines(f, p, l, w - label[l]);
			most = v > most ? v : most;
		}
		h += most > 1 ? (most - 1) * LEADING_SMALL : 0;
		y = !p->strong ? f->baseline : i > from ? f->leading / 2 + 6000 : f->leading + 6000;
		open_box(f, h, i == 0, i + 1 == b->n);
		for (int32_t l = 0; l < 2; l++) {
			int turned = f->c->rtl[l] != f->c->rtl[0];

			x = l == 0 ? f->x + PAD : f->x + f->w - half;
			tag = name[l].n ? tag_add(f, TAG_P, f->parent, l) : 0;
			for (int32_t j = 0; j < name[l].n; j++)
				put_line(f, tag, &name[l].line[j], x, w, y + j * LEADING_SMALL, ALIGN_START,
					 f->c->rtl[l]);
			put_aligned(f, p, l, &k[l], turned ? x : x + label[l], w - label[l], y);
		}
	}
}

void keybox_add(struct flow *f, const struct block *b)
{
	int32_t from = f->strips;

	if (f->c->lang[1])
		in_languages(f, b);
	else if (!in_rows(f, b))
		in_columns(f, b);
	if (f->strips > from)
		f->strip[from].snap = 1;
}
