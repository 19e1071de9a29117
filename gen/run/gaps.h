/* gaps.h: what a case lacks, in the words of the command line. */
#ifndef LP_GAPS_H
#define LP_GAPS_H

#include "cli/cmd.h"
#include "evidence/bundle.h"

/* Sets gap[].said: the English wording of terms.xml, and what it is about; a term without wording stands by
 * its code. In the run's arena. -1 after a diagnostic. */
int gaps_word(struct cmd *c, struct bundle_gap *gap, int32_t n);

#endif
