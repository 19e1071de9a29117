/* idle.c: what a house says of a paper that its stages never come to. */
#include "run/idle.h"

#include <string.h>

#include "run/types.h"

/* The type that the key is about, as REM1 of pay_days.REM1 and of least_days.REM1.NO; NULL: about none. */
static const char *type_of(struct cmd *c, const char *key)
{
	static const char *const family[] = {"pay_days.", "repeat_days.", "least_days."};
	size_t i, n;

	for (i = 0; i < sizeof family / sizeof family[0]; i++) {
		n = strlen(family[i]);
		if (strncmp(key, family[i], n) == 0)
			return arena_dupn(c->arena, key + n, strcspn(key + n, "."));
	}
	return NULL;
}

/* Whether the type's jobs query waits for a stage of its code, and does not care for being asked by name. */
static int by_stage_alone(struct cmd *c, const struct types *t, const char *code)
{
	int32_t i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->type[i].code, code) == 0)
			return strstr(t->type[i].jobs->sql, arena_format(c->arena, "type = '%s'", code)) &&
			       !strstr(t->type[i].jobs->sql, ":asked");
	return 0;
}

static int on_stage(struct cmd *c, struct db *snapshot, const char *code)
{
	struct query *q = query_open(snapshot, c->diag, "SELECT 1 FROM stage WHERE type = :type", NULL);
	int rc = -1;

	if (q) {
		query_bind_text(q, "type", code);
		rc = query_next(q, c->diag);
	}
	query_close(q);
	return rc;
}

int idle_keys(struct cmd *c, struct db *snapshot)
{
	struct types t;
	int32_t i;
	int on;

	if (types_read(c, NULL, 0, &t) != 0)
		return -1;
	for (i = 0; i < c->house->keys; i++) {
		const struct house_key *k = &c->house->key[i];
		const char *code = strcmp(k->section, "policy") == 0 && !strstr(k->at.file, "presets/")
					   ? type_of(c, k->key)
					   : NULL;

		if (!code || (strncmp(k->key, "repeat_", 7) != 0 && !by_stage_alone(c, &t, code)))
			continue;
		on = on_stage(c, snapshot, code);
		if (on < 0)
			return -1;
		if (!on)
			diag_hint(c->diag, DIAG_POLICY_IDLE, &k->at,
				  arena_format(c->arena, "stage.company_credit = …, AGE:%s would read it",
					       code),
				  "%s: no stage of the policy has %s", k->key, code);
	}
	return 0;
}
