/* list.h: the lists that commands print: their columns are declared once, written by out.c and told by `help
 * json`. */
#ifndef LP_LIST_H
#define LP_LIST_H

#include "cli/cmd.h"

enum list_id {
#define LIST(id, version, command, meaning) LIST_##id,
#define COL(column, kind, meaning)
#define MORE(column, kind, meaning)
#define SHOW(column, kind, show, rank, meaning)
#define END
#include "cli/list.def"
#undef LIST
#undef COL
#undef MORE
#undef SHOW
#undef END
	LISTS
};

struct list_column {
	const char *name, *kind, *meaning; /* name NULL: behind the last */
	int more;			   /* only where it is asked for */
	enum out_show show;		   /* to people */
	int32_t rank;			   /* 0: it is shown however narrow the terminal is */
};

struct list {
	const char *name;
	int version;
	const char *command, *meaning;
	const struct list_column *column;
};

extern const struct list list_all[LISTS];

/* A table with the list's columns; more: also those that are not always there. As JSON it is
 * {"schema": "ledgerpress.NAME/VERSION", "rows": […]}. */
struct out_table *list_open(enum list_id id, int more);

#endif
