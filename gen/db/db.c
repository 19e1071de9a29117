/* db.c: SQLite's border: connections, copies, single values; its errors become messages that say what was
 * asked. */
#include "db/db.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/db_own.h"

#define SCHEMA_VERSION 17
#define VALUE_MOST (16 << 20) /* bytes */

static const char schema[] =
#include "db/schema.sql.inc"
	;

int db_error(struct db *b, struct diag *d, const char *asked)
{
	struct place at = {*b->path ? b->path : NULL, 0, 0};
	int code = sqlite3_errcode(b->lite) & 0xFF;

	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		return diag(d, DIAG_DB_BUSY, &at, "another ledgerpress is writing to this ledger (asked: %s)",
			    asked);
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

void db_tune(struct db *b, const char *pragma)
{
	sqlite3_exec(b->lite, pragma, NULL, NULL, NULL);
}

int db_undo(struct db *b, struct diag *d)
{
	return sqlite3_get_autocommit(b->lite) ? 0 : db_run(b, d, "ROLLBACK");
}

/* What a ledger of each earlier version lacks, from version 1 on. A house keeps its ledger: its register says
 * what was sent. */
static const char *const schema_step[SCHEMA_VERSION - 1] = {
	"ALTER TABLE evidence ADD COLUMN invoice_year INTEGER; PRAGMA user_version = 2",
	"ALTER TABLE source ADD COLUMN reading TEXT; ALTER TABLE source ADD COLUMN date_order TEXT; "
	"PRAGMA user_version = 3",
	"CREATE TABLE event_undone (event INTEGER PRIMARY KEY, date INTEGER NOT NULL, who TEXT NOT NULL, why "
	"TEXT NOT NULL) STRICT; PRAGMA user_version = 4",
	"ALTER TABLE staff ADD COLUMN away_from INTEGER; ALTER TABLE staff ADD COLUMN away_to INTEGER; "
	"ALTER TABLE staff ADD COLUMN substitute TEXT; ALTER TABLE customer ADD COLUMN collector TEXT; "
	"PRAGMA user_version = 5",
	/* which rows other files brought again was not kept: they are told from what is no longer there */
	"CREATE TABLE row_left (source INTEGER NOT NULL REFERENCES source(id), line INTEGER NOT NULL, reason "
	"TEXT NOT NULL, rows INTEGER NOT NULL, currency TEXT, amount INTEGER, customer TEXT, number TEXT, other INTEGER) STRICT; "
	"INSERT INTO row_left SELECT t.source, 0, 'unknown', t.rows - count(e.id), t.currency, t.amount - "
	"coalesce(sum(e.amount), 0), NULL, NULL, NULL FROM source_total t JOIN source s ON s.id = t.source LEFT JOIN entry e "
	"ON e.source = t.source AND e.currency = t.currency WHERE s.tbl = 'ledger' AND s.replaced_by IS NULL "
	"GROUP BY t.source, t.currency HAVING t.rows <> count(e.id) OR t.amount <> coalesce(sum(e.amount), 0); "
	"ALTER TABLE customer ADD COLUMN parent TEXT; ALTER TABLE entry ADD COLUMN fx_rate TEXT; PRAGMA user_version = 6",
	"ALTER TABLE event ADD COLUMN next_time TEXT; ALTER TABLE event ADD COLUMN reason TEXT; PRAGMA user_version = 7",
	"CREATE TABLE signature (id INTEGER PRIMARY KEY, paper INTEGER NOT NULL REFERENCES paper(id), field TEXT NOT NULL, "
	"signer TEXT NOT NULL, issuer TEXT, date INTEGER NOT NULL, witnessed TEXT, file TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT; "
	"PRAGMA user_version = 8",
	"CREATE TABLE run_file (run TEXT NOT NULL REFERENCES run(id), file TEXT NOT NULL, sha256 TEXT NOT NULL, "
	"PRIMARY KEY (run, file)) STRICT; PRAGMA user_version = 9",
	"ALTER TABLE event ADD COLUMN channel TEXT; ALTER TABLE paper_event ADD COLUMN channel TEXT; "
	"CREATE TABLE choice (id INTEGER PRIMARY KEY, what TEXT NOT NULL, subject TEXT NOT NULL, type TEXT, date INTEGER NOT NULL, "
	"until INTEGER, who TEXT NOT NULL, reason TEXT NOT NULL, undone_on INTEGER, undone_by TEXT) STRICT; PRAGMA user_version = 10",
	"CREATE TABLE exhibit (case_id TEXT NOT NULL, subject TEXT NOT NULL, number INTEGER NOT NULL, letter INTEGER NOT NULL, "
	"date INTEGER NOT NULL, PRIMARY KEY (case_id, subject), UNIQUE (case_id, number, letter)) STRICT, WITHOUT ROWID; "
	"PRAGMA user_version = 11",
	"CREATE TABLE case_hold (id INTEGER PRIMARY KEY, case_id TEXT NOT NULL REFERENCES bad_case(id), act TEXT NOT NULL "
	"CHECK (act IN ('held', 'released')), date INTEGER NOT NULL, who TEXT NOT NULL, reason TEXT) STRICT; "
	"CREATE TABLE run_customer (run TEXT NOT NULL REFERENCES run(id), customer TEXT NOT NULL, "
	"PRIMARY KEY (run, customer)) STRICT, WITHOUT ROWID; "
	"CREATE TABLE run_act (run TEXT NOT NULL REFERENCES run(id), act TEXT NOT NULL CHECK (act IN ('cancelled', 'accepted')), "
	"date INTEGER NOT NULL, who TEXT, note TEXT, PRIMARY KEY (run, act)) STRICT, WITHOUT ROWID; "
	/* one that was given up had been closed as if it were made */
	"INSERT INTO run_act SELECT r.id, 'cancelled', max(v.date), max(v.who), max(v.note) FROM run r JOIN paper p ON p.run = r.id "
	"JOIN paper_event v ON v.paper = p.id AND v.state LIKE 'cancelled%' WHERE r.kind = 'handover' AND r.state = 'made' "
	"GROUP BY r.id HAVING NOT EXISTS (SELECT 1 FROM paper x WHERE x.run = r.id AND x.state <> 'cancelled'); "
	"PRAGMA user_version = 12",
	/* what the custody log has is bound together as it stands */
	"ALTER TABLE evidence ADD COLUMN withdrawn_on INTEGER; ALTER TABLE evidence ADD COLUMN withdrawn_why TEXT; "
	"ALTER TABLE evidence ADD COLUMN unreadable TEXT; ALTER TABLE evidence ADD COLUMN authority TEXT; "
	"ALTER TABLE evidence ADD COLUMN authority_until INTEGER; "
	"ALTER TABLE custody ADD COLUMN content_sha256 TEXT; ALTER TABLE custody ADD COLUMN before_sha256 TEXT; "
	"ALTER TABLE custody ADD COLUMN line_sha256 TEXT; "
	"CREATE TEMP TABLE custody_number AS SELECT id, row_number() OVER (ORDER BY id) AS n FROM custody; "
	"UPDATE custody SET id = -(SELECT n FROM temp.custody_number k WHERE k.id = custody.id); UPDATE custody SET id = -id; "
	"DROP TABLE temp.custody_number; "
	"UPDATE custody SET content_sha256 = sha256_text(custody_text(date, act, subject, sha256, who, note)); "
	"WITH RECURSIVE l(id, before, line) AS (SELECT 0, NULL, '" DB_CUSTODY_FIRST "' UNION ALL "
	"SELECT k.id, l.line, sha256_text(k.id || ' ' || l.line || ' ' || k.content_sha256) FROM l JOIN custody k ON k.id = l.id + 1) "
	"UPDATE custody SET before_sha256 = l.before, line_sha256 = l.line FROM l WHERE l.id = custody.id; "
	"INSERT INTO sequence(name, last) SELECT 'custody', max(id) FROM custody HAVING count(*) > 0; "
	"PRAGMA user_version = 13",
	"ALTER TABLE evidence ADD COLUMN mail_from TEXT; ALTER TABLE evidence ADD COLUMN mail_subject TEXT; "
	"ALTER TABLE evidence ADD COLUMN mail_date INTEGER; ALTER TABLE evidence ADD COLUMN mail_time TEXT; "
	"ALTER TABLE evidence ADD COLUMN mail_files INTEGER; "
	"ALTER TABLE event ADD COLUMN recorded_on INTEGER; ALTER TABLE event ADD COLUMN recorded_by TEXT; "
	"ALTER TABLE paper_event ADD COLUMN recorded_on INTEGER; ALTER TABLE paper_event ADD COLUMN recorded_by TEXT; "
	"PRAGMA user_version = 14",
	"CREATE TABLE evidence_read (id INTEGER PRIMARY KEY, name TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL, "
	"date INTEGER NOT NULL, who TEXT NOT NULL) STRICT; PRAGMA user_version = 15",
	"CREATE INDEX paper_event_paper ON paper_event(paper); PRAGMA user_version = 16",
	/* what earlier versions corrected is told by the notes of the log, which names they printed by their
	   bundles */
	"CREATE TABLE custody_change (line INTEGER NOT NULL REFERENCES custody(id), seq INTEGER NOT NULL, field TEXT NOT NULL, "
	"was TEXT, now TEXT, PRIMARY KEY (line, seq)) STRICT, WITHOUT ROWID; "
	"CREATE TABLE exhibit_name (id INTEGER PRIMARY KEY, case_id TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, subject TEXT, "
	"bundle TEXT, UNIQUE (case_id, name, sha256)) STRICT; "
	"CREATE TABLE bundle_unread (line INTEGER PRIMARY KEY REFERENCES custody(id)) STRICT; "
	"INSERT INTO bundle_unread SELECT id FROM custody WHERE act = 'bundled' AND subject LIKE '%.zip'; "
	"ALTER TABLE evidence ADD COLUMN taken_on INTEGER; ALTER TABLE evidence ADD COLUMN taken_at TEXT; "
	"PRAGMA user_version = 17",
};

/* Brings an older ledger up to date in one transaction, as another process may be about to. */
static int schema_renew(struct db *b, struct diag *d)
{
	int64_t version;

	if (db_run(b, d, "BEGIN IMMEDIATE") < 0)
		return -1;
	for (version = db_int(b, d, "PRAGMA user_version", -1); version >= 1 && version < SCHEMA_VERSION;
	     version++)
		if (db_run(b, d, schema_step[version - 1]) < 0)
			return -1;
	return version < 0 ? -1 : db_run(b, d, "COMMIT");
}

/* An empty database gets the schema, an older ledger what it lacks; a newer one is refused, as its columns
 * may mean something else. */
static int schema_check(struct db *b, struct diag *d)
{
	struct place at = {b->path, 0, 0};
	int64_t version = db_int(b, d, "PRAGMA user_version", -1);
	int64_t tables = db_int(b, d, "SELECT count(*) FROM sqlite_schema", -1);

	if (version < 0 || tables < 0)
		return -1;
	if (version == SCHEMA_VERSION)
		return 0;
	if (version > 0 && version < SCHEMA_VERSION)
		return schema_renew(b, d);
	if (version != 0 || tables != 0)
		return diag(d, DIAG_DB_VERSION, &at,
			    version > SCHEMA_VERSION
				    ? "is a ledger of version %d, this program knows version %d"
				    : "is no ledger (version %d, not %d)",
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

/* The program has one thread: SQLite needs neither locks nor counts of its memory, which are a tenth of its
 * work. Refused without harm once a database was opened. */
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
	int flags = mode == DB_SNAPSHOT ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
		    : mode == DB_READER ? SQLITE_OPEN_READONLY
					: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	int rc;

	sqlite_plain();
	/* SQLite's name for a scratch file is the empty one */
	rc = sqlite3_open_v2(uri		 ? uri
			     : mode == DB_MEMORY ? ":memory:"
			     : path		 ? path
						 : "",
			     &b->lite, flags | SQLITE_OPEN_NOMUTEX, NULL);
	free(uri);
	b->path = mem_alloc(strlen(path ? path : "") + 1);
	strcpy(b->path, path ? path : "");
	if (rc != SQLITE_OK) {
		diag(d, DIAG_DB_OPEN, &at, "the ledger cannot be opened: %s",
		     b->lite ? sqlite3_errmsg(b->lite) : "no memory");
		db_close(b);
		return NULL;
	}
	sqlite3_extended_result_codes(b->lite, 1);
	sqlite3_busy_timeout(b->lite, DB_BUSY_MS);
	db_function_add(b);
	db_payment_add(b);
	db_insert_add(b);
	db_guard(b);
	/* what a query of a paper may give in one value; a cell of an export is a tenth of it at most */
	if (mode == DB_SNAPSHOT)
		sqlite3_limit(b->lite, SQLITE_LIMIT_LENGTH, VALUE_MOST);
	rc = db_run(
		b, d,
		"PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = " DB_CACHE
		"; PRAGMA temp_store = MEMORY");
	if (rc == 0 && mode == DB_SCRATCH)
		rc = db_run(b, d, "PRAGMA temp_store = FILE; PRAGMA temp.cache_size = " DB_CACHE_TEMP);
	/* synchronous FULL: a register entry that is committed survives a power cut */
	if (rc == 0 && mode == DB_LEDGER)
		rc = db_run(b, d, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
	if (rc == 0 && (mode == DB_LEDGER || mode == DB_MEMORY))
		rc = schema_check(b, d);
	else if (rc == 0 && (mode == DB_SNAPSHOT || mode == DB_READER) &&
		 db_int(b, d, "PRAGMA user_version", -1) != SCHEMA_VERSION)
		rc = diag(d, DIAG_DB_VERSION, &at, "is no ledger of version %d", SCHEMA_VERSION);
	/* one read transaction for all queries: without it each would ask anew whether the file has changed
	 */
	if (rc == 0 && mode == DB_SNAPSHOT)
		rc = db_run(b, d, "BEGIN");
	if (rc < 0) {
		db_close(b);
		return NULL;
	}
	return b;
}

void db_close(struct db *b)
{
	if (!b)
		return;
	query_drop_idle(b);
	sqlite3_close_v2(b->lite);
	free(b->path);
	free(b);
}

void db_languages(struct db *b, const char *const *code)
{
	b->language = code;
}

void db_calendar(struct db *b, const struct calendar *c)
{
	b->calendar = c;
}

int db_copy(struct db *from, struct db *to, struct diag *d)
{
	sqlite3_backup *k;
	int rc, done;

	/* its pages are read once: none is worth keeping */
	if (db_run(from, d, "PRAGMA cache_size = 16") < 0)
		return -1;
	k = sqlite3_backup_init(to->lite, "main", from->lite, "main");
	if (!k)
		return db_error(to, d, "copy the ledger");
	/* a busy one is no error to the end of the copy */
	done = sqlite3_backup_step(k, -1) == SQLITE_DONE;
	rc = sqlite3_backup_finish(k);
	if (db_run(from, d, "PRAGMA cache_size = " DB_CACHE) < 0)
		return -1;
	return done && rc == SQLITE_OK ? 0 : db_error(to, d, "copy the ledger");
}

void db_shrink(struct db *b)
{
	/* pages of a transaction that is open stay, until they are written */
	sqlite3_db_cacheflush(b->lite);
	sqlite3_db_release_memory(b->lite);
	/* the pages stood between what stays: the C library keeps their room else */
	malloc_trim(0);
}

/* The header counts how often a file was written (file format, 1.3.8 and 1.3.16), which depends on how the
 * ledger was copied and says nothing of what it holds: the same content is the same file. */
static int count_once(const char *path, struct diag *d)
{
	static const unsigned char once[4] = {0, 0, 0, 1};
	const struct place at = {path, 0, 0};
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int ok = fd >= 0 && pwrite(fd, once, 4, 24) == 4 && pwrite(fd, once, 4, 92) == 4;

	if (fd >= 0)
		close(fd);
	return ok ? 0 : diag(d, DIAG_FILE_WRITE, &at, "cannot be written: %s", strerror(errno));
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
		rc = diag(d, DIAG_DB_OPEN, &at, "the copy of the ledger cannot be made: %s",
			  to.lite ? sqlite3_errmsg(to.lite) : "no memory");
	else
		rc = db_copy(from, &to, d);
	/* a WAL flag in the header would make readers look for a log beside the file */
	if (rc == 0)
		rc = db_run(&to, d, "PRAGMA journal_mode = DELETE");
	if (sqlite3_close(to.lite) != SQLITE_OK && rc == 0)
		rc = diag(d, DIAG_DB, &at, "the copy of the ledger cannot be closed");
	if (rc == 0)
		rc = count_once(part, d);
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

/* Answers are of no interest: both ways of keeping a transaction whole are good, and whoever opens the ledger
 * next turns it back. */
static void journal_turn(struct db *b, const char *pragma)
{
	sqlite3_busy_timeout(b->lite, 0);
	db_tune(b, pragma);
	sqlite3_busy_timeout(b->lite, DB_BUSY_MS);
}

void db_bulk(struct db *b)
{
	journal_turn(b, "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = TRUNCATE");
}

void db_bulk_end(struct db *b)
{
	journal_turn(b, "PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL");
}

int db_indexes_drop(struct db *b, struct diag *d, const char *table, struct text *again)
{
	struct query *q = query_open(
		b, d,
		"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = :t AND sql IS NOT NULL "
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
	/* rows without an index go to the table's end: its pages are written once and not read again */
	db_tune(b, "PRAGMA cache_size = " DB_CACHE_BULK);
	return rc;
}

int db_indexes_make(struct db *b, struct diag *d, const char *again)
{
	int rc;

	/* SQLite sorts in runs as large as its page cache, and in one run when it keeps temporary data in
	 * memory: runs that stay within the processor's cache, merged from a file, take a third of the time
	 * of a million keys sorted at once */
	db_tune(b, "PRAGMA temp_store = FILE; PRAGMA cache_size = " DB_CACHE_BULK);
	rc = db_run(b, d, again);
	db_tune(b, "PRAGMA temp_store = MEMORY; PRAGMA cache_size = " DB_CACHE);
	return rc;
}

int64_t db_next_number(struct db *b, struct diag *d, const char *sequence)
{
	struct query *q = query_open(b, d,
				     "INSERT INTO sequence(name, last) VALUES (:name, 1) "
				     "ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last",
				     NULL);
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
