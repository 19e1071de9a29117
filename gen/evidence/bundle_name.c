/* bundle_name.c: under which name a paper stands in a bundle. */
#include <string.h>

#include "evidence/bundle.h"
#include "evidence/name.h"

/* Whether two names by the convention have the same between their first and their second underscore. */
static int same_customer(const char *a, const char *b)
{
	const size_t n = strcspn(a, "_") + 1, m = strcspn(b, "_") + 1, len = strcspn(a + n, "_");

	return len == strcspn(b + m, "_") && strncmp(a + n, b + m, len) == 0;
}

const char *bundle_member_name(struct arena *a, const struct name *from, const char *kept, int32_t number)
{
	struct name name = *from;
	const char *made = name_make_masked(a, &name);

	if (number > 1) {
		name.doctype = arena_format(a, "%s-%d", from->doctype, number);
		made = name_make_masked(a, &name);
	} else if (kept && same_customer(kept, made)) {
		made = arena_format(a, "%s%s", name_escape(a, name.scope, 0), strchr(kept, '_'));
	}
	return arena_format(a, "papers/%s", made);
}
