/* cmd_register.c: what was issued: list, show one paper with its trace, cancel. */
#include <string.h>

#include "cli/list.h"
#include "cli/cmd.h"
#include "cli/day.h"
#include "cli/known.h"
#include "layout/layout.h"
#include "plan/plan.h"
#include "run/handover.h"
#include "run/make.h"

static const struct option_row options[] = {
	{"customer", 0, "CODE", "list: only this customer's"},
	{"type", 0, "TYPE", "list: only this type"},
	{"run", 0, "RUN", "list: only this run's"},
	{"state", 0, "STATE", "list: only in this state"},
	{"reason", 0, "WHY",
	 "cancel: replace (issued anew if still due), paid or wrong (not written again for the same items)"},
	{"note", 0, "TEXT", "cancel: the reason in words"},
	{"who", 0, "NAME", "cancel: who says so"},
	{"as-of", 0, "DATE", "cancel: the day (default: the newest that the register knows)"},
	{NULL, 0, NULL, NULL}};

/* A word that nothing has would list nothing, without a word. */
static int words_known(struct cmd *c)
{
	static const struct {
		const char *option, *sql;
	} word[] = {{"customer",
		     "SELECT code FROM customer UNION SELECT customer FROM paper WHERE customer IS NOT "
		     "NULL"},
		    {"type", "SELECT DISTINCT type FROM paper"},
		    {"run", "SELECT id FROM run"},
		    {"state",
		     "VALUES ('planned'), ('made'), ('sent'), ('delivered'), ('answered'), ('signed'), "
		     "('cancelled'), ('failed')"}};
	const struct layout_stem *stem;
	int32_t stems, k;

	for (size_t i = 0; i < sizeof word / sizeof word[0]; i++) {
		struct known names = {0};

		if (!cmd_option(c, word[i].option))
			continue;
		if (known_read(c, &names, word[i].sql) < 0)
			return -1;
		if (strcmp(word[i].option, "type") == 0) {
			if (layout_find_all(c->arena, c->diag, c->house, &stem, &stems) < 0)
				return -1;
			for (k = 0; k < stems; k++)
				known_add(c, &names, stem[k].code);
		}
		if (known_check(c, &names, "the register", word[i].option, cmd_option(c, word[i].option)) < 0)
			return -1;
	}
	return 0;
}

static int list(struct cmd *c)
{
	struct query *q;
	struct out_table *o;
	int32_t i;
	int rc = 1;

	if (words_known(c) < 0)
		return EXIT_NOT_MADE;
	q = query_open(c->db, c->diag,
		       "SELECT number, type, customer, salesman, key, as_of, language, state, "
		       "run, case_id, file, replaces, " REGISTER_REASON " FROM paper p "
		       "WHERE (:customer IS NULL OR customer = :customer) AND (:type IS NULL "
		       "OR type = :type) AND (:run IS NULL OR run = :run) "
		       "AND (:state IS NULL OR state = :state) ORDER BY id",
		       NULL);
	if (!q)
		return EXIT_STOPPED;
	o = list_open(LIST_register, 0);
	query_bind_text(q, "customer", cmd_option(c, "customer"));
	query_bind_text(q, "type", cmd_option(c, "type"));
	query_bind_text(q, "run", cmd_option(c, "run"));
	query_bind_text(q, "state", cmd_option(c, "state"));
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		for (i = 0; i < query_columns(q); i++) {
			if (i == 5)
				out_cell_date(o, (int32_t)query_int(q, i));
			else
				out_cell(o, query_null(q, i) ? NULL : query_text(q, i));
		}
	query_close(q);
	out_close(c, o);
	return rc < 0 ? EXIT_STOPPED : EXIT_FINE;
}

static void fact(const char *name, const char *value)
{
	if (value && value[0])
		cmd_print("%-10s %s\n", name, value);
}

static int trace(struct cmd *c, int64_t paper)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT type, number, currency, outstanding FROM paper_item WHERE paper = :paper ORDER BY currency, number",
		NULL);
	char day[11], money[48];

	if (!q)
		return -1;
	query_bind_int(q, "paper", paper);
	while (query_next(q, c->diag) == 1)
		cmd_print("  covers   %s %s: %s %s\n", query_text(q, 0), query_text(q, 1), query_text(q, 2),
			  out_money(query_int(q, 3), query_text(q, 2), money));
	query_close(q);
	q = query_open(
		c->db, c->diag,
		"SELECT date, state, who, note, channel FROM paper_event WHERE paper = :paper ORDER BY id",
		NULL);
	if (!q)
		return -1;
	query_bind_int(q, "paper", paper);
	while (query_next(q, c->diag) == 1)
		cmd_print("  %s %s%s%s%s%s%s%s\n", date_format((int32_t)query_int(q, 0), day),
			  query_text(q, 1),
			  /* a draft of a mail says so itself */
			  query_null(q, 4) || strcmp(query_text(q, 1), "mailed") == 0 ? "" : " by way of ",
			  strcmp(query_text(q, 1), "mailed") == 0 ? "" : query_text(q, 4),
			  query_null(q, 2)			    ? ""
			  : strcmp(query_text(q, 1), "mailed") == 0 ? " to "
								    : " by ",
			  query_text(q, 2), query_null(q, 3) ? "" : ": ", query_text(q, 3));
	query_close(q);
	return 0;
}

static int show(struct cmd *c, const char *number)
{
	static const char *const name[] = {"number",   "type",	"customer", "salesman", "case",	    "run",
					   "language", "state", "file",	    "sha256",	"replaces", "key"};
	struct query *q = query_open(c->db, c->diag,
				     "SELECT number, type, customer, salesman, case_id, run, language, "
				     "state, file, sha256, replaces, key, as_of, id, "
				     "(SELECT number FROM paper x WHERE x.replaces = p.number AND x.state <> "
				     "'failed'), " REGISTER_REASON " FROM paper p WHERE number = :number",
				     NULL);
	char day[11];
	int32_t i;
	int rc;

	if (!q)
		return EXIT_STOPPED;
	query_bind_text(q, "number", number);
	rc = query_next(q, c->diag);
	if (rc == 1) {
		for (i = 0; i < 12; i++)
			fact(name[i], query_text(q, i));
		fact("as of", date_format((int32_t)query_int(q, 12), day));
		fact("replaced by", query_text(q, 14));
		fact("reason", query_text(q, 15));
		rc = trace(c, query_int(q, 13));
	} else if (rc == 0) {
		rc = diag_hint(c->diag, DIAG_PLAN_NUMBER, NULL, known_hint(c, KNOWN_PAPER, number),
			       "the register has no paper %s", number);
	}
	query_close(q);
	return rc < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

static int show_any(struct cmd *c, const char *number)
{
	int rc = handover_show(c, number);

	return rc == 0 ? show(c, number) : rc < 0 ? EXIT_STOPPED : EXIT_FINE;
}

/* --reason: one of three words. Other words are a note of what is to be replaced, as they always were; a
 * near miss is asked about. -1 after a usage message. */
static int read_reason(struct cmd *c, enum cancel_reason *why, const char **note)
{
	const char *said = cmd_option(c, "reason"), *close;

	*note = cmd_option(c, "note");
	for (int i = 0; said && i < CANCEL_REASONS; i++)
		if (strcmp(said, cancel_reason_name[i]) == 0) {
			*why = (enum cancel_reason)i;
			return 0;
		}
	if (!said || !said[0]) {
		cmd_usage(
			c,
			"a paper is cancelled with its --reason, replace, paid or wrong, which stays in the "
			"register");
		return -1;
	}
	close = diag_closest(said, cancel_reason_name, CANCEL_REASONS);
	if (close) {
		cmd_usage(c, "--reason %s: did you mean %s?", said, close);
		return -1;
	}
	*why = CANCEL_REPLACE;
	if (!*note)
		*note = said;
	return 0;
}

/* The run and type of a paper, for what lies beside it. -1 after a diagnostic, also where there is no such
 * paper. */
static int find_paper(struct make *m, const char *number, char **type)
{
	struct cmd *c = m->cmd;
	struct query *q =
		query_open(c->db, c->diag, "SELECT run, type FROM paper WHERE number = :number", NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "number", number);
	rc = query_next(q, c->diag);
	if (rc == 1) {
		*type = arena_dup(c->arena, query_text(q, 1));
		rc = make_find(m, query_text(q, 0));
	} else if (rc == 0) {
		rc = diag_hint(c->diag, DIAG_PLAN_NUMBER, NULL, known_hint(c, KNOWN_PAPER, number),
			       "the register has no paper %s", number);
	}
	query_close(q);
	return rc;
}

static void say_cancelled(const char *number, enum cancel_reason why)
{
	if (why == CANCEL_REPLACE)
		cmd_print("%s is cancelled; the next run issues it anew if it is still due\n", number);
	else
		cmd_print("%s is cancelled as %s; its level is not written again for the same items\n",
			  number, cancel_reason_name[why]);
}

static int cancel(struct cmd *c, const char *number)
{
	struct make m = {.cmd = c, .lock = -1};
	enum cancel_reason why;
	const char *note;
	char *type = NULL;
	struct diag quiet;
	int32_t date;
	int stale = 0;

	if (read_reason(c, &why, &note) < 0 || day_read(c, DATE_NONE, &date, NULL) < 0)
		return EXIT_BAD_USAGE;
	if (db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0)
		return EXIT_STOPPED;
	if (find_paper(&m, number, &type) < 0 ||
	    register_cancel(c->diag, c->db, number, date, cmd_option(c, "who"), why, note) < 0 ||
	    (stale = make_stale(&m, type)) < 0 || db_run(c->db, c->diag, "COMMIT") < 0) {
		diag_init(&quiet, NULL, NULL);
		db_run(c->db, &quiet, "ROLLBACK");
		return EXIT_NOT_MADE;
	}
	say_cancelled(number, why);
	if (make_again(&m, number, type, stale) == 0)
		return make_house_index(c) < 0 ? EXIT_NOT_MADE : EXIT_FINE;
	diag_hint(c->diag, DIAG_PRINT, NULL, "`ledgerpress print RUN` makes it again",
		  "what lies beside the papers of %s still speaks of %s", m.run.id, number);
	return EXIT_NOT_MADE;
}

/* As one, in one transaction, where no other process is at it: what undoes the run says how many papers it
 * was of. 1, 0 there is no such run, -1 after a diagnostic. */
static int undo_run(struct cmd *c, const char *run,
		    int (*undo)(struct cmd *c, const char *run, int32_t date, const char *who,
				const char *note, int32_t *n),
		    int32_t *n)
{
	struct make m = {
		.cmd = c, .lock = -1, .run.id = run, .folder = arena_format(c->arena, "out/%s", run)};
	const char *note = cmd_option(c, "note") ? cmd_option(c, "note") : cmd_option(c, "reason");
	struct diag quiet;
	int32_t date;
	int rc;

	if (day_read(c, DATE_NONE, &date, NULL) < 0 ||
	    (strchr(run, '/') == NULL && file_exists(m.folder) && make_lock(&m) < 0))
		return -1;
	rc = db_run(c->db, c->diag, "BEGIN IMMEDIATE");
	if (rc == 0)
		rc = undo(c, run, date, cmd_option(c, "who"), note, n);
	diag_init(&quiet, NULL, NULL);
	if (rc <= 0 || db_run(c->db, c->diag, "COMMIT") < 0) {
		db_run(c->db, &quiet, "ROLLBACK");
		rc = rc == 0 ? 0 : -1;
	}
	make_unlock(&m);
	return rc;
}

static int forget(struct cmd *c, const char *run, int32_t date, const char *who, const char *note, int32_t *n)
{
	return register_give_up(c->diag, c->db, run, date, who, note, n);
}

/* An unfinished run that cannot be resumed, or shall not be. Held by its process, it is not. */
static int give_up(struct cmd *c, const char *run)
{
	int32_t n = 0;
	int rc = undo_run(c, run, forget, &n);

	if (rc == 1)
		cmd_print(
			n == 1 ? "%s is given up: %d paper that was only planned is cancelled; the next run issues it anew if it is still due\n"
			       : "%s is given up: %d papers that were only planned are cancelled; the next run issues them anew if they are still due\n",
			run, (int)n);
	return rc == 1 && make_states_again(c, run) < 0 ? -1 : rc;
}

/* A handover goes as one. */
static int take_back(struct cmd *c, const char *run)
{
	int32_t n = 0;
	int rc = undo_run(c, run, handover_cancel, &n);

	if (rc == 1)
		cmd_print("%s is cancelled with its %d papers; its customers are whose they were\n", run,
			  (int)n);
	return rc == 1 && make_states_again(c, run) < 0 ? -1 : rc;
}

static int cmd_register(struct cmd *c)
{
	const char *what = c->args > 0 ? c->arg[0] : "list";

	if (strcmp(what, "list") != 0 && strcmp(what, "show") != 0 && strcmp(what, "cancel") != 0)
		return cmd_usage(c, "register %s: list, show or cancel is expected", what);
	if (strcmp(what, "list") == 0 ? c->args > 1 : c->args != 2)
		return cmd_usage(c,
				 strcmp(what, "list") == 0 ? "register list takes no further arguments"
							   : "register %s wants one number of a paper",
				 what);
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if (strcmp(what, "list") == 0)
		return list(c);
	if (strcmp(what, "show") == 0)
		return show_any(c, c->arg[1]);
	if (cmd_option(c, "reason") && cmd_option(c, "reason")[0]) {
		int rc = take_back(c, c->arg[1]);

		if (rc == 0)
			rc = give_up(c, c->arg[1]);
		if (rc != 0)
			return rc < 0 ? EXIT_NOT_MADE : EXIT_FINE;
	}
	return cancel(c, c->arg[1]);
}

const struct command command_register = {
	"register",
	"what was issued: list, show, cancel",
	"[list | show NUMBER | cancel NUMBER|RUN --reason replace|paid|wrong]",
	cmd_register,
	options,
	"Nothing that was issued is overwritten: a cancelled paper keeps its number, file and trace. What is "
	"to be "
	"replaced the next run issues anew;\n"
	"what was paid, or was wrong to write, is not written again for the same items at the same level. "
	"Other "
	"words after --reason are the note of a\n"
	"replacement. The run's index.html, run.json, tie-out.csv, print files and lists of mails are made again without "
	"it.\n"
	"A RUN that was not finished is given up: what it only planned is cancelled. A handover (HO…) is cancelled as one, with its papers "
	"and the succession; `show HO…` says from whom, to whom, and whether it was accepted.\n"};
