/* history_log.c: corrections put into the custody log: a line that says them, and the same as columns. */
#include <string.h>

#include "evidence/history.h"
#include "evidence/vault.h"

const char *history_told(struct arena *a, const struct history_change *k)
{
	return arena_format(a, "%s was %s, is %s", history_word(k->field), history_shown(a, k->field, k->was),
			    history_shown(a, k->field, k->now));
}

const char *history_told_all(struct arena *a, const struct history_change *k, int32_t n)
{
	const char *all = "";

	for (int32_t i = 0; i < n; i++)
		all = arena_format(a, "%s%s%s", all, i ? "; " : "", history_told(a, &k[i]));
	return all;
}

/* Of the newest line. */
static int put(struct db *b, struct diag *d, const struct history_change *k, int32_t n)
{
	struct query *q = query_open(
		b, d,
		"INSERT INTO custody_change(line, seq, field, was, now) SELECT max(id), :seq, :field, :was, :now FROM custody",
		NULL);
	int r = q ? 0 : -1;

	for (int32_t i = 0; i < n && r >= 0; i++) {
		query_bind_int(q, "seq", i + 1);
		query_bind_text(q, "field", history_column(k[i].field));
		query_bind_text(q, "was", k[i].was);
		query_bind_text(q, "now", k[i].now);
		r = query_next(q, d);
		query_reset(q);
	}
	query_close(q);
	return r < 0 ? -1 : 0;
}

int history_log(struct db *b, struct arena *a, struct diag *d, const struct history_line *l)
{
	const char *note = history_told_all(a, l->change, l->changes);

	if (l->reason)
		note = arena_format(a, "%s; %s", note, l->reason);
	return vault_log(b, d, l->day, "corrected", l->name, l->sha256, l->who, note) < 0
		       ? -1
		       : put(b, d, l->change, l->changes);
}
