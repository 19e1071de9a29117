/* profile.h: export profiles: which header means what, from house.ini and from the shipped
 * layouts/profiles.ini. */
#ifndef LP_PROFILE_H
#define LP_PROFILE_H

#include <regex.h>

#include "import/csv.h"
#include "house/house.h"
#include "db/canonical.h"
#include "import/value.h"

struct profile_map {
	int32_t column; /* of the table */
	const char *from, *to;
};

struct profile {
	const char *name; /* "canonical", or NAME of [import.NAME] */
	int shipped;	  /* columns that the file lacks are no error */
	struct place at;  /* of the section's first key */
	const char *keys; /* all that its section says, key by key; NULL: nothing */
	const struct canonical *table;
	const char *encoding;  /* NULL: utf-8 */
	char separator;	       /* 0: found from the header */
	char decimal;	       /* 0: settled from the column */
	enum date_order order; /* ORDER_NONE: settled from the column */
	int32_t pivot;	       /* -1: two-digit years are refused */
	int32_t skip_lines;    /* -1: the header is looked for */
	int signs;	       /* the export's own sign gives the direction */
	const char
		*reversed; /* types whose sign in the file is the other one: "payment refund"; NULL: none */
	int repeats; /* a document has a row for each of its lines, alike in what is imported: the first one
			counts */
	int32_t export_date;
	regex_t *ignore_row, *totals_row; /* NULL: none */
	regex_t *group_row; /* a heading: captures the customer's code and its name; NULL: none */
	int sum_by;	    /* the rows of one number are lines of one document: their amounts are summed */
	const char *parent; /* what parts the code of a parent from its branch's; NULL: nothing */
	int replaces;	    /* an export is the whole: it takes the place of the profile's earlier ones */
	int numbers;	    /* a row without a number gets one */
	const char *header[TABLE_COLUMNS_MOST]; /* "A | B": either name; NULL: the file has no such column */
	const char *dflt[TABLE_COLUMNS_MOST];	/* NULL: none */
	struct profile_map *map;
	int32_t maps;
};

struct profiles {
	struct profile *profile;
	int32_t n;
	regex_t *totals_row; /* of those that say no own; NULL: none */
};

/* All profiles of the house, then the shipped ones. -1 after diagnostics (all of them). profile_done frees
 * the patterns. */
int profile_read(struct arena *a, struct diag *d, const struct house *h, struct profiles *out);
void profile_done(struct profiles *p);

/* The profile of the canonical table t, with what [import.canonical] says (decimal, date_order …). */
struct profile *profile_canonical(struct arena *a, const struct profiles *all, const struct canonical *t);

/* An export whose dialect is known: the reader stands behind the header. */
struct export
{
	const struct profile *profile;
	struct csv csv;
	int32_t header_line;
	int32_t width;			     /* cells of the header, without empty ones at its end */
	int32_t cell_of[TABLE_COLUMNS_MOST]; /* cell of each column of the table; -1: none */
	const char *const *head;	     /* names in the file, width of them, in the arena */
	int32_t own; /* its first columns are ours: the file is one of rejects (REJECTS_COLUMNS), or 0 */
};

/* How a file of rejects begins; the columns of the export follow. It is comma-separated UTF-8, whatever the
 * export was. */
#define REJECTS_HEAD "file,line,problem"
#define REJECTS_COLUMNS 3

/* Finds how the file (n bytes, NUL behind) is to be read. table, profile: --as and --profile, or NULL. -1
 * after diagnostics with the headers found, the ones wanted and the closest. The caller ends with
 * csv_close(&e->csv). */
int profile_find(struct arena *a, struct diag *d, const struct profiles *all, const char *path, char *bytes,
		 size_t n, const char *table, const char *profile, struct export *e);

#endif
