/* pdf.c: one document into one PDF file; what single and merged files have in common. */
#include <stdlib.h>
#include <string.h>

#include "emit/pdf.h"

/* The watermark is shaped once, at this size, and scaled to the page. */
#define WATERMARK_SIZE 100000

static const struct line *shape_watermark(struct pdf *p)
{
	struct type_span span = {p->o.watermark, (int32_t)strlen(p->o.watermark), STYLE_BOLD, "en"};
	struct type_options o = {.size = WATERMARK_SIZE};
	int32_t lines = 0;
	const struct line *line = type_lines(p->fonts.type, &p->keep, &span, 1, &o, &lines);

	return lines > 0 ? line : NULL;
}

struct pdf *pdf_open(struct type *type, const struct pdf_options *o, struct diag *d)
{
	struct pdf *p;

	if (!o->icc || o->icc_len == 0) {
		diag(d, DIAG_PDF_PROFILE, NULL, "the colour profile for the output intent is empty");
		return NULL;
	}
	p = mem_alloc(sizeof *p);
	p->o = *o;
	pdf_fonts_init(&p->fonts, type);
	pdf_file_init(&p->file);
	arena_init(&p->work);
	arena_init(&p->keep);
	if (o->watermark && *o->watermark)
		p->watermark = shape_watermark(p);
	return p;
}

void pdf_close(struct pdf *p)
{
	if (!p)
		return;
	pdf_merge_drop(p);
	pdf_images_done(p);
	pdf_form_font_done(p->form_font[0]);
	pdf_form_font_done(p->form_font[1]);
	pdf_fonts_done(&p->fonts);
	pdf_file_done(&p->file);
	arena_done(&p->work);
	arena_done(&p->keep);
	text_done(&p->page);
	text_done(&p->text);
	text_done(&p->icc);
	free(p->mark);
	free(p);
}

void pdf_parts_begin(struct pdf *p)
{
	/* ISO 19005-1, 6.3.5 wants the glyph names of a simple font's subset in the descriptor; ours have
	 * none */
	pdf_fonts_begin(&p->fonts, !p->merge && p->o.level != PDF_A1B);
	pdf_images_drop(p);
	p->catalog = pdf_reserve(&p->file, 6);
	p->tree = p->catalog + 1;
	p->info = p->catalog + 2;
	p->metadata = p->catalog + 3;
	p->intent = p->catalog + 4;
	p->resources = p->catalog + 5;
	p->struct_root = pdf_tagged(p) ? pdf_reserve(&p->file, 1) : 0;
	p->outlines = 0;
	p->struct_parents = 0;
}

static void prepare(struct pdf *p, const struct doc *doc)
{
	arena_reset(&p->work);
	p->doc = doc;
	p->marks = 0;
	p->look = NULL;
	p->fields = p->o.no_fields || p->merge ? 0 : doc->fields;
	p->page_object = arena_alloc(&p->work, (size_t)doc->pages * sizeof(int32_t));
	p->page_mark = arena_alloc(&p->work, ((size_t)doc->pages + 1) * sizeof(int32_t));
	p->tag_first = arena_alloc(&p->work, (size_t)doc->tags * sizeof(int32_t));
	p->tag_last = arena_alloc(&p->work, (size_t)doc->tags * sizeof(int32_t));
	memset(p->tag_first, 0xFF, (size_t)doc->tags * sizeof(int32_t));
	memset(p->tag_last, 0xFF, (size_t)doc->tags * sizeof(int32_t));
}

static int check_doc(const struct doc *doc, struct diag *d)
{
	const char *who = doc->number ? doc->number : "a document";

	if (doc->pages < 1 || doc->tags < 1 || doc->tag[0].role != TAG_DOCUMENT)
		return diag(d, DIAG_PDF_DOC, NULL, "%s has %d pages and no element Document at the top", who,
			    (int)doc->pages);
	for (int32_t i = 1; i < doc->tags; i++)
		if (doc->tag[i].parent < 0 || doc->tag[i].parent >= i)
			return diag(d, DIAG_PDF_DOC, NULL, "element %d of %s does not follow its parent",
				    (int)i, who);
	return 0;
}

int pdf_document_write(struct pdf *p, const struct doc *doc, int32_t page_parent, struct diag *d)
{
	if (check_doc(doc, d) < 0)
		return -1;
	prepare(p, doc);
	if (pdf_pages_collect(p, d) < 0)
		return -1;
	p->page_key = p->struct_parents;
	p->field_key = p->page_key + doc->pages;
	p->struct_parents = p->field_key + p->fields;
	for (int32_t g = 0, first = pdf_reserve(&p->file, doc->pages); g < doc->pages; g++)
		p->page_object[g] = first + g;
	p->field_object = p->fields > 0 ? pdf_reserve(&p->file, p->fields) : 0;
	pdf_fonts_restart(&p->fonts);
	for (int32_t g = 0; g < doc->pages; g++)
		pdf_page_write(p, g, page_parent);
	p->page_mark[doc->pages] = p->marks;
	return 0;
}

int pdf_parts_end(struct pdf *p, struct diag *d)
{
	struct text *t = pdf_begin(&p->file, p->resources);

	text_adds(t, "<</Font<<");
	pdf_fonts_resources(&p->fonts, t);
	text_add(t, ">>", 2);
	pdf_images_resources(p, t);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
	pdf_images_write(p);
	return pdf_fonts_write(&p->fonts, &p->file, p->o.level, d);
}

static void write_tree(struct pdf *p)
{
	struct text *t = pdf_begin(&p->file, p->tree);

	text_adds(t, "<</Type/Pages/Kids[");
	for (int32_t g = 0; g < p->doc->pages; g++)
		pdf_add_ref(t, "", p->page_object[g]);
	pdf_add_int(t, "]/Count", p->doc->pages);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
}

static void write_struct(struct pdf *p)
{
	struct text notes;

	if (!pdf_tagged(p))
		return;
	text_init(&notes);
	text_reset(&p->text);
	text_adds(&p->text, "/Nums[");
	p->struct_top = pdf_struct_write(p, p->struct_root, &p->text, &notes);
	text_addc(&p->text, ']');
	pdf_struct_root(p, text_str(&p->text), text_str(&notes));
	text_done(&notes);
}

static void write_outline(struct pdf *p)
{
	struct pdf_span top;
	struct text *t;

	if (p->doc->bookmarks == 0)
		return;
	p->outlines = pdf_reserve(&p->file, 1);
	top = pdf_outline_write(p, p->outlines);
	t = pdf_begin(&p->file, p->outlines);
	pdf_add_ref(t, "<</Type/Outlines/First", top.first);
	pdf_add_ref(t, "/Last", top.last);
	pdf_add_int(t, "/Count", top.count);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
}

static int write_catalog(struct pdf *p, const struct doc *doc, struct diag *d)
{
	struct text form, *t;
	int bad;

	text_init(&form);
	bad = pdf_form_write(p, &form, d);
	t = pdf_begin(&p->file, p->catalog);
	pdf_catalog_begin(p, t, doc->lang, doc->rtl);
	if (p->outlines)
		pdf_add_ref(t, "/Outlines", p->outlines);
	text_adds(t, text_str(&form));
	text_add(t, ">>", 2);
	pdf_end(&p->file);
	text_done(&form);
	return bad;
}

int pdf_write(struct pdf *p, const struct doc *doc, struct text *out, struct diag *d)
{
	size_t start = out->len;
	struct pdf_about about = {doc->title, doc->lang, doc->author, doc->subject, doc->number, doc->date};

	if (!about.title || !*about.title) /* ISO 14289-1, 7.1: there must be one */
		about.title = doc->subject;
	pdf_merge_drop(p);
	pdf_file_begin(&p->file, out, pdf_tagged(p));
	pdf_parts_begin(p);
	if (pdf_document_write(p, doc, p->tree, d) < 0)
		goto given_up;
	write_tree(p);
	write_struct(p);
	write_outline(p);
	pdf_meta_write(p, &about);
	if (write_catalog(p, doc, d) < 0 || pdf_parts_end(p, d) < 0)
		goto given_up;
	pdf_file_end(&p->file, p->catalog, p->info);
	return 0;
given_up:
	out->len = start;
	text_add(out, "", 0);
	return -1;
}
