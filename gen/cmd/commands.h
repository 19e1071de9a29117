/* commands.h: the list of subcommands, and what -h and `help` say of them. */
#ifndef LP_COMMANDS_H
#define LP_COMMANDS_H

#include "cli/cmd.h"

extern const struct command *const commands[]; /* as commands.def lists them; the last is NULL */
extern const struct option_row general_options[];

const struct command *command_find(const char *name); /* NULL: none */
/* The usage, options and words of one command; NULL: of the program. */
void command_tell(const struct command *command);

#endif
