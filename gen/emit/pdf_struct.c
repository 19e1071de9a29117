/* pdf_struct.c: the structure tree: elements, parent tree, note ids (ISO 32000-1, 14.7 and 14.8; ISO 14289-1,
 * 7). */
#include <string.h>

#include "emit/pdf.h"

const char *pdf_role_name(enum tag_role role)
{
	/* without an annotation a Link would be a broken one */
	static const char *const name[TAG_ROLES] = {"Document", "Sect",	   "Div",   "H1",   "H2",    "H3",
						    "P",	"L",	   "LI",    "Lbl",  "LBody", "Table",
						    "THead",	"TBody",   "TFoot", "TR",   "TH",    "TD",
						    "Figure",	"Caption", "Form",  "Span", "Note"};

	return name[role];
}

/* What stands below an element: indices into doc.tag, in order. */
struct family {
	int32_t *first, *next; /* -1: none */
	int32_t *field;	       /* of a Form element, -1 none */
};

static struct family family_find(struct pdf *p)
{
	const struct doc *doc = p->doc;
	struct family m;
	size_t size = (size_t)doc->tags * sizeof(int32_t);

	m.first = arena_alloc(&p->work, size);
	m.next = arena_alloc(&p->work, size);
	m.field = arena_alloc(&p->work, size);
	memset(m.first, 0xFF, size);
	memset(m.next, 0xFF, size);
	memset(m.field, 0xFF, size);
	for (int32_t i = doc->tags - 1; i > 0; i--) {
		int32_t up = doc->tag[i].parent;

		m.next[i] = m.first[up];
		m.first[up] = i;
	}
	for (int32_t i = 0; i < p->fields; i++)
		m.field[doc->field[i].tag] = i;
	return m;
}

static void add_attributes(const struct tag *g, struct text *t)
{
	if ((g->role != TAG_TH && g->role != TAG_TD) || (!g->scope && g->colspan < 2 && g->rowspan < 2))
		return;
	text_adds(t, "/A<</O/Table");
	if (g->role == TAG_TH && g->scope)
		text_adds(t, g->scope == 'r' ? "/Scope/Row" : "/Scope/Column");
	if (g->colspan > 1)
		pdf_add_int(t, "/ColSpan", g->colspan);
	if (g->rowspan > 1)
		pdf_add_int(t, "/RowSpan", g->rowspan);
	text_add(t, ">>", 2);
}

/* A list whose items are labelled says how (ISO 14289-1, 7.6). */
static void add_list_kind(const struct doc *doc, const struct family *m, int32_t i, struct text *t)
{
	int32_t item = m->first[i];

	if (doc->tag[i].role == TAG_L && item >= 0 && m->first[item] >= 0 &&
	    doc->tag[m->first[item]].role == TAG_LBL)
		text_adds(t, doc->tag[i].ordered ? "/A<</O/List/ListNumbering/Decimal>>"
						 : "/A<</O/List/ListNumbering/Disc>>");
}

static char *put_ref(char *q, const char *key, size_t n, int32_t number)
{
	memcpy(q, key, n);
	q = pdf_put_int(q + n, number);
	memcpy(q, " 0 R", 4);
	return q + 4;
}

static void add_kid(struct text *t, int32_t number)
{
	char *p = text_room(t, 24);

	t->len += (size_t)(put_ref(p, " ", 1, number) - p);
}

static void add_kids(struct pdf *p, const struct family *m, int32_t i, struct text *t)
{
	int32_t mark = p->tag_first[i], page = mark >= 0 ? p->mark[mark].page : -1;
	int one = (mark >= 0) + (mark >= 0 && p->mark[mark].next >= 0) + (m->first[i] >= 0) +
			  (m->field[i] >= 0) ==
		  1;
	const char *gap = "";

	if (mark < 0 && m->first[i] < 0 && m->field[i] < 0)
		return;
	if (one && mark >= 0) {
		pdf_add_int(t, "/K", mark - p->page_mark[page]);
		return;
	}
	text_adds(t, "/K[");
	for (; mark >= 0; mark = p->mark[mark].next) {
		int32_t id = mark - p->page_mark[p->mark[mark].page];

		if (p->mark[mark].page == page) {
			text_adds(t, gap);
			text_addint(t, id);
			gap = " ";
			continue;
		}
		pdf_add_ref(t, "<</Type/MCR/Pg", p->page_object[p->mark[mark].page]);
		pdf_add_int(t, "/MCID", id);
		text_add(t, ">>", 2);
		gap = "";
	}
	if (m->field[i] >= 0) {
		pdf_add_ref(t, "<</Type/OBJR/Obj", p->field_object + m->field[i]);
		pdf_add_ref(t, "/Pg", p->page_object[p->doc->field[m->field[i]].page]);
		text_add(t, ">>", 2);
	}
	for (int32_t c = m->first[i]; c >= 0; c = m->next[c])
		add_kid(t, p->tag_object + c);
	text_addc(t, ']');
}

/* What every element has: most of a document's elements are cells with nothing else. page 0: none. */
static void add_usual(struct text *t, const char *role, int32_t parent, int32_t page)
{
	size_t n = strlen(role);
	char *p = text_room(t, n + 64), *q = p;

	memcpy(q, "<</S/", 5);
	memcpy(q + 5, role, n);
	q = put_ref(q + 5 + n, "/P ", 3, parent);
	if (page)
		q = put_ref(q, "/Pg ", 4, page);
	t->len += (size_t)(q - p);
}

static void write_element(struct pdf *p, const struct family *m, int32_t i, int32_t parent,
			  struct text *notes)
{
	const struct tag *g = &p->doc->tag[i];
	struct text *t = pdf_begin(&p->file, p->tag_object + i);
	const char *role = pdf_role_name(g->role), *alt = g->alt, *lang = g->lang;

	if (!alt && m->field[i] >= 0)
		alt = p->doc->field[m->field[i]].tip;
	if (i == 0 && p->merge) { /* a part of the merged file's one Document, in its own language */
		role = "Part";
		lang = p->doc->lang;
	} else if (g->role == TAG_LINK && m->field[i] >= 0) {
		role = "Link";
	} else if (g->role == TAG_FORM && m->field[i] < 0) {
		role = "Div"; /* a Form without its widget would be a broken one */
	}
	add_usual(t, role, parent, p->tag_first[i] >= 0 ? p->page_object[p->mark[p->tag_first[i]].page] : 0);
	if (lang && *lang) {
		text_adds(t, "/Lang");
		pdf_add_string(t, lang);
	}
	if (alt && *alt) {
		text_adds(t, "/Alt");
		pdf_add_string(t, alt);
	}
	if (g->role ==
	    TAG_NOTE) { /* ISO 14289-1, 7.9; numbers grow, so that the ids are sorted as they come */
		char id[16];

		for (int32_t k = 8, v = p->tag_object + i; k >= 0; k--, v /= 10)
			id[k] = (char)('0' + v % 10);
		text_adds(t, "/ID");
		pdf_add_ascii(t, id, 9);
		pdf_add_ascii(notes, id, 9);
		pdf_add_ref(notes, "", p->tag_object + i);
	}
	add_attributes(g, t);
	add_list_kind(p->doc, m, i, t);
	add_kids(p, m, i, t);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
}

int32_t pdf_struct_write(struct pdf *p, int32_t parent, struct text *nums, struct text *notes)
{
	const struct doc *doc = p->doc;
	struct family m = family_find(p);

	p->tag_object = pdf_reserve(&p->file, doc->tags);
	for (int32_t i = 0; i < doc->tags; i++)
		write_element(p, &m, i, i == 0 ? parent : p->tag_object + doc->tag[i].parent, notes);
	for (int32_t g = 0; g < doc->pages; g++) {
		pdf_add_int(nums, g > 0 ? " " : "", p->page_key + g);
		text_addc(nums, '[');
		for (int32_t k = p->page_mark[g]; k < p->page_mark[g + 1]; k++)
			add_kid(nums, p->tag_object + p->mark[k].tag);
		text_addc(nums, ']');
	}
	for (int32_t i = 0; i < p->fields; i++) {
		pdf_add_int(nums, " ", p->field_key + i);
		pdf_add_ref(nums, "", p->tag_object + doc->field[i].tag);
	}
	return p->tag_object;
}

void pdf_struct_root(struct pdf *p, const char *parent_tree, const char *notes)
{
	int32_t tree = pdf_reserve(&p->file, 1);
	struct text *t = pdf_begin(&p->file, tree);

	text_adds(t, "<<");
	text_adds(t, parent_tree);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
	t = pdf_begin(&p->file, p->struct_root);
	pdf_add_ref(t, "<</Type/StructTreeRoot/K", p->struct_top);
	pdf_add_ref(t, "/ParentTree", tree);
	pdf_add_int(t, "/ParentTreeNextKey", p->struct_parents);
	if (*notes) {
		text_adds(t, "/IDTree<</Names[");
		text_adds(t, notes);
		text_add(t, "]>>", 3);
	}
	text_add(t, ">>", 2);
	pdf_end(&p->file);
}
