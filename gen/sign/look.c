/* look.c: what is seen in a field that was signed: lines of text as filled outlines, so that the file needs
 * no font for them. */
#include <string.h>

#include "sign/inner.h"

#define LEADING_PERCENT 125
#define SIZE_MOST 9000 /* [mpt] */
#define SIZE_LEAST 4000

static void add_point(struct text *t, int64_t x, int64_t y)
{
	text_addf(t, "%lld.%02d %lld.%02d ", (long long)(x / 1000), (int)(x % 1000 / 10),
		  (long long)(y / 1000), (int)(y % 1000 / 10));
}

/* One glyph's outline goes to the content; points come in thousandths of a point from the appearance's
 * corner. */
static void draw_glyph(struct type *t, const struct run *r, const struct glyph *g, int64_t x, int64_t y,
		       struct text *content)
{
	const struct outline *o = type_outline(t, r->face, g->id);
	const int32_t upem = type_face(t, r->face)->upem;

	for (int32_t i = 0; i < o->n; i++) {
		const struct outline_step *s = &o->step[i];

		for (int32_t k = 0; k < s->points; k++) {
			int64_t px = x + (int64_t)s->at[2 * k] * r->size / upem,
				py = y + (int64_t)s->at[2 * k + 1] * r->size / upem;

			add_point(content, px < 0 ? 0 : px, py < 0 ? 0 : py);
		}
		text_addc(content, s->op);
		text_addc(content, '\n');
	}
	if (o->n > 0)
		text_adds(content, "f\n");
}

static void draw_line(struct type *t, const struct line *l, int64_t x, int64_t y, struct text *content)
{
	for (int32_t i = 0; i < l->runs; i++) {
		const struct run *r = &l->run[i];
		int64_t at = x + r->x;

		for (int32_t k = 0; k < r->n; k++) {
			draw_glyph(t, r, &r->glyph[k], at + r->glyph[k].dx, y + r->glyph[k].dy, content);
			at += r->glyph[k].advance;
		}
	}
}

/* The largest size at which all lines stand in w by h. */
static int32_t size_for(struct type *t, const struct sign_request *r, int32_t w, int32_t h)
{
	int32_t size = h * 100 / (LEADING_PERCENT * (r->lines > 0 ? r->lines : 1));

	size = size > SIZE_MOST ? SIZE_MOST : size;
	for (int32_t i = 0; i < r->lines; i++) {
		const struct type_span *s = &r->line[i];
		int32_t wide = type_width(t, s->s, s->n, s->style, SIZE_MOST, s->lang);

		if ((int64_t)wide * size / SIZE_MOST > w)
			size = (int32_t)((int64_t)w * SIZE_MOST / wide);
	}
	return size < SIZE_LEAST ? SIZE_LEAST : size;
}

void look_draw(struct type *t, const struct sign_request *r, int32_t w, int32_t h, struct text *content)
{
	int32_t size = size_for(t, r, w, h), leading = size * LEADING_PERCENT / 100, n;
	struct arena a;

	arena_init(&a);
	text_adds(content, "q 0 0 ");
	text_addf(content, "%d.%02d %d.%02d re W n 0 g\n", (int)(w / 1000), (int)(w % 1000 / 10),
		  (int)(h / 1000), (int)(h % 1000 / 10));
	for (int32_t i = 0; i < r->lines; i++) {
		const struct type_options o = {.size = size, .rtl = r->rtl};
		const struct line *l = type_lines(t, &a, &r->line[i], 1, &o, &n);

		if (n > 0)
			draw_line(t, l, r->rtl ? w - l->width : 0,
				  h - (i + 1) * leading + (leading - size) / 2 + size / 5, content);
	}
	text_adds(content, "Q");
	arena_done(&a);
}
