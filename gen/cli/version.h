/* version.h: the release, said here alone: in PDFs, on the man pages and by `ledgerpress --version`. */
#ifndef LP_VERSION_H
#define LP_VERSION_H

#include "cli/cmd.h"

#define VERSION "0.1"

/* One line; with -v a table that has the libraries too. */
void version_print(struct cmd *c);
/* The libraries on which the bytes of a paper depend, with their versions: one line, in the arena. */
const char *version_pages(struct cmd *c);

#endif
