/* bundle_given.c: who receives a bundle, and the bundles that were made before it. */
#include "evidence/bundle.h"

/* Who receives this bundle; then the bundles of the case that were made on days before, which the custody log
 * has. Those of its own day are not named: the same bundle made again would name itself. */
int bundle_given_read(struct db *b, struct arena *a, struct diag *d, const char *const *recipients,
		      struct bundle *u)
{
	struct query *q = query_open(
		b, d,
		"SELECT date, subject, sha256, note FROM custody WHERE act = 'bundled' AND date < :as_of AND "
		"substr(subject, 1, length(:case_id) + 1) = :case_id || '_' ORDER BY date, id",
		NULL);
	struct bundle_given *given = NULL;
	int32_t n = 0, cap = 0;
	int r;

	if (!q)
		return -1;
	for (; recipients && recipients[n]; n++) {
		given = arena_room(a, given, &cap, n + 1, sizeof *given);
		given[n] = (struct bundle_given){.date = u->as_of, .who = recipients[n]};
	}
	query_bind_text(q, "case_id", u->case_id);
	query_bind_int(q, "as_of", u->as_of);
	while ((r = query_next(q, d)) > 0) {
		given = arena_room(a, given, &cap, n + 1, sizeof *given);
		given[n++] = (struct bundle_given){(int32_t)query_int(q, 0), arena_dup(a, query_text(q, 1)),
						   arena_dup(a, query_text(q, 2)),
						   query_null(q, 3) ? NULL : arena_dup(a, query_text(q, 3))};
	}
	query_close(q);
	u->given = given;
	u->givens = n;
	return r;
}

int bundle_given_put(struct db *b, struct diag *d, const struct bundle *u)
{
	struct query *q =
		query_open(b, d, "INSERT INTO bundle_given VALUES (:seq, :date, :name, :sha256, :who)", NULL);
	int r = q ? 0 : -1;

	for (int32_t i = 0; i < u->givens && r == 0; i++) {
		const struct bundle_given *g = &u->given[i];

		query_bind_int(q, "seq", i + 1);
		query_bind_int(q, "date", g->date);
		query_bind_text(q, "name", g->name);
		query_bind_text(q, "sha256", g->sha256);
		query_bind_text(q, "who", g->who);
		r = query_next(q, d);
		query_reset(q);
	}
	query_close(q);
	return r;
}
