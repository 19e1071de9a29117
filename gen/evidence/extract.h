/* extract.h: the rows of a named query as a CSV file: dates in ISO, money with its decimals, text that no
 * spreadsheet runs. */
#ifndef LP_EXTRACT_H
#define LP_EXTRACT_H

#include "db/db.h"
#include "db/named.h"
#include "house/house.h"

/* Of a query that is data and a table for people: a column "shown_NAME" is what people see in the place of
 * NAME, or beside the rest where there is no NAME. It is none of the data: no CSV file has it. */
#define EXTRACT_SHOWN "shown_"
int extract_is_shown(const char *column);

/* In which language a table is worded: heads by the terms head_COLUMN, columns of terms by theirs. word gives
 * NULL for what is no term. */
struct extract_words {
	const char *(*word)(void *ctx, const char *code);
	void *ctx;
	struct arena *arena;
};

/* As extract_csv, in words; w NULL: heads and terms as the query has them. */
int extract_worded(struct query *q, const struct named_query *n, struct diag *d,
		   const struct extract_words *w, struct text *to, int32_t *rows);
/* Appends head and rows. A money column takes its currency from the column "currency". q is used up to its
 * end, and its formats are those that n declares. *rows (may be NULL) gets their number. -1 after a
 * diagnostic. */
int extract_csv(struct query *q, const struct named_query *n, struct diag *d, struct text *to, int32_t *rows);

/* One value as text: "" for NULL. buf is used where the value is no text already. */
const char *extract_value(const struct query *q, int32_t col, enum format format, const char *currency,
			  char buf[32]);
/* The format of a column by its name; FORMAT_TEXT when none is declared. */
enum format extract_format(const struct named_query *n, const char *column);

#endif
