/* cmd_merge.c: parts of a run that other machines made come home. */
#include "run/make_mail.h"
#include "run/merge.h"

static int cmd_merge(struct cmd *c)
{
	if (c->args < 1)
		return cmd_usage(c, "merge wants the registers of parts, as shards/*/ledger.db");
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if (mail_wanted(c) && mail_ready(c) < 0)
		return EXIT_NOT_MADE;
	return merge_parts(c);
}

static const struct option_row options[] = {
	{"merged", 0, NULL,
	 "when the run is whole, also one print file per type in delivery order, with bookmarks and a count sheet"},
	{"mail", 0, NULL, "when the run is whole, also the drafts of mails, as make --mail has them"},
	{NULL, 0, NULL, NULL}};

const struct command command_merge = {
	"merge",
	"takes in the parts of a run that were made on other machines",
	"REGISTER…",
	cmd_merge,
	options,
	"A register is the ledger.db of a copy of what make --freeze DIR wrote, in which make --shard I/N was run; the papers lie beside it, in out/.\n"
	"Each paper is taken in once, however often its part was made or merged, and in whatever order. A register of another run, of another frozen "
	"ledger, or made by another program, libraries, house.ini, layouts or fonts is refused, and what differs is named.\n"
	"When no paper is planned only, the run ends as on one machine: run.json, tie-out.csv, index.html, print files, byte for byte. "
	"Else the parts that are missing are named, and the exit code is 1; what was taken in stays.\n"};
