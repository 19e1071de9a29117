/* sink.h: diagnostics on stderr: "file:line:col: error: text [name]; what happens next", then hint and
 * context lines. */
#ifndef LP_SINK_H
#define LP_SINK_H

#include "base/base.h"

#define SINK_GROUPS 32

/* Warnings of one kind that things of one kind cure. The first few are printed as they come, of the others
 * how many they are at the end, with each of their cures once. */
struct sink_group {
	enum diag_id id;
	uint64_t kind, cure; /* of the text, and of the hint but for what it quotes */
	int32_t count, shown, held;
	int differs;	   /* the texts are not the same */
	char *text, *hint; /* of the first; hint may be NULL */
	char *held_first;  /* the first of those not printed, as it would be */
	struct text hints; /* of those not printed, a line each */
	int32_t cures;	   /* lines of it */
};

struct sink {
	const struct diag *diag;
	int each; /* every warning is printed */
	int32_t printed, kept;
	uint64_t
		said[512]; /* hashes of those printed last: the same message at the same place is news once */
	struct sink_group group[SINK_GROUPS];
	int32_t groups, more; /* more: warnings of further groups, which are not kept */
	/* the line of data shown last: the next message of the file is mostly further down */
	const char *text, *line;
	int32_t number;
	int32_t shown[DIAG_COUNT]; /* how often a line of data was shown for each message */
};

/* For diag_init; ctx is a struct sink. */
void sink_print(void *ctx, const struct diag_message *m);

/* Says of each group how many were not printed; a single one is printed. */
void sink_done(struct sink *s);
/* What a diag's messages go to; NULL: not to a struct sink. */
struct sink *sink_of(const struct diag *d);

/* sink_line.c: the line of the file that the message speaks of, with a caret below its column. */
void sink_line(struct sink *s, struct text *t, const struct diag_message *m);

/* The same lines appended to a text, without the line of the file. */
void sink_format(struct text *t, const struct diag_message *m);

#endif
