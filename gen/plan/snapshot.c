/* snapshot.c: freezes the figures of a run: the SQL beside it, and what SQL cannot say (overflow by name,
 * percents). */
#include "plan/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the tables of salesmen say of a bucket beside its number. */
#define OF_SLOT                                                                                              \
	"(SELECT label FROM slot WHERE bucket = column1), (SELECT overdue FROM slot WHERE bucket = column1)"

#define BUCKETS_MOST 64 /* policy.c takes half as many */

static const char tables_sql[] =
#include "plan/snapshot_tables.sql.inc"
	;
static const char snapshot_sql[] =
#include "plan/snapshot.sql.inc"
	;
static const char dunning_sql[] =
#include "plan/dunning.sql.inc"
	;
static const char contact_sql[] =
#include "plan/contact.sql.inc"
	;
static const char rules_sql[] =
#include "plan/rules.sql.inc"
	;

/* True when the largest amount of either sign, times the number of entries, is below 2^62: nearly always, and
 * cheap to see. */
static int far_from_overflow(struct db *b, struct diag *d)
{
	struct query *q = query_open(b, d, "SELECT count(*), min(amount), max(amount) FROM entry", NULL);
	int64_t n = 1, low = 0, high = 0, most;

	if (!q)
		return 0;
	if (query_next(q, d) == 1) {
		n = query_int(q, 0) + 1;
		low = query_int(q, 1);
		high = query_int(q, 2);
	}
	query_close(q);
	most = ((int64_t)1 << 62) / n;
	return low > -most && high < most;
}

/* Sums of absolute amounts that fit, per customer and in all, mean that no sum of theirs in any order can
 * overflow. */
static int overflow_check(struct db *b, int32_t as_of, struct diag *d)
{
	struct query *q;
	char currency[8] = "";
	int64_t sum = 0, amount;
	int rc;

	if (far_from_overflow(b, d))
		return 0;
	q = query_open(b, d,
		       "SELECT e.customer, e.currency, e.amount, e.number, s.file, e.line FROM entry e "
		       "JOIN source s ON s.id = e.source WHERE e.type <> 'pdc' AND e.date <= :as_of "
		       "ORDER BY e.currency, e.customer, e.id",
		       NULL);
	if (!q)
		return -1;
	query_bind_int(q, "as_of", as_of);
	while ((rc = query_next(q, d)) == 1) {
		if (strcmp(currency, query_text(q, 1)) != 0) {
			snprintf(currency, sizeof currency, "%s", query_text(q, 1));
			sum = 0;
		}
		amount = query_int(q, 2);
		if (amount == INT64_MIN || money_add(&sum, amount < 0 ? -amount : amount) < 0) {
			struct place at = {query_text(q, 4), (int32_t)query_int(q, 5), 0};

			rc = diag(d, DIAG_PLAN_OVERFLOW, &at, "the sum in %s overflows at %s of customer %s",
				  currency, query_text(q, 3), query_text(q, 0));
			break;
		}
	}
	query_close(q);
	return rc;
}

/* Open amounts speak of one day: their export's. A file that also has clearing dates can be aged on others.
 */
static int export_dates(struct db *b, int32_t as_of, struct diag *d)
{
	struct query *q = query_open(
		b, d,
		"SELECT s.file, s.export_date, count(e.open_amount), count(e.cleared_on), "
		"count(*) FILTER (WHERE e.open_amount <> 0 AND e.open_amount <> e.amount AND e.date <= :as_of), s.last_date "
		"FROM source s JOIN entry e ON e.source = s.id WHERE s.replaced_by IS NULL AND s.id IN (SELECT source FROM entry WHERE open_amount IS NOT NULL) "
		"GROUP BY s.id",
		NULL);
	char day[11], asked[11];
	int rc, bad = 0;

	if (!q)
		return -1;
	query_bind_int(q, "as_of", as_of);
	date_format(as_of, asked);
	while ((rc = query_next(q, d)) == 1) {
		struct place at = {query_text(q, 0), 0, 0};
		int known = !query_null(q, 1), cleared = query_int(q, 3) > 0;
		int32_t date = (int32_t)query_int(q, 1);

		if (!known && as_of >= query_int(q, 5) && !cleared) {
			bad = diag_hint(d, DIAG_PLAN_EXPORT_DATE, &at,
					"import it with --export-date, or name export_date in its profile",
					"has open amounts, and nothing says of which day they are");
		} else if (known && !cleared && date != as_of) {
			bad = diag_hint(
				d, DIAG_PLAN_EXPORT_DATE, &at,
				"say `replaces = profile` in the export's profile where each of its files is the whole: the newest then stands alone",
				"has open amounts only: it can be aged as of its own export date %s, not %s",
				date_format(date, day), asked);
		} else if (query_int(q, 4) > 0 && known && date > as_of) {
			diag(d, DIAG_PLAN_PART_PAID, &at,
			     "%lld part-paid items count in full on %s: their rest is known on %s only",
			     (long long)query_int(q, 4), asked, date_format(date, day));
		} else if (query_int(q, 4) > 0 && !known) {
			diag_hint(d, DIAG_PLAN_PART_PAID, &at, "import it with --export-date",
				  "%lld part-paid items: nothing says of which day "
				  "their open amounts are; they are taken as of %s",
				  (long long)query_int(q, 4), asked);
		}
	}
	query_close(q);
	return rc < 0 ? -1 : bad;
}

/* What one customer or salesman has in one currency, by bucket; the order is that of the table slot. */
struct parts {
	char *who, *currency;
	int64_t bucket[BUCKETS_MOST], amount[BUCKETS_MOST];
	int32_t n;
};

static int parts_begin(struct parts *p, struct db *b, struct diag *d)
{
	struct query *q = query_open(b, d, "SELECT bucket FROM slot ORDER BY bucket < 0, bucket", NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, d)) == 1 && p->n < BUCKETS_MOST)
		p->bucket[p->n++] = query_int(q, 0);
	query_close(q);
	return rc;
}

static void parts_add(struct parts *p, int64_t bucket, int64_t amount)
{
	int32_t i = 0;

	while (i < p->n - 1 && p->bucket[i] != bucket)
		i++;
	p->amount[i] += amount;
}

/* Every bucket, also the empty ones, by one statement: a parameter for its amount and one for its tenths
 * each. */
static int parts_write(struct parts *p, struct query *write, struct diag *d)
{
	int32_t tenths[BUCKETS_MOST], i;

	money_percents(p->amount, p->n, tenths);
	query_put_text(write, 1, p->who, -1);
	query_put_text(write, 2, p->currency, -1);
	for (i = 0; i < p->n; i++) {
		query_put_int(write, 3 + 2 * i, p->amount[i]);
		query_put_int(write, 4 + 2 * i, tenths[i]);
	}
	memset(p->amount, 0, sizeof p->amount);
	return query_next(write, d);
}

/* What writes all parts of one at once: insert, and rows of bucket, amount and tenths for it to take. */
static struct query *parts_open(const struct parts *p, struct db *b, const char *insert, struct diag *d)
{
	struct query *q;
	struct text sql;
	int32_t i;

	text_init(&sql);
	text_addf(&sql, "%s FROM (VALUES ", insert);
	for (i = 0; i < p->n; i++)
		text_addf(&sql, "%s(%d, ?%d, ?%d)", i ? ", " : "", (int)p->bucket[i], (int)(3 + 2 * i),
			  (int)(4 + 2 * i));
	text_adds(&sql, ")");
	q = query_open(b, d, text_str(&sql), NULL);
	text_done(&sql);
	return q;
}

/* Fills one bucket table. sums: whose, currency, bucket, amount, in this order; insert takes the first two as
 * ?1 and ?2, and of each bucket its number, amount and tenths of a percent as column1 to column3. */
static int bucket_table(struct db *b, const char *sums, const char *insert, struct diag *d)
{
	struct parts p = {.who = NULL};
	struct query *read = query_open(b, d, sums, NULL),
		     *write = parts_begin(&p, b, d) == 0 ? parts_open(&p, b, insert, d) : NULL;
	struct arena group;
	int rc = read && write ? 1 : -1;

	arena_init(&group);
	while (rc == 1 && (rc = query_next(read, d)) == 1) {
		if (p.who && (strcmp(p.who, query_text(read, 0)) != 0 ||
			      strcmp(p.currency, query_text(read, 1)) != 0)) {
			if (parts_write(&p, write, d) < 0)
				rc = -1;
			arena_reset(&group);
			p.who = NULL;
		}
		if (!p.who) {
			p.who = arena_dup(&group, query_text(read, 0));
			p.currency = arena_dup(&group, query_text(read, 1));
		}
		parts_add(&p, query_int(read, 2), query_int(read, 3));
	}
	if (rc == 0 && p.who)
		rc = parts_write(&p, write, d);
	query_close(read);
	query_close(write);
	arena_done(&group);
	return rc;
}

static int bucket_tables(struct db *b, struct diag *d)
{
	if (bucket_table(b,
			 "SELECT customer, currency, bucket, sum(amount) FROM slice GROUP BY 1, 2, 3 "
			 "ORDER BY 1, 2, 3",
			 "INSERT INTO bucket_total SELECT ?1, ?2, column1, column2, column3", d) < 0 ||
	    bucket_table(b,
			 "SELECT salesman, currency, bucket, sum(amount) FROM sold GROUP BY 1, 2, 3 "
			 "ORDER BY 1, 2, 3",
			 "INSERT INTO salesman_bucket SELECT ?1, ?2, column1, " OF_SLOT ", column2, column3",
			 d) < 0)
		return -1;
	return bucket_table(
		b,
		"SELECT salesman, currency, bucket, sum(amount) FROM sold WHERE short "
		"GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
		"INSERT INTO salesman_bucket_short SELECT ?1, ?2, column1, " OF_SLOT ", column2, column3", d);
}

static int fill(struct db *b, const struct house *h, int32_t as_of, const char *run, struct diag *d)
{
	if (db_run(b, d, tables_sql) < 0 || policy_fill(b, h, as_of, run, d) < 0)
		return -1;
	if (overflow_check(b, as_of, d) < 0 || export_dates(b, as_of, d) < 0)
		return -1;
	if (db_run(b, d, snapshot_sql) < 0 || bucket_tables(b, d) < 0 || db_run(b, d, dunning_sql) < 0 ||
	    db_run(b, d, contact_sql) < 0 || db_run(b, d, rules_sql) < 0)
		return -1;
	return case_fill(b, d);
}

int snapshot_make(struct db *copy, const struct house *h, int32_t as_of, const char *run, struct diag *d)
{
	struct diag quiet;

	if (db_run(copy, d, "BEGIN") < 0)
		return -1;
	if (fill(copy, h, as_of, run, d) == 0)
		return db_run(copy, d, "COMMIT");
	diag_init(&quiet, NULL, NULL);
	db_run(copy, &quiet, "ROLLBACK");
	return -1;
}

int snapshot_try(struct db *ledger, const struct house *h, int32_t as_of, struct diag *d,
		 int (*ask)(void *ctx, struct db *frozen, struct diag *d), void *ctx)
{
	int rc;

	if (db_run(ledger, d, "SAVEPOINT frozen") < 0)
		return -1;
	rc = fill(ledger, h, as_of, "", d);
	if (rc == 0)
		rc = ask(ctx, ledger, d);
	return db_run(ledger, d, "ROLLBACK TO frozen; RELEASE frozen") < 0 ? -1 : rc;
}

int snapshot_index(struct db *copy, struct diag *d)
{
	return db_run(copy, d,
		      "CREATE INDEX open_item_salesman ON open_item(salesman, currency);"
		      "CREATE INDEX open_item_number ON open_item(number)");
}
