/* job.c: one job: whom it is about, what its queries are given, and what is read of them. */
#include "plan/jobs.h"

#include <string.h>

uint64_t job_hash(const char *subject)
{
	uint64_t h = HASH_FIRST;

	for (; *subject; subject++)
		h = hash_next(h, *subject);
	return h;
}

const char *job_param_text(const struct job *j, const char *name)
{
	int32_t i;

	for (i = 0; i < j->params; i++)
		if (strcmp(j->param[i].name, name) == 0)
			return j->param[i].text;
	return NULL;
}

const char *job_subject(const struct job *j)
{
	const char *const *name, *s;

	if (j->subject)
		return j->subject;
	for (name = named_subjects; *name; name++) {
		s = strcmp(*name, "customer") == 0   ? j->customer
		    : strcmp(*name, "salesman") == 0 ? j->salesman
		    : strcmp(*name, "case_id") == 0  ? j->case_id
						     : job_param_text(j, *name);
		if (s && *s)
			return s;
	}
	return "";
}

void job_bind(struct query *q, const struct job *j, const struct job_type *t, const struct job_context *c)
{
	int32_t i;

	query_bind_int(q, "as_of", c->as_of);
	query_bind_text(q, "run", c->run);
	query_bind_text(q, "default_language", c->default_language);
	query_bind_int(q, "asked", t->asked);
	query_bind_int(q, "explain", 0);
	query_bind_text(q, "type", t->code);
	query_bind_text(q, "subject", job_subject(j));
	query_bind_text(q, "customer", j->customer);
	query_bind_text(q, "salesman", j->salesman);
	query_bind_text(q, "case_id", j->case_id);
	query_bind_text(q, "number", j->number);
	query_bind_text(q, "language", j->language);
	query_bind_text(q, "key", j->key);
	query_bind_int(q, "level", j->level);
	for (i = 0; i < j->params; i++) {
		if (j->param[i].null)
			query_bind_null(q, j->param[i].name);
		else if (j->param[i].text)
			query_bind_text(q, j->param[i].name, j->param[i].text);
		else
			query_bind_int(q, j->param[i].name, j->param[i].value);
	}
}

void job_params_json(const struct job *j, struct text *t)
{
	int32_t i;

	text_addc(t, '{');
	for (i = 0; i < j->params; i++) {
		if (i)
			text_addc(t, ',');
		text_json(t, j->param[i].name);
		text_addc(t, ':');
		if (j->param[i].null)
			text_adds(t, "null");
		else if (j->param[i].text)
			text_json(t, j->param[i].text);
		else
			text_addint(t, j->param[i].value);
	}
	text_addc(t, '}');
}

int job_params_read(struct arena *a, struct diag *d, struct db *b, const char *json, struct job *j)
{
	struct query *q = query_open(b, d, "SELECT key, type, value FROM json_each(:json)", NULL);
	struct job_param *p = NULL;
	int32_t cap = 0;
	int rc = q ? 1 : -1;

	if (q)
		query_bind_text(q, "json", json);
	j->params = 0;
	while (rc == 1 && (rc = query_next(q, d)) == 1) {
		p = arena_room(a, p, &cap, j->params + 1, sizeof *p);
		p[j->params].name = arena_dup(a, query_text(q, 0));
		p[j->params].null = strcmp(query_text(q, 1), "null") == 0;
		p[j->params].text =
			strcmp(query_text(q, 1), "text") == 0 ? arena_dup(a, query_text(q, 2)) : NULL;
		p[j->params].value = query_int(q, 2);
		j->params++;
	}
	j->param = p;
	query_close(q);
	return rc;
}

static const struct query_want want_jobs[JOBS_COLUMNS] = {
#define JOB(id, name, kind, need, meaning) [JOBS_##id] = {name, kind, need},
#include "db/named.def"
};

static const struct query_want want_covers[COVERS_COLUMNS] = {
	[COVERS_ENTRY] = {"entry", WANT_INT, WANT_ALWAYS},
	[COVERS_CURRENCY] = {"currency", WANT_TEXT, WANT_ALWAYS},
	[COVERS_OUTSTANDING] = {"outstanding", WANT_INT, WANT_ALWAYS}};

/* Of a paper that is no customer's, each row says whose it is. */
static const struct query_want want_totals[TOTALS_COLUMNS] = {
	[TOTALS_CURRENCY] = {"currency", WANT_TEXT, WANT_ALWAYS},
	[TOTALS_AMOUNT] = {"amount", WANT_INT, WANT_ALWAYS},
	[TOTALS_CUSTOMER] = {"customer", WANT_TEXT, WANT_MAYBE}};

/* charges: what of the amount is no item. */
static const struct query_want want_covered[COVERED_COLUMNS] = {
	[COVERED_CURRENCY] = {"currency", WANT_TEXT, WANT_ALWAYS},
	[COVERED_AMOUNT] = {"amount", WANT_INT, WANT_ALWAYS},
	[COVERED_CHARGES] = {"charges", WANT_INT, WANT_MAYBE}};

/* Texts: rule is a key of the policy. */
static const struct query_want want_breaches[BREACHES_COLUMNS] = {
	[BREACHES_RULE] = {"rule", WANT_TEXT, WANT_ALWAYS},
	[BREACHES_BREACH] = {"breach", WANT_TEXT, WANT_ALWAYS},
	[BREACHES_SOURCE] = {"source", WANT_TEXT, WANT_ALWAYS}};

static const struct query_want want_recipients[RECIPIENTS_COLUMNS] = {
	[RECIPIENTS_NAME] = {"name", WANT_TEXT, WANT_ALWAYS},
	[RECIPIENTS_EMAIL] = {"email", WANT_TEXT, WANT_ALWAYS}};

static const struct query_want want_encloses[ENCLOSES_COLUMNS] = {
	[ENCLOSES_TYPE] = {"type", WANT_TEXT, WANT_ALWAYS}};

const struct named_reader job_readers[JOB_READERS] = {
	[READ_JOBS] = {"jobs", want_jobs, JOBS_COLUMNS, NULL},
	[READ_COVERS] = {"covers", want_covers, COVERS_COLUMNS, NULL},
	[READ_TOTALS] = {"totals", want_totals, TOTALS_COLUMNS, NULL},
	[READ_COVERED] = {"covered", want_covered, COVERED_COLUMNS, NULL},
	[READ_BREACHES] = {"breaches", want_breaches, BREACHES_COLUMNS, NULL},
	[READ_RECIPIENTS] = {"recipients", want_recipients, RECIPIENTS_COLUMNS, NULL},
	[READ_ENCLOSES] = {"encloses", want_encloses, ENCLOSES_COLUMNS, NULL}};

int job_columns(struct query *q, struct diag *d, enum job_reader r, int32_t *at)
{
	return query_column(q, d, job_readers[r].want, job_readers[r].wants, at);
}
