/* named.h: the .sql file of a document type: named queries with the formats of their columns.
 *
 *   -- name: items
 *   -- columns: due date, outstanding money, age count
 *   SELECT … WHERE customer = :customer
 *
 * A query runs from its "-- name:" line to the next. Formats: text (the default), date, money, percent,
 * count, words, number, term (a word of the trade that is translated, handbook 1), flag. */
#ifndef LP_NAMED_H
#define LP_NAMED_H

#include "base/base.h"

enum format {
	FORMAT_TEXT,
	FORMAT_DATE,
	FORMAT_MONEY,
	FORMAT_PERCENT,
	FORMAT_COUNT,
	FORMAT_WORDS,
	FORMAT_NUMBER,
	FORMAT_TERM,
	FORMAT_FLAG,
	FORMATS
};

extern const char *const format_name[FORMATS];

struct named_column {
	const char *name;
	enum format format;
	struct place at;
};

struct named_query {
	const char *name, *sql;
	struct place at;		   /* of the SQL's first line */
	const struct named_column *column; /* as declared in "-- columns:" */
	int32_t columns;
};

struct named_file {
	const char *path;
	const struct named_query *query;
	int32_t n;
};

/* All queries of the file, in the arena. NULL after diagnostics (all of them). */
const struct named_file *named_read(struct arena *a, struct diag *d, const char *path);
const struct named_query *named_find(const struct named_file *f, const char *name); /* NULL: none */

/* The columns of a query "jobs" of which the first that is given says who or what a paper is about; NULL ends
 * them. */
extern const char *const named_subjects[];

#endif
