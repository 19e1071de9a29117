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

static int taken(const struct bundle_paper *paper, int32_t n, const char *path)
{
	int32_t i = 0;

	while (i < n && strcmp(paper[i].path, path) != 0)
		i++;
	return i < n;
}

const char *bundle_member_name(struct arena *a, const struct bundle_paper *paper, int32_t n,
			       const struct name *from, const char *stored)
{
	struct name name = *from;
	const char *made = name_make_masked(a, &name), *path;

	if (stored && same_customer(stored, made))
		made = arena_format(a, "%s%s", name_escape(a, name.scope, 0), strchr(stored, '_'));
	path = arena_format(a, "papers/%s", made);
	for (int32_t number = 2; taken(paper, n, path); number++) {
		name.doctype = arena_format(a, "%s-%d", from->doctype, number);
		path = arena_format(a, "papers/%s", name_make_masked(a, &name));
	}
	return path;
}
