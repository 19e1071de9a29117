/* cmd_print.c: print files of a run of before. */
#include "run/labels.h"
#include "run/stack.h"

static int cmd_print_run(struct cmd *c)
{
	struct make m = {.cmd = c, .lock = -1};
	int rc;

	if (c->args < 1)
		return cmd_usage(
			c, "print wants a run, as R20261101-01; `ledgerpress register list` names them");
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	rc = print_how_asked(c, &m.how);
	if (rc != 0)
		return rc;
	if (m.how.by_route && c->args > 1)
		return cmd_usage(
			c, "print files by route hold papers of all types: name none, or say --by type");
	if (make_find(&m, c->arg[0]) < 0 || make_print(&m, c->arg + 1, c->args - 1) < 0 ||
	    make_house_index(c) < 0)
		return EXIT_NOT_MADE;
	return EXIT_FINE;
}

static const struct option_row options[] = {
	{"by", 0, "type|route",
	 "a file a type, or letters by route whatever their type ([output] print_by); what stays in the house is by type"},
	{"duplex", 0, NULL, "for both sides: each paper begins on a front ([output] duplex)"},
	{"sheets", 0, "N", "volumes of at most N sheets: STMT_v1, STMT_v2 … ([output] sheets)"},
	{"marks", 0, "KIND",
	 "what an inserter reads at the left edge of each sheet: datamatrix, omr; none ([output] marks)"},
	{"labels", 0, "SHEET",
	 "address labels of whom the letters go to, too, in RUN_labels.pdf: " LABEL_SHEETS},
	{NULL, 0, NULL, NULL}};

const struct command command_print = {
	"print",
	"print files of a run: one PDF a type or route, in delivery order",
	"RUN [TYPE…]",
	cmd_print_run,
	options,
	"out/RUN/RUN_TYPE.pdf holds the papers as they were issued, with bookmarks, behind a count sheet; "
	"count-sheet.csv lies beside it: papers, pages and sheets of each file.\n"
	"Letters lie on the way of the post: the house's own country first, then by country, postcode, route and town.\n"
	"A DataMatrix says the paper's number, sheet and sheets of it, and its place in the file: STMT-2026-00017 1/2 17. Strokes (omr), a sixth of an inch\n"
	"apart from the top: the sheet's; the last sheet of its paper's; 4, 2, 1 of the place modulo 8; one that makes them even.\n"
	"What was cancelled since is left out. A paper that the house's layouts or settings of today would "
	"set "
	"otherwise is an error: print its own file.\n"
	"The same files are made by make --merged.\n"};
