/* house_preset.c: the policies that are shipped. */
#include <string.h>

#include "house/house.h"

const char *const *house_presets(struct arena *a, struct diag *d, const char *shipped, int32_t *n)
{
	char **name;
	int32_t files, i;

	*n = 0;
	if (file_list(a, d, arena_format(a, "%s/layouts/presets", shipped), &name, &files) < 0)
		return NULL;
	for (i = 0; i < files; i++) {
		size_t len = strlen(name[i]);

		if (len >= 5 && strcmp(name[i] + len - 4, ".ini") == 0)
			name[(*n)++] = arena_dupn(a, name[i], len - 4);
	}
	return (const char *const *)name;
}

void house_preset_unknown(struct arena *a, struct diag *d, const struct house *h,
			  const struct house_key *named)
{
	const char *const *name, *hint, *list = "";
	struct place at = house_place(named, named->value);
	int32_t n, i;

	name = house_presets(a, d, h->shipped, &n);
	if (!name)
		return;
	for (i = 0; i < n; i++)
		list = arena_format(a, "%s%s%s", list, i ? ", " : "", name[i]);
	hint = diag_closest(named->value, name, n);
	diag_hint(d, DIAG_HOUSE_VALUE, &at, hint ? arena_format(a, "did you mean `%s`?", hint) : NULL,
		  "[policy] preset = \"%s\": one of %s is expected", named->value, list);
}
