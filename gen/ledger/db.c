/* db.c: SQLite's border: connections and prepared queries; its errors become messages that say what was asked. */
#include "ledger/db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ledger/db_own.h"

#define SCHEMA_VERSION 1

static const char schema[] =
#include "ledger/schema.sql.inc"
	;

struct query {
	sqlite3_stmt *stmt;
	struct db *db;
	struct place at;   /* of the SQL's first line; file NULL: the program's own */
	int32_t columns;
	uint64_t hash;     /* of the SQL */
	struct query *next; /* among the idle */
};

/* Preparing costs as much as ten rows, and the same few queries are asked for every document. */
#define IDLE_MOST 32

int db_error(struct db *b, struct diag *d, const char *asked)
{
	struct place at = {b->path, 0, 0};
	int code = sqlite3_errcode(b->lite) & 0xFF;

	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		return diag(d, DIAG_DB_BUSY, &at, "another ledgerpress is writing to this ledger (asked: %s)", asked);
	return diag(d, DIAG_DB, &at, "the database says \"%s\" (asked: %s)", sqlite3_errmsg(b->lite), asked);
}

int db_run(struct db *b, struct diag *d, const char *sql)
{
	char asked[64];

	if (sqlite3_exec(b->lite, sql, NULL, NULL, NULL) == SQLITE_OK)
		return 0;
	snprintf(asked, sizeof asked, "%s", sql);
	return db_error(b, d, asked);
}

/* An empty database gets the schema; one of another version is refused, as its columns may mean something else. */
static int schema_check(struct db *b, struct diag *d)
{
	struct place at = {b->path, 0, 0};
	int64_t version = db_int(b, d, "PRAGMA user_version", -1);
	int64_t tables = db_int(b, d, "SELECT count(*) FROM sqlite_schema", -1);

	if (version < 0 || tables < 0)
		return -1;
	if (version == SCHEMA_VERSION)
		return 0;
	if (version != 0 || tables != 0)
		return diag(d, DIAG_DB_VERSION, &at, version > SCHEMA_VERSION
			    ? "is a ledger of version %d, this program knows version %d" : "is no ledger (version %d, not %d)",
			    (int)version, SCHEMA_VERSION);
	if (db_run(b, d, "BEGIN IMMEDIATE") < 0)
		return -1;
	/* another process may have made it between the look and the lock */
	if (db_int(b, d, "PRAGMA user_version", -1) == 0 && db_run(b, d, schema) < 0)
		return -1;
	return db_run(b, d, "COMMIT");
}

/* file:///path?immutable=1 with what has a meaning in a URI escaped. */
static char *immutable_uri(const char *path)
{
	struct text t;

	text_init(&t);
	text_adds(&t, "file:");
	for (; *path; path++) {
		if (strchr("%?#", *path))
			text_addf(&t, "%%%02X", (unsigned char)*path);
		else
			text_addc(&t, *path);
	}
	text_adds(&t, "?immutable=1");
	return t.data;
}

/* The program has one thread: SQLite needs neither locks nor counts of its memory, which are a tenth of its work. Refused without harm
 * once a database was opened. */
static void sqlite_plain(void)
{
	static int asked;

	if (!asked) {
		sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
		sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	}
	asked = 1;
}

struct db *db_open(const char *path, enum db_mode mode, struct diag *d)
{
	struct db *b = mem_alloc(sizeof *b);
	struct place at = {path, 0, 0};
	char *uri = mode == DB_SNAPSHOT ? immutable_uri(path) : NULL;
	int flags = mode == DB_SNAPSHOT ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	int rc;

	sqlite_plain();
	rc = sqlite3_open_v2(uri ? uri : mode == DB_MEMORY ? ":memory:" : path, &b->lite, flags | SQLITE_OPEN_NOMUTEX, NULL);
	free(uri);
	b->path = mem_alloc(strlen(path ? path : "") + 1);
	strcpy(b->path, path ? path : "");
	if (rc != SQLITE_OK) {
		diag(d, DIAG_DB_OPEN, &at, "the ledger cannot be opened: %s", b->lite ? sqlite3_errmsg(b->lite) : "no memory");
		db_close(b);
		return NULL;
	}
	sqlite3_extended_result_codes(b->lite, 1);
	sqlite3_busy_timeout(b->lite, DB_BUSY_MS);
	db_function_add(b);
	db_guard(b);
	rc = db_run(b, d, "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
	/* synchronous FULL: a register entry that is committed survives a power cut (architecture, "Issue once, lose nothing") */
	if (rc == 0 && mode == DB_LEDGER)
		rc = db_run(b, d, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
	if (rc == 0 && mode != DB_SNAPSHOT)
		rc = schema_check(b, d);
	else if (rc == 0 && db_int(b, d, "PRAGMA user_version", -1) != SCHEMA_VERSION)
		rc = diag(d, DIAG_DB_VERSION, &at, "is no ledger of version %d", SCHEMA_VERSION);
	/* one read transaction for all queries: without it each would ask anew whether the file has changed */
	if (rc == 0 && mode == DB_SNAPSHOT)
		rc = db_run(b, d, "BEGIN");
	if (rc < 0) {
		db_close(b);
		return NULL;
	}
	return b;
}

static void query_free(struct query *q)
{
	sqlite3_finalize(q->stmt);
	free(q);
}

void db_close(struct db *b)
{
	struct query *q;

	if (!b)
		return;
	while ((q = b->idle) != NULL) {
		b->idle = q->next;
		query_free(q);
	}
	sqlite3_close_v2(b->lite);
	free(b->path);
	free(b);
}

void db_calendar(struct db *b, const struct calendar *c)
{
	b->calendar = c;
}

int db_copy(struct db *from, struct db *to, struct diag *d)
{
	sqlite3_backup *k = sqlite3_backup_init(to->lite, "main", from->lite, "main");
	int rc;

	if (!k)
		return db_error(to, d, "copy the ledger");
	sqlite3_backup_step(k, -1);
	rc = sqlite3_backup_finish(k);
	return rc == SQLITE_OK ? 0 : db_error(to, d, "copy the ledger");
}

int db_copy_file(struct db *from, const char *path, struct diag *d)
{
	struct place at = {path, 0, 0};
	struct arena scratch;
	struct db to = {0};
	char *part, *slash, *dir;
	int rc;

	arena_init(&scratch);
	part = arena_format(&scratch, "%s.part", path);
	dir = arena_dup(&scratch, path);
	slash = strrchr(dir, '/');
	if (slash)
		slash[slash == dir] = '\0';
	unlink(part);
	to.path = part;
	if (sqlite3_open_v2(part, &to.lite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
		rc = diag(d, DIAG_DB_OPEN, &at, "the copy of the ledger cannot be made: %s", to.lite ? sqlite3_errmsg(to.lite) : "no memory");
	else
		rc = db_copy(from, &to, d);
	/* a WAL flag in the header would make readers look for a log beside the file */
	if (rc == 0)
		rc = db_run(&to, d, "PRAGMA journal_mode = DELETE");
	if (sqlite3_close(to.lite) != SQLITE_OK && rc == 0)
		rc = diag(d, DIAG_DB, &at, "the copy of the ledger cannot be closed");
	if (rc == 0)
		rc = file_sync(d, part);
	if (rc == 0 && rename(part, path) < 0)
		rc = diag(d, DIAG_FILE_WRITE, &at, "cannot be renamed to its final name");
	if (rc == 0)
		rc = file_sync_folder(d, slash ? dir : ".");
	if (rc < 0)
		unlink(part);
	arena_done(&scratch);
	return rc;
}

/* ---- prepared queries ---------------------------------------------------------------------------------------------------- */

/* The place of byte off in sql that starts at *at. */
static struct place place_in(const struct place *at, const char *sql, int32_t off)
{
	struct place p = *at;
	const char *s = sql, *end = sql + strlen(sql);

	if (p.line < 1)
		p.line = 1;
	p.col = 1;
	if (off >= 0 && sql + off < end)
		end = sql + off;
	while (s < end) {
		p.col++;
		if (*s == '\n') {
			p.line++;
			p.col = 1;
		}
		utf8_next(&s, end);
	}
	return p;
}

static const char *skip_blank(const char *s)
{
	for (;;) {
		s += strspn(s, " \t\r\n;");
		if (s[0] == '-' && s[1] == '-')
			s += strcspn(s, "\n");
		else if (s[0] == '/' && s[1] == '*' && strstr(s + 2, "*/"))
			s = strstr(s + 2, "*/") + 2;
		else
			return s;
	}
}

static uint64_t hash_sql(const char *sql)
{
	uint64_t h = 14695981039346656037u;

	for (; *sql; sql++)
		h = (h ^ (unsigned char)*sql) * 1099511628211u;
	return h;
}

/* A query of the same words that was closed before; taken off the list. */
static struct query *idle_take(struct db *b, const char *sql, uint64_t hash)
{
	struct query **at, *q;

	for (at = &b->idle; (q = *at) != NULL; at = &q->next) {
		size_t n = strlen(sqlite3_sql(q->stmt));

		if (q->hash != hash || strncmp(sqlite3_sql(q->stmt), sql, n) != 0 || *skip_blank(sql + n))
			continue;
		*at = q->next;
		b->idles--;
		return q;
	}
	return NULL;
}

struct query *query_open(struct db *b, struct diag *d, const char *sql, const struct place *at)
{
	struct place where = at ? *at : (struct place){NULL, 0, 0};
	uint64_t hash = hash_sql(sql);
	struct query *q = idle_take(b, sql, hash);
	sqlite3_stmt *stmt = NULL;
	const char *tail = sql;
	int rc;

	if (q) {
		q->at = where;
		return q;
	}
	/* only queries of .sql files have a place */
	rc = db_guard_prepare(b, sql, where.file != NULL, &stmt, &tail);
	if (b->refused) {
		diag(d, DIAG_SQL, &where, "the query %s", b->refused);
		return NULL;
	}
	if (rc != SQLITE_OK) {
		if (where.file)
			where = place_in(&where, sql, sqlite3_error_offset(b->lite));
		diag(d, DIAG_SQL, &where, "the query is wrong: %s", sqlite3_errmsg(b->lite));
		return NULL;
	}
	if (!stmt || *skip_blank(tail)) {
		if (where.file)
			where = place_in(&where, sql, (int32_t)(tail - sql));
		diag(d, DIAG_SQL, &where, stmt ? "the query goes on after its end: one statement is expected" : "the query is empty");
		sqlite3_finalize(stmt);
		return NULL;
	}
	q = mem_alloc(sizeof *q);
	q->stmt = stmt;
	q->db = b;
	q->at = where;
	q->columns = sqlite3_column_count(stmt);
	q->hash = hash;
	return q;
}

void query_close(struct query *q)
{
	struct query **last;

	if (!q)
		return;
	/* pragmas may answer while they are prepared */
	if (sqlite3_strnicmp(sqlite3_sql(q->stmt), "PRAGMA", 6) == 0) {
		query_free(q);
		return;
	}
	query_reset(q);
	if (q->db->idles == IDLE_MOST) {
		for (last = &q->db->idle; (*last)->next; last = &(*last)->next)
			;
		query_free(*last);
		*last = NULL;
		q->db->idles--;
	}
	q->next = q->db->idle;
	q->db->idle = q;
	q->db->idles++;
}

int32_t query_params(const struct query *q)
{
	return sqlite3_bind_parameter_count(q->stmt);
}

const char *query_param(const struct query *q, int32_t i)
{
	const char *name = sqlite3_bind_parameter_name(q->stmt, i);

	return name ? name + 1 : NULL;
}

static int32_t param_find(const struct query *q, const char *name)
{
	const char *p;
	int32_t i, n = query_params(q);

	for (i = 1; i <= n; i++)
		if ((p = query_param(q, i)) && strcmp(p, name) == 0)
			return i;
	return 0; /* SQLite refuses parameter 0 without a trace, as wanted */
}

void query_bind_int(struct query *q, const char *name, int64_t v)
{
	sqlite3_bind_int64(q->stmt, param_find(q, name), v);
}

void query_bind_text(struct query *q, const char *name, const char *s)
{
	sqlite3_bind_text(q->stmt, param_find(q, name), s, -1, SQLITE_TRANSIENT);
}

void query_bind_null(struct query *q, const char *name)
{
	sqlite3_bind_null(q->stmt, param_find(q, name));
}

void query_put_int(struct query *q, int32_t i, int64_t v)
{
	sqlite3_bind_int64(q->stmt, i, v);
}

void query_put_text(struct query *q, int32_t i, const char *s, int32_t n)
{
	sqlite3_bind_text(q->stmt, i, s, n, SQLITE_STATIC);
}

int query_next(struct query *q, struct diag *d)
{
	int rc = sqlite3_step(q->stmt);
	char asked[64];

	if (rc == SQLITE_ROW)
		return 1;
	if (rc == SQLITE_DONE) {
		sqlite3_reset(q->stmt);
		return 0;
	}
	if (q->at.file && (rc & 0xFF) == SQLITE_ERROR)
		diag(d, DIAG_SQL_RUN, &q->at, "the query stopped: %s", sqlite3_errmsg(q->db->lite));
	else {
		snprintf(asked, sizeof asked, "%s", sqlite3_sql(q->stmt));
		db_error(q->db, d, asked);
	}
	sqlite3_reset(q->stmt);
	return -1;
}

void query_reset(struct query *q)
{
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
}

int32_t query_columns(const struct query *q)
{
	return q->columns;
}

const char *query_name(const struct query *q, int32_t col)
{
	return sqlite3_column_name(q->stmt, col);
}

int query_null(const struct query *q, int32_t col)
{
	return sqlite3_column_type(q->stmt, col) == SQLITE_NULL;
}

int query_is_text(const struct query *q, int32_t col)
{
	return sqlite3_column_type(q->stmt, col) == SQLITE_TEXT;
}

int query_is_real(const struct query *q, int32_t col)
{
	return sqlite3_column_type(q->stmt, col) == SQLITE_FLOAT;
}

int64_t query_int(const struct query *q, int32_t col)
{
	return sqlite3_column_int64(q->stmt, col);
}

const char *query_text(const struct query *q, int32_t col)
{
	const char *s = (const char *)sqlite3_column_text(q->stmt, col);

	return s ? s : "";
}

int32_t query_length(const struct query *q, int32_t col)
{
	return sqlite3_column_bytes(q->stmt, col);
}

int query_readonly(const struct query *q)
{
	return sqlite3_stmt_readonly(q->stmt) != 0;
}

int64_t db_int(struct db *b, struct diag *d, const char *sql, int64_t dflt)
{
	struct query *q = query_open(b, d, sql, NULL);
	int64_t v = dflt;

	if (!q)
		return dflt;
	if (query_next(q, d) == 1 && !query_null(q, 0))
		v = query_int(q, 0);
	query_close(q);
	return v;
}

int64_t db_last_id(struct db *b)
{
	return sqlite3_last_insert_rowid(b->lite);
}

int64_t db_changes(struct db *b)
{
	return sqlite3_changes64(b->lite);
}

int64_t db_next_number(struct db *b, struct diag *d, const char *sequence)
{
	struct query *q = query_open(b, d, "INSERT INTO sequence(name, last) VALUES (:name, 1) "
				     "ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last", NULL);
	int64_t v = -1;

	if (!q)
		return -1;
	query_bind_text(q, "name", sequence);
	if (query_next(q, d) == 1) {
		v = query_int(q, 0);
		/* the row must be stepped to its end, or the statement's change is not complete */
		if (query_next(q, d) < 0)
			v = -1;
	}
	query_close(q);
	return v;
}
