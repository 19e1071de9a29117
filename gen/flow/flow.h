/* flow.h: the public face of the flow room: content in, pages out.
 *
 * How it works, and why so. In comes content (fill/content.h), out go pages (pages.h): glyphs, rules and
 * fields at places, each with its tag in the structure tree. words.c, para.c, table.c, form.c … set one block
 * each into pieces: heights with what is in them, and what may be parted. letter.c sets what stands at fixed
 * places (window, information block, letterhead); split.c and place.c then fill page after page: a table
 * repeats its head and carries sums forward, signatures and slips stay whole, a heading never ends a page.
 * Only this room knows how high a page is.
 *
 * All lines stand on a grid of 4.25 mm (set.h), so that lines of facing columns meet. A bilingual paper sets
 * each block twice, side by side, and both go on from the deeper one. Text that reads from right to left
 * mirrors the block, not the caller.
 *
 * Begin with set.h and para.c. Tests: `sh tests/run.sh unit flow_pages golden trace`: traces are pages as
 * text. */
#ifndef LP_FLOW_H
#define LP_FLOW_H

#include "fill/content.h"
#include "flow/pages.h"

/* Sets one document. images are the house's (letterhead.logo indexes them), and
 * behind them one for each of content.picture. The doc and all in it live in the
 * arena. NULL after a diagnostic (a block that fits no page is one). set.h gives the measures. */
struct doc *flow_pages(struct type *t, struct arena *a, struct diag *d, const struct content *c,
		       const struct image *image, int32_t images);

#endif
