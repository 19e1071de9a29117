/* template.h: the HTML templates of layouts/, whose marks [[name]] are filled. */
#ifndef LP_TEMPLATE_H
#define LP_TEMPLATE_H

#include "cli/cmd.h"

struct slot {
	const char *name, *value;
	int html; /* the value is markup */
};

/* The house's file of this name, else the shipped one, with its marks filled; unknown ones vanish. Appended
 * to out. -1 after a diagnostic. */
int template_fill(struct cmd *c, const char *file, const struct slot *slot, int32_t n, struct text *out);

#endif
