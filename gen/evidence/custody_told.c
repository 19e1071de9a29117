/* custody_told.c: notes of the custody log in the words of a bundle's language. What the chain proves is the
 * note as it was written, in custody-chain.txt; custody.csv is for people. */
#include <string.h>

#include "evidence/custody.h"
#include "evidence/extract.h"
#include "evidence/history.h"

struct teller {
	struct arena *a;
	const struct extract_words *w;
	struct text t;
};

static const char *word(const struct teller *l, const char *code)
{
	const char *s = l->w->word(l->w->ctx, code);

	return s ? s : code;
}

static void add(struct teller *l, const char *code, const char *value)
{
	const char *head = code ? word(l, arena_format(l->a, "head_%s", code)) : NULL;

	text_addf(&l->t, "%s%s%s%s", l->t.len ? "; " : "", head ? head : "", head ? ": " : "", value);
}

/* Up to the first of the ends that is there; *s stands behind it then. */
static const char *quoted(struct teller *l, const char **s, const char *const *ends, int n)
{
	const char *best = NULL, *from = *s;

	for (int i = 0; i < n; i++) {
		const char *at = strstr(from, ends[i]);

		if (at && (!best || at < best))
			best = at;
	}
	if (!best)
		best = from + strlen(from) - (*from && from[strlen(from) - 1] == '"');
	*s = *best ? best + 1 : best;
	return arena_dupn(l->a, from, (size_t)(best - from));
}

/* ` as "storekeeper", by the power of attorney "17" until 2026-12-31, stamped`, as history_signature says it.
 */
static void tell_signature(struct teller *l, const char *s)
{
	static const char *const behind[] = {"\" as \"", "\", by the power", "\" until ", "\", stamped"};
	static const char by[] = "signed by \"", role[] = " as \"", power[] = ", by the power of attorney \"";
	const char *value;

	if (strncmp(s, "unsigned", 8) == 0) {
		add(l, NULL, word(l, "unsigned"));
		s += 8;
	} else if (strncmp(s, by, sizeof by - 1) == 0) {
		s += sizeof by - 1;
		add(l, "signed_by", quoted(l, &s, behind, 4));
	} else {
		s += strcspn(s, ",") + 1;
	}
	if (strncmp(s, role, sizeof role - 1) == 0) {
		s += sizeof role - 1;
		value = quoted(l, &s, behind + 1, 3);
		add(l, "signed_role", word(l, value));
	}
	if (strncmp(s, power, sizeof power - 1) == 0) {
		s += sizeof power - 1;
		add(l, "authority", quoted(l, &s, behind + 2, 2));
	}
	if (strncmp(s, " until ", 7) == 0 && strlen(s) >= 17) {
		add(l, "authority_until", arena_dupn(l->a, s + 7, 10));
		s += 17;
	}
	if (strcmp(s, ", stamped") == 0)
		add(l, "stamped", word(l, "yes"));
}

static const char *last(const char *s, const char *what)
{
	const char *found = NULL;

	while ((s = strstr(s, what)) != NULL)
		found = s++;
	return found;
}

/* "scan.pdf; invoice 936 of 2026; unsigned", as intake writes it. 0: it is none. */
static int tell_filing(struct teller *l, const char *note)
{
	static const char *const begin[] = {"; unsigned", "; signed by \"", "; signatory not named,"};
	const char *signature = NULL, *invoice;

	for (int i = 0; i < 3; i++) {
		const char *at = last(note, begin[i]);

		if (at && (!signature || at > signature))
			signature = at;
	}
	if (!signature)
		return 0;
	note = arena_dupn(l->a, note, (size_t)(signature - note));
	invoice = last(note, "; invoice ");
	if (invoice && strlen(invoice) > 18 && strncmp(invoice + strlen(invoice) - 8, " of ", 4) == 0) {
		const char *number = arena_dupn(l->a, invoice + 10, strlen(invoice) - 18);

		add(l, NULL, arena_dupn(l->a, note, (size_t)(invoice - note)));
		add(l, "invoice", arena_format(l->a, "%s (%s)", number, note + strlen(note) - 4));
	} else {
		add(l, NULL, note);
	}
	tell_signature(l, signature + 2);
	return 1;
}

static const char *value_of(const struct teller *l, enum history_field f, const char *value)
{
	if (f == HISTORY_STAMPED)
		return word(l, value && *value == '1' ? "yes" : "no");
	return !value || !*value ? "\u2013" : f == HISTORY_ROLE ? word(l, value) : value;
}

static void tell_change(struct teller *l, const struct history_change *k)
{
	add(l, history_column(k->field),
	    arena_format(l->a, "%s (%s: %s)", value_of(l, k->field, k->now), word(l, "custody_before"),
			 value_of(l, k->field, k->was)));
}

/* What of the note is behind the changes: the reason. */
static void tell_rest(struct teller *l, const char *rest)
{
	if (*rest)
		add(l, NULL, rest);
}

/* ---- lines ---- */

static int tell_columns(struct teller *l, struct query *changes, int64_t line, const char *note,
			struct diag *d)
{
	struct history_change k[HISTORY_FIELDS];
	int32_t n = 0;
	const char *all;
	int r;

	query_bind_int(changes, "line", line);
	while ((r = query_next(changes, d)) > 0 && n < HISTORY_FIELDS) {
		k[n] = (struct history_change){
			history_field_of(query_text(changes, 0)),
			query_null(changes, 1) ? NULL : arena_dup(l->a, query_text(changes, 1)),
			query_null(changes, 2) ? NULL : arena_dup(l->a, query_text(changes, 2))};
		n += k[n].field < HISTORY_FIELDS;
	}
	query_reset(changes);
	if (r < 0)
		return -1;
	if (n == 0)
		n = history_read(l->a, note, k);
	all = history_told_all(l->a, k, n);
	if (n == 0 || strncmp(note, all, strlen(all)) != 0)
		return 0;
	for (int32_t i = 0; i < n; i++)
		tell_change(l, &k[i]);
	note += strlen(all);
	tell_rest(l, strncmp(note, "; ", 2) == 0 ? note + 2 : note);
	return 1;
}

static int tell_all(struct teller *l, struct diag *d, struct query *lines, struct query *changes,
		    struct query *put)
{
	int r;

	while ((r = query_next(lines, d)) > 0) {
		const char *note = arena_dup(l->a, query_text(lines, 2));
		int told;

		text_reset(&l->t);
		told = strcmp(query_text(lines, 1), "corrected") == 0
			       ? tell_columns(l, changes, query_int(lines, 0), note, d)
			       : tell_filing(l, note);
		if (told < 0)
			return -1;
		if (!told)
			continue;
		query_bind_int(put, "line", query_int(lines, 0));
		query_bind_text(put, "told", text_str(&l->t));
		if (query_next(put, d) < 0)
			return -1;
		query_reset(put);
	}
	return r;
}

int custody_tell(struct db *snapshot, struct diag *d, const char *customer, const struct extract_words *w)
{
	struct query *lines = query_open(
		snapshot, d,
		"SELECT k.id, k.act, k.note FROM custody k WHERE k.note IS NOT NULL AND k.act IN ('filed', 'filed again', 'corrected')"
		" AND k.subject IN (SELECT name FROM evidence WHERE customer = :customer UNION ALL SELECT name FROM evidence_gone WHERE customer = :customer)",
		NULL);
	struct query *changes = query_open(
		snapshot, d, "SELECT field, was, now FROM custody_change WHERE line = :line ORDER BY seq",
		NULL);
	struct query *put =
		query_open(snapshot, d, "INSERT OR REPLACE INTO custody_told VALUES (:line, :told)", NULL);
	struct arena a;
	struct teller l = {.a = &a, .w = w};
	int r = -1;

	arena_init(&a);
	text_init(&l.t);
	if (lines && changes && put) {
		query_bind_text(lines, "customer", customer);
		r = tell_all(&l, d, lines, changes, put);
	}
	query_close(lines);
	query_close(changes);
	query_close(put);
	text_done(&l.t);
	arena_done(&a);
	return r < 0 ? -1 : 0;
}
