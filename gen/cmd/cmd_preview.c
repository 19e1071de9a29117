/* cmd_preview.c: one document, watermarked and not registered, to be looked at. */
#define _GNU_SOURCE
#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

#include "run/freeze.h"
#include "run/maker.h"
#include "evidence/name.h"

extern char **environ;

static const struct option_row options[] = {
	{"as-of", 0, "DATE", "the day that figures speak of"},
	{"lang", 0, "LANGUAGE", "instead of the customer's own: one of the house, as en, or two as en+ar"},
	{"png", 0, NULL, "pictures of the pages too (by pdftoppm of poppler-utils)"},
	{"content", 0, NULL, "the filled document as text on stdout, one line a block"},
	{"trace", 0, NULL, "the pages as text on stdout, one line an item"},
	{"to", 0, "FILE", "instead of out/preview/TYPE_SUBJECT.pdf"},
	{NULL, 0, NULL, NULL}};

/* The subject's job, whether it would be made today or not: a preview shows what the paper would say. 1
 * found, 0 no such subject, -1 error. */
static int find_job(struct cmd *c, struct db *snap, const struct types *t, const char *subject,
		    struct job *out)
{
	struct job_filter nobody = {0};
	struct job_list made = {0}, why = {0};
	struct query *q;
	int32_t i;
	int rc;

	if (t->type[0].jobs && jobs_find(c->arena, c->diag, snap, t->type, t->n, &nobody, &made, &why) < 0)
		return -1;
	for (i = 0; i < made.n + why.n; i++) {
		const struct job *j = i < made.n ? &made.job[i] : &why.job[i - made.n];

		if (strcmp(job_subject(j), subject) == 0) {
			*out = *j;
			if (i >= made.n)
				cmd_say(c, "%s is not due for %s: %s\n", t->type[0].code,
					*subject ? subject : "the house", j->reason);
			break;
		}
	}
	q = query_open(
		snap, c->diag,
		"SELECT code, salesman, language, (SELECT id FROM case_now n WHERE n.customer = code), 1 FROM party WHERE code = :code "
		"UNION ALL SELECT NULL, code, NULL, NULL, 0 FROM staff WHERE code = :code",
		NULL);
	if (!q)
		return -1;
	query_bind_text(q, "code", subject);
	rc = query_next(q, c->diag);
	if (rc == 1) {
		if (!out->customer && query_int(q, 4))
			out->customer = arena_dup(c->arena, query_text(q, 0));
		if (!out->salesman && !query_null(q, 1))
			out->salesman = arena_dup(c->arena, query_text(q, 1));
		if (!out->language && !query_null(q, 2))
			out->language = t->fact[0].internal ? NULL : arena_dup(c->arena, query_text(q, 2));
		if (!out->case_id && !query_null(q, 3))
			out->case_id = arena_dup(c->arena, query_text(q, 3));
	}
	query_close(q);
	return rc < 0 ? -1 : rc == 1 || i < made.n + why.n;
}

/* Who the type's papers are about, beside customers and salesmen. */
static int no_subject(struct cmd *c, struct db *snap, const struct types *t, const char *subject)
{
	struct job_filter nobody = {0};
	struct job_list made = {0}, why = {0};
	struct query *q =
		query_open(snap, c->diag, "SELECT code FROM customer UNION SELECT code FROM staff", NULL);
	const char **name = NULL, *close;
	int32_t n = 0, cap = 0;

	while (q && query_next(q, c->diag) == 1) {
		name = arena_room(c->arena, name, &cap, n + 1, sizeof *name);
		name[n++] = arena_dup(c->arena, query_text(q, 0));
	}
	query_close(q);
	if (t->type[0].jobs)
		jobs_find(c->arena, c->diag, snap, t->type, t->n, &nobody, &made, &why);
	for (int32_t i = 0; i < made.n + why.n; i++) {
		name = arena_room(c->arena, name, &cap, n + 1, sizeof *name);
		name[n++] = job_subject(i < made.n ? &made.job[i] : &why.job[i - made.n]);
	}
	close = diag_closest(subject, name, n);
	diag_hint(c->diag, DIAG_NO_SUBJECT, NULL,
		  close ? arena_format(c->arena, "did you mean %s?", close) : NULL,
		  "%s is no customer, no salesman and no other subject of %s", subject, t->type[0].code);
	return EXIT_NOT_MADE;
}

static int write_png(struct cmd *c, const char *pdf)
{
	char *prefix = arena_dupn(c->arena, pdf, strlen(pdf) - 4);
	char *argv[] = {(char *)"pdftoppm",	  (char *)"-r", (char *)"100", (char *)"-png",
			arena_dup(c->arena, pdf), prefix,	NULL};
	pid_t pid;
	int status, rc = posix_spawnp(&pid, argv[0], NULL, NULL, argv, environ);

	if (rc != 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return diag_hint(c->diag, DIAG_NO_PROGRAM, NULL, "install poppler-utils",
				 "pdftoppm, which --png needs, %s", rc ? strerror(rc) : "did not end well");
	cmd_print("%s-*.png\n", prefix);
	return 0;
}

static char *file_of(struct cmd *c, const char *code, const char *subject, const char *language)
{
	if (cmd_option(c, "to"))
		return arena_dup(c->arena, cmd_option(c, "to"));
	return arena_format(c->arena, "out/preview/%s%s%s%s%s.pdf", code, *subject ? "_" : "",
			    *subject ? name_escape(c->arena, subject, 0) : "", language ? "_" : "",
			    language ? language : "");
}

static int write_pdf(struct cmd *c, struct maker *m, const struct doc *doc, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct text out;
	int rc;

	text_init(&out);
	rc = pdf_write(maker_emitter(m), doc, &out, c->diag);
	if (rc == 0 && slash)
		rc = file_mkdirs(c->diag, arena_dupn(c->arena, path, (size_t)(slash - path)));
	if (rc == 0)
		rc = file_write(c->diag, path, out.data, out.len, 1);
	text_done(&out);
	if (rc == 0)
		cmd_print("%s\n", path);
	return rc == 0 && cmd_flag(c, "png") ? write_png(c, path) : rc;
}

static int write_preview(struct cmd *c, struct db *snap, const struct types *t, struct job *j,
			 const char *subject)
{
	struct job_context k;
	struct maker *m = maker_open(c, "PREVIEW", 0);
	const char *stem = t->fact[0].stem, *language = cmd_option(c, "lang");
	struct content *content;
	struct doc *doc;
	struct text out;
	int rc = -1;

	text_init(&out);
	if (m && freeze_context(c->arena, c->diag, snap, &k) == 0 && maker_attach(m, snap, c->diag) == 0) {
		if (!j->language)
			j->language = k.default_language;
		if (language && language_among(c->arena, t->type[0].languages, language) != language) {
			cmd_say(c, "%s is not written in %s: languages=\"%s\"\n", t->type[0].code, language,
				t->type[0].languages);
			language = language_among(c->arena, t->type[0].languages, language);
		}
		if (cmd_flag(c, "content")) {
			content = maker_content(m, c->arena, c->diag, stem, j, &t->type[0], &k, language);
			if (content)
				content_write(content, &out);
			rc = content ? 0 : -1;
		} else if ((doc = maker_doc(m, c->arena, c->diag, stem, j, &t->type[0], &k, language)) !=
			   NULL) {
			rc = 0;
			if (cmd_flag(c, "trace"))
				trace_write(maker_type(m), doc, &out);
			else
				rc = write_pdf(c, m, doc, file_of(c, t->type[0].code, subject, language));
		}
		if (out.len > 0)
			cmd_write(&out);
	}
	text_done(&out);
	maker_close(m);
	return rc;
}

/* A paper about the house itself has no subject to be named; all others have. */
static int subject_wanted(struct cmd *c)
{
	return cmd_usage(c, "preview wants a TYPE and a SUBJECT: a code of a customer, a salesman, "
			    "or what else its papers are about");
}

static int cmd_preview(struct cmd *c)
{
	/* a preview is not registered, so it has no number: it says so in its place */
	struct job job = {.first_on = DATE_NONE};
	struct types types;
	const char *subject;
	struct db *snap;
	int32_t as_of;
	int rc;

	if (c->args < 1 || c->args > 2)
		return subject_wanted(c);
	subject = c->args == 2 ? c->arg[1] : "";
	if (cmd_as_of(c, &as_of) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if (cmd_language(c) < 0)
		return EXIT_BAD_USAGE;
	rc = types_read(c, c->arg, 1, &types);
	if (rc != 0 || types.n == 0)
		return rc > 0 ? rc : EXIT_NOT_MADE;
	snap = freeze_memory(c, as_of, "");
	if (!snap)
		return EXIT_NOT_MADE;
	rc = snapshot_doubts(snap, subject, c->diag) < 0 ? -1 : find_job(c, snap, &types, subject, &job);
	job.number = "PREVIEW";
	if (rc == 0)
		rc = *subject ? no_subject(c, snap, &types, subject) : subject_wanted(c);
	else if (rc == 1)
		rc = write_preview(c, snap, &types, &job, subject) < 0 ? EXIT_NOT_MADE : EXIT_FINE;
	else
		rc = EXIT_NOT_MADE;
	db_close(snap);
	return rc;
}

const struct command command_preview = {"preview",
					"one document, watermarked, not registered",
					"TYPE [SUBJECT] --as-of DATE",
					cmd_preview,
					options,
					NULL};
