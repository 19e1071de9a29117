/* record_echo.c: says again what was recorded, and what the plan makes of it. */
#include <string.h>

#include "cmd/record.h"
#include "db/event.h"
#include "fill/locale.h"
#include "run/freeze.h"

/* The house's first language, as figures are written in it; NULL: it has none. */
static struct locale *house_locale(struct cmd *c, struct diag *d)
{
	const char *said = house_text(c->house, "locale", "languages");
	const char *digits = house_text(c->house, "locale", "digits");
	const struct language *l;

	said = said ? said + strspn(said, " \t,") : "en";
	l = language_find(&c->house->languages, said, strcspn(said, " \t,+"));
	return l ? locale_open(d, l, digits && strcmp(digits, "arabic") == 0) : NULL;
}

/* An amount as the house writes it. In the run's arena. */
static const char *amount(struct cmd *c, const struct locale *l, int64_t minor, const char *code)
{
	const struct currency *cur = currency_find(code);
	char text[LOCALE_MAX], plain[48];

	if (l && cur) {
		locale_amount(l, text, minor, cur);
		return arena_dup(c->arena, text);
	}
	return arena_format(c->arena, "%s %s", code, out_money(minor, code, plain));
}

/* The document that the event is about, with its amount, and the promise. */
static void say_event(struct cmd *c, const struct locale *l, int64_t id)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT v.invoice, e.amount, e.currency, v.promise_amount, coalesce(e.currency, k.currency, :house), "
		"iso(v.promise_date) FROM event v LEFT JOIN customer k ON k.code = v.customer LEFT JOIN entry e ON e.id = "
		"(SELECT x.id FROM entry x WHERE x.customer = v.customer AND x.number = v.invoice ORDER BY x.amount < 0, "
		"x.date DESC, x.id DESC LIMIT 1) WHERE v.id = :id",
		NULL);

	if (!q)
		return;
	query_bind_int(q, "id", id);
	query_bind_text(q, "house", house_text(c->house, "locale", "currency"));
	if (query_next(q, c->diag) == 1) {
		if (!query_null(q, 1))
			cmd_say(c, ", %s of %s", query_text(q, 0),
				amount(c, l, query_int(q, 1), query_text(q, 2)));
		if (!query_null(q, 3))
			cmd_say(c, ", %s", amount(c, l, query_int(q, 3), query_text(q, 4)));
		if (!query_null(q, 5))
			cmd_say(c, " by %s", query_text(q, 5));
	}
	query_close(q);
}

/* One row a currency: what is demanded, what is left out of it. */
static int say_demand(struct cmd *c, struct db *snap, const struct locale *l, const char *customer)
{
	struct query *q = query_open(
		snap, c->diag,
		"SELECT b.currency, b.demand, (SELECT coalesce(sum(o.outstanding), 0) FROM open_item o WHERE o.customer = "
		"b.customer AND o.currency = b.currency AND o.age > 0 AND o.blocked IS NOT NULL) FROM balance b WHERE "
		"b.customer = :customer AND b.items > 0 ORDER BY b.currency",
		NULL);
	int rc = q ? 1 : -1, n = 0;

	if (q)
		query_bind_text(q, "customer", customer);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		cmd_say(c, "%s%s demanded", n++ ? "; " : " ",
			amount(c, l, query_int(q, 1), query_text(q, 0)));
		if (query_int(q, 2) != 0)
			cmd_say(c, ", %s left out", amount(c, l, query_int(q, 2), query_text(q, 0)));
	}
	query_close(q);
	if (n == 0)
		cmd_say(c, " nothing is open");
	return rc;
}

static int say_holds(struct cmd *c, struct db *snap, const char *customer)
{
	struct query *q = query_open(snap, c->diag,
				     "SELECT replace(reason, '_', ' '), iso(max(until)), "
				     "count(until) < count(*) FROM hold WHERE "
				     "customer = :customer GROUP BY reason ORDER BY reason",
				     NULL);
	int rc = q ? 1 : -1;

	if (q)
		query_bind_text(q, "customer", customer);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		cmd_say(c, "; no letters%s%s (%s)", query_int(q, 2) || query_null(q, 1) ? "" : " before ",
			query_int(q, 2) ? "" : query_text(q, 1), query_text(q, 0));
	query_close(q);
	return rc;
}

/* What the plan of the newest day makes of the customer now. A ledger that cannot be aged on it says nothing
 * here: the event stands. */
static void say_effect(struct cmd *c, const struct locale *l, const char *customer, int32_t date)
{
	const int64_t newest = freeze_newest(c);
	const int32_t day = newest > date ? (int32_t)newest : date;
	struct diag *said = c->diag, quiet;
	struct db *snap;
	char text[11];

	diag_init(&quiet, NULL, NULL);
	c->diag = &quiet;
	snap = freeze_memory(c, day, "");
	if (snap) {
		cmd_say(c, "as of %s:", date_format(day, text));
		if (say_demand(c, snap, l, customer) == 0)
			say_holds(c, snap, customer);
		cmd_say(c, "\n");
	}
	db_close(snap);
	c->diag = said;
}

void record_echo(struct cmd *c, int64_t id, const char *kind, const char *customer, int32_t date)
{
	const struct event_kind *e = event_find(kind);
	struct locale *l = house_locale(c, c->diag);

	cmd_say(c, "recorded as %lld: %s %s", (long long)id, kind, customer);
	say_event(c, l, id);
	cmd_say(c, e && e->effect[0] ? ": %s\n" : "\n", e ? e->effect : "");
	if (e && e->effect[0] && !c->quiet)
		say_effect(c, l, customer, date);
	locale_close(l);
}
