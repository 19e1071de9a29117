/* cmd_plan.c: who gets what as of a day; with --why, who does not, why, and from when. Nothing is
 * written but what a person chooses (--except, --only, --hold, --level), and what it has seen (since.c). */
#include <stdlib.h>
#include <string.h>

#include "cli/list.h"
#include "cli/screen.h"
#include "run/because.h"
#include "run/choice.h"
#include "run/forbidden.h"
#include "run/freeze.h"
#include "run/since.h"
#include "run/types.h"
#include "run/written.h"

static const struct option_row options[] = {
	{"as-of", 0, "DATE", "the day that figures speak of"},
	{"customer", 0, "CODE", "only this customer (may be repeated)"},
	{"salesman", 0, "CODE", "only this salesman's (may be repeated)"},
	{"due", 0, NULL, "of the TYPEs named only what the policy has due: they are not asked for by name"},
	{"shard", 0, "I/N", "only part I of N, from 0; default from the scheduler's environment"},
	{"why", 0, NULL, "everyone who gets no paper: all reasons, and the first day without them"},
	{"conditions", 0, NULL,
	 "each condition of each TYPE for --customer CODE: whether it holds, of what, from when (of one TYPE so it is "
	 "without --csv and --json too)"},
	CHOICE_OPTIONS,
	{"undo", 0, "N", "takes such a choice back"},
	{"choices", 0, NULL, "what was ever taken out of plans, by whom and why, and whether it counts"},
	{NULL, 0, NULL, NULL}};

/* What a paper is about that no other column says; NULL: its customer, its salesman, or the house. */
static const char *other_subject(const struct job *j)
{
	return !j->customer && !j->salesman && job_subject(j)[0] ? job_subject(j) : NULL;
}

/* How many papers are about something else: only then there is a column for it. */
static int32_t others(const struct job_list *l)
{
	int32_t i, n = 0;

	for (i = 0; i < l->n; i++)
		n += other_subject(&l->job[i]) != NULL;
	return n;
}

/* The names of customers and staff; a code of both is a customer's. */
struct name {
	const char *code, *name;
	const char *overdue; /* "AED 1,234.50, USD 20.00": what letters may demand; NULL: nothing */
	const char *contact, *email;
	int64_t days; /* overdue, of the oldest; 0: none */
};
struct names {
	struct name *name;
	int32_t n, cap;
};

static int by_code(const void *x, const void *y)
{
	const struct name *a = x, *b = y;

	return strcmp(a->code, b->code);
}

/* Whom a letter goes to: of several people the one of accounts, else the first with an address. */
static int names_read(struct cmd *c, struct db *snap, struct names *l)
{
	struct query *q = query_open(
		snap, c->diag,
		"SELECT k.code, k.name, x.name, coalesce(x.email, nullif(k.email, '')) FROM customer k LEFT JOIN (SELECT customer, name, email, "
		"row_number() OVER (PARTITION BY customer ORDER BY role IS 'accounts' DESC, id) AS nth FROM contact CROSS JOIN run_info r "
		"WHERE email <> '' AND coalesce(valid_from, r.as_of) <= r.as_of AND coalesce(valid_to, r.as_of) >= r.as_of) x "
		"ON x.customer = k.code AND x.nth = 1 UNION ALL "
		"SELECT code, name, NULL, NULL FROM staff WHERE code NOT IN (SELECT code FROM customer) ORDER BY 1",
		NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		l->name = arena_room(c->arena, l->name, &l->cap, l->n + 1, sizeof *l->name);
		l->name[l->n++] = (struct name){
			.code = arena_dup(c->arena, query_text(q, 0)),
			.name = arena_dup(c->arena, query_text(q, 1)),
			.contact = query_null(q, 2) ? NULL : arena_dup(c->arena, query_text(q, 2)),
			.email = query_null(q, 3) ? NULL : arena_dup(c->arena, query_text(q, 3))};
	}
	query_close(q);
	return rc;
}

static struct name *entry_find(const struct names *l, const char *code)
{
	struct name key = {.code = code};

	return code && l->n > 0 ? bsearch(&key, l->name, (size_t)l->n, sizeof key, by_code) : NULL;
}

/* What may be demanded of each, and how long the oldest of it is overdue. After names_read. */
static int overdue_read(struct cmd *c, struct db *snap, const struct names *l)
{
	struct query *q = query_open(
		snap, c->diag,
		"SELECT customer, currency, demand, oldest_age FROM balance WHERE demand > 0 ORDER BY customer, currency",
		NULL);
	char sum[48], shown[LOCALE_MAX];
	const char *amount;
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		struct name *n = entry_find(l, query_text(q, 0));

		if (!n)
			continue;
		amount = arena_format(c->arena, "%s %s", query_text(q, 1),
				      out_money(query_int(q, 2), query_text(q, 1), sum));
		if (!c->json && !c->csv)
			amount = screen_amount(screen_of(c), query_int(q, 2), query_text(q, 1), shown);
		n->overdue = n->overdue ? arena_format(c->arena, "%s, %s", n->overdue, amount)
					: arena_dup(c->arena, amount);
		if (query_int(q, 3) > n->days)
			n->days = query_int(q, 3);
	}
	query_close(q);
	return rc;
}

static int print_made(struct cmd *c, const struct types *t, const struct job_list *l, struct db *snap)
{
	struct names names = {0};
	struct out_table *o;
	int32_t i, subjects = others(l);

	if (names_read(c, snap, &names) < 0 || overdue_read(c, snap, &names) < 0)
		return -1;
	o = list_open(LIST_plan, subjects);
	for (i = 0; i < l->n; i++) {
		const struct job *j = &l->job[i];
		const struct name *who = entry_find(&names, j->customer ? j->customer : j->salesman);
		const struct name *of = j->customer ? who : NULL;

		out_cell_kept(o, t->type[j->type].code);
		out_cell_kept(o, j->customer);
		out_cell_kept(o, who ? who->name : NULL);
		out_cell_kept(o, j->salesman);
		out_cell_kept(o, j->language);
		out_cell_int(o, j->level);
		out_cell_kept(o, j->case_id);
		out_cell_kept(o, j->key);
		if (subjects)
			out_cell_kept(o, other_subject(j));
		out_cell_kept(o, of ? of->overdue : NULL);
		if (of && of->days > 0)
			out_cell_int(o, of->days);
		else
			out_cell_kept(o, NULL);
		out_cell_kept(o, of ? of->contact : NULL);
		out_cell_kept(o, of ? of->email : NULL);
	}
	out_close(c, o);
	return 0;
}

static void print_why(struct cmd *c, const struct types *t, const struct job_list *l)
{
	int32_t i, subjects = others(l);
	struct out_table *o = list_open(LIST_plan_why, subjects);

	for (i = 0; i < l->n; i++) {
		const struct job *j = &l->job[i];

		out_cell_kept(o, t->type[j->type].code);
		out_cell_kept(o, j->customer);
		out_cell_kept(o, j->salesman);
		out_cell_date(o, j->first_on);
		out_cell_kept(o, j->reason);
		if (subjects)
			out_cell_kept(o, other_subject(j));
	}
	out_close(c, o);
}

static void print_summary(struct cmd *c, const struct types *t, const struct job_list *made,
			  const struct job_list *why)
{
	const struct screen *w = screen_of(c);
	const char *to_make = screen_said(w, "plan_to_make", NULL, NULL),
		   *not_made = screen_said(w, "plan_not", NULL, NULL);
	char some[LOCALE_MAX], others[LOCALE_MAX];
	int32_t i, k, n, m;

	for (i = 0; i < t->n; i++) {
		for (k = n = 0; k < made->n; k++)
			n += made->job[k].type == i;
		for (k = 0, m = why->count ? why->count[i] : 0; k < why->n; k++)
			m += why->job[k].type == i;
		if (n + m > 0)
			cmd_say(c, "%-8s %5s %s, %5s %s\n", t->type[i].code, screen_count(w, n, some),
				to_make, screen_count(w, m, others), not_made);
	}
	cmd_say(c, "%s\n", screen_said(w, "plan_in_all", screen_count(w, made->n, some), NULL));
}

/* The papers of these types, and those that are not made. How many of them are kept back because they cannot
 * be written or are forbidden; -1 after diagnostics. */
static int32_t find(struct cmd *c, struct db *snap, const struct types *t, const struct job_filter *f,
		    struct job_list *made, struct job_list *why)
{
	int32_t unwritten, forbidden;

	if (jobs_find(c->arena, c->diag, snap, t->type, t->n, f, made, why) < 0)
		return -1;
	unwritten = written_check(c, snap, t, made, why);
	forbidden = unwritten < 0 ? -1 : forbidden_check(c, snap, t, made, why);
	return forbidden < 0 ? -1 : unwritten + forbidden;
}

static void add_all(struct cmd *c, struct job_list *to, struct job_list *from, int32_t type)
{
	for (int32_t i = 0; i < from->n; i++) {
		from->job[i].type = type;
		job_list_add(c->arena, to, &from->job[i]);
	}
}

/* The same, of each type as if it were the only one that is asked for. */
static int32_t find_each(struct cmd *c, struct db *snap, const struct types *t, const struct job_filter *f,
			 struct job_list *made, struct job_list *why)
{
	int32_t i, n, back = 0;

	for (i = 0; i < t->n; i++) {
		struct types one = {&t->type[i], &t->fact[i], 1};
		struct job_list its = {0}, left = {0};

		n = find(c, snap, &one, f, &its, &left);
		if (n < 0 || because_stronger(c, snap, &one, f, &its, &left) < 0)
			return -1;
		back += n;
		add_all(c, made, &its, i);
		add_all(c, why, &left, i);
	}
	return back;
}

static int cmd_plan(struct cmd *c)
{
	struct job_list made = {0}, why = {0};
	struct job_filter filter;
	struct types types;
	struct db *snap;
	int32_t as_of, back = 0;
	int because, rc = filter_read(c, &filter);

	if (rc != 0)
		return rc;
	if (cmd_as_of(c, &as_of) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if (cmd_flag(c, "choices"))
		return choice_list(c, as_of) < 0 ? EXIT_NOT_MADE : EXIT_FINE;
	if (filter_check(c, &filter) < 0)
		return EXIT_NOT_MADE;
	rc = cmd_option(c, "undo") ? choice_undo(c, cmd_option(c, "undo"), as_of) : choice_keep(c, as_of);
	if (rc != 0 || cmd_option(c, "undo"))
		return rc < 0 ? EXIT_NOT_MADE : rc;
	rc = types_read(c, c->arg, c->args, &types);
	if (rc != 0)
		return rc < 0 ? EXIT_NOT_MADE : rc;
	freeze_remind(c, as_of);
	if (freeze_unfinished(c, NULL) < 0)
		return EXIT_STOPPED;
	snap = freeze_memory(c, as_of, "");
	if (!snap)
		return EXIT_NOT_MADE;
	/* one type of one customer is asked for to know why */
	because = c->args > 0 && filter.customers > 0 && !cmd_flag(c, "why") &&
		  (cmd_flag(c, "conditions") || (types.n == 1 && !c->csv && !c->json));
	if (cmd_flag(c, "conditions") && !because)
		return cmd_usage(c, "--conditions wants TYPE and --customer CODE, without --why");
	/* of the others, only how many there are is shown */
	if (!cmd_flag(c, "why") && !because)
		why.count = arena_alloc(c->arena, sizeof *why.count * (size_t)(types.n + 1));
	rc = snapshot_doubts(snap, NULL, c->diag);
	/* the list of everyone wants the room */
	if (cmd_flag(c, "why"))
		db_shrink(snap);
	if (rc == 0)
		back = because ? find_each(c, snap, &types, &filter, &made, &why)
			       : find(c, snap, &types, &filter, &made, &why);
	if (back < 0)
		rc = -1;
	if (rc == 0 && because)
		rc = because_print(c, snap, &types, &filter, &made, &why);
	if (rc == 0) {
		if (cmd_flag(c, "why")) {
			db_shrink(snap);
			print_why(c, &types, &why);
			rc = choice_say(c, as_of);
		} else if (!because)
			rc = print_made(c, &types, &made, snap);
	}
	if (rc == 0) {
		print_summary(c, &types, &made, &why);
		since_note(c, as_of);
	}
	db_close(snap);
	return rc < 0 || back > 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

const struct command command_plan = {
	"plan",
	"who gets what; with --why who does not, why, and from when",
	"--as-of DATE [TYPE…]",
	cmd_plan,
	options,
	"TYPE is a document type's code (REM1) or stem (reminder-written); all types when none is named.\n"
	"One TYPE with --customer CODE says each of its conditions: whether it holds, of what, and from which day on.\n"};
