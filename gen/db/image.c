/* image.c: writes records into the pages of b-trees, from left to right. */
#include "db/image.h"

#include <stdlib.h>
#include <string.h>

#include "db/order.h"

#define HEAD 100 /* bytes of a database's head */
#define LOCK_BYTE 0x40000000u
#define GROW_MOST                                                                                            \
	0x4000000u /* bytes of room that are not needed yet: there is an end to what grow can give */
#define LEVELS 24  /* a page has four cells at least */
#define PAGE_MOST 65536u
#define KEY_MOST (PAGE_MOST / 4 + 64) /* bytes of an index's cell */

enum { INNER_INDEX = 2, INNER_TABLE = 5, LEAF_INDEX = 10, LEAF_TABLE = 13 };

/* A page that takes cells. */
struct fill {
	uint32_t page; /* from 1; 0: none yet */
	uint32_t cells, top,
		last; /* top: first byte of the cells, which grow downwards; last: top before the last cell */
};

/* A b-tree and the page of each level that is being filled; 0 is the leaf. */
struct tree {
	uint32_t root;
	int table;
	struct fill level[LEVELS];
};

struct image {
	const struct image_shape *shape;
	void *(*grow)(void *, size_t);
	unsigned char *bytes;
	size_t cap;
	uint32_t page, pages; /* bytes of one; how many */
	uint32_t local_table, local_index,
		local_least; /* of a record, what is more stands on pages of its own (file format, 1.6) */
	int64_t rows;
	struct tree table;
	struct text large; /* a record that does not fit on a page */
	struct order *order[IMAGE_INDEXES_MOST];
};

/* ---- bytes ---- */

static void put16(unsigned char *p, uint32_t v)
{
	p[0] = (unsigned char)(v >> 8);
	p[1] = (unsigned char)v;
}

static void put32(unsigned char *p, uint32_t v)
{
	put16(p, v >> 16);
	put16(p + 2, v & 0xFFFF);
}

static uint32_t get32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint32_t varint_size(uint64_t v)
{
	uint32_t n = 1;

	for (; v > 0x7F; v >>= 7)
		n++;
	return n;
}

/* Below 2^56; behind what was written. */
static unsigned char *varint_long(unsigned char *p, uint64_t v)
{
	uint32_t n = varint_size(v), i;

	for (i = 0; i < n; i++)
		p[i] = (unsigned char)((v >> (7 * (n - 1 - i)) & 0x7F) | (i + 1 < n ? 0x80 : 0));
	return p + n;
}

static inline unsigned char *varint_put(unsigned char *p, uint64_t v)
{
	if (v >= 0x80)
		return varint_long(p, v);
	*p = (unsigned char)v;
	return p + 1;
}

/* The type of a whole number in a record, and its bytes. */
static uint32_t int_type(int64_t v, uint32_t *size)
{
	uint64_t u = v < 0 ? ~(uint64_t)v : (uint64_t)v;

	*size = 0;
	if (u <= 1 && v >= 0)
		return 8 + (uint32_t)u;
	*size = u < 0x80	      ? 1
		: u < 0x8000	      ? 2
		: u < 0x800000	      ? 3
		: u < 0x80000000u     ? 4
		: u < 0x800000000000u ? 6
				      : 8;
	return *size <= 4 ? *size : *size == 6 ? 5 : 6;
}

static unsigned char *int_put(unsigned char *p, int64_t v, uint32_t size)
{
	uint32_t i;

	for (i = 0; i < size; i++)
		p[i] = (unsigned char)((uint64_t)v >> (8 * (size - 1 - i)));
	return p + size;
}

/* ---- records ---- */

/* A record before it is written: the types and sizes of its columns. */
struct record {
	const struct db_cell *cell;
	int32_t n;
	uint32_t type[64], size[64]; /* texts are below CSV_CELL_MOST */
	uint32_t head, bytes;
};

/* null: a column that is NULL goes in front, as the id does, which stands in the cell. */
static void record_measure(struct record *r, const struct db_cell *cell, int32_t n, int null)
{
	uint32_t body = 0, head = (uint32_t)null;
	int32_t i;

	r->cell = cell;
	r->n = n;
	for (i = 0; i < n; i++) {
		if (cell[i].null) {
			r->type[i] = r->size[i] = 0;
		} else if (cell[i].s) {
			r->size[i] = (uint32_t)cell[i].n;
			r->type[i] = 13 + 2 * r->size[i];
		} else {
			r->type[i] = int_type(cell[i].i, &r->size[i]);
		}
		body += r->size[i];
		head += r->type[i] < 0x80 ? 1 : varint_size(r->type[i]);
	}
	/* the head's size counts itself; 64 columns of 5 bytes are no more than two of them */
	r->head = head + (head < 0x7F ? 1 : 2);
	r->bytes = r->head + body;
}

static void record_put(const struct record *r, unsigned char *p, int null)
{
	int32_t i;

	p = varint_put(p, r->head);
	if (null)
		*p++ = 0;
	for (i = 0; i < r->n; i++)
		p = varint_put(p, r->type[i]);
	for (i = 0; i < r->n; i++) {
		if (r->cell[i].s && !r->cell[i].null) {
			memcpy(p, r->cell[i].s, r->size[i]);
			p += r->size[i];
		} else {
			p = int_put(p, r->cell[i].i, r->size[i]);
		}
	}
}

/* ---- pages ---- */

static unsigned char *page_at(const struct image *m, uint32_t page)
{
	return m->bytes + (size_t)(page - 1) * m->page;
}

static uint32_t page_make(struct image *m)
{
	/* the page of the locks is never used (file format, 1.2) */
	m->pages += m->pages == LOCK_BYTE / m->page ? 2 : 1;
	if ((size_t)m->pages * m->page > m->cap) {
		m->cap = (size_t)m->pages * m->page;
		m->cap += m->cap < GROW_MOST ? m->cap : GROW_MOST;
		m->bytes = m->grow(m->bytes, m->cap);
	}
	return m->pages;
}

/* A tree's first page is the root, which its level leaves when it is full. */
static void fill_begin(struct image *m, struct tree *t, int k)
{
	struct fill *f = &t->level[k];

	f->page = f->page ? page_make(m) : t->root;
	f->cells = 0;
	f->top = f->last = m->page;
}

/* The place of a new cell; NULL: it does not fit. */
static unsigned char *fill_cell(struct image *m, struct fill *f, int inner, uint32_t size)
{
	uint32_t at = (inner ? 12 : 8) + 2 * f->cells;
	unsigned char *page;

	if (f->top < at + 2 + size)
		return NULL;
	page = page_at(m, f->page);
	f->last = f->top;
	f->top -= size;
	put16(page + at, f->top);
	f->cells++;
	return page + f->top;
}

/* Writes the head of a full or last page. right: the last child of an inner one. */
static void fill_end(struct image *m, const struct tree *t, int k, uint32_t right)
{
	const struct fill *f = &t->level[k];
	unsigned char *p = page_at(m, f->page);

	p[0] = t->table ? k ? INNER_TABLE : LEAF_TABLE : k ? INNER_INDEX : LEAF_INDEX;
	put16(p + 1, 0);
	put16(p + 3, f->cells);
	put16(p + 5, f->top & 0xFFFF); /* 65536 is written as 0 */
	p[7] = 0;
	if (k)
		put32(p + 8, right);
}

/* Takes the last cell back from a page. */
static unsigned char *cell_back(struct image *m, struct fill *f, uint32_t *size)
{
	unsigned char *p = page_at(m, f->page) + f->top;

	*size = f->last - f->top;
	f->cells--;
	f->top = f->last;
	return p;
}

static void inner_put(struct image *m, struct tree *t, int k, uint32_t left, const unsigned char *key,
		      uint32_t size);

/* The page of level k is full: key stands between it and the next one. */
static void level_up(struct image *m, struct tree *t, int k, uint32_t right, const unsigned char *key,
		     uint32_t size)
{
	uint32_t page = t->level[k].page;

	fill_end(m, t, k, right);
	if (page == t->root) {
		page = page_make(m);
		memcpy(page_at(m, page), page_at(m, t->root), m->page);
	}
	inner_put(m, t, k + 1, page, key, size);
	t->level[k].page = page;
	fill_begin(m, t, k);
}

/* A child and the key behind it. */
static void inner_put(struct image *m, struct tree *t, int k, uint32_t left, const unsigned char *key,
		      uint32_t size)
{
	struct fill *f = &t->level[k];
	unsigned char keep[KEY_MOST], *p;
	uint32_t n, right;

	if (!f->page)
		fill_begin(m, t, k);
	p = fill_cell(m, f, 1, 4 + size);
	if (!p) {
		/* the last child becomes the right end, and its key goes up */
		p = cell_back(m, f, &n);
		right = get32(p);
		memcpy(keep, p + 4, n - 4);
		level_up(m, t, k, right, keep, n - 4);
		p = fill_cell(m, f, 1, 4 + size);
	}
	put32(p, left);
	memcpy(p + 4, key, size);
}

/* The last page of each level. */
static void tree_end(struct image *m, struct tree *t)
{
	uint32_t right = 0;
	int k;

	if (!t->level[0].page)
		fill_begin(m, t, 0);
	for (k = 0; k < LEVELS && t->level[k].page; k++) {
		fill_end(m, t, k, right);
		right = t->level[k].page;
	}
}

/* How much of a record stands in its cell. */
static uint32_t local_of(const struct image *m, uint32_t bytes, uint32_t most)
{
	uint32_t k;

	if (bytes <= most)
		return bytes;
	k = m->local_least + (bytes - m->local_least) % (m->page - 4);
	return k <= most ? k : m->local_least;
}

/* The rest of a record, on pages of its own. The first one. */
static uint32_t overflow(struct image *m, const char *s, uint32_t n)
{
	uint32_t first = page_make(m), page = first, next, k;

	for (;; page = next) {
		k = n < m->page - 4 ? n : m->page - 4;
		memcpy(page_at(m, page) + 4, s, k);
		s += k;
		n -= k;
		next = n > 0 ? page_make(m) : 0;
		put32(page_at(m, page), next);
		if (next == 0)
			return first;
	}
}

/* ---- the table ---- */

static void row_put(struct image *m, int64_t id, const struct record *r)
{
	struct fill *leaf = &m->table.level[0];
	uint32_t local = local_of(m, r->bytes, m->local_table), first = 0;
	uint32_t size =
		varint_size(r->bytes) + varint_size((uint64_t)id) + local + (local < r->bytes ? 4 : 0);
	unsigned char *p, key[9];

	if (local < r->bytes) {
		text_reset(&m->large);
		record_put(r, (unsigned char *)text_room(&m->large, r->bytes), 1);
		first = overflow(m, m->large.data + local, r->bytes - local);
	}
	p = fill_cell(m, leaf, 0, size);
	if (!p) {
		level_up(m, &m->table, 0, 0, key, (uint32_t)(varint_put(key, (uint64_t)id - 1) - key));
		p = fill_cell(m, leaf, 0, size);
	}
	p = varint_put(p, r->bytes);
	p = varint_put(p, (uint64_t)id);
	if (local == r->bytes) {
		record_put(r, p, 1);
	} else {
		memcpy(p, m->large.data, local);
		put32(p + local, first);
	}
}

void image_row(struct image *m, const struct db_cell *cell)
{
	static const struct db_cell none;
	const struct image_index *x;
	struct record r;
	int32_t i;

	record_measure(&r, cell, m->shape->columns, 1);
	row_put(m, ++m->rows, &r);
	for (i = 0; i < m->shape->indexes; i++) {
		x = &m->shape->index[i];
		order_add(m->order[i], &cell[x->first], x->second < 0 ? &none : &cell[x->second]);
	}
}

/* ---- indexes ---- */

static void key_put(struct image *m, struct tree *t, const struct record *r)
{
	struct fill *leaf = &t->level[0];
	uint32_t local = local_of(m, r->bytes, m->local_index), first = 0, n;
	uint32_t size = varint_size(r->bytes) + local + (local < r->bytes ? 4 : 0);
	unsigned char keep[KEY_MOST], *p;

	if (local < r->bytes) {
		text_reset(&m->large);
		record_put(r, (unsigned char *)text_room(&m->large, r->bytes), 0);
		first = overflow(m, m->large.data + local, r->bytes - local);
	}
	p = fill_cell(m, leaf, 0, size);
	if (!p) {
		/* not the new one: the next page must not stay empty */
		p = cell_back(m, leaf, &n);
		memcpy(keep, p, n);
		level_up(m, t, 0, 0, keep, n);
		p = fill_cell(m, leaf, 0, size);
	}
	p = varint_put(p, r->bytes);
	if (local == r->bytes) {
		record_put(r, p, 0);
	} else {
		memcpy(p, m->large.data, local);
		put32(p + local, first);
	}
}

static void index_put(struct image *m, const struct image_index *x, struct order *o)
{
	struct tree t = {.root = x->root};
	struct db_cell value[3] = {{0}};
	struct order_key key;
	struct record r;
	int two = x->second >= 0;

	fill_begin(m, &t, 0);
	while (order_next(o, &key)) {
		value[0] = (struct db_cell){.s = key.first, .n = key.first_n};
		value[1] = (struct db_cell){.s = key.second, .n = key.second_n};
		value[1 + two] = (struct db_cell){.i = key.row + 1};
		record_measure(&r, value, 2 + two, 0);
		key_put(m, &t, &r);
	}
	tree_end(m, &t);
}

/* ---- the database ---- */

struct image *image_open(unsigned char *bytes, size_t n, const struct image_shape *shape,
			 void *(*grow)(void *, size_t))
{
	uint32_t page = n < HEAD ? 0 : (uint32_t)bytes[16] << 8 | bytes[17];
	struct image *m;
	int32_t i;

	page = page == 1 ? PAGE_MOST : page;
	/* formats below 4 have no whole numbers without bytes, and 1 is UTF-8 */
	if (page < 512 || bytes[20] != 0 || get32(bytes + 44) != 4 || get32(bytes + 52) != 0 ||
	    get32(bytes + 56) != 1)
		return NULL;
	m = mem_alloc(sizeof *m);
	m->shape = shape;
	m->grow = grow;
	m->bytes = bytes;
	m->cap = n;
	m->page = page;
	m->pages = (uint32_t)(n / page);
	m->local_table = page - 35;
	m->local_index = (page - 12) * 64 / 255 - 23;
	m->local_least = (page - 12) * 32 / 255 - 23;
	m->table = (struct tree){.root = shape->root, .table = 1};
	fill_begin(m, &m->table, 0);
	for (i = 0; i < shape->indexes; i++)
		m->order[i] = order_open();
	text_init(&m->large);
	return m;
}

unsigned char *image_end(struct image *m, size_t *n)
{
	uint32_t counter;
	int32_t i;

	tree_end(m, &m->table);
	for (i = 0; i < m->shape->indexes; i++)
		index_put(m, &m->shape->index[i], m->order[i]);
	counter = get32(m->bytes + 24) + 1;
	put32(m->bytes + 24, counter);
	put32(m->bytes + 28, m->pages);
	put32(m->bytes + 92, counter); /* the change for which the count of pages holds */
	*n = (size_t)m->pages * m->page;
	return image_leave(m);
}

unsigned char *image_leave(struct image *m)
{
	unsigned char *bytes = m->bytes;
	int32_t i;

	for (i = 0; i < m->shape->indexes; i++)
		order_close(m->order[i]);
	text_done(&m->large);
	free(m);
	return bytes;
}
