/* make_mail.c: writes a run's papers as drafts of mails: the words of the paper, the PDF, and copies. */
#include "run/make_mail_own.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define WITHOUT "without-address.pdf"

int mail_wanted(const struct cmd *c)
{
	const char *s = c->house ? house_text(c->house, "output", "mail") : NULL;

	return cmd_flag(c, "mail") || (s && strcmp(s, "yes") == 0);
}

int mail_made(const struct make *m)
{
	return file_exists(arena_format(m->cmd->arena, "%s/mail/without-address.csv", m->folder));
}

int mail_ready(struct cmd *c)
{
	const struct house_key *k = house_find(c->house, "company", "email");
	const struct place at = k ? house_place(k, k->value) : (struct place){"house.ini", 0, 0};
	const char *why = mail_fault(k ? k->value : NULL);

	if (!why)
		return 0;
	return diag_hint(c->diag, DIAG_MAIL, &at, "give [company] email: mails come from it",
			 "the house has %s", why);
}

/* ---- one mail ---- */

static const char *addresses(struct arena *a, const struct mail *m)
{
	const char *all = arena_dup(a, m->to[0].email);

	for (int32_t i = 1; i < m->tos; i++)
		all = arena_format(a, "%s, %s", all, m->to[i].email);
	return all;
}

static void add_entry(struct mailer *w, const struct job *j, const struct mail *mail, const char *file)
{
	struct arena *a = w->make->cmd->arena;

	w->entry = arena_room(a, w->entry, &w->cap, w->entries + 1, sizeof *w->entry);
	w->entry[w->entries++] = (struct entry){j->paper, addresses(a, mail), arena_dup(a, file)};
}

/* A draft that somebody went on with stays so. */
static int put_file(struct mailer *w, const char *file, const struct text *bytes)
{
	struct diag *d = w->make->cmd->diag;
	struct place at = {file, 0, 0};
	char was[DIGEST_HEX], now[DIGEST_HEX];

	if (!file_exists(file))
		return file_batch_add(w->files, d, file, bytes->data, bytes->len);
	if (digest_file(d, file, was, NULL) < 0)
		return -1;
	digest_bytes(bytes->data, bytes->len, now);
	if (strcmp(was, now) != 0)
		diag(d, DIAG_MAIL_KEPT, &at, "was changed after it was made");
	return 0;
}

static int write_mail(struct mailer *w, const struct mail_case *k, const struct mail_people *people)
{
	struct make *m = w->make;
	struct mail mail = {.from = w->from,
			    .to = people->to,
			    .tos = people->n,
			    .id = arena_format(&w->scratch, "%s.%s", k->job->number, m->run.id),
			    .date = m->as_of};
	struct mailed x = {.job = k->job, .mail = &mail};
	struct words_made words;
	struct text out;
	struct job of;
	int rc;

	if (mail_job(w->rules, &w->scratch, m->cmd->diag, k, &of) < 0 || mail_words(w, k, &of, &words) < 0 ||
	    mail_files(w, k, &of, &mail, &x.lacking) < 0)
		return -1;
	mail.subject = words.subject;
	mail.plain = words.plain;
	mail.html = words.html;
	x.file = arena_format(&w->scratch, "%s/mail/%s.eml", m->folder, k->job->number);
	text_init(&out);
	mail_write(&mail, &out);
	rc = put_file(w, x.file, &out);
	text_done(&out);
	if (rc < 0)
		return -1;
	add_entry(w, k->job, &mail, x.file);
	mail_lists_sent(&w->lists, m, &w->scratch, &x);
	return 0;
}

/* ---- who has no address ---- */

static int print_begin(struct mailer *w)
{
	struct make *m = w->make;

	w->printer = maker_open(m->cmd, NULL, 1);
	if (!w->printer || maker_attach(w->printer, w->snapshot, m->cmd->diag) < 0)
		return -1;
	return pdf_merge_begin(maker_emitter(w->printer),
			       arena_format(m->cmd->arena, "%s, without an address", m->run.id),
			       w->context->default_language, m->as_of, &w->print, m->cmd->diag);
}

/* What was issued before this process must not be printed with other words. */
static int print_proved(struct mailer *w, const struct mail_case *k)
{
	struct cmd *c = w->make->cmd;
	struct query *q = query_open(c->db, c->diag, "SELECT sha256 FROM paper WHERE id = :id", NULL);
	struct text pdf;
	char hex[DIGEST_HEX];
	int rc = -1;

	text_init(&pdf);
	if (q) {
		query_bind_int(q, "id", k->job->paper);
		rc = query_next(q, c->diag) == 1 ? maker_pdf(w->maker, &w->scratch, c->diag, k->fact->stem,
							     k->job, k->type, w->context, NULL, &pdf, NULL)
						 : -1;
	}
	if (rc == 0) {
		digest_bytes(pdf.data, pdf.len, hex);
		if (strcmp(hex, query_text(q, 0)) != 0)
			rc = diag_hint(
				c->diag, DIAG_PRINT, NULL,
				arena_format(&w->scratch, "what was issued is %s: print the file itself",
					     k->job->file),
				"%s would not be printed as it was issued: layouts, wordings, fonts, [output] "
				"or the program have changed since",
				k->job->number);
	}
	query_close(q);
	text_done(&pdf);
	return rc;
}

/* On paper then: a copy in the print file. */
static int print_paper(struct mailer *w, const struct mail_case *k)
{
	struct diag *d = w->make->cmd->diag;
	struct doc *doc;

	if ((w->again && print_proved(w, k) < 0) || (!w->printer && print_begin(w) < 0))
		return -1;
	doc = maker_doc(w->printer, &w->scratch, d, k->fact->stem, k->job, k->type, w->context, NULL);
	if (!doc)
		return -1;
	return pdf_merge_add(maker_emitter(w->printer), doc,
			     arena_format(&w->scratch, "%s %s", job_subject(k->job), k->job->number),
			     &w->print, d);
}

static int left_out(struct mailer *w, const struct mail_case *k, const struct mail_people *p)
{
	static const struct mail_to nobody = {"", ""};
	const char *number = k->job->number;

	for (int32_t i = 0; i < p->lefts; i++) {
		diag(w->make->cmd->diag, DIAG_MAIL_ADDRESS, NULL, "%s: %s has %s%s%s", number,
		     p->left[i].name, p->why[i], *p->left[i].email ? ": " : "", p->left[i].email);
		mail_lists_without(&w->lists, w->make, k->job, &p->left[i], p->why[i]);
	}
	if (p->lefts == 0 && p->n == 0) {
		diag(w->make->cmd->diag, DIAG_MAIL_ADDRESS, NULL, "%s: %s has no address", number,
		     job_subject(k->job));
		mail_lists_without(&w->lists, w->make, k->job, &nobody, "no address");
	}
	return p->n == 0 || p->lefts > 0 ? print_paper(w, k) : 0;
}

/* Its mail could not be made, which was said: its people get it on paper. */
static int not_made(struct mailer *w, const struct mail_case *k, const struct mail_people *p)
{
	for (int32_t i = 0; i < p->n; i++)
		mail_lists_without(&w->lists, w->make, k->job, &p->to[i], "its mail could not be made");
	return p->lefts > 0 ? 0 : print_paper(w, k);
}

/* ---- the run ---- */

/* Something that is no one mail's fault. */
static int stopped(const struct mailer *w)
{
	const struct diag *d = w->make->cmd->diag;

	return d->count[DIAG_FATAL] + d->count[DIAG_BUG] > 0;
}

static int one_paper(struct mailer *w, const struct job *j)
{
	struct make *m = w->make;
	const struct mail_case k = {j, &m->types.type[j->type], &m->types.fact[j->type], w->context};
	struct mail_people people;
	int rc;

	if (k.fact->internal && !k.fact->recipients)
		return 0;
	rc = mail_people(w->rules, &w->scratch, m->cmd->diag, &k, &people);
	if (rc == 0)
		rc = left_out(w, &k, &people);
	diag_push(m->cmd->diag, arena_format(&w->scratch, "while making the mail of %s", j->number));
	if (rc == 0 && people.n > 0 && write_mail(w, &k, &people) < 0) {
		rc = -1;
		if (!stopped(w))
			not_made(w, &k, &people);
	}
	diag_pop(m->cmd->diag);
	arena_reset(&w->scratch);
	return rc;
}

/* What is wrong with one mail costs that mail: the papers are made, and the run is done. */
static int all_papers(struct mailer *w)
{
	struct make *m = w->make;
	struct job_list all = {0};
	int32_t i;
	int rc = register_jobs(m->cmd->arena, m->cmd->diag, m->cmd->db, m->run.id, "issued", NULL,
			       m->types.type, m->types.n, &all);

	for (i = 0; i < all.n && rc == 0; i++) {
		if (one_paper(w, &all.job[i]) < 0) {
			w->failed++;
			rc = stopped(w) ? -1 : 0;
		}
		cmd_progress(m->cmd, "mails", i + 1, all.n);
	}
	return rc;
}

static const char *print_file(struct make *m)
{
	return arena_format(m->cmd->arena, "%s/mail/" WITHOUT, m->folder);
}

/* The print file of what is to be posted, or none of before. */
static int name_print(struct mailer *w)
{
	struct make *m = w->make;

	if (!w->printer)
		return make_remove(m, print_file(m));
	return pdf_merge_end(maker_emitter(w->printer), &w->print, m->cmd->diag) < 0
		       ? -1
		       : make_write(m, print_file(m), w->print.data, w->print.len);
}

/* Under their names, durably. */
static int name_files(struct mailer *w)
{
	struct make *m = w->make;
	struct file_batch *files = w->files;

	w->files = NULL;
	if (file_batch_commit(files, m->cmd->diag) < 0 || name_print(w) < 0)
		return -1;
	return mail_lists_write(&w->lists, m);
}

static int begin(struct mailer *w, int mails)
{
	struct make *m = w->make;
	struct cmd *c = m->cmd;

	if ((mails && mail_ready(c) < 0) ||
	    file_mkdirs(c->diag, arena_format(c->arena, "%s/mail", m->folder)) < 0)
		return -1;
	w->from = (struct mail_to){house_text(c->house, "company", "name"),
				   house_text(c->house, "company", "email")};
	w->rules = mail_rules_open(c, w->snapshot);
	w->maker = w->rules ? maker_open(c, NULL, 0) : NULL;
	return w->maker ? maker_attach(w->maker, w->snapshot, c->diag) : -1;
}

static int register_all(struct mailer *w)
{
	struct make *m = w->make;
	struct diag quiet;
	int32_t i;
	int rc = db_run(m->cmd->db, m->cmd->diag, "BEGIN IMMEDIATE");

	if (rc < 0)
		return -1;
	for (i = 0; i < w->entries && rc == 0; i++)
		rc = mail_register(m, w->entry[i].paper, w->entry[i].to, w->entry[i].file);
	if (rc == 0 && db_run(m->cmd->db, m->cmd->diag, "COMMIT") == 0)
		return 0;
	diag_init(&quiet, NULL, NULL);
	db_run(m->cmd->db, &quiet, "ROLLBACK");
	return -1;
}

/* Files stand before the register says so: a mail without its entry is made again with the same bytes. */
static int mail_all(struct mailer *w)
{
	struct make *m = w->make;

	if (all_papers(w) < 0 || name_files(w) < 0 || register_all(w) < 0)
		return -1;
	cmd_say(m->cmd, "%s/mail: %d mail%s as drafts, %d paper%s to be printed%s\n", m->folder,
		(int)w->entries, w->entries == 1 ? "" : "s", (int)w->lists.left,
		w->lists.left == 1 ? "" : "s",
		w->failed ? arena_format(m->cmd->arena, ", %d not made", (int)w->failed) : "");
	return 0;
}

/* The papers that the list names, and that are issued still. */
static int print_all(struct mailer *w)
{
	struct make *m = w->make;
	struct job_list all = {0};
	struct known left = {0};
	int32_t i, at, next = 0;
	int rc = mail_lists_left(m, &left);

	if (rc == 0)
		rc = register_jobs(m->cmd->arena, m->cmd->diag, m->cmd->db, m->run.id, "issued", NULL,
				   m->types.type, m->types.n, &all);
	for (i = 0; i < all.n && rc == 0; i++) {
		const struct job *j = &all.job[i];
		const struct mail_case k = {j, &m->types.type[j->type], &m->types.fact[j->type], w->context};

		/* both stand in the order of the run */
		for (at = next; at < left.n && strcmp(j->number, left.name[at]) != 0; at++)
			;
		if (at == left.n)
			continue;
		next = at + 1;
		rc = print_paper(w, &k);
		arena_reset(&w->scratch);
	}
	return rc == 0 ? name_print(w) : -1;
}

/* mails: all of them; 0: the print file alone. */
static int run(struct make *m, struct db *snapshot, const struct job_context *k, int mails)
{
	struct mailer w = {.make = m,
			   .snapshot = snapshot,
			   .context = k,
			   .files = file_batch_open(),
			   .again = m->resumed || (m->run.state && strcmp(m->run.state, "made") == 0)};
	int rc;

	arena_init(&w.scratch);
	text_init(&w.print);
	mail_lists_open(&w.lists);
	rc = begin(&w, mails);
	if (rc == 0)
		rc = mails ? mail_all(&w) : print_all(&w);
	file_batch_drop(w.files);
	maker_close(w.maker);
	maker_close(w.printer);
	mail_lists_close(&w.lists);
	text_done(&w.print);
	arena_done(&w.scratch);
	return rc;
}

int mail_print(struct make *m, struct db *snapshot, const struct job_context *k)
{
	return run(m, snapshot, k, 0);
}

/* missing: a print file that is not there, though its list names papers, is made too. */
static int settle(struct make *m, struct db *snapshot, const struct job_context *k, int missing)
{
	struct query *q = query_open(
		m->cmd->db, m->cmd->diag,
		"SELECT number FROM paper WHERE run = :run AND state = 'cancelled' ORDER BY seq", NULL);
	int rc = q ? 1 : -1, printed = 0, was = 0;

	if (q)
		query_bind_text(q, "run", m->run.id);
	while (rc == 1 && (rc = query_next(q, m->cmd->diag)) == 1) {
		was = mail_cancelled(m, query_text(q, 0));
		printed |= was > 0;
		rc = was < 0 ? -1 : 1;
	}
	query_close(q);
	if (rc == 0 && !printed && missing && mail_made(m) && !file_exists(print_file(m))) {
		struct known left = {0};

		rc = mail_lists_left(m, &left);
		printed = left.n > 0;
	}
	return rc == 0 && printed ? mail_print(m, snapshot, k) : rc;
}

int make_mail(struct make *m, struct db *snapshot, const struct job_context *k)
{
	return run(m, snapshot, k, 1) < 0 ? -1 : settle(m, snapshot, k, 0);
}

int mail_settle(struct make *m, struct db *snapshot, const struct job_context *k)
{
	return settle(m, snapshot, k, 1);
}

static int take_away(struct make *m, const char *file)
{
	struct place at = {file, 0, 0};

	if (unlink(file) == 0 || errno == ENOENT)
		return make_remove(m, file);
	return diag(m->cmd->diag, DIAG_FILE_WRITE, &at, "cannot be removed: %s", strerror(errno));
}

int mail_cancelled(struct make *m, const char *number)
{
	int was;

	/* the print file first: a list that names the paper no longer would not have it made again */
	was = mail_lists_has(m, number);
	if (was < 0 || (was && take_away(m, print_file(m)) < 0) ||
	    take_away(m, arena_format(m->cmd->arena, "%s/mail/%s.eml", m->folder, number)) < 0)
		return -1;
	return mail_lists_forget(m, number) < 0 ? -1 : was;
}
