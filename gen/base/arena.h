/* arena.h: memory with three lifetimes (run, job, scratch); what allocates takes an arena first. */
#ifndef LP_ARENA_H
#define LP_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Called when memory is exhausted; must not return. cmd/ sets it to say so and leave; NULL means
 * __builtin_trap. */
extern void (*mem_exhausted)(size_t wanted);

/* malloc and realloc that never return NULL (they call mem_exhausted). Free with free(). mem_alloc zeroes. */
void *mem_alloc(size_t size);
void *mem_grow(void *p, size_t size);

/* Around calls of libraries that go on without what they could not allocate and say so nowhere (HarfBuzz then
 * leaves letters unjoined): malloc leaves ENOMEM in errno, as POSIX wants it. mem_watched calls mem_exhausted
 * when an allocation failed since mem_watch; nothing between the two may set errno otherwise. */
void mem_watch(void);
void mem_watched(void);

/* Doubles an array's capacity until it holds need elements of size bytes; returns the moved array.
 * Use: v = mem_room(v, &cap, n + 1, sizeof *v); */
void *mem_room(void *array, int32_t *cap, int32_t need, size_t size);

struct arena_block;
struct arena {
	struct arena_block *block; /* newest first; NULL when nothing was allocated */
	struct arena_block *spare; /* zeroed blocks of the standard size, kept by arena_reset */
	int32_t spares;
};

/* All bytes of the arena die together: with arena_reset (keeps up to a megabyte for reuse) or arena_done. */
void arena_init(struct arena *a);
void arena_reset(struct arena *a);
void arena_done(struct arena *a);

/* Zeroed, aligned for any type, never NULL. size 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t size);

/* Like mem_room, but the old array stays behind in the arena until it is reset. */
void *arena_room(struct arena *a, void *array, int32_t *cap, int32_t need, size_t size);
/* The same for what may grow large: the old array may be gone, and what is new is not zeroed. */
void *arena_extend(struct arena *a, void *array, int32_t *cap, int32_t need, size_t size);

/* NUL-terminated copies owned by the arena; NULL gives "". */
char *arena_dup(struct arena *a, const char *s);
char *arena_dupn(struct arena *a, const char *s, size_t n);
char *arena_format(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vformat(struct arena *a, const char *fmt, va_list ap);

/* Texts that come again and again, each kept once in the arena: {.arena = a} is empty. */
struct arena_texts {
	struct arena *arena;
	const char **slot; /* open addressing, at most half full; NULL is free */
	uint32_t n, slots; /* slots: a power of two, or 0 */
};
/* The one copy of s; NULL for NULL. Lives as long as the arena. */
const char *arena_text(struct arena_texts *t, const char *s);

#endif
