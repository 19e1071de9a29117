/* make_mail_parts.c: what a mail is put together from: the words of its paper, the PDF as it was issued, and
 * copies.
 */
#include "run/make_mail_own.h"

#include <string.h>

#include "run/template.h"

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

int mail_words(struct mailer *w, const struct mail_case *k, const struct job *of, struct words_made *made)
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

int mail_files(struct mailer *w, const struct mail_case *k, const struct job *of, struct mail *mail,
	       int32_t *lacking)
{
	struct mail_file *file = NULL, *copy;
	int32_t n = 1, cap = 0, copies, i;

	file = arena_room(&w->scratch, file, &cap, 1, sizeof *file);
	if (paper_file(w, k->job, &file[0]) < 0 ||
	    (k->fact->encloses && enclosed_papers(w, k, &file, &n, &cap) < 0) ||
	    mail_copies(w->rules, &w->scratch, w->make->cmd->diag, k, of, &copy, &copies, lacking) < 0 ||
	    /* of the house's own papers all evidence goes along, each file as it came */
	    (!k->type->internal && mail_join(w, k, of, copy, &copies) < 0))
		return -1;
	for (i = 0; i < copies; i++) {
		file = arena_room(&w->scratch, file, &cap, n + 1, sizeof *file);
		file[n++] = copy[i];
	}
	mail->file = file;
	mail->files = n;
	return 0;
}
