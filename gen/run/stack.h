/* stack.h: in which order and in which files the papers of a run are printed. */
#ifndef LP_STACK_H
#define LP_STACK_H

#include "run/make.h"

/* One paper where it lies. */
struct stacked {
	const struct job *job;
	const char *route; /* that it is stacked by; NULL: by its type */
	int32_t rank, pages,
		sheets; /* rank: of its customer on the way of the post; 0: in the run's own order */
};

/* One print file: papers one behind the other. */
struct volume {
	const char *name;   /* of the file, without its folder and .pdf: "R20261101-01_STMT_v2" */
	const char *code;   /* of the type; NULL: by route */
	const char *route;  /* "": of those without one; NULL: by type */
	int32_t number, of; /* 2 of 3 */
	int32_t first, n;   /* stacks.paper */
	int64_t pages, sheets;
};

struct stacks {
	struct stacked *paper;
	int32_t n;
	struct volume *volume;
	int32_t volumes, cap;
};

/* All that is issued of the run, of m->types. Letters go by the way of the post: the house's own country
 * first, then by country, postcode, route and town; what stays in the house in the run's order. In the run's
 * arena. -1 after diagnostics. */
int stacks_find(struct make *m, struct db *snapshot, const struct print_how *how, struct stacks *s);

/* What the next printing goes by: the command line's options over [output] of house.ini. 0, or a usage
 * message's exit code. */
int print_how_asked(struct cmd *c, struct print_how *how);
/* How the run was printed last, for what is made again; where nobody knows, as the house says. -1 after a
 * diagnostic. */
int print_how_kept(struct make *m, struct print_how *how);
int print_how_keep(struct make *m, const struct print_how *how);

/* The run's print files that a paper of the type may stand in: of the type, and of routes. Names in its
 * folder, with those that are stale. -1 after a diagnostic. */
int print_files(struct make *m, const char *code, char ***name, int32_t *n);

#endif
