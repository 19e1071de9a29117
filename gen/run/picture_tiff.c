/* picture_tiff.c: pages of TIFF files, by libtiff. */
#include <math.h>
#include <string.h>

#include "base/tiff_memory.h"
#include "run/picture_own.h"

#define SHAPE_MOST                                                                                           \
	4.0 /* times as fine one way as the other: beyond that, what the file says is no resolution */

int picture_is_tiff(const void *bytes, size_t n)
{
	static const char mark[4][4] = {"II*\0", "MM\0*", "II+\0", "MM\0+"};

	for (int i = 0; i < 4 && n > 4; i++)
		if (memcmp(bytes, mark[i], 4) == 0)
			return 1;
	return 0;
}

static int find_page(TIFF *t, int32_t page)
{
	do {
		if (tiff_is_page(t) && --page == 0)
			return 1;
	} while (TIFFReadDirectory(t));
	return 0;
}

/* Packed as libtiff gives them: red in the lowest byte, then green, blue, and how much it covers, by which
 * the others are multiplied already. */
static void on_white(const uint32_t *from, size_t pixels, struct image *image, uint8_t *to)
{
	int grey = 1;

	for (size_t i = 0; i < pixels && grey; i++)
		grey = TIFFGetR(from[i]) == TIFFGetG(from[i]) && TIFFGetG(from[i]) == TIFFGetB(from[i]);
	image->channels = grey ? 1 : 3;
	for (size_t i = 0; i < pixels; i++) {
		const uint32_t light[3] = {TIFFGetR(from[i]), TIFFGetG(from[i]), TIFFGetB(from[i])};
		const uint32_t bare = 255 - TIFFGetA(from[i]);

		for (int c = 0; c < image->channels; c++)
			*to++ = (uint8_t)(light[c] + bare > 255 ? 255 : light[c] + bare);
	}
}

/* A fax has twice as many dots across as down: the page is shown in the shape that it had. */
static void shape(TIFF *t, uint32_t w, uint32_t h, struct court_picture *p)
{
	float across = 0, down = 0;

	if (!TIFFGetField(t, TIFFTAG_XRESOLUTION, &across) || !TIFFGetField(t, TIFFTAG_YRESOLUTION, &down) ||
	    !(across > 0) || !(down > 0) || across / down > SHAPE_MOST || down / across > SHAPE_MOST)
		return;
	if (fabsf(across / down - 1) < 0.01f)
		return;
	p->shown_w = (int32_t)w;
	p->shown_h = (int32_t)lroundf((float)h * across / down);
}

static int read_page(const struct reading *r, TIFF *t, struct image *image, struct court_picture *p)
{
	uint32_t w = 0, h = 0, *pixel;
	uint16_t turn = 1;
	uint8_t *sample;

	TIFFGetField(t, TIFFTAG_IMAGEWIDTH, &w);
	TIFFGetField(t, TIFFTAG_IMAGELENGTH, &h);
	TIFFGetFieldDefaulted(t, TIFFTAG_ORIENTATION, &turn);
	if (w < 1 || h < 1 || w > SCAN_MOST || h > SCAN_MOST)
		return diag(r->d, r->name, &r->at, "has %u × %u pixels, more than %d a side, or none", w, h,
			    SCAN_MOST);
	turn = turn < 1 || turn > 8 ? 1 : turn;
	pixel = arena_alloc(r->a, sizeof *pixel * (size_t)w * (size_t)h);
	/* rows as they stand in the file: how the page is turned is told on its own */
	if (!TIFFReadRGBAImageOriented(t, w, h, pixel, turn, 1))
		return diag(r->d, r->name, &r->at, "is no TIFF that can be read");
	sample = arena_alloc(r->a, 3 * (size_t)w * (size_t)h);
	on_white(pixel, (size_t)w * h, image, sample);
	image->sample = sample;
	image->w = (int32_t)w;
	image->h = (int32_t)h;
	p->turn = turn;
	shape(t, w, h, p);
	return 1;
}

int picture_tiff(const struct reading *r, int32_t page, struct image *image, struct court_picture *p)
{
	struct tiff_memory m;
	TIFF *t = tiff_open(&m, r->bytes, r->n);
	int rc = t && find_page(t, page)
			 ? read_page(r, t, image, p)
			 : diag(r->d, r->name, &r->at, "is no TIFF with a page %d", (int)page);

	if (t)
		TIFFClose(t);
	return rc;
}
