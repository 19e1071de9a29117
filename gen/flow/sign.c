/* sign.c: signature blocks: room to sign on, who signs and when, the stamp's place, and the field of each. */
#include "flow/set.h"

#define LINE MM(65)
#define DATE MM(30)
#define FREE MM(15)    /* above the line */
#define STAMP MM(40)
#define UNDER 10000    /* leading of the text under the line */
#define WRITE MM(8)    /* a line to write name or title on */
#define GAP MM(6)
#define STAMP_FRAME 0x606060u

/* What stands under the line, from y; put 0 only measures. Gives where it ends. */
static int32_t put_texts(struct flow *f, const struct signer *s, int32_t tag, int32_t x, int32_t y, int put)
{
	const struct words *given[2] = {&s->name, &s->title}, *label[2] = {&s->name_label, &s->title_label};
	int32_t n, label_w;

	if (!words_empty(&s->sign_label)) {
		if (put)
			words_put(f, tag, &s->sign_label, 0, SIZE_SMALL, LEADING_SMALL, x, LINE, y + 7500, GREY_LABEL);
		y += words_put_lines(f, &s->sign_label, 0, SIZE_SMALL, LINE) * LEADING_SMALL + 1500;
	}
	for (int32_t i = 0; i < 2; i++) {
		if (!words_empty(given[i])) {
			n = words_put_lines(f, given[i], i == 0 ? STYLE_BOLD : 0, SIZE_HEAD, LINE);
			if (put)
				words_put(f, tag, given[i], i == 0 ? STYLE_BOLD : 0, SIZE_HEAD, UNDER, x, LINE, y + 8000, COLOUR_BLACK);
			y += n * UNDER;
		} else if (!words_empty(label[i])) {
			if (put) {
				label_w = words_width(f, &label[i]->w[0], 0, 0, SIZE_SMALL);
				label_w = label_w > LINE / 3 ? LINE / 3 : label_w;
				words_put(f, tag, label[i], 0, SIZE_SMALL, LEADING_SMALL, x, LINE, y + WRITE - 1500 -
					  (words_put_lines(f, label[i], 0, SIZE_SMALL, LINE) - 1) * LEADING_SMALL, GREY_LABEL);
				put_rule(f, x + label_w + MM(1.5), y + WRITE, LINE - label_w - MM(1.5) -
					 (label[i]->w[1].n ? words_width(f, &label[i]->w[1], 1, 0, SIZE_SMALL) + MM(1.5) : 0),
					 0, HAIR, COLOUR_BLACK);
			}
			y += WRITE + 2000;
		}
	}
	if (!words_empty(&s->behalf)) {
		n = words_put_lines(f, &s->behalf, 0, SIZE_HEAD, LINE);
		if (put)
			words_put(f, tag, &s->behalf, 0, SIZE_HEAD, UNDER, x, LINE, y + 8000, COLOUR_BLACK);
		y += n * UNDER;
	}
	return y;
}

static int32_t role_height(struct flow *f, const struct signer *s)
{
	return words_empty(&s->role) ? 0 : words_put_lines(f, &s->role, STYLE_BOLD, SIZE_TABLE, LINE + GAP) * GRID;
}

static int32_t sign_height(struct flow *f, const struct signer *s, int wide, int32_t role)
{
	int32_t h = put_texts(f, s, TAG_ARTIFACT, 0, role + FREE, 0);

	if (!wide && !words_empty(&s->date_label))
		h += WRITE;
	if (!words_empty(&s->stamp) && h < role + STAMP)
		h = role + STAMP;
	return h;
}

static void put_date(struct flow *f, const struct signer *s, int32_t tag, int32_t x, int32_t line_y, int32_t below, int wide)
{
	int32_t label_w;

	if (words_empty(&s->date_label))
		return;
	if (wide) {
		put_rule(f, x + LINE + GAP, line_y, DATE, 0, THIN, COLOUR_BLACK);
		words_put(f, tag, &s->date_label, 0, SIZE_SMALL, LEADING_SMALL, x + LINE + GAP, DATE, line_y + 7500, GREY_LABEL);
		return;
	}
	label_w = words_width(f, &s->date_label.w[0], 0, 0, SIZE_SMALL);
	label_w = label_w > LINE / 3 ? LINE / 3 : label_w;
	words_put(f, tag, &s->date_label, 0, SIZE_SMALL, LEADING_SMALL, x, label_w + MM(1.5) + DATE + MM(12), below + WRITE - 1500, GREY_LABEL);
	put_rule(f, x + label_w + MM(1.5), below + WRITE, DATE, 0, THIN, COLOUR_BLACK);
}

static void put_stamp(struct flow *f, const struct signer *s, int32_t tag, int32_t x, int32_t y)
{
	struct item *it;

	if (words_empty(&s->stamp))
		return;
	it = put_box(f, x, y, STAMP, STAMP, THIN, STAMP_FRAME, COLOUR_NONE);
	it->dash = 2500;
	words_put(f, tag, &s->stamp, 0, SIZE_SMALL, LEADING_SMALL, x + MM(1.5), STAMP - MM(3), y + MM(1.5) + 5500, GREY_LABEL);
}

static void put_signer(struct flow *f, const struct signer *s, int32_t x, int wide, int32_t role)
{
	int32_t tag = tag_add(f, TAG_P, f->parent, -1), y = role + FREE;

	if (!words_empty(&s->role))
		words_put(f, tag, &s->role, STYLE_BOLD, SIZE_TABLE, GRID, x, LINE + GAP, BASELINE, COLOUR_BLACK);
	put_rule(f, x, y, LINE, 0, THIN, COLOUR_BLACK);
	if (s->field)
		put_field(f, FIELD_SIGNATURE, s->field, words_flat(f, words_empty(&s->sign_label) ? &s->role : &s->sign_label, 0), tag,
			  x, y - FREE + MM(1), LINE, FREE - MM(1.5));
	y = put_texts(f, s, tag, x, y, 1);
	put_date(f, s, tag, x, role + FREE, y, wide);
	if (wide)
		put_stamp(f, s, tag, x + LINE + GAP + (words_empty(&s->date_label) ? 0 : DATE + GAP), role);
}

/* A block with a stamp needs the row for itself; else two a row, in order of rank. */
static int alone(const struct block *b, int32_t i)
{
	return i + 1 >= b->n || !words_empty(&b->signer[i].stamp) || !words_empty(&b->signer[i + 1].stamp);
}

void sign_add(struct flow *f, const struct block *b)
{
	int32_t first = f->strips, n, h, role, v;
	struct strip *s;

	/* never alone on a page: two lines of what stands above come along */
	if (!f->fresh)
		strip_hold(f, f->body, 2);

	for (int32_t i = 0; i < b->n; i += n) {
		int wide = alone(b, i);

		n = wide ? 1 : 2;
		h = role = 0;
		for (int32_t k = 0; k < n; k++) {
			v = role_height(f, &b->signer[i + k]);
			role = v > role ? v : role;
		}
		for (int32_t k = 0; k < n; k++) {
			v = sign_height(f, &b->signer[i + k], wide, role);
			h = v > h ? v : h;
		}
		s = strip_add(f, h);
		s->before = i == 0 ? GRID : GRID / 2;
		s->after = GRID;
		for (int32_t k = 0; k < n; k++)
			put_signer(f, &b->signer[i + k], k == 0 ? f->x : f->x + f->w - (f->w - GUTTER) / 2, wide, role);
	}
	strip_keep(f, first, KEEP_HARD);
}
