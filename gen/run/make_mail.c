/* make_mail.c: writes a run's papers as drafts of mails: the words of the paper, the PDF, and copies. */
#include "run/make_mail.h"

#include <string.h>
#include <unistd.h>

#include "run/mail_rules.h"
#include "run/template.h"

#define WITHOUT "without-address.pdf"

/* What the register is told at the end. */
struct entry {
	int64_t paper;
	const char *to, *file;
};

struct mailer {
	struct make *make;
	struct db *snapshot;
	const struct job_context *context;
	struct maker *maker, *printer; /* printer: of what is to be posted, once there is something */
	struct mail_rules *rules;
	struct mail_lists lists;
	struct mail_to from;
	struct entry *entry; /* in the run's arena */
	int32_t entries, cap;
	int32_t failed; /* mails that could not be made, which was said */
	struct file_batch *files;
	struct text print;
	struct arena scratch; /* of one mail */
};

int mail_wanted(const struct cmd *c)
{
	const char *s = c->house ? house_text(c->house, "output", "mail") : NULL;

	return cmd_flag(c, "mail") || (s && strcmp(s, "yes") == 0);
}

int mail_ready(struct cmd *c)
{
	const struct house_key *k = house_find(c->house, "company", "email");
	const char *why = mail_fault(k ? k->value : NULL);

	if (!why)
		return 0;
	return diag_hint(c->diag, DIAG_MAIL, k ? &k->at : NULL, "give [company] email: mails come from it",
			 "the house has %s", why);
}

/* ---- the words ---- */

/* What a mail says of a paper: not the window's address, no second copies, and below a letter not again what
 * it is about. */
static struct content *body_of(struct arena *a, const struct content *c, int below)
{
	struct content *body = arena_alloc(a, sizeof *body);
	struct block *block = arena_alloc(a, sizeof *block * (size_t)(c->blocks + 1));
	int32_t n = 0;

	for (int32_t i = 0; i < c->blocks; i++) {
		const struct block *b = &c->block[i];

		if (b->kind != BLOCK_ADDRESS && b->copy < 2 && !(below && b->kind == BLOCK_SUBJECT))
			block[n++] = *b;
	}
	*body = *c;
	body->block = block;
	body->blocks = n;
	return body;
}

struct words_made {
	const char *subject, *plain, *html;
};

static int write_html(struct mailer *w, const struct content *letter, const struct content *below,
		      const char *subject, struct text *out)
{
	struct text body;
	int rc;

	text_init(&body);
	content_html(letter, NULL, NULL, &body);
	content_html(below, NULL, NULL, &body);
	{
		const struct slot slot[] = {{"lang", letter->lang[0], 0},
					    {"dir", letter->rtl[0] ? "rtl" : "ltr", 0},
					    {"title", subject, 0},
					    {"body", text_str(&body), 1}};

		rc = template_fill(w->make->cmd, "mail.html", slot, (int32_t)(sizeof slot / sizeof slot[0]),
				   out);
	}
	text_done(&body);
	return rc;
}

/* In the scratch arena. -1 after diagnostics. */
static int words_make(struct mailer *w, const struct mail_case *k, const struct job *of,
		      struct words_made *made)
{
	struct arena *a = &w->scratch;
	struct diag *d = w->make->cmd->diag;
	const struct content *letter =
		maker_content(w->maker, a, d, k->fact->stem, k->job, k->type, w->context, NULL);
	const struct content *below =
		letter ? maker_content(w->maker, a, d, ENCLOSURES, of, NULL, w->context, NULL) : NULL;
	struct text t;
	int rc;

	if (!below)
		return -1;
	text_init(&t);
	letter = body_of(a, letter, 0);
	below = body_of(a, below, 1);
	content_subject(letter, &t);
	made->subject = arena_format(a, "%s (%s)", text_str(&t), k->job->number);
	text_reset(&t);
	content_plain(letter, &t);
	content_plain(below, &t);
	made->plain = arena_dup(a, text_str(&t));
	text_reset(&t);
	rc = write_html(w, letter, below, made->subject, &t);
	made->html = arena_dup(a, text_str(&t));
	text_done(&t);
	return rc;
}

/* ---- the files ---- */

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* The paper as it was issued; one that was changed since goes to nobody. */
static int paper_file(struct mailer *w, const struct job *j, struct mail_file *f)
{
	struct cmd *c = w->make->cmd;
	struct place at = {j->file, 0, 0};
	struct query *q = query_open(c->db, c->diag,
				     "SELECT sha256 FROM paper WHERE id = :id AND sha256 IS NOT NULL", NULL);
	char hex[DIGEST_HEX] = "";
	int rc = -1;

	*f = (struct mail_file){.name = base_of(j->file), .media = "application/pdf"};
	if (q) {
		query_bind_int(q, "id", j->paper);
		rc = query_next(q, c->diag);
	}
	f->bytes = rc == 1 ? file_read(&w->scratch, c->diag, j->file, 0, &f->n) : NULL;
	if (f->bytes) {
		digest_bytes(f->bytes, f->n, hex);
		rc = strcmp(hex, query_text(q, 0)) == 0
			     ? 0
			     : diag(c->diag, DIAG_MAIL, &at, "was changed after it was made");
	}
	query_close(q);
	return f->bytes ? rc : -1;
}

/* A paper of another type about the same customer, as of the day, in the language of the first. 1: made, 0:
 * there is none to be made. */
static int enclosed_paper(struct mailer *w, const struct mail_case *k, const char *code, struct mail_file *f)
{
	struct cmd *c = w->make->cmd;
	const char *customer[] = {k->job->customer};
	const struct job_filter only = {.customer = customer, .customers = 1};
	struct job_list made = {0}, why = {0};
	struct types types;
	struct text out;
	struct job j;
	int rc;

	if (types_read(c, &code, 1, &types) != 0 || types.n != 1 ||
	    jobs_find(&w->scratch, c->diag, w->snapshot, types.type, types.n, &only, &made, &why) < 0)
		return -1;
	if (made.n + why.n == 0)
		return 0;
	j = made.n > 0 ? made.job[0] : why.job[0];
	j.number = k->job->number; /* it is annexed to it, and has none of its own */
	text_init(&out);
	rc = maker_pdf(w->maker, &w->scratch, c->diag, types.fact[0].stem, &j, &types.type[0], w->context,
		       k->job->language, &out, NULL);
	*f = (struct mail_file){arena_format(&w->scratch, "%s_%s.pdf", k->job->number, code),
				"application/pdf", arena_dupn(&w->scratch, text_str(&out), out.len), out.len};
	text_done(&out);
	return rc < 0 ? -1 : 1;
}

/* What the type has its mails bring along. */
static int enclosed_papers(struct mailer *w, const struct mail_case *k, struct mail_file **file, int32_t *n,
			   int32_t *cap)
{
	struct diag *d = w->make->cmd->diag;
	struct query *q = query_open_named(w->snapshot, d, k->fact->encloses);
	int32_t at[ENCLOSES_COLUMNS];
	int rc = q ? job_columns(q, d, READ_ENCLOSES, at) : -1;

	if (rc == 0)
		job_bind(q, k->job, k->type, k->context);
	while (rc >= 0 && (rc = query_next(q, d)) == 1) {
		*file = arena_room(&w->scratch, *file, cap, *n + 1, sizeof **file);
		rc = enclosed_paper(w, k, arena_dup(&w->scratch, query_text(q, at[ENCLOSES_TYPE])),
				    &(*file)[*n]);
		*n += rc == 1;
	}
	query_close(q);
	return rc;
}

static int files_of(struct mailer *w, const struct mail_case *k, const struct job *of, struct mail *mail,
		    int32_t *lacking)
{
	struct mail_file *file = NULL, *copy;
	int32_t n = 1, cap = 0, copies, i;

	file = arena_room(&w->scratch, file, &cap, 1, sizeof *file);
	if (paper_file(w, k->job, &file[0]) < 0 ||
	    (k->fact->encloses && enclosed_papers(w, k, &file, &n, &cap) < 0) ||
	    mail_copies(w->rules, &w->scratch, w->make->cmd->diag, k, of, &copy, &copies, lacking) < 0)
		return -1;
	for (i = 0; i < copies; i++) {
		file = arena_room(&w->scratch, file, &cap, n + 1, sizeof *file);
		file[n++] = copy[i];
	}
	mail->file = file;
	mail->files = n;
	return 0;
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

	if (mail_job(w->rules, &w->scratch, m->cmd->diag, k, &of) < 0 || words_make(w, k, &of, &words) < 0 ||
	    files_of(w, k, &of, &mail, &x.lacking) < 0)
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

/* On paper then: a copy in the print file. */
static int print_paper(struct mailer *w, const struct mail_case *k)
{
	struct diag *d = w->make->cmd->diag;
	struct doc *doc;

	if (!w->printer && print_begin(w) < 0)
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
	return p->n == 0 ? print_paper(w, k) : 0;
}

/* ---- the run ---- */

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
	if (rc == 0 && people.n > 0)
		rc = write_mail(w, &k, &people);
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
			rc = m->cmd->diag->count[DIAG_FATAL] + m->cmd->diag->count[DIAG_BUG] > 0 ? -1 : 0;
		}
		cmd_progress(m->cmd, "mails", i + 1, all.n);
	}
	return rc;
}

/* Under their names, durably; the print file of what is to be posted, or none of before. */
static int name_files(struct mailer *w)
{
	struct make *m = w->make;
	const char *print = arena_format(m->cmd->arena, "%s/mail/" WITHOUT, m->folder);
	struct file_batch *files = w->files;

	w->files = NULL;
	if (file_batch_commit(files, m->cmd->diag) < 0)
		return -1;
	if (!w->printer) {
		return make_remove(m, print) < 0 ? -1 : mail_lists_write(&w->lists, m);
	}
	if (pdf_merge_end(maker_emitter(w->printer), &w->print, m->cmd->diag) < 0 ||
	    make_write(m, print, w->print.data, w->print.len) < 0)
		return -1;
	return mail_lists_write(&w->lists, m);
}

static int begin(struct mailer *w)
{
	struct make *m = w->make;
	struct cmd *c = m->cmd;

	if (mail_ready(c) < 0 || file_mkdirs(c->diag, arena_format(c->arena, "%s/mail", m->folder)) < 0)
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
	cmd_say(m->cmd, "%s/mail: %d mails as drafts, %d without an address%s\n", m->folder, (int)w->entries,
		(int)w->lists.left,
		w->failed ? arena_format(m->cmd->arena, ", %d not made", (int)w->failed) : "");
	return 0;
}

int make_mail(struct make *m, struct db *snapshot, const struct job_context *k)
{
	struct mailer w = {.make = m, .snapshot = snapshot, .context = k, .files = file_batch_open()};
	int rc;

	arena_init(&w.scratch);
	text_init(&w.print);
	mail_lists_open(&w.lists);
	rc = begin(&w);
	if (rc == 0)
		rc = mail_all(&w);
	file_batch_drop(w.files);
	maker_close(w.maker);
	maker_close(w.printer);
	mail_lists_close(&w.lists);
	text_done(&w.print);
	arena_done(&w.scratch);
	return rc;
}

void mail_cancelled(struct make *m, const char *number)
{
	unlink(arena_format(m->cmd->arena, "%s/mail/%s.eml", m->folder, number));
}
