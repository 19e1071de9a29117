/* inner.h: what the files of the type room share: faces, shaped pieces, the paragraph being set. Not for
 * other rooms. */
#ifndef LP_TYPE_INNER_H
#define LP_TYPE_INNER_H

#include <hb-ot.h>
#include <hb.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uloc.h>

#include "type/type.h"

enum { FACE_LATIN, FACE_LATIN_BOLD, FACE_LATIN_ITALIC, FACE_ARABIC, FACE_ARABIC_BOLD, FACES };

/* Noto Naskh is set this many percent of the size asked for, so that tooth height and x-height agree
 * (page.md, "Type"). */
#define ARABIC_PERCENT 110

/* ---- face.c ---- */

/* A table of the font file; p NULL when there is none. */
struct sfnt {
	const uint8_t *p;
	uint32_t n;
};

/* An ASCII character that no lookup touches: it can be set without asking HarfBuzz. glyph 0: not such a
 * character. */
struct inert {
	uint16_t glyph;
	int32_t advance; /* font units */
};

struct face {
	struct face_facts facts;
	hb_face_t *hb;
	hb_font_t *font; /* scaled to font units */
	const uint8_t *file;
	size_t size;
	struct sfnt glyf, loca, hmtx, head, hhea, maxp;
	struct cff *cff; /* outlines are cubic; NULL: they are in glyf */
	int32_t metrics; /* entries of hmtx with an advance of their own */
	int long_loca;
	uint8_t *covered; /* a bit for each code point below COVERED */
	uint32_t *code;	  /* glyph -> lowest code point that maps to it, 0 none: for the cmap of subsets */
	uint16_t *map;	  /* glyph -> new id while subsetting, all 0 between calls */
	struct inert inert[2][128]; /* [tabular] */
	uint8_t space_kerned;	    /* a lookup touches the space: words are not shaped apart from it */
	uint8_t arabic;
};

#define COVERED 0x20000u

int face_load(struct type *t, struct face *f, const char *folder, const char *name, struct diag *d);
void face_unload(struct face *f);
int face_has(const struct face *f, uint32_t cp);
int32_t face_advance(const struct face *f, uint32_t glyph); /* font units */
/* Bounds of a glyph's outline in glyf: 0 when empty. Not of a face with cubic outlines. */
uint32_t face_outline(const struct face *f, uint32_t glyph, const uint8_t **p);

static inline uint32_t be16(const uint8_t *p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

static inline uint32_t be32(const uint8_t *p)
{
	return be16(p) << 16 | be16(p + 2);
}

/* ---- inert.c ---- */

/* Finds which ASCII characters are inert, and whether the space is touched by a lookup. */
void inert_find(struct type *t, struct face *f);

/* ---- shape.c ---- */

struct shape_glyph {
	uint16_t id;
	int32_t cluster;	 /* byte offset from the piece's start */
	int32_t advance, dx, dy; /* font units */
};

/* A shaped piece of text, independent of size. Owned by the cache, good until the next shape_begin. */
struct shape {
	const struct shape_glyph *glyph; /* visual order */
	int32_t n;
	int32_t units; /* sum of advances */
	int32_t notdefs;
	uint64_t hash;
	uint64_t key; /* face, script, direction, tabular, language */
	struct shape *next;
	const char *s;
	int32_t len;
};

/* What, besides the text, a shape depends on. */
struct shape_how {
	uint8_t face, rtl, tabular;
	int16_t lang; /* index into type.lang */
	hb_script_t script;
};

uint64_t shape_hash(const char *s, size_t n, uint64_t seed);

/* Opens an operation: shapes found before may be dropped here to keep memory bounded, never in between. */
void shape_begin(struct type *t);
const struct shape *shape_find(struct type *t, const char *s, int32_t len, const struct shape_how *how);
int32_t shape_width(const struct type *t, const struct shape *p, int32_t face,
		    int32_t size); /* [mpt] at the face's scale */

/* Font units to [mpt], rounded half away from zero. */
static inline int32_t shape_scale(const struct face *f, int32_t units, int32_t size)
{
	int64_t v = (int64_t)units * size, u = f->facts.upem;
	int64_t half = v < 0 ? -u / 2 : u / 2;

	/* the same twice, but a division by a constant is a multiplication */
	return (int32_t)(u == 1000 ? (v + half) / 1000 : (v + half) / u);
}

/* ---- itemize.c ---- */

/* A piece of one face, direction, style and language; a word or a row of spaces. */
struct unit {
	int32_t from, to; /* bytes in the paragraph */
	struct shape_how how;
	uint8_t level; /* bidi */
	uint8_t space; /* only spaces: hangs at a line's end, stretches */
	int32_t size;  /* [mpt], before the Arabic scale */
	int32_t width; /* [mpt] */
	const struct shape *shape;
};

/* A stretch of one style and language, bytes [from, to). */
struct stretch {
	int32_t from, to;
	uint8_t style;
	int16_t lang;
};

/* The paragraph being set: scratch, kept from call to call. */
struct para {
	const char *s;
	int32_t n;
	uint8_t rtl;
	int32_t size;
	int mixed;	/* level[] holds; otherwise all is level 0 */
	uint8_t *level; /* of each byte */
	uint8_t *brk;	/* 1: a line may end before this byte */
	int32_t bytes_cap;
	UChar *u; /* the text in UTF-16, and the byte that each unit begins at */
	int32_t *at;
	int32_t units16, u_cap, at_cap;
	struct stretch *stretch;
	int32_t stretches, stretch_cap;
	struct unit *unit;
	int32_t units, unit_cap;
};

/* Makes p->unit of p->s in its stretches: directions, scripts, faces, shapes. */
void para_items(struct type *t, struct para *p);
/* Sets p->brk. Needs p->stretch for the language. */
void para_breaks(struct type *t, struct para *p);
/* p->u, p->at and p->units16 from p->s. */
void para_utf16(struct para *p);
/* Cuts unit i at byte b (inside it), shapes both halves anew. */
void para_cut(struct type *t, struct para *p, int32_t i, int32_t b);
/* A space that parts words (U+0020, U+00A0): its length in bytes, else 0. */
int32_t para_space(const char *s, const char *end);

/* ---- fit.c ---- */

/* One call of type_lines: lines as they come. */
struct setter {
	struct type *t;
	struct arena *a;
	const struct type_options *o;
	struct line *line;
	int32_t lines, cap;
};

/* The end of what is shown of bytes [from, to): without trailing spaces. */
int32_t fit_shown(const struct para *p, int32_t from, int32_t to);
/* The width of a part of a unit, shaped by itself [mpt]. */
int32_t fit_width(struct type *t, const struct para *p, const struct unit *u, int32_t from, int32_t to);
/* The first unit of the line after the one that begins with unit i; may cut units. Needs p->brk. */
int32_t fit_line(struct setter *g, struct para *p, int32_t i);

/* ---- line.c ---- */

/* Adds the line of units [i, j) to g; returns where the next begins, which cutting may have moved. */
int32_t line_add(struct setter *g, struct para *p, int32_t i, int32_t j, int last);

/* ---- kept.c ---- */

/* What was set and may be asked for again. */
struct kept_lines {
	struct kept **slot;
	uint64_t *seen; /* hashes of what was set once */
	uint64_t hash;	/* of what is being set; 0: it is not kept */
	struct text key;
	size_t bytes;
	struct arena arena;
};

void kept_init(struct kept_lines *k);
void kept_done(struct kept_lines *k);
/* A copy in a of lines that were set before, or NULL: then they are set, and offered to kept_add unless a
 * glyph was missing. text, len long, is what their runs point into. */
struct line *kept_find(struct type *t, struct arena *a, const struct type_span *span, int32_t n,
		       const struct type_options *o, int32_t *lines);
void kept_add(struct type *t, const struct line *line, int32_t lines, const char *text, size_t len);

/* ---- type.c ---- */

struct lang {
	char tag[16];
	hb_language_t hb;
	UBreakIterator *line; /* NULL until needed */
	uint8_t rtl;	      /* written from right to left */
};

struct cached {
	struct shape **slot;
	uint32_t slots, n;
	size_t bytes;
	struct arena arena;
};

struct type {
	struct arena arena;
	struct face face[FACES];
	struct lang *lang;
	int32_t langs, lang_cap;
	UBreakIterator *grapheme;
	UBiDi *bidi;
	hb_buffer_t *buffer;
	struct cached cached;
	struct kept_lines kept;
	struct para para;
	int32_t notdefs;
	uint32_t missing;	  /* the first character without glyph since type_lacked; 0: none */
	struct text missing_text; /* the start of its paragraph */
	const char *fault;	  /* what a library failed at since type_fault; NULL: nothing */
	struct outline outline;	  /* the last that was asked for */
	struct arena outline_arena;
	int32_t outline_cap;
	uint8_t uncached; /* tests: shape every piece anew, composing nothing */
};

int16_t lang_find(struct type *t, const char *tag); /* index into t->lang, added when new; NULL is "" */
UBreakIterator *lang_breaks(struct type *t, int16_t lang);

#endif
