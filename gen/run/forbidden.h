/* forbidden.h: which planned papers law or policy forbids (the query "breaches" of their types). */
#ifndef LP_FORBIDDEN_H
#define LP_FORBIDDEN_H

#include "run/types.h"

/* Says each breach of the one paper as an error, with its rule and where that stands. breaches: its type's
 * query; NULL: there is none. 0: nothing forbids it; 1: something does, and was said; -1 after other
 * diagnostics.
 */
int forbidden_say(struct arena *a, struct diag *d, struct db *snapshot, const struct named_query *breaches,
		  const struct job *j, const struct job_type *t, const struct job_context *k);

/* Papers that a rule forbids leave made for why (reason rule_broken); each breach is said, with the paper.
 * why may be NULL. How many papers those are; -1 after diagnostics. */
int32_t forbidden_check(struct cmd *c, struct db *snapshot, const struct types *t, struct job_list *made,
			struct job_list *why);

#endif
