/* Workbooks: every figure and text is read back as it was meant; formulas stay text; the same bytes each
 * time; damage is noticed. */
#include "unit.h"

#include <stdio.h>
#include <unistd.h>
#include <zip.h>

#include "emit/xlsx.h"

static const char path[] = "/tmp/lp-unit-book.xlsx";
static struct text said;

static void sink(void *ctx, const struct diag_message *m)
{
	(void)ctx;
	text_adds(&said, m->text);
	text_addc(&said, '\n');
}

static struct xlsx_cell text(const char *s)
{
	return (struct xlsx_cell){.kind = XLSX_TEXT, .text = s};
}

static struct xlsx_cell money(int64_t v, int digits)
{
	return (struct xlsx_cell){.kind = XLSX_MONEY, .value = v, .digits = (uint8_t)digits};
}

static struct xlsx_column column[] = {{"Name", 20}, {"Amount", 12}, {"Day", 10}, {"Share", 8}};

/* Names that look like formulas, amounts of 0 to 3 decimals, up to the edge of what a spreadsheet holds
 * exactly. */
static struct xlsx_book book(struct xlsx_cell *cell)
{
	static struct xlsx_sheet sheet;
	static struct xlsx_chart chart = {
		.title = "Chart", .first = 0, .last = 5, .label = 0, .series = 1, .series_count = 1};
	static const char *const name[] = {"=cmd|'/c calc'!A1", "+1",	    "-1+1",
					   "@SUM(A1)",		" spaces ", "Щ & <b> \"q\" ي"};
	static const int64_t amount[] = {123450, -1, 9007199254740992, 1234567, -9007199254740992, 0};
	static const int digits[] = {2, 3, 2, 0, 3, 2};

	for (int i = 0; i < 6; i++) {
		cell[i * 4] = text(name[i]);
		cell[i * 4 + 1] = money(amount[i], digits[i]);
		cell[i * 4 + 2] =
			(struct xlsx_cell){.kind = XLSX_DATE, .value = date_make(2026, 11, 1) - i * 1000};
		cell[i * 4 + 3] = (struct xlsx_cell){.kind = XLSX_PERCENT, .value = 333 + i, .empty = i == 3};
	}
	sheet = (struct xlsx_sheet){.name = "Sales people",
				    .caption = "=1+1",
				    .column = column,
				    .columns = 4,
				    .cell = cell,
				    .rows = 6,
				    .chart = &chart,
				    .charts = 1};
	return (struct xlsx_book){.title = "Aging",
				  .author = "A & B",
				  .date = date_make(2026, 11, 1),
				  .sheet = &sheet,
				  .sheets = 1};
}

START_TEST(xlsx_same)
{
	struct xlsx_cell cell[24];
	struct xlsx_book b = book(cell);
	struct diag d;
	char one[DIGEST_HEX], two[DIGEST_HEX];

	diag_init(&d, sink, NULL);
	text_init(&said);
	ck_assert_msg(xlsx_write(&b, path, &d) == 0, "%s", text_str(&said));
	ck_assert_int_eq(digest_file(&d, path, one, NULL), 0);
	ck_assert_int_eq(xlsx_write(&b, path, &d), 0);
	ck_assert_int_eq(digest_file(&d, path, two, NULL), 0);
	ck_assert_str_eq(one, two);
	text_done(&said);
	unlink(path);
}
END_TEST

/* The check that guards the name is able to fail: any one figure or text that differs is named. */
START_TEST(xlsx_differs)
{
	struct xlsx_cell cell[24];
	struct xlsx_book b = book(cell);
	struct diag d;

	diag_init(&d, sink, NULL);
	text_init(&said);
	ck_assert_int_eq(xlsx_write(&b, path, &d), 0);
	for (int i = 0; i < 24; i++) {
		struct xlsx_cell was = cell[i];

		cell[i].value += cell[i].kind != XLSX_TEXT;
		if (cell[i].kind == XLSX_TEXT)
			cell[i].text = "other";
		if (!cell[i].empty)
			ck_assert_msg(xlsx_check(&b, path, &d) == -1, "cell %d", i);
		cell[i] = was;
		cell[i].empty = !cell[i].empty;
		ck_assert_msg(xlsx_check(&b, path, &d) == -1, "cell %d empty", i);
		cell[i] = was;
	}
	ck_assert_ptr_nonnull(strstr(text_str(&said), "sheet Sales people, row 4, column 2"));
	ck_assert_int_eq(xlsx_check(&b, path, &d), 0);
	text_done(&said);
	unlink(path);
}
END_TEST

/* A live formula is written with its result, and both are read back; one that is not meant, or another, is
 * named. */
START_TEST(xlsx_formula)
{
	struct xlsx_cell cell[24];
	struct xlsx_book b = book(cell);
	struct xlsx_sheet sheet = *b.sheet;
	struct diag d;

	diag_init(&d, sink, NULL);
	text_init(&said);
	sheet.note = "Amount: twice & more.";
	b.sheet = &sheet;
	cell[5].formula = "=ROUND(B4*2<3,2)&\"\"";
	ck_assert_msg(xlsx_write(&b, path, &d) == 0, "%s", text_str(&said));
	cell[5].formula = "=ROUND(B4*3,2)";
	ck_assert_int_eq(xlsx_check(&b, path, &d), -1);
	ck_assert_ptr_nonnull(strstr(text_str(&said), "row 5, column 2: another formula stands there"));
	cell[5].formula = NULL;
	ck_assert_int_eq(xlsx_check(&b, path, &d), -1);
	ck_assert_ptr_nonnull(strstr(text_str(&said), "row 5, column 2: a formula stands there"));
	cell[5].formula = "=ROUND(B4*2<3,2)&\"\"";
	cell[9].formula = "=1";
	ck_assert_int_eq(xlsx_check(&b, path, &d), -1);
	cell[9].formula = NULL;
	ck_assert_int_eq(xlsx_check(&b, path, &d), 0);
	sheet.note = "Amount: once.";
	ck_assert_int_eq(xlsx_check(&b, path, &d), -1);
	text_done(&said);
	unlink(path);
}
END_TEST

/* What cannot be written exactly is refused, and the file that stood there stays. */
START_TEST(xlsx_refused)
{
	struct xlsx_cell cell[24];
	struct xlsx_book b = book(cell);
	struct diag d;
	char one[DIGEST_HEX], two[DIGEST_HEX], *vast;

	diag_init(&d, sink, NULL);
	text_init(&said);
	ck_assert_int_eq(xlsx_write(&b, path, &d), 0);
	ck_assert_int_eq(digest_file(&d, path, one, NULL), 0);
	cell[1].value = INT64_MAX;
	ck_assert_int_eq(xlsx_write(&b, path, &d), -1);
	b = book(cell);
	vast = mem_alloc(40000);
	memset(vast, 'x', 39999);
	cell[0].text = vast;
	ck_assert_int_eq(xlsx_write(&b, path, &d), -1);
	free(vast);
	ck_assert_int_eq(digest_file(&d, path, two, NULL), 0);
	ck_assert_str_eq(one, two);
	ck_assert_int_ne(access("/tmp/.lp-unit-book.xlsx.tmp", F_OK), 0);
	text_done(&said);
	unlink(path);
}
END_TEST

/* A torn or flipped file does not pass for the workbook. */
START_TEST(xlsx_damaged)
{
	struct xlsx_cell cell[24];
	struct xlsx_book b = book(cell);
	struct diag d;
	struct arena a;
	size_t n;
	char *bytes;

	diag_init(&d, sink, NULL);
	text_init(&said);
	arena_init(&a);
	ck_assert_int_eq(xlsx_write(&b, path, &d), 0);
	bytes = file_read(&a, &d, path, 0, &n);
	for (size_t cut = 0; cut < n; cut += 97) {
		ck_assert_int_eq(file_write(&d, path, bytes, cut, 1), 0);
		ck_assert_int_eq(xlsx_check(&b, path, &d), -1);
	}
	arena_done(&a);
	text_done(&said);
	unlink(path);
}
END_TEST

UNIT_MAIN("emit: workbooks", xlsx_same, xlsx_differs, xlsx_formula, xlsx_refused, xlsx_damaged)
