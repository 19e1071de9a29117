/* pages.h: positioned pages, the only hand-over to the emitters. Lengths are thousandths of a point [mpt],
 * origin at the page's top left corner, y downwards. Everything lives in the job's arena. */
#ifndef LP_PAGES_H
#define LP_PAGES_H

#include "type/type.h"

/* ---- structure (ISO 32000-1, 14.8; ISO 14289-1) ---- */

enum tag_role {
	TAG_DOCUMENT,
	TAG_SECT,
	TAG_DIV,
	TAG_H1,
	TAG_H2,
	TAG_H3,
	TAG_P,
	TAG_L,
	TAG_LI,
	TAG_LBL,
	TAG_LBODY,
	TAG_TABLE,
	TAG_THEAD,
	TAG_TBODY,
	TAG_TFOOT,
	TAG_TR,
	TAG_TH,
	TAG_TD,
	TAG_FIGURE,
	TAG_CAPTION,
	TAG_FORM,
	TAG_LINK,
	TAG_NOTE,
	TAG_ROLES
};

#define TAG_ARTIFACT (-1) /* rules, running heads, repeated table heads: not part of the structure */

/* Elements in logical (reading) order: a child follows its parent; tag[0] is TAG_DOCUMENT. */
struct tag {
	enum tag_role role;
	int32_t parent;		  /* index; -1 for tag[0] */
	const char *lang;	  /* NULL: as the parent */
	const char *alt;	  /* Figure and Form: what it shows or asks */
	int16_t colspan, rowspan; /* TH, TD; 0 is 1 */
	uint8_t scope;		  /* TH: 'c' column, 'r' row, 0 none */
	uint8_t ordered;	  /* L: its labels are numbers, not bullets */
};

/* ---- what stands on a page ---- */

enum item_kind { ITEM_TEXT, ITEM_RULE, ITEM_BOX, ITEM_IMAGE, ITEM_MODULES };

#define COLOUR_BLACK 0x000000u
#define COLOUR_NONE 0xFF000000u

struct item {
	enum item_kind kind;
	int32_t tag;		       /* index into doc.tag, or TAG_ARTIFACT */
	int32_t x, y;		       /* TEXT: start of the baseline; RULE: start; else the top left */
	int32_t w, h;		       /* RULE: the vector to its end; BOX, IMAGE, MODULES: size */
	uint32_t colour;	       /* 0xRRGGBB: text, stroke of RULE and BOX (COLOUR_NONE: not stroked) */
	uint32_t fill;		       /* BOX: COLOUR_NONE or 0xRRGGBB */
	int32_t stroke;		       /* RULE, BOX: line width [mpt] */
	int32_t dash;		       /* RULE, BOX: length of dash and gap [mpt], 0 solid */
	const struct line *line;       /* TEXT: its runs are placed at x + run.x */
	int32_t image;		       /* IMAGE: index into doc.image */
	const struct modules *modules; /* MODULES: w and h are those of all of them */
};

/* A code's square of black and white modules (ISO/IEC 18004). */
struct modules {
	int32_t n;	     /* on each side */
	const uint8_t *dark; /* n * n, row by row from the top: 1 black, 0 white */
	const char *payload; /* what it says, UTF-8 */
};

/* An image as read by the caller (letterhead logo): 8-bit RGB or grey samples, top row first. Shared by all
 * documents. */
struct image {
	const uint8_t *sample;
	int32_t w, h, channels; /* channels 1 or 3 */
	const char *key;	/* SHA-256 of the file: emitters cache by it */
};

struct page {
	struct item *item;
	int32_t n, cap;
};

enum field_kind { FIELD_SIGNATURE, FIELD_TEXT, FIELD_CHECK, FIELD_LINK };

struct field {
	enum field_kind kind;
	const char *name; /* unique in the document: "sales_director", "slip_agree"; LINK: what it leads to */
	const char *tip;  /* TU, in the document's language */
	int32_t page, x, y, w, h;
	int32_t tag;  /* a TAG_FORM element, LINK: a TAG_LINK */
	int32_t size; /* TEXT: type size [mpt] */
	uint8_t multiline;
	uint8_t checked; /* CHECK: ticked by what is known, and not to be changed */
};

struct bookmark {
	const char *title;
	int32_t page, y, level; /* level 0 outermost */
};

struct doc {
	int32_t width, height; /* of every page */
	struct page *page;
	int32_t pages, page_cap;
	struct tag *tag;
	int32_t tags, tag_cap;
	struct field *field;
	int32_t fields, field_cap;
	struct bookmark *bookmark;
	int32_t bookmarks, bookmark_cap;
	const struct image *image;
	int32_t images;
	const char *title, *lang; /* lang BCP 47 */
	uint8_t rtl;
	const char *author, *subject, *number; /* company, document type's title, document number */
	int32_t date; /* the as-of date: Info and XMP dates come from it, never from a clock */
};

#endif
