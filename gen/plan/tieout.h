/* tieout.h: rows of the files = entries = open items and what is settled = bucket tables = what the papers
 * print. One row or one minor unit of difference is FATAL and names the file or the customer. */
#ifndef LP_TIEOUT_H
#define LP_TIEOUT_H

#include "base/base.h"
#include "db/db.h"
#include "db/named.h"
#include "house/house.h"
#include "plan/jobs.h"

/* Begins at the rows of the files that were imported, as they were counted while they were read, and compares
 * them with the ledger's entries, those with the frozen tables, and every job's totals query with the
 * balance. All differences are reported. csv (may be NULL) gets the table of all sums. Its lines, by level:
 *   rows      of one file and currency, how many there are: imported, in the ledger, open, settled, in a
 * bucket, added up by a paper of the run file      the same as sums; ledger is what counts as of the day left
 * out  a row that counts nowhere: file, line, amount as imported, and the reason. imported less these is
 *             ledger, and ledger is open_items + settled
 *   gone      a row of the export that a newer one replaced, which the newer one no longer has
 *   customer  ledger, open items and buckets; the reason says when no paper of the run adds it up
 *   currency  the sum of its customers
 *   paper     what it prints against the ledger
 *   covered   of a type (as paper): what is open of the items that its papers cover, and what they state
 *             of it; the reason says how many items, credits and charges
 *
 * Columns: level, currency, customer, paper, file, line, imported, ledger, open_items, settled, buckets,
 * printed, difference, reason. */
int tieout_check(struct diag *d, struct db *snapshot, const struct job_type *type, const struct job_list *l,
		 const struct job_context *c, struct text *csv);

#endif
