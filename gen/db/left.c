/* left.c: the reasons for which rows of files count nowhere, by name. */
#include "db/left.h"

#include <string.h>

static const struct {
	const char *name, *words;
} reason[] = {
#define L(id, name, words) {name, words},
#include "db/left.def"
};

const char *left_name(enum left why)
{
	return reason[why].name;
}

const char *left_words(const char *name)
{
	int i;

	for (i = 0; i < LEFT_COUNT; i++)
		if (strcmp(reason[i].name, name) == 0)
			return reason[i].words;
	return NULL;
}
