/* jobs.c: runs the jobs queries and sorts their rows into papers and reasons. */
#include "plan/jobs.h"

#include <stdlib.h>
#include <string.h>

uint64_t job_hash(const char *subject)
{
	uint64_t h = 14695981039346656037u;

	for (; *subject; subject++)
		h = (h ^ (unsigned char)*subject) * 1099511628211u;
	return h;
}

static const char *param_text(const struct job *j, const char *name)
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

	for (name = named_subjects; *name; name++) {
		s = strcmp(*name, "customer") == 0   ? j->customer
		    : strcmp(*name, "salesman") == 0 ? j->salesman
		    : strcmp(*name, "case_id") == 0  ? j->case_id
						     : param_text(j, *name);
		if (s && *s)
			return s;
	}
	return "";
}

static int names_subject(const char *column)
{
	const char *const *name;

	for (name = named_subjects; *name && strcmp(*name, column) != 0; name++)
		;
	return *name != NULL;
}

static int in_list(const char *const *list, int32_t n, const char *s)
{
	int32_t i;

	for (i = 0; i < n; i++)
		if (s && strcmp(list[i], s) == 0)
			return 1;
	return n == 0;
}

static int wanted(const struct job *j, const struct job_filter *f)
{
	if (!in_list(f->customer, f->customers, j->customer) ||
	    !in_list(f->salesman, f->salesmen, j->salesman))
		return 0;
	return f->shards <= 1 || (int32_t)(job_hash(job_subject(j)) % (uint64_t)f->shards) == f->shard;
}

/* ---- one row ---- */

enum known { CUSTOMER, SALESMAN, LANGUAGE, LEVEL, KEY, REASON, FIRST_ON, SORT, CASE_ID, KNOWN };
static const char *const known_name[KNOWN] = {"customer", "salesman", "language", "level",  "key",
					      "reason",	  "first_on", "sort",	  "case_id"};

/* The columns of a jobs query; -1 where there is none. */
struct columns {
	int32_t at[KNOWN];
	int subject; /* one of the others may name the subject */
};

static int columns_read(const struct query *q, const struct job_type *t, struct columns *c, struct diag *d)
{
	int32_t i, k;

	for (k = 0; k < KNOWN; k++)
		c->at[k] = -1;
	c->subject = 0;
	for (i = 0; i < query_columns(q); i++) {
		for (k = 0; k < KNOWN; k++)
			if (strcmp(query_name(q, i), known_name[k]) == 0)
				c->at[k] = i;
		c->subject |= names_subject(query_name(q, i)) && c->at[CUSTOMER] != i &&
			      c->at[SALESMAN] != i && c->at[CASE_ID] != i;
	}
	for (k = 0; k <= REASON; k++)
		if (c->at[k] < 0 && k != CUSTOMER && k != SALESMAN && k != LEVEL)
			return diag(d, DIAG_PLAN_JOBS, &t->jobs->at, "jobs has no column %s", known_name[k]);
	return 0;
}

static const char *text_at(struct arena *a, const struct query *q, int32_t col)
{
	return col < 0 || query_null(q, col) ? NULL : arena_dup(a, query_text(q, col));
}

static void params_read(struct arena *a, const struct query *q, const struct columns *c, struct job *j)
{
	struct job_param *p = arena_alloc(a, sizeof *p * (size_t)(query_columns(q) + 1));
	int32_t i, k;

	for (i = 0; i < query_columns(q); i++) {
		for (k = 0; k < KNOWN && c->at[k] != i; k++)
			;
		if (k < KNOWN)
			continue;
		p[j->params].name = arena_dup(a, query_name(q, i));
		p[j->params].null = query_null(q, i);
		/* a route that is numbered names its paper all the same */
		if (!p[j->params].null && (query_is_text(q, i) || names_subject(query_name(q, i))))
			p[j->params].text = arena_dup(a, query_text(q, i));
		else
			p[j->params].value = query_int(q, i);
		j->params++;
	}
	j->param = p;
}

static int row_read(struct arena *a, const struct query *q, const struct job_type *t, const struct columns *c,
		    struct job *j, struct diag *d)
{
	const char *key = text_at(a, q, c->at[KEY]), *subject;

	j->customer = text_at(a, q, c->at[CUSTOMER]);
	j->salesman = text_at(a, q, c->at[SALESMAN]);
	j->case_id = text_at(a, q, c->at[CASE_ID]);
	j->language = language_among(a, t->languages, text_at(a, q, c->at[LANGUAGE]));
	j->sort = text_at(a, q, c->at[SORT]);
	j->reason = text_at(a, q, c->at[REASON]);
	j->level = c->at[LEVEL] < 0 ? 0 : (int32_t)query_int(q, c->at[LEVEL]);
	j->first_on = c->at[FIRST_ON] < 0 || query_null(q, c->at[FIRST_ON])
			      ? DATE_NONE
			      : (int32_t)query_int(q, c->at[FIRST_ON]);
	if (!j->reason || c->subject)
		params_read(a, q, c, j);
	subject = job_subject(j);
	if (!j->sort)
		j->sort = subject;
	if (key)
		j->key = arena_format(a, "%s|%s|%s", t->code, subject, key);
	if (!j->reason && (!key || !j->language))
		return diag(d, DIAG_PLAN_JOBS, &t->jobs->at, "the paper of %s for %s has no %s", t->code,
			    subject[0] ? subject : "nobody", key ? "language" : "key");
	return 0;
}

/* ---- all rows ---- */

static struct job *job_add(struct arena *a, struct job_list *l, const struct job *j)
{
	l->job = arena_room(a, l->job, &l->cap, l->n + 1, sizeof *l->job);
	l->job[l->n] = *j;
	return &l->job[l->n++];
}

static int is_issued(struct query *q, const char *key, struct diag *d)
{
	int rc;

	query_reset(q);
	query_bind_text(q, "key", key);
	rc = query_next(q, d);
	query_reset(q);
	return rc;
}

/* The open case that a customer's paper belongs to. */
static int case_of(struct query *q, struct arena *a, struct job *j, struct diag *d)
{
	int rc;

	query_reset(q);
	query_bind_text(q, "customer", j->customer);
	rc = query_next(q, d);
	if (rc == 1)
		j->case_id = arena_dup(a, query_text(q, 0));
	query_reset(q);
	return rc;
}

struct finder {
	struct arena *arena;
	struct diag *diag;
	struct query *issued, *case_of;
	const struct job_filter *filter;
	struct job_list *made, *why;
	struct job_context context;
};

static int type_rows(struct finder *f, struct db *b, const struct job_type *t, int32_t index)
{
	struct query *q = query_open_named(b, f->diag, t->jobs);
	struct job none = {.type = index};
	struct columns c;
	int rc = q ? columns_read(q, t, &c, f->diag) : -1;

	if (rc == 0) {
		job_bind(q, &none, t, &f->context);
		rc = 1;
	}
	while (rc == 1 && (rc = query_next(q, f->diag)) == 1) {
		struct job j = {.type = index, .first_on = DATE_NONE};

		if (row_read(f->arena, q, t, &c, &j, f->diag) < 0) {
			rc = -1;
			break;
		}
		if (!wanted(&j, f->filter))
			continue;
		if (j.key && f->filter->key_suffix)
			j.key = arena_format(f->arena, "%s|%s", j.key, f->filter->key_suffix);
		if (!j.reason) {
			int issued = is_issued(f->issued, j.key, f->diag);

			if (issued < 0 ||
			    (j.customer && !j.case_id && case_of(f->case_of, f->arena, &j, f->diag) < 0)) {
				rc = -1;
				break;
			}
			if (issued)
				j.reason = "already_issued";
		}
		if (!j.reason)
			job_add(f->arena, f->made, &j);
		else if (f->why)
			job_add(f->arena, f->why, &j);
	}
	query_close(q);
	return rc;
}

static int by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Everyone whom a stage's own query left out altogether: the view letter knows why. */
static int left_out(struct finder *f, struct db *b, const struct job_type *t, int32_t index,
		    int32_t made_from, int32_t why_from)
{
	struct query *q = query_open(b, f->diag,
				     "SELECT customer, salesman, reason, first_on FROM letter WHERE type = "
				     ":type ORDER BY customer",
				     NULL);
	const char **seen = arena_alloc(f->arena, sizeof *seen * (size_t)(f->made->n - made_from + f->why->n -
									  why_from + 1)),
		   *key;
	int32_t i, n = 0;
	int rc = q ? 1 : -1;

	for (i = made_from; i < f->made->n; i++)
		if (f->made->job[i].customer)
			seen[n++] = f->made->job[i].customer;
	for (i = why_from; i < f->why->n; i++)
		if (f->why->job[i].customer)
			seen[n++] = f->why->job[i].customer;
	qsort(seen, (size_t)n, sizeof *seen, by_text);
	if (q)
		query_bind_text(q, "type", t->code);
	while (rc == 1 && (rc = query_next(q, f->diag)) == 1) {
		struct job j = {.type = index, .first_on = DATE_NONE, .sort = ""};

		key = query_text(q, 0);
		if (bsearch(&key, seen, (size_t)n, sizeof *seen, by_text))
			continue;
		j.customer = arena_dup(f->arena, key);
		j.salesman = text_at(f->arena, q, 1);
		j.reason = arena_dup(f->arena, query_text(q, 2));
		if (!query_null(q, 3))
			j.first_on = (int32_t)query_int(q, 3);
		if (wanted(&j, f->filter))
			job_add(f->arena, f->why, &j);
	}
	query_close(q);
	return rc;
}

static int by_delivery(const void *x, const void *y)
{
	const struct job *a = x, *b = y;
	int c = a->type < b->type ? -1 : a->type > b->type;

	if (c == 0)
		c = strcmp(a->sort, b->sort);
	if (c == 0)
		c = strcmp(a->customer ? a->customer : "", b->customer ? b->customer : "");
	if (c == 0)
		c = strcmp(a->key ? a->key : "", b->key ? b->key : "");
	return c;
}

int jobs_find(struct arena *a, struct diag *d, struct db *snapshot, const struct job_type *type,
	      int32_t types, const struct job_filter *filter, struct job_list *made, struct job_list *why)
{
	struct finder f = {a, d, NULL, NULL, filter, made, why, {DATE_NONE, "", "en"}};
	struct query *info =
		query_open(snapshot, d, "SELECT as_of, run, default_language FROM run_info", NULL);
	int32_t i, made_from, why_from;
	int rc = info ? query_next(info, d) : -1;

	if (rc == 1) {
		f.context.as_of = (int32_t)query_int(info, 0);
		f.context.run = arena_dup(a, query_text(info, 1));
		f.context.default_language = arena_dup(a, query_text(info, 2));
		rc = 0;
	}
	query_close(info);
	f.issued = query_open(snapshot, d,
			      "SELECT 1 FROM paper WHERE key = :key AND state NOT IN ('cancelled', 'failed')",
			      NULL);
	f.case_of = query_open(snapshot, d, "SELECT id FROM case_now WHERE customer = :customer", NULL);
	if (!f.issued || !f.case_of)
		rc = -1;
	for (i = 0; i < types && rc == 0; i++) {
		if (!type[i].jobs)
			continue;
		made_from = made->n;
		why_from = why ? why->n : 0;
		rc = type_rows(&f, snapshot, &type[i], i);
		if (rc == 0 && why)
			rc = left_out(&f, snapshot, &type[i], i, made_from, why_from);
	}
	query_close(f.issued);
	query_close(f.case_of);
	if (made->n > 0)
		qsort(made->job, (size_t)made->n, sizeof *made->job, by_delivery);
	if (why && why->n > 0)
		qsort(why->job, (size_t)why->n, sizeof *why->job, by_delivery);
	for (i = 0; i < made->n; i++)
		made->job[i].seq = i + 1;
	return rc;
}

/* ---- parameters ---- */

void job_bind(struct query *q, const struct job *j, const struct job_type *t, const struct job_context *c)
{
	int32_t i;

	query_bind_int(q, "as_of", c->as_of);
	query_bind_text(q, "run", c->run);
	query_bind_text(q, "default_language", c->default_language);
	query_bind_int(q, "asked", t->asked);
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
