/* csv.c: delimited text, read by libcsv. */
#include "import/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#define PIECE (1 << 16) /* bytes that libcsv is given at once, at most */
#define LINE_PIECE 1024 /* bytes that are looked through at once for a line's end */

enum { OPTIONS = CSV_STRICT | CSV_STRICT_FINI };

/* No byte is a space: cells are not trimmed. */
static int is_space(unsigned char c)
{
	(void)c;
	return 0;
}

/* What libcsv starts from: between two records. */
static void renew(struct csv *c)
{
	csv_free(c->parser);
	csv_init(c->parser, OPTIONS); /* it refuses a NULL alone */
	csv_set_delim(c->parser, (unsigned char)c->separator);
	csv_set_space_func(c->parser, is_space);
	csv_set_realloc_func(c->parser, mem_grow);
	csv_set_blk_size(c->parser, 4096);
}

void csv_open(struct csv *c, const char *path, const char *text, size_t n, char separator)
{
	memset(c, 0, sizeof *c);
	c->path = path;
	c->text = c->next = c->start = c->stop = text;
	c->end = text + n;
	c->line = 1;
	c->separator = separator;
	c->parser = mem_alloc(sizeof *c->parser);
	text_init(&c->plain);
	renew(c);
}

void csv_close(struct csv *c)
{
	free(c->cell);
	c->cell = NULL;
	text_done(&c->plain);
	if (c->parser)
		csv_free(c->parser);
	free(c->parser);
	c->parser = NULL;
}

static const char *line_end(const char *p, const char *end)
{
	if (p < end && *p == '\r')
		return p + 1 < end && p[1] == '\n' ? p + 2 : p + 1;
	return p < end ? p + 1 : p;
}

/* The first line feed or carriage return from p on, or end. By pieces: a file whose lines end in carriage
 * returns alone would be looked through to its end for each of them. */
static const char *line_stop(const char *p, const char *end)
{
	const char *feed = NULL, *back = NULL;
	size_t n;

	for (; p < end && !feed && !back; p += n) {
		n = end - p < LINE_PIECE ? (size_t)(end - p) : LINE_PIECE;
		feed = memchr(p, '\n', n);
		back = memchr(p, '\r', feed ? (size_t)(feed - p) : n);
	}
	return back ? back : feed ? feed : end;
}

void csv_skip_lines(struct csv *c, int32_t n)
{
	for (; n > 0 && c->next < c->end; n--, c->line++)
		c->next = line_end(line_stop(c->next, c->end), c->end);
}

void csv_seek(struct csv *c, const char *at, int32_t line)
{
	c->next = at;
	c->line = line;
	renew(c);
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

int csv_blank(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7F;
}

struct place csv_place(const struct csv *c, int32_t i)
{
	return place_after(c, c->start, i < c->cells ? c->cell[i].at : c->stop, c->start_line);
}

static struct place place_of(const struct csv *c, const char *p)
{
	return place_after(c, c->start, p, c->start_line);
}

/* ---- what libcsv calls ---- */

enum { ODD = 1, HIGH = 2, DOUBLED = 4 };

/* What is special of each byte. */
static const unsigned char special[256] = {
	[0 ... 31] = ODD, ['"'] = DOUBLED, [127] = ODD, [128 ... 255] = HIGH};

/* What is special in a cell's content. */
static unsigned look(const unsigned char *s, size_t n)
{
	unsigned found = 0;
	size_t i;

	for (i = 0; i < n; i++)
		found |= special[s[i]];
	return found;
}

static size_t quotes_count(const char *s, size_t n)
{
	size_t i, quotes = 0;

	for (i = 0; i < n; i++)
		quotes += s[i] == '"';
	return quotes;
}

static void cell_add(void *s, size_t n, void *ctx)
{
	struct csv *c = ctx;
	struct csv_cell *cell;
	unsigned found;

	if (c->wrong)
		return;
	c->cell = mem_room(c->cell, &c->cap, c->cells + 1, sizeof *c->cell);
	cell = &c->cell[c->cells++];
	*cell = (struct csv_cell){.s = c->at, .at = c->at, .n = (int32_t)n};
	cell->quoted = c->at < c->end && *c->at == '"' && c->separator != '"';
	found = look(s, n);
	cell->odd = (found & ODD) != 0;
	cell->high = (found & HIGH) != 0;
	c->at += n;
	if (cell->quoted) {
		cell->s++;
		c->at += 2;
	}
	if (cell->quoted && (found & DOUBLED)) {
		c->at += quotes_count(s, n);
		text_add(&c->plain, s, n);
		cell->s = NULL; /* set by record_end when plain has stopped to move */
	}
	c->stop = c->at;
	if (c->at - cell->at > CSV_CELL_MOST + cell->quoted || c->cells > CSV_CELLS_MOST)
		c->wrong = 1;
	else if (c->at < c->end && *c->at == c->separator)
		c->at++;
}

static void record_add(int ch, void *ctx)
{
	struct csv *c = ctx;

	(void)ch;
	c->whole = 1;
}

/* ---- a record ---- */

static int limit_said(const struct csv *c, struct diag *d)
{
	const struct csv_cell *cell = &c->cell[c->cells - 1];
	struct place at = place_of(c, cell->at);

	if (c->cells > CSV_CELLS_MOST)
		return diag(d, DIAG_CSV_ROW, &at, "the row has more than %d cells", CSV_CELLS_MOST);
	if (cell->quoted)
		return diag(d, DIAG_CSV_QUOTE, &at, "the quote that opens here is not closed within %d bytes",
			    CSV_CELL_MOST);
	return diag(d, DIAG_CSV_ROW, &at, "the cell has more than %d bytes", CSV_CELL_MOST);
}

/* Feeds the bytes from..to. libcsv stops at a quote that it does not expect: within an unquoted cell it is
 * text; behind a quoted one, what follows the closing quote is said. -1 after a diagnostic. */
static int feed(struct csv *c, struct diag *d, const char *from, const char *to)
{
	struct place open, at;

	while (from < to) {
		from += csv_parse(c->parser, from, (size_t)(to - from), cell_add, record_add, c);
		if (c->wrong)
			return limit_said(c, d);
		if (from == to)
			return 0;
		if (*from != '"') {
			open = place_of(c, c->at);
			at = place_of(c, from);
			return diag(
				d, DIAG_CSV_QUOTE, &at,
				"text stands behind a closing quote (it opened in line %d, column %d): a separator or the line's end is expected",
				open.line, open.col);
		}
		csv_set_opts(c->parser, 0);
		from += csv_parse(c->parser, from, 1, cell_add, record_add, c);
		csv_set_opts(c->parser, OPTIONS);
	}
	return 0;
}

/* The cell that is being read is too long already: bytes up to p have come of it. */
static int open_cell_check(struct csv *c, struct diag *d, const char *p)
{
	if (p - c->at <= CSV_CELL_MOST + 1)
		return 0;
	cell_add("", 0, c);
	return limit_said(c, d);
}

static int record_end(struct csv *c)
{
	size_t plain = 0;
	int32_t i;

	c->next = line_end(c->stop, c->end);
	for (i = 0; c->plain.len > 0 && i < c->cells; i++) {
		if (!c->cell[i].s) {
			c->cell[i].s = c->plain.data + plain;
			plain += (size_t)c->cell[i].n;
		}
	}
	return 1;
}

/* Feeds lines from the record's start until it is whole. */
static int record_read(struct csv *c, struct diag *d)
{
	const char *p = c->start, *stop, *end;
	struct place at;

	while (!c->whole && p < c->end) {
		stop = line_stop(p, c->end);
		end = line_end(stop, c->end);
		c->line += end > stop;
		for (; p < end; p = stop) {
			stop = end - p > PIECE ? p + PIECE : end;
			if (feed(c, d, p, stop) < 0 || (!c->whole && open_cell_check(c, d, stop) < 0))
				return -1;
		}
	}
	if (!c->whole && csv_fini(c->parser, cell_add, record_add, c) != 0) {
		at = place_of(c, c->at);
		return diag(d, DIAG_CSV_QUOTE, &at, "the quote that opens here is never closed");
	}
	return c->wrong ? limit_said(c, d) : record_end(c);
}

int csv_next(struct csv *c, struct diag *d)
{
	const char *p = c->next;

	while (p < c->end && (*p == '\n' || *p == '\r')) {
		p = line_end(p, c->end);
		c->line++;
	}
	c->start = c->at = c->next = c->stop = p;
	c->start_line = c->line;
	c->cells = c->whole = c->wrong = 0;
	text_reset(&c->plain);
	if (p >= c->end)
		return 0;
	if (record_read(c, d) > 0)
		return 1;
	c->next = c->end;
	return -1;
}
