/* event.h: the kinds of event that event.def declares. */
#ifndef LP_EVENT_H
#define LP_EVENT_H

#include <stdint.h>

struct event_kind {
	const char *name;
	const char
		*needs; /* columns of the table events, blanks between; "": none beside date and customer */
	const char *meaning, *effect; /* effect "": it is kept, and changes nothing */
};

extern const struct event_kind event_all[];
extern const int32_t event_count;

const struct event_kind *event_find(const char *name); /* NULL: none */

#endif
