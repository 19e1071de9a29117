/* cmd_init.c: a new house that works at once, from a commented template of its preset. */
#include <string.h>

#include "cli/cmd.h"
#include "cmd/start.h"

static const struct option_row options[] = {
	{"preset", 0, "NAME",
	 "the policy to start from: sop (default), reg (Russia), jj (Australia), col (Norway)"},
	{NULL, 0, NULL, NULL}};

int start_no_preset(struct cmd *c, const char *preset)
{
	const char *close;
	char **name;
	struct text all;
	int32_t n, files, i;
	int rc;

	if (file_list(c->arena, c->diag, arena_format(c->arena, "%s/layouts/houses", c->shipped), &name,
		      &files) < 0)
		return EXIT_NOT_MADE;
	for (n = i = 0; i < files; i++) {
		size_t len = strlen(name[i]);

		if (len > 4 && strcmp(name[i] + len - 4, ".ini") == 0)
			name[n++] = arena_dupn(c->arena, name[i], len - 4);
	}
	text_init(&all);
	for (i = 0; i < n; i++)
		text_addf(&all, "%s%s", i ? ", " : "", name[i]);
	close = diag_closest(preset, (const char *const *)name, n);
	rc = close ? cmd_usage(c, "there is no preset %s (%s); did you mean %s?", preset, text_str(&all),
			       close)
		   : cmd_usage(c, "there is no preset %s (%s)", preset, text_str(&all));
	text_done(&all);
	return rc;
}

static int cmd_init(struct cmd *c)
{
	const char *preset = cmd_option(c, "preset") ? cmd_option(c, "preset") : "sop", *dir;
	char *template, *ini, *bytes, *path;
	struct db *b;
	size_t n;

	if (c->args != 1)
		return cmd_usage(c, "init wants the folder of the new house");
	if (!c->shipped)
		return diag_hint(c->diag, DIAG_NO_SHARE, NULL,
				 "set LEDGERPRESS_SHARE to the folder that holds layouts/ and fonts/",
				 "the program's layouts were not found beside %s", c->program),
		       EXIT_STOPPED;
	template = arena_format(c->arena, "%s/layouts/houses/%s.ini", c->shipped, preset);
	if (strchr(preset, '/') || !file_exists(template))
		return start_no_preset(c, preset);
	dir = c->arg[0];
	ini = arena_format(c->arena, "%s/house.ini", dir);
	if (file_exists(ini)) {
		diag(c->diag, DIAG_FILE_EXISTS, &(struct place){ini, 0, 0}, "is a house already");
		return EXIT_NOT_MADE;
	}
	bytes = file_read(c->arena, c->diag, template, 1 << 20, &n);
	if (!bytes || file_mkdirs(c->diag, dir) < 0 ||
	    file_mkdirs(c->diag, arena_format(c->arena, "%s/evidence", dir)) < 0 ||
	    file_mkdirs(c->diag, arena_format(c->arena, "%s/out", dir)) < 0)
		return EXIT_STOPPED;
	path = arena_format(c->arena, "%s/ledger.db", dir);
	b = db_open(path, DB_LEDGER, c->diag);
	if (!b)
		return EXIT_STOPPED;
	db_close(b);
	/* last: a folder is a house once its house.ini stands */
	if (file_write(c->diag, ini, bytes, n, 0) < 0)
		return EXIT_STOPPED;
	cmd_print("%s\n", ini);
	cmd_say(c, "Write your own company there, then: ledgerpress -C %s import FILE…\n", dir);
	return EXIT_FINE;
}

const struct command command_init = {
	"init", "a new house with a commented house.ini", "DIR [--preset NAME]", cmd_init, options, NULL};
