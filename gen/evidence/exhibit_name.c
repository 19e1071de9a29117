/* exhibit_name.c: under which name a case's bundles have a paper: the first that one of them gave it. */
#include <string.h>

#include "evidence/bundle.h"
#include "evidence/name.h"

struct naming {
	struct db *b;
	struct arena *a;
	struct diag *d;
	const char *case_id;
	struct bundle_paper *paper;
	int32_t n;
	struct query *own, *printed, *take, *held, *give;
};

static void bind(struct query *q, const struct naming *g, const struct bundle_paper *p, const char *name)
{
	query_reset(q);
	query_bind_text(q, "case_id", g->case_id);
	query_bind_text(q, "subject", p->subject);
	query_bind_text(q, "sha256", p->sha256);
	query_bind_text(q, "name", name);
}

/* The path when there is a row; NULL is none. -1 after a diagnostic. */
static int path_of(struct naming *g, struct query *q, struct bundle_paper *p)
{
	const int r = query_next(q, g->d);

	if (r > 0)
		p->path = arena_format(g->a, "papers/%s", query_text(q, 0));
	query_reset(q);
	return r;
}

/* Two names that say the same of customer, invoice, date and DocType, whatever number it has. */
static int alike(const char *a, const char *b)
{
	for (int part = 1; part < 5; part++) {
		size_t n, m;

		a += strcspn(a, "_");
		b += strcspn(b, "_");
		a += *a == '_';
		b += *b == '_';
		n = strcspn(a, part == 4 ? "-." : "_");
		m = strcspn(b, part == 4 ? "-." : "_");
		if (n == 0 || n != m || strncmp(a, b, n) != 0)
			return 0;
	}
	return 1;
}

static int alone(const struct naming *g, const struct bundle_paper *p)
{
	int32_t same = 0;

	for (int32_t i = 0; i < g->n; i++)
		same += strcmp(g->paper[i].sha256, p->sha256) == 0;
	return same == 1;
}

/* What a bundle of an earlier version printed of it first: told by its content, and of several papers with
 * one content by what the name says. A name that an earlier bundle had of another paper stays that one's. */
static int take_printed(struct naming *g, struct bundle_paper *p)
{
	const char *made = name_make_masked(g->a, p->from_name);
	const int only = alone(g, p);
	int r;

	bind(g->printed, g, p, NULL);
	while ((r = query_next(g->printed, g->d)) > 0) {
		const char *name = arena_dup(g->a, query_text(g->printed, 0));

		if (!only && !alike(name, made) && !(p->kept && alike(name, p->kept)))
			continue;
		p->path = arena_format(g->a, "papers/%s", name);
		bind(g->take, g, p, name);
		r = query_next(g->take, g->d) < 0 ? -1 : 1;
		query_reset(g->take);
		break;
	}
	query_reset(g->printed);
	return r;
}

static int is_taken(struct naming *g, const struct bundle_paper *p, const char *path)
{
	int r;

	for (int32_t i = 0; i < g->n; i++)
		if (g->paper[i].path && strcmp(g->paper[i].path, path) == 0)
			return 1;
	bind(g->held, g, p, path + strlen("papers/"));
	query_bind_int(g->held, "ours", p->issued);
	r = query_next(g->held, g->d);
	query_reset(g->held);
	return r;
}

static int give_new(struct naming *g, struct bundle_paper *p)
{
	const char *path;
	int32_t number = 1;
	int r;

	do {
		path = bundle_member_name(g->a, p->from_name, p->kept, number++);
		r = is_taken(g, p, path);
	} while (r > 0);
	if (r < 0)
		return -1;
	p->path = path;
	bind(g->give, g, p, path + strlen("papers/"));
	r = query_next(g->give, g->d);
	query_reset(g->give);
	return r < 0 ? -1 : 0;
}

static int name_all(struct naming *g)
{
	int r = 0;

	for (int32_t i = 0; i < g->n && r >= 0; i++) {
		struct bundle_paper *p = &g->paper[i];

		bind(g->own, g, p, NULL);
		r = path_of(g, g->own, p);
		if (r == 0)
			r = take_printed(g, p);
	}
	for (int32_t i = 0; i < g->n && r >= 0; i++)
		if (!g->paper[i].path)
			r = give_new(g, &g->paper[i]);
	return r < 0 ? -1 : 0;
}

int exhibit_names(struct db *ledger, struct arena *a, struct diag *d, const char *case_id,
		  struct bundle_paper *paper, int32_t n)
{
	struct naming g = {.b = ledger, .a = a, .d = d, .case_id = case_id, .paper = paper, .n = n};
	int r = -1;

	g.own = query_open(
		ledger, d,
		"SELECT name FROM exhibit_name WHERE case_id = :case_id AND subject = :subject ORDER BY id LIMIT 1",
		NULL);
	g.printed = query_open(
		ledger, d,
		"SELECT name FROM exhibit_name x WHERE case_id = :case_id AND sha256 = :sha256 AND subject IS NULL AND NOT EXISTS"
		" (SELECT 1 FROM exhibit_name y WHERE y.case_id = x.case_id AND y.name = x.name AND y.id < x.id) ORDER BY id",
		NULL);
	g.take = query_open(
		ledger, d,
		"UPDATE exhibit_name SET subject = :subject WHERE case_id = :case_id AND name = :name AND sha256 = :sha256",
		NULL);
	g.held = query_open(
		ledger, d,
		"SELECT 1 FROM exhibit_name WHERE case_id = :case_id AND name = :name AND NOT (:ours AND subject IS NULL)",
		NULL);
	g.give = query_open(
		ledger, d,
		"INSERT INTO exhibit_name(case_id, name, sha256, subject) VALUES (:case_id, :name, :sha256, :subject) ON CONFLICT (case_id, name, sha256) DO UPDATE SET subject = excluded.subject",
		NULL);
	if (g.own && g.printed && g.take && g.held && g.give)
		r = name_all(&g);
	query_close(g.own);
	query_close(g.printed);
	query_close(g.take);
	query_close(g.held);
	query_close(g.give);
	return r;
}
