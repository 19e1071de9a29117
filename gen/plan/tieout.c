/* tieout.c: adds up everything by another way than it was made, and compares. */
#include "plan/tieout.h"

#include <stdio.h>
#include <string.h>

/* One row a customer and currency that has entries or figures anywhere. The ledger's side knows no open
 * items: all that was booked, less what an export itself declared settled. */
static const char sums[] =
	"SELECT currency, customer, sum(ledger), sum(items), sum(balance), sum(buckets) FROM ("
	"SELECT currency, customer, sum(amount) AS ledger, 0 AS items, 0 AS balance, 0 AS buckets FROM entry "
	"WHERE type <> 'pdc' AND date <= (SELECT as_of FROM run_info) GROUP BY 2, 1 "
	"UNION ALL SELECT e.currency, e.customer, -sum(a.amount), 0, 0, 0 FROM allocation a JOIN entry e ON e.id = a.entry "
	"WHERE a.by_entry IS NULL GROUP BY 1, 2 "
	"UNION ALL SELECT currency, customer, 0, sum(outstanding), 0, 0 FROM open_item GROUP BY 2, 1 "
	"UNION ALL SELECT currency, customer, 0, 0, total, 0 FROM balance "
	"UNION ALL SELECT currency, customer, 0, 0, 0, sum(amount) FROM bucket_total GROUP BY 2, 1) "
	"GROUP BY 1, 2 HAVING sum(ledger) OR sum(items) OR sum(balance) OR sum(buckets) ORDER BY 1, 2";

static const char salesmen[] =
	"SELECT currency, sum(total), sum(sold) FROM (SELECT currency, total, 0 AS sold FROM balance "
	"UNION ALL SELECT currency, 0, amount FROM salesman_bucket) GROUP BY currency HAVING sum(total) <> sum(sold)";

static int32_t digits_of(const char *currency)
{
	const struct currency *c = currency_find(currency);

	return c ? c->digits : 2;
}

static void csv_row(struct text *t, const char *level, const char *currency, const char *customer,
		    const char *paper, const int64_t *v, const uint8_t *given)
{
	char buf[32];
	int i;

	if (!t)
		return;
	text_adds(t, level);
	text_addc(t, ',');
	text_csv(t, currency);
	text_addc(t, ',');
	text_csv(t, customer);
	text_addc(t, ',');
	text_csv(t, paper);
	for (i = 0; i < 5; i++) {
		text_addc(t, ',');
		if (given[i])
			text_adds(t, money_format(v[i], digits_of(currency), buf));
	}
	text_addc(t, '\n');
}

static int off(struct diag *d, const char *customer, const char *currency, const char *what, int64_t is,
	       int64_t should)
{
	char one[32], other[32];
	int32_t digits = digits_of(currency);

	return diag(d, DIAG_TIEOUT, NULL, "customer %s: %s is %s %s, the ledger says %s", customer, what,
		    currency, money_format(is, digits, one), money_format(should, digits, other));
}

struct grand {
	char currency[8];
	int64_t v[5];
	int any;
};

static void grand_end(struct grand *g, struct text *csv)
{
	static const uint8_t given[5] = {1, 1, 1, 0, 1};

	if (g->any)
		csv_row(csv, "currency", g->currency, "", "", g->v, given);
	memset(g, 0, sizeof *g);
}

static int frozen(struct diag *d, struct db *b, struct text *csv)
{
	static const uint8_t given[5] = {1, 1, 1, 0, 1};
	struct query *q = query_open(b, d, sums, NULL);
	struct grand g = {0};
	int rc = q ? 1 : -1, bad = 0, i;

	while (rc == 1 && (rc = query_next(q, d)) == 1) {
		const char *currency = query_text(q, 0), *customer = query_text(q, 1);
		int64_t v[5] = {query_int(q, 2), query_int(q, 3), query_int(q, 5), 0, 0};

		if (strcmp(g.currency, currency) != 0)
			grand_end(&g, csv);
		memcpy(g.currency, currency, strlen(currency) < 7 ? strlen(currency) + 1 : 7);
		g.any = 1;
		v[4] = v[1] - v[0];
		for (i = 0; i < 5; i++)
			g.v[i] += v[i];
		csv_row(csv, "customer", currency, customer, "", v, given);
		if (v[1] != v[0])
			bad = off(d, customer, currency, "the sum of the open items", v[1], v[0]);
		if (query_int(q, 4) != v[0])
			bad = off(d, customer, currency, "the balance", query_int(q, 4), v[0]);
		if (v[2] != v[0])
			bad = off(d, customer, currency, "the sum of the bucket table", v[2], v[0]);
	}
	grand_end(&g, csv);
	query_close(q);
	/* a customer that does not tie spoils the salesmen's sums too: said once is enough */
	if (rc < 0 || bad < 0)
		return -1;
	q = query_open(b, d, salesmen, NULL);
	rc = q ? 1 : -1;
	while (rc == 1 && (rc = query_next(q, d)) == 1)
		bad = off(d, "(all)", query_text(q, 0), "the sum of the salesmen's tables", query_int(q, 2),
			  query_int(q, 1));
	query_close(q);
	return rc < 0 ? -1 : bad;
}

/* ---- papers ---- */

/* What the paper should print: the customer's balance, or its items with the salesman on a salesman's paper.
 */
static int expected(struct query *q, const char *customer, const char *salesman, const char *currency,
		    int64_t *sum, struct diag *d)
{
	int rc;

	query_reset(q);
	query_bind_text(q, "customer", customer);
	query_bind_text(q, "salesman", salesman);
	query_bind_text(q, "currency", currency);
	rc = query_next(q, d);
	*sum = rc == 1 ? query_int(q, 0) : 0;
	query_reset(q);
	return rc < 0 ? -1 : 0;
}

struct paper_sums {
	struct diag *diag;
	struct query *balance, *held, *currencies;
	struct text *csv;
};

static int one_paper(struct paper_sums *s, struct query *q, const int32_t *at, const struct job *j,
		     const struct job_type *t)
{
	static const uint8_t given[5] = {1, 0, 0, 1, 1};
	int32_t printed = 0;
	int64_t want;
	int rc = 1, bad = 0;

	if (at[TOTALS_CUSTOMER] < 0 && !j->customer)
		return diag(s->diag, DIAG_QUERY_COLUMN, &t->totals->at,
			    "the query \"%s\" has no column \"customer\", and %s is no customer's paper",
			    t->totals->name, t->code);
	while (rc == 1 && (rc = query_next(q, s->diag)) == 1) {
		const char *who = at[TOTALS_CUSTOMER] >= 0 ? query_text(q, at[TOTALS_CUSTOMER]) : j->customer,
			   *cur = query_text(q, at[TOTALS_CURRENCY]);
		int64_t v[5] = {0};

		if (expected(j->salesman && !j->customer ? s->held : s->balance, who, j->salesman, cur, &want,
			     s->diag) < 0)
			return -1;
		v[0] = want;
		v[3] = query_int(q, at[TOTALS_AMOUNT]);
		v[4] = v[3] - want;
		printed++;
		csv_row(s->csv, "paper", cur, who, j->number ? j->number : "", v, given);
		if (v[4] != 0) {
			char what[96];

			snprintf(what, sizeof what, "what %s prints", j->number ? j->number : t->code);
			bad = off(s->diag, who, cur, what, v[3], want);
		}
	}
	if (rc == 0 && j->customer) {
		query_reset(s->currencies);
		query_bind_text(s->currencies, "customer", j->customer);
		rc = query_next(s->currencies, s->diag);
		if (rc == 1 && query_int(s->currencies, 0) > printed)
			bad = diag(s->diag, DIAG_TIEOUT, NULL,
				   "customer %s has balances in %d currencies, %s prints %d", j->customer,
				   (int)query_int(s->currencies, 0), j->number ? j->number : t->code,
				   (int)printed);
		query_reset(s->currencies);
	}
	return rc < 0 ? -1 : bad;
}

static int papers(struct diag *d, struct db *b, const struct job_type *type, const struct job_list *l,
		  const struct job_context *c, struct text *csv)
{
	struct paper_sums s = {
		d,
		query_open(b, d,
			   "SELECT total FROM balance WHERE customer = :customer AND currency = :currency",
			   NULL),
		query_open(
			b, d,
			"SELECT sum(outstanding) FROM open_item WHERE customer = :customer AND currency = :currency AND salesman = :salesman",
			NULL),
		query_open(b, d, "SELECT count(*) FROM balance WHERE customer = :customer AND total <> 0",
			   NULL),
		csv};
	struct query *q = NULL;
	int32_t i, last = -1, at[TOTALS_COLUMNS];
	int rc = s.balance && s.held && s.currencies ? 0 : -1, bad = 0;

	for (i = 0; i < l->n && rc == 0; i++) {
		const struct job *j = &l->job[i];

		const int fresh = j->type != last;

		if (!type[j->type].totals)
			continue;
		if (fresh) {
			query_close(q);
			q = query_open_named(b, d, type[j->type].totals);
			last = j->type;
		}
		if (!q || (fresh && job_columns(q, d, READ_TOTALS, at) < 0)) {
			rc = -1;
			break;
		}
		query_reset(q);
		job_bind(q, j, &type[j->type], c);
		if (one_paper(&s, q, at, j, &type[j->type]) < 0)
			bad = -1;
	}
	query_close(q);
	query_close(s.balance);
	query_close(s.held);
	query_close(s.currencies);
	return rc < 0 ? -1 : bad;
}

int tieout_check(struct diag *d, struct db *snapshot, const struct job_type *type, const struct job_list *l,
		 const struct job_context *c, struct text *csv)
{
	int rc;

	if (csv)
		text_adds(csv,
			  "level,currency,customer,paper,ledger,open_items,buckets,printed,difference\n");
	rc = frozen(d, snapshot, csv);
	if (papers(d, snapshot, type, l, c, csv) < 0)
		rc = -1;
	return rc;
}
