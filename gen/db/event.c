/* event.c: the kinds of event, for whoever records, imports or explains them. */
#include "db/event.h"

#include <string.h>

const struct event_kind event_all[] = {
#define E(name, needs, meaning, effect) {name, needs, meaning, effect},
#include "db/event.def"
};
const int32_t event_count = (int32_t)(sizeof event_all / sizeof event_all[0]);

const struct event_kind *event_find(const char *name)
{
	int32_t i;

	for (i = 0; i < event_count; i++)
		if (strcmp(event_all[i].name, name) == 0)
			return &event_all[i];
	return NULL;
}
