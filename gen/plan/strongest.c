/* strongest.c: leaves a customer one demand a day. */
#include "plan/strongest.h"

#include <stdlib.h>
#include <string.h>

/* How strong each type's letter is; 0: it is none of a stage. And the first day after the gap. */
struct strength {
	int64_t *of;
	int32_t after;
};

static int strength_read(struct arena *a, struct diag *d, struct db *snapshot, const struct job_type *type,
			 int32_t types, struct strength *s)
{
	struct query *q = query_open(
		snapshot, d,
		"SELECT type, max((track = 'case') * 1000000 + age + 1), (SELECT letter_day(as_of + "
		"max(letter_gap, 1)) FROM run_info) FROM stage GROUP BY type",
		NULL);
	int32_t i;
	int rc = q ? 1 : -1;

	s->of = arena_alloc(a, sizeof *s->of * (size_t)(types + 1));
	while (rc == 1 && (rc = query_next(q, d)) == 1) {
		s->after = (int32_t)query_int(q, 2);
		for (i = 0; i < types; i++)
			if (!type[i].internal && strcmp(type[i].code, query_text(q, 0)) == 0)
				s->of[i] = query_int(q, 1);
	}
	query_close(q);
	return rc;
}

/* A letter of a stage, by its place in the list. */
struct letter {
	const char *customer;
	int64_t strength;
	int32_t at;
};

static int by_customer(const void *x, const void *y)
{
	const struct letter *a = x, *b = y;
	int c = strcmp(a->customer, b->customer);

	if (c == 0)
		c = a->strength < b->strength ? 1 : a->strength > b->strength ? -1 : 0;
	return c ? c : a->at < b->at ? -1 : a->at > b->at;
}

/* The jobs that are not marked, in their order. */
static void take_out(struct job_list *l, const uint8_t *weaker)
{
	int32_t i, n = 0;

	for (i = 0; i < l->n; i++)
		if (!weaker[i])
			l->job[n++] = l->job[i];
	l->n = n;
}

int jobs_strongest(struct arena *a, struct diag *d, struct db *snapshot, const struct job_type *type,
		   int32_t types, struct job_list *made, struct job_list *why)
{
	struct letter *all = arena_alloc(a, sizeof *all * (size_t)(made->n + 1));
	uint8_t *weaker = arena_alloc(a, (size_t)made->n + 1);
	struct strength s = {NULL, DATE_NONE};
	int32_t i, first = 0, n = 0;

	if (strength_read(a, d, snapshot, type, types, &s) < 0)
		return -1;
	for (i = 0; i < made->n; i++)
		if (made->job[i].customer && s.of[made->job[i].type] > 0)
			all[n++] = (struct letter){made->job[i].customer, s.of[made->job[i].type], i};
	if (n > 0)
		qsort(all, (size_t)n, sizeof *all, by_customer);
	for (i = 1; i < n; i++) {
		struct job j = made->job[all[i].at];

		if (strcmp(all[i - 1].customer, all[i].customer) != 0) {
			first = i;
			continue;
		}
		weaker[all[i].at] = 1;
		j.reason = "stronger_letter";
		j.stronger = type[made->job[all[first].at].type].code;
		j.first_on = s.after;
		if (why)
			job_list_add(a, why, &j);
	}
	take_out(made, weaker);
	return 0;
}
