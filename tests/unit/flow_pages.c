/* Flow: what must hold on paper: keeps, breaks, carried totals, and that nothing overlaps or gets lost. */
#include "flow_check.h"

#include "base/base.h"

static struct arena content, job;
static struct diag d;
static struct type *type;

static void up(void)
{
	arena_init(&content);
	arena_init(&job);
	diag_init(&d, NULL, NULL);
	demo_arena = &content;
	type = type_open("fonts", &d);
	ck_assert_ptr_nonnull(type);
}

static void down(void)
{
	type_close(type);
	arena_done(&job);
	arena_done(&content);
}

static struct doc *set(const struct demo *m)
{
	struct doc *doc = flow_pages(type, &job, &d, &m->c, NULL, 0);

	ck_assert_ptr_nonnull(doc);
	return doc;
}

/* How many elements' texts begin so. Artifacts do not count. */
static int32_t count(const struct doc *doc, const char *begin)
{
	int32_t n = 0;

	for (int32_t p = 0; p < doc->pages; p++)
		for (int32_t i = 0; i < doc->page[p].n; i++) {
			const struct item *it = &doc->page[p].item[i];

			n += it->kind == ITEM_TEXT && it->tag != TAG_ARTIFACT &&
			     !strncmp(check_text(it), begin, strlen(begin));
		}
	return n;
}

/* Every demo document of every kind passes the general checks. */
START_TEST(flow_demos)
{
	up();
	check_doc(set(demo_reminder(9)));
	check_doc(set(demo_reminder(14)));
	check_doc(set(demo_statement(8)));
	check_doc(set(demo_statement(300)));
	check_doc(set(demo_arabic(12)));
	check_doc(set(demo_arabic(80)));
	check_doc(set(demo_bilingual(1)));
	check_doc(set(demo_bilingual(9)));
	check_doc(set(demo_confirmation()));
	check_doc(set(demo_report()));
	check_doc(set(demo_claim()));
	ck_assert_int_eq(d.count[DIAG_WARNING], 0);
	down();
}
END_TEST

/* Fixed places of the letter: address in the window's six lines, subject below window, first text on the
 * grid. */
START_TEST(flow_letter_places)
{
	struct doc *doc;
	int32_t address = 0, subject = 0;

	up();
	doc = set(demo_reminder(9));
	ck_assert_int_eq(doc->pages, 1);
	for (int32_t i = 0; i < doc->page[0].n; i++) {
		const struct item *it = &doc->page[0].item[i];

		if (it->kind != ITEM_TEXT)
			continue;
		if (!strcmp(check_text(it), "Oasis Grocery\u00A0LLC"))
			address = it->y;
		if (it->tag != TAG_ARTIFACT && doc->tag[it->tag].role == TAG_H1)
			subject = it->y;
		if (!strcmp(check_text(it), "United Arab Emirates"))
			ck_assert_int_lt(it->y, 255118); /* 90 mm: the window's lower edge */
		if (!strcmp(check_text(it), "Oasis Grocery\u00A0LLC"))
			ck_assert_int_eq(it->x, CHECK_LEFT);
	}
	ck_assert_int_gt(address, 177732); /* 62.7 mm: below the zone of notes */
	ck_assert_int_gt(subject, 255118);
	ck_assert_int_lt(subject, 311811); /* 110 mm */
	ck_assert_int_eq(doc->bookmarks, 1);
	ck_assert_str_eq(doc->bookmark[0].title,
			 "Second reminder: AED 12,345.67 overdue since 1 October 2026");
	down();
}
END_TEST

/* What a page carries forward is the running total of its last row, and the next page brings the same. */
START_TEST(flow_carried)
{
	static const int32_t rows[] = {20, 33, 34, 35, 36, 37, 38, 300, 5000};

	up();
	for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		struct demo *m = demo_new("en", "Statement");
		struct table *t;
		struct doc *doc;
		char last[64] = "", want[64] = "";

		demo_letterhead(m);
		demo_text(m, BLOCK_SUBJECT, W("Statement"));
		t = demo_items(m, rows[k], NULL);
		demo_table(m, t);
		doc = set(m);
		ck_assert_int_eq(count(doc, "INV-"), rows[k]);
		ck_assert_int_eq(count(doc, "Total"), 1);
		for (int32_t p = 0; p < doc->pages; p++) {
			int32_t items = 0, forward = 0, brought = 0, heads = 0;

			for (int32_t i = 0; i < doc->page[p].n; i++) {
				const struct item *it = &doc->page[p].item[i];
				const char *s = it->kind == ITEM_TEXT ? check_text(it) : "";

				if (!strncmp(s, "INV-2026/", 9) && it->tag != TAG_ARTIFACT) {
					items++;
					strcpy(last, t->row[atoi(s + 9) - 1200].cell[6].carried);
				}
				/* the figure is put before its label: remember artifacts' money */
				if (it->kind == ITEM_TEXT && it->tag == TAG_ARTIFACT && strchr(s, '.') &&
				    strlen(s) < 20)
					strcpy(want, s);
				heads +=
					!strcmp(s, "Outstanding AED") && (it->tag == TAG_ARTIFACT) == (p > 0);
				if (!strcmp(s, "Carried forward")) {
					forward++;
					ck_assert_str_eq(want, last);
				}
				if (!strcmp(s, "Brought forward")) {
					brought++;
					ck_assert_str_eq(want, last);
					ck_assert_int_eq(items, 0);
				}
			}
			if (items) {
				ck_assert_msg(items >= 2, "%d rows: %d on page %d", rows[k], items, p + 1);
				ck_assert_int_eq(heads, 1);
				ck_assert_int_eq(brought, p > 0);
				ck_assert_int_eq(forward, p + 1 < doc->pages);
			}
		}
		if (rows[k] <= 300)
			check_overlap(doc);
		check_frame(doc);
		arena_reset(&job);
	}
	down();
}
END_TEST

/* A total is never the first row of a page, whatever the number of rows. */
START_TEST(flow_total_not_alone)
{
	up();
	for (int32_t rows = 2; rows < 70; rows++) {
		struct demo *m = demo_new("en", "Statement");
		struct doc *doc;

		demo_letterhead(m);
		demo_text(m, BLOCK_SUBJECT, W("Statement"));
		demo_table(m, demo_items(m, rows, NULL));
		doc = set(m);
		for (int32_t p = 0; p < doc->pages; p++) {
			int32_t items = 0;

			for (int32_t i = 0; i < doc->page[p].n; i++) {
				const struct item *it = &doc->page[p].item[i];
				const char *s = it->kind == ITEM_TEXT && it->tag != TAG_ARTIFACT
							? check_text(it)
							: "";

				items += !strncmp(s, "INV-", 4);
				if (!strcmp(s, "Total"))
					ck_assert_msg(items > 0, "%d rows: total alone", rows);
			}
		}
		arena_reset(&job);
	}
	down();
}
END_TEST

/* Groups of rows: no page begins with a subtotal or ends with a group's head, and each group begins with two
 * rows. */
START_TEST(flow_groups)
{
	static struct column c[2] = {{.align = CELL_START}, {.align = CELL_END}};
	static struct row row[50];
	static const char *first[] = {"Group", "Item", "Item", "Item", "Subtotal"};
	static const enum row_kind kind[] = {ROW_HEAD, ROW_ITEM, ROW_ITEM, ROW_ITEM, ROW_SUBTOTAL};
	static struct table t;

	up();
	c[0].label = W("Customer");
	c[1].label = W("Amount");
	for (int32_t r = 0; r < 50; r++) {
		struct cell *k = arena_alloc(&content, 2 * sizeof *k);

		k[0] = (struct cell){.kind = CELL_TEXT, .text = W(first[r % 5])};
		k[1] = (struct cell){.kind = CELL_MONEY, .text = W("1,234.50")};
		row[r] = (struct row){.kind = kind[r % 5], .cell = k, .cells = r % 5 ? 2 : 1};
	}
	t = (struct table){.column = c, .columns = 2, .row = row, .rows = 50};
	for (int32_t filler = 1; filler < 60; filler++) {
		struct demo *m = demo_new("en", "Groups");
		struct doc *doc;

		demo_letterhead(m);
		demo_text(m, BLOCK_SUBJECT, W("Groups"));
		demo_block(m, BLOCK_SPACE)->lines = filler;
		demo_table(m, &t);
		doc = set(m);
		check_doc(doc);
		for (int32_t p = 0; p < doc->pages; p++) {
			char top[32] = "", end[32] = "", before[32] = "";

			for (int32_t i = 0; i < doc->page[p].n; i++) {
				const struct item *it = &doc->page[p].item[i];
				const char *s = it->kind == ITEM_TEXT && it->tag != TAG_ARTIFACT
							? check_text(it)
							: "";

				if (strcmp(s, "Group") && strcmp(s, "Item") && strcmp(s, "Subtotal"))
					continue;
				if (!*top)
					strcpy(top, s);
				strcpy(before, end);
				strcpy(end, s);
			}
			ck_assert_str_ne(top, "Subtotal");
			ck_assert_str_ne(end, "Group");
			ck_assert_msg(strcmp(end, "Item") || strcmp(before, "Group"),
				      "filler %d: one row below a group's head", filler);
		}
		ck_assert_int_eq(count(doc, "Item"), 30);
		arena_reset(&job);
	}
	down();
}
END_TEST

/* One-line paragraphs above the signatures: two of them come along. */
START_TEST(flow_signatures_short)
{
	up();
	for (int32_t filler = 20; filler < 50; filler++) {
		struct demo *m = demo_new("en", "Letter");
		struct signer s = demo_signer("a", 1);
		struct doc *doc;
		int32_t lines = 0;

		demo_letterhead(m);
		demo_text(m, BLOCK_SUBJECT, W("Subject"));
		demo_block(m, BLOCK_SPACE)->lines = filler;
		for (int32_t i = 0; i < 6; i++)
			demo_para(m, "Line.");
		demo_signers(m, &s, 1);
		doc = set(m);
		for (int32_t i = 0; i < doc->page[doc->field[0].page].n; i++) {
			const struct item *it = &doc->page[doc->field[0].page].item[i];

			lines += it->kind == ITEM_TEXT && !strcmp(check_text(it), "Line.");
		}
		ck_assert_msg(lines >= 2, "filler %d: %d lines over the signature", filler, lines);
		arena_reset(&job);
	}
	down();
}
END_TEST

/* The height of text over the signatures moves through a whole page: blocks are never torn from each other
 * nor from the two lines above them. */
START_TEST(flow_signatures)
{
	up();
	for (int32_t filler = 0; filler < 75; filler++) {
		struct demo *m = demo_new("en", "Letter");
		struct signer s[4] = {demo_signer("a", 1), demo_signer("b", 1), demo_signer("c", 0),
				      demo_signer("d", 0)};
		struct doc *doc;
		int32_t lines = 0, y = -1, signatures = 0;

		s[3].stamp = W("Stamp");
		demo_letterhead(m);
		demo_address(m);
		demo_text(m, BLOCK_SUBJECT, W("Subject"));
		if (filler)
			demo_block(m, BLOCK_SPACE)->lines = filler % 40;
		if (filler >= 40)
			demo_para(m, demo_long);
		demo_para(m, demo_long);
		demo_signers(m, s, 4);
		doc = set(m);
		check_doc(doc);
		for (int32_t i = 0; i < doc->fields; i++) {
			ck_assert_int_eq(doc->field[i].page, doc->field[0].page);
			signatures += doc->field[i].kind == FIELD_SIGNATURE;
		}
		ck_assert_int_eq(signatures, 4);
		ck_assert_int_eq(doc->fields, 4 + 8); /* names, positions and dates to write */
		for (int32_t i = 0; i < doc->page[doc->field[0].page].n; i++) {
			const struct item *it = &doc->page[doc->field[0].page].item[i];

			if (it->kind == ITEM_TEXT && it->tag != TAG_ARTIFACT && it->y != y &&
			    it->line->width > 100000 && it->tag < doc->field[0].tag - 1 &&
			    it->y < doc->field[0].y) {
				lines++;
				y = it->y;
			}
		}
		ck_assert_msg(lines >= 2, "filler %d: %d lines over the signatures", filler, lines);
		arena_reset(&job);
	}
	down();
}
END_TEST

/* Paragraphs of one to nine lines at every height of the page's end, in one and in two languages. */
START_TEST(flow_no_lone_lines)
{
	static const char piece[] = "These are some ten words that make up about a line. ";

	up();
	for (int32_t len = 1; len < 10; len++)
		for (int32_t filler = 30; filler < 48; filler++) {
			struct demo *m = demo_new("en", "Letter");
			char text[1024] = "";
			struct doc *doc;

			for (int32_t i = 0; i < len * 3 / 2; i++)
				strcat(text, piece);
			demo_letterhead(m);
			if (len % 2) {
				m->c.lang[1] = "ar";
				m->c.rtl[1] = 1;
			}
			demo_block(m, BLOCK_SPACE);
			for (int32_t i = 0; i < 12; i++)
				demo_text(
					m, BLOCK_PARAGRAPH,
					len % 2 ? W2(text,
						     "سداد كامل الدين خلال خمسة أيام من استلام هذا الإنذار ثم "
						     "يرسل إيصال السداد إلى مكتبنا في دبي")
						: W(arena_dup(&content, text)));
			m->block[0].lines = filler;
			doc = set(m);
			check_doc(doc);
			arena_reset(&job);
		}
	down();
}
END_TEST

/* A name of 120 characters, and a word of 60 without any place to break it, in a narrow column. */
START_TEST(flow_long_words)
{
	static const char *name = "The Very Long Established and Most Honourable General Trading and "
				  "Contracting Company of the Northern "
				  "Emirates and Islands LLC";
	static const char *word = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	struct demo *m;
	struct words line[2];
	struct doc *doc;
	int32_t address = 0;

	up();
	line[0] = W(name);
	line[1] = W(word);
	ck_assert_int_gt(strlen(name), 119);
	m = demo_reminder(4);
	m->block[0].line = line;
	m->block[0].n = 2;
	m->c.head.name = W(name);
	demo_table(m, demo_items(m, 5, word));
	demo_table(m, demo_items(m, 5, name));
	demo_para(m, word);
	demo_text(m, BLOCK_HEADING, W(word))->level = 1;
	doc = set(m);
	check_doc(doc);
	for (int32_t i = 0; i < doc->page[0].n; i++) {
		const struct item *it = &doc->page[0].item[i];

		/* what stands in the window stays in it: 20 + 85 mm, 90 mm down */
		if (it->kind == ITEM_TEXT && it->y > 127559 && it->y < 255118 && it->x < 250000) {
			address++;
			ck_assert_int_le(it->x + it->line->width, 297638);
		}
	}
	ck_assert_int_ge(address, 4);
	down();
}
END_TEST

/* Figures for which the page has no room even in small print neither shrink further nor wrap: the table is
 * set as several, each with its share of the columns behind the one that says what a row is about. */
START_TEST(flow_wide_figures)
{
	struct demo *m;
	struct table *t;
	struct column *c;
	struct row *row;
	struct cell *k;
	struct doc *doc;

	up();
	m = demo_new("en", "Wide");
	demo_letterhead(m);
	t = arena_alloc(&content, sizeof *t);
	c = arena_alloc(&content, 9 * sizeof *c);
	row = arena_alloc(&content, 3 * sizeof *row);
	for (int32_t i = 0; i < 9; i++) {
		c[i].label = W("Outstanding amount");
		c[i].align = CELL_END;
	}
	for (int32_t r = 0; r < 3; r++) {
		k = arena_alloc(&content, 9 * sizeof *k);
		for (int32_t i = 0; i < 9; i++)
			k[i] = (struct cell){
				.kind = CELL_MONEY, .text = W("−9,223,372,036,854,775.807"), .digits = 3};
		row[r] = (struct row){.cell = k, .cells = 9};
	}
	*t = (struct table){.column = c, .columns = 9, .row = row, .rows = 3};
	demo_table(m, t);
	doc = set(m);
	check_doc(doc);
	ck_assert_int_eq(count(doc, "−9,223,372,036,854,775.807"), 27);
	down();
}
END_TEST

/* The values on the bars of a chart are written as shortly as the narrowest slot asks, all alike, and no
 * smaller. */
START_TEST(flow_narrow_chart)
{
	static const char *label[12], *shown[12], *whole[12], *brief[12];
	static int64_t value[12];
	struct demo *m;
	struct chart *c;
	struct doc *doc;

	up();
	m = demo_new("en", "Trend");
	demo_letterhead(m);
	c = arena_alloc(&content, sizeof *c);
	for (int32_t i = 0; i < 12; i++) {
		label[i] = "01/26";
		value[i] = 1568908709;
		shown[i] = "15,689,087.09";
		whole[i] = "15,689,087";
		brief[i] = "15.7M";
	}
	*c = (struct chart){.label = label,
			    .value = value,
			    .shown = shown,
			    .whole = whole,
			    .brief = brief,
			    .n = 12,
			    .alt = W("Sales")};
	demo_block(m, BLOCK_CHART)->chart = c;
	doc = set(m);
	check_doc(doc);
	ck_assert_int_eq(count(doc, "15,689,087"), 12);
	ck_assert_int_eq(count(doc, "15,689,087.09"), 0);
	/* one that is longer still makes all of them short */
	whole[7] = "−9,115,689,087";
	doc = set(m);
	check_doc(doc);
	ck_assert_int_eq(count(doc, "15.7M"), 12);
	down();
}
END_TEST
/* A row of the ledger in one currency: what it is about, and seven amounts. */
static void wide_row(struct row *row, const char *about, const char *amount, int total)
{
	struct cell *k = arena_alloc(&content, 8 * sizeof *k);

	k[0] = (struct cell){.kind = CELL_TEXT, .text = W(about), .span = total ? 2 : 0};
	for (int32_t i = 1; i < 8 - total; i++)
		k[i] = (struct cell){.kind = CELL_MONEY, .text = W(amount), .digits = 2};
	*row = (struct row){.kind = total ? ROW_TOTAL : ROW_ITEM, .cell = k, .cells = 8 - total};
}

/* Three currencies of large units, in both directions: each figure stands once, under its head, and each part
 * says what its rows are about. */
START_TEST(flow_parted_table)
{
	struct demo *m;
	struct table *t;
	struct column *c;
	struct row *row;
	struct doc *doc;
	const char *lang[] = {"en", "ar"};

	for (int32_t l = 0; l < 2; l++) {
		up();
		m = demo_new(lang[l], "Parted");
		demo_letterhead(m);
		t = arena_alloc(&content, sizeof *t);
		c = arena_alloc(&content, 8 * sizeof *c);
		row = arena_alloc(&content, 4 * sizeof *row);
		c[0].label = W("Document");
		for (int32_t i = 1; i < 8; i++) {
			c[i].label = W("Amount");
			c[i].align = CELL_END;
		}
		c[2].head = W("Left after days");
		c[2].heads = 5;
		wide_row(&row[0], "INV-2026-ABCDEFGHIJKL", "IDR 912,345,678,901,234.56", 0);
		wide_row(&row[1], "INV-2", "KWD 912,345,678,901.234", 0);
		wide_row(&row[2], "INV-3", "JPY 912,345,678,901,234", 0);
		wide_row(&row[3], "In all", "IDR 999,999,999,999,999.99", 1);
		*t = (struct table){.column = c, .columns = 8, .row = row, .rows = 4};
		demo_table(m, t);
		doc = set(m);
		check_doc(doc);
		ck_assert_int_eq(count(doc, "IDR 912,345"), 7);
		ck_assert_int_eq(count(doc, "KWD"), 7);
		ck_assert_int_eq(count(doc, "JPY"), 7);
		ck_assert_int_eq(count(doc, "IDR 999"), 6);
		ck_assert_int_eq(count(doc, "Amount"), 7);
		ck_assert_int_gt(count(doc, "INV-2026-ABCDEFGHIJKL"), 1);
		ck_assert_int_eq(count(doc, "INV-2026-ABCDEFGHIJKL"), count(doc, "In all"));
		ck_assert_int_gt(count(doc, "Left after days"), 1);
		down();
	}
}
END_TEST

/* What stands on one line in a column too narrow for it is set in one size, whatever its length. */
START_TEST(flow_one_size)
{
	static const char *const name[] = {"CONTRACT_C1042_20260101.pdf",
					   "CONFIRMATION_C1042_INV-2026-00396_202610.pdf",
					   "CONFIRMATION_C1042_INV-2026-00396_20261.pdf", "N.pdf"};
	struct demo *m;
	struct table *t;
	struct column *c;
	struct row *row;
	struct cell *k;
	struct doc *doc;
	int32_t size = 0;

	up();
	m = demo_new("en", "Names");
	demo_letterhead(m);
	t = arena_alloc(&content, sizeof *t);
	c = arena_alloc(&content, 3 * sizeof *c);
	row = arena_alloc(&content, 4 * sizeof *row);
	for (int32_t r = 0; r < 4; r++) {
		k = arena_alloc(&content, 3 * sizeof *k);
		for (int32_t i = 0; i < 3; i++)
			k[i] = (struct cell){.kind = CELL_TEXT, .text = W(name[r])};
		row[r] = (struct row){.cell = k, .cells = 3};
	}
	*t = (struct table){.column = c, .columns = 3, .row = row, .rows = 4};
	demo_table(m, t);
	doc = set(m);
	check_doc(doc);
	for (int32_t i = 0; i < doc->page[0].n; i++) {
		const struct item *it = &doc->page[0].item[i];

		if (it->kind != ITEM_TEXT || !strstr(check_text(it), ".pdf"))
			continue;
		ck_assert_int_ge(check_size(it), 7000);
		ck_assert_int_lt(check_size(it), 8500);
		ck_assert_msg(size == 0 || check_size(it) == size, "%s: %d and %d", check_text(it), size,
			      check_size(it));
		size = check_size(it);
	}
	ck_assert_int_ne(size, 0);
	/* where they may wrap they do, behind a sign that parts them, and none is smaller */
	for (int32_t i = 0; i < 3; i++)
		c[i].wrap = 1;
	doc = set(m);
	check_doc(doc);
	for (int32_t i = 0; i < doc->page[0].n; i++)
		if (doc->page[0].item[i].kind == ITEM_TEXT &&
		    strstr(check_text(&doc->page[0].item[i]), "C1042"))
			ck_assert_int_eq(check_size(&doc->page[0].item[i]), 8500);
	ck_assert_int_gt(count(doc, "CONTRACT_C1042_"), 0);
	down();
}
END_TEST

/* In rows to write in, a box to tick stands beside the row's first line, whatever the lines of the other
 * cells. */
START_TEST(flow_uneven_rows)
{
	static const char *const name[] = {
		"Kiosk", "Bustan Al Janoub Company for General Trading, Building Materials, Sanitary "
			 "Ware and Foodstuff Wholesale, Branch at the Harbour, Third Gate"};
	int32_t text[2] = {0, 0}, tick[2] = {0, 0}, ticks = 0;
	struct demo *m;
	struct table *t;
	struct column *c;
	struct row *row;
	struct cell *k;
	struct doc *doc;

	up();
	m = demo_new("en", "Check");
	demo_letterhead(m);
	t = arena_alloc(&content, sizeof *t);
	c = arena_alloc(&content, 3 * sizeof *c);
	row = arena_alloc(&content, 2 * sizeof *row);
	c[1].wrap = 1;
	c[2].tick = 1;
	for (int32_t r = 0; r < 2; r++) {
		k = arena_alloc(&content, 3 * sizeof *k);
		k[0] = (struct cell){.kind = CELL_TEXT, .text = W(r ? "CODE1" : "CODE0")};
		k[1] = (struct cell){.kind = CELL_TEXT, .text = W(name[r])};
		row[r] = (struct row){.cell = k, .cells = 3};
	}
	*t = (struct table){.column = c, .columns = 3, .row = row, .rows = 2, .row_height = 1};
	demo_table(m, t);
	doc = set(m);
	check_doc(doc);
	for (int32_t i = 0; i < doc->page[0].n; i++) {
		const struct item *it = &doc->page[0].item[i];

		if (it->kind == ITEM_TEXT && strstr(check_text(it), "CODE"))
			text[strstr(check_text(it), "CODE1") != NULL] = it->y;
		if (it->kind == ITEM_BOX && it->w == it->h && ticks < 2)
			tick[ticks++] = it->y;
	}
	ck_assert_int_eq(ticks, 2);
	ck_assert_int_eq(text[0] - tick[0], text[1] - tick[1]);
	down();
}
END_TEST

/* A slip that is a little higher than a page is still one piece of paper: it has less white. */
START_TEST(flow_slip_whole)
{
	struct demo *m;
	struct block *slip, *b;
	struct doc *doc;
	int32_t first = -1, last = -1;

	up();
	m = demo_new("en", "Reply");
	demo_letterhead(m);
	demo_text(m, BLOCK_PARAGRAPH, W("Please reply."));
	slip = demo_block(m, BLOCK_SLIP);
	slip->n = 31;
	slip->child = b = arena_alloc(&content, 31 * sizeof *b);
	for (int32_t i = 0; i < 31; i++)
		b[i] = (struct block){.kind = i % 2 ? BLOCK_CHOICE : BLOCK_PARAGRAPH,
				      .text = W(i == 0	  ? "The first line"
						: i == 30 ? "The last line"
							  : "We agree")};
	doc = set(m);
	check_doc(doc);
	for (int32_t p = 0; p < doc->pages; p++)
		for (int32_t i = 0; i < doc->page[p].n; i++)
			if (doc->page[p].item[i].kind == ITEM_TEXT) {
				first = strstr(check_text(&doc->page[p].item[i]), "The first line") ? p
												    : first;
				last = strstr(check_text(&doc->page[p].item[i]), "The last line") ? p : last;
			}
	ck_assert_int_eq(first, 1);
	ck_assert_int_eq(last, 1);
	ck_assert_int_eq(doc->pages, 2);
	down();
}
END_TEST

/* A cell of hundreds of lines and a group higher than a page are spread, with a warning; no word of them is
 * lost. */
START_TEST(flow_higher_than_page)
{
	struct demo *m;
	struct block *b, *child;
	struct text long_text;
	struct doc *doc;
	int32_t words = 0;

	up();
	text_init(&long_text);
	for (int32_t i = 0; i < 1500; i++)
		text_addf(&long_text, "word%d ", i);
	m = demo_new("en", "Tall");
	demo_letterhead(m);
	demo_table(m, demo_items(m, 5, text_str(&long_text)));
	child = arena_alloc(&content, 60 * sizeof *child);
	for (int32_t i = 0; i < 60; i++)
		child[i] = (struct block){.kind = BLOCK_PARAGRAPH, .text = W("Kept paragraph.")};
	b = demo_block(m, BLOCK_GROUP);
	b->child = child;
	b->n = 60;
	b->keep = 1;
	doc = set(m);
	check_overlap(doc);
	check_frame(doc);
	ck_assert_int_eq(d.count[DIAG_WARNING], 1);
	ck_assert_int_eq(count(doc, "Kept paragraph."), 60);
	for (int32_t p = 0; p < doc->pages; p++)
		for (int32_t i = 0; i < doc->page[p].n; i++) {
			const struct item *it = &doc->page[p].item[i];
			const char *s =
				it->kind == ITEM_TEXT && it->tag != TAG_ARTIFACT ? check_text(it) : "";

			for (; (s = strstr(s, "word")); s++)
				words++;
		}
	ck_assert_int_eq(words, 1500);
	text_done(&long_text);
	down();
}
END_TEST

/* Copies: each has its own page count, its own fields, and blocks of one copy only. */
START_TEST(flow_copies)
{
	struct doc *doc;
	int32_t directors = 0;

	up();
	doc = set(demo_claim());
	ck_assert_int_eq(count(doc, "Отметка о получении"), 1);
	ck_assert_int_eq(count(doc, "Экземпляр 1 из 2"), 1);
	ck_assert_int_eq(count(doc, "Экземпляр 2 из 2"), 1);
	for (int32_t i = 0; i < doc->fields; i++)
		directors +=
			!strcmp(doc->field[i].name, "director") || !strcmp(doc->field[i].name, "director_2");
	ck_assert_int_eq(directors, 2);
	ck_assert_int_eq(doc->tag[1].role, TAG_SECT);
	down();
}
END_TEST

/* Fields lie on the page of their lines, within the frame, and are named; the slip's stay together. */
START_TEST(flow_fields)
{
	static const char *name[] = {"slip_agree", "slip_disagree", "slip_balance", "slip_reason",
				     "customer_md"};
	static const enum field_kind kind[] = {FIELD_CHECK, FIELD_CHECK, FIELD_TEXT, FIELD_TEXT,
					       FIELD_SIGNATURE};
	struct doc *doc;

	up();
	for (int32_t filler = 0; filler < 30; filler++) {
		struct demo *m = demo_confirmation();
		char *text =
			arena_format(&content, "%s %s %s %s", demo_long, demo_long, demo_long, demo_long);

		/* pushes the slip down through the end of the first page */
		text[filler * 55 + 1] = '\0';
		m->block[3].text = W(text);
		doc = set(m);
		check_doc(doc);
		ck_assert_int_eq(doc->fields, 8);
		for (int32_t i = 5; i < 8; i++) /* name, position and date of the signer */
			ck_assert_str_eq(doc->field[i].name, arena_format(&content, "fill-%d", (int)i - 4));
		for (int32_t i = 0; i < 5; i++) {
			const struct field *fd = &doc->field[i];

			ck_assert_str_eq(fd->name, name[i]);
			ck_assert_int_eq(fd->kind, kind[i]);
			ck_assert_int_eq(fd->page, doc->field[0].page);
			ck_assert_int_gt(fd->y, i ? doc->field[i - 1].y : 0);
			ck_assert_int_ge(fd->x, CHECK_LEFT - 2);
			ck_assert_int_le(fd->x + fd->w, CHECK_RIGHT + 2);
			ck_assert_int_lt(fd->y + fd->h, DEMO_A4_H - 56693);
		}
		arena_reset(&job);
	}
	down();
}
END_TEST

/* Right to left: the window stays where the envelope has it, columns turn, figures still end on one edge. */
START_TEST(flow_right_to_left)
{
	struct doc *doc;
	int32_t invoice = -1, amount = -1, edge = -1;

	up();
	doc = set(demo_arabic(12));
	for (int32_t i = 0; i < doc->page[0].n; i++) {
		const struct item *it = &doc->page[0].item[i];
		const char *s = it->kind == ITEM_TEXT ? check_text(it) : "";

		if (!strcmp(s, "بقالة الواحة ذ.م.م"))
			ck_assert_int_lt(it->x + it->line->width, 297638); /* 105 mm */
		if (!strncmp(s, "INV-2026/0120", 13) && strlen(s) == 14)
			invoice = it->x;
		if (!strcmp(s, "1,234.57") || !strcmp(s, "12,348.49")) {
			/* the last match of a row is its last column */
			amount = it->x;
			if (it->x < 150000) {
				if (edge >= 0)
					ck_assert_int_le(abs(edge - it->x - it->line->width), 20);
				edge = it->x + it->line->width;
			}
		}
	}
	ck_assert_int_ge(invoice, 0);
	ck_assert_int_ge(amount, 0);
	ck_assert_int_gt(invoice, amount);
	down();
}
END_TEST

/* A sheet's head filled to the brim, and over: lines that it cannot hold are set in the text; a logo takes
 * the name's place. */
START_TEST(flow_full_head)
{
	static const uint8_t grey[4] = {0, 80, 160, 240};
	static const struct image logo = {grey, 2, 2, 1, "0000"};
	static const int32_t lines[] = {1, 9, 14, 15, 60};
	struct words address[60];
	struct pair pair[60];

	up();
	for (size_t k = 0; k < sizeof lines / sizeof lines[0]; k++)
		for (enum envelope e = ENVELOPE_NONE; e <= ENVELOPE_US10; e++) {
			struct demo *m = demo_new("en", "Head");
			struct doc *doc;

			m->c.envelope = e;
			for (int32_t i = 0; i < lines[k]; i++) {
				address[i] = W(arena_format(&content, "Address %d", i));
				pair[i] = (struct pair){W(arena_format(&content, "Label %d", i)), W("value"),
							0};
			}
			demo_letterhead(m);
			m->c.head.logo = 0;
			m->c.head.foot = W("One\nTwo\nThree\nFour\nFive\nSix\nSeven");
			demo_lines(m, address, lines[k]);
			demo_pairs(m, BLOCK_INFO, pair, lines[k]);
			demo_text(m, BLOCK_SUBJECT, W("Subject"));
			demo_para(m, demo_long);
			doc = flow_pages(type, &job, &d, &m->c, &logo, 1);
			check_doc(doc);
			ck_assert_int_eq(count(doc, "Address"), lines[k]);
			ck_assert_int_eq(count(doc, "Label"), lines[k]);
			ck_assert_int_eq(count(doc, "Al Noor Trading\u00A0LLC,"), e != ENVELOPE_NONE);
			arena_reset(&job);
		}
	down();
}
END_TEST

static uint32_t seed;

static int32_t draw(int32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (int32_t)(seed >> 8) % n;
}

static const char *drawn_text(int32_t pieces)
{
	static const char *piece[] = {"the invoice INV-2026/01200 of 1,234.50 ",
				      "سداد كامل الدين خلال خمسة أيام ",
				      "претензия о погашении ",
				      "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen ",
				      "a b c ",
				      "\n",
				      "−9,999.00 "};
	char buf[4096] = "x";

	for (int32_t i = 0; i < pieces && strlen(buf) < 3900; i++)
		strcat(buf, piece[draw(7)]);
	return arena_dup(&content, buf);
}

static struct words drawn(const struct demo *m, int32_t pieces)
{
	return m->c.lang[1] && draw(4) ? W2(drawn_text(pieces), drawn_text(pieces)) : W(drawn_text(pieces));
}

static void draw_block(struct demo *m)
{
	struct signer s[3];
	struct box box[5];
	struct pair pair[6];
	struct block *b;
	int32_t n = draw(6);

	switch (draw(11)) {
	case 0:
		demo_table(m, demo_items(m, 1 + draw(60), drawn_text(draw(9))));
		break;
	case 1:
		for (int32_t i = 0; i < 3; i++) {
			s[i] = demo_signer(arena_format(&content, "f%d_%d", m->n, i), draw(2));
			s[i].name = drawn(m, draw(3));
			s[i].role = drawn(m, draw(4));
			s[i].stamp = draw(3) ? W("") : W("Stamp");
		}
		demo_signers(m, s, 1 + draw(3));
		break;
	case 2:
		for (int32_t i = 0; i < 5; i++)
			box[i] = (struct box){.label = drawn(m, draw(4)),
					      .value = drawn(m, draw(8)),
					      .span = draw(4),
					      .lines = draw(4),
					      .check = (uint8_t)!draw(4),
					      .checked = (uint8_t)draw(2)};
		b = demo_block(m, BLOCK_FORM);
		b->box = demo_copy(box, sizeof box);
		b->n = 5;
		b->columns = 1 + draw(5);
		break;
	case 3:
		for (int32_t i = 0; i < 6; i++)
			pair[i] = (struct pair){drawn(m, draw(3)), drawn(m, draw(4)), (uint8_t)draw(2)};
		demo_pairs(m, draw(2) ? BLOCK_KEYBOX : BLOCK_INFO, pair, 1 + n);
		break;
	case 4:
		demo_buckets(m);
		break;
	case 5:
		demo_text(m, BLOCK_HEADING, drawn(m, draw(5)))->level = 1 + draw(2);
		break;
	case 6:
		b = demo_text(m, draw(2) ? BLOCK_CHOICE : BLOCK_FILLIN, drawn(m, draw(7)));
		b->field = arena_format(&content, "f%d", m->n);
		break;
	case 7:
		demo_block(m, BLOCK_RULED)->lines = n;
		break;
	case 8:
		demo_block(m, draw(3) ? BLOCK_SPACE : BLOCK_PAGE_BREAK)->lines = n * 3;
		break;
	default:
		b = demo_text(m, BLOCK_PARAGRAPH, drawn(m, draw(40)));
		b->style = (enum para_style)draw(6);
		b->keep = (uint8_t)!draw(5);
		b->keep_next = (uint8_t)!draw(5);
	}
}

/* Documents drawn by lot: whatever comes together, nothing overlaps, leaves the frame or is lost without a
 * message. */
START_TEST(flow_by_lot)
{
	up();
	for (int32_t k = 0; k < 150; k++) {
		struct demo *m;
		struct doc *doc;

		seed = (uint32_t)k * 7919u + 1;
		m = demo_new(k % 3 == 1 ? "ar" : "en", "Lot");
		if (k % 3 == 2) {
			m->c.lang[1] = "ar";
			m->c.rtl[1] = 1;
		}
		m->c.internal = k % 4 == 3;
		m->c.envelope = (enum envelope)draw(4);
		demo_letterhead(m);
		demo_address(m);
		demo_info(m);
		demo_text(m, BLOCK_SUBJECT, drawn(m, 1 + draw(8)));
		for (int32_t i = 1 + draw(25); i > 0; i--)
			draw_block(m);
		doc = set(m);
		check_overlap(doc);
		check_frame(doc);
		arena_reset(&job);
		arena_reset(&content);
	}
	down();
}
END_TEST

/* Little more than a page is one page with half the white; much more keeps its white. */
START_TEST(flow_tight)
{
	static const int32_t rows[] = {2, 9, 20};
	struct doc *doc;
	int32_t y[2], at;

	up();
	for (int32_t k = 0; k < 3; k++) {
		doc = set(demo_reminder(rows[k]));
		ck_assert_int_eq(doc->pages, k < 2 ? 1 : 2);
		ck_assert_int_eq(count(doc, "INV-"), rows[k]);
		at = 0;
		for (int32_t i = 0; i < doc->page[0].n && at < 2; i++) {
			const struct item *it = &doc->page[0].item[i];

			if (it->kind == ITEM_TEXT && (!strncmp(check_text(it), "Dear", 4) ||
						      !strncmp(check_text(it), "Invoice", 7) || at))
				y[at++] = it->y;
		}
		ck_assert_int_eq(at, 2);
		/* from one paragraph's line to the next one's: two lines of the grid, or one and a half */
		ck_assert_int_lt(abs(y[1] - y[0] - (k == 1 ? 18070 : 24094)), 3);
	}
	down();
}
END_TEST

/* What both languages write alike stands once, apart from directional marks; the last box of a row takes what
 * it leaves. */
START_TEST(flow_said_once)
{
	struct box box[3];
	struct demo *m;
	struct block *b;
	struct doc *doc;
	int32_t boxes = 0, once;

	up();
	box[0] = (struct box){
		.label = W2("Code", "الرمز"), .value = W2("C1042", "\u2066C1042\u2069"), .span = 2};
	box[1] = (struct box){.label = W2("Bank", "البنك"), .value = W2("One", "واحد"), .span = 1};
	box[2] = (struct box){.label = W2("Quote", "المرجع"), .value = W2("C104", "C1043"), .span = 3};
	m = demo_new("en", "Form");
	m->c.lang[1] = "ar";
	m->c.rtl[1] = 1;
	b = demo_block(m, BLOCK_FORM);
	b->box = box;
	b->n = 3;
	b->columns = 4;
	doc = set(m);
	once = count(doc, "C1042") + count(doc, "\u2066C1042");
	ck_assert_int_eq(once, 1);
	ck_assert_int_eq(count(doc, "C104"), once + 2);
	ck_assert_int_eq(count(doc, "One"), 1);
	ck_assert_int_eq(count(doc, "واحد"), 1);
	for (int32_t i = 0; i < doc->page[0].n; i++) {
		const struct item *it = &doc->page[0].item[i];

		if (it->kind != ITEM_BOX)
			continue;
		boxes++;
		if (boxes > 1)
			ck_assert_int_lt(abs(it->x + it->w - CHECK_RIGHT), 3);
	}
	ck_assert_int_eq(boxes, 3);
	down();
}
END_TEST

/* Beside a square logo stands the name, beside a wide one it does not. */
START_TEST(flow_name_beside_logo)
{
	struct image logo = {.sample = (const uint8_t *)"", .w = 100, .h = 100, .channels = 1, .key = "k"};
	struct demo *m;
	struct doc *doc;

	up();
	m = demo_reminder(2);
	m->c.head.logo = 0;
	m->c.head.name = W("Al Noor Trading");
	doc = flow_pages(type, &job, &d, &m->c, &logo, 1);
	ck_assert_int_eq(count(doc, "Al Noor Trading"), 2);
	logo.w = 200;
	doc = flow_pages(type, &job, &d, &m->c, &logo, 1);
	ck_assert_int_eq(count(doc, "Al Noor Trading"), 1); /* the return address */
	down();
}
END_TEST

/* A line end in what has one line only is a space: nothing behind it is lost. */
START_TEST(flow_line_end_in_label)
{
	struct demo *m;
	struct pair p[2];

	up();
	p[0] = (struct pair){W("Pay\nby"), W("30 November\n2026"), 1};
	p[1] = (struct pair){W("Account"), W("AE07\u20280331"), 0};
	m = demo_new("en", "Label");
	demo_letterhead(m);
	demo_pairs(m, BLOCK_KEYBOX, p, 2);
	ck_assert_int_eq(count(set(m), "Pay by"), 1);
	ck_assert_int_eq(count(set(m), "30 November 2026"), 1);
	ck_assert_int_eq(count(set(m), "AE07"), 1);
	down();
}
END_TEST

/* A justified paragraph ends flush at both sides but for its last line; the ragged one does not. */
START_TEST(flow_justified)
{
	struct demo *m;
	struct doc *doc;
	int32_t lines, flush;

	up();
	for (int justified = 0; justified < 2; justified++) {
		m = demo_new("en", "Justified");
		demo_letterhead(m);
		demo_para(m, demo_long)->style = justified ? PARA_JUSTIFIED : PARA_BODY;
		doc = set(m);
		lines = flush = 0;
		for (int32_t i = 1, first = 0; i < doc->page[0].n; i++) {
			const struct item *it = &doc->page[0].item[i];

			if (it->kind != ITEM_TEXT || it->tag < 0 || doc->tag[it->tag].role != TAG_P ||
			    it->line->runs == 0 || it->line->run[0].size != 10000)
				continue;
			first = first ? first : it->line->width;
			lines++;
			flush += it->line->width == first;
		}
		ck_assert_int_gt(lines, 3);
		if (justified)
			ck_assert_int_eq(flush, lines - 1);
		else
			ck_assert_int_lt(flush, lines - 1);
	}
	down();
}
END_TEST

/* Paper too small for margins is refused with a message. */
START_TEST(flow_small_paper)
{
	struct demo *m;

	up();
	m = demo_reminder(2);
	m->c.width = 100000;
	ck_assert_ptr_null(flow_pages(type, &job, &d, &m->c, NULL, 0));
	ck_assert_int_eq(d.count[DIAG_ERROR], 1);
	down();
}
END_TEST

UNIT_MAIN("flow: pages", flow_narrow_chart, flow_one_size, flow_parted_table, flow_uneven_rows,
	  flow_slip_whole, flow_demos, flow_letter_places, flow_carried, flow_total_not_alone, flow_groups,
	  flow_signatures, flow_signatures_short, flow_no_lone_lines, flow_long_words, flow_wide_figures,
	  flow_higher_than_page, flow_copies, flow_fields, flow_right_to_left, flow_full_head, flow_by_lot,
	  flow_tight, flow_said_once, flow_name_beside_logo, flow_line_end_in_label, flow_justified,
	  flow_small_paper)
