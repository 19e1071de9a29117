/* profile_report.c: what a header that does not answer to its profile has, what was wanted, and what comes
 * close.
 */
#include "import/profile_own.h"

#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>

/* The header cell that comes closest to one of the names "A | B"; NULL: none. */
const char *profile_closest(struct arena *a, const char *names, const char *const *head, int32_t width)
{
	const char *near = NULL;
	size_t n, all;

	for (; *names && !near; names += all) {
		all = strcspn(names, "|");
		for (n = all; n > 0 && names[n - 1] == ' '; n--)
			;
		near = diag_closest(arena_dupn(a, names, n), head, width);
		all += strspn(names + all, "| ");
	}
	return near && *near ? near : NULL;
}

static const char *list_text(struct arena *a, const char *const *name, int32_t n)
{
	struct text t;
	const char *s;
	int32_t i, said = 0;

	text_init(&t);
	for (i = 0; i < n && said < 30; i++) {
		if (!*name[i])
			continue;
		text_addf(&t, "%s\"%s\"", said++ > 0 ? ", " : "", name[i]);
	}
	if (i < n)
		text_adds(&t, ", …");
	s = arena_dup(a, text_str(&t));
	text_done(&t);
	return s;
}

/* What a profile wants and the file has not, each with the closest name in the file. */
static void missing_report(struct seeker *s, const struct profile *p, const struct fit *f,
			   const char *const *head)
{
	struct place at = {s->path, f->line, 1};
	const char *near, *wanted;
	int32_t i;

	for (i = 0; i < p->table->columns; i++) {
		wanted = p->header[i];
		if (wanted && f->cell_of[i] < 0 &&
		    (!p->shipped ||
		     ((p->table->column[i].flags & COLUMN_MUST) && !profile_provides(p, f, i)))) {
			near = profile_closest(s->a, wanted, head, f->width);
			diag_hint(
				s->d, DIAG_IMPORT_HEADER, &at,
				near ? arena_format(s->a, "the closest is \"%s\"; the file has %s", near,
						    list_text(s->a, head, f->width))
				     : arena_format(s->a, "the file has %s", list_text(s->a, head, f->width)),
				"the column \"%s\" (%s) is missing, which %s wants", wanted,
				p->table->column[i].name,
				strcmp(p->name, "canonical") == 0
					? arena_format(s->a, "the table %s", p->table->name)
					: arena_format(s->a, "the profile %s", p->name));
		} else if (!wanted && (p->table->column[i].flags & COLUMN_MUST) &&
			   !profile_provides(p, f, i)) {
			diag(s->d, DIAG_IMPORT_HEADER, &p->at,
			     "the profile %s says neither column.%s nor default.%s: the table %s wants one",
			     p->name, p->table->column[i].name, p->table->column[i].name, p->table->name);
		}
	}
}

int profile_unrecognised(struct seeker *s, const struct profile *near, const struct fit *f,
			 const char *const *head)
{
	struct place at = {s->path, f->line ? f->line : 1, 1};
	struct text t;
	const char *close;
	int32_t i, n = 0;

	text_init(&t);
	for (i = 0; i < near->table->columns; i++) {
		if (!near->header[i] || f->cell_of[i] >= 0 || !(near->table->column[i].flags & COLUMN_MUST) ||
		    profile_provides(near, f, i))
			continue;
		close = profile_closest(s->a, near->header[i], head, f->width);
		text_addf(&t, "%s\"%s\"", n++ > 0 ? ", " : "which also wants ", near->header[i]);
		if (close)
			text_addf(&t, " (closest: \"%s\")", close);
	}
	if (n == 0)
		text_addf(&t, "which knows %d of these %d columns", f->found, f->names);
	diag_hint(s->d, DIAG_IMPORT_PROFILE, &at,
		  "add an [import.NAME] to house.ini, or say --as TABLE or --profile NAME",
		  "no table and no profile knows this header: the file has %s; nearest is the %s %s, %s",
		  list_text(s->a, head, f->width), strcmp(near->name, "canonical") == 0 ? "table" : "profile",
		  strcmp(near->name, "canonical") == 0 ? near->table->name : near->name, text_str(&t));
	text_done(&t);
	return -1;
}

static void duplicates_report(struct seeker *s, const struct csv *c, const char *const *head, int32_t width)
{
	struct place at;
	int32_t i, j;

	for (i = 0; i < width; i++) {
		for (j = 0; *head[i] && j < i; j++) {
			if (strcasecmp(head[i], head[j]) != 0)
				continue;
			at = csv_place(c, i);
			diag(s->d, DIAG_IMPORT_HEADER, &at,
			     "the column \"%s\" stands twice in the header (cells %d and %d)", head[i], j + 1,
			     i + 1);
			break;
		}
	}
}

/* In a canonical file a name that no column has is a misspelt column or one too many: said, as it is not
 * imported. */
static void unknown_report(struct seeker *s, const struct profile *p, const struct csv *c,
			   const struct fit *f, const char *const *head)
{
	const char *const *name, *near;
	struct place at;
	int32_t i, n;

	name = canonical_names(p->table, s->a, &n);
	for (i = s->rejects ? REJECTS_COLUMNS : 0; i < f->width; i++) {
		if (!*head[i] || profile_header(c, head[i]) != i || canonical_column(p->table, head[i]) >= 0)
			continue;
		at = csv_place(c, i);
		near = diag_closest(head[i], name, n);
		diag_hint(s->d, DIAG_IMPORT_COLUMN, &at,
			  near ? arena_format(s->a, "did you mean `%s`?", near) : NULL,
			  "the table %s has no column \"%s\"", p->table->name, head[i]);
	}
}

/* ---- near misses ---- */

/* Words of headers, small letters, and the column of the ledger that they mean. */
#define LEDGER_NOTHING MEANS_NOTHING
static const struct {
	const char *word;
	int32_t col;
} meanings[] = {
#define H(col, word) {word, LEDGER_##col},
#include "import/header_word.def"
#undef H
};

const char *draft_low(struct arena *a, const char *s)
{
	const char *end = s + strlen(s), *low;
	struct text t;
	uint32_t c;

	text_init(&t);
	while (s < end) {
		c = utf8_next(&s, end);
		if (c == 0xA0)
			text_addc(&t, ' ');
		else if (c != 0x640) /* the stroke that only widens an Arabic word */
			text_addcp(&t, (uint32_t)u_tolower((UChar32)c));
	}
	low = arena_dup(a, text_str(&t));
	text_done(&t);
	return low;
}

int32_t profile_meaning(struct arena *a, const char *name)
{
	const char *low = draft_low(a, name), *word;
	size_t i;

	for (i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
		word = meanings[i].word;
		if (*word == '=' ? strcmp(low, word + 1) == 0 : strstr(low, word) != NULL)
			return meanings[i].col;
	}
	return MEANS_UNKNOWN;
}

/* True when a loss of the column would misread money. */
static int matters(int32_t col)
{
	return col == LEDGER_CUSTOMER || col == LEDGER_NUMBER || col == LEDGER_DATE || col == LEDGER_DUE ||
	       col == LEDGER_AMOUNT || col == LEDGER_OPEN || col == LEDGER_CLEARED || col == LEDGER_CURRENCY;
}

/* True when the header cell may be the column: by what its words mean, or where they mean nothing that is
 * known, by its spelling. */
static int may_be(struct arena *a, const struct profile *p, int32_t col, const char *cell)
{
	int32_t meaning = profile_meaning(a, cell);

	return meaning == MEANS_UNKNOWN ? profile_closest(a, p->header[col], &cell, 1) != NULL
					: meaning == col;
}

/* A header cell that no column took, while a column that matters stayed unfilled which it may be: by
 * spelling, or by what its words mean. */
static void near_misses(struct seeker *s, const struct profile *p, const struct csv *c, const struct fit *f,
			const char *const *head)
{
	struct place at;
	int32_t i, col;

	for (i = s->rejects ? REJECTS_COLUMNS : 0; i < f->width; i++) {
		for (col = 0; col < p->table->columns && f->cell_of[col] != i; col++)
			;
		if (!*head[i] || col < p->table->columns)
			continue;
		for (col = 0; col < p->table->columns; col++)
			if (matters(col) && p->header[col] && !profile_provides(p, f, col) &&
			    may_be(s->a, p, col, head[i]))
				break;
		if (col == p->table->columns)
			continue;
		at = csv_place(c, i);
		diag_hint(s->d, DIAG_IMPORT_COLUMN, &at,
			  arena_format(s->a, "say `column.%s = %s` in [import.%s] when it is",
				       p->table->column[col].name, head[i], p->name),
			  "the column \"%s\" is none of the profile %s, and nothing else is the %s: is it "
			  "that?",
			  head[i], p->name, p->table->column[col].name);
	}
}

void profile_report(struct seeker *s, const struct profile *p, const struct csv *c, const struct fit *f,
		    const char *const *head)
{
	missing_report(s, p, f, head);
	duplicates_report(s, c, head, f->width);
	if (strcmp(p->name, "canonical") == 0)
		unknown_report(s, p, c, f, head);
	else if (p->shipped && strcmp(p->table->name, "ledger") == 0)
		near_misses(s, p, c, f, head);
}
