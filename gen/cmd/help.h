/* help.h: the author's reference: topics as rows of name, value and meaning, printed for people or as data.
 * What it says comes from where each thing is declared (.def, .sql and .ini files), so that it cannot fall
 * behind them. */
#ifndef LP_HELP_H
#define LP_HELP_H

#include "cli/cmd.h"

struct help;

/* A heading and what is to be said under it; text may be NULL. */
void help_section(struct help *h, const char *title, const char *text);
/* One thing of the section: its name, what it takes (NULL: nothing), what it means. Copied. */
void help_entry(struct help *h, const char *name, const char *value, const char *meaning);
/* A part of the last entry. */
void help_part(struct help *h, const char *name, const char *value, const char *meaning);

/* The topics. Those that read shipped files return -1 after diagnostics. */
/* What a column of an export may hold, in words: "date, needed". In the arena. */
struct canonical_column;
const char *help_column(struct arena *a, const struct canonical_column *k);

int help_layout(struct cmd *c, struct help *h);
int help_tables(struct cmd *c, struct help *h);
int help_house(struct cmd *c, struct help *h);
int help_profile(struct cmd *c, struct help *h);
int help_policy(struct cmd *c, struct help *h);
int help_events(struct cmd *c, struct help *h);
int help_doctypes(struct cmd *c, struct help *h);
int help_queries(struct cmd *c, struct help *h);
int help_json(struct cmd *c, struct help *h);
int help_commands(struct cmd *c, struct help *h);
int help_messages(struct cmd *c, struct help *h);

/* Prints "NAME  what it tells" of each topic. */
void help_topics(void);
/* Prints a topic as the flags say; an exit code, or -1: there is no such topic. */
int help_print(struct cmd *c, const char *topic);
/* Their names, n of them. */
const char *const *help_names(struct arena *a, int32_t *n);

#endif
