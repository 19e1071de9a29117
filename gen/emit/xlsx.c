/* xlsx.c: writes workbooks. */
#include "emit/xlsx.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define MINOR_MOST ((int64_t)1 << 53) /* beyond it a spreadsheet's number is no longer exact */
#define DIGITS 5
#define READ_RTL 2  /* of a cell's reading order */
#define EPOCH 25569 /* 1970-01-01 as a spreadsheet counts days */

struct formats {
	lxw_format *head, *head_end, *caption, *note, *text, *strong, *date, *count, *percent;
	lxw_format *money[DIGITS], *money_strong[DIGITS];
};

const char *xlsx_text(struct arena *a, const char *s)
{
	char *t = NULL;

	for (size_t i = 0; s[i]; i++)
		if ((unsigned char)s[i] < 32 && s[i] != '\n' && s[i] != '\t') {
			if (!t)
				t = arena_dup(a, s);
			t[i] = ' ';
		}
	return t ? t : s;
}

/* In a sheet from right to left texts end at the left and figures stand there; heads and captions begin at
 * the right, whatever their first letter. */
static void turn_formats(struct formats *f)
{
	lxw_format *text[] = {f->head, f->caption, f->note, f->text, f->strong},
		   *figure[] = {f->head_end, f->date, f->count, f->percent};

	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		format_set_align(text[i], LXW_ALIGN_RIGHT);
	for (size_t i = 0; i < sizeof figure / sizeof *figure; i++)
		format_set_align(figure[i], LXW_ALIGN_LEFT);
	for (int i = 0; i < DIGITS; i++) {
		format_set_align(f->money[i], LXW_ALIGN_LEFT);
		format_set_align(f->money_strong[i], LXW_ALIGN_LEFT);
	}
	format_set_reading_order(f->head, READ_RTL);
	format_set_reading_order(f->head_end, READ_RTL);
	format_set_reading_order(f->caption, READ_RTL);
	format_set_reading_order(f->note, READ_RTL);
}

static int make_formats(lxw_workbook *w, const struct xlsx_book *b, struct formats *f)
{
	static const char *const money[DIGITS] = {"#,##0;[Red]-#,##0", "#,##0.0;[Red]-#,##0.0",
						  "#,##0.00;[Red]-#,##0.00", "#,##0.000;[Red]-#,##0.000",
						  "#,##0.0000;[Red]-#,##0.0000"};
	lxw_format **all[] = {&f->head,	  &f->head_end, &f->caption, &f->note,	 &f->text,
			      &f->strong, &f->date,	&f->count,   &f->percent};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		*all[i] = workbook_add_format(w);
		if (!*all[i])
			return -1;
	}
	for (int i = 0; i < DIGITS; i++) {
		f->money[i] = workbook_add_format(w);
		f->money_strong[i] = workbook_add_format(w);
		if (!f->money[i] || !f->money_strong[i])
			return -1;
		format_set_num_format(f->money[i], money[i]);
		format_set_num_format(f->money_strong[i], money[i]);
		format_set_bold(f->money_strong[i]);
	}
	for (int i = 0; i < 2; i++) {
		lxw_format *head = i ? f->head_end : f->head;

		format_set_bold(head);
		format_set_text_wrap(head);
		format_set_bottom(head, LXW_BORDER_THIN);
		format_set_bg_color(head, 0xE8EDF3);
		format_set_align(head, LXW_ALIGN_VERTICAL_BOTTOM);
	}
	format_set_align(f->head_end, LXW_ALIGN_RIGHT);
	format_set_bold(f->caption);
	format_set_font_size(f->caption, 14);
	format_set_bold(f->strong);
	format_set_num_format(f->text, "@");
	format_set_num_format(f->strong, "@");
	format_set_num_format(f->date, b->date_format ? b->date_format : "yyyy-mm-dd");
	format_set_num_format(f->count, "#,##0");
	format_set_num_format(f->percent, b->percent_format ? b->percent_format : "0.0%");
	if (b->rtl)
		turn_formats(f);
	return 0;
}

/* The spreadsheet's own number: the only place where an amount becomes a floating one. xlsx_check proves that
 * it came out exact. */
static double number_of(const struct xlsx_cell *c)
{
	double scale = 1;

	if (c->kind == XLSX_DATE)
		return (double)(c->value + EPOCH);
	if (c->kind == XLSX_PERCENT)
		return (double)c->value / 1000;
	for (int i = 0; c->kind == XLSX_MONEY && i < c->digits; i++)
		scale *= 10;
	return (double)c->value / scale;
}

static int write_cell(lxw_worksheet *s, struct arena *a, const struct formats *f, int32_t row, int32_t col,
		      const struct xlsx_cell *c)
{
	const lxw_row_t r = (lxw_row_t)row;
	const lxw_col_t k = (lxw_col_t)col;
	lxw_format *format = c->strong ? f->strong : f->text;

	if (c->empty)
		return 0;
	if (c->kind == XLSX_TEXT) {
		const char *text = xlsx_text(a, c->text);

		return *text ? (int)worksheet_write_string(s, r, k, text, format) : 0;
	}
	if (c->value > MINOR_MOST || c->value < -MINOR_MOST || c->digits >= DIGITS)
		return -1;
	switch (c->kind) {
	case XLSX_MONEY:
		format = c->strong ? f->money_strong[c->digits] : f->money[c->digits];
		break;
	case XLSX_DATE:
		format = f->date;
		break;
	case XLSX_PERCENT:
		format = f->percent;
		break;
	default:
		format = f->count;
	}
	return c->formula ? (int)worksheet_write_formula_num(s, r, k, c->formula, format, number_of(c))
			  : (int)worksheet_write_number(s, r, k, number_of(c), format);
}

/* From not yet due to long overdue. */
static const lxw_color_t colour[] = {0x5B7FA6, 0xF2C14E, 0xF08A4B, 0xD7504D,
				     0x8E2F3C, 0x5A1F33, 0x3B1530, 0x1F0B24};
#define COLOURS (sizeof colour / sizeof *colour)

/* "'Sales people'!$A$4:$A$9" */
static char *range(struct arena *a, const struct xlsx_sheet *s, int32_t col, int32_t first, int32_t last)
{
	char name[16];

	lxw_col_to_name(name, (lxw_col_t)col, LXW_TRUE);
	return arena_format(a, "='%s'!%s$%d:%s$%d", s->name, name, first + 1, name, last + 1);
}

static int add_chart(lxw_workbook *w, lxw_worksheet *sheet, struct arena *a, const struct xlsx_sheet *s,
		     const struct xlsx_chart *c, int rtl, int32_t place)
{
	lxw_chart *chart = workbook_add_chart(w, c->stacked ? LXW_CHART_COLUMN_STACKED : LXW_CHART_COLUMN);
	const int32_t top = XLSX_HEAD + 1;
	lxw_chart_options options = {.x_scale = 1.9, .y_scale = 1.4};

	if (!chart)
		return -1;
	chart_title_set_name(chart, c->title);
	for (int32_t i = 0; i < c->series_count; i++) {
		lxw_chart_series *series =
			chart_add_series(chart, range(a, s, c->label, top + c->first, top + c->last),
					 range(a, s, c->series + i, top + c->first, top + c->last));
		char name[16];

		if (!series)
			return -1;
		lxw_col_to_name(name, (lxw_col_t)(c->series + i), LXW_TRUE);
		chart_series_set_fill(series, &(lxw_chart_fill){.color = colour[(size_t)i % COLOURS]});
		chart_series_set_name(series, arena_format(a, "='%s'!%s$%d", s->name, name, XLSX_HEAD + 1));
	}
	if (rtl)
		chart_axis_set_reverse(chart->x_axis);
	chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
	return (int)worksheet_insert_chart_opt(sheet, (lxw_row_t)(top + s->rows + 1 + place * 22), 0, chart,
					       &options);
}

/* ---- heads: wrapped text makes no room by itself ---- */

#define LINE 16 /* points of a line of a head */

static int32_t characters(const char *s, size_t n)
{
	int32_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += ((unsigned char)s[i] & 0xC0) != 0x80;
	return count;
}

/* So many characters that the label's longest word, in bold, has room. */
static int32_t width_of(const struct xlsx_column *c)
{
	int32_t width = c->width;

	for (const char *w = c->label; *w; w += strcspn(w, " "), w += strspn(w, " ")) {
		int32_t n = characters(w, strcspn(w, " "));

		if (n + n / 8 + 2 > width)
			width = n + n / 8 + 2;
	}
	return width;
}

/* How many lines the label takes in its column. */
static int32_t lines_of(const struct xlsx_column *c)
{
	const int32_t room = width_of(c) * 8 / 9;
	int32_t lines = 1, used = 0;

	for (const char *w = c->label; *w; w += strcspn(w, " "), w += strspn(w, " ")) {
		int32_t n = characters(w, strcspn(w, " "));

		if (used > 0 && used + 1 + n > room) {
			lines++;
			used = 0;
		}
		used += n + (used > 0);
	}
	return lines;
}

static int32_t head_height(const struct xlsx_sheet *s)
{
	int32_t lines = 2;

	for (int32_t i = 0; i < s->columns; i++)
		if (lines_of(&s->column[i]) > lines)
			lines = lines_of(&s->column[i]);
	return lines * LINE;
}

static int write_sheet(lxw_workbook *w, struct arena *a, const struct formats *f, const struct xlsx_sheet *s,
		       int rtl)
{
	lxw_worksheet *sheet = workbook_add_worksheet(w, s->name);
	int bad = 0;

	if (!sheet)
		return -1;
	if (rtl)
		worksheet_right_to_left(sheet);
	for (int32_t i = 0; i < s->columns; i++)
		bad |= (int)worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i,
						 (double)width_of(&s->column[i]), NULL);
	bad |= (int)worksheet_write_string(sheet, 0, 0, xlsx_text(a, s->caption), f->caption);
	if (s->note)
		bad |= (int)worksheet_write_string(sheet, 1, 0, xlsx_text(a, s->note), f->note);
	bad |= (int)worksheet_set_row(sheet, XLSX_HEAD, (double)head_height(s), NULL);
	for (int32_t i = 0; i < s->columns; i++)
		bad |= (int)worksheet_write_string(
			sheet, XLSX_HEAD, (lxw_col_t)i, xlsx_text(a, s->column[i].label),
			s->rows > 0 && s->cell[i].kind != XLSX_TEXT ? f->head_end : f->head);
	for (int32_t row = 0; row < s->rows; row++)
		for (int32_t col = 0; col < s->columns; col++)
			bad |= write_cell(sheet, a, f, XLSX_HEAD + 1 + row, col,
					  &s->cell[(size_t)row * (size_t)s->columns + (size_t)col]);
	worksheet_freeze_panes(sheet, XLSX_HEAD + 1, 0);
	if (s->rows > 0)
		bad |= (int)worksheet_autofilter(sheet, XLSX_HEAD, 0, (lxw_row_t)(XLSX_HEAD + s->rows),
						 (lxw_col_t)(s->columns - 1));
	worksheet_set_landscape(sheet);
	worksheet_fit_to_pages(sheet, 1, 0);
	worksheet_repeat_rows(sheet, XLSX_HEAD, XLSX_HEAD);
	for (int32_t i = 0; i < s->charts; i++)
		bad |= add_chart(w, sheet, a, s, &s->chart[i], rtl, i);
	return bad ? -1 : 0;
}

static int write_book(const struct xlsx_book *b, struct arena *a, const char *temp, const char *folder,
		      struct diag *d)
{
	const struct place at = {temp, 0, 0};
	lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = arena_dup(a, folder)};
	lxw_doc_properties properties = {.title = arena_dup(a, b->title),
					 .author = arena_dup(a, b->author),
					 .created = (time_t)b->date * 86400};
	lxw_workbook *w = workbook_new_opt(temp, &options);
	struct formats f;
	lxw_error error;
	int bad;

	if (!w)
		return diag(d, DIAG_WORKBOOK, &at, "cannot be begun");
	bad = make_formats(w, b, &f) < 0 || workbook_set_properties(w, &properties) != LXW_NO_ERROR;
	for (int32_t i = 0; i < b->sheets && !bad; i++)
		bad = write_sheet(w, a, &f, &b->sheet[i], b->rtl) < 0;
	error = workbook_close(w);
	if (bad)
		return diag(d, DIAG_WORKBOOK, &at,
			    "a cell cannot be put into a workbook: a text of more than 32767 characters, or "
			    "an amount that is too large");
	return error == LXW_NO_ERROR ? 0 : diag(d, DIAG_WORKBOOK, &at, "%s", lxw_strerror(error));
}

int xlsx_write(const struct xlsx_book *b, const char *path, struct diag *d)
{
	const struct place at = {path, 0, 0};
	const char *slash = strrchr(path, '/');
	char *folder, *temp;
	struct arena a;
	int bad;

	arena_init(&a);
	folder = slash ? arena_dupn(&a, path, (size_t)(slash - path)) : arena_dup(&a, ".");
	temp = arena_format(&a, "%s/.%s.tmp", folder, slash ? slash + 1 : path);
	bad = write_book(b, &a, temp, folder, d);
	if (bad == 0)
		bad = xlsx_check(b, temp, d) < 0 || file_sync(d, temp) < 0 ? -1 : 0;
	if (bad == 0 && rename(temp, path) < 0)
		bad = diag(d, DIAG_FILE_WRITE, &at, "cannot be given its name");
	if (bad == 0)
		bad = file_sync_folder(d, folder);
	else
		unlink(temp);
	arena_done(&a);
	return bad;
}
