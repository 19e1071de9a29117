/* bundle_rewind.c: a copy of the ledger as it was on a day, so that nothing later leaks into a bundle. */
#include "evidence/bundle.h"
#include "evidence/history.h"

/* A paper that was cancelled later stood then; the one that took its place was not there yet. What became of
 * a paper is the last that was recorded of it up to the day. */
static const char rewind_sql[] =
	"DROP INDEX paper_once; DROP INDEX bad_case_open;"
	"UPDATE paper SET state = 'failed' WHERE replaces IN (SELECT p.number FROM paper p JOIN paper_event v ON v.paper = p.id "
	" WHERE v.state LIKE 'cancelled%' AND coalesce(v.recorded_on, v.date) > (SELECT day FROM temp.rewound));"
	"UPDATE paper SET state = coalesce((SELECT CASE WHEN v.state LIKE 'cancelled%' THEN 'cancelled' ELSE v.state END FROM paper_event v"
	" WHERE v.paper = paper.id AND coalesce(v.recorded_on, v.date) <= (SELECT day FROM temp.rewound) AND (v.state IN ('made', 'sent', 'delivered', 'answered', 'signed')"
	" OR v.state LIKE 'cancelled%') ORDER BY v.id DESC LIMIT 1), 'made') WHERE file IS NOT NULL AND state NOT IN ('planned', 'failed')"
	" AND id IN (SELECT paper FROM paper_event WHERE coalesce(recorded_on, date) > (SELECT day FROM temp.rewound));"
	"DELETE FROM paper_event WHERE coalesce(recorded_on, date) > (SELECT day FROM temp.rewound);"
	/* what happened before, and was recorded later, nobody knew of */
	"DELETE FROM event WHERE recorded_on > (SELECT day FROM temp.rewound);"
	"DELETE FROM run_act WHERE date > (SELECT day FROM temp.rewound);"
	"DELETE FROM evidence_read WHERE date > (SELECT day FROM temp.rewound);"
	"DELETE FROM event_undone WHERE date > (SELECT day FROM temp.rewound);"
	"DELETE FROM evidence WHERE filed_on > (SELECT day FROM temp.rewound);"
	"UPDATE evidence SET withdrawn_on = NULL, withdrawn_why = NULL WHERE withdrawn_on > (SELECT day FROM temp.rewound);"
	/* of a later line its hash alone stays, for the lines of one day do not always follow each other */
	"UPDATE custody SET act = '', subject = '', sha256 = NULL, who = NULL, note = NULL WHERE date > (SELECT day FROM temp.rewound);"
	"UPDATE bad_case SET closed = NULL, why_closed = NULL WHERE closed > (SELECT day FROM temp.rewound);"
	"DELETE FROM bad_case WHERE opened > (SELECT day FROM temp.rewound) AND customer IN (SELECT customer FROM bad_case"
	" WHERE opened <= (SELECT day FROM temp.rewound) AND closed IS NULL);"
	"CREATE UNIQUE INDEX bad_case_open ON bad_case(customer) WHERE closed IS NULL;"
	"DROP TABLE temp.rewound";

int bundle_rewind(struct db *copy, const struct house *h, int32_t as_of, struct diag *d)
{
	struct query *q;
	int r = history_rewind(copy, h, d, as_of) < 0
			? -1
			: db_run(copy, d, "CREATE TEMP TABLE rewound(day INTEGER)");

	q = r < 0 ? NULL : query_open(copy, d, "INSERT INTO temp.rewound VALUES (?1)", NULL);
	if (!q)
		return -1;
	query_put_int(q, 1, as_of);
	r = query_next(q, d);
	query_close(q);
	return r < 0 ? -1 : db_run(copy, d, rewind_sql);
}
