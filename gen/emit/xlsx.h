/* xlsx.h: tables as a workbook, by libxlsxwriter; read back and compared cell by cell before it gets its
 * name. */
#ifndef LP_XLSX_H
#define LP_XLSX_H

#include "base/base.h"

enum xlsx_kind { XLSX_TEXT, XLSX_MONEY, XLSX_DATE, XLSX_COUNT, XLSX_PERCENT };

struct xlsx_cell {
	enum xlsx_kind kind;
	uint8_t empty, strong;
	uint8_t digits;	     /* MONEY: decimals of its currency */
	const char *text;    /* TEXT; never taken for a formula, whatever it starts with */
	int64_t value;	     /* MONEY minor units, DATE days, COUNT, PERCENT tenths */
	const char *formula; /* a figure that the spreadsheet works out, "=ROUND(A4*B4,2)"; value is its
				result; NULL: none */
};

struct xlsx_column {
	const char *label;
	int32_t width; /* in characters */
};

/* Columns: one a row from first to last, one colour a table column from series on, upon or beside each other.
 */
struct xlsx_chart {
	const char *title;
	uint8_t stacked;
	int32_t first, last;		     /* rows of the table, from 0 */
	int32_t label, series, series_count; /* columns */
};

struct xlsx_sheet {
	const char *name;    /* at most 31 characters, none of [ ] : * ? / \ and no ' */
	const char *caption; /* the line above the table */
	const char *note;    /* the line below that; NULL: none */
	const struct xlsx_column *column;
	int32_t columns;
	const struct xlsx_cell *cell; /* rows × columns */
	int32_t rows;
	const struct xlsx_chart *chart;
	int32_t charts;
};

struct xlsx_book {
	const char *title, *author;
	uint8_t rtl;				  /* the first column is the one at the right */
	const char *date_format, *percent_format; /* as spreadsheets have them; NULL: "yyyy-mm-dd", "0.0%" */
	int32_t date;				  /* stands for the moment of making: no clock */
	const struct xlsx_sheet *sheet;
	int32_t sheets;
};

/* Writes beside path, proves what was written with xlsx_check, syncs and renames over path. -1 after a
 * diagnostic; then path is as it was. */
int xlsx_write(const struct xlsx_book *b, const char *path, struct diag *d);

/* Opens the workbook as a ZIP, parses each sheet and compares every cell with the book. -1 after a diagnostic
 * that names sheet and cell. */
int xlsx_check(const struct xlsx_book *b, const char *path, struct diag *d);

#define XLSX_HEAD 2 /* rows above the first of the table: caption, note; then the head itself */

/* Control characters that XML cannot hold become blanks. In the arena when something changed. */
const char *xlsx_text(struct arena *a, const char *s);

#endif
