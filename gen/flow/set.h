/* set.h: the flow room's own header. A document is first built as one long list of strips (a line of text, a
 * table row, a row of signatures: what no page break may cut), which place.c then puts on pages. Blocks know
 * no page, pages know no block. Within a strip x is from the paper's left edge (as if left to right), y from
 * the strip's top. */
#ifndef LP_SET_H
#define LP_SET_H

#include "flow/flow.h"

#define MM(x) ((int32_t)((x)*2834.6457 + 0.5)) /* millimetres to thousandths of a point */

/* Paper, frame and type: all lines of a page stand on one grid, margins leave room for a binder (ISO 838),
 * and lengths are thousandths of a point. */
#define GRID MM(4.25)	   /* baseline grid */
#define BASELINE 8750	   /* of a grid line's text, from the line's top */
#define MARGIN_LEFT MM(25) /* binding margin, also right to left */
#define MARGIN_RIGHT MM(20)
#define MARGIN_FOOT MM(20)
#define GUTTER MM(6) /* between the languages */
#define SIZE_BODY 10000
#define SIZE_TABLE 8500
#define SIZE_HEAD 8000 /* table heads, text under signature lines */
#define SIZE_SMALL                                                                                           \
	7000 /* and never smaller: what does not fit wraps, all but a figure wider than the page             \
	      */
#define LEADING_SMALL 8500
#define SIZE_SUBJECT 12000
#define SIZE_TITLE 14000
#define COMPACT_BODY                                                                                         \
	9000 /* a letter that is set closer so that it is one page: nine tenths of all, off the grid */
#define COMPACT 10800
#define COMPACT_BASELINE 7850
#define CHARACTERS 80 /* of running text in a line, at most */
#define MEASURE                                                                                              \
	38 /* about as many times the type size as they take in Latin letters; others are wider, up to … */
#define MEASURE_MOST 44

#define HAIR 250 /* rules between rows */
#define THIN 500
#define GREY_RULE 0xB3B3B3u  /* 30 % black */
#define GREY_LABEL 0x404040u /* small labels; 10 : 1 on white */
#define GREY_BAR 0x8C8C8Cu
#define TINT 0xF0F0F0u /* 6 % black */

enum { KEEP_NONE, KEEP_GROUP /* given up when a group is higher than a page */, KEEP_HARD };

struct strip {
	int32_t h, before, after; /* before and after: white between strips; the larger of two wins; none at a
				     page's top */
	int32_t item, items;	  /* range of flow.item */
	int32_t field, fields;
	int32_t grid;	  /* 1 + index of flow.grid when it is a table's row; 0 */
	const char *mark; /* bookmark, or NULL */
	int32_t mark_level;
	const struct row *carry; /* the row whose running totals hold after this strip, or NULL */
	uint8_t keep;		 /* KEEP_*: not parted from the next */
	uint8_t snap;		 /* starts on the baseline grid */
	uint8_t space;		 /* white only: dropped at a page's top */
	uint8_t fresh;		 /* starts a page */
	uint8_t repeat;		 /* a break before it repeats the table's head */
	uint8_t text;		 /* counts as a line of text */
	uint8_t slip;		 /* begins what is cut off and sent back */
};

/* A table as set: columns, and its head for repeating. */
struct grid {
	const struct table *table;
	int32_t *x, *w;	 /* of each column, without the gaps */
	int32_t *figure; /* width of each column's widest figure */
	int32_t *floor;	 /* NULL, or what each column wants at least in small print: the page has no room for
			    all */
	int32_t *fit;	 /* type size of all of a column's cells that stand on one line */
	uint8_t *beside; /* columns where both languages stand on one line */
	int32_t size;	 /* type size of its rows */
	int32_t head, heads; /* strips of the head */
	int32_t head_h;
	uint8_t carry;	/* has columns to carry forward */
	uint8_t uneven; /* rows of several lines among its items: all begin at their row's top, not about its
			   middle */
};

/* A strip on a page. */
struct spot {
	int32_t strip, page, y;
	uint8_t artifact; /* shown again: not part of the structure */
};

struct flow {
	struct type *type;
	struct arena *arena;
	struct diag *diag;
	const struct content *c;
	struct doc *doc;
	int32_t left, right;  /* the frame [mpt] */
	int32_t x, w;	      /* where blocks stand now: the frame, or within an indent */
	int32_t axis;	      /* 0, or right to left: an item at x, w is shown at axis - x - w */
	int32_t copy, copies; /* which copy is being set, from 1 */
	int32_t body;	      /* first strip of the copy's body */
	const struct block *address, *info; /* what stands on the sheet, not in the text; NULL: none */
	int32_t parent;			    /* tag that takes new elements */
	int32_t first_top, first_bottom, top, bottom; /* of the body: first page of a copy, following pages */
	int32_t number_y, number_x, number_w,
		number_axis; /* page x of y on the first page; number_w 0: in the foot */
	uint8_t fresh;	     /* the next strip starts a page */
	uint8_t tight;	     /* white between strips is halved, so that a letter is one page */
	uint8_t compact;     /* and lines stand closer, in smaller type; nothing keeps to the grid */
	int32_t leading, baseline, body_size; /* of running text; the first two also of table rows */
	uint8_t sectioned;		      /* since the subject a heading of level 1 was set */
	uint8_t warned;			      /* one warning a document says enough */
	int32_t writes;			      /* places to write of this copy that the layout does not name */
	const char *said;		      /* the last words before a place to write without a label */
	struct strip *strip;
	int32_t strips, strip_cap;
	struct item *item;
	int32_t items, item_cap;
	struct field *field;
	int32_t fields, field_cap;
	struct grid *grid;
	int32_t grids, grid_cap;
	struct spot *spot;
	int32_t spots, spot_cap;
};

/* ---- strip.c: strips, items, tags, fields ---- */

/* A new strip at the end of the list; following items belong to it. Borrowed until the next strip. */
struct strip *strip_add(struct flow *f, int32_t h);
void strip_space(struct flow *f, int32_t h);
/* Keeps strips from..last together, each with the next (not the last with what follows). */
void strip_keep(struct flow *f, int32_t from, uint8_t keep);
/* The last strips, not before from, stay with what comes next, back to at least lines of text. */
void strip_hold(struct flow *f, int32_t from, int32_t lines);

/* An element below parent; lang 0 or 1 is the document's language, -1 that of the parent. Gives its index. */
int32_t tag_add(struct flow *f, enum tag_role role, int32_t parent, int32_t lang);

void put_rule(struct flow *f, int32_t x, int32_t y, int32_t w, int32_t h, int32_t stroke, uint32_t colour);
void put_dashes(struct flow *f, int32_t x, int32_t y, int32_t w, int32_t dash);
struct item *put_box(struct flow *f, int32_t x, int32_t y, int32_t w, int32_t h, int32_t stroke,
		     uint32_t colour, uint32_t fill);
void put_modules(struct flow *f, int32_t tag, int32_t x, int32_t y, int32_t side, const struct modules *m);
void put_image(struct flow *f, int32_t tag, int32_t x, int32_t y, int32_t w, int32_t h, int32_t image);
/* A line with its baseline at y, aligned within x, w. rtl: direction of the text's language. */
void put_line(struct flow *f, int32_t tag, const struct line *line, int32_t x, int32_t w, int32_t y,
	      enum type_align align, uint8_t rtl);
/* A field in the strip; its name gets the copy's number from the second copy on. */
/* A link over what stands in the element tag, a TAG_LINK. */
void put_link(struct flow *f, const char *to, const char *tip, int32_t tag, int32_t x, int32_t y, int32_t w,
	      int32_t h);
struct field *put_field(struct flow *f, enum field_kind kind, const char *name, const char *tip,
			int32_t parent, int32_t x, int32_t y, int32_t w, int32_t h);

/* ---- words.c: wording to lines ---- */

/* Lines of a wording in the document's language l; NULL and *n 0 when it is empty. width 0: one line. */
const struct line *words_lines(struct flow *f, const struct wording *w, int32_t l, uint8_t style,
			       int32_t size, int32_t width, int32_t shrink, int32_t *n);
/* The same with all lines but the last stretched to the measure. */
const struct line *words_justified(struct flow *f, const struct wording *w, int32_t l, uint8_t style,
				   int32_t size, int32_t width, int32_t shrink, int32_t *n);
/* One line, smaller when it would be wider than width, but no smaller than small print: it may then be wider
 * all the same. NULL when empty. */
const struct line *words_fit(struct flow *f, const struct wording *w, int32_t l, uint8_t style, int32_t size,
			     int32_t width);
const struct line *words_fit_str(struct flow *f, const char *s, int32_t l, uint8_t style, int32_t size,
				 int32_t width, uint8_t rtl);
/* A figure of a table on one line, left to right: it neither wraps nor runs into its neighbour. table_width.c
 * gives its column the room that it needs in small print, and table_part.c makes several tables of one that
 * has none. */
const struct line *words_figure(struct flow *f, const char *s, uint8_t style, int32_t size, int32_t width);
/* As words_fit, but what would be wider wraps, in small print. */
const struct line *words_short(struct flow *f, const struct wording *w, int32_t l, uint8_t style,
			       int32_t size, int32_t width, int32_t *n);
/* s, where no line breaks within what stands between two such marks, as far as it is no wider than width. */
const char *words_kept(struct flow *f, const char *s, const char *between, int32_t l, uint8_t style,
		       int32_t size, int32_t width);
int32_t words_width(struct flow *f, const struct wording *w, int32_t l, uint8_t style, int32_t size);
int32_t words_widest(struct flow *f, const struct wording *w, int32_t l, uint8_t style, int32_t size);
/* Both languages' text as one string without styles, for tips and bookmarks; in language l, else in the
 * other. */
const char *words_flat(struct flow *f, const struct words *w, int32_t l);
int words_empty(const struct words *w);
/* The lines that forced line ends make of a text, in both languages; gives how many. */
int32_t words_split(struct flow *f, const struct words *w, struct words **line);
/* Sets a small text at y, the second language at the other end of the same line when both fit, else below,
 * each as a paragraph of parent (or TAG_ARTIFACT); what both write alike stands once. Gives the lines taken.
 */
int32_t words_put(struct flow *f, int32_t parent, const struct words *w, uint8_t style, int32_t size,
		  int32_t leading, int32_t x, int32_t width, int32_t y, uint32_t colour);
int32_t words_put_lines(struct flow *f, const struct words *w, uint8_t style, int32_t size, int32_t width);

/* ---- blocks ---- */

void block_add(struct flow *f, const struct block *b);
void block_list(struct flow *f, const struct block *b, int32_t n);

/* How running text is set; role TAG_P, TAG_H1 … */
struct manner {
	enum tag_role role;
	int32_t size, leading, before, after;
	uint8_t style, centre, justify, snap, full /* not limited to 80 characters */;
	const char *label; /* of a list item, or NULL */
	int32_t indent;
};
void para_set(struct flow *f, const struct words *w, const struct manner *m);
void para_add(struct flow *f, const struct block *b);
void para_heading(struct flow *f, const struct block *b);
void para_subject(struct flow *f, const struct block *b);
void para_list(struct flow *f, const struct block *b, int32_t indent);

void keybox_add(struct flow *f, const struct block *b);
void bucket_add(struct flow *f, const struct table *t);
void form_add(struct flow *f, const struct block *b);
/* A payment code; its side, and the height that it and its label take. size: of the label. */
struct code_set {
	struct modules modules;
	int32_t side, quiet /* white on each side */, label /* lines */, h;
	uint8_t cross; /* with the Swiss cross on it */
};
/* -1 when no code holds so much, after a diagnostic. */
int code_make(struct flow *f, const struct code *c, struct code_set *s);
/* Puts it at the frame's end, y below (above: negative) the top of the last strip. */
void code_put(struct flow *f, const struct code *c, const struct code_set *s, int32_t y);
void form_ruled(struct flow *f, const struct block *b);
void form_tick(struct flow *f, int32_t x, int32_t y, int32_t size, int checked);
void sign_add(struct flow *f, const struct block *b);
void slip_add(struct flow *f, const struct block *b);
void slip_choice(struct flow *f, const struct block *b);
void slip_fillin(struct flow *f, const struct block *b);

/* ---- write.c: places to write by hand, each as a field that can be typed into ---- */

/* A field whose name the layout does not give: fill-1, fill-2 … in reading order, over again in each copy.
 * Text of at most size [mpt], smaller where it is low; of several lines where it is high. label NULL or
 * empty: what was last said. */
struct field *write_text(struct flow *f, const char *label, int32_t parent, int32_t x, int32_t y, int32_t w,
			 int32_t h, int32_t size);
struct field *write_tick(struct flow *f, const char *label, int32_t parent, int32_t x, int32_t y,
			 int32_t size, int checked);
void chart_add(struct flow *f, const struct chart *c);
void image_add(struct flow *f, const struct block *b);

/* Boxes to tick in a cell w wide whose first line has its baseline at y, as many on a line as there is room
 * for; put 0 only measures. of: whose boxes they are, for their fields. Gives the lines taken. */
int32_t ticks_put(struct flow *f, const struct cell *k, int32_t tag, int32_t x, int32_t w, int32_t y, int put,
		  const char *of);
/* Width of the widest box with its label; with all of them on one line. */
int32_t ticks_width(struct flow *f, const struct cell *k, int on_one_line);

void table_add(struct flow *f, const struct table *t);
/* The columns' places for what the rows hold, and the type size. set[row * columns + cell] was set on one
 * line each. */
struct cellset {
	const struct line *line[2];
	int32_t n[2];
	int32_t width;
	uint8_t beside; /* both languages on one line */
};
void table_width(struct flow *f, struct grid *g, struct cellset *set);
/* table_part.c: a table whose columns the page has no room for, as several; 0: it has, or there is one
 * column. */
int table_parts(struct flow *f, const struct grid *g);
/* table_write.c: what is to be written into a row's cell, for its field: "40129: Received". */
const char *table_asks(struct flow *f, const struct grid *g, const struct row *r, int32_t column);
/* A box to tick, in a row h high whose first line has its top at top. */
void table_tick(struct flow *f, const struct grid *g, const struct row *r, int32_t column, int32_t h,
		int32_t top, int32_t cell);
/* The field of a cell to write in; the lines of all of a row. */
void table_write(struct flow *f, const struct grid *g, const struct row *r, int32_t column, int32_t h,
		 int32_t cell);
void table_lines(struct flow *f, const struct grid *g, int32_t h);
/* Is nothing given in the row? */
int table_blank(const struct row *r);
int32_t table_span(const struct grid *g, int32_t column,
		   int32_t span); /* width of span columns with their gaps */
/* The row that carries or brings forward the running totals of r; gives the strip. */
int32_t table_carry(struct flow *f, int32_t grid, const struct words *label, const struct row *r);

/* ---- letter.c, place.c, split.c ---- */

#define FOOT_EDGE MM(8)			/* from the foot's last line to the paper's edge */
int sheet_across(const struct flow *f); /* the sheet lies across: wider than high */
void sheet_marks(struct flow *f);
/* The legal lines at the foot; gives the lowest y that the body may reach. */
int32_t sheet_foot(struct flow *f);

/* The letterhead, window, marks and foot of a copy's first page, as a strip that stands at the page's top;
 * gives it. */
int32_t letter_head(struct flow *f);
/* Running heads and page numbers of pages first … last, once they are known. */
/* What a sentence with %1 and %2 says of two numbers, in language l. In the flow's arena. */
const char *running_numbers(struct flow *f, const struct words *w, int32_t l, int32_t a, int32_t b);
void letter_running(struct flow *f, int32_t first, int32_t last);
/* Pairs of label and value, one a line (info block of internal papers). */
void letter_pairs(struct flow *f, const struct block *b);
void letter_address(struct flow *f, const struct block *b);
/* An address as set: the lines of each of its lines, in the language that has it. */
struct address_lines {
	const struct line *line;
	int32_t n, lang;
};
/* Sets the address in a field w wide. Gives its height; *set (b->n of them) is for address_put, which puts it
 * there. */
int32_t address_set(struct flow *f, const struct block *b, int32_t w, int32_t size,
		    struct address_lines **set);
void address_put(struct flow *f, const struct block *b, const struct address_lines *s, int32_t x, int32_t y,
		 int32_t w, int32_t size);

/* Puts strips from … on new pages, the strip head at the top of the first; gives the first page. */
int32_t place_strips(struct flow *f, int32_t head, int32_t from);
void place_at(struct flow *f, int32_t strip, int32_t page, int32_t y, uint8_t artifact);
void place_finish(struct flow *f); /* copies items, fields and bookmarks to the doc */

/* Cuts strips higher than any page between their lines of text. */
void split_strips(struct flow *f, int32_t from);

#endif
