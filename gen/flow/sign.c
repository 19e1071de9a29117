/* sign.c: signature blocks: room to sign on, who signs and when, the stamp's place, and the field of each. */
#include "flow/set.h"

#define LINE MM(65)
#define LINE_SHORT MM(50) /* where a stamp stands beside two blocks */
#define DATE MM(30)
#define FREE MM(15) /* above the line */
#define STAMP MM(40)
#define UNDER 10000   /* leading of the text under the line */
#define WRITE MM(8)   /* a line to write name or title on */
#define ENTRY MM(5.8) /* of the field on it */
#define GAP MM(6)
#define STAMP_FRAME 0x606060u

/* Widths of the labels before (0) and, in the second language, behind (1) the lines to write on: all begin
 * alike. */
static void label_widths(struct flow *f, const struct signer *s, int wide, int32_t room, int32_t w[2])
{
	const struct words *label[3] = {&s->name_label, &s->title_label, &s->date_label};
	const struct words *given[3] = {&s->name, &s->title, NULL};
	int32_t v;

	w[0] = w[1] = 0;
	for (int32_t i = 0; i < (wide ? 2 : 3); i++)
		for (int32_t l = 0; l < 2; l++) {
			if (given[i] && !words_empty(given[i]))
				continue;
			v = words_width(f, &label[i]->w[l], l, 0, SIZE_SMALL);
			v = v > room / 2 ? room / 2 : v;
			w[l] = v > w[l] ? v : w[l];
		}
}

/* The field of a line of a signer's to write on. */
static void put_entry(struct flow *f, const struct signer *s, const struct words *label, int32_t x, int32_t y,
		      int32_t w)
{
	const char *asks = words_flat(f, label, 0);

	if (!words_empty(&s->role))
		asks = arena_format(f->arena, "%s: %s", words_flat(f, &s->role, 0), asks);
	write_text(f, asks, f->parent, x, y - ENTRY, w, ENTRY, SIZE_HEAD);
}

/* A label and a line to write on, w wide together, its rule WRITE below y. */
static void put_write(struct flow *f, const struct signer *s, const struct words *label, int32_t x, int32_t y,
		      int32_t w, const int32_t lw[2])
{
	int32_t before = lw[0] ? lw[0] + MM(1.5) : 0, behind = lw[1] ? lw[1] + MM(1.5) : 0;
	const struct line *line;

	w -= before + behind;
	for (int32_t l = 0; l < 2; l++) {
		line = words_fit(f, &label->w[l], l, 0, SIZE_SMALL, lw[l]);
		if (!line)
			continue;
		put_line(f, tag_add(f, TAG_P, f->parent, l), line, l == 0 ? x : x + before + w + MM(1.5),
			 lw[l], y + WRITE - 1000, ALIGN_START, f->c->rtl[l]);
		f->item[f->items - 1].colour = GREY_LABEL;
	}
	put_rule(f, x + before, y + WRITE, w, 0, HAIR, COLOUR_BLACK);
	put_entry(f, s, label, x + before, y + WRITE, w);
}

/* A text as wide as the line. Gives the height it takes. */
static int32_t put_under(struct flow *f, const struct words *w, uint8_t style, int32_t size, int32_t x,
			 int32_t room, int32_t y, int put)
{
	int32_t leading = size == SIZE_SMALL ? LEADING_SMALL : UNDER;

	if (words_empty(w))
		return 0;
	if (put)
		words_put(f, f->parent, w, style, size, leading, x, room, y + size,
			  size == SIZE_SMALL ? GREY_LABEL : COLOUR_BLACK);
	return words_put_lines(f, w, style, size, room) * leading + (size == SIZE_SMALL ? 1500 : 0);
}

/* What stands under the line, from y; put 0 only measures. Gives where it ends. */
static int32_t put_texts(struct flow *f, const struct signer *s, int32_t x, int32_t room, int32_t y, int wide,
			 int put)
{
	const struct words *given[2] = {&s->name, &s->title}, *label[2] = {&s->name_label, &s->title_label};
	int32_t lw[2];

	label_widths(f, s, wide, room, lw);
	y += put_under(f, &s->sign_label, 0, SIZE_SMALL, x, room, y, put);
	for (int32_t i = 0; i < 2; i++) {
		if (!words_empty(given[i])) {
			y += put_under(f, given[i], i == 0 ? STYLE_BOLD : 0, SIZE_HEAD, x, room, y, put);
		} else if (!words_empty(label[i])) {
			if (put)
				put_write(f, s, label[i], x, y, room, lw);
			y += WRITE + 3500;
		}
	}
	y += put_under(f, &s->behalf, 0, SIZE_HEAD, x, room, y, put);
	if (!wide && !words_empty(&s->date_label)) {
		if (put)
			put_write(f, s, &s->date_label, x, y,
				  DATE + (lw[0] ? lw[0] + MM(1.5) : 0) + (lw[1] ? lw[1] + MM(1.5) : 0), lw);
		y += WRITE + 1000;
	}
	return y;
}

/* A letter's sender, who fills in no date: for whom he signs stands in both columns of the page. */
static int in_columns(const struct signer *s)
{
	return words_empty(&s->date_label) && s->role.w[0].n && s->role.w[1].n;
}

/* Puts it (put) or only measures. Gives its height. */
static int32_t put_columns(struct flow *f, const struct signer *s, int put)
{
	int32_t half = (f->w - GUTTER) / 2, most = 0, n;

	for (int32_t l = 0; l < 2; l++) {
		struct words one = {0};

		one.w[l] = s->role.w[l];
		n = words_put_lines(f, &one, STYLE_BOLD, SIZE_TABLE, half);
		most = n > most ? n : most;
		if (put)
			words_put(f, f->parent, &one, STYLE_BOLD, SIZE_TABLE, GRID,
				  l == 0 ? f->x : f->x + f->w - half, half, BASELINE, COLOUR_BLACK);
	}
	return most * GRID;
}

/* Two languages end with the line; one may go a little beyond it. */
static int32_t role_width(const struct signer *s, int32_t room)
{
	return s->role.w[0].n && s->role.w[1].n ? room : room + GAP;
}

static int32_t role_height(struct flow *f, const struct signer *s, int32_t room)
{
	if (in_columns(s))
		return put_columns(f, s, 0);
	return words_empty(&s->role)
		       ? 0
		       : words_put_lines(f, &s->role, STYLE_BOLD, SIZE_TABLE, role_width(s, room)) * GRID;
}

static int32_t sign_height(struct flow *f, const struct signer *s, int32_t room, int wide, int32_t role)
{
	int32_t h = put_texts(f, s, 0, room, role + FREE, wide, 0);

	if (!words_empty(&s->stamp) && h < role + STAMP)
		h = role + STAMP;
	return h;
}

/* The date line beside the signature's. */
static void put_date(struct flow *f, const struct signer *s, int32_t x, int32_t y)
{
	if (words_empty(&s->date_label))
		return;
	put_rule(f, x, y, DATE, 0, THIN, COLOUR_BLACK);
	words_put(f, f->parent, &s->date_label, 0, SIZE_SMALL, LEADING_SMALL, x, DATE, y + SIZE_SMALL,
		  GREY_LABEL);
	put_entry(f, s, &s->date_label, x, y, DATE);
}

static void put_stamp(struct flow *f, const struct signer *s, int32_t x, int32_t y)
{
	struct item *it;

	if (words_empty(&s->stamp))
		return;
	it = put_box(f, x, y, STAMP, STAMP, THIN, STAMP_FRAME, COLOUR_NONE);
	it->dash = 2500;
	words_put(f, f->parent, &s->stamp, 0, SIZE_SMALL, LEADING_SMALL, x + MM(1.5), STAMP - MM(3),
		  y + MM(1.5) + 5500, GREY_LABEL);
}

static void put_signer(struct flow *f, const struct signer *s, int32_t x, int32_t room, int wide,
		       int32_t role)
{
	int32_t y = role + FREE;

	if (in_columns(s))
		put_columns(f, s, 1);
	else if (!words_empty(&s->role))
		words_put(f, f->parent, &s->role, STYLE_BOLD, SIZE_TABLE, GRID, x, role_width(s, room),
			  BASELINE, COLOUR_BLACK);
	put_rule(f, x, y, room, 0, THIN, COLOUR_BLACK);
	if (s->field)
		put_field(f, FIELD_SIGNATURE, s->field,
			  words_flat(f, words_empty(&s->sign_label) ? &s->role : &s->sign_label, 0),
			  f->parent, x, y - FREE + MM(1), room, FREE - MM(1.5));
	put_texts(f, s, x, room, y, wide, 1);
	if (wide)
		put_date(f, s, x + room + GAP, y);
	if (wide)
		put_stamp(f, s, x + room + GAP + (words_empty(&s->date_label) ? 0 : DATE + GAP), role);
}

/* Two blocks of which the first has the stamp: that stands beside both, so that nobody signs on a page alone.
 */
static int beside_both(const struct block *b, int32_t i)
{
	return i + 2 == b->n && !words_empty(&b->signer[i].stamp) && words_empty(&b->signer[i + 1].stamp);
}

/* Two blocks with a stamp each stand side by side where the page is wide enough: on one that is turned. */
static int stamped_pair(const struct flow *f, const struct block *b, int32_t i)
{
	return i + 1 < b->n && !words_empty(&b->signer[i].stamp) && !words_empty(&b->signer[i + 1].stamp) &&
	       f->w >= 2 * (LINE + GAP + STAMP) + GAP;
}

/* Else a block with a stamp needs the row for itself; without, two a row, in order of rank. */
static int alone(const struct flow *f, const struct block *b, int32_t i)
{
	return !beside_both(b, i) && !stamped_pair(f, b, i) &&
	       (i + 1 >= b->n || !words_empty(&b->signer[i].stamp) || !words_empty(&b->signer[i + 1].stamp));
}

/* One row of n blocks from block i. */
static void add_row(struct flow *f, const struct block *b, int32_t i, int32_t n)
{
	int wide = n == 1, trio = n == 2 && beside_both(b, i), pair = n == 2 && stamped_pair(f, b, i);
	int32_t room = trio ? LINE_SHORT : LINE, h = 0, role = 0, v;
	struct strip *s;

	for (int32_t k = 0; k < n; k++) {
		v = role_height(f, &b->signer[i + k], room);
		role = v > role ? v : role;
	}
	/* where nothing stands between, the white below the text above is part of the room to sign */
	if (role == 0 && i == 0 && f->strips > f->body && f->strip[f->strips - 1].after >= GRID &&
	    words_empty(&b->signer[i].stamp))
		role = -GRID;
	for (int32_t k = 0; k < n; k++) {
		v = sign_height(f, &b->signer[i + k], room, wide, role);
		h = v > h ? v : h;
	}
	s = strip_add(f, h);
	s->before = i == 0 ? GRID : GRID * 3 / 2;
	s->after = GRID;
	for (int32_t k = 0; k < n; k++)
		put_signer(f, &b->signer[i + k],
			   k == 0 ? f->x : f->x + (trio ? room + GAP : f->w - (f->w - GUTTER) / 2), room,
			   wide, role);
	if (trio)
		put_stamp(f, &b->signer[i], f->x + 2 * (room + GAP), role);
	for (int32_t k = 0; k < n && pair; k++)
		put_stamp(f, &b->signer[i + k], f->x + room + GAP + k * (f->w - (f->w - GUTTER) / 2), role);
}

void sign_add(struct flow *f, const struct block *b)
{
	int32_t first = f->strips, n;

	/* never alone on a page: two lines of what stands above come along */
	if (!f->fresh)
		strip_hold(f, f->body, 2);
	for (int32_t i = 0; i < b->n; i += n) {
		n = alone(f, b, i) ? 1 : 2;
		add_row(f, b, i, n);
	}
	strip_keep(f, first, KEEP_HARD);
}
