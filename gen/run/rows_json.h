/* rows_json.h: the named queries of a layout as JSON. */
#ifndef LP_ROWS_JSON_H
#define LP_ROWS_JSON_H

#include "cli/cmd.h"
#include "plan/plan.h"

/* Appends `, "name": [{…}, …]` for each query of the layout's own file but jobs: days as ISO, money as
 * decimals of the row's currency, terms as their codes. -1 after a diagnostic. */
int rows_json(struct cmd *c, struct db *snapshot, const char *stem, const struct job *j,
	      const struct job_type *t, const struct job_context *k, struct text *out);

#endif
