/* report.h: a workbook from the queries of layouts/NAME.sql: its sheets, their captions and columns are rows
 * of queries themselves. */
#ifndef LP_REPORT_H
#define LP_REPORT_H

#include "cli/cmd.h"
#include "db/named.h"
#include "emit/xlsx.h"

/* What stands above a column, and how wide it is. */
struct report_label {
	const char *name, *label;
	int32_t width;
};

/* A column whose cells the spreadsheet works out anew. */
struct report_formula {
	const char *query, *column, *formula, *meaning;
	struct place at;
};

struct report {
	struct cmd *cmd;
	struct db *snapshot; /* set by the caller, with as_of, before report_read */
	int32_t as_of;
	const struct named_file *file;
	struct report_label *label;
	int32_t labels;
	const struct report_formula *formula;
	int32_t formulas;
	const char *caption;
	uint8_t *read; /* by query of the file: it was asked */
	uint8_t tied;  /* a sheet's sums were held against the balances */
};

/* Finds NAME.sql, the house's own or the shipped one. A report is a file with the query sheets, or one that
 * is of no layout. 1; 0 when there is no such report; -1 after diagnostics, when the file cannot be read. */
int report_open(struct cmd *c, const char *name, struct report *r);

/* Asks all queries and puts the book together, in the run's arena; its sums are held against the ledger's
 * balances. -1 after diagnostics: all that is missing in the file at once. */
int report_read(struct report *r, struct xlsx_book *b);

/* Appends the rows of each sheet as CSV, with a head line, an empty line between two sheets: data for other
 * programs, without captions and sums. -1 after diagnostics. */
int report_csv(struct report *r, struct text *to);

/* The names of all reports, the house's own and the shipped ones, by name, in the arena, with room for
 * REPORT_ROOM more. How many, or -1 after a diagnostic. */
#define REPORT_ROOM 2
int32_t report_names(struct cmd *c, const char ***name);

/* Proves all reports of the house on an empty snapshot: queries, columns and labels are there, none is there
 * for nothing. */
void reports_check(struct cmd *c, struct db *snapshot);

#endif
