/* bag_index.h: the index of a bag by a layout, for paper and for a browser. */
#ifndef LP_BAG_INDEX_H
#define LP_BAG_INDEX_H

#include "run/maker.h"
#include "evidence/bundle.h"

struct bag_index {
	const char *stem;	 /* of the layout */
	const char *name;	 /* of what is indexed: behind the layout's title in the browser's */
	const char *const *path; /* of the members: a cell whose whole text is one leads there; sorted */
	int32_t paths;
	const char *(*link)(void *ctx, const char *s); /* NULL: paths alone; else what s leads to, or NULL */
	void *ctx;
	int complete; /* nothing is missing */
};

/* From the tables of the maker's snapshot, in the job's language. Appended to out. -1 after diagnostics. */
int bag_index(struct cmd *c, struct maker *m, const struct job_context *k, const struct job *job,
	      const struct bag_index *i, struct bundle_index *out);

#endif
