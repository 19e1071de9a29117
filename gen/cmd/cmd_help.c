/* cmd_help.c: the commands by their list, what -h says of each, and the author's reference by topic. */
#include <string.h>

#include "cmd/commands.h"
#include "cmd/help.h"

#define C(name) extern const struct command command_##name;
#include "cmd/commands.def"
#undef C

const struct command *const commands[] = {
#define C(name) &command_##name,
#include "cmd/commands.def"
#undef C
	NULL};

const struct option_row general_options[] = {{"directory", 'C', "DIR", "run as if started in DIR"},
					     {"quiet", 'q', NULL, "only results and messages"},
					     {"verbose", 'v', NULL, "say more"},
					     {"json", 0, NULL, "results as JSON"},
					     {"csv", 0, NULL, "tables as CSV"},
					     {"help", 'h', NULL, "this text"},
					     {"version", 0, NULL, "the release; with -v the libraries too"},
					     {NULL, 0, NULL, NULL}};

static void print_options(const struct option_row *o)
{
	char buf[64];

	for (; o && o->name; o++) {
		snprintf(buf, sizeof buf, "%c%c%s--%s%s%s", o->letter ? '-' : ' ',
			 o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name, o->arg ? " " : "",
			 o->arg ? o->arg : "");
		cmd_print("  %-30s %s\n", buf, o->help);
	}
}

void command_tell(const struct command *command)
{
	int32_t i;

	if (command) {
		cmd_print("usage: ledgerpress %s %s\n%s\n\n", command->name, command->words, command->help);
		print_options(command->option);
		print_options(general_options);
		if (command->more)
			cmd_print("\n%s", command->more);
		return;
	}
	cmd_print(
		"usage: ledgerpress COMMAND [options]\n"
		"Ledger exports to signed-ready papers and evidence bundles. Run it in a house's folder, or with -C DIR.\n\n");
	for (i = 0; commands[i]; i++)
		cmd_print("  %-12s %s\n", commands[i]->name, commands[i]->help);
	cmd_print("\nReference, by `ledgerpress help TOPIC`:\n");
	help_topics();
	cmd_print("\nGeneral options:\n");
	print_options(general_options);
	cmd_print(
		"\nEach command says more with -h. Exit: 0 fine, 1 something was not made or did not verify, 2 stopped, 64 usage.\n");
}

const struct command *command_find(const char *name)
{
	int32_t i;

	for (i = 0; commands[i]; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

/* `help` alone, a command, or a topic. */
static int cmd_help(struct cmd *c)
{
	const char *const *topic, **name, *close;
	int32_t n, all;
	int rc;

	if (c->args > 1)
		return cmd_usage(c, "help takes one command or topic");
	if (c->args == 0 || command_find(c->arg[0])) {
		command_tell(c->args ? command_find(c->arg[0]) : NULL);
		return EXIT_FINE;
	}
	if (!c->shipped) {
		diag_hint(c->diag, DIAG_NO_SHARE, NULL,
			  "set LEDGERPRESS_SHARE to the folder that holds layouts/ and fonts/",
			  "the program's layouts were not found beside %s", c->program);
		return EXIT_STOPPED;
	}
	rc = help_print(c, c->arg[0]);
	if (rc >= 0)
		return rc;
	topic = help_names(c->arena, &n);
	for (all = n, rc = 0; commands[rc]; rc++)
		all++;
	name = arena_alloc(c->arena, sizeof *name * (size_t)all);
	memcpy(name, topic, sizeof *name * (size_t)n);
	for (rc = 0; commands[rc]; rc++)
		name[n + rc] = commands[rc]->name;
	close = diag_closest(c->arg[0], name, all);
	return close ? cmd_usage(c, "there is no topic or command %s; did you mean %s?", c->arg[0], close)
		     : cmd_usage(c, "there is no topic or command %s; `ledgerpress help` lists them",
				 c->arg[0]);
}

static void options_told(struct cmd *c, struct help *h, const struct option_row *o)
{
	for (; o && o->name; o++)
		help_part(h, arena_format(c->arena, "--%s", o->name), o->arg, o->help);
}

int help_commands(struct cmd *c, struct help *h)
{
	help_section(h, "COMMANDS", "Each with what it takes, and its options with theirs.");
	for (int32_t i = 0; commands[i]; i++) {
		help_entry(h, commands[i]->name, commands[i]->words, commands[i]->help);
		options_told(c, h, commands[i]->option);
	}
	help_section(h, "GENERAL OPTIONS", "Before and after the name of each command.");
	help_entry(h, "ledgerpress", NULL, "every command");
	options_told(c, h, general_options);
	return 0;
}

static const struct option_row options[] = {{NULL, 0, NULL, NULL}};

const struct command command_help = {
	"help",
	"what a command does; layouts, tables, policy, events … for their authors",
	"[COMMAND | TOPIC]",
	cmd_help,
	options,
	NULL};
