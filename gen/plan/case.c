/* case.c: a customer's overdue episode: opens when it passes the policy's age, closes when nothing is overdue
 * any more. */
#include <stdio.h>
#include <string.h>

#include "plan/snapshot.h"

/* A case opens for what may be demanded (not disputed, not in credit), oldest first come by customer code. */
static const char to_open[] =
	"SELECT d.customer FROM case_stage d CROSS JOIN run_info r WHERE d.oldest_age >= r.case_age "
	"AND EXISTS (SELECT 1 FROM balance b WHERE b.customer = d.customer AND b.overdue > 0 AND b.total > "
	"0) "
	"AND NOT EXISTS (SELECT 1 FROM bad_case c WHERE c.customer = d.customer AND c.closed IS NULL) "
	"AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.customer = d.customer AND h.reason IN ('in_credit', "
	"'unallocated', 'below_minimum')) "
	"ORDER BY d.customer";

static const char to_close[] =
	"SELECT c.id, c.customer, CASE WHEN EXISTS (SELECT 1 FROM allocation a JOIN entry e ON e.id = "
	"a.by_entry "
	"WHERE e.customer = c.customer AND e.type = 'write_off' AND e.date >= c.opened) THEN 'written_off' "
	"ELSE "
	"'settled' END "
	"FROM bad_case c CROSS JOIN run_info r WHERE c.closed IS NULL AND c.opened <= r.as_of "
	"AND NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = c.customer AND b.overdue > 0) ORDER BY "
	"c.id";

static int insert_change(struct db *b, struct diag *d, const char *id, const char *customer,
			 const char *change, const char *why)
{
	struct query *q = query_open(b, d, "INSERT INTO case_change VALUES (?1, ?2, ?3, ?4)", NULL);
	int rc;

	if (!q)
		return -1;
	query_put_text(q, 1, id, -1);
	query_put_text(q, 2, customer, -1);
	query_put_text(q, 3, change, -1);
	query_put_text(q, 4, why, -1);
	rc = query_next(q, d);
	query_close(q);
	return rc;
}

static int open_cases(struct db *b, const char *prefix, int32_t year, struct diag *d)
{
	struct query *q = query_open(b, d, to_open, NULL);
	char sequence[32];
	struct text id;
	int64_t number;
	int rc;

	if (!q)
		return -1;
	text_init(&id);
	snprintf(sequence, sizeof sequence, "case-%d", (int)year);
	while ((rc = query_next(q, d)) == 1) {
		number = db_next_number(b, d, sequence);
		if (number < 0) {
			rc = -1;
			break;
		}
		text_reset(&id);
		text_addf(&id, "%s%d-%05lld", prefix, (int)year, (long long)number);
		if (insert_change(b, d, text_str(&id), query_text(q, 0), "opened", NULL) < 0) {
			rc = -1;
			break;
		}
	}
	query_close(q);
	text_done(&id);
	return rc;
}

static int close_cases(struct db *b, struct diag *d)
{
	struct query *q = query_open(b, d, to_close, NULL);
	int rc;

	if (!q)
		return -1;
	while ((rc = query_next(q, d)) == 1) {
		if (insert_change(b, d, query_text(q, 0), query_text(q, 1), "closed", query_text(q, 2)) < 0) {
			rc = -1;
			break;
		}
	}
	query_close(q);
	return rc;
}

int case_fill(struct db *copy, const struct house *h, int32_t as_of, struct diag *d)
{
	const char *prefix = house_text(h, "policy", "case_prefix");
	int32_t year, month, day;

	date_split(as_of, &year, &month, &day);
	if (open_cases(copy, prefix ? prefix : "BD", year, d) < 0 || close_cases(copy, d) < 0)
		return -1;
	return db_run(copy, d,
		      "INSERT INTO bad_case(id, customer, opened) SELECT id, customer, (SELECT as_of FROM "
		      "run_info) FROM case_change WHERE change = 'opened';"
		      "UPDATE bad_case SET closed = (SELECT as_of FROM run_info), why_closed = (SELECT why "
		      "FROM case_change c WHERE c.id = bad_case.id) "
		      "WHERE id IN (SELECT id FROM case_change WHERE change = 'closed');"
		      "INSERT INTO case_now SELECT c.id, c.customer, c.opened, coalesce((SELECT "
		      "max(b.oldest_age) FROM balance b WHERE b.customer = c.customer), -1) "
		      "FROM bad_case c CROSS JOIN run_info r WHERE c.opened <= r.as_of AND (c.closed IS NULL "
		      "OR c.closed > r.as_of)");
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
