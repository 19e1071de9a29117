/* shape.c: pieces of text to glyphs by HarfBuzz, remembered by text, face, script, direction, figures and
 * language. */
#include <string.h>

#include "type/inner.h"

/* Beyond this the memory of shapes starts anew, so that it stays flat over any number of documents. */
#define SHAPES_MAX (1u << 15)
#define SHAPES_BYTES (12u << 20)

uint64_t shape_hash(const char *s, size_t n, uint64_t h)
{
	uint64_t w;

	for (; n >= 8; n -= 8, s += 8) {
		memcpy(&w, s, 8);
		h = (h ^ w) * 0x9E3779B97F4A7C15u;
		h ^= h >> 29;
	}
	w = n;
	while (n-- > 0)
		w = w << 8 | (uint8_t)s[n];
	h = (h ^ w) * 0x9E3779B97F4A7C15u;
	return h ^ h >> 32;
}

void shape_begin(struct type *t)
{
	struct cached *c = &t->cached;

	if (c->slots == 0) {
		c->slots = 2 * SHAPES_MAX;
		c->slot = mem_alloc(c->slots * sizeof *c->slot);
	}
	if (c->n > SHAPES_MAX || c->bytes > SHAPES_BYTES) {
		memset(c->slot, 0, c->slots * sizeof *c->slot);
		arena_reset(&c->arena);
		c->n = 0;
		c->bytes = 0;
	}
}

static void shape_harfbuzz(struct type *t, struct shape *p, const struct shape_how *how)
{
	static const hb_feature_t figures[2] = {
		{HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
		{HB_TAG('l', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}};
	hb_buffer_t *b = t->buffer;
	struct shape_glyph *g;
	hb_glyph_info_t *info;
	hb_glyph_position_t *pos;
	unsigned n, i;

	mem_watch();
	hb_buffer_clear_contents(b);
	hb_buffer_add_utf8(b, p->s, p->len, 0, p->len);
	hb_buffer_set_direction(b, how->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(b, how->script);
	hb_buffer_set_language(b, t->lang[how->lang].hb);
	hb_shape(t->face[how->face].font, b, figures, how->tabular ? 2 : 0);
	info = hb_buffer_get_glyph_infos(b, &n);
	pos = hb_buffer_get_glyph_positions(b, &n);
	mem_watched();
	if (!hb_buffer_allocation_successful(b))
		t->fault = "HarfBuzz gave up a word";
	g = arena_alloc(&t->cached.arena, n * sizeof *g);
	for (i = 0; i < n; i++) {
		g[i].id = (uint16_t)info[i].codepoint;
		g[i].cluster = (int32_t)info[i].cluster;
		g[i].advance = pos[i].x_advance;
		g[i].dx = pos[i].x_offset;
		g[i].dy = pos[i].y_offset;
		p->units += g[i].advance;
		p->notdefs += g[i].id == 0;
	}
	p->glyph = g;
	p->n = (int32_t)n;
}

/* Words with inert characters (figures, above all) are put together: those as they are, what is between them
 * shaped. Exact, because no lookup reaches over an inert character. Amounts and numbers, hardly ever seen
 * twice, are thus set without HarfBuzz. 0 when the word has none. */
static int shape_compose(struct type *t, struct shape *p, const struct shape_how *how)
{
	const struct inert *inert = t->face[how->face].inert[how->tabular];
	const uint8_t *s = (const uint8_t *)p->s;
	struct shape_glyph *g;
	int32_t i, k, from, any = 0;

	if (how->rtl)
		return 0;
	for (i = 0; i < p->len; i++) {
		if (s[i] >= 0x80)
			return 0;
		any |= inert[s[i]].glyph;
	}
	if (!any)
		return 0;
	/* ASCII gives at most a glyph a byte */
	g = arena_alloc(&t->cached.arena, (size_t)p->len * sizeof *g);
	for (i = 0; i < p->len; i++) {
		const struct shape *part;

		if (inert[s[i]].glyph) {
			g[p->n].id = inert[s[i]].glyph;
			g[p->n].cluster = i;
			g[p->n++].advance = inert[s[i]].advance;
			p->units += inert[s[i]].advance;
			continue;
		}
		for (from = i; i + 1 < p->len && !inert[s[i + 1]].glyph;)
			i++;
		part = shape_find(t, p->s + from, i + 1 - from, how);
		for (k = 0; k < part->n && p->n < p->len; k++) {
			g[p->n] = part->glyph[k];
			g[p->n++].cluster += from;
		}
		p->units += part->units;
		p->notdefs += part->notdefs;
	}
	p->glyph = g;
	return 1;
}

const struct shape *shape_find(struct type *t, const char *s, int32_t len, const struct shape_how *how)
{
	struct cached *c = &t->cached;
	uint64_t key = (uint64_t)how->script << 32 | (uint64_t)(uint16_t)how->lang << 16 |
		       (uint64_t)how->face << 8 | (uint64_t)how->rtl << 1 | how->tabular;
	uint64_t hash = shape_hash(s, (size_t)len, key * 0x9E3779B97F4A7C15u);
	struct shape *p, **slot = &c->slot[hash & (c->slots - 1)];

	for (p = t->uncached ? NULL : *slot; p; p = p->next)
		if (p->hash == hash && p->key == key && p->len == len && memcmp(p->s, s, (size_t)len) == 0)
			return p;
	p = arena_alloc(&c->arena, sizeof *p);
	p->s = arena_dupn(&c->arena, s, (size_t)len);
	p->len = len;
	p->hash = hash;
	p->key = key;
	if (t->uncached || !shape_compose(t, p, how))
		shape_harfbuzz(t, p, how);
	c->n++;
	c->bytes += sizeof *p + (size_t)len + (size_t)p->n * sizeof *p->glyph;
	if (!t->uncached) {
		slot = &c->slot[hash & (c->slots - 1)];
		p->next = *slot;
		*slot = p;
	}
	return p;
}

int32_t shape_width(const struct type *t, const struct shape *p, int32_t face, int32_t size)
{
	const struct face *f = &t->face[face];
	int32_t i, w = 0;

	if (f->arabic)
		size = size * ARABIC_PERCENT / 100;
	/* no rounding in it: the sum of the parts is the whole */
	if (size % f->facts.upem == 0)
		return p->units * (size / f->facts.upem);
	for (i = 0; i < p->n; i++)
		w += shape_scale(f, p->glyph[i].advance, size);
	return w;
}
