/* idle.c: keys that the house says and nothing reads. */
#include "run/idle.h"

#include <string.h>

#include "db/canonical.h"
#include "layout/layout.h"

/* Families of keys that go on with a type of document, and how one knows that the type asks its key. */
static const struct family {
	const char *name;
	enum { BY_QUERY, BY_STAGE, BY_COPIES, BY_LETTER } how;
} family[] = {
	{"pay_days.", BY_QUERY},    {"least_days.", BY_QUERY}, {"make.", BY_QUERY}, {"visit_age.", BY_QUERY},
	{"repeat_days.", BY_STAGE}, {"copies.", BY_COPIES},    {"fee.", BY_LETTER},
};

/* Families that go on with a word of a report's query. */
static const struct worded {
	const char *name, *file, *words;
} worded[] = {
	{"posting.", "provisions.sql", "provision write_off"},
	{"kpi_ratio.", "kpi-ratios.sql", "salesman supervisor channel_manager sales_director"},
};

/* A type of the house, read as far as its queries and blocks go. */
struct asker {
	const char *code;
	const struct named_file *queries;
	const struct layout *layout;
};

struct idle {
	struct cmd *c;
	struct db *snapshot;
	struct asker *type;
	int32_t n;
};

static int askers_read(struct idle *d)
{
	struct cmd *c = d->c;
	const struct layout_stem *stem;
	const struct named_file *common;
	struct layout_parts parts = {0};
	const struct layout *l;
	int32_t i, n;

	if (layout_find_all(c->arena, c->diag, c->house, &stem, &n) < 0 ||
	    layout_shared_read(c->arena, c->diag, c->house, &common) < 0)
		return -1;
	d->type = arena_alloc(c->arena, sizeof *d->type * (size_t)(n + 1));
	for (i = 0; i < n; i++) {
		l = layout_read_among(c->arena, c->diag, c->house, common, &parts, stem[i].stem);
		if (l)
			d->type[d->n++] = (struct asker){stem[i].code, l->own, l};
	}
	return 0;
}

/* True when a query of the file has the text. */
static int is_said(const struct named_file *f, const char *text)
{
	int32_t i;

	for (i = 0; f && i < f->n; i++)
		if (strstr(f->query[i].sql, text))
			return 1;
	return 0;
}

/* True when a block of the tree is made for each row of the query. */
static int has_block(const struct node *n, const char *query)
{
	const char *each;

	for (; n; n = n->next) {
		each = node_text(n, AT_EACH);
		if ((each && strcmp(each, query) == 0) || has_block(n->child, query))
			return 1;
	}
	return 0;
}

/* 1 when the policy has a stage of the type, -1 after a diagnostic. */
static int on_stage(const struct idle *d, const char *code)
{
	struct query *q = query_open(d->snapshot, d->c->diag, "SELECT 1 FROM stage WHERE type = :type", NULL);
	int rc = -1;

	if (q) {
		query_bind_text(q, "type", code);
		rc = query_next(q, d->c->diag);
	}
	query_close(q);
	return rc;
}

/* Whether the type's jobs query waits for a stage of its code, and does not care for being asked by name. */
static int by_stage_alone(const struct idle *d, const struct asker *t)
{
	const struct named_query *jobs = t->queries ? named_find(t->queries, "jobs") : NULL;

	return jobs && strstr(jobs->sql, arena_format(d->c->arena, "type = '%s'", t->code)) &&
	       !strstr(jobs->sql, ":asked");
}

/* Whether the type asks the family's key of its code, at least once a stage has it. */
static int asks(const struct idle *d, const struct family *f, const struct asker *t)
{
	const char *key = arena_format(d->c->arena, "'%s%s", f->name, t->code);

	switch (f->how) {
	case BY_COPIES:
		return has_block(t->layout->root, "copies");
	case BY_LETTER:
		return !t->layout->internal && t->queries && named_find(t->queries, "jobs");
	case BY_STAGE:
		if (by_stage_alone(d, t))
			return 1;
		break;
	case BY_QUERY:
		break;
	}
	return is_said(t->queries, arena_format(d->c->arena, "%s'", key)) ||
	       is_said(t->queries, arena_format(d->c->arena, "%s.", key));
}

/* The types that ask a key of the family, as "A, B", and the nearest of them to the word or NULL. */
static const char *askers(const struct idle *d, const struct family *f, const char *word, const char **near)
{
	const char **name = arena_alloc(d->c->arena, sizeof *name * (size_t)(d->n + 1)), *list;
	struct text t;
	int32_t i, n = 0;

	text_init(&t);
	for (i = 0; i < d->n; i++)
		if (asks(d, f, &d->type[i])) {
			text_addf(&t, "%s%s", n ? ", " : "", d->type[i].code);
			name[n++] = d->type[i].code;
		}
	*near = diag_closest(word, name, n);
	list = arena_dup(d->c->arena, text_str(&t));
	text_done(&t);
	return list;
}

static const struct asker *asker_find(const struct idle *d, const char *code)
{
	int32_t i;

	for (i = 0; i < d->n; i++)
		if (strcmp(d->type[i].code, code) == 0)
			return &d->type[i];
	return NULL;
}

/* A key of a family that goes on with a type: -1 after a diagnostic that is no warning. */
static int family_check(const struct idle *d, const struct family *f, const struct house_key *k)
{
	struct cmd *c = d->c;
	const struct place at = house_place(k, k->key + strlen(f->name));
	const char *tail = k->key + strlen(f->name), *code = arena_dupn(c->arena, tail, strcspn(tail, ".")),
		   *near, *list;
	const struct asker *t = asker_find(d, code);
	int asked = t && asks(d, f, t), on;

	on = f->how == BY_STAGE || (asked && by_stage_alone(d, t)) ? on_stage(d, code) : 1;
	if (on < 0)
		return -1;
	if (f->how == BY_STAGE && t && is_said(t->queries, arena_format(c->arena, "'%s'", k->key)))
		return 0;
	if (t && !on) {
		diag_hint(c->diag, DIAG_POLICY_IDLE, &at,
			  arena_format(c->arena, "stage.company_credit = …, AGE:%s would read it", code),
			  "%s: no stage of the policy has %s", k->key, code);
	} else if (!t || (!asked && f->how != BY_STAGE)) {
		list = askers(d, f, code, &near);
		diag_hint(c->diag, DIAG_POLICY_IDLE, &at,
			  near ? arena_format(c->arena, "did you mean `%s%s%s`?", f->name, near,
					      tail + strlen(code))
			       : arena_format(c->arena, "%s* is read for %s", f->name, list),
			  t ? "%s: nothing of %s asks it" : "%s: there is no document type %s", k->key, code);
	}
	return 0;
}

static void say_word(const struct idle *d, const struct house_key *k, const char *name, const char *words,
		     const char *word, const char *tail)
{
	const char *near = canonical_word_near(d->c->arena, words, word);
	const struct place at = house_place(k, k->key + strlen(name));

	diag_hint(d->c->diag, DIAG_POLICY_IDLE, &at,
		  near ? arena_format(d->c->arena, "did you mean `%s%s%s`?", name, near, tail)
		       : arena_format(d->c->arena, "%s* is read for %s", name,
				      canonical_words(d->c->arena, words)),
		  "%s: nothing asks for \"%s\"", k->key, word);
}

/* A key of a family that goes on with a word. */
static void worded_check(const struct idle *d, const struct worded *w, const struct house_key *k)
{
	const char *word = k->key + strlen(w->name), *path = house_layout(d->c->house, d->c->arena, w->file);
	const struct named_file *f = path ? named_read(d->c->arena, d->c->diag, path) : NULL;

	if (f && !is_said(f, arena_format(d->c->arena, "'%s'", word)))
		say_word(d, k, w->name, w->words, word, "");
}

/* The words that a column of the ledger's tables takes. */
static const char *words_of(const char *table, const char *column)
{
	const struct canonical *t = canonical_find(table);

	return t->column[canonical_column(t, column)].words;
}

/* stage.KIND: a kind of customer, or case. */
static void kind_check(const struct idle *d, const struct house_key *k)
{
	const char *kind = k->key + strlen("stage."),
		   *words = arena_format(d->c->arena, "%s case", words_of("customers", "kind"));

	if (!canonical_word(words, kind, (int32_t)strlen(kind)))
		say_word(d, k, "stage.", words, kind, "");
}

/* credit_memo.ROLE.CURRENCY */
static void role_check(const struct idle *d, const struct house_key *k)
{
	const char *tail = k->key + strlen("credit_memo."), *dot = strrchr(tail, '.'),
		   *roles = words_of("staff", "role");
	const char *role = arena_dupn(d->c->arena, tail, dot ? (size_t)(dot - tail) : strlen(tail));

	if (!canonical_word(roles, role, (int32_t)strlen(role)))
		say_word(d, k, "credit_memo.", roles, role, dot ? dot : "");
}

/* ecl_pd.N: -1 after a diagnostic that is no warning. */
static int bucket_check(const struct idle *d, const struct house_key *k)
{
	const char *tail = k->key + strlen("ecl_pd.");
	const struct place at = house_place(k, tail);
	struct query *q =
		query_open(d->snapshot, d->c->diag,
			   "SELECT group_concat(idx, ' '), max(CAST(idx AS TEXT) = :idx) FROM bucket", NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "idx", tail);
	rc = query_next(q, d->c->diag);
	if (rc == 1 && !query_int(q, 1))
		diag_hint(d->c->diag, DIAG_POLICY_IDLE, &at,
			  arena_format(d->c->arena, "the buckets are %s", query_text(q, 0)),
			  "%s: the policy has no bucket %s", k->key, tail);
	query_close(q);
	return rc < 0 ? -1 : 0;
}

static int starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static int key_check(const struct idle *d, const struct house_key *k)
{
	size_t i;

	for (i = 0; i < sizeof family / sizeof family[0]; i++)
		if (starts(k->key, family[i].name))
			return family_check(d, &family[i], k);
	for (i = 0; i < sizeof worded / sizeof worded[0]; i++)
		if (starts(k->key, worded[i].name))
			worded_check(d, &worded[i], k);
	if (starts(k->key, "credit_memo."))
		role_check(d, k);
	if (starts(k->key, "stage."))
		kind_check(d, k);
	return starts(k->key, "ecl_pd.") ? bucket_check(d, k) : 0;
}

int idle_keys(struct cmd *c, struct db *snapshot)
{
	struct idle d = {c, snapshot, NULL, 0};
	int32_t i;
	int rc = askers_read(&d);

	for (i = 0; rc == 0 && i < c->house->keys; i++) {
		const struct house_key *k = &c->house->key[i];

		if (strcmp(k->section, "policy") == 0 && !strstr(k->at.file, "presets/"))
			rc = key_check(&d, k);
	}
	return rc;
}
