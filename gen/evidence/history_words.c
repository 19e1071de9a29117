/* history_words.c: files of words alone that earlier versions filed as valid papers. */
#include <string.h>

#include "evidence/doctype.h"
#include "evidence/history.h"

/* Why such a file is no paper of the DocType; NULL: it may be one. */
static char *fault_of(const struct doctypes *types, struct arena *a, const char *doctype, const char *media)
{
	const struct doctype *type = doctype_find(types, doctype);
	int valid = 1;
	char *why = type ? doctype_fault_by(a, type, NULL, NULL, NULL, DATE_NONE, 0, media, &valid) : NULL;

	return why && !type->words ? why : NULL;
}

int history_words_find(struct db *b, const struct house *h, struct arena *a, struct diag *d,
		       struct history_wordy **list, int32_t *n)
{
	struct query *q = query_open(
		b, d,
		"SELECT id, name, doctype, media FROM evidence WHERE valid = 1 AND media LIKE 'text/%' AND withdrawn_on IS NULL ORDER BY name",
		NULL);
	struct doctypes types = {0};
	int32_t cap = 0;
	int r = q ? 0 : -1;

	*list = NULL;
	*n = 0;
	while (q && (r = query_next(q, d)) > 0) {
		struct history_wordy w = {.id = query_int(q, 0)};

		if (types.n == 0 && doctype_read(b, h, a, d, &types) < 0) {
			r = -1;
			break;
		}
		w.why = fault_of(&types, a, query_text(q, 2), query_text(q, 3));
		if (!w.why)
			continue;
		w.name = arena_dup(a, query_text(q, 1));
		*list = arena_room(a, *list, &cap, *n + 1, sizeof **list);
		(*list)[(*n)++] = w;
	}
	query_close(q);
	return r < 0 ? -1 : 0;
}

int history_words_mark(struct db *copy, const struct house *h, struct diag *d)
{
	struct history_wordy *w;
	struct query *q = NULL;
	struct arena a;
	int32_t n = 0;
	int r;

	arena_init(&a);
	r = history_words_find(copy, h, &a, d, &w, &n);
	if (r == 0 && n > 0)
		q = query_open(copy, d, "UPDATE evidence SET valid = 0, why_invalid = :why WHERE id = :id",
			       NULL);
	if (n > 0 && !q)
		r = -1;
	for (int32_t i = 0; i < n && r >= 0; i++) {
		query_bind_text(q, "why", w[i].why);
		query_bind_int(q, "id", w[i].id);
		r = query_next(q, d);
		query_reset(q);
	}
	query_close(q);
	arena_done(&a);
	return r < 0 ? -1 : 0;
}

int history_words_say(struct db *b, const struct house *h, struct arena *a, struct diag *d)
{
	struct history_wordy *w;
	int32_t n;

	if (history_words_find(b, h, a, d, &w, &n) < 0)
		return -1;
	for (int32_t i = 0; i < n; i++)
		diag_hint(d, DIAG_EVIDENCE_WORDS, NULL,
			  "file the scan of the signed paper, then `ledgerpress evidence withdraw` this one",
			  "%s was filed as valid by an earlier version: %s", w[i].name, w[i].why);
	return 0;
}
