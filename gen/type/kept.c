/* kept.c: lines that were set before, found by text, styles and measure: what many letters say is set once.
 */
#include <stdlib.h>
#include <string.h>

#include "type/inner.h"

#define SLOTS 16384u /* so many lines fit the bytes below: a chain would be a walk through memory */
/* Beyond this the memory of lines starts anew, so that it stays flat over any number of documents. */
#define BYTES_MOST ((size_t)4 << 20)
#define KEY_MOST 1024 /* longer paragraphs are hardly ever the same */

struct kept {
	struct kept *next;
	uint64_t hash;
	const char *key, *text;
	const struct line *line;
	int32_t lines, key_len;
	size_t text_len;
};

void kept_init(struct kept_lines *k)
{
	arena_init(&k->arena);
	k->slot = mem_alloc(SLOTS * sizeof *k->slot);
	k->seen = mem_alloc(SLOTS * sizeof *k->seen);
}

void kept_done(struct kept_lines *k)
{
	arena_done(&k->arena);
	text_done(&k->key);
	free(k->slot);
	free(k->seen);
}

/* All that lines depend on. 0: too long. */
static int key_make(struct type *t, const struct type_span *span, int32_t n, const struct type_options *o)
{
	const int32_t how[] = {o->width, o->size, o->rtl, (int32_t)o->align, o->shrink};
	struct text *key = &t->kept.key;
	size_t len = sizeof how;
	int32_t i;
	char *p;

	for (i = 0; i < n; i++)
		len += 2 * sizeof *how + (size_t)span[i].n;
	if (len > KEY_MOST)
		return 0;
	key->len = 0;
	p = memcpy(text_room(key, len), how, sizeof how);
	p += sizeof how;
	for (i = 0; i < n; i++) {
		const int32_t of[] = {span[i].n, span[i].style | lang_find(t, span[i].lang) << 8};

		memcpy(p, of, sizeof of);
		p += sizeof of;
		if (span[i].n > 0)
			memcpy(p, span[i].s, (size_t)span[i].n);
		p += span[i].n;
	}
	key->len = len;
	return 1;
}

/* The lines and the text that their runs show, in one block of the arena. */
static struct line *lines_copy(struct arena *a, const struct line *from, int32_t lines, const char *text,
			       size_t len, const char **text_to)
{
	size_t runs = 0, glyphs = 0;
	struct line *to;
	struct run *run;
	struct glyph *glyph;
	char *s;
	int32_t i, k;

	for (i = 0; i < lines; i++) {
		runs += (size_t)from[i].runs;
		for (k = 0; k < from[i].runs; k++)
			glyphs += (size_t)from[i].run[k].n;
	}
	to = arena_alloc(a,
			 (size_t)lines * sizeof *to + runs * sizeof *run + glyphs * sizeof *glyph + len + 1);
	run = (struct run *)(to + lines);
	glyph = (struct glyph *)(run + runs);
	s = (char *)(glyph + glyphs);
	if (len > 0)
		memcpy(s, text, len);
	for (i = 0; i < lines; i++) {
		to[i] = from[i];
		to[i].run = from[i].run ? run : NULL;
		for (k = 0; k < from[i].runs; k++, run++) {
			*run = from[i].run[k];
			run->s = s + (run->s - text);
			run->glyph = memcpy(glyph, run->glyph, (size_t)run->n * sizeof *glyph);
			glyph += run->n;
		}
	}
	*text_to = s;
	return to;
}

struct line *kept_find(struct type *t, struct arena *a, const struct type_span *span, int32_t n,
		       const struct type_options *o, int32_t *lines)
{
	struct kept_lines *k = &t->kept;
	const struct kept *p;
	const char *text;

	k->hash = 0;
	if (t->uncached || !key_make(t, span, n, o))
		return NULL;
	k->hash = shape_hash(k->key.data, k->key.len, 0) | 1;
	for (p = k->slot[k->hash / 2 % SLOTS]; p; p = p->next)
		if (p->hash == k->hash && p->key_len == (int32_t)k->key.len &&
		    memcmp(p->key, k->key.data, k->key.len) == 0)
			break;
	if (!p)
		return NULL;
	*lines = p->lines;
	return lines_copy(a, p->line, p->lines, p->text, p->text_len, &text);
}

void kept_add(struct type *t, const struct line *line, int32_t lines, const char *text, size_t len)
{
	struct kept_lines *k = &t->kept;
	uint64_t *seen = &k->seen[k->hash / 2 % SLOTS];
	struct kept *p, **slot = &k->slot[k->hash / 2 % SLOTS];

	/* numbers and amounts come once: what comes twice is kept */
	if (k->hash == 0 || *seen != k->hash) {
		*seen = k->hash;
		return;
	}
	if (k->bytes > BYTES_MOST) {
		memset(k->slot, 0, SLOTS * sizeof *k->slot);
		arena_reset(&k->arena);
		k->bytes = 0;
	}
	p = arena_alloc(&k->arena, sizeof *p);
	p->hash = k->hash;
	p->key = arena_dupn(&k->arena, k->key.data, k->key.len);
	p->key_len = (int32_t)k->key.len;
	p->line = lines_copy(&k->arena, line, lines, text, len, &p->text);
	p->lines = lines;
	p->text_len = len;
	p->next = *slot;
	*slot = p;
	k->bytes += sizeof *p + k->key.len + len * (sizeof(struct glyph) + 2) +
		    (size_t)lines * (sizeof *line + sizeof(struct run));
}
