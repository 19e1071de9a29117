/* print_marks.c: strokes (OMR) or a DataMatrix at the left edge of each sheet, between the fold marks, where
 * no text of a letter stands. */
#include "run/print_marks.h"

#include <string.h>

#include <dmtx.h>

#define MM(x) ((int32_t)((x)*720000 / 254)) /* [mpt] */
#define LEFT MM(8)
#define TOP MM(110)
#define MODULE MM(0.4)

/* Six strokes at most, a sixth of an inch apart: first that of the sheet, always; the last sheet of its
 * paper; three for the paper's place in the print file, modulo 8, the highest first; one that makes them
 * even. */
#define PITCH 12000 /* [mpt] */
#define STROKE_LONG MM(8)
#define STROKE MM(0.4)
#define SEQUENCE_BITS 3

static struct item *item_of(struct arena *a, struct page *p, enum item_kind kind)
{
	struct item *item = arena_alloc(a, sizeof *item * (size_t)(p->n + 1));

	if (p->n > 0)
		memcpy(item, p->item, sizeof *item * (size_t)p->n);
	p->item = item;
	p->cap = p->n + 1;
	item[p->n].kind = kind;
	item[p->n].tag = TAG_ARTIFACT;
	item[p->n].colour = COLOUR_BLACK;
	return &item[p->n++];
}

static void stroke(struct arena *a, struct page *p, int32_t place)
{
	struct item *it = item_of(a, p, ITEM_RULE);

	it->x = LEFT;
	it->y = TOP + place * PITCH;
	it->w = STROKE_LONG;
	it->stroke = STROKE;
}

static void strokes(struct arena *a, struct page *p, int last, int32_t place)
{
	int32_t n = 1, bit;

	stroke(a, p, 0);
	if (last) {
		stroke(a, p, 1);
		n++;
	}
	for (bit = 0; bit < SEQUENCE_BITS; bit++)
		if (place >> (SEQUENCE_BITS - 1 - bit) & 1) {
			stroke(a, p, 2 + bit);
			n++;
		}
	if (n % 2 == 1)
		stroke(a, p, 2 + SEQUENCE_BITS);
}

/* ISO/IEC 16022, ECC 200, by libdmtx. */
static int matrix(struct arena *a, struct diag *d, struct page *p, const char *payload)
{
	struct modules *m = arena_alloc(a, sizeof *m);
	DmtxEncode *e = dmtxEncodeCreate();
	struct item *it;
	uint8_t *dark;
	int bad = !e;

	if (e) {
		dmtxEncodeSetProp(e, DmtxPropSizeRequest, DmtxSymbolSquareAuto);
		dmtxEncodeSetProp(e, DmtxPropModuleSize, 1);
		dmtxEncodeSetProp(e, DmtxPropMarginSize, 0);
		bad = dmtxEncodeDataMatrix(e, (int)strlen(payload), (unsigned char *)arena_dup(a, payload)) !=
		      DmtxPass;
	}
	if (bad) {
		dmtxEncodeDestroy(&e);
		return diag(d, DIAG_PRINT, NULL, "no DataMatrix holds \"%s\"", payload);
	}
	m->n = dmtxImageGetProp(e->image, DmtxPropWidth);
	m->payload = payload;
	m->dark = dark = arena_alloc(a, (size_t)m->n * (size_t)m->n);
	for (int32_t y = 0; y < m->n; y++)
		for (int32_t x = 0; x < m->n; x++) {
			int value = 255;

			/* libdmtx counts rows from the foot */
			dmtxImageGetPixelValue(e->image, x, m->n - 1 - y, 0, &value);
			dark[y * m->n + x] = value < 128;
		}
	dmtxEncodeDestroy(&e);
	it = item_of(a, p, ITEM_MODULES);
	it->x = LEFT;
	it->y = TOP;
	it->w = it->h = m->n * MODULE;
	it->modules = m;
	return 0;
}

int print_marks(struct arena *a, struct diag *d, struct doc *doc, const struct print_how *how,
		const char *number, int32_t place)
{
	const int32_t step = how->duplex ? 2 : 1, sheets = (doc->pages + step - 1) / step;

	for (int32_t i = 0; i < sheets && how->marks != MARKS_NONE; i++) {
		struct page *front = &doc->page[i * step];

		if (how->marks == MARKS_OMR)
			strokes(a, front, i + 1 == sheets, place);
		else if (matrix(a, d, front,
				arena_format(a, "%s %d/%d %d", number, (int)i + 1, (int)sheets, (int)place)) <
			 0)
			return -1;
	}
	return 0;
}
