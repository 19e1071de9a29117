/* cmd_handover.c: `handover`: the pack of a leaving salesman's customers for his successor, as a folder and a
 * ZIP. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/list.h"
#include "cli/known.h"
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
		" AND id NOT IN (SELECT run FROM run_act WHERE act = 'cancelled')"
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
	struct query *q =
		query_open(snapshot, c->diag, "SELECT 1 FROM party WHERE salesman = :from LIMIT 1", NULL);
	int rc = -1;
	char day[11];

	if (q) {
		query_bind_text(q, "from", m->run.made_by);
		rc = query_next(q, c->diag);
	}
	query_close(q);
	if (rc == 0)
		return diag(c->diag, DIAG_HANDOVER, NULL, "%s has no customer on %s", m->run.made_by,
			    date_format(m->as_of, day));
	return rc < 0 ? -1 : 0;
}

/* Each named customer is the leaving salesman's on the day. */
static int are_his(struct make *m, struct db *snapshot)
{
	struct cmd *c = m->cmd;
	struct query *q =
		m->groups ? query_open(snapshot, c->diag,
				       "SELECT (SELECT coalesce(salesman, '') FROM party WHERE code = ?1)",
				       NULL)
			  : NULL;
	int rc = m->groups == 0 || q ? 0 : -1, bad = 0;
	char day[11];

	for (int32_t i = 0; i < m->groups && rc == 0; i++) {
		query_reset(q);
		query_put_text(q, 1, m->group[i], -1);
		if (query_next(q, c->diag) != 1)
			rc = -1;
		else if (query_null(q, 0))
			bad = diag_hint(c->diag, DIAG_NO_SUBJECT, NULL,
					known_hint(c, KNOWN_CUSTOMER, m->group[i]),
					"the ledger knows no customer %s", m->group[i]);
		else if (strcmp(query_text(q, 0), m->run.made_by) != 0)
			bad = diag(c->diag, DIAG_HANDOVER, NULL,
				   "%s is a customer of %s on %s, and not of %s", m->group[i],
				   query_text(q, 0)[0] ? query_text(q, 0) : "nobody",
				   date_format(m->as_of, day), m->run.made_by);
	}
	query_close(q);
	return rc < 0 ? -1 : bad;
}

/* --dry-run: who would move, and what is open of each; nothing is written. */
static int dry_run(struct make *m, struct db *snapshot)
{
	struct cmd *c = m->cmd;
	struct query *q = query_open(
		snapshot, c->diag,
		"SELECT p.code, p.name, coalesce(b.items, 0), b.currency, b.total FROM party p LEFT JOIN balance b ON b.customer = p.code "
		"AND b.items > 0 WHERE p.salesman = :from ORDER BY p.code, b.currency",
		NULL);
	struct out_table *o;
	int rc = 1;

	if (!q)
		return -1;
	query_bind_text(q, "from", m->run.made_by);
	o = list_open(LIST_succession, 0);
	while ((rc = query_next(q, c->diag)) == 1) {
		out_cell(o, query_text(q, 0));
		out_cell(o, query_text(q, 1));
		out_cell(o, m->run.made_by);
		out_cell(o, m->run.given_to);
		out_cell_int(o, query_int(q, 2));
		out_cell(o, query_null(q, 3) ? NULL : query_text(q, 3));
		if (query_null(q, 3))
			out_cell(o, NULL);
		else
			out_cell_money(o, query_int(q, 4), query_text(q, 3));
	}
	query_close(q);
	out_close(c, o);
	return rc;
}

/* Before anything has a number: that there is something to hand over, once, and with --strict no discrepancy.
 */
static int may_begin(struct handover *h)
{
	struct make *m = &h->make;
	struct db *snapshot = freeze_memory(m->cmd, m->as_of, "");
	int rc = snapshot && are_his(m, snapshot) == 0 ? 0 : -1;

	if (rc == 0 && m->groups)
		rc = handover_apart(m, snapshot);
	if (rc == 0)
		rc = handover_once(m->cmd, snapshot, m);
	if (rc == 0)
		rc = has_customers(m, snapshot);
	if (rc == 0 && cmd_flag(m->cmd, "strict"))
		rc = handover_strict(m->cmd, snapshot, m->run.made_by, m->as_of);
	if (rc == 0 && cmd_flag(m->cmd, "dry-run"))
		rc = dry_run(m, snapshot);
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
		rc = make_index(m);
	if (rc == 0)
		rc = handover_check(h);
	if (rc == 0)
		rc = handover_pack(h);
	return rc < 0 || make_close(m) < 0 ? -1 : make_house_index(c);
}

/* --json: what was made, or (made 0) that it was made before. */
static void print_json(const struct handover *h, int made)
{
	const struct make *m = &h->make;
	char buf[32];
	struct text t;

	text_init(&t);
	text_adds(&t, "{\"run\": ");
	text_json(&t, m->run.id);
	text_adds(&t, ", \"from\": ");
	text_json(&t, m->run.made_by);
	text_adds(&t, ", \"to\": ");
	text_json(&t, m->run.given_to);
	text_addf(&t, ", \"made\": %s", made ? "true" : "false");
	if (made) {
		text_addf(&t, ", \"customers\": %d, \"papers\": %d, \"totals\": [", h->customers,
			  (int)(m->made + m->intact));
		for (int32_t i = 0; i < h->totals; i++) {
			const struct currency *cur = currency_find(h->total[i].currency);

			text_addf(&t, "%s{\"currency\": \"%s\", \"amount\": %s}", i ? ", " : "",
				  h->total[i].currency,
				  money_format(h->total[i].amount, cur ? cur->digits : 2, buf));
		}
		text_addf(&t, "], \"supporting\": %d, \"missing\": %d, \"file\": ", h->found, h->missing);
		text_json(&t, h->zip);
	}
	text_adds(&t, "}\n");
	cmd_print("%s", text_str(&t));
	text_done(&t);
}

static void report(const struct handover *h)
{
	const struct make *m = &h->make;

	if (m->cmd->json) {
		print_json(h, 1);
		return;
	}
	cmd_print("%s: %s to %s, %d %s, %d %s made\n", m->run.id, m->run.made_by, m->run.given_to,
		  h->customers, h->customers == 1 ? "customer" : "customers", (int)(m->made + m->intact),
		  m->made + m->intact == 1 ? "paper" : "papers");
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

	if (rc == 0 && cmd_flag(c, "dry-run"))
		return may_begin(h) < 0 ? EXIT_NOT_MADE : EXIT_FINE;
	if (rc == 1 && c->json) {
		print_json(h, 0);
		return EXIT_FINE;
	}
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

static int by_code(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The customers that were named, in their order, each once. */
static void read_group(struct make *m)
{
	struct cmd *c = m->cmd;
	const char **list = arena_alloc(c->arena, sizeof *list * (size_t)(c->values + 1)), *s;
	int32_t n = 0, kept = 0;

	while ((s = cmd_option_at(c, "customer", n)) != NULL)
		list[n++] = s;
	if (n > 0)
		qsort(list, (size_t)n, sizeof *list, by_code);
	for (int32_t i = 0; i < n; i++)
		if (kept == 0 || strcmp(list[i], list[kept - 1]) != 0)
			list[kept++] = list[i];
	m->group = kept ? list : NULL;
	m->groups = kept;
}

static const char *group_words(const struct make *m)
{
	const char *words = "";

	for (int32_t i = 0; i < m->groups; i++)
		words = arena_format(m->cmd->arena, "%s customer=%s", words, m->group[i]);
	return words;
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
	read_group(m);
	m->run.selection = arena_format(c->arena, "from=%s to=%s%s%s", from, to, group_words(m),
					h.by_due ? " order=due" : "");
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
	{"customer", 0, "CODE",
	 "only this one, may be given several times: others go to another successor, or stay"},
	{"dry-run", 0, NULL, "lists who would move, and what is open; nothing is made"},
	{"order", 0, "WORD", "how the file is organised: customer (default) or due, by due date"},
	{"strict", 0, NULL,
	 "hands nothing over while a paper of an open invoice is missing, not signed by one who may, not stamped (invoices), or of another amount than the ledger's"},
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
	"successor. A customer is handed over once: again on a later day, or after `ledgerpress register cancel HO…`, which takes the\n"
	"whole handover back. `record accepted HO… --by STAFF` says that it was taken. The ZIP is proved by `ledgerpress verify`.\n"};
