/* cff_plain.c: charstrings made plain for subsets: subroutines expanded, hints dropped (Adobe Technical Note
 * 5177). */
#include "type/cff.h"

#include <string.h>

#define OPERANDS 48   /* on the stack (appendix B) */
#define CALLS 10      /* subroutines inside each other (appendix B) */
#define LONGEST 65535 /* a charstring (appendix B) */

enum {
	HSTEM = 1,
	VSTEM = 3,
	VMOVETO,
	RLINETO,
	HLINETO,
	VLINETO,
	RRCURVETO,
	CALLSUBR = 10,
	RETURN,
	ESCAPE,
	ENDCHAR = 14,
	HSTEMHM = 18,
	HINTMASK,
	CNTRMASK,
	RMOVETO,
	HMOVETO,
	VSTEMHM,
	RCURVELINE,
	RLINECURVE,
	VVCURVETO,
	HHCURVETO,
	CALLGSUBR = 29,
	VHCURVETO,
	HVCURVETO,
	DOTSECTION = 0,
	HFLEX = 34,
	FLEX1 = 37
};

/* A charstring being made plain: what it says goes to out, except hints. */
struct plain {
	const struct cff *c;
	const struct cff_index *locals;
	struct text *out;
	size_t operand[OPERANDS]; /* where each one on the stack begins in out */
	int operands, stems, calls;
	int begun; /* the first operator that empties the stack, which may carry the width, is past */
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
		cff_integer(p, end, 0, &len);
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
		case HSTEM:
		case VSTEM:
		case HSTEMHM:
		case VSTEMHM:
			drop_hints(x);
			continue;
		case HINTMASK:
		case CNTRMASK:
			drop_hints(x);
			len = (uint32_t)(x->stems + 7) / 8;
			if ((uint32_t)(end - p) < len)
				return -1;
			p += len;
			continue;
		case CALLSUBR:
		case CALLGSUBR:
			subrs = b == CALLSUBR ? x->locals : &x->c->globals;
			if (x->operands == 0 || depth == CALLS || ++x->calls > LONGEST)
				return -1;
			x->out->len = x->operand[--x->operands];
			v = cff_integer((const uint8_t *)x->out->data + x->out->len,
					(const uint8_t *)x->out->data + x->out->len + 5, 0, &len);
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
		case HMOVETO:
		case VMOVETO:
			drop_width(x, x->operands > 1);
			break;
		case RLINETO:
		case HLINETO:
		case VLINETO:
		case RRCURVETO:
		case RCURVELINE:
		case RLINECURVE:
		case VVCURVETO:
		case HHCURVETO:
		case VHCURVETO:
		case HVCURVETO:
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
		default:
			return -1;
		}
		text_addc(x->out, (char)b);
		x->operands = 0;
	}
	return 0;
}

struct cff_bytes cff_plain(struct cff *c, uint32_t glyph, int32_t advance)
{
	struct cff_bytes *kept = &c->plain[glyph];
	struct plain x = {.c = c, .locals = cff_subrs(c, glyph), .out = &c->work};
	uint8_t *p;

	if (kept->n || advance - c->nominal_width != (int16_t)(advance - c->nominal_width))
		return *kept;
	text_reset(&c->work);
	text_room(&c->work, 16); /* so that data is there, and cff_integer may look beyond an operand */
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
