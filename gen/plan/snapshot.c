/* snapshot.c: freezes the figures of a run: the SQL beside it, and what SQL cannot say (overflow by name,
 * percents). */
#include "plan/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char tables_sql[] =
#include "plan/snapshot_tables.sql.inc"
	;
static const char snapshot_sql[] =
#include "plan/snapshot.sql.inc"
	;
static const char dunning_sql[] =
#include "plan/dunning.sql.inc"
	;

/* True when the sum of all absolute amounts, each rounded up to 2^24, is below 2^62: nearly always, and cheap
 * to see. */
static int far_from_overflow(struct db *b, int32_t as_of, struct diag *d)
{
	struct query *q = query_open(
		b, d,
		"SELECT sum(abs(amount / 16777216) + 1) FROM entry WHERE type <> 'pdc' AND date <= :as_of",
		NULL);
	int far = 0;

	if (!q)
		return 0;
	query_bind_int(q, "as_of", as_of);
	far = query_next(q, d) == 1 && query_int(q, 0) < (int64_t)1 << 38;
	query_close(q);
	return far;
}

/* Sums of absolute amounts that fit, per customer and in all, mean that no sum of theirs in any order can
 * overflow. */
static int overflow_check(struct db *b, int32_t as_of, struct diag *d)
{
	struct query *q;
	char currency[8] = "";
	int64_t sum = 0, amount;
	int rc;

	if (far_from_overflow(b, as_of, d))
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
		"count(*) FILTER (WHERE e.open_amount <> 0 AND e.open_amount <> e.amount AND e.date "
		"<= :as_of), s.last_date "
		"FROM source s JOIN entry e ON e.source = s.id WHERE s.replaced_by IS NULL AND s.id "
		"IN (SELECT source FROM entry WHERE open_amount IS NOT NULL) "
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
			bad = diag(
				d, DIAG_PLAN_EXPORT_DATE, &at,
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

/* The percents of one bucket table: rows of a group were written together, in the order of the buckets. */
static int percents(struct db *b, const char *table, const char *group, struct diag *d)
{
	enum { MOST = 64 };
	char sql[320];
	struct text last, key;
	int64_t part[MOST], row[MOST];
	int32_t tenths[MOST], n = 0, i;
	struct query *read, *write;
	int rc = 1;

	text_init(&last);
	text_init(&key);
	snprintf(sql, sizeof sql, "SELECT rowid, %s, currency, amount FROM %s ORDER BY rowid", group, table);
	read = query_open(b, d, sql, NULL);
	snprintf(sql, sizeof sql, "UPDATE %s SET tenths = ?2 WHERE rowid = ?1", table);
	write = query_open(b, d, sql, NULL);
	while (read && write && rc == 1) {
		rc = query_next(read, d);
		if (rc == 1) {
			text_reset(&key);
			text_addf(&key, "%s\n%s", query_text(read, 2), query_text(read, 1));
		}
		if (n > 0 && (rc == 0 || (rc == 1 && strcmp(text_str(&key), text_str(&last)) != 0))) {
			money_percents(part, n, tenths);
			for (i = 0; i < n; i++) {
				if (tenths[i] == 0)
					continue;
				query_reset(write);
				query_put_int(write, 1, row[i]);
				query_put_int(write, 2, tenths[i]);
				if (query_next(write, d) < 0)
					rc = -1;
			}
			n = 0;
		}
		if (rc == 1 && n < MOST) {
			text_reset(&last);
			text_adds(&last, text_str(&key));
			row[n] = query_int(read, 0);
			part[n++] = query_int(read, 3);
		}
	}
	if (!read || !write)
		rc = -1;
	query_close(read);
	query_close(write);
	text_done(&last);
	text_done(&key);
	return rc;
}

static int fill(struct db *b, const struct house *h, int32_t as_of, const char *run, struct diag *d)
{
	if (db_run(b, d, tables_sql) < 0 || policy_fill(b, h, as_of, run, d) < 0)
		return -1;
	if (overflow_check(b, as_of, d) < 0 || export_dates(b, as_of, d) < 0)
		return -1;
	if (db_run(b, d, snapshot_sql) < 0 || percents(b, "bucket_total", "customer", d) < 0 ||
	    percents(b, "salesman_bucket", "salesman", d) < 0 ||
	    percents(b, "salesman_bucket_short", "salesman", d) < 0)
		return -1;
	if (db_run(b, d, dunning_sql) < 0)
		return -1;
	return case_fill(b, h, as_of, d);
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
