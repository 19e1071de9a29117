/* correct.c: papers of the store put right, or withdrawn. */
#include "evidence/correct.h"

#include <string.h>

#include "evidence/doctype.h"
#include "evidence/history.h"
#include "evidence/vault.h"

enum {
	CUSTOMER,
	INVOICE,
	DATE,
	DOCTYPE,
	SHA256,
	SIGNED_BY,
	ROLE,
	YEAR,
	MEDIA,
	FILED_ON,
	WITHDRAWN_ON,
	LAST_ON,
	AUTHORITY,
	UNTIL,
	COLUMNS
};

struct stored {
	const char *value[COLUMNS]; /* NULL: none */
};

static const char *get(const struct query *q, int32_t i, struct arena *a)
{
	return query_null(q, i) ? NULL : arena_dup(a, query_text(q, i));
}

/* The paper as it stands. A correction of an earlier day than its last line in the log would rewrite what
 * was. */
static int read_stored(struct db *b, struct arena *a, struct diag *d, const struct correction *k,
		       struct stored *s)
{
	struct query *q = query_open(
		b, d,
		"SELECT customer, invoice, iso(date), doctype, sha256, signed_by, signed_role, invoice_year, media, iso(filed_on), iso(withdrawn_on),"
		" (SELECT iso(max(c.date)) FROM custody c WHERE c.subject = e.name), authority, iso(authority_until) FROM evidence e WHERE name = :name",
		NULL);
	const char *last;
	char day[11];
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "name", k->name);
	r = query_next(q, d);
	for (int32_t i = 0; r > 0 && i < COLUMNS; i++)
		s->value[i] = get(q, i, a);
	query_close(q);
	if (r == 0)
		return diag_hint(d, DIAG_NO_SUBJECT, NULL, "`ledgerpress evidence list` lists them",
				 "the store has no paper \"%s\"", k->name);
	if (r < 0)
		return -1;
	if (s->value[WITHDRAWN_ON])
		return diag(d, DIAG_EVIDENCE_CORRECT, NULL, "%s was withdrawn on %s", k->name,
			    s->value[WITHDRAWN_ON]);
	date_format(k->day, day);
	last = s->value[LAST_ON] ? s->value[LAST_ON] : s->value[FILED_ON];
	if (strcmp(day, s->value[FILED_ON]) < 0 || strcmp(day, last) < 0)
		return diag(d, DIAG_EVIDENCE_CORRECT, NULL,
			    "%s is before %s, the day of the last line that the custody log has of %s", day,
			    last, k->name);
	return 0;
}

static int customer_known(struct db *b, struct diag *d, const char *customer)
{
	struct query *q = query_open(b, d, "SELECT 1 FROM customer WHERE code = :code", NULL);
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "code", customer);
	r = query_next(q, d);
	query_close(q);
	if (r == 0)
		return diag(d, DIAG_EVIDENCE_CORRECT, NULL, "the ledger has no customer \"%s\"", customer);
	return r < 0 ? -1 : 0;
}

static void change(struct history_line *l, struct history_change *to, enum history_field f, const char *was,
		   const char *is)
{
	if (strcmp(was ? was : "", is ? is : "") != 0)
		to[l->changes++] = (struct history_change){f, was, is};
}

/* Of another invoice or customer the year that was said is no longer one of it. */
static int year_goes(const struct stored *s, const char *const is[DOCTYPE + 1])
{
	const char *was = s->value[INVOICE] ? s->value[INVOICE] : "", *now = is[INVOICE] ? is[INVOICE] : "";

	return strcmp(was, now) != 0 || strcmp(s->value[CUSTOMER], is[CUSTOMER]) != 0;
}

/* Of another customer it belongs to that one's case, where it has one that is open. */
static int put(struct db *b, struct diag *d, const struct correction *k, const char *const is[DOCTYPE + 1],
	       int valid, const char *why)
{
	struct query *q = query_open(
		b, d,
		"UPDATE evidence SET case_id = CASE WHEN customer = :customer THEN case_id ELSE (SELECT id FROM bad_case WHERE"
		" customer = :customer AND opened <= :day AND closed IS NULL) END, invoice_year = CASE WHEN invoice IS :invoice"
		" AND customer = :customer THEN invoice_year END, customer = :customer, invoice = :invoice, date = day(:date), doctype = :doctype,"
		" valid = CASE WHEN unreadable IS NULL THEN :valid ELSE 0 END, why_invalid = coalesce(unreadable, :why) WHERE name = :name",
		NULL);
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "customer", is[CUSTOMER]);
	query_bind_text(q, "invoice", is[INVOICE]);
	query_bind_text(q, "date", is[DATE]);
	query_bind_text(q, "doctype", is[DOCTYPE]);
	query_bind_int(q, "day", k->day);
	query_bind_int(q, "valid", valid);
	query_bind_text(q, "why", why);
	query_bind_text(q, "name", k->name);
	r = query_next(q, d);
	query_close(q);
	return r;
}

static int correct(struct db *b, struct arena *a, struct diag *d, const struct doctypes *types,
		   const struct correction *k)
{
	struct stored s;
	const struct doctype *type;
	const char *is[DOCTYPE + 1], *why, *hint, *told;
	struct history_change to[HISTORY_FIELDS];
	struct history_line l = {
		.name = k->name, .who = k->who, .reason = k->reason, .day = k->day, .change = to};
	char day[11];
	int valid, r;

	if (read_stored(b, a, d, k, &s) < 0)
		return -1;
	is[CUSTOMER] = k->customer ? k->customer : s.value[CUSTOMER];
	is[INVOICE] = !k->invoice ? s.value[INVOICE] : *k->invoice ? k->invoice : NULL;
	is[DATE] = k->date == DATE_NONE ? s.value[DATE] : date_format(k->date, day);
	type = doctype_find(types, k->doctype ? k->doctype : s.value[DOCTYPE]);
	hint = type ? NULL : diag_closest(k->doctype, types->code, types->n);
	if (!type)
		return diag_hint(d, DIAG_EVIDENCE_CORRECT, NULL,
				 hint ? arena_format(a, "did you mean `%s`?", hint) : NULL,
				 "\"%s\" is no DocType", k->doctype ? k->doctype : s.value[DOCTYPE]);
	is[DOCTYPE] = type->code;
	if (k->date != DATE_NONE && strcmp(is[DATE], s.value[FILED_ON]) > 0)
		return diag(d, DIAG_EVIDENCE_CORRECT, NULL,
			    "the paper's date %s is after the day of filing, %s", is[DATE],
			    s.value[FILED_ON]);
	if (k->customer && customer_known(b, d, k->customer) < 0)
		return -1;
	l.sha256 = s.value[SHA256];
	change(&l, to, HISTORY_CUSTOMER, s.value[CUSTOMER], is[CUSTOMER]);
	change(&l, to, HISTORY_INVOICE, s.value[INVOICE], is[INVOICE]);
	change(&l, to, HISTORY_DATE, s.value[DATE], is[DATE]);
	change(&l, to, HISTORY_DOCTYPE, s.value[DOCTYPE], is[DOCTYPE]);
	if (year_goes(&s, is)) /* with the invoice that it was of */
		change(&l, to, HISTORY_YEAR, s.value[YEAR], NULL);
	if (l.changes == 0)
		return diag(d, DIAG_EVIDENCE_CORRECT, NULL, "%s is that already: nothing to correct",
			    k->name);
	why = doctype_fault_by(a, type, s.value[SIGNED_BY], s.value[ROLE], s.value[AUTHORITY],
			       s.value[UNTIL] ? date_parse(s.value[UNTIL], strlen(s.value[UNTIL]))
					      : DATE_NONE,
			       date_parse(is[DATE], strlen(is[DATE])), s.value[MEDIA], &valid);
	r = put(b, d, k, is, valid, why);
	if (r >= 0)
		r = history_log(b, a, d, &l);
	told = history_told_all(a, to, l.changes);
	if (r >= 0)
		diag(d, DIAG_EVIDENCE_CORRECTED, NULL, "%s: %s", k->name, told);
	if (r >= 0 && why)
		diag(d, valid ? DIAG_EVIDENCE_SIGNER : DIAG_EVIDENCE_INVALID, NULL, "%s: %s", k->name, why);
	return r < 0 ? -1 : 0;
}

static int withdraw(struct db *b, struct arena *a, struct diag *d, const struct correction *k)
{
	struct stored s;
	struct query *q;
	int r;

	if (read_stored(b, a, d, k, &s) < 0)
		return -1;
	q = query_open(b, d,
		       "UPDATE evidence SET withdrawn_on = :day, withdrawn_why = :why WHERE name = :name",
		       NULL);
	if (!q)
		return -1;
	query_bind_int(q, "day", k->day);
	query_bind_text(q, "why", k->reason);
	query_bind_text(q, "name", k->name);
	r = query_next(q, d);
	query_close(q);
	return r < 0 ? -1 : vault_log(b, d, k->day, "withdrawn", k->name, s.value[SHA256], k->who, k->reason);
}

static int end(struct db *b, struct diag *d, int r)
{
	if (r == 0)
		r = db_run(b, d, "COMMIT");
	if (r < 0)
		db_run(b, d, "ROLLBACK");
	return r;
}

int evidence_correct(struct db *b, const struct house *h, struct arena *a, struct diag *d,
		     const struct correction *k)
{
	struct doctypes types;

	if (doctype_read(b, h, a, d, &types) < 0 || db_run(b, d, "BEGIN IMMEDIATE") < 0)
		return -1;
	return end(b, d, correct(b, a, d, &types, k));
}

int evidence_withdraw(struct db *b, struct arena *a, struct diag *d, const struct correction *k)
{
	if (db_run(b, d, "BEGIN IMMEDIATE") < 0)
		return -1;
	return end(b, d, withdraw(b, a, d, k));
}
