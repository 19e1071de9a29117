/* run_sums.c: what is open as of a run's day, and what of it the run's papers list, by currency and bucket.
 */
#include "run/run_sums.h"

#include <string.h>

static int buckets_read(struct cmd *c, struct db *snapshot, struct run_sums *t)
{
	struct query *q = query_open(
		snapshot, c->diag,
		"SELECT idx, label FROM (SELECT idx, label FROM bucket UNION ALL SELECT -1, '' WHERE EXISTS (SELECT 1 FROM bucket_total "
		"WHERE bucket = -1)) ORDER BY idx < 0, idx",
		NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, c->diag)) == 1 && t->buckets < BUCKETS_MOST) {
		t->index[t->buckets] = (int32_t)query_int(q, 0);
		t->label[t->buckets++] = query_int(q, 0) < 0 ? NULL : arena_dup(c->arena, query_text(q, 1));
	}
	query_close(q);
	return rc;
}

static struct run_sum *sum_of(struct cmd *c, struct run_sums *t, const char *currency)
{
	int32_t i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->sum[i].currency, currency) == 0)
			return &t->sum[i];
	t->sum = arena_room(c->arena, t->sum, &t->cap, t->n + 1, sizeof *t->sum);
	memset(&t->sum[t->n], 0, sizeof *t->sum);
	memcpy(t->sum[t->n].currency, currency, 3);
	return &t->sum[t->n++];
}

static int64_t *place_of(struct run_sums *t, int64_t *of, const struct query *q, int32_t column)
{
	const int32_t bucket = query_null(q, column) ? -1 : (int32_t)query_int(q, column);
	int32_t i;

	for (i = 0; i < t->buckets && t->index[i] != bucket; i++)
		;
	return i < t->buckets ? &of[i] : NULL;
}

static int add(struct cmd *c, int64_t *to, int64_t amount)
{
	return to && money_add(to, amount) == 0
		       ? 0
		       : diag(c->diag, DIAG_PRINT, NULL, "the sums of the run are no number");
}

static int open_read(struct cmd *c, struct db *snapshot, struct run_sums *t)
{
	struct query *q = query_open(
		snapshot, c->diag,
		"SELECT currency, bucket, sum(amount) FROM bucket_total GROUP BY 1, 2 ORDER BY 1, 2", NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		if (add(c, place_of(t, sum_of(c, t, query_text(q, 0))->open, q, 1), query_int(q, 2)) < 0)
			rc = -1;
	query_close(q);
	return rc;
}

/* Each open item once, however many papers list it: both are read in the order of entries. */
static int listed_read(struct cmd *c, struct db *snapshot, const char *run, struct run_sums *t)
{
	struct query *paper = query_open(
		c->db, c->diag,
		"SELECT DISTINCT i.entry FROM paper p JOIN paper_item i ON i.paper = p.id WHERE p.run = :run "
		"AND p.state NOT IN ('planned', 'failed', 'cancelled') ORDER BY 1",
		NULL);
	struct query *item =
		query_open(snapshot, c->diag,
			   "SELECT entry, currency, bucket, outstanding FROM open_item ORDER BY entry", NULL);
	int rc = paper && item ? 1 : -1, more = 1;

	if (paper)
		query_bind_text(paper, "run", run);
	while (rc == 1 && (rc = query_next(paper, c->diag)) == 1) {
		const int64_t entry = query_int(paper, 0);

		while (more == 1 && (more = query_next(item, c->diag)) == 1 && query_int(item, 0) < entry)
			;
		if (more < 0)
			rc = -1;
		else if (more == 1 && query_int(item, 0) == entry &&
			 add(c, place_of(t, sum_of(c, t, query_text(item, 1))->listed, item, 2),
			     query_int(item, 3)) < 0)
			rc = -1;
	}
	query_close(paper);
	query_close(item);
	return rc;
}

int run_sums_read(struct cmd *c, struct db *snapshot, const char *run, struct run_sums *t)
{
	memset(t, 0, sizeof *t);
	return buckets_read(c, snapshot, t) < 0 || open_read(c, snapshot, t) < 0 ||
			       listed_read(c, snapshot, run, t) < 0
		       ? -1
		       : 0;
}
