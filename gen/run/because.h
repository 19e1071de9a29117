/* because.h: why customers get papers of a type or do not, condition by condition. */
#ifndef LP_BECAUSE_H
#define LP_BECAUSE_H

#include "run/types.h"

/* Prints one table: of each type and each customer of the filter every condition, whether it holds, of what,
 * and the first day on which it will; at last whether the paper is made. made and why are what jobs_find
 * found in this snapshot, all reasons kept. -1 after diagnostics. */
int because_print(struct cmd *c, struct db *snapshot, const struct types *t, const struct job_filter *f,
		  const struct job_list *made, const struct job_list *why);

/* Of the letters found for the one type alone: those in place of which the whole plan makes a stronger one of
 * the same day go from made to why. -1 after diagnostics. */
int because_stronger(struct cmd *c, struct db *snapshot, const struct types *t, const struct job_filter *f,
		     struct job_list *made, struct job_list *why);

/* because_print for words that nothing was planned for; freezes the day itself. */
int because_nothing(struct cmd *c, int32_t as_of, const struct types *t, const struct job_filter *f);

#endif
