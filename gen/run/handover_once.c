/* handover_once.c: a customer is handed over once; a handover is accepted, shown, or taken back as one. */
#include <string.h>

#include "cli/known.h"
#include "evidence/vault.h"
#include "plan/plan.h"
#include "run/handover.h"

/* One row a named customer. table: of run and customer. */
static int put_names(const struct make *m, struct db *b, const char *table)
{
	struct query *q = query_open(
		b, m->cmd->diag,
		arena_format(m->cmd->arena, "INSERT INTO %s(run, customer) VALUES (?1, ?2)", table), NULL);
	int rc = q ? 0 : -1;

	for (int32_t i = 0; i < m->groups && rc == 0; i++) {
		query_reset(q);
		query_put_text(q, 1, m->run.id, -1);
		query_put_text(q, 2, m->group[i], -1);
		rc = query_next(q, m->cmd->diag);
	}
	query_close(q);
	return rc < 0 ? -1 : 0;
}

int handover_name(const struct make *m, struct db *b)
{
	return m->groups == 0 ? 0 : put_names(m, b, "run_customer");
}

int handover_apart(const struct make *m, struct db *snapshot)
{
	struct diag *d = m->cmd->diag;
	struct query *q;
	int rc;

	if (db_run(snapshot, d, "CREATE TEMP TABLE named(run, customer); CREATE TEMP TABLE apart(code)") <
		    0 ||
	    put_names(m, snapshot, "named") < 0)
		return -1;
	q = query_open(snapshot, d,
		       "INSERT INTO apart SELECT code FROM party WHERE salesman = :from AND code NOT IN "
		       "(SELECT customer FROM named)",
		       NULL);
	if (!q)
		return -1;
	query_bind_text(q, "from", m->run.made_by);
	rc = query_next(q, d);
	query_close(q);
	return rc < 0 ? -1
		      : db_run(snapshot, d,
			       "UPDATE customer SET salesman = NULL WHERE code IN (SELECT code FROM apart);"
			       "UPDATE dunning SET salesman = NULL WHERE customer IN (SELECT code FROM apart);"
			       "DELETE FROM passed WHERE customer IN (SELECT code FROM apart);"
			       "DROP TABLE temp.apart; DROP TABLE temp.named");
}

/* A handover that stands and touches this one's customers, which are all that the leaving salesman still has
 * in this snapshot: it hands them over on the day or later, or is not finished; it brought them on the day
 * itself; or it hands on, later, what the successor then has. */
static const char standing[] =
	"WITH mine AS MATERIALIZED (SELECT code, salesman_was FROM party WHERE salesman = :from) "
	"SELECT r.id, r.as_of, r.state, r.made_by, r.given_to FROM run r WHERE r.kind = 'handover' AND r.id <> :id "
	"AND NOT EXISTS (SELECT 1 FROM run_act a WHERE a.run = r.id AND a.act = 'cancelled') "
	"AND (r.made_by = :from AND (r.as_of >= :as_of OR r.state = 'planned') OR r.made_by = :to AND r.as_of > :as_of "
	"OR r.given_to = :from AND r.as_of = :as_of AND EXISTS (SELECT 1 FROM mine WHERE salesman_was <> :from)) "
	"AND (NOT EXISTS (SELECT 1 FROM run_customer n WHERE n.run = r.id) "
	"OR EXISTS (SELECT 1 FROM run_customer n JOIN mine ON mine.code = n.customer WHERE n.run = r.id)) "
	"ORDER BY r.as_of DESC, r.id LIMIT 1";

int handover_once(struct cmd *c, struct db *snapshot, const struct make *m)
{
	struct query *q = query_open(snapshot, c->diag, standing, NULL);
	char day[11];
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "id", m->run.id ? m->run.id : "");
	query_bind_text(q, "from", m->run.made_by);
	query_bind_text(q, "to", m->run.given_to);
	query_bind_int(q, "as_of", m->as_of);
	rc = query_next(q, c->diag);
	if (rc == 1)
		rc = diag_hint(
			c->diag, DIAG_HANDOVER, NULL,
			arena_format(
				c->arena,
				"a customer is handed over once: a later date, or `ledgerpress register cancel %s --reason …`",
				query_text(q, 0)),
			"%s of %s, from %s to %s, %s", query_text(q, 0),
			date_format((int32_t)query_int(q, 1), day), query_text(q, 3), query_text(q, 4),
			strcmp(query_text(q, 2), "made") == 0 ? "hands these customers over"
							      : "is being made, or was not finished");
	query_close(q);
	return rc < 0 ? -1 : 0;
}

/* ---- afterwards ---- */

struct fact {
	char *state, *from, *to, *cancelled, *accepted;
	int32_t as_of, papers;
};

/* 1; 0: there is no such handover. */
static int find(struct cmd *c, const char *run, struct fact *f)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT state, made_by, given_to, as_of, (SELECT iso(date) || coalesce(' by ' || who, '') || coalesce(': ' || note, '') "
		"FROM run_act a WHERE a.run = r.id AND act = 'cancelled'), (SELECT iso(date) || coalesce(' by ' || who, '') || coalesce(': ' || note, '') "
		"FROM run_act a WHERE a.run = r.id AND act = 'accepted'), (SELECT count(*) FROM paper p WHERE p.run = r.id AND p.state NOT IN "
		"('planned', 'failed', 'cancelled')) FROM run r WHERE id = :run AND kind = 'handover'",
		NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "run", run);
	rc = query_next(q, c->diag);
	if (rc == 1) {
		f->state = arena_dup(c->arena, query_text(q, 0));
		f->from = arena_dup(c->arena, query_text(q, 1));
		f->to = arena_dup(c->arena, query_text(q, 2));
		f->as_of = (int32_t)query_int(q, 3);
		f->cancelled = query_null(q, 4) ? NULL : arena_dup(c->arena, query_text(q, 4));
		f->accepted = query_null(q, 5) ? NULL : arena_dup(c->arena, query_text(q, 5));
		f->papers = (int32_t)query_int(q, 6);
	}
	query_close(q);
	return rc;
}

static int put_act(struct cmd *c, const char *run, const char *act, int32_t date, const char *who,
		   const char *note)
{
	struct query *q = query_open(
		c->db, c->diag,
		"INSERT INTO run_act(run, act, date, who, note) VALUES (:run, :act, :date, :who, :note)",
		NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "run", run);
	query_bind_text(q, "act", act);
	query_bind_int(q, "date", date);
	query_bind_text(q, "who", who);
	query_bind_text(q, "note", note);
	rc = query_next(q, c->diag);
	query_close(q);
	return rc < 0 ? -1 : 0;
}

/* A later handover of the successor has these customers in its pack. */
static int handed_on(struct cmd *c, const char *run, const struct fact *f)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT r.id FROM run r WHERE r.kind = 'handover' AND r.made_by = :to AND (r.as_of, r.id) > (:as_of, :run) "
		"AND NOT EXISTS (SELECT 1 FROM run_act a WHERE a.run = r.id AND act = 'cancelled') "
		"AND (NOT EXISTS (SELECT 1 FROM run_customer n WHERE n.run = r.id) OR NOT EXISTS (SELECT 1 FROM run_customer n WHERE n.run = :run) "
		"OR EXISTS (SELECT 1 FROM run_customer n JOIN run_customer o ON o.customer = n.customer AND o.run = :run WHERE n.run = r.id)) ORDER BY r.as_of DESC, r.id DESC LIMIT 1",
		NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "to", f->to);
	query_bind_int(q, "as_of", f->as_of);
	query_bind_text(q, "run", run);
	rc = query_next(q, c->diag);
	if (rc == 1)
		rc = diag(c->diag, DIAG_PLAN_CANCELLED, NULL,
			  "%s hands the customers of %s on; it is to be cancelled first", query_text(q, 0),
			  run);
	query_close(q);
	return rc;
}

int handover_cancel(struct cmd *c, const char *run, int32_t date, const char *who, const char *note,
		    int32_t *n)
{
	struct fact f;
	struct query *q;
	int rc = find(c, run, &f);

	*n = 0;
	if (rc <= 0)
		return rc;
	if (f.cancelled)
		return diag(c->diag, DIAG_PLAN_CANCELLED, NULL, "%s was cancelled on %s", run, f.cancelled);
	if (handed_on(c, run, &f) < 0)
		return -1;
	q = query_open(
		c->db, c->diag,
		"SELECT number FROM paper WHERE run = :run AND state NOT IN ('failed', 'cancelled') ORDER BY seq",
		NULL);
	rc = q ? 1 : -1;
	if (q)
		query_bind_text(q, "run", run);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		if (register_cancel(c->diag, c->db, query_text(q, 0), date, who, CANCEL_REPLACE, note) < 0)
			rc = -1;
		(*n)++;
	}
	query_close(q);
	if (rc < 0 || register_close_run(c->diag, c->db, run) < 0 ||
	    put_act(c, run, "cancelled", date, who, note) < 0 ||
	    vault_log(c->db, c->diag, date, "handover cancelled", run, NULL, who, note) < 0)
		return -1;
	return 1;
}

static int accept(struct cmd *c, const char *run, const char *by, int32_t date, const char *note)
{
	struct fact f;
	int rc = find(c, run, &f);
	char day[11];

	if (rc < 0)
		return -1;
	if (rc == 0)
		return diag_hint(c->diag, DIAG_PLAN_NUMBER, NULL, known_hint(c, KNOWN_HANDOVER, run),
				 "the register has no handover %s", run);
	if (f.cancelled)
		return diag(c->diag, DIAG_RECORD_STATE, NULL, "%s was cancelled on %s", run, f.cancelled);
	if (f.accepted)
		return diag(c->diag, DIAG_RECORD_STATE, NULL, "%s was accepted on %s", run, f.accepted);
	if (strcmp(f.state, "made") != 0)
		return diag(c->diag, DIAG_RECORD_STATE, NULL, "%s is not finished", run);
	if (strcmp(f.to, by) != 0)
		return diag(c->diag, DIAG_RECORD_STATE, NULL,
			    "%s is accepted by %s, who takes over, and not by %s", run, f.to, by);
	if (date < f.as_of)
		return diag(c->diag, DIAG_RECORD_STATE, NULL, "%s is of %s, and not accepted before", run,
			    date_format(f.as_of, day));
	return put_act(c, run, "accepted", date, by, note);
}

int handover_accept(struct cmd *c, const char *run, const char *by, int32_t date, const char *note)
{
	struct diag quiet;

	if (db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0)
		return EXIT_STOPPED;
	if (accept(c, run, by, date, note) == 0 && db_run(c->db, c->diag, "COMMIT") == 0) {
		cmd_say(c, "recorded: accepted %s\n", run);
		return EXIT_FINE;
	}
	diag_init(&quiet, NULL, NULL);
	db_run(c->db, &quiet, "ROLLBACK");
	return EXIT_NOT_MADE;
}

int handover_show(struct cmd *c, const char *run)
{
	struct fact f;
	int rc = find(c, run, &f);
	char day[11];

	if (rc != 1)
		return rc;
	cmd_print("%-10s %s\n%-10s %s\n%-10s %s\n%-10s %s\n%-10s %s\n%-10s %d\n", "handover", run, "from",
		  f.from, "to", f.to, "as of", date_format(f.as_of, day), "state",
		  f.cancelled ? "cancelled" : f.state, "papers", (int)f.papers);
	if (f.cancelled)
		cmd_print("%-10s %s\n", "cancelled", f.cancelled);
	if (f.accepted || !f.cancelled)
		cmd_print("%-10s %s\n", "accepted", f.accepted ? f.accepted : "not recorded");
	return 1;
}
