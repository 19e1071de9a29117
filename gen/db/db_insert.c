/* db_insert.c: rows that C makes, written by one statement.
 *
 * To bind, step and reset an INSERT for each row costs more than to write it: SQLite begins a statement,
 * opens the table and its indexes, finds their place from the root and closes them all again. Here the rows
 * are those of a virtual table, whose columns are asked for one by one, so that all of them are one INSERT …
 * SELECT and rows that come in the order of an index are written at its end. */
#include "db/db_own.h"

#include <stdlib.h>
#include <string.h>

/* The rows that are being written. */
struct given {
	struct given *outer; /* of an insert within which this one began */
	db_row_next next;
	void *ctx;
	int at; /* 1: row is one; 0: there are no more; -1: it failed, and has said so */
	int64_t rows;
	struct db_value row[DB_INSERT_COLUMNS];
};

struct given_cursor {
	sqlite3_vtab_cursor base;
	struct given *g;
};

struct given_table {
	sqlite3_vtab base;
	struct db *b;
};

static int row_take(struct given *g)
{
	g->at = g->next(g->ctx, g->row);
	g->rows++;
	return g->at < 0 ? SQLITE_ABORT : SQLITE_OK;
}

/* ---- the virtual table ---- */

static int connect(sqlite3 *lite, void *aux, int argc, const char *const *argv, sqlite3_vtab **out,
		   char **why)
{
	struct given_table *t;
	struct text sql;
	int32_t i;
	int rc;

	(void)argc, (void)argv, (void)why;
	text_init(&sql);
	for (i = 0; i < DB_INSERT_COLUMNS; i++)
		text_addf(&sql, "%sc%d", i ? ", " : "CREATE TABLE db_row_given(", (int)i);
	text_addc(&sql, ')');
	rc = sqlite3_declare_vtab(lite, text_str(&sql));
	text_done(&sql);
	if (rc != SQLITE_OK)
		return rc;
	t = sqlite3_malloc(sizeof *t);
	if (!t)
		return SQLITE_NOMEM;
	*t = (struct given_table){.b = aux};
	*out = &t->base;
	return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *t)
{
	sqlite3_free(t);
	return SQLITE_OK;
}

/* Nothing but db_insert may read it: at any other time there is no way to. */
static int best_index(sqlite3_vtab *t, sqlite3_index_info *info)
{
	(void)info;
	return ((struct given_table *)t)->b->given ? SQLITE_OK : SQLITE_CONSTRAINT;
}

static int cursor_open(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
	struct given_cursor *c = sqlite3_malloc(sizeof *c);

	if (!c)
		return SQLITE_NOMEM;
	*c = (struct given_cursor){.g = ((struct given_table *)t)->b->given};
	*out = &c->base;
	return SQLITE_OK;
}

static int cursor_close(sqlite3_vtab_cursor *c)
{
	sqlite3_free(c);
	return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *c, int number, const char *name, int argc, sqlite3_value **argv)
{
	(void)number, (void)name, (void)argc, (void)argv;
	return row_take(((struct given_cursor *)c)->g);
}

static int next(sqlite3_vtab_cursor *c)
{
	return row_take(((struct given_cursor *)c)->g);
}

static int at_end(sqlite3_vtab_cursor *c)
{
	return ((struct given_cursor *)c)->g->at != 1;
}

static int column(sqlite3_vtab_cursor *c, sqlite3_context *out, int i)
{
	const struct db_value *v = &((struct given_cursor *)c)->g->row[i];

	if (v->text)
		sqlite3_result_text(out, v->text, v->length, SQLITE_STATIC);
	else if (v->length >= 0)
		sqlite3_result_int64(out, v->number);
	return SQLITE_OK;
}

static int row_id(sqlite3_vtab_cursor *c, sqlite3_int64 *id)
{
	*id = ((struct given_cursor *)c)->g->rows;
	return SQLITE_OK;
}

/* Without xCreate it is there for every query, and in no schema; a table of its name would hide it. */
static const sqlite3_module given_module = {.xConnect = connect,
					    .xBestIndex = best_index,
					    .xDisconnect = disconnect,
					    .xOpen = cursor_open,
					    .xClose = cursor_close,
					    .xFilter = filter,
					    .xNext = next,
					    .xEof = at_end,
					    .xColumn = column,
					    .xRowid = row_id};

void db_insert_add(struct db *b)
{
	sqlite3_create_module(b->lite, "db_row_given", &given_module, b);
}

/* ---- an insert ---- */

static int insert_run(struct db *b, struct diag *d, const struct given *g, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(b->lite, sql, -1, &stmt, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (g->at < 0 || rc == SQLITE_DONE) {
		sqlite3_finalize(stmt);
		return g->at < 0 ? -1 : 0;
	}
	db_error(b, d, sql);
	sqlite3_finalize(stmt);
	return -1;
}

int db_insert(struct db *b, struct diag *d, const char *into, int32_t columns, db_row_next each, void *ctx)
{
	struct given g = {.outer = b->given, .next = each, .ctx = ctx};
	struct text sql;
	int32_t i;
	int rc;

	text_init(&sql);
	text_addf(&sql, "INSERT INTO %s", into);
	for (i = 0; i < columns; i++)
		text_addf(&sql, "%sc%d", i ? ", " : " SELECT ", (int)i);
	text_adds(&sql, " FROM db_row_given");
	b->given = &g;
	rc = insert_run(b, d, &g, text_str(&sql));
	b->given = g.outer;
	text_done(&sql);
	return rc;
}

/* ---- rows that wait ---- */

struct db_value *db_rows_add(struct db_rows *r)
{
	r->value = mem_room(r->value, &r->cap, (r->rows + 1) * r->columns, sizeof *r->value);
	return r->value + r->columns * r->rows++;
}

static int waiting_next(void *ctx, struct db_value *row)
{
	struct db_rows *r = ctx;

	if (r->at == r->rows)
		return 0;
	memcpy(row, r->value + r->columns * r->at++, sizeof *row * (size_t)r->columns);
	return 1;
}

int db_rows_write(struct db *b, struct diag *d, struct db_rows *r)
{
	int rc = r->rows > 0 ? db_insert(b, d, r->into, r->columns, waiting_next, r) : 0;

	r->rows = r->at = 0;
	return rc;
}

void db_rows_done(struct db_rows *r)
{
	free(r->value);
}
