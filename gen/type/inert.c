/* inert.c: finds the ASCII characters that no lookup of a font touches, so that figures need no shaping. */
#include <string.h>

#include "type/inner.h"

/* What HarfBuzz 6 applies without being asked, in horizontal text; tnum and lnum are looked at by themselves.
 */
static const hb_tag_t applied[] = {
	HB_TAG('r', 'v', 'r', 'n'), HB_TAG('a', 'b', 'v', 'm'), HB_TAG('b', 'l', 'w', 'm'),
	HB_TAG('c', 'c', 'm', 'p'), HB_TAG('l', 'o', 'c', 'l'), HB_TAG('m', 'a', 'r', 'k'),
	HB_TAG('m', 'k', 'm', 'k'), HB_TAG('r', 'l', 'i', 'g'), HB_TAG('c', 'a', 'l', 't'),
	HB_TAG('c', 'l', 'i', 'g'), HB_TAG('c', 'u', 'r', 's'), HB_TAG('d', 'i', 's', 't'),
	HB_TAG('k', 'e', 'r', 'n'), HB_TAG('l', 'i', 'g', 'a'), HB_TAG('r', 'c', 'l', 't'),
	HB_TAG('l', 't', 'r', 'a'), HB_TAG('l', 't', 'r', 'm'), HB_TAG('r', 't', 'l', 'a'),
	HB_TAG('r', 't', 'l', 'm'), HB_TAG('r', 'a', 'n', 'd'), HB_TAG('s', 't', 'c', 'h'),
	HB_TAG('i', 's', 'o', 'l'), HB_TAG('f', 'i', 'n', 'a'), HB_TAG('f', 'i', 'n', '2'),
	HB_TAG('f', 'i', 'n', '3'), HB_TAG('m', 'e', 'd', 'i'), HB_TAG('m', 'e', 'd', '2'),
	HB_TAG('i', 'n', 'i', 't'), HB_TAG('m', 's', 'e', 't'), 0};
static const hb_tag_t figures[] = {HB_TAG('t', 'n', 'u', 'm'), HB_TAG('l', 'n', 'u', 'm'), 0};

/* All glyphs that the lookups of some features look at, as subject or as neighbour. */
static hb_set_t *touched(const struct face *f, hb_tag_t table, const hb_tag_t *feature)
{
	hb_set_t *lookups = hb_set_create(), *glyphs = hb_set_create();
	hb_codepoint_t l = HB_SET_VALUE_INVALID;

	hb_ot_layout_collect_lookups(f->hb, table, NULL, NULL, feature, lookups);
	while (hb_set_next(lookups, &l))
		hb_ot_layout_lookup_collect_glyphs(f->hb, table, l, glyphs, glyphs, glyphs, NULL);
	hb_set_destroy(lookups);
	return glyphs;
}

/* True when tnum and lnum do to the glyph a plain one-to-one substitution, or nothing. */
static int figures_plain(const struct face *f, hb_codepoint_t glyph)
{
	hb_set_t *lookups, *input, *around;
	hb_codepoint_t l = HB_SET_VALUE_INVALID;
	int plain = 1;

	mem_watch();
	lookups = hb_set_create();
	input = hb_set_create();
	around = hb_set_create();
	hb_ot_layout_collect_lookups(f->hb, HB_OT_TAG_GSUB, NULL, NULL, figures, lookups);
	while (plain && hb_set_next(lookups, &l)) {
		hb_set_clear(input);
		hb_set_clear(around);
		hb_ot_layout_lookup_collect_glyphs(f->hb, HB_OT_TAG_GSUB, l, around, input, around, NULL);
		if (hb_set_has(around, glyph))
			plain = 0;
		else if (hb_set_has(input, glyph))
			plain = hb_ot_layout_lookup_get_glyph_alternates(f->hb, l, glyph, 0, NULL, NULL) == 1;
	}
	mem_watched();
	hb_set_destroy(lookups);
	hb_set_destroy(input);
	hb_set_destroy(around);
	return plain;
}

/* A pair table may also act on glyphs of "all other" classes, which no list of glyphs tells: so one untouched
 * character is set between all others, and none of them may differ from itself alone. No table can tell it
 * from the rest. */
static int stands_alone(struct type *t, const struct shape_how *how, char c)
{
	const struct shape *all, *one;
	char s[2 * 96];
	int32_t i, n = 0;

	for (i = '!'; i <= '~'; i++) {
		s[n++] = (char)i;
		s[n++] = c;
	}
	all = shape_find(t, s, n, how);
	if (all->n != n)
		return 0;
	for (i = 0; i < n; i++) {
		one = shape_find(t, s + i, 1, how);
		if (one->n != 1 || one->glyph[0].id != all->glyph[i].id ||
		    one->units != all->glyph[i].advance || all->glyph[i].dx || all->glyph[i].dy)
			return 0;
	}
	return 1;
}

void inert_find(struct type *t, struct face *f)
{
	hb_set_t *sub, *pos;
	struct shape_how how = {(uint8_t)(f - t->face), 0, 0, 0, HB_SCRIPT_LATIN};
	struct inert found[128];
	hb_codepoint_t space = 0, glyph;
	const struct shape *p;
	char c, any;

	mem_watch();
	sub = touched(f, HB_OT_TAG_GSUB, applied);
	pos = touched(f, HB_OT_TAG_GPOS, applied);
	hb_font_get_nominal_glyph(f->font, ' ', &space);
	f->space_kerned = hb_set_has(sub, space) || hb_set_has(pos, space);
	hb_font_get_nominal_glyph(f->font, 0xA0, &space);
	f->space_kerned |= hb_set_has(sub, space) || hb_set_has(pos, space);
	mem_watched();
	shape_begin(t);
	for (how.tabular = 0; how.tabular < 2 && !f->arabic; how.tabular++) {
		memset(found, 0, sizeof found);
		for (any = 0, c = '!'; c <= '~'; c++) {
			if (!hb_font_get_nominal_glyph(f->font, (uint32_t)c, &glyph) ||
			    hb_set_has(sub, glyph))
				continue;
			p = shape_find(t, &c, 1, &how);
			if (p->n != 1 || p->glyph[0].dx || p->glyph[0].dy ||
			    hb_set_has(sub, p->glyph[0].id) || hb_set_has(pos, p->glyph[0].id) ||
			    (how.tabular && !figures_plain(f, glyph)))
				continue;
			found[(uint8_t)c].glyph = p->glyph[0].id;
			found[(uint8_t)c].advance = p->units;
			any = c;
		}
		if (any && stands_alone(t, &how, any))
			memcpy(f->inert[how.tabular], found, sizeof found);
	}
	hb_set_destroy(sub);
	hb_set_destroy(pos);
}
