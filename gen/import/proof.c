/* proof.c: proves what must hold for the files of a call together. */
#include "import/proof.h"

#include <string.h>

#include "db/db.h"

int proof_applies(struct import *im, const struct file *f)
{
	struct query *q;
	struct place at = {f->path, 0, 0};
	int32_t said = 0;
	int rc;

	if (f->rows.applied == 0)
		return 0;
	q = query_open(
		im->db, im->d,
		"SELECT e.line, e.customer, e.type, e.number, e.applies_to, e.currency, (SELECT "
		"min(i.currency) FROM entry i WHERE i.customer = e.customer AND i.number = "
		"e.applies_to AND i.id <> e.id) FROM entry e WHERE "
		"e.source = :source AND "
		"e.applies_to IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry i WHERE i.customer = "
		"e.customer AND "
		"i.number = e.applies_to AND i.currency = e.currency AND i.id <> e.id) ORDER BY e.line",
		NULL);
	if (!q)
		return -1;
	query_bind_int(q, "source", f->source);
	while ((rc = query_next(q, im->d)) == 1) {
		at.line = (int32_t)query_int(q, 0);
		if (said++ >= 20)
			continue;
		if (!query_null(q, 6))
			diag_hint(im->d, DIAG_IMPORT_DOUBT, &at,
				  "settle both: an adjustment that applies to each, in its own currency",
				  "%s %s of %s is in %s and applies to \"%s\", which is in %s: it is not set "
				  "against it, and letters leave that document out until both are settled",
				  query_text(q, 2), query_text(q, 3), query_text(q, 1), query_text(q, 5),
				  query_text(q, 4), query_text(q, 6));
		else
			diag(im->d, DIAG_IMPORT_DOUBT, &at,
			     "%s %s of %s applies to \"%s\", which the ledger does not have",
			     query_text(q, 2), query_text(q, 3), query_text(q, 1), query_text(q, 4));
	}
	query_close(q);
	at.line = 0;
	if (said > 20)
		diag(im->d, DIAG_IMPORT_DOUBT, &at,
		     "%d further rows apply to documents which the ledger does not have", said - 20);
	return rc;
}

int proof_expected(struct import *im, const struct file *f, int32_t n)
{
	char want[32], have[32], code[4];
	const struct currency *c;
	const char *e;
	int64_t wanted, sum;
	int32_t i, j, k;
	int rc = 0;

	for (k = 0; k < im->o->expects; k++) {
		e = im->o->expect[k];
		c = NULL;
		if (strlen(e) > 4 && e[3] == '=') {
			memcpy(code, e, 3);
			code[3] = '\0';
			c = currency_find(code);
		}
		if (!c || money_parse(e + 4, strlen(e + 4), c->digits, &wanted) < 0) {
			rc = diag(im->d, DIAG_IMPORT_EXPECT, NULL,
				  "--expect-total %s: CURRENCY=AMOUNT is expected, as AED=1234.50", e);
			continue;
		}
		for (sum = 0, i = 0; i < n; i++)
			for (j = 0; f[i].rows.ledger && j < f[i].report->totals; j++)
				if (strcmp(f[i].report->total[j].currency, c->code) == 0)
					sum += f[i].report->total[j].amount;
		if (sum != wanted)
			rc = diag(im->d, DIAG_IMPORT_EXPECT, NULL,
				  "--expect-total %s %s: the ledger rows of this call sum to %s", c->code,
				  money_format(wanted, c->digits, want), money_format(sum, c->digits, have));
	}
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
