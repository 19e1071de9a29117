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

/* Rows of queries that go along with the accounts, in the order of customers. */
struct along {
	struct query *q;
	int at; /* 1: it stands on a row, 0: there are no more */
};

/* Beside the accounts: who has whose customers. */
struct successor {
	const char *salesman, *now;
};

struct items {
	struct db *b;
	struct diag *d;
	const struct calendar *calendar;
	int32_t as_of;
	int credits_apart;

	struct arena kept;
	struct arena_texts texts; /* currencies and salesmen */
	int32_t *export_date;	  /* by source.id */
	int32_t sources;
	struct successor *successor;
	int32_t successors, successor_cap;
	struct successor *passed_to; /* of the account's customer alone: before those of all */
	int32_t passes, pass_cap;
	struct limit {
		int64_t bucket, low;
	} * limit; /* buckets, as their ages rise */
	int32_t limits, limit_cap;

	struct along entry, customer, stopped, passed;
	struct query *branch; /* of an entry; NULL: there are no branches */
	struct query *put_allocation, *put_item;
	struct sums *sums;
	struct account account;
};

/* ---- what is the same for all ---- */

static int sources_read(struct items *s)
{
	int32_t n = (int32_t)db_int(s->b, s->d, "SELECT max(id) FROM source", 0) + 1, i;
	struct query *q = query_open(
		s->b, s->d, "SELECT id, export_date FROM source WHERE export_date IS NOT NULL", NULL);
	int rc = q ? 1 : -1;

	s->sources = n;
	s->export_date = arena_alloc(&s->kept, sizeof *s->export_date * (size_t)n);
	for (i = 0; i < n; i++)
		s->export_date[i] = DATE_NONE;
	while (rc == 1 && (rc = query_next(q, s->d)) == 1)
		s->export_date[query_int(q, 0)] = (int32_t)query_int(q, 1);
	query_close(q);
	return rc;
}

static int successors_read(struct items *s)
{
	struct query *q = query_open(s->b, s->d, "SELECT salesman, now FROM successor", NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, s->d)) == 1) {
		s->successor = arena_room(&s->kept, s->successor, &s->successor_cap, s->successors + 1,
					  sizeof *s->successor);
		s->successor[s->successors++] = (struct successor){arena_text(&s->texts, query_text(q, 0)),
								   arena_text(&s->texts, query_text(q, 1))};
	}
	query_close(q);
	return rc;
}

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

static int along_open(struct items *s, struct along *a, const char *sql)
{
	a->q = query_open(s->b, s->d, sql, NULL);
	a->at = a->q ? query_next(a->q, s->d) : -1;
	return a->at < 0 ? -1 : 0;
}

static int along_next(const struct items *s, struct along *a)
{
	a->at = query_next(a->q, s->d);
	return a->at < 0 ? -1 : 0;
}

/* Goes on to the customer's first row: 1 there is one, 0 there is none. */
static int along_to(const struct items *s, struct along *a, const char *customer)
{
	int c = -1;

	while (a->at == 1 && (c = strcmp(query_text(a->q, 0), customer)) < 0)
		if (along_next(s, a) < 0)
			return -1;
	return a->at == 1 && c == 0;
}

/* ---- an account's entries ---- */

/* Columns of what is read. */
enum {
	CUSTOMER,
	ID,
	NUMBER,
	DATE,
	DUE,
	AMOUNT,
	CURRENCY,
	OPEN_AMOUNT,
	CLEARED_ON,
	APPLIES_TO,
	TYPE,
	STATUS,
	SALESMAN,
	SOURCE,
	PO_NUMBER,
	DELIVERY_NOTE,
	TEXT
};

static const char entries_sql[] =
	"SELECT customer, id, number, date, due, amount, currency, open_amount, cleared_on, applies_to, type, status, "
	"salesman, source, po_number, delivery_note, text FROM entry INDEXED BY entry_customer WHERE type <> 'pdc' ORDER BY customer, number";

static const char *dup(struct arena *a, const struct query *q, int32_t col)
{
	return query_null(q, col) ? NULL : arena_dupn(a, query_text(q, col), (size_t)query_length(q, col));
}

static int32_t day_in(const struct query *q, int32_t col)
{
	return query_null(q, col) ? DATE_NONE : (int32_t)query_int(q, col);
}

static int is_one_of(const char *word, const char *const *of, size_t n)
{
	while (n > 0 && strcmp(of[n - 1], word) != 0)
		n--;
	return n > 0;
}

static const char *successor_in(const struct successor *of, int32_t n, const char *salesman)
{
	int32_t i;

	for (i = 0; i < n; i++)
		if (of[i].salesman == salesman)
			return of[i].now;
	return NULL;
}

/* Who has what that salesman had, by handovers of the customer or of all. */
static const char *successor_of(const struct items *s, const char *salesman)
{
	const char *now = successor_in(s->passed_to, s->passes, salesman);

	if (!now)
		now = successor_in(s->successor, s->successors, salesman);
	return now ? now : salesman;
}

/* Handovers that name the account's customer. */
static int passed_read(struct items *s)
{
	struct account *a = &s->account;
	const struct query *q = s->passed.q;
	int more = along_to(s, &s->passed, a->customer);

	s->passed_to = NULL;
	s->passes = s->pass_cap = 0;
	while (more == 1) {
		s->passed_to = arena_room(&a->arena, s->passed_to, &s->pass_cap, s->passes + 1,
					  sizeof *s->passed_to);
		s->passed_to[s->passes++] = (struct successor){arena_text(&s->texts, query_text(q, 1)),
							       arena_text(&s->texts, query_text(q, 2))};
		if (along_next(s, &s->passed) < 0)
			return -1;
		more = along_to(s, &s->passed, a->customer);
	}
	return more;
}

static void entry_add(struct items *s, const struct query *q)
{
	static const char *const credits[] = {"payment", "credit_note", "write_off"};
	struct account *a = &s->account;
	int64_t source = query_int(q, SOURCE);
	struct item *i;

	a->item = arena_extend(&a->arena, a->item, &a->item_cap, a->items + 1, sizeof *a->item);
	i = &a->item[a->items++];
	*i = (struct item){
		.id = query_int(q, ID),
		.amount = query_int(q, AMOUNT),
		.open_amount = query_int(q, OPEN_AMOUNT),
		.says_open = !query_null(q, OPEN_AMOUNT),
		.number = dup(&a->arena, q, NUMBER),
		.currency = arena_text(&s->texts, query_text(q, CURRENCY)),
		.applies_to = dup(&a->arena, q, APPLIES_TO),
		.date = (int32_t)query_int(q, DATE),
		.due = day_in(q, DUE),
		.cleared_on = day_in(q, CLEARED_ON),
		.export_date = source < s->sources ? s->export_date[source] : DATE_NONE,
		.type = arena_text(&s->texts, query_text(q, TYPE)),
		.po_number = dup(&a->arena, q, PO_NUMBER),
		.delivery_note = dup(&a->arena, q, DELIVERY_NOTE),
		.text = dup(&a->arena, q, TEXT),
		.is_credit = is_one_of(query_text(q, TYPE), credits, sizeof credits / sizeof *credits),
	};
	if (!query_null(q, STATUS))
		i->status = arena_text(&s->texts, query_text(q, STATUS));
	if (!query_null(q, SALESMAN))
		i->salesman = successor_of(s, arena_text(&s->texts, query_text(q, SALESMAN)));
}

/* 1 an account is read, 0 there are no more, -1 after a diagnostic. */
static int account_next(struct items *s)
{
	struct account *a = &s->account;
	struct along *e = &s->entry;
	int known;

	if (e->at != 1)
		return e->at;
	arena_reset(&a->arena);
	*a = (struct account){.arena = a->arena,
			      .customer = arena_dup(&a->arena, query_text(e->q, CUSTOMER))};
	known = along_to(s, &s->customer, a->customer);
	if (known < 0 || passed_read(s) < 0)
		return -1;
	if (known) {
		const struct query *q = s->customer.q;

		a->kind = arena_text(&s->texts, query_text(q, 1));
		a->terms_days = (int32_t)query_int(q, 2);
		if (!query_null(q, 3))
			a->salesman = successor_of(s, arena_text(&s->texts, query_text(q, 3)));
	}
	do {
		entry_add(s, e->q);
		if (along_next(s, e) < 0)
			return -1;
	} while (e->at == 1 && strcmp(query_text(e->q, CUSTOMER), a->customer) == 0);
	return 1;
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
	else if (i->is_credit) /* it raises the debt by its sign */
		i->blocked = "sign";
}

/* What an event stopped: what was open then, of that number. */
static int stopped_mark(struct items *s)
{
	struct account *a = &s->account;
	const struct query *q = s->stopped.q;
	int32_t i, end;
	int more = along_to(s, &s->stopped, a->customer);

	while (more == 1) {
		items_of_number(a, query_text(q, 1), &i, &end);
		for (; i < end; i++)
			/* the first word of several: the rows are in their order */
			if (item_left(&a->item[i]) > 0 && item_counts(&a->item[i], s->as_of) &&
			    !a->item[i].blocked && query_int(q, 2) >= a->item[i].date)
				a->item[i].blocked = arena_text(&s->texts, query_text(q, 3));
		if (along_next(s, &s->stopped) < 0)
			return -1;
		more = along_to(s, &s->stopped, a->customer);
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
		i->branch = arena_text(&s->texts, query_text(s->branch, 0));
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

static int item_write(const struct items *s, const struct item *i)
{
	struct query *q = s->put_item;
	int32_t clock = i->overdue_on - 1;
	int debt = item_left(i) > 0;

	query_reset(q);
	query_put_int(q, 1, i->id);
	query_put_text(q, 2, s->account.customer, -1);
	query_put_text(q, 3, i->salesman, -1);
	query_put_text(q, 4, i->type, -1);
	query_put_text(q, 5, i->number, -1);
	query_put_int(q, 6, i->date);
	if (debt || i->due != DATE_NONE) {
		query_put_int(q, 7, clock);
		if (s->as_of <= clock)
			query_put_int(q, 10, clock - s->as_of);
	}
	query_put_int(q, 8, i->overdue_on);
	query_put_int(q, 9, i->age);
	if (i->bucket >= 0)
		query_put_int(q, 11, i->bucket);
	query_put_text(q, 12, i->currency, -1);
	query_put_int(q, 13, i->amount);
	query_put_int(q, 14, i->settled);
	query_put_text(q, 15, i->status, -1);
	query_put_text(q, 16, i->blocked, -1);
	query_put_text(q, 17, i->po_number, -1);
	query_put_text(q, 18, i->delivery_note, -1);
	query_put_text(q, 19, i->text, -1);
	query_put_text(q, 20, i->branch, -1);
	return query_next(q, s->d);
}

static int account_write(const struct items *s)
{
	const struct account *a = &s->account;
	int32_t i;
	int rc = 0;

	for (i = 0; i < a->allocations && rc == 0; i++)
		rc = allocation_write(s->put_allocation, &a->allocation[i], s->d);
	for (i = 0; i < a->opens && rc == 0; i++)
		rc = item_write(s, a->open[i]);
	return rc == 0 ? sums_add(s->sums, a) : -1;
}

/* ---- all of it ---- */

static int items_open(struct items *s)
{
	if (sources_read(s) < 0 || successors_read(s) < 0 || limits_read(s) < 0)
		return -1;
	s->as_of = (int32_t)db_int(s->b, s->d, "SELECT as_of FROM run_info", DATE_NONE);
	s->credits_apart = db_int(s->b, s->d, "SELECT credits = 'apart' FROM run_info", 0) == 1;
	s->calendar = db_calendar_of(s->b);
	s->put_allocation = query_open(s->b, s->d, "INSERT INTO allocation VALUES (?1, ?2, ?3, ?4)", NULL);
	s->put_item = query_open(
		s->b, s->d,
		"INSERT INTO open_item VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?13 - ?14, ?15, ?16, ?17, ?18, ?19, 0, ?20)",
		NULL);
	if (db_int(s->b, s->d, "SELECT EXISTS (SELECT 1 FROM branch)", 0) == 1) {
		s->branch = query_open(s->b, s->d, "SELECT customer FROM branch WHERE entry = ?1", NULL);
		if (!s->branch)
			return -1;
	}
	s->sums = sums_open(s->b, s->d);
	if (!s->put_allocation || !s->put_item || !s->sums)
		return -1;
	if (along_open(s, &s->entry, entries_sql) < 0 ||
	    along_open(s, &s->customer,
		       "SELECT code, kind, coalesce(terms_days, 0), salesman FROM customer ORDER BY code") <
		    0)
		return -1;
	if (along_open(s, &s->passed, "SELECT customer, salesman, now FROM passed ORDER BY customer") < 0)
		return -1;
	return along_open(s, &s->stopped,
			  "SELECT customer, invoice, date, why FROM stopped ORDER BY customer, invoice, why");
}

static int walk(struct items *s)
{
	int rc;

	while ((rc = account_next(s)) == 1) {
		settle(&s->account, s->as_of);
		if (account_open(s) < 0 || account_write(s) < 0)
			return -1;
	}
	return rc == 0 ? sums_end(s->sums) : -1;
}

int items_fill(struct db *copy, struct diag *d)
{
	struct items s = {.b = copy, .d = d};
	int rc;

	arena_init(&s.kept);
	arena_init(&s.account.arena);
	s.texts.arena = &s.kept;
	/* a customer's items, oldest first: most of what is asked of them comes in this order, and so they
	 * are written */
	rc = db_run(copy, d,
		    "CREATE INDEX open_item_customer ON open_item(customer, overdue_on, date, number)");
	if (rc == 0)
		rc = items_open(&s);
	if (rc == 0)
		rc = walk(&s);
	query_close(s.entry.q);
	query_close(s.customer.q);
	query_close(s.stopped.q);
	query_close(s.passed.q);
	query_close(s.branch);
	query_close(s.put_allocation);
	query_close(s.put_item);
	sums_close(s.sums);
	arena_done(&s.account.arena);
	arena_done(&s.kept);
	return rc == 0 ? db_run(copy, d,
				"CREATE INDEX allocation_entry ON allocation(entry); "
				"CREATE INDEX allocation_by ON allocation(by_entry)")
		       : -1;
}
