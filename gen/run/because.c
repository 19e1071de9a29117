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

/* What stands beside a condition, as the queries put it together, and the label that people read. dated: the
 * last part is a day, maybe with ": " and a word behind it. */
static const struct said {
	const char *pattern, *label;
	int dated;
} all_said[] = {{"%1 goes first", "is_first", 0},
		{"the first is overdue on %1", "is_overdue_on", 1},
		{"since %1", "is_since", 1},
		{"%1 days, the stage begins at %2", "is_days", 0},
		{"%1 from %2 days on", "is_from", 0},
		{"not yet for %1", "is_not_yet", 0},
		{"asked for by name, from an age of %1 on", "is_named_from", 0},
		{"of a later stage, and no notice was given yet", "is_later", 0},
		{"due before %1", "is_due_before", 1},
		{"asked for by name: any day", "is_named_any", 0},
		{"asked for by name", "is_named", 0},
		{"%1 is not said", "is_unsaid", 0},
		{"%1 due, minimum %2", "is_minimum", 0},
		{"promised for %1", "is_promised", 1},
		{"%1 promised for %2", "is_promise", 1},
		{"%1, next instalment %2", "is_instalment", 1},
		{"said on %1", "is_said_on", 1},
		{"%1 of %2", "is_issued", 1}};

/* The parts of a value that has a pattern's form, in the arena. 0: it has not. */
static int parts_of(struct arena *a, const char *pattern, const char *value, const char *part[2])
{
	const char *first = strstr(pattern, "%1"), *second = strstr(pattern, "%2"), *end;
	const size_t before = first ? (size_t)(first - pattern) : 0, len = strlen(value);
	size_t tail;

	part[0] = part[1] = NULL;
	if (!first)
		return strcmp(pattern, value) == 0;
	if (strncmp(pattern, value, before) != 0)
		return 0;
	tail = strlen((second ? second : first) + 2);
	if (len < before + tail || strcmp(value + len - tail, (second ? second : first) + 2) != 0)
		return 0;
	value += before;
	end = value + len - before - tail;
	if (second) {
		const char *middle = arena_dupn(a, first + 2, (size_t)(second - first) - 2);
		const char *at = strstr(value, middle);

		if (!at || at + strlen(middle) >= end)
			return 0;
		part[1] = arena_dupn(a, at + strlen(middle), (size_t)(end - at) - strlen(middle));
		end = at;
	}
	part[0] = arena_dupn(a, value, (size_t)(end - value));
	return end > value;
}

/* "2026-09-05", "2026-09-05: broken" as people read it; NULL: it is no day. */
static const char *day_said(struct cmd *c, const char *s)
{
	const struct screen *in = screen_of(c);
	const size_t n = strcspn(s, ":");
	const int32_t day = date_parse(s, n);
	const char *word = strncmp(s + n, ": ", 2) == 0 ? screen_term(in, s + n + 2) : NULL;
	char buf[LOCALE_MAX];

	if (day == DATE_NONE || (s[n] && strncmp(s + n, ": ", 2) != 0))
		return NULL;
	return arena_format(c->arena, "%s%s%s", screen_day(in, day, buf), s[n] ? ": " : "",
			    word   ? word
			    : s[n] ? s + n + 2
				   : "");
}

/* For people in the house's language; what is none of ours stands as it is. */
static const char *value_said(struct cmd *c, const char *value)
{
	const char *part[2], *term, **last;

	if (c->json || c->csv || !value)
		return value;
	for (size_t i = 0; i < sizeof all_said / sizeof *all_said; i++) {
		if (!parts_of(c->arena, all_said[i].pattern, value, part))
			continue;
		last = &part[part[1] != NULL];
		if (all_said[i].dated && !(*last = day_said(c, *last)))
			continue;
		return screen_said(screen_of(c), all_said[i].label, part[0], part[1]);
	}
	term = screen_term(screen_of(c), value);
	return term ? term : value;
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
	out_cell(o, value_said(c, is->value));
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
