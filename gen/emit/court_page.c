/* court_page.c: pages that libharu makes for a court file: scanned pictures, and the strips of stamps. */
#include "emit/court.h"

#include <hpdf.h>
#include <libexif/exif-data.h>
#include <string.h>

#define A4_SHORT 595.28
#define A4_LONG 841.89
#define MARGIN 28.35  /* 10 mm */
#define DOTS_MOST 300 /* an inch, of a scan on a page */
#define DOTS_LEAST 96 /* a small picture is not blown up beyond that */
#define STRIP 28.35   /* height of the strip on an A4 page, for which type is given */

static void failed(HPDF_STATUS error, HPDF_STATUS detail, void *user)
{
	(void)detail;
	*(HPDF_STATUS *)user = error;
}

static int save(HPDF_Doc doc, struct text *out)
{
	HPDF_BYTE buf[16384];
	HPDF_UINT32 n;

	if (HPDF_SaveToStream(doc) != HPDF_OK)
		return -1;
	HPDF_ResetStream(doc);
	for (;;) {
		n = sizeof buf;
		HPDF_ReadFromStream(doc, buf, &n);
		if (n == 0)
			return 0;
		text_add(out, (const char *)buf, n);
	}
}

int32_t court_turn(const void *jpeg, size_t len)
{
	ExifData *e = exif_data_new_from_data(jpeg, (unsigned)len);
	ExifEntry *entry = e ? exif_data_get_entry(e, EXIF_TAG_ORIENTATION) : NULL;
	int32_t turn = 1;

	if (entry && entry->format == EXIF_FORMAT_SHORT && entry->components > 0 && entry->size >= 2)
		turn = exif_get_short(entry->data, exif_data_get_byte_order(e));
	if (e)
		exif_data_unref(e);
	return turn >= 1 && turn <= 8 ? turn : 1;
}

/* Size of the page, and of the picture as it is shown on it. */
struct setting {
	double page_w, page_h, w, h;
};

static struct setting setting_of(const struct court_picture *p)
{
	const double w = p->shown_w ? p->shown_w : p->w, h = p->shown_h ? p->shown_h : p->h;
	const double sw = p->turn > 4 ? h : w, sh = p->turn > 4 ? w : h;
	struct setting s = {A4_SHORT, A4_LONG, 0, 0};
	double scale, high;

	if (sw > sh)
		s.page_w = A4_LONG, s.page_h = A4_SHORT;
	scale = (s.page_w - 2 * MARGIN) / sw;
	high = (s.page_h - 2 * MARGIN) / sh;
	scale = high < scale ? high : scale;
	if (scale > 72.0 / DOTS_LEAST)
		scale = 72.0 / DOTS_LEAST;
	s.w = sw * scale;
	s.h = sh * scale;
	return s;
}

void court_dots(const struct court_picture *p, int32_t *w, int32_t *h)
{
	const struct setting s = setting_of(p);

	*w = (int32_t)((p->turn > 4 ? s.h : s.w) / 72 * DOTS_MOST);
	*h = (int32_t)((p->turn > 4 ? s.w : s.h) / 72 * DOTS_MOST);
	*w = *w < 1 ? 1 : *w;
	*h = *h < 1 ? 1 : *h;
}

/* The unit square as EXIF's orientations show it: x, y of its corner, then where its right and its up go. */
static void concat(HPDF_Page page, int32_t turn, double x, double y, double w, double h)
{
	static const double m[9][6] = {{1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},  {-1, 0, 0, 1, 1, 0},
				       {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1}, {0, -1, -1, 0, 1, 1},
				       {0, -1, 1, 0, 0, 1},  {0, 1, 1, 0, 0, 0},  {0, 1, -1, 0, 1, 0}};
	const double *t = m[turn];

	HPDF_Page_Concat(page, (HPDF_REAL)(t[0] * w), (HPDF_REAL)(t[1] * h), (HPDF_REAL)(t[2] * w),
			 (HPDF_REAL)(t[3] * h), (HPDF_REAL)(x + t[4] * w), (HPDF_REAL)(y + t[5] * h));
}

int court_picture_page(const struct court_picture *p, struct text *out)
{
	const struct setting s = setting_of(p);
	HPDF_STATUS error = HPDF_OK;
	HPDF_Doc doc = HPDF_New(failed, &error);
	HPDF_Image image;
	HPDF_Page page;
	int bad = 1;

	if (!doc)
		return -1;
	HPDF_SetCompressionMode(doc, HPDF_COMP_ALL);
	image = p->jpeg ? HPDF_LoadJpegImageFromMem(doc, p->jpeg, (HPDF_UINT)p->len)
			: HPDF_LoadRawImageFromMem(
				  doc, p->sample, (HPDF_UINT)p->w, (HPDF_UINT)p->h,
				  p->channels == 1 ? HPDF_CS_DEVICE_GRAY : HPDF_CS_DEVICE_RGB, 8);
	page = image ? HPDF_AddPage(doc) : NULL;
	if (page) {
		HPDF_Page_SetWidth(page, (HPDF_REAL)s.page_w);
		HPDF_Page_SetHeight(page, (HPDF_REAL)s.page_h);
		HPDF_Page_GSave(page);
		concat(page, p->turn, (s.page_w - s.w) / 2, (s.page_h - s.h) / 2, s.w, s.h);
		HPDF_Page_ExecuteXObject(page, image);
		HPDF_Page_GRestore(page);
		bad = save(doc, out) < 0 || error != HPDF_OK;
	}
	HPDF_Free(doc);
	return bad ? -1 : 0;
}

static void draw_stamp(HPDF_Doc doc, HPDF_Font font, const struct court_stamp *s)
{
	const double k = s->h / STRIP; /* a larger page has larger type */
	HPDF_Page page = HPDF_AddPage(doc);
	double wide;

	HPDF_Page_SetWidth(page, (HPDF_REAL)(s->w < 3 ? 3 : s->w));
	HPDF_Page_SetHeight(page, (HPDF_REAL)(s->h < 3 ? 3 : s->h));
	HPDF_Page_SetRGBStroke(page, 0.6f, 0.6f, 0.6f);
	HPDF_Page_SetLineWidth(page, (HPDF_REAL)(0.5 * k));
	HPDF_Page_MoveTo(page, 0, (HPDF_REAL)(s->h - 0.25 * k));
	HPDF_Page_LineTo(page, (HPDF_REAL)s->w, (HPDF_REAL)(s->h - 0.25 * k));
	HPDF_Page_Stroke(page);
	HPDF_Page_SetFontAndSize(page, font, (HPDF_REAL)(11 * k));
	if (*s->mark && s->w > 120 * k) {
		wide = HPDF_Page_TextWidth(page, s->mark);
		HPDF_Page_SetRGBStroke(page, 0, 0, 0);
		HPDF_Page_SetLineWidth(page, (HPDF_REAL)(0.8 * k));
		HPDF_Page_Rectangle(page, (HPDF_REAL)(28 * k), (HPDF_REAL)(6 * k), (HPDF_REAL)(wide + 12 * k),
				    (HPDF_REAL)(16 * k));
		HPDF_Page_Stroke(page);
		HPDF_Page_BeginText(page);
		HPDF_Page_TextOut(page, (HPDF_REAL)(34 * k), (HPDF_REAL)(10.2 * k), s->mark);
		HPDF_Page_EndText(page);
	}
	wide = HPDF_Page_TextWidth(page, s->number);
	HPDF_Page_BeginText(page);
	HPDF_Page_TextOut(page, (HPDF_REAL)(s->w - wide - (s->w > 120 * k ? 28 * k : 2)),
			  (HPDF_REAL)(10.2 * k), s->number);
	HPDF_Page_EndText(page);
}

int court_stamps(const struct court_stamp *s, int32_t n, const char *font, struct diag *d, struct text *out)
{
	const struct place at = {font, 0, 0};
	HPDF_STATUS error = HPDF_OK;
	HPDF_Doc doc = HPDF_New(failed, &error);
	const char *name = doc ? HPDF_LoadTTFontFromFile(doc, font, HPDF_TRUE) : NULL;
	HPDF_Font face = name ? HPDF_GetFont(doc, name, "WinAnsiEncoding") : NULL;
	int bad = !face;

	for (int32_t i = 0; i < n && !bad; i++) {
		draw_stamp(doc, face, &s[i]);
		bad = error != HPDF_OK;
	}
	bad = bad || save(doc, out) < 0 || error != HPDF_OK;
	if (doc)
		HPDF_Free(doc);
	return bad ? diag(d, DIAG_COURT, &at, "the stamps cannot be set: libharu says %04lX",
			  (unsigned long)error)
		   : 0;
}
