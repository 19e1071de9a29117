/* choice.c: what a person takes out of a plan. The planner reads it where a paper would be made
 * (plan/jobs.c). */
#include "run/choice.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/list.h"
#include "cli/known.h"
#include "layout/layout.h"

/* "C1103:REM2" parted; a code may hold a colon itself: what is a code as a whole has no type. */
struct choice {
	const char *what;	    /* except, only, hold, level */
	const char *subject, *type; /* type NULL: all */
};

static int code_known(struct cmd *c, const char *code)
{
	struct query *q = query_open(c->db, c->diag,
				     "SELECT 1 FROM customer WHERE code = :code UNION SELECT 1 FROM staff "
				     "WHERE code = :code UNION SELECT 1 FROM customer WHERE salesman = :code",
				     NULL);
	int rc = -1;

	if (q) {
		query_bind_text(q, "code", code);
		rc = query_next(q, c->diag);
	}
	query_close(q);
	return rc;
}

static int type_known(struct cmd *c, const char *code)
{
	const struct layout_stem *stem;
	struct known names = {0};
	int32_t n, i;

	if (layout_find_all(c->arena, c->diag, c->house, &stem, &n) < 0)
		return -1;
	for (i = 0; i < n; i++)
		known_add(c, &names, stem[i].code);
	return known_check(c, &names, "the house", "type", code);
}

static int parted(struct cmd *c, const char *said, struct choice *x)
{
	const char *colon = strrchr(said, ':');
	struct known names = {0};
	int rc = code_known(c, said);

	x->subject = said;
	x->type = NULL;
	if (rc == 0 && colon) {
		x->subject = arena_dupn(c->arena, said, (size_t)(colon - said));
		x->type = colon + 1;
		rc = code_known(c, x->subject);
	}
	if (rc < 0)
		return -1;
	if (rc == 0)
		return known_read(c, &names, "SELECT code FROM customer UNION SELECT code FROM staff") < 0
			       ? -1
			       : known_check(c, &names, "the ledger", "customer", x->subject);
	return x->type ? type_known(c, x->type) : 0;
}

static int keep(struct cmd *c, const struct choice *x, int32_t as_of, int32_t until)
{
	struct query *q = query_open(
		c->db, c->diag,
		"INSERT INTO choice(what, subject, type, date, until, who, reason) SELECT :what, :subject, :type, :date, :until, :who, :reason "
		"WHERE NOT EXISTS (SELECT 1 FROM choice WHERE what = :what AND subject = :subject AND type IS :type AND date <= :date "
		"AND until IS :until AND undone_on IS NULL)",
		NULL);
	char day[11];
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "what", x->what);
	query_bind_text(q, "subject", x->subject);
	query_bind_text(q, "type", x->type);
	query_bind_int(q, "date", as_of);
	if (until != DATE_NONE)
		query_bind_int(q, "until", until);
	query_bind_text(q, "who", cmd_option(c, "who"));
	query_bind_text(q, "reason", cmd_option(c, "reason"));
	rc = query_next(q, c->diag);
	query_close(q);
	if (rc == 0 && db_changes(c->db) > 0)
		cmd_say(c, "%s%s%s%s%s%s (number %lld; `plan --undo %lld` takes it back)\n",
			strcmp(x->what, "only") == 0	? "taken out all but: "
			: strcmp(x->what, "level") == 0 ? "letter chosen for "
							: "taken out: ",
			*x->subject ? x->subject : "all", x->type ? " " : "", x->type ? x->type : "",
			until == DATE_NONE ? "" : " until ",
			until == DATE_NONE ? "" : date_format(until, day), (long long)db_last_id(c->db),
			(long long)db_last_id(c->db));
	return rc;
}

/* Each code of "C1103,C1104:REM2". */
static int keep_list(struct cmd *c, const char *what, const char *list, int32_t as_of, int32_t until)
{
	struct choice x = {.what = what};
	size_t n;
	int rc = 0;

	for (; rc == 0 && *(list += strspn(list, " ,")) != '\0'; list += n) {
		n = strcspn(list, ",");
		rc = parted(c, arena_dupn(c->arena, list, n), &x) < 0 || keep(c, &x, as_of, until) < 0 ? -1
												       : 0;
	}
	return rc;
}

/* The letters that the stages of the policy have, for a hint. */
static void ladder_read(struct cmd *c, struct known *k)
{
	const char *s, *colon;
	int32_t i;
	size_t n;

	for (i = 0; i < c->house->keys; i++) {
		const struct house_key *key = &c->house->key[i];

		if (strcmp(key->section, "policy") != 0 || strncmp(key->key, "stage.", 6) != 0)
			continue;
		for (s = key->value; *(s += strspn(s, " ,")) != '\0'; s += n) {
			n = strcspn(s, " ,");
			colon = memchr(s, ':', n);
			if (colon)
				known_add(c, k, arena_dupn(c->arena, colon + 1, (size_t)(s + n - colon - 1)));
		}
	}
}

/* One letter of the ladder for each --customer. */
static int keep_level(struct cmd *c, int32_t as_of, int32_t until)
{
	struct choice x = {"level", NULL, cmd_option(c, "level")};
	struct known ladder = {0};
	int32_t i;
	int rc;

	ladder_read(c, &ladder);
	rc = ladder.n > 0 ? known_check(c, &ladder, "the ladder of the policy", "letter", x.type) : -1;
	for (i = 0; rc == 0 && (x.subject = cmd_option_at(c, "customer", i)); i++)
		rc = keep(c, &x, as_of, until) < 0 ? -1 : 0;
	return rc;
}

static int keep_all(struct cmd *c, int32_t as_of, int32_t until, int32_t held)
{
	struct choice x;
	const char *said;
	int32_t i;
	int rc = 0;

	for (i = 0; rc == 0 && (said = cmd_option_at(c, "except", i)); i++) {
		x.what = "except";
		rc = parted(c, said, &x) < 0 || keep(c, &x, as_of, until) < 0 ? -1 : 0;
	}
	for (i = 0; rc == 0 && (said = cmd_option_at(c, "only", i)); i++)
		rc = keep_list(c, "only", said, as_of, until);
	if (rc == 0 && cmd_option(c, "level"))
		return keep_level(c, as_of, until);
	if (held == DATE_NONE)
		return rc;
	x = (struct choice){"hold", "", NULL};
	if (!cmd_option(c, "customer"))
		return rc < 0 ? rc : keep(c, &x, as_of, held);
	for (i = 0; rc == 0 && (x.subject = cmd_option_at(c, "customer", i)); i++)
		rc = keep(c, &x, as_of, held) < 0 ? -1 : 0;
	return rc;
}

int choice_keep(struct cmd *c, int32_t as_of)
{
	const int listed = cmd_option(c, "except") || cmd_option(c, "only") || cmd_option(c, "level");
	int32_t until, held;
	char day[11], than[11];

	if (!listed && cmd_option(c, "until"))
		return cmd_usage(c, "--until says of --except, --only and --level until when");
	if (!listed && !cmd_option(c, "hold"))
		return cmd_option(c, "reason")
			       ? cmd_usage(c, "--reason says of --except, --only, --hold and --level why")
			       : 0;
	if (!cmd_option(c, "reason") || !*cmd_option(c, "reason") || !cmd_option(c, "who") ||
	    !*cmd_option(c, "who"))
		return cmd_usage(c, "--%s wants a --reason and --who decides so: both are kept",
				 cmd_option(c, "except")  ? "except"
				 : cmd_option(c, "only")  ? "only"
				 : cmd_option(c, "level") ? "level"
							  : "hold");
	if (cmd_option(c, "level") && !cmd_option(c, "customer"))
		return cmd_usage(c, "--level wants --customer CODE: whose letter it is");
	if (cmd_date(c, "until", &until) < 0 || cmd_date(c, "hold", &held) < 0)
		return EXIT_BAD_USAGE;
	if (until != DATE_NONE && until <= as_of)
		return cmd_usage(c, "--until %s is not after the day, %s", date_format(until, day),
				 date_format(as_of, than));
	if (held != DATE_NONE && held <= as_of)
		return cmd_usage(c, "--hold %s is not after the day, %s", date_format(held, day),
				 date_format(as_of, than));
	if (db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0)
		return -1;
	if (keep_all(c, as_of, until, held) == 0)
		return db_run(c->db, c->diag, "COMMIT");
	db_undo(c->db, c->diag);
	return -1;
}

int choice_undo(struct cmd *c, const char *number, int32_t as_of)
{
	struct query *q;
	char *end;
	const long long n = strtoll(number, &end, 10);
	int rc;

	if (*end || n < 1)
		return cmd_usage(c,
				 "--undo %s: the number of a choice is expected, as `plan --choices` has it",
				 number);
	if (!cmd_option(c, "who") || !*cmd_option(c, "who"))
		return cmd_usage(c, "--undo wants --who takes it back");
	q = query_open(
		c->db, c->diag,
		"UPDATE choice SET undone_on = :date, undone_by = :who WHERE id = :id AND undone_on IS NULL",
		NULL);
	if (!q)
		return -1;
	query_bind_int(q, "date", as_of);
	query_bind_text(q, "who", cmd_option(c, "who"));
	query_bind_int(q, "id", n);
	rc = query_next(q, c->diag);
	query_close(q);
	if (rc < 0)
		return -1;
	if (db_changes(c->db) == 0)
		return diag_hint(c->diag, DIAG_RECORD_STATE, NULL, "`ledgerpress plan --choices` lists them",
				 "there is no choice %lld that still counts", n);
	cmd_say(c, "taken back: %lld\n", n);
	return 0;
}

static const char choices[] =
	"SELECT id, what, coalesce(nullif(subject, ''), 'all'), coalesce(type, 'all'), iso(date), coalesce(iso(until), 'taken back'), who, reason, "
	"CASE WHEN undone_on IS NOT NULL THEN 'undone ' || iso(undone_on) || ' by ' || undone_by WHEN date > :as_of THEN 'later' "
	"WHEN until <= :as_of THEN 'over' ELSE 'counts' END AS state FROM choice WHERE :all OR state = 'counts' ORDER BY id";

static int table(struct cmd *c, int32_t as_of, int all, const char *title)
{
	struct query *q = query_open(c->db, c->diag, choices, NULL);
	struct out_table *o;
	int32_t i, rows = 0;
	int rc = 1;

	if (!q)
		return -1;
	query_bind_int(q, "as_of", as_of);
	query_bind_int(q, "all", all);
	o = list_open(LIST_choices, 0);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		rows++;
		for (i = 0; i < query_columns(q); i++)
			out_cell(o, query_text(q, i));
	}
	query_close(q);
	if (title && (rows == 0 || rc < 0)) {
		out_drop(o);
		return rc;
	}
	if (title)
		cmd_print("\n%s\n", title);
	out_close(c, o);
	return rc;
}

int choice_list(struct cmd *c, int32_t as_of)
{
	return table(c, as_of, 1, NULL);
}

int choice_say(struct cmd *c, int32_t as_of)
{
	return c->csv || c->json ? 0 : table(c, as_of, 0, "Taken out of the plan");
}
