/* media.c: file types by magic bytes; PDF, PNG and JPEG are read by their libraries in a child process. */
#define _GNU_SOURCE
#include "evidence/media.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>
#include <png.h>

#include "base/child.h"
#include "base/foreign.h"

#define SECONDS 20		 /* of CPU; twice as many by the clock */
#define MEMORY ((size_t)4 << 30) /* bytes */

struct magic {
	size_t at, n;
	const char *bytes, *type, *ext;
	int32_t pages;
};

/* At most the first bytes decide; formats that share a start (ZIP, OLE) are named after the container. */
static const struct magic magic[] = {
	{0, 3, "\xFF\xD8\xFF", "image/jpeg", "jpg", 1},
	{0, 8, "\x89PNG\r\n\x1A\n", "image/png", "png", 1},
	{0, 4, "II*\0", "image/tiff", "tif", -1},
	{0, 4, "MM\0*", "image/tiff", "tif", -1},
	{0, 6, "GIF87a", "image/gif", "gif", 1},
	{0, 6, "GIF89a", "image/gif", "gif", 1},
	{4, 8, "ftypheic", "image/heic", "heic", 1},
	{4, 8, "ftypmif1", "image/heic", "heic", 1},
	{8, 4, "WEBP", "image/webp", "webp", 1},
	{4, 7, "ftypM4A", "audio/mp4", "m4a", -1},
	{4, 4, "ftyp", "video/mp4", "mp4", -1},
	{8, 4, "WAVE", "audio/wav", "wav", -1},
	{0, 4, "OggS", "audio/ogg", "ogg", -1},
	{0, 3, "ID3", "audio/mpeg", "mp3", -1},
	{0, 4, "PK\3\4", "application/zip", "zip", -1},
	{0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "application/x-ole-storage", "msg", -1},
	{0, 5, "{\\rtf", "application/rtf", "rtf", -1},
};

static void count_pages(const void *bytes, size_t n, int32_t *pages, char *why, size_t size)
{
	qpdf_data q = pdf_foreign();

	*pages = -1;
	if (!(qpdf_read_memory(q, "scan", bytes, n, NULL) & QPDF_ERRORS)) {
		const int count = qpdf_get_num_pages(q);

		*pages = qpdf_has_error(q) || count < 0 ? -1 : count;
	}
	if (*pages < 0 && qpdf_has_error(q))
		snprintf(why, size, "%s", qpdf_get_error_message_detail(q, qpdf_get_error(q)));
	else if (*pages >= 0 &&
		 qpdf_more_warnings(q)) /* the pages are there, but the file had to be repaired */
		snprintf(why, size, "the file is damaged: %s",
			 qpdf_get_error_message_detail(q, qpdf_next_warning(q)));
	qpdf_cleanup(&q);
}

struct answer {
	int32_t pages;
	char why[124];
};

static void read_png(const void *bytes, size_t n, struct answer *to)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	void *pixels;

	to->pages = 1;
	if (png_image_begin_read_from_memory(&image, bytes, n)) {
		image.format = PNG_FORMAT_GRAY;
		pixels = malloc(PNG_IMAGE_SIZE(image));
		if (pixels && png_image_finish_read(&image, NULL, pixels, 0, NULL))
			return; /* a warning is no fault of the picture */
	}
	to->pages = -1;
	snprintf(to->why, sizeof to->why, "%s",
		 image.message[0] ? image.message : "the picture is too large");
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

/* Of a truncated one the library invents the rest, and warns. */
static void read_jpeg(const void *bytes, size_t n, struct answer *to)
{
	static struct jpeg_decompress_struct j;
	static struct jpeg_error_mgr err;
	static JSAMPARRAY row;

	j.err = jpeg_std_error(&err);
	err.error_exit = jpeg_fail;
	err.output_message = jpeg_quiet;
	to->pages = 1;
	if (setjmp(jpeg_left) == 0) {
		jpeg_create_decompress(&j);
		jpeg_mem_src(&j, bytes, (unsigned long)n);
		jpeg_read_header(&j, TRUE);
		jpeg_start_decompress(&j);
		row = j.mem->alloc_sarray((j_common_ptr)&j, JPOOL_IMAGE,
					  j.output_width * (JDIMENSION)j.output_components, 1);
		while (j.output_scanline < j.output_height && err.num_warnings == 0)
			jpeg_read_scanlines(&j, row, 1);
		if (err.num_warnings == 0)
			return;
	}
	to->pages = -1;
	snprintf(to->why, sizeof to->why, "the JPEG is damaged or cut off");
}

static void read_pdf(const void *bytes, size_t n, struct answer *to)
{
	count_pages(bytes, n, &to->pages, to->why, sizeof to->why);
	if (to->pages == 0) {
		to->pages = -1;
		if (!to->why[0])
			snprintf(to->why, sizeof to->why, "the PDF has no page");
	}
}

typedef void reader(const void *bytes, size_t n, struct answer *to);

struct scan {
	reader *read_it;
	const void *bytes;
	size_t n;
};

static void read_scan(void *ctx, void *answer)
{
	const struct scan *s = ctx;

	s->read_it(s->bytes, s->n, answer);
}

static void try_read(reader *read_it, struct arena *a, const void *bytes, size_t n, struct media *m)
{
	struct scan scan = {read_it, bytes, n};
	const struct child_work k = {read_scan, &scan, SECONDS, 2 * SECONDS, MEMORY};
	struct answer answer = {-1, ""};

	m->pages = -1;
	m->unreadable = 1;
	if (child_ask(&k, &answer, sizeof answer) < 0) {
		m->damage = "the file made its reader give up";
		return;
	}
	answer.why[sizeof answer.why - 1] = '\0';
	for (char *p = answer.why; *p; p++) /* a message may quote the file's bytes */
		if ((unsigned char)*p < 32 || (unsigned char)*p > 126)
			*p = '?';
	m->pages = answer.pages;
	m->unreadable = answer.pages < 0;
	if (answer.why[0])
		m->damage = arena_dup(a, answer.why);
	else if (answer.pages < 0)
		m->damage = "the file has no pages that can be read";
}

static int plain_text(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < 9 || (s[i] > 13 && s[i] < 27))
			return 0;
	return n > 0 && utf8_valid(s, n, NULL);
}

static int mail(const char *s, size_t n)
{
	static const char *const start[] = {
		"From: ",	  "Received: ",	  "Return-Path: ", "Delivered-To: ",
		"MIME-Version: ", "Message-ID: ", "Subject: ",	   "Date: "};

	for (size_t i = 0; i < sizeof start / sizeof *start; i++)
		if (n > strlen(start[i]) && memcmp(s, start[i], strlen(start[i])) == 0)
			return 1;
	return 0;
}

void media_find(struct arena *a, const void *bytes, size_t n, struct media *m)
{
	const char *s = bytes;
	const size_t head = n < 1024 ? n : 1024;

	*m = (struct media){"application/octet-stream", NULL, -1, NULL, 0};
	for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
		if (n >= magic[i].at + magic[i].n &&
		    memcmp(s + magic[i].at, magic[i].bytes, magic[i].n) == 0) {
			m->type = magic[i].type;
			m->ext = magic[i].ext;
			m->pages = magic[i].pages;
			if (strcmp(m->ext, "png") == 0)
				try_read(read_png, a, bytes, n, m);
			else if (strcmp(m->ext, "jpg") == 0)
				try_read(read_jpeg, a, bytes, n, m);
			return;
		}
	/* ISO 32000-1, Annex H: readers accept the header anywhere in the first 1024 bytes */
	if (head >= 5 && memmem(s, head, "%PDF-", 5))
		m->type = "application/pdf", m->ext = "pdf", try_read(read_pdf, a, bytes, n, m);
	else if (mail(s, n))
		m->type = "message/rfc822", m->ext = "eml";
	else if (plain_text(s, n))
		m->type = "text/plain", m->ext = "txt";
}
