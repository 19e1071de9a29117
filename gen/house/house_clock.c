/* house_clock.c: what a house.ini of the older clock says, which counted days from the day after the due
 * date. */
#include <stdlib.h>
#include <string.h>

#include "house/house_file.h"

#define OLDER_KEY "overdue_offset_days"

/* "0:REM0, 5:REM1" with every age so many days more. */
static const char *stages_later(struct arena *a, const char *s, int64_t days)
{
	struct text t;
	const char *out;
	char *stop;

	text_init(&t);
	while (*s) {
		int64_t age = *s == ' ' ? 0 : strtoll(s, &stop, 10);

		if (*s != ' ' && stop != s && *stop == ':') {
			text_addint(&t, age + days);
			s = stop;
		}
		text_addc(&t, *s++);
	}
	out = arena_dup(a, text_str(&t));
	text_done(&t);
	return out;
}

static int is_stage(const struct house_key *k)
{
	return strcmp(k->section, "policy") == 0 && strncmp(k->key, "stage.", 6) == 0;
}

/* The house's own stages as they are to be written now, so that each letter keeps its day. */
static const char *stages_now(struct arena *a, const struct house_list *own, int64_t days)
{
	const char *out = "remove the line";
	int32_t i, n = 0;

	if (days == 0)
		return "remove the line: the stages of this house counted so already";
	for (i = 0; i < own->n; i++)
		if (is_stage(&own->key[i]))
			out = arena_format(a, "%s%s`%s = %s`", out,
					   n++ ? " and " : "; to write on the same days as before say ",
					   own->key[i].key, stages_later(a, own->key[i].value, days));
	return n > 0 ? out : "remove the line: the preset's stages and buckets count so already";
}

static const struct house_key *older_key(const struct house_list *own)
{
	int32_t i;

	for (i = 0; i < own->n; i++)
		if (strcmp(own->key[i].section, "policy") == 0 && strcmp(own->key[i].key, OLDER_KEY) == 0)
			return &own->key[i];
	return NULL;
}

int house_clock_wrong(struct arena *a, struct diag *d, const struct house_list *own,
		      const struct house_key *k)
{
	const struct place at = house_place(k, k->value);
	const char *v = k->value;
	int64_t days;
	char *stop;

	if (k == older_key(own)) {
		days = strtoll(v, &stop, 10);
		diag_hint(d, DIAG_HOUSE_KEY, &k->at, stages_now(a, own, *v && !*stop ? days : 1),
			  "[policy] " OLDER_KEY
			  " is a key no more: days overdue are the as-of date less the due "
			  "date, 1 on the first day, in stages, buckets and on every paper");
		return 1;
	}
	if (is_stage(k) && strtoll(v, &stop, 10) <= 0 && stop != v && *stop == ':') {
		if (older_key(own))
			return 1; /* its message has the stages too */
		diag_hint(
			d, DIAG_HOUSE_VALUE, &at,
			arena_format(a, "to write on the same days as before say `%s = %s`", k->key,
				     stages_later(a, v, 1)),
			"[policy] %s = %s: a stage's age is in days overdue, and the first day overdue is 1",
			k->key, v);
		return 1;
	}
	return 0;
}
