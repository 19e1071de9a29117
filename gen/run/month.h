/* month.h: the month's check list of a house, from layouts/month.sql. */
#ifndef LP_MONTH_H
#define LP_MONTH_H

#include "cli/cmd.h"

struct month_step {
	const char *step, *meaning, *said, *command; /* said: what the ledger has of it; NULL: nothing */
	int32_t first, last;			     /* days */
	int64_t done, to_do;			     /* papers, files, or 1 and 0 */
};

struct month {
	struct month_step *step;
	int32_t n;
};

/* As of a day, with what the policy has due on it. In the run's arena. -1 after diagnostics. */
int month_read(struct cmd *c, int32_t as_of, struct month *m);
/* Whether the house's query is sound, on an empty snapshot. -1 after diagnostics. */
int month_check(struct cmd *c, struct db *snapshot);

#endif
