/* Payment codes: at the end of their form with white around them, large enough to be read, whole on a page;
 * left out when nothing holds what they say. */
#include "flow_check.h"

#include "base/base.h"
#include "flow/set.h"

static struct arena content, job;
static struct diag d;
static struct type *type;
static struct text said;

static void keep(void *ctx, const struct diag_message *m)
{
	(void)ctx;
	text_adds(&said, diag_name(m->id));
}

static void up(void)
{
	arena_init(&content);
	arena_init(&job);
	text_init(&said);
	diag_init(&d, keep, NULL);
	demo_arena = &content;
	type = type_open("fonts", &d);
	ck_assert_ptr_nonnull(type);
}

static void down(void)
{
	type_close(type);
	text_done(&said);
	arena_done(&job);
	arena_done(&content);
}

/* A letter with paras paragraphs and a form of six boxes with the code. */
static struct doc *letter(struct demo *m, int32_t paras, const char *payload)
{
	static struct code code;
	struct box *box = arena_alloc(&content, 6 * sizeof *box);
	struct block *b;

	for (int32_t i = 0; i < paras; i++)
		demo_para(m, "We would be grateful for your payment.");
	for (int32_t i = 0; i < 6; i++)
		box[i] = (struct box){.label = W("Account"), .value = W("DE71 1102 2033"), .span = 2};
	code = (struct code){payload, W("Payment code"), W("Payment code: EUR 12.30")};
	b = demo_block(m, BLOCK_FORM);
	b->box = box;
	b->n = 6;
	b->columns = 4;
	b->code = &code;
	demo_para(m, "Yours faithfully");
	return flow_pages(type, &job, &d, &m->c, NULL, 0);
}

/* The code's item; all else of its page keeps off its white. */
static const struct item *code_item(const struct doc *doc, int32_t *page)
{
	const struct item *code = NULL, *it;

	for (int32_t p = 0; p < doc->pages; p++)
		for (int32_t i = 0; i < doc->page[p].n; i++)
			if (doc->page[p].item[i].kind == ITEM_MODULES) {
				ck_assert_ptr_null(code);
				code = &doc->page[p].item[i];
				*page = p;
			}
	if (!code)
		return NULL;
	for (int32_t i = 0; i < doc->page[*page].n; i++) {
		const int32_t white = 4 * (code->w / code->modules->n);
		int32_t x, w, top, h;

		it = &doc->page[*page].item[i];
		if (it->tag == code->tag)
			continue;
		x = it->kind == ITEM_TEXT ? it->x : it->w < 0 ? it->x + it->w : it->x;
		w = it->kind == ITEM_TEXT ? it->line->width : abs(it->w);
		h = it->kind == ITEM_TEXT ? check_size(it) : abs(it->h);
		top = it->kind == ITEM_TEXT ? it->y - h * 7 / 10 : it->h < 0 ? it->y + it->h : it->y;
		ck_assert_msg(x >= code->x + code->w + white || x + w <= code->x - white ||
				      top >= code->y + code->h + white || top + h <= code->y - white,
			      "item %d stands in the white of the code", i);
	}
	return code;
}

START_TEST(code_beside)
{
	const struct item *code;
	const struct doc *doc;
	int32_t page = 0, figures = 0;

	up();
	doc = letter(demo_new("en", "Reminder"), 2,
		     "BCD\n002\n1\nSCT\n\nA\nDE71110220330123456789\nEUR12.30");
	check_doc(doc);
	code = code_item(doc, &page);
	ck_assert_ptr_nonnull(code);
	ck_assert_int_eq(code->w, code->h);
	ck_assert_int_eq(code->w % code->modules->n, 0);
	ck_assert_int_ge(code->w / code->modules->n, MM(0.5));
	ck_assert_int_eq(code->x + code->w, CHECK_RIGHT);
	/* the corner marks of every such code */
	for (int32_t i = 0; i < 7; i++) {
		ck_assert_int_eq(code->modules->dark[i], 1);
		ck_assert_int_eq(code->modules->dark[code->modules->n - 1 - i], 1);
	}
	ck_assert_int_eq(code->modules->dark[code->modules->n + 1], 0);
	ck_assert_int_eq(doc->tag[code->tag].role, TAG_FIGURE);
	ck_assert_str_eq(doc->tag[code->tag].alt, "Payment code: EUR 12.30");
	for (int32_t i = 0; i < doc->tags; i++)
		figures += doc->tag[i].role == TAG_FIGURE;
	ck_assert_int_eq(figures, 1);
	ck_assert_str_eq(text_str(&said), "");
	down();
}
END_TEST

/* Right to left it stands at the other side, and is not turned. */
START_TEST(code_right_to_left)
{
	static const char payload[] = "ST00012|Name=A|PersonalAcc=40702810138250123017";
	const struct item *ltr, *rtl;
	struct demo *m;
	int32_t page = 0;

	up();
	ltr = code_item(letter(demo_new("en", "Reminder"), 2, payload), &page);
	m = demo_new("ar", "Reminder");
	m->c.rtl[0] = 1;
	rtl = code_item(letter(m, 2, payload), &page);
	ck_assert_int_eq(rtl->x, CHECK_LEFT);
	ck_assert_int_eq(rtl->w, ltr->w);
	ck_assert_mem_eq(rtl->modules->dark, ltr->modules->dark, (size_t)(ltr->modules->n * ltr->modules->n));
	down();
}
END_TEST

/* Wherever the page ends, the form and its code stay together. */
START_TEST(code_whole)
{
	const struct doc *doc;
	const struct item *code;
	int32_t page;

	up();
	for (int32_t paras = 15; paras < 45; paras++) {
		int32_t boxes = 0;

		page = 0;
		doc = letter(demo_new("en", "Reminder"), paras,
			     "BCD\n002\n1\nSCT\n\nA\nDE71110220330123456789\nEUR12.30");
		check_doc(doc);
		code = code_item(doc, &page);
		ck_assert_int_ge(code->y, 0);
		for (int32_t i = 0; i < doc->page[page].n; i++)
			boxes += doc->page[page].item[i].kind == ITEM_TEXT &&
				 strcmp(check_text(&doc->page[page].item[i]), "Account") == 0;
		ck_assert_int_eq(boxes, 6);
	}
	down();
}
END_TEST

/* A Swiss code is 46 mm, with the cross of 7 mm on its middle. */
START_TEST(code_swiss)
{
	const struct item *code, *it;
	const struct doc *doc;
	int32_t page = 0, boxes = 0;

	up();
	doc = letter(demo_new("en", "Reminder"), 2, "SPC\n0200\n1\nCH5800791123000889012\nS\nA");
	code = code_item(doc, &page);
	ck_assert_int_le(abs(code->w - MM(46)), MM(0.05));
	for (int32_t i = 0; i < doc->page[page].n; i++) {
		it = &doc->page[page].item[i];
		if (it->kind != ITEM_BOX || it->tag != code->tag)
			continue;
		ck_assert_int_le(abs(2 * it->x + it->w - 2 * code->x - code->w), 4);
		ck_assert_int_le(abs(2 * it->y + it->h - 2 * code->y - code->h), 4);
		if (boxes++ == 0)
			ck_assert_int_eq(it->w, MM(7));
	}
	ck_assert_int_eq(boxes, 4);
	down();
}
END_TEST

/* What no code holds is said, and the paper has none. */
START_TEST(code_too_long)
{
	static char payload[4000];
	int32_t page = 0;

	up();
	memset(payload, 'a', sizeof payload - 1);
	ck_assert_ptr_null(code_item(letter(demo_new("en", "Reminder"), 2, payload), &page));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "flow-code"));
	down();
}
END_TEST

UNIT_MAIN("flow: code", code_beside, code_right_to_left, code_whole, code_swiss, code_too_long)
