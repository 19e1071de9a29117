/* pdf_text.c: shaped lines as text operators: long BT … ET, fonts set on change only, TJ where advances
 * differ from W (ISO 32000-1, 9.4). */
#include <stdlib.h>
#include <string.h>

#include "emit/pdf.h"

/* Gaps on a baseline up to so many em go into the TJ array; longer ones are a new Td. */
#define GAP_EM 3

static char *put(char *p, const char *s)
{
	size_t n = strlen(s);

	memcpy(p, s, n);
	return p + n;
}

static char *stop_string(struct pdf_pen *w, char *p)
{
	if (w->array == 2)
		*p++ = ')';
	if (w->array)
		p = put(p, "]TJ\n");
	w->array = 0;
	return p;
}

void pdf_pen_stop(struct pdf_pen *w)
{
	char *p = text_room(w->out, 8);

	w->out->len += (size_t)(stop_string(w, p) - p);
}

void pdf_pen_close(struct pdf_pen *w)
{
	pdf_pen_stop(w);
	if (w->open)
		text_add(w->out, "ET\n", 3);
	w->open = 0;
}

void pdf_pen_colour(struct text *t, uint32_t colour, int stroke)
{
	uint32_t part[3] = {colour >> 16 & 255, colour >> 8 & 255, colour & 255};
	int n = part[0] == part[1] && part[1] == part[2] ? 1 : 3;
	char *p = text_room(t, 48), *q = p;

	for (int i = 0; i < n; i++) {
		q = pdf_put_hundredths(q, (part[i] * 100 + 127) / 255);
		*q++ = ' ';
	}
	q = put(q, n == 1 ? (stroke ? "G\n" : "g\n") : stroke ? "RG\n" : "rg\n");
	t->len += (size_t)(q - p);
}

static int64_t to_hundredths(int64_t mpt)
{
	return mpt < 0 ? -((5 - mpt) / 10) : (mpt + 5) / 10;
}

/* Moves the pen to x [mpt / 1000] by a number in the open array (opened when it is not). */
static char *adjust(struct pdf_pen *w, char *p, int64_t x)
{
	int64_t gap = w->x - x, half = gap < 0 ? -w->size / 2 : w->size / 2, a = (gap + half) / w->size;

	if (!w->array)
		*p++ = '[';
	if (w->array == 2)
		*p++ = ')';
	w->array = 1;
	p = pdf_put_int(p, a);
	w->x -= a * w->size;
	return p;
}

static char *put_code(struct pdf_pen *w, char *p, uint16_t code, int one_byte)
{
	unsigned char b[2] = {(unsigned char)(code >> 8), (unsigned char)code};

	if (w->array == 0)
		*p++ = '[';
	if (w->array < 2)
		*p++ = '(';
	w->array = 2;
	for (int i = one_byte; i < 2; i++) {
		if (b[i] == '(' || b[i] == ')' || b[i] == '\\') {
			*p++ = '\\';
		} else if (b[i] == '\r') { /* a bare CR would be read as LF */
			*p++ = '\\';
			b[i] = 'r';
		}
		*p++ = (char)b[i];
	}
	return p;
}

static char *put_glyph(struct pdf_pen *w, char *p, const struct pdf_face *k, const struct glyph *g,
		       int64_t *at)
{
	int64_t x = *at + (int64_t)g->dx * 1000, gap = x - w->x, bound = (int64_t)w->size + w->size / 2;

	*at += (int64_t)g->advance * 1000;
	if (g->dy != w->rise) {
		p = stop_string(w, p);
		p = pdf_put_hundredths(p, to_hundredths(g->dy));
		p = put(p, " Ts\n");
		w->rise = g->dy;
	}
	if (gap > bound || gap < -bound)
		p = adjust(w, p, x);
	p = put_code(w, p, k->code[g->id], k->one_byte);
	w->x += (int64_t)k->width[g->id] * w->size;
	return p;
}

/* A run with clusters whose glyphs do not say their text: those get ActualText (ISO 32000-1, 14.9.4). */
static void actual_run(struct pdf_pen *w, const struct pdf_face *k, const struct run *r, int64_t at)
{
	const char *text;
	int32_t n, j;

	for (int32_t i = 0; i < r->n; i = j) {
		int plain;
		char *p;

		j = pdf_cluster(r, i, &text, &n);
		plain = pdf_cluster_plain(w->fonts, r, i, j, text, n);
		if (!plain) {
			pdf_pen_stop(w);
			text_adds(w->out, "/Span<</ActualText<FEFF");
			pdf_add_utf16(w->out, text, (size_t)n);
			text_adds(w->out, ">>>BDC\n");
		}
		p = text_room(w->out, (size_t)(j - i) * 64 + 64);
		for (int32_t q = i; q < j; q++) {
			char *e = put_glyph(w, p, k, &r->glyph[q], &at);

			w->out->len += (size_t)(e - p);
			p = e;
		}
		if (!plain) {
			pdf_pen_stop(w);
			text_adds(w->out, "EMC\n");
		}
	}
}

static char *pen_font(struct pdf_pen *w, char *p, const struct run *r)
{
	p = stop_string(w, p);
	*p++ = '/';
	*p++ = 'F';
	*p++ = (char)('a' + r->face);
	*p++ = ' ';
	p = pdf_put_hundredths(p, to_hundredths(r->size));
	w->face = r->face;
	/* advances are counted in the size that the file says */
	w->size = (int32_t)to_hundredths(r->size) * 10;
	return put(p, " Tf\n");
}

static char *pen_move(struct pdf_pen *w, char *p, int64_t x, int64_t y)
{
	p = stop_string(w, p);
	x = to_hundredths(x);
	p = pdf_put_hundredths(p, x - w->line_x);
	*p++ = ' ';
	p = pdf_put_hundredths(p, y - w->line_y);
	w->line_x = x;
	w->line_y = y;
	w->x = x * 10000;
	return put(p, " Td\n");
}

/* x, y [mpt] from the lower left corner. */
static void pen_run(struct pdf_pen *w, const struct run *r, int32_t number, int64_t x, int64_t y)
{
	const struct pdf_face *k = &w->fonts->face[r->face];
	int actual = w->fonts->actual[number / 8] >> (number & 7) & 1, reversed;
	int64_t gap, at = x * 1000, y100 = to_hundredths(y);
	char *p = text_room(w->out, (size_t)r->n * 64 + 256), *q = p;

	if (r->n == 0)
		return;
	if (!w->open) {
		q = put(q, "BT\n");
		w->open = 1;
		w->line_x = w->line_y = w->x = 0;
	}
	if (r->face != w->face || to_hundredths(r->size) * 10 != w->size)
		q = pen_font(w, q, r);
	gap = at + (int64_t)r->glyph[0].dx * 1000 - w->x;
	if (y100 != w->line_y || gap > (int64_t)GAP_EM * 1000 * w->size ||
	    gap < (int64_t)-GAP_EM * 1000 * w->size)
		q = pen_move(w, q, x, y100);
	/* glyphs stand from left to right: of a run that is read the other way, tagged readers are told (ISO
	 * 32000-1, 14.8.2.3.3) */
	reversed = w->tagged && r->rtl && r->n > 1 && !actual;
	if (reversed) {
		q = stop_string(w, q);
		q = put(q, "/ReversedChars BMC\n");
	}
	if (!actual)
		for (int32_t i = 0; i < r->n; i++)
			q = put_glyph(w, q, k, &r->glyph[i], &at);
	if (reversed) {
		q = stop_string(w, q);
		q = put(q, "EMC\n");
	}
	w->out->len += (size_t)(q - p);
	if (actual)
		actual_run(w, k, r, at);
}

static int has_rtl(const struct line *line)
{
	for (int32_t i = 0; i < line->runs; i++)
		if (line->run[i].rtl)
			return 1;
	return 0;
}

/* Runs stand from left to right; with right-to-left ones among them they are written in the order of their
 * text (all runs of a line show parts of one paragraph), so that who reads the content in its order reads the
 * words in theirs. */
static void pen_line(struct pdf_pen *w, const struct line *line, int64_t x, int64_t y)
{
	const struct run *last = NULL;

	if (line->runs < 2 || !has_rtl(line)) {
		for (int32_t i = 0; i < line->runs; i++)
			pen_run(w, &line->run[i], w->run + i, x + line->run[i].x, y);
		w->run += line->runs;
		return;
	}
	for (int32_t n = 0; n < line->runs; n++) {
		const struct run *next = NULL;

		for (int32_t i = 0; i < line->runs; i++) {
			const struct run *r = &line->run[i];

			if ((!last || r->s > last->s || (r->s == last->s && r > last)) &&
			    (!next || r->s < next->s))
				next = r;
		}
		pen_run(w, next, w->run + (int32_t)(next - line->run), x + next->x, y);
		last = next;
	}
	w->run += line->runs;
}

void pdf_pen_text(struct pdf_pen *w, const struct item *it)
{
	if (it->colour != w->colour) {
		pdf_pen_stop(w);
		pdf_pen_colour(w->out, it->colour, 0);
		w->colour = it->colour;
	}
	pen_line(w, it->line, it->x, (int64_t)w->height - it->y);
}

void pdf_pen_line(struct pdf_pen *w, const struct line *line)
{
	pen_line(w, line, 0, 0);
}
