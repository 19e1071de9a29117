/* db_guard.c: what the query of a document type may do: read, get the same answer on every run, and come to
 * an end. */
#include <string.h>

#include "db/db_own.h"

/* The clock, chance, and what reaches out of the database. */
static const char *const refused[] = {"current_date", "current_time",  "current_timestamp", "date",
				      "time",	      "datetime",      "julianday",	    "strftime",
				      "unixepoch",    "random",	       "randomblob",	    "load_extension",
				      "changes",      "total_changes", "last_insert_rowid", "fts3_tokenizer"};

static const char writes[] = "changes or opens something: it may only read";

/* SQLite asks for each thing that a statement would do, while it is compiled. */
static int allow(void *ctx, int action, const char *a, const char *b, const char *schema, const char *trigger)
{
	struct db *db = ctx;
	size_t i;

	(void)a, (void)schema, (void)trigger;
	if (!db->guest || action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE)
		return SQLITE_OK;
	if (action != SQLITE_FUNCTION) {
		db->refused = writes;
		return SQLITE_DENY;
	}
	for (i = 0; b && i < sizeof refused / sizeof refused[0]; i++) {
		if (sqlite3_stricmp(refused[i], b) == 0) {
			db->refused = i < 9 ? "reads the clock: days come from :as_of, day() and the ledger"
					    : "calls a function that is not for papers";
			return SQLITE_DENY;
		}
	}
	return SQLITE_OK;
}

/* How often SQLite asks whether to go on, in steps. */
#define STEPS_ONCE 10000

/* A recursive query without an end would never come back. */
static int count(void *ctx)
{
	struct db *b = ctx;

	if (b->counted)
		b->steps -= STEPS_ONCE;
	return b->counted && b->steps < 0;
}

void db_guard(struct db *b)
{
	sqlite3_set_authorizer(b->lite, allow, b);
	sqlite3_progress_handler(b->lite, STEPS_ONCE, count, b);
}

int db_guard_prepare(struct db *b, const char *sql, int guest, sqlite3_stmt **stmt, const char **tail)
{
	int rc;

	b->guest = guest;
	b->refused = NULL;
	rc = sqlite3_prepare_v3(b->lite, sql, -1, SQLITE_PREPARE_PERSISTENT, stmt, tail);
	b->guest = 0;
	/* VACUUM asks for nothing */
	if (rc == SQLITE_OK && guest && *stmt && !sqlite3_stmt_readonly(*stmt)) {
		sqlite3_finalize(*stmt);
		*stmt = NULL;
		b->refused = writes;
	}
	return rc;
}
