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

#endif
