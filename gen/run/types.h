/* types.h: the house's document types as plan wants them: code and queries, without knowing what stands on
 * the paper. */
#ifndef LP_TYPES_H
#define LP_TYPES_H

#include "cli/cmd.h"
#include "plan/plan.h"

struct layout;

struct type_facts {
	const char *stem, *title; /* "reminder-written", "Reminder" */
	const struct layout *layout;
	int internal;
	int32_t copies;
	const struct named_query *recipients, *encloses; /* by mail; NULL: none of its own */
	const struct named_query *breaches;		 /* what forbids a paper; NULL: nothing */
};

struct types {
	struct job_type *type;	 /* by code; only those with a jobs query when read for planning */
	struct type_facts *fact; /* the same index */
	int32_t n;
};

/* Reads the types with these codes or stems, all that plan themselves when n is 0. Types that are unsound are
 * reported and left out; an unknown code is a usage message. With --due the types named count as not asked
 * for by name. 0, EXIT_BAD_USAGE, or -1. In the run's arena. */
int types_read(struct cmd *c, const char *const *code, int32_t n, struct types *t);

#endif
