/* because.c: each condition of a type for a customer, as a table. */
#include "cli/list.h"
#include "run/because.h"

#include <string.h>

#include "cli/screen.h"
#include "run/freeze.h"

static const struct job *job_of(const struct job_list *l, int32_t type, const char *customer)
{
	int32_t i;

	for (i = 0; i < l->n; i++)
		if (l->job[i].type == type && l->job[i].customer && strcmp(l->job[i].customer, customer) == 0)
			return &l->job[i];
	return NULL;
}

/* As data, and the term that people read. */
static const char *no(const struct cmd *c)
{
	return c->json || c->csv ? "NO" : "no";
}

/* For people in the house's language. */
static const char *meaning_of(struct cmd *c, const char *term)
{
	const char *said =
		c->json || c->csv ? NULL : screen_label(screen_of(c), arena_format(c->arena, "met_%s", term));

	return said ? said : condition_meaning(term);
}

static void row(struct cmd *c, struct out_table *o, const char *type, const char *customer,
		const struct condition *is)
{
	const char *meaning = meaning_of(c, is->term);

	out_cell(o, type);
	out_cell(o, customer);
	out_cell(o, is->met ? "yes" : no(c));
	if (c->json || c->csv)
		out_cell(o, is->term);
	out_cell(o, meaning ? meaning : is->term);
	out_cell(o, is->value);
	out_cell_date(o, is->met ? DATE_NONE : is->until);
}

/* What comes of them all. */
static void verdict(struct cmd *c, struct out_table *o, const char *type, const char *customer,
		    const struct job *made, const struct job *why)
{
	out_cell(o, type);
	out_cell(o, customer);
	out_cell(o, made ? "yes" : no(c));
	if (c->json || c->csv)
		out_cell(o, "made");
	out_cell(o, meaning_of(c, "made"));
	out_cell(o, made ? made->key : NULL);
	out_cell_date(o, why ? why->first_on : DATE_NONE);
}

static int one(struct cmd *c, struct db *snapshot, struct out_table *o, const struct job_type *t,
	       const struct job_context *k, const char *customer, const struct job *made,
	       const struct job *why)
{
	struct job none = {.reason = "not_of_customers", .first_on = DATE_NONE};
	struct conditions l = {0};
	int32_t i;

	if (!made && !why)
		why = &none;
	if (conditions_find(c->arena, c->diag, snapshot, t, k, customer, why, &l) < 0)
		return -1;
	for (i = 0; i < l.n; i++)
		row(c, o, t->code, customer, &l.item[i]);
	verdict(c, o, t->code, customer, made, why);
	return 0;
}

int because_print(struct cmd *c, struct db *snapshot, const struct types *t, const struct job_filter *f,
		  const struct job_list *made, const struct job_list *why)
{
	struct out_table *o = list_open(LIST_conditions, c->json || c->csv);
	struct job_context k;
	int32_t i, n;
	int rc = freeze_context(c->arena, c->diag, snapshot, &k);

	for (i = 0; i < t->n && rc == 0; i++)
		for (n = 0; n < f->customers && rc == 0; n++)
			rc = one(c, snapshot, o, &t->type[i], &k, f->customer[n],
				 job_of(made, i, f->customer[n]), job_of(why, i, f->customer[n]));
	if (rc == 0)
		out_close(c, o);
	else
		out_drop(o);
	return rc;
}

/* The job of the whole plan that says which letter goes instead; NULL: none does. */
static const struct job *stronger_of(const struct types *all, const struct job_list *held, const char *type,
				     const char *customer)
{
	int32_t i;

	for (i = 0; i < held->n; i++)
		if (held->job[i].stronger && strcmp(all->type[held->job[i].type].code, type) == 0 &&
		    strcmp(held->job[i].customer, customer) == 0)
			return &held->job[i];
	return NULL;
}

int because_stronger(struct cmd *c, struct db *snapshot, const struct types *t, const struct job_filter *f,
		     struct job_list *made, struct job_list *why)
{
	struct job_list whole = {0}, held = {0};
	const struct job *by;
	struct types all;
	int32_t i, kept = 0;

	if (made->n == 0 || t->fact[0].internal)
		return 0;
	if (types_read(c, NULL, 0, &all) != 0)
		return -1;
	for (i = 0; i < all.n; i++)
		all.type[i].asked = strcmp(all.type[i].code, t->type[0].code) == 0;
	if (jobs_find(c->arena, c->diag, snapshot, all.type, all.n, f, &whole, &held) < 0)
		return -1;
	for (i = 0; i < made->n; i++) {
		struct job j = made->job[i];

		by = j.customer ? stronger_of(&all, &held, t->type[0].code, j.customer) : NULL;
		if (!by) {
			made->job[kept++] = j;
			continue;
		}
		j.reason = by->reason;
		j.stronger = by->stronger;
		j.first_on = by->first_on;
		job_list_add(c->arena, why, &j);
	}
	made->n = kept;
	return 0;
}

int because_nothing(struct cmd *c, int32_t as_of, const struct types *t, const struct job_filter *f)
{
	struct db *snapshot = freeze_memory(c, as_of, "");
	struct job_list made = {0}, why = {0};
	int rc = snapshot ? jobs_find(c->arena, c->diag, snapshot, t->type, t->n, f, &made, &why) : -1;

	if (rc == 0)
		rc = because_print(c, snapshot, t, f, &made, &why);
	db_close(snapshot);
	return rc;
}
