/* db_draft.c: a copy of the ledger in memory, in which a large load is put together before it becomes the
 * ledger as a whole. */
#include <string.h>

#include "db/db_own.h"

/* What a pragma answers is word. */
static int says(struct db *b, struct diag *d, const char *pragma, const char *word)
{
	struct query *q = query_open(b, d, pragma, NULL);
	int rc = q && query_next(q, d) == 1 && strcmp(query_text(q, 0), word) == 0;

	query_close(q);
	return rc;
}

/* Back to what db_open has set. Answers are of no interest: when someone has opened the ledger meanwhile, the
 * next one turns it. */
static void unlock(struct db *b)
{
	sqlite3_busy_timeout(b->lite, 0);
	sqlite3_exec(b->lite, "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL", NULL, NULL, NULL);
	sqlite3_busy_timeout(b->lite, DB_BUSY_MS);
}

/* The ledger and what comes are more than a database in memory may hold. */
static int is_much(struct db *b, struct diag *d, int64_t load)
{
	int64_t pages = db_int(b, d, "PRAGMA page_count", INT32_MAX),
		page = db_int(b, d, "PRAGMA page_size", INT32_MAX);

	return load > DB_DRAFT_MOST || pages * page > DB_DRAFT_MOST - load;
}

struct db *db_draft(struct db *b, int64_t load)
{
	struct db *m = NULL;
	struct diag quiet;
	int free;

	diag_init(&quiet, NULL, NULL);
	if (is_much(b, &quiet, load))
		return NULL;
	/* without write-ahead log, whose pages would all be written twice: the rollback journal keeps the
	 * load whole as well. Nobody else has the ledger open when that is granted */
	sqlite3_busy_timeout(b->lite, 0);
	free = says(b, &quiet, "PRAGMA journal_mode = TRUNCATE", "truncate");
	/* the lock outlives the transaction */
	if (!free || db_run(b, &quiet, "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT") < 0) {
		db_undo(b, &quiet);
		unlock(b);
		return NULL;
	}
	sqlite3_busy_timeout(b->lite, DB_BUSY_MS);
	m = is_much(b, &quiet, load) ? NULL : db_open(b->path, DB_BLANK, &quiet);
	if (m) {
		m->draft = 1;
		m->calendar = b->calendar;
	}
	if (!m || db_copy(b, m, &quiet) < 0 || db_run(m, &quiet, "PRAGMA foreign_keys = OFF") < 0) {
		db_draft_close(m, b);
		return NULL;
	}
	m->begun = sqlite3_total_changes64(m->lite);
	return m;
}

int db_draft_publish(struct db *draft, struct db *b, struct diag *d)
{
	static const char small[] = "PRAGMA cache_size = -1024";
	static const char usual[] = "PRAGMA cache_size = " DB_CACHE;
	int rc;

	if (sqlite3_total_changes64(draft->lite) == draft->begun)
		return 0;
	/* each page is looked at once. A cache's size is no reason to fail, nor to speak of it beside a copy
	 * that failed */
	sqlite3_exec(draft->lite, small, NULL, NULL, NULL);
	sqlite3_exec(b->lite, small, NULL, NULL, NULL);
	rc = db_copy(draft, b, d);
	sqlite3_exec(b->lite, usual, NULL, NULL, NULL);
	return rc;
}

void db_draft_close(struct db *draft, struct db *b)
{
	db_close(draft);
	unlock(b);
}
