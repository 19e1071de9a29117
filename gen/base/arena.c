/* arena.c: bump allocation in blocks. */
#define _GNU_SOURCE
#include "base/arena.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE ((uintptr_t)4096)
#define LARGE ((size_t)8 << 20)
#define BLOCK_SIZE ((size_t)64 * 1024)
#define ALIGN ((size_t)16)
#define SPARE_MOST 16

struct arena_block {
	struct arena_block *older;
	size_t size, used;
	_Alignas(16) unsigned char data[];
};

void (*mem_exhausted)(size_t wanted);

static void *mem_check(void *p, size_t size)
{
	if (p)
		return p;
	if (mem_exhausted)
		mem_exhausted(size);
	__builtin_trap();
}

/* Large memory in large pages, where the system has them to give: a page of 4 KiB costs a fault each, which
 * was an eighth of the time of reading a million rows. */
static void *in_large_pages(void *p, size_t size)
{
	/* from the start of its first page on: of what is advised in part, mremap moves nothing */
	uintptr_t from = (uintptr_t)p & ~(PAGE - 1);

	if (p && size >= LARGE)
		madvise((void *)from, (uintptr_t)p + size - from, MADV_HUGEPAGE);
	return p;
}

void *mem_alloc(size_t size)
{
	return mem_check(in_large_pages(calloc(1, size ? size : 1), size), size);
}

void *mem_grow(void *p, size_t size)
{
	return mem_check(in_large_pages(realloc(p, size ? size : 1), size), size);
}

void mem_watch(void)
{
	errno = 0;
}

void mem_watched(void)
{
	if (errno == ENOMEM)
		mem_check(NULL, 0);
}

static int32_t cap_for(int32_t cap, int32_t need)
{
	if (cap < 8)
		cap = 8;
	while (cap < need)
		cap = cap > INT32_MAX / 2 ? INT32_MAX : cap * 2;
	return cap;
}

void *mem_room(void *array, int32_t *cap, int32_t need, size_t size)
{
	if (need <= *cap)
		return array;
	*cap = cap_for(*cap, need);
	return mem_grow(array, (size_t)*cap * size);
}

void arena_init(struct arena *a)
{
	a->block = a->spare = NULL;
	a->spares = 0;
}

static void blocks_free(struct arena_block *b)
{
	struct arena_block *older;

	for (; b; b = older) {
		older = b->older;
		free(b);
	}
}

void arena_done(struct arena *a)
{
	blocks_free(a->block);
	blocks_free(a->spare);
	arena_init(a);
}

void arena_reset(struct arena *a)
{
	struct arena_block *b, *older;

	/* a job loop then touches neither malloc nor fresh pages */
	for (b = a->block; b; b = older) {
		older = b->older;
		if (b->size != BLOCK_SIZE || a->spares == SPARE_MOST) {
			free(b);
			continue;
		}
		memset(b->data, 0, b->used);
		b->used = 0;
		b->older = a->spare;
		a->spare = b;
		a->spares++;
	}
	a->block = NULL;
}

static struct arena_block *block_make(struct arena *a, size_t need)
{
	size_t size = need > BLOCK_SIZE ? need : BLOCK_SIZE;
	struct arena_block *b = a->spare;

	if (b && size == BLOCK_SIZE) {
		a->spare = b->older;
		a->spares--;
		return b;
	}
	b = mem_alloc(sizeof *b + size);
	b->size = size;
	return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
	struct arena_block *b = a->block;
	size_t need = (size + ALIGN - 1) & ~(ALIGN - 1);

	if (need < size)
		mem_check(NULL, size);
	if (!b || b->size - b->used < need) {
		b = block_make(a, need);
		b->older = a->block;
		a->block = b;
	}
	b->used += need;
	return b->data + b->used - need;
}

void *arena_room(struct arena *a, void *array, int32_t *cap, int32_t need, size_t size)
{
	int32_t old = *cap;
	void *p;

	if (need <= old)
		return array;
	*cap = cap_for(old, need);
	p = arena_alloc(a, (size_t)*cap * size);
	if (old > 0)
		memcpy(p, array, (size_t)old * size);
	return p;
}

/* The link to the block that holds nothing but the array; NULL: it shares one. */
static struct arena_block **block_of(struct arena *a, const void *array)
{
	struct arena_block **at = &a->block;

	while (*at && ((*at)->data != array || (*at)->size <= BLOCK_SIZE))
		at = &(*at)->older;
	return *at ? at : NULL;
}

void *arena_extend(struct arena *a, void *array, int32_t *cap, int32_t need, size_t size)
{
	struct arena_block **at = need > *cap && *cap > 0 ? block_of(a, array) : NULL;
	size_t bytes;

	if (!at)
		return arena_room(a, array, cap, need, size);
	*cap = cap_for(*cap, need);
	bytes = (size_t)*cap * size;
	*at = mem_grow(*at, sizeof **at + bytes);
	(*at)->size = (*at)->used = bytes;
	return (*at)->data;
}

char *arena_dupn(struct arena *a, const char *s, size_t n)
{
	char *p = arena_alloc(a, n + 1);

	if (n > 0)
		memcpy(p, s, n);
	return p;
}

char *arena_dup(struct arena *a, const char *s)
{
	return s ? arena_dupn(a, s, strlen(s)) : arena_dupn(a, "", 0);
}

char *arena_vformat(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	int n;
	char *p;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		n = 0;
	p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	return p;
}

char *arena_format(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = arena_vformat(a, fmt, ap);
	va_end(ap);
	return p;
}

/* FNV-1a: only within memory. */
static uint32_t text_slot(const struct arena_texts *t, const char *s)
{
	uint32_t h = 2166136261u;
	const char *p;

	for (p = s; *p; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	for (h &= t->slots - 1; t->slot[h] && strcmp(t->slot[h], s) != 0; h = (h + 1) & (t->slots - 1))
		;
	return h;
}

static void texts_widen(struct arena_texts *t)
{
	struct arena_texts wider = {t->arena, NULL, t->n, t->slots ? t->slots * 2 : 64};
	uint32_t i;

	wider.slot = arena_alloc(t->arena, sizeof *wider.slot * wider.slots);
	for (i = 0; i < t->slots; i++)
		if (t->slot[i])
			wider.slot[text_slot(&wider, t->slot[i])] = t->slot[i];
	*t = wider;
}

const char *arena_text(struct arena_texts *t, const char *s)
{
	uint32_t at;

	if (!s)
		return NULL;
	if (t->n * 2 >= t->slots)
		texts_widen(t);
	at = text_slot(t, s);
	if (!t->slot[at]) {
		t->slot[at] = arena_dup(t->arena, s);
		t->n++;
	}
	return t->slot[at];
}
