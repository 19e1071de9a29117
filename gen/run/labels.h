/* labels.h: the address labels of a run's letters. */
#ifndef LP_RUN_LABELS_H
#define LP_RUN_LABELS_H

#include "flow/labels.h"
#include "run/stack.h"

#define LABEL_SHEETS "L7159, L7160, L7161, L7162, L7163, L7165; 5160, 5162, 5163 (Letter)"

/* --labels; *sheet NULL: none are asked for. 0, or a usage message's exit code. */
int label_asked(struct cmd *c, const struct label_sheet **sheet);

/* RUN_labels.pdf: one label a customer that a letter goes to, on the way of the post. Without how->labels the
 * file goes. -1 after diagnostics. */
int labels_make(struct make *m, struct maker *k, const struct job_context *context, const struct stacks *s);

#endif
