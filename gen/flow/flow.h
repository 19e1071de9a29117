/* flow.h: the public face of the flow room: content in, pages out. */
#ifndef LP_FLOW_H
#define LP_FLOW_H

#include "fill/content.h"
#include "flow/pages.h"

/* Sets one document. images are the house's (letterhead.logo indexes them), and
 * behind them one for each of content.picture. The doc and all in it live in the
 * arena. NULL after a diagnostic (a block that fits no page is one). design/page.md gives the measures. */
struct doc *flow_pages(struct type *t, struct arena *a, struct diag *d, const struct content *c,
		       const struct image *image, int32_t images);

#endif
