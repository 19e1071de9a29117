/* outline.c: glyphs as paths, for what is drawn without a font. */
#include "type/inner.h"

/* What HarfBuzz gives goes into one outline; its room is the caller's until the next one. */
static struct outline_step *step(struct type *t, char op, int32_t points)
{
	struct outline *o = &t->outline;

	o->step = arena_room(&t->outline_arena, o->step, &t->outline_cap, o->n + 1, sizeof *o->step);
	o->step[o->n] = (struct outline_step){.op = op, .points = points};
	return &o->step[o->n++];
}

static void point(struct outline_step *s, int32_t i, float x, float y)
{
	s->at[2 * i] = (int32_t)x;
	s->at[2 * i + 1] = (int32_t)y;
}

static void move_to(hb_draw_funcs_t *f, void *ctx, hb_draw_state_t *st, float x, float y, void *user)
{
	(void)f, (void)st, (void)user;
	point(step(ctx, 'm', 1), 0, x, y);
}

static void line_to(hb_draw_funcs_t *f, void *ctx, hb_draw_state_t *st, float x, float y, void *user)
{
	(void)f, (void)st, (void)user;
	point(step(ctx, 'l', 1), 0, x, y);
}

static void cubic_to(hb_draw_funcs_t *f, void *ctx, hb_draw_state_t *st, float x1, float y1, float x2,
		     float y2, float x, float y, void *user)
{
	struct outline_step *s = step(ctx, 'c', 3);

	(void)f, (void)st, (void)user;
	point(s, 0, x1, y1);
	point(s, 1, x2, y2);
	point(s, 2, x, y);
}

static void close_path(hb_draw_funcs_t *f, void *ctx, hb_draw_state_t *st, void *user)
{
	(void)f, (void)st, (void)user;
	step(ctx, 'h', 0);
}

const struct outline *type_outline(struct type *t, int32_t face, uint16_t glyph)
{
	hb_draw_funcs_t *f;

	arena_reset(&t->outline_arena);
	t->outline = (struct outline){NULL, 0};
	t->outline_cap = 0;
	mem_watch();
	f = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(f, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(f, line_to, NULL, NULL);
	/* quadratic curves come as cubic ones where nobody takes them */
	hb_draw_funcs_set_cubic_to_func(f, cubic_to, NULL, NULL);
	hb_draw_funcs_set_close_path_func(f, close_path, NULL, NULL);
	hb_font_get_glyph_shape(t->face[face].font, glyph, f, t);
	hb_draw_funcs_destroy(f);
	mem_watched();
	return &t->outline;
}
