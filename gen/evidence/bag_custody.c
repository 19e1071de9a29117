/* bag_custody.c: the custody log in a bundle: its chain, its table, and the papers that it speaks of. */
#define _GNU_SOURCE
#include <string.h>

#include "evidence/bag_own.h"
#include "evidence/custody.h"

struct judge {
	struct bag_reader *r;
	const char *table; /* custody.csv */
};

static void said(void *ctx, const char *what)
{
	const struct judge *j = ctx;

	bag_fault(j->r, BAG_CHANGED, "custody-chain.txt: %s", bag_shown(j->r, what));
}

/* "data/papers/NAME" of a row of the table; NULL: it names none. */
static const char *paper_of(struct bag_reader *r, const char *row)
{
	const char *at = strstr(row, "papers/");

	return at ? arena_format(&r->arena, "data/%.*s", (int)strcspn(at, ",\"\r\n"), at) : NULL;
}

/* Where the line's own hash, the last column, stands in the table: the row after it has it too, as that of
 * the line before. NULL: nowhere. */
static const char *line_of(const char *table, const char *line_sha256)
{
	const char *at = table;

	while ((at = memmem(at, strlen(at), line_sha256, 64)) != NULL && !strchr("\r\n", at[64]))
		at += 64;
	return at;
}

/* What the line says of a paper's content, the table and the manifest must say, too. */
static void own(void *ctx, const char *number, const char *line_sha256, char *text)
{
	const struct judge *j = ctx;
	const char *row = line_of(j->table, line_sha256), *sha256 = text, *path;
	const struct bag_entry *e;

	for (int i = 0; i < 3; i++) { /* date, act, subject */
		sha256 = strchr(sha256, '\t');
		if (!sha256)
			return;
		sha256++;
	}
	if (!row) {
		bag_fault(j->r, BAG_CHANGED, "custody.csv lacks line %s of custody-chain.txt", number);
		return;
	}
	while (row > j->table && row[-1] != '\n')
		row--;
	row = arena_dupn(&j->r->arena, row, strcspn(row, "\n"));
	if (strcspn(sha256, "\t") != 64)
		return;
	sha256 = arena_dupn(&j->r->arena, sha256, 64);
	path = paper_of(j->r, row);
	e = path ? bag_find(j->r, path) : NULL;
	if (!strstr(row, sha256))
		bag_fault(j->r, BAG_CHANGED,
			  "custody.csv has another SHA-256 than line %s of custody-chain.txt", number);
	for (const struct bag_want *w = e ? e->want : NULL; w; w = w->next)
		if (w->kind == DIGEST_SHA256 && strcasecmp(w->hex, sha256) != 0)
			bag_fault(j->r, BAG_CHANGED,
				  "%s was exchanged: line %s of custody-chain.txt has another SHA-256 of it",
				  bag_shown(j->r, path), number);
}

void bag_custody(struct bag_reader *r)
{
	const struct bag_entry *chain = bag_find(r, "data/custody-chain.txt"),
			       *table = bag_find(r, "data/custody.csv");
	struct text lines, rows;

	if (!chain || !table || bag_faults(r->r))
		return;
	text_init(&lines);
	text_init(&rows);
	if (bag_source_read(r, chain, NULL, 0, &lines) == 0 &&
	    bag_source_read(r, table, NULL, 0, &rows) == 0 && lines.len > 0) {
		struct judge j = {r, text_str(&rows)};
		const struct custody_reader reader = {said, own, &j};

		custody_chain_check(lines.data, &reader);
	}
	text_done(&lines);
	text_done(&rows);
}
