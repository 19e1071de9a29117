/* verify.h: what `verify` says of a run (verify_run.c) and of the rest (cmd_verify.c). */
#ifndef LP_VERIFY_H
#define LP_VERIFY_H

#include "cli/cmd.h"

/* Is this folder a run of the house, by its name? 1, 0, -1 after a diagnostic. The ledger is open. */
int verify_is_run(struct cmd *c, const char *folder);
/* A run: its papers, print files and lists, the frozen ledger, the pack and its copies, against the register.
 * The folder may be a copy of the house's own. n: where its verdict goes; NULL:
 * nowhere. An exit code. */
struct verified;
int verify_run(struct cmd *c, const char *folder, struct verified *n);

/* What --json says: verify_json.c. */
struct verify_json;

/* How many times each verdict was given: what a folder comes to. */
struct verified {
	int32_t runs, bags, bad;
	struct verify_json *json; /* NULL: the verdicts are said in words */
};

/* One verdict as --json says it. Numbers: -1 where it says nothing of them; texts: NULL. */
struct verify_item {
	const char *path, *kind, *verdict; /* kind: bag, run, pdf, given, folder */
	int32_t files, changed, missing, extra, damaged, against_format, warnings, signatures;
	int64_t bytes;
	const char *sha256, *bagit, *algorithms, *witnessed_by, *witnessed_on;
	int encrypted;
};
#define VERIFY_ITEM                                                                                          \
	.files = -1, .changed = -1, .missing = -1, .extra = -1, .damaged = -1, .against_format = -1,         \
	.warnings = -1, .signatures = -1, .bytes = -1

/* Collects verdicts and messages, which go to stderr all the same, until verify_json_close prints them. */
struct verify_json *verify_json_open(struct cmd *c);
/* A verdict; nothing where json is NULL. Says whether there is one to say it to. */
int verify_item(struct verified *n, const struct verify_item *i);
void verify_json_close(struct cmd *c, struct verify_json *j, const char *verdict);

/* The electronic signatures of a PDF: a diagnostic for each that does not hold. said: a line each, and a
 * verdict; NULL: none. *good (may be NULL): how many hold. An exit code. */
int verify_signatures(struct cmd *c, const char *path, struct verified *said, int32_t *good);
/* A PDF that nobody opens without its password: what is on record of it, or that it opens. An exit code; -1:
 * it is not encrypted. */
int verify_locked(struct cmd *c, const char *path, struct verified *n);
/* Whether the custody log has a file under this name: 1 with this SHA-256, 0 it knows none of the name, or
 * there is no house here, -1 after a diagnostic: it has another. */
int verify_recorded(struct cmd *c, const char *path, const char *name, const char *hex);

/* The last part of a path that may end in slashes. In the arena. */
char *verify_name(struct cmd *c, const char *path);

#endif
