/* excepted.c: choices of people that count on the day of a plan. */
#include "plan/excepted.h"

#define COUNTS "date <= :as_of AND coalesce(until, :as_of + 1) > :as_of AND undone_on IS NULL"

int excepted_open(struct excepted *e, struct db *snapshot, int32_t as_of, struct diag *d)
{
	struct query *any = query_open(snapshot, d, "SELECT 1 FROM choice WHERE " COUNTS " LIMIT 1", NULL);
	int rc = -1;

	e->as_of = as_of;
	if (any) {
		query_bind_int(any, "as_of", as_of);
		rc = query_next(any, d);
	}
	query_close(any);
	/* most plans have none: then nothing is asked once a paper */
	if (rc == 1) {
		e->look = query_open(
			snapshot, d,
			/* a letter of the ladder that was chosen keeps the others of it back */
			"WITH said AS (SELECT CASE what WHEN 'level' THEN 'except' ELSE what END AS what, subject, until FROM choice WHERE " COUNTS
			" AND CASE what WHEN 'level' THEN type <> :type AND subject = :subject AND :type IN (SELECT type FROM stage) "
			"ELSE coalesce(type, :type) = :type END) "
			"SELECT CASE WHEN count(*) = count(until) THEN max(until) END FROM said "
			"WHERE (what IN ('except', 'hold') AND subject IN (:subject, '')) OR (what = 'only' AND NOT EXISTS "
			"(SELECT 1 FROM said o WHERE o.what = 'only' AND o.subject = :subject)) HAVING count(*) > 0",
			NULL);
		rc = e->look ? 0 : -1;
	}
	return rc;
}

int excepted_has(const struct excepted *e, const char *subject, const char *type, int32_t *until,
		 struct diag *d)
{
	int rc;

	if (!e->look)
		return 0;
	query_bind_int(e->look, "as_of", e->as_of);
	query_bind_text(e->look, "subject", subject);
	query_bind_text(e->look, "type", type);
	rc = query_next(e->look, d);
	if (rc == 1)
		*until = query_null(e->look, 0) ? DATE_NONE : (int32_t)query_int(e->look, 0);
	query_reset(e->look);
	return rc;
}

void excepted_close(struct excepted *e)
{
	query_close(e->look);
}
