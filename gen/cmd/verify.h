/* verify.h: what `verify` says of a run (verify_run.c) and of the rest (cmd_verify.c). */
#ifndef LP_VERIFY_H
#define LP_VERIFY_H

#include "cli/cmd.h"

/* Is this folder a run of the house, by its name? 1, 0, -1 after a diagnostic. The ledger is open. */
int verify_is_run(struct cmd *c, const char *folder);
/* A run: its papers, print files and lists, the frozen ledger, the pack and its copies, against the register.
 * The folder may be a copy of the house's own. told: the verdict is printed. An
 * exit code. */
int verify_run(struct cmd *c, const char *folder, int told);

/* How many times each verdict was given: what a folder comes to. */
struct verified {
	int32_t runs, bags, bad;
};

/* The electronic signatures of a PDF: a diagnostic for each that does not hold. said: a line each, and a
 * verdict. *good (may be NULL): how many hold. An exit code. */
int verify_signatures(struct cmd *c, const char *path, int said, int32_t *good);

/* The last part of a path that may end in slashes. In the arena. */
char *verify_name(struct cmd *c, const char *path);

#endif
