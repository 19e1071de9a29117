/* query.c: prepared queries: opened with the place of their SQL, bound, stepped; closed ones are kept ready
 * beside their connection. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_own.h"
#include "db/named.h"

struct query {
	sqlite3_stmt *stmt;
	struct db *db;
	struct place at;  /* of the SQL's first line; file NULL: the program's own */
	const char *name; /* in its .sql file; borrowed; NULL: none */
	int64_t steps;	  /* that a document type's query may still take */
	int begun;	  /* it has been stepped since it was asked */
	int32_t columns;
	uint64_t hash;		       /* of the SQL */
	const struct query_want *want; /* what its rows are held against; borrowed; NULL: nothing */
	const int32_t *want_at;
	int32_t wants;
	struct query *next; /* among the idle */
};

/* Preparing costs as much as ten rows, and the same few queries are asked for every document. */
#define IDLE_MOST 32

static void query_free(struct query *q)
{
	sqlite3_finalize(q->stmt);
	free(q);
}

void query_drop_idle(struct db *b)
{
	struct query *q;

	while ((q = b->idle) != NULL) {
		b->idle = q->next;
		query_free(q);
	}
}

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
	uint64_t h = HASH_FIRST;

	for (; *sql; sql++)
		h = hash_next(h, *sql);
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
	char asked[64];
	int rc;

	if (q) {
		q->at = where;
		q->name = NULL;
		return q;
	}
	/* only queries of .sql files have a place */
	rc = db_guard_prepare(b, sql, where.file != NULL, &stmt, &tail);
	if (b->refused) {
		diag(d, DIAG_SQL, &where, "the query %s", b->refused);
		return NULL;
	}
	if (rc != SQLITE_OK) {
		/* the schema is read for it, which may fail: then nothing is wrong with the SQL */
		if ((rc & 0xFF) != SQLITE_ERROR && (rc & 0xFF) != SQLITE_AUTH &&
		    (rc & 0xFF) != SQLITE_TOOBIG) {
			snprintf(asked, sizeof asked, "%s", sql);
			db_error(b, d, asked);
			return NULL;
		}
		if (where.file)
			where = place_in(&where, sql, sqlite3_error_offset(b->lite));
		diag(d, DIAG_SQL, &where, "the query is wrong: %s", sqlite3_errmsg(b->lite));
		return NULL;
	}
	if (!stmt || *skip_blank(tail)) {
		if (where.file)
			where = place_in(&where, sql, (int32_t)(tail - sql));
		diag(d, DIAG_SQL, &where,
		     stmt ? "the query goes on after its end: one statement is expected"
			  : "the query is empty");
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

static int32_t column_find(const struct query *q, const char *name)
{
	for (int32_t i = 0; i < q->columns; i++)
		if (strcmp(query_name(q, i), name) == 0)
			return i;
	return -1;
}

static int is_wanted(const char *name, const struct query_want *want, int32_t n)
{
	for (int32_t i = 0; i < n; i++)
		if (strcmp(want[i].name, name) == 0)
			return 1;
	return 0;
}

/* The column that is spelt most like name, of those that nobody wants; NULL: none is. */
static const char *column_like(const struct query *q, const char *name, const struct query_want *want,
			       int32_t n)
{
	const char **names = mem_alloc(sizeof *names * (size_t)(q->columns + 1)), *like;
	int32_t k = 0;

	for (int32_t i = 0; i < q->columns; i++)
		if (!is_wanted(query_name(q, i), want, n))
			names[k++] = query_name(q, i);
	like = diag_closest(name, names, k);
	free(names);
	return like;
}

static int column_missing(const struct query *q, struct diag *d, const struct place *at, const char *name)
{
	const char *like = column_like(q, name, q->want, q->wants);
	struct text hint;

	text_init(&hint);
	if (like)
		text_addf(&hint, "did you mean `%s`?", like);
	diag_hint(d, DIAG_QUERY_COLUMN, at, like ? text_str(&hint) : NULL,
		  "the query%s%s%s has no column \"%s\"", q->name ? " \"" : "", q->name ? q->name : "",
		  q->name ? "\"" : "", name);
	text_done(&hint);
	return -1;
}

struct query *query_open_named(struct db *b, struct diag *d, const struct named_query *n)
{
	struct query *q = query_open(b, d, n->sql, &n->at);

	if (q)
		q->name = n->name;
	return q;
}

struct query *query_open_count(const struct query *rows, struct diag *d, const char *by)
{
	const char *sql = sqlite3_sql(rows->stmt);
	size_t n = strlen(sql);
	struct query *q;
	struct text t;

	/* SQLite keeps a statement's text up to and with its semicolon */
	if (n > 0 && sql[n - 1] == ';')
		n--;
	text_init(&t);
	if (by)
		text_addf(&t, "SELECT \"%s\", count(*) FROM (%.*s\n) GROUP BY 1 ORDER BY 1", by, (int)n, sql);
	else
		text_addf(&t, "SELECT count(*) FROM (%.*s\n)", (int)n, sql);
	q = query_open(rows->db, d, text_str(&t), &rows->at);
	text_done(&t);
	if (q)
		q->name = rows->name;
	return q;
}

int query_declared(const struct query *q, struct diag *d, const struct named_query *n)
{
	int bad = 0;

	for (int32_t i = 0; i < n->columns; i++)
		if (column_find(q, n->column[i].name) < 0)
			bad = column_missing(q, d, &n->column[i].at, n->column[i].name);
	return bad;
}

/* Of the columns of which one at least is wanted, there is one. */
static int one_of(const struct query *q, struct diag *d, const struct query_want *want, int32_t n,
		  const int32_t *at)
{
	struct text names;
	int there = 1;

	text_init(&names);
	for (int32_t i = 0; i < n; i++)
		if (want[i].need == WANT_ONE_OF)
			text_addf(&names, "%s\"%s\"", names.len ? " nor " : "", want[i].name);
	if (names.len > 0) {
		there = 0;
		for (int32_t i = 0; i < n; i++)
			there |= want[i].need == WANT_ONE_OF && at[i] >= 0;
	}
	if (!there)
		diag(d, DIAG_QUERY_COLUMN, &q->at, "the query%s%s%s has neither a column %s",
		     q->name ? " \"" : "", q->name ? q->name : "", q->name ? "\"" : "", text_str(&names));
	text_done(&names);
	return there ? 0 : -1;
}

int query_column(struct query *q, struct diag *d, const struct query_want *want, int32_t n, int32_t *at)
{
	int bad = 0;

	q->want = want;
	q->want_at = at;
	q->wants = n;
	for (int32_t i = 0; i < n; i++)
		at[i] = column_find(q, want[i].name);
	for (int32_t i = 0; i < n; i++)
		if (at[i] < 0 && (want[i].need == WANT_ALWAYS || column_like(q, want[i].name, want, n)))
			bad = column_missing(q, d, &q->at, want[i].name);
	return bad < 0 ? -1 : one_of(q, d, want, n, at);
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
	q->want = NULL;
	q->wants = 0;
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

/* One step of a document type's query, within what it may cost. */
static int step_counted(struct query *q)
{
	int rc;

	if (!q->begun) {
		q->begun = 1;
		q->steps = DB_STEPS_MOST;
		/* what was asked before does not count */
		sqlite3_stmt_status(q->stmt, SQLITE_STMTSTATUS_VM_STEP, 1);
	}
	q->db->steps = q->steps;
	q->db->counted = 1;
	rc = sqlite3_step(q->stmt);
	q->db->counted = 0;
	q->steps = q->db->steps - DB_STEPS_ROW;
	if (rc == SQLITE_ROW && q->steps < 0)
		rc = SQLITE_INTERRUPT;
	return rc;
}

/* What the wanted columns of a row hold is of the kinds wanted. */
static int kinds_hold(struct query *q, struct diag *d)
{
	for (int32_t i = 0; i < q->wants; i++) {
		int32_t col = q->want_at[i];
		int is = col < 0 ? SQLITE_NULL : sqlite3_column_type(q->stmt, col);

		if (is == SQLITE_NULL || is == SQLITE_INTEGER ||
		    (is == SQLITE_TEXT && q->want[i].kind == WANT_TEXT))
			continue;
		return diag(d, DIAG_QUERY_VALUE, &q->at,
			    "the column \"%s\" of the query%s%s%s holds %s%.40s%s: %s is expected",
			    q->want[i].name, q->name ? " \"" : "", q->name ? q->name : "",
			    q->name ? "\"" : "", is == SQLITE_BLOB ? "bytes" : "\"",
			    is == SQLITE_BLOB ? "" : query_text(q, col), is == SQLITE_BLOB ? "" : "\"",
			    q->want[i].kind == WANT_TEXT ? "text" : "a whole number");
	}
	return 0;
}

int query_next(struct query *q, struct diag *d)
{
	int rc = q->at.file ? step_counted(q) : sqlite3_step(q->stmt);
	char asked[64];

	if (rc == SQLITE_ROW && kinds_hold(q, d) < 0) {
		query_reset(q);
		return -1;
	}
	if (rc == SQLITE_ROW)
		return 1;
	q->begun = 0;
	if (rc == SQLITE_DONE) {
		sqlite3_reset(q->stmt);
		return 0;
	}
	if (q->at.file && (rc & 0xFF) == SQLITE_INTERRUPT)
		diag_hint(
			d, DIAG_SQL_ENDLESS, &q->at,
			"a WITH RECURSIVE needs a WHERE or a LIMIT that ends it; a join needs its ON",
			"the query%s%s%s has taken %lld steps, %lld for each row, and has not come to its end",
			q->name ? " \"" : "", q->name ? q->name : "", q->name ? "\"" : "",
			(long long)DB_STEPS_MOST, (long long)DB_STEPS_ROW);
	else if (q->at.file && (rc & 0xFF) == SQLITE_ERROR)
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
	q->begun = 0;
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
	return col < 0 || sqlite3_column_type(q->stmt, col) == SQLITE_NULL;
}

int query_is_text(const struct query *q, int32_t col)
{
	return sqlite3_column_type(q->stmt, col) == SQLITE_TEXT;
}

int query_is_int(const struct query *q, int32_t col)
{
	return sqlite3_column_type(q->stmt, col) == SQLITE_INTEGER;
}

int64_t query_int(const struct query *q, int32_t col)
{
	return col < 0 ? 0 : sqlite3_column_int64(q->stmt, col);
}

const char *query_text(const struct query *q, int32_t col)
{
	const char *s = col < 0 ? NULL : (const char *)sqlite3_column_text(q->stmt, col);

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
