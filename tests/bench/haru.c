/* haru.c: the statement by libharu's own text: haru utf8|8bit TSV FOLDER FONTS. One document object for all;
 * FONTS may be cut down. */
#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "statement.h"

struct haru_canvas {
	struct canvas c;
	HPDF_Doc pdf;
	HPDF_Page page;
	HPDF_Font font[2];
	const char *fonts, *encoding;
	char path[512];
	int utf8, registered;
};

static void failed(HPDF_STATUS error, HPDF_STATUS detail, void *user)
{
	(void)user;
	fprintf(stderr, "libharu: error %04lX, detail %lu\n", (unsigned long)error, (unsigned long)detail);
	exit(2);
}

/* UTF-8 of the test data to what the 8-bit path takes: Windows-1252. */
static const char *encode(struct haru_canvas *c, const char *s, char *buf, size_t size)
{
	size_t o = 0;

	if (c->utf8)
		return s;
	for (; *s && o + 1 < size; s++) {
		unsigned char ch = (unsigned char)*s;

		if (ch == 0xC2)
			buf[o++] = *++s;
		else if (ch == 0xE2 && strncmp(s, "–", 3) == 0)
			buf[o++] = (char)0x96, s += 2;
		else
			buf[o++] = (char)ch;
	}
	buf[o] = '\0';
	return buf;
}

static void begin(struct canvas *base, const char *path)
{
	struct haru_canvas *c = (struct haru_canvas *)base;
	static const char *const file[] = {"Regular.ttf", "Bold.ttf"};
	char font[512];

	snprintf(c->path, sizeof c->path, "%s", path);
	HPDF_NewDoc(c->pdf);
	HPDF_SetCompressionMode(c->pdf, HPDF_COMP_ALL);
	if (c->utf8 && !c->registered) {
		HPDF_UseUTFEncodings(c->pdf); /* encoders outlive the document */
		c->registered = 1;
	}
	for (int i = 0; i < 2; i++) {
		snprintf(font, sizeof font, "%s/%s", c->fonts, file[i]);
		c->font[i] =
			HPDF_GetFont(c->pdf, HPDF_LoadTTFontFromFile(c->pdf, font, HPDF_TRUE), c->encoding);
	}
}

static void page(struct canvas *base)
{
	struct haru_canvas *c = (struct haru_canvas *)base;

	c->page = HPDF_AddPage(c->pdf);
	HPDF_Page_SetSize(c->page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
}

static void text(struct canvas *base, double x, double y, double size, int bold, int align, const char *s)
{
	struct haru_canvas *c = (struct haru_canvas *)base;
	char buf[512];

	s = encode(c, s, buf, sizeof buf);
	HPDF_Page_BeginText(c->page);
	HPDF_Page_SetFontAndSize(c->page, c->font[bold], (HPDF_REAL)size);
	if (align == RIGHT)
		x -= HPDF_Page_TextWidth(c->page, s);
	HPDF_Page_TextOut(c->page, (HPDF_REAL)x, (HPDF_REAL)(841.89 - y), s);
	HPDF_Page_EndText(c->page);
}

static double paragraph(struct canvas *base, double x, double y, double width, double size, const char *s)
{
	struct haru_canvas *c = (struct haru_canvas *)base;
	char buf[512], part[512];
	HPDF_UINT n;

	s = encode(c, s, buf, sizeof buf);
	for (; *s; y += 12) {
		HPDF_Page_SetFontAndSize(c->page, c->font[0], (HPDF_REAL)size);
		n = HPDF_Page_MeasureText(c->page, s, (HPDF_REAL)width, HPDF_TRUE, NULL);
		snprintf(part, sizeof part, "%.*s", (int)n, s);
		HPDF_Page_BeginText(c->page);
		HPDF_Page_TextOut(c->page, (HPDF_REAL)x, (HPDF_REAL)(841.89 - y), part);
		HPDF_Page_EndText(c->page);
		s += n ? n : strlen(s);
	}
	return y;
}

static void line(struct canvas *base, double x1, double y1, double x2, double y2, double width)
{
	struct haru_canvas *c = (struct haru_canvas *)base;

	HPDF_Page_SetLineWidth(c->page, (HPDF_REAL)width);
	HPDF_Page_MoveTo(c->page, (HPDF_REAL)x1, (HPDF_REAL)(841.89 - y1));
	HPDF_Page_LineTo(c->page, (HPDF_REAL)x2, (HPDF_REAL)(841.89 - y2));
	HPDF_Page_Stroke(c->page);
}

static void end(struct canvas *base)
{
	struct haru_canvas *c = (struct haru_canvas *)base;

	HPDF_SaveToFile(c->pdf, c->path);
	HPDF_FreeDoc(c->pdf);
}

int main(int argc, char **argv)
{
	struct haru_canvas c = {.c = {begin, page, text, paragraph, line, end}};

	if (argc != 5)
		return 64;
	c.utf8 = strcmp(argv[1], "utf8") == 0;
	c.encoding = c.utf8 ? "UTF-8" : "WinAnsiEncoding";
	c.fonts = argv[4];
	c.pdf = HPDF_New(failed, NULL);
	printf("%d\n", statements_draw(&c.c, argv[2], argv[3]));
	HPDF_Free(c.pdf);
	return 0;
}
