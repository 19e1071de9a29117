/* intake_amount.c: amounts that an index says were read off papers. */
#include <string.h>

#include "evidence/intake_own.h"

/* The currency of the amount: as it is said, or the one that the ledger has the invoice in. NULL: in none, or
 * in several. */
static const struct currency *currency_of(struct intake *in, const struct filing *f)
{
	struct query *q;
	const struct currency *c = NULL;

	if (f->currency)
		return currency_find(f->currency);
	q = query_open(in->b, in->d,
		       "SELECT min(currency) FROM entry WHERE customer = :customer AND number = :invoice "
		       "HAVING min(currency) = max(currency)",
		       NULL);
	if (!q)
		return NULL;
	query_bind_text(q, "customer", f->customer);
	query_bind_text(q, "invoice", f->invoice);
	if (query_next(q, in->d) > 0)
		c = currency_find(query_text(q, 0));
	query_close(q);
	return c;
}

static int amount_of(struct intake *in, const struct filing *f, const struct currency **currency,
		     int64_t *amount)
{
	const char *dot;

	if (!f->invoice)
		return diag(in->d, DIAG_EVIDENCE_INDEX, &f->at_amount,
			    "the amount is of no one invoice: there is nothing to compare it with");
	*currency = currency_of(in, f);
	if (!*currency && f->currency)
		return diag(in->d, DIAG_EVIDENCE_INDEX, &f->at_amount, "%s is no currency of ISO 4217",
			    f->currency);
	if (!*currency)
		return diag_hint(in->d, DIAG_EVIDENCE_INDEX, &f->at_amount,
				 "say its currency in the column currency",
				 "the ledger has %s in no currency, or in several", f->invoice);
	dot = strchr(f->amount, '.');
	/* 1.000 may be a thousand: nobody is to guess */
	if ((dot && (int32_t)strlen(dot + 1) > (*currency)->digits) ||
	    money_parse(f->amount, strlen(f->amount), (*currency)->digits, amount) != 0 || *amount <= 0)
		return diag(in->d, DIAG_EVIDENCE_INDEX, &f->at_amount, "%s is no amount in %s", f->amount,
			    (*currency)->code);
	if (!in->o->who)
		return diag(in->d, DIAG_EVIDENCE_INDEX, &f->at_amount,
			    "who read the amount is not said: --by is wanted");
	return 0;
}

int intake_amount_check(struct intake *in, const struct filing *f)
{
	const struct currency *currency;
	int64_t amount;

	return f->amount ? amount_of(in, f, &currency, &amount) : 0;
}

int intake_amount_keep(struct intake *in, const struct filing *f, const char *name)
{
	const struct currency *currency;
	int64_t amount;
	struct query *q;
	int r;

	if (!f->amount)
		return 0;
	if (amount_of(in, f, &currency, &amount) < 0)
		return -1;
	q = query_open(
		in->b, in->d,
		"INSERT INTO evidence_read(name, amount, currency, date, who) SELECT :name, :amount, :currency, :day, :who"
		" WHERE NOT EXISTS (SELECT 1 FROM evidence_read r WHERE r.name = :name AND r.amount = :amount AND r.currency = :currency"
		" AND r.id = (SELECT max(x.id) FROM evidence_read x WHERE x.name = :name))",
		NULL);
	if (!q)
		return -1;
	query_bind_text(q, "name", name);
	query_bind_int(q, "amount", amount);
	query_bind_text(q, "currency", currency->code);
	query_bind_int(q, "day", in->o->date);
	query_bind_text(q, "who", in->o->who);
	r = query_next(q, in->d);
	query_close(q);
	return r < 0 ? -1 : 0;
}
