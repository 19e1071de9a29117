/* cmd_retention.c: `retention`: closed cases and how long their papers are kept. Nothing is deleted here. */
#include "cli/cmd.h"

static int run(struct cmd *c)
{
	struct query *q;
	struct out_table *t;
	int32_t as_of;
	int64_t years;
	int r;

	if (cmd_as_of(c, &as_of) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	years = house_int(c->house, "retention", "years", 7);
	q = query_open(
		c->db, c->diag,
		"SELECT b.id, b.customer, b.closed, add_months(b.closed, 12 * :years) AS until,"
		" (SELECT count(*) FROM evidence e WHERE e.case_id = b.id), (SELECT count(*) FROM paper p WHERE p.case_id = b.id)"
		" FROM bad_case b WHERE b.closed <= :as_of AND (:all OR add_months(b.closed, 12 * :years) < :as_of) ORDER BY until, b.id",
		NULL);
	if (!q)
		return EXIT_STOPPED;
	query_bind_int(q, "years", years);
	query_bind_int(q, "as_of", as_of);
	query_bind_int(q, "all", cmd_flag(c, "all"));
	t = out_open();
	out_column(t, "case", OUT_LEFT);
	out_column(t, "customer", OUT_LEFT);
	out_column(t, "closed", OUT_LEFT);
	out_column(t, "kept_until", OUT_LEFT);
	out_column(t, "evidence", OUT_NUMBER);
	out_column(t, "papers", OUT_NUMBER);
	while ((r = query_next(q, c->diag)) > 0) {
		out_cell(t, query_text(q, 0));
		out_cell(t, query_text(q, 1));
		out_cell_date(t, (int32_t)query_int(q, 2));
		out_cell_date(t, (int32_t)query_int(q, 3));
		out_cell_int(t, query_int(q, 4));
		out_cell_int(t, query_int(q, 5));
	}
	query_close(q);
	if (r < 0) {
		out_drop(t);
		return EXIT_STOPPED;
	}
	out_close(c, t);
	return EXIT_FINE;
}

static const struct option_row options[] = {{"as-of", 0, "DATE", "what is past its time on that day"},
					    {"all", 0, NULL, "also cases whose time still runs"},
					    {NULL, 0, NULL, NULL}};

const struct command command_retention = {
	"retention",
	"closed cases whose papers are past the time that they are kept",
	"--as-of DATE",
	run,
	options,
	"[retention] years in house.ini, counted from the closing of the case. Nothing is deleted.\n"};
