/* rows_dialect.c: settles from a whole column how its amounts and dates are written, and reads them so. */
#include "import/rows_own.h"

#include <stdio.h>
#include <string.h>

/* The mark that stands last in a value. */
static char last_mark(const char *p, int32_t n)
{
	while (n > 0 && p[n - 1] != '.' && p[n - 1] != ',')
		n--;
	return n > 0 ? p[n - 1] : '\0';
}

/* Looks through the whole column for a value that settles how it is written. own: the decimal mark when none
 * does, as the value at hand is of a currency of three decimals; 0: there is none. */
static void settle(struct cells *c, struct slot *s, char own)
{
	struct csv look;
	struct diag quiet;
	struct place first = {0};
	char shown[48] = "";
	int32_t dmy = 0, mdy = 0, ymd = 0, either = 0, serial = 0, other = 0, n;
	const char *p;
	char mark;

	s->scanned = 1;
	diag_init(&quiet, NULL, NULL);
	csv_open(&look, c->r->e.csv.path, c->r->e.csv.text, (size_t)(c->r->e.csv.end - c->r->e.csv.text),
		 c->r->e.csv.separator);
	csv_seek(&look, c->data, c->data_line);
	while (csv_next(&look, &quiet) == 1) {
		if (s->cell >= look.cells || look.cell[s->cell].n == 0)
			continue;
		p = look.cell[s->cell].s;
		n = look.cell[s->cell].n;
		if (s->column->kind == KIND_AMOUNT) {
			mark = value_amount_evidence(p, n);
			if (mark == '.' || mark == ',') {
				s->decimal = mark;
				break;
			}
			either += mark == '?';
			mark = (char)(mark == '?');
		} else {
			enum date_evidence e = value_date_evidence(p, n);

			dmy += e == DATE_DMY;
			mdy += e == DATE_MDY;
			ymd += e == DATE_YMD;
			either += e == DATE_EITHER;
			serial += e == DATE_SERIAL;
			other += e == DATE_NEUTRAL;
			mark = (char)(e == DATE_EITHER);
			if (dmy + mdy + ymd > 0)
				break;
		}
		if (mark && !first.file) {
			first = csv_place(&look, s->cell);
			snprintf(shown, sizeof shown, "%.*s", n > 40 ? 40 : (int)n, p);
		}
	}
	csv_close(&look);
	if (s->column->kind == KIND_AMOUNT) {
		if (!s->decimal)
			s->decimal = own;
		if (s->decimal || either == 0)
			return;
		diag(c->r->im->d, DIAG_IMPORT_DECIMAL, &first,
		     "%s \"%s\" is two amounts, according to the decimal mark, and no value of the column "
		     "settles it: say `decimal = .` or "
		     "`decimal = ,` in [import.%s]",
		     s->column->name, shown, c->r->e.profile->name);
	} else {
		if (dmy + mdy + ymd > 0)
			s->order = dmy ? ORDER_DMY : mdy ? ORDER_MDY : ORDER_YMD;
		else if (serial > 0 && other + either == 0)
			s->order = ORDER_EXCEL;
		if (s->order != ORDER_NONE || either == 0)
			return;
		diag(c->r->im->d, DIAG_IMPORT_DATES, &first,
		     "%s \"%s\" is two dates, and no value of the column settles which: say --date-order dmy "
		     "or mdy, or `date_order` in "
		     "[import.%s]",
		     s->column->name, shown, c->r->e.profile->name);
	}
	s->hopeless = c->hopeless = 1;
}

int cells_amount(struct cells *c, int32_t col, const char *p, int32_t n, const struct currency *cur,
		 int64_t *v, const char **why, char buf[160])
{
	struct slot *s = &c->slot[c->slot_of[col]];
	char mark;

	if (!s->decimal && !s->scanned) {
		mark = value_amount_evidence(p, n);
		if (mark == '?')
			settle(c, s, cur->digits == 3 ? last_mark(p, n) : '\0');
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

	if (rc < 0 && s->order == ORDER_NONE && !s->scanned) {
		settle(c, s, '\0');
		rc = value_date(p, n, s->order, c->r->e.profile->pivot, &day, why);
	}
	if (rc == 0)
		*v = day == DATE_NONE ? CELL_NULL : day;
	return rc;
}
