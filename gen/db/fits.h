/* fits.h: whether sums of the ledger's amounts fit 64 bits. */
#ifndef LP_FITS_H
#define LP_FITS_H

#include "db/db.h"

/* An amount that no sum of so many entries overflows with, whatever their signs. */
static inline int64_t fits_most(int64_t entries)
{
	return ((int64_t)1 << 62) / (entries + 1);
}

/* Sums of absolute amounts that fit, those that a rate converts among them, mean that no sum of theirs in any
 * order can overflow, on whatever day. -1 after the diagnostic id, which names the entry at which it does. */
int fits_check(struct db *b, struct diag *d, enum diag_id id);

#endif
