/* labels.c: addresses on sheets of labels, row by row. */
#include "flow/labels.h"

#include <string.h>

#include "flow/set.h"

#define INSET MM(4) /* sheets do not lie in the printer to the millimetre */
#define HUNDREDTHS(x) ((int32_t)((int64_t)(x)*7200 / 254))
#define WIDE(letter) ((letter) ? 612000 : 595276)
#define HIGH(letter) ((letter) ? 792000 : 841890)

static const struct label_sheet sheets[] = {
#define L(name, letter, columns, rows, width, height, gap)                                                   \
	{name,                                                                                               \
	 WIDE(letter),                                                                                       \
	 HIGH(letter),                                                                                       \
	 columns,                                                                                            \
	 rows,                                                                                               \
	 HUNDREDTHS(width),                                                                                  \
	 HUNDREDTHS(height),                                                                                 \
	 (WIDE(letter) - HUNDREDTHS((columns) * (width) + ((columns)-1) * (gap))) / 2,                       \
	 (HIGH(letter) - HUNDREDTHS((rows) * (height))) / 2,                                                 \
	 HUNDREDTHS((width) + (gap))},
#include "flow/label_sheet.def"
#undef L
};

const struct label_sheet *label_sheet_at(int32_t n)
{
	return n >= 0 && (size_t)n < sizeof sheets / sizeof *sheets ? &sheets[n] : NULL;
}

const struct label_sheet *label_sheet_find(const char *name)
{
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
		if (strcmp(sheets[i].name, name) == 0)
			return &sheets[i];
	return NULL;
}

static const struct block *address_of(const struct block *b, int32_t n)
{
	const struct block *found = NULL;

	for (int32_t i = 0; i < n && !found; i++)
		found = b[i].kind == BLOCK_ADDRESS
				? &b[i]
				: address_of(b[i].child, b[i].kind == BLOCK_GROUP ? b[i].n : 0);
	return found;
}

static int put_label(struct flow *f, const struct label_sheet *s, int32_t x, int32_t y)
{
	const struct block *b = address_of(f->c->block, f->c->blocks);
	int32_t size = SIZE_BODY, h, w = s->w - 2 * INSET;
	struct address_lines *set;

	if (!b)
		return 0;
	h = address_set(f, b, w, size, &set);
	while (h > s->h - MM(3) && size > SIZE_SMALL) {
		size -= 500;
		h = address_set(f, b, w, size, &set);
	}
	if (h > s->h)
		return diag(f->diag, DIAG_FLOW_LABEL, NULL, "the address of %s does not fit a label of %s",
			    f->c->number, s->name);
	f->axis = f->c->rtl[0] ? 2 * (x + INSET) + w : 0;
	address_put(f, b, set, x + INSET, y + (s->h - h) / 2, w, size);
	return 0;
}

struct doc *flow_labels(struct type *t, struct arena *a, struct diag *d, const struct label_sheet *s,
			const struct content *const *content, int32_t n, const char *title)
{
	struct flow f = {.type = t, .arena = a, .diag = d, .copy = 1, .copies = 1};
	const int32_t each = s->columns * s->rows;
	struct doc *doc = arena_alloc(a, sizeof *doc);
	int bad = 0;

	f.doc = doc;
	f.c = content[0];
	doc->width = s->width;
	doc->height = s->height;
	doc->title = doc->subject = title;
	doc->lang = content[0]->lang[0];
	doc->rtl = content[0]->rtl[0];
	doc->author = content[0]->author;
	doc->number = "";
	doc->date = content[0]->date;
	doc->page_cap = doc->pages = (n + each - 1) / each;
	doc->page = arena_alloc(a, sizeof *doc->page * (size_t)doc->pages);
	tag_add(&f, TAG_DOCUMENT, -1, -1);
	for (int32_t i = 0; i < n; i++) {
		const int32_t at = i % each;

		f.c = content[i];
		strip_add(&f, 0);
		bad |= put_label(&f, s, s->left + at % s->columns * s->step,
				 s->top + at / s->columns * s->h) < 0;
		place_at(&f, f.strips - 1, i / each, 0, 0);
	}
	place_finish(&f);
	return bad ? NULL : doc;
}
