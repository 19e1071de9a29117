/* store.c: writes into the ledger what differs from it. */
#include "import/store_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db.h"

#define GONE_SAID 20	    /* rows that a newer export no longer has are named aloud up to so many */
#define INDEXES_AFTER 10000 /* new rows; below, making the indexes anew gains nothing */

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

/* What the replaced export had and this one has not is named, the first of them aloud. */
static int gone(struct store *s, int64_t id, int64_t nth, struct query *say, struct query *keep,
		struct diag *d)
{
	char amount[32];
	const struct currency *c;
	int rc;

	query_put_int(keep, 1, s->source);
	query_put_int(keep, 2, id);
	query_put_text(keep, 3, left_name(LEFT_GONE), -1);
	if (query_next(keep, d) < 0)
		return -1;
	if (nth >= GONE_SAID)
		return 0;
	query_put_int(say, 1, id);
	rc = query_next(say, d);
	if (rc == 1 && (c = currency_find(query_text(say, 3))) != NULL)
		diag(d, DIAG_IMPORT_GONE, &s->r->at,
		     "%s %s of %s, %s %s, as it stood in line %lld of %s, is no longer there",
		     query_text(say, 0), query_text(say, 1), query_text(say, 2), c->code,
		     money_format(query_int(say, 4), c->digits, amount), (long long)query_int(say, 5),
		     query_text(say, 6));
	query_reset(say);
	return rc < 0 ? -1 : 0;
}

static int gone_all(struct store *s, struct diag *d)
{
	struct query *say = query_open(
			     s->r->im->db, d,
			     "SELECT e.type, e.number, e.customer, e.currency, e.amount, e.line, s.file "
			     "FROM entry e JOIN source s ON s.id = e.source WHERE e.id = ?1",
			     NULL),
		     *keep = query_open(
			     s->r->im->db, d,
			     "INSERT INTO row_left SELECT ?1, line, ?3, 1, currency, amount, customer, "
			     "number, source FROM entry WHERE id = ?2",
			     NULL);
	int32_t i;
	int rc = say && keep ? 0 : -1;

	for (i = 0; rc == 0 && i < s->removes; i++)
		rc = gone(s, s->remove[i], i, say, keep, d);
	if (rc == 0 && s->removes > GONE_SAID)
		diag(d, DIAG_IMPORT_GONE, &s->r->at,
		     "%d further rows are no longer there: the tie-out of the next run names them",
		     (int)(s->removes - GONE_SAID));
	query_close(say);
	query_close(keep);
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

static struct db_value value_of(const struct store *s, int32_t col, int32_t row)
{
	int64_t v = rows_value(s->r, row, col);
	const char *p;
	int32_t n;

	if (v == CELL_NULL)
		return db_value_text(NULL, 0);
	if (rows_number(&s->r->table->column[col]))
		return db_value_int(v);
	p = rows_bytes(s->r, v, &n);
	return db_value_text(n > 0 ? p : "", n); /* said to be empty is not left out */
}

static void put(const struct store *s, struct query *q, int32_t i, int32_t row)
{
	const struct db_value v = value_of(s, s->col[i], row);

	if (v.text || v.length < 0)
		query_put_text(q, i + 3, v.text, v.length);
	else
		query_put_int(q, i + 3, v.number);
}

/* A row that a standing file brought is this file's from here on: that file's row is named as left out. */
static int take_over(struct store *s, struct query *q, int32_t row, struct diag *d)
{
	query_put_int(q, 1, s->source);
	query_put_int(q, 2, s->id[row]);
	query_put_text(q, 3, left_name(LEFT_ELSEWHERE), -1);
	return query_next(q, d);
}

static struct query *take_over_open(struct store *s, struct diag *d)
{
	return query_open(
		s->r->im->db, d,
		"INSERT INTO row_left SELECT e.source, e.line, ?3, 1, e.currency, e.amount, e.customer, e.number, ?1 FROM "
		"entry e JOIN source s ON s.id = e.source WHERE e.id = ?2 AND s.id <> ?1 AND "
		"s.replaced_by IS NULL",
		NULL);
}

/* Rows that other files have told by document: each is named as left out of this one. */
static int told_all(struct store *s, struct diag *d, int64_t *count)
{
	struct query *q =
		query_open(s->r->im->db, d,
			   "INSERT INTO row_left SELECT ?1, ?2, ?3, 1, currency, ?4, customer, number, "
			   "source FROM entry WHERE id = ?5",
			   NULL);
	int32_t row;
	int rc = q ? 0 : -1;

	for (row = 0; rc == 0 && row < s->r->n; row++) {
		if (s->fate[row] != TOLD)
			continue;
		query_put_int(q, 1, s->source);
		query_put_int(q, 2, s->r->line[row]);
		query_put_text(q, 3, left_name(LEFT_ELSEWHERE), -1);
		query_put_int(q, 4, rows_value(s->r, row, LEDGER_AMOUNT));
		query_put_int(q, 5, s->id[row]);
		rc = query_next(q, d);
		(*count)++;
	}
	query_close(q);
	return rc;
}

/* fate SAME: source and line only; CHANGED: all columns. */
static int update_all(struct store *s, struct diag *d, enum fate fate, int64_t *count)
{
	struct text sql;
	struct query *q, *take = NULL;
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
	if (!q || (s->r->ledger && !(take = take_over_open(s, d)))) {
		query_close(q);
		return -1;
	}
	for (; rc >= 0 && row < s->r->n; row++) {
		if (s->fate[row] != fate)
			continue;
		if (take && take_over(s, take, row, d) < 0) {
			rc = -1;
			break;
		}
		query_put_int(q, 1, s->source);
		query_put_int(q, 2, s->r->line[row]);
		for (i = 0; fate == CHANGED && i < s->cols; i++)
			put(s, q, i, row);
		query_put_int(q, fate == CHANGED ? s->cols + 3 : 3, s->id[row]);
		rc = query_next(q, d);
		(*count)++;
	}
	query_close(take);
	query_close(q);
	return rc;
}

static int new_row(void *ctx, struct db_value *value)
{
	struct store *s = ctx;
	int32_t i;

	while (s->at < s->r->n && s->fate[s->at] != NEW)
		s->at++;
	if (s->at == s->r->n)
		return 0;
	value[0] = db_value_int(s->source);
	value[1] = db_value_int(s->r->line[s->at]);
	for (i = 0; i < s->cols; i++)
		value[i + 2] = value_of(s, s->col[i], s->at);
	s->at++;
	return 1;
}

/* The columns that no row of the file fills are not asked for: nothing costs as much as a value. */
static int insert_rows(struct store *s, struct diag *d)
{
	struct text into;
	int32_t i, n = 0;
	int rc;

	for (i = 0; i < s->cols; i++)
		if (s->r->stands[s->col[i]] >= 0)
			s->col[n++] = s->col[i];
	s->cols = n;
	text_init(&into);
	text_addf(&into, "%s(source, line", s->r->table->sql);
	for (i = 0; i < s->cols; i++)
		text_addf(&into, ", %s", s->r->table->column[s->col[i]].name);
	text_addc(&into, ')');
	rc = db_insert(s->r->im->db, d, into.data, s->cols + 2, new_row, s);
	text_done(&into);
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
	out->standing = standing;
	if (standing > 0)
		rc = store_pair(&s, d);
	if (rc == 0 && r->ledger && s.removes > 0)
		rc = gone_all(&s, d);
	if (rc == 0)
		rc = remove_all(&s, d, out);
	if (rc == 0)
		rc = update_all(&s, d, SAME, &out->unchanged);
	if (rc == 0)
		rc = update_all(&s, d, CHANGED, &out->changed);
	if (rc == 0 && r->ledger)
		rc = told_all(&s, d, &out->unchanged);
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
		"INSERT INTO customer(code, name, salesman, source, line, parent) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
		"ON CONFLICT (code) DO UPDATE SET name = excluded.name, salesman = coalesce(salesman, excluded.salesman), source = excluded.source, line = excluded.line, "
		"parent = coalesce(excluded.parent, parent)",
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
		query_put_text(q, 6, c->parent, -1);
		rc = query_next(q, im->d);
		query_reset(q);
		c->changed = 0;
	}
	query_close(q);
	return rc;
}
