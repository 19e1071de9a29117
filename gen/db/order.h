/* order.h: the order of rows in an index over one or two text columns. */
#ifndef LP_ORDER_H
#define LP_ORDER_H

#include "db/db.h"

struct order;

struct order_key {
	const char *first, *second;
	int32_t first_n, second_n;
	int64_t row; /* as they were added, from 0 */
};

struct order *order_open(void);
/* The key of the next row, two texts that are copied; the second may be empty. first should have few values
 * against the number of rows. */
void order_add(struct order *o, const struct db_cell *first, const struct db_cell *second);
/* After the last add: the keys by first, second (by their bytes, as SQLite's BINARY), row. 1; 0 at the end.
 * Borrowed until the next. */
int order_next(struct order *o, struct order_key *key);
void order_close(struct order *o);

#endif
