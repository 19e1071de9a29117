/* day.h: the day that a filing, a bundle or a check speaks of, where --as-of may be left out. */
#ifndef LP_DAY_H
#define LP_DAY_H

#include "cli/cmd.h"

/* --as-of, else SOURCE_DATE_EPOCH, else the newest of least (DATE_NONE: none), the last run's day and the
 * last filing's: what the ledger itself knows; never the clock. *given (may be NULL): the user named it. -1
 * after a usage message or a diagnostic. */
int day_read(struct cmd *c, int32_t least, int32_t *date, int *given);

/* --as-of, else SOURCE_DATE_EPOCH, else the day of the newest export, which is said; without one as day_read.
 * -1 after a usage message or a diagnostic. */
int day_of_export(struct cmd *c, int32_t last, int32_t *date);

#endif
