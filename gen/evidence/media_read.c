/* media_read.c: whether pages can be read: PDF by libqpdf, PNG by libpng, JPEG by libjpeg, TIFF by libtiff.
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>
#include <libexif/exif-data.h>
#include <png.h>
#include <tiffio.h>

#include "base/foreign.h"
#include "base/tiff_memory.h"
#include "evidence/media_own.h"

#define TIFF_PAGES_MOST 5000

static void fail(struct media_answer *to, const char *why)
{
	to->pages = -1;
	to->readable = 0;
	if (!to->why[0])
		snprintf(to->why, sizeof to->why, "%s", why);
}

void media_pdf(const void *bytes, size_t n, struct media_answer *to)
{
	qpdf_data q = pdf_foreign();
	int count;

	to->pages = -1;
	if (!(qpdf_read_memory(q, "scan", bytes, n, NULL) & QPDF_ERRORS)) {
		count = qpdf_get_num_pages(q);
		to->pages = qpdf_has_error(q) || count < 0 ? -1 : count;
	}
	if (to->pages < 0 && qpdf_has_error(q))
		snprintf(to->why, sizeof to->why, "%s", qpdf_get_error_message_detail(q, qpdf_get_error(q)));
	else if (to->pages >= 0 &&
		 qpdf_more_warnings(q)) /* the pages are there, but the file had to be repaired */
		snprintf(to->why, sizeof to->why, "the file is damaged: %s",
			 qpdf_get_error_message_detail(q, qpdf_next_warning(q)));
	qpdf_cleanup(&q);
	to->readable = to->pages > 0;
	if (to->pages == 0)
		fail(to, "the PDF has no page");
}

void media_png(const void *bytes, size_t n, struct media_answer *to)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	void *pixels;

	to->pages = to->readable = 1;
	if (png_image_begin_read_from_memory(&image, bytes, n)) {
		image.format = PNG_FORMAT_GRAY;
		pixels = malloc(PNG_IMAGE_SIZE(image));
		if (pixels && png_image_finish_read(&image, NULL, pixels, 0, NULL))
			return; /* a warning is no fault of the picture */
	}
	fail(to, image.message[0] ? image.message : "the picture is too large");
}

static jmp_buf jpeg_left;

static void jpeg_fail(j_common_ptr j)
{
	(void)j;
	longjmp(jpeg_left, 1);
}

static void jpeg_quiet(j_common_ptr j)
{
	(void)j;
}

/* When the camera took it: the original's time, else that of its digital form. */
static void jpeg_taken(const void *bytes, size_t n, struct media_answer *to)
{
	static const ExifTag tags[] = {EXIF_TAG_DATE_TIME_ORIGINAL, EXIF_TAG_DATE_TIME_DIGITIZED};
	ExifData *e = exif_data_new_from_data(bytes, (unsigned)n);

	for (size_t i = 0; e && i < sizeof tags / sizeof *tags && !to->taken[0]; i++) {
		const ExifEntry *entry = exif_data_get_entry(e, tags[i]);

		if (entry && entry->format == EXIF_FORMAT_ASCII && entry->size >= sizeof to->taken - 1)
			snprintf(to->taken, sizeof to->taken, "%.*s", (int)sizeof to->taken - 1,
				 (const char *)entry->data);
	}
	if (e)
		exif_data_unref(e);
}

/* Of a truncated one the library invents the rest, and warns. */
void media_jpeg(const void *bytes, size_t n, struct media_answer *to)
{
	static struct jpeg_decompress_struct j;
	static struct jpeg_error_mgr err;
	static JSAMPARRAY row;

	j.err = jpeg_std_error(&err);
	err.error_exit = jpeg_fail;
	err.output_message = jpeg_quiet;
	to->pages = to->readable = 1;
	if (setjmp(jpeg_left) == 0) {
		jpeg_create_decompress(&j);
		jpeg_mem_src(&j, bytes, (unsigned long)n);
		jpeg_read_header(&j, TRUE);
		jpeg_start_decompress(&j);
		row = j.mem->alloc_sarray((j_common_ptr)&j, JPOOL_IMAGE,
					  j.output_width * (JDIMENSION)j.output_components, 1);
		while (j.output_scanline < j.output_height && err.num_warnings == 0)
			jpeg_read_scanlines(&j, row, 1);
		if (err.num_warnings == 0) {
			jpeg_taken(bytes, n, to);
			return;
		}
	}
	fail(to, "the JPEG is damaged or cut off");
}

/* Every strip or tile of a page must come out whole: of a file that is cut off the last do not. */
static int tiff_whole(TIFF *t)
{
	const int tiled = TIFFIsTiled(t);
	const tmsize_t size = tiled ? TIFFTileSize(t) : TIFFStripSize(t);
	const uint32_t parts = tiled ? TIFFNumberOfTiles(t) : TIFFNumberOfStrips(t);
	void *part = size > 0 ? malloc((size_t)size) : NULL;
	int whole = part && parts > 0;

	for (uint32_t i = 0; whole && i < parts; i++)
		whole = (tiled ? TIFFReadEncodedTile(t, i, part, size)
			       : TIFFReadEncodedStrip(t, i, part, size)) > 0;
	free(part);
	return whole;
}

void media_tiff(const void *bytes, size_t n, struct media_answer *to)
{
	struct tiff_memory m;
	TIFF *t = tiff_open(&m, bytes, n);

	to->pages = 0;
	to->readable = 1;
	for (int more = t != NULL; more && to->pages >= 0; more = TIFFReadDirectory(t)) {
		if (!tiff_is_page(t))
			continue;
		if (++to->pages > TIFF_PAGES_MOST)
			fail(to, "the TIFF has more than 5,000 pages");
		else if (!tiff_whole(t))
			fail(to, "the TIFF is damaged or cut off");
	}
	if (to->pages >= 0 && m.faults) /* of the list of pages itself */
		fail(to, "the TIFF is damaged or cut off");
	if (to->pages == 0)
		fail(to, "the TIFF has no page");
	if (t)
		TIFFClose(t);
}
