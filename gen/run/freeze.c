/* freeze.c: snapshots of commands, and whom they are about. */
#include "run/freeze.h"

#include "cli/known.h"
#include "evidence/bundle.h"
#include "evidence/history.h"
#include "run/ladder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct db *freeze_scratch(struct cmd *c, struct db *ledger, int32_t as_of, const char *run, int rewind)
{
	struct db *b = db_scratch(ledger, c->diag);

	if (!b)
		return NULL;
	db_calendar(b, &c->house->calendar);
	db_languages(b, c->house->languages.code);
	/* never committed: what nobody else sees need not reach its file */
	if (db_run(b, c->diag, "BEGIN") == 0 &&
	    (!rewind || bundle_rewind(b, c->house, as_of, c->diag) == 0) &&
	    history_words_mark(b, c->house, c->diag) == 0 &&
	    snapshot_make(b, c->house, as_of, run, c->diag) == 0 && ladder_sound(c, b) == 0)
		return b;
	db_close(b);
	return NULL;
}

struct db *freeze_from(struct cmd *c, struct db *ledger, int32_t as_of, const char *run)
{
	return freeze_scratch(c, ledger, as_of, run, 0);
}

struct db *freeze_memory(struct cmd *c, int32_t as_of, const char *run)
{
	return freeze_from(c, c->db, as_of, run);
}

struct db *freeze_open(struct cmd *c, const char *path, struct diag *d)
{
	struct db *b = db_open(path, DB_SNAPSHOT, d);

	if (!b)
		return NULL;
	db_calendar(b, &c->house->calendar);
	db_languages(b, c->house->languages.code);
	return b;
}

struct db *freeze_rewound(struct cmd *c, int32_t as_of)
{
	return freeze_scratch(c, c->db, as_of, "", 1);
}

int freeze_context(struct arena *a, struct diag *d, struct db *snapshot, struct job_context *k)
{
	struct query *q = query_open(snapshot, d, "SELECT as_of, run, default_language FROM run_info", NULL);
	int rc = q ? query_next(q, d) : -1;

	if (rc == 1) {
		k->as_of = (int32_t)query_int(q, 0);
		k->run = arena_dup(a, query_text(q, 1));
		k->default_language = arena_dup(a, query_text(q, 2));
	}
	query_close(q);
	return rc == 1 ? 0 : -1;
}

int64_t freeze_newest(struct cmd *c)
{
	return db_int(c->db, c->diag,
		      "SELECT max(last_date) FROM source WHERE tbl = 'ledger' AND replaced_by IS NULL",
		      DATE_NONE);
}

void freeze_review(struct cmd *c, int32_t as_of)
{
	const struct house_key *said = house_find(c->house, "policy", "review_by");
	const struct house_key *approved = house_find(c->house, "policy", "approved_on");
	const struct house_key *k = said ? said : approved;
	int32_t by = k ? date_parse(k->value, strlen(k->value)) : DATE_NONE;
	struct place at;
	char day[11];

	if (by == DATE_NONE)
		return;
	if (!said)
		by = date_add_months(by, 12);
	if (by >= as_of)
		return;
	at = house_place(k, k->value);
	diag_hint(c->diag, DIAG_POLICY_REVIEW, &at,
		  "review the rules, then say approved_on anew, or the next review_by",
		  "the policy was to be reviewed by %s", date_format(by, day));
}

void freeze_remind(struct cmd *c, int32_t as_of)
{
	const char *example = house_text(c->house, "company", "example");
	int64_t last = freeze_newest(c);
	char day[11];

	if (example && strcmp(example, "yes") == 0)
		diag_hint(c->diag, DIAG_EXAMPLE, &house_find(c->house, "company", "example")->at,
			  "write your own company there, then remove the line example = yes",
			  "[company] is still the example's");
	freeze_review(c, as_of);
	if (last == DATE_NONE)
		cmd_say(c, "the ledger is empty: `ledgerpress import FILE…` fills it\n");
	else if (last < as_of)
		cmd_say(c, "newest posting: %s, %lld %s before the date\n", date_format((int32_t)last, day),
			(long long)(as_of - last), as_of - last == 1 ? "day" : "days");
}

int freeze_unfinished(struct cmd *c, const char *but)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT r.id, r.as_of, r.kind, count(p.id) FROM run r JOIN paper p ON p.run = r.id AND p.state = 'planned' "
		"WHERE r.state = 'planned' AND r.id IS NOT :but GROUP BY r.id ORDER BY r.id",
		NULL);
	char day[11];
	int rc = q ? 1 : -1;

	if (q)
		query_bind_text(q, "but", but);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		const char *run = query_text(q, 0), *word = query_text(q, 2);

		diag_hint(
			c->diag, DIAG_RUN_UNFINISHED, NULL,
			arena_format(
				c->arena,
				"`ledgerpress %s --as-of %s` with the words that it began with finishes it; `ledgerpress register cancel %s --reason …` "
				"gives it up",
				word, date_format((int32_t)query_int(q, 1), day), run),
			"the run %s is unfinished: %lld of its papers are planned only", run,
			(long long)query_int(q, 3));
	}
	query_close(q);
	return rc;
}

/* ---- filters ---- */

static const char *const *all_of(struct cmd *c, const char *option, int32_t *n)
{
	const char **list = arena_alloc(c->arena, sizeof *list * (size_t)(c->values + 1)), *s;

	for (*n = 0; (s = cmd_option_at(c, option, *n)) != NULL; (*n)++)
		list[*n] = s;
	return list;
}

/* A whole number of the environment: 1 found, 0 not there, -1 wrong. */
static int env_number(const char *name, int64_t *v)
{
	const char *s = getenv(name);
	char *end;

	if (!s || !*s)
		return 0;
	errno = 0;
	*v = strtoll(s, &end, 10);
	return errno || *end ? -1 : 1;
}

/* The first scheduler whose words are in the environment: Slurm arrays, AWS Batch arrays, indexed jobs of
 * Kubernetes, Open MPI. An index without a count is an error. */
static int shard_of_scheduler(struct cmd *c, int64_t *i, int64_t *n)
{
	static const struct {
		const char *index, *count;
	} known[] = {{"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT"},
		     {"AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE"},
		     {"JOB_COMPLETION_INDEX", "SHARD_COUNT"},
		     {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"}};
	int64_t first = 0, step = 1;
	size_t k;

	for (k = 0; k < sizeof known / sizeof known[0]; k++) {
		int found = env_number(known[k].index, i);

		if (found == 0)
			continue;
		if (found < 0 || env_number(known[k].count, n) != 1)
			return cmd_usage(c, "%s is set and %s is not: a shard wants both", known[k].index,
					 known[k].count);
		if (k == 0 && env_number("SLURM_ARRAY_TASK_MIN", &first) >= 0 &&
		    env_number("SLURM_ARRAY_TASK_STEP", &step) >= 0 && step > 0)
			*i = (*i - first) / step;
		return 0;
	}
	return 0;
}

int filter_read(struct cmd *c, struct job_filter *f)
{
	const char *s = cmd_option(c, "shard");
	int64_t i = 0, n = 0;
	char *end;
	int rc;

	memset(f, 0, sizeof *f);
	f->customer = all_of(c, "customer", &f->customers);
	f->salesman = all_of(c, "salesman", &f->salesmen);
	if (s) {
		i = strtoll(s, &end, 10);
		n = *end == '/' ? strtoll(end + 1, &end, 10) : 0;
		if (*end || n < 1)
			return cmd_usage(c, "--shard %s: i/n is expected, as 0/4", s);
	} else if ((rc = shard_of_scheduler(c, &i, &n)) != 0) {
		return rc;
	}
	if (n > 0 && (i < 0 || i >= n || n > 100000))
		return cmd_usage(c, "shard %lld of %lld: the index counts from 0 and is below the count",
				 (long long)i, (long long)n);
	f->shard = (int32_t)i;
	f->shards = (int32_t)n;
	return 0;
}

/* Every word of a filter must be known: a typing error would else make nothing, without a word. */
static int known(struct cmd *c, const char *sql, const char *what, const char *const *list, int32_t n)
{
	struct known k = {0};
	int32_t i;
	int rc = known_read(c, &k, sql);

	for (i = 0; i < n && rc >= 0; i++)
		rc = known_check(c, &k, "the ledger", what, list[i]);
	return rc;
}

int filter_check(struct cmd *c, const struct job_filter *f)
{
	if (f->customers > 0 &&
	    known(c, "SELECT code FROM customer", "customer", f->customer, f->customers) < 0)
		return -1;
	if (f->salesmen > 0 &&
	    known(c, "SELECT code FROM staff UNION SELECT salesman FROM customer WHERE salesman IS NOT NULL",
		  "salesman", f->salesman, f->salesmen) < 0)
		return -1;
	return 0;
}

static int by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void words_add(struct cmd *c, struct text *t, const char *what, const char *const *list, int32_t n)
{
	const char **sorted = arena_alloc(c->arena, sizeof *sorted * (size_t)(n + 1));
	int32_t i;

	if (n == 0)
		return;
	memcpy(sorted, list, sizeof *sorted * (size_t)n);
	qsort(sorted, (size_t)n, sizeof *sorted, by_text);
	text_addf(t, "%s%s", t->len ? " " : "", what);
	for (i = 0; i < n; i++) {
		text_addc(t, i ? ',' : '=');
		text_json(t, sorted[i]);
	}
}

char *filter_words(struct cmd *c, const struct job_filter *f, const char *const *type, int32_t types)
{
	struct text t;
	char *s;

	text_init(&t);
	words_add(c, &t, "type", type, types);
	words_add(c, &t, "customer", f->customer, f->customers);
	words_add(c, &t, "salesman", f->salesman, f->salesmen);
	if (f->shards > 1)
		text_addf(&t, "%sshard=%d/%d", t.len ? " " : "", (int)f->shard, (int)f->shards);
	s = arena_dup(c->arena, t.len ? text_str(&t) : "all");
	text_done(&t);
	return s;
}
