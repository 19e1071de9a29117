/* lines.c: the room's main calls: paragraphs to lines, widths of texts. */
#include <string.h>

#include "type/inner.h"

/* ---- forced line ends ---- */

/* The length of a forced line end at s (U+000A, U+2028, U+2029), else 0. */
static int32_t forced_end(const char *s, const char *end)
{
	if (*s == '\n')
		return 1;
	return end - s >= 3 && memcmp(s, "\xE2\x80", 2) == 0 &&
			       ((uint8_t)s[2] == 0xA8 || (uint8_t)s[2] == 0xA9)
		       ? 3
		       : 0;
}

/* The end of the segment that begins at s: the next forced line end, or end. */
static const char *segment_end(const char *s, const char *end)
{
	while (s < end && !forced_end(s, end))
		s++;
	return s;
}

/* Tabs and other control characters are spaces: fonts show boxes for them. */
static void controls_blank(char *s, size_t n)
{
	for (; n > 0; n--, s++)
		if (((uint8_t)*s < 0x20 && *s != '\n') || *s == 0x7F)
			*s = ' ';
}

static void stretch_add(struct para *p, int32_t from, int32_t to, uint8_t style, int16_t lang)
{
	struct stretch *last = p->stretches > 0 ? &p->stretch[p->stretches - 1] : NULL;

	if (from >= to)
		return;
	/* spans of one style are one text: kerning and joining go on over their border */
	if (last && last->to == from && last->style == style && last->lang == lang) {
		last->to = to;
		return;
	}
	p->stretch = mem_room(p->stretch, &p->stretch_cap, p->stretches + 1, sizeof *p->stretch);
	p->stretch[p->stretches++] = (struct stretch){from, to, style, lang};
}

/* ---- lines ---- */

static void segment_lines(struct setter *g, struct para *p)
{
	int64_t w = 0;
	int32_t i, j;

	para_items(g->t, p);
	for (i = 0; i < p->units; i++)
		w += p->unit[i].width;
	if (g->o->width <= 0 || w <= g->o->width) {
		line_add(g, p, 0, p->units, 1);
		return;
	}
	para_breaks(g->t, p);
	for (i = 0; i < p->units; i = j) {
		j = fit_line(g, p, i);
		j = line_add(g, p, i, j, j == p->units);
	}
}

struct line *type_lines(struct type *t, struct arena *a, const struct type_span *span, int32_t n,
			const struct type_options *o, int32_t *lines)
{
	struct setter g = {t, a, o, NULL, 0, 0};
	struct para *p = &t->para;
	const char *s, *end, *to;
	char *text;
	struct line *kept = kept_find(t, a, span, n, o, lines);
	int32_t i, len = 0, at, from, notdefs = t->notdefs;

	if (kept)
		return kept;
	shape_begin(t);
	for (i = 0; i < n; i++)
		len += span[i].n;
	text = arena_alloc(a, (size_t)len + 1);
	for (i = 0, at = 0; i < n; at += span[i++].n)
		if (span[i].n > 0)
			memcpy(text + at, span[i].s, (size_t)span[i].n);
	controls_blank(text, (size_t)len);
	p->rtl = o->rtl != 0;
	p->size = o->size;
	for (s = text, end = text + len; s < end || g.lines == 0;) {
		to = segment_end(s, end);
		p->s = s;
		p->n = (int32_t)(to - s);
		p->stretches = 0;
		from = (int32_t)(s - text);
		for (i = 0, at = -from; i < n; at += span[i++].n)
			stretch_add(p, at > 0 ? at : 0, at + span[i].n < p->n ? at + span[i].n : p->n,
				    span[i].style, lang_find(t, span[i].lang));
		segment_lines(&g, p);
		s = to < end ? to + forced_end(to, end) : end;
	}
	if (t->notdefs == notdefs)
		kept_add(t, g.line, g.lines, text, (size_t)len);
	*lines = g.lines;
	return g.line;
}

/* ---- widths ---- */

static int32_t width_whole(struct type *t, struct para *p)
{
	int32_t i, w = 0, end = fit_shown(p, 0, p->n);

	for (i = 0; i < p->units && p->unit[i].from < end; i++)
		w += fit_width(t, p, &p->unit[i], p->unit[i].from, p->unit[i].to < end ? p->unit[i].to : end);
	return w;
}

static int32_t width_widest(struct type *t, struct para *p)
{
	int32_t from, to, end, i = 0, k, w, most = 0;

	para_breaks(t, p);
	for (from = 0; from < p->n; from = to) {
		for (to = from + 1; to < p->n && !p->brk[to];)
			to++;
		end = fit_shown(p, from, to);
		while (i < p->units && p->unit[i].to <= from)
			i++;
		for (w = 0, k = i; k < p->units && p->unit[k].from < end; k++) {
			const struct unit *u = &p->unit[k];

			w += fit_width(t, p, u, u->from > from ? u->from : from, u->to < end ? u->to : end);
		}
		if (w > most)
			most = w;
	}
	return most;
}

static int32_t width_of(struct type *t, const char *s, int32_t n, uint8_t style, int32_t size,
			const char *lang, int32_t (*measure)(struct type *, struct para *))
{
	struct para *p = &t->para;
	const char *end = s + n, *to;
	struct arena a;
	int32_t i, w, most = 0;
	char *copy;

	arena_init(&a);
	shape_begin(t);
	for (i = 0; i < n && ((uint8_t)s[i] >= 0x20 || s[i] == '\n') && s[i] != 0x7F;)
		i++;
	if (i < n) {
		copy = arena_dupn(&a, s, (size_t)n);
		controls_blank(copy, (size_t)n);
		s = copy;
		end = s + n;
	}
	p->rtl = t->lang[lang_find(t, lang)].rtl;
	p->size = size;
	for (; s < end; s = to < end ? to + forced_end(to, end) : end) {
		to = segment_end(s, end);
		p->s = s;
		p->n = (int32_t)(to - s);
		p->stretches = 0;
		stretch_add(p, 0, p->n, style, lang_find(t, lang));
		para_items(t, p);
		w = measure(t, p);
		if (w > most)
			most = w;
	}
	arena_done(&a);
	return most;
}

int32_t type_width(struct type *t, const char *s, int32_t n, uint8_t style, int32_t size, const char *lang)
{
	return width_of(t, s, n, style, size, lang, width_whole);
}

int32_t type_widest_word(struct type *t, const char *s, int32_t n, uint8_t style, int32_t size,
			 const char *lang)
{
	return width_of(t, s, n, style, size, lang, width_widest);
}
