/* flow_check.h: what must hold on the pages of every document: nothing overlaps, nothing leaves the frame, no
 * line alone. */
#ifndef LP_FLOW_CHECK_H
#define LP_FLOW_CHECK_H

#include "unit.h"

#include "flow_demo.h"

#include "flow/flow.h"

#define CHECK_LEFT 70866 /* 25 mm */
#define CHECK_RIGHT (DEMO_A4_W - 56693)

static int32_t check_size(const struct item *it)
{
	int32_t size = 0;

	for (int32_t i = 0; i < it->line->runs; i++)
		size = it->line->run[i].size > size ? it->line->run[i].size : size;
	return size;
}

static const char *check_text(const struct item *it)
{
	static char buf[2048];
	size_t n = 0;

	for (int32_t i = 0; i < it->line->runs; i++) {
		size_t len = (size_t)it->line->run[i].len;

		if (n + len >= sizeof buf)
			break;
		memcpy(buf + n, it->line->run[i].s, len);
		n += len;
	}
	buf[n] = '\0';
	return buf;
}

/* No two lines of text share ink. Heights are those of lower-case letters with a little more: 12 pt lines are
 * set tight. */
static void check_overlap(const struct doc *doc)
{
	for (int32_t p = 0; p < doc->pages; p++) {
		const struct page *page = &doc->page[p];

		for (int32_t i = 0; i < page->n; i++) {
			const struct item *a = &page->item[i];

			if (a->kind != ITEM_TEXT || a->line->runs == 0)
				continue;
			for (int32_t k = i + 1; k < page->n; k++) {
				const struct item *b = &page->item[k];

				if (b->kind != ITEM_TEXT || b->line->runs == 0)
					continue;
				if (a->x + a->line->width <= b->x || b->x + b->line->width <= a->x)
					continue;
				if (a->y + 100 <= b->y - check_size(b) * 6 / 10 ||
				    b->y + 100 <= a->y - check_size(a) * 6 / 10)
					continue;
				ck_abort_msg(
					"page %d: \"%s\" at %d,%d (%d wide) meets item at %d,%d (%d wide)",
					p + 1, check_text(a), a->x, a->y, a->line->width, b->x, b->y,
					b->line->width);
			}
		}
	}
}

/* No text is smaller than small print (7 pt). */
static void check_floor(const struct item *it)
{
	if (it->line->runs > 0)
		ck_assert_msg(check_size(it) >= 7000, "\"%s\" is set in %d", check_text(it), check_size(it));
}

/* Text stays in the frame, everything on the paper; tags are in order and hang together. */
static void check_frame(const struct doc *doc)
{
	for (int32_t p = 0; p < doc->pages; p++)
		for (int32_t i = 0; i < doc->page[p].n; i++) {
			const struct item *it = &doc->page[p].item[i];

			ck_assert(it->tag == TAG_ARTIFACT || (it->tag >= 0 && it->tag < doc->tags));
			ck_assert_int_ge(it->x, 0);
			ck_assert_int_le(it->x + it->w, doc->width);
			ck_assert_int_ge(it->x + it->w, 0);
			ck_assert_int_ge(it->y, 0);
			ck_assert_int_le(it->y + it->h, doc->height);
			/* following pages have nothing in the foot's margin of 20 mm (second copies begin
			 * with a first page) */
			if (it->kind == ITEM_TEXT && p > 0 && doc->tag[1].role != TAG_SECT)
				ck_assert_msg(it->y <= DEMO_A4_H - 56693, "\"%s\" stands in the lower margin",
					      check_text(it));
			/* rules and tints too, but for the marks of fold and hole at the paper's edge */
			if (it->kind != ITEM_TEXT && it->x > 40000) {
				ck_assert_int_ge(it->w < 0 ? it->x + it->w : it->x, CHECK_LEFT - 5000);
				ck_assert_int_le(it->w < 0 ? it->x : it->x + it->w, CHECK_RIGHT + 5000);
			}
			if (it->kind == ITEM_TEXT) {
				check_floor(it);
				ck_assert_msg(it->x >= CHECK_LEFT - 60 &&
						      it->x + it->line->width <= CHECK_RIGHT + 60,
					      "\"%s\" leaves the frame: %d + %d", check_text(it), it->x,
					      it->line->width);
			}
		}
	for (int32_t i = 1; i < doc->tags; i++) {
		ck_assert_int_ge(doc->tag[i].parent, 0);
		ck_assert_int_lt(doc->tag[i].parent, i);
	}
	for (int32_t i = 0; i < doc->fields; i++) {
		ck_assert_int_eq(doc->tag[doc->field[i].tag].role, TAG_FORM);
		ck_assert_ptr_nonnull(doc->tag[doc->field[i].tag].alt);
		for (int32_t k = 0; k < i; k++)
			ck_assert_str_ne(doc->field[i].name, doc->field[k].name);
	}
}

/* A paragraph that goes over a page leaves two lines at least on either side. */
static void check_lone(const struct doc *doc)
{
	for (int32_t t = 0; t < doc->tags; t++) {
		int32_t first = -1, before = 0, lines[2] = {0, 0}, y;

		if (doc->tag[t].role != TAG_P && doc->tag[t].role != TAG_LBODY)
			continue;
		for (int32_t p = 0; p < doc->pages; p++) {
			y = -1;
			for (int32_t i = 0; i < doc->page[p].n; i++) {
				const struct item *it = &doc->page[p].item[i];

				if (it->tag != t || it->kind != ITEM_TEXT || it->y == y)
					continue;
				y = it->y;
				if (first < 0)
					first = p;
				lines[p > first]++;
				before = p;
			}
		}
		if (first >= 0 && before > first) {
			ck_assert_msg(lines[0] >= 2, "a first line is left alone on page %d", first + 1);
			ck_assert_msg(lines[1] >= 2, "a last line stands alone on page %d", first + 2);
		}
	}
}

static void check_doc(const struct doc *doc)
{
	ck_assert_ptr_nonnull(doc);
	check_overlap(doc);
	check_frame(doc);
	check_lone(doc);
}

#endif
