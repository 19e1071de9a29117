/* pdf_outline.c: bookmarks (ISO 32000-1, 12.3.3), with destinations written direct: preflight refuses
 * indirect ones. */
#include <string.h>

#include "emit/pdf.h"

void pdf_outline_item(struct pdf *p, const struct pdf_outline_item *it, int32_t parent, int32_t next)
{
	struct text *t = pdf_begin(&p->file, it->object);

	text_adds(t, "<</Title");
	pdf_add_string(t, it->title);
	pdf_add_ref(t, "/Parent", parent);
	if (it->prev)
		pdf_add_ref(t, "/Prev", it->prev);
	if (next)
		pdf_add_ref(t, "/Next", next);
	if (it->first) {
		pdf_add_ref(t, "/First", it->first);
		pdf_add_ref(t, "/Last", it->last);
		pdf_add_int(t, "/Count", it->count);
	}
	pdf_add_ref(t, "/Dest[", it->page);
	text_adds(t, "/XYZ null");
	pdf_add_mpt(t, it->y);
	text_adds(t, " null]>>");
	pdf_end(&p->file);
}

/* The bookmarks from at on that stand at level or deeper; *at moves behind them. */
static struct pdf_span write_level(struct pdf *p, int32_t *at, int32_t level, int32_t parent)
{
	const struct doc *doc = p->doc;
	struct pdf_span all = {0, 0, 0};
	int32_t number = *at < doc->bookmarks ? pdf_reserve(&p->file, 1) : 0;

	all.first = number;
	while (*at < doc->bookmarks && doc->bookmark[*at].level >= level) {
		const struct bookmark *b = &doc->bookmark[(*at)++];
		struct pdf_outline_item it = {.object = number, .prev = all.last, .title = b->title};
		int32_t page = b->page >= 0 && b->page < doc->pages ? b->page : 0;

		it.page = p->page_object[page];
		it.y = doc->height - b->y;
		if (*at < doc->bookmarks && doc->bookmark[*at].level > level) {
			struct pdf_span below = write_level(p, at, level + 1, number);

			it.first = below.first;
			it.last = below.last;
			it.count = below.count;
		}
		all.last = number;
		all.count += 1 + it.count;
		number = *at < doc->bookmarks && doc->bookmark[*at].level >= level ? pdf_reserve(&p->file, 1)
										   : 0;
		pdf_outline_item(p, &it, parent, number);
	}
	return all;
}

struct pdf_span pdf_outline_write(struct pdf *p, int32_t parent)
{
	int32_t at = 0;

	return write_level(p, &at, 0, parent);
}
