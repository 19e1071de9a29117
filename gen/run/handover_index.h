/* handover_index.h: the index of a handover's ZIP. */
#ifndef LP_HANDOVER_INDEX_H
#define LP_HANDOVER_INDEX_H

#include "run/handover.h"
#include "evidence/bundle.h"

/* A member of the ZIP, borrowed. */
struct pack_file {
	const char *path, *number /* NULL: of the store */, *type, *customer /* "" none */,
		*invoice /* NULL: of none */, *sha256;
	int32_t date, pages; /* pages -1: not known */
};

/* Put into the table pack_file of the handover's snapshot, for the layout. -1 after a diagnostic. */
int handover_index_open(struct handover *h);
int handover_index_add(struct handover *h, const struct pack_file *f);
/* By layouts/handover-pack.xml in the house's language; appended to out. -1 after diagnostics. */
int handover_index_make(struct handover *h, const struct job_context *k, struct bundle_index *out);

#endif
