/* out_own.h: a table of strings, as out.c keeps it and screen_table.c shows it. */
#ifndef LP_OUT_OWN_H
#define LP_OUT_OWN_H

#include "cli/cmd.h"

struct out_table {
	struct arena arena;
	const char *schema; /* NULL: a table without a name */
	struct out_head {
		const char *name;
		enum out_align align;
		enum out_show show;
		int32_t rank;
	} * column;
	int32_t columns, column_cap;
	const char **cell;
	int32_t cells, cell_cap;
};

/* For people, in the house's language and within the terminal's width; without a
 * head where the columns have no names. */
void screen_table(struct cmd *c, struct out_table *t);

#endif
