/* store_own.h: what the two halves of store share: rows compared with the ledger's, and what is to be
 * written. */
#ifndef LP_STORE_OWN_H
#define LP_STORE_OWN_H

#include "import/store.h"

/* TOLD: other files have told all of it, by document; it counts there. */
enum fate { NEW, SAME, CHANGED, TOLD };

struct leftover; /* store_pair.c */

struct store {
	struct import_rows *r;
	int64_t source;
	const int64_t *replaced;
	int32_t replaced_n;
	int32_t col[TABLE_COLUMNS_MOST]; /* the table's columns that are stored, in SQL's order */
	int32_t cols;
	struct text names; /* "a, b, c" */
	int64_t *id;	   /* of the ledger's row that each row of the file is; 0: none */
	unsigned char *fate;
	int32_t *rows_here; /* of the ledger, by the file's first row of their identity; while rows are paired
			     */
	int64_t *remove;
	struct leftover *left;
	int32_t removes, remove_cap, lefts, left_cap;
	int32_t at; /* the row of the file that is written next */
};

/* Fills id, fate and remove from what stands in the ledger. -1 after a diagnostic. */
int store_pair(struct store *s, struct diag *d);

#endif
