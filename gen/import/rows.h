/* rows.h: an export read and checked: its rows as values, the bad ones reported, the totals tied out. Nothing
 * is written yet.
 *
 * Why this is hard. "1,234" is a thousand in one file and one and a quarter in the next; "03/04/2026" is
 * March or April; and a wrong guess is a wrong letter. So a cell that can be read in two ways is not read
 * alone: the whole column is looked through for a value that settles it ("1,234.50" settles the decimal mark,
 * "13/04/2026" the order), and what stays open is an error that names the key of the profile which settles it
 * (rows_dialect.c). Amounts and dates themselves are read by value_amount.c and value_date.c, which know
 * every dialect and no column. Rows that are sums or page headings are told from entries by the profile's
 * patterns, and sums must tie out with the entries above them (rows_total.c): a row that was lost between
 * shows there. Two rows that are the same document are found by what identifies it (rows_identity.c), which
 * for numbers that begin anew each year is number and year. A flat ledger makes its customers
 * (rows_ledger.c). Every fault of every row is reported at its line and column, in one go: people mend a file
 * once, not a hundred times. */
#ifndef LP_ROWS_H
#define LP_ROWS_H

#include "db/left.h"
#include "import/customers.h"
#include "import/import.h"
#include "import/profile.h"
#include "import/totals.h"

#define CELL_NULL INT64_MIN

/* What all files of a call share. */
struct import {
	struct db *db;
	const struct house *house;
	struct arena *a;
	struct diag *d;
	const struct import_options *o;
	const struct currency *home; /* of the house; NULL: none was said */
	struct profiles profiles;
	struct customers customers;
	struct text rejects;		      /* CSV; each file's rows under its own head */
	const struct import_rows *rejects_of; /* whose rows were rejected last; NULL: none */
	int64_t added, largest; /* entries that this call brought; the largest amount among them */
	int others, touched;	/* the ledger has entries of other calls; this one changed any */
};

/* The customer that a heading row names, and the sums that it claims for the rows below it. */
#define GROUP_CLAIMS 2
struct row_group {
	const char *code, *name; /* NULL: none was met; it has no name */
	struct place at;
	const char *claim[GROUP_CLAIMS]; /* as they stand in the file; NULL: none */
	struct sums before;		 /* of the rows above it */
};

/* A row of the file that is none of the ledger's. */
struct row_left {
	int32_t line;
	enum left why;
	const struct currency *currency; /* NULL: not known */
	int64_t amount;			 /* signed; CELL_NULL: none, or not known */
};

/* Rows whose own sign raises a debt while their type lowers it. */
struct sign_doubt {
	int32_t rows;
	int64_t sum; /* minor units; of use while the file has one currency */
	int overflow, others;
	struct place at;  /* the first of them */
	const char *type; /* its type; others: there are further ones */
};

/* Dates, whole numbers and amounts are values themselves; a text is its offset and length: see rows_text. */
struct import_rows {
	struct import *im;
	const struct canonical *table;
	int ledger; /* the table is the ledger */
	struct export e;
	struct place at;	     /* file alone */
	struct cells *cells;	     /* the dialect of its columns */
	struct text side;	     /* texts that do not stand in the file as such */
	int32_t bad_before;	     /* problems of the current record so far */
	struct text problems;	     /* their words, for the rejects */
	const struct currency *only; /* the one currency of the file so far; NULL: none or several */
	int32_t currencies;
	int32_t strangers;		 /* rows that name a customer while none at all is known */
	int64_t now[TABLE_COLUMNS_MOST]; /* of the current record, by column of the table */
	int64_t *value; /* n * width: of the rows, of those columns alone that a row has a value of */
	int32_t width,
		stands[TABLE_COLUMNS_MOST]; /* where a column's stands in its row; -1: no row has one */
	int32_t *line;
	int32_t derived, summed, may_repeat; /* of the table: column of the derived currency or -1; it has
						amounts; rows may come twice */
	uint64_t *key;			     /* hash of the identity */
	int32_t *next;			     /* next row of the same identity, or -1 */
	int32_t n, cap, value_cap, key_cap, next_cap;
	int32_t identity[TABLE_COLUMNS_MOST], identities; /* columns that may belong to a row's identity */
	int32_t year, year_from, year_to; /* of the date asked for last, and the days of that year */
	uint64_t *slot;			  /* open addressing by key: upper half of it, row + 1; 0 is free */
	uint32_t mask;
	struct totals all;	/* of good and bad rows, as far as they could be read: for the tie-out */
	struct totals repeated; /* of rows that say the same as an earlier one of their document */
	struct totals good, left_out; /* of the rows that go in; of the bad ones */
	struct sign_doubt sign_doubt;
	struct row_group group;
	int32_t named, renamed; /* customers made from it; codes to which it gives several names */
	const char *renamed_as; /* the first of them, in words */
	int32_t cut;		/* codes that lost the .0 of a figure */
	int32_t made;		/* rows whose number was made, as they have none of their own */
	int64_t read, rejected, skipped;
	struct row_left *left; /* of the ledger's file: every row that is not among value */
	int32_t lefts, left_cap;
	int32_t passed; /* of the skipped: passed over by the profile's pattern */
	struct text passed_lines;
	int broken;	   /* the file as a whole is refused: a total does not tie out */
	int32_t day;	   /* that its open amounts speak of; DATE_NONE: not known */
	int32_t last_date; /* newest of the ledger's rows; DATE_NONE: none */
	int64_t applied;   /* rows that name a document which they apply to */
};

/* Readies r (zeroed but for im and e, which profile_find has filled). */
void rows_init(struct import_rows *r);
/* Reads all rows behind the header of r->e (whose profile and csv are set). Bad rows are reported and left
 * out. -1 after a diagnostic when the file as a whole is refused; rejected rows are no failure here. */
int rows_read(struct import_rows *r);
void rows_done(struct import_rows *r);
/* The largest amount or open amount of the ledger's rows, without its sign; INT64_MAX where a rate may make
 * more of one. */
int64_t rows_largest(const struct import_rows *r);

static inline int64_t rows_value(const struct import_rows *r, int32_t row, int32_t col)
{
	return r->stands[col] < 0 ? CELL_NULL
				  : r->value[(size_t)row * (size_t)r->width + (size_t)r->stands[col]];
}

/* Gives a row another value. */
void rows_change(struct import_rows *r, int32_t row, int32_t col, int64_t v);

/* A text value's bytes. */
static inline const char *rows_bytes(const struct import_rows *r, int64_t v, int32_t *n)
{
	size_t at = (size_t)(v >> 24), len = (size_t)(r->e.csv.end - r->e.csv.text);

	*n = (int32_t)(v & 0xFFFFFF);
	return at < len ? r->e.csv.text + at : r->side.data + (at - len);
}

/* True when the column's values are numbers. */
static inline int rows_number(const struct canonical_column *c)
{
	return c->kind == KIND_DATE || c->kind == KIND_INT || c->kind == KIND_AMOUNT || c->kind == KIND_YESNO;
}

/* Hash of a row's identity, from its values; the same for rows of the database (store.c). */
uint64_t rows_key(struct import_rows *r, const int64_t *v);
/* Takes the current record, which becomes that row, into the table of identities. -1 when it stands in the
 * file already. Where the profile expects several rows of one document, ROW_REPEATED: it says the same as an
 * earlier one; ROW_SUMMED: it was added to an earlier one. */
enum { ROW_REPEATED = 1, ROW_SUMMED };
int rows_identify(struct import_rows *r, int32_t row);
/* The first row of that identity hash at or after which equality must be tested; -1: none. */
int32_t rows_find(const struct import_rows *r, uint64_t key);
/* Whether the column belongs to the identity of a row whose type is given (ledger; NULL for other tables), or
 * the year of its date alone. */
enum key_part { KEY_NONE, KEY_VALUE, KEY_YEAR };
enum key_part rows_key_part(const struct canonical *t, int32_t col, const char *type, int32_t type_n);
/* What of a number counts for the identity. */
int64_t rows_key_number(enum key_part part, int64_t v);

/* Reports a bad cell of the current record (cell < 0: the record): its message goes to the diagnostics and to
 * the rejects. */
void rows_bad(struct import_rows *r, enum diag_id id, int32_t cell, const char *hint, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* The current record is bad for a reason that was said before: it goes to the rejects alone. */
void rows_blame(struct import_rows *r, const char *why);

/* The current record is no row; the report lists its line. */
void rows_pass(struct import_rows *r);

/* The current record is none of the rows that go in: the tie-out names it. cur NULL and amount CELL_NULL: not
 * known. */
void rows_leave(struct import_rows *r, enum left why, const struct currency *cur, int64_t amount);

/* rows_doubts.c: what was passed over, made, cut or doubted, by count. */
void rows_doubts(struct import *im, const struct import_rows *r);

/* rows_ledger.c: what only the ledger knows: the direction of the amounts in v, the due date, doubts.
 * amounts: all of them could be read. 0, or -1 when the row is bad. */
int rows_ledger(struct import_rows *r, int64_t *v, struct known_customer *who, int amounts);

/* What was counted in sign_doubt, as one warning for the file. */
void rows_signs_doubt(struct import_rows *r);

/* rows_group.c. Headings above the header: a list may name its customer there. */
void rows_group_begin(struct import_rows *r);
/* 1 when the current record is a heading by the profile's group_row: the rows below are its customer's. The
 * sums that the heading before claimed are proved; the last one's by rows_group_end. */
int rows_is_group(struct import_rows *r);
void rows_group_end(struct import_rows *r);
/* What the heading says for a column of the ledger that the row leaves empty; NULL: nothing. */
const char *rows_group_value(const struct import_rows *r, int32_t col);

/* rows_total.c: 1 when the current record is no row but a totals row (tied out) or one that the profile
 * passes over. */
int rows_is_total(struct import_rows *r);

/* rows_cell.c: the cells of the current record as values of v. How many are bad; *cur and *who are those of
 * the row (NULL: not known), *amounts is 0 when an amount could not be read. */
struct cells;
struct cells *cells_open(struct import_rows *r);
void cells_close(struct cells *c);
int32_t cells_read(struct cells *c, int64_t *v, const struct currency **cur, struct known_customer **who,
		   int *amounts);
/* True after a column stayed ambiguous: the file cannot be read. */
int cells_hopeless(const struct cells *c);
/* A text as a value; it is copied when it does not stand in the file. */
int64_t rows_pack(struct import_rows *r, const char *s, int32_t n);
/* An amount cell with what is known of its column's dialect, settled on demand. 0; -1: *why; -2: the column
 * is hopeless. */
int cells_amount(struct cells *c, int32_t col, const char *s, int32_t n, const struct currency *cur,
		 int64_t *v, const char **why, char buf[160]);

#endif
