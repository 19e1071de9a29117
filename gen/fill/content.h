/* content.h: a filled document, the hand-over from fill to flow (and to workbooks): blocks with final
 * strings. It knows no ledger, no layout and no page. Everything lives in the job's arena.
 *
 * Bilingual documents (lang "en+ar"): every struct words carries both languages; flow sets them side by side,
 * tables once with two-line heads. */
#ifndef LP_CONTENT_H
#define LP_CONTENT_H

#include "base/base.h"

enum { SPAN_BOLD = 1, SPAN_ITALIC = 2 };

struct span {
	const char *s; /* UTF-8, final; "\n" is a forced line end (<br/>) */
	uint8_t style; /* SPAN_* */
};

/* Text in one language; n 0: nothing. */
struct wording {
	const struct span *span;
	int32_t n;
};

/* The same text in the document's one or two languages: w[0] in doc.lang[0], w[1] in doc.lang[1] (n 0 when
 * there is only one). */
struct words {
	struct wording w[2];
};

enum block_kind {
	BLOCK_ADDRESS,	  /* lines of the address window: words[] one a line */
	BLOCK_INFO,	  /* information block right of the window: pair[] */
	BLOCK_SUBJECT,	  /* the subject line (H1): text */
	BLOCK_KEYBOX,	  /* pair[]: label and value; pair.strong is the amount */
	BLOCK_HEADING,	  /* text, level 1..2 (H2, H3) */
	BLOCK_PARAGRAPH,  /* text, style */
	BLOCK_LIST,	  /* child[] are paragraphs; ordered: numbers 1. 2. … */
	BLOCK_TABLE,	  /* table */
	BLOCK_BUCKETS,	  /* table as a strip: one column a bucket, row 0 amounts, row 1 percents */
	BLOCK_FORM,	  /* box[] in a grid of columns */
	BLOCK_SIGNATURES, /* signer[] */
	BLOCK_SLIP,	  /* reply slip below a cut line: child[]; stays together */
	BLOCK_CHOICE,	  /* a check box (field) with text after it */
	BLOCK_FILLIN,	  /* label and a line to write on (text field) */
	BLOCK_RULED,	  /* lines empty ruled lines, 8 mm apart */
	BLOCK_CHART,	  /* bars: pair-free; chart */
	BLOCK_GROUP,	  /* child[]; keep: stays together on a page when it fits one */
	BLOCK_PAGE_BREAK,
	BLOCK_SPACE, /* lines: height in baseline units of 4.25 mm */
	BLOCK_RULE,  /* a thin line across */
	BLOCK_IMAGE  /* picture; text is what it shows, for readers that cannot see it */
};

enum para_style {
	PARA_BODY,
	PARA_SMALL,
	PARA_STRONG,
	PARA_NOTE,
	PARA_LEGAL,
	PARA_CENTRE,
	PARA_JUSTIFIED /* ragged is the default, as there is no hyphenation */
};

struct pair {
	struct words label;
	struct words value;
	uint8_t strong;
};

/* A box to tick in a cell, its label after it. */
struct tick {
	struct words label;
	uint8_t checked;
};

enum cell_kind { CELL_TEXT, CELL_MONEY, CELL_DATE, CELL_COUNT, CELL_PERCENT, CELL_EMPTY };

struct cell {
	enum cell_kind kind;
	struct words text;   /* as printed; figures and dates only in w[0] */
	int64_t value;	     /* MONEY minor units, DATE days, COUNT, PERCENT tenths: for workbooks */
	uint8_t digits;	     /* MONEY: decimals of its currency */
	const char *carried; /* carry columns: the running total up to and with this row, as printed; NULL
				elsewhere */
	int16_t span;	     /* columns it covers; 0 is 1 */
	int16_t ticks;	     /* of tick: boxes that stand in an EMPTY cell */
	const struct tick *tick;
};

enum row_kind { ROW_ITEM, ROW_HEAD /* a line across, bold */, ROW_SUBTOTAL, ROW_TOTAL };

struct row {
	enum row_kind kind;
	const struct cell *cell; /* table.columns of them, or fewer with spans */
	int32_t cells;
	uint8_t strong; /* set in bold */
	uint8_t keep;	/* not parted from the next row */
	uint8_t tall;	/* to be written in by hand */
};

enum cell_align { CELL_START, CELL_END, CELL_CENTRE };

struct column {
	struct words label;
	struct words head; /* over this column and those behind it; with heads */
	int32_t heads;	   /* how many columns the head is over; 0: none begins here */
	enum cell_align align;
	int32_t min, max; /* limits of its width [mpt]; 0: none */
	uint8_t carry;	  /* carried and brought forward across pages */
	uint8_t wrap;	  /* text may take several lines; else it is one line, shrunk when it must be */
	uint8_t tick;	  /* a check box to tick by pen when the cell is empty */
	uint8_t rule;	  /* a writing line when the cell is empty */
	uint8_t strong;	  /* BUCKETS: set in bold (the overdue ones); none: all but the first */
};

struct table {
	const struct column *column;
	int32_t columns;
	const struct row *row;
	int32_t rows;
	struct words carried_label, brought_label; /* "Carried forward" … */
	struct words title; /* the table's caption for readers that cannot see it; may be empty */
	uint8_t row_height; /* 0 normal, 1 tall: room for handwriting (9 mm) */
};

struct box {
	struct words label;
	struct words value; /* empty: white, to be written */
	int32_t span;	    /* grid columns */
	int32_t lines;	    /* height in units of 9 mm, at least 1 */
	uint8_t check;	    /* a 4 mm check box with the label after it; value ignored */
	uint8_t checked;
};

/* A payment code, beside the boxes of its form. */
struct code {
	const char *payload; /* what it holds, UTF-8 */
	struct words label;  /* stands below it; may be empty */
	struct words alt;    /* what it is, for a reader that cannot see it */
};

struct signer {
	const char *field; /* name of the PDF signature field: the role, unique in the document */
	struct words role; /* heading above the line: "For the customer" */
	struct words name; /* empty: a named line is left empty */
	struct words title;
	struct words behalf; /* "for and on behalf of …" */
	struct words stamp;  /* label of the stamp place; empty: none */
	struct words name_label, title_label, date_label,
		sign_label; /* small print under the lines; sign_label is the field's tip too; no date and
			       sign_label of a letter's sender */
};

struct chart {
	const char **label; /* n of each */
	const int64_t *value;
	const char **shown; /* the value as printed on its bar */
	const char **whole,
		**brief; /* without decimals, and short ("15.7M"), where bars are narrow; or NULL */
	int32_t n;
	struct words alt; /* says the same in words */
};

/* A picture file of the house. */
struct picture {
	const char *file; /* from the house's folder */
	int32_t height;	  /* on paper [mpt] */
};

struct block {
	enum block_kind kind;
	struct words text;
	enum para_style style;
	int32_t level, lines, columns;
	uint8_t ordered, keep /* together */, keep_next, copy /* 0 all copies, n: only copy n */;
	const char *field;	  /* CHOICE, FILLIN: field name */
	int32_t width;		  /* FILLIN: of the line [mpt], 0 to the margin */
	const struct words *line; /* ADDRESS */
	const struct pair *pair;
	const struct table *table;
	const struct box *box;
	const struct code *code; /* FORM: at its end; NULL: none */
	const struct signer *signer;
	const struct chart *chart;
	int32_t picture; /* IMAGE: index into content.picture */
	const struct block *child;
	int32_t n;	      /* of line, pair, box, signer or child */
	const char *bookmark; /* NULL: none; HEADING and SUBJECT get one by themselves */
};

struct letterhead {
	int32_t logo;	 /* index into doc_images, -1: the name is set alone; beside a logo less than twice as
			    wide as high it    is set too, a wider one is taken to say it */
	uint32_t accent; /* 0xRRGGBB of the name, the head rule and charts; 0 is black */
	struct words name;    /* who writes: the company, or <name> of the letterhead */
	struct words sender;  /* return address line in the window */
	struct words foot;    /* legal line(s) */
	struct words running; /* following pages: company, number, customer (page x of y is added) */
	struct words mark;    /* at the far end of an internal paper's head, on its first page */
	struct words page_of; /* "Page %1 of %2", for flow to fill */
};

enum envelope { ENVELOPE_NONE, ENVELOPE_DIN5008B, ENVELOPE_ISO_DL_LEFT, ENVELOPE_US10 };

struct content {
	const char *type;    /* "REM1" */
	const char *number;  /* document number; "" in previews */
	const char *lang[2]; /* BCP 47; lang[1] NULL unless bilingual */
	uint8_t rtl[2];
	const char *title;     /* of the document, in lang[0] */
	const char *author;    /* the company */
	int32_t date;	       /* as-of */
	int32_t width, height; /* paper [mpt], after orientation */
	enum envelope envelope;
	uint8_t internal; /* no window, no fold marks: the title stands at the top */
	uint8_t copies;	  /* the whole content is set this many times; blocks with copy n only in the n-th */
	struct words copy_label; /* "Copy %1 of %2" */
	struct letterhead head;
	const struct picture *picture; /* of the blocks; the caller reads them */
	int32_t pictures;
	const struct block *block;
	int32_t blocks;
	/* what a table's cell of this whole text leads to: a file's path, or #page=12 of the same file; NULL
	   nothing. column of columns. NULL: no links */
	const char *(*link)(void *ctx, const char *s, int32_t column, int32_t columns);
	void *link_ctx;
};

/* What a cell leads to; its text with no isolates in the arena. NULL: nothing. */
const char *content_link(const struct content *c, struct arena *a, const struct words *w, int32_t column,
			 int32_t columns);

/* The document as text: one line a block, "en || ar" where it has two languages, tables row by row. For
 * tests, and for whoever words a letter. Appends to out. */
void content_write(const struct content *c, struct text *out);

/* The document as HTML, the body alone: what is read of it, without places to write on. link (NULL: none):
 * what a cell or paragraph whose whole text is s leads to, NULL nothing. Appends to out. */
void content_html(const struct content *c, const char *(*link)(void *ctx, const char *s), void *ctx,
		  struct text *out);

/* Do both languages say the same (a code, a number), apart from directional marks? It need not stand twice
 * then. */
int words_same(const struct words *w);

/* The same words as lines of plain text, with who signs a letter below it. Appends to out. */
void content_plain(const struct content *c, struct text *out);
/* The same as lines of a terminal so many columns wide. Working room in the arena. Appends to out. */
void content_screen(const struct content *c, struct arena *a, int32_t width, struct text *out);
/* Columns of a terminal that n bytes take: marks that stand over a letter take none. */
int32_t screen_columns(const char *s, size_t n);
int32_t screen_longest_word(const char *s); /* columns of it */
/* Columns of a terminal: two for the wide letters of East Asia, none for marks that stand on the letter
 * before and for what is not seen. */
int32_t screen_letter(uint32_t letter);
/* What it is about, in one line, both languages of a bilingual document: the subject, else the title. Appends
 * to out. */
void content_subject(const struct content *c, struct text *out);

#endif
