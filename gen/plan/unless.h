/* unless.h: what a jobs query itself says against a paper: its columns "unless TERM". */
#ifndef LP_UNLESS_H
#define LP_UNLESS_H

#include "plan/jobs.h"

/* One of them: the paper is not made where the column is not 0, and TERM is why. */
struct unless {
	const char *term;
	int32_t at, value, until; /* columns; "value TERM" and "until TERM" are -1 where there are none */
};
struct unlesses {
	struct unless *item;
	int32_t n, columns; /* columns: how many of the query's are taken here */
};

/* Finds them in a query that was opened; in the arena. */
void unless_find(struct arena *a, const struct query *q, struct unlesses *u);
/* The first that speaks against the paper of the row; NULL: none. */
const struct unless *unless_first(const struct query *q, const struct unlesses *u);
/* Whether a column is one of these, by its name: not a parameter of the type's queries. */
int unless_column(const char *name);

#endif
