/* sheet.c: what the paper itself asks for: which way it lies, marks to fold and to file it, the legal lines
 * at its foot. */
#include "flow/set.h"

int sheet_across(const struct flow *f)
{
	return f->c->width > f->c->height;
}

/* A mark so far along the sheet's long side, where it is folded and filed: the left one, or the upper one of
 * a sheet that lies across. */
static void put_edge(struct flow *f, int32_t at, int32_t length)
{
	if (sheet_across(f))
		put_rule(f, at, MM(4), 0, length, HAIR, COLOUR_BLACK);
	else
		put_rule(f, MM(4), at, length, 0, HAIR, COLOUR_BLACK);
}

void sheet_marks(struct flow *f)
{
	int32_t axis = f->axis, long_side = sheet_across(f) ? f->c->width : f->c->height;

	if (f->c->envelope == ENVELOPE_NONE)
		return;
	f->axis = 0;
	if (f->c->envelope == ENVELOPE_US10) {
		put_edge(f, long_side / 3, MM(4));
		put_edge(f, long_side / 3 * 2, MM(4));
	} else {
		put_edge(f, MM(105), MM(4));
		put_edge(f, MM(210), MM(4));
		put_edge(f, MM(148.5), MM(6));
	}
	f->axis = axis;
}

/* What stands between two dots, as "Approved by: Ann Smith", is not parted where a line has room for it. */
static struct words foot_kept(struct flow *f, const struct words *w, int32_t width)
{
	struct words kept = *w;

	for (int32_t l = 0; l < 2; l++) {
		struct span *span;

		if (words_width(f, &w->w[l], l, 0, SIZE_SMALL) <= width)
			continue;
		span = arena_alloc(f->arena, (size_t)(w->w[l].n + 1) * sizeof *span);

		for (int32_t i = 0; i < w->w[l].n; i++) {
			span[i] = w->w[l].span[i];
			span[i].s = words_kept(f, span[i].s, " · ", l, span[i].style, SIZE_SMALL, width);
		}
		kept.w[l].span = span;
	}
	return kept;
}

int32_t sheet_foot(struct flow *f)
{
	const struct words *w = &f->c->head.foot;
	int32_t width = f->right - f->left, rows = 0, n, y, top, bottom = f->c->height - MARGIN_FOOT;
	struct words *line;

	if (words_empty(w))
		return bottom;
	/* line by line: what both languages write alike, as telephone and e-mail, need not stand twice */
	n = words_split(f, w, &line);
	for (int32_t i = 0; i < n; i++) {
		line[i] = foot_kept(f, &line[i], width);
		rows += words_put_lines(f, &line[i], 0, SIZE_SMALL, width);
	}
	top = f->c->height - FOOT_EDGE - rows * LEADING_SMALL;
	put_rule(f, f->left, top - MM(1), width, 0, HAIR, GREY_RULE);
	y = top + 6500;
	for (int32_t i = 0; i < n; i++)
		y += words_put(f, TAG_ARTIFACT, &line[i], 0, SIZE_SMALL, LEADING_SMALL, f->left, width, y,
			       GREY_LABEL) *
		     LEADING_SMALL;
	top -= f->compact ? MM(3) : MM(6);
	return top < bottom ? top : bottom;
}
