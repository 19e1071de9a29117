/* mail_rules.c: asks who gets a paper by mail, and which copies go along. */
#include "run/mail_rules.h"

#include <string.h>

#include "evidence/vault.h"

struct mail_rules {
	struct cmd *cmd;
	struct db *snapshot;
	const struct named_query *recipients, *enclosed, *lacking;
};

enum { ENCLOSED_NAME, ENCLOSED_SHA256, ENCLOSED_MEDIA, ENCLOSED_COLUMNS };
static const struct query_want want_enclosed[ENCLOSED_COLUMNS] = {
	[ENCLOSED_NAME] = {"name", WANT_TEXT, WANT_ALWAYS},
	[ENCLOSED_SHA256] = {"sha256", WANT_TEXT, WANT_ALWAYS},
	[ENCLOSED_MEDIA] = {"media", WANT_TEXT, WANT_ALWAYS}};

static const struct named_query *find(struct cmd *c, const struct named_file *f, const char *name)
{
	const struct named_query *q = named_find(f, name);

	if (!q)
		diag(c->diag, DIAG_QUERY_MISSING, &(struct place){f->path, 0, 0},
		     "there is no query \"%s\", which mails are made by", name);
	return q;
}

struct mail_rules *mail_rules_open(struct cmd *c, struct db *snapshot)
{
	struct mail_rules *r = arena_alloc(c->arena, sizeof *r);
	const char *path = house_layout(c->house, c->arena, ENCLOSURES ".sql");
	const struct named_file *f;

	if (!path) {
		diag(c->diag, DIAG_FILE_OPEN, &(struct place){"layouts/" ENCLOSURES ".sql", 0, 0},
		     "is neither in the house nor with the program");
		return NULL;
	}
	f = named_read(c->arena, c->diag, path);
	if (!f)
		return NULL;
	*r = (struct mail_rules){c, snapshot, find(c, f, "recipients"), find(c, f, "enclosed"),
				 find(c, f, "lacking")};
	return r->recipients && r->enclosed && r->lacking ? r : NULL;
}

/* The first of the customer's people is enough; of an internal paper's everybody counts. */
static void add_person(struct arena *a, struct mail_people *p, const char *name, const char *email, int all,
		       int32_t cap[3])
{
	const char *why = mail_fault(email);
	struct mail_to to = {arena_dup(a, name), arena_dup(a, email)};

	if (!why && (all || p->n == 0)) {
		p->to = arena_room(a, p->to, &cap[0], p->n + 1, sizeof *p->to);
		p->to[p->n++] = to;
	} else if (why && (all || p->lefts == 0)) {
		p->left = arena_room(a, p->left, &cap[1], p->lefts + 1, sizeof *p->left);
		p->why = arena_room(a, p->why, &cap[2], p->lefts + 1, sizeof *p->why);
		p->left[p->lefts] = to;
		p->why[p->lefts++] = why;
	}
}

/* Spaces around an address are the export's, not the address's. */
static const char *trimmed(struct arena *a, const char *s)
{
	size_t n;

	s += strspn(s, " \t");
	for (n = strlen(s); n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'); n--)
		;
	return arena_dupn(a, s, n);
}

int mail_people(struct mail_rules *r, struct arena *a, struct diag *d, const struct mail_case *k,
		struct mail_people *p)
{
	const struct named_query *own = k->fact->recipients;
	struct query *q = query_open_named(r->snapshot, d, own ? own : r->recipients);
	int32_t at[RECIPIENTS_COLUMNS], cap[3] = {0};
	int rc = q ? job_columns(q, d, READ_RECIPIENTS, at) : -1;

	*p = (struct mail_people){0};
	if (rc == 0)
		job_bind(q, k->job, k->type, k->context);
	while (rc >= 0 && (rc = query_next(q, d)) == 1)
		add_person(a, p, query_text(q, at[RECIPIENTS_NAME]),
			   trimmed(a, query_text(q, at[RECIPIENTS_EMAIL])), own != NULL, cap);
	query_close(q);
	if (!own && p->n > 0)
		p->lefts = 0;
	return rc;
}

/* The entries that the paper covers, a space behind each; of a paper that is no customer's none goes along.
 */
static int items_of(struct mail_rules *r, struct diag *d, const struct job *j, struct text *items)
{
	struct query *q = query_open(
		r->cmd->db, d, "SELECT entry FROM paper_item WHERE paper = :paper ORDER BY entry", NULL);
	int rc = q ? 1 : -1;

	if (q)
		query_bind_int(q, "paper", j->paper);
	while (rc == 1 && (rc = query_next(q, d)) == 1)
		if (j->customer)
			text_addf(items, "%s ", query_text(q, 0));
	query_close(q);
	return rc;
}

int mail_job(struct mail_rules *r, struct arena *a, struct diag *d, const struct mail_case *k,
	     struct job *out)
{
	const struct job *j = k->job;
	struct job_param *p = arena_alloc(a, sizeof *p * (size_t)(j->params + 2));
	struct text items;
	int rc;

	text_init(&items);
	rc = items_of(r, d, j, &items);
	*out = *j;
	if (j->params > 0)
		memcpy(p, j->param, sizeof *p * (size_t)j->params);
	p[j->params] = (struct job_param){"items", arena_dup(a, text_str(&items)), 0, 0};
	p[j->params + 1] = (struct job_param){"whole", NULL, k->fact->internal && j->customer, 0};
	out->param = p;
	out->params = j->params + 2;
	text_done(&items);
	return rc;
}

static int count_lacking(struct mail_rules *r, struct diag *d, const struct mail_case *k,
			 const struct job *of, int32_t *n)
{
	struct query *q = query_open_named(r->snapshot, d, r->lacking);
	int rc = q ? 1 : -1;

	if (q)
		job_bind(q, of, k->type, k->context);
	for (*n = 0; rc == 1 && (rc = query_next(q, d)) == 1; ++*n)
		;
	query_close(q);
	return rc;
}

int mail_copies(struct mail_rules *r, struct arena *a, struct diag *d, const struct mail_case *k,
		const struct job *of, struct mail_file **file, int32_t *files, int32_t *lacking)
{
	struct query *q = query_open_named(r->snapshot, d, r->enclosed);
	int32_t at[ENCLOSED_COLUMNS], cap = 0;
	int rc = q ? query_column(q, d, want_enclosed, ENCLOSED_COLUMNS, at) : -1;

	*file = NULL;
	*files = 0;
	if (rc == 0)
		job_bind(q, of, k->type, k->context);
	while (rc >= 0 && (rc = query_next(q, d)) == 1) {
		struct mail_file f = {.name = arena_dup(a, query_text(q, at[ENCLOSED_NAME])),
				      .media = arena_dup(a, query_text(q, at[ENCLOSED_MEDIA]))};

		f.bytes = vault_read(r->snapshot, r->cmd->house, a, d, query_text(q, at[ENCLOSED_SHA256]),
				     &f.n);
		if (!f.bytes) {
			rc = -1;
			break;
		}
		*file = arena_room(a, *file, &cap, *files + 1, sizeof **file);
		(*file)[(*files)++] = f;
	}
	query_close(q);
	return rc < 0 ? -1 : count_lacking(r, d, k, of, lacking);
}
