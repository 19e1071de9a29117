/* totals.c: sums, and the tie-out of totals rows. */
#include "import/totals.h"

#include <stdlib.h>
#include <string.h>

struct currency_total *totals_find(struct totals *t, const struct currency *c)
{
	int32_t i;

	for (i = 0; i < t->n; i++)
		if (t->all[i].currency == c)
			return &t->all[i];
	return NULL;
}

static struct currency_total *make(struct totals *t, const struct currency *c)
{
	struct currency_total *f = totals_find(t, c);

	if (f)
		return f;
	t->all = mem_room(t->all, &t->cap, t->n + 1, sizeof *t->all);
	f = &t->all[t->n++];
	memset(f, 0, sizeof *f);
	f->currency = c;
	return f;
}

void totals_add(struct totals *t, const struct currency *c, const struct sums *row)
{
	struct currency_total *f = t->n > 0 && t->all[0].currency == c ? &t->all[0] : make(t, c);
	int i;

	f->rows++;
	for (i = 0; i < SUMS; i++)
		if (row->of[i] != 0 && money_add(&f->sum.of[i], row->of[i]) < 0)
			t->overflow = 1;
}

static int ties(const struct sums *now, const struct sums *from, const int64_t claimed[SUMS],
		const int has[SUMS])
{
	int i;

	for (i = 0; i < SUMS; i++) {
		int64_t sum = now->of[i] - from->of[i], other = sum;

		/* the export may sum its own figures, or debts less payments */
		if (i == SUM_AMOUNT || i == SUM_OPEN)
			other = now->of[i + 1] - from->of[i + 1];
		if (has[i] && claimed[i] != sum && claimed[i] != other)
			return 0;
	}
	return 1;
}

int totals_tie(struct totals *t, struct diag *d, const struct place *at, const char *label,
	       const struct currency *c, const int64_t claimed[SUMS], const int has[SUMS])
{
	static const char *const what[SUMS] = {"amount", "amount",	"debit",
					       "credit", "open amount", "open amount"};
	static const struct sums zero;
	struct currency_total *f = make(t, c);
	const struct sums *from = &zero;
	char a[32], b[32], whole[32];
	int32_t i, k, line = 0;
	int rc = 0;

	if (t->unknown || t->overflow)
		return 0;
	for (k = f->marks; k >= 0; k--) {
		if (k > 0 && ties(&f->sum, &f->mark[k - 1].sum, claimed, has))
			break;
		if (k == 0 && ties(&f->sum, &zero, claimed, has))
			break;
	}
	if (k < 0) {
		if (f->marks > 0) {
			from = &f->mark[f->marks - 1].sum;
			line = f->mark[f->marks - 1].line;
		}
		for (i = 0; i < SUMS && !(has[i] && claimed[i] != f->sum.of[i] - from->of[i]); i++)
			;
		if (i == SUMS)
			i = 0;
		money_format(claimed[i], c->digits, a);
		money_format(f->sum.of[i] - from->of[i], c->digits, b);
		money_format(f->sum.of[i], c->digits, whole);
		if (line > 0)
			rc = diag(
				d, DIAG_IMPORT_TOTALS, at,
				"the row \"%s\" claims %s %s (%s), but the rows above it sum to %s since line %d, to %s since the start",
				label, c->code, a, what[i], b, line, whole);
		else
			rc = diag(d, DIAG_IMPORT_TOTALS, at,
				  "the row \"%s\" claims %s %s (%s), but the rows above it sum to %s", label,
				  c->code, a, what[i], whole);
	}
	/* a later one counts from here even when this one is wrong, or each of them would be */
	f->mark = mem_room(f->mark, &f->cap, f->marks + 1, sizeof *f->mark);
	f->mark[f->marks].sum = f->sum;
	f->mark[f->marks++].line = at->line;
	return rc;
}

const struct import_total *totals_report(const struct totals *t, struct arena *a)
{
	struct import_total *r = arena_alloc(a, (size_t)t->n * sizeof *r);
	int32_t i;

	for (i = 0; i < t->n; i++) {
		strcpy(r[i].currency, t->all[i].currency->code);
		r[i].rows = t->all[i].rows;
		r[i].amount = t->all[i].sum.of[SUM_SIGNED];
	}
	return r;
}

void totals_done(struct totals *t)
{
	int32_t i;

	for (i = 0; i < t->n; i++)
		free(t->all[i].mark);
	free(t->all);
	memset(t, 0, sizeof *t);
}
