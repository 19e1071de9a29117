/* list.c: the lists that commands print, from list.def. */
#include "cli/list.h"

#include <stdio.h>
#include <string.h>

#define LIST(id, version, command, meaning) static const struct list_column columns_##id[] = {
#define COL(column, kind, meaning) {#column, #kind, meaning, 0, OUT_PLAIN, 0},
#define MORE(column, kind, meaning) {#column, #kind, meaning, 1, OUT_PLAIN, 1},
#define SHOW(column, kind, show, rank, meaning) {#column, #kind, meaning, 0, OUT_##show, rank},
#define END                                                                                                  \
	{                                                                                                    \
		NULL, NULL, NULL, 0, OUT_PLAIN, 0                                                            \
	}                                                                                                    \
	}                                                                                                    \
	;
#include "cli/list.def"
#undef LIST
#undef COL
#undef MORE
#undef SHOW
#undef END

const struct list list_all[LISTS] = {
#define LIST(id, version, command, meaning) {#id, version, command, meaning, columns_##id},
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
};

struct out_table *list_open(enum list_id id, int more)
{
	const struct list *l = &list_all[id];
	struct out_table *t = out_open();
	char schema[64];

	snprintf(schema, sizeof schema, "ledgerpress.%s/%d", l->name, l->version);
	out_schema(t, schema);
	for (const struct list_column *k = l->column; k->name; k++) {
		const int money = strcmp(k->kind, "MONEY") == 0, number = strcmp(k->kind, "NUMBER") == 0;
		enum out_show show = strcmp(k->kind, "DATE") == 0 ? OUT_DAY : money ? OUT_FIGURE : k->show;

		if (more || !k->more)
			out_column_shown(t, k->name,
					 number	 ? OUT_NUMBER
					 : money ? OUT_RIGHT
						 : OUT_LEFT,
					 show, k->rank);
	}
	return t;
}
