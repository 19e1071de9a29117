/* ticks.c: boxes to tick in a table's cell, each with its label after it. */
#include "flow/set.h"

#define TICK MM(3)
#define BEHIND MM(1.2) /* from a box to its label */
#define APART MM(4)    /* from a label to the next box */

/* Both languages stand behind the box; what they write alike stands once. */
static int32_t label_width(struct flow *f, const struct words *w, int32_t l)
{
	return l == 1 && words_same(w) ? 0 : words_width(f, &w->w[l], l, 0, SIZE_TABLE);
}

static int32_t tick_width(struct flow *f, const struct tick *t)
{
	int32_t second = label_width(f, &t->label, 1);

	return TICK + BEHIND + label_width(f, &t->label, 0) + (second ? BEHIND + second : 0);
}

int32_t ticks_width(struct flow *f, const struct cell *k, int on_one_line)
{
	int32_t all = 0, most = 0, w;

	for (int32_t i = 0; i < k->ticks; i++) {
		w = tick_width(f, &k->tick[i]);
		most = w > most ? w : most;
		all += w + (i ? APART : 0);
	}
	return on_one_line ? all : most;
}

static void put_one(struct flow *f, const struct tick *t, int32_t cell, int32_t x, int32_t w, int32_t y,
		    const char *of)
{
	const struct line *line;
	int32_t at = x + TICK + BEHIND, tag = tag_add(f, TAG_P, cell, -1);

	form_tick(f, x, y - TICK + 500, TICK, t->checked);
	for (int32_t l = 0; l < 2; l++) {
		line = label_width(f, &t->label, l) == 0 || at >= x + w
			       ? NULL
			       : words_fit(f, &t->label.w[l], l, 0, SIZE_TABLE, x + w - at);
		if (!line)
			continue;
		put_line(f, l ? tag_add(f, TAG_P, cell, 1) : tag, line, at, line->width, y, ALIGN_START,
			 f->c->rtl[l]);
		at += line->width + BEHIND;
	}
	write_tick(f, arena_format(f->arena, "%s: %s", of, words_flat(f, &t->label, 0)), tag, x,
		   y - TICK + 500, TICK, t->checked);
}

int32_t ticks_put(struct flow *f, const struct cell *k, int32_t tag, int32_t x, int32_t w, int32_t y, int put,
		  const char *of)
{
	int32_t at = 0, lines = 1, one;

	for (int32_t i = 0; i < k->ticks; i++) {
		one = tick_width(f, &k->tick[i]);
		if (at > 0 && at + one > w) {
			at = 0;
			lines++;
		}
		if (put)
			put_one(f, &k->tick[i], tag, x + at, one < w - at ? one + 50 : w - at,
				y + (lines - 1) * f->leading, of);
		at += one + APART;
	}
	return lines;
}
