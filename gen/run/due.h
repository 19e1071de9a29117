/* due.h: what the plan would make, as rows for reports. */
#ifndef LP_DUE_H
#define LP_DUE_H

#include "cli/cmd.h"
#include "db/named.h"

/* Fills the snapshot's table to_make, once, where a query of the file reads it: planning every type takes its
 * time. -1 after diagnostics. */
int due_fill(struct cmd *c, struct db *snapshot, const struct named_file *file);

#endif
