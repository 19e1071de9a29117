/* type.h: the public face of the type room: text in, positioned glyphs out. HarfBuzz shapes, ICU cuts lines
 * and orders directions. All lengths are thousandths of a point [mpt]. A struct type is used by one thread.
 *
 * How it works, and why so. In come spans of text with style and language and a width; out go lines of glyphs
 * with advances, and the bytes of a font that has only the glyphs used. itemize.c cuts a paragraph into runs
 * of one direction (ICU, Unicode UAX 9), script and face; shape.c has HarfBuzz shape each run once; line.c
 * breaks where ICU allows (UAX 14) and puts the pieces in visual order; fit.c makes one line fit. inert.c
 * knows strings that need none of this, as most cells of a table do. kept.c keeps what many letters say
 * alike.
 *
 * The advances measured here are the ones drawn: nobody measures again. subset.c and cff*.c cut faces down so
 * that the same document has the same bytes on every machine: what a subset holds depends on the document
 * alone.
 *
 * Begin with type.c, then itemize.c. Tests: `sh tests/run.sh unit type_shape type_lines type_subset`. */
#ifndef LP_TYPE_H
#define LP_TYPE_H

#include <stddef.h>
#include <stdint.h>

#include "base/base.h"

/* ---- faces ---- */

enum { STYLE_BOLD = 1, STYLE_ITALIC = 2, STYLE_TABULAR = 4 }; /* TABULAR: tnum lnum, for figures in tables */

struct type;

/* Loads the faces of a fonts folder (fonts/, or the house's): Source Sans 3 regular, bold, italic for Latin,
 * Greek and Cyrillic; Noto Naskh Arabic regular and bold. NULL after a diagnostic. */
struct type *type_open(const char *folder, struct diag *d);
void type_close(struct type *t); /* NULL is safe */

#define TYPE_FACES_MAX 16

/* What a PDF's font descriptor needs. Values in font units unless said otherwise; strings borrowed from the
 * struct type. */
struct face_facts {
	const char *name; /* PostScript name: "SourceSans3-Regular" */
	int32_t upem, ascent, descent, cap_height, x_height, italic_angle /* degrees */, weight;
	int32_t bbox[4];
	int32_t glyphs;
	int serif, italic, bold;
	int cubic; /* its programs are CFF, not TrueType */
};
int32_t type_faces(const struct type *t);
const struct face_facts *type_face(const struct type *t, int32_t face);
int32_t type_glyph_width(const struct type *t, int32_t face, uint16_t glyph); /* hmtx advance, font units */

/* The glyph of a character by itself, 0 when the face has none. */
uint16_t type_glyph(const struct type *t, int32_t face, uint32_t cp);

/* The glyph's name in the font program ("Euro"), 0 bytes when it has none: how simple fonts with a standard
 * encoding find it. */
size_t type_glyph_name(const struct type *t, int32_t face, uint16_t glyph, char name[64]);

/* How the glyphs of a CFF program are known; TrueType files are all alike. */
enum type_program {
	PROGRAM_CID,   /* by CID, which is the glyph id: for composite fonts */
	PROGRAM_CODED, /* by one-byte code, which is the glyph id: at most 256 of them, for simple fonts with
			  their own encoding */
	PROGRAM_NAMED /* by the names that they have in the font: for simple fonts with a standard encoding */
};

/* A font program holding only the glyphs named (and .notdef), renumbered: new glyph id i is glyph[i];
 * glyph[0] must be 0. Of a face with cubic outlines it is a bare CFF program, else a TrueType file with the
 * tables of pdf.md, "Fonts by hand". Composites are closed over all levels: parts are appended, which may
 * make *n grow (glyph must have room for cap entries; -1 when it has not, or when a glyph cannot be had).
 * Appends the program to out. Deterministic. */
int type_subset(const struct type *t, int32_t face, uint16_t *glyph, int32_t *n, int32_t cap,
		enum type_program kind, struct text *out);

/* 0 when every character of the UTF-8 text has a glyph in some face; else the first code point that has none.
 */
uint32_t type_missing(const struct type *t, const char *s, size_t n);

/* ---- outlines ---- */

/* A step of a path as PDF has it (ISO 32000-1, 8.5.2): m and l with one point, c with three, h with none.
 * Points are x and y in font units. */
struct outline_step {
	char op;
	int32_t points, at[6];
};
struct outline {
	struct outline_step *step;
	int32_t n;
};
/* A glyph's outline, to be filled by the nonzero rule; borrowed until the next call. */
const struct outline *type_outline(struct type *t, int32_t face, uint16_t glyph);

/* ---- lines ---- */

/* A piece of text in one style. lang is a BCP 47 tag ("en", "ar", "ru", "nb"); it chooses line-breaking rules
 * and localised glyph forms. */
struct type_span {
	const char *s; /* UTF-8; U+2028 or '\n' is a forced line end, U+00A0 and U+202F do not break */
	int32_t n;
	uint8_t style;
	const char *lang;
};

struct glyph {
	uint16_t id;
	int32_t cluster; /* byte offset into run.s of the first character that this glyph stands for */
	int32_t advance; /* [mpt] */
	int32_t dx, dy;	 /* [mpt], dy upwards */
};

/* Glyphs of one face, size and direction, in visual order from left to right. */
struct run {
	int32_t face, size; /* size [mpt] */
	int32_t x;	    /* from the line's left edge [mpt] */
	int32_t width;
	const struct glyph *glyph;
	int32_t n;
	const char *s; /* the text shown, logical order, UTF-8; clusters are offsets into it */
	int32_t len;
	uint8_t rtl;
};

struct line {
	const struct run *run; /* from left to right */
	int32_t runs;
	int32_t width; /* natural width without trailing space [mpt]; of a justified line the measure. Spaces
			* that hang at its end are runs of their own: x >= width, in right-to-left paragraphs
			* x < 0 */
	uint8_t last;  /* the paragraph or a forced line ends here */
};

enum type_align { ALIGN_START, ALIGN_END, ALIGN_CENTRE, ALIGN_JUSTIFY };

struct type_options {
	int32_t width;	       /* measure [mpt]; 0: one line, whatever it takes */
	int32_t size;	       /* [mpt]; Arabic is set type_arabic_scale larger by itself */
	uint8_t rtl;	       /* direction of the paragraph (not guessed) */
	enum type_align align; /* JUSTIFY stretches spaces of all but last lines; the caller places
				  START/END/CENTRE */
	int32_t shrink; /* a word wider than the measure may be set down to this size [mpt] before it is
			 * broken between graphemes; 0: never smaller */
};

/* Sets spans as one paragraph. Lines and glyphs live in the arena. Text in the arena too (spans may be
 * transient). Never fails on valid UTF-8: a character without glyph shows .notdef and counts in type_notdefs.
 * Empty text gives one line without runs; a forced end at the end of the text opens no further line. Values
 * put into right-to-left text should stand in isolates (U+2066 to U+2069): such characters order the line and
 * are not part of any run. */
struct line *type_lines(struct type *t, struct arena *a, const struct type_span *span, int32_t n,
			const struct type_options *o, int32_t *lines);

/* Width of text set on one line [mpt] (of the longest, if it has forced ends), without trailing spaces; and
 * of the widest unbreakable piece (for column widths). The paragraph's direction is that of lang. */
int32_t type_width(struct type *t, const char *s, int32_t n, uint8_t style, int32_t size, const char *lang);
int32_t type_widest_word(struct type *t, const char *s, int32_t n, uint8_t style, int32_t size,
			 const char *lang);

/* How many characters were set without a glyph since type_open. */
int32_t type_notdefs(const struct type *t);

/* The first character set without a glyph since the last call, and the start of its paragraph (good until
 * more is set); 0: each had one. ISO 19005-2, 6.2.11.8: no page of an archive may show .notdef. */
uint32_t type_lacked(struct type *t, const char **text);

/* What a library failed at since the last call while text was set (static), or NULL: lines may then stand in
 * the wrong order or end in the wrong place, and no paper may go out with them. */
const char *type_fault(struct type *t);

#endif
