/* profile_draft_other.c: the draft of a profile of customers or staff, from a file's own header. */
#include <string.h>

#include "import/import.h"
#include "import/profile_own.h"
#include "import/separator.h"

#define TITLES_MOST 40 /* records looked through for the header */
#define ROLES_MOST 12  /* words of a column of roles that are told */

static const struct meaning {
	const char *table, *column, *word;
} meanings[] = {
#define O(table, column, word) {#table, #column, word},
#include "import/header_other.def"
#undef O
};

struct other {
	struct arena *a;
	const struct canonical *table;
	const char *const *head;
	int32_t width, line;
	int32_t cell_of[TABLE_COLUMNS_MOST];
};

/* The column of the table that a header means; -1: none. */
static int32_t meaning_of(struct arena *a, const struct canonical *t, const char *head)
{
	const char *low = draft_low(a, head);
	size_t i;

	for (i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
		if (strcmp(meanings[i].table, t->name) == 0 && strstr(low, meanings[i].word))
			return canonical_column(t, meanings[i].column);
	return -1;
}

static int32_t guess(struct other *w, const struct csv *c)
{
	const char **head = arena_alloc(w->a, (size_t)(c->cells + 1) * sizeof *head);
	int32_t i, col, found = 0;

	for (i = 0; i < w->table->columns; i++)
		w->cell_of[i] = -1;
	for (i = 0; i < c->cells; i++) {
		head[i] = draft_line(w->a, c->cell[i].s, c->cell[i].n);
		col = *head[i] && strlen(head[i]) < 60 && !strchr(head[i], '|')
			      ? meaning_of(w->a, w->table, head[i])
			      : -1;
		if (col < 0 || w->cell_of[col] >= 0)
			continue;
		w->cell_of[col] = i;
		found++;
	}
	w->head = head;
	w->width = c->cells;
	w->line = c->start_line;
	return found;
}

/* Whether the columns that a row cannot be without are told. */
static int has_musts(const struct other *w)
{
	int32_t i;

	for (i = 0; i < w->table->columns; i++)
		if ((w->table->column[i].flags & COLUMN_MUST) && w->cell_of[i] < 0)
			return 0;
	return 1;
}

/* The record that means the most columns; c stands behind it. How many, 0: there is none. */
static int32_t header_seek(struct other *w, struct csv *c, const char *path, const char *text, size_t len)
{
	struct diag quiet;
	struct other best = {0};
	const char *next = NULL;
	int32_t i, found, most = 0, after = 0;

	diag_init(&quiet, NULL, NULL);
	csv_open(c, path, text, len, separator_of(text, text + len));
	for (i = 0; i < TITLES_MOST && csv_next(c, &quiet) == 1; i++) {
		found = guess(w, c);
		if (found <= most || !has_musts(w))
			continue;
		most = found;
		best = *w;
		next = c->next;
		after = c->line;
	}
	if (most == 0) {
		csv_close(c);
		return 0;
	}
	*w = best;
	csv_seek(c, next, after);
	return most;
}

/* What the file's roles are called here: those that are spelt alike are said, the others asked. */
static void roles_add(struct other *w, struct csv *c, int32_t col, struct text *out)
{
	const char *seen[ROLES_MOST], *at = c->next;
	const int32_t line = c->line;
	struct diag quiet;
	int32_t i, k = 0;

	diag_init(&quiet, NULL, NULL);
	while (k < ROLES_MOST && csv_next(c, &quiet) == 1) {
		const char *s;
		char *low, *p;

		if (w->cell_of[col] >= c->cells)
			continue;
		s = draft_line(w->a, c->cell[w->cell_of[col]].s, c->cell[w->cell_of[col]].n);
		for (i = 0; i < k && strcmp(seen[i], s) != 0; i++)
			;
		/* a key of house.ini ends at the equals sign: such a word cannot be mapped */
		if (!*s || i < k || strchr(s, '=') ||
		    canonical_word(w->table->column[col].words, s, (int32_t)strlen(s)))
			continue;
		seen[k++] = s;
		low = arena_dup(w->a, s);
		for (p = low; *p; p++)
			*p = *p == ' ' ? '_' : *p >= 'A' && *p <= 'Z' ? (char)(*p | 32) : *p;
		if (canonical_word(w->table->column[col].words, low, (int32_t)strlen(low)))
			text_addf(out, "map.%s.%s = %s\n", w->table->column[col].name, s, low);
		else
			text_addf(out, "; open: map.%s.%s = (%s)\n", w->table->column[col].name, s,
				  canonical_words(w->a, w->table->column[col].words));
	}
	csv_seek(c, at, line); /* for the next column */
}

/* Whether terms run by the month's end: "30 days EOM". */
static int is_month_end(const char *low)
{
	static const char *const words[] = {"eom",	    "end of month", "month end",
					    "fin de mois",  "monatsende",   "fri leveringsmåned",
					    "конца месяца", "نهاية الشهر"};
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(low, words[i]))
			return 1;
	return 0;
}

/* Terms that say more than a number of days: those by month ends have their days and the policy's key, of
 * others the days are asked. */
static void terms_add(struct other *w, struct csv *c, int32_t col, struct text *out)
{
	const char *seen[ROLES_MOST], *at = c->next, *s, *figures;
	const int32_t line = c->line;
	struct diag quiet;
	int32_t i, k = 0, ends = 0;

	diag_init(&quiet, NULL, NULL);
	while (k < ROLES_MOST && csv_next(c, &quiet) == 1) {
		if (w->cell_of[col] >= c->cells)
			continue;
		s = draft_line(w->a, c->cell[w->cell_of[col]].s, c->cell[w->cell_of[col]].n);
		for (i = 0; i < k && strcmp(seen[i], s) != 0; i++)
			;
		if (!*s || i < k || strchr(s, '=') || value_days(s, (int32_t)strlen(s), &i) > 0)
			continue;
		seen[k++] = s;
		figures = s + strcspn(s, "0123456789");
		if (*figures && is_month_end(draft_low(w->a, s))) {
			text_addf(out, "map.terms_days.%s = %.*s\n", s, (int)strspn(figures, "0123456789"),
				  figures);
			ends++;
		} else {
			text_addf(out, "; open: map.terms_days.%s = (days to pay; 0: at once)\n", s);
		}
	}
	if (ends > 0)
		text_adds(
			out,
			"; open: [policy] month_end_terms = yes, where the days of all terms are counted from "
			"the month's end\n");
	csv_seek(c, at, line);
}

static void section_add(struct other *w, struct csv *c, const char *name, const char *encoding,
			struct text *out)
{
	int32_t i, k;

	text_addf(out, "\n" DRAFT_HEAD "[import.%s]\ntable = %s\n", name, name, w->table->name);
	if (encoding)
		text_addf(out, "encoding = %s\n", encoding);
	if (w->line > 1)
		text_addf(out, "skip_lines = %d\n", w->line - 1);
	for (i = 0; i < w->table->columns; i++)
		if (w->cell_of[i] >= 0)
			text_addf(out, "column.%s = %s\n", w->table->column[i].name, w->head[w->cell_of[i]]);
	for (i = 0; i < w->width; i++) {
		for (k = 0; k < w->table->columns && w->cell_of[k] != i; k++)
			;
		if (k == w->table->columns && *w->head[i])
			text_addf(out, "; not used: %s\n", w->head[i]);
	}
	for (i = 0; i < w->table->columns; i++)
		if (w->cell_of[i] >= 0 && w->table->column[i].words)
			roles_add(w, c, i, out);
		else if (w->cell_of[i] >= 0 && strcmp(w->table->column[i].name, "terms_days") == 0)
			terms_add(w, c, i, out);
}

int draft_other(struct arena *a, const char *path, const char *name, const char *text, size_t len,
		const char *encoding, struct text *out)
{
	static const char *const tables[] = {"staff", "customers"};
	struct other best = {0};
	struct csv at = {0};
	int32_t most = 0, found;
	size_t i;

	for (i = 0; i < sizeof tables / sizeof *tables; i++) {
		struct other w = {.a = a, .table = canonical_find(tables[i])};
		struct csv c;

		found = header_seek(&w, &c, path, text, len);
		if (found == 0)
			continue;
		if (found <= most) {
			csv_close(&c);
			continue;
		}
		if (most > 0)
			csv_close(&at);
		most = found;
		best = w;
		at = c;
	}
	if (most == 0)
		return 0;
	section_add(&best, &at, name, encoding, out);
	csv_close(&at);
	return 1;
}
