/* commands.h: the list of subcommands, and what -h and `help` say of them.
 *
 * How the room works, and why so. One file a subcommand, cmd_NAME.c, with its options, its words of help and
 * its work at the command line; what several share is in cli/ (words, printing) and run/ (making papers).
 * main.c turns words into a struct cmd and the answer into an exit code.
 *
 * What is said of a thing is said where the thing is declared: -h prints the option table, the man page
 * (man.sh) and the completion ask the program, and help*.c prints the author's reference from vocabulary.def,
 * canonical.c, house_keys.def, event.def, named.def, diag.def, the comments of the SQL and of the presets.
 * `make man` writes the page anew; a check holds it to the program.
 *
 * Begin with main.c, then the command that you change. Tests: `sh tests/run.sh checks words help golden
 * messages`. */
#ifndef LP_COMMANDS_H
#define LP_COMMANDS_H

#include "cli/cmd.h"

extern const struct command *const commands[]; /* as commands.def lists them; the last is NULL */
extern const struct option_row general_options[];

/* For the shells' completions alone: in no list, and found by main.c. */
extern const struct command command_complete;

const struct command *command_find(const char *name); /* NULL: none */
/* The usage, options and words of one command; NULL: of the program. */
void command_tell(const struct command *command);

#endif
