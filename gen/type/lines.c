/* lines.c: the room's main calls: paragraphs to lines, widths of texts. */
#include <string.h>

#include "type/inner.h"

/* ---- forced line ends ------------------------------------------------------------------------------------------------- */

/* The length of a forced line end at s (U+000A, U+2028, U+2029), else 0. */
static int32_t forced_end(const char *s, const char *end)
{
	if (*s == '\n')
		return 1;
	return end - s >= 3 && memcmp(s, "\xE2\x80", 2) == 0 && ((uint8_t)s[2] == 0xA8 || (uint8_t)s[2] == 0xA9) ? 3 : 0;
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

/* ---- one segment to lines ---------------------------------------------------------------------------------------------- */

struct setter {
	struct type *t;
	struct arena *a;
	const struct type_options *o;
	struct line *line;
	int32_t lines, cap;
};

/* The end of what is shown of bytes [from, to): without trailing spaces. */
static int32_t shown_end(const struct para *p, int32_t from, int32_t to)
{
	for (;;) {
		if (to > from && p->s[to - 1] == ' ')
			to--;
		else if (to > from + 1 && para_space(p->s + to - 2, p->s + to) == 2)
			to -= 2;
		else
			return to;
	}
}

/* The width of a part of a unit, shaped by itself. */
static int32_t part_width(struct type *t, const struct para *p, const struct unit *u, int32_t from, int32_t to)
{
	if (from == u->from && to == u->to)
		return u->width;
	if (from >= to)
		return 0;
	return shape_width(t, shape_find(t, p->s + from, to - from, &u->how), u->how.face, u->size);
}

/* A byte of the unit behind which surely nothing fits into room: saves shaping every candidate of a long word. */
static int32_t unit_reach(const struct type *t, const struct unit *u, int32_t room)
{
	const struct shape *sh = u->shape;
	int32_t i, w = 0, slack = u->size;

	for (i = 0; i < sh->n && w <= room + slack; i++)
		w += shape_scale(&t->face[u->how.face], sh->glyph[u->how.rtl ? sh->n - 1 - i : i].advance, u->size);
	return i == sh->n ? u->to : u->from + sh->glyph[u->how.rtl ? sh->n - 1 - i : i].cluster;
}

/* Ends a line before byte b, cutting a unit when b is inside one; returns the index of the first unit behind. */
static int32_t end_at(struct type *t, struct para *p, int32_t i, int32_t b)
{
	while (i < p->units && p->unit[i].to <= b)
		i++;
	if (i < p->units && p->unit[i].from < b) {
		para_cut(t, p, i, b);
		i++;
	}
	return i;
}

static int32_t at16(const struct para *p, int32_t b)
{
	int32_t lo = 0, hi = p->units16;

	while (lo < hi) {
		int32_t mid = lo + (hi - lo) / 2;

		if (p->at[mid] < b)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The last border between graphemes inside unit u up to which its text fits into room; if force, the first border at
 * least; u->from when there is none. */
static int32_t grapheme_fit(struct type *t, struct para *p, const struct unit *u, int32_t room, int force)
{
	UErrorCode e = U_ZERO_ERROR;
	int32_t b, first;

	ubrk_setText(t->grapheme, p->u, p->units16, &e);
	if (U_FAILURE(e))
		return force ? u->to : u->from;
	for (b = unit_reach(t, u, room); b > u->from; b--)
		if (((uint8_t)p->s[b] & 0xC0) != 0x80 && b < u->to && ubrk_isBoundary(t->grapheme, at16(p, b)) &&
		    part_width(t, p, u, u->from, b) <= room)
			return b;
	if (!force)
		return u->from;
	first = ubrk_following(t->grapheme, at16(p, u->from));
	return first == UBRK_DONE || p->at[first] > u->to ? u->to : p->at[first];
}

/* A word from unit i on is wider than the measure: it is set smaller if that helps, else cut between graphemes. Returns
 * the first unit of the next line. */
static int32_t line_squeeze(struct setter *g, struct para *p, int32_t i)
{
	struct type *t = g->t;
	const struct type_options *o = g->o;
	int32_t from = p->unit[i].from, to = from + 1, end, j, k, size, b;
	int64_t w = 0;

	while (to < p->n && !p->brk[to])
		to++;
	end = shown_end(p, from, to);
	k = end_at(t, p, i, end);
	for (j = i; j < k; j++)
		w += p->unit[j].width;
	size = p->unit[i].size;
	while (o->shrink > 0 && size > o->shrink && w > o->width) {
		/* rounding may leave some thousandths too much: then a little less */
		int32_t less = (int32_t)((int64_t)size * o->width / w);

		size = less < size ? less : size - 1;
		if (size < o->shrink)
			size = o->shrink;
		for (w = 0, j = i; j < k; j++) {
			p->unit[j].size = size;
			p->unit[j].width = shape_width(t, p->unit[j].shape, p->unit[j].how.face, size);
			w += p->unit[j].width;
		}
	}
	if (w <= o->width)
		return end_at(t, p, i, to);
	for (w = 0, j = i; j < k && w + p->unit[j].width <= o->width; j++)
		w += p->unit[j].width;
	b = grapheme_fit(t, p, &p->unit[j], (int32_t)(o->width - w), j == i);
	return end_at(t, p, i, b);
}

/* The first unit of the line after the one that begins with unit i. */
static int32_t line_fit(struct setter *g, struct para *p, int32_t i)
{
	struct type *t = g->t;
	int32_t from = p->unit[i].from, room = g->o->width, j, b;
	const struct unit *u = NULL;

	for (j = i; j < p->units; j++) {
		u = &p->unit[j];
		if (!u->space && u->width > room && part_width(t, p, u, u->from, shown_end(p, u->from, u->to)) > room)
			break;
		room -= u->width;
	}
	if (j == p->units)
		return j;
	for (b = unit_reach(t, u, room); b > u->from; b--)
		if (b < u->to && p->brk[b] && part_width(t, p, u, u->from, shown_end(p, u->from, b)) <= room)
			return end_at(t, p, j, b);
	for (b = u->from; b > from; b--)
		if (p->brk[b])
			return end_at(t, p, i, b);
	return line_squeeze(g, p, i);
}

/* ---- one line ----------------------------------------------------------------------------------------------------------- */

/* True when b, right of a on the line, can be in one run with it. Hanging spaces (from unit hang on) are a run of their
 * own, so that the width of the others is what is seen. */
static int joins(const struct unit *a, const struct unit *b, const struct unit *hang)
{
	return a->how.face == b->how.face && a->size == b->size && a->how.rtl == b->how.rtl &&
	       (a->how.rtl ? b->to == a->from : a->to == b->from) && (a >= hang) == (b >= hang);
}

static int32_t size_of(const struct type *t, const struct unit *u)
{
	return t->face[u->how.face].arabic ? u->size * ARABIC_PERCENT / 100 : u->size;
}

/* Spaces of a line that stretch, and by how much in all. */
struct stretching {
	int32_t extra, gaps, done;
};

static int32_t run_fill(struct setter *g, const struct para *p, struct run *r, const struct unit *const *v, int32_t n,
			struct glyph *out, struct stretching *st)
{
	const struct face *f = &g->t->face[v[0]->how.face];
	int32_t i, k, count = 0, first = v[0]->how.rtl ? v[n - 1]->from : v[0]->from;

	r->face = v[0]->how.face;
	r->size = size_of(g->t, v[0]);
	r->rtl = v[0]->how.rtl;
	r->s = p->s + first;
	r->len = (v[0]->how.rtl ? v[0]->to : v[n - 1]->to) - first;
	r->glyph = out;
	for (i = 0; i < n; i++) {
		const struct shape *sh = v[i]->shape;

		for (k = 0; k < sh->n; k++, out++) {
			const struct shape_glyph *sg = &sh->glyph[k];

			out->id = sg->id;
			out->cluster = v[i]->from - first + sg->cluster;
			out->advance = shape_scale(f, sg->advance, r->size);
			out->dx = shape_scale(f, sg->dx, r->size);
			out->dy = shape_scale(f, sg->dy, r->size);
			if (st->done < st->gaps && para_space(r->s + out->cluster, r->s + r->len)) {
				out->advance += (int32_t)((int64_t)st->extra * (st->done + 1) / st->gaps -
							  (int64_t)st->extra * st->done / st->gaps);
				st->done++;
			}
			r->width += out->advance;
		}
		count += sh->n;
		g->t->notdefs += sh->notdefs;
	}
	r->n = count;
	return count;
}

static int32_t gaps_count(const struct para *p, int32_t i, int32_t k)
{
	int32_t b, n = 0, step;

	if (k <= i)
		return 0;
	for (b = p->unit[i].from; b < p->unit[k - 1].to; b += step > 0 ? step : 1) {
		step = para_space(p->s + b, p->s + p->n);
		n += step > 0;
	}
	return n;
}

/* The units of a line in visual order (UAX 9, L1 and L2), those without glyphs left out: how many. */
static int32_t line_order(struct setter *g, const struct para *p, int32_t i, int32_t k, int32_t n, const struct unit **v)
{
	UBiDiLevel *level;
	int32_t *map = NULL, x, u, m = 0;

	if (p->mixed) {
		level = arena_alloc(g->a, (size_t)n);
		map = arena_alloc(g->a, (size_t)n * sizeof *map);
		for (x = 0; x < n; x++)
			level[x] = i + x < k ? p->unit[i + x].level : p->rtl;
		ubidi_reorderVisual(level, n, map);
	}
	for (x = 0; x < n; x++) {
		u = i + (map ? map[x] : x);
		if (p->unit[u].shape->n > 0)
			v[m++] = &p->unit[u];
	}
	return m;
}

/* Adds the line of units [i, j). */
static void line_add(struct setter *g, struct para *p, int32_t i, int32_t j, int last)
{
	struct stretching st = {0, 0, 0}, none = {0, 0, 0};
	const struct unit **v, *end;
	struct line *line;
	struct run *run;
	struct glyph *glyph;
	int32_t k, n, m, x, glyphs = 0, hang = 0;

	for (k = j; k > i && p->unit[k - 1].space; k--)
		;
	end = p->unit + k;
	/* spaces that hang are shown all the same: who reads the text out needs them; at a forced end nobody does */
	n = (last ? k : j) - i;
	g->line = arena_room(g->a, g->line, &g->cap, g->lines + 1, sizeof *g->line);
	line = &g->line[g->lines++];
	memset(line, 0, sizeof *line);
	line->last = (uint8_t)last;
	if (n <= 0)
		return;
	v = arena_alloc(g->a, (size_t)n * sizeof *v);
	n = line_order(g, p, i, k, n, v);
	for (m = x = 0; x < n; x++) {
		glyphs += v[x]->shape->n;
		m += x == 0 || !joins(v[x - 1], v[x], end);
		if (v[x] >= end)
			hang += v[x]->width;
		else
			line->width += v[x]->width;
	}
	if (g->o->align == ALIGN_JUSTIFY && !last && line->width < g->o->width) {
		st.gaps = gaps_count(p, i, k);
		st.extra = st.gaps > 0 ? g->o->width - line->width : 0;
		line->width += st.extra;
	}
	run = arena_alloc(g->a, (size_t)m * sizeof *run);
	glyph = arena_alloc(g->a, (size_t)glyphs * sizeof *glyph);
	line->run = run;
	hang = p->rtl ? -hang : 0;
	for (x = 0; x < n; x = m) {
		for (m = x + 1; m < n && joins(v[m - 1], v[m], end); m++)
			;
		run->x = hang;
		glyph += run_fill(g, p, run, v + x, m - x, glyph, v[x] >= end ? &none : &st);
		hang += run->width;
		run++;
	}
	line->runs = (int32_t)(run - line->run);
}

static void segment_lines(struct setter *g, struct para *p)
{
	int64_t w = 0;
	int32_t i, j;

	para_items(g->t, p);
	for (i = 0; i < p->units; i++)
		w += p->unit[i].width;
	if (g->o->width <= 0 || w <= g->o->width) {
		end_at(g->t, p, 0, shown_end(p, 0, p->n));
		line_add(g, p, 0, p->units, 1);
		return;
	}
	para_breaks(g->t, p);
	for (i = 0; i < p->units; i = j) {
		j = line_fit(g, p, i);
		line_add(g, p, i, j, j == p->units);
	}
}

struct line *type_lines(struct type *t, struct arena *a, const struct type_span *span, int32_t n,
			const struct type_options *o, int32_t *lines)
{
	struct setter g = {t, a, o, NULL, 0, 0};
	struct para *p = &t->para;
	const char *s, *end, *to;
	char *text;
	int32_t i, len = 0, at, from;

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
			stretch_add(p, at > 0 ? at : 0, at + span[i].n < p->n ? at + span[i].n : p->n, span[i].style,
				    lang_find(t, span[i].lang));
		segment_lines(&g, p);
		s = to < end ? to + forced_end(to, end) : end;
	}
	*lines = g.lines;
	return g.line;
}

/* ---- widths ------------------------------------------------------------------------------------------------------------- */

static int32_t width_whole(struct type *t, struct para *p)
{
	int32_t i, w = 0, end = shown_end(p, 0, p->n);

	(void)end_at(t, p, 0, end);
	for (i = 0; i < p->units && p->unit[i].from < end; i++)
		w += p->unit[i].width;
	return w;
}

static int32_t width_widest(struct type *t, struct para *p)
{
	int32_t from, to, end, i = 0, k, w, most = 0;

	para_breaks(t, p);
	for (from = 0; from < p->n; from = to) {
		for (to = from + 1; to < p->n && !p->brk[to];)
			to++;
		end = shown_end(p, from, to);
		while (i < p->units && p->unit[i].to <= from)
			i++;
		for (w = 0, k = i; k < p->units && p->unit[k].from < end; k++) {
			const struct unit *u = &p->unit[k];

			w += part_width(t, p, u, u->from > from ? u->from : from, u->to < end ? u->to : end);
		}
		if (w > most)
			most = w;
	}
	return most;
}

static int32_t width_of(struct type *t, const char *s, int32_t n, uint8_t style, int32_t size, const char *lang,
			int32_t (*measure)(struct type *, struct para *))
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

int32_t type_widest_word(struct type *t, const char *s, int32_t n, uint8_t style, int32_t size, const char *lang)
{
	return width_of(t, s, n, style, size, lang, width_widest);
}
