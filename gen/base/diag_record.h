/* diag_record.h: messages as records, for a process that hands its own to another. */
#ifndef LP_DIAG_RECORD_H
#define LP_DIAG_RECORD_H

#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"

/* Appends a message as a record: id, level, place, text, what happens next, hint and context. Good within
 * one build of the program only. */
void diag_record_add(struct text *t, const struct diag_message *m);

/* The next record of those in [*s, end), and *s behind it; 1. 0 at the end, -1 where the bytes are none. What
 * the message points to lies in at, in note and in the bytes. */
int diag_record_next(const char **s, const char *end, struct diag_message *m, struct place *at,
		     const char *note[DIAG_DEPTH]);

/* Says a message that another process has said to its own: counted and handed to the sink as it is. */
void diag_again(struct diag *d, const struct diag_message *m);

#endif
