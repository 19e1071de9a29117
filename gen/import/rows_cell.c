/* rows_cell.c: cells to values, column by column, in the dialect that the whole column settles. */
#define _GNU_SOURCE
#include "import/rows_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int64_t rows_pack(struct import_rows *r, const char *s, int32_t n)
{
	const char *text = r->e.csv.text, *end = r->e.csv.end;
	size_t at;

	if (n == 0)
		return CELL_NULL;
	if (s >= text && s < end) {
		at = (size_t)(s - text);
	} else {
		at = (size_t)(end - text) + r->side.len;
		text_add(&r->side, s, (size_t)n);
	}
	return (int64_t)(at << 24 | (size_t)(uint32_t)n);
}

/* ---- words ---- */

/* What a word that the column does not have may mean, in words. A note is never an adjustment, whose own sign
 * counts: one that says no more may credit or debit. */
static const char *word_hint(struct import_rows *r, const struct canonical_column *column, const char *word)
{
	const char *near = canonical_word_near(r->im->a, column->words, word);

	if (r->ledger && column == &r->table->column[LEDGER_TYPE] && strcasestr(word, "note") &&
	    !(near && strstr(near, "note")))
		return arena_format(
			r->im->a,
			"translate it: `map.type.%.*s = credit_note` in [import.%s] where it lowers the "
			"debt, debit_note where it raises it",
			QUOTED_MOST, word, r->e.profile->name);
	if (near)
		return arena_format(r->im->a, "did you mean `%s`?", near);
	return arena_format(r->im->a, "translate it: `map.%s.%.*s = …` in [import.%s]", column->name,
			    QUOTED_MOST, word, r->e.profile->name);
}

/* A word of few: checked once, then found again. -1 when it is bad (reported). */
static int word_read(struct cells *c, struct slot *s, const char *p, int32_t n, int64_t *v)
{
	struct import_rows *r = c->r;
	struct word *w;
	struct place at;
	const char *hint;
	char *word;
	int32_t i;

	for (i = 0; i < s->words; i++) {
		w = &s->word[i];
		if (w->n == n && memcmp(w->from, p, (size_t)n) == 0) {
			*v = w->value;
			return 0;
		}
	}
	if (!canonical_word(s->column->words, p, n)) {
		word = arena_dupn(r->im->a, p, (size_t)n);
		hint = word_hint(r, s->column, word);
		if (s->column->kind == KIND_WORD) {
			rows_bad(r, DIAG_IMPORT_VALUE, s->cell, hint,
				 "%s \"%.*s\" is not known: one of %s is expected", s->column->name,
				 QUOTED_MOST, word, canonical_words(r->im->a, s->column->words));
			return -1;
		}
		at = csv_place(&r->e.csv, s->cell);
		diag_hint(r->im->d, DIAG_IMPORT_DOUBT, &at, hint,
			  "%s \"%.*s\" is not one that the rules know", s->column->name, QUOTED_MOST, word);
	}
	*v = rows_pack(r, p, n);
	if (s->words < WORDS_KEPT) {
		w = &s->word[s->words++];
		*w = (struct word){arena_dupn(r->im->a, p, (size_t)n), n, *v};
	}
	return 0;
}

static int currency_read(struct cells *c, struct slot *s, const char *p, int32_t n, int64_t *v)
{
	char code[4] = "";
	int i;

	if (c->last && n == 3 && memcmp(c->last->code, p, 3) == 0) {
		*v = rows_pack(c->r, p, n);
		return 0;
	}
	if (n == 3) {
		for (i = 0; i < 3; i++)
			code[i] = p[i];
		c->last = currency_find(code);
	}
	if (n != 3 || !c->last) {
		c->last = NULL;
		rows_bad(c->r, DIAG_IMPORT_VALUE, s->cell, NULL,
			 "%s \"%.*s\" is no currency: a code of ISO 4217 is expected, as AED",
			 s->column->name, n > 40 ? 40 : (int)n, p);
		return -1;
	}
	*v = rows_pack(c->r, p, n);
	return 0;
}

/* A text without the carriage returns of its line breaks. */
static int64_t text_value(struct import_rows *r, const char *p, int32_t n, int odd)
{
	size_t at;
	int32_t i;

	if (!odd || !memchr(p, '\r', (size_t)n))
		return rows_pack(r, p, n);
	at = r->side.len;
	for (i = 0; i < n; i++)
		if (p[i] != '\r' || i + 1 >= n || p[i + 1] != '\n')
			text_addc(&r->side, p[i] == '\r' ? '\n' : p[i]);
	return (int64_t)(((size_t)(r->e.csv.end - r->e.csv.text) + at) << 24 | (r->side.len - at));
}

/* ---- a cell ---- */

/* 1930571429.0: a code that went through a spreadsheet as a figure. Fewer digits may be a version. */
static int is_figure(const char *p, int32_t n)
{
	int32_t i;

	if (n < 6 || p[n - 1] != '0' || p[n - 2] != '.')
		return 0;
	for (i = 0; i < n - 2 && p[i] >= '0' && p[i] <= '9'; i++)
		;
	return i == n - 2;
}

static int cell_read(struct cells *c, struct slot *s, const char *p, int32_t n, int odd, int64_t *v)
{
	struct import_rows *r = c->r;
	const char *why = NULL;
	int64_t number;
	int32_t days, at = 0;

	switch (s->column->kind) {
	case KIND_TEXT:
		*v = text_value(r, p, n, odd);
		return 0;
	case KIND_CODE:
		if (value_scientific(p, n)) {
			rows_bad(r, DIAG_IMPORT_VALUE, s->cell, "format the column as text before the export",
				 "%s \"%.*s\" was rounded by a spreadsheet: its last digits are lost",
				 s->column->name, n > QUOTED_MOST ? QUOTED_MOST : (int)n, p);
			return -1;
		}
		if (is_figure(p, n)) {
			n -= 2;
			r->cut++;
		}
		*v = rows_pack(r, p, n);
		return 0;
	case KIND_WORD:
	case KIND_LIKELY:
		return word_read(c, s, p, n, v);
	case KIND_CURRENCY:
		return currency_read(c, s, p, n, v);
	case KIND_DATE:
		if (cells_date(c, s, p, n, v, &why) == 0)
			return 0;
		if (s->hopeless) {
			r->bad_before++;
			return -1;
		}
		break;
	case KIND_INT:
		if (strcmp(s->column->name, "terms_days") == 0 && (days = value_days(p, n, &at)) > 0) {
			p += at;
			n = days;
		}
		if (money_parse(p, (size_t)n, 0, &number) == 0 && number >= 0 && number <= 1000000) {
			*v = number;
			return 0;
		}
		why = "is no whole number from 0 to 1000000";
		break;
	case KIND_TIME:
		*v = rows_pack(r, p, n);
		if (time_fits(p, (size_t)n))
			return 0;
		why = "is no time of day: HH:MM is expected";
		break;
	case KIND_LANGUAGE:
		*v = rows_pack(r, p, n);
		if (language_fits(&r->im->house->languages, p, (size_t)n))
			return 0;
		why = arena_format(r->im->a, "is no language: %s, or two as en+ar, is expected",
				   r->im->house->languages.list);
		break;
	case KIND_YESNO:
		*v = canonical_word("yes Yes YES y true 1", p, n);
		return 0;
	case KIND_AMOUNT:
		return 0;
	}
	rows_bad(r, DIAG_IMPORT_VALUE, s->cell, NULL, "%s \"%.*s\" %s", s->column->name,
		 n > QUOTED_MOST ? QUOTED_MOST : (int)n, p, why);
	return -1;
}

/* The content of a slot's cell, trimmed and translated; 1: there is one, 0: the default holds, -1: bad. */
static int content(struct cells *c, const struct slot *s, const char **p, int32_t *n, int *odd, int64_t *v)
{
	const struct csv *csv = &c->r->e.csv;
	const struct profile *prof = c->r->e.profile;
	const struct csv_cell *cell;
	const char *why;
	int32_t i;

	*v = s->dflt;
	if (s->group && (*p = rows_group_value(c->r, s->col)) != NULL &&
	    (s->cell < 0 || s->cell >= csv->cells || csv->cell[s->cell].n == 0)) {
		*n = (int32_t)strlen(*p);
		*odd = 0;
		return 1;
	}
	if (s->cell < 0 || s->cell >= csv->cells)
		return 0;
	cell = &csv->cell[s->cell];
	*p = cell->s;
	*n = cell->n;
	*odd = cell->odd;
	if (*n > 0 && ((unsigned char)**p <= ' ' || (unsigned char)(*p)[*n - 1] <= ' ' ||
		       (unsigned char)**p >= 0x80 || (unsigned char)(*p)[*n - 1] >= 0x80))
		value_trim(p, n);
	if (*n == 0 || (cell->high && value_unseen(*p, *n)))
		return 0;
	if (*n > canonical_most(s->column)) {
		rows_bad(c->r, DIAG_IMPORT_VALUE, s->cell, "is a quote before it not closed?",
			 "%s \"%.*s\" has %d bytes: %d at most are expected", s->column->name, QUOTED_MOST,
			 *p, *n, canonical_most(s->column));
		return -1;
	}
	if ((*odd || cell->high || **p == '#') &&
	    (why = value_text_wrong(*p, *n, *odd, s->column->kind == KIND_TEXT)) != NULL) {
		rows_bad(c->r, DIAG_IMPORT_VALUE, s->cell, NULL, "%s \"%.*s\" %s", s->column->name,
			 *n > QUOTED_MOST ? QUOTED_MOST : (int)*n, *p, why);
		return -1;
	}
	for (i = 0; s->maps && i < prof->maps; i++) {
		if (prof->map[i].column == s->col && strlen(prof->map[i].from) == (size_t)*n &&
		    memcmp(prof->map[i].from, *p, (size_t)*n) == 0) {
			*p = prof->map[i].to;
			*n = (int32_t)strlen(*p);
			/* a translation may say that a value means nothing */
			return *n > 0;
		}
	}
	return 1;
}

static struct known_customer *customer_read(struct cells *c, int64_t *v, int32_t *bad)
{
	struct import_rows *r = c->r;
	struct known_customer *who;
	const char *code, *near;
	int32_t n, cell = c->slot[c->slot_of[c->customer]].cell;
	int zeros, flat = r->ledger && v[LEDGER_NAME] != CELL_NULL;

	if (v[c->customer] == CELL_NULL)
		return NULL;
	code = rows_bytes(r, v[c->customer], &n);
	who = customers_find(&r->im->customers, code, n);
	if (who || flat)
		return who;
	(*bad)++;
	/* without customers each row would say the same, and hide why they are not there */
	if (r->im->customers.n == 0 && r->strangers++ > 0) {
		rows_blame(r, "no customer is known");
		return NULL;
	}
	near = customers_near(&r->im->customers, code, n, &zeros);
	rows_bad(r, DIAG_IMPORT_CUSTOMER, cell,
		 !near ? r->im->customers.n == 0 ? "import the customers first, or in the same call" : NULL
		       : arena_format(r->im->a,
				      zeros ? "there is `%s`: were zeros in front lost?"
					    : "did you mean `%s`?",
				      near),
		 "customer \"%.*s\" is not known", n > QUOTED_MOST ? QUOTED_MOST : (int)n, code);
	return NULL;
}

int32_t cells_read(struct cells *c, int64_t *v, const struct currency **cur, struct known_customer **who,
		   int *amounts)
{
	struct import_rows *r = c->r;
	struct slot *s;
	const char *p, *why;
	char buf[160], code[4] = "";
	int32_t i, n, bad = 0;
	int odd, rc;

	*amounts = 1;
	for (i = 0; i < r->table->columns; i++)
		v[i] = CELL_NULL;
	for (i = 0; i < c->amounts_from; i++) {
		s = &c->slot[i];
		/* most of what is empty may be */
		if (s->optional && s->cell < r->e.csv.cells && r->e.csv.cell[s->cell].n == 0)
			continue;
		rc = content(c, s, &p, &n, &odd, &v[s->col]);
		if (rc > 0)
			rc = cell_read(c, s, p, n, odd, &v[s->col]);
		if (rc < 0) {
			bad++;
			v[s->col] = CELL_NULL;
		} else if (v[s->col] == CELL_NULL && (s->column->flags & COLUMN_MUST) && !s->made) {
			rows_bad(r, DIAG_IMPORT_VALUE, s->cell, NULL, "%s is empty: a value is expected",
				 s->column->name);
			bad++;
		}
	}
	*who = c->customer >= 0 ? customer_read(c, v, &bad) : NULL;
	*cur = r->im->home;
	if (*who && (*who)->currency)
		*cur = (*who)->currency;
	if (c->currency >= 0 && v[c->currency] != CELL_NULL) {
		memcpy(code, rows_bytes(r, v[c->currency], &n), 3);
		*cur = c->last && strcmp(c->last->code, code) == 0 ? c->last : currency_find(code);
	}
	for (; i < c->n; i++) {
		s = &c->slot[i];
		rc = content(c, s, &p, &n, &odd, &v[s->col]);
		if (rc == 0)
			continue;
		if (rc > 0 && !*cur) {
			rows_bad(r, DIAG_IMPORT_VALUE, s->cell,
				 "say the currency in the file, for the customer, or as [locale] currency",
				 "%s has no currency", s->column->name);
			rc = -1;
		} else if (rc > 0) {
			rc = cells_amount(c, s->col, p, n, *cur, &v[s->col], &why, buf);
			if (rc == -1)
				rows_bad(r, DIAG_IMPORT_VALUE, s->cell, NULL, "%s \"%.*s\" %s",
					 s->column->name, n > QUOTED_MOST ? QUOTED_MOST : (int)n, p, why);
			else if (rc == -2)
				r->bad_before++;
		}
		if (rc < 0) {
			*amounts = 0;
			bad++;
		}
	}
	return bad;
}

int cells_hopeless(const struct cells *c)
{
	return c->hopeless;
}

/* ---- setting up ---- */

/* A column that headings fill. */
static int is_grouped(const struct import_rows *r, int32_t col)
{
	return r->ledger && r->e.profile->group_row && (col == LEDGER_CUSTOMER || col == LEDGER_NAME);
}

static void slot_add(struct cells *c, int32_t col)
{
	struct import_rows *r = c->r;
	const struct profile *p = r->e.profile;
	struct slot *s = &c->slot[c->n];
	int64_t number;
	int32_t i, day;
	const char *why;
	char buf[160];

	s->col = col;
	s->cell = r->e.cell_of[col];
	s->column = &r->table->column[col];
	s->dflt = CELL_NULL;
	s->decimal = p->decimal;
	s->order = r->im->o->date_order ? value_order(r->im->o->date_order) : p->order;
	for (i = 0; i < p->maps; i++)
		s->maps |= p->map[i].column == col;
	if (p->dflt[col]) {
		int32_t n = (int32_t)strlen(p->dflt[col]);

		if (s->column->kind == KIND_DATE)
			s->dflt = value_date(p->dflt[col], n, ORDER_NONE, -1, &day, &why) == 0 ? day
											       : CELL_NULL;
		else if (s->column->kind == KIND_INT)
			s->dflt = money_parse(p->dflt[col], (size_t)n, 0, &number) == 0 ? number : CELL_NULL;
		else if (s->column->kind == KIND_AMOUNT)
			s->dflt = r->im->home && value_amount(p->dflt[col], n, '.', r->im->home, &number,
							      &why, buf) == 0
					  ? number
					  : CELL_NULL;
		else
			s->dflt = rows_pack(r, p->dflt[col], n);
	}
	s->group = is_grouped(r, col);
	s->made = r->ledger && col == LEDGER_NUMBER && p->numbers;
	s->optional = s->cell >= 0 && s->dflt == CELL_NULL && !(s->column->flags & COLUMN_MUST) && !s->group;
	c->slot_of[col] = c->n++;
}

struct cells *cells_open(struct import_rows *r)
{
	struct cells *c = mem_alloc(sizeof *c);
	int32_t i;
	int pass;

	c->r = r;
	c->data = r->e.csv.next;
	c->data_line = r->e.csv.line;
	c->customer = c->currency = -1;
	for (i = 0; i < r->table->columns; i++) {
		const struct canonical_column *k = &r->table->column[i];

		c->slot_of[i] = -1;
		if ((k->flags & COLUMN_CUSTOMER) || (r->ledger && i == LEDGER_CUSTOMER))
			c->customer = i;
		if (k->kind == KIND_CURRENCY && !(k->flags & COLUMN_DERIVED))
			c->currency = i;
	}
	for (pass = 0; pass < 2; pass++) {
		for (i = 0; i < r->table->columns; i++)
			if ((r->table->column[i].kind == KIND_AMOUNT) == pass &&
			    (r->e.cell_of[i] >= 0 || r->e.profile->dflt[i] || is_grouped(r, i)))
				slot_add(c, i);
		if (pass == 0)
			c->amounts_from = c->n;
	}
	return c;
}

void cells_close(struct cells *c)
{
	free(c);
}
