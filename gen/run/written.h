/* written.h: which planned papers cannot be written in their language. */
#ifndef LP_WRITTEN_H
#define LP_WRITTEN_H

#include "run/types.h"

/* Papers whose type has no wording in their language leave made for why (reason not_written); each type and
 * language is said once, with what to do. why may be NULL. How many papers those are; -1 after diagnostics.
 */
int32_t written_check(struct cmd *c, struct db *snapshot, const struct types *t, struct job_list *made,
		      struct job_list *why);

#endif
