/* db_load.c: rows from memory into a table: of a draft as pages, else through a virtual table, which spares
 * SQLite the binding of each value. */
#include "db/db_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/image.h"

#define COLUMNS_MOST 64

struct load {
	int32_t columns;
	int (*next)(void *ctx, struct db_cell *row);
	void *ctx;
	int64_t row;
	int state; /* of next */
	struct db_cell cell[COLUMNS_MOST];
};

/* ---- the virtual table ---- */

struct load_table {
	sqlite3_vtab base;
	struct load *load;
};

struct load_cursor {
	sqlite3_vtab_cursor base;
	struct load *load;
};

static int load_connect(sqlite3 *lite, void *aux, int argc, const char *const *argv, sqlite3_vtab **out,
			char **err)
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
	l->state = l->next(l->ctx, l->cell);
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
	const struct db_cell *cell = &((struct load_cursor *)cur)->load->cell[col];

	if (cell->null)
		return SQLITE_OK;
	if (cell->s)
		sqlite3_result_text(out, cell->s, cell->n, SQLITE_STATIC);
	else
		sqlite3_result_int64(out, cell->i);
	return SQLITE_OK;
}

static int load_rowid(sqlite3_vtab_cursor *c, sqlite3_int64 *id)
{
	*id = ((struct load_cursor *)c)->load->row;
	return SQLITE_OK;
}

static sqlite3_module load_module = {.xConnect = load_connect,
				     .xBestIndex = load_best,
				     .xDisconnect = load_disconnect,
				     .xOpen = load_open,
				     .xClose = load_close,
				     .xFilter = load_filter,
				     .xNext = load_next,
				     .xEof = load_eof,
				     .xColumn = load_column,
				     .xRowid = load_rowid};

/* Drops the table's own indexes; their SQL, to make them again, is appended to again. */
static int indexes_drop(struct db *b, struct diag *d, const char *table, struct text *again)
{
	struct query *q = query_open(b, d,
				     "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name "
				     "= :t AND sql IS NOT NULL "
				     "ORDER BY rowid",
				     NULL);
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

static int load_rows(struct db *b, struct diag *d, const char *table, const char *columns, struct load *load)
{
	struct text sql;
	int rc;

	if (sqlite3_create_module_v2(b->lite, "loaded_rows", &load_module, load, NULL) != SQLITE_OK)
		return db_error(b, d, "prepare to load rows");
	rc = db_run(b, d, "PRAGMA ignore_check_constraints = ON");
	text_init(&sql);
	text_addf(&sql, "INSERT INTO %s(%s) SELECT * FROM loaded_rows", table, columns);
	/* next has said why it stopped; anything else is SQLite's to say */
	if (rc == 0 && sqlite3_exec(b->lite, sql.data, NULL, NULL, NULL) != SQLITE_OK)
		rc = load->state < 0 ? -1 : db_error(b, d, "load rows");
	if (db_run(b, d, "PRAGMA ignore_check_constraints = OFF") < 0)
		rc = -1;
	sqlite3_create_module_v2(b->lite, "loaded_rows", NULL, NULL, NULL);
	text_done(&sql);
	return rc;
}

/* ---- pages ---- */

/* 1 when the table can be written as an image: it is empty, has an id and the columns in their order, and its
 * indexes are over texts. 0: not; -1 after a diagnostic. */
static int shape_read(struct db *b, struct diag *d, const char *table, const char *columns,
		      struct image_shape *s)
{
	static const char plain[] =
		"SELECT t.rootpage, (SELECT group_concat(name, ', ') FROM pragma_table_info(:t)) = 'id, ' || "
		":c "
		"AND "
		"(SELECT group_concat(name || type) FROM pragma_table_info(:t) WHERE pk) = 'idINTEGER' AND "
		"NOT "
		"EXISTS (SELECT 1 FROM "
		"sqlite_schema WHERE tbl_name = :t AND type = 'trigger') AND NOT EXISTS (SELECT 1 FROM "
		"pragma_index_list(:t) WHERE \"unique\" OR "
		"partial OR origin <> 'c') FROM sqlite_schema t WHERE t.type = 'table' AND t.name = :t";
	/* cid is the place among all columns, of which the id is the first */
	static const char keyed[] = "SELECT i.rootpage, count(*), sum(c.type = 'TEXT' AND c.\"notnull\" AND "
				    "x.coll = 'BINARY' AND NOT x.desc), "
				    "max(iif(x.seqno = 0, x.cid, 0)) - 1, max(iif(x.seqno = 1, x.cid, 0)) - "
				    "1 FROM sqlite_schema i, pragma_index_xinfo(i.name) x LEFT JOIN "
				    "pragma_table_info(:t) c ON c.cid = x.cid WHERE i.type = 'index' AND "
				    "i.tbl_name = :t AND x.key GROUP BY i.name";
	struct image_index *x;
	struct query *q;
	char sql[80];
	int rc;

	snprintf(sql, sizeof sql, "SELECT NOT EXISTS (SELECT 1 FROM %s)", table);
	rc = (int)db_int(b, d, sql, -1);
	q = rc == 1 ? query_open(b, d, plain, NULL) : NULL;
	if (!q)
		return rc == 1 ? -1 : rc;
	query_bind_text(q, "t", table);
	query_bind_text(q, "c", columns);
	rc = query_next(q, d);
	s->root = rc == 1 ? (uint32_t)query_int(q, 0) : 0;
	if (rc == 1 && query_int(q, 1) != 1)
		rc = 0;
	query_close(q);
	q = rc == 1 ? query_open(b, d, keyed, NULL) : NULL;
	if (!q)
		return rc == 1 ? -1 : rc;
	query_bind_text(q, "t", table);
	while ((rc = query_next(q, d)) == 1) {
		if (s->indexes == IMAGE_INDEXES_MOST || query_int(q, 1) > 2 ||
		    query_int(q, 2) != query_int(q, 1))
			break;
		x = &s->index[s->indexes++];
		x->root = (uint32_t)query_int(q, 0);
		x->first = (int32_t)query_int(q, 3);
		x->second = query_int(q, 1) == 2 ? (int32_t)query_int(q, 4) : -1;
	}
	query_close(q);
	return rc < 0 ? -1 : rc == 0;
}

static void *grow(void *p, size_t n)
{
	p = sqlite3_realloc64(p, n);
	if (!p) {
		if (mem_exhausted)
			mem_exhausted(n);
		__builtin_trap();
	}
	return p;
}

/* The draft is given back to SQLite with the table written into it. 1: it cannot be. */
static int load_image(struct db *b, struct diag *d, const struct image_shape *shape, struct load *load)
{
	sqlite3_int64 size,
		most = 0x7FFF0000; /* SQLite doubles what it has up to here, and can allocate no more */
	unsigned char *bytes = sqlite3_serialize(b->lite, "main", &size, 0);
	struct image *m = bytes ? image_open(bytes, (size_t)size, shape, grow) : NULL;
	size_t n;

	if (!m) {
		sqlite3_free(bytes);
		return 1;
	}
	while ((load->state = load->next(load->ctx, load->cell)) == 1)
		image_row(m, load->cell);
	if (load->state < 0) {
		sqlite3_free(image_leave(m));
		return -1;
	}
	bytes = image_end(m, &n);
	/* what is not in these bytes is nowhere else: the draft's transaction ends and begins with them */
	if (db_run(b, d, "COMMIT") < 0) {
		sqlite3_free(bytes);
		return -1;
	}
	if (sqlite3_deserialize(b->lite, "main", bytes, (sqlite3_int64)n, (sqlite3_int64)n,
				SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) != SQLITE_OK)
		return db_error(b, d, "load rows");
	sqlite3_file_control(b->lite, "main", SQLITE_FCNTL_SIZE_LIMIT, &most);
	/* SQLite has not counted these rows */
	b->begun = -1;
	return db_run(b, d, "BEGIN");
}

/* ---- either ---- */

int db_load(struct db *b, struct diag *d, const char *table, const char *columns, int32_t n, int most,
	    int (*next)(void *ctx, struct db_cell *row), void *ctx)
{
	struct load load = {.columns = n, .next = next, .ctx = ctx, .row = -1};
	struct image_shape shape = {.columns = n};
	struct text again;
	int rc = most && b->draft ? shape_read(b, d, table, columns, &shape) : 0;

	if (rc < 0)
		return -1;
	if (rc == 1 && (rc = load_image(b, d, &shape, &load)) <= 0)
		return rc;
	text_init(&again);
	rc = most ? indexes_drop(b, d, table, &again) : 0;
	if (rc == 0)
		rc = load_rows(b, d, table, columns, &load);
	if (rc == 0 && again.len > 0)
		rc = db_run(b, d, again.data);
	text_done(&again);
	return rc;
}
