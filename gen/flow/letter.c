/* letter.c: what belongs to the sheet: letterhead, address window, information block, marks. */
#include "flow/set.h"

#include <string.h>

/* Windows by norm, from the sheet's top left corner. inset: text from the window's edge; notes: the upper
 * part, for the return address. DIN 5008:2020 form B; ISO 269 DL, window at the left; US no. 10, sheet folded
 * in three. */
struct window {
	int32_t x, y, w, h, inset, notes;
};
static const struct window WINDOW[] = {
	[ENVELOPE_DIN5008B] = {MM(20), MM(45), MM(85), MM(45), MM(5), MM(17.7)},
	[ENVELOPE_ISO_DL_LEFT] = {MM(20), MM(50), MM(90), MM(38), MM(5), MM(7)},
	[ENVELOPE_US10] = {MM(22.2), MM(52.4), MM(88), MM(28.6), MM(2.8), MM(4.2)},
};

#define INFO_GAP MM(9) /* between window and information block */
#define HEAD_RULE MM(27)
#define LOGO MM(14)	 /* its height */
#define LOGO_FOOT MM(24) /* its foot from the paper's edge */
#define SIZE_NAME 16000	 /* of the company's name in a letter's head */
#define WRITE MM(35)	 /* of a line between two labels, at least, to write on */
#define HEAD_LINES 14	 /* of address or information block, at most */

/* The first block of the kind in this copy, also in groups; NULL when there is none, or when it has more
 * lines than a sheet's head can hold (then it is set in the text). */
static const struct block *find_block(const struct flow *f, const struct block *b, int32_t n,
				      enum block_kind kind)
{
	const struct block *found;

	for (int32_t i = 0; i < n; i++) {
		if (b[i].copy && b[i].copy != f->copy)
			continue;
		if (b[i].kind == kind)
			return b[i].n <= HEAD_LINES ? &b[i] : NULL;
		found = b[i].kind == BLOCK_GROUP ? find_block(f, b[i].child, b[i].n, kind) : NULL;
		if (found)
			return found;
	}
	return NULL;
}

/* Gives the logo's width. */
static int32_t put_logo(struct flow *f)
{
	const struct image *im = &f->doc->image[f->c->head.logo];
	int32_t tag = tag_add(f, TAG_FIGURE, f->parent, -1), w, h;

	f->doc->tag[tag].alt = words_flat(f, &f->c->head.name, 0);
	h = LOGO;
	w = (int32_t)((int64_t)h * im->w / (im->h ? im->h : 1));
	if (w > MM(75)) {
		w = MM(75);
		h = (int32_t)((int64_t)w * im->h / (im->w ? im->w : 1));
	}
	put_image(f, tag, f->left, LOGO_FOOT - h, w, h, f->c->head.logo);
	return w;
}

/* The name in the language within x, w: its last line's baseline at y, or with centre all of it about y. One
 * that is too long for a line stands in smaller type, as many lines as it takes. */
static void put_name(struct flow *f, int32_t l, int32_t size, int32_t x, int32_t w, int32_t y, int centre)
{
	const struct wording *name = &f->c->head.name.w[l];
	const struct line *line;
	int32_t n, tag;

	line = words_lines(f, name, l, STYLE_BOLD, size, w, size, &n);
	if (n > 1) {
		size = size > 11000 ? 11000 : SIZE_TABLE;
		line = words_lines(f, name, l, STYLE_BOLD, size, w, SIZE_SMALL, &n);
	}
	if (n == 0)
		return;
	if (centre) /* capitals are about two thirds of the size high */
		y += (n - 1) * size * 6 / 5 / 2 + size / 3;
	tag = tag_add(f, TAG_P, f->parent, l);
	for (int32_t i = 0; i < n; i++) {
		put_line(f, tag, &line[i], x, w, y - (n - 1 - i) * size * 6 / 5, ALIGN_START, f->c->rtl[l]);
		f->item[f->items - 1].colour = f->c->head.accent;
	}
}

/* In how many languages the name stands: 1 where both write it alike. */
static int32_t names(const struct flow *f)
{
	return words_same(&f->c->head.name) ? 1 : 2;
}

/* Logo and name side by side, centred on each other; the second language's name at the other edge. */
static void put_mark(struct flow *f)
{
	const struct letterhead *h = &f->c->head;
	const struct image *im = &f->doc->image[h->logo];
	int32_t x = f->left + put_logo(f) + MM(5), w = f->right - x, each = w, size = SIZE_NAME, widest,
		langs = names(f);

	if (im->w >= 2 * im->h)
		return; /* a wordmark: it says the name itself */
	if (langs > 1 && h->name.w[0].n && h->name.w[1].n) {
		each = (w - GUTTER) / 2;
		for (int32_t l = 0; l < 2; l++) {
			widest = words_width(f, &h->name.w[l], l, STYLE_BOLD, SIZE_NAME);
			if (widest > each && SIZE_NAME * (int64_t)each / widest < size)
				size = (int32_t)(SIZE_NAME * (int64_t)each / widest) - 50;
		}
		size = size < 11000 ? 11000 : size;
	}
	for (int32_t l = 0; l < langs; l++)
		put_name(f, l, size, f->c->rtl[l] == f->c->rtl[0] ? x : f->right - each, each,
			 LOGO_FOOT - LOGO / 2, 1);
}

/* Across from the name; it gives the name what it does not take. Gives its width. */
static int32_t put_confidence(struct flow *f, int32_t y, int32_t w)
{
	const struct line *line;

	if (!f->c->internal || words_empty(&f->c->head.mark))
		return 0;
	line = words_fit(f, &f->c->head.mark.w[0], 0, 0, SIZE_HEAD, w);
	put_line(f, tag_add(f, TAG_P, f->parent, -1), line, f->left, f->right - f->left, y, ALIGN_END,
		 f->c->rtl[0]);
	return line->width;
}

/* Gives the height of the head, to the rule. */
static int32_t put_head(struct flow *f)
{
	const struct letterhead *h = &f->c->head;
	int32_t w = f->right - f->left, rule = f->c->internal ? MM(18) : HEAD_RULE;
	int32_t size = f->c->internal ? SIZE_BODY : SIZE_NAME, langs = names(f);
	int32_t mark = put_confidence(f, rule - MM(3.5), w / 2), each = mark ? w - mark - GUTTER : w;

	if (h->logo >= 0 && h->logo < f->doc->images && !f->c->internal) {
		put_mark(f);
	} else if (!words_empty(&h->name)) {
		if (langs > 1 && h->name.w[0].n && h->name.w[1].n)
			each = (each - GUTTER) / 2;
		for (int32_t l = 0; l < langs; l++)
			put_name(f, l, size, f->c->rtl[l] == f->c->rtl[0] ? f->left : f->right - each, each,
				 rule - MM(3.5), 0);
	} else if (!f->c->internal) {
		return 0; /* paper of the customer's own: nothing of ours stands on it */
	}
	put_rule(f, f->left, rule, w, 0, 750, h->accent);
	return rule;
}

static void put_copy_label(struct flow *f)
{
	const struct line *line;

	if (f->copies < 2 || words_empty(&f->c->copy_label))
		return;
	line = words_fit_str(f, running_numbers(f, &f->c->copy_label, 0, f->copy, f->copies), 0, 0, SIZE_HEAD,
			     (f->right - f->left) / 2, f->c->rtl[0]);
	put_line(f, tag_add(f, TAG_P, f->parent, -1), line, f->left, f->right - f->left,
		 f->c->internal ? MM(21.5) : HEAD_RULE + MM(4.5), ALIGN_END, f->c->rtl[0]);
}

int32_t address_set(struct flow *f, const struct block *b, int32_t w, int32_t size,
		    struct address_lines **set)
{
	struct address_lines *s = *set = arena_alloc(f->arena, (size_t)b->n * sizeof *s);
	int32_t rows = 0;

	for (int32_t i = 0; i < b->n; i++) {
		s[i].lang = b->line[i].w[0].n ? 0 : 1;
		s[i].line =
			words_lines(f, &b->line[i].w[s[i].lang], s[i].lang, 0, size, w, SIZE_SMALL, &s[i].n);
		rows += s[i].n;
	}
	return rows * (size == SIZE_BODY ? GRID : size * 6 / 5);
}

void address_put(struct flow *f, const struct block *b, const struct address_lines *s, int32_t x, int32_t y,
		 int32_t w, int32_t size)
{
	int32_t tag = 0;

	for (int32_t i = 0; i < b->n; i++)
		for (int32_t k = 0; k < s[i].n; k++) {
			if (k == 0)
				tag = tag_add(f, TAG_P, f->parent, s[i].lang);
			put_line(f, tag, &s[i].line[k], x, w, y + BASELINE, ALIGN_START, f->c->rtl[0]);
			y += size == SIZE_BODY ? GRID : size * 6 / 5;
		}
}

/* Gives where the address ends. */
static int32_t put_window(struct flow *f, const struct window *v)
{
	const struct block *b = f->address;
	int32_t x = v->x + v->inset, w = v->w - v->inset - MM(2), size = SIZE_BODY, h = 0,
		y = v->y + v->notes, axis = f->axis;
	const struct line *line;
	struct address_lines *set = NULL;
	int32_t n, tag;

	/* the window stays where the envelope has it; only the text in it turns */
	f->axis = axis ? x + x + w : 0;
	if (b) {
		h = address_set(f, b, w, size, &set);
		while (h > v->h - v->notes && size > SIZE_HEAD) {
			size -= 500;
			h = address_set(f, b, w, size, &set);
		}
		/* a very long address takes the room of the notes above it */
		if (h > v->h - v->notes)
			y = h < v->h - LEADING_SMALL - MM(1) ? v->y + v->h - h : v->y + LEADING_SMALL + MM(1);
	}
	if (!words_empty(&f->c->head.sender)) {
		/* a long one grows upwards: it is no smaller than small print */
		line = words_lines(f, &f->c->head.sender.w[0], 0, 0, SIZE_SMALL, w, SIZE_SMALL, &n);
		tag = tag_add(f, TAG_P, f->parent, -1);
		for (int32_t i = 0; i < n; i++)
			put_line(f, tag, &line[i], x, w, y - MM(2.2) - (n - 1 - i) * LEADING_SMALL,
				 ALIGN_START, f->c->rtl[0]);
		put_rule(f, x, y - MM(1.2), w, 0, HAIR, GREY_RULE);
	}
	if (b)
		address_put(f, b, set, x, y, w, size);
	f->axis = axis;
	return y + h;
}

/* A language's value has room behind its label in its own half. */
static int half_fits(struct flow *f, const struct pair *p, int32_t l, uint8_t style, int32_t w)
{
	return words_width(f, &p->label.w[l], l, 0, SIZE_TABLE) + MM(3) +
		       words_width(f, &p->value.w[l], l, style, SIZE_TABLE) <
	       w / 2;
}

/* An e-mail address that is wider than room, on two lines, the first up to its "@"; NULL when it is none, or
 * not even that has room. */
static const struct wording *cut_address(struct flow *f, const struct wording *w, uint8_t style, int32_t room)
{
	const char *at = w->n == 1 ? strchr(w->span[0].s, '@') : NULL;
	struct wording *cut;
	struct span *span;

	if (!at || words_width(f, w, 0, style, SIZE_TABLE) <= room)
		return NULL;
	cut = arena_alloc(f->arena, sizeof *cut);
	span = arena_alloc(f->arena, sizeof *span);
	*cut = (struct wording){span, 1};
	*span = (struct span){arena_dupn(f->arena, w->span[0].s, (size_t)(at + 1 - w->span[0].s)),
			      w->span[0].style};
	if (words_width(f, cut, 0, style, SIZE_TABLE) > room)
		return NULL;
	span->s = arena_format(f->arena, "%s\n%s", span->s, at + 1);
	return cut;
}

/* White that the labels of a pair take of its line where the value stands close to the first of them. */
static int32_t labels_width(struct flow *f, const struct pair *p)
{
	return words_width(f, &p->label.w[0], 0, 0, SIZE_TABLE) +
	       words_width(f, &p->label.w[1], 1, 0, SIZE_TABLE) + 2 * MM(2);
}

/* The value is wider than room, and with smaller type has room in the line beside its two labels. */
static int close_fits(struct flow *f, const struct pair *p, uint8_t style, int32_t room, int32_t line)
{
	return words_width(f, &p->value.w[0], 0, style, SIZE_TABLE) > room &&
	       words_width(f, &p->value.w[0], 0, style, SIZE_SMALL) <= line;
}

/* One pair at y; gives the lines it took. The label's column is label_w wide. */
static int32_t put_pair(struct flow *f, const struct pair *p, int32_t x, int32_t w, int32_t y,
			int32_t label_w)
{
	int both = p->label.w[0].n && p->label.w[1].n, once = words_same(&p->value),
	    blank = words_empty(&p->value), halves, close;
	int32_t value_x = x + label_w + MM(2), value_w = w - label_w - MM(2), rows = 0, labels = 1, n, tag;
	uint8_t style = p->strong ? STYLE_BOLD : 0;
	const struct wording *cut;
	const struct line *line;

	if (both)
		value_w -= label_w + MM(2);
	for (int32_t l = 0; l < 2; l++) {
		words_short(f, &p->label.w[l], l, 0, SIZE_TABLE, label_w, &n);
		labels = n > labels ? n : labels;
	}
	/* what has no room between the labels' columns stands close to its own, with smaller type; else below
	 * them; an e-mail address goes on there */
	close = both && !blank && (once || p->value.w[1].n == 0) &&
		close_fits(f, p, style, value_w, w - labels_width(f, p));
	if (close) {
		value_x = x + words_width(f, &p->label.w[0], 0, 0, SIZE_TABLE) + MM(2);
		value_w = w - labels_width(f, p);
	}
	cut = both && !close && (once || p->value.w[1].n == 0)
		      ? cut_address(f, &p->value.w[0], style, value_w)
		      : NULL;
	if (cut) {
		value_w = w - label_w - MM(2);
	} else if (both && !close &&
		   ((blank && value_w < WRITE) ||
		    words_width(f, &p->value.w[0], 0, style, SIZE_TABLE) > value_w ||
		    words_width(f, &p->value.w[1], 1, style, SIZE_TABLE) > value_w)) {
		value_x = x;
		value_w = w;
		rows = labels;
	}
	if (blank) { /* a line to write on, with the room that a hand needs */
		put_rule(f, value_x, y + (rows + 1) * GRID + BASELINE + 1000, value_w, 0, HAIR, COLOUR_BLACK);
		y += rows ? 0 : GRID;
	}
	halves = both && !once && !blank && p->value.w[0].n && p->value.w[1].n &&
		 half_fits(f, p, 0, style, w) && half_fits(f, p, 1, style, w);
	for (int32_t l = 0; l < 2; l++) {
		line = words_short(f, &p->label.w[l], l, 0, SIZE_TABLE, label_w, &n);
		tag = n ? tag_add(f, TAG_P, f->parent, l) : 0;
		for (int32_t i = 0; i < n; i++) {
			put_line(f, tag, &line[i], x, w, y + BASELINE + i * GRID, ALIGN_START, f->c->rtl[l]);
			f->item[f->items - 1].colour = GREY_LABEL;
		}
		if (halves) {
			n = label_w + MM(2);
			if (n + words_width(f, &p->value.w[l], l, style, SIZE_TABLE) > w / 2)
				n = words_width(f, &p->label.w[l], l, 0, SIZE_TABLE) + MM(2);
			line = words_fit(f, &p->value.w[l], l, style, SIZE_TABLE, w / 2 - n);
			if (line)
				put_line(f, tag_add(f, TAG_P, f->parent, l), line, l == 0 ? x + n : x, w - n,
					 y + BASELINE, ALIGN_START, f->c->rtl[l]);
			continue;
		}
		line = words_lines(f, cut ? cut : &p->value.w[l], l, style, SIZE_TABLE, value_w, SIZE_SMALL,
				   &n);
		n = l == 1 && (once || cut) ? 0 : n;
		tag = n ? tag_add(f, TAG_P, f->parent, l) : 0;
		for (int32_t i = 0; i < n; i++, rows++)
			put_line(f, tag, &line[i], value_x, value_w, y + BASELINE + rows * GRID, ALIGN_START,
				 f->c->rtl[l]);
	}
	rows = blank ? rows + 2 : rows;
	return rows > labels ? rows : labels;
}

static int32_t label_width(struct flow *f, const struct block *b, int32_t w)
{
	int32_t most = 0, v;

	for (int32_t i = 0; i < b->n; i++)
		for (int32_t l = 0; l < 2; l++) {
			v = words_width(f, &b->pair[i].label.w[l], l, 0, SIZE_TABLE);
			if (v > most)
				most = v;
		}
	return most > w * 2 / 5 ? w * 2 / 5 : most + 50;
}

/* Gives where the block ends. */
static int32_t put_info(struct flow *f, int32_t x, int32_t w, int32_t y)
{
	const struct block *b = f->info;
	int32_t label_w, axis = f->axis;

	if (!b)
		return y;
	f->axis = axis ? x + x + w : 0; /* it stays beside the window */
	label_w = label_width(f, b, w);
	for (int32_t i = 0; i < b->n; i++)
		y += put_pair(f, &b->pair[i], x, w, y, label_w) * GRID;
	if (!words_empty(&f->c->head.page_of)) {
		f->number_axis = f->axis;
		f->number_x = x;
		f->number_w = w;
		f->number_y = y + BASELINE;
		y += GRID;
	}
	f->axis = axis;
	return y;
}

/* Whether the sheet is wider than high. */
static int32_t grid_up(int32_t y)
{
	return (y + GRID - 1) / GRID * GRID;
}

int32_t letter_head(struct flow *f)
{
	int32_t head = f->strips, end, info_x, win_end;
	/* folded in three, a sheet that lies across shows its text on end: no window reads it, and the
	 * address stands in the text */
	enum envelope e = f->c->internal || sheet_across(f) ? ENVELOPE_NONE : f->c->envelope;

	strip_add(f, 0);
	f->number_w = 0;
	f->address = e == ENVELOPE_NONE ? NULL : find_block(f, f->c->block, f->c->blocks, BLOCK_ADDRESS);
	f->info = e == ENVELOPE_NONE ? NULL : find_block(f, f->c->block, f->c->blocks, BLOCK_INFO);
	end = put_head(f);
	put_copy_label(f);
	if (e != ENVELOPE_NONE) {
		win_end = put_window(f, &WINDOW[e]);
		if (win_end < WINDOW[e].y + WINDOW[e].h)
			win_end = WINDOW[e].y + WINDOW[e].h;
		info_x = WINDOW[e].x + WINDOW[e].w + INFO_GAP;
		end = put_info(f, info_x, f->right - info_x, WINDOW[e].y + MM(2));
		if (end < win_end)
			end = win_end;
	}
	if (!f->c->internal)
		sheet_marks(f);
	f->first_top = f->compact && e != ENVELOPE_NONE ? end + MM(3) : grid_up(end ? end + MM(7.5) : MM(25));
	f->first_bottom = sheet_foot(f);
	f->top = grid_up(MM(25));
	f->bottom = f->c->height - MARGIN_FOOT;
	return head;
}

void letter_address(struct flow *f, const struct block *b)
{
	struct address_lines *set;
	struct strip *s = strip_add(f, address_set(f, b, MM(90), SIZE_BODY, &set));

	s->snap = 1;
	s->after = GRID;
	address_put(f, b, set, f->x, 0, MM(90), SIZE_BODY);
}

void letter_pairs(struct flow *f, const struct block *b)
{
	int32_t columns = f->c->lang[1] || b->n < 3 ? 1 : 2, w = (f->w - (columns - 1) * GUTTER) / columns,
		rows, most;
	int32_t label_w = label_width(f, b, w), from = f->strips;

	for (int32_t i = 0; i < b->n; i += columns) {
		strip_add(f, GRID)->snap = 1;
		most = 1;
		for (int32_t k = 0; k < columns && i + k < b->n; k++) {
			rows = put_pair(f, &b->pair[i + k], f->x + k * (w + GUTTER), w, 0, label_w);
			most = rows > most ? rows : most;
		}
		f->strip[f->strips - 1].h = most * GRID;
		f->strip[f->strips - 1].text = 1;
	}
	strip_keep(f, from, KEEP_GROUP);
	if (f->strips > from) {
		f->strip[from].before = GRID;
		f->strip[f->strips - 1].after = GRID;
	}
}
