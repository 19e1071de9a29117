/* rows_total.c: rows of an export that are no entries: sums, which must tie out, and what the profile's
 * pattern passes over. */
#include "import/rows.h"

#include <string.h>

/* True when the cell is not there, or holds blanks alone. */
static int is_blank(const struct csv *c, int32_t i)
{
	const char *s;
	int32_t n;

	if (i < 0 || i >= c->cells)
		return 1;
	s = c->cell[i].s;
	n = c->cell[i].n;
	if (n == 0 || (unsigned char)(*s - '!') < 0x5F)
		return n == 0;
	value_trim(&s, &n);
	return n == 0;
}

/* The first cell with content. -1: the record is blank. */
static int32_t first_cell(const struct csv *c, int32_t from)
{
	int32_t i;

	for (i = from; i < c->cells; i++)
		if (!is_blank(c, i))
			return i;
	return -1;
}

/* Matches from a cell to the end of the record. */
static int matches(const regex_t *re, const struct csv *c, int32_t cell)
{
	const char *from;
	regmatch_t at = {0};

	if (!re)
		return 0;
	/* the bytes of the cell in the text, so that a pattern may also speak of cells behind it; ^ is the
	 * string's start, not rm_so */
	from = c->cell[cell].at + c->cell[cell].quoted;
	at.rm_eo = (regoff_t)(c->stop - from);
	return regexec(re, from, 1, &at, REG_STARTEND) == 0;
}

/* A totals row names no document: its number or its date is missing, or is the label. */
static int lacks_identity(const struct import_rows *r, int32_t label)
{
	const struct csv *c = &r->e.csv;
	int32_t number = r->e.cell_of[LEDGER_NUMBER], date = r->e.cell_of[LEDGER_DATE];

	if (!r->ledger)
		return 0;
	return is_blank(c, number) || number == label || is_blank(c, date) || date == label;
}

/* The cell that says that the record is a sum: the first with content, or, where the row has no type, one
 * behind a date, a currency or an account; a customer's name may begin like that. -1: none does. */
static int32_t label_find(const struct import_rows *r, int32_t first)
{
	const struct csv *c = &r->e.csv;
	int32_t i, type = r->e.cell_of[LEDGER_TYPE];

	for (i = first; r->ledger && i < c->cells; i++)
		if (!is_blank(c, i) &&
		    (i == first || (i != r->e.cell_of[LEDGER_NAME] && (is_blank(c, type) || i == type))) &&
		    matches(r->e.profile->totals_row, c, i))
			return i;
	return -1;
}

/* The record has a type and names a document: neither of the two cells that label_find would look at can make
 * it a sum. So it is with nearly every row, and a pattern costs as much as all else of reading one. */
static int is_document(const struct import_rows *r, int32_t first)
{
	int32_t type = r->e.cell_of[LEDGER_TYPE];

	return r->ledger && !is_blank(&r->e.csv, type) && !lacks_identity(r, first) &&
	       !lacks_identity(r, type);
}

static int is_empty(const struct import_rows *r, int32_t col)
{
	return is_blank(&r->e.csv, r->e.cell_of[col]);
}

/* A sum without any label, as SAP ends its lists: an amount, and nothing of what names an entry. */
static int is_bare_sum(const struct import_rows *r)
{
	return r->ledger && is_empty(r, LEDGER_CUSTOMER) && is_empty(r, LEDGER_TYPE) &&
	       is_empty(r, LEDGER_NUMBER) && is_empty(r, LEDGER_DATE) && is_empty(r, LEDGER_DUE) &&
	       is_empty(r, LEDGER_TEXT) && is_empty(r, LEDGER_NAME) &&
	       !(is_empty(r, LEDGER_AMOUNT) && is_empty(r, LEDGER_DEBIT) && is_empty(r, LEDGER_CREDIT));
}

static const struct currency *currency_here(const struct import_rows *r)
{
	int32_t i = r->e.cell_of[LEDGER_CURRENCY], n;
	const char *s;
	char code[4] = "";

	if (i >= 0 && i < r->e.csv.cells) {
		s = r->e.csv.cell[i].s;
		n = r->e.csv.cell[i].n;
		value_trim(&s, &n);
		if (n == 3) {
			memcpy(code, s, 3);
			if (currency_find(code))
				return currency_find(code);
		}
	}
	return r->currencies <= 1 ? r->only ? r->only : r->im->home : NULL;
}

/* label: the cell that says that it is a sum; bare: it is itself a sum. */
static void tie(struct import_rows *r, int32_t label, int bare)
{
	static const struct {
		int32_t col;
		int sum;
	} column[] = {{LEDGER_AMOUNT, SUM_AMOUNT},
		      {LEDGER_DEBIT, SUM_DEBIT},
		      {LEDGER_CREDIT, SUM_CREDIT},
		      {LEDGER_OPEN, SUM_OPEN}};
	const struct csv *c = &r->e.csv;
	const struct currency *cur = currency_here(r);
	struct place at = csv_place(c, label), cell_at = at;
	int64_t claimed[SUMS] = {0};
	int has[SUMS] = {0}, any = 0;
	const char *why, *s, *name;
	char buf[160];
	int32_t i, cell, n;

	s = c->cell[label].s;
	n = c->cell[label].n;
	value_trim(&s, &n);
	name = bare ? "without a label" : arena_dupn(r->im->a, s, (size_t)(n > 60 ? 60 : n));
	for (i = 0; i < 4; i++) {
		cell = r->e.cell_of[column[i].col];
		if (cell < 0 || cell >= c->cells || (cell == label && !bare))
			continue;
		s = c->cell[cell].s;
		n = c->cell[cell].n;
		value_trim(&s, &n);
		if (n == 0)
			continue;
		cell_at = csv_place(c, cell);
		if (!cur) {
			diag(r->im->d, DIAG_IMPORT_TOTALS, &cell_at,
			     r->currencies > 1
				     ? "the row \"%s\" names no currency, and the rows above it have several: it cannot be tied out"
				     : "the row \"%s\" names no currency, and no row above it has one: it cannot be tied out",
			     name);
			r->broken = 1;
			return;
		}
		switch (cells_amount(r->cells, column[i].col, s, n, cur, &claimed[column[i].sum], &why,
				     buf)) {
		case 0:
			has[column[i].sum] = 1;
			any = 1;
			break;
		case -1:
			diag(r->im->d, DIAG_IMPORT_TOTALS, &cell_at,
			     "the row \"%s\" is a total, but %s \"%.*s\" %s", name,
			     r->table->column[column[i].col].name, n > 40 ? 40 : (int)n, s, why);
			r->broken = 1;
			return;
		default:
			return;
		}
	}
	if (any && totals_tie(&r->all, r->im->d, &cell_at, name, cur, claimed, has) < 0)
		r->broken = 1;
}

/* The header again, as lists print it on each page. */
static int is_header(const struct import_rows *r)
{
	const struct csv *c = &r->e.csv;
	const char *s;
	int32_t i, n;

	for (i = 0; i < r->e.width && i < c->cells; i++) {
		s = c->cell[i].s;
		n = c->cell[i].n;
		value_trim(&s, &n);
		if (strlen(r->e.head[i]) != (size_t)n || memcmp(s, r->e.head[i], (size_t)n) != 0)
			return 0;
	}
	return i == r->e.width;
}

int rows_is_total(struct import_rows *r)
{
	const struct profile *p = r->e.profile;
	const struct csv *c = &r->e.csv;
	int32_t first = first_cell(c, r->e.own), label;
	int ignored, bare, total;

	if (first < 0)
		return 1; /* only separators: a blank line */
	if (is_header(r)) {
		rows_pass(r);
		return 1;
	}
	ignored = p->ignore_row && (matches(p->ignore_row, c, r->e.own) ||
				    (first > r->e.own && matches(p->ignore_row, c, first)));
	bare = !ignored && is_bare_sum(r);
	label = bare ? first : !ignored && is_document(r, first) ? -1 : label_find(r, first);
	total = bare || (label >= 0 && (ignored || lacks_identity(r, label)));
	if (!ignored && !total)
		return 0;
	if (!total) {
		rows_pass(r);
		return 1;
	}
	r->skipped++;
	rows_leave(r, LEFT_TOTAL, NULL, CELL_NULL);
	tie(r, label, bare);
	return 1;
}
