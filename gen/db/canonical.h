/* canonical.h: the canonical tables as data: columns, kinds, keys. */
#ifndef LP_CANONICAL_H
#define LP_CANONICAL_H

#include "base/base.h"

enum kind {
	KIND_TEXT,   /* may hold line breaks */
	KIND_CODE,   /* an identifier: no line breaks, no 1.2E+11 */
	KIND_WORD,   /* one of the column's words; another is an error */
	KIND_LIKELY, /* one of the column's words, or another with a warning */
	KIND_DATE,
	KIND_TIME,
	KIND_INT,
	KIND_YESNO,
	KIND_AMOUNT, /* of the row's currency */
	KIND_CURRENCY,
	KIND_LANGUAGE
};

enum {
	COLUMN_MUST = 1,      /* must be there */
	COLUMN_KEY = 2,	      /* part of the row's identity */
	COLUMN_LOOSE = 4,     /* read, but no column of the database table */
	COLUMN_DERIVED = 8,   /* a column of the database table that no file has: the row's currency */
	COLUMN_CUSTOMER = 16, /* a customer's code that must be known */
	COLUMN_LONG = 32      /* free text of any length that a cell of a workbook takes */
};

struct canonical_column {
	const char *name;
	enum kind kind;
	unsigned flags;
	const char *words;   /* of KIND_WORD and KIND_LIKELY: "a b c" */
	const char *meaning; /* for people: `ledgerpress help tables` */
};

/* The most bytes that a cell of the column may have: 256 of a code, a word or a figure, 1 024 of a name or an
 * address, 32 000 of a free text (a cell of a workbook takes 32 767 characters). What is longer is no value
 * but a quote that was never closed, and would cost every paper. */
int32_t canonical_most(const struct canonical_column *c);

#define TABLE_COLUMNS_MOST 32

struct canonical {
	const char *name; /* "ledger" */
	const char *sql;  /* "entry" */
	const struct canonical_column *column;
	int32_t columns;
	int32_t order; /* of import when several files come at once */
	int stored;    /* 0: another command takes it (evidence) */
	const char *meaning;
};

/* How a paper may go out, blanks between. */
extern const char canonical_channels[];

extern const struct canonical canonical_all[];
extern const int32_t canonical_count;

const struct canonical *canonical_find(const char *name);	       /* NULL: none */
int32_t canonical_column(const struct canonical *t, const char *name); /* -1: none */
/* All column names that a file may use, in the arena. */
const char *const *canonical_names(const struct canonical *t, struct arena *a, int32_t *n);
/* True when word is one of "a b c". */
int canonical_word(const char *words, const char *word, int32_t n);
/* "a, b, c", in the arena. */
const char *canonical_words(struct arena *a, const char *words);
/* The word of "a b c" that comes closest, in the arena; NULL: none is near. */
const char *canonical_word_near(struct arena *a, const char *words, const char *word);

/* Columns of the ledger that the code names. */
enum {
	LEDGER_CUSTOMER,
	LEDGER_TYPE,
	LEDGER_NUMBER,
	LEDGER_DATE,
	LEDGER_DUE,
	LEDGER_AMOUNT,
	LEDGER_CURRENCY,
	LEDGER_OPEN,
	LEDGER_CLEARED,
	LEDGER_APPLIES,
	LEDGER_PO,
	LEDGER_NOTE,
	LEDGER_SALESMAN,
	LEDGER_STATUS,
	LEDGER_TEXT,
	LEDGER_RATE,
	LEDGER_NAME,
	LEDGER_DEBIT,
	LEDGER_CREDIT
};

#endif
