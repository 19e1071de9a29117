/* name_clash.c: whether an identifier has a twin in the ledger that differs in capitals only. */
#include "evidence/name.h"
#include "db/db.h"

/* Rows keep the order in which the ledger learned of them, also in a snapshot: so the first one stays plain
 * for ever, and every worker comes to the same answer. lower() of SQLite is ASCII only, which is all that a
 * name's letters are. */
static const char customer_sql[] =
	"SELECT EXISTS (SELECT 1 FROM customer AS other WHERE lower(other.code) = lower(:code) AND other.code <> "
	":code"
	" AND other.rowid < coalesce((SELECT rowid FROM customer WHERE code = :code), 9223372036854775807))";

static const char invoice_sql[] = "SELECT EXISTS (SELECT 1 FROM entry AS other WHERE other.customer = "
				  ":customer AND lower(other.number) = lower(:number)"
				  " AND other.number <> :number AND other.id <"
				  " coalesce((SELECT min(id) FROM entry WHERE customer = :customer AND "
				  "number = :number), 9223372036854775807))";

static int ask(struct db *b, struct diag *d, const char *sql, const char *customer, const char *number)
{
	struct query *q = query_open(b, d, sql, NULL);
	int found;

	if (!q)
		return -1;
	query_bind_text(q, "code", customer);
	query_bind_text(q, "customer", customer);
	query_bind_text(q, "number", number);
	found = query_next(q, d);
	if (found > 0)
		found = query_int(q, 0) != 0;
	query_close(q);
	return found;
}

int name_clashes(struct db *b, struct diag *d, const char *customer, const char *invoice, unsigned *mask)
{
	int found = customer ? ask(b, d, customer_sql, customer, NULL) : 0;

	*mask = found > 0 ? NAME_MASK_CUSTOMER : 0;
	if (found < 0 || !invoice)
		return found < 0 ? -1 : 0;
	found = ask(b, d, invoice_sql, customer, invoice);
	if (found > 0)
		*mask |= NAME_MASK_INVOICE;
	return found < 0 ? -1 : 0;
}
