/* report_own.h: what the files of reports share. */
#ifndef LP_REPORT_OWN_H
#define LP_REPORT_OWN_H

#include "run/report.h"

/* The query of the file was asked: it is not there for nothing. */
void report_query_read(struct report *r, const char *name);

/* b0, b1 …: the amount of a bucket. */
int report_is_bucket(const char *name);

/* A chart takes the columns from the first of its series to the last: each that is named is one with a label,
 * and none but they lies between. -1 after a diagnostic. */
int report_series_check(struct report *r, const struct query *q, const struct named_query *named,
			const int32_t *from, const char *series, const struct xlsx_sheet *s);
/* One chart for each run of rows with the same currency. */
void report_charts(struct report *r, const struct query *q, const int32_t *from, const char *series,
		   const char *const *currency, struct xlsx_sheet *s);

/* ---- words (report_words.c): in the language of r->voice, in the arena ---- */

/* A text of the query, as it is called by name. NULL after a diagnostic: a shipped report has no wording of
 * it in the catalogue. In the house's own report it stands as it is written. */
const char *report_word(struct report *r, const struct named_query *named, const char *name,
			const char *english);
/* The same of a column of the open row, with holes as {caption.as_of} that name columns of the row. */
const char *report_sentence(struct report *r, const struct named_query *named, const struct query *q,
			    int32_t col);
/* A word of the trade, the limits of a bucket; what is neither stands as it is. NULL after a diagnostic. */
const char *report_term(struct report *r, const char *code, const struct place *at);
/* "North AS: Aging as of 1 November 2026"; NULL without a title. */
const char *report_headline(struct report *r, const char *author, const char *title);
/* What spreadsheets let a sheet be called, and no other of the n sheets before it: at most 31 characters. */
const char *report_sheet_name(struct arena *a, const char *word, const struct xlsx_sheet *before, int32_t n);
/* Direction and formats of the language. */
void report_dress(const struct report *r, struct xlsx_book *b);

/* Reads the query formulas, where the file has one. 0, or -1 after diagnostics. */
int report_formulas_read(struct report *r);

/* Puts the formulas that are said of the sheet's query into its cells, where all that they name has a figure,
 * and their meaning above its columns. from: which columns of the query stand in the sheet. -1 after
 * diagnostics: a name that is no column of the sheet. */
int report_formulas(struct report *r, const struct named_query *named, const struct query *q,
		    const int32_t *from, const char *const *currency, struct xlsx_sheet *s);

#endif
