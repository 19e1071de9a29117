/* snapshot.c: freezes the figures of a run: the SQL beside it, and what SQL cannot say (percents). */
#include "plan/snapshot.h"

#include "db/fits.h"

#include <string.h>

static const char tables_sql[] =
#include "plan/snapshot_tables.sql.inc"
	;
static const char snapshot_sql[] =
#include "plan/snapshot.sql.inc"
	;
static const char items_sql[] =
#include "plan/items.sql.inc"
	;
static const char reference_sql[] =
#include "plan/reference.sql.inc"
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
static const char ratios_sql[] =
#include "plan/ratios.sql.inc"
	;
static const char limitation_sql[] =
#include "plan/limitation.sql.inc"
	;

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

static int fill(struct db *b, const struct house *h, int32_t as_of, const char *run, struct diag *d)
{
	if (db_run(b, d, tables_sql) < 0 || policy_fill(b, h, as_of, run, d) < 0)
		return -1;
	if (fits_check(b, d, DIAG_PLAN_OVERFLOW) < 0 || export_dates(b, as_of, d) < 0)
		return -1;
	if (db_run(b, d, snapshot_sql) < 0 || items_fill(b, d) < 0 || db_run(b, d, items_sql) < 0 ||
	    db_run(b, d, reference_sql) < 0 || db_run(b, d, dunning_sql) < 0 ||
	    db_run(b, d, contact_sql) < 0 || db_run(b, d, rules_sql) < 0 || db_run(b, d, ratios_sql) < 0 ||
	    db_run(b, d, limitation_sql) < 0)
		return -1;
	return case_fill(b, d);
}

/* A savepoint is a transaction where there is none yet. */
int snapshot_make(struct db *copy, const struct house *h, int32_t as_of, const char *run, struct diag *d)
{
	struct diag quiet;

	if (db_run(copy, d, "SAVEPOINT snapshot") < 0)
		return -1;
	if (fill(copy, h, as_of, run, d) == 0)
		return db_run(copy, d, "RELEASE snapshot");
	diag_init(&quiet, NULL, NULL);
	db_run(copy, &quiet, "ROLLBACK TO snapshot; RELEASE snapshot");
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

/* A view becomes its table by way of another: to rename one, SQLite reads every view of the snapshot anew,
 * which took a third of planning a small house. */
int snapshot_index(struct db *copy, int of_salesmen, struct diag *d)
{
	static const char lists[] =
		"CREATE INDEX open_item_salesman ON open_item(salesman, currency);"
		"CREATE TABLE list AS SELECT * FROM to_call; DROP VIEW to_call; CREATE TABLE to_call AS SELECT * FROM list; DROP TABLE list;"
		"CREATE INDEX to_call_caller ON to_call(caller); CREATE INDEX to_call_customer ON to_call(customer);"
		"CREATE TABLE list AS SELECT * FROM to_visit; DROP VIEW to_visit; CREATE TABLE to_visit AS SELECT * FROM list; DROP TABLE list;"
		"CREATE INDEX to_visit_salesman ON to_visit(salesman); CREATE INDEX to_visit_customer ON "
		"to_visit(customer)";

	if (db_run(copy, d, "CREATE INDEX open_item_number ON open_item(number)") < 0)
		return -1;
	return of_salesmen ? db_run(copy, d, lists) : 0;
}
