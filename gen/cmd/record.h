/* record.h: what the words of `record` do beside writing an event. */
#ifndef LP_RECORD_H
#define LP_RECORD_H

#include "cli/cmd.h"

/* What was recorded, with the sum as the house writes it, and what the plan makes of it. id: the event's. */
void record_echo(struct cmd *c, int64_t id, const char *kind, const char *customer, int32_t date);

/* `record list`: an exit code. */
int record_list(struct cmd *c);
/* `record undo N`: takes the event back; an exit code. */
int record_undo(struct cmd *c, const char *number, int32_t date);

/* In the caller's transaction: every letter of the run that is made, and every internal paper that was
 * mailed, becomes sent on the day; n: how many. 1, 0: there is no such run, -1 after a diagnostic. */
int record_run(struct cmd *c, const char *run, int32_t date, int32_t *n);

#endif
