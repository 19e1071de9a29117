/* tieout.h: ledger balance = open items = bucket tables = what the papers print, per customer and currency.
 * One minor unit of difference is FATAL and names the customer. */
#ifndef LP_TIEOUT_H
#define LP_TIEOUT_H

#include "base/base.h"
#include "db/db.h"
#include "db/named.h"
#include "house/house.h"
#include "plan/jobs.h"

/* Compares the frozen tables with the ledger's entries, then every job's totals query with the balance. All
 * differences are reported. csv (may be NULL) gets the table of all sums: level, currency, customer, paper,
 * ledger, open_items, buckets, printed, difference. */
int tieout_check(struct diag *d, struct db *snapshot, const struct job_type *type, const struct job_list *l,
		 const struct job_context *c, struct text *csv);

#endif
