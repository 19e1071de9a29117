/* rows_ledger.c: the rules of a ledger row: directions, due dates, customers made from a flat file. */
#include "import/rows.h"

#include <string.h>

/* +1: raises what the customer owes; -1: lowers it; 0: the export's own sign says. A post-dated
 * cheque counts nowhere and keeps its face value. */
static int direction(const char *type, int32_t n)
{
	static const struct {
		char name[12];
		int32_t n;
		int way;
	} known[] = {{"invoice", 7, 1},	    {"payment", 7, -1},	  {"credit_note", 11, -1},
		     {"debit_note", 10, 1}, {"write_off", 9, -1}, {"refund", 6, 1},
		     {"interest", 8, 1},    {"fee", 3, 1},	  {"pdc", 3, 1}};
	size_t i;

	for (i = 0; i < sizeof known / sizeof known[0]; i++)
		if (known[i].n == n && memcmp(known[i].name, type, (size_t)n) == 0)
			return known[i].way;
	return 0;
}

static void doubt(struct import_rows *r, int32_t col, const char *text)
{
	struct place at = csv_place(&r->e.csv, r->e.cell_of[col]);

	diag(r->im->d, DIAG_IMPORT_DOUBT, &at, "%s", text);
}

/* Debit and credit columns: one of them is filled. */
static int debit_credit(struct import_rows *r, int64_t *v)
{
	int64_t debit = v[LEDGER_DEBIT], credit = v[LEDGER_CREDIT];
	int32_t cell =
		r->e.cell_of[LEDGER_DEBIT] >= 0 ? r->e.cell_of[LEDGER_DEBIT] : r->e.cell_of[LEDGER_CREDIT];

	if (debit == CELL_NULL && credit == CELL_NULL) {
		rows_bad(r, DIAG_IMPORT_VALUE, cell, NULL,
			 "debit and credit are both empty: an amount in one of them is expected");
		return -1;
	}
	if (debit != CELL_NULL && credit != CELL_NULL && debit != 0 && credit != 0) {
		rows_bad(r, DIAG_IMPORT_VALUE, cell, NULL,
			 "debit and credit are both filled: an amount in one of them is expected");
		return -1;
	}
	if (__builtin_sub_overflow(debit == CELL_NULL ? 0 : debit, credit == CELL_NULL ? 0 : credit,
				   &v[LEDGER_AMOUNT])) {
		rows_bad(r, DIAG_IMPORT_VALUE, cell, NULL, "the amount is too large");
		return -1;
	}
	return 0;
}

/* What the cell of an amount says in letters behind it: 1 DR, -1 CR, 0 nothing. */
static int letters(const struct import_rows *r, int32_t col)
{
	int32_t cell = r->e.cell_of[col], n;
	const char *s;

	if (cell < 0 || cell >= r->e.csv.cells)
		return 0;
	s = r->e.csv.cell[cell].s;
	n = r->e.csv.cell[cell].n;
	value_trim(&s, &n);
	if (n < 3 || (s[n - 1] | 32) != 'r')
		return 0;
	return (s[n - 2] | 32) == 'd' ? 1 : (s[n - 2] | 32) == 'c' ? -1 : 0;
}

/* The export's own sign, of a type whose sign the profile turns round, as far as it contradicts the type:
 * counted, and said once for the file (rows_signs_doubt). */
static void own_sign(struct import_rows *r, int64_t *v, int32_t col, const char *type, int32_t n, int way)
{
	struct sign_doubt *s = &r->sign_doubt;

	if (r->e.profile->reversed && canonical_word(r->e.profile->reversed, type, n))
		v[col] = -v[col];
	if (col != LEDGER_AMOUNT || way >= 0 || v[col] <= 0 || r->e.cell_of[LEDGER_TYPE] < 0)
		return;
	if (s->rows++ == 0) {
		s->at = csv_place(&r->e.csv, r->e.cell_of[col]);
		s->type = arena_dupn(r->im->a, type, (size_t)n);
	}
	s->others |= (size_t)n != strlen(s->type) || memcmp(type, s->type, (size_t)n) != 0;
	s->overflow |= __builtin_add_overflow(s->sum, v[col], &s->sum);
}

void rows_signs_doubt(struct import_rows *r)
{
	const struct sign_doubt *s = &r->sign_doubt;
	const struct currency *cur = r->currencies == 1 ? r->only : NULL;
	char sum[32] = "";

	if (s->rows == 0)
		return;
	if (cur && !s->overflow)
		money_format(s->sum, cur->digits, sum);
	diag_hint(r->im->d, DIAG_IMPORT_DOUBT, &s->at,
		  arena_format(
			  r->im->a,
			  "say `signed = no` in [import.%s] when the type gives the direction, or `sign.%s = "
			  "reversed` when the sign is the other one",
			  r->e.profile->name, s->type),
		  "%d row%s of type %s%s, which lower%s a debt, raise%s it by the sign in the file%s%s%s%s: "
		  "no letter asks "
		  "for them",
		  s->rows, s->rows == 1 ? "" : "s", s->type, s->others ? " and others" : "",
		  s->rows == 1 ? "s" : "", s->rows == 1 ? "s" : "", sum[0] ? " (" : "",
		  sum[0] ? cur->code : "", sum[0] ? " " : "",
		  sum[0] ? arena_format(r->im->a, "%s in all)", sum) : "");
}

static int sign(struct import_rows *r, int64_t *v, int32_t col, const char *type, int32_t n, int way)
{
	int said;

	if (v[col] == CELL_NULL || way == 0)
		return 0;
	if (r->e.profile->signs) {
		own_sign(r, v, col, type, n, way);
		return 0;
	}
	/* letters that agree with the type are its sign; others contradict it */
	said = letters(r, col);
	if (said == way) {
		v[col] = v[col] < 0 ? -v[col] : v[col];
	} else if (said == 1) {
		rows_bad(r, DIAG_IMPORT_VALUE, r->e.cell_of[col], NULL,
			 "%s is a debit (DR) where the type lowers the debt: a credit (CR) or no letters are "
			 "expected",
			 r->table->column[col].name);
		return -1;
	}
	if (v[col] < 0) {
		rows_bad(
			r, DIAG_IMPORT_VALUE, r->e.cell_of[col],
			strcmp(r->e.profile->name, "canonical") == 0
				? "a credit is a credit_note or a payment; an export whose own sign counts wants a profile with `signed = yes`"
				: "say `signed = yes` in the profile when the export's own sign gives the direction",
			"%s is negative: a positive amount is expected, as the type gives the direction",
			r->table->column[col].name);
		return -1;
	}
	v[col] *= way;
	return 0;
}

/* A code that has had another name in this file. */
static void names_count(struct import_rows *r, struct known_customer *who, const char *name, int32_t n)
{
	if (r->renamed == 0)
		r->renamed_as = arena_format(r->im->a, "%s is \"%s\" in line %d and \"%.*s\" in line %d",
					     who->code, who->name, who->line, n, name, r->e.csv.start_line);
	r->renamed += !who->several;
	who->several = 1;
}

/* The parents above a branch by its code, made where nobody has named them. */
static void parents_make(struct import_rows *r, const char *code, int32_t n)
{
	const char *sep = r->e.profile->parent;
	struct known_customer *c;
	int32_t k = customers_parent(sep, code, n), above;

	for (; k > 0 && !customers_find(&r->im->customers, code, k); k = above) {
		above = customers_parent(sep, code, k);
		c = customers_add(&r->im->customers, code, k);
		c->flat = c->made = 1;
		c->changed = 1;
		c->name = c->code;
		c->line = r->e.csv.start_line;
		c->parent = above > 0 ? arena_dupn(r->im->a, code, (size_t)above) : NULL;
		r->named++;
	}
}

/* Whose branch a customer of a flat ledger is, by its code. */
static void parent_find(struct import_rows *r, struct known_customer *who)
{
	const char *code = who->code;
	int32_t n = who->code_n, k = customers_parent(r->e.profile->parent, code, n);

	if (k == 0 ||
	    (who->parent && strlen(who->parent) == (size_t)k && memcmp(who->parent, code, (size_t)k) == 0))
		return;
	who->parent = arena_dupn(r->im->a, code, (size_t)k);
	if (who->changed == 0) {
		who->changed = 2;
		who->line = r->e.csv.start_line;
	}
	parents_make(r, code, n);
}

static void salesman_take(struct import_rows *r, const int64_t *v, struct known_customer *who)
{
	const char *code;
	int32_t n;

	if (v[LEDGER_SALESMAN] == CELL_NULL)
		return;
	code = rows_bytes(r, v[LEDGER_SALESMAN], &n);
	who->salesman = arena_dupn(r->im->a, code, (size_t)n);
}

/* A customer that only this ledger names, or renames; a parent that was made for a branch is named by its own
 * first row. */
static void flat_customer(struct import_rows *r, const int64_t *v, struct known_customer *who)
{
	const char *code, *name;
	int32_t n, k;

	name = rows_bytes(r, v[LEDGER_NAME], &n);
	if (!who) {
		code = rows_bytes(r, v[LEDGER_CUSTOMER], &k);
		who = customers_add(&r->im->customers, code, k);
		who->flat = 1;
		who->changed = 1;
		r->named++;
		salesman_take(r, v, who);
	} else if (!who->flat) {
		return;
	} else if (who->made) {
		who->made = 0;
		if (who->changed == 0)
			who->changed = 2;
		salesman_take(r, v, who);
	} else if (strlen(who->name) == (size_t)n && memcmp(who->name, name, (size_t)n) == 0) {
		parent_find(r, who);
		return;
	} else if (who->changed == 0) {
		who->changed = 2;
	} else {
		names_count(r, who, name, n);
	}
	who->name = arena_dupn(r->im->a, name, (size_t)n);
	who->line = r->e.csv.start_line;
	parent_find(r, who);
}

/* A rate as money_convert takes it: a decimal comma becomes a point. */
static int rate_check(struct import_rows *r, int64_t *v)
{
	const char *s;
	char *rate, *comma;
	int64_t one;
	int32_t n;

	if (v[LEDGER_RATE] == CELL_NULL)
		return 0;
	s = rows_bytes(r, v[LEDGER_RATE], &n);
	rate = arena_dupn(r->im->a, s, (size_t)n);
	comma = strchr(rate, ',');
	if (comma)
		*comma = '.';
	if (money_convert(1, 0, 0, rate, (size_t)n, &one) < 0) {
		rows_bad(r, DIAG_IMPORT_VALUE, r->e.cell_of[LEDGER_RATE], NULL,
			 "fx_rate \"%s\" is no rate: one as 3.6725 is expected", rate);
		return -1;
	}
	if (comma)
		v[LEDGER_RATE] = rows_pack(r, rate, n);
	return 0;
}

int rows_ledger(struct import_rows *r, int64_t *v, struct known_customer *who, int amounts)
{
	const struct profile *p = r->e.profile;
	const char *type = "";
	int32_t n = 0;
	int way = 0, columns = r->e.cell_of[LEDGER_DEBIT] >= 0 || r->e.cell_of[LEDGER_CREDIT] >= 0, bad = 0;

	if (v[LEDGER_TYPE] != CELL_NULL) {
		type = rows_bytes(r, v[LEDGER_TYPE], &n);
		way = direction(type, n);
	}
	if (amounts && columns && r->e.cell_of[LEDGER_AMOUNT] < 0) {
		bad |= debit_credit(r, v);
	} else if (amounts && v[LEDGER_AMOUNT] == CELL_NULL) {
		rows_bad(r, DIAG_IMPORT_VALUE, r->e.cell_of[LEDGER_AMOUNT], NULL,
			 "amount is empty: a value is expected");
		bad = -1;
	} else if (amounts) {
		bad |= sign(r, v, LEDGER_AMOUNT, type, n, way);
	}
	if (amounts)
		bad |= sign(r, v, LEDGER_OPEN, type, n, way);
	bad |= rate_check(r, v);
	/* what is open of a credit is a credit, also where an export gives it without a sign (Odoo) */
	if (p->signs && amounts && !bad && v[LEDGER_OPEN] > 0 && v[LEDGER_AMOUNT] < 0)
		v[LEDGER_OPEN] = -v[LEDGER_OPEN];
	/* a type that was only assumed gives way to the export's sign */
	if (p->signs && amounts && v[LEDGER_AMOUNT] < 0 && r->e.cell_of[LEDGER_TYPE] < 0 && way > 0)
		v[LEDGER_TYPE] = rows_pack(r, "credit_note", 11);
	if (bad || v[LEDGER_DATE] == CELL_NULL || v[LEDGER_CUSTOMER] == CELL_NULL)
		return bad;
	if (v[LEDGER_DUE] != CELL_NULL && v[LEDGER_DUE] < v[LEDGER_DATE])
		doubt(r, LEDGER_DUE, "the due date is before the date");
	if (v[LEDGER_OPEN] != CELL_NULL &&
	    ((v[LEDGER_OPEN] < 0) != (v[LEDGER_AMOUNT] < 0) ? v[LEDGER_OPEN] != 0
	     : v[LEDGER_AMOUNT] < 0			    ? v[LEDGER_OPEN] < v[LEDGER_AMOUNT]
							    : v[LEDGER_OPEN] > v[LEDGER_AMOUNT]))
		doubt(r, LEDGER_OPEN, "more is open than the amount: the open amount is taken");
	else if (v[LEDGER_OPEN] != CELL_NULL && v[LEDGER_OPEN] != 0 && v[LEDGER_CLEARED] != CELL_NULL)
		doubt(r, LEDGER_OPEN,
		      "is cleared and has an open amount: the open amount is taken from its day on");
	if (v[LEDGER_NAME] != CELL_NULL && r->bad_before == 0)
		flat_customer(r, v, who);
	return 0;
}
