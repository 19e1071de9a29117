/* tieout_rows.c: the tie-out's beginning: what became of each row of each file that was imported. */
#include "plan/tieout_own.h"

#include <string.h>

#include "db/left.h"

/* What was taken from each entry by others, and what it gave. */
#define NET                                                                                                  \
	"WITH net(entry, amount) AS MATERIALIZED (SELECT entry, sum(amount) FROM (SELECT entry, amount "     \
	"FROM allocation UNION ALL SELECT by_entry, -amount FROM allocation WHERE by_entry IS NOT NULL) "    \
	"GROUP BY 1) "
/* Every entry is one of these; what is neither open nor left out by a reason must be settled to the last
 * minor unit, and not open by the export's own word. */
#define CLASS                                                                                                \
	"CASE WHEN o.entry IS NOT NULL THEN 'open' WHEN e.type = 'pdc' THEN 'pdc' "                          \
	"WHEN e.date > r.as_of THEN 'later' "                                                                \
	"WHEN e.amount = 0 AND coalesce(e.open_amount, 0) = 0 THEN 'nothing' "                               \
	"WHEN coalesce(e.open_amount, 0) <> 0 AND r.as_of >= coalesce(f.export_date, r.as_of) THEN 'lost' "  \
	"WHEN e.amount = coalesce(n.amount, 0) THEN 'settled' ELSE 'lost' END"
#define ENTRIES                                                                                              \
	"FROM run_info r CROSS JOIN entry e CROSS JOIN source f ON f.id = e.source LEFT JOIN net n ON "      \
	"n.entry = e.id LEFT JOIN open_item o ON o.entry = e.id "

/* One row a file, currency and what became of its rows. The file's side was counted while it was read; a row
 * that another file brought again is that one's from then on. */
static const char classes[] = NET
	"SELECT s.id, s.file, x.currency, x.class, sum(x.rows), sum(x.amount), sum(x.open), sum(x.settled), "
	"sum(x.buckets), sum(x.in_buckets) FROM ("
	"SELECT source, currency, 'read' AS class, rows, amount, 0 AS open, 0 AS settled, 0 AS buckets, 0 AS "
	"in_buckets FROM source_total "
	"UNION ALL SELECT source, currency, reason, rows, coalesce(amount, 0), 0, 0, 0, 0 FROM row_left "
	"WHERE currency IS NOT NULL AND reason <> 'gone' "
	"UNION ALL SELECT e.source, e.currency, " CLASS ", count(*), sum(e.amount), "
	"coalesce(sum(o.outstanding), 0), coalesce(sum(n.amount), 0), "
	"coalesce(sum(o.outstanding) FILTER (WHERE t.bucket IS NOT NULL), 0), count(t.bucket) " ENTRIES
	"LEFT JOIN bucket_total t ON t.customer = o.customer AND t.currency = o.currency "
	"AND t.bucket = coalesce(o.bucket, -1) GROUP BY 1, 2, 3) x "
	"JOIN source s ON s.id = x.source WHERE s.replaced_by IS NULL AND s.tbl = 'ledger' GROUP BY 1, 3, 4 "
	"ORDER BY 1, 3, 4";

/* Entries that are in no count. */
static const char lost[] = NET
	"SELECT f.file, e.line, e.customer, e.type, e.number, e.currency, e.amount, coalesce(n.amount, 0) " ENTRIES
	"WHERE " CLASS " = 'lost' ORDER BY e.source, e.line LIMIT 20";

/* Every row that counts nowhere. */
static const char left[] =
	"SELECT s.file, x.line, x.currency, x.customer, x.number, x.rows, x.amount, x.reason, t.file FROM ("
	"SELECT source, line, currency, customer, number, rows, amount, reason, other FROM row_left "
	"UNION ALL SELECT e.source, e.line, e.currency, e.customer, e.number, 1, e.amount, CASE "
	"WHEN e.type = 'pdc' THEN 'pdc' WHEN e.date > (SELECT as_of FROM run_info) THEN 'later' "
	"ELSE 'nothing' END, NULL FROM entry e WHERE e.type = 'pdc' OR e.date > (SELECT as_of FROM run_info) "
	"OR e.amount = 0 AND coalesce(e.open_amount, 0) = 0) x "
	"JOIN source s ON s.id = x.source LEFT JOIN source t ON t.id = x.other "
	"WHERE s.replaced_by IS NULL AND s.tbl = 'ledger' ORDER BY s.id, x.line, x.reason, x.number";

/* What the papers of the run add up of each file's items. */
static const char printed[] =
	"SELECT e.source, o.currency, count(*), sum(o.outstanding) FROM open_item o JOIN entry e ON e.id = o.entry "
	"WHERE EXISTS (SELECT 1 FROM temp.tied t WHERE t.customer = o.customer AND t.currency = o.currency AND "
	"(t.salesman IS NULL OR t.salesman = o.salesman)) GROUP BY 1, 2";

int32_t tieout_digits(const char *currency)
{
	const struct currency *c = currency_find(currency);

	return c ? c->digits : 2;
}

void tieout_line(struct text *t, const struct tie_line *l)
{
	const char *const word[] = {l->level, l->currency, l->customer, l->paper, l->file};
	char buf[32];
	size_t i;

	if (!t)
		return;
	for (i = 0; i < sizeof word / sizeof word[0]; i++) {
		text_csv(t, word[i] ? word[i] : "");
		text_addc(t, ',');
	}
	if (l->line > 0)
		text_addf(t, "%lld", (long long)l->line);
	for (i = 0; i < TIE_FIGURES; i++) {
		text_addc(t, ',');
		if (l->v && (l->given >> i & 1))
			text_adds(t, money_format(l->v[i], l->counts ? 0 : tieout_digits(l->currency), buf));
	}
	text_addc(t, ',');
	text_csv(t, l->reason ? l->reason : "");
	text_addc(t, '\n');
}

static void add(int64_t *rows, int64_t *sum, int64_t r, int64_t s)
{
	*rows += r;
	*sum += s;
}

/* One row of the query classes. */
static void class_add(struct tie_file *f, struct query *q)
{
	const char *class = query_text(q, 3);
	int64_t rows = query_int(q, 4), sum = query_int(q, 5);
	const int counts = strcmp(class, "open") == 0 || strcmp(class, "settled") == 0 ||
			   strcmp(class, "lost") == 0,
		  at_import = strcmp(class, left_name(LEFT_BAD)) == 0 ||
			      strcmp(class, left_name(LEFT_REPEATED)) == 0 ||
			      strcmp(class, left_name(LEFT_SUMMED)) == 0;

	if (at_import || strcmp(class, "read") == 0)
		add(&f->rows[TIE_IMPORTED], &f->sum[TIE_IMPORTED], rows, sum);
	if (counts) {
		add(&f->rows[TIE_LEDGER], &f->sum[TIE_LEDGER], rows, sum);
		f->sum[TIE_OPEN] += query_int(q, 6);
		f->sum[TIE_SETTLED] += query_int(q, 7);
		f->sum[TIE_BUCKETS] += query_int(q, 8);
		f->rows[TIE_BUCKETS] += query_int(q, 9);
	} else if (strcmp(class, "read") != 0) {
		add(&f->left_rows, &f->left_sum, rows, sum);
	}
	if (strcmp(class, "open") == 0)
		f->rows[TIE_OPEN] += rows;
	else if (strcmp(class, "settled") == 0)
		f->rows[TIE_SETTLED] += rows;
}

static struct tie_file *file_of(struct tie_files *f, struct arena *a, struct query *q)
{
	struct tie_file *last = f->n > 0 ? &f->file[f->n - 1] : NULL;

	if (last && last->source == query_int(q, 0) && strcmp(last->currency, query_text(q, 2)) == 0)
		return last;
	f->file = arena_room(a, f->file, &f->cap, f->n + 1, sizeof *f->file);
	last = &f->file[f->n++];
	memset(last, 0, sizeof *last);
	last->source = query_int(q, 0);
	last->file = arena_dup(a, query_text(q, 1));
	last->currency = arena_dup(a, query_text(q, 2));
	return last;
}

static int lost_report(struct diag *d, struct db *b)
{
	struct query *q = query_open(b, d, lost, NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, d)) == 1) {
		struct place at = {query_text(q, 0), (int32_t)query_int(q, 1), 0};
		const char *currency = query_text(q, 5);
		char one[32], other[32];

		diag(d, DIAG_TIEOUT, &at,
		     "%s %s of customer %s, %s %s, is no open item, and only %s of it is settled",
		     query_text(q, 3), query_text(q, 4), query_text(q, 2), currency,
		     money_format(query_int(q, 6), tieout_digits(currency), one),
		     money_format(query_int(q, 7), tieout_digits(currency), other));
	}
	query_close(q);
	return rc;
}

/* One figure of a file against what it must be. */
static int off(struct diag *d, const struct tie_file *f, const char *what, const int64_t is[2],
	       const int64_t should[2])
{
	const struct place at = {f->file, 0, 0};
	char one[32], other[32];
	int32_t digits = tieout_digits(f->currency);

	if (is[0] == should[0] && is[1] == should[1])
		return 0;
	return diag(d, DIAG_TIEOUT, &at, "%s are %lld rows, %s %s; the file has %lld, %s", what,
		    (long long)is[0], f->currency, money_format(is[1], digits, one), (long long)should[0],
		    money_format(should[1], digits, other));
}

/* All that was imported is in the ledger or left out by name; all that is in the ledger is open or settled;
 * all that is open stands in a bucket. */
static int file_check(struct diag *d, struct tie_file *f)
{
	const int64_t in[2] = {f->rows[TIE_IMPORTED] - f->left_rows, f->sum[TIE_IMPORTED] - f->left_sum},
		      ledger[2] = {f->rows[TIE_LEDGER], f->sum[TIE_LEDGER]},
		      ends[2] = {f->rows[TIE_OPEN] + f->rows[TIE_SETTLED],
				 f->sum[TIE_OPEN] + f->sum[TIE_SETTLED]},
		      open[2] = {f->rows[TIE_OPEN], f->sum[TIE_OPEN]},
		      buckets[2] = {f->rows[TIE_BUCKETS], f->sum[TIE_BUCKETS]};
	int rc;

	f->rows[TIE_DIFFERENCE] = ends[0] - in[0];
	f->sum[TIE_DIFFERENCE] = ends[1] - in[1];
	rc = off(d, f, "its entries", ledger, in);
	if (off(d, f, "what is open or settled of it", ends, ledger) < 0)
		rc = -1;
	if (off(d, f, "what stands in the buckets", buckets, open) < 0)
		rc = -1;
	return rc;
}

int tieout_files(struct diag *d, struct db *b, struct arena *a, struct tie_files *f)
{
	struct query *q = query_open(b, d, classes, NULL);
	int32_t i;
	int rc = q ? 1 : -1, bad = 0;

	while (rc == 1 && (rc = query_next(q, d)) == 1)
		class_add(file_of(f, a, q), q);
	query_close(q);
	for (i = 0; rc == 0 && i < f->n; i++)
		if (file_check(d, &f->file[i]) < 0)
			bad = -1;
	if (bad < 0)
		rc = lost_report(d, b);
	return rc < 0 ? -1 : bad;
}

static int printed_read(struct diag *d, struct db *b, struct tie_files *f)
{
	struct query *q = query_open(b, d, printed, NULL);
	int32_t i;
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, d)) == 1)
		for (i = 0; i < f->n; i++)
			if (f->file[i].source == query_int(q, 0) &&
			    strcmp(f->file[i].currency, query_text(q, 1)) == 0)
				add(&f->file[i].rows[TIE_PRINTED], &f->file[i].sum[TIE_PRINTED],
				    query_int(q, 2), query_int(q, 3));
	query_close(q);
	return rc;
}

/* A row of the query left as a line; reason is room for its words. */
static struct tie_line left_line(struct query *q, const int64_t *v, struct text *reason)
{
	const char *words = left_words(query_text(q, 7));
	const int gone = strcmp(query_text(q, 7), left_name(LEFT_GONE)) == 0;

	text_reset(reason);
	if (!query_null(q, 4))
		text_addf(reason, "%s: ", query_text(q, 4));
	if (query_int(q, 5) != 1)
		text_addf(reason, "%lld rows: ", (long long)query_int(q, 5));
	text_adds(reason, words ? words : query_text(q, 7));
	if (!gone)
		text_adds(reason, query_text(q, 8));
	return (struct tie_line){.level = gone ? "gone" : "left out",
				 .currency = query_text(q, 2),
				 .customer = query_text(q, 3),
				 .file = query_text(q, gone ? 8 : 0),
				 .line = query_int(q, 1),
				 .v = v,
				 .given = query_null(q, 6) ? 0 : 1u << TIE_IMPORTED,
				 .reason = text_str(reason)};
}

static int left_write(struct diag *d, struct db *b, struct text *csv)
{
	struct query *q = query_open(b, d, left, NULL);
	struct text reason;
	int rc = q ? 1 : -1;

	text_init(&reason);
	while (rc == 1 && (rc = query_next(q, d)) == 1) {
		const int64_t v[TIE_FIGURES] = {query_int(q, 6)};
		const struct tie_line l = left_line(q, v, &reason);

		tieout_line(csv, &l);
	}
	text_done(&reason);
	query_close(q);
	return rc;
}

int tieout_files_write(struct diag *d, struct db *b, struct tie_files *f, struct text *csv)
{
	int32_t i;

	if (printed_read(d, b, f) < 0)
		return -1;
	for (i = 0; i < f->n; i++) {
		struct tie_line l = {.level = "rows",
				     .currency = f->file[i].currency,
				     .file = f->file[i].file,
				     .v = f->file[i].rows,
				     .given = (1u << TIE_FIGURES) - 1,
				     .counts = 1};

		tieout_line(csv, &l);
		l.level = "file";
		l.v = f->file[i].sum;
		l.counts = 0;
		tieout_line(csv, &l);
	}
	return left_write(d, b, csv);
}
