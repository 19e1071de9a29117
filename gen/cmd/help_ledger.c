/* help_ledger.c: tables of exports, events and messages, from canonical.c, event.def and diag.def. */
#include <string.h>

#include "cli/list.h"
#include "cmd/help.h"
#include "db/canonical.h"
#include "db/event.h"

const char *help_column(struct arena *a, const struct canonical_column *k)
{
	static const char *const word[] = {
		[KIND_TEXT] = "text",	      [KIND_CODE] = "code",	   [KIND_WORD] = "",
		[KIND_LIKELY] = "",	      [KIND_DATE] = "date",	   [KIND_TIME] = "time",
		[KIND_INT] = "number",	      [KIND_YESNO] = "yes or no",  [KIND_AMOUNT] = "amount",
		[KIND_CURRENCY] = "currency", [KIND_LANGUAGE] = "language"};
	const char *kind = k->words && strcmp(k->name, "kind") == 0 && strlen(k->words) > 100 ? "an event"
											      : word[k->kind];

	if (!kind[0])
		kind = arena_format(a, "%s%s", canonical_words(a, k->words),
				    k->kind == KIND_LIKELY ? " …" : "");
	return arena_format(a, "%s%s", kind, k->flags & COLUMN_MUST ? ", needed" : "");
}

int help_tables(struct cmd *c, struct help *h)
{
	help_section(h, "TABLES OF EXPORTS",
		     "CSV with these column names in its first line is read as it is; another export is "
		     "mapped to them by a profile "
		     "(`ledgerpress help profile`). Columns that are not needed may be left out. Words "
		     "before … are known; another "
		     "is kept with a warning.");
	for (int32_t i = 0; i < canonical_count; i++) {
		const struct canonical *t = &canonical_all[i];

		help_entry(h, t->name, NULL, t->meaning);
		for (int32_t k = 0; k < t->columns; k++)
			if (!(t->column[k].flags & COLUMN_DERIVED))
				help_part(h, t->column[k].name, help_column(c->arena, &t->column[k]),
					  t->column[k].meaning);
	}
	return 0;
}

int help_events(struct cmd *c, struct help *h)
{
	help_section(h, "EVENTS",
		     "For `ledgerpress record EVENT` and the column kind of the table events. In brackets: "
		     "what is needed beside date "
		     "and customer. Events that change nothing stand in the customer's history, in bad debts "
		     "reports and bundles.");
	for (int32_t i = 0; i < event_count; i++) {
		const struct event_kind *e = &event_all[i];

		help_entry(h, e->name, e->needs,
			   e->effect[0] ? arena_format(c->arena, "%s: %s", e->meaning, e->effect)
					: e->meaning);
	}
	return 0;
}

int help_json(struct cmd *c, struct help *h)
{
	help_section(
		h, "LISTS",
		"Each list is a table for people, with --csv a table with these columns in its first line, and with --json "
		"{\"schema\": \"ledgerpress.NAME/VERSION\", \"rows\": [{…}]}. A column that is taken out, renamed or gets "
		"another meaning raises the version; one that is added does not. What is not known is null, or empty. Dates are "
		"ISO; money is a decimal of its currency with a point.");
	for (int i = 0; i < LISTS; i++) {
		const struct list *l = &list_all[i];

		help_entry(h, arena_format(c->arena, "ledgerpress.%s/%d", l->name, l->version), l->command,
			   l->meaning);
		for (const struct list_column *k = l->column; k->name; k++)
			help_part(h, k->name,
				  arena_format(c->arena, "%s%s",
					       strcmp(k->kind, "TEXT") == 0    ? "text"
					       : strcmp(k->kind, "DATE") == 0  ? "date"
					       : strcmp(k->kind, "MONEY") == 0 ? "money"
									       : "number",
					       k->more ? ", at times" : ""),
				  k->meaning);
	}
	return 0;
}

int help_messages(struct cmd *c, struct help *h)
{
	static const struct {
		const char *name, *level, *next;
	} message[] = {
#define D(id, level, name, next) {name, #level, next},
#include "base/diag.def"
#undef D
	};

	help_section(
		h, "MESSAGES",
		"The stable name stands in [brackets] in a message. WARNING: made all the same; ERROR: this "
		"paper or file is not "
		"made, the rest goes on; FATAL: the run stops and can be resumed. Then what happens next.");
	for (size_t i = 0; i < sizeof message / sizeof message[0]; i++) {
		char *level = arena_dup(c->arena, message[i].level);

		for (char *p = level; *p; p++)
			*p = (char)(*p + 32);
		help_entry(h, message[i].name, level, message[i].next);
	}
	return 0;
}
