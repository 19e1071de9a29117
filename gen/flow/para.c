/* para.c: paragraphs, headings and lists, in one column or two languages side by side. */
#include "flow/set.h"

struct column_set {
	const struct line *line;
	int32_t n, x, w, tag, label;
};

/* True when a break after line i would leave one line of this column alone on either side. */
static int lone(int32_t i, int32_t n)
{
	return n > 1 && (i == 0 || i == n - 2);
}

/* A last line of one short word looks torn off: the same lines a little narrower give it company. */
static void even_out(struct flow *f, struct column_set *c, const struct wording *w, const struct manner *m,
		     int32_t l)
{
	int32_t width = c->w - m->indent, n;
	const struct line *line;

	if (c->n < 2 || c->line[c->n - 1].width > width / 8)
		return;
	line = words_lines(f, w, l, m->style, m->size, width - width / 12, SIZE_SMALL, &n);
	if (n == c->n)
		c->line = line;
}

static void set_column(struct flow *f, struct column_set *c, const struct words *w, const struct manner *m,
		       int32_t l)
{
	int32_t item;

	c->line = (m->justify ? words_justified : words_lines)(f, &w->w[l], l, m->style, m->size,
							       c->w - m->indent, SIZE_SMALL, &c->n);
	if (c->n == 0)
		return;
	if (!m->justify)
		even_out(f, c, &w->w[l], m, l);
	if (!m->label) {
		c->tag = tag_add(f, m->role, f->parent, l);
		return;
	}
	item = tag_add(f, TAG_LI, f->parent, l);
	c->label = tag_add(f, TAG_LBL, item, -1);
	c->tag = tag_add(f, TAG_LBODY, item, -1);
}

static void put_column(struct flow *f, const struct column_set *c, const struct manner *m, int32_t l,
		       int32_t i)
{
	uint8_t rtl = f->c->rtl[l];
	int32_t at = rtl == f->c->rtl[0] ? c->x + m->indent
					 : c->x; /* the indent is on the language's own start side */
	int32_t y = m->leading == f->leading ? f->baseline : (m->leading + m->size * 7 / 10) / 2;
	const struct line *label;

	if (i == 0 && m->label) {
		label = words_fit_str(f, m->label, l, m->style, m->size, 0, rtl);
		put_line(f, c->label, label,
			 rtl == f->c->rtl[0] ? c->x + m->indent - MM(6) : c->x + c->w - m->indent, MM(6), y,
			 ALIGN_START, rtl);
	}
	put_line(f, c->tag, &c->line[i], at, c->w - m->indent, y, m->centre ? ALIGN_CENTRE : ALIGN_START,
		 rtl);
}

/* The widest line for running text: letters of some scripts are wider than others. */
static int32_t measure(struct flow *f, const struct words *w, const struct manner *m)
{
	int64_t width = words_width(f, &w->w[0], 0, m->style, m->size), n = 0, wide;

	if (width <= MEASURE * m->size)
		return MEASURE * m->size;
	for (int32_t i = 0; i < w->w[0].n; i++)
		for (const char *s = w->w[0].span[i].s; *s; s++)
			n += ((unsigned char)*s & 0xC0) != 0x80;
	wide = width * CHARACTERS / n;
	return wide < MEASURE * m->size	       ? MEASURE * m->size
	       : wide > MEASURE_MOST * m->size ? MEASURE_MOST * m->size
					       : (int32_t)wide;
}

void para_set(struct flow *f, const struct words *w, const struct manner *m)
{
	struct column_set c[2] = {{0}, {0}};
	int32_t n, limit = m->full || f->c->lang[1] ? f->w : measure(f, w, m) + m->indent;
	int both = f->c->lang[1] && w->w[0].n && w->w[1].n;
	struct strip *s;

	for (int32_t l = 0; l < 2; l++) {
		if (!f->c->lang[l])
			continue;
		c[l].x = f->x;
		c[l].w = both ? (f->w - GUTTER) / 2 : f->w < limit || m->centre ? f->w : limit;
		if (both && l == 1)
			c[l].x = f->x + f->w - c[l].w;
		set_column(f, &c[l], w, m, l);
	}
	n = c[0].n > c[1].n ? c[0].n : c[1].n;
	for (int32_t i = 0; i < n; i++) {
		s = strip_add(f, m->leading);
		s->text = 1;
		s->snap = m->snap && i == 0;
		s->before = i == 0 ? m->before : 0;
		s->after = i == n - 1 ? m->after : 0;
		s->keep = lone(i, c[0].n) || lone(i, c[1].n) ? KEEP_HARD : KEEP_NONE;
		for (int32_t l = 0; l < 2; l++)
			if (i < c[l].n)
				put_column(f, &c[l], m, l, i);
	}
}

static struct manner manner_of(const struct flow *f, enum para_style style)
{
	struct manner m = {.role = TAG_P,
			   .size = f->body_size,
			   .leading = f->leading,
			   .before = GRID,
			   .after = GRID,
			   .snap = 1};

	switch (style) {
	case PARA_STRONG:
		m.style = STYLE_BOLD;
		break;
	case PARA_NOTE:
		m.size = SIZE_TABLE;
		break;
	case PARA_SMALL:
	case PARA_LEGAL:
		m.size = SIZE_SMALL;
		m.leading = LEADING_SMALL;
		m.before = m.after = GRID / 2;
		m.snap = 0;
		break;
	case PARA_CENTRE:
		m.centre = 1;
		break;
	case PARA_JUSTIFIED:
		m.justify = 1;
		break;
	case PARA_BODY:
		break;
	}
	return m;
}

void para_add(struct flow *f, const struct block *b)
{
	struct manner m = manner_of(f, b->style);

	para_set(f, &b->text, &m);
}

void para_heading(struct flow *f, const struct block *b)
{
	/* a reader's outline skips no level (PDF/UA-1, 7.4.2): below the subject comes H2, whatever its size
	 */
	const struct manner m = {.role = b->level > 1 && f->sectioned ? TAG_H3 : TAG_H2,
				 .size = b->level > 1 ? f->body_size : 11000,
				 .leading = f->leading,
				 /* nearer to what it is over than to what precedes */
				 .before = b->level > 1 && f->compact ? GRID : 2 * GRID,
				 .style = STYLE_BOLD,
				 .snap = 1,
				 .full = 1};
	int32_t from = f->strips;

	if (b->level <= 1)
		f->sectioned = 1;
	para_set(f, &b->text, &m);
	strip_keep(f, from, KEEP_HARD);
	if (f->strips > from)
		f->strip[f->strips - 1].keep = KEEP_HARD;
}

void para_subject(struct flow *f, const struct block *b)
{
	struct manner m = {.role = TAG_H1,
			   .size = f->c->internal ? SIZE_TITLE : SIZE_SUBJECT,
			   .leading = f->c->internal ? 17500 : 15000,
			   .after = GRID,
			   .style = STYLE_BOLD,
			   .full = 1};
	int32_t from = f->strips, half = (f->w - GUTTER) / 2, w;

	/* beside each other, somewhat smaller is better than a second line for one word */
	for (int32_t l = 0; l < 2 && f->c->lang[1]; l++) {
		w = words_width(f, &b->text.w[l], l, m.style, m.size);
		if (w > half && (int64_t)m.size * half / w >= SIZE_BODY)
			m.size = (int32_t)((int64_t)m.size * half / w) - 20;
	}
	f->sectioned = 0;
	para_set(f, &b->text, &m);
	strip_keep(f, from, KEEP_HARD);
	if (f->strips == from)
		return;
	f->strip[f->strips - 1].keep = KEEP_HARD;
	/* the last line is one of the grid, so that what follows stands a line below it, not two */
	if (!f->c->internal)
		f->strip[f->strips - 1].h = GRID;
}

void para_list(struct flow *f, const struct block *b, int32_t indent)
{
	int32_t parent = f->parent, from = f->strips, first, number = 0, close = indent > 0;
	struct manner m;

	/* a list stands close to the sentence that it completes */
	if (indent == 0 && f->strips > f->body && f->strip[f->strips - 1].keep == KEEP_HARD &&
	    f->strip[f->strips - 1].text && f->strip[f->strips - 1].after) {
		f->strip[f->strips - 1].after = 0;
		close = 1;
	}
	f->parent = tag_add(f, TAG_L, parent, -1);
	f->doc->tag[f->parent].ordered = b->ordered;
	for (int32_t i = 0; i < b->n; i++) {
		const struct block *k = &b->child[i];

		if (k->copy && k->copy != f->copy)
			continue;
		if (k->kind == BLOCK_LIST) {
			para_list(f, k, indent + MM(6));
			continue;
		}
		number++;
		m = manner_of(f, k->style);
		m.label = b->ordered ? arena_format(f->arena, "%d.", number) : "•";
		m.indent = indent + MM(6);
		/* items of a list stand close, but numbered clauses a little apart; the list as a whole
		 * stands apart */
		if (number > 1)
			m.before = b->ordered && !close ? GRID / 2 : 0;
		else if (close)
			m.before = 0;
		m.after = i + 1 == b->n && indent == 0 ? m.after : 0;
		first = f->strips;
		para_set(f, &k->text, &m);
		/* no item alone on either side of a break */
		if (f->strips > first && number == 2 && first > from)
			f->strip[first - 1].keep = KEEP_HARD;
		if (f->strips > first && i + 1 == b->n && first > from)
			f->strip[first - 1].keep = KEEP_HARD;
		if (number == 1 && f->strips == first)
			number = 0;
	}
	f->parent = parent;
}
