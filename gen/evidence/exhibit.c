/* exhibit.c: numbers of a case's exhibits, given once in the ledger and never again. */
#include <stdlib.h>
#include <string.h>

#include "evidence/bundle.h"

struct numbering {
	struct db *b;
	struct arena *a;
	struct diag *d;
	const char *case_id;
	int32_t last;		 /* highest number of the case */
	struct bundle_paper **p; /* in the order of the index */
	int32_t n;
};

static int by_index(const void *x, const void *y)
{
	const struct bundle_paper *a = *(struct bundle_paper *const *)x,
				  *b = *(struct bundle_paper *const *)y;

	if (a->stage_seq != b->stage_seq)
		return a->stage_seq < b->stage_seq ? -1 : 1;
	return a < b ? -1 : a > b;
}

/* "12", "12A", "12Z", "12AA". */
static const char *exhibit_text(struct arena *a, int32_t number, int32_t letter)
{
	char s[8];
	size_t at = sizeof s - 1;

	s[at] = '\0';
	for (int32_t l = letter; l > 0 && at > 0; l = (l - 1) / 26)
		s[--at] = (char)('A' + (l - 1) % 26);
	return arena_format(a, "%d%s", (int)number, s + at);
}

static int known_read(struct numbering *g)
{
	struct query *q = query_open(
		g->b, g->d, "SELECT number, letter FROM exhibit WHERE case_id = ?1 AND subject = ?2", NULL);
	int r = q ? 0 : -1;

	for (int32_t i = 0; i < g->n && r >= 0; i++) {
		query_reset(q);
		query_put_text(q, 1, g->case_id, -1);
		query_put_text(q, 2, g->p[i]->subject, -1);
		r = query_next(q, g->d);
		if (r > 0)
			g->p[i]->exhibit =
				(struct exhibit){(int32_t)query_int(q, 0), (int32_t)query_int(q, 1), NULL};
	}
	query_close(q);
	return r < 0 ? -1 : 0;
}

/* The last letter that a number has given. */
static int letter_last(struct numbering *g, int32_t number, int32_t *letter)
{
	struct query *q = query_open(
		g->b, g->d, "SELECT coalesce(max(letter), 0) FROM exhibit WHERE case_id = ?1 AND number = ?2",
		NULL);
	int r = -1;

	if (q) {
		query_put_text(q, 1, g->case_id, -1);
		query_put_int(q, 2, number);
		r = query_next(q, g->d);
		*letter = (int32_t)query_int(q, 0);
	}
	query_close(q);
	return r < 0 ? -1 : 0;
}

static int keep(struct numbering *g, const struct bundle_paper *p, int32_t date)
{
	struct query *q = query_open(
		g->b, g->d,
		"INSERT INTO exhibit(case_id, subject, number, letter, date) VALUES (?1, ?2, ?3, ?4, ?5)",
		NULL);
	int r = -1;

	if (q) {
		query_put_text(q, 1, g->case_id, -1);
		query_put_text(q, 2, p->subject, -1);
		query_put_int(q, 3, p->exhibit.number);
		query_put_int(q, 4, p->exhibit.letter);
		query_put_int(q, 5, date);
		r = query_next(q, g->d);
	}
	query_close(q);
	return r < 0 ? -1 : 0;
}

/* Is a paper that has a number already behind place i of the index? */
static int followed(const struct numbering *g, int32_t i)
{
	while (++i < g->n)
		if (g->p[i]->exhibit.number > 0)
			return 1;
	return 0;
}

/* What stands between two that have numbers takes a letter of the one before; else the next number. */
static int number_one(struct numbering *g, int32_t i)
{
	struct exhibit *x = &g->p[i]->exhibit;

	*x = (struct exhibit){0};
	if (i > 0 && followed(g, i)) {
		x->number = g->p[i - 1]->exhibit.number;
		if (letter_last(g, x->number, &x->letter) < 0)
			return -1;
		x->letter++;
		return 0;
	}
	x->number = ++g->last;
	return 0;
}

static int number_all(struct numbering *g, int32_t date)
{
	struct query *q = query_open(g->b, g->d,
				     "SELECT coalesce(max(number), 0) FROM exhibit WHERE case_id = ?1", NULL);
	int r = -1;

	if (q) {
		query_put_text(q, 1, g->case_id, -1);
		r = query_next(q, g->d);
		g->last = (int32_t)query_int(q, 0);
	}
	query_close(q);
	if (r < 0 || known_read(g) < 0)
		return -1;
	for (int32_t i = 0; i < g->n; i++)
		if (g->p[i]->exhibit.number == 0 && (number_one(g, i) < 0 || keep(g, g->p[i], date) < 0))
			return -1;
	return 0;
}

int exhibit_number(struct db *ledger, struct arena *a, struct diag *d, const char *case_id, int32_t date,
		   struct bundle_paper *paper, int32_t n)
{
	struct numbering g = {.b = ledger, .a = a, .d = d, .case_id = case_id, .n = n};
	struct diag quiet;

	g.p = arena_alloc(a, sizeof *g.p * (size_t)(n + 1));
	for (int32_t i = 0; i < n; i++)
		g.p[i] = &paper[i];
	qsort(g.p, (size_t)n, sizeof(struct bundle_paper *), by_index);
	/* two bundles at once: the second finds what the first numbered */
	if (db_run(ledger, d, "BEGIN IMMEDIATE") < 0)
		return -1;
	if (number_all(&g, date) < 0 || exhibit_names(ledger, a, d, case_id, paper, n) < 0 ||
	    db_run(ledger, d, "COMMIT") < 0) {
		diag_init(&quiet, NULL, NULL);
		db_run(ledger, &quiet, "ROLLBACK");
		return -1;
	}
	for (int32_t i = 0; i < n; i++)
		paper[i].exhibit.text = exhibit_text(a, paper[i].exhibit.number, paper[i].exhibit.letter);
	return 0;
}
