/* items.c: the open items as of the day: reads the ledger account by account, has each settled (settle.c),
 * says of what is left since when it is due and whether it may be demanded, and has it summed up (sums.c). */
#include "plan/account.h"
#include "plan/snapshot.h"

#include <stdlib.h>
#include <string.h>

/* The ledger's own words for an item that is not demanded: what is paid, cleared, replaced or in hand by its
 * word and open by its sums is for people to look at; letters about it would be wrong by one or the other. */
static const char *const stopping[] = {"disputed", "rma",     "hold",	 "agency",   "court",  "paid",
				       "returned", "bounced", "cleared", "replaced", "in_hand"};

/* What raises a debt by its sign and is none by its type. */
static const char *const credits[] = {"payment", "credit_note", "write_off"};

struct items {
	struct db *b;
	struct diag *d;
	const struct calendar *calendar;
	int32_t as_of;
	int credits_apart;

	struct arena kept;
	struct accounts accounts;
	struct limit {
		int64_t bucket, low;
	} * limit; /* buckets, as their ages rise */
	int32_t limits, limit_cap;

	struct along stopped;
	struct query *branch; /* of an entry; NULL: there are no branches */
	struct query *put_allocation;
	struct sums *sums;
	struct account account;
	int32_t at; /* the open item of the account that is written next */
};

/* Buckets leave no age out and rise with their numbers (policy.c). */
static int limits_read(struct items *s)
{
	struct query *q = query_open(s->b, s->d, "SELECT idx, low FROM bucket ORDER BY idx", NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, s->d)) == 1) {
		s->limit = arena_room(&s->kept, s->limit, &s->limit_cap, s->limits + 1, sizeof *s->limit);
		s->limit[s->limits++] =
			(struct limit){query_int(q, 0), query_null(q, 1) ? INT64_MIN : query_int(q, 1)};
	}
	query_close(q);
	return rc;
}

static int is_one_of(const char *word, const char *const *of, size_t n)
{
	while (n > 0 && strcmp(of[n - 1], word) != 0)
		n--;
	return n > 0;
}

/* ---- what is open ---- */

/* Buckets that amounts stand in by their age. */
static int64_t bucket_of(const struct items *s, int32_t age)
{
	int32_t i = s->limits - 1;

	while (i > 0 && s->limit[i].low > age)
		i--;
	return s->limit[i].bucket;
}

/* Its own due date, else by the customer's terms; a credit ages by its own date. */
static int32_t clock_of(const struct items *s, const struct item *i)
{
	if (i->due != DATE_NONE)
		return i->due;
	return item_left(i) > 0 ? calendar_due(s->calendar, i->date, s->account.terms_days) : i->date;
}

static void open_up(const struct items *s, struct item *i)
{
	int32_t clock = clock_of(s, i);
	int debt = item_left(i) > 0;

	if (!i->salesman)
		i->salesman = s->account.salesman;
	i->overdue_on = clock + 1;
	i->age = s->as_of - clock;
	i->bucket = debt || !s->credits_apart ? bucket_of(s, i->age) : -1;
	if (!debt)
		return;
	if (i->status && is_one_of(i->status, stopping, sizeof stopping / sizeof *stopping))
		i->blocked = i->status;
	else if (is_one_of(i->type, credits,
			   sizeof credits / sizeof *credits)) /* it raises the debt by its sign */
		i->blocked = "sign";
}

/* What an event stopped: what was open then, of that number. */
static int stopped_mark(struct items *s)
{
	struct account *a = &s->account;
	const struct query *q = s->stopped.q;
	int32_t i, end;
	int more = along_to(&s->stopped, s->d, a->customer);

	while (more == 1) {
		items_of_number(a, query_text(q, 1), &i, &end);
		for (; i < end; i++)
			/* the first word of several: the rows are in their order */
			if (item_left(&a->item[i]) > 0 && item_counts(&a->item[i], s->as_of) &&
			    !a->item[i].blocked && query_int(q, 2) >= a->item[i].date)
				a->item[i].blocked = arena_text(&s->accounts.texts, query_text(q, 3));
		if (along_next(&s->stopped, s->d) < 0)
			return -1;
		more = along_to(&s->stopped, s->d, a->customer);
	}
	return more;
}

/* A payment of another currency that names an invoice is neither lost nor set off at a guessed rate: while
 * both are open, nobody writes about the invoice. Not where the number is owed in the payment's currency too.
 */
static void other_currency_mark(const struct items *s, const struct item *credit)
{
	const struct account *a = &s->account;
	int32_t first, end, i;

	items_of_number(a, credit->applies_to, &first, &end);
	for (i = first; i < end; i++)
		if (a->item[i].currency == credit->currency && a->item[i].amount > 0)
			return;
	for (i = first; i < end; i++)
		if (a->item[i].currency != credit->currency && item_counts(&a->item[i], s->as_of) &&
		    item_left(&a->item[i]) > 0 && !a->item[i].blocked)
			a->item[i].blocked = "other_currency";
}

static int oldest_first(const void *x, const void *y)
{
	const struct item *a = *(struct item *const *)x, *b = *(struct item *const *)y;
	int c;

	if (a->overdue_on != b->overdue_on)
		return a->overdue_on < b->overdue_on ? -1 : 1;
	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	c = strcmp(a->number, b->number);
	return c ? c : (a->id > b->id) - (a->id < b->id);
}

/* Whose item it is, where branches stand together with their parents. */
static int branch_read(struct items *s, struct item *i)
{
	int rc;

	query_put_int(s->branch, 1, i->id);
	rc = query_next(s->branch, s->d);
	if (rc == 1)
		i->branch = arena_text(&s->accounts.texts, query_text(s->branch, 0));
	query_reset(s->branch);
	return rc < 0 ? -1 : 0;
}

static int account_open(struct items *s)
{
	struct account *a = &s->account;
	int32_t i;

	a->open = arena_alloc(&a->arena, sizeof(struct item *) * (size_t)a->items);
	for (i = 0; i < a->items; i++) {
		if (!item_counts(&a->item[i], s->as_of) || item_left(&a->item[i]) == 0)
			continue;
		open_up(s, &a->item[i]);
		if (s->branch && branch_read(s, &a->item[i]) < 0)
			return -1;
		a->open[a->opens++] = &a->item[i];
	}
	if (stopped_mark(s) < 0)
		return -1;
	for (i = 0; i < a->opens; i++)
		if (item_left(a->open[i]) < 0 && a->open[i]->applies_to && *a->open[i]->applies_to)
			other_currency_mark(s, a->open[i]);
	if (a->opens > 1)
		qsort(a->open, (size_t)a->opens, sizeof(struct item *), oldest_first);
	return 0;
}

/* ---- tables ---- */

static int allocation_write(struct query *q, const struct allocation *a, struct diag *d)
{
	query_put_int(q, 1, a->entry->id);
	if (a->by)
		query_put_int(q, 2, a->by->id);
	else
		query_put_text(q, 2, NULL, 0);
	query_put_int(q, 3, a->date);
	query_put_int(q, 4, a->amount);
	return query_next(q, d);
}

/* The columns of open_item, in their order. */
static void item_say(const struct items *s, const struct item *i, struct db_value *v)
{
	const int32_t clock = i->overdue_on - 1;
	const struct db_value none = db_value_text(NULL, 0);
	const int dated = item_left(i) > 0 || i->due != DATE_NONE;

	*v++ = db_value_int(i->id);
	*v++ = db_value_text(s->account.customer, -1);
	*v++ = db_value_text(i->salesman, -1);
	*v++ = db_value_text(i->type, -1);
	*v++ = db_value_text(i->number, -1);
	*v++ = db_value_int(i->date);
	*v++ = dated ? db_value_int(clock) : none;
	*v++ = db_value_int(i->overdue_on);
	*v++ = db_value_int(i->age);
	*v++ = dated && s->as_of <= clock ? db_value_int(clock - s->as_of) : none;
	*v++ = i->bucket >= 0 ? db_value_int(i->bucket) : none;
	*v++ = db_value_text(i->currency, -1);
	*v++ = db_value_int(i->amount);
	*v++ = db_value_int(i->settled);
	*v++ = db_value_int(i->amount - i->settled);
	*v++ = db_value_text(i->status, -1);
	*v++ = db_value_text(i->blocked, -1);
	*v++ = db_value_text(i->po_number, -1);
	*v++ = db_value_text(i->delivery_note, -1);
	*v++ = db_value_text(i->text, -1);
	*v++ = db_value_int(0); /* the letters that covered it follow from what was issued */
	*v++ = db_value_text(i->branch, -1);
}
#define ITEM_COLUMNS 22

static int allocations_write(const struct items *s)
{
	const struct account *a = &s->account;
	int32_t i;
	int rc = 0;

	for (i = 0; i < a->allocations && rc == 0; i++)
		rc = allocation_write(s->put_allocation, &a->allocation[i], s->d);
	return rc;
}

/* Account by account: what is open of it, when the account before has been written whole and summed up. */
static int item_next(void *ctx, struct db_value *row)
{
	struct items *s = ctx;
	int rc;

	while (s->at == s->account.opens) {
		if (s->account.customer && sums_add(s->sums, &s->account) < 0)
			return -1;
		rc = accounts_next(&s->accounts, &s->account);
		if (rc != 1)
			return rc;
		settle(&s->account, s->as_of);
		if (account_open(s) < 0 || allocations_write(s) < 0)
			return -1;
		s->at = 0;
	}
	item_say(s, s->account.open[s->at++], row);
	return 1;
}

/* ---- all of it ---- */

static int items_open(struct items *s)
{
	if (accounts_open(&s->accounts, s->b, s->d) < 0 || limits_read(s) < 0)
		return -1;
	s->as_of = (int32_t)db_int(s->b, s->d, "SELECT as_of FROM run_info", DATE_NONE);
	s->credits_apart = db_int(s->b, s->d, "SELECT credits = 'apart' FROM run_info", 0) == 1;
	s->calendar = db_calendar_of(s->b);
	s->put_allocation = query_open(s->b, s->d, "INSERT INTO allocation VALUES (?1, ?2, ?3, ?4)", NULL);
	if (db_int(s->b, s->d, "SELECT EXISTS (SELECT 1 FROM branch)", 0) == 1) {
		s->branch = query_open(s->b, s->d, "SELECT customer FROM branch WHERE entry = ?1", NULL);
		if (!s->branch)
			return -1;
	}
	s->sums = sums_open(s->b, s->d);
	if (!s->put_allocation || !s->sums)
		return -1;
	return along_open(&s->stopped, s->b, s->d,
			  "SELECT customer, invoice, date, why FROM stopped ORDER BY customer, invoice, why");
}

int items_fill(struct db *copy, struct diag *d)
{
	struct items s = {.b = copy, .d = d};
	int rc;

	arena_init(&s.kept);
	arena_init(&s.account.arena);
	/* a customer's items, oldest first: most of what is asked of them comes in this order, and so they
	 * are written */
	rc = db_run(copy, d,
		    "CREATE INDEX open_item_customer ON open_item(customer, overdue_on, date, number)");
	if (rc == 0)
		rc = items_open(&s);
	if (rc == 0)
		rc = db_insert(copy, d, "open_item", ITEM_COLUMNS, item_next, &s);
	if (rc == 0)
		rc = sums_end(s.sums);
	query_close(s.stopped.q);
	query_close(s.branch);
	query_close(s.put_allocation);
	sums_close(s.sums);
	accounts_close(&s.accounts);
	arena_done(&s.account.arena);
	arena_done(&s.kept);
	return rc == 0 ? db_run(copy, d,
				"CREATE INDEX allocation_entry ON allocation(entry); "
				"CREATE INDEX allocation_by ON allocation(by_entry)")
		       : -1;
}
