/* sums.c: what each customer owes in each currency, what may be demanded of it and since when, and what each
 * salesman has open. */
#include "plan/account.h"

#include <stdlib.h>
#include <string.h>

#define BUCKETS_MOST 64 /* policy.c takes half as many */

/* Kinds of customer, as the ledger writes them. */
enum { SHORT_CASH, COMPANY_CREDIT, CASH, KINDS };
static const char *const kind_name[KINDS] = {"short_cash", "company_credit", "cash"};

/* ---- amounts by bucket ---- */

/* The buckets of a house in their order; credits that stand apart (-1) come last. */
struct buckets {
	int64_t bucket[BUCKETS_MOST];
	int32_t n;
};

static int buckets_read(struct buckets *k, struct db *b, struct diag *d)
{
	struct query *q = query_open(b, d, "SELECT bucket FROM slot ORDER BY bucket < 0, bucket", NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, d)) == 1 && k->n < BUCKETS_MOST)
		k->bucket[k->n++] = query_int(q, 0);
	query_close(q);
	return rc;
}

static int32_t bucket_find(const struct buckets *k, int64_t bucket)
{
	int32_t i = 0;

	while (i < k->n - 1 && k->bucket[i] != bucket)
		i++;
	return i;
}

/* What writes all buckets of one at once: insert takes the first two parameters as ?1 and ?2, and of each
 * bucket its number, amount and tenths of a percent as column1 to column3. */
static struct query *buckets_open(const struct buckets *k, struct db *b, const char *insert, struct diag *d)
{
	struct query *q;
	struct text sql;
	int32_t i;

	text_init(&sql);
	text_addf(&sql, "%s FROM (VALUES ", insert);
	for (i = 0; i < k->n; i++)
		text_addf(&sql, "%s(%d, ?%d, ?%d)", i ? ", " : "", (int)k->bucket[i], (int)(3 + 2 * i),
			  (int)(4 + 2 * i));
	text_adds(&sql, ")");
	q = query_open(b, d, text_str(&sql), NULL);
	text_done(&sql);
	return q;
}

/* Every bucket, also the empty ones. */
static int buckets_write(const struct buckets *k, const int64_t *amount, const char *whose,
			 const char *currency, struct query *write, struct diag *d)
{
	int32_t tenths[BUCKETS_MOST], i;

	money_percents(amount, k->n, tenths);
	query_put_text(write, 1, whose, -1);
	query_put_text(write, 2, currency, -1);
	for (i = 0; i < k->n; i++) {
		query_put_int(write, 3 + 2 * i, amount[i]);
		query_put_int(write, 4 + 2 * i, tenths[i]);
	}
	return query_next(write, d);
}

/* ---- the walk ---- */

/* What may be demanded: an item that is owed and not blocked. */
struct ripe {
	int64_t overdue_on, amount;
};

/* What a customer has in one currency; items come oldest first. */
struct owed {
	const char *currency;
	int64_t total, debit, overdue, due, items, overdue_items;
	int64_t oldest_on, oldest_due; /* of what is overdue; none: overdue_items is 0 */
	int64_t amount[BUCKETS_MOST];
	struct ripe *ripe;
	int32_t ripes, ripe_cap;
};

/* What a salesman has in one currency, in all and of short cash customers; and of each kind, where anything
 * is owed, the age of the oldest item. */
struct sold {
	const char *salesman, *currency;
	int64_t amount[BUCKETS_MOST], items[BUCKETS_MOST], of_short[BUCKETS_MOST], oldest_age[KINDS];
	int has_short, owes[KINDS];
};

struct minimum {
	const char *currency;
	int64_t amount;
};

/* What is known of each customer, of all of whom so many are written at once. */
enum { BALANCE, BY_BUCKET, DEMAND, WITHHELD, PILES };
#define CUSTOMERS_AT_ONCE 500

struct sums {
	struct db *b;
	struct diag *d;
	struct arena kept, group; /* group: of the customer */
	int64_t as_of;
	struct buckets buckets;
	struct minimum *minimum;
	int32_t minima, minimum_cap;
	const char *customer;
	const char *blocked; /* the first word of those that keep what is overdue from being demanded */
	int kind;	     /* KINDS: it is none of the house's customers */
	struct owed *owed;
	int32_t owing, owed_cap;
	struct sold **sold, *last; /* ordered by salesman and currency */
	int32_t selling, sold_cap;
	struct db_rows pile[PILES];
	int32_t waiting;   /* customers */
	struct arena rows; /* their codes */
};

static int minima_read(struct sums *s)
{
	struct query *q = query_open(s->b, s->d, "SELECT currency, amount FROM minimum", NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, s->d)) == 1) {
		s->minimum =
			arena_room(&s->kept, s->minimum, &s->minimum_cap, s->minima + 1, sizeof *s->minimum);
		s->minimum[s->minima++] =
			(struct minimum){arena_dup(&s->kept, query_text(q, 0)), query_int(q, 1)};
	}
	query_close(q);
	return rc;
}

static int64_t least_of(const struct sums *s, const char *currency)
{
	int32_t i;

	for (i = 0; i < s->minima; i++)
		if (strcmp(s->minimum[i].currency, currency) == 0)
			return s->minimum[i].amount > 1 ? s->minimum[i].amount : 1;
	return 1;
}

static int by_currency(const void *x, const void *y)
{
	const struct owed *a = x, *b = y;

	return strcmp(a->currency, b->currency);
}

static int piles_write(struct sums *s)
{
	int32_t i;

	for (i = 0; i < PILES; i++)
		if (db_rows_write(s->b, s->d, &s->pile[i]) < 0)
			return -1;
	s->waiting = 0;
	arena_reset(&s->rows);
	return 0;
}

static void balance_say(struct sums *s, const struct owed *o)
{
	const struct db_value none = db_value_text(NULL, 0);
	const int64_t demand = o->due + o->total - o->debit;
	const int late = o->overdue_items > 0;
	struct db_value *v = db_rows_add(&s->pile[BALANCE]);

	*v++ = db_value_text(s->customer, -1);
	*v++ = db_value_text(o->currency, -1);
	*v++ = db_value_int(o->debit);
	*v++ = db_value_int(o->total - o->debit);
	*v++ = db_value_int(o->total);
	*v++ = db_value_int(o->overdue);
	*v++ = late ? db_value_int(s->as_of - o->oldest_on + 1) : none;
	*v++ = late ? db_value_int(o->oldest_due) : none;
	*v++ = db_value_int(o->items);
	*v++ = db_value_int(o->overdue_items);
	*v++ = db_value_int(demand > 0 ? demand : 0);
}

/* Every bucket, also the empty ones. */
static void by_bucket_say(struct sums *s, const struct owed *o)
{
	int32_t tenths[BUCKETS_MOST], i;

	money_percents(o->amount, s->buckets.n, tenths);
	for (i = 0; i < s->buckets.n; i++) {
		struct db_value *v = db_rows_add(&s->pile[BY_BUCKET]);

		*v++ = db_value_text(s->customer, -1);
		*v++ = db_value_text(o->currency, -1);
		*v++ = db_value_int(s->buckets.bucket[i]);
		*v++ = db_value_int(o->amount[i]);
		*v++ = db_value_int(tenths[i]);
	}
}

/* What is due, and the first day on which it, less all credits, reaches the minimum. */
static void demand_say(struct sums *s, const struct owed *o)
{
	int64_t net = o->total - o->debit, least = least_of(s, o->currency);
	struct db_value *v;
	int32_t i = 0;

	if (o->ripes == 0)
		return;
	v = db_rows_add(&s->pile[DEMAND]);
	*v++ = db_value_text(s->customer, -1);
	*v++ = db_value_text(o->currency, -1);
	*v++ = db_value_int(o->total);
	*v++ = db_value_int(net);
	*v++ = db_value_int(o->due);
	*v++ = db_value_int(o->ripe[0].overdue_on);
	while (i < o->ripes && net < least)
		net += o->ripe[i++].amount;
	*v++ = net >= least ? db_value_int(o->ripe[i - 1].overdue_on) : db_value_text(NULL, 0);
}

static void withheld_say(struct sums *s)
{
	struct db_value *v = db_rows_add(&s->pile[WITHHELD]);

	v[0] = db_value_text(s->customer, -1);
	v[1] = db_value_text(s->blocked, -1);
}

static int customer_end(struct sums *s)
{
	int32_t i;

	if (s->owing > 1)
		qsort(s->owed, (size_t)s->owing, sizeof *s->owed, by_currency);
	for (i = 0; i < s->owing; i++) {
		balance_say(s, &s->owed[i]);
		demand_say(s, &s->owed[i]);
		by_bucket_say(s, &s->owed[i]);
	}
	if (s->blocked)
		withheld_say(s);
	return ++s->waiting == CUSTOMERS_AT_ONCE ? piles_write(s) : 0;
}

static int kind_of(const char *name)
{
	int k = 0;

	while (k < KINDS && strcmp(kind_name[k], name) != 0)
		k++;
	return k;
}

static void customer_begin(struct sums *s, const struct account *a)
{
	arena_reset(&s->group);
	s->customer = arena_dup(&s->rows, a->customer);
	s->blocked = NULL;
	s->owed = NULL;
	s->owing = s->owed_cap = 0;
	s->kind = a->kind ? kind_of(a->kind) : KINDS;
}

static struct owed *owed_in(struct sums *s, const char *currency)
{
	int32_t i;

	for (i = 0; i < s->owing; i++)
		if (s->owed[i].currency == currency)
			return &s->owed[i];
	s->owed = arena_room(&s->group, s->owed, &s->owed_cap, s->owing + 1, sizeof *s->owed);
	s->owed[s->owing] = (struct owed){.currency = currency};
	return &s->owed[s->owing++];
}

static int sold_order(const struct sold *x, const char *salesman, const char *currency)
{
	int c = strcmp(x->salesman, salesman);

	return c ? c : strcmp(x->currency, currency);
}

static struct sold *sold_by(struct sums *s, const char *salesman, const char *currency)
{
	int32_t low = 0, high = s->selling, i;

	if (s->last && s->last->salesman == salesman && s->last->currency == currency)
		return s->last;
	while (low < high) {
		i = (low + high) / 2;
		if (sold_order(s->sold[i], salesman, currency) < 0)
			low = i + 1;
		else
			high = i;
	}
	if (low < s->selling && sold_order(s->sold[low], salesman, currency) == 0)
		return s->last = s->sold[low];
	s->sold = arena_room(&s->kept, s->sold, &s->sold_cap, s->selling + 1, sizeof *s->sold);
	memmove(&s->sold[low + 1], &s->sold[low], sizeof *s->sold * (size_t)(s->selling++ - low));
	s->sold[low] = s->last = arena_alloc(&s->kept, sizeof *s->last);
	s->last->salesman = salesman;
	s->last->currency = currency;
	return s->last;
}

static void ripe_add(struct sums *s, struct owed *o, int64_t overdue_on, int64_t amount)
{
	o->ripe = arena_room(&s->group, o->ripe, &o->ripe_cap, o->ripes + 1, sizeof *o->ripe);
	o->ripe[o->ripes++] = (struct ripe){overdue_on, amount};
}

/* An item that is owed to us. */
static void debit_add(struct sums *s, struct owed *o, const struct item *i, int64_t amount)
{
	int64_t on = i->overdue_on, due = i->overdue_on - 1;

	o->debit += amount;
	if (!i->blocked)
		ripe_add(s, o, on, amount);
	if (i->age <= 0)
		return;
	o->overdue += amount;
	if (o->overdue_items++ == 0) {
		o->oldest_on = on;
		o->oldest_due = due;
	}
	if (!i->blocked)
		o->due += amount;
	else if (!s->blocked || strcmp(i->blocked, s->blocked) < 0)
		s->blocked = i->blocked;
}

/* An item of the customer that is owed, or a credit. */
static void sold_add(const struct sums *s, struct sold *by, int32_t bucket, int64_t amount, int64_t age)
{
	by->amount[bucket] += amount;
	by->items[bucket]++;
	if (s->kind == SHORT_CASH) {
		by->of_short[bucket] += amount;
		by->has_short = 1;
	}
	if (amount <= 0 || s->kind == KINDS)
		return;
	if (!by->owes[s->kind] || age > by->oldest_age[s->kind])
		by->oldest_age[s->kind] = age;
	by->owes[s->kind] = 1;
}

static void item_add(struct sums *s, const struct item *i)
{
	struct owed *o = owed_in(s, i->currency);
	struct sold *by = sold_by(s, i->salesman ? i->salesman : "", o->currency);
	int32_t bucket = bucket_find(&s->buckets, i->bucket);
	int64_t amount = item_left(i);

	o->items++;
	o->total += amount;
	o->amount[bucket] += amount;
	sold_add(s, by, bucket, amount, i->age);
	if (amount > 0)
		debit_add(s, o, i, amount);
}

int sums_add(struct sums *s, const struct account *a)
{
	int32_t i;

	customer_begin(s, a);
	for (i = 0; i < a->opens; i++)
		item_add(s, a->open[i]);
	return customer_end(s);
}

/* ---- salesmen ---- */

/* What the tables of salesmen say of a bucket beside its number. */
#define OF_SLOT                                                                                              \
	"(SELECT label FROM slot WHERE bucket = column1), (SELECT overdue FROM slot WHERE bucket = column1)"

static int kinds_write(const struct sold *by, struct query *q, struct diag *d)
{
	int k, rc = 0;

	query_put_text(q, 1, by->salesman, -1);
	query_put_text(q, 2, by->currency, -1);
	for (k = 0; k < KINDS && rc == 0; k++) {
		if (!by->owes[k])
			continue;
		query_put_text(q, 3, kind_name[k], -1);
		query_put_int(q, 4, by->oldest_age[k]);
		rc = query_next(q, d);
	}
	return rc;
}

static int items_write(const struct buckets *k, const struct sold *by, struct query *q, struct diag *d)
{
	int32_t i;
	int rc = 0;

	query_put_text(q, 1, by->salesman, -1);
	query_put_text(q, 2, by->currency, -1);
	for (i = 0; i < k->n && rc == 0; i++) {
		query_put_int(q, 3, k->bucket[i]);
		query_put_int(q, 4, by->items[i]);
		rc = query_next(q, d);
	}
	return rc;
}

static int salesmen_write(const struct sums *s)
{
	struct query *
		all = buckets_open(&s->buckets, s->b,
				   "INSERT INTO salesman_bucket SELECT ?1, ?2, column1, " OF_SLOT
				   ", column2, column3, 0",
				   s->d),
	       *items = query_open(
		       s->b, s->d,
		       "UPDATE salesman_bucket SET items = ?4 WHERE salesman = ?1 AND currency = ?2 AND bucket = ?3",
		       NULL),
	       *of_short = buckets_open(&s->buckets, s->b,
					"INSERT INTO salesman_bucket_short SELECT ?1, ?2, column1, " OF_SLOT
					", column2, column3",
					s->d),
	       *kinds = query_open(s->b, s->d, "INSERT INTO salesman_kind VALUES (?1, ?2, ?3, ?4)", NULL);
	int32_t i;
	int rc = all && items && of_short && kinds ? 0 : -1;

	for (i = 0; i < s->selling && rc == 0; i++) {
		const struct sold *by = s->sold[i];

		rc = buckets_write(&s->buckets, by->amount, by->salesman, by->currency, all, s->d);
		if (rc == 0)
			rc = items_write(&s->buckets, by, items, s->d);
		if (rc == 0 && by->has_short)
			rc = buckets_write(&s->buckets, by->of_short, by->salesman, by->currency, of_short,
					   s->d);
		if (rc == 0)
			rc = kinds_write(by, kinds, s->d);
	}
	query_close(all);
	query_close(items);
	query_close(of_short);
	query_close(kinds);
	return rc;
}

/* ---- all of it ---- */

struct sums *sums_open(struct db *copy, struct diag *d)
{
	struct sums *s = mem_alloc(sizeof *s);

	s->b = copy;
	s->d = d;
	s->pile[BALANCE] = (struct db_rows){.into = "balance", .columns = 11};
	s->pile[BY_BUCKET] = (struct db_rows){.into = "bucket_total", .columns = 5};
	s->pile[DEMAND] = (struct db_rows){.into = "demand", .columns = 7};
	s->pile[WITHHELD] = (struct db_rows){.into = "withheld", .columns = 2};
	arena_init(&s->kept);
	arena_init(&s->group);
	arena_init(&s->rows);
	if (buckets_read(&s->buckets, copy, d) < 0 || minima_read(s) < 0) {
		sums_close(s);
		return NULL;
	}
	s->as_of = db_int(copy, d, "SELECT as_of FROM run_info", DATE_NONE);
	return s;
}

int sums_end(struct sums *s)
{
	return piles_write(s) < 0 ? -1 : salesmen_write(s);
}

void sums_close(struct sums *s)
{
	if (!s)
		return;
	for (int32_t i = 0; i < PILES; i++)
		db_rows_done(&s->pile[i]);
	arena_done(&s->kept);
	arena_done(&s->rows);
	arena_done(&s->group);
	free(s);
}
