/* proof.c: proves what must hold for the files of a call together. */
#include "import/proof.h"

#include <string.h>

#include "db/db.h"
#include "db/fits.h"

/* A payment in another currency than the document that it names, a row of the query of proof_applies: what it
 * counts as by its rate, or that it counts against nothing. */
static void other_currency(struct import *im, struct query *q, const struct place *at)
{
	const struct currency *own = currency_find(query_text(q, 5)), *c = currency_find(query_text(q, 6));
	const int settled = query_int(q, 10) != 0;
	char was[32], is[32], whole[32];

	if (query_null(q, 8) || settled || !own || !c) {
		diag_hint(
			im->d, DIAG_IMPORT_DOUBT, at,
			settled ? NULL
				: "settle both: an adjustment that applies to each, in its own currency; or give "
				  "the column fx_rate",
			settled ? "%s %s of %s is in %s and applies to \"%s\", which is in %s: an adjustment "
				  "settles it already, its rate is not used"
				: "%s %s of %s is in %s and applies to \"%s\", which is in %s: it is not set "
				  "against it, and letters leave that document out until both are settled",
			query_text(q, 2), query_text(q, 3), query_text(q, 1), query_text(q, 5),
			query_text(q, 4), query_text(q, 6));
		return;
	}
	money_format(query_int(q, 7), own->digits, was);
	money_format(query_int(q, 8), c->digits, is);
	money_format(query_int(q, 9), c->digits, whole);
	diag(im->d, DIAG_IMPORT_MADE, at,
	     "%s %s of %s, %s %s, counts as %s %s against \"%s\": its rate, rounded half away from zero",
	     query_text(q, 2), query_text(q, 3), query_text(q, 1), own->code, was, c->code, is,
	     query_text(q, 4));
	if ((query_int(q, 9) < 0 ? -query_int(q, 9) : query_int(q, 9)) <
	    (query_int(q, 8) < 0 ? -query_int(q, 8) : query_int(q, 8)))
		diag(im->d, DIAG_IMPORT_DOUBT, at,
		     "that is more than the whole of \"%s\", %s %s: is the rate the other way round?",
		     query_text(q, 4), c->code, whole);
}

/* Columns: line, customer, type, number, applies_to, currency; of a document of that number in one other
 * currency: its currency, the amount, what it is by the rate, the document's whole, whether an adjustment
 * settles it. Of the documents of other currencies each is asked for by itself: hardly a row wants them. */
static const char applies[] =
#define DOCUMENT "FROM entry i WHERE i.customer = e.customer AND i.number = e.applies_to"
	"SELECT e.line, e.customer, e.type, e.number, e.applies_to, e.currency, "
	"(SELECT min(i.currency) " DOCUMENT ") AS was, e.amount, "
	"CASE WHEN (SELECT min(i.currency) = max(i.currency) " DOCUMENT
	") THEN converted(e.amount, e.currency, "
	"(SELECT min(i.currency) " DOCUMENT "), e.fx_rate) END, "
	"(SELECT sum(i.amount) " DOCUMENT "), e.fx_rate IS NOT NULL "
	"AND EXISTS (SELECT 1 FROM entry x WHERE x.customer = e.customer AND x.applies_to = e.number AND x.currency = "
	"e.currency AND (x.amount > 0) <> (e.amount > 0)) FROM entry e WHERE e.source = :source AND e.applies_to IS NOT "
	"NULL AND NOT EXISTS (SELECT 1 " DOCUMENT
	" AND i.currency = e.currency AND i.id <> e.id) ORDER BY e.line";
#undef DOCUMENT

int proof_applies(struct import *im, const struct file *f)
{
	struct query *q;
	struct place at = {f->path, 0, 0};
	int rc;

	if (f->rows.applied == 0)
		return 0;
	q = query_open(im->db, im->d, applies, NULL);
	if (!q)
		return -1;
	query_bind_int(q, "source", f->source);
	while ((rc = query_next(q, im->d)) == 1) {
		at.line = (int32_t)query_int(q, 0);
		if (!query_null(q, 6))
			other_currency(im, q, &at);
		else
			diag(im->d, DIAG_IMPORT_DOUBT, &at,
			     "%s %s of %s applies to \"%s\", which the ledger does not have",
			     query_text(q, 2), query_text(q, 3), query_text(q, 1), query_text(q, 4));
	}
	query_close(q);
	return rc;
}

/* The sources of the call's ledger files, ";1;2;", in the arena; those of files that were in before too. */
static const char *sources(struct import *im, const struct file *f, int32_t n)
{
	struct query *q =
		query_open(im->db, im->d,
			   "SELECT id FROM source WHERE sha256 = :sha AND tbl = 'ledger' AND replaced_by "
			   "IS NULL",
			   NULL);
	const char *list = ";";
	int32_t i;
	int rc = q ? 0 : -1;

	for (i = 0; rc == 0 && i < n; i++) {
		if (!f[i].rows.ledger)
			continue;
		query_bind_text(q, "sha", f[i].sha256);
		while ((rc = query_next(q, im->d)) == 1)
			list = arena_format(im->a, "%s%lld;", list, (long long)query_int(q, 0));
		query_reset(q);
	}
	query_close(q);
	return rc < 0 ? NULL : list;
}

/* What stands in the ledger of the call's files; a row that a file of another call brought again too. */
static int standing(struct import *im, const char *list, const char *currency, int64_t *sum)
{
	struct query *q =
		query_open(im->db, im->d,
			   "SELECT coalesce(sum(amount), 0) FROM (SELECT source, currency, amount FROM "
			   "entry UNION ALL SELECT source, currency, amount FROM row_left WHERE reason = "
			   "'elsewhere' AND NOT instr(:list, ';' || other || ';')) WHERE currency = :c AND "
			   "instr(:list, ';' || source || ';')",
			   NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "list", list);
	query_bind_text(q, "c", currency);
	rc = query_next(q, im->d);
	if (rc == 1)
		*sum = query_int(q, 0);
	query_close(q);
	return rc == 1 ? 0 : -1;
}

int proof_amount(struct diag *d, const char *option, const char *said, const struct currency **c,
		 int64_t *amount)
{
	char code[4] = "";

	*c = NULL;
	if (strlen(said) > 4 && said[3] == '=') {
		memcpy(code, said, 3);
		*c = currency_find(code);
	}
	if (*c && money_parse(said + 4, strlen(said + 4), (*c)->digits, amount) == 0)
		return 0;
	return diag(d, DIAG_IMPORT_EXPECT, NULL, "%s %s: CURRENCY=AMOUNT is expected, as AED=1234.50", option,
		    said);
}

int proof_expected(struct import *im, const struct file *f, int32_t n)
{
	const char *list = im->o->expects > 0 ? sources(im, f, n) : "";
	const struct currency *c;
	char want[32], have[32];
	int64_t wanted, sum;
	int32_t k;
	int rc = list ? 0 : -1;

	for (k = 0; list && k < im->o->expects; k++) {
		if (proof_amount(im->d, "--expect-total", im->o->expect[k], &c, &wanted) < 0 ||
		    standing(im, list, c->code, &sum) < 0)
			rc = -1;
		else if (sum != wanted)
			rc = diag(im->d, DIAG_IMPORT_EXPECT, NULL,
				  "--expect-total %s %s: the rows of this call sum to %s in the ledger",
				  c->code, money_format(wanted, c->digits, want),
				  money_format(sum, c->digits, have));
	}
	return rc;
}

int proof_parents(struct import *im, int64_t from)
{
	struct query *q = query_open(
		im->db, im->d,
		"SELECT c.code, c.parent, s.file, c.line, EXISTS (SELECT 1 FROM customer p WHERE p.code = c.parent) FROM "
		"customer c JOIN source s ON s.id = c.source WHERE c.source >= :from AND c.parent <> '' AND (c.parent NOT IN (SELECT code FROM "
		"customer) OR c.code IN (WITH RECURSIVE up(code, steps) AS (SELECT c.parent, 1 UNION ALL SELECT k.parent, "
		"steps + 1 FROM up u JOIN customer k ON k.code = u.code WHERE k.parent <> '' AND steps < 16) SELECT code "
		"FROM up)) ORDER BY c.code LIMIT 20",
		NULL);
	int rc = q ? 1 : -1;

	if (q)
		query_bind_int(q, "from", from);
	while (rc == 1 && (rc = query_next(q, im->d)) == 1) {
		const struct place at = {query_text(q, 2), (int32_t)query_int(q, 3), 0};

		if (query_int(q, 4))
			diag(im->d, DIAG_IMPORT_DOUBT, &at,
			     "the customer \"%s\" is its own parent by way of \"%s\": each stands alone",
			     query_text(q, 0), query_text(q, 1));
		else
			diag(im->d, DIAG_IMPORT_DOUBT, &at,
			     "the parent \"%s\" of the customer \"%s\" is no customer: the branch stands alone",
			     query_text(q, 1), query_text(q, 0));
	}
	query_close(q);
	return rc;
}

int proof_names(struct import *im, struct file *const *order, int32_t n)
{
	int32_t i, j;
	int rc = 0;

	for (i = 0; i < n; i++)
		for (j = 0; j < i; j++)
			if (order[i]->rows.table == order[j]->rows.table &&
			    strcmp(order[i]->base, order[j]->base) == 0 &&
			    strcmp(order[i]->sha256, order[j]->sha256) != 0)
				rc = diag_hint(
					im->d, DIAG_IMPORT_NAME, &order[i]->rows.at,
					"give the files different names",
					"has the name of %s, and a file replaces what came before under its name",
					order[j]->path);
	return rc;
}

int proof_rejects(struct import *im)
{
	struct place at = {im->o->rejects, 0, 0};
	char *s;
	size_t n;

	if (!im->o->rejects || !file_exists(im->o->rejects))
		return 0;
	s = file_read(im->a, im->d, im->o->rejects, 0, &n);
	if (!s)
		return -1;
	if (n == 0 || strncmp(s, REJECTS_HEAD, strlen(REJECTS_HEAD)) == 0)
		return 0;
	return diag_hint(im->d, DIAG_FILE_EXISTS, &at, "give --rejects another name",
			 "does not hold rejects: it is not overwritten");
}

void proof_stored(struct import *im, const struct file *f, const struct stored *s)
{
	int64_t largest;

	if (!f->rows.ledger)
		return;
	largest = rows_largest(&f->rows);
	if (largest > im->largest)
		im->largest = largest;
	im->others |= s->standing != im->added;
	im->touched |= s->added + s->changed > 0;
	im->added += s->added;
}

int proof_sums(struct import *im)
{
	if (!im->touched || (!im->others && im->largest < fits_most(im->added)))
		return 0;
	return fits_check(im->db, im->d, DIAG_IMPORT_TOTALS);
}
