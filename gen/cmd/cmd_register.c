/* cmd_register.c: what was issued: list, show one paper with its trace, cancel. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/day.h"
#include "run/make.h"
#include "plan/plan.h"

static const struct option_row options[] = {
	{"customer", 0, "CODE", "list: only this customer's"},
	{"type", 0, "TYPE", "list: only this type"},
	{"run", 0, "RUN", "list: only this run's"},
	{"state", 0, "STATE", "list: only in this state"},
	{"reason", 0, "TEXT", "cancel: why"},
	{"who", 0, "NAME", "cancel: who says so"},
	{"as-of", 0, "DATE", "cancel: the day (default: the newest that the register knows)"},
	{NULL, 0, NULL, NULL}};

static int list(struct cmd *c)
{
	struct query *q = query_open(c->db, c->diag,
				     "SELECT number, type, customer, salesman, key, as_of, language, state, "
				     "run, case_id, file, replaces FROM paper "
				     "WHERE (:customer IS NULL OR customer = :customer) AND (:type IS NULL "
				     "OR type = :type) AND (:run IS NULL OR run = :run) "
				     "AND (:state IS NULL OR state = :state) ORDER BY id",
				     NULL);
	static const char *const column[] = {"number",	 "type",  "customer", "salesman", "key",  "as_of",
					     "language", "state", "run",      "case",	  "file", "replaces"};
	struct out_table *o = out_open();
	int32_t i;
	int rc = q ? 1 : -1;

	for (i = 0; i < 12; i++)
		out_column(o, column[i], OUT_LEFT);
	if (q) {
		query_bind_text(q, "customer", cmd_option(c, "customer"));
		query_bind_text(q, "type", cmd_option(c, "type"));
		query_bind_text(q, "run", cmd_option(c, "run"));
		query_bind_text(q, "state", cmd_option(c, "state"));
	}
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		for (i = 0; i < 12; i++) {
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
	struct query *q = query_open(c->db, c->diag,
				     "SELECT type, number, currency, outstanding FROM paper_item WHERE paper "
				     "= :paper ORDER BY currency, number",
				     NULL);
	char day[11], money[48];

	if (!q)
		return -1;
	query_bind_int(q, "paper", paper);
	while (query_next(q, c->diag) == 1)
		cmd_print("  covers   %s %s: %s %s\n", query_text(q, 0), query_text(q, 1), query_text(q, 2),
			  out_money(query_int(q, 3), query_text(q, 2), money));
	query_close(q);
	q = query_open(c->db, c->diag,
		       "SELECT date, state, who, note FROM paper_event WHERE paper = :paper ORDER BY id",
		       NULL);
	if (!q)
		return -1;
	query_bind_int(q, "paper", paper);
	while (query_next(q, c->diag) == 1)
		cmd_print("  %s %s%s%s%s%s\n", date_format((int32_t)query_int(q, 0), day), query_text(q, 1),
			  query_null(q, 2) ? "" : " by ", query_text(q, 2), query_null(q, 3) ? "" : ": ",
			  query_text(q, 3));
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
				     "'failed') FROM paper p WHERE number = :number",
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
		rc = trace(c, query_int(q, 13));
	} else if (rc == 0) {
		rc = diag(c->diag, DIAG_PLAN_NUMBER, NULL, "the register has no paper %s", number);
	}
	query_close(q);
	return rc < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

static int cancel(struct cmd *c, const char *number)
{
	const char *reason = cmd_option(c, "reason");
	struct diag quiet;
	int32_t date;

	if (!reason || !reason[0])
		return cmd_usage(c, "a paper is cancelled with its --reason, which stays in the register");
	if (day_read(c, DATE_NONE, &date, NULL) < 0)
		return EXIT_BAD_USAGE;
	if (db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0)
		return EXIT_STOPPED;
	if (register_cancel(c->diag, c->db, number, date, cmd_option(c, "who"), reason) < 0 ||
	    db_run(c->db, c->diag, "COMMIT") < 0) {
		diag_init(&quiet, NULL, NULL);
		db_run(c->db, &quiet, "ROLLBACK");
		return EXIT_NOT_MADE;
	}
	cmd_print("%s is cancelled; the next run issues it anew if it is still due\n", number);
	return EXIT_FINE;
}

/* An unfinished run that cannot be resumed, or shall not be. Held by its process, it is not. 0: there is no
 * such run. */
static int give_up(struct cmd *c, const char *run)
{
	struct make m = {
		.cmd = c, .lock = -1, .run.id = run, .folder = arena_format(c->arena, "out/%s", run)};
	struct diag quiet;
	int32_t date, n = 0;
	int rc;

	if (day_read(c, DATE_NONE, &date, NULL) < 0 ||
	    (strchr(run, '/') == NULL && file_exists(m.folder) && make_lock(&m) < 0))
		return -1;
	rc = db_run(c->db, c->diag, "BEGIN IMMEDIATE");
	if (rc == 0)
		rc = register_give_up(c->diag, c->db, run, date, cmd_option(c, "who"),
				      cmd_option(c, "reason"), &n);
	diag_init(&quiet, NULL, NULL);
	if (rc <= 0 || db_run(c->db, c->diag, "COMMIT") < 0) {
		db_run(c->db, &quiet, "ROLLBACK");
		rc = rc == 0 ? 0 : -1;
	}
	make_unlock(&m);
	if (rc == 1)
		cmd_print("%s is given up: %d papers that were only planned are cancelled; the next run "
			  "issues them anew if they are still due\n",
			  run, (int)n);
	return rc;
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
		return show(c, c->arg[1]);
	if (cmd_option(c, "reason") && cmd_option(c, "reason")[0]) {
		int rc = give_up(c, c->arg[1]);

		if (rc != 0)
			return rc < 0 ? EXIT_NOT_MADE : EXIT_FINE;
	}
	return cancel(c, c->arg[1]);
}

const struct command command_register = {
	"register",
	"what was issued: list, show, cancel",
	"[list | show NUMBER | cancel NUMBER|RUN --reason TEXT]",
	cmd_register,
	options,
	"Nothing that was issued is overwritten: a cancelled paper keeps its number, file and trace; the "
	"next "
	"run issues anew.\n"
	"A RUN that was not finished is given up: what it only planned is cancelled.\n"};
