/* conditions.c: every condition of a type for one customer: those that the jobs query names (unless.h), and
 * those of the ladder (the view condition of dunning.sql). */
#include <string.h>

#include "plan/jobs.h"
#include "plan/unless.h"

const char *condition_meaning(const char *term)
{
	static const struct {
		const char *term, *meaning;
	} all[] = {
#define R(term, meaning) {term, meaning},
#include "plan/reason.def"
	};
	size_t i;

	for (i = 0; i < sizeof all / sizeof all[0]; i++)
		if (strcmp(all[i].term, term) == 0)
			return all[i].meaning;
	return NULL;
}

static int condition_said(const struct conditions *l, const char *term)
{
	int32_t i;

	for (i = 0; i < l->n; i++)
		if (strcmp(l->item[i].term, term) == 0)
			return 1;
	return 0;
}

/* What is said of a term first stands. */
static void condition_add(struct arena *a, struct conditions *l, const char *term, int met, const char *value,
			  int32_t until)
{
	if (condition_said(l, term))
		return;
	l->item = arena_room(a, l->item, &l->cap, l->n + 1, sizeof *l->item);
	l->item[l->n++] =
		(struct condition){arena_dup(a, term), met, value ? arena_dup(a, value) : NULL, until};
}

static int32_t day_of(const struct query *q, int32_t col)
{
	return col < 0 || query_null(q, col) ? DATE_NONE : (int32_t)query_int(q, col);
}

static const char *text_of(const struct query *q, int32_t col)
{
	return col < 0 || query_null(q, col) ? NULL : query_text(q, col);
}

/* Those of the jobs query's own row. */
static int own_conditions(struct arena *a, struct diag *d, struct db *snapshot, const struct job_type *t,
			  const struct job_context *k, const char *customer, struct conditions *l)
{
	struct query *q = query_open_named(snapshot, d, t->jobs);
	struct job none = {0};
	int32_t at[JOBS_COLUMNS], i;
	struct unlesses u;
	int rc = q ? job_columns(q, d, READ_JOBS, at) : -1;

	if (rc == 0) {
		unless_find(a, q, &u);
		job_bind(q, &none, t, k);
		query_bind_int(q, "explain", 1);
		rc = 1;
	}
	while (rc == 1 && (rc = query_next(q, d)) == 1) {
		if (strcmp(query_text(q, at[JOBS_CUSTOMER]), customer) != 0)
			continue;
		for (i = 0; i < u.n; i++)
			condition_add(a, l, u.item[i].term, query_int(q, u.item[i].at) == 0,
				      text_of(q, u.item[i].value),
				      query_int(q, u.item[i].at) ? day_of(q, u.item[i].until) : DATE_NONE);
	}
	query_close(q);
	return rc;
}

/* Those of the ladder, where the type is on one. */
static int stage_conditions(struct arena *a, struct diag *d, struct db *snapshot, const struct job_type *t,
			    const char *customer, struct conditions *l)
{
	static const char write[] = "INSERT INTO explained VALUES (:customer)";
	struct query *q = db_run(snapshot, d, "DELETE FROM explained") == 0
				  ? query_open(snapshot, d, write, NULL)
				  : NULL;
	int rc = -1;

	if (q) {
		query_bind_text(q, "customer", customer);
		rc = query_next(q, d);
	}
	query_close(q);
	q = rc < 0 ? NULL
		   : query_open(snapshot, d,
				"SELECT term, met, value, until FROM condition WHERE type = :type AND NOT "
				"(letters AND :internal) ORDER BY seq, term, until IS NOT NULL, until DESC",
				NULL);
	if (!q)
		return -1;
	query_bind_text(q, "type", t->code);
	query_bind_int(q, "internal", t->internal);
	for (rc = 1; rc == 1 && (rc = query_next(q, d)) == 1;)
		condition_add(a, l, query_text(q, 0), query_int(q, 1) != 0, text_of(q, 2), day_of(q, 3));
	query_close(q);
	return rc;
}

/* What the planner itself found is never hidden: a reason that no condition says is one of its own. */
static void planner_reasons(struct arena *a, const struct job_type *t, const struct job *why,
			    struct conditions *l)
{
	const char *s = why->reason;
	size_t n;

	for (; s && *s; s += n + (s[n] == ',')) {
		n = strcspn(s, ",");
		condition_add(a, l, arena_dupn(a, s, n), 0,
			      why->stronger
				      ? arena_format(a, "%s goes the same day, unless %s alone is asked for",
						     why->stronger, t->code)
				      : NULL,
			      why->first_on);
	}
}

int conditions_find(struct arena *a, struct diag *d, struct db *snapshot, const struct job_type *t,
		    const struct job_context *k, const char *customer, const struct job *why,
		    struct conditions *l)
{
	if (own_conditions(a, d, snapshot, t, k, customer, l) < 0 ||
	    stage_conditions(a, d, snapshot, t, customer, l) < 0)
		return -1;
	if (why)
		planner_reasons(a, t, why, l);
	return 0;
}
