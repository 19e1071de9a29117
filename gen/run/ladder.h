/* ladder.h: whether the types that the policy's stages name are papers that a stage can make. */
#ifndef LP_LADDER_H
#define LP_LADDER_H

#include "layout/layout.h"

#include "cli/cmd.h"

/* snapshot: with the policy's tables; stem: every type of the house. -1 after a diagnostic at the line of the
 * stage. */
int ladder_check(struct cmd *c, struct db *snapshot, const struct layout_stem *stem, int32_t n);

/* The same, with the types looked up. */
int ladder_sound(struct cmd *c, struct db *snapshot);

#endif
