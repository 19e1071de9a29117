/* check_own.h: what the parts of check share. Of this room only. */
#ifndef LP_CHECK_OWN_H
#define LP_CHECK_OWN_H

#include "layout/layout.h"

/* A query as the database sees it. */
struct checked {
	const struct named_query *named;
	const char **column, **param;
	int32_t columns, params;
	int opened, used;
	uint8_t *told; /* by param: reported already */
};

struct level { /* an enclosing each= or table */
	const struct checked *query;
	const struct level *outer;
};

struct checker {
	struct arena *a;
	struct diag *d;
	const struct layout *l;
	const struct layout_check *c;
	struct checked *query;
	int32_t n;
	const struct level *level;
};

/* Opens all queries of the stem and the common ones. */
void check_queries(struct checker *k);
/* Its own queries that nothing uses. */
void check_unused(struct checker *k);

/* A query used at a place, with its parameters checked against what is known there; NULL after a diagnostic.
 */
struct checked *check_use(struct checker *k, const char *name, const struct place *at);
/* Its column; -1 after a diagnostic with a hint. */
int32_t check_column(struct checker *k, const struct checked *q, const char *column, const struct place *at);
/* Its column, or -1 in silence. */
int32_t check_has(const struct checked *q, const char *column);
/* 1 when amounts of the column have their currency in the row. */
int check_currency(struct checker *k, const struct checked *q, const char *column);

#endif
