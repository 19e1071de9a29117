/* emit_sample.h: a document built by hand, with all that an emitter can meet. */
#ifndef LP_EMIT_SAMPLE_H
#define LP_EMIT_SAMPLE_H

#include <stdio.h>

#include "emit/emit.h"

#define MM(v) ((int32_t)((v)*2834.6457))

struct sample {
	struct arena a;
	struct diag d;
	struct type *type;
	struct doc *doc;
	char *icc;
	size_t icc_len;
	int32_t page;
};

static const uint8_t sample_logo[4 * 4 * 3] = {200, 30,	 30, 200, 30,  30,  200, 30,
					       30,  200, 30, 30,  255, 255, 255};
static const struct image sample_image = {sample_logo, 4, 4, 3, "0123456789abcdef"};

static void sample_open(struct sample *s)
{
	memset(s, 0, sizeof *s);
	arena_init(&s->a);
	diag_init(&s->d, NULL, NULL);
	s->type = type_open("fonts", &s->d);
	ck_assert_ptr_nonnull(s->type);
	s->icc = file_read(&s->a, &s->d, "fonts/sRGB.icc", 0, &s->icc_len);
	ck_assert_ptr_nonnull(s->icc);
}

static void sample_close(struct sample *s)
{
	type_close(s->type);
	arena_done(&s->a);
}

static inline struct pdf *sample_pdf(struct sample *s, enum pdf_level level, const char *watermark)
{
	struct pdf_options o = {.level = level,
				.icc = s->icc,
				.icc_len = s->icc_len,
				.producer = "Ledgerpress test",
				.watermark = watermark};
	struct pdf *p = pdf_open(s->type, &o, &s->d);

	ck_assert_ptr_nonnull(p);
	return p;
}

static int32_t sample_tag(struct sample *s, enum tag_role role, int32_t parent)
{
	struct doc *doc = s->doc;

	doc->tag = arena_room(&s->a, doc->tag, &doc->tag_cap, doc->tags + 1, sizeof *doc->tag);
	doc->tag[doc->tags] = (struct tag){.role = role, .parent = parent};
	return doc->tags++;
}

static struct item *sample_item(struct sample *s, enum item_kind kind, int32_t tag)
{
	struct page *g = &s->doc->page[s->page];

	g->item = arena_room(&s->a, g->item, &g->cap, g->n + 1, sizeof *g->item);
	g->item[g->n] = (struct item){.kind = kind, .tag = tag, .fill = COLOUR_NONE};
	return &g->item[g->n++];
}

static void sample_doc(struct sample *s, int32_t pages, const char *lang, int rtl)
{
	s->doc = arena_alloc(&s->a, sizeof *s->doc);
	s->doc->width = MM(210);
	s->doc->height = MM(297);
	s->doc->page = arena_alloc(&s->a, (size_t)pages * sizeof *s->doc->page);
	s->doc->pages = pages;
	s->doc->title = "Statement (\xC3\xA5pen) \xE2\x80\x93 C1042";
	s->doc->lang = lang;
	s->doc->rtl = (uint8_t)rtl;
	s->doc->author = "Gulf & Sons <Trading> LLC";
	s->doc->subject = "Statement of account";
	s->doc->number = "STMT-2026-0001";
	s->doc->date = date_make(2026, 11, 1);
	s->doc->image = &sample_image;
	s->doc->images = 1;
	s->page = 0;
	sample_tag(s, TAG_DOCUMENT, -1);
}

/* Sets text in the measure w from y down; returns y below it. */
static int32_t sample_text(struct sample *s, int32_t tag, const char *text, int32_t x, int32_t y, int32_t w,
			   int32_t size, uint8_t style, const char *lang, int rtl)
{
	struct type_span span = {text, (int32_t)strlen(text), style, lang};
	struct type_options o = {.width = w, .size = size, .rtl = (uint8_t)rtl};
	int32_t n = 0;
	struct line *line = type_lines(s->type, &s->a, &span, 1, &o, &n);

	for (int32_t i = 0; i < n; i++) {
		struct item *it = sample_item(s, ITEM_TEXT, tag);

		it->x = rtl ? x + w - line[i].width : x;
		it->y = y;
		it->line = &line[i];
		y += size * 6 / 5;
	}
	return y;
}

static void sample_rule(struct sample *s, int32_t x, int32_t y, int32_t w, int32_t stroke, int32_t dash)
{
	struct item *it = sample_item(s, ITEM_RULE, TAG_ARTIFACT);

	it->x = x;
	it->y = y;
	it->w = w;
	it->stroke = stroke;
	it->dash = dash;
}

static void sample_table(struct sample *s, int32_t y, int32_t rows)
{
	static const char *const head[] = {"Invoice", "Date", "Due", "Amount AED", "Open AED"};
	int32_t table = sample_tag(s, TAG_TABLE, 0), thead = sample_tag(s, TAG_THEAD, table);
	int32_t row = sample_tag(s, TAG_TR, thead), body, cell;

	for (int32_t c = 0; c < 5; c++) {
		cell = sample_tag(s, TAG_TH, row);
		s->doc->tag[cell].scope = 'c';
		sample_text(s, cell, head[c], MM(25 + 33 * c), y, MM(33), 8000, STYLE_BOLD, "en", 0);
	}
	body = sample_tag(s, TAG_TBODY, table);
	for (int32_t r = 0; r < rows; r++) {
		char buf[40];

		y += 12047;
		sample_rule(s, MM(25), y - 9000, MM(165), 250, 0);
		row = sample_tag(s, TAG_TR, body);
		for (int32_t c = 0; c < 5; c++) {
			cell = sample_tag(s, TAG_TD, row);
			if (c == 0)
				snprintf(buf, sizeof buf, "INV-%05d", (int)(10000 + r * 37));
			else if (c < 3)
				snprintf(buf, sizeof buf, "%02d Nov 2026", (int)(1 + (r * 7 + c) % 30));
			else
				snprintf(buf, sizeof buf, "%d,%03d.%02d", (int)(r + c), (int)(r * 137 % 1000),
					 (int)(r * 31 % 100));
			sample_text(s, cell, buf, MM(25 + 33 * c), y, MM(33), 8500, STYLE_TABULAR, "en", 0);
		}
	}
}

static void sample_field(struct sample *s, enum field_kind kind, const char *name, const char *tip, int32_t x,
			 int32_t y, int32_t w, int32_t h)
{
	struct doc *doc = s->doc;
	struct item *it = sample_item(s, ITEM_BOX, TAG_ARTIFACT);
	int32_t tag = sample_tag(s, TAG_FORM, 0);

	doc->tag[tag].alt = tip;
	doc->field = arena_room(&s->a, doc->field, &doc->field_cap, doc->fields + 1, sizeof *doc->field);
	doc->field[doc->fields++] = (struct field){kind, name, tip, s->page, x, y, w, h, tag, 10000, 0, 0};
	it->x = x;
	it->y = y;
	it->w = w;
	it->h = h;
	it->stroke = 500;
}

static void sample_bookmark(struct sample *s, const char *title, int32_t y, int32_t level)
{
	struct doc *doc = s->doc;

	doc->bookmark = arena_room(&s->a, doc->bookmark, &doc->bookmark_cap, doc->bookmarks + 1,
				   sizeof *doc->bookmark);
	doc->bookmark[doc->bookmarks++] = (struct bookmark){title, s->page, y, level};
}

static const char sample_arabic[] =
	"\xD8\xA7\xD9\x84\xD8\xB3\xD8\xA7\xD8\xAF\xD8\xA9 \xD8\xB4\xD8\xB1\xD9\x83\xD8\xA9 \xD8\xA7\xD9\x84\xD8\xAE\xD9\x84\xD9\x8A\xD8\xAC"
	" \xD8\xA7\xD9\x84\xD9\x85\xD8\xAD\xD8\xAA\xD8\xB1\xD9\x85\xD9\x88\xD9\x86\xD8\x8C \xD9\x86\xD9\x88\xD8\xAF \xD8\xA5\xD8\xA8\xD9\x84\xD8\xA7"
	"\xD8\xBA\xD9\x83\xD9\x85 \xD8\xA8\xD8\xA3\xD9\x86 \xD8\xA7\xD9\x84\xD9\x81\xD8\xA7\xD8\xAA\xD9\x88\xD8\xB1\xD8\xA9 INV-10037 "
	"\xD9\x85\xD8\xB3\xD8\xAA\xD8\xAD\xD9\x82\xD8\xA9 \xD9\x81\xD9\x8A 15/11/2026.";
static const char sample_russian[] =
	"\xD0\xA3\xD0\xB2\xD0\xB0\xD0\xB6\xD0\xB0\xD0\xB5\xD0\xBC\xD1\x8B\xD0\xB9 \xD0\xBF\xD0\xB0\xD1\x80\xD1\x82\xD0\xBD\xD1\x91\xD1\x80, "
	"\xD1\x81\xD0\xBE\xD0\xBE\xD0\xB1\xD1\x89\xD0\xB0\xD0\xB5\xD0\xBC \xD0\xBE \xD0\xB7\xD0\xB0\xD0\xB4\xD0\xBE\xD0\xBB\xD0\xB6\xD0\xB5\xD0"
	"\xBD\xD0\xBD\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8.";

/* Letterhead, subject, paragraphs in four languages, table, list, figure, signature, slip: two pages. */
static void sample_letter(struct sample *s, const char *name)
{
	int32_t tag, list, y;
	struct item *it;

	sample_doc(s, 2, "en", 0);
	it = sample_item(s, ITEM_BOX, TAG_ARTIFACT);
	*it = (struct item){.kind = ITEM_BOX,
			    .tag = TAG_ARTIFACT,
			    .x = MM(25),
			    .y = MM(95),
			    .w = MM(165),
			    .h = MM(12),
			    .colour = COLOUR_NONE,
			    .fill = 0xF0F0F0};
	sample_text(s, TAG_ARTIFACT, "Gulf & Sons Trading LLC", MM(25), MM(20), MM(100), 14000, STYLE_BOLD,
		    "en", 0);
	tag = sample_tag(s, TAG_FIGURE, 0);
	s->doc->tag[tag].alt = "Logo of Gulf & Sons";
	it = sample_item(s, ITEM_IMAGE, tag);
	it->x = MM(170);
	it->y = MM(12);
	it->w = it->h = MM(15);
	tag = sample_tag(s, TAG_H1, 0);
	sample_text(s, tag, "Statement of account", MM(25), MM(90), MM(165), 12000, STYLE_BOLD, "en", 0);
	sample_bookmark(s, "Statement of account", MM(85), 0);
	tag = sample_tag(s, TAG_P, 0);
	y = sample_text(s, tag, name, MM(27), MM(102), MM(150), 14000, STYLE_BOLD, "en", 0);
	tag = sample_tag(s, TAG_P, 0);
	y = sample_text(
		s, tag,
		"Dear customer, AVA To: the office (first) \\ finance \xE2\x80\x93 our records show the following open items as of "
		"1 November 2026. Please compare them with yours and let us know within seven days where they differ.",
		MM(25), MM(115), MM(165), 10000, 0, "en", 0);
	tag = sample_tag(s, TAG_P, 0);
	s->doc->tag[tag].lang = "ar";
	y = sample_text(s, tag, sample_arabic, MM(25), y + 8000, MM(120), 10000, 0, "ar", 1);
	tag = sample_tag(s, TAG_P, 0);
	s->doc->tag[tag].lang = "ru";
	y = sample_text(s, tag, sample_russian, MM(25), y + 8000, MM(165), 10000, 0, "ru", 0);
	sample_table(s, y + 16000, 8);
	sample_bookmark(s, "\xD0\xA2\xD0\xB0\xD0\xB1\xD0\xBB\xD0\xB8\xD1\x86\xD0\xB0", y, 1);
	sample_text(s, TAG_ARTIFACT, "Page 1 of 2", MM(25), MM(285), MM(100), 7000, 0, "en", 0);
	s->page = 1;
	list = sample_tag(s, TAG_L, 0);
	s->doc->tag[list].ordered = 1;
	for (int i = 0; i < 2; i++) {
		int32_t li = sample_tag(s, TAG_LI, list);

		tag = sample_tag(s, TAG_LBL, li);
		sample_text(s, tag, i ? "2." : "1.", MM(25), MM(30 + 6 * i), MM(10), 10000, 0, "en", 0);
		tag = sample_tag(s, TAG_LBODY, li);
		sample_text(s, tag, i ? "Pay the amount." : "Return the slip.", MM(32), MM(30 + 6 * i),
			    MM(100), 10000, 0, "en", 0);
	}
	sample_rule(s, MM(25), MM(60), MM(165), 500, 3000);
	sample_field(s, FIELD_CHECK, "slip_agree", "We agree with the balance", MM(25), MM(65), MM(4), MM(4));
	sample_field(s, FIELD_TEXT, "slip_differs",
		     "What differs \xE2\x80\x93 \xD8\xA7\xD9\x84\xD9\x81\xD8\xB1\xD9\x82", MM(25), MM(75),
		     MM(100), MM(9));
	tag = sample_tag(s, TAG_NOTE, 0);
	sample_text(s, tag, "* subject to clearance", MM(25), MM(95), MM(100), 7000, STYLE_ITALIC, "en", 0);
	sample_field(s, FIELD_SIGNATURE, "sales_director", "Signature of the sales director", MM(25), MM(110),
		     MM(65), MM(15));
	sample_bookmark(s, "Reply", MM(60), 0);
}

#endif
