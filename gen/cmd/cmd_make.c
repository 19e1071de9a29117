/* cmd_make.c: makes and registers papers; resumes what was killed; makes nothing twice. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/screen.h"
#include "run/because.h"
#include "run/choice.h"
#include "run/make_mail.h"
#include "run/since.h"
#include "run/stack.h"
#include "run/summary.h"

static const struct option_row options[] = {
	{"as-of", 0, "DATE", "the day that figures speak of"},
	{"customer", 0, "CODE", "only this customer (may be repeated)"},
	{"salesman", 0, "CODE", "only this salesman's (may be repeated)"},
	{"jobs", 'j', "N", "worker processes (default: one per core)"},
	{"due", 0, NULL, "of the TYPEs named only what the policy has due: they are not asked for by name"},
	{"shard", 0, "I/N", "only part I of N, from 0; default from the scheduler's environment"},
	{"merged", 0, NULL,
	 "also one print file per type in delivery order, with bookmarks and a count sheet"},
	{"mail", 0, NULL,
	 "also letters to customers, alerts and what is told to staff as drafts of mails, in out/RUN/mail/"},
	{"stale-ok", 0, NULL, "also when the newest posting is older than policy stale_days allows"},
	CHOICE_OPTIONS,
	{NULL, 0, NULL, NULL}};

/* What waits to be named and registered together. */
struct pending {
	const struct job *job;
	char sha256[DIGEST_HEX];
	int64_t bytes;
	int32_t pages;
	const char *why; /* failed; NULL: made */
};

struct writer {
	struct make *make;
	struct file_batch *files;
	struct pending pending[BATCH_SIZE];
	int32_t n;
	const char *folder; /* the last one made */
};

static int folder_for(struct writer *w, struct batch *b, const char *file)
{
	const char *slash = strrchr(file, '/');
	size_t n = slash ? (size_t)(slash - file) : 0;

	if (n == 0 || (w->folder && strncmp(w->folder, file, n) == 0 && w->folder[n] == '\0'))
		return 0;
	w->folder = arena_dupn(b->cmd->arena, file, n);
	return file_mkdirs(b->cmd->diag, w->folder);
}

static int document_done(struct batch *b, const struct job *j, const struct text *pdf, int32_t pages,
			 const char *why)
{
	struct writer *w = b->ctx;
	struct pending *p = &w->pending[w->n];

	memset(p, 0, sizeof *p);
	p->job = j;
	if (!pdf) {
		p->why = why[0] ? why : "its type or language is unfit, or its worker died";
		w->n++;
		return 0;
	}
	if (!w->files)
		w->files = file_batch_open();
	p->bytes = (int64_t)pdf->len;
	p->pages = pages;
	digest_bytes(pdf->data, pdf->len, p->sha256);
	if (folder_for(w, b, j->file) < 0 ||
	    file_batch_add(w->files, b->cmd->diag, j->file, pdf->data, pdf->len) < 0)
		return -1;
	w->n++;
	return 0;
}

/* Somebody may cancel a paper while the run that planned it goes on: it is not issued, and must not lie there
 * as if it were. */
static void leave_out(struct writer *w, struct cmd *c, const struct pending *p)
{
	w->make->cancelled++;
	if (!p->why)
		unlink(p->job->file);
	diag(c->diag, DIAG_RUN_CANCELLED, NULL, "%s was cancelled while %s was made", p->job->number,
	     w->make->run.id);
}

static int register_pending(struct writer *w, struct cmd *c)
{
	struct diag quiet;
	uint8_t cancelled[BATCH_SIZE] = {0};
	int32_t i;
	int rc = db_run(c->db, c->diag, "BEGIN IMMEDIATE");

	if (rc < 0)
		return -1;
	for (i = 0; i < w->n && rc == 0; i++) {
		struct pending *p = &w->pending[i];
		struct made m = {p->sha256, p->bytes, p->pages};

		rc = p->why ? register_failed(c->diag, c->db, p->job->paper, w->make->as_of, p->why)
			    : register_made(c->diag, c->db, p->job->paper, w->make->as_of, &m);
		cancelled[i] = rc == 1;
		w->make->failed += rc == 0 && p->why != NULL;
		w->make->made += rc == 0 && p->why == NULL;
		if (rc == 1)
			rc = 0;
	}
	if (rc == 0 && db_run(c->db, c->diag, "COMMIT") == 0) {
		for (i = 0; i < w->n; i++)
			if (cancelled[i])
				leave_out(w, c, &w->pending[i]);
		return 0;
	}
	diag_init(&quiet, NULL, NULL);
	db_run(c->db, &quiet, "ROLLBACK");
	return -1;
}

/* Names first, durably; then the register: a name without its entry is made again with the same bytes, never
 * the other way round. */
static int batch_flush(struct batch *b)
{
	struct writer *w = b->ctx;
	struct file_batch *files = w->files;

	w->files = NULL;
	if (files && file_batch_commit(files, b->cmd->diag) < 0)
		return -1;
	if (w->n > 0 && register_pending(w, b->cmd) < 0)
		return -1;
	w->n = 0;
	return 0;
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
	struct batch b = {m->cmd, NULL,	   m->snapshot, &m->types,     &m->list,    NULL,
			  *k,	  workers, m->lock,	document_done, batch_flush, &w};
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
	file_batch_drop(w.files);
	maker_close(b.maker);
	return rc;
}

int make_close(struct make *m)
{
	struct cmd *c = m->cmd;

	/* a paper that was changed can be moved away and made anew while its run is open */
	if (m->changed)
		return 0;
	if (db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0 ||
	    register_close_run(c->diag, c->db, m->run.id) < 0)
		return -1;
	return db_run(c->db, c->diag, "COMMIT");
}

/* "R20261101-01: papers made 85, not made 2; out/R20261101-01/index.html", in the house's language. */
static void report_line(struct make *m)
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

	cmd_print("%s:", m->run.id);
	for (size_t i = 0; i < sizeof part / sizeof part[0]; i++)
		if (part[i].always || part[i].n)
			cmd_print("%s %s", i ? "," : "",
				  screen_said(w, part[i].label, screen_count(w, part[i].n, figure), NULL));
	cmd_print("; %s/index.html\n", m->folder);
}

static int report(struct make *m)
{
	struct cmd *c = m->cmd;
	struct text t;
	int rc;

	if (!c->json) {
		report_line(m);
		return c->quiet ? 0 : summary_print(m);
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
	rc = summary_json(m, &t);
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
	int rc;

	if (!snapshot)
		return -1;
	cmd_say(c, "%s: %s %d %s as of the day\n", m->run.id, m->resumed ? "resuming," : "making",
		(int)m->list.n, m->list.n == 1 ? "paper" : "papers");
	rc = freeze_context(c->arena, c->diag, snapshot, &k) < 0 ? -1 : make_papers(m, workers, snapshot, &k);
	if (rc == 0)
		rc = make_lists(m, snapshot, &k);
	if (rc == 0 && cmd_flag(c, "merged") && print_how_asked(c, &m->how) != 0)
		rc = -1;
	if (rc == 0 && cmd_flag(c, "merged"))
		rc = make_merged(m, snapshot, &k, 0);
	if (rc == 0 && mail_wanted(c))
		rc = make_mail(m, snapshot, &k);
	db_close(snapshot);
	if (rc == 0)
		rc = make_index(m);
	return rc < 0 || make_close(m) < 0 ? -1 : make_house_index(c);
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

static int cmd_make(struct cmd *c)
{
	struct make m = {.cmd = c, .lock = -1};
	int64_t workers;
	int rc;

	rc = filter_read(c, &m.filter);
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
	m.run.selection = filter_words(c, &m.filter, c->arg, c->args);
	rc = register_find_run(c->arena, c->diag, c->db, "make", m.as_of, m.run.selection, &m.run);
	/* the parts of a run by --shard are unfinished side by side */
	if (rc >= 0 && m.filter.shards == 0 && freeze_unfinished(c, rc == 1 ? m.run.id : NULL) < 0)
		rc = -1;
	if (rc == 1)
		rc = make_resume(&m) < 0 ? -1 : 1;
	else if (rc == 0)
		rc = make_plan(&m);
	if (rc < 0) {
		make_unlock(&m);
		return EXIT_NOT_MADE;
	}
	if (rc == 0)
		return nothing_made(&m);
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
	"A run that was killed is resumed by the same words. What was issued is never made twice.\n"};
