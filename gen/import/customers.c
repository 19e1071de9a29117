/* customers.c: a hash table of customers. */
#include "import/customers.h"

#include <stdlib.h>
#include <string.h>

#include "db/db.h"

/* The slot of a code: its own, or the free one where it belongs. */
static uint64_t *slot_find(const struct customers *c, const char *code, int32_t n, uint64_t hash)
{
	uint32_t k = (uint32_t)hash & c->mask;
	const struct known_customer *f;

	for (; c->slot[k]; k = (k + 1) & c->mask) {
		if (c->slot[k] >> 32 != hash >> 32)
			continue;
		f = &c->all[(uint32_t)c->slot[k] - 1];
		if (f->code_n == n &&
		    memcmp(n <= (int32_t)sizeof f->head ? f->head : f->code, code, (size_t)n) == 0)
			break;
	}
	return &c->slot[k];
}

static uint64_t code_hash(const char *code, int32_t n)
{
	return hash_bytes(1, code, (size_t)n);
}

static void slots_make(struct customers *c, uint32_t size)
{
	uint64_t hash;
	int32_t i;

	free(c->slot);
	c->slot = mem_alloc(size * sizeof *c->slot);
	c->mask = size - 1;
	for (i = 0; i < c->n; i++) {
		hash = code_hash(c->all[i].code, c->all[i].code_n);
		*slot_find(c, c->all[i].code, c->all[i].code_n, hash) = hash >> 32 << 32 | (uint32_t)(i + 1);
	}
}

struct known_customer *customers_find(const struct customers *c, const char *code, int32_t n)
{
	uint64_t slot = *slot_find(c, code, n, code_hash(code, n));

	return slot ? &c->all[(uint32_t)slot - 1] : NULL;
}

struct known_customer *customers_add(struct customers *c, const char *code, int32_t n)
{
	uint64_t hash = code_hash(code, n);
	struct known_customer *f = customers_find(c, code, n);

	if (f)
		return f;
	if ((uint32_t)c->n * 2 > c->mask)
		slots_make(c, (c->mask + 1) * 2);
	c->all = mem_room(c->all, &c->cap, c->n + 1, sizeof *c->all);
	f = &c->all[c->n++];
	memset(f, 0, sizeof *f);
	f->code = arena_dupn(c->a, code, (size_t)n);
	memcpy(f->head, code, (size_t)n < sizeof f->head ? (size_t)n : sizeof f->head);
	f->code_n = n;
	*slot_find(c, code, n, hash) = hash >> 32 << 32 | (uint32_t)c->n;
	return f;
}

int customers_read(struct customers *c, struct arena *a, struct db *b, struct diag *d)
{
	struct query *q =
		query_open(b, d,
			   "SELECT c.code, c.name, c.currency, s.tbl = 'ledger', c.parent FROM customer c "
			   "LEFT JOIN source s ON s.id = c.source ORDER BY c.rowid",
			   NULL);
	struct known_customer *f;
	int rc;

	memset(c, 0, sizeof *c);
	c->a = a;
	slots_make(c, 1024);
	if (!q)
		return -1;
	while ((rc = query_next(q, d)) == 1) {
		f = customers_add(c, query_text(q, 0), query_length(q, 0));
		f->name = arena_dup(a, query_text(q, 1));
		f->currency = query_null(q, 2) ? NULL : currency_find(query_text(q, 2));
		f->flat = (int)query_int(q, 3);
		f->parent = query_null(q, 4) ? NULL : arena_dup(a, query_text(q, 4));
	}
	query_close(q);
	return rc;
}

void customers_done(struct customers *c)
{
	free(c->all);
	free(c->slot);
	free(c->near);
	free(c->near_slot);
	memset(c, 0, sizeof *c);
}

int32_t customers_parent(const char *sep, const char *code, int32_t n)
{
	int32_t k = sep ? (int32_t)strlen(sep) : 0, i;

	for (i = n - k - 1; k > 0 && i > 0; i--) {
		if (memcmp(code + i, sep, (size_t)k) != 0)
			continue;
		while (i > 0 && code[i - 1] == ' ')
			i--;
		return i;
	}
	return 0;
}

/* ---- codes that are close ---- */

/* Two codes are one slip apart only when they are the same, or become so with one letter less in either: each
 * code stands under itself without its zeros in front, and under itself with each letter left out. */
struct near_key {
	uint64_t hash;
	int32_t customer;
	int32_t older; /* in its chain, index + 1; 0: none */
};

#define NEAR_MOST 48   /* bytes of a code that is compared by its letters */
#define NEAR_SHOWN 256 /* candidates that are compared: of more, none would be a good guess */

enum { WITHOUT_ZEROS = 1, WITHOUT_ONE = 2 };

static void near_add(struct customers *c, uint64_t hash, int32_t customer)
{
	struct near_key *k;
	uint32_t size = c->near_slot ? (c->near_mask + 1) * 2 : 1024;
	int32_t i, *slot;

	c->near = mem_room(c->near, &c->near_cap, c->nears + 1, sizeof *c->near);
	c->near[c->nears++] = (struct near_key){hash, customer, 0};
	i = c->nears - 1;
	if (!c->near_slot || (uint32_t)c->nears > c->near_mask) {
		free(c->near_slot);
		c->near_slot = mem_alloc(size * sizeof *c->near_slot);
		c->near_mask = size - 1;
		i = 0;
	}
	for (; i < c->nears; i++) {
		k = &c->near[i];
		slot = &c->near_slot[(uint32_t)k->hash & c->near_mask];
		k->older = *slot;
		*slot = i + 1;
	}
}

static void zeros_skip(const char **s, int32_t *n)
{
	while (*n > 1 && **s == '0')
		(*s)++, (*n)--;
}

/* The hash of a code without letter i; i == n: whole. Letter case does not count. */
static uint64_t hash_without(const char *s, int32_t n, int32_t i)
{
	char folded[NEAR_MOST];
	int32_t k, m = 0;

	for (k = 0; k < n; k++)
		if (k != i)
			folded[m++] = (char)(s[k] | 32);
	return hash_bytes(WITHOUT_ONE, folded, (size_t)m);
}

/* Takes in the customers that came since. */
static void near_extend(struct customers *c)
{
	const char *s;
	int32_t n, i;

	for (; c->nears_of < c->n; c->nears_of++) {
		s = c->all[c->nears_of].code;
		n = c->all[c->nears_of].code_n;
		for (i = 0; n <= NEAR_MOST && i <= n; i++)
			near_add(c, hash_without(s, n, i), c->nears_of);
		zeros_skip(&s, &n);
		near_add(c, hash_bytes(WITHOUT_ZEROS, s, (size_t)n), c->nears_of);
	}
}

static int32_t near_first(const struct customers *c, uint64_t hash)
{
	return c->near_slot ? c->near_slot[(uint32_t)hash & c->near_mask] : 0;
}

/* The first customer whose code is the same but for zeros in front; NULL: none. */
static const char *near_zeros(const struct customers *c, const char *code, int32_t n)
{
	const uint64_t hash = hash_bytes(WITHOUT_ZEROS, code, (size_t)n);
	const char *found = NULL, *s;
	int32_t k, i;

	for (i = near_first(c, hash); i > 0; i = c->near[i - 1].older) {
		if (c->near[i - 1].hash != hash)
			continue;
		s = c->all[c->near[i - 1].customer].code;
		k = c->all[c->near[i - 1].customer].code_n;
		zeros_skip(&s, &k);
		if (k == n && memcmp(s, code, (size_t)n) == 0)
			found = c->all[c->near[i - 1].customer].code;
	}
	return found;
}

static int by_number(const void *a, const void *b)
{
	return *(const int32_t *)a - *(const int32_t *)b;
}

const char *customers_near(struct customers *c, const char *code, int32_t n, int *zeros)
{
	const char *name[NEAR_SHOWN], *near;
	char word[NEAR_MOST + 1] = "";
	int32_t customer[NEAR_SHOWN], names = 0, i, k;
	uint64_t hash;

	near_extend(c);
	zeros_skip(&code, &n);
	near = near_zeros(c, code, n);
	*zeros = near != NULL;
	if (near || n > NEAR_MOST)
		return near;
	for (k = 0; k <= n; k++) {
		hash = hash_without(code, n, k);
		for (i = near_first(c, hash); i > 0 && names < NEAR_SHOWN; i = c->near[i - 1].older)
			if (c->near[i - 1].hash == hash)
				customer[names++] = c->near[i - 1].customer;
	}
	/* of several that are as close, the first */
	qsort(customer, (size_t)names, sizeof *customer, by_number);
	for (i = 0; i < names; i++)
		name[i] = c->all[customer[i]].code;
	memcpy(word, code, (size_t)n);
	return diag_closest(word, name, names);
}
