/* store.h: rows of an export into the ledger: what is new, changed, gone and unchanged against what stands
 * there. */
#ifndef LP_STORE_H
#define LP_STORE_H

#include "import/rows.h"

struct stored {
	int64_t standing; /* rows of the table before */
	int64_t added, changed, removed, unchanged;
};

/* Writes r as the content of source, inside the caller's transaction. replaced: sources (n of them) that this
 * one supersedes: what they brought and r has not is removed. An unchanged or changed row keeps its id and
 * becomes source's. -1 after a diagnostic. */
int store_rows(struct import_rows *r, int64_t source, const int64_t *replaced, int32_t n, struct stored *out);

/* Customers that a flat ledger made or renamed. */
int store_customers(struct import *im, int64_t source, int64_t *made);

#endif
