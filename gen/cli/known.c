/* known.c: words of the command line that the house must know. */
#include "cli/known.h"

#include <string.h>

void known_add(struct cmd *c, struct known *k, const char *name)
{
	k->name = arena_room(c->arena, k->name, &k->cap, k->n + 1, sizeof *k->name);
	k->name[k->n++] = arena_dup(c->arena, name);
}

int known_read(struct cmd *c, struct known *k, const char *sql)
{
	struct query *q = query_open(c->db, c->diag, sql, NULL);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		known_add(c, k, query_text(q, 0));
	query_close(q);
	return rc;
}

static const char *const kind_sql[KNOWN_KINDS] = {
#define KNOWN(kind, sql) sql,
#include "cli/known.def"
#undef KNOWN
};

#define LISTED_MOST 12

const char *known_hint(struct cmd *c, enum known_kind kind, const char *word)
{
	struct known all = {0};
	const char *close = NULL;

	if (known_read(c, &all, kind_sql[kind]) == 0)
		close = diag_closest(word, all.name, all.n);
	/* what is known, and not as what is asked for, is no spelling */
	return close && strcmp(close, word) != 0 ? arena_format(c->arena, "did you mean %s?", close) : NULL;
}

/* What was meant, or what there is to choose from where that is little. */
static const char *advice(struct cmd *c, const struct known *k, const char *word)
{
	const char *close = diag_closest(word, k->name, k->n), *list = NULL;
	int32_t i;

	if (close)
		return arena_format(c->arena, "did you mean %s?", close);
	for (i = 0; i < k->n && k->n <= LISTED_MOST; i++)
		list = list ? arena_format(c->arena, "%s, %s", list, k->name[i]) : k->name[i];
	return list ? arena_format(c->arena, "known are: %s", list) : NULL;
}

int known_check(struct cmd *c, const struct known *k, const char *who, const char *what, const char *word)
{
	int32_t i;

	for (i = 0; i < k->n; i++)
		if (!word || strcmp(k->name[i], word) == 0)
			return 0;
	if (!word)
		return 0;
	return diag_hint(c->diag, DIAG_NO_SUBJECT, NULL, advice(c, k, word), "%s knows no %s %s", who, what,
			 word);
}

int known_staff(struct cmd *c, const char *option)
{
	const char *word = cmd_option(c, option), *near;
	struct known all = {0};

	if (!word)
		return 0;
	if (known_read(c, &all, "SELECT code FROM staff UNION SELECT name FROM staff") < 0)
		return -1;
	for (int32_t i = 0; i < all.n; i++)
		if (strcmp(all.name[i], word) == 0)
			return 0;
	if (all.n == 0)
		return 0;
	near = diag_closest(word, all.name, all.n);
	diag_hint(c->diag, DIAG_KNOWN_STAFF, NULL,
		  near ? arena_format(c->arena, "did you mean `%s`?", near) : NULL,
		  "--%s %s is no code and no name of the staff", option, word);
	return 0;
}
