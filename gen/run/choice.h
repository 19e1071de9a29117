/* choice.h: what a person takes out of a plan, kept in the ledger: `plan` and `make` --except, --only,
 * --hold, --level. */
#ifndef LP_CHOICE_H
#define LP_CHOICE_H

#include "cli/cmd.h"

/* Options of `plan` and `make` that say a choice. */
#define CHOICE_OPTIONS                                                                                       \
	{"except", 0, "CODE[:TYPE]",                                                                         \
	 "not the papers about CODE, or those of TYPE, from the day on (may be repeated)"},                  \
		{"only", 0, "CODE[:TYPE],...",                                                               \
		 "no papers but those about these, or of TYPE, from the day on (may be repeated)"},          \
		{"hold", 0, "DATE", "no papers up to the day before DATE; with --customer: none about it"},  \
		{"level", 0, "TYPE",                                                                         \
		 "with --customer: of the letters of the ladder this one, once its stage is reached"},       \
		{"until", 0, "DATE",                                                                         \
		 "--except, --only, --level: up to the day before; without it until it is taken back"},      \
		{"reason", 0, "TEXT", "--except, --only, --hold, --level: why"},                             \
	{                                                                                                    \
		"who", 0, "NAME", "--except, --only, --hold, --level, --undo: who decides so"                \
	}

/* Keeps what --except, --only and --hold say, from as_of on; one that is kept already is not kept twice.
 * After cmd_ledger. 0, EXIT_BAD_USAGE, or -1 after diagnostics. */
int choice_keep(struct cmd *c, int32_t as_of);

/* plan --undo N: takes one back on the day. The same. */
int choice_undo(struct cmd *c, const char *number, int32_t as_of);

/* All of them as a table, with whether they count on the day. -1 after a diagnostic. */
int choice_list(struct cmd *c, int32_t as_of);

/* For people, after a plan: those that count on the day. -1 after a diagnostic. */
int choice_say(struct cmd *c, int32_t as_of);

#endif
