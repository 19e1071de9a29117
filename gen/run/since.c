/* since.c: what has come into the ledger since somebody looked at a plan, and whether it is fresh enough. */
#include "run/since.h"

#include <stdio.h>
#include <string.h>

#include "run/freeze.h"

#define LAST_PLAN "out/last-plan"
#define FORMAT "plan 1\nas of %d\nexports to %lld\nentries to %lld\nevents to %lld\n"

static int64_t newest(struct cmd *c, const char *table)
{
	return db_int(c->db, c->diag, arena_format(c->arena, "SELECT max(id) FROM %s", table), 0);
}

void since_note(struct cmd *c, int32_t as_of)
{
	char *said = arena_format(c->arena, FORMAT, (int)as_of, (long long)newest(c, "source"),
				  (long long)newest(c, "entry"), (long long)newest(c, "event"));
	struct diag quiet;

	diag_init(&quiet, NULL, NULL);
	if (file_mkdirs(&quiet, "out") == 0)
		file_write(&quiet, LAST_PLAN, said, strlen(said), 1);
}

/* Appends "3 of this, 1 of that" from a query of counts and words. */
static int add_counts(struct cmd *c, struct text *t, const char *sql, long long after)
{
	struct query *q = query_open(c->db, c->diag, sql, NULL);
	int rc = q ? 1 : -1;

	if (q)
		query_bind_int(q, "after", after);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		text_addf(t, "%s%s", t->len ? ", " : "", query_text(q, 0));
	query_close(q);
	return rc;
}

static int add_payments(struct cmd *c, struct text *t, long long after)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT count(*), currency, -sum(amount), count(DISTINCT customer) FROM entry WHERE id > :after AND type = 'payment' GROUP BY currency ORDER BY currency",
		NULL);
	char sum[48];
	int rc = q ? 1 : -1;

	if (q)
		query_bind_int(q, "after", after);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		text_addf(t, "%s%lld payment%s of %lld customer%s (%s %s)", t->len ? ", " : "",
			  (long long)query_int(q, 0), query_int(q, 0) == 1 ? "" : "s",
			  (long long)query_int(q, 3), query_int(q, 3) == 1 ? "" : "s", query_text(q, 1),
			  out_money(query_int(q, 2), query_text(q, 1), sum));
	query_close(q);
	return rc;
}

int since_say(struct cmd *c, int32_t as_of)
{
	long long exports, entries, events;
	struct diag quiet;
	struct text t;
	size_t n;
	char *said, day[11];
	int of, rc;

	diag_init(&quiet, NULL, NULL);
	said = file_exists(LAST_PLAN) ? file_read(c->arena, &quiet, LAST_PLAN, 1 << 10, &n) : NULL;
	if (!said || sscanf(said, FORMAT, &of, &exports, &entries, &events) != 4 || of != as_of)
		return 0;
	text_init(&t);
	rc = add_counts(
		c, &t,
		"SELECT 'export ' || file FROM source WHERE id > :after AND replaced_by IS NULL ORDER BY id",
		exports);
	if (rc == 0)
		rc = add_payments(c, &t, entries);
	if (rc == 0)
		rc = add_counts(
			c, &t,
			"SELECT replace(e.kind, '_', ' ') || ' of ' || e.customer || coalesce(' ' || e.invoice, '') FROM event e "
			"WHERE e.id > :after AND e.id NOT IN (SELECT event FROM event_undone) ORDER BY e.id LIMIT 20",
			events);
	if (rc == 0 && t.len > 0)
		cmd_say(c, "new since the plan as of %s: %s\n", date_format(as_of, day), text_str(&t));
	text_done(&t);
	return rc;
}

int since_stale(struct cmd *c, int32_t as_of)
{
	const struct house_key *k = house_find(c->house, "policy", "stale_days");
	const int64_t most = house_int(c->house, "policy", "stale_days", -1), last = freeze_newest(c);
	struct place at;
	char day[11];

	if (!k || most < 0 || last == DATE_NONE || as_of - last <= most || cmd_flag(c, "stale-ok"))
		return 0;
	at = house_place(k, k->value);
	return diag_hint(c->diag, DIAG_STALE, &at, "import newer exports, or say --stale-ok",
			 "the newest posting is of %s, %lld days before the day: the policy allows %lld",
			 date_format((int32_t)last, day), (long long)(as_of - last), (long long)most);
}
