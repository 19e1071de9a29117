/* tieout_own.h: what the parts of the tie-out share: its lines, and the rows of the files. */
#ifndef LP_TIEOUT_OWN_H
#define LP_TIEOUT_OWN_H

#include "plan/tieout.h"

/* The figures of a line, in the order of their columns. */
enum {
	TIE_IMPORTED,
	TIE_LEDGER,
	TIE_OPEN,
	TIE_SETTLED,
	TIE_BUCKETS,
	TIE_PRINTED,
	TIE_DIFFERENCE,
	TIE_FIGURES
};

struct tie_line {
	const char *level, *currency, *customer, *paper, *file, *reason; /* NULL: empty */
	int64_t line;							 /* 0: empty */
	const int64_t *v; /* TIE_FIGURES; NULL: all are empty */
	unsigned given;	  /* bit TIE_X: the figure is known */
	int counts;	  /* rows, not money */
};

/* Decimals of a currency; 2 of one that nobody knows. */
int32_t tieout_digits(const char *currency);
/* csv may be NULL. */
void tieout_line(struct text *csv, const struct tie_line *l);

/* What became of the rows of one file in one currency: how many, and their sums, up to each stage. */
struct tie_file {
	int64_t source;
	const char *file, *currency;
	int64_t rows[TIE_FIGURES], sum[TIE_FIGURES];
	int64_t left_rows, left_sum; /* of the imported: left out, by name */
};

struct tie_files {
	struct tie_file *file;
	int32_t n, cap;
};

/* Adds up each file, from what was counted while it was read to what is open; one row too few or too many is
 * reported with its file, and each entry that is in no count by its name. Rows of f are in a. -1 after
 * diagnostics. */
int tieout_files(struct diag *d, struct db *b, struct arena *a, struct tie_files *f);
/* Its lines: rows and sums of each file, then each row that counts nowhere. What the papers printed stands in
 * the table tied. */
int tieout_files_write(struct diag *d, struct db *b, struct tie_files *f, struct text *csv);

/* Each item that a paper of the run covers is open, with that sum and currency, stands on the paper once and
 * is the customer's; the sum that the paper states of them (query covered, else totals) is theirs. What is
 * not so is reported with the paper's name. csv gets a line for each type and currency. -1 after diagnostics.
 */
int tieout_letters(struct diag *d, struct db *b, struct arena *a, const struct job_type *type,
		   const struct job_list *l, const struct job_context *c, struct text *csv);

#endif
