/* db_own.h: what the files that see sqlite3.h share: db, query, db_function, db_guard. */
#ifndef LP_DB_OWN_H
#define LP_DB_OWN_H

#include <sqlite3.h>

#include "db/db.h"

#define DB_CACHE "-65536"      /* PRAGMA cache_size: KiB, negative */
#define DB_CACHE_COPY "-98304" /* of a copy of a ledger: it is read several times */
#define DB_CACHE_TEMP "-16384" /* of what queries of a scratch file set aside */
#define DB_CACHE_BULK "-2048"  /* while a table is filled: within the processor's cache */
#define DB_BUSY_MS                                                                                           \
	60000 /* how long another writer is waited for: a dozen shards may plan one after the other */

struct db {
	struct sqlite3 *lite;
	char *path;			 /* for messages */
	const char *const *language;	 /* borrowed; NULL: English */
	const struct calendar *calendar; /* borrowed; NULL: every day but Saturday and Sunday works */
	struct query *idle; /* closed queries, last closed first: opening the same SQL again finds it ready */
	int32_t idles;
	int guest;	     /* what is compiled now is a document type's query */
	const char *refused; /* why the guard refused it; static; NULL: it did not */
	int64_t steps; /* what the document type's query that is being stepped may still take; < 0: it took
			  them all */
	int counted;   /* such a query is being stepped */
	struct given *given; /* the rows that db_insert is writing; NULL: it is not */
};

/* Reports the connection's last error with what was asked. -1. */
int db_error(struct db *b, struct diag *d, const char *asked);

/* Has the queries of document types refused when they do more than read; set once, as setting it expires what
 * is compiled. */
void db_guard(struct db *b);
/* Compiles sql. guest: it is a document type's; what it may not do stands in b->refused (NULL: nothing) and
 * *stmt is NULL. SQLite's code. */
int db_guard_prepare(struct db *b, const char *sql, int guest, sqlite3_stmt **stmt, const char **tail);

/* What one asking of a document type's query may cost: steps of SQLite's machine, so that every run and
 * machine stops at the same row; a row that it returns counts as many again, for whoever asks keeps it. A
 * ledger of 300 000 rows needs a tenth in the dearest query. */
#define DB_STEPS_MOST INT64_C(1000000000)
#define DB_STEPS_ROW 250

/* Frees the closed queries that are kept ready. */
void query_drop_idle(struct db *b);

/* Registers the SQL functions that db.h lists. */
void db_function_add(struct db *b);
void db_payment_add(struct db *b);
/* Registers the virtual table that db_insert reads. */
void db_insert_add(struct db *b);

#endif
