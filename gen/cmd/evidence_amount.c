/* evidence_amount.c: `evidence amount`: what somebody read off a paper in the store, to be compared with the
 * ledger. */
#include "cmd/evidence_amount.h"

#include <string.h>

#include "cli/day.h"

/* What the paper is about: its invoice's currency where the ledger has one alone. */
static int paper_read(struct cmd *c, const char *name, int32_t day, const struct currency **currency)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT e.invoice, iso(e.withdrawn_on), iso(max(e.filed_on, e.date)), max(e.filed_on, e.date) > :day, "
		"(SELECT iif(min(x.currency) = max(x.currency), min(x.currency), NULL) FROM entry x "
		"WHERE x.customer = e.customer AND x.number = e.invoice) FROM evidence e WHERE e.name = :name",
		NULL);
	char asked[11];
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "name", name);
	query_bind_int(q, "day", day);
	rc = query_next(q, c->diag);
	if (rc == 0)
		rc = diag_hint(c->diag, DIAG_EVIDENCE_INDEX, NULL, "`ledgerpress evidence list` lists them",
			       "the store has no paper \"%s\"", name);
	else if (rc == 1 && !query_null(q, 1))
		rc = diag(c->diag, DIAG_EVIDENCE_INDEX, NULL, "%s was withdrawn on %s", name,
			  query_text(q, 1));
	else if (rc == 1 && (query_null(q, 0) || !query_text(q, 0)[0]))
		rc = diag(c->diag, DIAG_EVIDENCE_INDEX, NULL,
			  "%s is about no one invoice: there is nothing to compare it with", name);
	else if (rc == 1 && query_int(q, 3))
		rc = diag(c->diag, DIAG_EVIDENCE_INDEX, NULL, "%s is before %s, the day of the filing of %s",
			  date_format(day, asked), query_text(q, 2), name);
	if (rc == 1 && !*currency && !query_null(q, 4))
		*currency = currency_find(query_text(q, 4));
	query_close(q);
	return rc < 0 ? -1 : 0;
}

static int paper_write(struct cmd *c, const char *name, int64_t amount, const char *currency, int32_t day,
		       const char *who)
{
	struct query *q = query_open(
		c->db, c->diag,
		"INSERT INTO evidence_read(name, amount, currency, date, who) VALUES (:name, :amount, :currency, :day, :who)",
		NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "name", name);
	query_bind_int(q, "amount", amount);
	query_bind_text(q, "currency", currency);
	query_bind_int(q, "day", day);
	query_bind_text(q, "who", who);
	rc = query_next(q, c->diag);
	query_close(q);
	return rc;
}

int evidence_amount(struct cmd *c)
{
	const char *s = cmd_option(c, "amount"), *code = cmd_option(c, "currency"),
		   *who = cmd_option(c, "by") ? cmd_option(c, "by") : house_text(c->house, "staff", "ar");
	const struct currency *currency = code ? currency_find(code) : NULL;
	int32_t day;
	int64_t amount;

	if (c->args != 2 || !s)
		return cmd_usage(c,
				 "evidence amount wants one paper, by its name in the store, and --amount");
	if (code && !currency)
		return cmd_usage(c, "--currency %s is no currency of ISO 4217", code);
	if (!who || !*who)
		return cmd_usage(c, "evidence amount wants --by: who read it");
	if (day_read(c, DATE_NONE, &day, NULL) < 0)
		return EXIT_BAD_USAGE;
	if (paper_read(c, c->arg[1], day, &currency) < 0)
		return EXIT_NOT_MADE;
	if (!currency)
		return cmd_usage(
			c, "evidence amount wants --currency: the ledger has the invoice in none, or in "
			   "several");
	/* 1.000 may be a thousand: nobody is to guess */
	if ((strchr(s, '.') && (int32_t)strlen(strchr(s, '.') + 1) > currency->digits) ||
	    money_parse(s, strlen(s), currency->digits, &amount) != 0 || amount <= 0)
		return cmd_usage(c, "--amount %s is no amount in %s", s, currency->code);
	if (paper_write(c, c->arg[1], amount, currency->code, day, who) < 0)
		return EXIT_NOT_MADE;
	cmd_say(c, "%s: read by %s\n", c->arg[1], who);
	return EXIT_FINE;
}
