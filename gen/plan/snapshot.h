/* snapshot.h: open items, balances, holds and stages as of a date, frozen in tables beside a copy of the
 * ledger. */
#ifndef LP_SNAPSHOT_H
#define LP_SNAPSHOT_H

#include "base/base.h"
#include "db/db.h"
#include "db/named.h"
#include "house/house.h"

/* Adds and fills the frozen tables (snapshot_tables.sql says what they are) in copy, a writable copy of a
 * ledger, in one transaction. run: the run's id, or "" for plan and preview. Cases that open or close as of
 * the date do so in the copy and stand in case_change. -1 after diagnostics: an amount that overflows, a
 * policy that is no policy, a file that cannot be aged at this date. */
int snapshot_make(struct db *copy, const struct house *h, int32_t as_of, const char *run, struct diag *d);

/* Freezes the figures within the caller's transaction on the ledger itself, asks, and takes all of it back:
 * for who must know what would be open. ask's answer, or -1 after diagnostics as above. */
int snapshot_try(struct db *ledger, const struct house *h, int32_t as_of, struct diag *d,
		 int (*ask)(void *ctx, struct db *frozen, struct diag *d), void *ctx);

/* Adds what papers of many ask for, and planning does not: the index of items by number; where papers of
 * salesmen are among them, also that by salesman, and to_call and to_visit as tables (they are views, which
 * each such paper would work out anew). -1 after a diagnostic. */
int snapshot_index(struct db *copy, int of_salesmen, struct diag *d);

/* Warns of countries and languages of customers with open items that papers cannot follow; customer NULL: of
 * all. For commands that plan or make papers. -1 after a diagnostic. */
int snapshot_doubts(struct db *snapshot, const char *customer, struct diag *d);

/* The parts, in their order; each needs the one before. For tests. */
int policy_fill(struct db *copy, const struct house *h, int32_t as_of, const char *run, struct diag *d);
int items_fill(struct db *copy, struct diag *d);
int case_fill(struct db *copy, struct diag *d);

/* The cases that snapshot_make opened and closed, written into the ledger inside the caller's transaction. -1
 * after a diagnostic. */
int case_commit(struct db *copy, struct db *ledger, int32_t as_of, struct diag *d);

/* The open cases of a snapshot, by customer; in the arena. -1 after a diagnostic. */
struct case_list {
	struct case_open {
		const char *customer, *id;
	} * open;
	int32_t n, cap;
};
int case_list_read(struct arena *a, struct db *snapshot, struct case_list *l, struct diag *d);
/* The open case that a customer's paper belongs to; NULL: none. */
const char *case_find(const struct case_list *l, const char *customer);

#endif
