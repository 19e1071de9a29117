/* cff.h: fonts with cubic outlines inside the type room: what cff.c reads (Adobe Technical Notes 5176 and
 * 5177) and cff_subset.c writes. */
#ifndef LP_TYPE_CFF_H
#define LP_TYPE_CFF_H

#include "type/inner.h"

/* An INDEX: count objects, the offsets of which were proved to rise and to stay inside the table. */
struct cff_index {
	const uint8_t *offset, *data; /* data: one byte before the first object, as offsets count from 1 */
	uint32_t count, size;	      /* size: bytes of an offset */
};

/* Operands of a DICT that are written again as they are. */
struct cff_bytes {
	const uint8_t *p;
	uint32_t n;
};

/* One Font DICT's subroutines: a name-keyed font has one. */
struct cff_locals {
	struct cff_index subrs;
};

struct cff {
	struct arena arena;
	struct sfnt table;
	struct cff_index strings, globals, glyphs;
	struct cff_locals *fd;
	uint32_t fds;
	const uint8_t *select; /* FDSelect, NULL in a name-keyed font */
	uint32_t charset;      /* its offset; up to 2: predefined */
	struct cff_bytes matrix, bbox;
	int32_t default_width, nominal_width; /* of the programs written */
	struct cff_bytes *plain; /* by glyph: its charstring without hints and calls; n 0: not made yet */
	struct text work;
};

/* Reads the font's CFF table. NULL when it is broken; then face_load says so. Closed by cff_close; NULL is
 * safe. */
struct cff *cff_open(struct sfnt table, uint32_t glyphs);
void cff_close(struct cff *c);

/* The integer at p, which takes *len bytes; 0 bytes when there is none. Where DICTs and charstrings differ,
 * dict says which. */
int32_t cff_integer(const uint8_t *p, const uint8_t *end, int dict, uint32_t *len);
/* The local subroutines of a glyph. */
const struct cff_index *cff_subrs(const struct cff *c, uint32_t glyph);

/* cff_plain.c: a glyph's charstring with its subroutines expanded and its hints dropped, beginning with the
 * width. Kept until cff_close. n is 0 when it is broken, or uses what only old fonts use (accents by name,
 * arithmetic). */
struct cff_bytes cff_plain(struct cff *c, uint32_t glyph, int32_t advance);

/* The string id of a glyph's name, -1 when the font has none (CID-keyed fonts). */
int32_t cff_name(const struct cff *c, uint32_t glyph);
/* The object i of an index. */
struct cff_bytes cff_object(const struct cff_index *x, uint32_t i);

/* A number as charstrings and DICTs write it, up to 16 bits. */
void cff_number(struct text *out, int32_t v);

/* cff_subset.c: appends a font program of the n glyphs, renumbered from 0. -1 when a charstring or a name
 * cannot be had, or the glyphs are too many for one byte; then nothing is appended. */
int cff_subset(struct cff *c, const struct face *f, const uint16_t *glyph, int32_t n, enum type_program kind,
	       struct text *out);

#endif
