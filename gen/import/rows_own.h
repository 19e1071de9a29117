/* rows_own.h: what rows_cell.c and rows_dialect.c share: the columns of an export, and what is known of each.
 */
#ifndef LP_ROWS_OWN_H
#define LP_ROWS_OWN_H

#include "import/rows.h"

#define WORDS_KEPT 24
#define QUOTED_MOST 60 /* bytes of a value that a message quotes */

/* A text that was seen in a column of few words, and what it became. */
struct word {
	char *from;
	int32_t n;
	int64_t value;
};

struct slot {
	int32_t col, cell; /* cell -1: only the default */
	const struct canonical_column *column;
	int64_t dflt;
	int maps;     /* the profile translates values of the column */
	int group;    /* headings say it for the rows below */
	int made;     /* an empty one is made */
	int optional; /* an empty cell is simply no value */
	/* dialect */
	char decimal; /* 0: not settled */
	enum date_order order;
	int scanned; /* the whole column of amounts was looked at */
	int hopeless;
	struct word word[WORDS_KEPT];
	int32_t words;
};

struct cells {
	struct import_rows *r;
	struct slot slot[TABLE_COLUMNS_MOST]; /* amounts last: they need the row's currency */
	int32_t n, amounts_from;
	int32_t slot_of[TABLE_COLUMNS_MOST];
	int64_t *map;	  /* the profile's translations as values */
	const char *data; /* first byte and line behind the header */
	int32_t data_line;
	int32_t customer, currency;  /* columns; -1: none */
	const struct currency *last; /* the currency read last: mostly the next one too */
	int hopeless;
	int orders_settled; /* the columns of dates were looked through */
};

/* A date cell, its column's order settled on demand. 0, or -1 with *why (after a diagnostic when
 * s->hopeless). */
int cells_date(struct cells *c, struct slot *s, const char *p, int32_t n, int64_t *v, const char **why);

#endif
