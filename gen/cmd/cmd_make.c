/* cmd_make.c: makes and registers papers; resumes what was killed; makes nothing twice. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/screen.h"
#include "run/because.h"
#include "run/choice.h"
#include "run/make_mail.h"
#include "run/make_write.h"
#include "run/part.h"
#include "run/since.h"
#include "run/stack.h"
#include "run/summary.h"

static const struct option_row options[] = {
	{"as-of", 0, "DATE", "the day that figures speak of"},
	{"customer", 0, "CODE", "only this customer (may be repeated)"},
	{"salesman", 0, "CODE", "only this salesman's (may be repeated)"},
	{"jobs", 'j', "N", "worker processes (default: one per core)"},
	{"due", 0, NULL, "of the TYPEs named only what the policy has due: they are not asked for by name"},
	{"shard", 0, "I/N",
	 "only part I of N, from 0; default from the scheduler's environment. Of a run that was frozen whole where "
	 "there is one"},
	{"freeze", 0, "DIR",
	 "only plans and numbers, and puts into the new folder DIR what --shard makes the parts of the run from, "
	 "on any machine"},
	{"merged", 0, NULL,
	 "also one print file per type in delivery order, with bookmarks and a count sheet"},
	{"mail", 0, NULL,
	 "also letters to customers, alerts and what is told to staff as drafts of mails, in out/RUN/mail/"},
	{"stale-ok", 0, NULL, "also when the newest posting is older than policy stale_days allows"},
	CHOICE_OPTIONS,
	{NULL, 0, NULL, NULL}};

static int batch_paper(struct batch *b, const struct job *j, const struct text *pdf, int32_t pages,
		       const char *why)
{
	if (pdf)
		return writer_made(b->ctx, j, pdf->data, pdf->len, pages);
	writer_failed(b->ctx, j, why[0] ? why : "its type or language is unfit, or its worker died");
	return 0;
}

static int batch_papers(struct batch *b)
{
	return writer_flush(b->ctx);
}

/* Types that cannot be written in a language fail here, once and in order, and not in every worker that meets
 * them. */
static uint8_t *find_unfit(struct make *m, struct maker *maker)
{
	struct pair {
		int32_t type;
		const char *language;
		uint8_t bad;
	} *pair = NULL;
	uint8_t *unfit = arena_alloc(m->cmd->arena, (size_t)m->list.n + 1);
	int32_t i, k, n = 0, cap = 0;

	for (i = 0; i < m->list.n; i++) {
		const struct job *j = &m->list.job[i];

		for (k = n - 1;
		     k >= 0 && (pair[k].type != j->type || strcmp(pair[k].language, j->language) != 0); k--)
			;
		if (k < 0) {
			pair = arena_room(m->cmd->arena, pair, &cap, n + 1, sizeof *pair);
			k = n++;
			pair[k].type = j->type;
			pair[k].language = j->language;
			pair[k].bad = maker_prepare(maker, m->cmd->diag, m->types.fact[j->type].stem,
						    j->language) < 0;
		}
		unfit[i] = pair[k].bad;
	}
	return unfit;
}

int make_papers(struct make *m, int32_t workers, struct db *snapshot, const struct job_context *k)
{
	struct writer w = {.make = m};
	struct batch b = {m->cmd, NULL,	   m->snapshot, &m->types,   &m->list,	   NULL,
			  *k,	  workers, m->lock,	batch_paper, batch_papers, &w};
	int rc;

	if (m->list.n == 0)
		return 0;
	b.maker = maker_open(m->cmd, NULL, 0);
	/* attached here once, so that what is wrong with wordings is said once and not by every worker */
	rc = b.maker ? maker_attach(b.maker, snapshot, m->cmd->diag) : -1;
	if (rc == 0) {
		b.unfit = find_unfit(m, b.maker);
		rc = batch_run(&b);
	}
	writer_drop(&w);
	maker_close(b.maker);
	return rc;
}

/* "R20261101-01: papers made 85, not made 2; out/R20261101-01/index.html", in the house's language. of: the
 * part that was made; NULL: the run. */
static void report_line(struct make *m, const char *of)
{
	const struct screen *w = screen_of(m->cmd);
	const struct {
		const char *label;
		int32_t n;
		int always;
	} part[] = {{"sum_made", m->made, 1},
		    {"sum_intact", m->intact, 0},
		    {"sum_failed", m->failed, 0},
		    {"sum_cancelled", m->cancelled, 0}};
	char figure[LOCALE_MAX];

	cmd_print("%s%s%s:", m->run.id, of ? ", part " : "", of ? of : "");
	for (size_t i = 0; i < sizeof part / sizeof part[0]; i++)
		if (part[i].always || part[i].n)
			cmd_print("%s %s", i ? "," : "",
				  screen_said(w, part[i].label, screen_count(w, part[i].n, figure), NULL));
	if (of)
		cmd_print("; `ledgerpress merge` takes the part in where the run was frozen\n");
	else
		cmd_print("; %s/index.html\n", m->folder);
}

static int report(struct make *m)
{
	struct cmd *c = m->cmd;
	struct text t;
	int rc;

	const char *part =
		m->part ? arena_format(c->arena, "%d/%d", (int)m->filter.shard, (int)m->filter.shards) : NULL;

	if (!c->json) {
		report_line(m, part);
		return c->quiet || part ? 0 : summary_print(m);
	}
	text_init(&t);
	text_adds(&t, "{\"run\": ");
	text_json(&t, m->run.id);
	text_addf(
		&t,
		", \"made\": %d, \"failed\": %d, \"intact\": %d, \"cancelled\": %d, \"resumed\": %s, \"folder\": ",
		(int)m->made, (int)m->failed, (int)m->intact, (int)m->cancelled,
		m->resumed ? "true" : "false");
	text_json(&t, m->folder);
	rc = part ? 0 : summary_json(m, &t);
	if (part) {
		text_adds(&t, ", \"part\": ");
		text_json(&t, part);
	}
	text_adds(&t, "}\n");
	cmd_write(&t);
	text_done(&t);
	return rc;
}

static int make_all(struct make *m, int32_t workers)
{
	struct cmd *c = m->cmd;
	struct db *snapshot = freeze_open(c, m->snapshot, c->diag);
	struct job_context k;
	char day[11];
	int rc;

	if (!snapshot)
		return -1;
	cmd_say(c, "%s: %s %d %s as of %s\n", m->run.id, m->resumed ? "resuming," : "making", (int)m->list.n,
		m->list.n == 1 ? "paper" : "papers", date_format(m->run.as_of, day));
	rc = freeze_context(c->arena, c->diag, snapshot, &k) < 0 ? -1 : make_papers(m, workers, snapshot, &k);
	if (rc == 0 && !m->part)
		rc = make_end(m, snapshot, &k);
	db_close(snapshot);
	return rc;
}

/* --merged and --mail where everything is made already: the print files and mails of the runs that these
 * words made; of a house that wants mails unasked, those of the runs that have none. How many; -1 after
 * diagnostics. */
static int32_t print_again(struct make *m)
{
	struct cmd *c = m->cmd;
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT id FROM run r WHERE kind = 'make' AND as_of = :as_of AND selection = "
		":selection AND state = 'made' AND EXISTS (SELECT 1 FROM paper p WHERE p.run = r.id "
		"AND p.state NOT IN ('failed', 'cancelled')) ORDER BY id",
		NULL);
	int32_t n = 0;
	int rc = q ? 1 : -1, mails;

	if (q) {
		query_bind_int(q, "as_of", m->as_of);
		query_bind_text(q, "selection", m->run.selection);
	}
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		struct make before = {.cmd = c, .lock = -1};

		if (make_find(&before, query_text(q, 0)) < 0) {
			rc = -1;
			break;
		}
		mails = cmd_flag(c, "mail") || (mail_wanted(c) && !mail_made(&before));
		if ((cmd_flag(c, "merged") &&
		     (print_how_asked(c, &before.how) != 0 || make_print(&before, NULL, 0) < 0)) ||
		    (mails && make_mail_again(&before) < 0))
			rc = -1;
		n += cmd_flag(c, "merged") || mails;
	}
	query_close(q);
	return rc < 0 ? -1 : n;
}

static int nothing_made(struct make *m)
{
	struct cmd *c = m->cmd;
	int32_t printed = cmd_flag(c, "merged") || mail_wanted(c) ? print_again(m) : 0;

	/* a type that was named for a customer is answered, condition by condition */
	if (printed == 0 && c->args > 0 && m->filter.customers > 0 && !c->json && !c->csv &&
	    because_nothing(c, m->as_of, &m->types, &m->filter) < 0)
		return EXIT_NOT_MADE;
	if (c->json)
		cmd_print(
			"{\"run\": null, \"made\": 0, \"failed\": 0, \"intact\": 0, \"cancelled\": 0, \"resumed\": false, \"folder\": null}\n");
	else if (printed == 0)
		cmd_print("nothing to make: `ledgerpress plan --why` says why not and from when\n");
	else if (printed > 0)
		cmd_print("nothing to make; the print files and mails are those of what was made before\n");
	return printed < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

/* Words that do not go together. 0, or EXIT_BAD_USAGE. */
static int freeze_usage(struct cmd *c, struct make *m)
{
	if (!cmd_option(c, "freeze"))
		return 0;
	if (cmd_option(c, "shard"))
		return cmd_usage(c, "--freeze plans the whole run, of which --shard then makes a part");
	if (cmd_flag(c, "merged") || cmd_flag(c, "mail"))
		return cmd_usage(c,
				 "--freeze makes no papers: --merged and --mail are words of `merge` then");
	m->filter.shard = m->filter.shards = 0;
	return 0;
}

/* The run is planned: what its parts are made from. An exit code. */
static int freeze_all(struct make *m)
{
	struct cmd *c = m->cmd;
	const char *dir = cmd_option(c, "freeze");
	int32_t papers;
	struct text t;

	if (part_pack(m, dir, &papers) < 0)
		return EXIT_NOT_MADE;
	if (!c->json) {
		cmd_print("%s: %d %s planned; %s holds what its parts are made from\n", m->run.id,
			  (int)papers, papers == 1 ? "paper" : "papers", dir);
		return EXIT_FINE;
	}
	text_init(&t);
	text_adds(&t, "{\"run\": ");
	text_json(&t, m->run.id);
	text_addf(&t, ", \"papers\": %d, \"folder\": ", (int)papers);
	text_json(&t, dir);
	text_adds(&t, "}\n");
	cmd_write(&t);
	text_done(&t);
	return EXIT_FINE;
}

/* The run of these words that is not finished: of a part, its own, else the one that was frozen whole. 1, 0,
 * or -1 after a diagnostic. */
static int find_run(struct make *m)
{
	struct cmd *c = m->cmd;
	struct job_filter whole = m->filter;
	int rc;

	m->run.selection = filter_words(c, &m->filter, c->arg, c->args);
	rc = register_find_run(c->arena, c->diag, c->db, "make", m->as_of, m->run.selection, &m->run);
	/* the only part of all is one where the run was frozen to be made in parts */
	m->part = rc == 1 && m->filter.shards == 1 && part_frozen(m);
	if (rc != 0 || m->filter.shards <= 1)
		return rc;
	whole.shards = 0;
	rc = register_find_run(c->arena, c->diag, c->db, "make", m->as_of,
			       filter_words(c, &whole, c->arg, c->args), &m->run);
	m->part = rc == 1;
	return rc;
}

/* Takes the run up, or plans one. 1: there are papers to make, or to freeze; 0: none, -1 after diagnostics.
 */
static int begin(struct make *m)
{
	struct cmd *c = m->cmd;
	int rc = find_run(m);

	/* the parts of a run by --shard are unfinished side by side */
	if (rc >= 0 && m->filter.shards <= 1 && !m->part &&
	    freeze_unfinished(c, rc == 1 ? m->run.id : NULL) < 0)
		return -1;
	if (rc == 0)
		return make_plan(m);
	if (rc < 0 || make_resume(m) < 0)
		return -1;
	return m->part && part_begin(m) < 0 ? -1 : 1;
}

static int cmd_make(struct cmd *c)
{
	struct make m = {.cmd = c, .lock = -1};
	int64_t workers;
	int rc;

	rc = filter_read(c, &m.filter);
	if (rc == 0)
		rc = freeze_usage(c, &m);
	if (rc != 0)
		return rc;
	if (cmd_as_of(c, &m.as_of) < 0 || cmd_number(c, "jobs", sysconf(_SC_NPROCESSORS_ONLN), &workers) < 0)
		return EXIT_BAD_USAGE;
	if (workers < 1 || workers > 64)
		return cmd_usage(c, "-j wants 1 to 64 workers");
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if (mail_wanted(c) && mail_ready(c) < 0)
		return EXIT_NOT_MADE;
	if (filter_check(c, &m.filter) < 0)
		return EXIT_NOT_MADE;
	rc = types_read(c, c->arg, c->args, &m.types);
	if (rc != 0)
		return rc < 0 ? EXIT_NOT_MADE : rc;
	if (since_stale(c, m.as_of) < 0)
		return EXIT_NOT_MADE;
	rc = choice_keep(c, m.as_of);
	if (rc != 0)
		return rc < 0 ? EXIT_NOT_MADE : rc;
	if (since_say(c, m.as_of) < 0)
		return EXIT_STOPPED;
	freeze_remind(c, m.as_of);
	rc = begin(&m);
	if (rc < 0) {
		make_unlock(&m);
		return EXIT_NOT_MADE;
	}
	if (rc == 0)
		return nothing_made(&m);
	if (cmd_option(c, "freeze")) {
		rc = freeze_all(&m);
		make_unlock(&m);
		return rc;
	}
	rc = make_all(&m, (int32_t)workers);
	make_unlock(&m);
	if (rc < 0)
		return EXIT_STOPPED;
	if (report(&m) < 0)
		return EXIT_STOPPED;
	return m.failed ? EXIT_NOT_MADE : EXIT_FINE;
}

const struct command command_make = {
	"make",
	"makes and registers papers; resumes; ties out",
	"--as-of DATE [TYPE…]",
	cmd_make,
	options,
	"Papers stand in out/RUN/TYPE/; out/RUN/ also holds index.html, tie-out.csv, run.json and the frozen ledger snapshot.db.\n"
	"A run that was killed is resumed by the same words. What was issued is never made twice.\n"
	"For many machines: make --freeze DIR once; on each, with the same words, make --shard I/N on a copy of DIR of "
	"its own; then merge.\n"};
