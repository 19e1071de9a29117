/* code.c: payment codes: a QR code (ISO/IEC 18004) with its white around and what it is below it. */
#include "flow/set.h"

#include <string.h>

#include <qrencode.h>

/* A fiftieth of an inch, just over half a millimetre: what a telephone still reads from a copy, and a whole
 * number of dots of a printer or scanner, so that no row of them comes out narrower than its neighbours. */
#define MODULE 1440
#define QUIET 4 /* modules of white on each side */
#define QUIET_MORE MM(0.3)
#define SWISS MM(46) /* the whole code of a Swiss QR-bill, and the cross on it */
#define SWISS_CROSS MM(7)

int code_make(struct flow *f, const struct code *c, struct code_set *s)
{
	/* all three standards take level M, and bytes of UTF-8 */
	QRcode *q = QRcode_encodeData((int)strlen(c->payload), (const unsigned char *)c->payload, 0,
				      QR_ECLEVEL_M);
	uint8_t *dark;
	int32_t n;

	*s = (struct code_set){.h = 0};
	if (!q)
		return diag(f->diag, DIAG_FLOW_CODE, NULL, "%s: no payment code holds %d bytes", f->c->number,
			    (int)strlen(c->payload));
	n = q->width;
	dark = arena_alloc(f->arena, (size_t)n * (size_t)n);
	for (int32_t i = 0; i < n * n; i++)
		dark[i] = q->data[i] & 1;
	QRcode_free(q);
	s->modules = (struct modules){n, dark, c->payload};
	s->cross = strncmp(c->payload, "SPC\n", 4) == 0;
	s->side = (s->cross ? SWISS / n : MODULE) * n;
	s->label = words_put_lines(f, &c->label, 0, SIZE_SMALL, s->side);
	s->quiet = QUIET * (s->side / n) + QUIET_MORE;
	s->h = s->side + s->quiet + s->label * LEADING_SMALL;
	return 0;
}

static void put_part(struct flow *f, int32_t tag, int32_t x, int32_t y, int32_t w, int32_t h, uint32_t fill)
{
	put_box(f, x, y, w, h, 0, COLOUR_NONE, fill)->tag = tag;
}

/* The white cross on its black square within a white edge, as the Swiss guidelines draw it: of 198 parts of
 * its side 184 are black, the arms are 110 long and 33 wide. The code's own correction makes good for it. */
static void put_cross(struct flow *f, int32_t tag, int32_t x, int32_t y)
{
	const int32_t side = SWISS_CROSS, black = side / 198 * 184, arm = side / 198 * 110,
		      thick = side / 198 * 33;

	put_part(f, tag, x - side / 2, y - side / 2, side, side, 0xFFFFFF);
	put_part(f, tag, x - black / 2, y - black / 2, black, black, COLOUR_BLACK);
	put_part(f, tag, x - arm / 2, y - thick / 2, arm, thick, 0xFFFFFF);
	put_part(f, tag, x - thick / 2, y - arm / 2, thick, arm, 0xFFFFFF);
}

void code_put(struct flow *f, const struct code *c, const struct code_set *s, int32_t y)
{
	const int32_t x = f->x + f->w - s->side, tag = tag_add(f, TAG_FIGURE, f->parent, -1);
	struct modules *m = arena_alloc(f->arena, sizeof *m);

	*m = s->modules;
	f->doc->tag[tag].alt = words_flat(f, &c->alt, 0);
	put_modules(f, tag, x, y, s->side, m);
	if (s->cross)
		put_cross(f, tag, x + s->side / 2, y + s->side / 2);
	words_put(f, f->parent, &c->label, 0, SIZE_SMALL, LEADING_SMALL, x, s->side,
		  y + s->h - s->label * LEADING_SMALL + 6500, GREY_LABEL);
}
