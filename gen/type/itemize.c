/* itemize.c: cuts a paragraph into pieces of one direction, script, face and style, and has them shaped. */
#include <stdlib.h>
#include <string.h>

#include "type/inner.h"

/* ---- directions ---- */

/* True when every character is set from left to right at level 0 without asking the bidi algorithm: nothing
 * of right-to-left blocks and no formatting character. */
static int plain_ltr(const char *s, int32_t n)
{
	const uint8_t *p = (const uint8_t *)s, *end = p + n;

	for (; p < end; p++) {
		/* lead bytes: below D6 is U+057F and before; E2 is U+2000 to U+2FFF; CJK and others are left
		 * to ICU */
		if (*p < 0xD6)
			continue;
		if (*p != 0xE2)
			return 0;
		if (p[1] == 0x80 && (p[2] == 0x8E || p[2] == 0x8F || (p[2] >= 0xAA && p[2] <= 0xAE)))
			return 0;
		if (p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xAF)
			return 0;
		p += 2;
	}
	return 1;
}

void para_utf16(struct para *p)
{
	const char *s = p->s, *end = p->s + p->n;

	p->u = mem_room(p->u, &p->u_cap, p->n + 1, sizeof *p->u);
	p->at = mem_room(p->at, &p->at_cap, p->n + 1, sizeof *p->at);
	p->units16 = 0;
	while (s < end) {
		int32_t at = (int32_t)(s - p->s);
		uint32_t cp = utf8_next(&s, end);

		p->at[p->units16] = at;
		if (cp < 0x10000) {
			p->u[p->units16++] = (UChar)cp;
			continue;
		}
		p->at[p->units16 + 1] = at;
		p->u[p->units16++] = (UChar)(0xD7C0 + (cp >> 10));
		p->u[p->units16++] = (UChar)(0xDC00 | (cp & 0x3FF));
	}
	p->at[p->units16] = p->n;
}

/* ISO dates and ranges stay whole among Arabic words: there UAX 9 turns figures into Arabic numbers and a
 * hyphen between them into a neutral, which would set 2026-10-03 as 03-10-2026. A hyphen between digits
 * counts as a comma, which is a number's own (rule HL4 allows it; lines do not break at either). */
static void hyphens_join(struct para *p)
{
	int32_t i;

	for (i = 1; i + 1 < p->units16; i++)
		if (p->u[i] == '-' && p->u[i - 1] >= '0' && p->u[i - 1] <= '9' && p->u[i + 1] >= '0' &&
		    p->u[i + 1] <= '9')
			p->u[i] = ',';
}

static void para_levels(struct type *t, struct para *p)
{
	UErrorCode e = U_ZERO_ERROR;
	const UBiDiLevel *level;
	int32_t i, b;

	p->mixed = p->rtl || !plain_ltr(p->s, p->n);
	if (!p->mixed)
		return;
	memset(p->level, p->rtl, (size_t)p->n + 1);
	para_utf16(p);
	hyphens_join(p);
	if (p->units16 == 0)
		return;
	ubidi_setPara(t->bidi, p->u, p->units16, p->rtl, NULL, &e);
	level = ubidi_getLevels(t->bidi, &e);
	if (U_FAILURE(e)) {
		t->fault = u_errorName(e);
		return;
	}
	for (i = 0; i < p->units16; i++)
		for (b = p->at[i]; b < p->at[i + 1]; b++)
			p->level[b] = level[i];
}

/* ---- scripts and faces ---- */

static hb_script_t script_of(uint32_t cp)
{
	if (cp < 0x80)
		return (cp | 0x20) - 'a' < 26 ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
	/* the blocks of our languages without a search */
	if (cp >= 0xC0 && cp <= 0x24F && cp != 0xD7 && cp != 0xF7)
		return HB_SCRIPT_LATIN;
	if (cp >= 0x400 && cp <= 0x482)
		return HB_SCRIPT_CYRILLIC;
	if (cp >= 0x620 && cp <= 0x64A && cp != 0x640)
		return HB_SCRIPT_ARABIC;
	return hb_unicode_script(hb_unicode_funcs_get_default(), cp);
}

/* Characters that go with the one before: marks, joiners, variation selectors. */
static int extends(uint32_t cp)
{
	if (cp < 0x300 || (cp >= 0x400 && cp <= 0x482) || (cp >= 0x620 && cp <= 0x64A))
		return 0;
	switch (hb_unicode_general_category(hb_unicode_funcs_get_default(), cp)) {
	case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
		return 1;
	default:
		return cp == 0x200C || cp == 0x200D;
	}
}

/* What needs no glyph: HarfBuzz leaves out default ignorables and makes fixed spaces and U+2011 from others.
 */
static int needs_none(uint32_t cp)
{
	if (cp < 0x80)
		return cp < 0x20 || cp == 0x7F;
	return cp == 0xA0 || cp == 0xAD || cp == 0x34F || cp == 0x61C || (cp >= 0x2000 && cp <= 0x200F) ||
	       cp == 0x2011 || (cp >= 0x2028 && cp <= 0x202F) || (cp >= 0x205F && cp <= 0x206F) ||
	       (cp >= 0xFE00 && cp <= 0xFE0F) || cp == 0xFEFF || (cp >= 0xE0000 && cp <= 0xE0FFF);
}

static int fits(const struct face *f, const char *s, const char *end)
{
	uint32_t cp, base = 0, whole;

	while (s < end) {
		cp = utf8_next(&s, end);
		if (base && hb_unicode_compose(hb_unicode_funcs_get_default(), base, cp, &whole) &&
		    face_has(f, whole)) {
			base = whole;
			continue;
		}
		if (!needs_none(cp) && !face_has(f, cp))
			return 0;
		base = cp;
	}
	return 1;
}

/* The face for a character with its marks: the style's face of its script, then any other that has them all,
 * then any that has the character; else the style's face shows .notdef. */
static uint8_t face_for(const struct type *t, hb_script_t script, uint8_t style, const char *s,
			const char *end)
{
	uint8_t latin = style & STYLE_BOLD     ? FACE_LATIN_BOLD
			: style & STYLE_ITALIC ? FACE_LATIN_ITALIC
					       : FACE_LATIN;
	uint8_t arabic = style & STYLE_BOLD ? FACE_ARABIC_BOLD : FACE_ARABIC;
	uint8_t order[] = {script == HB_SCRIPT_ARABIC ? arabic : latin,
			   script == HB_SCRIPT_ARABIC ? latin : arabic,
			   FACE_LATIN,
			   FACE_LATIN_BOLD,
			   FACE_LATIN_ITALIC,
			   FACE_ARABIC,
			   FACE_ARABIC_BOLD};
	const char *after = s;
	size_t i;

	for (i = 0; i < sizeof order; i++)
		if (fits(&t->face[order[i]], s, end))
			return order[i];
	utf8_next(&after, end);
	for (i = 0; i < sizeof order && after < end; i++)
		if (fits(&t->face[order[i]], s, after))
			return order[i];
	return order[0];
}

uint32_t type_missing(const struct type *t, const char *s, size_t n)
{
	const char *end = s + n;
	uint32_t cp;
	int i;

	while (s < end) {
		if ((uint8_t)*s >= 0x20 && (uint8_t)*s < 0x7F) {
			s++;
			continue;
		}
		cp = utf8_next(&s, end);
		for (i = 0; i < FACES && !needs_none(cp) && !face_has(&t->face[i], cp); i++)
			;
		if (i == FACES)
			return cp;
	}
	return 0;
}

/* ---- units ---- */

int32_t para_space(const char *s, const char *end)
{
	if (*s == ' ')
		return 1;
	return (uint8_t)*s == 0xC2 && end - s > 1 && (uint8_t)s[1] == 0xA0 ? 2 : 0;
}

static void unit_shape(struct type *t, struct para *p, struct unit *u)
{
	u->shape = shape_find(t, p->s + u->from, u->to - u->from, &u->how);
	u->width = shape_width(t, u->shape, u->how.face, u->size);
}

static struct unit *unit_add(struct para *p, int32_t from, int32_t to, const struct unit *like)
{
	struct unit *u;

	p->unit = mem_room(p->unit, &p->unit_cap, p->units + 1, sizeof *p->unit);
	u = &p->unit[p->units++];
	*u = *like;
	u->from = from;
	u->to = to;
	return u;
}

/* A word of one level and style that is not plain ASCII. Common characters take the script of the letters of
 * the same word; by themselves they are Arabic in right-to-left runs, else Latin, so that figures look alike
 * everywhere and both parentheses of a pair come from one face. */
static void word_general(struct type *t, struct para *p, const struct unit *word, uint8_t style)
{
	const char *s = p->s + word->from, *end = p->s + word->to, *q, *cluster;
	hb_script_t now = HB_SCRIPT_COMMON, sc;
	struct unit *last = NULL;
	uint8_t face;

	for (q = s;
	     q < end && (now == HB_SCRIPT_COMMON || now == HB_SCRIPT_INHERITED || now == HB_SCRIPT_UNKNOWN);)
		now = script_of(utf8_next(&q, end));
	if (now == HB_SCRIPT_COMMON || now == HB_SCRIPT_INHERITED || now == HB_SCRIPT_UNKNOWN)
		now = word->how.rtl ? HB_SCRIPT_ARABIC : HB_SCRIPT_LATIN;
	while (s < end) {
		cluster = s;
		sc = script_of(utf8_next(&s, end));
		for (q = s; q < end && extends(utf8_next(&q, end));)
			s = q;
		if (sc != HB_SCRIPT_COMMON && sc != HB_SCRIPT_INHERITED && sc != HB_SCRIPT_UNKNOWN)
			now = sc;
		face = face_for(t, now, style, cluster, s);
		if (last && last->how.script == now && last->how.face == face) {
			last->to = (int32_t)(s - p->s);
			continue;
		}
		if (last)
			unit_shape(t, p, last);
		last = unit_add(p, (int32_t)(cluster - p->s), (int32_t)(s - p->s), word);
		last->how.script = now;
		last->how.face = face;
	}
	if (last)
		unit_shape(t, p, last);
}

/* The length of a character that only steers the bidi algorithm (marks, embeddings, isolates): it is left
 * out. */
static int32_t steers(const char *str, const char *end)
{
	const uint8_t *s = (const uint8_t *)str;

	if (*s == 0xD8)
		return end - str >= 2 && s[1] == 0x9C ? 2 : 0;
	if (*s != 0xE2 || end - str < 3)
		return 0;
	if (s[1] == 0x80 && (s[2] == 0x8E || s[2] == 0x8F || (s[2] >= 0xAA && s[2] <= 0xAE)))
		return 3;
	return s[1] == 0x81 && s[2] >= 0xA6 && s[2] <= 0xA9 ? 3 : 0;
}

/* No unit is much longer: cutting a "word" of a hundred thousand letters line by line would shape its rest
 * each time. */
#define UNIT_BYTES 512

/* A place to part what is too long: behind a space, or else, far beyond all words, before a character of its
 * own. */
static int too_long(const struct para *p, int32_t from, int32_t i, const char *end)
{
	const char *s = p->s + i;

	if (i - from < UNIT_BYTES || ((uint8_t)*s & 0xC0) == 0x80)
		return 0;
	return (p->s[i - 1] == ' ' || i - from > 2 * UNIT_BYTES) && !extends(utf8_next(&s, end));
}

/* The next stop in [i, to): where words and spaces part, or the level changes. */
static int32_t word_end(const struct para *p, int32_t i, int32_t to, int space, int part, int *ascii)
{
	const char *end = p->s + to;
	int32_t from = i, n;

	*ascii = 1;
	while (i < to) {
		n = para_space(p->s + i, end);
		if ((part && (n > 0) != space) || too_long(p, from, i, end))
			break;
		if (p->mixed && (p->level[i] != p->level[from] || steers(p->s + i, end)))
			break;
		if ((uint8_t)p->s[i] >= 0x80)
			*ascii = 0;
		i += n > 0 ? n : 1;
	}
	return i;
}

static void stretch_items(struct type *t, struct para *p, const struct stretch *r)
{
	uint8_t latin = r->style & STYLE_BOLD	  ? FACE_LATIN_BOLD
			: r->style & STYLE_ITALIC ? FACE_LATIN_ITALIC
						  : FACE_LATIN;
	int part = !t->face[latin].space_kerned && !t->face[FACE_ARABIC].space_kerned, ascii, space;
	struct unit like;
	int32_t i, to;

	memset(&like, 0, sizeof like);
	like.how.lang = r->lang;
	like.how.tabular = (r->style & STYLE_TABULAR) != 0;
	like.size = p->size;
	for (i = r->from; i < r->to; i = to) {
		to = p->mixed ? steers(p->s + i, p->s + r->to) : 0;
		if (to > 0) {
			to += i;
			continue;
		}
		space = para_space(p->s + i, p->s + r->to) > 0;
		to = word_end(p, i, r->to, space, part, &ascii);
		like.level = p->mixed ? p->level[i] : 0;
		like.how.rtl = like.level & 1;
		like.space = part && space;
		if (!ascii || like.how.rtl) {
			word_general(
				t, p,
				&(struct unit){i, to, like.how, like.level, like.space, like.size, 0, NULL},
				r->style);
			continue;
		}
		like.how.face = latin;
		like.how.script = HB_SCRIPT_LATIN;
		unit_shape(t, p, unit_add(p, i, to, &like));
	}
}

void para_items(struct type *t, struct para *p)
{
	int32_t i, cap = p->bytes_cap;

	p->level = mem_room(p->level, &cap, p->n + 1, 1);
	p->brk = mem_room(p->brk, &p->bytes_cap, p->n + 1, 1);
	p->units = 0;
	para_levels(t, p);
	for (i = 0; i < p->stretches; i++)
		stretch_items(t, p, &p->stretch[i]);
}

void para_cut(struct type *t, struct para *p, int32_t i, int32_t b)
{
	struct unit *u;

	p->unit = mem_room(p->unit, &p->unit_cap, p->units + 1, sizeof *p->unit);
	memmove(p->unit + i + 1, p->unit + i, (size_t)(p->units - i) * sizeof *p->unit);
	p->units++;
	u = p->unit + i;
	u[0].to = b;
	u[1].from = b;
	unit_shape(t, p, &u[0]);
	unit_shape(t, p, &u[1]);
}

/* ---- where lines may end ---- */

/* An e-mail address is one word: a hyphen at the end of a line would be read as hyphenation, and typed or
 * left out. */
static void addresses_join(struct para *p)
{
	const char *at = memchr(p->s, '@', (size_t)p->n), *end = p->s + p->n;

	for (; at; at = memchr(at + 1, '@', (size_t)(end - at - 1))) {
		for (const char *s = at; s > p->s && (uint8_t)s[-1] > ' '; s--)
			p->brk[s - p->s] = 0;
		for (const char *s = at + 1; s < end && (uint8_t)*s > ' '; s++)
			p->brk[s - p->s] = 0;
	}
}

/* So is a telephone number that begins with a plus sign: figures parted by spaces and hyphens. */
static void telephones_join(struct para *p)
{
	const char *end = p->s + p->n, *s = p->s, *last, *k;

	while ((s = memchr(s, '+', (size_t)(end - s))) != NULL) {
		for (last = k = ++s; k < end && memchr("0123456789 -()", *k, 14); k++)
			last = *k >= '0' && *k <= '9' ? k : last;
		for (k = s; k <= last && k < end; k++)
			p->brk[k - p->s] = 0;
	}
}

void para_breaks(struct type *t, struct para *p)
{
	UBreakIterator *line = lang_breaks(t, p->stretches > 0 ? p->stretch[0].lang : 0);
	UErrorCode e = U_ZERO_ERROR;
	int32_t i;

	memset(p->brk, 0, (size_t)p->n + 1);
	if (!p->mixed)
		para_utf16(p);
	ubrk_setText(line, p->u, p->units16, &e);
	if (U_FAILURE(e)) {
		t->fault = u_errorName(e);
		return;
	}
	while ((i = ubrk_next(line)) != UBRK_DONE)
		/* a break at a soft hyphen would have to show one: we do not hyphenate */
		if (i < p->units16 && p->u[i - 1] != 0xAD)
			p->brk[p->at[i]] = 1;
	addresses_join(p);
	telephones_join(p);
}
