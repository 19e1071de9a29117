/* cmd_print.c: print files of a run of before. */
#include "run/make.h"

static int cmd_print_run(struct cmd *c)
{
	struct make m = {.cmd = c, .lock = -1};

	if (c->args < 1)
		return cmd_usage(
			c, "print wants a run, as R20261101-01; `ledgerpress register list` names them");
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if (make_find(&m, c->arg[0]) < 0 || make_print(&m, c->arg + 1, c->args - 1) < 0)
		return EXIT_NOT_MADE;
	return EXIT_FINE;
}

const struct command command_print = {
	"print",
	"print files of a run: one PDF a type, in delivery order",
	"RUN [TYPE…]",
	cmd_print_run,
	NULL,
	"out/RUN/RUN_TYPE.pdf holds the papers as they were issued, with bookmarks, behind a count sheet; "
	"count-sheet.csv lies beside it.\n"
	"What was cancelled since is left out. A paper that the house's layouts or settings of today would "
	"set "
	"otherwise is an error: print its own file.\n"
	"The same files are made by make --merged.\n"};
