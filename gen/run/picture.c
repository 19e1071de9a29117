/* picture.c: the letterhead's logo and the pictures of papers: PNG by libpng, JPEG by libjpeg (grey, RGB,
 * or the inks of a printer), both within limits, as samples on white. */
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "run/picture_own.h"

#define BYTES_MOST (8u << 20)
#define SIDE_MOST 4000
#define PHOTO_MOST 8192 /* of a JPEG, which is read at an eighth when that will do */
#define DOTS 200	/* an inch of a picture on paper: what an office printer shows */

static int read_png(const struct reading *r, struct image *image)
{
	const uint32_t most = r->scan ? SCAN_MOST : SIDE_MOST;
	png_image png = {.version = PNG_IMAGE_VERSION};
	png_color white = {255, 255, 255};
	uint8_t *sample;

	if (!png_image_begin_read_from_memory(&png, r->bytes, r->n))
		return diag(r->d, r->name, &r->at, "is no PNG that can be read: %s", png.message);
	if (png.width > most || png.height > most) {
		png_image_free(&png);
		return diag(r->d, r->name, &r->at, "has %u × %u pixels, more than %d a side", png.width,
			    png.height, (int)most);
	}
	png.format = png.format & PNG_FORMAT_FLAG_COLOR ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
	sample = arena_alloc(r->a, PNG_IMAGE_SIZE(png));
	image->w = (int32_t)png.width;
	image->h = (int32_t)png.height;
	image->channels = png.format == PNG_FORMAT_RGB ? 3 : 1;
	image->sample = sample;
	if (!png_image_finish_read(&png, &white, sample, 0, NULL))
		return diag(r->d, r->name, &r->at, "is no PNG that can be read: %s", png.message);
	return 1;
}

struct jpeg_trouble {
	struct jpeg_error_mgr base;
	jmp_buf back;
	char message[JMSG_LENGTH_MAX];
};

static void jpeg_gives_up(j_common_ptr c)
{
	struct jpeg_trouble *t = (struct jpeg_trouble *)c->err;

	t->base.format_message(c, t->message);
	longjmp(t->back, 1);
}

static void jpeg_is_quiet(j_common_ptr c)
{
	(void)c;
}

/* Four inks to three lights, as a screen shows them without a colour profile: what is left of white after the
 * ink and after the black. Adobe's programs store inks upside down, 255 for none, and say so by a marker of
 * their own (APP14, Adobe Technical Note 5116). */
static void inks_to_rgb(const uint8_t *ink, int upside_down, size_t pixels, uint8_t *rgb)
{
	for (size_t i = 0; i < pixels; i++) {
		const uint8_t *k = ink + 4 * i;
		const int flip = upside_down ? 0 : 255, black = k[3] ^ flip;

		for (int c = 0; c < 3; c++)
			rgb[3 * i + (size_t)c] = (uint8_t)(((k[c] ^ flip) * black + 127) / 255);
	}
}

static int read_jpeg(const struct reading *r, struct image *image)
{
	const uint32_t most = r->scan ? SCAN_MOST : r->rows ? PHOTO_MOST : SIDE_MOST;
	struct jpeg_decompress_struct j;
	struct jpeg_trouble trouble;
	uint8_t *sample, *rgb;
	JSAMPROW row;
	size_t pixels;

	j.err = jpeg_std_error(&trouble.base);
	trouble.base.error_exit = jpeg_gives_up;
	trouble.base.output_message = jpeg_is_quiet;
	if (setjmp(trouble.back)) {
		jpeg_destroy_decompress(&j);
		return diag(r->d, r->name, &r->at, "is no JPEG that can be read: %s", trouble.message);
	}
	jpeg_create_decompress(&j);
	jpeg_mem_src(&j, r->bytes, r->n);
	jpeg_read_header(&j, TRUE);
	if (j.image_width > most || j.image_height > most) {
		jpeg_destroy_decompress(&j);
		return diag(r->d, r->name, &r->at, "has more than %d pixels a side", (int)most);
	}
	for (j.scale_denom = 1;
	     r->rows && j.scale_denom < 8 && j.image_height / (2 * j.scale_denom) >= (uint32_t)r->rows;)
		j.scale_denom *= 2;
	/* of YCCK the library makes CMYK, and nothing else */
	j.out_color_space = j.num_components == 1   ? JCS_GRAYSCALE
			    : j.num_components == 4 ? JCS_CMYK
						    : JCS_RGB;
	jpeg_start_decompress(&j);
	image->w = (int32_t)j.output_width;
	image->h = (int32_t)j.output_height;
	image->channels = j.output_components;
	pixels = (size_t)j.output_width * j.output_height;
	sample = arena_alloc(r->a, pixels * (size_t)j.output_components);
	image->sample = sample;
	while (j.output_scanline < j.output_height) {
		row = sample + (size_t)j.output_scanline * j.output_width * (size_t)j.output_components;
		jpeg_read_scanlines(&j, &row, 1);
	}
	if (image->channels == 4) {
		rgb = arena_alloc(r->a, pixels * 3);
		inks_to_rgb(sample, j.saw_Adobe_marker, pixels, rgb);
		image->sample = rgb;
		image->channels = 3;
	}
	jpeg_finish_decompress(&j);
	jpeg_destroy_decompress(&j);
	return 1;
}

/* Finer than it will be seen, a picture only makes its paper large: squares of pixels become their mean. */
static void shrink(const struct reading *r, struct image *image)
{
	int32_t by = r->rows > 0 ? image->h / r->rows : 1, w, h, c = image->channels;
	uint8_t *out;

	w = by > 1 ? image->w / by : 0;
	if (w < 1)
		return;
	h = image->h / by;
	out = arena_alloc(r->a, (size_t)w * (size_t)h * (size_t)c);
	for (int32_t y = 0; y < h; y++)
		for (int32_t x = 0; x < w; x++)
			for (int32_t k = 0; k < c; k++) {
				int64_t sum = 0;

				for (int32_t i = 0; i < by * by; i++)
					sum += image->sample[((int64_t)(y * by + i / by) * image->w + x * by +
							      i % by) *
								     c +
							     k];
				out[((int64_t)y * w + x) * c + k] =
					(uint8_t)((sum + by * by / 2) / (by * by));
			}
	image->sample = out;
	image->w = w;
	image->h = h;
}

/* How much of the side of a dot of the source (of from) a dot of the result (of to) covers, in parts of which
 * a dot of the source has to. */
static int64_t covered(int64_t at, int64_t from, int64_t dot, int64_t to)
{
	const int64_t begins = dot * from > at * to ? dot * from : at * to;
	const int64_t ends = (dot + 1) * from < (at + 1) * to ? (dot + 1) * from : (at + 1) * to;

	return ends - begins;
}

/* One dot of the result: the mean of what it covers, each by how much of it. */
static void blend(const struct image *image, int32_t w, int32_t h, int32_t x, int32_t y, uint8_t *out)
{
	const int64_t all = (int64_t)image->w * image->h;
	const int32_t c = image->channels;
	int64_t sum[4] = {0};

	for (int64_t sy = (int64_t)y * image->h / h; sy * h < (int64_t)(y + 1) * image->h; sy++)
		for (int64_t sx = (int64_t)x * image->w / w; sx * w < (int64_t)(x + 1) * image->w; sx++) {
			const int64_t part = covered(sy, image->h, y, h) * covered(sx, image->w, x, w);

			for (int32_t k = 0; k < c; k++)
				sum[k] += image->sample[(sy * image->w + sx) * c + k] * part;
		}
	for (int32_t k = 0; k < c; k++)
		out[k] = (uint8_t)((sum[k] + all / 2) / all);
}

/* A scan as fine as its page may be, and no finer: w by h dots at most. 1 where it was finer. */
static int fit(const struct reading *r, struct image *image, int32_t w, int32_t h)
{
	uint8_t *out;

	w = w < image->w ? w : image->w;
	h = h < image->h ? h : image->h;
	if (w == image->w && h == image->h)
		return 0;
	out = arena_alloc(r->a, (size_t)w * (size_t)h * (size_t)image->channels);
	for (int32_t y = 0; y < h; y++)
		for (int32_t x = 0; x < w; x++)
			blend(image, w, h, x, y, out + ((int64_t)y * w + x) * image->channels);
	image->sample = out;
	image->w = w;
	image->h = h;
	return 1;
}

static int read_file(struct reading *r, struct image *image)
{
	static const uint8_t png_mark[4] = {0x89, 'P', 'N', 'G'};
	char hex[DIGEST_HEX];
	const uint8_t *b;
	int rc;

	r->bytes = file_read(r->a, r->d, r->at.file, BYTES_MOST, &r->n);
	if (!r->bytes)
		return -1;
	b = r->bytes;
	digest_bytes(r->bytes, r->n, hex);
	/* the same file in another size is another image */
	image->key = r->rows ? arena_format(r->a, "%s/%d", hex, (int)r->rows) : arena_dup(r->a, hex);
	if (r->n > 4 && memcmp(b, png_mark, 4) == 0)
		rc = read_png(r, image);
	else if (r->n > 2 && b[0] == 0xFF && b[1] == 0xD8)
		rc = read_jpeg(r, image);
	else
		rc = diag(r->d, r->name, &r->at, "is neither PNG nor JPEG");
	if (rc == 1)
		shrink(r, image);
	return rc;
}

int logo_read(struct arena *a, struct diag *d, const struct house *h, struct image *image)
{
	const struct house_key *k = house_find(h, "company", "logo");
	struct reading r = {.a = a, .d = d, .name = DIAG_LOGO};

	if (!k || !k->value[0])
		return 0;
	r.at.file = k->value[0] == '/' ? arena_dup(a, k->value) : house_path(h, a, k->value);
	return read_file(&r, image);
}

int picture_read(struct arena *a, struct diag *d, const struct house *h, const char *file, int32_t height,
		 struct image *image)
{
	struct reading r = {.a = a, .d = d, .name = DIAG_PICTURE, .at = {house_path(h, a, file), 0, 0}};

	r.rows = (int32_t)((int64_t)height * DOTS / 72000);
	r.rows = r.rows < 1 ? 1 : r.rows;
	return read_file(&r, image);
}

/* Is it in the four inks of a printer? The header was read before. */
static int jpeg_inks(const void *bytes, size_t n)
{
	struct jpeg_decompress_struct j;
	struct jpeg_trouble trouble;
	volatile int inks = 0;

	j.err = jpeg_std_error(&trouble.base);
	trouble.base.error_exit = jpeg_gives_up;
	trouble.base.output_message = jpeg_is_quiet;
	if (setjmp(trouble.back) == 0) {
		jpeg_create_decompress(&j);
		jpeg_mem_src(&j, bytes, n);
		jpeg_read_header(&j, TRUE);
		inks = j.num_components > 3;
	}
	jpeg_destroy_decompress(&j);
	return inks;
}

/* Samples as a JPEG again: a scan that was too fine, or in a printer's inks. */
static int pack_jpeg(const struct image *image, struct text *packed)
{
	struct jpeg_compress_struct j;
	struct jpeg_trouble trouble;
	unsigned char *out = NULL;
	unsigned long n = 0;

	j.err = jpeg_std_error(&trouble.base);
	trouble.base.error_exit = jpeg_gives_up;
	trouble.base.output_message = jpeg_is_quiet;
	if (setjmp(trouble.back)) {
		jpeg_destroy_compress(&j);
		free(out);
		return -1;
	}
	jpeg_create_compress(&j);
	jpeg_mem_dest(&j, &out, &n);
	j.image_width = (JDIMENSION)image->w;
	j.image_height = (JDIMENSION)image->h;
	j.input_components = image->channels;
	j.in_color_space = image->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
	jpeg_set_defaults(&j);
	jpeg_set_quality(&j, 88, TRUE);
	jpeg_start_compress(&j, TRUE);
	while (j.next_scanline < j.image_height) {
		JSAMPROW row =
			(JSAMPROW)(uintptr_t)(image->sample + (size_t)j.next_scanline * (size_t)image->w *
								      (size_t)image->channels);

		jpeg_write_scanlines(&j, &row, 1);
	}
	jpeg_finish_compress(&j);
	jpeg_destroy_compress(&j);
	text_add(packed, (const char *)out, n);
	free(out);
	return 0;
}

static int is_jpeg(const void *bytes, size_t n)
{
	return n > 2 && ((const uint8_t *)bytes)[0] == 0xFF;
}

int scan_read(struct arena *a, struct diag *d, const void *bytes, size_t n, int32_t page,
	      struct court_picture *p, struct text *packed)
{
	const int jpeg = is_jpeg(bytes, n), tiff = picture_is_tiff(bytes, n);
	struct reading r = {.a = a, .d = d, .name = DIAG_PICTURE, .bytes = bytes, .n = n, .scan = 1};
	struct image image = {0};
	int rc, finer, inks;
	int32_t w, h;

	p->turn = jpeg ? court_turn(bytes, n) : 1;
	rc = jpeg ? read_jpeg(&r, &image) : tiff ? picture_tiff(&r, page, &image, p) : read_png(&r, &image);
	if (rc != 1)
		return -1;
	p->w = image.w;
	p->h = image.h;
	inks = jpeg && jpeg_inks(bytes, n);
	court_dots(p, &w, &h);
	finer = fit(&r, &image, w, h);
	if (jpeg && !finer && !inks) {
		p->jpeg = bytes;
		p->len = n;
		return 0;
	}
	p->w = image.w;
	p->h = image.h;
	p->sample = image.sample;
	p->channels = image.channels;
	if (!jpeg && !(tiff && image.channels == 3)) /* a photograph in a TIFF is as large as one in a JPEG */
		return 0;
	if (pack_jpeg(&image, packed) < 0)
		return -1;
	p->jpeg = packed->data;
	p->len = packed->len;
	return 0;
}
