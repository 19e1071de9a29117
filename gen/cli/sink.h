/* sink.h: diagnostics on stderr: "file:line:col: error: text [name]; what happens next", then hint and
 * context lines. */
#ifndef LP_SINK_H
#define LP_SINK_H

#include "base/base.h"

#define SINK_GROUPS 32

/* Warnings that one thing cures, however often they are said: the same hint, else the same text. */
struct sink_group {
	enum diag_id id;
	int32_t count;
	char *text, *hint; /* of the first; hint may be NULL */
};

struct sink {
	const struct diag *diag;
	int32_t printed;
	uint64_t
		said[512]; /* hashes of those printed last: the same message at the same place is news once */
	struct sink_group group[SINK_GROUPS];
	int32_t groups, more; /* more: warnings of further groups, which are not kept */
};

/* For diag_init; ctx is a struct sink. */
void sink_print(void *ctx, const struct diag_message *m);

void sink_done(struct sink *s);
/* What a diag's messages went to; NULL: not to a struct sink. */
const struct sink *sink_of(const struct diag *d);

/* The same lines appended to a text, without the line of the file. */
void sink_format(struct text *t, const struct diag_message *m);

#endif
