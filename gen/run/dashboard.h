/* dashboard.h: layouts/dashboard.xml as one page for a browser. */
#ifndef LP_DASHBOARD_H
#define LP_DASHBOARD_H

#include "run/maker.h"

/* Fills the dashboard from the snapshot, as of its date, in the language (NULL: the house's first) and
 * appends the page to out. It stands alone: no script, nothing from elsewhere. root: the way from the page's
 * folder to the house's, as "../../", for its links to runs and papers; NULL: it has none. -1 after
 * diagnostics. */
int dashboard_html(struct cmd *c, struct db *snapshot, const char *language, const char *root,
		   struct text *out);

#endif
