/* cff.c: reads a CFF table: its indexes and dictionaries (Adobe Technical Note 5176). */
#include "type/cff.h"

#include <stdlib.h>
#include <string.h>

/* Operators of DICTs; those of two bytes are 12 << 8 and the second one. */
enum {
	DICT_BBOX = 5,
	DICT_CHARSET = 15,
	DICT_CHARSTRINGS = 17,
	DICT_PRIVATE = 18,
	DICT_SUBRS = 19,
	DICT_DEFAULT_WIDTH = 20,
	DICT_NOMINAL_WIDTH = 21,
	DICT_MATRIX = 0xC07,
	DICT_KIND = 0xC06,
	DICT_ROS = 0xC1E,
	DICT_FDARRAY = 0xC24,
	DICT_FDSELECT = 0xC25
};

#define OPERANDS 48 /* of a DICT (5176, section 4) */

/* ---- numbers, indexes, dictionaries ---- */

int32_t cff_integer(const uint8_t *p, const uint8_t *end, int dict, uint32_t *len)
{
	size_t left = (size_t)(end - p);
	uint32_t b = left ? p[0] : 0;

	*len = 0;
	if (b >= 32 && b <= 246)
		return *len = 1, (int32_t)b - 139;
	if (b >= 247 && b <= 254 && left >= 2)
		return *len = 2, b <= 250 ? (int32_t)((b - 247) * 256 + p[1] + 108)
					  : -(int32_t)((b - 251) * 256 + p[1] + 108);
	if (b == 28 && left >= 3)
		return *len = 3, (int16_t)be16(p + 1);
	if (dict && b == 29 && left >= 5)
		return *len = 5, (int32_t)be32(p + 1);
	if (!dict && b == 255 && left >= 5)
		return *len = 5, (int32_t)be32(p + 1) / 65536;
	return 0;
}

static uint32_t offset_of(const struct cff_index *x, uint32_t i)
{
	const uint8_t *p = x->offset + (size_t)i * x->size;
	uint32_t v = 0;

	for (uint32_t k = 0; k < x->size; k++)
		v = v << 8 | p[k];
	return v;
}

struct cff_bytes cff_object(const struct cff_index *x, uint32_t i)
{
	uint32_t from = offset_of(x, i);

	return (struct cff_bytes){x->data + from, offset_of(x, i + 1) - from};
}

/* Reads the INDEX at an offset of the table; 0 is where no table can be: broken. Returns where it ends, 0
 * when broken. */
static uint32_t index_read(const struct sfnt *t, uint32_t at, struct cff_index *x)
{
	uint32_t before = 1, here;

	*x = (struct cff_index){NULL, NULL, 0, 0};
	if (at == 0 || at > t->n || t->n - at < 2)
		return 0;
	x->count = be16(t->p + at);
	if (x->count == 0)
		return at + 2;
	if (t->n - at < 3)
		return 0;
	x->size = t->p[at + 2];
	if (x->size < 1 || x->size > 4 || (t->n - at - 3) / x->size < x->count + 1)
		return 0;
	x->offset = t->p + at + 3;
	at += 2 + (x->count + 1) * x->size;
	x->data = t->p + at;
	for (uint32_t i = 0; i <= x->count; i++, before = here) {
		here = offset_of(x, i);
		if (here < before || here > t->n - at)
			return 0;
	}
	return at + before;
}

/* One entry of a DICT. */
struct entry {
	int op;
	int32_t value[OPERANDS]; /* of reals 0 */
	int values;
	struct cff_bytes bytes; /* the operands as they stand */
};

/* Steps to the next entry at *p. 0 at the end, -1 when it is broken. */
static int dict_next(const uint8_t **p, const uint8_t *end, struct entry *e)
{
	uint32_t len;

	e->values = 0;
	e->bytes.p = *p;
	while (*p < end) {
		uint32_t b = **p;

		if (b <= 21) {
			e->bytes.n = (uint32_t)(*p - e->bytes.p);
			e->op = (int)b;
			if (b == 12 && end - *p < 2)
				return -1;
			if (b == 12)
				e->op = 12 << 8 | *++*p;
			++*p;
			return 1;
		}
		if (e->values == OPERANDS)
			return -1;
		if (b == 30) { /* a real: half bytes up to 15 */
			do {
				if (++*p == end)
					return -1;
			} while ((**p & 15) != 15 && **p >> 4 != 15);
			e->value[e->values++] = 0;
			++*p;
			continue;
		}
		e->value[e->values++] = cff_integer(*p, end, 1, &len);
		if (len == 0)
			return -1;
		*p += len;
	}
	return e->bytes.p == end ? 0 : -1;
}

/* ---- the font ---- */

/* A Private DICT: the subroutines beside it. The widths of the first one serve all programs that are written.
 */
static int private_read(struct cff *c, uint32_t fd, int32_t size, int32_t at)
{
	const uint8_t *p, *end;
	struct entry e;
	int more;

	if (size < 0 || at < 0 || (uint32_t)at > c->table.n || (uint32_t)size > c->table.n - (uint32_t)at)
		return -1;
	p = c->table.p + at;
	end = p + size;
	while ((more = dict_next(&p, end, &e)) > 0) {
		if (e.values == 0)
			continue;
		if (e.op == DICT_SUBRS &&
		    (e.value[0] < 0 ||
		     !index_read(&c->table, (uint32_t)at + (uint32_t)e.value[0], &c->fd[fd].subrs)))
			return -1;
		if ((e.op == DICT_DEFAULT_WIDTH || e.op == DICT_NOMINAL_WIDTH) &&
		    e.value[0] != (int16_t)e.value[0])
			return -1;
		if (e.op == DICT_DEFAULT_WIDTH && fd == 0)
			c->default_width = e.value[0];
		if (e.op == DICT_NOMINAL_WIDTH && fd == 0)
			c->nominal_width = e.value[0];
	}
	return more;
}

/* What a Top DICT or a Font DICT points to. */
struct pointers {
	int32_t charset, glyphs, private_size, private_at, fdarray, fdselect;
	int cid;
};

static int dict_read(struct cff *c, struct cff_bytes dict, struct pointers *to)
{
	const uint8_t *p = dict.p, *end = p + dict.n;
	struct entry e;
	int more;

	*to = (struct pointers){.charset = 0};
	while ((more = dict_next(&p, end, &e)) > 0) {
		int32_t last = e.values ? e.value[e.values - 1] : 0;

		switch (e.op) {
		case DICT_CHARSET:
			to->charset = last;
			break;
		case DICT_CHARSTRINGS:
			to->glyphs = last;
			break;
		case DICT_FDARRAY:
			to->fdarray = last;
			break;
		case DICT_FDSELECT:
			to->fdselect = last;
			break;
		case DICT_ROS:
			to->cid = 1;
			break;
		case DICT_MATRIX:
			c->matrix = e.bytes;
			break;
		case DICT_BBOX:
			c->bbox = e.bytes;
			break;
		case DICT_PRIVATE:
			if (e.values != 2)
				return -1;
			to->private_size = e.value[0];
			to->private_at = last;
			break;
		case DICT_KIND:
			if (last != 2) /* charstrings of Type 1 */
				return -1;
			break;
		default:
			break;
		}
	}
	return more;
}

/* FDSelect in the format 0 or 3 that covers all glyphs (5176, section 19). */
static int select_check(const struct cff *c, uint32_t at, uint32_t glyphs)
{
	const uint8_t *p = c->table.p + at;
	uint32_t n, before = 0;

	if (at == 0 || at >= c->table.n)
		return -1;
	if (p[0] == 0) {
		if (c->table.n - at - 1 < glyphs)
			return -1;
		for (uint32_t i = 0; i < glyphs; i++)
			if (p[1 + i] >= c->fds)
				return -1;
		return 0;
	}
	if (p[0] != 3 || c->table.n - at < 5)
		return -1;
	n = be16(p + 1);
	if (n == 0 || (c->table.n - at - 5) / 3 < n || be16(p + 3) != 0 || be16(p + 3 + 3 * n) != glyphs)
		return -1;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t next = be16(p + 6 + 3 * i);

		if (p[5 + 3 * i] >= c->fds || next <= before)
			return -1;
		before = next;
	}
	return 0;
}

const struct cff_index *cff_subrs(const struct cff *c, uint32_t glyph)
{
	const uint8_t *p = c->select;
	uint32_t i = 0;

	if (!p)
		return &c->fd[0].subrs;
	if (p[0] == 0)
		return &c->fd[p[1 + glyph]].subrs;
	while (be16(p + 6 + 3 * i) <= glyph)
		i++;
	return &c->fd[p[5 + 3 * i]].subrs;
}

static int font_read(struct cff *c, uint32_t glyphs)
{
	struct cff_index names, tops, fonts;
	struct pointers top, font;
	uint32_t at;

	if (c->table.n < 4 || c->table.p[0] != 1)
		return -1;
	at = index_read(&c->table, c->table.p[2], &names);
	at = index_read(&c->table, at, &tops);
	at = index_read(&c->table, at, &c->strings);
	if (!index_read(&c->table, at, &c->globals) || tops.count != 1 ||
	    dict_read(c, cff_object(&tops, 0), &top) < 0)
		return -1;
	if (top.glyphs < 0 || !index_read(&c->table, (uint32_t)top.glyphs, &c->glyphs) ||
	    c->glyphs.count != glyphs || top.charset < 0)
		return -1;
	c->charset = (uint32_t)top.charset;
	c->fds = 1;
	if (top.cid) {
		if (top.fdarray < 0 || !index_read(&c->table, (uint32_t)top.fdarray, &fonts) ||
		    fonts.count == 0 || fonts.count > 256)
			return -1;
		c->fds = fonts.count;
	}
	c->fd = arena_alloc(&c->arena, c->fds * sizeof *c->fd);
	memset(c->fd, 0, c->fds * sizeof *c->fd);
	c->plain = arena_alloc(&c->arena, glyphs * sizeof *c->plain);
	memset(c->plain, 0, glyphs * sizeof *c->plain);
	if (!top.cid)
		return private_read(c, 0, top.private_size, top.private_at);
	if (top.fdselect < 0 || select_check(c, (uint32_t)top.fdselect, glyphs) < 0)
		return -1;
	c->select = c->table.p + top.fdselect;
	for (uint32_t i = 0; i < c->fds; i++) {
		struct cff_bytes whole = c->matrix, bbox = c->bbox;

		if (dict_read(c, cff_object(&fonts, i), &font) < 0 ||
		    private_read(c, i, font.private_size, font.private_at) < 0)
			return -1;
		if (c->matrix.p != whole.p &&
		    whole.n) /* a matrix at both levels: rare, and not written again rightly */
			return -1;
		c->bbox = bbox;
	}
	return 0;
}

struct cff *cff_open(struct sfnt table, uint32_t glyphs)
{
	struct cff *c = mem_alloc(sizeof *c);

	memset(c, 0, sizeof *c);
	arena_init(&c->arena);
	text_init(&c->work);
	c->table = table;
	if (font_read(c, glyphs) == 0)
		return c;
	cff_close(c);
	return NULL;
}

void cff_close(struct cff *c)
{
	if (!c)
		return;
	arena_done(&c->arena);
	text_done(&c->work);
	free(c);
}

int32_t cff_name(const struct cff *c, uint32_t glyph)
{
	uint32_t at = c->charset, left, first, seen = 1, wide;

	if (c->select)
		return -1;
	if (glyph == 0)
		return 0;
	if (at == 0) /* ISOAdobe */
		return glyph <= 228 ? (int32_t)glyph : -1;
	if (at <= 2 || at >= c->table.n)
		return -1;
	wide = c->table.p[at++];
	if (wide == 0)
		return (c->table.n - at) / 2 >= glyph ? (int32_t)be16(c->table.p + at + 2 * (glyph - 1)) : -1;
	if (wide > 2)
		return -1;
	for (; c->table.n - at >= 2 + wide; at += 2 + wide, seen += left + 1) {
		first = be16(c->table.p + at);
		left = wide == 1 ? c->table.p[at + 2] : be16(c->table.p + at + 2);
		if (glyph <= seen + left)
			return (int32_t)(first + glyph - seen);
	}
	return -1;
}

void cff_number(struct text *out, int32_t v)
{
	uint32_t u;

	if (v >= -107 && v <= 107) {
		text_addc(out, (char)(v + 139));
		return;
	}
	if (v >= 108 && v <= 1131) {
		u = (uint32_t)v - 108;
		text_addc(out, (char)(247 + (u >> 8)));
	} else if (v >= -1131 && v <= -108) {
		u = (uint32_t)-v - 108;
		text_addc(out, (char)(251 + (u >> 8)));
	} else {
		u = (uint32_t)v;
		text_addc(out, 28);
		text_addc(out, (char)(u >> 8));
	}
	text_addc(out, (char)u);
}
