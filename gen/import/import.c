/* import.c: exports into the ledger, a call as one transaction. */
#include "import/import.h"

#include <stdlib.h>
#include <string.h>

#include "db/db.h"
#include "import/proof.h"
#include "import/replace.h"
#include "import/store.h"

#define MUCH_BYTES (1 << 20)
/* Raised when the same file and profile give other rows than before. */
#define MAPPING "2"

/* ---- reading ---- */

/* How the file is read, as a digest: a corrected profile reads the same bytes anew. */
static void reading_digest(struct import *im, struct file *f)
{
	const struct profile *p = f->rows.e.profile;
	struct text t;
	int32_t i;

	text_init(&t);
	text_addf(&t, "%s\n%s\n%s\n%s", MAPPING, p->name, im->home ? im->home->code : "",
		  p->keys ? p->keys : "");
	for (i = 0; i < im->profiles.n; i++)
		if (im->profiles.profile[i].keys && strcmp(im->profiles.profile[i].name, "canonical") == 0)
			text_adds(&t, im->profiles.profile[i].keys);
	digest_bytes(text_str(&t), t.len, f->reading);
	text_done(&t);
}

static int file_find(struct import *im, struct file *f)
{
	char *bytes = file_read(im->a, im->d, f->path, 0, &f->bytes);

	if (!bytes)
		return -1;
	digest_bytes(bytes, f->bytes, f->sha256);
	f->rows.im = im;
	if (profile_find(im->a, im->d, &im->profiles, f->path, bytes, f->bytes, im->o->table, im->o->profile,
			 &f->rows.e) < 0) {
		csv_close(&f->rows.e.csv);
		return -1;
	}
	if (!f->rows.e.profile->table->stored) {
		csv_close(&f->rows.e.csv);
		return diag_hint(im->d, DIAG_IMPORT_PROFILE, &(struct place){f->path, 1, 0},
				 "say `ledgerpress evidence import`",
				 "is an index of evidence, which comes with its scans");
	}
	f->found = 1;
	rows_init(&f->rows);
	reading_digest(im, f);
	f->rows.day = replace_day(im, f);
	f->report->table = f->rows.table->name;
	f->report->profile = f->rows.e.profile->name;
	return 0;
}

/* Customers of a customer file are known to the files behind it. */
static void customers_learn(struct import *im, const struct import_rows *r)
{
	int32_t name = canonical_column(r->table, "name"), currency = canonical_column(r->table, "currency"),
		row, n;
	struct known_customer *c;
	const char *s;
	int64_t v;

	for (row = 0; row < r->n; row++) {
		s = rows_bytes(r, rows_value(r, row, 0), &n);
		c = customers_add(&im->customers, s, n);
		s = rows_bytes(r, rows_value(r, row, name), &n);
		c->name = arena_dupn(im->a, s, (size_t)n);
		c->flat = 0;
		v = rows_value(r, row, currency);
		c->currency = NULL;
		if (v != CELL_NULL) {
			s = rows_bytes(r, v, &n);
			c->currency = currency_find(arena_dupn(im->a, s, (size_t)n));
		}
	}
}

/* ---- writing ---- */

static int source_add(struct import *im, struct file *f)
{
	struct query *q = query_open(
		im->db, im->d,
		"INSERT INTO source(file, sha256, tbl, profile, rows, rejected, export_date, last_date, "
		"reading, "
		"date_order) "
		"VALUES (:file, :sha, :tbl, :profile, :rows, :rejected, :export, :last, :reading, :order)",
		NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "file", f->base);
	query_bind_text(q, "sha", f->sha256);
	query_bind_text(q, "tbl", f->rows.table->name);
	query_bind_text(q, "profile", f->rows.e.profile->name);
	query_bind_text(q, "reading", f->reading);
	query_bind_text(q, "order", im->o->date_order);
	query_bind_int(q, "rows", f->rows.n);
	query_bind_int(q, "rejected", f->rows.rejected);
	if (f->rows.day != DATE_NONE)
		query_bind_int(q, "export", f->rows.day);
	if (f->rows.last_date != DATE_NONE)
		query_bind_int(q, "last", f->rows.last_date);
	rc = query_next(q, im->d);
	query_close(q);
	f->source = db_last_id(im->db);
	return rc;
}

static int totals_write(struct import *im, const struct file *f)
{
	struct query *q;
	int32_t i;
	int rc = 0;

	q = query_open(
		im->db, im->d,
		"INSERT INTO source_total(source, currency, rows, amount) VALUES (:source, :currency, :rows, :amount)",
		NULL);
	if (!q)
		return -1;
	for (i = 0; rc == 0 && i < f->report->totals; i++) {
		query_bind_int(q, "source", f->source);
		query_bind_text(q, "currency", f->report->total[i].currency);
		query_bind_int(q, "rows", f->report->total[i].rows);
		query_bind_int(q, "amount", f->report->total[i].amount);
		rc = query_next(q, im->d);
		query_reset(q);
	}
	query_close(q);
	return rc;
}

/* The rows of the file that are no entries, each with its reason. */
static int left_write(struct import *im, const struct file *f)
{
	struct query *q =
		query_open(im->db, im->d,
			   "INSERT INTO row_left(source, line, reason, rows, currency, amount) VALUES "
			   "(?1, ?2, ?3, 1, ?4, ?5)",
			   NULL);
	const struct row_left *l;
	int32_t i;
	int rc = q ? 0 : -1;

	for (i = 0; rc == 0 && i < f->rows.lefts; i++) {
		l = &f->rows.left[i];
		query_put_int(q, 1, f->source);
		query_put_int(q, 2, l->line);
		query_put_text(q, 3, left_name(l->why), -1);
		query_put_text(q, 4, l->currency ? l->currency->code : NULL, -1);
		if (l->amount == CELL_NULL)
			query_put_text(q, 5, NULL, 0);
		else
			query_put_int(q, 5, l->amount);
		rc = query_next(q, im->d);
	}
	query_close(q);
	return rc;
}

/* What is known of the source only when its rows were read. */
static int source_finish(struct import *im, const struct file *f)
{
	struct query *q = query_open(
		im->db, im->d,
		"UPDATE source SET rows = :rows, rejected = :rejected, last_date = :last WHERE id = :id",
		NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_int(q, "rows", f->rows.n);
	query_bind_int(q, "rejected", f->rows.rejected);
	if (f->rows.last_date != DATE_NONE)
		query_bind_int(q, "last", f->rows.last_date);
	query_bind_int(q, "id", f->source);
	rc = query_next(q, im->d);
	query_close(q);
	return rc < 0 || totals_write(im, f) < 0 ? -1 : left_write(im, f);
}

static void report_stored(struct import *im, const struct file *f, const struct stored *stored)
{
	struct import_report *rep = f->report;

	const int whole = f->rows.e.profile->replaces && rep->replaces;

	if (stored->removed > 0 && stored->changed + stored->unchanged == 0)
		diag_hint(
			im->d, DIAG_IMPORT_DOUBT, &f->rows.at,
			whole ? "when it tells of others, give it a profile of its own and import the earlier one again"
			      : "when both are wanted, give each its own name and import the earlier one again",
			"replaces %s, and has no row of it: %lld row%s gone",
			whole ? rep->replaces : "the file that came before under this name",
			(long long)stored->removed, stored->removed == 1 ? " is" : "s are");
	rep->added = stored->added;
	rep->changed = stored->changed;
	rep->removed = stored->removed;
	rep->unchanged = stored->unchanged;
}

static void report_read(struct import *im, struct file *f)
{
	struct import_report *rep = f->report;

	rep->rows = f->rows.read;
	/* an undecided column is one thing to mend, not many rows */
	rep->rejected = cells_hopeless(f->rows.cells) ? 0 : f->rows.rejected;
	rep->skipped = f->rows.skipped;
	rep->total = totals_report(&f->rows.good, im->a);
	rep->totals = f->rows.good.n;
	rep->left_out = totals_report(&f->rows.left_out, im->a);
	rep->left_outs = f->rows.left_out.n;
	rows_doubts(im, &f->rows);
	if (strcmp(f->rows.table->name, "customers") == 0)
		customers_learn(im, &f->rows);
}

/* Superseded sources first point to themselves, so that the same content may come again; then to the new one.
 */
static int source_begin(struct import *im, struct file *f, int64_t **id, int32_t *n)
{
	*id = replace_find(im, f, n);
	return replace_mark(im, *id, *n, 0) < 0 || source_add(im, f) < 0 ||
			       replace_mark(im, *id, *n, f->source) < 0 || replace_report(im, f) < 0
		       ? -1
		       : 0;
}

/* A file without a row that takes the place of others would close all that they have open: a failed export
 * looks so. Whoever says what is to be in the ledger afterwards means it. */
static int empty_check(struct import *im, const struct file *f)
{
	struct query *q;
	int64_t rows = 0;

	if (f->rows.n > 0 || !f->rows.ledger || im->o->expects > 0 || im->o->prove)
		return 0;
	q = query_open(
		im->db, im->d,
		"SELECT count(*) FROM entry e JOIN source s ON s.id = e.source WHERE s.replaced_by = :id",
		NULL);
	if (!q)
		return -1;
	query_bind_int(q, "id", f->source);
	if (query_next(q, im->d) == 1)
		rows = query_int(q, 0);
	query_close(q);
	return rows == 0
		       ? 0
		       : diag_hint(
				 im->d, DIAG_IMPORT_EXPECT, &f->rows.at,
				 "say with --expect-total or --expect-open what is in the ledger afterwards when that is "
				 "right",
				 "has no row, and takes the place of %s: %lld row%s would be gone",
				 f->report->replaces ? f->report->replaces
						     : "the file that came before under this name",
				 (long long)rows, rows == 1 ? "" : "s");
}

static int file_read_store(struct import *im, struct file *f, int write)
{
	struct stored stored;
	int64_t *id;
	int32_t n;
	int rc = rows_read(&f->rows);

	report_read(im, f);
	if (rc < 0 || (f->report->rejected > 0 && !im->o->skip_bad) || replace_check(im, f) < 0)
		return -1;
	if (!write)
		return 0;
	if (source_begin(im, f, &id, &n) < 0 || empty_check(im, f) < 0 ||
	    store_rows(&f->rows, f->source, id, n, &stored) < 0)
		return -1;
	report_stored(im, f, &stored);
	proof_stored(im, f, &stored);
	return f->rows.ledger && store_customers(im, f->source, &f->report->customers) < 0
		       ? -1
		       : source_finish(im, f);
}

/* What the file brought when it came first, so that demanded totals hold for it again. */
static int already_report(struct import *im, struct file *f)
{
	struct query *q = query_open(
		im->db, im->d,
		"SELECT t.currency, t.rows, t.amount FROM source_total t JOIN source s ON s.id = t.source "
		"WHERE s.sha256 = :sha AND s.tbl = :tbl AND s.replaced_by IS NULL ORDER BY t.rowid",
		NULL);
	struct import_total *t = NULL;
	int32_t cap = 0, n = 0;
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "sha", f->sha256);
	query_bind_text(q, "tbl", f->rows.table->name);
	while ((rc = query_next(q, im->d)) == 1) {
		t = arena_room(im->a, t, &cap, n + 1, sizeof *t);
		memcpy(t[n].currency, query_text(q, 0), 4);
		t[n].rows = query_int(q, 1);
		t[n++].amount = query_int(q, 2);
	}
	query_close(q);
	f->report->already = 1;
	f->report->total = t;
	f->report->totals = n;
	return rc;
}

/* The same file is in, and was not replaced: 2 when it was read as it would be now, else 1. An option that is
 * not given asks for nothing else than before. */
static int is_here(struct import *im, const struct file *f)
{
	struct query *q = query_open(im->db, im->d,
				     "SELECT reading IS :reading AND (:order IS NULL OR date_order IS "
				     ":order) AND (:export IS NULL "
				     "OR export_date IS :export) FROM source WHERE sha256 = :sha AND tbl = "
				     ":tbl AND replaced_by IS "
				     "NULL AND rejected = 0",
				     NULL);
	int here = 0;

	if (!q)
		return 0;
	query_bind_text(q, "reading", f->reading);
	query_bind_text(q, "order", im->o->date_order);
	if (im->o->export_date != DATE_NONE)
		query_bind_int(q, "export", im->o->export_date);
	query_bind_text(q, "sha", f->sha256);
	query_bind_text(q, "tbl", f->rows.table->name);
	while (query_next(q, im->d) == 1)
		here = query_int(q, 0) ? 2 : 1;
	query_close(q);
	return here;
}

/* One file, read and, while nothing is wrong, written. -1: the call goes in not at all. */
static int file_import(struct import *im, struct file *f, int write)
{
	const int here = is_here(im, f);

	if (here == 2)
		return already_report(im, f);
	f->report->anew = here;
	return file_read_store(im, f, write);
}

/* ---- the call as a whole ---- */

/* A full export takes the place of older ones: they go in in the order of their days, whatever that of the
 * call. */
static int32_t turn(const struct file *f)
{
	return f->rows.e.profile->replaces ? f->rows.day : DATE_NONE;
}

static int by_table(const void *a, const void *b)
{
	const struct file *x = *(struct file *const *)a, *y = *(struct file *const *)b;

	if (x->rows.table->order != y->rows.table->order)
		return x->rows.table->order - y->rows.table->order;
	if (turn(x) != turn(y))
		return turn(x) < turn(y) ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* The files bring more than the ledger holds, and more than is quickly written. */
static int is_much(struct import *im, struct file *const *order, int32_t n)
{
	int64_t bytes = 0;
	int32_t i;

	for (i = 0; i < n; i++)
		bytes += is_here(im, order[i]) == 2 ? 0 : (int64_t)order[i]->bytes;
	return bytes > MUCH_BYTES && bytes > db_int(im->db, im->d, "PRAGMA page_count", 0) *
						     db_int(im->db, im->d, "PRAGMA page_size", 0);
}

static int is_stopped(const struct import *im)
{
	return im->d->count[DIAG_FATAL] > 0;
}

/* What the ledger says is asked behind its lock only: another import may have changed it while this one
 * waited. */
static int transaction(struct import *im, struct file *f, struct file **order, int32_t found, int32_t n)
{
	int rc, good = found == n;
	int64_t last;
	int32_t i;

	if (db_run(im->db, im->d, "BEGIN IMMEDIATE") < 0)
		return -1;
	last = db_int(im->db, im->d, "SELECT max(id) FROM source", 0);
	if (customers_read(&im->customers, im->a, im->db, im->d) < 0) {
		db_undo(im->db, im->d);
		return -1;
	}
	/* all files are read even after a bad one: everything that is wrong is said in one go */
	for (i = 0; !is_stopped(im) && i < found; i++) {
		rc = file_import(im, order[i], good);
		good &= rc == 0;
	}
	good &= !is_stopped(im);
	if (good && proof_sums(im) < 0)
		good = 0;
	for (i = 0; good && i < found; i++)
		good &= proof_applies(im, order[i]) == 0;
	if (good && proof_parents(im, last + 1) < 0)
		good = 0;
	if (good && (proof_expected(im, f, n) < 0 ||
		     (im->o->prove && im->o->prove(im->o->prove_ctx, im->db, im->d) < 0)))
		good = 0;
	if (!good || im->o->dry_run) {
		rc = db_undo(im->db, im->d);
		return good ? rc : -1;
	}
	if (db_run(im->db, im->d, "COMMIT") == 0)
		return 0;
	db_undo(im->db, im->d);
	return -1;
}

int import_files(struct db *b, const struct house *h, struct arena *a, struct diag *d,
		 const char *const *file, int32_t n, const struct import_options *o,
		 struct import_report *report)
{
	struct import im = {.db = b, .house = h, .a = a, .d = d, .o = o};
	struct file *f = mem_alloc((size_t)n * sizeof *f), **order = mem_alloc((size_t)n * sizeof *order);
	const char *home = house_text(h, "locale", "currency"), *slash;
	struct diag_source *shown = d->source;
	int32_t i, found = 0;
	int rc = 0, checked, much;

	memset(report, 0, (size_t)n * sizeof *report);
	im.home = home ? currency_find(home) : NULL;
	text_init(&im.rejects);
	checked = proof_rejects(&im) == 0;
	if (!checked || profile_read(a, d, h, &im.profiles) < 0)
		rc = -1;
	for (i = 0; rc == 0 && i < n; i++) {
		f[i].path = file[i];
		slash = strrchr(file[i], '/');
		f[i].base = slash ? slash + 1 : file[i];
		f[i].report = &report[i];
		report[i].file = file[i];
		if (file_find(&im, &f[i]) == 0)
			order[found++] = &f[i];
	}
	qsort(order, (size_t)found, sizeof *order, by_table);
	if (rc == 0)
		rc = proof_names(&im, order, found) < 0 || replace_proof(&im, order, found) < 0 ? -1 : 0;
	if (is_stopped(&im))
		rc = -1;
	if (rc == 0) {
		much = is_much(&im, order, found);
		if (much)
			db_bulk(b);
		rc = transaction(&im, f, order, found, n);
		if (much)
			db_bulk_end(b);
	}
	if (o->rejects && im.rejects.len == 0)
		text_adds(&im.rejects, REJECTS_HEAD "\r\n");
	if (o->rejects && checked && file_write(d, o->rejects, im.rejects.data, im.rejects.len, 1) < 0)
		rc = -1;
	for (i = 0; i < n; i++)
		if (f[i].found)
			rows_done(&f[i].rows);
	d->source = shown;
	profile_done(&im.profiles);
	customers_done(&im.customers);
	text_done(&im.rejects);
	free(f);
	free(order);
	return rc;
}

int import_check(struct arena *a, struct diag *d, const struct house *h)
{
	struct profiles all;
	int rc = profile_read(a, d, h, &all);

	profile_done(&all);
	return rc;
}
