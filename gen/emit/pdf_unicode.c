/* pdf_unicode.c: what glyphs say: from shaping clusters to characters, and ToUnicode maps (ISO
 * 32000-1, 9.10). */
#include <string.h>

#include "emit/pdf.h"

#define UNICODE_MANY 0x80000000u

int32_t pdf_cluster(const struct run *r, int32_t i, const char **text, int32_t *n)
{
	int32_t from = r->glyph[i].cluster, to, j = i + 1;

	while (j < r->n && r->glyph[j].cluster == from)
		j++;
	if (r->rtl)
		to = i > 0 ? r->glyph[i - 1].cluster : r->len;
	else
		to = j < r->n ? r->glyph[j].cluster : r->len;
	*text = r->s + from;
	*n = to > from ? to - from : 0;
	return j;
}

/* Characters that print alike and that nobody misses when copied as the plain one: kinds of spaces and of
 * hyphens. */
static uint32_t plain(uint32_t c)
{
	if (c == 0xA0 || c == 0x202F || c == 0x2007 || c == 0x2009)
		return 0x20;
	return c == 0xAD || c == 0x2010 || c == 0x2011 ? 0x2D : c;
}

/* What a glyph says as UTF-8; 0 bytes when it is not known. */
static int32_t said(const struct pdf_fonts *s, uint32_t u, char buf[4], const char **text)
{
	char room[8]; /* four bytes and a NUL at most: t never grows */
	struct text t = {room, 0, sizeof room};

	if (u & UNICODE_MANY) {
		const char *p = s->many.data + (u & ~UNICODE_MANY);

		*text = p + 1;
		return (unsigned char)*p;
	}
	if (u == 0)
		return 0;
	text_addcp(&t, u);
	memcpy(buf, room, t.len);
	*text = buf;
	return (int32_t)t.len;
}

int pdf_cluster_plain(const struct pdf_fonts *s, const struct run *r, int32_t i, int32_t j, const char *text,
		      int32_t n)
{
	const struct pdf_face *k = &s->face[r->face];
	const char *end = text + n;

	for (int32_t q = 0; q < j - i; q++) {
		const struct glyph *g = &r->glyph[r->rtl ? j - 1 - q : i + q];
		const char *say = NULL, *stop;
		char buf[4];
		int32_t len = said(s, k->unicode[g->id], buf, &say);

		if (len == 0)
			return 0;
		for (stop = say + len; say < stop && text < end;)
			if (plain(utf8_next(&say, stop)) != plain(utf8_next(&text, end)))
				return 0;
		if (say < stop)
			return 0;
	}
	return text == end;
}

/* One glyph stands for text[0..n). Returns 0 when that, or the like, is what it says from now on. */
static int teach(struct pdf_fonts *s, struct pdf_face *k, uint16_t glyph, const char *text, int32_t n)
{
	const char *p = text, *end = text + n, *old = NULL;
	uint32_t c, was = k->unicode[glyph];
	char buf[4];

	if (n <= 0 || n > 255)
		return -1;
	c = utf8_next(&p, end);
	if (p == end) {
		if (was == c)
			return 0;
		if (was == 0 || (!(was & UNICODE_MANY) && plain(was) == plain(c) && c < was)) {
			if (c == 0 || c == 0xFEFF || c == 0xFFFE) /* not allowed by ISO 19005-2, 6.2.11.7.2 */
				return -1;
			k->unicode[glyph] = c;
			return 0;
		}
		return plain(was) == plain(c) ? 0 : -1;
	}
	if (was == 0) {
		k->unicode[glyph] = UNICODE_MANY | (uint32_t)s->many.len;
		text_addc(&s->many, (char)n);
		text_add(&s->many, text, (size_t)n);
		return 0;
	}
	return said(s, was, buf, &old) == n && memcmp(old, text, (size_t)n) == 0 ? 0 : -1;
}

int pdf_teach(struct pdf_fonts *s, const struct run *r, int32_t i, int32_t j, const char *text, int32_t n)
{
	struct pdf_face *k = &s->face[r->face];
	const char *end = text + n;
	int bad = 0;

	if (j == i + 1)
		return teach(s, k, r->glyph[i].id, text, n);
	for (int32_t q = 0; q < j - i; q++) {
		const struct glyph *g = &r->glyph[r->rtl ? j - 1 - q : i + q];
		const char *from = text;

		if (text == end)
			return -1;
		utf8_next(&text, end);
		if (q == j - i - 1)
			text = end;
		bad |= teach(s, k, g->id, from, (int32_t)(text - from));
	}
	return bad;
}

/* ---- ToUnicode ---- */

static const char digit[] = "0123456789ABCDEF";

static void add_code(struct text *t, const struct pdf_face *k, int32_t code)
{
	char b[6] = {
		'<', digit[code >> 12 & 15], digit[code >> 8 & 15], digit[code >> 4 & 15], digit[code & 15],
		'>'};

	if (k->one_byte) {
		text_addc(t, '<');
		text_add(t, b + 3, 3);
		return;
	}
	text_add(t, b, 6);
}

static void add_unit(struct text *t, uint32_t u)
{
	char b[6] = {'<', digit[u >> 12 & 15], digit[u >> 8 & 15], digit[u >> 4 & 15], digit[u & 15], '>'};

	text_add(t, b, 6);
}

/* Blocks of at most 100 entries, as the CMap format wants. */
static void cmap_block(struct text *t, const char *word, int32_t n, struct text *rows)
{
	text_addint(t, n);
	text_addf(t, " begin%s\n", word);
	text_add(t, rows->data, rows->len);
	text_addf(t, "end%s\n", word);
	text_reset(rows);
}

static void cmap_ranges(const struct pdf_face *k, struct text *t, struct text *rows)
{
	int32_t n = 0;

	for (int32_t c = 1, e; c < k->n; c = e) {
		uint32_t u = k->unicode[k->glyph[c]];

		for (e = c + 1; e < k->n && u < 0x10000 && (u & 0xFF) + (uint32_t)(e - c) < 256 &&
				(c & ~255) == (e & ~255);
		     e++)
			if (k->unicode[k->glyph[e]] != u + (uint32_t)(e - c))
				break;
		if (e < c + 2)
			continue;
		add_code(rows, k, c);
		add_code(rows, k, e - 1);
		add_unit(rows, u);
		text_addc(rows, '\n');
		if (++n == 100)
			cmap_block(t, "bfrange", n, rows), n = 0;
	}
	if (n > 0)
		cmap_block(t, "bfrange", n, rows);
}

/* The codes that no range holds; the condition is that of cmap_ranges. */
static void cmap_chars(const struct pdf_fonts *s, const struct pdf_face *k, struct text *t, struct text *rows)
{
	int32_t n = 0;

	for (int32_t c = k->one_byte, e; c < k->n; c = e) { /* .notdef has a code in composite fonts only */
		uint32_t u = k->unicode[k->glyph[c]];
		const char *say = "\xEF\xBF\xBD"; /* U+FFFD: only ever shown inside ActualText, or .notdef */
		char buf[4];
		int32_t len;

		for (e = c + 1; c > 0 && e < k->n && u < 0x10000 && (u & 0xFF) + (uint32_t)(e - c) < 256 &&
				(c & ~255) == (e & ~255);
		     e++)
			if (k->unicode[k->glyph[e]] != u + (uint32_t)(e - c))
				break;
		if (e >= c + 2)
			continue;
		len = said(s, u, buf, &say);
		add_code(rows, k, c);
		text_addc(rows, '<');
		pdf_add_utf16(rows, say, len > 0 ? (size_t)len : 3);
		text_add(rows, ">\n", 2);
		if (++n == 100)
			cmap_block(t, "bfchar", n, rows), n = 0;
	}
	if (n > 0)
		cmap_block(t, "bfchar", n, rows);
}

void pdf_to_unicode(struct pdf_fonts *s, const struct pdf_face *k, struct text *t)
{
	text_adds(
		t,
		"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)"
		"/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
		"1 begincodespacerange\n");
	text_adds(t, k->one_byte ? "<00><FF>\nendcodespacerange\n" : "<0000><FFFF>\nendcodespacerange\n");
	text_reset(&s->work2);
	cmap_ranges(k, t, &s->work2);
	cmap_chars(s, k, t, &s->work2);
	text_adds(t, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}
