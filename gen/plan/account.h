/* account.h: a customer's account as of the day. What settles what (settle.c) leaves the open items
 * (items.c), and these are summed up (sums.c). One account is in memory at a time; what salesmen have of all
 * of them stays.
 *
 * Amounts are signed and in minor units of their currency: what is owed to us is above 0. Days are day
 * numbers of date.h. Texts live as long as the account's turn, currencies and salesmen to the end. */
#ifndef LP_ACCOUNT_H
#define LP_ACCOUNT_H

#include "base/base.h"
#include "db/db.h"

/* An entry of the ledger; cheques that are in hand (pdc) are none. */
struct item {
	int64_t id, amount;
	int64_t open_amount;	 /* what its export says is open; nothing: says_open is 0 */
	int64_t undone, settled; /* settle.c: of it by reversals; of it in all, with its sign */
	const char *number, *currency, *salesman, *status;
	const char *applies_to;	       /* NULL: the export says nothing */
	int32_t date, due, cleared_on; /* due and cleared_on: DATE_NONE where there is none */
	int32_t export_date;	       /* of its file; DATE_NONE: not known */
	int says_open;
	const char *branch;				     /* NULL: the customer's own */
	const char *type, *po_number, *delivery_note, *text; /* the last three: NULL where there is none */

	/* of an open item (items.c) */
	int32_t overdue_on, age;
	int64_t bucket;	     /* -1: a credit that stands apart */
	const char *blocked; /* NULL: it may be demanded */
};

/* So much of entry is settled, from that day on, by another; by NULL: by the export's own word. */
struct allocation {
	const struct item *entry, *by;
	int32_t date;
	int64_t amount; /* with the sign of entry */
};

struct account {
	struct arena arena;			/* of the account's turn */
	const char *customer, *kind, *salesman; /* kind, salesman: NULL where the ledger does not say */
	int32_t terms_days;

	struct item *item; /* by number, then as they came */
	int32_t items, item_cap;
	struct allocation *allocation;
	int32_t allocations, allocation_cap;
	struct item **open; /* oldest first */
	int32_t opens;
};

/* What is left of it. */
static inline int64_t item_left(const struct item *i)
{
	return i->amount - i->settled;
}
/* It counts on the day: it is there, and it or what is open of it is not 0. */
static inline int item_counts(const struct item *i, int32_t as_of)
{
	return i->date <= as_of && (i->amount != 0 || (i->says_open && i->open_amount != 0));
}
/* The items of a number, as [*first, *end). */
void items_of_number(const struct account *a, const char *number, int32_t *first, int32_t *end);

/* Rows of a query that go along with the accounts: its first column is the customer, and orders them. */
struct along {
	struct query *q;
	int at; /* 1: it stands on a row, 0: there are no more */
};
/* -1 after a diagnostic; q is closed by who opened it. */
int along_open(struct along *a, struct db *b, struct diag *d, const char *sql);
int along_next(struct along *a, struct diag *d);
/* Goes on to the customer's next row: 1 there is one, 0 there is none. */
int along_to(struct along *a, struct diag *d, const char *customer);

/* Who has what a salesman had. */
struct successor {
	const char *salesman, *now;
};

/* The ledger, account by account; {0} before it is opened. */
struct accounts {
	struct db *b;
	struct diag *d;
	struct arena kept;
	struct arena_texts texts; /* currencies, salesmen and words, each once */
	int32_t *export_date;	  /* by source.id */
	int32_t sources;
	struct successor *successor;
	int32_t successors, successor_cap;
	struct successor *passed_to; /* of the account's customer alone: before those of all */
	int32_t passes, pass_cap;
	struct along entry, customer, passed;
};
/* -1 after a diagnostic; accounts_close is due all the same. */
int accounts_open(struct accounts *s, struct db *b, struct diag *d);
/* The next account, by code; its arena was made by who has it. 1 it is read, 0 there are no more, -1 after a
 * diagnostic. */
int accounts_next(struct accounts *s, struct account *a);
void accounts_close(struct accounts *s);

/* Fills allocation, and settled of each item. */
void settle(struct account *a, int32_t as_of);

/* Sums up open items into balance, bucket_total, demand and withheld, an account at a time; at the end, what
 * salesmen have. NULL, -1 after a diagnostic. */
struct sums;
struct sums *sums_open(struct db *copy, struct diag *d);
int sums_add(struct sums *s, const struct account *a);
int sums_end(struct sums *s);
void sums_close(struct sums *s); /* NULL is safe */

#endif
