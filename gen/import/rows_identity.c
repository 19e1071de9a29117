/* rows_identity.c: which rows of a file are one document: identities, found by hash. */
#include "import/rows.h"

#include <stdlib.h>
#include <string.h>

enum key_part rows_key_part(const struct canonical *t, int32_t col, const char *type, int32_t type_n)
{
	if (t->column[col].flags & COLUMN_KEY)
		return KEY_VALUE;
	if (!type || col != LEDGER_DATE)
		return KEY_NONE;
	/* one receipt number may come again on another day: its date tells them apart; the numbers of
	 * documents begin anew in some houses every year, and the new one must not take the place of the old
	 */
	return type_n == 7 && memcmp(type, "payment", 7) == 0 ? KEY_VALUE : KEY_YEAR;
}

int64_t rows_key_number(enum key_part part, int64_t v)
{
	int32_t year, month, day;

	if (part != KEY_YEAR || v == CELL_NULL)
		return v;
	date_split((int32_t)v, &year, &month, &day);
	return year;
}

static const char *type_of(const struct import_rows *r, const int64_t *v, int32_t *n)
{
	*n = 0;
	return r->ledger && v[LEDGER_TYPE] != CELL_NULL ? rows_bytes(r, v[LEDGER_TYPE], n) : NULL;
}

/* rows_key_number of a date's year; one year is asked for again and again. */
static int64_t year_of(struct import_rows *r, int64_t day)
{
	if (r->year == 0 || day < r->year_from || day > r->year_to) {
		r->year = (int32_t)rows_key_number(KEY_YEAR, day);
		r->year_from = date_make(r->year, 1, 1);
		r->year_to = date_make(r->year, 12, 31);
	}
	return r->year;
}

uint64_t rows_key(struct import_rows *r, const int64_t *v)
{
	const struct canonical *t = r->table;
	const char *s, *type;
	uint64_t h = 0x6C65646765727072u;
	enum key_part part;
	int64_t number;
	int32_t i, k, n, type_n;

	type = type_of(r, v, &type_n);
	for (k = 0; k < r->identities; k++) {
		i = r->identity[k];
		if (v[i] == CELL_NULL || rows_number(&t->column[i])) {
			part = rows_key_part(t, i, type, type_n);
			if (part == KEY_NONE)
				continue;
			number = part == KEY_YEAR && v[i] != CELL_NULL ? year_of(r, v[i]) : v[i];
			h = hash_bytes(h + (uint64_t)i, &number, sizeof number);
		} else {
			s = rows_bytes(r, v[i], &n);
			h = hash_bytes(h + (uint64_t)i, s, (size_t)n);
		}
	}
	return h;
}

/* The slot of a key: its own, or the free one where it belongs. The half of the key that stands in the slot
 * spares a look at the row, which lies anywhere. */
static uint64_t *slot_find(const struct import_rows *r, uint64_t key)
{
	uint32_t k = (uint32_t)key & r->mask;

	while (r->slot[k] && (r->slot[k] >> 32 != key >> 32 || r->key[(uint32_t)r->slot[k] - 1] != key))
		k = (k + 1) & r->mask;
	return &r->slot[k];
}

static uint64_t slot_of(uint64_t key, int32_t row)
{
	return key >> 32 << 32 | (uint32_t)(row + 1);
}

int32_t rows_find(const struct import_rows *r, uint64_t key)
{
	return r->slot ? (int32_t)(uint32_t)*slot_find(r, key) - 1 : -1;
}

/* The current record has the same value there as an earlier row. */
static int is_equal(const struct import_rows *r, int32_t earlier, int32_t col)
{
	int64_t a = r->now[col], b = rows_value(r, earlier, col);
	const char *sa, *sb;
	int32_t na, nb;

	if (a == b || a == CELL_NULL || b == CELL_NULL || rows_number(&r->table->column[col]))
		return a == b;
	sa = rows_bytes(r, a, &na);
	sb = rows_bytes(r, b, &nb);
	return na == nb && memcmp(sa, sb, (size_t)na) == 0;
}

/* One document of one day in several rows: its instalments, with several due dates, each an open item of its
 * own; or its parts, each of which applies to another document: a credit note over several invoices. */
static int is_further(const struct import_rows *r, int32_t earlier)
{
	int64_t due = rows_value(r, earlier, LEDGER_DUE);

	if (r->now[LEDGER_DATE] != rows_value(r, earlier, LEDGER_DATE))
		return 0;
	return (r->now[LEDGER_DUE] != CELL_NULL && due != CELL_NULL && r->now[LEDGER_DUE] != due) ||
	       !is_equal(r, earlier, LEDGER_APPLIES);
}

/* True when an earlier row says the same: the same document twice, as far as it applies to the same one; of
 * payments, which may come in parts, the same amount too. */
static int is_duplicate(const struct import_rows *r, int32_t earlier, int payment)
{
	int32_t i;

	for (i = 0; i < r->table->columns; i++)
		if ((rows_key_part(r->table, i, NULL, 0) != KEY_NONE || (payment && i == LEDGER_DATE)) &&
		    !is_equal(r, earlier, i))
			return 0;
	if (r->ledger && rows_key_number(KEY_YEAR, r->now[LEDGER_DATE]) !=
				 rows_key_number(KEY_YEAR, rows_value(r, earlier, LEDGER_DATE)))
		return 0;
	if (r->ledger && !payment && is_further(r, earlier))
		return 0;
	return !payment || (is_equal(r, earlier, LEDGER_APPLIES) &&
			    (r->e.profile->sum_by || is_equal(r, earlier, LEDGER_AMOUNT)));
}

static int64_t sum_of(int64_t a, int64_t b, int *overflow)
{
	int64_t sum;

	if (a == CELL_NULL || b == CELL_NULL)
		return a == CELL_NULL ? b : a;
	*overflow |= __builtin_add_overflow(a, b, &sum);
	return *overflow ? a : sum;
}

/* The current record, a further line of a document whose lines are summed: into the row of the first. -1
 * after a diagnostic. */
static int row_sum(struct import_rows *r, int32_t into)
{
	static const int32_t summed[] = {LEDGER_AMOUNT, LEDGER_OPEN};
	int64_t sum[2];
	int32_t i;
	int overflow = 0;

	for (i = 0; i < 2; i++)
		sum[i] = sum_of(rows_value(r, into, summed[i]), r->now[summed[i]], &overflow);
	if (overflow) {
		rows_bad(r, DIAG_IMPORT_VALUE, r->e.cell_of[LEDGER_AMOUNT], NULL,
			 "the lines of the document sum to more than the ledger can hold");
		return -1;
	}
	for (i = 0; i < 2; i++)
		rows_change(r, into, summed[i], sum[i]);
	return ROW_SUMMED;
}

static void slots_grow(struct import_rows *r)
{
	uint32_t size = r->slot ? (r->mask + 1) * 2 : 4096;
	uint64_t *slot;
	int32_t i;

	/* the first guess: rows like this one */
	while (!r->slot && size < (1u << 30) &&
	       size / 2 < (r->e.csv.end - r->e.csv.text) / (r->e.csv.stop - r->e.csv.start + 1))
		size *= 2;
	free(r->slot);
	r->slot = mem_alloc(size * sizeof *r->slot);
	r->mask = size - 1;
	for (i = 0; i < r->n; i++) {
		slot = slot_find(r, r->key[i]);
		if (!*slot)
			*slot = slot_of(r->key[i], i);
	}
}

/* True when the current record brings the same as an earlier row, in every column. */
static int is_repeat(const struct import_rows *r, int32_t earlier)
{
	int32_t i;

	for (i = 0; i < r->table->columns && is_equal(r, earlier, i); i++)
		;
	return i == r->table->columns;
}

int rows_identify(struct import_rows *r, int32_t row)
{
	const int64_t *v = r->now;
	const char *s, *type;
	uint64_t *slot;
	int32_t first, last, i, n;
	uint32_t k;
	int payment;

	r->key[row] = rows_key(r, v);
	r->next[row] = -1;
	if (!r->slot || (uint32_t)r->n * 2 > r->mask)
		slots_grow(r);
	slot = slot_find(r, r->key[row]);
	if (!*slot) {
		*slot = slot_of(r->key[row], row);
		return 0;
	}
	first = (int32_t)(uint32_t)*slot - 1;
	type = type_of(r, v, &n);
	payment = type && n == 7 && memcmp(type, "payment", 7) == 0;
	for (i = last = first; i >= 0; last = i, i = r->next[i]) {
		if (r->may_repeat)
			continue;
		if (!is_duplicate(r, i, payment))
			continue;
		if (r->e.profile->repeats && is_repeat(r, i))
			return ROW_REPEATED;
		if (r->e.profile->sum_by && r->ledger)
			return row_sum(r, i);
		for (k = 0; (int32_t)k < r->table->columns &&
			    !(r->table->column[k].flags & COLUMN_KEY && k != LEDGER_CUSTOMER);
		     k++)
			;
		if (r->ledger)
			k = LEDGER_NUMBER;
		else if ((int32_t)k == r->table->columns || r->table == canonical_find("customers") ||
			 r->table == canonical_find("staff"))
			k = 0;
		s = rows_bytes(r, v[k], &n);
		if (rows_number(&r->table->column[k]))
			rows_bad(r, DIAG_IMPORT_DUPLICATE, r->e.cell_of[k], NULL,
				 "the row stands in line %d already", r->line[i]);
		else
			rows_bad(r, DIAG_IMPORT_DUPLICATE, r->e.cell_of[k], NULL,
				 "%s \"%.*s\" stands in line %d already", r->table->column[k].name,
				 n > 60 ? 60 : (int)n, s, r->line[i]);
		return -1;
	}
	r->next[last] = row;
	return 0;
}
