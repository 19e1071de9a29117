/* db.h: SQLite behind a small face: open, query, bind, step. Only files that include db_own.h see sqlite3.h.
 */
#ifndef LP_DB_H
#define LP_DB_H

#include "base/base.h"

struct db;

enum db_mode {
	DB_LEDGER,   /* read and write, WAL, foreign keys, schema made, or brought up to date by user_version;
			one writer */
	DB_SNAPSHOT, /* read only and immutable: workers */
	DB_MEMORY,   /* empty, in memory: previews and tests */
	DB_BLANK /* in memory without even the schema, to be filled by db_copy from a ledger of any page size
		  */
};

/* NULL after a diagnostic. Registers the SQL functions: iso(day) → 'YYYY-MM-DD'; day('YYYY-MM-DD') → day;
 * month_start(day), month_end(day), add_months(day, n); workday_add(day, n), workdays(from, to) by the
 * calendar set with db_calendar; digits(currency) → decimals; country('KW', 'en') → 'Kuwait' (CLDR, by ICU;
 * other text comes back as it is); country_code('Norway') → 'NO' (country.h; NULL when it is none). */
struct db *db_open(const char *path, enum db_mode mode, struct diag *d);
void db_close(struct db *b); /* NULL is safe */

/* Working days for workday_add and workdays. Borrowed until db_close. */
void db_calendar(struct db *b, const struct calendar *c);

/* The languages, by their codes (NULL behind the last), in which country_code knows names; else English
 * alone. Borrowed until db_close. */
void db_languages(struct db *b, const char *const *code);

/* Runs SQL without results ("BEGIN IMMEDIATE", a script). -1 after a diagnostic that names what was asked. */
int db_run(struct db *b, struct diag *d, const char *sql);
/* ROLLBACK, of what SQLite has not undone itself: on a full disk it does. */
int db_undo(struct db *b, struct diag *d);

/* Copies the whole of from into a file (temporary name, synced, renamed; an existing one is replaced), or
 * into the memory database to. */
int db_copy_file(struct db *from, const char *path, struct diag *d);
int db_copy(struct db *from, struct db *to, struct diag *d);

/* ---- prepared queries ---- */

struct query;

/* at: where the SQL stands, for messages (line of its first line); may be NULL. NULL after a diagnostic. */
struct query *query_open(struct db *b, struct diag *d, const char *sql, const struct place *at);
/* The same of a document type's query, whose name messages then say. n is borrowed until query_close. What
 * such a query may do is limited: it only reads, not the clock, and comes to an end (db_guard.c). */
struct named_query;
struct query *query_open_named(struct db *b, struct diag *d, const struct named_query *n);
void query_close(struct query *q); /* NULL is safe; before its database is closed */

/* Parameters by name without the colon. A name that the query does not have is ignored. Text is copied. */
void query_bind_int(struct query *q, const char *name, int64_t v);
void query_bind_text(struct query *q, const char *name, const char *s); /* NULL binds NULL */
void query_bind_null(struct query *q, const char *name);
/* Parameters by position from 1, for hot loops; text is borrowed until the next reset. */
void query_put_int(struct query *q, int32_t i, int64_t v);
void query_put_text(struct query *q, int32_t i, const char *s, int32_t n); /* NULL binds NULL */
int32_t query_params(const struct query *q);
const char *query_param(const struct query *q, int32_t i); /* from 1; name without the colon, or NULL */

/* 1 a row, 0 no more (the query is reset), -1 after a diagnostic. */
int query_next(struct query *q, struct diag *d);
void query_reset(struct query *q); /* ready to be bound and stepped again; bindings are cleared */

int32_t query_columns(const struct query *q);
const char *query_name(const struct query *q, int32_t col);
int query_null(const struct query *q, int32_t col);
int query_is_text(const struct query *q, int32_t col);
int query_is_int(const struct query *q, int32_t col); /* no other numbers, nor bytes, are shown */
int64_t query_int(const struct query *q, int32_t col);
const char *query_text(const struct query *q, int32_t col); /* "" for NULL; valid until the next step */
int32_t query_length(const struct query *q, int32_t col);
int query_readonly(const struct query *q); /* 1 when it changes nothing */

/* One value of a query without rows left over: dflt when there is no row or NULL. */
int64_t db_int(struct db *b, struct diag *d, const char *sql, int64_t dflt);
int64_t db_last_id(struct db *b);
int64_t db_changes(struct db *b);

/* ---- bulk ---- */

/* One value of a row to be loaded. s: NULL for a number, or for NULL when null is set; borrowed during the
 * call. */
struct db_cell {
	const char *s;
	int32_t n, null;
	int64_t i;
	int32_t alike; /* of a text: rows with the same number > 0 hold the same one; 0: nothing is known */
};

/* Inserts rows at the speed of the file: next fills in the columns 0 … n-1 of "a, b, c" of each row (1; 0: no
 * more; -1: stop after a diagnostic); what its cells borrow lasts until it is asked again. CHECK constraints
 * are not tested, in a draft nor are types: the caller has. most: this will be most of the table, whose
 * indexes are then made anew. next must not use the database. Inside the caller's transaction. -1 after a
 * diagnostic. */
int db_load(struct db *b, struct diag *d, const char *table, const char *columns, int32_t n, int most,
	    int (*next)(void *ctx, struct db_cell *row), void *ctx);

/* A copy of the ledger in memory, where a load that is larger than the ledger is put together, while b is
 * locked against other writers: its foreign keys are not tested, and a transaction in it may be committed on
 * the way. load: bytes that will be added, about. NULL: only b itself can take the load, as someone else has
 * the ledger open, as ledger and load are more than DB_DRAFT_MOST, or for any trouble; nothing is said, for b
 * meets what is true trouble again. */
struct db *db_draft(struct db *b, int64_t load);
/* Half of what SQLite allocates in one piece (SQLITE_MAX_ALLOCATION_SIZE), which a database in memory is. */
#define DB_DRAFT_MOST INT64_C(900000000)
/* Makes b what the draft is, whole or, when that fails or the program dies, not at all; b stays as it is when
 * the draft was not changed. */
int db_draft_publish(struct db *draft, struct db *b, struct diag *d);
/* Frees the draft and unlocks b. NULL is safe. */
void db_draft_close(struct db *draft, struct db *b);

/* The next number of a running sequence (schema.sql, sequence), inside the caller's transaction. -1 after a
 * diagnostic. */
int64_t db_next_number(struct db *b, struct diag *d, const char *sequence);

#endif
