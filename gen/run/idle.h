/* idle.h: keys of [policy] that nothing in this house reads. */
#ifndef LP_IDLE_H
#define LP_IDLE_H

#include "cli/cmd.h"

/* Warns of each key that the house itself says for a type that never asks it, for one that only a stage makes
 * where no stage has it, or for a word or bucket that nobody asks for; with the nearest that is asked, or
 * all. snapshot: with the policy's tables. -1 after a diagnostic. */
int idle_keys(struct cmd *c, struct db *snapshot);

#endif
