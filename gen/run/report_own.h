/* report_own.h: what the files of reports share. */
#ifndef LP_REPORT_OWN_H
#define LP_REPORT_OWN_H

#include "run/report.h"

/* The query of the file was asked: it is not there for nothing. */
void report_query_read(struct report *r, const char *name);

/* Reads the query formulas, where the file has one. 0, or -1 after diagnostics. */
int report_formulas_read(struct report *r);

/* Puts the formulas that are said of the sheet's query into its cells, where all that they name has a figure,
 * and their meaning above its columns. from: which columns of the query stand in the sheet. -1 after
 * diagnostics: a name that is no column of the sheet. */
int report_formulas(struct report *r, const struct named_query *named, const struct query *q,
		    const int32_t *from, const char *const *currency, struct xlsx_sheet *s);

#endif
