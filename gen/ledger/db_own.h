/* db_own.h: what db.c and db_function.c share. */
#ifndef LP_DB_OWN_H
#define LP_DB_OWN_H

#include <sqlite3.h>

#include "ledger/db.h"

#define DB_BUSY_MS 60000 /* how long another writer is waited for: a dozen shards may plan one after the other */

struct db {
	struct sqlite3 *lite;
	char *path;                      /* for messages */
	const struct calendar *calendar; /* borrowed; NULL: every day but Saturday and Sunday works */
	struct query *idle;              /* closed queries, last closed first: opening the same SQL again finds it ready */
	int32_t idles;
};

/* Reports the connection's last error with what was asked. -1. */
int db_error(struct db *b, struct diag *d, const char *asked);

/* Registers the SQL functions that db.h lists. */
void db_function_add(struct db *b);

#endif
