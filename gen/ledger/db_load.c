/* db_load.c: rows from memory into a table through a virtual table, which spares SQLite the binding of each value. */
#include "ledger/db_own.h"

#include <stdlib.h>
#include <string.h>

struct load {
	int32_t columns;
	int (*next)(void *ctx);
	void (*cell)(void *ctx, int32_t col, struct db_cell *out);
	void *ctx;
	int64_t row;
	int state;    /* of next */
};

struct load_table {
	sqlite3_vtab base;
	struct load *load;
};

struct load_cursor {
	sqlite3_vtab_cursor base;
	struct load *load;
};

static int load_connect(sqlite3 *lite, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **err)
{
	struct load_table *t = mem_alloc(sizeof *t);
	struct text sql;
	int32_t i;
	int rc;

	(void)argc;
	(void)argv;
	(void)err;
	t->load = aux;
	text_init(&sql);
	text_adds(&sql, "CREATE TABLE x(");
	for (i = 0; i < t->load->columns; i++)
		text_addf(&sql, "%sc%d", i ? ", " : "", i);
	text_adds(&sql, ")");
	rc = sqlite3_declare_vtab(lite, sql.data);
	text_done(&sql);
	if (rc != SQLITE_OK) {
		free(t);
		return rc;
	}
	*out = &t->base;
	return SQLITE_OK;
}

static int load_disconnect(sqlite3_vtab *t)
{
	free(t);
	return SQLITE_OK;
}

static int load_best(sqlite3_vtab *t, sqlite3_index_info *info)
{
	(void)t;
	info->estimatedCost = 1e6;
	return SQLITE_OK;
}

static int load_open(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
	struct load_cursor *c = mem_alloc(sizeof *c);

	c->load = ((struct load_table *)t)->load;
	*out = &c->base;
	return SQLITE_OK;
}

static int load_close(sqlite3_vtab_cursor *c)
{
	free(c);
	return SQLITE_OK;
}

static int load_step(struct load *l)
{
	l->row++;
	l->state = l->next(l->ctx);
	return l->state < 0 ? SQLITE_ABORT : SQLITE_OK;
}

static int load_filter(sqlite3_vtab_cursor *c, int n, const char *s, int argc, sqlite3_value **argv)
{
	(void)n;
	(void)s;
	(void)argc;
	(void)argv;
	return load_step(((struct load_cursor *)c)->load);
}

static int load_next(sqlite3_vtab_cursor *c)
{
	return load_step(((struct load_cursor *)c)->load);
}

static int load_eof(sqlite3_vtab_cursor *c)
{
	return ((struct load_cursor *)c)->load->state != 1;
}

static int load_column(sqlite3_vtab_cursor *cur, sqlite3_context *out, int col)
{
	struct load_cursor *c = (struct load_cursor *)cur;
	struct db_cell cell = {0};

	c->load->cell(c->load->ctx, col, &cell);
	if (cell.null)
		return SQLITE_OK;
	if (cell.s)
		sqlite3_result_text(out, cell.s, cell.n, SQLITE_STATIC);
	else
		sqlite3_result_int64(out, cell.i);
	return SQLITE_OK;
}

static int load_rowid(sqlite3_vtab_cursor *c, sqlite3_int64 *id)
{
	*id = ((struct load_cursor *)c)->load->row;
	return SQLITE_OK;
}

static sqlite3_module load_module = {.xConnect = load_connect, .xBestIndex = load_best, .xDisconnect = load_disconnect,
				     .xOpen = load_open, .xClose = load_close, .xFilter = load_filter, .xNext = load_next,
				     .xEof = load_eof, .xColumn = load_column, .xRowid = load_rowid};

/* Drops the table's own indexes; their SQL, to make them again, is appended to again. */
static int indexes_drop(struct db *b, struct diag *d, const char *table, struct text *again)
{
	struct query *q = query_open(b, d, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = :t AND sql IS NOT NULL "
				     "ORDER BY rowid", NULL);
	struct text drop;
	int rc;

	if (!q)
		return -1;
	text_init(&drop);
	query_bind_text(q, "t", table);
	while ((rc = query_next(q, d)) == 1) {
		text_addf(&drop, "DROP INDEX \"%s\";", query_text(q, 0));
		text_addf(again, "%s;", query_text(q, 1));
	}
	query_close(q);
	if (rc == 0 && drop.len > 0)
		rc = db_run(b, d, drop.data);
	text_done(&drop);
	return rc;
}

int db_load(struct db *b, struct diag *d, const char *table, const char *columns, int32_t n, int indexes, int (*next)(void *ctx),
	    void (*cell)(void *ctx, int32_t col, struct db_cell *out), void *ctx)
{
	struct load load = {n, next, cell, ctx, -1, 0};
	struct text sql, again;
	int rc = 0;

	if (sqlite3_create_module_v2(b->lite, "loaded_rows", &load_module, &load, NULL) != SQLITE_OK)
		return db_error(b, d, "prepare to load rows");
	text_init(&sql);
	text_init(&again);
	if (indexes)
		rc = indexes_drop(b, d, table, &again);
	if (rc == 0)
		rc = db_run(b, d, "PRAGMA ignore_check_constraints = ON");
	text_addf(&sql, "INSERT INTO %s(%s) SELECT * FROM loaded_rows", table, columns);
	/* next has said why it stopped; anything else is SQLite's to say */
	if (rc == 0 && sqlite3_exec(b->lite, sql.data, NULL, NULL, NULL) != SQLITE_OK)
		rc = load.state < 0 ? -1 : db_error(b, d, "load rows");
	if (db_run(b, d, "PRAGMA ignore_check_constraints = OFF") < 0)
		rc = -1;
	if (rc == 0 && again.len > 0)
		rc = db_run(b, d, again.data);
	sqlite3_create_module_v2(b->lite, "loaded_rows", NULL, NULL, NULL);
	text_done(&sql);
	text_done(&again);
	return rc;
}

void db_bulk(struct db *b, int on)
{
	/* answers are of no interest: both modes are safe */
	sqlite3_exec(b->lite, on ? "PRAGMA foreign_keys = OFF" : "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	sqlite3_busy_timeout(b->lite, 0);
	sqlite3_exec(b->lite, on ? "PRAGMA journal_mode = TRUNCATE" : "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
	sqlite3_busy_timeout(b->lite, DB_BUSY_MS);
}
