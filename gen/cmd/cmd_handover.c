/* cmd_handover.c: `handover`: the pack of a leaving salesman's customers for his successor, as a folder and a
 * ZIP. */
#include <string.h>
#include <unistd.h>

#include "run/handover.h"

/* Handbook 4: what a pack holds. */
static const char *const codes[] = {"STMT",  "CONF",  "CASHN",	"COMLOG", "COLSCH",
				    "HOIDX", "HOCHK", "HOMEET", "HOFORM"};
#define CODES ((int32_t)(sizeof codes / sizeof codes[0]))

/* A salesman of the staff table, with a hint when the code is close to one. */
static int check_staff(struct cmd *c, const char *option, const char *code)
{
	struct query *q = query_open(c->db, c->diag, "SELECT code FROM staff ORDER BY code", NULL);
	const char **name = NULL, *close;
	int32_t n = 0, cap = 0;
	int rc = -1;

	while (q && (rc = query_next(q, c->diag)) == 1) {
		if (strcmp(query_text(q, 0), code) == 0)
			break;
		name = arena_room(c->arena, name, &cap, n + 1, sizeof *name);
		name[n++] = arena_dup(c->arena, query_text(q, 0));
	}
	query_close(q);
	if (rc != 0)
		return rc == 1 ? 0 : -1;
	close = diag_closest(code, name, n);
	return diag_hint(c->diag, DIAG_HANDOVER, NULL,
			 close ? arena_format(c->arena, "did you mean %s?", close) : NULL,
			 "--%s %s: nobody of the staff has this code", option, code);
}

/* Who left before the day takes nothing over. */
static int check_successor(struct cmd *c, const char *to, int32_t as_of)
{
	struct query *q = query_open(
		c->db, c->diag, "SELECT left_on FROM staff WHERE code = :to AND left_on <= :as_of", NULL);
	char left[11], day[11];
	int rc = -1;

	if (q) {
		query_bind_text(q, "to", to);
		query_bind_int(q, "as_of", as_of);
		rc = query_next(q, c->diag);
	}
	if (rc == 1)
		rc = diag(c->diag, DIAG_HANDOVER, NULL,
			  "--to %s left on %s; the customers would be nobody's on %s", to,
			  date_format((int32_t)query_int(q, 0), left), date_format(as_of, day));
	query_close(q);
	return rc;
}

/* A handover of the same people and day that is done: nothing is made twice. 1 found. */
static int find_done(struct make *m, int by_due)
{
	struct cmd *c = m->cmd;
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT id FROM run WHERE kind = 'handover' AND as_of = :as_of AND selection IN (:selection, :other) AND state = 'made'"
		" ORDER BY id LIMIT 1",
		NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_int(q, "as_of", m->as_of);
	query_bind_text(q, "selection", m->run.selection);
	/* the same handover with its file in the other order */
	query_bind_text(q, "other",
			by_due ? arena_dupn(c->arena, m->run.selection,
					    strlen(m->run.selection) - strlen(" order=due"))
			       : arena_format(c->arena, "%s order=due", m->run.selection));
	rc = query_next(q, c->diag);
	if (rc == 1)
		m->run.id = arena_dup(c->arena, query_text(q, 0));
	query_close(q);
	return rc;
}

static int has_customers(struct make *m, struct db *snapshot)
{
	struct cmd *c = m->cmd;
	struct query *q = query_open(
		snapshot, c->diag,
		"SELECT 1 FROM party p JOIN balance b ON b.customer = p.code WHERE p.salesman = :from AND"
		" b.items > 0 LIMIT 1",
		NULL);
	int rc = -1;
	char day[11];

	if (q) {
		query_bind_text(q, "from", m->run.made_by);
		rc = query_next(q, c->diag);
	}
	query_close(q);
	if (rc == 0)
		return diag(c->diag, DIAG_HANDOVER, NULL, "%s has no customer with open items on %s",
			    m->run.made_by, date_format(m->as_of, day));
	return rc < 0 ? -1 : 0;
}

/* Before anything has a number: that there is something to hand over and, with --strict, no discrepancy. */
static int may_begin(struct handover *h)
{
	struct make *m = &h->make;
	struct db *snapshot = freeze_memory(m->cmd, m->as_of, "");
	int rc = snapshot ? has_customers(m, snapshot) : -1;

	if (rc == 0 && cmd_flag(m->cmd, "strict"))
		rc = handover_strict(m->cmd, snapshot, m->run.made_by, m->as_of);
	db_close(snapshot);
	return rc;
}

static int make_all(struct handover *h, int32_t workers)
{
	struct make *m = &h->make;
	struct cmd *c = m->cmd;
	struct job_context k;
	int rc;

	h->snapshot = freeze_open(c, m->snapshot, c->diag);
	if (!h->snapshot || freeze_context(c->arena, c->diag, h->snapshot, &k) < 0)
		return -1;
	cmd_say(c, "%s: %s %d papers\n", m->run.id, m->resumed ? "resuming," : "making", (int)m->list.n);
	rc = make_papers(m, workers, h->snapshot, &k);
	if (rc == 0 && m->failed > 0)
		rc = diag(c->diag, DIAG_HANDOVER, NULL,
			  "%d papers could not be made; a pack has all of them or is none", (int)m->failed);
	if (rc == 0)
		rc = make_lists(m, h->snapshot, &k);
	if (rc == 0)
		rc = handover_check(h);
	if (rc == 0)
		rc = handover_pack(h);
	return rc == 0 ? make_close(m) : -1;
}

static void report(const struct handover *h)
{
	const struct make *m = &h->make;

	cmd_print("%s: %s to %s, %d customers, %d papers made\n", m->run.id, m->run.made_by, m->run.given_to,
		  h->customers, (int)(m->made + m->intact));
	for (int32_t i = 0; i < h->totals; i++) {
		char buf[48];

		cmd_print("  %s %s handed over; the statements come to the same\n", h->total[i].currency,
			  out_money(h->total[i].amount, h->total[i].currency, buf));
	}
	cmd_print("  %d supporting papers are there, %d are missing\n  %s\n", h->found, h->missing, h->zip);
}

/* What failed before is tried again with the numbers that it has: wordings may have been mended since. */
static int resume(struct make *m)
{
	struct cmd *c = m->cmd;
	struct query *q =
		query_open(c->db, c->diag,
			   "UPDATE paper SET state = 'planned' WHERE run = :run AND state = 'failed'", NULL);
	int rc = -1;

	if (q) {
		query_bind_text(q, "run", m->run.id);
		rc = query_next(q, c->diag);
	}
	query_close(q);
	return rc < 0 || make_resume(m) < 0 ? -1 : 1;
}

static int start(struct handover *h, int32_t workers)
{
	struct make *m = &h->make;
	struct cmd *c = m->cmd;
	int rc = find_done(m, h->by_due);

	if (rc == 1) {
		cmd_print("%s: this handover was made before; nothing is made twice: out/%s/\n", m->run.id,
			  m->run.id);
		return EXIT_FINE;
	}
	if (rc == 0) {
		const char *by = m->run.made_by, *to = m->run.given_to;

		rc = register_find_run(c->arena, c->diag, c->db, "handover", m->as_of, m->run.selection,
				       &m->run);
		m->run.made_by = by;
		m->run.given_to = to;
	}
	if (rc == 1)
		rc = resume(m);
	else if (rc == 0)
		rc = may_begin(h) < 0 ? -1 : make_plan(m);
	if (rc <= 0)
		return EXIT_NOT_MADE;
	if (make_all(h, workers) < 0)
		return EXIT_NOT_MADE;
	report(h);
	return EXIT_FINE;
}

static int run(struct cmd *c)
{
	struct handover h = {.make = {.cmd = c, .handover = 1}};
	struct make *m = &h.make;
	const char *from = cmd_option(c, "from"), *to = cmd_option(c, "to"), *order = cmd_option(c, "order");
	int64_t workers;
	int rc;

	if (!from || !to)
		return cmd_usage(c, "--from and --to are wanted: who leaves, and who takes over");
	if (strcmp(from, to) == 0)
		return cmd_usage(c, "--from and --to are both %s; a handover wants two people", from);
	if (order && strcmp(order, "customer") != 0 && strcmp(order, "due") != 0)
		return cmd_usage(c, "--order %s: customer or due is expected", order);
	if (cmd_as_of(c, &m->as_of) < 0 || cmd_number(c, "jobs", sysconf(_SC_NPROCESSORS_ONLN), &workers) < 0)
		return EXIT_BAD_USAGE;
	if (workers < 1 || workers > 64)
		return cmd_usage(c, "-j wants 1 to 64 workers");
	if (cmd_encrypt(c, &h.password) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if ((check_staff(c, "from", from) < 0) | (check_staff(c, "to", to) < 0) ||
	    check_successor(c, to, m->as_of) < 0)
		return EXIT_NOT_MADE;
	rc = types_read(c, codes, CODES, &m->types);
	if (rc != 0)
		return rc < 0 ? EXIT_NOT_MADE : rc;
	m->run.made_by = from;
	m->run.given_to = to;
	h.by_due = order && strcmp(order, "due") == 0;
	m->run.selection = arena_format(c->arena, "from=%s to=%s%s", from, to, h.by_due ? " order=due" : "");
	m->filter.salesman = &m->run.made_by;
	m->filter.salesmen = 1;
	rc = start(&h, (int32_t)workers);
	db_close(h.snapshot);
	return rc;
}

static const struct option_row options[] = {
	{"from", 0, "STAFF", "who leaves"},
	{"to", 0, "STAFF", "who takes over"},
	{"as-of", 0, "DATE", "the day of the handover"},
	{"order", 0, "WORD", "how the file is organised: customer (default) or due, by due date"},
	{"strict", 0, NULL,
	 "hands nothing over while a paper of an open invoice is missing, not signed by one who may, or not stamped"},
	{"encrypt", 0, NULL,
	 "the ZIP with a password: AES-256, which 7-Zip and WinZip open; the folder stays as it is"},
	{"password-file", 0, "FILE",
	 "its first line is the password; else LEDGERPRESS_PASSWORD of the environment"},
	{"jobs", 'j', "N", "worker processes (default: one per core)"},
	{NULL, 0, NULL, NULL}};

const struct command command_handover = {
	"handover",
	"the pack when a salesman leaves: statements, confirmations, checks, form; folder and ZIP",
	"--from STAFF --to STAFF --as-of DATE",
	run,
	options,
	"The totals on the form equal those of the statements to the last decimal, or no pack is made. After the date, plans and statements name the\n"
	"successor. The ZIP is proved by `ledgerpress verify`.\n"};
