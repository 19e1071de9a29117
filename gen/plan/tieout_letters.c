/* tieout_letters.c: what the papers of a run cover, item by item, against what is open, and the sums that
 * they state of it. */
#include "plan/tieout_own.h"

#include <stdlib.h>
#include <string.h>

/* What is covered and stated in a currency: by one paper, or by all of a type. */
struct covered_sum {
	char currency[8];
	int64_t items, credits;	 /* as they are open; credits below zero */
	int64_t stated, charges; /* what the paper says, and what of that is no item */
	int32_t n, credit_n;	 /* how many items and credits */
	int32_t papers, said;	 /* of a type: how many papers, and how many of them state a sum */
};

struct covered_sums {
	struct covered_sum *sum;
	int32_t n, cap;
};

struct letters {
	struct diag *diag;
	struct arena *arena;
	struct db *b;
	struct text *csv;
	const struct job_context *context;
	struct query *item, *covers, *stated;
	int32_t at[COVERS_COLUMNS], says[COVERED_COLUMNS];
	struct covered_sums paper, type;
	int64_t *entry; /* of the paper */
	int32_t entries, entry_cap;
	int32_t faults; /* of items */
};

/* A query that is wrong is wrong for every paper: so many items tell it. */
enum { FAULTS_MOST = 20 };

static const char *paper_name(const struct job *j, const struct job_type *t)
{
	return j->number ? j->number : t->code;
}

/* A house's query may say any figure: what no ledger holds is no sum of items either. */
static int64_t plus(int64_t a, int64_t b)
{
	int64_t sum;

	return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

static struct covered_sum *sum_of(struct letters *s, struct covered_sums *l, const char *currency)
{
	const size_t len = strlen(currency);
	int32_t i;

	for (i = 0; i < l->n; i++)
		if (strncmp(l->sum[i].currency, currency, sizeof l->sum[i].currency - 1) == 0)
			return &l->sum[i];
	l->sum = arena_room(s->arena, l->sum, &l->cap, l->n + 1, sizeof *l->sum);
	memset(&l->sum[l->n], 0, sizeof *l->sum);
	memcpy(l->sum[l->n].currency, currency, len < 7 ? len : 7);
	return &l->sum[l->n++];
}

/* One row of covers: the item is open, with that sum and currency, and it is the customer's. */
static int item_check(struct letters *s, const struct job *j, const struct job_type *t)
{
	const int64_t entry = query_int(s->covers, s->at[COVERS_ENTRY]),
		      says = query_int(s->covers, s->at[COVERS_OUTSTANDING]);
	const char *currency = query_text(s->covers, s->at[COVERS_CURRENCY]), *name = paper_name(j, t);
	const struct place *at = &t->covers->at;
	struct query *q = s->item;
	char one[32], other[32];
	int rc;

	query_reset(q);
	query_put_int(q, 1, entry);
	rc = query_next(q, s->diag);
	if (rc < 0)
		return -1;
	if (rc == 0)
		return diag(s->diag, DIAG_TIEOUT, at, "%s covers the entry %lld, which is none of the ledger",
			    name, (long long)entry);
	if (query_null(q, 4))
		return diag(s->diag, DIAG_TIEOUT, at,
			    "%s covers %s %s of customer %s, of which nothing is open", name,
			    query_text(q, 0), query_text(q, 1), query_text(q, 2));
	if (j->customer && strcmp(j->customer, query_text(q, 2)) != 0)
		return diag(s->diag, DIAG_TIEOUT, at, "%s, for customer %s, covers %s %s of customer %s",
			    name, j->customer, query_text(q, 0), query_text(q, 1), query_text(q, 2));
	if (says != query_int(q, 4) || strcmp(currency, query_text(q, 3)) != 0)
		return diag(s->diag, DIAG_TIEOUT, at,
			    "%s covers %s %s of customer %s with %s %s, open of it is %s %s", name,
			    query_text(q, 0), query_text(q, 1), query_text(q, 2), currency,
			    money_format(says, tieout_digits(currency), one), query_text(q, 3),
			    money_format(query_int(q, 4), tieout_digits(query_text(q, 3)), other));
	return 0;
}

static int by_entry(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* No item stands twice on a paper. */
static int once_check(struct letters *s, const struct job *j, const struct job_type *t)
{
	int32_t i;

	if (s->entries > 1)
		qsort(s->entry, (size_t)s->entries, sizeof *s->entry, by_entry);
	for (i = 1; i < s->entries; i++) {
		if (s->entry[i] != s->entry[i - 1])
			continue;
		query_reset(s->item);
		query_put_int(s->item, 1, s->entry[i]);
		if (query_next(s->item, s->diag) < 0)
			return -1;
		return diag(s->diag, DIAG_TIEOUT, &t->covers->at, "%s covers %s %s of customer %s twice",
			    paper_name(j, t), query_text(s->item, 0), query_text(s->item, 1),
			    query_text(s->item, 2));
	}
	return 0;
}

/* 1: all rows were read; 0: some are wrong, as was said. */
static int items_read(struct letters *s, const struct job *j, const struct job_type *t)
{
	int rc = 1, bad = 0;

	s->paper.n = s->entries = 0;
	query_reset(s->covers);
	job_bind(s->covers, j, t, s->context);
	while (rc == 1 && (rc = query_next(s->covers, s->diag)) == 1) {
		const int64_t amount = query_int(s->covers, s->at[COVERS_OUTSTANDING]);
		struct covered_sum *sum = sum_of(s, &s->paper, query_text(s->covers, s->at[COVERS_CURRENCY]));

		if (item_check(s, j, t) < 0) {
			if (++s->faults == FAULTS_MOST)
				return 0;
			bad = 1;
			continue;
		}
		s->entry = arena_room(s->arena, s->entry, &s->entry_cap, s->entries + 1, sizeof *s->entry);
		s->entry[s->entries++] = query_int(s->covers, s->at[COVERS_ENTRY]);
		*(amount < 0 ? &sum->credits : &sum->items) += amount;
		(*(amount < 0 ? &sum->credit_n : &sum->n))++;
	}
	if (rc < 0)
		return -1;
	return once_check(s, j, t) < 0 || bad ? 0 : 1;
}

/* What the paper says of its items, in each currency. */
static int stated_read(struct letters *s, const struct job *j, const struct job_type *t)
{
	int rc = 1;

	query_reset(s->stated);
	job_bind(s->stated, j, t, s->context);
	while (rc == 1 && (rc = query_next(s->stated, s->diag)) == 1) {
		struct covered_sum *sum =
			sum_of(s, &s->paper, query_text(s->stated, s->says[COVERED_CURRENCY]));

		sum->stated = plus(sum->stated, query_int(s->stated, s->says[COVERED_AMOUNT]));
		if (s->says[COVERED_CHARGES] >= 0)
			sum->charges = plus(sum->charges, query_int(s->stated, s->says[COVERED_CHARGES]));
	}
	return rc;
}

static int stated_check(struct letters *s, const struct job *j, const struct job_type *t)
{
	const struct named_query *said = t->covered ? t->covered : t->totals;
	char one[32], two[32], three[32], four[32];
	int32_t i;
	int bad = 0;

	for (i = 0; i < s->paper.n; i++) {
		const struct covered_sum *x = &s->paper.sum[i];
		const int32_t digits = tieout_digits(x->currency);

		if (x->stated == plus(x->items + x->credits, x->charges))
			continue;
		bad = diag(s->diag, DIAG_TIEOUT, &said->at,
			   "%s states %s %s; its items are %s, its credits %s, its charges %s",
			   paper_name(j, t), x->currency, money_format(x->stated, digits, one),
			   money_format(x->items, digits, two), money_format(x->credits, digits, three),
			   money_format(x->charges, digits, four));
	}
	return bad;
}

/* A paper's sums into those of its type. */
static void type_add(struct letters *s, int says)
{
	int32_t i;

	for (i = 0; i < s->paper.n; i++) {
		const struct covered_sum *x = &s->paper.sum[i];
		struct covered_sum *sum = sum_of(s, &s->type, x->currency);

		sum->items += x->items;
		sum->credits += x->credits;
		sum->stated = plus(sum->stated, x->stated);
		sum->charges = plus(sum->charges, x->charges);
		sum->n += x->n;
		sum->credit_n += x->credit_n;
		sum->papers++;
		sum->said += says;
	}
}

static int one_letter(struct letters *s, const struct job *j, const struct job_type *t)
{
	int whole = items_read(s, j, t), bad = whole == 0 ? -1 : 0;

	if (whole < 0)
		return -1;
	if (s->stated && whole) {
		if (stated_read(s, j, t) < 0)
			return -1;
		bad = stated_check(s, j, t);
	}
	type_add(s, s->stated != NULL);
	return bad;
}

static void counted(struct text *t, int32_t n, const char *one, const char *more)
{
	text_addf(t, "%d %s", (int)n, n == 1 ? one : more);
}

/* The lines of a type, one a currency. */
static void type_write(struct letters *s, const char *code)
{
	struct text reason;
	char money[32];
	int32_t i;

	text_init(&reason);
	for (i = 0; i < s->type.n; i++) {
		const struct covered_sum *x = &s->type.sum[i];
		const int32_t digits = tieout_digits(x->currency);
		int64_t v[TIE_FIGURES] = {0};

		v[TIE_OPEN] = x->items + x->credits;
		v[TIE_PRINTED] = x->stated;
		if (__builtin_sub_overflow(x->stated, x->charges, &v[TIE_DIFFERENCE]) ||
		    __builtin_sub_overflow(v[TIE_DIFFERENCE], v[TIE_OPEN], &v[TIE_DIFFERENCE]))
			v[TIE_DIFFERENCE] = INT64_MAX;
		text_reset(&reason);
		counted(&reason, x->papers, "paper: ", "papers: ");
		counted(&reason, x->n, "item ", "items ");
		text_adds(&reason, money_format(x->items, digits, money));
		if (x->credit_n) {
			text_adds(&reason, ", ");
			counted(&reason, x->credit_n, "credit ", "credits ");
			text_adds(&reason, money_format(x->credits, digits, money));
		}
		if (x->charges)
			text_addf(&reason, ", charges %s", money_format(x->charges, digits, money));
		tieout_line(s->csv, &(struct tie_line){
					    .level = "covered",
					    .currency = x->currency,
					    .paper = code,
					    .v = v,
					    .given = 1u << TIE_OPEN |
						     (x->said ? 1u << TIE_PRINTED | 1u << TIE_DIFFERENCE : 0),
					    .reason = text_str(&reason)});
	}
	text_done(&reason);
	s->type.n = 0;
}

static void type_end(struct letters *s)
{
	query_close(s->covers);
	query_close(s->stated);
	s->covers = s->stated = NULL;
}

static int type_begin(struct letters *s, const struct job_type *t)
{
	int32_t at[TOTALS_COLUMNS];

	type_end(s);
	s->covers = query_open_named(s->b, s->diag, t->covers);
	if (!s->covers || job_columns(s->covers, s->diag, READ_COVERS, s->at) < 0)
		return -1;
	if (!t->covered && !t->totals)
		return 0;
	s->stated = query_open_named(s->b, s->diag, t->covered ? t->covered : t->totals);
	if (!s->stated)
		return -1;
	if (t->covered)
		return job_columns(s->stated, s->diag, READ_COVERED, s->says);
	if (job_columns(s->stated, s->diag, READ_TOTALS, at) < 0)
		return -1;
	s->says[COVERED_CURRENCY] = at[TOTALS_CURRENCY];
	s->says[COVERED_AMOUNT] = at[TOTALS_AMOUNT];
	s->says[COVERED_CHARGES] = -1;
	return 0;
}

int tieout_letters(struct diag *d, struct db *b, struct arena *a, const struct job_type *type,
		   const struct job_list *l, const struct job_context *c, struct text *csv)
{
	struct letters s = {.diag = d, .arena = a, .b = b, .csv = csv, .context = c};
	int32_t i, last = -1;
	int rc = 0, bad = 0;

	s.item = query_open(b, d,
			    "SELECT e.type, e.number, e.customer, o.currency, o.outstanding FROM entry e "
			    "LEFT JOIN open_item o ON o.entry = e.id WHERE e.id = ?1",
			    NULL);
	if (!s.item)
		return -1;
	for (i = 0; i < l->n && rc == 0 && s.faults < FAULTS_MOST; i++) {
		const struct job *j = &l->job[i];

		if (!type[j->type].covers)
			continue;
		if (j->type != last) {
			if (last >= 0)
				type_write(&s, type[last].code);
			last = j->type;
			rc = type_begin(&s, &type[last]);
		}
		if (rc == 0 && one_letter(&s, j, &type[j->type]) < 0)
			bad = -1;
	}
	if (last >= 0)
		type_write(&s, type[last].code);
	type_end(&s);
	query_close(s.item);
	return rc < 0 ? -1 : bad;
}
