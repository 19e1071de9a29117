/* account.c: reads the ledger account by account: all entries of a customer, with what is known of the
 * customer and of the handovers that it went through. */
#include "plan/account.h"

#include <string.h>

static int sources_read(struct accounts *s)
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

static int successors_read(struct accounts *s)
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

int along_open(struct along *a, struct db *b, struct diag *d, const char *sql)
{
	a->q = query_open(b, d, sql, NULL);
	a->at = a->q ? query_next(a->q, d) : -1;
	return a->at < 0 ? -1 : 0;
}

int along_next(struct along *a, struct diag *d)
{
	a->at = query_next(a->q, d);
	return a->at < 0 ? -1 : 0;
}

int along_to(struct along *a, struct diag *d, const char *customer)
{
	int c = -1;

	while (a->at == 1 && (c = strcmp(query_text(a->q, 0), customer)) < 0)
		if (along_next(a, d) < 0)
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

static const char *successor_in(const struct successor *of, int32_t n, const char *salesman)
{
	int32_t i;

	for (i = 0; i < n; i++)
		if (of[i].salesman == salesman)
			return of[i].now;
	return NULL;
}

/* Who has what that salesman had, by handovers of the customer or of all. */
static const char *successor_of(const struct accounts *s, const char *salesman)
{
	const char *now = successor_in(s->passed_to, s->passes, salesman);

	if (!now)
		now = successor_in(s->successor, s->successors, salesman);
	return now ? now : salesman;
}

/* Handovers that name the account's customer. */
static int passed_read(struct accounts *s, struct account *a)
{
	const struct query *q = s->passed.q;
	int more = along_to(&s->passed, s->d, a->customer);

	s->passed_to = NULL;
	s->passes = s->pass_cap = 0;
	while (more == 1) {
		s->passed_to = arena_room(&a->arena, s->passed_to, &s->pass_cap, s->passes + 1,
					  sizeof *s->passed_to);
		s->passed_to[s->passes++] = (struct successor){arena_text(&s->texts, query_text(q, 1)),
							       arena_text(&s->texts, query_text(q, 2))};
		if (along_next(&s->passed, s->d) < 0)
			return -1;
		more = along_to(&s->passed, s->d, a->customer);
	}
	return more;
}

static void entry_add(struct accounts *s, struct account *a, const struct query *q)
{
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
	};
	if (!query_null(q, STATUS))
		i->status = arena_text(&s->texts, query_text(q, STATUS));
	if (!query_null(q, SALESMAN))
		i->salesman = successor_of(s, arena_text(&s->texts, query_text(q, SALESMAN)));
}

int accounts_next(struct accounts *s, struct account *a)
{
	struct along *e = &s->entry;
	int known;

	if (e->at != 1)
		return e->at;
	arena_reset(&a->arena);
	*a = (struct account){.arena = a->arena};
	a->customer = arena_dup(&a->arena, query_text(e->q, CUSTOMER));
	known = along_to(&s->customer, s->d, a->customer);
	if (known < 0 || passed_read(s, a) < 0)
		return -1;
	if (known) {
		const struct query *q = s->customer.q;

		a->kind = arena_text(&s->texts, query_text(q, 1));
		a->terms_days = (int32_t)query_int(q, 2);
		if (!query_null(q, 3))
			a->salesman = successor_of(s, arena_text(&s->texts, query_text(q, 3)));
	}
	do {
		entry_add(s, a, e->q);
		if (along_next(e, s->d) < 0)
			return -1;
	} while (e->at == 1 && strcmp(query_text(e->q, CUSTOMER), a->customer) == 0);
	return 1;
}

/* ---- open and close ---- */

int accounts_open(struct accounts *s, struct db *b, struct diag *d)
{
	s->b = b;
	s->d = d;
	arena_init(&s->kept);
	s->texts.arena = &s->kept;
	if (sources_read(s) < 0 || successors_read(s) < 0)
		return -1;
	if (along_open(&s->entry, b, d, entries_sql) < 0 ||
	    along_open(&s->customer, b, d,
		       "SELECT code, kind, coalesce(terms_days, 0), salesman FROM customer ORDER BY code") <
		    0)
		return -1;
	return along_open(&s->passed, b, d, "SELECT customer, salesman, now FROM passed ORDER BY customer");
}

void accounts_close(struct accounts *s)
{
	query_close(s->entry.q);
	query_close(s->customer.q);
	query_close(s->passed.q);
	arena_done(&s->kept);
}
