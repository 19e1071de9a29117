/* rows_dialect.c: settles from a whole column how its amounts and dates are written, and reads them so. */
#include "import/rows_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The mark that stands last in a value. */
static char last_mark(const char *p, int32_t n)
{
	while (n > 0 && p[n - 1] != '.' && p[n - 1] != ',')
		n--;
	return n > 0 ? p[n - 1] : '\0';
}

/* A reader of the rows behind the header, for a look of its own. */
static void look_open(const struct cells *c, struct csv *look)
{
	const struct csv *csv = &c->r->e.csv;

	csv_open(look, csv->path, csv->text, (size_t)(csv->end - csv->text), csv->separator);
	csv_seek(look, c->data, c->data_line);
}

/* A value that a message about a whole column names: where it stands first, and how it reads. */
struct sight {
	struct place at;
	char shown[48];
};

static void sight_take(struct sight *s, const struct csv *look, int32_t cell)
{
	int32_t n = look->cell[cell].n;

	if (s->at.file)
		return;
	s->at = csv_place(look, cell);
	snprintf(s->shown, sizeof s->shown, "%.*s", n > 40 ? 40 : (int)n, look->cell[cell].s);
}

/* Looks through the whole column for an amount that settles the decimal mark. own: the mark when none does,
 * as the value at hand is of a currency of three decimals; 0: there is none. */
static void settle_decimal(struct cells *c, struct slot *s, char own)
{
	struct csv look;
	struct diag quiet;
	struct sight first = {0};
	char mark = '\0';

	s->scanned = 1;
	diag_init(&quiet, NULL, NULL);
	look_open(c, &look);
	while (mark != '.' && mark != ',' && csv_next(&look, &quiet) == 1) {
		if (s->cell >= look.cells || look.cell[s->cell].n == 0)
			continue;
		mark = value_amount_evidence(look.cell[s->cell].s, look.cell[s->cell].n);
		if (mark == '?')
			sight_take(&first, &look, s->cell);
	}
	csv_close(&look);
	s->decimal = mark == '.' || mark == ',' ? mark : own;
	if (s->decimal || !first.at.file)
		return;
	diag(c->r->im->d, DIAG_IMPORT_DECIMAL, &first.at,
	     "%s \"%s\" is two amounts, according to the decimal mark, and no value of the column settles it: say `decimal = .` or "
	     "`decimal = ,` in [import.%s]",
	     s->column->name, first.shown, c->r->e.profile->name);
	s->hopeless = c->hopeless = 1;
}

/* What the dates of a column prove. */
struct order_proof {
	int32_t is[DATE_WRONG + 1]; /* values of each evidence */
	int32_t dots;		    /* of those that are two dates: with dots */
	struct sight proof, either; /* the first value that settles the order; that is two dates */
};

static int is_dotted(const char *p, int32_t n)
{
	return memchr(p, '.', (size_t)n) && !memchr(p, '/', (size_t)n) && !memchr(p, '-', (size_t)n);
}

static void order_count(struct order_proof *o, const struct csv *look, int32_t cell)
{
	const char *p = look->cell[cell].s;
	int32_t n = look->cell[cell].n;
	enum date_evidence e = value_date_evidence(p, n);

	o->is[e]++;
	if (e == DATE_DMY || e == DATE_MDY || e == DATE_YMD)
		sight_take(&o->proof, look, cell);
	if (e != DATE_EITHER)
		return;
	o->dots += is_dotted(p, n);
	sight_take(&o->either, look, cell);
}

/* The order that the column's own values prove. Where all that is open has dots, the day stands first: no
 * country writes a month first with dots. */
static enum date_order order_own(const struct order_proof *o)
{
	if (o->is[DATE_DMY] > 0)
		return ORDER_DMY;
	if (o->is[DATE_MDY] > 0)
		return ORDER_MDY;
	if (o->is[DATE_YMD] > 0)
		return ORDER_YMD;
	if (o->is[DATE_EITHER] > 0)
		return o->dots == o->is[DATE_EITHER] ? ORDER_DMY : ORDER_NONE;
	return o->is[DATE_SERIAL] > 0 && o->is[DATE_NEUTRAL] == 0 ? ORDER_EXCEL : ORDER_NONE;
}

static int is_open(const struct slot *s)
{
	return s->column->kind == KIND_DATE && s->cell >= 0 && s->order == ORDER_NONE;
}

/* All columns of dates at once, until each has its proof. */
static void orders_look(struct cells *c, struct order_proof *proof)
{
	struct csv look;
	struct diag quiet;
	int32_t i, open = 1;

	diag_init(&quiet, NULL, NULL);
	look_open(c, &look);
	while (open > 0 && csv_next(&look, &quiet) == 1) {
		for (i = open = 0; i < c->n; i++) {
			if (!is_open(&c->slot[i]) || proof[i].proof.at.file)
				continue;
			open++;
			if (c->slot[i].cell < look.cells && look.cell[c->slot[i].cell].n > 0)
				order_count(&proof[i], &look, c->slot[i].cell);
		}
	}
	csv_close(&look);
}

static const char *order_words(enum date_order o)
{
	return o == ORDER_DMY ? "day, month, year" : o == ORDER_MDY ? "month, day, year" : "year, month, day";
}

/* Two columns that prove different orders: one of them may be meant otherwise, which no value shows. */
static void orders_doubt(struct cells *c, const struct order_proof *proof)
{
	int32_t i, first = -1;

	for (i = 0; i < c->n; i++) {
		if (!proof[i].proof.at.file)
			continue;
		if (first < 0)
			first = i;
		if (c->slot[i].order == c->slot[first].order)
			continue;
		diag_hint(c->r->im->d, DIAG_IMPORT_DOUBT, &proof[i].proof.at,
			  "export both columns in one order, or say `date_order` in the profile when one "
			  "order holds "
			  "for all",
			  "%s \"%s\" is %s, while %s \"%s\" in line %d is %s: the columns of one file have "
			  "two orders",
			  c->slot[i].column->name, proof[i].proof.shown, order_words(c->slot[i].order),
			  c->slot[first].column->name, proof[first].proof.shown, proof[first].proof.at.line,
			  order_words(c->slot[first].order));
	}
}

/* The one order that the columns with a proof have; ORDER_NONE: none has one, or they differ. */
static enum date_order order_shared(const struct cells *c, const struct order_proof *proof)
{
	enum date_order common = ORDER_NONE;
	int32_t i;

	for (i = 0; i < c->n; i++) {
		if (!proof[i].proof.at.file)
			continue;
		if (common != ORDER_NONE && common != c->slot[i].order)
			return ORDER_NONE;
		common = c->slot[i].order;
	}
	return common;
}

/* Settles the order of all columns of dates: each by its own values, what stays open by the other columns, as
 * one program wrote them all. */
static void settle_orders(struct cells *c)
{
	struct order_proof *proof = mem_alloc(TABLE_COLUMNS_MOST * sizeof *proof);
	enum date_order common;
	struct slot *s;
	int32_t i;

	c->orders_settled = 1;
	orders_look(c, proof);
	for (i = 0; i < c->n; i++)
		if (is_open(&c->slot[i]))
			c->slot[i].order = order_own(&proof[i]);
	orders_doubt(c, proof);
	common = order_shared(c, proof);
	for (i = 0; i < c->n; i++) {
		s = &c->slot[i];
		if (!is_open(s) || !proof[i].either.at.file)
			continue;
		s->order = common;
		if (common != ORDER_NONE)
			continue;
		diag(c->r->im->d, DIAG_IMPORT_DATES, &proof[i].either.at,
		     "%s \"%s\" is two dates, and no value of the file settles which: say --date-order dmy "
		     "or mdy, or `date_order` in "
		     "[import.%s]",
		     s->column->name, proof[i].either.shown, c->r->e.profile->name);
		s->hopeless = c->hopeless = 1;
	}
	free(proof);
}

int cells_amount(struct cells *c, int32_t col, const char *p, int32_t n, const struct currency *cur,
		 int64_t *v, const char **why, char buf[160])
{
	struct slot *s = &c->slot[c->slot_of[col]];
	char mark;

	if (!s->decimal && !s->scanned) {
		mark = value_amount_evidence(p, n);
		if (mark == '?')
			settle_decimal(c, s, cur->digits == 3 ? last_mark(p, n) : '\0');
		else
			s->decimal = mark;
	}
	if (s->hopeless)
		return -2;
	return value_amount(p, n, s->decimal ? s->decimal : '.', cur, v, why, buf);
}

int cells_date(struct cells *c, struct slot *s, const char *p, int32_t n, int64_t *v, const char **why)
{
	int32_t day;
	int rc = value_date(p, n, s->order, c->r->e.profile->pivot, &day, why);

	if (rc < 0 && s->order == ORDER_NONE && !c->orders_settled) {
		settle_orders(c);
		rc = value_date(p, n, s->order, c->r->e.profile->pivot, &day, why);
	}
	if (rc == 0)
		*v = day == DATE_NONE ? CELL_NULL : day;
	return rc;
}
