/* summary.h: what a run did, on one screen, where `make` ends. */
#ifndef LP_SUMMARY_H
#define LP_SUMMARY_H

#include "run/make.h"

/* For people, in the house's language: how many of each type, the open items on them by currency and bucket,
 * whom the run did not write to by reason, the warnings of this process with what cures them, and where the
 * files are. -1 after diagnostics. */
int summary_print(struct make *m);
/* The same as members of a JSON object, each behind a comma: types, sums, without, warnings, files. -1 after
 * diagnostics. */
int summary_json(struct make *m, struct text *t);

#endif
