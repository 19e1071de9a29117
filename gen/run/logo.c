/* logo.c: the letterhead's logo: PNG by libpng, JPEG by libjpeg (grey, RGB, or the inks of a printer), both
 * within limits, as samples on white. */
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include "run/maker.h"

#define BYTES_MOST (8u << 20)
#define SIDE_MOST 4000

static int read_png(struct arena *a, struct diag *d, const struct place *at, const void *bytes, size_t n,
		    struct image *image)
{
	png_image png = {.version = PNG_IMAGE_VERSION};
	png_color white = {255, 255, 255};
	uint8_t *sample;

	if (!png_image_begin_read_from_memory(&png, bytes, n))
		return diag(d, DIAG_LOGO, at, "is no PNG that can be read: %s", png.message);
	if (png.width > SIDE_MOST || png.height > SIDE_MOST) {
		png_image_free(&png);
		return diag(d, DIAG_LOGO, at, "has %u × %u pixels, more than %d a side", png.width,
			    png.height, SIDE_MOST);
	}
	png.format = png.format & PNG_FORMAT_FLAG_COLOR ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
	sample = arena_alloc(a, PNG_IMAGE_SIZE(png));
	image->w = (int32_t)png.width;
	image->h = (int32_t)png.height;
	image->channels = png.format == PNG_FORMAT_RGB ? 3 : 1;
	image->sample = sample;
	if (!png_image_finish_read(&png, &white, sample, 0, NULL))
		return diag(d, DIAG_LOGO, at, "is no PNG that can be read: %s", png.message);
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

static int read_jpeg(struct arena *a, struct diag *d, const struct place *at, const void *bytes, size_t n,
		     struct image *image)
{
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
		return diag(d, DIAG_LOGO, at, "is no JPEG that can be read: %s", trouble.message);
	}
	jpeg_create_decompress(&j);
	jpeg_mem_src(&j, bytes, n);
	jpeg_read_header(&j, TRUE);
	if (j.image_width > SIDE_MOST || j.image_height > SIDE_MOST) {
		jpeg_destroy_decompress(&j);
		return diag(d, DIAG_LOGO, at, "has more than %d pixels a side", SIDE_MOST);
	}
	/* of YCCK the library makes CMYK, and nothing else */
	j.out_color_space = j.num_components == 1   ? JCS_GRAYSCALE
			    : j.num_components == 4 ? JCS_CMYK
						    : JCS_RGB;
	jpeg_start_decompress(&j);
	image->w = (int32_t)j.output_width;
	image->h = (int32_t)j.output_height;
	image->channels = j.output_components;
	pixels = (size_t)j.output_width * j.output_height;
	sample = arena_alloc(a, pixels * (size_t)j.output_components);
	image->sample = sample;
	while (j.output_scanline < j.output_height) {
		row = sample + (size_t)j.output_scanline * j.output_width * (size_t)j.output_components;
		jpeg_read_scanlines(&j, &row, 1);
	}
	if (image->channels == 4) {
		rgb = arena_alloc(a, pixels * 3);
		inks_to_rgb(sample, j.saw_Adobe_marker, pixels, rgb);
		image->sample = rgb;
		image->channels = 3;
	}
	jpeg_finish_decompress(&j);
	jpeg_destroy_decompress(&j);
	return 1;
}

int logo_read(struct arena *a, struct diag *d, const struct house *h, struct image *image)
{
	static const uint8_t png_mark[4] = {0x89, 'P', 'N', 'G'};
	const struct house_key *k = house_find(h, "company", "logo");
	char *path, *bytes, *hex;
	struct place at;
	size_t n;

	if (!k || !k->value[0])
		return 0;
	path = k->value[0] == '/' ? arena_dup(a, k->value) : house_path(h, a, k->value);
	at = (struct place){path, 0, 0};
	bytes = file_read(a, d, path, BYTES_MOST, &n);
	if (!bytes)
		return -1;
	hex = arena_alloc(a, DIGEST_HEX);
	digest_bytes(bytes, n, hex);
	image->key = hex;
	if (n > 4 && memcmp(bytes, png_mark, 4) == 0)
		return read_png(a, d, &at, bytes, n, image);
	if (n > 2 && (uint8_t)bytes[0] == 0xFF && (uint8_t)bytes[1] == 0xD8)
		return read_jpeg(a, d, &at, bytes, n, image);
	return diag(d, DIAG_LOGO, &at, "is neither PNG nor JPEG");
}
