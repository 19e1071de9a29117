/* case.c: a customer's overdue episode: opens when it passes the policy's age, closes when nothing is overdue
 * any more (case.sql). */
#include <stdlib.h>
#include <string.h>

#include "plan/snapshot.h"

static const char case_sql[] =
#include "plan/case.sql.inc"
	;

int case_fill(struct db *copy, struct diag *d)
{
	return db_run(copy, d, case_sql);
}

int case_commit(struct db *copy, struct db *ledger, int32_t as_of, struct diag *d)
{
	struct query *read =
		query_open(copy, d, "SELECT id, customer, change, why FROM case_change ORDER BY id", NULL);
	struct query *open = query_open(
		ledger, d, "INSERT INTO bad_case(id, customer, opened) VALUES (:id, :customer, :as_of)",
		NULL);
	struct query *close = query_open(
		ledger, d, "UPDATE bad_case SET closed = :as_of, why_closed = :why WHERE id = :id", NULL);
	struct query *count =
		query_open(copy, d, "SELECT name, last FROM sequence WHERE name LIKE 'case-%'", NULL);
	struct query *keep = query_open(ledger, d,
					"INSERT INTO sequence VALUES (:name, :last) "
					"ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)",
					NULL);
	int rc = read && open && close && count && keep ? 1 : -1;

	while (rc == 1 && (rc = query_next(read, d)) == 1) {
		struct query *q = strcmp(query_text(read, 2), "opened") == 0 ? open : close;

		query_reset(q);
		query_bind_text(q, "id", query_text(read, 0));
		query_bind_text(q, "customer", query_text(read, 1));
		query_bind_text(q, "why", query_null(read, 3) ? NULL : query_text(read, 3));
		query_bind_int(q, "as_of", as_of);
		if (query_next(q, d) < 0)
			rc = -1;
	}
	/* the copy drew the numbers; the ledger must not draw them again */
	while (rc >= 0 && (rc = query_next(count, d)) == 1) {
		query_reset(keep);
		query_bind_text(keep, "name", query_text(count, 0));
		query_bind_int(keep, "last", query_int(count, 1));
		if (query_next(keep, d) < 0)
			rc = -1;
	}
	query_close(read);
	query_close(open);
	query_close(close);
	query_close(count);
	query_close(keep);
	return rc;
}

int case_list_read(struct arena *a, struct db *snapshot, struct case_list *l, struct diag *d)
{
	struct query *q =
		query_open(snapshot, d, "SELECT customer, id FROM case_now ORDER BY customer", NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, d)) == 1) {
		l->open = arena_room(a, l->open, &l->cap, l->n + 1, sizeof *l->open);
		l->open[l->n++] =
			(struct case_open){arena_dup(a, query_text(q, 0)), arena_dup(a, query_text(q, 1))};
	}
	query_close(q);
	return rc;
}

static int by_customer(const void *x, const void *y)
{
	const struct case_open *a = x, *b = y;

	return strcmp(a->customer, b->customer);
}

const char *case_find(const struct case_list *l, const char *customer)
{
	struct case_open key = {customer, NULL}, *found;

	found = l->n > 0 ? bsearch(&key, l->open, (size_t)l->n, sizeof key, by_customer) : NULL;
	return found ? found->id : NULL;
}
