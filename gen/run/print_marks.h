/* print_marks.h: what an inserter reads at the edge of a sheet. */
#ifndef LP_PRINT_MARKS_H
#define LP_PRINT_MARKS_H

#include "run/make.h"

/* Adds how->marks to each sheet of a document that is set: its number, and its place in the print file
 * from 1. -1 after a diagnostic. */
int print_marks(struct arena *a, struct diag *d, struct doc *doc, const struct print_how *how,
		const char *number, int32_t place);

#endif
