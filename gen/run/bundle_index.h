/* bundle_index.h: the index of an evidence bundle in one language, for paper and for a browser. */
#ifndef LP_BUNDLE_INDEX_H
#define LP_BUNDLE_INDEX_H

#include "run/maker.h"
#include "evidence/bundle.h"

/* From the tables that bundle_collect filled in the maker's snapshot. language: one, as "ru". Appended to
 * index. -1 after diagnostics. */
int bundle_index(struct cmd *c, struct maker *m, const struct job_context *k, const struct bundle *b,
		 const char *language, struct bundle_index *index);

#endif
