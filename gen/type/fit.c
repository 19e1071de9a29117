/* fit.c: where a line ends: greedy, at the breaks of ICU; what fits no line is set smaller or cut. */
#include <string.h>

#include "type/inner.h"

int32_t fit_shown(const struct para *p, int32_t from, int32_t to)
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

int32_t fit_width(struct type *t, const struct para *p, const struct unit *u, int32_t from, int32_t to)
{
	if (from == u->from && to == u->to)
		return u->width;
	if (from >= to)
		return 0;
	return shape_width(t, shape_find(t, p->s + from, to - from, &u->how), u->how.face, u->size);
}

/* A byte of the unit behind which surely nothing fits into room: saves shaping every candidate of a long
 * word. */
static int32_t unit_reach(const struct type *t, const struct unit *u, int32_t room)
{
	const struct shape *sh = u->shape;
	int32_t i, w = 0, slack = u->size;

	for (i = 0; i < sh->n && w <= room + slack; i++)
		w += shape_scale(&t->face[u->how.face], sh->glyph[u->how.rtl ? sh->n - 1 - i : i].advance,
				 u->size);
	return i == sh->n ? u->to : u->from + sh->glyph[u->how.rtl ? sh->n - 1 - i : i].cluster;
}

/* Ends a line before byte b, cutting a unit when b is inside one; returns the index of the first unit behind.
 */
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

/* The last border between graphemes inside unit u up to which its text fits into room; if force, the first
 * border at least; u->from when there is none. */
static int32_t fit_graphemes(struct type *t, struct para *p, const struct unit *u, int32_t room, int force)
{
	UErrorCode e = U_ZERO_ERROR;
	int32_t b, first;

	ubrk_setText(t->grapheme, p->u, p->units16, &e);
	if (U_FAILURE(e)) {
		t->fault = u_errorName(e);
		return force ? u->to : u->from;
	}
	for (b = unit_reach(t, u, room); b > u->from; b--)
		if (((uint8_t)p->s[b] & 0xC0) != 0x80 && b < u->to &&
		    ubrk_isBoundary(t->grapheme, at16(p, b)) && fit_width(t, p, u, u->from, b) <= room)
			return b;
	if (!force)
		return u->from;
	first = ubrk_following(t->grapheme, at16(p, u->from));
	return first == UBRK_DONE || p->at[first] > u->to ? u->to : p->at[first];
}

/* A word from unit i on is wider than the measure: it is set smaller if that helps, else cut between
 * graphemes. Returns the first unit of the next line. */
static int32_t fit_squeezed(struct setter *g, struct para *p, int32_t i)
{
	struct type *t = g->t;
	const struct type_options *o = g->o;
	int32_t from = p->unit[i].from, to = from + 1, end, j, k, size, b;
	int64_t w = 0;

	while (to < p->n && !p->brk[to])
		to++;
	end = fit_shown(p, from, to);
	k = end_at(t, p, i, end);
	for (j = i; j < k; j++)
		w += p->unit[j].width;
	size = p->unit[i].size;
	/* smaller type only where the word is whole then: cut it is as well in its own size. The names of
	 * files are always cut, so that a list of them is of one size */
	while (o->shrink > 0 && size > o->shrink && w > o->width && w * o->shrink / size <= o->width &&
	       !memchr(p->s + from, '_', (size_t)(end - from))) {
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
	b = fit_graphemes(t, p, &p->unit[j], (int32_t)(o->width - w), j == i);
	/* rather behind a sign that parts a file's name or a number, if one is near: before its end, behind a
	 * "_" */
	for (const char *sign = "_"; sign; sign = *sign == '_' ? "/.-" : NULL)
		for (j = b; j > from + (b - from) / 2; j--)
			if (strchr(sign, p->s[j - 1]) && (uint8_t)p->s[j] > ' ' && (uint8_t)p->s[j] < 0x80)
				return end_at(t, p, i, j);
	return end_at(t, p, i, b);
}

int32_t fit_line(struct setter *g, struct para *p, int32_t i)
{
	struct type *t = g->t;
	int32_t from = p->unit[i].from, room = g->o->width, j, b;
	const struct unit *u = NULL;

	for (j = i; j < p->units; j++) {
		u = &p->unit[j];
		if (!u->space && u->width > room &&
		    fit_width(t, p, u, u->from, fit_shown(p, u->from, u->to)) > room)
			break;
		room -= u->width;
	}
	if (j == p->units)
		return j;
	for (b = unit_reach(t, u, room); b > u->from; b--)
		if (b < u->to && p->brk[b] && fit_width(t, p, u, u->from, fit_shown(p, u->from, b)) <= room)
			return end_at(t, p, j, b);
	for (b = u->from; b > from; b--)
		if (p->brk[b])
			return end_at(t, p, i, b);
	return fit_squeezed(g, p, i);
}
