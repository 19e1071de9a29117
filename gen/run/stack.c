/* stack.c: the order of a run's papers in its print files, and where one volume ends. */
#include "run/stack.h"

#include "run/labels.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the way of the post ---- */

struct rank {
	const char *customer, *route;
	int32_t rank;
};
struct ranks {
	struct rank *rank;
	int32_t n, cap;
};

/* A country that nobody knows is the house's own: its letters name none. */
static const char on_the_way[] =
	"SELECT code, route, row_number() OVER (ORDER BY abroad, country, postcode, route, city, address1, code) AS rank FROM ("
	"SELECT c.code, coalesce(c.route, '') AS route, coalesce(k.code, o.code) IS NOT o.code AS abroad, "
	"coalesce(country(c.country, 'en'), '') AS country, coalesce(c.postcode, '') AS postcode, coalesce(c.city, '') AS city, "
	"coalesce(c.address1, '') AS address1 FROM customer c LEFT JOIN country_of k ON k.text = c.country "
	"LEFT JOIN setting h ON h.section = 'company' AND h.key = 'country' LEFT JOIN country_of o ON o.text = h.value "
	"WHERE c.code IN (SELECT customer FROM main.run_paper)) ORDER BY code";

static int ranks_read(struct make *m, struct db *snapshot, struct ranks *l)
{
	struct cmd *c = m->cmd;
	struct query *q = query_open(snapshot, c->diag, on_the_way, NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		l->rank = arena_room(c->arena, l->rank, &l->cap, l->n + 1, sizeof *l->rank);
		l->rank[l->n++] =
			(struct rank){arena_dup(c->arena, query_text(q, 0)),
				      arena_dup(c->arena, query_text(q, 1)), (int32_t)query_int(q, 2)};
	}
	query_close(q);
	return rc;
}

static int by_customer(const void *x, const void *y)
{
	const struct rank *a = x, *b = y;

	return strcmp(a->customer, b->customer);
}

/* ---- order ---- */

static int by_stack(const void *x, const void *y)
{
	const struct stacked *a = x, *b = y;
	int c = (a->route == NULL) - (b->route == NULL);

	if (c == 0)
		c = a->route ? strcmp(a->route, b->route) : a->job->type - b->job->type;
	if (c == 0)
		c = a->rank < b->rank ? -1 : a->rank > b->rank;
	return c ? c : a->job->seq < b->job->seq ? -1 : a->job->seq > b->job->seq;
}

static int pages_read(struct make *m, struct job_list *all, struct stacks *s)
{
	struct cmd *c = m->cmd;
	struct query *q = query_open(c->db, c->diag, "SELECT pages FROM paper WHERE id = :id", NULL);
	int32_t i;
	int rc = q ? 0 : -1;

	s->n = all->n;
	s->paper = arena_alloc(c->arena, sizeof *s->paper * (size_t)(all->n + 1));
	for (i = 0; i < all->n && rc == 0; i++) {
		s->paper[i].job = &all->job[i];
		query_reset(q);
		query_bind_int(q, "id", all->job[i].paper);
		rc = query_next(q, c->diag) < 0 ? -1 : 0;
		s->paper[i].pages = (int32_t)query_int(q, 0);
	}
	query_close(q);
	return rc;
}

/* ---- volumes ---- */

/* Of a route in the name of a file: what else stands in it is a hyphen. */
static char *plain_name(struct arena *a, const char *s)
{
	char *name = arena_dup(a, s), *p;

	for (p = name; *p; p++)
		if (!isalnum((unsigned char)*p))
			*p = '-';
	return name;
}

static int taken(const struct stacks *s, const char *name)
{
	int32_t i;

	for (i = 0; i < s->volumes; i++)
		if (strcmp(s->volume[i].name, name) == 0)
			return 1;
	return 0;
}

static const char *stack_name(struct make *m, const struct stacks *s, const struct stacked *p)
{
	struct arena *a = m->cmd->arena;
	const char *base, *name;
	int32_t n = 1;

	if (!p->route)
		return arena_format(a, "%s_%s", m->run.id, m->types.type[p->job->type].code);
	base = p->route[0] ? arena_format(a, "%s_route-%s", m->run.id, plain_name(a, p->route))
			   : arena_format(a, "%s_route", m->run.id);
	/* two routes that differ in signs alone */
	for (name = base; taken(s, name) || taken(s, arena_format(a, "%s_v1", name));)
		name = arena_format(a, "%s~%d", base, (int)++n);
	return name;
}

static int same_stack(const struct stacked *a, const struct stacked *b)
{
	return a->route && b->route ? strcmp(a->route, b->route) == 0
				    : !a->route && !b->route && a->job->type == b->job->type;
}

/* Papers from first on, up to n, are one stack: cut where a further paper would be a sheet too many. One that
 * has more by itself is a volume. */
static void cut(struct make *m, const struct print_how *how, struct stacks *s, int32_t first, int32_t n)
{
	struct arena *a = m->cmd->arena;
	const char *name = stack_name(m, s, &s->paper[first]);
	const int32_t from = s->volumes;
	int32_t i, end = first + n;

	for (i = first; i < end; i++) {
		const struct stacked *p = &s->paper[i];
		struct volume *v = s->volumes > from ? &s->volume[s->volumes - 1] : NULL;

		if (!v || (how->sheets > 0 && v->sheets + p->sheets > how->sheets)) {
			s->volume = arena_room(a, s->volume, &s->cap, s->volumes + 1, sizeof *s->volume);
			v = &s->volume[s->volumes++];
			*v = (struct volume){.code = p->route ? NULL : m->types.type[p->job->type].code,
					     .route = p->route,
					     .number = s->volumes - from,
					     .first = i};
		}
		v->n++;
		v->pages += p->pages;
		v->sheets += p->sheets;
	}
	for (i = from; i < s->volumes; i++) {
		s->volume[i].of = s->volumes - from;
		s->volume[i].name = s->volume[i].of > 1
					    ? arena_format(a, "%s_v%d", name, (int)s->volume[i].number)
					    : name;
	}
}

int stacks_find(struct make *m, struct db *snapshot, const struct print_how *how, struct stacks *s)
{
	struct cmd *c = m->cmd;
	struct job_list *all = arena_alloc(c->arena, sizeof *all);
	struct ranks ranks = {0};
	int32_t i, first;

	memset(s, 0, sizeof *s);
	if (register_jobs(c->arena, c->diag, c->db, m->run.id, "issued", NULL, m->types.type, m->types.n,
			  all) < 0 ||
	    pages_read(m, all, s) < 0 || ranks_read(m, snapshot, &ranks) < 0)
		return -1;
	for (i = 0; i < s->n; i++) {
		struct stacked *p = &s->paper[i];
		const struct rank key = {.customer = p->job->customer};
		const struct rank *r =
			p->job->customer && !m->types.type[p->job->type].internal && ranks.n > 0
				? bsearch(&key, ranks.rank, (size_t)ranks.n, sizeof key, by_customer)
				: NULL;

		p->sheets = how->duplex ? (p->pages + 1) / 2 : p->pages;
		p->rank = r ? r->rank : 0;
		p->route = r && how->by_route ? r->route : NULL;
	}
	if (s->n > 0)
		qsort(s->paper, (size_t)s->n, sizeof *s->paper, by_stack);
	for (first = 0; first < s->n; first = i) {
		for (i = first + 1; i < s->n && same_stack(&s->paper[first], &s->paper[i]); i++)
			;
		cut(m, how, s, first, i - first);
	}
	return 0;
}

/* ---- how it is printed ---- */

static const char *const marks_name[] = {"none", "omr", "datamatrix"}, *const by_name[] = {"type", "route"};

/* Which of n words it is; -1: none. NULL is the first. */
static int word_of(const char *const *name, int n, const char *s)
{
	int i = 0;

	while (s && i < n && strcmp(name[i], s) != 0)
		i++;
	return i < n ? i : -1;
}

/* What [output] says, one of n words. -1 after a diagnostic. */
static int house_word(struct cmd *c, const char *key, const char *const *name, int n, const char *words)
{
	const struct house_key *k = house_find(c->house, "output", key);
	struct place at;
	int i = word_of(name, n, k ? k->value : NULL);

	if (i >= 0)
		return i;
	at = house_place(k, k->value);
	return diag(c->diag, DIAG_PRINT, &at, "%s = %s: %s is expected", key, k->value, words);
}

static int house_says(struct cmd *c, struct print_how *how)
{
	const char *duplex = house_text(c->house, "output", "duplex");
	int by = house_word(c, "print_by", by_name, 2, "type or route"),
	    marks = house_word(c, "marks", marks_name, 3, "none, omr or datamatrix");

	memset(how, 0, sizeof *how);
	how->by_route = by == 1;
	how->marks = marks > 0 ? (enum print_marks)marks : MARKS_NONE;
	how->duplex = duplex && strcmp(duplex, "yes") == 0;
	how->sheets = (int32_t)house_int(c->house, "output", "sheets", 0);
	return by < 0 || marks < 0 ? -1 : 0;
}

int print_how_asked(struct cmd *c, struct print_how *how)
{
	const char *by = cmd_option(c, "by"), *marks = cmd_option(c, "marks");
	int64_t sheets;

	if (house_says(c, how) < 0)
		return EXIT_NOT_MADE;
	if (word_of(by_name, 2, by) < 0)
		return cmd_usage(c, "--by %s: type or route is expected", by);
	if (word_of(marks_name, 3, marks) < 0)
		return cmd_usage(c, "--marks %s: none, omr or datamatrix is expected", marks);
	if (by)
		how->by_route = word_of(by_name, 2, by) == 1;
	if (marks)
		how->marks = (enum print_marks)word_of(marks_name, 3, marks);
	if (cmd_flag(c, "duplex"))
		how->duplex = 1;
	if (cmd_number(c, "sheets", how->sheets, &sheets) < 0)
		return EXIT_BAD_USAGE;
	if (sheets < 0 || sheets > 1000000 || (cmd_option(c, "sheets") && sheets == 0))
		return cmd_usage(c, "--sheets %lld: at least one sheet is expected", (long long)sheets);
	how->sheets = (int32_t)sheets;
	return label_asked(c, &how->labels);
}

static const char *kept_file(struct make *m)
{
	return arena_format(m->cmd->arena, "%s/print.csv", m->folder);
}

int print_how_keep(struct make *m, const struct print_how *how)
{
	const char *s =
		arena_format(m->cmd->arena, "by,duplex,sheets,marks,labels\n%s,%s,%d,%s,%s\n",
			     by_name[how->by_route != 0], how->duplex ? "yes" : "no", (int)how->sheets,
			     marks_name[how->marks], how->labels ? how->labels->name : "none");

	return make_write(m, kept_file(m), s, strlen(s));
}

int print_how_kept(struct make *m, struct print_how *how)
{
	struct cmd *c = m->cmd;
	const char *file = kept_file(m), *s, *row;
	char by[8] = "", duplex[8] = "", marks[16] = "", labels[16] = "";
	int sheets = 0;

	if (house_says(c, how) < 0)
		return -1;
	if (!file_exists(file))
		return 0;
	s = file_read(c->arena, c->diag, file, 4096, NULL);
	row = s ? strchr(s, '\n') : NULL;
	if (!s)
		return -1;
	/* what somebody changed is not gone by */
	if (!row ||
	    sscanf(row + 1, "%7[a-z],%7[a-z],%d,%15[a-z],%15[0-9A-Za-z]", by, duplex, &sheets, marks,
		   labels) != 5 ||
	    sheets < 0 || word_of(by_name, 2, by) < 0 || word_of(marks_name, 3, marks) < 0)
		return 0;
	how->by_route = word_of(by_name, 2, by) == 1;
	how->marks = (enum print_marks)word_of(marks_name, 3, marks);
	how->duplex = strcmp(duplex, "yes") == 0;
	how->sheets = sheets;
	how->labels = label_sheet_find(labels);
	return 0;
}

/* ---- the files ---- */

/* "_STMT.pdf", "_STMT_v2.pdf", "_STMT.stale.pdf", "_route-N1.pdf": what stands behind the run's id. */
static int may_hold(const char *rest, const char *code)
{
	const size_t n = strlen(code), len = strlen(rest);

	if (len < 5 || strcmp(rest + len - 4, ".pdf") != 0 || rest[0] != '_')
		return 0;
	if (strncmp(rest + 1, "route", 5) == 0 &&
	    (rest[6] == '.' || rest[6] == '-' || rest[6] == '~' || rest[6] == '_'))
		return 1;
	if (strncmp(rest + 1, code, n) != 0)
		return 0;
	rest += 1 + n;
	if (strncmp(rest, "_v", 2) == 0)
		rest += 2 + strspn(rest + 2, "0123456789");
	return strcmp(rest, ".pdf") == 0 || strcmp(rest, ".stale.pdf") == 0;
}

int print_files(struct make *m, const char *code, char ***name, int32_t *n)
{
	const size_t len = strlen(m->run.id);
	int32_t i, kept = 0;

	if (file_list(m->cmd->arena, m->cmd->diag, m->folder, name, n) < 0)
		return -1;
	for (i = 0; i < *n; i++)
		if (strncmp((*name)[i], m->run.id, len) == 0 && may_hold((*name)[i] + len, code))
			(*name)[kept++] = (*name)[i];
	*n = kept;
	return 0;
}
