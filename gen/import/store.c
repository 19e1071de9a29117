/* store.c: compares rows with the ledger by identity, then writes what differs. */
#include "import/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db.h"

#define INDEXES_AFTER 10000 /* new rows; below, making the indexes anew gains nothing */

enum fate { NEW, SAME, CHANGED };

struct leftover {
	int64_t id;
	int32_t row; /* first of the file's rows with the same identity */
	int gone;    /* its source is superseded */
};

struct store {
	struct import_rows *r;
	int64_t source;
	const int64_t *replaced;
	int32_t replaced_n;
	int32_t col[TABLE_COLUMNS_MOST]; /* the table's columns that are stored, in SQL's order */
	int32_t cols;
	struct text names; /* "a, b, c" */
	int64_t *id;	   /* of the ledger's row that each row of the file is; 0: none */
	unsigned char *fate;
	int64_t *remove;
	struct leftover *left;
	int32_t removes, remove_cap, lefts, left_cap;
};

/* ---- comparing ---- */

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
			return;
		}
	}
	if (first >= 0) {
		s->left = mem_room(s->left, &s->left_cap, s->lefts + 1, sizeof *s->left);
		s->left[s->lefts++] = (struct leftover){id, first, gone};
	} else if (gone) {
		remove_add(s, id);
	}
}

/* What is left of an identity is paired in order: those rows changed. A payment's rows that the file no
 * longer has are gone, as the file tells the whole of that payment. */
static void pair_leftovers(struct store *s)
{
	const char *type;
	int32_t i, row, n;

	for (i = 0; i < s->lefts; i++) {
		for (row = s->left[i].row; row >= 0 && s->fate[row] != NEW; row = s->r->next[row])
			;
		if (row >= 0 && s->r->key[row] == s->r->key[s->left[i].row]) {
			s->id[row] = s->left[i].id;
			s->fate[row] = CHANGED;
			continue;
		}
		type = s->r->ledger ? rows_bytes(s->r, rows_value(s->r, s->left[i].row, LEDGER_TYPE), &n)
				    : NULL;
		if (s->left[i].gone || (type && n == 7 && memcmp(type, "payment", 7) == 0))
			remove_add(s, s->left[i].id);
	}
}

static int compare_all(struct store *s, struct diag *d)
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
	while ((rc = query_next(q, d)) == 1)
		compare(s, q);
	query_close(q);
	pair_leftovers(s);
	return rc;
}

/* ---- writing ---- */

/* A customer that a corrected file no longer has stays while the ledger names it. */
static int customer_is_named(struct store *s, struct diag *d, int64_t id)
{
	struct query *q = query_open(
		s->r->im->db, d,
		"SELECT c.code FROM customer c WHERE c.rowid = :id AND (EXISTS (SELECT 1 FROM entry e "
		"WHERE e.customer = c.code) OR EXISTS (SELECT 1 FROM paper p WHERE p.customer = c.code))",
		NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_int(q, "id", id);
	rc = query_next(q, d);
	if (rc == 1)
		diag(d, DIAG_IMPORT_DOUBT, &s->r->at,
		     "the customer \"%s\" is no longer in the file; it is kept, as the ledger names it",
		     query_text(q, 0));
	query_close(q);
	return rc;
}

static int remove_all(struct store *s, struct diag *d, struct stored *out)
{
	char sql[80];
	struct query *q;
	int32_t i;
	int rc = 0, named = 0;

	snprintf(sql, sizeof sql, "DELETE FROM %s WHERE rowid = :id", s->r->table->sql);
	q = query_open(s->r->im->db, d, sql, NULL);
	if (!q)
		return -1;
	for (i = 0; rc >= 0 && i < s->removes; i++) {
		if (strcmp(s->r->table->name, "customers") == 0) {
			named = customer_is_named(s, d, s->remove[i]);
			if (named != 0) {
				rc = named < 0 ? -1 : 0;
				continue;
			}
		}
		query_put_int(q, 1, s->remove[i]);
		rc = query_next(q, d);
		out->removed++;
		query_reset(q);
	}
	query_close(q);
	return rc;
}

static void put(const struct store *s, struct query *q, int32_t i, int32_t row)
{
	int64_t v = rows_value(s->r, row, s->col[i]);
	const char *p;
	int32_t n;

	if (v == CELL_NULL) {
		query_put_text(q, i + 3, NULL, 0);
	} else if (rows_number(&s->r->table->column[s->col[i]])) {
		query_put_int(q, i + 3, v);
	} else {
		p = rows_bytes(s->r, v, &n);
		query_put_text(q, i + 3, p, n);
	}
}

/* fate SAME: source and line only; CHANGED: all columns. */
static int update_all(struct store *s, struct diag *d, enum fate fate, int64_t *count)
{
	struct text sql;
	struct query *q;
	int32_t i, row;
	int rc = 0;

	for (row = 0; row < s->r->n && s->fate[row] != fate; row++)
		;
	if (row == s->r->n)
		return 0;
	text_init(&sql);
	text_addf(&sql, "UPDATE %s SET source = ?1, line = ?2", s->r->table->sql);
	for (i = 0; fate == CHANGED && i < s->cols; i++)
		text_addf(&sql, ", %s = ?%d", s->r->table->column[s->col[i]].name, i + 3);
	text_addf(&sql, " WHERE rowid = ?%d", fate == CHANGED ? s->cols + 3 : 3);
	q = query_open(s->r->im->db, d, sql.data, NULL);
	text_done(&sql);
	if (!q)
		return -1;
	for (; rc >= 0 && row < s->r->n; row++) {
		if (s->fate[row] != fate)
			continue;
		query_put_int(q, 1, s->source);
		query_put_int(q, 2, s->r->line[row]);
		for (i = 0; fate == CHANGED && i < s->cols; i++)
			put(s, q, i, row);
		query_put_int(q, fate == CHANGED ? s->cols + 3 : 3, s->id[row]);
		rc = query_next(q, d);
		(*count)++;
	}
	query_close(q);
	return rc;
}

static int insert_rows(struct store *s, struct diag *d)
{
	struct text sql;
	struct query *q;
	int32_t i, row;
	int rc = 0;

	text_init(&sql);
	text_addf(&sql, "INSERT INTO %s(source, line, %s) VALUES (?1, ?2", s->r->table->sql, s->names.data);
	for (i = 0; i < s->cols; i++)
		text_addf(&sql, ", ?%d", i + 3);
	text_addc(&sql, ')');
	q = query_open(s->r->im->db, d, sql.data, NULL);
	text_done(&sql);
	if (!q)
		return -1;
	for (row = 0; rc == 0 && row < s->r->n; row++) {
		if (s->fate[row] != NEW)
			continue;
		query_put_int(q, 1, s->source);
		query_put_int(q, 2, s->r->line[row]);
		for (i = 0; i < s->cols; i++)
			put(s, q, i, row);
		rc = query_next(q, d);
	}
	query_close(q);
	return rc;
}

/* The rows that the ledger does not have. most: they will be most of the table, whose indexes are then made
 * anew. What CHECK says of a type's words the column's kind has proved; SQLite would build the list of words
 * for each row, which is half of an insert. */
static int insert_all(struct store *s, struct diag *d, int most)
{
	struct db *b = s->r->im->db;
	struct text again;
	int rc;

	text_init(&again);
	rc = most ? db_indexes_drop(b, d, s->r->table->sql, &again) : 0;
	db_tune(b, "PRAGMA ignore_check_constraints = ON");
	if (rc == 0)
		rc = insert_rows(s, d);
	db_tune(b, "PRAGMA ignore_check_constraints = OFF");
	if (rc == 0 && again.len > 0)
		rc = db_indexes_make(b, d, again.data);
	text_done(&again);
	return rc;
}

static void columns_list(struct store *s)
{
	int32_t i;

	text_init(&s->names);
	for (i = 0; i < s->r->table->columns; i++) {
		if (s->r->table->column[i].flags & COLUMN_LOOSE)
			continue;
		text_addf(&s->names, "%s%s", s->cols ? ", " : "", s->r->table->column[i].name);
		s->col[s->cols++] = i;
	}
}

int store_rows(struct import_rows *r, int64_t source, const int64_t *replaced, int32_t n, struct stored *out)
{
	struct store s = {.r = r, .source = source, .replaced = replaced, .replaced_n = n};
	struct diag *d = r->im->d;
	int64_t standing;
	char sql[64];
	int32_t i;
	int rc = 0;

	memset(out, 0, sizeof *out);
	columns_list(&s);
	s.id = mem_alloc((size_t)(r->n + 1) * sizeof *s.id);
	s.fate = mem_alloc((size_t)r->n + 1);
	snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", r->table->sql);
	standing = db_int(r->im->db, d, sql, -1);
	if (standing < 0)
		rc = -1;
	if (standing > 0)
		rc = compare_all(&s, d);
	if (rc == 0)
		rc = remove_all(&s, d, out);
	if (rc == 0)
		rc = update_all(&s, d, SAME, &out->unchanged);
	if (rc == 0)
		rc = update_all(&s, d, CHANGED, &out->changed);
	for (i = 0; i < r->n; i++)
		out->added += s.fate[i] == NEW;
	if (rc == 0 && out->added > 0)
		rc = insert_all(&s, d, out->added > INDEXES_AFTER && out->added > standing);
	text_done(&s.names);
	free(s.id);
	free(s.fate);
	free(s.remove);
	free(s.left);
	return rc;
}

int store_customers(struct import *im, int64_t source, int64_t *made)
{
	struct query *q = query_open(
		im->db, im->d,
		"INSERT INTO customer(code, name, salesman, source, line) VALUES (?1, ?2, ?3, ?4, ?5) "
		"ON CONFLICT (code) DO UPDATE SET name = excluded.name, source = excluded.source, "
		"line = excluded.line",
		NULL);
	struct known_customer *c;
	int32_t i;
	int rc = 0;

	if (!q)
		return -1;
	for (i = 0; rc >= 0 && i < im->customers.n; i++) {
		c = &im->customers.all[i];
		if (!c->changed)
			continue;
		*made += c->changed == 1;
		query_put_text(q, 1, c->code, c->code_n);
		query_put_text(q, 2, c->name, (int32_t)strlen(c->name));
		query_put_text(q, 3, c->salesman, c->salesman ? (int32_t)strlen(c->salesman) : 0);
		query_put_int(q, 4, source);
		query_put_int(q, 5, c->line);
		rc = query_next(q, im->d);
		query_reset(q);
		c->changed = 0;
	}
	query_close(q);
	return rc;
}
