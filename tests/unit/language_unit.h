/* language_unit.h: the shipped languages, for tests of rooms that write in them. */
#ifndef LP_LANGUAGE_UNIT_H
#define LP_LANGUAGE_UNIT_H

#include "house/language.h"

/* Read once; they live as long as the test, which runs in the tree. */
static inline const struct languages *unit_languages(void)
{
	static struct languages all;
	static struct arena keep;

	struct diag d;

	if (all.n > 0)
		return &all;
	arena_init(&keep);
	diag_init(&d, NULL, NULL);
	ck_assert_int_eq(languages_read(&keep, &d, "none", ".", &all), 0);
	return &all;
}

static inline const struct language *unit_language(const char *code)
{
	return language_find(unit_languages(), code, strlen(code));
}

#endif
