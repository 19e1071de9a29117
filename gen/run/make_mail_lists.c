/* make_mail_lists.c: which papers of a run went out as mails, and which are to be posted: mails.csv,
 * without-address.csv, and the register. */
#include <string.h>

#include "import/csv.h"
#include "run/make_mail.h"

static const char *amounts(struct make *m, struct arena *a, int64_t paper)
{
	struct query *q = query_open(
		m->cmd->db, m->cmd->diag,
		"SELECT currency, sum(outstanding) FROM paper_item WHERE paper = :paper GROUP BY 1 ORDER BY 1",
		NULL);
	struct text t;
	const char *said;
	char money[32];

	text_init(&t);
	if (q)
		query_bind_int(q, "paper", paper);
	while (q && query_next(q, m->cmd->diag) == 1) {
		const struct currency *c = currency_find(query_text(q, 0));

		money_format(query_int(q, 1), c ? c->digits : 2, money);
		text_addf(&t, "%s%s %s", t.len ? "; " : "", query_text(q, 0), money);
	}
	query_close(q);
	said = arena_dup(a, text_str(&t));
	text_done(&t);
	return said;
}

static void add_cells(struct text *t, const char *const *cell, int32_t n)
{
	for (int32_t i = 0; i < n; i++) {
		text_csv(t, cell[i] ? cell[i] : "");
		text_addc(t, i + 1 < n ? ',' : '\n');
	}
}

#define CELLS(t, ...)                                                                                        \
	add_cells(t, (const char *const[]){__VA_ARGS__},                                                     \
		  (int32_t)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)))

void mail_lists_open(struct mail_lists *l)
{
	*l = (struct mail_lists){0};
	text_adds(&l->mails, "number,type,customer,salesman,name,email,subject,amounts,attached,not_on_file,"
			     "file\n");
	text_adds(&l->without, "number,type,customer,salesman,name,email,why,file\n");
}

void mail_lists_close(struct mail_lists *l)
{
	text_done(&l->mails);
	text_done(&l->without);
}

void mail_lists_sent(struct mail_lists *l, struct make *m, struct arena *a, const struct mailed *x)
{
	const struct job *j = x->job;

	for (int32_t i = 0; i < x->mail->tos; i++)
		CELLS(&l->mails, j->number, m->types.type[j->type].code, j->customer, j->salesman,
		      x->mail->to[i].name, x->mail->to[i].email, x->mail->subject, amounts(m, a, j->paper),
		      arena_format(a, "%d", (int)x->mail->files), arena_format(a, "%d", (int)x->lacking),
		      x->file);
}

void mail_lists_without(struct mail_lists *l, struct make *m, const struct job *j, const struct mail_to *who,
			const char *why)
{
	CELLS(&l->without, j->number, m->types.type[j->type].code, j->customer, j->salesman, who->name,
	      who->email, why, j->file);
	if (!l->last || strcmp(l->last, j->number) != 0)
		l->left++;
	l->last = j->number;
}

int mail_lists_write(struct mail_lists *l, struct make *m)
{
	struct cmd *c = m->cmd;

	if (make_write(m, arena_format(c->arena, "%s/mail/mails.csv", m->folder), text_str(&l->mails),
		       l->mails.len) < 0)
		return -1;
	return make_write(m, arena_format(c->arena, "%s/mail/without-address.csv", m->folder),
			  text_str(&l->without), l->without.len);
}

/* ---- lists of before ---- */

static int is_of(const struct csv *c, const char *number)
{
	const size_t n = strlen(number);

	return c->cells > 0 && (size_t)c->cell[0].n == n && memcmp(c->cell[0].s, number, n) == 0;
}

/* A list without a paper's lines. 1: there were some, 0, -1 after a diagnostic. */
static int forget(struct make *m, const char *name, const char *number)
{
	struct cmd *c = m->cmd;
	const char *path = arena_format(c->arena, "%s/mail/%s", m->folder, name);
	struct text left;
	struct csv csv;
	size_t n;
	char *s;
	int rc, found = 0;

	if (!file_exists(path))
		return 0;
	s = file_read(c->arena, c->diag, path, 0, &n);
	if (!s)
		return -1;
	text_init(&left);
	csv_open(&csv, path, s, n, ',');
	while ((rc = csv_next(&csv, c->diag)) == 1) {
		if (is_of(&csv, number)) {
			found = 1;
			continue;
		}
		text_add(&left, csv.start, (size_t)(csv.stop - csv.start));
		text_addc(&left, '\n');
	}
	csv_close(&csv);
	if (rc == 0 && found)
		rc = make_write(m, path, text_str(&left), left.len);
	text_done(&left);
	return rc < 0 ? -1 : found;
}

int mail_lists_has(struct make *m, const char *number)
{
	struct known left = {0};
	int32_t i;

	if (mail_lists_left(m, &left) < 0)
		return -1;
	for (i = 0; i < left.n && strcmp(left.name[i], number) != 0; i++)
		;
	return i < left.n;
}

int mail_lists_forget(struct make *m, const char *number)
{
	return forget(m, "mails.csv", number) < 0 ? -1 : forget(m, "without-address.csv", number);
}

int mail_lists_left(struct make *m, struct known *numbers)
{
	struct cmd *c = m->cmd;
	const char *path = arena_format(c->arena, "%s/mail/without-address.csv", m->folder);
	struct csv csv;
	size_t n;
	char *s = file_exists(path) ? file_read(c->arena, c->diag, path, 0, &n) : NULL;
	int rc;

	if (!s)
		return file_exists(path) ? -1 : 0;
	csv_open(&csv, path, s, n, ',');
	rc = csv_next(&csv, c->diag); /* the header */
	while (rc == 1 && (rc = csv_next(&csv, c->diag)) == 1)
		if (csv.cells > 0 && (numbers->n == 0 || !is_of(&csv, numbers->name[numbers->n - 1])))
			known_add(c, numbers, arena_dupn(c->arena, csv.cell[0].s, (size_t)csv.cell[0].n));
	csv_close(&csv);
	return rc;
}

int mail_register(struct make *m, int64_t paper, const char *to, const char *file)
{
	struct query *q = query_open(
		m->cmd->db, m->cmd->diag,
		"INSERT INTO paper_event(paper, date, state, who, note, channel) SELECT :paper, :date, 'mailed', :to, :file, 'mail' "
		"WHERE NOT EXISTS (SELECT 1 FROM paper_event WHERE paper = :paper AND state = 'mailed' "
		"AND note = :file)",
		NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_int(q, "paper", paper);
	query_bind_int(q, "date", m->as_of);
	query_bind_text(q, "to", to);
	query_bind_text(q, "file", file);
	rc = query_next(q, m->cmd->diag);
	query_close(q);
	return rc;
}
