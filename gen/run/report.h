/* report.h: a workbook from the queries of layouts/NAME.sql: its sheets, their captions and columns are rows
 * of queries themselves. */
#ifndef LP_REPORT_H
#define LP_REPORT_H

#include "cli/cmd.h"
#include "db/named.h"
#include "emit/xlsx.h"
#include "fill/locale.h"
#include "layout/catalogue.h"

/* In which language a workbook speaks. The texts of the file are English and are found in the catalogues as
 * labels of layouts are, with the context "aging:labels:total" (STEM:QUERY:NAME; the name is that of the
 * column, or the sheet's query) or without one. */
struct report_voice {
	const struct catalogue *catalogue; /* NULL: English */
	const struct terms *terms;
	struct locale *locale;
};

/* Opens the voice of a language, "nb"; of a pair, "en+ar", the first. The locale is the caller's to close;
 * the rest is in the run's arena. -1 after diagnostics. */
int report_voice(struct cmd *c, const char *language, struct report_voice *v);

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

/* A word of the trade that was asked for before. */
struct report_seen {
	const char *code, *word;
};

struct report {
	struct cmd *cmd;
	struct db *snapshot; /* set by the caller, with as_of and voice, before report_read */
	int32_t as_of;
	const struct report_voice *voice; /* NULL for report_csv: data have no language */
	const char *stem;		  /* "aging" */
	const struct named_file *file;
	struct report_label *label;
	int32_t labels;
	const struct report_formula *formula;
	int32_t formulas;
	const char *title, *caption, *note; /* of every sheet; note NULL: none */
	struct report_seen *seen;
	int32_t seens, seen_cap;
	uint8_t own;	 /* the file is the house's, and not a shipped one */
	uint8_t checked; /* a missing wording of an own one is told, too */
	uint8_t unsaid;	 /* a wording is missing */
	uint8_t *read;	 /* by query of the file: it was asked */
	uint8_t tied;	 /* a sheet's sums were held against the balances */
};

/* Finds NAME.sql, the house's own or the shipped one. A report is a file with the query sheets, or one that
 * is of no layout. 1; 0 when there is no such report; -1 after diagnostics, when the file cannot be read. */
int report_open(struct cmd *c, const char *name, struct report *r);

/* Asks all queries and puts the book together, in the run's arena; its sums are held against the ledger's
 * balances. -1 after diagnostics: all that is missing in the file at once. */
int report_read(struct report *r, struct xlsx_book *b);

/* Appends the rows of each sheet as CSV, with a head line, an empty line between two sheets: data for other
 * programs, with the names and codes of the query in every language, without captions and sums. -1 after
 * diagnostics. */
int report_csv(struct report *r, struct text *to);

/* The names of all reports, the house's own and the shipped ones, by name, in the arena, with room for
 * REPORT_ROOM more. How many, or -1 after a diagnostic. */
#define REPORT_ROOM 2
int32_t report_names(struct cmd *c, const char ***name);

/* Proves all reports of the house on an empty snapshot: queries, columns and labels are there, none is there
 * for nothing, and all texts have their wording in each of the voices. */
void reports_check(struct cmd *c, struct db *snapshot, const struct report_voice *voice, int32_t voices);

#endif
