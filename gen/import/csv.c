/* csv.c: the reader of delimited text. */
#include "import/csv.h"

#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { PLAIN, SEPARATOR, LINE_END, QUOTE, CONTROL, NUL };

void csv_init(struct csv *c, const char *path, const char *text, size_t n, char separator)
{
	int i;

	memset(c, 0, sizeof *c);
	c->path = path;
	c->text = c->next = c->start = c->stop = text;
	c->end = text + n;
	c->line = 1;
	c->separator = separator;
	for (i = 1; i < 32; i++)
		c->kind[i] = CONTROL;
	c->kind[127] = CONTROL;
	c->kind[0] = NUL;
	c->kind['\n'] = c->kind['\r'] = LINE_END;
	c->kind['"'] = QUOTE;
	c->kind[(unsigned char)separator] = SEPARATOR;
	text_init(&c->plain);
}

void csv_done(struct csv *c)
{
	free(c->cell);
	c->cell = NULL;
	text_done(&c->plain);
}

static const char *line_end(const char *p, const char *end)
{
	if (p < end && *p == '\r')
		return p + 1 < end && p[1] == '\n' ? p + 2 : p + 1;
	return p < end ? p + 1 : p;
}

void csv_skip_lines(struct csv *c, int32_t n)
{
	for (; n > 0 && c->next < c->end; n--, c->line++) {
		while (c->next < c->end && *c->next != '\n' && *c->next != '\r')
			c->next++;
		c->next = line_end(c->next, c->end);
	}
}

void csv_seek(struct csv *c, const char *at, int32_t line)
{
	c->next = at;
	c->line = line;
}

/* Lines and characters of the bytes from..to, as places count them. */
static struct place place_after(const struct csv *c, const char *from, const char *to, int32_t line)
{
	struct place at = {c->path, line, 1};

	for (; from < to; from++) {
		if (*from == '\n' || (*from == '\r' && from + 1 < c->end && from[1] != '\n')) {
			at.line++;
			at.col = 1;
		} else if (((unsigned char)*from & 0xC0) != 0x80) {
			at.col++;
		}
	}
	return at;
}

struct place csv_place(const struct csv *c, int32_t i)
{
	return place_after(c, c->start, i < c->cells ? c->cell[i].at : c->stop, c->start_line);
}

/* Passes over plain bytes, sixteen at a time where the processor can, and not up to the text's end: the
 * caller looks at each byte from there on. stop: one more that is not passed. *high is set when one is beyond
 * ASCII. */
static const char *plain_pass(const struct csv *c, const char *p, char stop, unsigned char *high)
{
#ifdef __SSE2__
	const __m128i stops = _mm_set1_epi8(stop), quotes = _mm_set1_epi8('"'), deletes = _mm_set1_epi8(127),
		      controls = _mm_set1_epi8(31);
	__m128i v, found;
	unsigned at, beyond;

	for (; c->end - p >= 16; p += 16) {
		v = _mm_loadu_si128((const __m128i *)(const void *)p);
		found = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, stops), _mm_cmpeq_epi8(v, quotes)),
				     _mm_or_si128(_mm_cmpeq_epi8(v, deletes),
						  _mm_cmpeq_epi8(_mm_min_epu8(v, controls), v)));
		at = (unsigned)_mm_movemask_epi8(found);
		beyond = (unsigned)_mm_movemask_epi8(v);
		if (at) {
			/* those before the lowest bit */
			*high |= (beyond & (at - 1) & ~at) != 0;
			return p + __builtin_ctz(at);
		}
		*high |= beyond != 0;
	}
#else
	(void)c, (void)stop, (void)high;
#endif
	return p;
}

/* A cell in quotes from p, the byte behind the opening one. The byte behind the closing quote, or NULL after
 * a diagnostic. */
static const char *quoted_read(struct csv *c, struct diag *d, struct csv_cell *cell, const char *p)
{
	struct place at;
	size_t plain = c->plain.len;
	int doubled = 0;

	cell->quoted = 1;
	cell->s = p;
	for (;; p++) {
		p = plain_pass(c, p, '"', &cell->high);
		if (p - cell->at > CSV_CELL_MOST || p >= c->end) {
			at = place_after(c, c->start, cell->at, c->start_line);
			if (p >= c->end)
				diag(d, DIAG_CSV_QUOTE, &at, "the quote that opens here is never closed");
			else
				diag(d, DIAG_CSV_QUOTE, &at,
				     "the quote that opens here is not closed within %d bytes",
				     CSV_CELL_MOST);
			return NULL;
		}
		if (c->kind[(unsigned char)*p] == PLAIN) {
			cell->high |= (unsigned char)*p >> 7;
			continue;
		}
		if (*p == '"') {
			if (p[1] != '"' || p + 1 >= c->end)
				break;
			text_add(&c->plain, cell->s, (size_t)(p + 1 - cell->s));
			cell->s = p + 2;
			doubled = 1;
			p++;
		} else if (c->kind[(unsigned char)*p] != SEPARATOR || *p == '\t') {
			cell->odd = 1;
			if (*p == '\n' || (*p == '\r' && p[1] != '\n'))
				c->line++;
		}
	}
	if (doubled) {
		text_add(&c->plain, cell->s, (size_t)(p - cell->s));
		cell->s = NULL; /* set by csv_next when plain has stopped to move */
		cell->n = (int32_t)(c->plain.len - plain);
	} else {
		cell->n = (int32_t)(p - cell->s);
	}
	return p + 1;
}

static int record_end(struct csv *c, const char *p)
{
	size_t plain = 0;
	int32_t i;

	c->stop = p;
	c->next = line_end(p, c->end);
	c->line += c->next > p;
	for (i = 0; c->plain.len > 0 && i < c->cells; i++) {
		if (!c->cell[i].s) {
			c->cell[i].s = c->plain.data + plain;
			plain += (size_t)c->cell[i].n;
		}
	}
	return 1;
}

int csv_next(struct csv *c, struct diag *d)
{
	const char *p = c->next;
	struct csv_cell *cell;
	struct place at;

	while (p < c->end && (*p == '\n' || *p == '\r')) {
		p = line_end(p, c->end);
		c->line++;
	}
	c->start = p;
	c->start_line = c->line;
	c->cells = 0;
	if (c->plain.len > 0)
		text_reset(&c->plain);
	if (p >= c->end) {
		c->next = c->stop = p;
		return 0;
	}
	for (;;) {
		if (c->cells == c->cap)
			c->cell = mem_room(c->cell, &c->cap, c->cells + 1, sizeof *c->cell);
		cell = &c->cell[c->cells++];
		cell->at = cell->s = p;
		cell->quoted = cell->odd = cell->high = 0;
		if (c->cells > CSV_CELLS_MOST) {
			at = place_after(c, c->start, p, c->start_line);
			return diag(d, DIAG_CSV_ROW, &at, "the row has more than %d cells", CSV_CELLS_MOST);
		}
		if (*p == '"' && p < c->end) {
			p = quoted_read(c, d, cell, p + 1);
			if (!p)
				return -1;
			if (p < c->end && c->kind[(unsigned char)*p] != SEPARATOR &&
			    c->kind[(unsigned char)*p] != LINE_END) {
				struct place open = place_after(c, c->start, cell->at, c->start_line);

				at = place_after(c, c->start, p, c->start_line);
				return diag(d, DIAG_CSV_QUOTE, &at,
					    "text stands behind a closing quote (it opened in line %d, "
					    "column %d): a separator or the line's end is expected",
					    open.line, open.col);
			}
		} else {
			for (;; p++) {
				p = plain_pass(c, p, c->separator, &cell->high);
				unsigned char kind = c->kind[(unsigned char)*p];

				if (kind == PLAIN) {
					cell->high |= (unsigned char)*p >> 7;
					continue;
				}
				if (kind == SEPARATOR || kind == LINE_END || p >= c->end)
					break;
				if (kind != QUOTE)
					cell->odd = 1;
			}
			cell->n = (int32_t)(p - cell->s);
			if (cell->n > CSV_CELL_MOST) {
				at = place_after(c, c->start, cell->at, c->start_line);
				return diag(d, DIAG_CSV_ROW, &at, "the cell has more than %d bytes",
					    CSV_CELL_MOST);
			}
		}
		if (p >= c->end || c->kind[(unsigned char)*p] == LINE_END)
			return record_end(c, p);
		p++;
	}
}
