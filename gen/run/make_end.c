/* make_end.c: what ends a run: its lists, print files and mails, its page, its state. */
#include "run/make_mail.h"
#include "run/part.h"
#include "run/stack.h"

int make_close(struct make *m)
{
	struct cmd *c = m->cmd;

	/* a paper that was changed can be moved away and made anew while its run is open */
	if (m->changed)
		return 0;
	if (db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0 ||
	    register_close_run(c->diag, c->db, m->run.id) < 0)
		return -1;
	return db_run(c->db, c->diag, "COMMIT");
}

/* Papers that came in parts left their events in the order in which they came: they get the run's, as if one
 * machine had made all. Papers that have gone on since keep theirs. */
static int order_events(struct make *m)
{
	struct cmd *c = m->cmd;
	static const char find[] =
		"CREATE TEMP TABLE event_order AS SELECT *, row_number() OVER (ORDER BY id) AS by_id, row_number() OVER (ORDER BY seq) AS by_seq "
		"FROM (SELECT v.*, p.seq, count(*) OVER (PARTITION BY v.paper) AS events FROM paper_event v CROSS JOIN paper p ON p.id = v.paper "
		"WHERE p.run = :run) WHERE events = 1 AND state IN ('made', 'failed')";
	/* without a gap, where nothing else was noted meanwhile */
	static const char number[] =
		"ALTER TABLE temp.event_order ADD COLUMN new_id INTEGER; UPDATE temp.event_order SET new_id = CASE WHEN (SELECT count(*) "
		"FROM paper_event WHERE id BETWEEN (SELECT min(id) FROM temp.event_order) AND (SELECT max(id) FROM temp.event_order)) = "
		"(SELECT count(*) FROM temp.event_order) THEN (SELECT coalesce(max(id), 0) FROM paper_event WHERE id < (SELECT min(id) FROM "
		"temp.event_order)) + by_id ELSE id END";
	static const char order[] =
		"BEGIN IMMEDIATE; DELETE FROM paper_event WHERE id IN (SELECT id FROM temp.event_order); "
		"INSERT INTO paper_event(id, paper, date, state, who, note, channel, recorded_on, recorded_by) SELECT i.new_id, s.paper, s.date, "
		"s.state, s.who, s.note, s.channel, s.recorded_on, s.recorded_by FROM temp.event_order i JOIN temp.event_order s ON s.by_seq = i.by_id "
		"ORDER BY i.new_id; COMMIT";
	struct query *q = query_open(c->db, c->diag, find, NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "run", m->run.id);
	rc = query_next(q, c->diag);
	query_close(q);
	if (rc == 0)
		rc = db_run(c->db, c->diag, number);
	if (rc == 0 &&
	    db_int(c->db, c->diag,
		   "SELECT count(*) FROM temp.event_order WHERE by_id <> by_seq OR new_id <> id", 0) > 0)
		rc = db_run(c->db, c->diag, order);
	return rc == 0 ? db_run(c->db, c->diag, "DROP TABLE temp.event_order") : -1;
}

int make_end(struct make *m, struct db *snapshot, const struct job_context *k)
{
	struct cmd *c = m->cmd;

	if ((m->resumed && order_events(m) < 0) || make_lists(m, snapshot, k) < 0)
		return -1;
	if (cmd_flag(c, "merged") && (print_how_asked(c, &m->how) != 0 || make_merged(m, snapshot, k, 0) < 0))
		return -1;
	if (mail_wanted(c) && make_mail(m, snapshot, k) < 0)
		return -1;
	if (make_index(m) < 0 || part_clear(m) < 0 || make_close(m) < 0)
		return -1;
	return make_house_index(c);
}
