/* rows.c: reads the rows of one export: cells to values, identities, sums, rejects. */
#define _GNU_SOURCE
#include "import/rows.h"

#include <stdlib.h>
#include <string.h>

/* A cell of the rejects: in quotes always, as its bytes are not to be trusted; text_csv's apostrophe before a
 * formula. */
static void safe_cell(struct text *t, const char *s, size_t n)
{
	size_t i;

	text_addc(t, '"');
	if (text_formula(s, n))
		text_addc(t, '\'');
	for (i = 0; i < n; i++) {
		if (s[i] == '"')
			text_addc(t, '"');
		if (s[i] != '\0')
			text_addc(t, s[i]);
	}
	text_addc(t, '"');
}

/* Control characters of a quoted cell would act on the terminal: they are shown as \n, \x01. */
static void visible(struct text *t, size_t from)
{
	size_t i, n = t->len - from;
	char *copy = mem_alloc(n + 1);

	memcpy(copy, t->data + from, n);
	t->len = from;
	for (i = 0; i < n; i++) {
		if (copy[i] == '\n')
			text_adds(t, "\\n");
		else if ((unsigned char)copy[i] < 32 || copy[i] == 127)
			text_addf(t, "\\x%02x", (unsigned char)copy[i]);
		else
			text_addc(t, copy[i]);
	}
	free(copy);
}

void rows_bad(struct import_rows *r, enum diag_id id, int32_t cell, const char *hint, const char *fmt, ...)
{
	struct place at = cell >= 0 ? csv_place(&r->e.csv, cell)
				    : (struct place){r->e.csv.path, r->e.csv.start_line, 0};
	size_t from = r->problems.len;
	va_list ap;

	if (r->bad_before++ > 0) {
		text_adds(&r->problems, "; ");
		from += 2;
	}
	va_start(ap, fmt);
	text_addvf(&r->problems, fmt, ap);
	va_end(ap);
	visible(&r->problems, from);
	diag_hint(r->im->d, id, &at, hint, "%s", r->problems.data + from);
}

void rows_blame(struct import_rows *r, const char *why)
{
	if (r->bad_before++ > 0)
		text_adds(&r->problems, "; ");
	text_adds(&r->problems, why);
}

/* The bad row, for --rejects: where, what, and its cells as they came. */
static void reject(struct import_rows *r)
{
	struct text *t = &r->im->rejects;
	const struct csv *c = &r->e.csv;
	int32_t i;

	r->rejected++;
	if (!r->im->o->rejects)
		return;
	if (r->im->rejects_of != r) {
		r->im->rejects_of = r;
		text_adds(t, REJECTS_HEAD);
		for (i = r->e.own; i < r->e.width; i++) {
			text_addc(t, ',');
			safe_cell(t, r->e.head[i], strlen(r->e.head[i]));
		}
		text_adds(t, "\r\n");
	}
	safe_cell(t, c->path, strlen(c->path));
	text_addf(t, ",%d,", c->start_line);
	safe_cell(t, text_str(&r->problems), r->problems.len);
	for (i = r->e.own; i < c->cells; i++) {
		text_addc(t, ',');
		safe_cell(t, c->cell[i].s, (size_t)c->cell[i].n);
	}
	text_adds(t, "\r\n");
}

void rows_leave(struct import_rows *r, enum left why, const struct currency *cur, int64_t amount)
{
	if (!r->ledger)
		return;
	r->left = mem_room(r->left, &r->left_cap, r->lefts + 1, sizeof *r->left);
	r->left[r->lefts++] = (struct row_left){r->e.csv.start_line, why, cur, amount};
}

void rows_pass(struct import_rows *r)
{
	rows_leave(r, LEFT_PASSED, NULL, CELL_NULL);
	r->skipped++;
	if (r->passed++ < 40)
		text_addf(&r->passed_lines, "%s%d", r->passed > 1 ? ", " : "", r->e.csv.start_line);
}

/* ---- rows ---- */

/* Cells without a header, or too few of them. -1 when the row is ragged. */
static int ragged(struct import_rows *r)
{
	const struct csv *c = &r->e.csv;
	int32_t i;

	if (c->cells == r->e.width)
		return 0;
	for (i = r->e.width; i < c->cells; i++) {
		if (c->cell[i].n > 0) {
			rows_bad(r, DIAG_CSV_ROW, i,
				 c->cells > r->e.width ? "a separator within a cell wants quotes around it"
						       : NULL,
				 "the row has %d cells, the header has %d: this one has no column", c->cells,
				 r->e.width);
			return -1;
		}
	}
	if (c->cells < r->e.width) {
		rows_bad(r, DIAG_CSV_ROW, c->cells, NULL, "the row ends after %d cells, %d are expected",
			 c->cells, r->e.width);
		return -1;
	}
	return 0;
}

static void sums_of(const struct import_rows *r, const int64_t *v, struct sums *s)
{
	memset(s, 0, sizeof *s);
	if (!r->ledger)
		return;
	s->of[SUM_AMOUNT] = v[LEDGER_AMOUNT] == CELL_NULL ? 0 : v[LEDGER_AMOUNT];
	s->of[SUM_DEBIT] = v[LEDGER_DEBIT] == CELL_NULL ? 0 : v[LEDGER_DEBIT];
	s->of[SUM_CREDIT] = v[LEDGER_CREDIT] == CELL_NULL ? 0 : v[LEDGER_CREDIT];
	s->of[SUM_OPEN] = v[LEDGER_OPEN] == CELL_NULL ? 0 : v[LEDGER_OPEN];
}

/* The direction known, the signed sums too; a table without direction counts its amounts as they are. */
static void sums_sign(const struct import_rows *r, const int64_t *v, struct sums *s)
{
	int32_t i;

	if (r->ledger) {
		s->of[SUM_SIGNED] = v[LEDGER_AMOUNT] == CELL_NULL ? 0 : v[LEDGER_AMOUNT];
		s->of[SUM_OPEN_SIGNED] = v[LEDGER_OPEN] == CELL_NULL ? 0 : v[LEDGER_OPEN];
		return;
	}
	i = canonical_column(r->table, "amount");
	if (i >= 0 && v[i] != CELL_NULL)
		s->of[SUM_SIGNED] = v[i];
}

static void row_room(struct import_rows *r)
{
	if (r->n == r->cap) {
		r->line = mem_room(r->line, &r->cap, r->n + 1, sizeof *r->line);
		r->key = mem_room(r->key, &r->key_cap, r->cap, sizeof *r->key);
		r->next = mem_room(r->next, &r->next_cap, r->cap, sizeof *r->next);
	}
}

/* The first value of a column: the rows above get room for one, and none. */
static void column_begin(struct import_rows *r, int32_t col)
{
	size_t width = (size_t)r->width, row;

	r->value = mem_room(r->value, &r->value_cap, r->n * (r->width + 1), sizeof *r->value);
	for (row = (size_t)r->n; row-- > 0;) {
		memmove(r->value + row * (width + 1), r->value + row * width, width * sizeof *r->value);
		r->value[row * (width + 1) + width] = CELL_NULL;
	}
	r->stands[col] = r->width++;
}

void rows_change(struct import_rows *r, int32_t row, int32_t col, int64_t v)
{
	if (r->stands[col] < 0 && v == CELL_NULL)
		return;
	if (r->stands[col] < 0)
		column_begin(r, col);
	r->value[(size_t)row * (size_t)r->width + (size_t)r->stands[col]] = v;
}

/* Room for all rows of the file, were they like the first: to grow by doubling is to copy everything again.
 */
static void value_room(struct import_rows *r)
{
	const int64_t rows = (r->e.csv.end - r->e.csv.text) / (r->e.csv.stop - r->e.csv.start + 1);

	if (r->width == 0 || rows * r->width > INT32_MAX / 2)
		return;
	r->value_cap = (int32_t)((rows + 8) * r->width);
	r->value = mem_grow(r->value, (size_t)r->value_cap * sizeof *r->value);
}

/* The current record becomes a row. */
static void row_add(struct import_rows *r)
{
	int64_t *v;
	int32_t i;

	for (i = 0; i < r->table->columns; i++)
		if (r->stands[i] < 0 && r->now[i] != CELL_NULL)
			column_begin(r, i);
	if (r->n == 0)
		value_room(r);
	r->value = mem_room(r->value, &r->value_cap, (r->n + 1) * r->width, sizeof *r->value);
	v = r->value + (size_t)r->n * (size_t)r->width;
	for (i = 0; i < r->table->columns; i++)
		if (r->stands[i] >= 0)
			v[r->stands[i]] = r->now[i];
	r->n++;
}

/* What the database wants where a file is silent. */
static void defaults(struct import_rows *r, int64_t *v)
{
	const char *code;
	int32_t i, n;

	if (strcmp(r->table->name, "customers") == 0) {
		if (v[i = canonical_column(r->table, "kind")] == CELL_NULL)
			v[i] = rows_pack(r, "company_credit", 14);
		code = rows_bytes(r, v[0], &n);
		n = customers_parent(r->e.profile->parent, code, n);
		if (n > 0 && v[i = canonical_column(r->table, "parent")] == CELL_NULL)
			v[i] = rows_pack(r, arena_dupn(r->im->a, code, (size_t)n), n);
	}
	/* the empty country: a holiday of all */
	if (strcmp(r->table->name, "holidays") == 0 &&
	    v[i = canonical_column(r->table, "country")] == CELL_NULL)
		v[i] = (int64_t)((size_t)(r->e.csv.end - r->e.csv.text) << 24);
}

/* A number for a row that has none: of its type, date and amount, and of how many alike the customer has
 * above, so that the next export gives the same. The sign in front is on no document. */
static void number_make(struct import_rows *r, int64_t *v, const struct currency *cur)
{
	char amount[32], date[11];
	const char *type;
	int32_t n, alike = 1;
	int64_t face = v[LEDGER_AMOUNT] < 0 ? -v[LEDGER_AMOUNT] : v[LEDGER_AMOUNT];
	char *number;

	type = rows_bytes(r, v[LEDGER_TYPE], &n);
	type = arena_dupn(r->im->a, type, (size_t)n);
	money_format(face, cur->digits, amount);
	date_format((int32_t)v[LEDGER_DATE], date);
	number = arena_format(r->im->a, "~%s %s %s", type, date, amount);
	do {
		v[LEDGER_NUMBER] = rows_pack(r, number, (int32_t)strlen(number));
		number = arena_format(r->im->a, "~%s %s %s #%d", type, date, amount, ++alike);
	} while (rows_find(r, rows_key(r, v)) >= 0);
	r->made++;
}

/* Takes the current record as a row, or rejects it. */
static void row_read(struct import_rows *r)
{
	const struct currency *cur;
	struct known_customer *who;
	struct sums sum;
	int64_t *v = r->now;
	int bad, amounts, summed = 0, rc;

	row_room(r);
	r->bad_before = 0;
	text_reset(&r->problems);
	r->read++;
	if (ragged(r) < 0) {
		r->all.unknown = 1;
		rows_leave(r, LEFT_BAD, NULL, CELL_NULL);
		reject(r);
		return;
	}
	bad = cells_read(r->cells, v, &cur, &who, &amounts) > 0;
	sums_of(r, v, &sum);
	if (r->ledger)
		bad |= rows_ledger(r, v, who, amounts) < 0;
	if (!bad && r->derived >= 0)
		v[r->derived] = cur ? rows_pack(r, cur->code, 3) : CELL_NULL;
	if (!bad && r->ledger && v[LEDGER_CURRENCY] == CELL_NULL)
		v[LEDGER_CURRENCY] = rows_pack(r, cur->code, 3);
	if (!bad)
		defaults(r, v);
	if (!bad && r->ledger && v[LEDGER_NUMBER] == CELL_NULL)
		number_make(r, v, cur);
	if (!bad) {
		r->line[r->n] = r->e.csv.start_line;
		rc = rows_identify(r, r->n);
		if (rc == ROW_REPEATED) {
			sums_sign(r, v, &sum);
			totals_add(&r->repeated, cur, &sum);
			rows_leave(r, LEFT_REPEATED, cur, v[LEDGER_AMOUNT]);
			r->read--;
			r->skipped++;
			return;
		}
		bad = rc < 0;
		summed = rc == ROW_SUMMED;
	}
	if (amounts && cur && r->summed) {
		sums_sign(r, v, &sum);
		totals_add(&r->all, cur, &sum);
		totals_add(bad ? &r->left_out : &r->good, cur, &sum);
		if (summed)
			totals_find(&r->good, cur)->rows--;
		if (r->only != cur) {
			r->only = cur;
			r->currencies++;
		}
	} else if (r->summed) {
		r->all.unknown = 1;
	}
	if (bad) {
		rows_leave(r, LEFT_BAD, cur, amounts && cur && r->summed ? sum.of[SUM_SIGNED] : CELL_NULL);
		reject(r);
		return;
	}
	if (summed) {
		rows_leave(r, LEFT_SUMMED, cur, CELL_NULL);
		r->read--;
		r->skipped++;
		return;
	}
	if (r->ledger) {
		if (v[LEDGER_DATE] > r->last_date)
			r->last_date = (int32_t)v[LEDGER_DATE];
		r->applied += v[LEDGER_APPLIES] != CELL_NULL;
	}
	row_add(r);
}

int64_t rows_largest(const struct import_rows *r)
{
	static const int32_t amounts[] = {LEDGER_AMOUNT, LEDGER_OPEN};
	int64_t largest = 0, v;
	int32_t row;
	size_t k;

	if (r->stands[LEDGER_RATE] >= 0)
		return INT64_MAX;
	for (row = 0; row < r->n; row++)
		for (k = 0; k < sizeof amounts / sizeof *amounts; k++) {
			v = rows_value(r, row, amounts[k]);
			if (v != CELL_NULL && (v > largest || v < -largest))
				largest = v < 0 ? -v : v;
		}
	return largest;
}

void rows_init(struct import_rows *r)
{
	int32_t i;

	r->table = r->e.profile->table;
	r->ledger = r->table == canonical_find("ledger");
	r->at.file = r->e.csv.path;
	r->last_date = DATE_NONE;
	r->derived = -1;
	r->may_repeat = 1;
	for (i = 0; i < r->table->columns; i++) {
		r->stands[i] = -1;
		r->may_repeat &= (r->table->column[i].flags & COLUMN_KEY) != 0;
		r->summed |= strcmp(r->table->column[i].name, "amount") == 0;
		if (r->table->column[i].flags & COLUMN_DERIVED)
			r->derived = i;
		if (rows_key_part(r->table, i, r->ledger ? "" : NULL, 0) != KEY_NONE)
			r->identity[r->identities++] = i;
	}
	text_init(&r->side);
	text_init(&r->problems);
	r->cells = cells_open(r);
	rows_group_begin(r);
}

int rows_read(struct import_rows *r)
{
	int rc;

	while ((rc = csv_next(&r->e.csv, r->im->d)) == 1) {
		if (r->n >= INT32_MAX / 64) {
			diag(r->im->d, DIAG_CSV_ROW, &r->at, "has more than %d rows: import it in parts",
			     INT32_MAX / 64);
			return -1;
		}
		if (!rows_is_total(r) && !rows_is_group(r))
			row_read(r);
	}
	rows_group_end(r);
	rows_signs_doubt(r);
	if (r->all.overflow) {
		diag(r->im->d, DIAG_IMPORT_TOTALS, &r->at,
		     "the amounts of the file sum to more than the ledger can hold");
		r->broken = 1;
	}
	return rc < 0 || r->broken || cells_hopeless(r->cells) ? -1 : 0;
}

void rows_done(struct import_rows *r)
{
	free(r->value);
	free(r->line);
	free(r->key);
	free(r->next);
	free(r->slot);
	free(r->left);
	cells_close(r->cells);
	text_done(&r->side);
	text_done(&r->problems);
	text_done(&r->passed_lines);
	totals_done(&r->all);
	totals_done(&r->good);
	totals_done(&r->left_out);
	totals_done(&r->repeated);
	csv_close(&r->e.csv);
}
