/* chart.c: bars for the monthly trend, with their values on them; the Alt text says the same. */
#include "flow/set.h"

#include <string.h>

#define HIGH MM(42) /* of the longest bar */
#define OVER MM(5)  /* for the value on it */
#define UNDER MM(6) /* for the label below */
#define SLOT MM(18) /* a bar's share of the width, at most */

/* How far the largest value goes over the line, or with sign -1 the smallest below it. */
static int64_t farthest(const struct chart *c, int sign)
{
	int64_t most = 0, v;

	for (int32_t i = 0; i < c->n; i++) {
		v = c->value[i] == INT64_MIN ? -INT64_MAX : c->value[i];
		most = v * sign > most ? v * sign : most;
	}
	return most;
}

/* How the values are written on their bars: all alike, as exactly as the narrowest slot has room for. */
static const char **written(struct flow *f, const struct chart *c, int32_t room)
{
	const char **forms[] = {c->shown, c->whole, c->brief}, **best = NULL;
	int32_t i;

	for (size_t k = 0; k < sizeof forms / sizeof forms[0]; k++) {
		if (!forms[k])
			continue;
		best = forms[k];
		for (i = 0; i < c->n; i++)
			if (type_width(f->type, best[i], (int32_t)strlen(best[i]), STYLE_TABULAR, SIZE_SMALL,
				       f->c->lang[0]) > room)
				break;
		if (i == c->n)
			break;
	}
	return best;
}

static int32_t bar_height(int64_t v, int64_t most, int32_t high)
{
	/* both get smaller together until the product fits */
	while (most > INT64_MAX / HIGH) {
		most /= 2;
		v /= 2;
	}
	return (int32_t)(v * high / most);
}

void chart_add(struct flow *f, const struct chart *c)
{
	int32_t figure, slot, width, bar, zero, under, h, x, up;
	const struct line *line;
	const char **shown;
	struct strip *s;
	int64_t most, over, below;

	if (c->n <= 0)
		return;
	over = farthest(c, 1);
	below = farthest(c, -1);
	most = over > below ? over : below;
	most = most > 0 ? most : 1;
	/* one scale for both sides of the line */
	zero = OVER + bar_height(over, most, HIGH);
	under = below ? bar_height(below, most, HIGH) + OVER : 0;
	s = strip_add(f, zero + under + UNDER);
	s->snap = s->text = 1;
	s->before = s->after = GRID;
	figure = tag_add(f, TAG_FIGURE, f->parent, -1);
	f->doc->tag[figure].alt = words_flat(f, &c->alt, 0);
	slot = f->w / c->n < SLOT ? f->w / c->n : SLOT;
	width = slot == SLOT ? c->n * slot : f->w;
	bar = slot * 3 / 5;
	shown = written(f, c, slot - 1500);
	for (int32_t i = 0; i < c->n; i++) {
		x = f->x + (int32_t)((int64_t)width * i / c->n);
		h = bar_height(c->value[i], most, HIGH);
		up = h >= 0;
		put_box(f, x + (slot - bar) / 2, up ? zero - h : zero, bar, up ? h : -h, 0, COLOUR_NONE,
			up ? f->c->head.accent : GREY_BAR);
		f->item[f->items - 1].tag = figure;
		line = shown ? words_fit_str(f, shown[i], 0, STYLE_TABULAR, SIZE_SMALL, 0, 0) : NULL;
		if (line)
			put_line(f, figure, line, x, slot, up ? zero - h - 2500 : zero - h + 8000,
				 ALIGN_CENTRE, f->c->rtl[0]);
		line = c->label ? words_fit_str(f, c->label[i], 0, 0, SIZE_SMALL, slot - 1500, f->c->rtl[0])
				: NULL;
		if (line)
			put_line(f, figure, line, x, slot, f->strip[f->strips - 1].h - UNDER + 10000,
				 ALIGN_CENTRE, f->c->rtl[0]);
	}
	put_rule(f, f->x, zero, width, 0, THIN, COLOUR_BLACK);
}
