/* pdf_font.c: the fonts of a file: glyph codes, what the glyphs say, and the font objects (ISO 32000-1, 9.6 to 9.10). */
#include <stdlib.h>
#include <string.h>

#include "emit/pdf.h"

#define UNICODE_MANY 0x80000000u
#define WIDTH_NEW 0xFFFFu
#define REPLACEMENT 0xFFFDu

void pdf_fonts_init(struct pdf_fonts *s, struct type *type)
{
	memset(s, 0, sizeof *s);
	s->type = type;
}

void pdf_fonts_done(struct pdf_fonts *s)
{
	for (int i = 0; i < TYPE_FACES_MAX; i++) {
		struct pdf_face *k = &s->face[i];

		free(k->seen);
		free(k->code);
		free(k->glyph);
		free(k->unicode);
		free(k->width);
	}
	pdf_subsets_done(s);
	text_done(&s->many);
	text_done(&s->work);
	text_done(&s->work2);
	free(s->actual);
}

static void face_open(struct pdf_fonts *s, int32_t face)
{
	struct pdf_face *k = &s->face[face];
	size_t n;

	k->facts = type_face(s->type, face);
	n = (size_t)k->facts->glyphs;
	k->seen = mem_alloc((n / 64 + 1) * sizeof *k->seen);
	k->code = mem_alloc(n * sizeof *k->code);
	k->glyph = mem_alloc((n + 1) * sizeof *k->glyph);
	k->unicode = mem_alloc(n * sizeof *k->unicode);
	k->width = mem_alloc(n * sizeof *k->width);
	memset(k->width, 0xFF, n * sizeof *k->width);
	k->n = 1;
}

void pdf_fonts_begin(struct pdf_fonts *s)
{
	for (int i = 0; i < TYPE_FACES_MAX; i++) {
		struct pdf_face *k = &s->face[i];

		if (!k->facts)
			continue;
		for (int32_t word = 0; word <= k->facts->glyphs / 64; word++) {
			for (uint64_t bits = k->seen[word]; bits; bits &= bits - 1)
				k->unicode[word * 64 + __builtin_ctzll(bits)] = 0;
			k->seen[word] = 0;
		}
		k->n = 1;
		k->object = 0;
		k->dirty = 0;
	}
	text_reset(&s->many);
	pdf_fonts_restart(s);
}

void pdf_fonts_restart(struct pdf_fonts *s)
{
	s->runs = 0;
}

static uint16_t glyph_width(const struct pdf_fonts *s, int32_t face, uint16_t glyph)
{
	int64_t units = type_glyph_width(s->type, face, glyph), em = s->face[face].facts->upem;

	return (uint16_t)((units * 1000 + em / 2) / em);
}

/* ---- what glyphs say -------------------------------------------------------------------------------------------------- */

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

/* Characters that print alike and that nobody misses when copied as the plain one: kinds of spaces and of hyphens. */
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

int pdf_cluster_plain(const struct pdf_fonts *s, const struct run *r, int32_t i, int32_t j, const char *text, int32_t n)
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

/* Several glyphs: a character each in logical order, the last one takes the rest. 0 when they now say the text. */
static int teach_cluster(struct pdf_fonts *s, struct pdf_face *k, const struct run *r, int32_t i, int32_t j, const char *text,
			 int32_t n)
{
	const char *end = text + n;
	int bad = 0;

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

static void mark_seen(struct pdf_fonts *s, int32_t face, uint16_t glyph)
{
	struct pdf_face *k = &s->face[face];
	uint64_t bit = (uint64_t)1 << (glyph & 63);

	if (k->seen[glyph >> 6] & bit)
		return;
	k->seen[glyph >> 6] |= bit;
	k->dirty = 1;
	k->code[glyph] = 0;
	if (k->width[glyph] == WIDTH_NEW)
		k->width[glyph] = glyph_width(s, face, glyph);
}

static int collect_run(struct pdf_fonts *s, const struct run *r, struct diag *d)
{
	struct pdf_face *k;
	const char *text;
	int32_t n, j;
	int actual = 0;

	if (r->face < 0 || r->face >= type_faces(s->type))
		return diag(d, DIAG_PDF_DOC, NULL, "a run names face %d, which there is not", (int)r->face);
	if (r->size < 100)
		return diag(d, DIAG_PDF_DOC, NULL, "a run is set in %d thousandths of a point", (int)r->size);
	k = &s->face[r->face];
	if (!k->facts)
		face_open(s, r->face);
	for (int32_t i = 0; i < r->n; i = j) {
		uint16_t id = r->glyph[i].id;

		if (id >= k->facts->glyphs)
			return diag(d, DIAG_PDF_DOC, NULL, "glyph %d is not in %s", (int)id, k->facts->name);
		j = pdf_cluster(r, i, &text, &n);
		mark_seen(s, r->face, id);
		if (j == i + 1) {
			if (n != 1 || k->unicode[id] != (unsigned char)*text)
				actual |= teach(s, k, id, text, n);
			continue;
		}
		for (int32_t q = i + 1; q < j; q++) {
			if (r->glyph[q].id >= k->facts->glyphs)
				return diag(d, DIAG_PDF_DOC, NULL, "glyph %d is not in %s", (int)r->glyph[q].id,
					    k->facts->name);
			mark_seen(s, r->face, r->glyph[q].id);
		}
		actual |= teach_cluster(s, k, r, i, j, text, n);
	}
	return actual ? 1 : 0;
}

int pdf_fonts_collect(struct pdf_fonts *s, const struct line *line, struct diag *d)
{
	for (int32_t i = 0; i < line->runs; i++) {
		int actual = collect_run(s, &line->run[i], d);
		uint8_t bit = (uint8_t)(1 << (s->runs & 7));

		if (actual < 0)
			return -1;
		s->actual = mem_room(s->actual, &s->actual_cap, s->runs / 8 + 1, 1);
		if (actual)
			s->actual[s->runs / 8] |= bit;
		else
			s->actual[s->runs / 8] &= (uint8_t)~bit;
		s->runs++;
	}
	return 0;
}

void pdf_fonts_number(struct pdf_fonts *s, struct pdf_file *f)
{
	for (int i = 0; i < TYPE_FACES_MAX; i++) {
		struct pdf_face *k = &s->face[i];

		if (!k->facts || !k->dirty)
			continue;
		if (!k->object)
			k->object = pdf_reserve(f, 1);
		k->dirty = 0;
		for (int32_t word = 0; word <= k->facts->glyphs / 64; word++) {
			for (uint64_t bits = k->seen[word]; bits; bits &= bits - 1) {
				int32_t g = word * 64 + __builtin_ctzll(bits);

				if (g == 0 || k->code[g] > 0)
					continue;
				k->code[g] = (uint16_t)k->n;
				k->glyph[k->n++] = (uint16_t)g;
			}
		}
	}
}

/* ---- objects ------------------------------------------------------------------------------------------------------------ */

void pdf_fonts_resources(const struct pdf_fonts *s, struct text *t)
{
	for (int i = 0; i < TYPE_FACES_MAX; i++) {
		char key[8] = {'/', 'F', (char)('a' + i), '\0'};

		if (s->face[i].object)
			pdf_add_ref(t, key, s->face[i].object);
	}
}

static void add_code(struct text *t, int32_t code)
{
	static const char digit[] = "0123456789ABCDEF";
	char b[6] = {'<', digit[code >> 12 & 15], digit[code >> 8 & 15], digit[code >> 4 & 15], digit[code & 15], '>'};

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

		for (e = c + 1; e < k->n && u < 0x10000 && (u & 0xFF) + (uint32_t)(e - c) < 256 && (c & ~255) == (e & ~255); e++)
			if (k->unicode[k->glyph[e]] != u + (uint32_t)(e - c))
				break;
		if (e < c + 2)
			continue;
		add_code(rows, c);
		add_code(rows, e - 1);
		add_code(rows, (int32_t)u);
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

	for (int32_t c = 0, e; c < k->n; c = e) {
		uint32_t u = k->unicode[k->glyph[c]];
		const char *say = "\xEF\xBF\xBD"; /* U+FFFD: only ever shown inside ActualText, or .notdef */
		char buf[4];
		int32_t len;

		for (e = c + 1; c > 0 && e < k->n && u < 0x10000 && (u & 0xFF) + (uint32_t)(e - c) < 256 && (c & ~255) == (e & ~255);
		     e++)
			if (k->unicode[k->glyph[e]] != u + (uint32_t)(e - c))
				break;
		if (e >= c + 2)
			continue;
		len = said(s, u, buf, &say);
		add_code(rows, c);
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
	text_adds(t, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)"
		     "/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
		     "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
	text_reset(&s->work2);
	cmap_ranges(k, t, &s->work2);
	cmap_chars(s, k, t, &s->work2);
	text_adds(t, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}

void pdf_add_font_name(struct text *t, const char *key, const char *tag, const char *name)
{
	char both[80];
	struct text s = {both, 0, sizeof both}; /* type.h: PostScript names have at most 63 characters */

	text_adds(&s, tag);
	text_add(&s, name, strnlen(name, 63));
	text_adds(t, key);
	pdf_add_name(t, both);
}

void pdf_font_descriptor(struct text *t, const struct face_facts *k, const char *tag, int32_t flags, int32_t program)
{
	int64_t m = 1000, em = k->upem;

	pdf_add_font_name(t, "<</Type/FontDescriptor/FontName", tag, k->name);
	pdf_add_int(t, "/Flags", flags | (k->serif ? 2 : 0) | (k->italic ? 64 : 0));
	text_adds(t, "/FontBBox[");
	for (int i = 0; i < 4; i++)
		pdf_add_int(t, "", k->bbox[i] * m / em);
	pdf_add_int(t, "]/ItalicAngle", k->italic_angle);
	pdf_add_int(t, "/Ascent", k->ascent * m / em);
	pdf_add_int(t, "/Descent", k->descent * m / em);
	pdf_add_int(t, "/CapHeight", k->cap_height * m / em);
	pdf_add_int(t, "/XHeight", k->x_height * m / em);
	/* nobody measures stems; this is the usual estimate from the weight */
	pdf_add_int(t, "/StemV", 50 + (int64_t)k->weight * k->weight / 4225);
	pdf_add_ref(t, "/FontFile2", program);
}

static int write_face(struct pdf_fonts *s, struct pdf_file *f, int32_t face, enum pdf_level level, struct diag *d)
{
	struct pdf_face *k = &s->face[face];
	const struct pdf_subset *u = pdf_subset_make(s, f, face, k->glyph, k->n, d);
	int32_t cid, descriptor, program, unicode, cidset = 0;
	struct text *t;
	char tag[8], dict[64], *q;

	if (!u)
		return -1;
	cid = pdf_reserve(f, 4);
	descriptor = cid + 1;
	program = cid + 2;
	unicode = cid + 3;
	pdf_subset_tag(u->hash, tag);

	t = pdf_begin(f, k->object);
	pdf_add_font_name(t, "<</Type/Font/Subtype/Type0/BaseFont", tag, k->facts->name);
	pdf_add_ref(t, "/Encoding/Identity-H/DescendantFonts[", cid);
	pdf_add_ref(t, "]/ToUnicode", unicode);
	text_add(t, ">>", 2);
	pdf_end(f);

	t = pdf_begin(f, cid);
	pdf_add_font_name(t, "<</Type/Font/Subtype/CIDFontType2/BaseFont", tag, k->facts->name);
	text_adds(t, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity");
	pdf_add_ref(t, "/FontDescriptor", descriptor);
	text_adds(t, "/DW 0/W[0[");
	for (int32_t i = 0; i < u->closed; i++) {
		if (i > 0)
			text_addc(t, ' ');
		text_addint(t, glyph_width(s, face, u->glyph[i]));
	}
	text_add(t, "]]>>", 4);
	pdf_end(f);

	if (level == PDF_A1B)
		cidset = pdf_reserve(f, 1);
	t = pdf_begin(f, descriptor);
	pdf_font_descriptor(t, k->facts, tag, 4, program);
	if (cidset)
		pdf_add_ref(t, "/CIDSet", cidset);
	text_add(t, ">>", 2);
	pdf_end(f);

	if (cidset) { /* a bit a code, the highest bit first (ISO 19005-1, 6.3.5) */
		text_reset(&s->work);
		for (int32_t i = 0; i < u->closed; i += 8)
			text_addc(&s->work, (char)(u->closed - i >= 8 ? 0xFF : 0xFF00 >> (u->closed - i)));
		pdf_stream(f, cidset, "", s->work.data, s->work.len, PDF_DEFLATE);
	}
	memcpy(dict, "/Length1 ", 9);
	q = pdf_put_int(dict + 9, (int64_t)u->raw);
	*q = '\0';
	pdf_stream(f, program, dict, u->data, u->len, PDF_DEFLATED);
	text_reset(&s->work);
	pdf_to_unicode(s, k, &s->work);
	pdf_stream(f, unicode, "", s->work.data, s->work.len, PDF_DEFLATE);
	return 0;
}

int pdf_fonts_write(struct pdf_fonts *s, struct pdf_file *f, enum pdf_level level, struct diag *d)
{
	for (int32_t i = 0; i < TYPE_FACES_MAX; i++)
		if (s->face[i].object && write_face(s, f, i, level, d) < 0)
			return -1;
	return 0;
}
