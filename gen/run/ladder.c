/* ladder.c: the types of stages. */
#include "run/ladder.h"

#include <ctype.h>
#include <string.h>

#include "db/named.h"

/* Whether sql has the words, not as a part of a longer name. */
static int has_words(const char *sql, const char *words)
{
	size_t n = strlen(words);
	const char *s;

	for (s = strstr(sql, words); s; s = strstr(s + 1, words))
		if ((s == sql || !(isalnum((unsigned char)s[-1]) || s[-1] == '_')) &&
		    !(isalnum((unsigned char)s[n]) || s[n] == '_'))
			return 1;
	return 0;
}

/* A paper that a stage can make asks in its jobs query for the stages of its own code. Others wait for
 * something else: a stage of theirs would hold up the ladder, and no paper would come of it. */
static int asks_for_stage(struct cmd *c, const char *sql, const char *code)
{
	/* a paper of no stage says so by its level, also where it gives way to the letters of stages */
	if (has_words(sql, "0 AS level"))
		return 0;
	if (has_words(sql, arena_format(c->arena, "dunning WHERE type = '%s'", code)))
		return 1;
	return (has_words(sql, "stage_reached") || has_words(sql, "case_stage") || has_words(sql, "stage")) &&
	       (has_words(sql, arena_format(c->arena, "type = '%s'", code)) ||
		has_words(sql, "type = :type"));
}

/* 1: it can be on a ladder, 0: not, -1: its queries cannot be read, as was said. */
static int stageable(struct cmd *c, const struct layout_stem *s)
{
	char *path = house_layout(c->house, c->arena, arena_format(c->arena, "%s.sql", s->stem));
	const struct named_file *f = path ? named_read(c->arena, c->diag, path) : NULL;
	const struct named_query *jobs = f ? named_find(f, "jobs") : NULL;

	if (path && !f)
		return -1;
	return jobs ? asks_for_stage(c, jobs->sql, s->code) : 0;
}

/* "BDR, CLAIM, ESCN": what a stage may name. */
static const char *possible(struct cmd *c, const struct layout_stem *stem, int32_t n)
{
	const char *list = "";
	int32_t i;

	for (i = 0; i < n; i++)
		if (stageable(c, &stem[i]) == 1)
			list = arena_format(c->arena, "%s%s%s", list, *list ? ", " : "", stem[i].code);
	return list;
}

static int stage_check(struct cmd *c, const char *track, const char *type, const struct layout_stem *stem,
		       int32_t n)
{
	const struct house_key *k = house_find(c->house, "policy", arena_format(c->arena, "stage.%s", track));
	const char **code, *close, *named = k ? strstr(k->value, arena_format(c->arena, ":%s", type)) : NULL;
	const struct place at = named ? house_place(k, named + 1) : (struct place){NULL, 0, 0};
	int32_t i;
	int can;

	for (i = 0; i < n && strcmp(stem[i].code, type) != 0; i++)
		;
	can = i < n ? stageable(c, &stem[i]) : 0;
	if (can != 0)
		return can < 0 ? -1 : 0;
	if (i < n)
		return diag_hint(c->diag, DIAG_PLAN_POLICY, &at,
				 arena_format(c->arena, "a stage makes one of %s", possible(c, stem, n)),
				 "stage.%s names %s, which no stage makes", track, type);
	code = arena_alloc(c->arena, sizeof *code * (size_t)(n + 1));
	for (i = 0; i < n; i++)
		code[i] = stem[i].code;
	close = diag_closest(type, code, n);
	return diag_hint(c->diag, DIAG_PLAN_POLICY, &at,
			 close ? arena_format(c->arena, "did you mean %s?", close) : NULL,
			 "stage.%s names %s, which no layout makes", track, type);
}

int ladder_check(struct cmd *c, struct db *snapshot, const struct layout_stem *stem, int32_t n)
{
	struct query *q =
		query_open(snapshot, c->diag, "SELECT track, type FROM stage ORDER BY track, age", NULL);
	int rc = q ? 1 : -1, bad = 0;

	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		if (stage_check(c, query_text(q, 0), query_text(q, 1), stem, n) < 0)
			bad = -1;
	query_close(q);
	return rc < 0 ? -1 : bad;
}

int ladder_sound(struct cmd *c, struct db *snapshot)
{
	const struct layout_stem *stem;
	struct diag quiet;
	int32_t n, errors;
	int found;

	/* a layout that is unsound is reported by what reads it, and may be the one that is missed here */
	diag_init(&quiet, NULL, NULL);
	found = layout_find_all(c->arena, &quiet, c->house, &stem, &n);
	errors = diag_errors(&quiet);
	return found < 0 || errors > 0 ? 0 : ladder_check(c, snapshot, stem, n);
}
