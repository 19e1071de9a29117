/* subset.c: writes a TrueType font program of a few glyphs (ISO 14496-22: head hhea maxp loca glyf hmtx
 * cmap), unhinted. */
#include <stdlib.h>
#include <string.h>

#include "type/cff.h"
#include "type/inner.h"

enum { CMAP, GLYF, HEAD, HHEA, HMTX, LOCA, MAXP, TABLES };

/* Flags of a component (ISO 14496-22, "glyf"). */
enum {
	ARGS_ARE_WORDS = 0x0001,
	HAS_SCALE = 0x0008,
	MORE_COMPONENTS = 0x0020,
	HAS_XY_SCALE = 0x0040,
	HAS_2X2 = 0x0080,
	HAS_INSTRUCTIONS = 0x0100
};

static void put16(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

static void put32(uint8_t *p, uint32_t v)
{
	put16(p, v >> 16);
	put16(p + 2, v);
}

static void add16(struct text *out, uint32_t v)
{
	uint8_t b[2];

	put16(b, v);
	text_add(out, b, 2);
}

static void add32(struct text *out, uint32_t v)
{
	uint8_t b[4];

	put32(b, v);
	text_add(out, b, 4);
}

/* The length of the component at p (up to end): flags, id, arguments, scale. 0 when it is cut off. */
static uint32_t component_len(const uint8_t *p, const uint8_t *end)
{
	uint32_t flags, len = 4;

	if (end - p < 4)
		return 0;
	flags = be16(p);
	len += flags & ARGS_ARE_WORDS ? 4 : 2;
	len += flags & HAS_SCALE ? 2 : flags & HAS_XY_SCALE ? 4 : flags & HAS_2X2 ? 8 : 0;
	return (uint32_t)(end - p) >= len ? len : 0;
}

static int composite(const uint8_t *p, uint32_t n)
{
	return n >= 10 && (p[0] & 0x80);
}

/* Appends the parts of all composites, of parts too, to glyph; map gets new ids plus 1. */
static int closure(const struct face *f, uint16_t *glyph, int32_t *n, int32_t cap)
{
	const uint8_t *p, *end;
	uint32_t len, part, id;
	int32_t i;

	for (i = 0; i < *n; i++)
		if (glyph[i] < f->facts.glyphs && f->map[glyph[i]] == 0)
			f->map[glyph[i]] = (uint16_t)(i + 1);
	for (i = 0; i < *n; i++) {
		if (glyph[i] >= f->facts.glyphs)
			return -1;
		len = face_outline(f, glyph[i], &p);
		if (!composite(p, len))
			continue;
		for (end = p + len, p += 10; (part = component_len(p, end)) > 0; p += part) {
			id = be16(p + 2);
			if (id >= (uint32_t)f->facts.glyphs)
				return -1;
			if (f->map[id] == 0) {
				if (*n >= cap || *n >= UINT16_MAX - 1)
					return -1;
				glyph[*n] = (uint16_t)id;
				f->map[id] = (uint16_t)++ * n;
			}
			if (!(be16(p) & MORE_COMPONENTS))
				break;
		}
		if (part == 0)
			return -1;
	}
	return 0;
}

/* A glyph without its instructions, parts renumbered. */
static void outline_add(const struct face *f, uint32_t glyph, struct text *out)
{
	const uint8_t *p, *end, *q;
	uint32_t len = face_outline(f, glyph, &p), part, flags, points;
	uint8_t head[4];

	if (len == 0)
		return;
	end = p + len;
	if (!composite(p, len)) {
		points = 10 + 2 * be16(p);
		if (points + 2 > len || points + 2 + be16(p + points) > len)
			return;
		text_add(out, p, points);
		add16(out, 0);
		q = p + points + 2 + be16(p + points);
		text_add(out, q, (size_t)(end - q));
		return;
	}
	text_add(out, p, 10);
	for (p += 10; (part = component_len(p, end)) > 0; p += part) {
		flags = be16(p);
		put16(head, flags & ~(uint32_t)HAS_INSTRUCTIONS);
		put16(head + 2, f->map[be16(p + 2)] - 1u);
		text_add(out, head, 4);
		text_add(out, p + 4, part - 4);
		if (!(flags & MORE_COMPONENTS))
			break;
	}
}

struct code {
	uint32_t cp;
	uint16_t glyph;
};

static int code_compare(const void *a, const void *b)
{
	const struct code *x = a, *y = b;

	return x->cp < y->cp ? -1 : x->cp > y->cp;
}

/* Codes that follow each other with glyphs that do too are one segment: its length from c[0]. */
static int32_t segment_len(const struct code *c, int32_t n)
{
	int32_t i = 1;

	while (i < n && c[i].cp == c[0].cp + (uint32_t)i && c[i].glyph == c[0].glyph + i)
		i++;
	return i;
}

/* Format 4 for the Basic Multilingual Plane. */
static void cmap4(const struct code *c, int32_t n, struct text *out)
{
	uint32_t segments = 1, power = 1, log = 0;
	int32_t i, k;
	int column;

	while (n > 0 && c[n - 1].cp > 0xFFFE)
		n--;
	for (i = 0; i < n; i += segment_len(c + i, n - i))
		segments++;
	while (power * 2 <= segments)
		power *= 2, log++;
	add16(out, 4);
	add16(out, 16 + 8 * segments);
	add16(out, 0);
	add16(out, 2 * segments);
	add16(out, 2 * power);
	add16(out, log);
	add16(out, 2 * (segments - power));
	for (column = 0; column < 4;
	     column++) { /* ends, starts, deltas, range offsets; then the closing segment */
		for (i = 0; i < n; i += k) {
			k = segment_len(c + i, n - i);
			add16(out, column == 0	 ? c[i + k - 1].cp
				   : column == 1 ? c[i].cp
				   : column == 2 ? c[i].glyph - c[i].cp
						 : 0);
		}
		add16(out, column < 2 ? 0xFFFF : column == 2 ? 1 : 0);
		if (column == 0)
			add16(out, 0);
	}
}

static void cmap12(const struct code *c, int32_t n, struct text *out)
{
	uint32_t groups = 0;
	int32_t i, k;

	for (i = 0; i < n; i += segment_len(c + i, n - i))
		groups++;
	add16(out, 12);
	add16(out, 0);
	add32(out, 16 + 12 * groups);
	add32(out, 0);
	add32(out, groups);
	for (i = 0; i < n; i += k) {
		k = segment_len(c + i, n - i);
		add32(out, c[i].cp);
		add32(out, c[i + k - 1].cp);
		add32(out, c[i].glyph);
	}
}

static void cmap_add(const struct face *f, const uint16_t *glyph, int32_t n, struct text *out)
{
	struct code *c = mem_alloc((size_t)n * sizeof *c);
	size_t at = out->len;
	int32_t i, codes = 0, wide;

	for (i = 1; i < n; i++) /* the first of equal glyphs only, or a code would be there twice */
		if (f->code[glyph[i]] && f->map[glyph[i]] == i + 1)
			c[codes++] = (struct code){f->code[glyph[i]], (uint16_t)i};
	qsort(c, (size_t)codes, sizeof *c, code_compare);
	wide = codes > 0 && c[codes - 1].cp > 0xFFFF;
	add16(out, 0);
	add16(out, wide ? 2 : 1);
	add16(out, 3);
	add16(out, 1);
	add32(out, wide ? 20 : 12);
	if (wide) {
		add16(out, 3);
		add16(out, 10);
		add32(out, 0);
	}
	cmap4(c, codes, out);
	if (wide) {
		put32((uint8_t *)out->data + at + 16, (uint32_t)(out->len - at));
		cmap12(c, codes, out);
	}
	free(c);
}

static void hmtx_add(const struct face *f, const uint16_t *glyph, int32_t n, struct text *out)
{
	int32_t i;

	for (i = 0; i < n; i++) {
		const uint8_t *p = f->hmtx.p;
		int32_t g = glyph[i];

		if (g < f->metrics) {
			text_add(out, p + 4 * g, 4);
			continue;
		}
		text_add(out, p + 4 * (f->metrics - 1), 2);
		text_add(out, p + 4 * f->metrics + 2 * (g - f->metrics), 2);
	}
}

static uint32_t checksum(const uint8_t *p, size_t n)
{
	uint32_t sum = 0;

	for (; n >= 4; n -= 4, p += 4)
		sum += be32(p);
	return sum;
}

static void pad4(struct text *out, size_t base)
{
	while ((out->len - base) % 4)
		text_addc(out, '\0');
}

/* Outlines and where they begin; returns whether loca is of the long kind. */
static int glyf_add(const struct face *f, const uint16_t *glyph, int32_t n, uint32_t *at, struct text *out)
{
	size_t base = out->len;
	int32_t i;

	for (i = 0; i < n; i++) {
		at[i] = (uint32_t)(out->len - base);
		outline_add(f, glyph[i], out);
		if ((out->len - base) & 1) /* offsets count in twos */
			text_addc(out, '\0');
	}
	at[n] = (uint32_t)(out->len - base);
	return at[n] > 2 * 0xFFFF;
}

/* The file into out; base is where it begins there. */
static void font_write(const struct face *f, const uint16_t *glyph, int32_t n, struct text *out)
{
	static const char *const tag[TABLES] = {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"};
	size_t base = out->len, begin[TABLES], end[TABLES];
	uint32_t *at = mem_alloc(((size_t)n + 1) * sizeof *at);
	uint8_t zero[12 + 16 * TABLES] = {0}, *p;
	int is_long = 0, i;
	int32_t k;

	text_add(out, zero, sizeof zero);
	for (i = 0; i < TABLES; i++) {
		begin[i] = out->len;
		switch (i) {
		case CMAP:
			cmap_add(f, glyph, n, out);
			break;
		case GLYF:
			is_long = glyf_add(f, glyph, n, at, out);
			break;
		case HEAD:
			text_add(out, f->head.p, 54);
			break;
		case HHEA:
			text_add(out, f->hhea.p, 36);
			break;
		case HMTX:
			hmtx_add(f, glyph, n, out);
			break;
		case LOCA:
			for (k = 0; k <= n; k++)
				is_long ? add32(out, at[k]) : add16(out, at[k] / 2);
			break;
		default:
			text_add(out, f->maxp.p, 32);
			break;
		}
		end[i] = out->len;
		pad4(out, base);
	}
	free(at);
	p = (uint8_t *)out->data;
	put32(p + begin[HEAD] + 8, 0);
	/* flags 2 and 4 speak of instructions, which are gone */
	put16(p + begin[HEAD] + 16, be16(p + begin[HEAD] + 16) & ~0x14u);
	put16(p + begin[HEAD] + 50, is_long ? 1 : 0);
	put16(p + begin[HHEA] + 34, (uint32_t)n);
	put16(p + begin[MAXP] + 4, (uint32_t)n);
	put16(p + begin[MAXP] + 14, 1);
	memset(p + begin[MAXP] + 16, 0, 12);
	put32(p + base, 0x00010000);
	put16(p + base + 4, TABLES);
	put16(p + base + 6, 64);
	put16(p + base + 8, 2);
	put16(p + base + 10, 16 * TABLES - 64);
	for (i = 0; i < TABLES; i++) {
		uint8_t *e = p + base + 12 + 16 * i;

		memcpy(e, tag[i], 4);
		put32(e + 4, checksum(p + begin[i], (end[i] - begin[i] + 3) & ~(size_t)3));
		put32(e + 8, (uint32_t)(begin[i] - base));
		put32(e + 12, (uint32_t)(end[i] - begin[i]));
	}
	put32(p + begin[HEAD] + 8, 0xB1B0AFBAu - checksum(p + base, out->len - base));
}

int type_subset(const struct type *t, int32_t face, uint16_t *glyph, int32_t *n, int32_t cap,
		enum type_program kind, struct text *out)
{
	const struct face *f = &t->face[face];
	int32_t i;
	int bad;

	if (*n < 1 || glyph[0] != 0)
		return -1;
	if (f->cff)
		return cff_subset(f->cff, f, glyph, *n, kind, out);
	bad = closure(f, glyph, n, cap);
	if (!bad)
		font_write(f, glyph, *n, out);
	for (i = 0; i < *n; i++)
		if (glyph[i] < f->facts.glyphs)
			f->map[glyph[i]] = 0;
	return bad;
}
