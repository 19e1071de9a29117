/* look.c: what an export tells before it is imported: which table it is, and words that say something of the
 * house that it comes from. */
#include <string.h>

#include "import/import.h"
#include "import/profile.h"

#define CELL_MOST 120 /* bytes of a word that are kept */

static void word_add(struct arena *a, struct import_word *list, int32_t *n, const struct csv_cell *cell,
		     int32_t line)
{
	const char *s = cell->s;
	int32_t i, len = cell->n;

	value_trim(&s, &len);
	if (len == 0 || len > CELL_MOST)
		return;
	for (i = 0; i < *n; i++)
		if (strlen(list[i].word) == (size_t)len && memcmp(list[i].word, s, (size_t)len) == 0) {
			list[i].rows++;
			return;
		}
	if (*n < IMPORT_WORDS)
		list[(*n)++] = (struct import_word){arena_dupn(a, s, (size_t)len), 1, line};
}

/* Lines above the header of which one cell is filled. */
static void titles_read(struct arena *a, const struct export *e, struct import_look *look)
{
	struct diag quiet;
	struct csv c;
	int32_t i, filled, at;

	diag_init(&quiet, NULL, NULL);
	csv_open(&c, e->csv.path, e->csv.text, (size_t)(e->csv.end - e->csv.text), e->csv.separator);
	while (c.line < e->header_line && csv_next(&c, &quiet) == 1 && c.start_line < e->header_line) {
		for (i = filled = at = 0; i < c.cells; i++)
			if (c.cell[i].n > 0) {
				filled++;
				at = i;
			}
		if (filled == 1)
			word_add(a, look->title, &look->titles, &c.cell[at], c.start_line);
	}
	csv_close(&c);
}

static void rows_look(struct arena *a, struct export *e, struct import_look *look)
{
	const struct canonical *t = e->profile->table;
	const int32_t column[] = {canonical_column(t, "currency"), canonical_column(t, "country"),
				  canonical_column(t, "language")};
	struct import_word *const list[] = {look->currency, look->country, look->language};
	int32_t *const n[] = {&look->currencies, &look->countries, &look->languages};
	struct diag quiet;
	int32_t i, cell;

	diag_init(&quiet, NULL, NULL);
	while (csv_next(&e->csv, &quiet) == 1)
		for (i = 0; i < 3; i++) {
			cell = column[i] < 0 ? -1 : e->cell_of[column[i]];
			if (cell >= 0 && cell < e->csv.cells)
				word_add(a, list[i], n[i], &e->csv.cell[cell], e->csv.start_line);
		}
}

int import_look(struct arena *a, struct diag *d, const struct house *h, const char *path,
		struct import_look *look)
{
	struct profiles all;
	struct export e;
	struct diag quiet;
	size_t n;
	char *bytes = file_read(a, d, path, 0, &n);
	int rc = bytes ? 1 : -1;

	memset(look, 0, sizeof *look);
	diag_init(&quiet, NULL, NULL);
	if (rc < 0 || profile_read(a, d, h, &all) < 0)
		return -1;
	if (profile_find(a, &quiet, &all, path, bytes, n, NULL, NULL, &e) < 0)
		rc = 0;
	if (rc == 1) {
		look->table = e.profile->table->name;
		look->profile = e.profile->name;
		titles_read(a, &e, look);
		rows_look(a, &e, look);
		csv_close(&e.csv);
	}
	profile_done(&all);
	return rc;
}
