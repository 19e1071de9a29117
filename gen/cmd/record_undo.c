/* record_undo.c: events by their numbers, and one taken back: it stays with its trace, and what is planned
 * from then on does not see it. */
#include <stdlib.h>
#include <string.h>

#include "cli/list.h"
#include "cli/known.h"
#include "cmd/record.h"
#include "run/freeze.h"

int record_list(struct cmd *c)
{
	struct known names = {0};
	struct query *q;
	struct out_table *o;
	int32_t i;
	int rc = 1;

	if (known_read(c, &names, "SELECT code FROM customer UNION SELECT customer FROM event") < 0 ||
	    known_check(c, &names, "the ledger", "customer", cmd_option(c, "customer")) < 0)
		return EXIT_NOT_MADE;
	q = query_open(
		c->db, c->diag,
		"SELECT v.id, iso(v.date), v.kind, v.customer, v.invoice, v.outcome, "
		"CASE WHEN v.kind <> 'reply' AND coalesce(v.promise_date, v.promise_amount) IS NOT NULL THEN coalesce(money(v.promise_amount, coalesce((SELECT e.currency FROM entry e "
		"WHERE e.customer = v.customer AND e.number = v.invoice ORDER BY e.amount < 0, e.id LIMIT 1), k.currency, :house)), 'all') END, "
		"iso(coalesce(v.promise_date, v.next_date)), "
		"CASE WHEN v.kind = 'reply' THEN money(v.promise_amount, coalesce(k.currency, :house)) END, v.staff, "
		"CASE WHEN u.event IS NULL THEN 'counts' ELSE 'undone ' || iso(u.date) || ' by ' || u.who || ': ' || u.why END, "
		"CASE WHEN s.file IS NULL THEN 'record' ELSE s.file || ':' || v.line END, iso(v.recorded_on), v.recorded_by "
		"FROM event v LEFT JOIN customer k ON k.code = v.customer LEFT JOIN event_undone u ON u.event = v.id "
		"LEFT JOIN source s ON s.id = v.source WHERE :customer IS NULL OR v.customer = :customer ORDER BY v.date, v.id",
		NULL);
	if (!q)
		return EXIT_STOPPED;
	query_bind_text(q, "customer", cmd_option(c, "customer"));
	query_bind_text(q, "house", house_text(c->house, "locale", "currency"));
	o = list_open(LIST_events, 0);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		for (i = 0; i < query_columns(q); i++)
			out_cell(o, query_null(q, i) ? NULL : query_text(q, i));
	query_close(q);
	out_close(c, o);
	return rc < 0 ? EXIT_STOPPED : EXIT_FINE;
}

/* Whether a run's frozen ledger had the event. Where it is gone, or of another time, the day alone says so.
 */
static int run_saw(struct cmd *c, const char *run, int64_t id)
{
	const char *path = arena_format(c->arena, "out/%s/snapshot.db", run);
	struct query *q;
	struct diag quiet;
	struct db *b;
	int rc = 1;

	diag_init(&quiet, NULL, NULL);
	b = file_exists(path) ? freeze_open(c, path, &quiet) : NULL;
	q = b ? query_open(b, &quiet, "SELECT count(*) FROM event WHERE id = :id", NULL) : NULL;
	if (q) {
		query_bind_int(q, "id", id);
		rc = query_next(q, &quiet) != 1 || query_int(q, 0) > 0;
	}
	query_close(q);
	db_close(b);
	return rc;
}

/* The customer's papers that were made with the event in view: people decide what becomes of them. */
static int name_papers(struct cmd *c, int64_t id)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT p.number, iso(p.as_of), p.state, p.run FROM paper p JOIN event v ON v.customer = p.customer AND p.as_of >= v.date "
		"WHERE v.id = :id AND p.state NOT IN ('planned', 'failed', 'cancelled') ORDER BY p.run, p.seq",
		NULL);
	const char *last = "";
	int rc = q ? 1 : -1, saw = 0, n = 0;

	if (q)
		query_bind_int(q, "id", id);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		if (strcmp(last, query_text(q, 3)) != 0) {
			last = arena_dup(c->arena, query_text(q, 3));
			saw = run_saw(c, last, id);
		}
		if (!saw)
			continue;
		if (n++ == 0)
			cmd_print(
				"papers that were made with it in view (`ledgerpress register cancel NUMBER` "
				"takes one back):\n");
		cmd_print("  %s of %s, %s\n", query_text(q, 0), query_text(q, 1), query_text(q, 2));
	}
	query_close(q);
	return rc;
}

/* The event must be there, of a person's word, not taken back yet, and not behind the day. said: the event in
 * words. */
static int undo_allowed(struct cmd *c, int64_t id, const char *number, int32_t date, const char **said)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT v.kind || ' ' || v.customer || ' of ' || iso(v.date), iso(u.date), u.who, s.file, v.line, v.date FROM event v "
		"LEFT JOIN event_undone u ON u.event = v.id LEFT JOIN source s ON s.id = v.source WHERE v.id = :id",
		NULL);
	char day[11], than[11];
	int rc;

	if (!q)
		return -1;
	query_bind_int(q, "id", id);
	rc = query_next(q, c->diag);
	if (rc == 0)
		rc = diag_hint(c->diag, DIAG_RECORD_STATE, NULL, "`ledgerpress record list` numbers them",
			       "there is no event %s", number);
	else if (rc == 1 && !query_null(q, 1))
		rc = diag(c->diag, DIAG_RECORD_STATE, NULL, "event %s was undone on %s by %s already", number,
			  query_text(q, 1), query_text(q, 2));
	else if (rc == 1 && !query_null(q, 3)) {
		struct place at = {query_text(q, 3), (int32_t)query_int(q, 4), 0};

		rc = diag_hint(c->diag, DIAG_RECORD_STATE, &at, "correct the export and import it again",
			       "event %s was imported", number);
	} else if (rc == 1 && date < query_int(q, 5))
		rc = diag(c->diag, DIAG_RECORD_STATE, NULL, "%s is before the day of event %s, %s",
			  date_format(date, day), number, date_format((int32_t)query_int(q, 5), than));
	if (rc == 1)
		*said = arena_dup(c->arena, query_text(q, 0));
	query_close(q);
	return rc;
}

static int undo_write(struct cmd *c, int64_t id, int32_t date)
{
	struct query *q = query_open(
		c->db, c->diag,
		"INSERT INTO event_undone(event, date, who, why) VALUES (:event, :date, :who, :why)", NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_int(q, "event", id);
	query_bind_int(q, "date", date);
	query_bind_text(q, "who", cmd_option(c, "who"));
	query_bind_text(q, "why", cmd_option(c, "note"));
	rc = query_next(q, c->diag);
	query_close(q);
	return rc;
}

int record_undo(struct cmd *c, const char *number, int32_t date)
{
	const char *said = NULL;
	struct diag quiet;
	char *end;
	long long id = strtoll(number, &end, 10);

	if (end == number || *end || id < 1 || number[0] < '0' || number[0] > '9')
		return cmd_usage(
			c, "record undo %s: the number of an event is expected, as `record list` has it",
			number);
	if (!cmd_option(c, "who") || !cmd_option(c, "note"))
		return cmd_usage(c,
				 "record undo wants --who NAME and --note WHY: they stay beside the event");
	if (db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0)
		return EXIT_STOPPED;
	if (undo_allowed(c, id, number, date, &said) == 1 && undo_write(c, id, date) == 0 &&
	    db_run(c->db, c->diag, "COMMIT") == 0) {
		cmd_print("undone: %s, %s\n", number, said);
		return name_papers(c, id) < 0 ? EXIT_STOPPED : EXIT_FINE;
	}
	diag_init(&quiet, NULL, NULL);
	db_run(c->db, &quiet, "ROLLBACK");
	return EXIT_NOT_MADE;
}
