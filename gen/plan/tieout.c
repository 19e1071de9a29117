/* tieout.c: adds up everything by another way than it was made, and compares. */
#include "plan/tieout_own.h"

#include <stdio.h>
#include <string.h>

/* One row a customer and currency that has entries or figures anywhere. The ledger's side knows no open
 * items: all that was booked, less what an export itself declared settled. */
static const char sums[] =
	"SELECT currency, customer, sum(ledger), sum(items), sum(balance), sum(buckets), EXISTS (SELECT 1 FROM temp.tied t WHERE t.customer = x.customer AND t.currency = x.currency) FROM ("
	"SELECT currency, customer, sum(amount) AS ledger, 0 AS items, 0 AS balance, 0 AS buckets FROM entry "
	"WHERE type <> 'pdc' AND date <= (SELECT as_of FROM run_info) GROUP BY 2, 1 "
	"UNION ALL SELECT e.currency, e.customer, -sum(a.amount), 0, 0, 0 FROM allocation a JOIN entry e ON e.id = a.entry "
	"WHERE a.by_entry IS NULL GROUP BY 1, 2 "
	"UNION ALL SELECT currency, customer, 0, sum(outstanding), 0, 0 FROM open_item GROUP BY 2, 1 "
	"UNION ALL SELECT currency, customer, 0, 0, total, 0 FROM balance "
	"UNION ALL SELECT currency, customer, 0, 0, 0, sum(amount) FROM bucket_total GROUP BY 2, 1) x "
	"GROUP BY 1, 2 HAVING sum(ledger) OR sum(items) OR sum(balance) OR sum(buckets) ORDER BY 1, 2";

static const char salesmen[] =
	"SELECT currency, sum(total), sum(sold) FROM (SELECT currency, total, 0 AS sold FROM balance "
	"UNION ALL SELECT currency, 0, amount FROM salesman_bucket) GROUP BY currency HAVING sum(total) <> sum(sold)";

static void money_line(struct text *csv, const char *level, const char *currency, const char *customer,
		       const char *paper, const int64_t *v, unsigned given, const char *reason)
{
	tieout_line(csv, &(struct tie_line){.level = level,
					    .currency = currency,
					    .customer = customer,
					    .paper = paper,
					    .v = v,
					    .given = given,
					    .reason = reason});
}

static int off(struct diag *d, const char *customer, const char *currency, const char *what, int64_t is,
	       int64_t should)
{
	char one[32], other[32];
	int32_t digits = tieout_digits(currency);

	return diag(d, DIAG_TIEOUT, NULL, "customer %s: %s is %s %s, the ledger says %s", customer, what,
		    currency, money_format(is, digits, one), money_format(should, digits, other));
}

#define FROZEN_FIGURES (1u << TIE_LEDGER | 1u << TIE_OPEN | 1u << TIE_BUCKETS | 1u << TIE_DIFFERENCE)
#define PAPER_FIGURES (1u << TIE_LEDGER | 1u << TIE_PRINTED | 1u << TIE_DIFFERENCE)

struct grand {
	char currency[8];
	int64_t v[TIE_FIGURES];
	int any;
};

static void grand_end(struct grand *g, struct text *csv)
{
	if (g->any)
		money_line(csv, "currency", g->currency, NULL, NULL, g->v, FROZEN_FIGURES, NULL);
	memset(g, 0, sizeof *g);
}

static int customer_check(struct diag *d, struct query *q, const int64_t *v)
{
	const char *currency = query_text(q, 0), *customer = query_text(q, 1);
	const int64_t ledger = v[TIE_LEDGER];
	int bad = 0;

	if (v[TIE_OPEN] != ledger)
		bad = off(d, customer, currency, "the sum of the open items", v[TIE_OPEN], ledger);
	if (query_int(q, 4) != ledger)
		bad = off(d, customer, currency, "the balance", query_int(q, 4), ledger);
	if (v[TIE_BUCKETS] != ledger)
		bad = off(d, customer, currency, "the sum of the bucket table", v[TIE_BUCKETS], ledger);
	return bad;
}

/* Each customer's sums; with the papers' sums in the table tied, who stands on none. */
static int frozen(struct diag *d, struct db *b, struct text *csv)
{
	struct query *q = query_open(b, d, sums, NULL);
	struct grand g = {0};
	int rc = q ? 1 : -1, bad = 0, i;

	while (rc == 1 && (rc = query_next(q, d)) == 1) {
		const char *currency = query_text(q, 0);
		int64_t v[TIE_FIGURES] = {0};

		if (strcmp(g.currency, currency) != 0)
			grand_end(&g, csv);
		memcpy(g.currency, currency, strlen(currency) < 7 ? strlen(currency) + 1 : 7);
		g.any = 1;
		v[TIE_LEDGER] = query_int(q, 2);
		v[TIE_OPEN] = query_int(q, 3);
		v[TIE_BUCKETS] = query_int(q, 5);
		v[TIE_DIFFERENCE] = v[TIE_OPEN] - v[TIE_LEDGER];
		for (i = 0; i < TIE_FIGURES; i++)
			g.v[i] += v[i];
		money_line(csv, "customer", currency, query_text(q, 1), NULL, v, FROZEN_FIGURES,
			   query_int(q, 6) ? NULL : "no paper of the run adds it up");
		if (customer_check(d, q, v) < 0)
			bad = -1;
	}
	grand_end(&g, csv);
	query_close(q);
	return rc < 0 ? -1 : bad;
}

static int sold(struct diag *d, struct db *b)
{
	struct query *q = query_open(b, d, salesmen, NULL);
	int rc = q ? 1 : -1, bad = 0;

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
	struct query *balance, *held, *currencies, *tied;
	struct text *csv;
};

static int tied_add(struct paper_sums *s, const char *customer, const char *currency, const char *salesman)
{
	query_put_text(s->tied, 1, customer, -1);
	query_put_text(s->tied, 2, currency, -1);
	query_put_text(s->tied, 3, salesman, -1);
	return query_next(s->tied, s->diag);
}

static int one_paper(struct paper_sums *s, struct query *q, const int32_t *at, const struct job *j,
		     const struct job_type *t)
{
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
		const char *salesman = j->salesman && !j->customer ? j->salesman : NULL;
		int64_t v[TIE_FIGURES] = {0};

		if (expected(salesman ? s->held : s->balance, who, j->salesman, cur, &want, s->diag) < 0)
			return -1;
		v[TIE_LEDGER] = want;
		v[TIE_PRINTED] = query_int(q, at[TOTALS_AMOUNT]);
		v[TIE_DIFFERENCE] = v[TIE_PRINTED] - want;
		printed++;
		money_line(s->csv, "paper", cur, who, j->number, v, PAPER_FIGURES, NULL);
		if (tied_add(s, who, cur, salesman) < 0)
			return -1;
		if (v[TIE_DIFFERENCE] != 0) {
			char what[96];

			snprintf(what, sizeof what, "what %s prints", j->number ? j->number : t->code);
			bad = off(s->diag, who, cur, what, v[TIE_PRINTED], want);
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
		query_open(b, d, "INSERT INTO temp.tied VALUES (?1, ?2, ?3)", NULL),
		csv};
	struct query *q = NULL;
	int32_t i, last = -1, at[TOTALS_COLUMNS];
	int rc = s.balance && s.held && s.currencies && s.tied ? 0 : -1, bad = 0;

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
	query_close(s.tied);
	return rc < 0 ? -1 : bad;
}

/* The papers are looked at before their customers: who stands on none is known only then. */
static int compare(struct diag *d, struct db *b, struct tie_files *f, struct text *csv)
{
	int customers, rc = csv ? tieout_files_write(d, b, f, csv) : 0;

	customers = frozen(d, b, csv);
	/* a customer that does not tie spoils the salesmen's sums too: said once is enough */
	return customers < 0 || sold(d, b) < 0 ? -1 : rc;
}

int tieout_check(struct diag *d, struct db *snapshot, const struct job_type *type, const struct job_list *l,
		 const struct job_context *c, struct text *csv)
{
	struct tie_files files = {0};
	struct text printed;
	struct arena a;
	int rc, tied_rc;

	if (db_run(snapshot, d,
		   "DROP TABLE IF EXISTS temp.tied; CREATE TEMP TABLE tied (customer TEXT, currency TEXT, "
		   "salesman TEXT); CREATE INDEX temp.tied_customer ON tied(customer, currency)") < 0)
		return -1;
	arena_init(&a);
	text_init(&printed);
	if (csv)
		text_adds(csv, "level,currency,customer,paper,file,line,imported,ledger,open_items,settled,"
			       "buckets,printed,difference,reason\n");
	rc = tieout_files(d, snapshot, &a, &files);
	tied_rc = papers(d, snapshot, type, l, c, csv ? &printed : NULL);
	if (compare(d, snapshot, &files, csv) < 0)
		rc = -1;
	/* whose sums are not the ledger's was said, and would be again */
	if (tied_rc < 0 || tieout_letters(d, snapshot, &a, type, l, c, csv ? &printed : NULL) < 0)
		rc = -1;
	if (csv)
		text_add(csv, printed.data, printed.len);
	text_done(&printed);
	arena_done(&a);
	return rc;
}
