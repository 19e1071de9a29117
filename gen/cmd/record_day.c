/* record_day.c: the day on which something is recorded, and by whom: it stands beside the day on which it
 * happened. */
#include "cli/day.h"
#include "cli/known.h"
#include "cmd/record.h"

int record_day(struct cmd *c, int32_t date, struct recording *r)
{
	char day[11], than[11];

	r->who = cmd_option(c, "recorded-by");
	if (!r->who)
		r->who = house_text(c->house, "staff", "ar");
	if (known_staff(c, "recorded-by") < 0 || day_read(c, date, &r->date, NULL) < 0)
		return -1;
	if (r->date < date && cmd_option(c, "as-of")) {
		cmd_usage(c, "--as-of %s, the day of recording, is before the day on which it happened, %s",
			  date_format(r->date, day), date_format(date, than));
		return -1;
	}
	r->date = r->date < date ? date : r->date;
	r->event = db_int(c->db, c->diag, "SELECT coalesce(max(id), 0) FROM event", 0);
	r->paper_event = db_int(c->db, c->diag, "SELECT coalesce(max(id), 0) FROM paper_event", 0);
	return 0;
}

static int stamp(struct cmd *c, const struct recording *r, const char *sql, int64_t after)
{
	struct query *q = query_open(c->db, c->diag, sql, NULL);
	int rc = -1;

	if (q) {
		query_bind_int(q, "after", after);
		query_bind_int(q, "date", r->date);
		query_bind_text(q, "who", r->who);
		rc = query_next(q, c->diag);
	}
	query_close(q);
	return rc;
}

int record_stamp(struct cmd *c, const struct recording *r)
{
	return stamp(c, r,
		     "UPDATE event SET recorded_on = max(date, :date), recorded_by = :who WHERE id > :after",
		     r->event) < 0 ||
			       stamp(c, r,
				     "UPDATE paper_event SET recorded_on = max(date, :date), recorded_by = :who WHERE id > :after",
				     r->paper_event) < 0
		       ? -1
		       : 0;
}
