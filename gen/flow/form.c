/* form.c: boxes to write in, check boxes, ruled lines: what is known is printed, the rest stays white. */
#include "flow/set.h"

#define HIGH MM(9) /* of a box, for handwriting */
#define PAD MM(1.2)
#define LABEL (PAD + 4700) /* baseline of a box's label */
#define LOWEST 9000	   /* of a box's field, where its label leaves less */
#define RULED MM(8)
#define RULED_FIELD MM(5.8)
#define CODE_GAP MM(5) /* to a code: its white and more */
#define FRAME 0x808080u

void form_tick(struct flow *f, int32_t x, int32_t y, int32_t size, int checked)
{
	int32_t in = size / 5;

	put_box(f, x, y, size, size, THIN, COLOUR_BLACK, COLOUR_NONE);
	if (!checked)
		return;
	put_rule(f, x + in, y + in, size - 2 * in, size - 2 * in, 900, COLOUR_BLACK);
	put_rule(f, x + in, y + size - in, size - 2 * in, 2 * in - size, 900, COLOUR_BLACK);
}

/* Lines of a box's label; values of a row begin below the deepest. */
static int32_t box_labels(struct flow *f, const struct box *b, int32_t w)
{
	return b->check ? 0 : words_put_lines(f, &b->label, 0, SIZE_SMALL, w - 2 * PAD);
}

/* Height that a box needs for its value, under so many lines of labels; white: of one to write in. */
static int32_t box_height(struct flow *f, const struct box *b, int32_t w, int32_t white, int32_t labels)
{
	int32_t n = words_put_lines(f, &b->value, 0, f->body_size, w - 2 * PAD),
		h = b->lines > 1 ? b->lines * HIGH : white;
	int32_t label = labels * LEADING_SMALL + PAD;

	if (b->check)
		return words_put_lines(f, &b->label, 0, SIZE_TABLE, w - MM(6) - PAD) * GRID > HIGH
			       ? words_put_lines(f, &b->label, 0, SIZE_TABLE, w - MM(6) - PAD) * GRID
			       : HIGH;
	label += n * f->leading + (n > 1 ? PAD : 0);
	return n > 0 && label > h ? label : h;
}

/* The field of a white box: below its label, within its frame; never lower than a line of type. */
static void put_box_field(struct flow *f, const struct box *b, int32_t x, int32_t w, int32_t h)
{
	int32_t y = PAD / 2 + box_labels(f, b, w) * LEADING_SMALL, most = h - LOWEST - THIN;

	y = y < most ? y : most;
	write_text(f, words_flat(f, &b->label, 0), f->parent, x + THIN, y, w - 2 * THIN, h - THIN - y,
		   f->body_size);
}

/* labels: lines of the row's deepest label; known: nothing in the row is left to write. */
static void put_form_box(struct flow *f, const struct box *b, int32_t x, int32_t w, int32_t h, int32_t labels,
			 int known)
{
	int32_t lines;

	if (b->check) {
		lines = words_put_lines(f, &b->label, 0, SIZE_TABLE, w - MM(6) - PAD);
		form_tick(f, x, (h - MM(4)) / 2, MM(4), b->checked);
		words_put(f, f->parent, &b->label, 0, SIZE_TABLE, GRID, x + MM(6), w - MM(6) - PAD,
			  (h - lines * GRID) / 2 + BASELINE, COLOUR_BLACK);
		write_tick(f, words_flat(f, &b->label, 0), f->parent, x, (h - MM(4)) / 2, MM(4), b->checked);
		return;
	}
	put_box(f, x, 0, w, h, THIN, FRAME, COLOUR_NONE);
	words_put(f, f->parent, &b->label, 0, SIZE_SMALL, LEADING_SMALL, x + PAD, w - 2 * PAD, LABEL,
		  GREY_LABEL);
	if (words_empty(&b->value)) {
		put_box_field(f, b, x, w, h);
		return;
	}
	lines = words_put_lines(f, &b->value, 0, f->body_size, w - 2 * PAD);
	/* one line stands on the writing line; several begin under the label, and so does what stands beside
	 * them */
	words_put(f, f->parent, &b->value, 0, f->body_size, f->leading, x + PAD, w - 2 * PAD,
		  lines == 1 && b->lines < 2 && !(known && h > 5 * f->leading / 2)
			  ? h - MM(1.7)
			  : labels * LEADING_SMALL + PAD + f->baseline,
		  COLOUR_BLACK);
}

static int32_t span_of(const struct box *b, int32_t columns)
{
	return b->span < 1 ? 1 : b->span > columns ? columns : b->span;
}

/* Where the row that begins with box i ends. */
static int32_t row_end(const struct block *b, int32_t i, int32_t columns)
{
	int32_t at = 0;

	for (; i < b->n && at + span_of(&b->box[i], columns) <= columns; i++)
		at += span_of(&b->box[i], columns);
	return i;
}

/* The rows of boxes. */
static void form_rows(struct flow *f, const struct block *b, int32_t columns)
{
	int32_t i = 0, h, end, at, span, v, white, labels;
	struct strip *s;

	while (i < b->n) {
		end = row_end(b, i, columns);
		h = labels = 0;
		white = 2 * f->leading; /* where nothing is left to write */
		for (int32_t k = i; k < end; k++)
			white = b->box[k].check || words_empty(&b->box[k].value) ? HIGH : white;
		at = 0;
		for (int32_t k = i; k < end; k++, at += span) {
			span = k + 1 == end ? columns - at : span_of(&b->box[k], columns);
			v = box_labels(f, &b->box[k], (int32_t)((int64_t)f->w * span / columns));
			labels = v > labels ? v : labels;
		}
		at = 0;
		for (int32_t k = i; k < end; k++, at += span) {
			span = k + 1 == end ? columns - at : span_of(&b->box[k], columns);
			v = box_height(f, &b->box[k], (int32_t)((int64_t)f->w * span / columns), white,
				       labels);
			h = v > h ? v : h;
		}
		s = strip_add(f, h);
		s->text = 1;
		for (at = 0; i < end; i++, at += span) {
			/* boxes come and go with what is known: the last one takes what its row leaves */
			span = i + 1 == end ? columns - at : span_of(&b->box[i], columns);
			put_form_box(f, &b->box[i], f->x + (int32_t)((int64_t)f->w * at / columns),
				     (int32_t)((int64_t)f->w * (at + span) / columns -
					       (int64_t)f->w * at / columns),
				     h, labels, white != HIGH);
		}
	}
}

/* Beside a code the boxes have what room it leaves, in as many columns fewer. */
static void form_beside(struct flow *f, const struct block *b, int32_t columns, const struct code_set *code)
{
	const int32_t w = f->w, from = f->strips;
	int32_t sum = 0;

	f->w -= code->side + (code->quiet > CODE_GAP ? code->quiet : CODE_GAP);
	columns = (int32_t)(((int64_t)columns * f->w + w / 2) / w);
	form_rows(f, b, columns > 0 ? columns : 1);
	f->w = w;
	for (int32_t k = from; k < f->strips; k++)
		sum += f->strip[k].h;
	strip_add(f, code->h > sum ? code->h - sum : 0);
	code_put(f, b->code, code, -sum);
	/* its white holds also where the white between blocks is halved */
	f->strip[from].before = 2 * code->quiet > GRID ? 2 * code->quiet : GRID;
}

void form_add(struct flow *f, const struct block *b)
{
	const int32_t columns = b->columns > 0 ? b->columns : 1, from = f->strips;
	struct code_set code;
	int32_t sum = 0;

	if (b->code && code_make(f, b->code, &code) == 0)
		form_beside(f, b, columns, &code);
	else
		form_rows(f, b, columns);
	if (f->strips == from)
		return;
	f->strip[from].before = f->strip[from].before > GRID ? f->strip[from].before : GRID;
	f->strip[from].snap = 1;
	f->strip[f->strips - 1].after = GRID;
	/* a small form is read as one, and a code stands beside all of it */
	for (int32_t k = from; k < f->strips; k++)
		sum += f->strip[k].h;
	if (b->code || sum <= (f->bottom - f->top) / 4)
		strip_keep(f, from, KEEP_GROUP);
}

void form_ruled(struct flow *f, const struct block *b)
{
	for (int32_t i = 0; i < b->lines; i++) {
		struct strip *s = strip_add(f, RULED);

		s->keep = b->lines > 1 && (i == 0 || i == b->lines - 2) ? KEEP_HARD : KEEP_NONE;
		s->after = i + 1 == b->lines ? GRID : 0;
		s->text = 1;
		put_rule(f, f->x, RULED, f->w, 0, HAIR, COLOUR_BLACK);
		write_text(f,
			   arena_format(f->arena, "%s (%d/%d)", f->said ? f->said : "", (int)i + 1,
					(int)b->lines),
			   f->parent, f->x, RULED - RULED_FIELD, f->w, RULED_FIELD, SIZE_BODY);
	}
}
