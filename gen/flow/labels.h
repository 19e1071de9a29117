/* labels.h: addresses on sheets of labels. */
#ifndef LP_LABELS_H
#define LP_LABELS_H

#include "fill/content.h"
#include "flow/pages.h"

/* A sheet of labels; lengths in thousandths of a point. */
struct label_sheet {
	const char *name;      /* "L7160" */
	int32_t width, height; /* of the sheet */
	int32_t columns, rows;
	int32_t w, h, left, top, step; /* of a label; where the first stands; from column to column */
};

/* NULL: there is none of that name. */
const struct label_sheet *label_sheet_find(const char *name);
/* The n-th, from 0; NULL: no more. */
const struct label_sheet *label_sheet_at(int32_t n);

/* Sets the addressee of each letter (its address block) on a label of its own. A long address is set smaller,
 * not below small print. content[0] says the language and day of the document. All in the arena. NULL after a
 * diagnostic: an address has more lines than a label. */
struct doc *flow_labels(struct type *t, struct arena *a, struct diag *d, const struct label_sheet *sheet,
			const struct content *const *content, int32_t n, const char *title);

#endif
