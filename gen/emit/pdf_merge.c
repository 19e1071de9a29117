/* pdf_merge.c: many documents into one file, in flat memory: fonts are cut over all of them at the end. */
#include <stdlib.h>
#include <string.h>

#include "emit/pdf.h"

/* A node of the page tree takes whole documents until it has so many pages. */
#define NODE_PAGES 64

struct pdf_merge {
	char *title, *lang;
	int32_t date;
	int rtl;
	int32_t pages;
	int32_t node, node_pages; /* the open node of the page tree; 0: none */
	struct text node_kids, nodes;
	struct text parents;  /* leaves of the parent tree */
	struct text elements; /* of the documents */
	struct text notes;
	struct pdf_outline_item
		item; /* the last document's bookmark, waiting for the next one; object 0: none */
	char *item_title;
	int32_t item_first, bookmarks;
};

void pdf_merge_drop(struct pdf *p)
{
	struct pdf_merge *m = p->merge;

	if (!m)
		return;
	free(m->title);
	free(m->lang);
	free(m->item_title);
	text_done(&m->node_kids);
	text_done(&m->nodes);
	text_done(&m->parents);
	text_done(&m->elements);
	text_done(&m->notes);
	free(m);
	p->merge = NULL;
}

static char *copy(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(mem_alloc(n), s, n);
}

int pdf_merge_begin(struct pdf *p, const char *title, const char *lang, int32_t date, struct text *out,
		    struct diag *d)
{
	if (p->merge)
		return diag(d, DIAG_PDF_DOC, NULL, "a merged file is begun inside another");
	p->merge = mem_alloc(sizeof *p->merge);
	p->merge->title = copy(title);
	p->merge->lang = copy(lang);
	p->merge->date = date;
	pdf_file_begin(&p->file, out, pdf_tagged(p));
	pdf_parts_begin(p);
	p->outlines = pdf_reserve(&p->file, 1);
	p->struct_top = pdf_tagged(p) ? pdf_reserve(&p->file, 1) : 0;
	pdf_file_pause(&p->file);
	return 0;
}

static void close_node(struct pdf *p)
{
	struct pdf_merge *m = p->merge;
	struct text *t;

	if (m->node_pages == 0)
		return;
	t = pdf_begin(&p->file, m->node);
	pdf_add_ref(t, "<</Type/Pages/Parent", p->tree);
	text_adds(t, "/Kids[");
	text_adds(t, text_str(&m->node_kids));
	pdf_add_int(t, "]/Count", m->node_pages);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
	pdf_add_ref(&m->nodes, "", m->node);
	text_reset(&m->node_kids);
	m->node = m->node_pages = 0;
}

static void add_struct(struct pdf *p)
{
	struct pdf_merge *m = p->merge;
	int32_t leaf;
	struct text *t;

	if (!pdf_tagged(p))
		return;
	text_reset(&p->text);
	pdf_add_ref(&m->elements, "", pdf_struct_write(p, p->struct_top, &p->text, &m->notes));
	leaf = pdf_reserve(&p->file, 1);
	t = pdf_begin(&p->file, leaf);
	pdf_add_int(t, "<</Limits[", p->page_key);
	pdf_add_int(t, "", p->struct_parents - 1);
	text_adds(t, "]/Nums[");
	text_add(t, p->text.data, p->text.len);
	text_add(t, "]>>", 3);
	pdf_end(&p->file);
	pdf_add_ref(&m->parents, "", leaf);
}

static void add_bookmark(struct pdf *p, const char *title)
{
	struct pdf_merge *m = p->merge;
	int32_t number = pdf_reserve(&p->file, 1);
	struct pdf_span below;

	if (m->item.object)
		pdf_outline_item(p, &m->item, p->outlines, number);
	else
		m->item_first = number;
	below = pdf_outline_write(p, number);
	free(m->item_title);
	m->item_title = copy(title);
	/* closed: a negative count, so that the list of documents is seen first */
	m->item = (struct pdf_outline_item){number,	  m->item.object,    below.first,    below.last,
					    -below.count, p->page_object[0], p->doc->height, m->item_title};
	m->bookmarks++;
}

int pdf_merge_add(struct pdf *p, const struct doc *doc, const char *bookmark, struct text *out,
		  struct diag *d)
{
	struct pdf_merge *m = p->merge;

	if (!m)
		return diag(d, DIAG_PDF_DOC, NULL, "a document is added to no merged file");
	pdf_file_resume(&p->file, out);
	if (!m->node)
		m->node = pdf_reserve(&p->file, 1);
	if (pdf_document_write(p, doc, m->node, d) < 0) {
		pdf_file_pause(&p->file);
		return -1;
	}
	for (int32_t g = 0; g < doc->pages; g++)
		pdf_add_ref(&m->node_kids, "", p->page_object[g]);
	m->node_pages += doc->pages;
	m->pages += doc->pages;
	if (m->node_pages >= NODE_PAGES)
		close_node(p);
	if (m->pages == doc->pages)
		m->rtl = doc->rtl;
	add_struct(p);
	add_bookmark(p, bookmark);
	pdf_file_pause(&p->file);
	return 0;
}

static void end_struct(struct pdf *p)
{
	struct pdf_merge *m = p->merge;
	struct text *t;

	if (!pdf_tagged(p))
		return;
	t = pdf_begin(&p->file, p->struct_top);
	pdf_add_ref(t, "<</S/Document/P", p->struct_root);
	text_adds(t, "/K[");
	text_adds(t, text_str(&m->elements));
	text_add(t, "]>>", 3);
	pdf_end(&p->file);
	text_reset(&p->text);
	text_adds(&p->text, "/Kids[");
	text_adds(&p->text, text_str(&m->parents));
	text_addc(&p->text, ']');
	pdf_struct_root(p, text_str(&p->text), text_str(&m->notes));
}

static void end_tree(struct pdf *p)
{
	struct pdf_merge *m = p->merge;
	struct text *t;

	close_node(p);
	t = pdf_begin(&p->file, p->tree);
	text_adds(t, "<</Type/Pages/Kids[");
	text_adds(t, text_str(&m->nodes));
	pdf_add_int(t, "]/Count", m->pages);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
	pdf_outline_item(p, &m->item, p->outlines, 0);
	t = pdf_begin(&p->file, p->outlines);
	pdf_add_ref(t, "<</Type/Outlines/First", m->item_first);
	pdf_add_ref(t, "/Last", m->item.object);
	pdf_add_int(t, "/Count", m->bookmarks);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
}

int pdf_merge_end(struct pdf *p, struct text *out, struct diag *d)
{
	struct pdf_merge *m = p->merge;
	struct pdf_about about = {0};
	struct text *t;
	int bad;

	if (!m || m->pages == 0) {
		pdf_merge_drop(p);
		return diag(d, DIAG_PDF_DOC, NULL, "a merged file ends without a document");
	}
	pdf_file_resume(&p->file, out);
	end_tree(p);
	end_struct(p);
	about.title = m->title;
	about.lang = m->lang;
	about.date = m->date;
	pdf_meta_write(p, &about);
	t = pdf_begin(&p->file, p->catalog);
	pdf_catalog_begin(p, t, m->lang, m->rtl);
	pdf_add_ref(t, "/PageMode/UseOutlines/Outlines", p->outlines);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
	bad = pdf_parts_end(p, d);
	if (bad == 0)
		pdf_file_end(&p->file, p->catalog, p->info);
	pdf_merge_drop(p);
	return bad;
}
