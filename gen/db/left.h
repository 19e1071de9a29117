/* left.h: why a row of an imported file counts nowhere (left.def). */
#ifndef LP_LEFT_H
#define LP_LEFT_H

enum left {
#define L(id, name, words) LEFT_##id,
#include "db/left.def"
	LEFT_COUNT
};

/* What stands in row_left.reason. */
const char *left_name(enum left why);
/* What people read; NULL: no such name. */
const char *left_words(const char *name);

#endif
