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
	f->terms = -1;
	*slot_find(c, code, n, hash) = hash >> 32 << 32 | (uint32_t)c->n;
	return f;
}

int customers_read(struct customers *c, struct arena *a, struct db *b, struct diag *d)
{
	struct query *q = query_open(
		b, d,
		"SELECT c.code, c.name, c.currency, c.terms_days, s.tbl = 'ledger' FROM customer c "
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
		f->terms = query_null(q, 3) ? -1 : (int32_t)query_int(q, 3);
		f->flat = (int)query_int(q, 4);
	}
	query_close(q);
	return rc;
}

void customers_done(struct customers *c)
{
	free(c->all);
	free(c->slot);
	memset(c, 0, sizeof *c);
}

const char *customers_near(const struct customers *c, const char *code, int32_t n, int *zeros)
{
	const char **name, *near;
	int32_t i;

	*zeros = 0;
	while (n > 1 && *code == '0')
		code++, n--;
	for (i = 0; i < c->n; i++) {
		const char *s = c->all[i].code;
		int32_t k = c->all[i].code_n;

		while (k > 1 && *s == '0')
			s++, k--;
		if (k == n && memcmp(s, code, (size_t)n) == 0) {
			*zeros = 1;
			return c->all[i].code;
		}
	}
	if (c->n > 20000)
		return NULL;
	name = mem_alloc((size_t)(c->n + 1) * sizeof *name);
	for (i = 0; i < c->n; i++)
		name[i] = c->all[i].code;
	char *word = mem_alloc((size_t)n + 1);

	memcpy(word, code, (size_t)n);
	near = diag_closest(word, name, c->n);
	free(word);
	free(name);
	return near;
}
