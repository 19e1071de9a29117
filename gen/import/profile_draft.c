/* profile_draft.c: the draft of an export profile, from a file's own header: what its words mean, and what
 * stays open. */
#include <string.h>

#include "import/charset.h"
#include "import/import.h"
#include "import/profile_own.h"
#include "import/separator.h"

#define TITLES_MOST 40 /* records looked through for the header */
#define WORDS_MOST 12  /* words of the type column that are listed */
#define SHOWN_MOST 120 /* bytes of a cell in a comment */

struct draft {
	struct arena *a;
	const char *const *head;
	int32_t width, line;
	int32_t cell_of[TABLE_COLUMNS_MOST];
	const struct canonical *table;
};

/* A cell's text as a line of house.ini holds it: its line breaks, as spreadsheets have them in headers, and
 * other runs of blanks are one blank each, which is how such a header is compared. */
static const char *one_line(struct arena *a, const char *s, int32_t n)
{
	char *line, *p;
	int32_t i;

	value_trim(&s, &n);
	line = p = arena_alloc(a, (size_t)n + 1);
	for (i = 0; i < n; i++)
		if (!csv_blank(s[i]))
			*p++ = s[i];
		else if (p > line && p[-1] != ' ')
			*p++ = ' ';
	while (p > line && p[-1] == ' ')
		p--;
	*p = '\0';
	return line;
}

/* The same in a comment, where the beginning of a long one tells it. */
static const char *shown(struct arena *a, const char *s)
{
	size_t n = strlen(s), k = SHOWN_MOST;

	if (n <= SHOWN_MOST)
		return s;
	while (k > 0 && ((unsigned char)s[k] & 0xC0) == 0x80)
		k--;
	return arena_format(a, "%.*s…", (int)k, s);
}

/* The cells of the record that the ledger's columns mean; how many columns were found. */
static int32_t guess(struct draft *w, const struct csv *c)
{
	const char **head = arena_alloc(w->a, (size_t)(c->cells + 1) * sizeof *head);
	int32_t i, col, found = 0;

	for (i = 0; i < w->table->columns; i++)
		w->cell_of[i] = -1;
	for (i = 0; i < c->cells; i++) {
		size_t n;

		head[i] = one_line(w->a, c->cell[i].s, c->cell[i].n);
		n = strlen(head[i]);
		/* a bar parts the names of a column: a header that has one cannot be named */
		col = n > 0 && n < 60 && !strchr(head[i], '|') ? profile_meaning(w->a, head[i]) : -1;
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

/* The record that means the most columns; c stands behind it. 0, or -1: there is none. */
static int header_seek(struct draft *w, struct csv *c, const char *path, const char *text, size_t len)
{
	struct diag quiet;
	const char *at = NULL;
	int32_t i, found, most = 0, line = 0;

	diag_init(&quiet, NULL, NULL);
	csv_open(c, path, text, len, ',');
	for (i = 0; i < TITLES_MOST && c->next < c->end; i++) {
		const char *start = c->next;
		int32_t start_line = c->line;

		csv_close(c);
		csv_open(c, path, text, len, separator_of(start, text + len));
		csv_seek(c, start, start_line);
		if (csv_next(c, &quiet) != 1)
			break;
		found = guess(w, c);
		if (found <= most)
			continue;
		most = found;
		at = start;
		line = start_line;
	}
	if (!at)
		return -1;
	csv_close(c);
	csv_open(c, path, text, len, separator_of(at, text + len));
	csv_seek(c, at, line);
	csv_next(c, &quiet);
	guess(w, c);
	return 0;
}

/* The words of the type column that are not the ledger's own, each to be translated. */
static void types_add(struct draft *w, struct csv *c, struct text *out)
{
	const char *seen[WORDS_MOST];
	struct diag quiet;
	int32_t cell = w->cell_of[LEDGER_TYPE], i, k = 0;
	const char *s;

	diag_init(&quiet, NULL, NULL);
	while (cell >= 0 && k < WORDS_MOST && csv_next(c, &quiet) == 1) {
		if (cell >= c->cells)
			continue;
		s = one_line(w->a, c->cell[cell].s, c->cell[cell].n);
		for (i = 0; i < k && strcmp(seen[i], s) != 0; i++)
			;
		if (!*s || i < k ||
		    canonical_word(w->table->column[LEDGER_TYPE].words, s, (int32_t)strlen(s)))
			continue;
		seen[k++] = s;
		text_addf(out, "; open: map.type.%s = invoice, credit_note, payment …\n", shown(w->a, s));
	}
}

static void columns_add(struct draft *w, struct text *out)
{
	int32_t i, k;

	if (w->cell_of[LEDGER_CUSTOMER] < 0)
		w->cell_of[LEDGER_CUSTOMER] = w->cell_of[LEDGER_NAME];
	if (w->cell_of[LEDGER_AMOUNT] < 0)
		w->cell_of[LEDGER_AMOUNT] = w->cell_of[LEDGER_OPEN];
	for (i = 0; i < w->table->columns; i++)
		if (w->cell_of[i] >= 0)
			text_addf(out, "column.%s = %s\n", w->table->column[i].name, w->head[w->cell_of[i]]);
	if (w->cell_of[LEDGER_TYPE] < 0)
		text_adds(out, "default.type = invoice\n");
	for (i = 0; i < w->table->columns; i++)
		if (w->cell_of[i] < 0 && i != LEDGER_TYPE &&
		    ((w->table->column[i].flags & COLUMN_MUST) || i == LEDGER_DUE || i == LEDGER_NAME))
			text_addf(out, "; open: column.%s = (%s)\n", w->table->column[i].name,
				  w->table->column[i].meaning);
	for (i = 0; i < w->width; i++) {
		for (k = 0; k < w->table->columns && w->cell_of[k] != i; k++)
			;
		if (k == w->table->columns && *w->head[i])
			text_addf(out, "; not used: %s\n", shown(w->a, w->head[i]));
	}
}

int import_draft(struct arena *a, struct diag *d, const char *path, const char *name, struct text *out)
{
	static const char *const encodings[] = {NULL, "windows-1251"};
	struct draft w = {.a = a, .table = canonical_find("ledger")};
	struct place at = {path, 1, 1};
	struct csv c;
	size_t n, len;
	char *bytes = file_read(a, d, path, 0, &n), *text = NULL;
	int32_t i;

	for (i = 0; bytes && !text && i < 2; i++)
		text = charset_decode(a, i < 1 ? NULL : d, path, bytes, n, encodings[i], &len);
	if (!text)
		return -1;
	if (header_seek(&w, &c, path, text, len) < 0) {
		csv_close(&c);
		return diag(d, DIAG_IMPORT_PROFILE, &at, "no header was found");
	}
	text_addf(out,
		  "\n; drafted from the header of an export: look it through, then `ledgerpress import FILE "
		  "--profile %s "
		  "--dry-run`\n[import.%s]\ntable = ledger\n",
		  name, name);
	if (i > 1)
		text_addf(out, "encoding = %s\n", encodings[i - 1]);
	if (w.line > 1)
		text_addf(out, "skip_lines = %d\n", w.line - 1);
	text_adds(out, "; open: signed = yes, where the export's own sign and not the type says what lowers "
		       "the debt\n");
	columns_add(&w, out);
	types_add(&w, &c, out);
	csv_close(&c);
	return 0;
}
