/* strongest.h: one demand for a customer and day. */
#ifndef LP_STRONGEST_H
#define LP_STRONGEST_H

#include "plan/jobs.h"

/* Of several letters of stages to one customer only the strongest stays in made: that of a case before those
 * of its ladder, then that of the later stage. The others go to why (NULL: nowhere) as stronger_letter, until
 * the gap between letters is over. Papers of the house are no letters. -1 after diagnostics. */
int jobs_strongest(struct arena *a, struct diag *d, struct db *snapshot, const struct job_type *type,
		   int32_t types, struct job_list *made, struct job_list *why);

#endif
