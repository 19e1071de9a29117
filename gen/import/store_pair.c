/* store_pair.c: which row of a file is which row of the ledger: the same, a changed one, a further one, or
 * gone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db.h"
#include "import/store_own.h"

struct leftover {
	int64_t id, amount, date, due; /* of the ledger's row; the last three of an entry alone */
	uint64_t applies;	       /* hash of what it applies to; 0: nothing */
	int32_t row;		       /* first of the file's rows with the same identity */
	int gone;		       /* its source is superseded */
	int paired;
};

static int column_equal(const struct store *s, struct query *q, int32_t at, int32_t row)
{
	int32_t col = s->col[at], n;
	int64_t v = rows_value(s->r, row, col);
	const char *p;

	if (v == CELL_NULL || query_null(q, at + 2))
		return v == CELL_NULL && query_null(q, at + 2);
	if (rows_number(&s->r->table->column[col]))
		return query_int(q, at + 2) == v;
	p = rows_bytes(s->r, v, &n);
	return query_length(q, at + 2) == n && memcmp(query_text(q, at + 2), p, (size_t)n) == 0;
}

/* The type of the ledger's row, which decides what its identity is. */
static const char *type_here(const struct store *s, struct query *q, int32_t *n)
{
	*n = s->r->ledger ? query_length(q, LEDGER_TYPE + 2) : 0;
	return s->r->ledger ? query_text(q, LEDGER_TYPE + 2) : NULL;
}

/* The same hash as rows_key. */
static uint64_t key_here(const struct store *s, struct query *q)
{
	const struct canonical *t = s->r->table;
	uint64_t h = 0x6C65646765727072u;
	const char *type;
	enum key_part part;
	int32_t i, n;
	int64_t v;

	type = type_here(s, q, &n);
	for (i = 0; i < s->cols; i++) {
		part = rows_key_part(t, s->col[i], type, n);
		if (part == KEY_NONE)
			continue;
		if (query_null(q, i + 2) || rows_number(&t->column[s->col[i]])) {
			v = query_null(q, i + 2) ? CELL_NULL : rows_key_number(part, query_int(q, i + 2));
			h = hash_bytes(h + (uint64_t)s->col[i], &v, sizeof v);
		} else {
			h = hash_bytes(h + (uint64_t)s->col[i], query_text(q, i + 2),
				       (size_t)query_length(q, i + 2));
		}
	}
	return h;
}

static int same_identity(const struct store *s, struct query *q, int32_t row)
{
	const char *type;
	enum key_part part;
	int32_t i, n;

	type = type_here(s, q, &n);
	for (i = 0; i < s->cols; i++) {
		part = rows_key_part(s->r->table, s->col[i], type, n);
		if (part == KEY_YEAR ? rows_key_number(part, query_int(q, i + 2)) !=
					       rows_key_number(part, rows_value(s->r, row, s->col[i]))
				     : part == KEY_VALUE && !column_equal(s, q, i, row))
			return 0;
	}
	return 1;
}

static int is_replaced(const struct store *s, int64_t source)
{
	int32_t i;

	for (i = 0; i < s->replaced_n; i++)
		if (s->replaced[i] == source)
			return 1;
	return 0;
}

static void remove_add(struct store *s, int64_t id)
{
	s->remove = mem_room(s->remove, &s->remove_cap, s->removes + 1, sizeof *s->remove);
	s->remove[s->removes++] = id;
}

static int64_t number_here(struct query *q, int32_t col)
{
	return query_null(q, col + 2) ? CELL_NULL : query_int(q, col + 2);
}

static uint64_t applies_hash(const char *s, int32_t n)
{
	return n > 0 ? hash_bytes(1, s, (size_t)n) | 1 : 0;
}

/* The current row of the ledger, for whose identity the file has the row first. */
static struct leftover leftover_read(const struct store *s, struct query *q, int32_t first, int gone)
{
	struct leftover l = {

		.id = query_int(q, 0), .row = first, .gone = gone};

	if (s->r->ledger) {
		l.amount = number_here(q, LEDGER_AMOUNT);
		l.date = number_here(q, LEDGER_DATE);
		l.due = number_here(q, LEDGER_DUE);
		l.applies = query_null(q, LEDGER_APPLIES + 2)
				    ? 0
				    : applies_hash(query_text(q, LEDGER_APPLIES + 2),
						   query_length(q, LEDGER_APPLIES + 2));
	}
	return l;
}

/* One row of the ledger: the file's row that says exactly the same, or one of the same identity for later, or
 * none. */
static void compare(struct store *s, struct query *q)
{
	int64_t id = query_int(q, 0);
	int gone = is_replaced(s, query_int(q, 1));
	int32_t row, first = -1, i;

	for (row = rows_find(s->r, key_here(s, q)); row >= 0; row = s->r->next[row]) {
		if (!same_identity(s, q, row))
			continue;
		if (first < 0)
			first = row;
		if (s->fate[row] != NEW)
			continue;
		for (i = 0; i < s->cols && column_equal(s, q, i, row); i++)
			;
		if (i == s->cols) {
			s->id[row] = id;
			s->fate[row] = SAME;
			s->rows_here[first]++;
			return;
		}
	}
	if (first >= 0) {
		s->rows_here[first]++;
		s->left = mem_room(s->left, &s->left_cap, s->lefts + 1, sizeof *s->left);
		s->left[s->lefts++] = leftover_read(s, q, first, gone);
	} else if (gone) {
		remove_add(s, id);
	}
}

static uint64_t applies_of(const struct store *s, int32_t row)
{
	int64_t v = rows_value(s->r, row, LEDGER_APPLIES);
	const char *p;
	int32_t n;

	if (v == CELL_NULL)
		return 0;
	p = rows_bytes(s->r, v, &n);
	return applies_hash(p, n);
}

/* The next row of the file from row on that has the leftover's identity and is not in the ledger yet; -1:
 * none. */
static int32_t next_new(const struct store *s, const struct leftover *l, int32_t row)
{
	for (; row >= 0; row = s->r->next[row])
		if (s->fate[row] == NEW && s->r->key[row] == s->r->key[l->row])
			return row;
	return -1;
}

/* The row of the file that the leftover became, as far as amount, document that it applies to and due date
 * tell. */
static int32_t same_figures(const struct store *s, const struct leftover *l, int payment)
{
	int32_t row;

	for (row = next_new(s, l, l->row); row >= 0; row = next_new(s, l, s->r->next[row]))
		if (rows_value(s->r, row, LEDGER_AMOUNT) == l->amount && applies_of(s, row) == l->applies &&
		    (payment || rows_value(s->r, row, LEDGER_DUE) == l->due))
			return row;
	return -1;
}

/* The document is known to be of several rows: the ledger or the file has them. */
static int in_rows(const struct store *s, const struct leftover *l)
{
	return s->rows_here[l->row] > 1 || s->r->next[l->row] >= 0;
}

/* Both have a due date, and not the same. */
static int due_moved(const struct store *s, const struct leftover *l, int32_t row)
{
	int64_t due = rows_value(s->r, row, LEDGER_DUE);

	return due != CELL_NULL && l->due != CELL_NULL && due != l->due;
}

/* The row leaves out what it applies to, which the ledger knows. */
static int applies_lost(const struct store *s, const struct leftover *l, int32_t row)
{
	return l->applies != 0 && applies_of(s, row) == 0;
}

/* What would be a further row of the document in one file (rows_identity.c) is one in several files too. Of a
 * document of one row, another due date is a moved one, and the same amount that applies to nothing is an
 * export that does not say it. */
static int is_further(const struct store *s, const struct leftover *l, int32_t row)
{
	if (l->date != rows_value(s->r, row, LEDGER_DATE))
		return 0;
	if (applies_of(s, row) != l->applies)
		return in_rows(s, l) || !applies_lost(s, l, row) ||
		       rows_value(s->r, row, LEDGER_AMOUNT) != l->amount;
	return due_moved(s, l, row) && in_rows(s, l);
}

/* The row of the file that corrects the leftover's figures; that of its due date first. -1: none. */
static int32_t corrected(const struct store *s, const struct leftover *l)
{
	int32_t row, found = -1;

	for (row = next_new(s, l, l->row); row >= 0; row = next_new(s, l, s->r->next[row])) {
		if (is_further(s, l, row))
			continue;
		if (!due_moved(s, l, row))
			return row;
		if (found < 0)
			found = row;
	}
	return found;
}

/* A payment or credit on account that the file splits over documents, or an invoice that it splits into
 * instalments: the sum is the same. */
static int is_split(const struct store *s, const struct leftover *l)
{
	int64_t sum = 0;
	int32_t row, rows = 0;
	int applied = 0;

	if (l->applies != 0)
		return 0;
	for (row = next_new(s, l, l->row); row >= 0; row = next_new(s, l, s->r->next[row])) {
		if (__builtin_add_overflow(sum, rows_value(s->r, row, LEDGER_AMOUNT), &sum))
			return 0;
		rows++;
		applied |= applies_of(s, row) != 0;
	}
	return sum == l->amount && (rows > 1 || applied);
}

static int is_payment(const struct store *s, int32_t row)
{
	const char *type;
	int32_t n;

	if (!s->r->ledger)
		return 0;
	type = rows_bytes(s->r, rows_value(s->r, row, LEDGER_TYPE), &n);
	return n == 7 && memcmp(type, "payment", 7) == 0;
}

/* The rows of a document that stand in the ledger, as far as the file does not say the same of them. */
struct parts {
	int64_t sum, id; /* id: the first of them */
	int32_t n;
	int applied, other; /* other: one is of another day, or of a file that is superseded */
};

static void part_add(const struct store *s, struct parts *p, const struct leftover *l)
{
	if (p->n++ == 0)
		p->id = l->id;
	p->applied |= l->applies != 0;
	if (l->gone || l->date != rows_value(s->r, l->row, LEDGER_DATE) ||
	    __builtin_add_overflow(p->sum, l->amount, &p->sum))
		p->other = 1;
}

/* The other way round than is_split: the only row of its document in the file is on account, and what the
 * ledger has of it, by document or in instalments, comes to the same sum. The finer word stands, whichever
 * came first. */
static void told_in_parts(struct store *s, const struct leftover *l, const struct parts *p)
{
	const int32_t row = l->row;

	if (s->fate[row] != NEW || next_new(s, l, s->r->next[row]) >= 0 || applies_of(s, row) != 0)
		return;
	if (p->other || p->n != s->rows_here[row] || p->sum != rows_value(s->r, row, LEDGER_AMOUNT) ||
	    (p->n == 1 && !(p->applied && is_payment(s, row))))
		return;
	s->id[row] = p->id;
	s->fate[row] = TOLD;
}

static void told_all_parts(struct store *s)
{
	struct parts *parts;
	int32_t i;

	if (!s->r->ledger || s->lefts == 0)
		return;
	parts = mem_alloc((size_t)(s->r->n + 1) * sizeof *parts);
	for (i = 0; i < s->lefts; i++)
		if (!s->left[i].paired)
			part_add(s, &parts[s->left[i].row], &s->left[i]);
	for (i = 0; i < s->lefts; i++)
		if (!s->left[i].paired)
			told_in_parts(s, &s->left[i], &parts[s->left[i].row]);
	free(parts);
}

static void pair(struct store *s, struct leftover *l, int32_t row)
{
	s->id[row] = l->id;
	s->fate[row] = CHANGED;
	l->paired = 1;
}

/* An identity that stands in another file with other figures is said by name: which it is, a correction or a
 * further document, only the house can know. */
static int doubt_other(struct store *s, const struct leftover *l, int32_t row, const char *end)
{
	struct import_rows *r = s->r;
	struct place at = {r->at.file, r->line[row], 0};
	struct query *q;
	const char *number, *type, *who;
	int32_t number_n, type_n, who_n;
	int rc;

	q = query_open(r->im->db, r->im->d,
		       "SELECT s.file, e.line FROM entry e JOIN source s ON s.id = e.source WHERE e.id = :id",
		       NULL);
	if (!q)
		return -1;
	query_bind_int(q, "id", l->id);
	type = rows_bytes(r, rows_value(r, row, LEDGER_TYPE), &type_n);
	number = rows_bytes(r, rows_value(r, row, LEDGER_NUMBER), &number_n);
	who = rows_bytes(r, rows_value(r, row, LEDGER_CUSTOMER), &who_n);
	rc = query_next(q, r->im->d);
	if (rc == 1)
		diag(r->im->d, DIAG_IMPORT_DOUBT, &at,
		     "%.*s \"%.*s\" of %.*s stands in %s, line %lld, with other figures: %s", (int)type_n,
		     type, (int)number_n, number, (int)who_n, who, query_text(q, 0),
		     (long long)query_int(q, 1), end);
	query_close(q);
	return rc < 0 ? -1 : 0;
}

/* Takes a row of another file for a newer state of the leftover's, and says so where it changes what is owed
 * or since when. */
static int correct(struct store *s, struct leftover *l, int32_t row)
{
	pair(s, l, row);
	if (l->gone || (l->amount == rows_value(s->r, row, LEDGER_AMOUNT) &&
			l->date == rows_value(s->r, row, LEDGER_DATE) && !due_moved(s, l, row) &&
			!applies_lost(s, l, row)))
		return 0;
	return doubt_other(s, l, row, "the newer row takes its place");
}

/* Which row of the file a leftover became, after those were paired whose figures are the same or corrected. A
 * file tells the whole of what it brought before: rows that it no longer has are gone. What another file
 * brought stays: a further row of its document counts beside it. */
static int pair_other(struct store *s, struct leftover *l)
{
	int32_t row = next_new(s, l, l->row), n;
	const char *type;
	char end[64];

	if (row >= 0 && (!s->r->ledger || l->gone || is_split(s, l))) {
		pair(s, l, row);
		return 0;
	}
	if (l->gone)
		remove_add(s, l->id);
	if (row < 0)
		return 0;
	type = rows_bytes(s->r, rows_value(s->r, row, LEDGER_TYPE), &n);
	snprintf(end, sizeof end, "both count, as rows of one %.*s", n, type);
	return doubt_other(s, l, row, end);
}

static int pair_leftovers(struct store *s)
{
	int32_t i, row;
	int rc = 0;

	for (i = 0; s->r->ledger && i < s->lefts; i++) {
		row = same_figures(s, &s->left[i], is_payment(s, s->left[i].row));
		if (row >= 0)
			pair(s, &s->left[i], row);
	}
	told_all_parts(s);
	for (i = 0; s->r->ledger && rc == 0 && i < s->lefts; i++) {
		if (s->left[i].paired || is_payment(s, s->left[i].row) || is_split(s, &s->left[i]))
			continue;
		row = corrected(s, &s->left[i]);
		if (row >= 0)
			rc = correct(s, &s->left[i], row);
	}
	for (i = 0; rc == 0 && i < s->lefts; i++)
		if (!s->left[i].paired)
			rc = pair_other(s, &s->left[i]);
	return rc;
}

int store_pair(struct store *s, struct diag *d)
{
	struct query *q;
	struct text sql;
	int rc;

	text_init(&sql);
	text_addf(&sql, "SELECT rowid, source, %s FROM %s ORDER BY rowid", s->names.data, s->r->table->sql);
	q = query_open(s->r->im->db, d, sql.data, NULL);
	text_done(&sql);
	if (!q)
		return -1;
	s->rows_here = mem_alloc((size_t)(s->r->n + 1) * sizeof *s->rows_here);
	while ((rc = query_next(q, d)) == 1)
		compare(s, q);
	query_close(q);
	rc = rc < 0 ? -1 : pair_leftovers(s);
	free(s->rows_here);
	return rc;
}
