/* settle.c: what settles what on an account.
 *
 * An entry that says what it applies to settles a document of the other sign, of the same number and
 * currency. Where a number was used again, that is the newest that was there on the day, else the next one. A
 * document is all rows of its number, date, currency and sign: a receipt over several invoices, or
 * instalments.
 *
 * What applies to a document fills its rows as water fills steps: whoever comes first the row that was due
 * first. Reversals come first (a refund or a returned cheque against a payment), as what they undo can settle
 * nothing else; then credits on debits, each clamped to what remains. The rest of a credit stays open. The
 * order is one of what the rows say, so that the order in which they came in decides nothing; only rows that
 * are alike in all are told apart by their ids. */
#include "plan/account.h"

#include <stdlib.h>
#include <string.h>

/* An entry that names a document. */
struct claim {
	struct item *by;
	const struct item *document; /* the first of its rows that counts */
};

static int order(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* NULL before any text. */
static int order_text(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

void items_of_number(const struct account *a, const char *number, int32_t *first, int32_t *end)
{
	int32_t low = 0, high = a->items, i;

	while (low < high) {
		i = (low + high) / 2;
		if (strcmp(a->item[i].number, number) < 0)
			low = i + 1;
		else
			high = i;
	}
	*first = low;
	while (low < a->items && strcmp(a->item[low].number, number) == 0)
		low++;
	*end = low;
}

static int is_debit(const struct item *i)
{
	return i->amount > 0;
}

/* x is a nearer answer than y to an entry of that day: what was there before what comes later, then the
 * nearer one; of one day the first. */
static int nearer(const struct item *x, const struct item *y, int32_t day)
{
	int c = order(x->date > day, y->date > day);

	if (c == 0)
		c = order(labs((long)x->date - day), labs((long)y->date - day));
	return c ? c < 0 : x->id < y->id;
}

static const struct item *document_of(const struct account *a, const struct item *by, int32_t as_of)
{
	const struct item *best = NULL, *t;
	int32_t i, end;

	items_of_number(a, by->applies_to, &i, &end);
	for (; i < end; i++) {
		t = &a->item[i];
		if (t->currency == by->currency && is_debit(t) != is_debit(by) && item_counts(t, as_of) &&
		    (!best || nearer(t, best, by->date)))
			best = t;
	}
	return best;
}

static int by_document(const void *x, const void *y)
{
	const struct claim *a = x, *b = y;
	int c = order(a->document->id, b->document->id);

	if (c == 0)
		c = order(a->by->date, b->by->date);
	if (c == 0)
		c = strcmp(a->by->number, b->by->number);
	if (c == 0)
		c = order(a->by->amount, b->by->amount);
	if (c == 0)
		c = order_text(a->by->type, b->by->type);
	return c ? c : order(a->by->id, b->by->id);
}

static int by_due(const void *x, const void *y)
{
	const struct item *a = *(struct item *const *)x, *b = *(struct item *const *)y;
	int c = order(a->due, b->due); /* DATE_NONE is the lowest */

	if (c == 0)
		c = order_text(a->applies_to, b->applies_to);
	if (c == 0)
		c = order(a->amount, b->amount);
	if (c == 0)
		c = order_text(a->type, b->type);
	return c ? c : order(a->id, b->id);
}

/* Its rows, first due first. */
static struct item **rows_of(struct account *a, const struct item *document, int32_t *n)
{
	struct item **row, *t;
	int32_t i, end;

	items_of_number(a, document->number, &i, &end);
	row = arena_alloc(&a->arena, sizeof(struct item *) * (size_t)(end - i));
	for (*n = 0; i < end; i++) {
		t = &a->item[i];
		if (t->currency == document->currency && t->date == document->date &&
		    is_debit(t) == is_debit(document))
			row[(*n)++] = t;
	}
	if (*n > 1)
		qsort(row, (size_t)*n, sizeof(struct item *), by_due);
	return row;
}

static void allocate(struct account *a, struct item *entry, struct item *by, int32_t date, int64_t amount)
{
	a->allocation = arena_room(&a->arena, a->allocation, &a->allocation_cap, a->allocations + 1,
				   sizeof *a->allocation);
	a->allocation[a->allocations++] = (struct allocation){entry, by, date, amount};
	entry->settled += amount;
	if (by)
		by->settled -= amount;
}

/* What of it can still be settled, or can settle: never below 0. */
static int64_t room_in(const struct item *i)
{
	int64_t room = (i->amount < 0 ? -i->amount : i->amount) + i->undone;

	return room > 0 ? room : 0;
}

/* n entries that name one document: each fills its rows from where the one before it stopped. */
static void fill(struct account *a, const struct claim *c, int32_t n)
{
	int32_t rows, row = 0, i, date;
	struct item **into = rows_of(a, c->document, &rows);
	int64_t room = rows > 0 ? room_in(into[0]) : 0, left, part;
	int reversal = is_debit(c->by);

	for (i = 0; i < n && row < rows; i++) {
		left = room_in(c[i].by);
		while (left > 0 && row < rows) {
			part = left < room ? left : room;
			if (part > 0) {
				date = c[i].by->date > into[row]->date ? c[i].by->date : into[row]->date;
				allocate(a, into[row], c[i].by, date, reversal ? -part : part);
			}
			if (reversal && part > 0) {
				into[row]->undone -= part;
				c[i].by->undone -= part;
			}
			left -= part;
			room -= part;
			if (room == 0 && ++row < rows)
				room = room_in(into[row]);
		}
	}
}

/* Of all that name a document: the reversals, or the credits. */
static void fill_all(struct account *a, const struct claim *c, int32_t n, int reversals)
{
	int32_t i, same;

	for (i = 0; i < n; i += same) {
		for (same = 1; i + same < n && c[i + same].document == c[i].document;)
			same++;
		if (is_debit(c[i].by) == reversals)
			fill(a, &c[i], same);
	}
}

/* What the export itself says: cleared on a day, or so much open at its own date. That the date is right was
 * checked before (snapshot.c). */
static void export_says(struct account *a, struct item *i, int32_t as_of)
{
	int32_t made = i->export_date == DATE_NONE ? as_of : i->export_date, on;
	int open = i->says_open && as_of >= made,
	    cleared = i->cleared_on != DATE_NONE && i->cleared_on <= as_of;
	int64_t left = item_left(i) - (open ? i->open_amount : 0);

	if ((!open && !cleared) || left == 0)
		return;
	on = cleared ? i->cleared_on : made;
	allocate(a, i, NULL, on < as_of ? on : as_of, left);
}

void settle(struct account *a, int32_t as_of)
{
	struct claim *claim = NULL;
	int32_t claims = 0, cap = 0, i;

	for (i = 0; i < a->items; i++) {
		struct item *by = &a->item[i];
		const struct item *document;

		if (!by->applies_to || !*by->applies_to || by->amount == 0 || !item_counts(by, as_of))
			continue;
		document = document_of(a, by, as_of);
		if (!document)
			continue;
		claim = arena_room(&a->arena, claim, &cap, claims + 1, sizeof *claim);
		claim[claims++] = (struct claim){by, document};
	}
	if (claims > 1)
		qsort(claim, (size_t)claims, sizeof *claim, by_document);
	fill_all(a, claim, claims, 1);
	fill_all(a, claim, claims, 0);
	for (i = 0; i < a->items; i++)
		if (item_counts(&a->item[i], as_of))
			export_says(a, &a->item[i], as_of);
}
