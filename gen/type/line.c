/* line.c: one line: pieces in visual order, runs of glyphs, stretched spaces. */
#include <string.h>

#include "type/inner.h"

/* True when b, right of a on the line, can be in one run with it. Hanging spaces (from unit hang on) are a
 * run of their own, so that the width of the others is what is seen. */
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

/* True when glyph k of a unit is a space between words; the first one, if several show it. */
static int stretches(const struct para *p, const struct unit *u, int32_t k)
{
	const struct shape_glyph *g = u->shape->glyph + k;

	return para_space(p->s + u->from + g->cluster, p->s + u->to) > 0 &&
	       (k == 0 || g[-1].cluster != g->cluster);
}

/* Remembers the first character without a glyph, and the paragraph that it stands in: a message names both.
 */
static void missing_note(struct type *t, const struct para *p, const struct unit *u)
{
	const char *s, *end = p->s + p->n;
	int32_t k = 0;

	while (u->shape->glyph[k].id != 0)
		k++;
	s = p->s + u->from + u->shape->glyph[k].cluster;
	t->missing = type_missing(t, s, (size_t)(end - s));
	if (!t->missing) /* some face has each, none has the cluster */
		t->missing = utf8_next(&s, end);
	t->missing_text.len = 0;
	for (s = p->s; s < end && t->missing_text.len < 80;) {
		const char *from = s;
		const uint32_t cp = utf8_next(&s, end);

		if (cp >= 0x20 && !(cp >= 0x2066 && cp <= 0x2069))
			text_add(&t->missing_text, from, (size_t)(s - from));
	}
}

static int32_t run_fill(struct setter *g, const struct para *p, struct run *r, const struct unit *const *v,
			int32_t n, struct glyph *out, struct stretching *st)
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
			if (st->done < st->gaps && stretches(p, v[i], k)) {
				out->advance += (int32_t)((int64_t)st->extra * (st->done + 1) / st->gaps -
							  (int64_t)st->extra * st->done / st->gaps);
				st->done++;
			}
			r->width += out->advance;
		}
		count += sh->n;
		g->t->notdefs += sh->notdefs;
		if (sh->notdefs > 0 && !g->t->missing)
			missing_note(g->t, p, v[i]);
	}
	r->n = count;
	return count;
}

static int32_t gaps_count(const struct para *p, const struct unit *const *v, int32_t n,
			  const struct unit *hang)
{
	int32_t x, k, gaps = 0;

	for (x = 0; x < n; x++)
		for (k = 0; k < v[x]->shape->n && v[x] < hang; k++)
			gaps += stretches(p, v[x], k);
	return gaps;
}

/* The units of a line in visual order (UAX 9, L1 and L2), those without glyphs left out: how many. */
static int32_t line_order(struct setter *g, const struct para *p, int32_t i, int32_t k, int32_t n,
			  const struct unit **v)
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

/* The first of the units [i, *j) that hangs: they are spaces to the end. Cuts a unit that only ends with
 * spaces. */
static int32_t line_hang(struct type *t, struct para *p, int32_t i, int32_t *j)
{
	int32_t k, end;

	for (k = *j; k > i; k--) {
		end = p->unit[k - 1].space ? p->unit[k - 1].from
					   : fit_shown(p, p->unit[k - 1].from, p->unit[k - 1].to);
		if (end == p->unit[k - 1].to)
			break;
		if (end > p->unit[k - 1].from) {
			para_cut(t, p, k - 1, end);
			++*j;
			break;
		}
	}
	return k;
}

int32_t line_add(struct setter *g, struct para *p, int32_t i, int32_t j, int last)
{
	struct stretching st = {0, 0, 0}, none = {0, 0, 0};
	const struct unit **v, *end;
	struct line *line;
	struct run *run;
	struct glyph *glyph;
	int32_t k, n, m, x, glyphs = 0, hang = 0;

	k = line_hang(g->t, p, i, &j);
	end = p->unit + k;
	/* spaces that hang are shown all the same: who reads the text out needs them; at a forced end nobody
	 * does */
	n = (last ? k : j) - i;
	g->line = arena_room(g->a, g->line, &g->cap, g->lines + 1, sizeof *g->line);
	line = &g->line[g->lines++];
	memset(line, 0, sizeof *line);
	line->last = (uint8_t)last;
	if (n <= 0)
		return j;
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
		st.gaps = gaps_count(p, v, n, end);
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
	return j;
}
