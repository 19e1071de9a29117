/* jobs.c: runs the jobs queries and sorts their rows into papers and reasons. */
#include "plan/jobs.h"

#include <stdlib.h>
#include <string.h>

#include "plan/excepted.h"
#include "plan/issued.h"
#include "plan/snapshot.h"
#include "plan/strongest.h"
#include "plan/unless.h"

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

static int takes_all(const struct job_filter *f)
{
	return f->customers == 0 && f->salesmen == 0 && f->shards <= 1;
}

/* ---- one row ---- */

/* The columns of a jobs query; -1 where there is none. params: how many others it has, which are parameters
 * of all its queries; so are subjects that have no field of their own in a job. */
struct columns {
	int32_t at[JOBS_COLUMNS], params;
	int subject; /* one of those names the subject */
	struct unlesses unless;
};

/* Those that a job has a field for. */
static int has_field(int32_t column)
{
	return column != JOBS_SUBJECT && column != JOBS_REGION && column != JOBS_ROUTE &&
	       column != JOBS_COMPANY;
}

static int columns_read(struct arena *a, struct query *q, struct columns *c, struct diag *d)
{
	int32_t k;

	if (job_columns(q, d, READ_JOBS, c->at) < 0)
		return -1;
	unless_find(a, q, &c->unless);
	c->params = query_columns(q) - c->unless.columns;
	c->subject = 0;
	for (k = 0; k < JOBS_COLUMNS; k++)
		if (c->at[k] >= 0 && has_field(k))
			c->params--;
		else if (c->at[k] >= 0)
			c->subject = 1;
	return 0;
}

/* Borrowed until the query's next step. */
static const char *text_at(const struct query *q, int32_t col)
{
	return col < 0 || query_null(q, col) ? NULL : query_text(q, col);
}

static int32_t day_at(const struct query *q, int32_t col)
{
	return col < 0 || query_null(q, col) ? DATE_NONE : (int32_t)query_int(q, col);
}

static void params_read(struct arena *a, const struct query *q, const struct columns *c, struct job *j)
{
	struct job_param *p;
	int32_t i, k;

	if (c->params == 0)
		return;
	j->param = p = arena_alloc(a, sizeof *p * (size_t)c->params);
	for (i = 0; i < query_columns(q); i++) {
		for (k = 0; k < JOBS_COLUMNS && (c->at[k] != i || !has_field(k)); k++)
			;
		if (k < JOBS_COLUMNS || unless_column(query_name(q, i)))
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
}

/* The first column of a subject that says something, as job_subject has it. */
static const char *subject_of(const struct query *q, const struct columns *c)
{
	static const int32_t order[] = {JOBS_SUBJECT, JOBS_CUSTOMER, JOBS_SALESMAN, JOBS_REGION,
					JOBS_ROUTE,   JOBS_CASE_ID,  JOBS_COMPANY};
	const char *s = NULL;

	for (size_t i = 0; i < sizeof order / sizeof order[0] && (!s || !*s); i++)
		s = text_at(q, c->at[order[i]]);
	return s ? s : "";
}

/* The row as it stands in the query: most rows are only looked at. key is the query's own. */
static int row_read(const struct query *q, const struct job_type *t, const struct columns *c, struct job *j,
		    struct diag *d)
{
	const struct unless *unless;

	j->subject = subject_of(q, c);
	j->customer = text_at(q, c->at[JOBS_CUSTOMER]);
	j->salesman = text_at(q, c->at[JOBS_SALESMAN]);
	j->case_id = text_at(q, c->at[JOBS_CASE_ID]);
	j->language = text_at(q, c->at[JOBS_LANGUAGE]);
	j->sort = text_at(q, c->at[JOBS_SORT]);
	j->reason = text_at(q, c->at[JOBS_REASON]);
	j->key = text_at(q, c->at[JOBS_KEY]);
	j->level = (int32_t)query_int(q, c->at[JOBS_LEVEL]);
	j->first_on = day_at(q, c->at[JOBS_FIRST_ON]);
	unless = j->reason ? NULL : unless_first(q, &c->unless);
	if (unless) {
		j->reason = unless->term;
		j->first_on = day_at(q, unless->until);
	}
	if (!j->sort)
		j->sort = j->subject;
	if (!j->reason && (!j->key || !j->language))
		return diag(d, DIAG_PLAN_JOBS, &t->jobs->at, "the paper of %s for %s has no %s", t->code,
			    j->subject[0] ? j->subject : "nobody", j->key ? "language" : "key");
	return 0;
}

/* Makes the row the arena's own; key gets the type and the subject. What many rows say is kept once. */
static void row_keep(struct arena_texts *kept, const struct job_type *t, const char *key_suffix,
		     struct job *j)
{
	if (j->key)
		j->key = arena_format(kept->arena, "%s|%s|%s%s%s", t->code, j->subject, j->key,
				      key_suffix ? "|" : "", key_suffix ? key_suffix : "");
	j->sort = arena_text(kept, j->sort);
	j->subject = arena_text(kept, j->subject);
	j->customer = arena_text(kept, j->customer);
	j->salesman = arena_text(kept, j->salesman);
	j->case_id = arena_text(kept, j->case_id);
	j->language =
		arena_text(kept, language_among(kept->arena, t->languages, arena_text(kept, j->language)));
	j->reason = arena_text(kept, j->reason);
}

/* ---- all rows ---- */

void job_list_add(struct arena *a, struct job_list *l, const struct job *j)
{
	if (l->count) {
		l->count[j->type]++;
		return;
	}
	if (l->take) {
		l->take(l->ctx, j);
		return;
	}
	l->job = arena_extend(a, l->job, &l->cap, l->n + 1, sizeof *l->job);
	l->job[l->n++] = *j;
}

/* Whom a type's own query spoke of. */
struct seen {
	int staged; /* the type is a stage's: of others nobody asks */
	const char **customer;
	int32_t n, cap, at; /* at: how far left_count has come */
};

struct finder {
	struct arena *arena;
	struct arena_texts kept; /* in the arena */
	struct diag *diag;
	struct issued issued;
	struct excepted excepted;
	struct case_list open;
	const struct job_filter *filter;
	const struct job_type *type;
	struct job_list *made, *why;
	int brief; /* of a row with a reason nothing is kept, and no filter leaves one out */
	struct job_context context;
	struct seen *seen;    /* by type */
	struct arena scratch; /* their names */
};

/* A row without a reason is a paper, unless it was issued before. */
static int made_or_issued(struct finder *f, const struct query *q, const struct columns *c, struct job *j)
{
	int issued = issued_has(&f->issued, j->key, f->diag), excepted;

	if (issued < 0)
		return -1;
	if (j->customer && !j->case_id)
		j->case_id = case_find(&f->open, j->customer);
	if (issued)
		j->reason = "already_issued";
	else if ((excepted = excepted_has(&f->excepted, job_subject(j), f->type[j->type].code, &j->first_on,
					  f->diag)) < 0)
		return -1;
	else if (excepted)
		j->reason = "taken_out";
	/* of one that was issued too: it can be looked at again */
	params_read(f->arena, q, c, j);
	return 0;
}

static void seen_add(struct finder *f, struct seen *s, const char *customer)
{
	s->customer = arena_room(&f->scratch, s->customer, &s->cap, s->n + 1, sizeof *s->customer);
	s->customer[s->n++] = arena_text(&f->kept, customer);
}

/* Most rows of a large house have a reason and are at most counted: of those nothing else is looked at. */
static int only_counted(struct finder *f, const struct query *q, const struct columns *c, int32_t type)
{
	const char *customer;

	if (!f->brief || (query_null(q, c->at[JOBS_REASON]) && !unless_first(q, &c->unless)))
		return 0;
	if (f->why && f->seen[type].staged && (customer = text_at(q, c->at[JOBS_CUSTOMER])))
		seen_add(f, &f->seen[type], customer);
	if (f->why)
		f->why->count[type]++;
	return 1;
}

static int one_row(struct finder *f, const struct query *q, const struct job_type *t, const struct columns *c,
		   struct job *j)
{
	if (row_read(q, t, c, j, f->diag) < 0)
		return -1;
	if (!wanted(j, f->filter))
		return 0;
	if (f->why && j->customer && f->seen[j->type].staged)
		seen_add(f, &f->seen[j->type], j->customer);
	if (j->reason && (!f->why || f->why->count || f->why->take)) {
		if (f->why)
			job_list_add(f->arena, f->why, j);
		return 0;
	}
	row_keep(&f->kept, t, f->filter->key_suffix, j);
	if (j->reason)
		params_read(f->arena, q, c, j);
	if (!j->reason && made_or_issued(f, q, c, j) < 0)
		return -1;
	if (!j->reason)
		job_list_add(f->arena, f->made, j);
	else if (f->why)
		job_list_add(f->arena, f->why, j);
	return 0;
}

static int type_rows(struct finder *f, struct db *b, const struct job_type *t, int32_t index)
{
	struct query *q = query_open_named(b, f->diag, t->jobs);
	struct job none = {.type = index};
	struct columns c;
	int rc = q ? columns_read(&f->scratch, q, &c, f->diag) : -1;

	if (rc == 0) {
		job_bind(q, &none, t, &f->context);
		rc = 1;
	}
	while (rc == 1 && (rc = query_next(q, f->diag)) == 1) {
		struct job j = {.type = index, .first_on = DATE_NONE};

		if (!only_counted(f, q, &c, index) && one_row(f, q, t, &c, &j) < 0)
			rc = -1;
	}
	query_close(q);
	return rc;
}

static int by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static int has_seen(const struct seen *s, const char *customer)
{
	return s->n > 0 && bsearch(&customer, s->customer, (size_t)s->n, sizeof *s->customer, by_text);
}

static int32_t type_find(const struct job_type *type, int32_t types, const char *code)
{
	int32_t i = 0;

	while (i < types && (!type[i].jobs || strcmp(type[i].code, code) != 0))
		i++;
	return i;
}

static int staged_read(struct finder *f, struct db *b, const struct job_type *type, int32_t types)
{
	struct query *q = query_open(b, f->diag, "SELECT DISTINCT type FROM stage", NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, f->diag)) == 1)
		f->seen[type_find(type, types, query_text(q, 0))].staged = 1;
	query_close(q);
	return rc;
}

static void seen_sort(struct finder *f, int32_t types)
{
	int32_t i;

	for (i = 0; i < types; i++)
		if (f->seen[i].n > 0)
			qsort(f->seen[i].customer, (size_t)f->seen[i].n, sizeof *f->seen[i].customer,
			      by_text);
}

/* Everyone whom a stage's own query left out altogether: the view letter knows why. */
static int left_out(struct finder *f, struct db *b, const struct job_type *type, int32_t types)
{
	struct query *q =
		query_open(b, f->diag, "SELECT type, customer, salesman, reason, first_on FROM letter", NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, f->diag)) == 1) {
		struct job j = {.first_on = DATE_NONE, .sort = ""};

		j.type = type_find(type, types, query_text(q, 0));
		j.customer = query_text(q, 1);
		j.salesman = text_at(q, 2);
		if (j.type == types || has_seen(&f->seen[j.type], j.customer) || !wanted(&j, f->filter))
			continue;
		j.reason = query_text(q, 3);
		if (!query_null(q, 4))
			j.first_on = (int32_t)query_int(q, 4);
		row_keep(&f->kept, &type[j.type], NULL, &j);
		job_list_add(f->arena, f->why, &j);
	}
	query_close(q);
	return rc;
}

/* A type that the view letter has a row of, for each customer on the track. */
struct offer {
	const char *track;
	int32_t type;
};

static int offers_read(struct finder *f, struct db *b, const struct job_type *type, int32_t types,
		       struct offer **offer, int32_t *n)
{
	struct query *q = query_open(b, f->diag, "SELECT track, type FROM letter_type", NULL);
	int32_t cap = 0, k;
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, f->diag)) == 1) {
		k = type_find(type, types, query_text(q, 1));
		if (k == types)
			continue;
		*offer = arena_room(&f->scratch, *offer, &cap, *n + 1, sizeof **offer);
		(*offer)[(*n)++] = (struct offer){arena_dup(&f->scratch, query_text(q, 0)), k};
	}
	query_close(q);
	return rc;
}

/* Both are asked in the order of customers. */
static int seen_next(struct seen *s, const char *customer)
{
	while (s->at < s->n && strcmp(s->customer[s->at], customer) < 0)
		s->at++;
	return s->at < s->n && strcmp(s->customer[s->at], customer) == 0;
}

/* How many left_out would find, without asking why. */
static int left_count(struct finder *f, struct db *b, const struct job_type *type, int32_t types)
{
	struct offer *offer = NULL;
	int32_t i, n = 0;
	struct query *q =
		offers_read(f, b, type, types, &offer, &n) == 0
			? query_open(b, f->diag,
				     "SELECT customer, salesman, track FROM dunning ORDER BY customer", NULL)
			: NULL;
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, f->diag)) == 1) {
		struct job j = {.customer = query_text(q, 0), .salesman = text_at(q, 1)};

		if (!wanted(&j, f->filter))
			continue;
		for (i = 0; i < n; i++)
			if (strcmp(offer[i].track, query_text(q, 2)) == 0 &&
			    !seen_next(&f->seen[offer[i].type], j.customer))
				f->why->count[offer[i].type]++;
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
	struct finder f = {.arena = a,
			   .kept = {.arena = a},
			   .diag = d,
			   .filter = filter,
			   .type = type,
			   .made = made,
			   .why = why,
			   .brief = (!why || why->count) && takes_all(filter),
			   .context = {DATE_NONE, "", "en"}};
	struct query *info =
		query_open(snapshot, d, "SELECT as_of, run, default_language FROM run_info", NULL);
	int32_t i;
	int rc = info ? query_next(info, d) : -1;

	arena_init(&f.scratch);
	f.seen = arena_alloc(&f.scratch, sizeof *f.seen * (size_t)(types + 1));
	if (rc == 1) {
		f.context.as_of = (int32_t)query_int(info, 0);
		f.context.run = arena_dup(a, query_text(info, 1));
		f.context.default_language = arena_dup(a, query_text(info, 2));
		rc = case_list_read(a, snapshot, &f.open, d);
	}
	query_close(info);
	if (rc == 0)
		rc = issued_open(&f.issued, &f.scratch, snapshot, takes_all(filter), d);
	if (rc == 0)
		rc = staged_read(&f, snapshot, type, types);
	if (rc == 0)
		rc = filter->key_suffix ? 0 : excepted_open(&f.excepted, snapshot, f.context.as_of, d);
	for (i = 0; i < types && rc == 0; i++) {
		if (!type[i].jobs)
			continue;
		rc = type_rows(&f, snapshot, &type[i], i);
	}
	if (rc == 0)
		rc = jobs_strongest(a, d, snapshot, type, types, made, why);
	if (why)
		seen_sort(&f, types);
	if (rc == 0 && why)
		rc = why->count ? left_count(&f, snapshot, type, types) : left_out(&f, snapshot, type, types);
	issued_close(&f.issued);
	excepted_close(&f.excepted);
	arena_done(&f.scratch);
	if (made->n > 0)
		qsort(made->job, (size_t)made->n, sizeof *made->job, by_delivery);
	if (why && why->n > 0)
		qsort(why->job, (size_t)why->n, sizeof *why->job, by_delivery);
	for (i = 0; i < made->n; i++)
		made->job[i].seq = i + 1;
	return rc;
}
