/* record_known.c: what an event speaks of must be in the ledger. */
#include <string.h>

#include "cli/known.h"
#include "cmd/record.h"

static int customer_known(struct cmd *c, const char *code)
{
	struct query *q = query_open(c->db, c->diag, "SELECT name FROM customer WHERE code = :code", NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "code", code);
	rc = query_next(q, c->diag);
	query_close(q);
	return rc == 0 ? diag_hint(c->diag, DIAG_NO_SUBJECT, NULL, known_hint(c, KNOWN_CUSTOMER, code),
				   "the ledger knows no customer %s", code)
		       : rc;
}

/* What the ledger answers: 1, 0: no row, -1. sql asks about :a and :b. */
static int ledger_has(struct cmd *c, const char *sql, const char *a, const char *b)
{
	struct query *q = query_open(c->db, c->diag, sql, NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "a", a);
	query_bind_text(q, "b", b);
	rc = query_next(q, c->diag);
	query_close(q);
	return rc;
}

/* An event about another customer's invoice, or about none that there is, would be kept and mean nothing. */
static int invoice_known(struct cmd *c, const char *customer, const char *invoice)
{
	int rc = ledger_has(c, "SELECT 1 FROM entry WHERE customer = :a AND number = :b", customer, invoice);

	if (rc != 0)
		return rc;
	rc = ledger_has(c, "SELECT 1 FROM entry WHERE number = :b AND :a <> ''", customer, invoice);
	if (rc < 0)
		return -1;
	return diag_hint(c->diag, DIAG_RECORD_STATE, NULL,
			 rc == 1 ? NULL : known_hint(c, KNOWN_INVOICE, invoice),
			 rc == 1 ? "%s is another customer's than %s" : "the ledger has no %s of customer %s",
			 invoice, customer);
}

static int staff_known(struct cmd *c, const char *code)
{
	int rc = ledger_has(c, "SELECT 1 FROM staff WHERE code = :a AND :b <> ''", code, code);

	return rc == 0 ? diag_hint(c->diag, DIAG_NO_SUBJECT, NULL, known_hint(c, KNOWN_STAFF, code),
				   "nobody of the staff has the code %s", code)
		       : rc;
}

int record_subjects(struct cmd *c, const struct about *about)
{
	const char *invoice = cmd_option(c, "invoice");

	if (customer_known(c, about->customer) < 0 ||
	    (invoice && invoice_known(c, about->customer, invoice) < 0))
		return -1;
	return about->staff && staff_known(c, about->staff) < 0 ? -1 : 0;
}

int record_decided(struct cmd *c, const char *number, struct about *about)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT customer, type, state IN ('planned', 'failed', 'cancelled'), state FROM paper WHERE number = :number",
		NULL);
	struct known reports = {0};
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "number", number);
	rc = query_next(q, c->diag);
	if (rc == 0)
		rc = known_read(
			     c, &reports,
			     "SELECT number FROM paper WHERE type = 'BDR' AND state NOT IN ('planned', 'failed', "
			     "'cancelled') ORDER BY id") < 0
			     ? -1
			     : known_check(c, &reports, "the register", "bad debts report", number);
	else if (rc == 1 && strcmp(query_text(q, 1), "BDR") != 0)
		rc = diag(c->diag, DIAG_RECORD_STATE, NULL, "%s is no bad debts report", number);
	else if (rc == 1 && query_int(q, 2))
		rc = diag(c->diag, DIAG_RECORD_STATE, NULL, "%s is %s", number, query_text(q, 3));
	else if (rc == 1 && about->customer && strcmp(about->customer, query_text(q, 0)) != 0)
		rc = diag(c->diag, DIAG_RECORD_STATE, NULL, "%s is of %s, not of %s", number,
			  query_text(q, 0), about->customer);
	if (rc == 1) {
		about->customer = arena_dup(c->arena, query_text(q, 0));
		about->reference = number;
	}
	query_close(q);
	return rc < 0 ? -1 : 0;
}

int record_risk(const struct cmd *c)
{
	const char *said = cmd_option(c, "risk");

	if (!said || strcmp(said, "low") == 0 || strcmp(said, "medium") == 0 || strcmp(said, "high") == 0)
		return 0;
	cmd_usage(c, "--risk %s: low, medium or high is expected", said);
	return -1;
}
