/* gaps.h: what a case lacks, in the words of the command line and of a bundle. */
#ifndef LP_GAPS_H
#define LP_GAPS_H

#include "cli/cmd.h"
#include "evidence/bundle.h"
#include "layout/catalogue.h"

/* Sets gap[].said: the English wording of terms.xml, and what it is about; a term without wording stands by
 * its code. In the run's arena. -1 after a diagnostic. */
int gaps_word(struct cmd *c, struct bundle_gap *gap, int32_t n);

/* After gaps_word: sets gap[].told, described and completeness of the bundle in the catalogue's language
 * (NULL: English). snapshot: with the amounts of papers. In the run's arena. -1 after a diagnostic. */
int gaps_tell(struct cmd *c, struct db *snapshot, const struct terms *terms,
	      const struct catalogue *catalogue, struct bundle *b);

#endif
