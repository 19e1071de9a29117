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

#endif
