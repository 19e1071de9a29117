/* order.c: sorts rows by two texts: groups by the first one, found by hash, counted into place; each group by
 * the second one. */
#include "db/order.h"

#include <stdlib.h>
#include <string.h>

#include "import/customers.h"

#define AHEAD 16 /* keys lie anywhere: they are fetched while others are compared */

struct group {
	size_t at; /* of its text in texts */
	int32_t n;
	int32_t rows; /* once all are there */
	uint64_t hash;
};

struct ranked {
	const char *s;
	int32_t n, group;
};

struct order {
	struct text texts; /* of the groups */
	struct group *group;
	int32_t groups, group_cap;
	int32_t *alike, alikes; /* group + 1 by db_cell.alike; 0: not known yet */
	uint32_t *slot;		/* open addressing: group + 1; 0 is free */
	uint32_t mask;
	struct text seconds; /* each with its length (int32_t) in front */
	int32_t *of;	     /* group of each row */
	size_t *second;	     /* its second text */
	int32_t rows, of_cap, second_cap;
	/* sorted */
	struct ranked *rank;   /* the groups in order */
	int32_t *sorted;       /* rows by group */
	struct order_key *key; /* of the group that is being handed out */
	int32_t key_cap, keys, next, ranked, start;
};

struct order *order_open(void)
{
	struct order *o = mem_alloc(sizeof *o);

	text_init(&o->texts);
	text_init(&o->seconds);
	o->mask = 4095;
	o->slot = mem_alloc(((size_t)o->mask + 1) * sizeof *o->slot);
	return o;
}

static void slots_grow(struct order *o)
{
	int32_t i;
	uint32_t k;

	free(o->slot);
	o->mask = o->mask * 2 + 1;
	o->slot = mem_alloc(((size_t)o->mask + 1) * sizeof *o->slot);
	for (i = 0; i < o->groups; i++) {
		for (k = (uint32_t)o->group[i].hash & o->mask; o->slot[k]; k = (k + 1) & o->mask)
			;
		o->slot[k] = (uint32_t)i + 1;
	}
}

static int group_is(const struct order *o, int32_t i, const char *s, int32_t n)
{
	return o->group[i].n == n && memcmp(o->texts.data + o->group[i].at, s, (size_t)n) == 0;
}

static int32_t group_find(struct order *o, const char *s, int32_t n)
{
	uint64_t hash = hash_bytes(2, s, (size_t)n);
	uint32_t k;

	for (k = (uint32_t)hash & o->mask; o->slot[k]; k = (k + 1) & o->mask)
		if (o->group[o->slot[k] - 1].hash == hash && group_is(o, (int32_t)o->slot[k] - 1, s, n))
			return (int32_t)o->slot[k] - 1;
	o->group = mem_room(o->group, &o->group_cap, o->groups + 1, sizeof *o->group);
	o->group[o->groups++] = (struct group){o->texts.len, n, 0, hash};
	text_add(&o->texts, s, (size_t)n);
	o->slot[k] = (uint32_t)o->groups;
	if ((uint32_t)o->groups * 2 > o->mask)
		slots_grow(o);
	return o->groups - 1;
}

/* The group of a text that says which others are the same. */
static int32_t group_known(struct order *o, const struct db_cell *c)
{
	int32_t had = o->alikes;

	if (c->alike >= had) {
		o->alike = mem_room(o->alike, &o->alikes, c->alike + 1, sizeof *o->alike);
		memset(o->alike + had, 0, (size_t)(o->alikes - had) * sizeof *o->alike);
	}
	if (o->alike[c->alike] == 0)
		o->alike[c->alike] = group_find(o, c->s, c->n) + 1;
	return o->alike[c->alike] - 1;
}

void order_add(struct order *o, const struct db_cell *first, const struct db_cell *second)
{
	int32_t n = second->n;
	char *p;

	o->of = mem_room(o->of, &o->of_cap, o->rows + 1, sizeof *o->of);
	o->second = mem_room(o->second, &o->second_cap, o->rows + 1, sizeof *o->second);
	o->of[o->rows] = first->alike > 0 ? group_known(o, first) : group_find(o, first->s, first->n);
	o->second[o->rows++] = o->seconds.len;
	p = text_room(&o->seconds, sizeof n + (size_t)n);
	memcpy(p, &n, sizeof n);
	if (n > 0)
		memcpy(p + sizeof n, second->s, (size_t)n);
	o->seconds.len += sizeof n + (size_t)n;
}

static int bytes_compare(const char *a, int32_t an, const char *b, int32_t bn)
{
	int c = memcmp(a, b, (size_t)(an < bn ? an : bn));

	return c ? c : (an > bn) - (an < bn);
}

static int by_text(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return bytes_compare(x->s, x->n, y->s, y->n);
}

static int by_second(const void *a, const void *b)
{
	const struct order_key *x = a, *y = b;
	int c = bytes_compare(x->second, x->second_n, y->second, y->second_n);

	return c ? c : (x->row > y->row) - (x->row < y->row);
}

/* Rows by group, in the groups' order, each group's as they came. */
static void sort(struct order *o)
{
	int32_t *place = mem_alloc((size_t)(o->groups + 1) * sizeof *place), i, at = 0;

	o->rank = mem_alloc((size_t)(o->groups + 1) * sizeof *o->rank);
	o->sorted = mem_alloc((size_t)(o->rows + 1) * sizeof *o->sorted);
	for (i = 0; i < o->rows; i++)
		o->group[o->of[i]].rows++;
	for (i = 0; i < o->groups; i++)
		o->rank[i] = (struct ranked){o->texts.data + o->group[i].at, o->group[i].n, i};
	qsort(o->rank, (size_t)o->groups, sizeof *o->rank, by_text);
	for (i = 0; i < o->groups; i++) {
		place[o->rank[i].group] = at;
		at += o->group[o->rank[i].group].rows;
	}
	for (i = 0; i < o->rows; i++)
		o->sorted[place[o->of[i]]++] = i;
	free(place);
}

/* The keys of the next group, in order. 0: there is none. */
static int group_take(struct order *o)
{
	const struct ranked *r = &o->rank[o->ranked];
	const char *p;
	int32_t i, row;
	int ordered = 1;

	if (o->ranked == o->groups)
		return 0;
	o->keys = o->group[r->group].rows;
	o->key = mem_room(o->key, &o->key_cap, o->keys, sizeof *o->key);
	for (i = 0; i < o->keys; i++) {
		if (o->start + i + AHEAD < o->rows)
			__builtin_prefetch(o->seconds.data + o->second[o->sorted[o->start + i + AHEAD]]);
		if (o->start + i + 2 * AHEAD < o->rows)
			__builtin_prefetch(&o->second[o->sorted[o->start + i + 2 * AHEAD]]);
		row = o->sorted[o->start + i];
		p = o->seconds.data + o->second[row];
		o->key[i] = (struct order_key){
			.first = r->s, .first_n = r->n, .second = p + sizeof o->key[i].second_n, .row = row};
		memcpy(&o->key[i].second_n, p, sizeof o->key[i].second_n);
		ordered = ordered && (i == 0 || by_second(&o->key[i - 1], &o->key[i]) < 0);
	}
	if (!ordered)
		qsort(o->key, (size_t)o->keys, sizeof *o->key, by_second);
	o->start += o->keys;
	o->next = 0;
	o->ranked++;
	return 1;
}

int order_next(struct order *o, struct order_key *key)
{
	if (!o->sorted)
		sort(o);
	if (o->next == o->keys && !group_take(o))
		return 0;
	*key = o->key[o->next++];
	return 1;
}

void order_close(struct order *o)
{
	if (!o)
		return;
	text_done(&o->texts);
	text_done(&o->seconds);
	free(o->group);
	free(o->slot);
	free(o->of);
	free(o->alike);
	free(o->second);
	free(o->rank);
	free(o->sorted);
	free(o->key);
	free(o);
}
