/* cff.c: reads a CFF table: its indexes and dictionaries, and charstrings made plain for subsets. */
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

#define OPERANDS 48 /* of a charstring and of a DICT (5176, section 4; 5177, appendix B) */
#define CALLS 10    /* subroutines inside each other (5177, appendix B) */
#define LONGEST 65535 /* a charstring (5177, appendix B) */

/* ---- numbers, indexes, dictionaries -------------------------------------------------------------------------------------- */

/* The integer at p, which takes *len bytes; 0 bytes when there is none. Where DICTs and charstrings differ, dict says which. */
static int32_t number(const uint8_t *p, const uint8_t *end, int dict, uint32_t *len)
{
	size_t left = (size_t)(end - p);
	uint32_t b = left ? p[0] : 0;

	*len = 0;
	if (b >= 32 && b <= 246)
		return *len = 1, (int32_t)b - 139;
	if (b >= 247 && b <= 254 && left >= 2)
		return *len = 2, b <= 250 ? (int32_t)((b - 247) * 256 + p[1] + 108) : -(int32_t)((b - 251) * 256 + p[1] + 108);
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

/* Reads the INDEX at an offset of the table; 0 is where no table can be: broken. Returns where it ends, 0 when broken. */
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
	struct cff_bytes bytes;  /* the operands as they stand */
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
		e->value[e->values++] = number(*p, end, 1, &len);
		if (len == 0)
			return -1;
		*p += len;
	}
	return e->bytes.p == end ? 0 : -1;
}

/* ---- the font ------------------------------------------------------------------------------------------------------------ */

/* A Private DICT: the subroutines beside it. The widths of the first one serve all programs that are written. */
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
		if (e.op == DICT_SUBRS && (e.value[0] < 0 || !index_read(&c->table, (uint32_t)(at + e.value[0]), &c->fd[fd].subrs)))
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
		case DICT_CHARSET: to->charset = last; break;
		case DICT_CHARSTRINGS: to->glyphs = last; break;
		case DICT_FDARRAY: to->fdarray = last; break;
		case DICT_FDSELECT: to->fdselect = last; break;
		case DICT_ROS: to->cid = 1; break;
		case DICT_MATRIX: c->matrix = e.bytes; break;
		case DICT_BBOX: c->bbox = e.bytes; break;
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
		default: break;
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

static uint32_t select_fd(const struct cff *c, uint32_t glyph)
{
	const uint8_t *p = c->select;
	uint32_t i = 0;

	if (!p)
		return 0;
	if (p[0] == 0)
		return p[1 + glyph];
	while (be16(p + 6 + 3 * i) <= glyph)
		i++;
	return p[5 + 3 * i];
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
	if (!index_read(&c->table, at, &c->globals) || tops.count != 1 || dict_read(c, cff_object(&tops, 0), &top) < 0)
		return -1;
	if (top.glyphs < 0 || !index_read(&c->table, (uint32_t)top.glyphs, &c->glyphs) || c->glyphs.count != glyphs || top.charset < 0)
		return -1;
	c->charset = (uint32_t)top.charset;
	c->fds = 1;
	if (top.cid) {
		if (top.fdarray < 0 || !index_read(&c->table, (uint32_t)top.fdarray, &fonts) || fonts.count == 0 || fonts.count > 256)
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

		if (dict_read(c, cff_object(&fonts, i), &font) < 0 || private_read(c, i, font.private_size, font.private_at) < 0)
			return -1;
		if (c->matrix.p != whole.p && whole.n) /* a matrix at both levels: rare, and not written again rightly */
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

/* ---- charstrings (5177) -------------------------------------------------------------------------------------------------- */

enum {
	HSTEM = 1, VSTEM = 3, VMOVETO, RLINETO, HLINETO, VLINETO, RRCURVETO, CALLSUBR = 10, RETURN, ESCAPE, ENDCHAR = 14, HSTEMHM = 18,
	HINTMASK, CNTRMASK, RMOVETO, HMOVETO, VSTEMHM, RCURVELINE, RLINECURVE, VVCURVETO, HHCURVETO, CALLGSUBR = 29, VHCURVETO,
	HVCURVETO, DOTSECTION = 0, HFLEX = 34, FLEX1 = 37
};

/* A charstring being made plain: what it says goes to out, except hints. */
struct plain {
	const struct cff *c;
	const struct cff_index *locals;
	struct text *out;
	size_t operand[OPERANDS]; /* where each one on the stack begins in out */
	int operands, stems, calls;
	int begun;             /* the first operator that empties the stack, which may carry the width, is past */
};

/* The first operator's odd operand is the width; it is dropped, as the width is written anew. */
static void drop_width(struct plain *x, int odd)
{
	size_t second;

	if (!x->begun && odd && x->operands > 0) {
		second = x->operands > 1 ? x->operand[1] : x->out->len;
		memmove(x->out->data + x->operand[0], x->out->data + second, x->out->len - second);
		x->out->len -= second - x->operand[0];
		x->operands--;
	}
	x->begun = 1;
}

static void drop_hints(struct plain *x)
{
	drop_width(x, x->operands & 1);
	x->stems += x->operands / 2;
	if (x->operands > 0)
		x->out->len = x->operand[0];
	x->operands = 0;
}

/* Runs one charstring: 1 when it ended the glyph, 0 when it returned, -1 when it is broken. */
static int plain_run(struct plain *x, struct cff_bytes s, int depth)
{
	const uint8_t *p = s.p, *end = s.p + s.n;
	const struct cff_index *subrs;
	int32_t v;
	uint32_t len, b;
	int done;

	while (p < end) {
		number(p, end, 0, &len);
		if (len > 0) {
			if (x->operands == OPERANDS || x->out->len > LONGEST)
				return -1;
			x->operand[x->operands++] = x->out->len;
			text_add(x->out, p, len);
			p += len;
			continue;
		}
		b = *p++;
		switch (b) {
		case HSTEM: case VSTEM: case HSTEMHM: case VSTEMHM:
			drop_hints(x);
			continue;
		case HINTMASK: case CNTRMASK:
			drop_hints(x);
			len = (uint32_t)(x->stems + 7) / 8;
			if ((uint32_t)(end - p) < len)
				return -1;
			p += len;
			continue;
		case CALLSUBR: case CALLGSUBR:
			subrs = b == CALLSUBR ? x->locals : &x->c->globals;
			if (x->operands == 0 || depth == CALLS || ++x->calls > LONGEST)
				return -1;
			x->out->len = x->operand[--x->operands];
			v = number((const uint8_t *)x->out->data + x->out->len, (const uint8_t *)x->out->data + x->out->len + 5, 0, &len);
			v += subrs->count < 1240 ? 107 : subrs->count < 33900 ? 1131 : 32768;
			if (v < 0 || (uint32_t)v >= subrs->count)
				return -1;
			done = plain_run(x, cff_object(subrs, (uint32_t)v), depth + 1);
			if (done)
				return done;
			continue;
		case RETURN:
			return 0;
		case ENDCHAR:
			drop_width(x, x->operands & 1);
			if (x->operands > 0)
				return -1;
			text_addc(x->out, ENDCHAR);
			return 1;
		case RMOVETO:
			drop_width(x, x->operands > 2);
			break;
		case HMOVETO: case VMOVETO:
			drop_width(x, x->operands > 1);
			break;
		case RLINETO: case HLINETO: case VLINETO: case RRCURVETO: case RCURVELINE: case RLINECURVE: case VVCURVETO: case HHCURVETO:
		case VHCURVETO: case HVCURVETO:
			break;
		case ESCAPE:
			if (p == end)
				return -1;
			b = *p++;
			if (b == DOTSECTION) {
				drop_hints(x);
				continue;
			}
			if (b < HFLEX || b > FLEX1)
				return -1;
			text_addc(x->out, ESCAPE);
			break;
		default: return -1;
		}
		text_addc(x->out, (char)b);
		x->operands = 0;
	}
	return 0;
}

struct cff_bytes cff_plain(struct cff *c, uint32_t glyph, int32_t advance)
{
	struct cff_bytes *kept = &c->plain[glyph];
	struct plain x = {.c = c, .locals = &c->fd[select_fd(c, glyph)].subrs, .out = &c->work};
	uint8_t *p;

	if (kept->n || advance - c->nominal_width != (int16_t)(advance - c->nominal_width))
		return *kept;
	text_reset(&c->work);
	text_room(&c->work, 16); /* so that data is there, and number() may look beyond an operand */
	if (advance != c->default_width)
		cff_number(&c->work, advance - c->nominal_width);
	if (plain_run(&x, cff_object(&c->glyphs, glyph), 0) != 1 || c->work.len > LONGEST)
		return *kept;
	p = arena_alloc(&c->arena, c->work.len);
	memcpy(p, c->work.data, c->work.len);
	kept->p = p;
	kept->n = (uint32_t)c->work.len;
	return *kept;
}
