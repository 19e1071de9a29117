/* cmd_show.c: what is known of one customer, invoice, paper or case, on one screen: the layout
 * customer-sheet. */
#include <string.h>

#include "cli/day.h"
#include "cli/known.h"
#include "cli/screen.h"
#include "evidence/name.h"
#include "run/freeze.h"
#include "run/maker.h"
#include "run/rows_json.h"
#include "run/types.h"

#define CODE "SHEET"
#define JSON_VERSION 1 /* of --json: raised when a member changes its meaning or goes */

static const struct option_row options[] = {
	{"as-of", 0, "DATE", "the day (default: the newest that the ledger knows)"},
	{"customer", 0, "CODE", "of this customer, where several have the invoice"},
	{"lang", 0, "LANGUAGE", "instead of the house's own"},
	{"pdf", 0, NULL, "as a PDF, by the layout customer-sheet"},
	{"to", 0, "FILE", "--pdf: instead of out/show/SHEET_SUBJECT.pdf"},
	{NULL, 0, NULL, NULL}};

struct sheet_of {
	struct cmd *cmd;
	const char *customer, *about, *case_id;
};

/* Whose it is: the first kind of subject that has the word. 1 found, 0 not. Of an invoice that several
 * customers have, the one that --customer says. */
static int subject_find(struct sheet_of *s, const char *word)
{
	static const char sql[] =
		"SELECT code, 0 AS part, NULL AS case_id FROM customer WHERE code = :word "
		"UNION ALL SELECT customer, 1, case_id FROM paper WHERE number = :word AND customer IS NOT NULL "
		"UNION ALL SELECT customer, 2, id FROM bad_case WHERE id = :word "
		"UNION ALL SELECT DISTINCT customer, 3, NULL FROM entry WHERE number = :word AND (:of IS NULL OR customer = :of) ORDER BY 2, 1";
	struct cmd *c = s->cmd;
	struct query *q = query_open(c->db, c->diag, sql, NULL);
	const char *also = NULL;
	int64_t part = -1;
	int rc = q ? 1 : -1;

	if (q) {
		query_bind_text(q, "word", word);
		query_bind_text(q, "of", cmd_option(c, "customer"));
	}
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		if (!s->customer) {
			part = query_int(q, 1);
			s->customer = arena_dup(c->arena, query_text(q, 0));
			s->about = part == 0 ? NULL : word;
			s->case_id = query_null(q, 2) ? NULL : arena_dup(c->arena, query_text(q, 2));
		} else if (part == 3 && query_int(q, 1) == 3 && !also) {
			also = arena_dup(c->arena, query_text(q, 0));
		}
	}
	query_close(q);
	if (rc < 0)
		return -1;
	if (also)
		return diag_hint(
			c->diag, DIAG_NO_SUBJECT, NULL,
			arena_format(c->arena, "say --customer %s or --customer %s", s->customer, also),
			"%s is a document of several customers", word);
	return s->customer != NULL;
}

static int subject_unknown(struct cmd *c, const char *word)
{
	struct known names = {0};
	int32_t i;
	const char *close;

	if (known_read(
		    c, &names,
		    "SELECT code FROM customer UNION SELECT number FROM paper UNION SELECT id FROM bad_case "
		    "UNION SELECT DISTINCT number FROM entry") < 0)
		return -1;
	close = diag_closest(word, names.name, names.n);
	/* a name, or a part of one, is what people know */
	if (!close && strlen(word) >= 3) {
		struct query *q = query_open(
			c->db, c->diag,
			"SELECT code || ' ' || name FROM customer WHERE instr(lower(name), lower(:word)) > 0 ORDER BY code LIMIT 5",
			NULL);
		const char *list = NULL;

		if (q)
			query_bind_text(q, "word", word);
		for (i = 0; q && query_next(q, c->diag) == 1; i++)
			list = list ? arena_format(c->arena, "%s, %s", list, query_text(q, 0))
				    : arena_dup(c->arena, query_text(q, 0));
		query_close(q);
		if (list)
			return diag_hint(c->diag, DIAG_NO_SUBJECT, NULL,
					 arena_format(c->arena, "customers whose name has it: %s", list),
					 "no customer, invoice, paper or case is called %s", word);
	}
	return diag_hint(c->diag, DIAG_NO_SUBJECT, NULL,
			 close ? arena_format(c->arena, "did you mean %s?", close) : NULL,
			 "no customer, invoice, paper or case is called %s", word);
}

static int write_pdf(struct sheet_of *s, struct maker *m, const struct types *t, const struct job *j,
		     const struct job_context *k)
{
	struct cmd *c = s->cmd;
	const char *path = cmd_option(c, "to"), *slash;
	struct text out;
	int rc;

	if (!path)
		path = arena_format(c->arena, "out/show/" CODE "_%s.pdf",
				    name_escape(c->arena, j->customer, 0));
	slash = strrchr(path, '/');
	text_init(&out);
	rc = maker_pdf(m, c->arena, c->diag, t->fact[0].stem, j, &t->type[0], k, NULL, &out, NULL);
	if (rc == 0 && slash)
		rc = file_mkdirs(c->diag, arena_dupn(c->arena, path, (size_t)(slash - path)));
	if (rc == 0)
		rc = file_write(c->diag, path, out.data, out.len, 1);
	text_done(&out);
	if (rc == 0)
		cmd_print("%s\n", path);
	return rc;
}

static int write_screen(struct sheet_of *s, struct maker *m, const struct types *t, const struct job *j,
			const struct job_context *k)
{
	struct cmd *c = s->cmd;
	struct content *content =
		maker_content(m, c->arena, c->diag, t->fact[0].stem, j, &t->type[0], k, NULL);
	struct text out;

	if (!content)
		return -1;
	text_init(&out);
	content_screen(content, c->arena, screen_width(), &out);
	cmd_write(&out);
	text_done(&out);
	return 0;
}

static int write_json(struct sheet_of *s, struct db *snap, const struct types *t, const struct job *j,
		      const struct job_context *k)
{
	struct text out;
	char day[11];
	int rc;

	text_init(&out);
	text_addf(&out,
		  "{\"schema\": \"ledgerpress.show/%d\", \"as_of\": \"%s\", \"subject\": ", JSON_VERSION,
		  date_format(k->as_of, day));
	text_json(&out, s->about ? s->about : s->customer);
	rc = rows_json(s->cmd, snap, t->fact[0].stem, j, &t->type[0], k, &out);
	text_adds(&out, "\n}\n");
	if (rc == 0)
		cmd_write(&out);
	text_done(&out);
	return rc;
}

static int show(struct sheet_of *s, struct db *snap)
{
	const char *const code = CODE;
	struct cmd *c = s->cmd;
	const struct job_param about = {"about", s->about, 0, s->about == NULL};
	struct job job = {.customer = s->customer,
			  .case_id = s->case_id,
			  .number = "",
			  .key = "",
			  .first_on = DATE_NONE,
			  .param = &about,
			  .params = 1};
	struct job_context k;
	struct types types;
	struct maker *m = NULL;
	int rc;

	rc = types_read(c, &code, 1, &types);
	if (rc != 0 || types.n == 0 || freeze_context(c->arena, c->diag, snap, &k) < 0)
		return -1;
	job.language = cmd_option(c, "lang") ? cmd_option(c, "lang") : k.default_language;
	if (c->json)
		return write_json(s, snap, &types, &job, &k);
	m = maker_open(c, NULL, 0);
	rc = m && maker_attach(m, snap, c->diag) == 0 ? 0 : -1;
	if (rc == 0)
		rc = cmd_flag(c, "pdf") ? write_pdf(s, m, &types, &job, &k)
					: write_screen(s, m, &types, &job, &k);
	maker_close(m);
	return rc;
}

static int cmd_show(struct cmd *c)
{
	struct sheet_of s = {.cmd = c};
	struct db *snap;
	int32_t as_of;
	int64_t last;
	int rc;
	struct known customers = {0};

	if (c->args != 1)
		return cmd_usage(c, "show wants one customer, invoice, paper or case");
	if (c->csv)
		return cmd_usage(c, "show knows no --csv: it is several tables (`--json`)");
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if (cmd_language(c) < 0)
		return EXIT_BAD_USAGE;
	last = freeze_newest(c);
	if (day_of_export(c, (int32_t)last, &as_of) < 0)
		return EXIT_BAD_USAGE;
	if (known_read(c, &customers, "SELECT code FROM customer") < 0 ||
	    known_check(c, &customers, "the ledger", "customer", cmd_option(c, "customer")) < 0)
		return EXIT_NOT_MADE;
	rc = subject_find(&s, c->arg[0]);
	if (rc == 0)
		rc = subject_unknown(c, c->arg[0]);
	if (rc < 0)
		return EXIT_NOT_MADE;
	snap = freeze_memory(c, as_of, "");
	if (!snap)
		return EXIT_NOT_MADE;
	rc = show(&s, snap);
	db_close(snap);
	return rc < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

const struct command command_show = {
	"show",
	"what is known of one customer, on one screen",
	"CUSTOMER|INVOICE|PAPER|CASE",
	cmd_show,
	options,
	"Balance by bucket and currency, open items, last payments, letters and where they are, promises, disputes, the next step,\n"
	"contacts; in the house's language. --json: an object with schema (ledgerpress.show/1), as_of, subject and a member for each query of\n"
	"customer-sheet.sql; its number is raised when one of them changes its meaning.\n"};
