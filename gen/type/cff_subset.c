/* cff_subset.c: writes a font program of a few glyphs with cubic outlines, unhinted (Adobe Technical Note
 * 5176). */
#include <stdlib.h>
#include <string.h>

#include "type/cff.h"

#define STANDARD_STRINGS 391 /* string ids below it need no string (5176, appendix A) */

/* Operators of DICTs, those of two bytes escaped. */
#define OP_BBOX "\x05"
#define OP_CHARSET "\x0F"
#define OP_ENCODING "\x10"
#define OP_CHARSTRINGS "\x11"
#define OP_PRIVATE "\x12"
#define OP_DEFAULT_WIDTH "\x14"
#define OP_NOMINAL_WIDTH "\x15"
#define OP_MATRIX "\x0C\x07"
#define OP_ROS "\x0C\x1E"
#define OP_CIDCOUNT "\x0C\x22"
#define OP_FDARRAY "\x0C\x24"
#define OP_FDSELECT "\x0C\x25"

/* A program being written, and where in it stand the offsets that are known later. */
struct program {
	const struct cff *c;
	const struct cff_bytes *plain; /* by new glyph id */
	enum type_program kind;
	const int32_t *name; /* by new glyph id: string ids of the font, when they are kept */
	int32_t n;
	struct text *out;
	size_t base;
	uint32_t private_size;
	size_t charset, encoding, select, glyphs, fonts, private;
};

static void add_be(struct text *out, uint32_t v, uint32_t bytes)
{
	while (bytes--)
		text_addc(out, (char)(v >> 8 * bytes));
}

/* An operand of five bytes, filled in by here(); returns its place. */
static size_t later(struct text *out, const char *op)
{
	size_t at = out->len + 1;

	text_add(out, "\x1D\0\0\0", 5);
	text_adds(out, op);
	return at;
}

static void here(struct program *x, size_t at)
{
	uint32_t v = (uint32_t)(x->out->len - x->base);

	for (size_t i = 0; i < 4; i++)
		x->out->data[at + i] = (char)(v >> (24 - 8 * i));
}

/* An INDEX of n objects. */
static void index_add(struct text *out, const struct cff_bytes *object, uint32_t n)
{
	uint32_t at = 1, size;

	for (uint32_t i = 0; i < n; i++)
		at += object[i].n;
	size = at < 1 << 8 ? 1 : at < 1 << 16 ? 2 : at < 1 << 24 ? 3 : 4;
	add_be(out, n, 2);
	if (n == 0)
		return;
	add_be(out, size, 1);
	at = 1;
	add_be(out, at, size);
	for (uint32_t i = 0; i < n; i++)
		add_be(out, at += object[i].n, size);
	for (uint32_t i = 0; i < n; i++)
		text_add(out, object[i].p, object[i].n);
}

/* An INDEX of one object, shorter than 255 bytes, which is added between the two. */
static size_t single_begin(struct text *out)
{
	text_add(out, "\0\1\1\1", 5);
	return out->len;
}

static void single_end(struct text *out, size_t from)
{
	out->data[from - 1] = (char)(out->len - from + 1);
}

static void private_pointer(struct program *x)
{
	cff_number(x->out, (int32_t)x->private_size);
	x->private = later(x->out, OP_PRIVATE);
}

static void top_add(struct program *x)
{
	struct text *out = x->out;
	size_t from = single_begin(out);

	if (x->kind == PROGRAM_CID) {
		cff_number(out, STANDARD_STRINGS);
		cff_number(out, STANDARD_STRINGS + 1);
		cff_number(out, 0);
		text_adds(out, OP_ROS);
	}
	if (x->c->matrix.n) {
		text_add(out, x->c->matrix.p, x->c->matrix.n);
		text_adds(out, OP_MATRIX);
	}
	if (x->c->bbox.n) {
		text_add(out, x->c->bbox.p, x->c->bbox.n);
		text_adds(out, OP_BBOX);
	}
	x->charset = later(out, OP_CHARSET);
	x->glyphs = later(out, OP_CHARSTRINGS);
	if (x->kind == PROGRAM_CODED)
		x->encoding = later(out, OP_ENCODING);
	if (x->kind != PROGRAM_CID) {
		private_pointer(x);
	} else {
		text_addc(out, 28);
		add_be(out, (uint32_t)x->n, 2);
		text_adds(out, OP_CIDCOUNT);
		x->select = later(out, OP_FDSELECT);
		x->fonts = later(out, OP_FDARRAY);
	}
	single_end(out, from);
}

/* Strings of the names that are not standard ones, in the order of the glyphs; and the ids by which the
 * charset knows them. */
static void names_add(struct program *x)
{
	struct cff_bytes *string = mem_alloc((size_t)x->n * sizeof *string);
	uint32_t strings = 0;

	for (int32_t i = 1; i < x->n; i++)
		if (x->name[i] >= STANDARD_STRINGS)
			string[strings++] =
				cff_object(&x->c->strings, (uint32_t)x->name[i] - STANDARD_STRINGS);
	index_add(x->out, string, strings);
	free(string);
}

static void charset_add(struct program *x)
{
	uint32_t id = STANDARD_STRINGS;

	here(x, x->charset);
	if (x->kind == PROGRAM_NAMED) {
		add_be(x->out, 0, 1);
		for (int32_t i = 1; i < x->n; i++)
			add_be(x->out, x->name[i] < STANDARD_STRINGS ? (uint32_t)x->name[i] : id++, 2);
		return;
	}
	if (x->n == 1) {
		add_be(x->out, 0, 1);
		return;
	}
	add_be(x->out, 2, 1); /* one range: 1 and all that follow, as CIDs or as whatever standard names */
	add_be(x->out, 1, 2);
	add_be(x->out, (uint32_t)x->n - 2, 2);
}

/* Code i is glyph i. */
static void encoding_add(struct program *x)
{
	here(x, x->encoding);
	add_be(x->out, 1, 1);
	add_be(x->out, x->n > 1 ? 1 : 0, 1);
	if (x->n > 1)
		add_be(x->out, 1u << 8 | (uint32_t)(x->n - 2), 2);
}

static void program_add(struct program *x)
{
	static const struct cff_bytes family = {(const uint8_t *)"F", 1};
	static const struct cff_bytes identity[] = {{(const uint8_t *)"Adobe", 5},
						    {(const uint8_t *)"Identity", 8}};
	char space[24];
	struct text private = {space, 0, sizeof space}; /* two numbers: it never grows */
	struct text *out = x->out;
	size_t from;

	cff_number(&private, x->c->default_width);
	text_adds(&private, OP_DEFAULT_WIDTH);
	cff_number(&private, x->c->nominal_width);
	text_adds(&private, OP_NOMINAL_WIDTH);
	x->private_size = (uint32_t) private.len;
	text_add(out, "\1\0\4\4", 4);
	index_add(out, &family, 1);
	top_add(x);
	if (x->kind == PROGRAM_NAMED)
		names_add(x);
	else
		index_add(out, identity, x->kind == PROGRAM_CID ? 2 : 0);
	index_add(out, NULL, 0); /* global subroutines */
	charset_add(x);
	if (x->kind == PROGRAM_CODED)
		encoding_add(x);
	if (x->kind == PROGRAM_CID) {
		here(x, x->select);
		add_be(out, 3, 1); /* one range: all are of the first Font DICT */
		add_be(out, 1, 2);
		add_be(out, 0, 3);
		add_be(out, (uint32_t)x->n, 2);
	}
	here(x, x->glyphs);
	index_add(out, x->plain, (uint32_t)x->n);
	if (x->kind == PROGRAM_CID) {
		here(x, x->fonts);
		from = single_begin(out);
		private_pointer(x);
		single_end(out, from);
	}
	here(x, x->private);
	text_add(out, private.data, private.len);
}

int cff_subset(struct cff *c, const struct face *f, const uint16_t *glyph, int32_t n, enum type_program kind,
	       struct text *out)
{
	struct cff_bytes *plain = mem_alloc((size_t)n * sizeof *plain);
	int32_t *name = mem_alloc((size_t)n * sizeof *name), i;
	struct program x = {
		.c = c, .plain = plain, .kind = kind, .name = name, .n = n, .out = out, .base = out->len};

	for (i = 0; i < n && (kind != PROGRAM_CODED || n <= 256); i++) {
		if (glyph[i] >= f->facts.glyphs)
			break;
		plain[i] = cff_plain(c, glyph[i], face_advance(f, glyph[i]));
		name[i] = kind == PROGRAM_NAMED ? cff_name(c, glyph[i]) : 0;
		if (plain[i].n == 0 || name[i] < 0 || name[i] - STANDARD_STRINGS >= (int32_t)c->strings.count)
			break;
	}
	if (i == n)
		program_add(&x);
	free(plain);
	free(name);
	return i == n ? 0 : -1;
}
