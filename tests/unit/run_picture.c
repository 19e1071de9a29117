/* Logos: what comes out of the JPEGs of printers' programs is the colour that their makers saw. */
#include "db_unit.h"

#include <jpeglib.h>

#include "run/maker.h"

/* A plain square of one colour, as a JPEG: its components as they are stored. */
static const char *square(J_COLOR_SPACE from, J_COLOR_SPACE stored, int components, const uint8_t colour[4],
			  int adobe)
{
	struct jpeg_compress_struct j;
	struct jpeg_error_mgr e;
	unsigned char *bytes = NULL;
	unsigned long n = 0;
	uint8_t row[16 * 4];
	JSAMPROW line = row;
	const char *path;

	j.err = jpeg_std_error(&e);
	jpeg_create_compress(&j);
	jpeg_mem_dest(&j, &bytes, &n);
	j.image_width = j.image_height = 16;
	j.input_components = components;
	j.in_color_space = from;
	jpeg_set_defaults(&j);
	jpeg_set_colorspace(&j, stored);
	jpeg_set_quality(&j, 100, TRUE);
	j.write_Adobe_marker = adobe != 0;
	jpeg_start_compress(&j, TRUE);
	for (int i = 0; i < 16 * components; i++)
		row[i] = colour[i % components];
	while (j.next_scanline < 16)
		jpeg_write_scanlines(&j, &line, 1);
	jpeg_finish_compress(&j);
	jpeg_destroy_compress(&j);
	path = unit_bytes("logo.jpg", bytes, n);
	free(bytes);
	return path;
}

/* The colour in the middle; JPEG rounds, so one of 255 either way is the same. */
static void ck_colour(const char *path, int channels, const uint8_t want[3])
{
	const struct house_key key = {.section = "company", .key = "logo", .value = path};
	const struct house house = {.dir = folder, .shipped = folder, .key = &key, .keys = 1};
	struct image image = {0};

	ck_assert_int_eq(logo_read(&arena, &diags, &house, &image), 1);
	ck_assert_str_eq(text_str(&said), "");
	ck_assert_int_eq(image.w, 16);
	ck_assert_int_eq(image.h, 16);
	ck_assert_int_eq(image.channels, channels);
	for (int c = 0; c < channels; c++) {
		const int is = image.sample[(size_t)(8 * 16 + 8) * (size_t)channels + (size_t)c];

		ck_assert_msg(abs(is - want[c]) <= 2, "channel %d is %d, %d is wanted", c, is, want[c]);
	}
}

START_TEST(logo_inks)
{
	static const struct {
		uint8_t ink[4], light[3]; /* ink as a printer says it: 255 is full */
	} row[] = {{{0, 0, 0, 0}, {255, 255, 255}},  {{255, 0, 0, 0}, {0, 255, 255}},
		   {{0, 255, 255, 0}, {255, 0, 0}},  {{0, 0, 0, 255}, {0, 0, 0}},
		   {{0, 0, 255, 51}, {204, 204, 0}}, {{51, 102, 153, 0}, {204, 153, 102}}};

	unit_begin();
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		const uint8_t *k = row[i].ink;
		const uint8_t down[4] = {255 - k[0], 255 - k[1], 255 - k[2], 255 - k[3]};

		ck_colour(square(JCS_CMYK, JCS_CMYK, 4, k, 0), 3, row[i].light);
		ck_colour(square(JCS_CMYK, JCS_CMYK, 4, down, 1), 3, row[i].light);
		ck_colour(square(JCS_CMYK, JCS_YCCK, 4, down, 1), 3, row[i].light);
	}
	unit_end();
}
END_TEST

START_TEST(logo_lights)
{
	static const uint8_t colour[4] = {10, 120, 230, 0};

	unit_begin();
	ck_colour(square(JCS_RGB, JCS_YCbCr, 3, colour, 0), 3, colour);
	ck_colour(square(JCS_GRAYSCALE, JCS_GRAYSCALE, 1, colour, 0), 1, colour);
	unit_end();
}
END_TEST

UNIT_MAIN("run: logos", logo_inks, logo_lights)
