/* import.h: exports into the ledger. A call goes in whole or not at all.
 *
 * How it works, and why so. In come CSV files of any accounting system, in any encoding and dialect; out go
 * rows of the canonical tables (db/canonical.c), each with its file, SHA-256 and line, or nothing and every
 * fault of every file at its place. A half imported file is worse than none, so all files of a call share one
 * transaction.
 *
 * A file is told apart by its header: profiles (layouts/profiles.ini, then house.ini, profile.h) say which
 * column is which. What the file leaves open (decimal mark, order of dates) is settled from whole columns and
 * never guessed from a cell: value.h. Rows go through checks (rows.h), get an identity so that the same
 * export again changes nothing and a corrected one replaces its predecessor (store.h), and must add up with
 * the file's own totals (totals.h, proof.h).
 *
 * The rule of every doubt: refuse with the place, what was expected and the key that settles it; or take it
 * and say so. Never silently.
 *
 * Begin with rows.h, then value_amount.c. Tests: `sh tests/run.sh unit import_value import_import golden
 * import`. */
#ifndef LP_IMPORT_H
#define LP_IMPORT_H

#include "base/base.h"

struct db;
struct house;

struct import_options {
	const char *table;	/* --as: canonical table, NULL: found from the header */
	const char *profile;	/* --profile, NULL: recognised by the header */
	const char *date_order; /* "dmy", "mdy", "ymd" or NULL */
	int skip_bad;		/* good rows go in, bad ones are counted */
	int dry_run;		/* everything but the commit */
	const char *rejects;	/* CSV of bad rows, or NULL */
	const char *const
		*expect; /* "AED=123.45", n of them: what the call's rows must sum to in the ledger */
	int32_t expects;
	/* asked before the commit, with the call's rows in the ledger, inside its transaction: -1 refuses the
	 * call. NULL: nobody is asked */
	int (*prove)(void *ctx, struct db *b, struct diag *d);
	void *prove_ctx;
	int32_t export_date; /* the day that open amounts speak of; DATE_NONE: from the profile or the file */
};

struct import_total {
	char currency[4];
	int64_t rows, amount; /* signed sum in minor units */
};

/* What one file did, for the report. In the arena. */
struct import_report {
	const char *file, *table, *profile;
	int64_t customers; /* made from a flat ledger */
	int64_t rows, added, changed, removed, unchanged, rejected;
	int64_t skipped;      /* totals rows, repeated heads */
	const char *replaces; /* files of other names whose place it took, with commas; NULL: none */
	int already;	      /* the same file was in before: nothing done */
	int anew;	      /* it was in before, and read in another way */
	const struct import_total *total;
	int32_t totals;
	const struct import_total *left_out; /* sums of rejected rows whose amount could be read */
	int32_t left_outs;
};

/* Imports files in one transaction. report: n of them. -1 after diagnostics (then nothing was changed). */
int import_files(struct db *b, const struct house *h, struct arena *a, struct diag *d,
		 const char *const *file, int32_t n, const struct import_options *o,
		 struct import_report *report);

/* The day that stands in a file's name (2026-11-30, 20261130, 30.11.2026), without its folders; DATE_NONE:
 * none. */
int32_t import_day_in(const char *name);

/* Adds to out the section [import.NAME] that the file's own header suggests, with what is open as comments.
 * -1 after a diagnostic. */
int import_draft(struct arena *a, struct diag *d, const char *path, const char *name, struct text *out);

/* A word of a column, and how many rows have it. */
struct import_word {
	const char *word;
	int64_t rows;
	int32_t line; /* of the first */
};

#define IMPORT_WORDS 16 /* of a column that are told apart */

/* What a look into a file tells of it and of the house that it comes from. In the arena. */
struct import_look {
	const char *table, *profile;		/* NULL: no table and no profile knows its header */
	struct import_word title[IMPORT_WORDS]; /* cells that stand alone in a line above the header */
	struct import_word currency[IMPORT_WORDS], country[IMPORT_WORDS], language[IMPORT_WORDS];
	int32_t titles, currencies, countries, languages;
};

/* Looks into a file by the profiles of h; what is wrong with its rows is not said. 1: known, 0: no table and
 * no profile knows it, -1 after a diagnostic: it is no text of rows. */
int import_look(struct arena *a, struct diag *d, const struct house *h, const char *path,
		struct import_look *look);

/* Proves the export profiles of the house and the shipped ones, without any file. -1 after diagnostics (all
 * of them). */
int import_check(struct arena *a, struct diag *d, const struct house *h);

#endif
