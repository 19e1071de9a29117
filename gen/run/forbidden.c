/* forbidden.c: asks a type's query "breaches" of planned papers. */
#include "run/forbidden.h"

#include "run/freeze.h"

int forbidden_say(struct arena *a, struct diag *d, struct db *snapshot, const struct named_query *breaches,
		  const struct job *j, const struct job_type *t, const struct job_context *k)
{
	struct query *q = breaches ? query_open_named(snapshot, d, breaches) : NULL;
	int32_t at[BREACHES_COLUMNS];
	int rc = breaches && (!q || job_columns(q, d, READ_BREACHES, at) < 0) ? -1 : 1, found = 0;

	if (q && rc == 1)
		job_bind(q, j, t, k);
	while (q && rc == 1 && (rc = query_next(q, d)) == 1) {
		const char *rule = query_text(q, at[BREACHES_RULE]);

		found = 1;
		diag_hint(d, DIAG_RULE_BROKEN, NULL,
			  arena_format(a,
				       "a house that turns the rule off says so on record: "
				       "%s = 0 | who decided it, and why",
				       rule),
			  "%s: %s (%s)", rule, query_text(q, at[BREACHES_BREACH]),
			  query_text(q, at[BREACHES_SOURCE]));
	}
	query_close(q);
	return rc < 0 ? -1 : found;
}

int32_t forbidden_check(struct cmd *c, struct db *snapshot, const struct types *t, struct job_list *made,
			struct job_list *why)
{
	struct job_context k;
	int32_t i, kept = 0;

	if (made->n == 0)
		return 0;
	if (freeze_context(c->arena, c->diag, snapshot, &k) < 0)
		return -1;
	for (i = 0; i < made->n; i++) {
		struct job *j = &made->job[i];
		const struct job_type *type = &t->type[j->type];
		int rc;

		diag_push(c->diag, arena_format(c->arena, "while planning %s for %s", type->code,
						job_subject(j)[0] ? job_subject(j) : "the house"));
		rc = forbidden_say(c->arena, c->diag, snapshot, t->fact[j->type].breaches, j, type, &k);
		diag_pop(c->diag);
		if (rc < 0)
			return -1;
		if (rc == 0) {
			made->job[kept++] = *j;
			continue;
		}
		j->reason = "rule_broken";
		if (why)
			job_list_add(c->arena, why, j);
	}
	i = made->n - kept;
	made->n = kept;
	return i;
}
