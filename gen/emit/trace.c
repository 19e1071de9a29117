/* trace.c: pages as text, one line an item, for tests: what stands where, in which style, with which tag. */
#include <string.h>

#include "emit/emit.h"

static const char *const role[TAG_ROLES] = {
	"Document", "Sect",  "Div",   "H1", "H2", "H3", "P",	  "L",	     "LI",   "Lbl",  "LBody", "Table",
	"THead",    "TBody", "TFoot", "TR", "TH", "TD", "Figure", "Caption", "Form", "Link", "Note"};

/* Points with two decimals, always both: columns stay readable. */
static void add_points(struct text *t, int32_t mpt)
{
	int64_t v = mpt < 0 ? -((5 - (int64_t)mpt) / 10) : ((int64_t)mpt + 5) / 10, u = v < 0 ? -v : v;

	text_adds(t, v < 0 ? " -" : " ");
	text_addint(t, u / 100);
	text_addc(t, '.');
	text_addc(t, (char)('0' + u / 10 % 10));
	text_addc(t, (char)('0' + u % 10));
}

static void add_tag(struct text *t, const struct doc *doc, int32_t tag)
{
	if (tag < 0 || tag >= doc->tags) {
		text_adds(t, " Artifact");
		return;
	}
	text_addc(t, ' ');
	text_adds(t, role[doc->tag[tag].role]);
	text_addc(t, '#');
	text_addint(t, tag);
}

static void add_colour(struct text *t, uint32_t colour)
{
	if (colour == COLOUR_NONE)
		text_adds(t, " none");
	else
		text_addf(t, " #%06X", (unsigned)colour);
}

/* Quotes, line ends and backslashes escaped, so that an item stays on its line. */
static void add_quoted(struct text *t, const char *s, int32_t n)
{
	for (int32_t i = 0; i < n; i++) {
		if (s[i] == '\n') {
			text_adds(t, "\\n");
			continue;
		}
		if (s[i] == '"' || s[i] == '\\')
			text_addc(t, '\\');
		text_addc(t, s[i]);
	}
}

static void add_text(struct text *t, const struct type *type, const struct line *line)
{
	for (int32_t i = 0; i < line->runs; i++) {
		const struct run *r = &line->run[i];

		text_addc(t, ' ');
		text_adds(t, type_face(type, r->face)->name);
		add_points(t, r->size);
		text_adds(t, r->rtl ? " rtl \"" : " \"");
		add_quoted(t, r->s, r->len);
		text_addc(t, '"');
	}
}

static void add_item(struct text *t, const struct type *type, const struct doc *doc, const struct item *it)
{
	static const char *const kind[] = {"text", "rule", "box", "image", "modules"};

	text_adds(t, kind[it->kind]);
	add_points(t, it->x);
	add_points(t, it->y);
	if (it->kind == ITEM_TEXT) {
		add_tag(t, doc, it->tag);
		if (it->colour != COLOUR_BLACK)
			add_colour(t, it->colour);
		add_text(t, type, it->line);
		return;
	}
	add_points(t, it->w);
	add_points(t, it->h);
	add_tag(t, doc, it->tag);
	if (it->kind == ITEM_IMAGE) {
		text_addf(t, " %.12s", doc->image[it->image].key);
		return;
	}
	if (it->kind == ITEM_MODULES) {
		text_addf(t, " %d \"", (int)it->modules->n);
		add_quoted(t, it->modules->payload, (int32_t)strlen(it->modules->payload));
		text_addc(t, '"');
		return;
	}
	add_colour(t, it->colour);
	if (it->kind == ITEM_BOX)
		add_colour(t, it->fill);
	add_points(t, it->stroke);
	if (it->dash > 0)
		add_points(t, it->dash);
}

static void add_fields(struct text *t, const struct doc *doc, int32_t page)
{
	static const char *const kind[] = {"signature", "entry", "check"};

	for (int32_t i = 0; i < doc->fields; i++) {
		const struct field *f = &doc->field[i];

		if (f->page != page)
			continue;
		text_addint(t, page + 1);
		text_addf(t, " %s", kind[f->kind]);
		add_points(t, f->x);
		add_points(t, f->y);
		add_points(t, f->w);
		add_points(t, f->h);
		add_tag(t, doc, f->tag);
		text_addf(t, " %s \"", f->name);
		add_quoted(t, f->tip ? f->tip : "", f->tip ? (int32_t)strlen(f->tip) : 0);
		text_adds(t, "\"\n");
	}
}

void trace_write(const struct type *type, const struct doc *doc, struct text *t)
{
	for (int32_t i = 0; i < doc->bookmarks; i++) {
		const struct bookmark *b = &doc->bookmark[i];

		text_addint(t, b->page + 1);
		text_addf(t, " bookmark %d", (int)b->level);
		add_points(t, b->y);
		text_adds(t, " \"");
		add_quoted(t, b->title, (int32_t)strlen(b->title));
		text_adds(t, "\"\n");
	}
	for (int32_t g = 0; g < doc->pages; g++) {
		for (int32_t i = 0; i < doc->page[g].n; i++) {
			text_addint(t, g + 1);
			text_addc(t, ' ');
			add_item(t, type, doc, &doc->page[g].item[i]);
			text_addc(t, '\n');
		}
		add_fields(t, doc, g);
	}
}
