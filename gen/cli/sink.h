/* sink.h: diagnostics on stderr: "file:line:col: error: text [name]; what happens next", then hint and
 * context lines. */
#ifndef LP_SINK_H
#define LP_SINK_H

#include "base/base.h"

struct sink {
	const struct diag *diag;
	int32_t printed;
	uint64_t
		said[512]; /* hashes of those printed last: the same message at the same place is news once */
};

/* For diag_init; ctx is a struct sink. */
void sink_print(void *ctx, const struct diag_message *m);

/* The same lines appended to a text: workers hand their messages to the parent. */
void sink_format(struct text *t, const struct diag_message *m);

#endif
