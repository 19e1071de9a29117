/* pdf_page.c: a page's content stream and page object: drawings first, text over them, all of it marked
 * content. */
#include <stdlib.h>
#include <string.h>

#include "emit/pdf.h"

int pdf_tagged(const struct pdf *p)
{
	return p->o.level != PDF_A1B;
}

/* ---- marked content (ISO 32000-1, 14.6 and 14.7.4) ---- */

static void mark_begin(struct pdf *p, struct text *t, int32_t page, int32_t tag, const char *artifact)
{
	struct pdf_mark *m;
	char *b, *q;

	if (!pdf_tagged(p))
		return;
	if (tag < 0) {
		text_adds(t, artifact);
		return;
	}
	p->mark = mem_room(p->mark, &p->mark_cap, p->marks + 1, sizeof *p->mark);
	m = &p->mark[p->marks];
	*m = (struct pdf_mark){tag, page, -1};
	if (p->tag_last[tag] < 0)
		p->tag_first[tag] = p->marks;
	else
		p->mark[p->tag_last[tag]].next = p->marks;
	p->tag_last[tag] = p->marks;
	text_addc(t, '/');
	text_adds(t, pdf_role_name(p->doc->tag[tag].role));
	b = q = text_room(t, 40);
	memcpy(q, "<</MCID ", 8);
	q = pdf_put_int(q + 8, p->marks - p->page_mark[page]);
	memcpy(q, ">>BDC\n", 6);
	t->len += (size_t)(q + 6 - b);
	p->marks++;
}

static void mark_end(struct pdf *p, struct text *t)
{
	if (pdf_tagged(p))
		text_add(t, "EMC\n", 4);
}

/* ---- drawings ---- */

struct brush {
	struct text *out;
	int32_t height;
	uint32_t stroke_colour, fill_colour;
	int32_t width, dash;
	int path; /* lines were begun and not stroked */
};

static void brush_stop(struct brush *b)
{
	if (b->path)
		text_add(b->out, " S\n", 3);
	b->path = 0;
}

static void brush_stroke(struct brush *b, const struct item *it)
{
	if (it->colour == b->stroke_colour && it->stroke == b->width && it->dash == b->dash)
		return;
	brush_stop(b);
	if (it->colour != b->stroke_colour)
		pdf_pen_colour(b->out, it->colour, 1);
	if (it->stroke != b->width) {
		pdf_add_mpt(b->out, it->stroke);
		text_add(b->out, " w\n", 3);
	}
	if (it->dash != b->dash) {
		text_addc(b->out, '[');
		if (it->dash > 0)
			pdf_add_mpt(b->out, it->dash);
		text_add(b->out, "]0 d\n", 5);
	}
	b->stroke_colour = it->colour;
	b->width = it->stroke;
	b->dash = it->dash;
}

static void point(struct brush *b, int32_t x, int32_t y)
{
	pdf_add_mpt(b->out, x);
	pdf_add_mpt(b->out, b->height - y);
}

static void draw_rule(struct brush *b, const struct item *it)
{
	brush_stroke(b, it);
	point(b, it->x, it->y);
	text_add(b->out, " m", 2);
	point(b, it->x + it->w, it->y + it->h);
	text_add(b->out, " l", 2);
	b->path = 1;
}

static void draw_box(struct brush *b, const struct item *it)
{
	int stroke = it->colour != COLOUR_NONE && it->stroke > 0, fill = it->fill != COLOUR_NONE;

	brush_stop(b);
	if (!stroke && !fill)
		return;
	if (stroke)
		brush_stroke(b, it);
	if (fill && it->fill != b->fill_colour) {
		pdf_pen_colour(b->out, it->fill, 0);
		b->fill_colour = it->fill;
	}
	point(b, it->x, it->y + it->h);
	pdf_add_mpt(b->out, it->w);
	pdf_add_mpt(b->out, it->h);
	text_adds(b->out, stroke && fill ? " re B\n" : fill ? " re f\n" : " re S\n");
}

static void draw_image(struct pdf *p, struct brush *b, const struct item *it)
{
	const struct pdf_image *im = pdf_image_find(p, &p->doc->image[it->image]);

	brush_stop(b);
	text_add(b->out, "q", 1);
	pdf_add_mpt(b->out, it->w);
	text_add(b->out, " 0 0", 4);
	pdf_add_mpt(b->out, it->h);
	point(b, it->x, it->y + it->h);
	text_adds(b->out, " cm /Im");
	text_addint(b->out, im->index);
	text_add(b->out, " Do Q\n", 6);
}

/* One path for all modules, in units of one: those of a row that meet are one rectangle. */
static void draw_modules(struct brush *b, const struct item *it)
{
	const int32_t n = it->modules->n;

	brush_stop(b);
	if (b->fill_colour != COLOUR_BLACK)
		pdf_pen_colour(b->out, COLOUR_BLACK, 0);
	b->fill_colour = COLOUR_BLACK;
	text_add(b->out, "q", 1);
	pdf_add_mpt(b->out, it->w / n);
	text_add(b->out, " 0 0", 4);
	pdf_add_mpt(b->out, -(it->h / n));
	point(b, it->x, it->y);
	text_adds(b->out, " cm\n");
	for (int32_t y = 0; y < n; y++)
		for (int32_t x = 0, end; x < n; x = end + 1) {
			const uint8_t *row = it->modules->dark + y * n;

			for (end = x; end < n && row[end]; end++)
				;
			if (end > x)
				text_addf(b->out, "%d %d %d 1 re\n", (int)x, (int)y, (int)(end - x));
		}
	text_adds(b->out, "f Q\n");
}

static uint32_t draw_all(struct pdf *p, int32_t page, uint32_t fill)
{
	const struct page *g = &p->doc->page[page];
	struct brush b = {&p->page, p->doc->height, COLOUR_BLACK, fill, 1000, 0, 0};
	int32_t tag = -2; /* none is open */

	for (int32_t i = 0; i < g->n; i++) {
		const struct item *it = &g->item[i];

		if (it->kind == ITEM_TEXT)
			continue;
		if (it->tag != tag) {
			brush_stop(&b);
			if (tag > -2)
				mark_end(p, b.out);
			mark_begin(p, b.out, page, it->tag, "/Artifact BMC\n");
			tag = it->tag;
		}
		if (it->kind == ITEM_RULE)
			draw_rule(&b, it);
		else if (it->kind == ITEM_BOX)
			draw_box(&b, it);
		else if (it->kind == ITEM_MODULES)
			draw_modules(&b, it);
		else
			draw_image(p, &b, it);
	}
	brush_stop(&b);
	if (tag > -2)
		mark_end(p, b.out);
	return b.fill_colour;
}

/* ---- text ---- */

static void write_text(struct pdf *p, struct pdf_pen *w, int32_t page)
{
	const struct page *g = &p->doc->page[page];
	int32_t tag = -2;

	for (int32_t i = 0; i < g->n; i++) {
		const struct item *it = &g->item[i];

		if (it->kind != ITEM_TEXT)
			continue;
		if (it->tag != tag) {
			pdf_pen_stop(w);
			if (tag > -2)
				mark_end(p, w->out);
			/* marked content that starts outside BT must not end inside it */
			if (!w->open) {
				text_add(w->out, "BT\n", 3);
				w->open = 1;
				w->line_x = w->line_y = w->x = 0;
			}
			mark_begin(p, w->out, page, it->tag, "/Artifact<</Type/Pagination>>BDC\n");
			tag = it->tag;
		}
		pdf_pen_text(w, it);
	}
	pdf_pen_stop(w);
	if (tag > -2)
		mark_end(p, w->out);
	pdf_pen_close(w);
}

/* Across the page along its diagonal, below everything else. It was shaped at 100 pt. */
static void write_watermark(struct pdf *p, struct pdf_pen *w)
{
	const struct line *line = p->watermark;
	double width = p->doc->width / 1000.0, height = p->doc->height / 1000.0;
	double long_side = __builtin_sqrt(width * width + height * height);
	double scale = line->width > 0 ? long_side * 0.62 / (line->width / 1000.0) : 1, c, s, half;

	if (scale > 1.6)
		scale = 1.6;
	c = width / long_side * scale;
	s = height / long_side * scale;
	half = line->width / 2000.0;
	mark_begin(p, w->out, 0, -1, "/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\n");
	text_addf(w->out, "q %.4f %.4f %.4f %.4f %.2f %.2f cm\n", c, s, -s, c, width / 2 - half * c + 35 * s,
		  height / 2 - half * s - 35 * c);
	pdf_pen_colour(w->out, 0xEEEEEE, 0);
	text_adds(w->out, "BT\n");
	w->open = 1;
	w->line_x = w->line_y = w->x = 0;
	pdf_pen_line(w, line);
	pdf_pen_close(w);
	text_adds(w->out, "Q\n");
	w->face = -1; /* Q brings the graphics state back, font and rise included */
	w->rise = 0;
	mark_end(p, w->out);
}

/* ---- pages ---- */

static int check_item(const struct doc *doc, const struct item *it, struct diag *d)
{
	if (it->tag < TAG_ARTIFACT || it->tag >= doc->tags)
		return diag(d, DIAG_PDF_DOC, NULL, "an item on %s names element %d of %d",
			    doc->number ? doc->number : "a page", (int)it->tag, (int)doc->tags);
	if (it->kind == ITEM_IMAGE) {
		const struct image *im =
			it->image >= 0 && it->image < doc->images ? &doc->image[it->image] : NULL;

		if (!im || !im->key || !im->sample || im->w < 1 || im->h < 1 ||
		    (im->channels != 1 && im->channels != 3))
			return diag(d, DIAG_PDF_DOC, NULL,
				    "an item names image %d of %d, which cannot be shown", (int)it->image,
				    (int)doc->images);
	}
	return 0;
}

int pdf_pages_collect(struct pdf *p, struct diag *d)
{
	const struct doc *doc = p->doc;

	pdf_fonts_restart(&p->fonts);
	for (int32_t g = 0; g < doc->pages; g++) {
		if (p->watermark && pdf_fonts_collect(&p->fonts, p->watermark, d) < 0)
			return -1;
		for (int32_t i = 0; i < doc->page[g].n; i++) {
			const struct item *it = &doc->page[g].item[i];

			if (check_item(doc, it, d) < 0)
				return -1;
			if (it->kind == ITEM_TEXT && pdf_fonts_collect(&p->fonts, it->line, d) < 0)
				return -1;
			if (it->kind == ITEM_IMAGE)
				pdf_image_use(p, &doc->image[it->image]);
		}
	}
	for (int32_t i = 0; i < doc->fields; i++) {
		const struct field *f = &doc->field[i];

		if (f->page < 0 || f->page >= doc->pages || f->tag < 0 || f->tag >= doc->tags)
			return diag(d, DIAG_PDF_DOC, NULL,
				    "the field `%s` names page %d of %d, element %d of %d", f->name,
				    (int)f->page, (int)doc->pages, (int)f->tag, (int)doc->tags);
	}
	pdf_fonts_number(&p->fonts, &p->file);
	return 0;
}

static void page_object(struct pdf *p, int32_t page, int32_t parent, int32_t content)
{
	const struct doc *doc = p->doc;
	struct text *t = pdf_begin(&p->file, p->page_object[page]);
	int any = 0;

	pdf_add_ref(t, "<</Type/Page/Parent", parent);
	text_adds(t, "/MediaBox[0 0");
	pdf_add_mpt(t, doc->width);
	pdf_add_mpt(t, doc->height);
	pdf_add_ref(t, "]/Resources", p->resources);
	pdf_add_ref(t, "/Contents", content);
	if (pdf_tagged(p)) {
		pdf_add_int(t, "/StructParents", p->page_key + page);
		text_adds(t, "/Tabs/S");
	}
	for (int32_t i = 0; i < p->fields; i++) {
		if (doc->field[i].page != page)
			continue;
		if (!any++)
			text_adds(t, "/Annots[");
		pdf_add_ref(t, "", p->field_object + i);
	}
	text_adds(t, any ? "]>>" : ">>");
	pdf_end(&p->file);
}

void pdf_page_write(struct pdf *p, int32_t page, int32_t parent)
{
	struct pdf_pen w = {.out = &p->page,
			    .fonts = &p->fonts,
			    .height = p->doc->height,
			    .tagged = pdf_tagged(p),
			    .face = -1,
			    .run = p->fonts.runs};
	int32_t content = pdf_reserve(&p->file, 1);

	text_reset(&p->page);
	p->page_mark[page] = p->marks;
	if (p->watermark)
		write_watermark(p, &w);
	w.colour = draw_all(p, page, w.colour);
	write_text(p, &w, page);
	p->fonts.runs = w.run;
	pdf_stream(&p->file, content, "", p->page.data, p->page.len, PDF_DEFLATE);
	page_object(p, page, parent, content);
}
