/* unless.c: the columns of a jobs query that speak against a paper. */
#include "plan/unless.h"

#include <string.h>

static const char unless[] = "unless ", value[] = "value ", until[] = "until ";

/* The term behind the word; NULL: another column. */
static const char *term_of(const char *column, const char *word)
{
	const size_t n = strlen(word);

	return strncmp(column, word, n) == 0 && column[n] ? column + n : NULL;
}

int unless_column(const char *name)
{
	return term_of(name, unless) || term_of(name, value) || term_of(name, until);
}

static int32_t column_of(const struct query *q, const char *word, const char *term)
{
	const char *found;
	int32_t i;

	for (i = 0; i < query_columns(q); i++) {
		found = term_of(query_name(q, i), word);
		if (found && strcmp(found, term) == 0)
			return i;
	}
	return -1;
}

void unless_find(struct arena *a, const struct query *q, struct unlesses *u)
{
	const char *term;
	int32_t i;

	*u = (struct unlesses){NULL, 0, 0};
	for (i = 0; i < query_columns(q); i++) {
		u->columns += unless_column(query_name(q, i));
		u->n += term_of(query_name(q, i), unless) != NULL;
	}
	u->item = arena_alloc(a, sizeof *u->item * (size_t)(u->n + 1));
	for (i = u->n = 0; i < query_columns(q); i++) {
		term = term_of(query_name(q, i), unless);
		if (!term)
			continue;
		term = arena_dup(a, term);
		u->item[u->n++] =
			(struct unless){term, i, column_of(q, value, term), column_of(q, until, term)};
	}
}

const struct unless *unless_first(const struct query *q, const struct unlesses *u)
{
	int32_t i;

	for (i = 0; i < u->n; i++)
		if (query_int(q, u->item[i].at) != 0)
			return &u->item[i];
	return NULL;
}
