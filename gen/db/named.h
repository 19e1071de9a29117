/* named.h: the .sql file of a document type: named queries with the formats of their columns.
 *
 *   -- name: items
 *   -- columns: due date, outstanding money, age count
 *   SELECT … WHERE customer = :customer
 *
 * A query runs from its "-- name:" line to the next. named.def says the formats. */
#ifndef LP_NAMED_H
#define LP_NAMED_H

#include "base/base.h"
#include "db/db.h"

enum format {
#define FORMAT(id, name, meaning) FORMAT_##id,
#include "db/named.def"
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

/* ---- what the program itself reads ---- */

/* A query that C code reads, in static tables: `check` proves them, and reading resolves them, by name. */
struct named_reader {
	const char *query;
	const struct query_want *want;
	int32_t wants;
	const char *const *param; /* what is bound to it; ends with NULL; NULL: nothing */
};

/* Opens the reader's query of f, with at[] as query_column fills it. A query, column or parameter that is not
 * there is reported with a hint; then NULL. *named (may be NULL) gets the query as it is declared. */
struct query *named_open(struct db *b, struct diag *d, const struct named_file *f,
			 const struct named_reader *r, int32_t *at, const struct named_query **named);

/* Proves a file that no layout reads: each of the n readers finds what it wants, and what none of them asks
 * for is named. Everything is said at once; -1 when there was an error. */
int named_check(struct db *b, struct diag *d, const struct named_file *f, const struct named_reader *r,
		int32_t n);

#endif
