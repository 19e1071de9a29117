/* register_number.c: numbers of papers, without a gap among those that go out. */
#include "plan/register.h"

/* 1: the ledger has papers that failed, whose numbers nobody has seen. */
static int any_failed(struct diag *d, struct db *ledger)
{
	struct query *q = query_open(ledger, d, "SELECT 1 FROM paper WHERE state = 'failed' LIMIT 1", NULL);
	int rc = q ? query_next(q, d) : -1;

	query_close(q);
	return rc;
}

/* The number of the same paper that failed before, which was never issued: it is the new one's, and the
 * failed one keeps it with a mark of its own. 1: *number is set; 0: there is none. */
static int take_failed(struct arena *a, struct diag *d, struct db *ledger, const char *sequence,
		       const char *key, const char **number)
{
	struct query *q = query_open(
		ledger, d,
		"UPDATE paper SET number = number || '~' || id WHERE id = (SELECT id FROM paper WHERE key = :key "
		"AND state = 'failed' AND number GLOB :sequence || '-*' AND number NOT GLOB '*~*' "
		"ORDER BY id DESC LIMIT 1) RETURNING substr(number, 1, instr(number, '~') - 1)",
		NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "key", key);
	query_bind_text(q, "sequence", sequence);
	rc = query_next(q, d);
	if (rc == 1) {
		*number = arena_dup(a, query_text(q, 0));
		/* to its end, or the change is not complete */
		rc = query_next(q, d) < 0 ? -1 : 1;
	}
	query_close(q);
	return rc;
}

/* The next number of a sequence. -1 after a diagnostic. */
static int new_number(struct arena *a, struct diag *d, struct db *ledger, const char *sequence,
		      const char **number)
{
	int64_t n = db_next_number(ledger, d, sequence);

	if (n >= 0)
		*number = arena_format(a, "%s-%05lld", sequence, (long long)n);
	return n < 0 ? -1 : 0;
}

int register_numbers(struct arena *a, struct diag *d, struct db *ledger, const struct job_type *type,
		     struct job_list *l, int32_t as_of)
{
	struct query *q = query_open(
		ledger, d,
		"SELECT number FROM paper WHERE key = :key AND state = 'cancelled' ORDER BY id DESC LIMIT 1",
		NULL);
	int32_t i, year, month, day;
	const char *sequence;
	int failed = any_failed(d, ledger), rc = q && failed >= 0 ? 0 : -1;

	date_split(as_of, &year, &month, &day);
	for (i = 0; i < l->n && rc == 0; i++) {
		struct job *j = &l->job[i];

		sequence = arena_format(a, "%s-%d", type[j->type].code, (int)year);
		rc = failed ? take_failed(a, d, ledger, sequence, j->key, &j->number) : 0;
		if (rc == 0)
			rc = new_number(a, d, ledger, sequence, &j->number);
		if (rc < 0)
			break;
		query_reset(q);
		query_bind_text(q, "key", j->key);
		rc = query_next(q, d);
		if (rc == 1) {
			j->replaces = arena_dup(a, query_text(q, 0));
			rc = 0;
		}
	}
	query_close(q);
	return rc;
}
