/* since.h: what has come into the ledger since somebody looked at a plan. */
#ifndef LP_SINCE_H
#define LP_SINCE_H

#include "cli/cmd.h"

/* Notes in out/last-plan what the plan of the day has seen. That it cannot be written is no fault of the
 * plan. */
void since_note(struct cmd *c, int32_t as_of);

/* Says what is new since that plan of the day: exports, payments, what was recorded. Nothing where there was
 * none. -1 after a diagnostic. */
int since_say(struct cmd *c, int32_t as_of);

/* Whether the newest posting is older than the policy allows (stale_days): an error, unless --stale-ok. -1
 * after it. */
int since_stale(struct cmd *c, int32_t as_of);

#endif
