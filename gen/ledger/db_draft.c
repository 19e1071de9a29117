/* db_draft.c: a copy of the ledger in memory, in which a large load is put together before it becomes the ledger as a whole. */
#include <string.h>

#include "ledger/db_own.h"

/* What a pragma answers is word. */
static int says(struct db *b, struct diag *d, const char *pragma, const char *word)
{
	struct query *q = query_open(b, d, pragma, NULL);
	int rc = q && query_next(q, d) == 1 && strcmp(query_text(q, 0), word) == 0;

	query_close(q);
	return rc;
}

/* Back to what db_open has set. Answers are of no interest: when someone has opened the ledger meanwhile, the next one turns it. */
static void unlock(struct db *b)
{
	sqlite3_busy_timeout(b->lite, 0);
	sqlite3_exec(b->lite, "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL", NULL, NULL, NULL);
	sqlite3_busy_timeout(b->lite, DB_BUSY_MS);
}

struct db *db_draft(struct db *b, struct diag *d)
{
	struct db *m = NULL;
	struct diag quiet;
	int free;

	diag_init(&quiet, NULL, NULL);
	/* without write-ahead log, whose pages would all be written twice: the rollback journal keeps the load whole as well. Nobody else has
	 * the ledger open when that is granted */
	sqlite3_busy_timeout(b->lite, 0);
	free = says(b, &quiet, "PRAGMA journal_mode = TRUNCATE", "truncate");
	sqlite3_busy_timeout(b->lite, DB_BUSY_MS);
	/* the lock outlives the transaction */
	if (!free || db_run(b, d, "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT") < 0) {
		unlock(b);
		return NULL;
	}
	m = db_open(NULL, DB_MEMORY, d);
	if (m) {
		m->draft = 1;
		m->calendar = b->calendar;
	}
	if (!m || db_copy(b, m, d) < 0 || db_run(m, d, "PRAGMA foreign_keys = OFF") < 0) {
		db_draft_close(m, b);
		return NULL;
	}
	return m;
}

int db_draft_publish(struct db *draft, struct db *b, struct diag *d)
{
	static const char small[] = "PRAGMA cache_size = -1024";
	static const char usual[] = "PRAGMA cache_size = " DB_CACHE;
	int rc;

	/* each page is looked at once */
	if (db_run(draft, d, small) < 0 || db_run(b, d, small) < 0)
		return -1;
	rc = db_copy(draft, b, d);
	return db_run(b, d, usual) < 0 ? -1 : rc;
}

void db_draft_close(struct db *draft, struct db *b)
{
	db_close(draft);
	unlock(b);
}
