/* content_svg.h: a chart of a filled document as inline SVG. */
#ifndef LP_CONTENT_SVG_H
#define LP_CONTENT_SVG_H

#include "fill/content.h"

/* The bars of a chart, for the HTML of content.h: title and description in words, no script, no link. number:
 * of the chart in its page, for names. rtl: the first bar stands at the right. Appends to out. */
void content_svg(const struct chart *c, int32_t number, int rtl, uint32_t accent, struct text *out);

#endif
