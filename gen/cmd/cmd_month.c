/* cmd_month.c: the month's check list: what is done, what is next, and one command each. */
#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/day.h"
#include "cli/list.h"
#include "cli/screen.h"
#include "run/freeze.h"
#include "run/month.h"
#include "run/types.h"

enum { TO_DO, LATE, LATER, DONE, NOTHING };
static const char *const state_name[] = {"to do", "late", "not yet", "done", "nothing due"},
			 *const state_label[] = {"month_to_do", "month_late", "month_later", "month_done",
						 "month_nothing"};

static int state_of(const struct month_step *s, int32_t as_of)
{
	if (s->to_do > 0)
		return as_of < s->first ? LATER : as_of > s->last ? LATE : TO_DO;
	return s->done > 0 ? DONE : NOTHING;
}

/* The words of a step's command as they are said to the program. */
static const char *words_of(struct cmd *c, const struct month_step *s, int32_t as_of)
{
	char day[11];

	return strncmp(s->command, "import", 6) == 0
		       ? s->command
		       : arena_format(c->arena, "%s --as-of %s", s->command, date_format(as_of, day));
}

static void nothing_open(struct cmd *c)
{
	cmd_print("\n%s\n", screen_said(screen_of(c), "month_nothing_open", NULL, NULL));
}

/* In the house's words where the step is a shipped one; with what the ledger says of it. */
static const char *meaning_of(struct cmd *c, const struct month_step *s)
{
	char *name = arena_format(c->arena, "step_%s", s->step), *p, said[LOCALE_MAX];
	const size_t n = s->said ? strlen(s->said) : 0;
	const char *meaning = s->meaning, *known = s->said;
	int32_t day;

	for (p = name; *p; p++)
		if (*p == '-')
			*p = '_';
	if (!c->json && !c->csv)
		meaning = screen_meaning(screen_of(c), name, s->meaning);
	if (meaning != s->meaning) {
		day = n > 10 ? date_parse(s->said + n - 10, 10) : DATE_NONE;
		known = day == DATE_NONE ? NULL
					 : screen_said(screen_of(c), "month_known",
						       screen_day(screen_of(c), day, said), NULL);
	}
	return known ? arena_format(c->arena, "%s (%s)", meaning, known) : meaning;
}

static void tell(struct cmd *c, const struct month *m, int32_t as_of)
{
	struct out_table *o = list_open(LIST_month, 0);
	const struct month_step *next = NULL;

	for (int32_t i = 0; i < m->n; i++) {
		const struct month_step *s = &m->step[i];
		const int state = state_of(s, as_of);

		out_cell(o, s->step);
		out_cell(o, c->json || c->csv ? state_name[state]
					      : screen_said(screen_of(c), state_label[state], NULL, NULL));
		out_cell_int(o, s->done);
		out_cell_int(o, s->to_do);
		out_cell_date(o, s->first);
		out_cell_date(o, s->last);
		out_cell(o, meaning_of(c, s));
		out_cell(o, state == TO_DO || state == LATE ? words_of(c, s, as_of) : NULL);
		if (!next && (state == TO_DO || state == LATE))
			next = s;
	}
	out_close(c, o);
	if (c->json || c->csv)
		return;
	if (next)
		cmd_print("\n%s\n",
			  screen_said(screen_of(c), "month_next",
				      arena_format(c->arena, "ledgerpress %s", words_of(c, next, as_of)),
				      NULL));
	else
		nothing_open(c);
}

/* Runs the program itself with such words, in this folder; its exit code. */
static int run_words(struct cmd *c, const char *words)
{
	const char *arg[32] = {c->program};
	char *s = arena_dup(c->arena, words);
	int n = 1, status = 0;
	pid_t pid;

	for (; *s && n < 31; n++) {
		arg[n] = s;
		s += strcspn(s, " ");
		if (*s)
			*s++ = '\0';
	}
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		execv(c->program, (char *const *)arg);
		_exit(EXIT_STOPPED);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return pid < 0 || !WIFEXITED(status) ? EXIT_STOPPED : WEXITSTATUS(status);
}

/* What is open, one after the other, the next only after the one before went well. What a person has to do
 * first stops it. */
static int run_open(struct cmd *c, const struct month *m, int32_t as_of)
{
	int ran = 0;

	for (int32_t i = 0; i < m->n; i++) {
		const struct month_step *s = &m->step[i];
		const int state = state_of(s, as_of);
		const char *words;
		int code;

		if (state != TO_DO && state != LATE)
			continue;
		words = words_of(c, s, as_of);
		if (strncmp(words, "import", 6) == 0)
			return diag_hint(
				c->diag, DIAG_MONTH, NULL,
				"import the exports that reach to the month's end, then say it again; where nothing was posted since: import FILE --export-date DATE",
				"%s: %s", s->meaning, s->said ? s->said : "not done");
		cmd_print("== %s: ledgerpress %s\n", s->step, words);
		code = run_words(c, words);
		ran++;
		if (code != EXIT_FINE)
			return diag_hint(c->diag, DIAG_MONTH, NULL, "mend what it says, then say it again",
					 "%s: `ledgerpress %s` ended with %d", s->step, words, code);
	}
	if (ran == 0)
		nothing_open(c);
	return 0;
}

static int cmd_month(struct cmd *c)
{
	struct month m;
	int32_t as_of;

	if (c->args > 0)
		return cmd_usage(c, "month takes no arguments");
	if (cmd_flag(c, "run") && (c->json || c->csv))
		return cmd_usage(c, "--run makes papers, and is no list");
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if (day_of_export(c, (int32_t)freeze_newest(c), &as_of) < 0)
		return EXIT_BAD_USAGE;
	if (month_read(c, as_of, &m) < 0)
		return EXIT_NOT_MADE;
	if (cmd_flag(c, "run"))
		return run_open(c, &m, as_of) < 0 ? EXIT_NOT_MADE : EXIT_FINE;
	tell(c, &m, as_of);
	return EXIT_FINE;
}

static const struct option_row options[] = {
	{"as-of", 0, "DATE", "the day in the month; without it the newest day of the ledger"},
	{"run", 0, NULL, "what is open, step by step, until one does not go well"},
	{NULL, 0, NULL, NULL}};

const struct command command_month = {
	"month",
	"the month's check list: what is done, what is next; runs it",
	"[--as-of DATE] [--run]",
	cmd_month,
	options,
	"The steps stand in layouts/month.sql, of which a house may have its own. Nothing is ticked: what is done is read from the\n"
	"imports, the register, and what the policy has due on that day.\n"};
