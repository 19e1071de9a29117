/* db.h: SQLite behind a small face: open, query, bind, step. Only files that include db_own.h see sqlite3.h.
 *
 * How it works, and why so. A house's only state is one SQLite file, ledger.db: what was imported and what
 * was done (schema.sql says each table). Everything that can be said as a query is one, so that papers, lists
 * and workbooks cannot disagree about a figure.
 *
 * What comes in is SQL with named parameters; what goes out is rows. Queries of layouts (named.h) come from
 * people: they run under a guard (db_guard.c) that lets them read and nothing else, and ends what does not
 * end. canonical.c has the tables of exports as data, event.def the kinds of event, named.def what a layout's
 * .sql file may hold; import, record, check and the reference follow these lists. A run does not read
 * ledger.db but a copy as of its day (plan/snapshot.h); workers open that read only.
 *
 * Begin with schema.sql, then query.c. Tests: `sh tests/run.sh unit db_db db_named`. */
#ifndef LP_DB_H
#define LP_DB_H

#include "base/base.h"

struct db;

enum db_mode {
	DB_LEDGER,   /* read and write, WAL, foreign keys, schema made, or brought up to date by user_version;
			one writer */
	DB_READER,   /* a ledger, read only beside whoever writes: nothing is made or brought up to date */
	DB_SNAPSHOT, /* read only and immutable: workers */
	DB_MEMORY,   /* empty, in memory: previews and tests */
	DB_SCRATCH   /* empty, without even the schema, in a file of its own that nobody else sees and that
			goes with it: a snapshot of any size in the same memory */
};

/* What the first line of the custody log holds instead of the SHA-256 of a line before it. */
#define DB_CUSTODY_FIRST "0000000000000000000000000000000000000000000000000000000000000000"

/* NULL after a diagnostic. Registers the SQL functions: iso(day) → 'YYYY-MM-DD'; day('YYYY-MM-DD') → day;
 * month_start(day), month_end(day), add_months(day, n); workday_add(day, n) and
 * due_by_terms(day, days), letter_day(day) by the calendar set with db_calendar; digits(currency) → decimals;
 * country('KW', 'en') → 'Kuwait' (CLDR, by ICU; other text comes back as it is); country_code('Norway') →
 * 'NO' (country.h; NULL when it is none); sha256_text(text) → its SHA-256 in hex; custody_text(date, act,
 * subject, sha256, who, note) → what a line of the custody log says, as it is hashed (custody.h);
 * reference(), reference_fault(), reference_read() (reference.h) and code_epc(), code_swiss(), code_gost()
 * (payload.h), all as named.def says. */
struct db *db_open(const char *path, enum db_mode mode, struct diag *d);
void db_close(struct db *b); /* NULL is safe */

/* Working days for workday_add. Borrowed until db_close. */
void db_calendar(struct db *b, const struct calendar *c);
/* What is set; else one on which every day but Saturday and Sunday works. */
const struct calendar *db_calendar_of(const struct db *b);

/* The languages, by their codes (NULL behind the last), in which country_code knows names; else English
 * alone. Borrowed until db_close. */
void db_languages(struct db *b, const char *const *code);

/* Runs SQL without results ("BEGIN IMMEDIATE", a script). -1 after a diagnostic that names what was asked. */
int db_run(struct db *b, struct diag *d, const char *sql);
/* Sets something of the connection by a PRAGMA without which all would still be right: nothing is said. */
void db_tune(struct db *b, const char *pragma);
/* ROLLBACK, of what SQLite has not undone itself: on a full disk it does. */
int db_undo(struct db *b, struct diag *d);

/* Copies the whole of from into a file (temporary name, synced, renamed; an existing one is replaced), or
 * into the memory database to. */
int db_copy_file(struct db *from, const char *path, struct diag *d);
int db_copy(struct db *from, struct db *to, struct diag *d);
/* A scratch database that begins as a copy of the ledger. It has no journal: where anything in it fails it is
 * of no use, and is closed. NULL after a diagnostic. */
struct db *db_scratch(struct db *ledger, struct diag *d);
/* Gives back the memory of pages that are at hand: for who has asked most of what there is to ask. */
void db_shrink(struct db *b);

/* ---- prepared queries ---- */

struct query;

/* at: where the SQL stands, for messages (line of its first line); may be NULL. NULL after a diagnostic. */
struct query *query_open(struct db *b, struct diag *d, const char *sql, const struct place *at);
/* The same of a query of a .sql file, whose name messages then say. n is borrowed until query_close. What
 * such a query may do is limited: it only reads, not the clock, and comes to an end (db_guard.c). */
struct named_query;
struct query *query_open_named(struct db *b, struct diag *d, const struct named_query *n);
/* How many rows a query gives, in one row: they are counted inside SQLite, which then neither sorts them nor
 * works out columns that nobody reads. by: a column of it; then one row of each of its values, in their
 * order: the value, how many. Takes the parameters of rows, which may be closed. NULL after a diagnostic. */
struct query *query_open_count(const struct query *rows, struct diag *d, const char *by);
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

/* col -1 is a column that is not there: NULL. */
int32_t query_columns(const struct query *q);
const char *query_name(const struct query *q, int32_t col);
int query_null(const struct query *q, int32_t col);
int query_is_text(const struct query *q, int32_t col);
int query_is_int(const struct query *q, int32_t col); /* no other numbers, nor bytes, are shown */
int64_t query_int(const struct query *q, int32_t col);
const char *query_text(const struct query *q, int32_t col); /* "" for NULL; valid until the next step */
int32_t query_length(const struct query *q, int32_t col);
int query_readonly(const struct query *q); /* 1 when it changes nothing */

/* ---- columns by name ---- */

/* What a reader takes of a query, in static tables. */
enum want_kind {
	WANT_TEXT, /* text, or a whole number, which is read as its digits */
	WANT_INT   /* a whole number: money in minor units, a day, a count, 0 or 1 */
};
enum want_need {
	WANT_ALWAYS,
	WANT_MAYBE, /* a house's own query may do without it */
	WANT_ONE_OF /* of those marked so, one at least */
};
struct query_want {
	const char *name;
	enum want_kind kind; /* NULL is of every kind */
	enum want_need need;
};

/* What the query's "-- columns:" names must be columns of it, or its formats go lost. -1 after diagnostics,
 * each at its place and with a hint. */
int query_declared(const struct query *q, struct diag *d, const struct named_query *n);

/* Finds the wanted columns: at[i] is where want[i] stands, -1 for one that need not be there, which reads
 * as NULL. Each that is missing, or is not there but for its spelling, is reported at the query's place
 * with a hint; then -1. From here on query_next holds each row against the kinds. want and at are borrowed
 * until query_close. */
int query_column(struct query *q, struct diag *d, const struct query_want *want, int32_t n, int32_t *at);

/* One value of a query without rows left over: dflt when there is no row or NULL. */
int64_t db_int(struct db *b, struct diag *d, const char *sql, int64_t dflt);
int64_t db_last_id(struct db *b);
int64_t db_changes(struct db *b);

/* ---- bulk ---- */

/* A value of a row: text of length bytes (-1: up to its NUL), else a number, else nothing. Text is borrowed
 * until the next row is asked for. */
struct db_value {
	const char *text;
	int64_t number;
	int32_t length; /* without text: 0 a number, -1 NULL */
};
static inline struct db_value db_value_int(int64_t v)
{
	return (struct db_value){NULL, v, 0};
}
static inline struct db_value db_value_text(const char *s, int32_t n) /* NULL is NULL */
{
	return (struct db_value){s, 0, s ? n : -1};
}

/* Columns that db_insert can write. */
#define DB_INSERT_COLUMNS 40

/* Sets the next row's values, all of them. 1 a row, 0 no more, -1 after a diagnostic. It may ask and change
 * other tables. */
typedef int (*db_row_next)(void *ctx, struct db_value *row);

/* Writes rows by one statement: INSERT INTO, then into ("entry(source, line)"). All of them or, after a
 * diagnostic and -1, none. */
int db_insert(struct db *b, struct diag *d, const char *into, int32_t columns, db_row_next next, void *ctx);

/* Rows of a table that wait until there are many, to be written in their order by one statement; zeroed but
 * for into and columns. */
struct db_rows {
	const char *into;
	int32_t columns;
	struct db_value *value; /* row by row */
	int32_t rows, cap, at;
};
/* The next row, all of whose values are to be set; their texts stay the caller's until db_rows_write. */
struct db_value *db_rows_add(struct db_rows *r);
/* Writes and forgets them. -1 after a diagnostic. */
int db_rows_write(struct db *b, struct diag *d, struct db_rows *r);
void db_rows_done(struct db_rows *r);

/* Around a transaction that brings more than the ledger holds: without the write-ahead log, whose pages would
 * all be written twice (the rollback journal keeps it whole as well), unless someone else has the ledger
 * open; and without looking up for each row the source that it was just given. */
void db_bulk(struct db *b);
void db_bulk_end(struct db *b);

/* Drops the indexes of a table that SQL made, and appends their SQL to again; when most of the table has been
 * inserted, db_indexes_make runs that: one sort instead of a search a row. Both inside the caller's
 * transaction. -1 after a diagnostic. */
int db_indexes_drop(struct db *b, struct diag *d, const char *table, struct text *again);
int db_indexes_make(struct db *b, struct diag *d, const char *again);

/* The next number of a running sequence (schema.sql, sequence), inside the caller's transaction. -1 after a
 * diagnostic. */
int64_t db_next_number(struct db *b, struct diag *d, const char *sequence);

#endif
