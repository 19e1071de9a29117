/* known.h: words of the command line that the house must know. */
#ifndef LP_KNOWN_H
#define LP_KNOWN_H

#include "cli/cmd.h"

/* Names that a word may be. In the run's arena. */
struct known {
	const char **name;
	int32_t n, cap;
};

/* Of what kind a word is, as known.def lists them. */
enum known_kind {
#define KNOWN(kind, sql) KNOWN_##kind,
#include "cli/known.def"
#undef KNOWN
	KNOWN_KINDS
};

/* "did you mean X?" of a word that the ledger does not know; NULL: nothing is near. For messages that say
 * more than known_check does. After cmd_ledger. */
const char *known_hint(struct cmd *c, enum known_kind kind, const char *word);

void known_add(struct cmd *c, struct known *k, const char *name);
/* Adds the first column of a query on the ledger. After cmd_ledger. -1 after a diagnostic. */
int known_read(struct cmd *c, struct known *k, const char *sql);
/* A word that is none of the names is an error that says "WHO knows no WHAT WORD", with the nearest name as a
 * hint: it would else find nothing, without a word. NULL is fine. -1 after the diagnostic. */
int known_check(struct cmd *c, const struct known *k, const char *who, const char *what, const char *word);

#endif
