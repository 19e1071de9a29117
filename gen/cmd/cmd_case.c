/* cmd_case.c: cases and their chronology: list, show, open, close. */
#include <string.h>

#include "cli/list.h"
#include "cli/cmd.h"
#include "cli/day.h"
#include "cli/known.h"
#include "evidence/vault.h"
#include "plan/plan.h"
#include "run/freeze.h"

static const struct option_row options[] = {
	{"by", 0, "WHO", "hold, release: who says so"},
	{"reason", 0, "WHY",
	 "why, in words: hold, release; close, where something of a settled case is open"},
	{"as-of", 0, "DATE",
	 "open, close, hold, release: the day (default: the newest that the register knows)"},
	{"why", 0, "WORD", "close: settled, written_off, agency or court"},
	{"all", 0, NULL, "list: closed ones too"},
	{NULL, 0, NULL, NULL}};

static int list(struct cmd *c)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT b.id, b.customer, k.name, b.opened, b.closed, b.why_closed, "
		"(SELECT count(*) FROM paper p WHERE p.case_id = b.id AND p.state NOT IN ('planned', 'failed', 'cancelled')), "
		"(SELECT count(*) FROM evidence e WHERE e.customer = b.customer AND coalesce(e.case_id, b.id) = b.id AND e.withdrawn_on IS NULL) FROM bad_case b LEFT JOIN customer k ON k.code = b.customer "
		"WHERE b.closed IS NULL OR :all ORDER BY b.id",
		NULL);
	struct out_table *o = list_open(LIST_cases, 0);
	int32_t i;
	int rc = q ? 1 : -1;

	if (q)
		query_bind_int(q, "all", cmd_flag(c, "all"));
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		for (i = 0; i < 8; i++) {
			if (i == 3 || i == 4)
				out_cell_date(o, query_null(q, i) ? DATE_NONE : (int32_t)query_int(q, i));
			else
				out_cell(o, query_null(q, i) ? NULL : query_text(q, i));
		}
	query_close(q);
	out_close(c, o);
	return rc < 0 ? EXIT_STOPPED : EXIT_FINE;
}

enum { CUSTOMER, NAME, OPENED, CLOSED, WHY_CLOSED, CASE, COLUMNS };

static struct query *open_case(struct cmd *c, const char *id, int32_t at[COLUMNS])
{
	static const struct query_want want[COLUMNS] = {[CUSTOMER] = {"customer", WANT_TEXT, WANT_ALWAYS},
							[NAME] = {"name", WANT_TEXT, WANT_ALWAYS},
							[OPENED] = {"opened", WANT_INT, WANT_ALWAYS},
							[CLOSED] = {"closed", WANT_INT, WANT_ALWAYS},
							[WHY_CLOSED] = {"why_closed", WANT_TEXT, WANT_ALWAYS},
							[CASE] = {"id", WANT_TEXT, WANT_ALWAYS}};
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT b.customer, k.name, b.opened, b.closed, b.why_closed, b.id FROM bad_case b "
		"LEFT JOIN customer k ON k.code = b.customer WHERE b.id = :id OR b.customer = :id ORDER BY b.id DESC LIMIT 1",
		NULL);
	int rc;

	if (!q)
		return NULL;
	query_bind_text(q, "id", id);
	rc = query_column(q, c->diag, want, COLUMNS, at) < 0 ? -1 : query_next(q, c->diag);
	if (rc == 1)
		return q;
	if (rc == 0) {
		const char *near = known_hint(c, KNOWN_CASE, id);

		diag_hint(c->diag, DIAG_NO_CASE, NULL,
			  near ? near : "`ledgerpress case list --all` lists them", "there is no case %s",
			  id);
	}
	query_close(q);
	return NULL;
}

/* The debt of the customer whose years of limitation run out first, how many have no law set, as of the day.
 */
static int limitation(struct cmd *c, const char *customer)
{
	int32_t as_of;
	struct db *b = day_read(c, DATE_NONE, &as_of, NULL) < 0 ? NULL : freeze_memory(c, as_of, "");
	struct query *q =
		b ? query_open(
			    b, c->diag,
			    "SELECT number, iso(last_day), money(outstanding, currency) || ' ' || currency, state, "
			    "coalesce('begun anew on ' || iso(restarted_on) || ' by ' || kind || coalesce(' ' || proof, ''), 'never begun anew'), "
			    "count(*) OVER (), sum(state = 'not_set') OVER () FROM limitation WHERE customer = :customer "
			    "ORDER BY last_day IS NULL, last_day, entry LIMIT 1",
			    NULL)
		  : NULL;
	char day[11];
	int rc = q ? 0 : -1;

	if (q) {
		query_bind_text(q, "customer", customer);
		rc = query_next(q, c->diag);
	}
	if (rc == 1 && !query_null(q, 1))
		cmd_print("limitation as of %s: %s of %s first, %s %s, %s%s\n", date_format(as_of, day),
			  query_text(q, 0), query_text(q, 2),
			  strcmp(query_text(q, 3), "over") == 0 ? "over after" : "until", query_text(q, 1),
			  query_text(q, 4), strcmp(query_text(q, 3), "court") == 0 ? ", before a court" : "");
	if (rc == 1 && query_int(q, 6) > 0)
		cmd_print("limitation as of %s: %lld of %lld debts have no law set\n",
			  date_format(as_of, day), (long long)query_int(q, 6), (long long)query_int(q, 5));
	query_close(q);
	db_close(b);
	return rc;
}

/* Everything that happened with the customer while the case was open, and since its oldest open debt fell
 * due. */
static int show(struct cmd *c, const char *id)
{
	int32_t at[COLUMNS];
	struct query *head = open_case(c, id, at), *q;
	char one[11], other[11];
	int rc = head ? 1 : -1;

	if (!head)
		return EXIT_NOT_MADE;
	if (!c->json && !c->csv)
		cmd_print("%s: %s %s, opened %s%s%s%s%s\n", query_text(head, at[CASE]),
			  query_text(head, at[CUSTOMER]), query_text(head, at[NAME]),
			  date_format((int32_t)query_int(head, at[OPENED]), one),
			  query_null(head, at[CLOSED]) ? "" : ", closed ",
			  query_null(head, at[CLOSED])
				  ? ""
				  : date_format((int32_t)query_int(head, at[CLOSED]), other),
			  query_null(head, at[WHY_CLOSED]) ? "" : ": ", query_text(head, at[WHY_CLOSED]));
	q = query_open(
		c->db, c->diag,
		"SELECT date, what, about, who, note FROM ("
		"SELECT e.date, e.kind AS what, e.invoice AS about, coalesce(s.name, e.staff) AS who, trim(coalesce(e.outcome, '') || ' ' || coalesce(e.note, '') "
		"|| coalesce(' (undone ' || iso(u.date) || ' by ' || u.who || ': ' || u.why || ')', '')) AS note, 0 AS part, e.id "
		"FROM event e LEFT JOIN staff s ON s.code = e.staff LEFT JOIN event_undone u ON u.event = e.id WHERE e.customer = :customer "
		"UNION ALL SELECT v.date, v.state, p.number, v.who, v.note, 1, v.id FROM paper_event v JOIN paper p ON p.id = v.paper WHERE p.customer = :customer "
		"UNION ALL SELECT x.date, x.doctype, x.name, x.signed_by, x.why_invalid, 2, x.id FROM evidence x WHERE x.customer = :customer) ORDER BY date, part, id",
		NULL);
	if (q) {
		struct out_table *o = list_open(LIST_history, 0);

		query_bind_text(q, "customer", query_text(head, at[CUSTOMER]));
		while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
			int32_t i;

			out_cell_date(o, (int32_t)query_int(q, 0));
			for (i = 1; i < 5; i++)
				out_cell(o, query_null(q, i) ? NULL : query_text(q, i));
		}
		out_close(c, o);
	}
	query_close(q);
	if (rc >= 0 && !c->json && !c->csv && query_null(head, at[CLOSED]))
		rc = limitation(c, query_text(head, at[CUSTOMER]));
	query_close(head);
	return rc < 0 ? EXIT_STOPPED : EXIT_FINE;
}

static int open_new(struct cmd *c, const char *customer, int32_t date)
{
	const char *prefix = house_text(c->house, "policy", "case_prefix");
	int32_t year, month, day;
	struct query *q;
	char *id, *sequence;
	int64_t n;
	int rc;

	if (db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0)
		return -1;
	q = query_open(
		c->db, c->diag,
		"SELECT (SELECT 1 FROM customer WHERE code = :customer), (SELECT id FROM bad_case WHERE customer = :customer AND closed IS NULL)",
		NULL);
	if (!q)
		return -1;
	query_bind_text(q, "customer", customer);
	rc = query_next(q, c->diag);
	if (rc == 1 && query_null(q, 0))
		rc = diag_hint(c->diag, DIAG_NO_SUBJECT, NULL, known_hint(c, KNOWN_CUSTOMER, customer),
			       "the ledger knows no customer %s", customer);
	else if (rc == 1 && !query_null(q, 1))
		rc = diag(c->diag, DIAG_CASE_STATE, NULL, "%s has the open case %s", customer,
			  query_text(q, 1));
	query_close(q);
	if (rc < 0)
		return -1;
	date_split(date, &year, &month, &day);
	sequence = arena_format(c->arena, "case-%d", (int)year);
	n = db_next_number(c->db, c->diag, sequence);
	id = arena_format(c->arena, "%s%d-%05lld", prefix ? prefix : "BD", (int)year, (long long)n);
	q = n < 0 ? NULL
		  : query_open(c->db, c->diag,
			       "INSERT INTO bad_case(id, customer, opened) VALUES (:id, :customer, :date)",
			       NULL);
	if (!q)
		return -1;
	query_bind_text(q, "id", id);
	query_bind_text(q, "customer", customer);
	query_bind_int(q, "date", date);
	rc = query_next(q, c->diag);
	query_close(q);
	if (rc < 0 || db_run(c->db, c->diag, "COMMIT") < 0)
		return -1;
	cmd_print("%s\n", id);
	return 0;
}

/* What is settled owes nothing: the sums that are open on the day, or the reason why it is closed all the
 * same. */
static int owes_nothing(struct cmd *c, const char *customer, int32_t date)
{
	struct db *snapshot = freeze_memory(c, date, "");
	struct query *q =
		snapshot
			? query_open(
				  snapshot, c->diag,
				  "SELECT group_concat(money(total, currency) || ' ' || currency, ', ') FROM (SELECT"
				  " currency, total FROM balance WHERE customer = :customer AND total > 0 ORDER BY currency)",
				  NULL)
			: NULL;
	char day[11];
	int r;

	if (!q) {
		db_close(snapshot);
		return -1;
	}
	query_bind_text(q, "customer", customer);
	r = query_next(q, c->diag);
	if (r > 0 && !query_null(q, 0))
		r = diag_hint(
			c->diag, DIAG_CASE_STATE, NULL,
			"why it is settled all the same is said by --reason; else --why written_off, agency or court",
			"%s owes %s on %s: that is not settled", customer, query_text(q, 0),
			date_format(date, day));
	query_close(q);
	db_close(snapshot);
	return r < 0 ? -1 : 0;
}

static int may_close(struct cmd *c, const char *id, int32_t date)
{
	const char *reason = cmd_option(c, "reason"), *customer;
	int32_t at[COLUMNS];
	struct query *q = open_case(c, id, at);
	int asked;

	if (!q)
		return -1;
	customer = arena_dup(c->arena, query_text(q, at[CUSTOMER]));
	asked = query_null(q, at[CLOSED]) && strcmp(cmd_option(c, "why"), "settled") == 0 &&
		!(reason && *reason);
	query_close(q);
	return asked ? owes_nothing(c, customer, date) : 0;
}

static int close_old(struct cmd *c, const char *id, int32_t date)
{
	const char *reason = cmd_option(c, "reason");
	int32_t at[COLUMNS];
	struct query *q;
	int64_t changed;
	int rc;

	if (may_close(c, id, date) < 0 || db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0)
		return -1;
	q = open_case(c, id, at);
	if (!q)
		return -1;
	rc = query_null(q, at[CLOSED])
		     ? 0
		     : diag(c->diag, DIAG_CASE_STATE, NULL, "%s is closed already", query_text(q, at[CASE]));
	id = arena_dup(c->arena, query_text(q, at[CASE]));
	query_close(q);
	q = rc < 0 ? NULL
		   : query_open(c->db, c->diag,
				"UPDATE bad_case SET closed = :date, why_closed = :why WHERE id = :id", NULL);
	if (!q)
		return -1;
	query_bind_text(q, "id", id);
	query_bind_int(q, "date", date);
	query_bind_text(q, "why", cmd_option(c, "why"));
	rc = query_next(q, c->diag);
	changed = db_changes(c->db);
	query_close(q);
	/* the reason is of the case's history: the custody log keeps it */
	if (rc >= 0 && reason && *reason)
		rc = vault_log(c->db, c->diag, date, "closed", id, NULL, house_text(c->house, "staff", "ar"),
			       arena_format(c->arena, "%s: %s", cmd_option(c, "why"), reason));
	if (rc < 0 || changed != 1 || db_run(c->db, c->diag, "COMMIT") < 0)
		return -1;
	cmd_print("%s is closed: %s\n", id, cmd_option(c, "why"));
	return 0;
}

/* A legal hold is put on a case or lifted: its papers are not purged while it is held. */
static int hold(struct cmd *c, const char *id, int32_t date, int release)
{
	const char *act = release ? "released" : "held", *by = cmd_option(c, "by"),
		   *reason = cmd_option(c, "reason");
	int32_t at[COLUMNS];
	struct query *q;
	int rc;

	if (db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0)
		return -1;
	q = open_case(c, id, at);
	if (!q)
		return -1;
	id = arena_dup(c->arena, query_text(q, at[CASE]));
	query_close(q);
	q = query_open(c->db, c->diag,
		       "SELECT act = 'held', who FROM case_hold WHERE case_id = :id ORDER BY id DESC LIMIT 1",
		       NULL);
	if (!q)
		return -1;
	query_bind_text(q, "id", id);
	rc = query_next(q, c->diag);
	if (rc >= 0 && release && !(rc == 1 && query_int(q, 0)))
		rc = diag(c->diag, DIAG_CASE_STATE, NULL, "%s is not held", id);
	else if (rc == 1 && !release && query_int(q, 0))
		rc = diag(c->diag, DIAG_CASE_STATE, NULL, "%s is held already by %s", id, query_text(q, 1));
	query_close(q);
	q = rc < 0 ? NULL
		   : query_open(
			     c->db, c->diag,
			     "INSERT INTO case_hold(case_id, act, date, who, reason) VALUES (:id, :act, :date, :who, :reason)",
			     NULL);
	if (!q)
		return -1;
	query_bind_text(q, "id", id);
	query_bind_text(q, "act", act);
	query_bind_int(q, "date", date);
	query_bind_text(q, "who", by);
	query_bind_text(q, "reason", reason);
	rc = query_next(q, c->diag);
	query_close(q);
	if (rc < 0 || vault_log(c->db, c->diag, date, act, id, NULL, by, reason) < 0 ||
	    db_run(c->db, c->diag, "COMMIT") < 0)
		return -1;
	cmd_print("%s is %s\n", id, act);
	return 0;
}

static int cmd_case(struct cmd *c)
{
	static const char *const reasons[] = {"settled", "written_off", "agency", "court"};
	const char *what = c->args > 0 ? c->arg[0] : "list", *why = cmd_option(c, "why");
	struct diag quiet;
	int32_t date;
	const int holds = strcmp(what, "hold") == 0 || strcmp(what, "release") == 0;
	int rc, i;

	if (strcmp(what, "list") != 0 && strcmp(what, "show") != 0 && strcmp(what, "open") != 0 &&
	    strcmp(what, "close") != 0 && !holds)
		return cmd_usage(c, "case %s: list, show, open, close, hold or release is expected", what);
	if (strcmp(what, "list") == 0 ? c->args > 1 : c->args != 2)
		return cmd_usage(c, "case %s wants %s", what,
				 strcmp(what, "list") == 0   ? "no further arguments"
				 : strcmp(what, "open") == 0 ? "a customer"
							     : "a case");
	if (strcmp(what, "close") == 0) {
		for (i = 0; i < 4 && !(why && strcmp(why, reasons[i]) == 0); i++)
			;
		if (i == 4)
			return cmd_usage(c, "case close wants --why settled, written_off, agency or court");
	}
	if (holds && (!cmd_option(c, "by") || !cmd_option(c, "by")[0] || !cmd_option(c, "reason") ||
		      !cmd_option(c, "reason")[0]))
		return cmd_usage(c, "case %s wants --by and --reason", what);
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if (strcmp(what, "list") == 0)
		return list(c);
	if (strcmp(what, "show") == 0)
		return show(c, c->arg[1]);
	if (day_read(c, DATE_NONE, &date, NULL) < 0)
		return EXIT_BAD_USAGE;
	rc = holds			 ? hold(c, c->arg[1], date, strcmp(what, "release") == 0)
	     : strcmp(what, "open") == 0 ? open_new(c, c->arg[1], date)
					 : close_old(c, c->arg[1], date);
	if (rc == 0)
		return EXIT_FINE;
	diag_init(&quiet, NULL, NULL);
	db_run(c->db, &quiet, "ROLLBACK");
	return EXIT_NOT_MADE;
}

const struct command command_case = {
	"case",
	"cases and their chronology: list, show, open, close, hold, release",
	"[list | show CASE | open CUSTOMER | close CASE --why WORD [--reason WHY] | hold|release CASE --by WHO --reason WHY]",
	cmd_case,
	options,
	"Cases open and close by themselves with `make`: past the policy's case_age, and when nothing is overdue any more.\n"};
