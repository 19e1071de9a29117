/* content_screen.c: a filled document as lines of a terminal: tables in columns, cells that are too wide in
 * several lines. */
#include <stdlib.h>
#include <string.h>

#include "fill/content.h"

#define SCREEN_GAP 2
#define COLUMN_LEAST 8 /* that a column of words is narrowed to */

/* One wording in one line, without directional isolates (U+2066 to U+2069). In the arena. */
static const char *line_of(struct arena *a, const struct words *w)
{
	struct text t;
	const char *s, *kept;
	int32_t i;

	text_init(&t);
	for (i = 0; i < w->w[0].n; i++)
		for (s = w->w[0].span[i].s; *s; s++) {
			if (strncmp(s, "\xE2\x81", 2) == 0 && (unsigned char)s[2] >= 0xA6 &&
			    (unsigned char)s[2] <= 0xA9)
				s += 2;
			else
				text_addc(&t, *s == '\n' ? ' ' : *s);
		}
	kept = arena_dup(a, text_str(&t));
	text_done(&t);
	return kept;
}

int32_t screen_columns(const char *s, size_t n)
{
	const char *end = s + n;
	int32_t w = 0;

	while (s < end) {
		if ((unsigned char)*s < 0xCC) { /* below U+0300 */
			w += ((unsigned char)*s & 0xC0) != 0x80;
			s++;
		} else {
			w += screen_letter(utf8_next(&s, end));
		}
	}
	return w;
}

/* How many bytes of s stand in the first line of width columns: whole words where it can be. */
static size_t fits(const char *s, int32_t width)
{
	size_t n = 0, last = 0, k;
	int32_t w = 0;

	while (s[n]) {
		for (k = n + 1; ((unsigned char)s[k] & 0xC0) == 0x80; k++)
			;
		w += screen_columns(s + n, k - n);
		if (w > width)
			return last > 0 ? last : n > 0 ? n : k;
		if (s[n] == ' ')
			last = n;
		n = k;
	}
	return n;
}

static void pad(struct text *t, int32_t n)
{
	while (n-- > 0)
		text_addc(t, ' ');
}

static void trim(struct text *t)
{
	while (t->len > 0 && t->data[t->len - 1] == ' ')
		t->data[--t->len] = '\0';
}

/* A paragraph in lines of the width; what follows the first stands indented. */
static void add_wrapped(struct text *t, const char *s, int32_t width, int32_t indent)
{
	int32_t in = 0;
	size_t n;

	while (*s) {
		n = fits(s, width - in);
		pad(t, in);
		text_add(t, s, n);
		text_addc(t, '\n');
		s += n;
		s += strspn(s, " ");
		in = indent;
	}
}

struct grid {
	int32_t columns, rows;
	const char **cell; /* of rows and columns, the head first */
	int32_t *width;
	int32_t *least; /* what a column wants: heads give way by words, cells only where they may be wrapped
			 */
};

int32_t screen_longest_word(const char *s)
{
	int32_t most = 0, w;
	size_t n;

	for (; *(s += strspn(s, " ")) != '\0'; s += n) {
		n = strcspn(s, " ");
		w = screen_columns(s, n);
		if (w > most)
			most = w;
	}
	return most;
}

static void grid_measure(const struct grid *g, const struct table *b)
{
	int32_t r, i, w, least;

	for (r = 0; r < g->rows; r++)
		for (i = 0; i < g->columns; i++) {
			const char *s = g->cell[r * g->columns + i];

			w = screen_columns(s, strlen(s));
			least = r == 0 || b->column[i].wrap ? screen_longest_word(s) : w;
			if (w > g->width[i])
				g->width[i] = w;
			if (least > g->least[i])
				g->least[i] = least;
		}
}

/* The widest columns give way until all stand in the width: first by whole words, then words themselves. */
static void grid_fit(const struct grid *g, const struct table *b, int32_t width)
{
	int32_t sum, i, wide, cut;

	for (cut = 0; cut < 3; cut++)
		for (;;) {
			for (sum = -SCREEN_GAP, wide = -1, i = 0; i < g->columns; i++) {
				const int32_t least = cut == 0 ? g->least[i] : COLUMN_LEAST;

				sum += g->width[i] + SCREEN_GAP;
				if (g->width[i] > least && (cut != 1 || b->column[i].wrap) &&
				    (cut != 2 || b->column[i].align == CELL_START) &&
				    (wide < 0 || g->width[i] > g->width[wide]))
					wide = i;
			}
			if (sum <= width)
				return;
			if (wide < 0)
				break;
			g->width[wide]--;
		}
}

static void grid_row(struct text *t, const struct grid *g, const struct table *b, int32_t r)
{
	const char **rest = g->cell + (size_t)r * (size_t)g->columns;
	int32_t i, at, left = 1;
	size_t n;

	while (left) {
		for (i = left = at = 0; i < g->columns; i++) {
			n = fits(rest[i], g->width[i]);
			if (at > 0)
				pad(t, SCREEN_GAP);
			if (b->column[i].align == CELL_END)
				pad(t, g->width[i] - screen_columns(rest[i], n));
			text_add(t, rest[i], n);
			if (b->column[i].align != CELL_END)
				pad(t, g->width[i] - screen_columns(rest[i], n));
			at++;
			rest[i] += n;
			rest[i] += strspn(rest[i], " ");
			left |= *rest[i] != '\0';
		}
		trim(t);
		text_addc(t, '\n');
	}
}

/* Columns of which every cell is empty are left out by their width 0. */
static void add_table(struct text *t, struct arena *a, const struct table *b, int32_t width)
{
	struct grid g = {.columns = b->columns, .rows = b->rows + 1};
	struct table seen = *b;
	struct column *column = arena_alloc(a, sizeof *column * (size_t)(b->columns + 1));
	int32_t r, i, k, at, *from = arena_alloc(a, sizeof *from * (size_t)(b->columns + 1));
	const char *s;

	/* which columns have anything to show */
	for (i = g.columns = 0; i < b->columns; i++) {
		for (r = 0, k = 0; r < b->rows && !k; r++)
			k = i < b->row[r].cells && b->row[r].cell[i].text.w[0].n > 0;
		if (!k)
			continue;
		from[g.columns] = i;
		column[g.columns++] = b->column[i];
	}
	seen.column = column;
	g.cell = arena_alloc(a, sizeof *g.cell * (size_t)g.rows * (size_t)(g.columns + 1));
	g.width = arena_alloc(a, sizeof *g.width * (size_t)(g.columns + 1));
	g.least = arena_alloc(a, sizeof *g.least * (size_t)(g.columns + 1));
	for (r = 0; r < g.rows; r++)
		for (i = 0; i < g.columns; i++) {
			const struct row *row = r ? &b->row[r - 1] : NULL;

			s = !row ? line_of(a, &column[i].label)
			    : from[i] < row->cells && row->kind != ROW_HEAD
				    ? line_of(a, &row->cell[from[i]].text)
				    : "";
			at = r * g.columns + i;
			g.cell[at] = s;
		}
	grid_measure(&g, &seen);
	grid_fit(&g, &seen, width);
	for (r = 0; r < g.rows; r++)
		if (r > 0 && b->row[r - 1].kind == ROW_HEAD && b->row[r - 1].cells > 0)
			add_wrapped(t, line_of(a, &b->row[r - 1].cell[0].text), width, 0);
		else
			grid_row(t, &g, &seen, r);
}

static void add_pairs(struct text *t, struct arena *a, const struct block *b, int32_t width)
{
	const char *label, *value;
	int32_t i, w, most = 0;

	for (i = 0; i < b->n; i++) {
		label = line_of(a, b->pair ? &b->pair[i].label : &b->box[i].label);
		value = line_of(a, b->pair ? &b->pair[i].value : &b->box[i].value);
		w = screen_columns(label, strlen(label));
		if (*value && w > most)
			most = w;
	}
	for (i = 0; i < b->n; i++) {
		label = line_of(a, b->pair ? &b->pair[i].label : &b->box[i].label);
		value = line_of(a, b->pair ? &b->pair[i].value : &b->box[i].value);
		if (!*value)
			continue;
		text_adds(t, label);
		pad(t, most - screen_columns(label, strlen(label)) + SCREEN_GAP);
		while (*value) {
			size_t n = fits(value, width - most - SCREEN_GAP);

			text_add(t, value, n);
			text_addc(t, '\n');
			value += n;
			value += strspn(value, " ");
			if (*value)
				pad(t, most + SCREEN_GAP);
		}
	}
	text_addc(t, '\n');
}

static void add_blocks(struct text *t, struct arena *a, const struct block *b, int32_t n, int32_t width)
{
	int32_t i, k;

	for (i = 0; i < n; i++, b++)
		switch (b->kind) {
		case BLOCK_SUBJECT:
		case BLOCK_HEADING:
		case BLOCK_PARAGRAPH:
			add_wrapped(t, line_of(a, &b->text), width, 0);
			if (b->kind != BLOCK_HEADING)
				text_addc(t, '\n');
			break;
		case BLOCK_LIST:
			for (k = 0; k < b->n; k++)
				add_wrapped(t, arena_format(a, "- %s", line_of(a, &b->child[k].text)), width,
					    2);
			text_addc(t, '\n');
			break;
		case BLOCK_KEYBOX:
		case BLOCK_FORM:
			add_pairs(t, a, b, width);
			break;
		case BLOCK_TABLE:
		case BLOCK_BUCKETS:
			if (b->table->rows == 0)
				break;
			/* what stands above it says what it is */
			if (i == 0 || b[-1].kind != BLOCK_HEADING)
				add_wrapped(t, line_of(a, &b->table->title), width, 0);
			add_table(t, a, b->table, width);
			text_addc(t, '\n');
			break;
		case BLOCK_GROUP:
			add_blocks(t, a, b->child, b->n, width);
			break;
		/* an address window, places to write on and pictures are of paper */
		default:
			break;
		}
}

void content_screen(const struct content *c, struct arena *a, int32_t width, struct text *out)
{
	add_blocks(out, a, c->block, c->blocks, width);
	while (out->len > 1 && out->data[out->len - 1] == '\n' && out->data[out->len - 2] == '\n')
		out->data[--out->len] = '\0';
}
