/* report_formula.c: live formulas of a report's sheets. */
#include <string.h>

#include "run/report_own.h"

#define FORMULAS "formulas"
#define DECIMALS "decimals"

/* formula: with columns of the same row in braces, as ROUND({closing}*{days}/{sold},0); {decimals} are those
 * of the row's currency. What it gives must be what the query's own column says: the spreadsheet begins with
 * that. */
enum { FORMULAS_QUERY, FORMULAS_COLUMN, FORMULAS_FORMULA, FORMULAS_MEANING, FORMULAS_COLUMNS };
static const struct query_want want_formulas[FORMULAS_COLUMNS] = {
	[FORMULAS_QUERY] = {"query", WANT_TEXT, WANT_ALWAYS},
	[FORMULAS_COLUMN] = {"column", WANT_TEXT, WANT_ALWAYS},
	[FORMULAS_FORMULA] = {"formula", WANT_TEXT, WANT_ALWAYS},
	[FORMULAS_MEANING] = {"meaning", WANT_TEXT, WANT_ALWAYS}};
static const char *const params[] = {NULL};
static const struct named_reader read_formulas = {FORMULAS, want_formulas, FORMULAS_COLUMNS, params};

int report_formulas_read(struct report *r)
{
	struct report_formula *f = NULL;
	struct arena *a = r->cmd->arena;
	const struct named_query *named;
	int32_t at[FORMULAS_COLUMNS], cap = 0;
	struct query *q;
	int rc;

	if (!named_find(r->file, FORMULAS))
		return 0;
	report_query_read(r, FORMULAS);
	q = named_open(r->snapshot, r->cmd->diag, r->file, &read_formulas, at, &named);
	rc = q ? 1 : -1;
	while (rc == 1 && (rc = query_next(q, r->cmd->diag)) == 1) {
		const char *meaning = report_word(r, named, query_text(q, at[FORMULAS_COLUMN]),
						  query_text(q, at[FORMULAS_MEANING]));

		r->unsaid |= !meaning;
		f = arena_room(a, f, &cap, r->formulas + 1, sizeof *f);
		f[r->formulas++] = (struct report_formula){arena_dup(a, query_text(q, at[FORMULAS_QUERY])),
							   arena_dup(a, query_text(q, at[FORMULAS_COLUMN])),
							   arena_dup(a, query_text(q, at[FORMULAS_FORMULA])),
							   meaning, named->at};
	}
	query_close(q);
	r->formula = f;
	return rc;
}

static int32_t column_of(const struct query *q, const int32_t *from, const struct xlsx_sheet *s,
			 const char *name, size_t n)
{
	for (int32_t i = 0; i < s->columns; i++)
		if (strlen(query_name(q, from[i])) == n && strncmp(query_name(q, from[i]), name, n) == 0)
			return i;
	return -1;
}

static int unknown(struct report *r, const struct query *q, const int32_t *from, const struct xlsx_sheet *s,
		   const struct report_formula *f, const char *name)
{
	const char **names = arena_alloc(r->cmd->arena, sizeof *names * (size_t)(s->columns + 1)), *close;

	for (int32_t i = 0; i < s->columns; i++)
		names[i] = query_name(q, from[i]);
	close = diag_closest(name, names, s->columns);
	return diag_hint(r->cmd->diag, DIAG_QUERY_COLUMN, &f->at,
			 close ? arena_format(r->cmd->arena, "did you mean `%s`?", close) : NULL,
			 "the formula of %s.%s names \"%s\", which is no column with a label there", f->query,
			 f->column, name);
}

/* What a formula names next in braces from *p on, of n letters; NULL: nothing more. */
static const char *named_next(const char **p, size_t *n)
{
	const char *open = strchr(*p, '{'), *close = open ? strchr(open, '}') : NULL;

	if (!close)
		return NULL;
	*n = (size_t)(close - open) - 1;
	*p = close + 1;
	return open + 1;
}

static int is_decimals(const char *name, size_t n)
{
	return n == strlen(DECIMALS) && strncmp(name, DECIMALS, n) == 0;
}

static int names_known(struct report *r, const struct query *q, const int32_t *from,
		       const struct xlsx_sheet *s, const struct report_formula *f)
{
	const char *p = f->formula, *name;
	size_t n;

	if (column_of(q, from, s, f->column, strlen(f->column)) < 0)
		return unknown(r, q, from, s, f, f->column);
	while ((name = named_next(&p, &n)) != NULL)
		if (!is_decimals(name, n) && column_of(q, from, s, name, n) < 0)
			return unknown(r, q, from, s, f, arena_dupn(r->cmd->arena, name, n));
	return 0;
}

/* "A": the name of a column as spreadsheets have it. */
static const char *letters(struct arena *a, int32_t column)
{
	return column < 26 ? arena_format(a, "%c", 'A' + column)
			   : arena_format(a, "%c%c", 'A' + column / 26 - 1, 'A' + column % 26);
}

/* The formula in one row; NULL: a cell that it names is empty. */
static const char *formula_of(struct arena *a, const struct query *q, const int32_t *from,
			      const struct xlsx_sheet *s, const struct report_formula *f, int32_t row,
			      const char *currency)
{
	const struct currency *c = currency_find(currency);
	const char *p = f->formula, *begin = p, *name;
	char *to = arena_dup(a, "=");
	size_t n;

	for (; (name = named_next(&p, &n)) != NULL; begin = p) {
		int32_t column = is_decimals(name, n) ? -1 : column_of(q, from, s, name, n);

		to = arena_format(a, "%s%.*s", to, (int)(name - 1 - begin), begin);
		if (column < 0)
			to = arena_format(a, "%s%d", to, c ? c->digits : 2);
		else if (s->cell[(size_t)row * (size_t)s->columns + (size_t)column].empty)
			return NULL;
		else
			to = arena_format(a, "%s%s%d", to, letters(a, column), XLSX_HEAD + 2 + row);
	}
	return arena_format(a, "%s%s", to, begin);
}

/* "Expected loss: PD × LGD × EAD." */
static void add_meaning(struct arena *a, struct xlsx_sheet *s, int32_t column, const struct report_formula *f)
{
	const char *said = arena_format(a, "%s: %s.", s->column[column].label, f->meaning);

	s->note = s->note ? arena_format(a, "%s %s", s->note, said) : said;
}

int report_formulas(struct report *r, const struct named_query *named, const struct query *q,
		    const int32_t *from, const char *const *currency, struct xlsx_sheet *s)
{
	struct xlsx_cell *cell = (struct xlsx_cell *)s->cell;

	for (int32_t i = 0; i < r->formulas; i++) {
		const struct report_formula *f = &r->formula[i];
		int32_t column;

		if (strcmp(f->query, named->name) != 0)
			continue;
		if (names_known(r, q, from, s, f) < 0)
			return -1;
		column = column_of(q, from, s, f->column, strlen(f->column));
		add_meaning(r->cmd->arena, s, column, f);
		for (int32_t row = 0; row < s->rows; row++) {
			struct xlsx_cell *c = &cell[(size_t)row * (size_t)s->columns + (size_t)column];

			if (!c->empty)
				c->formula = formula_of(r->cmd->arena, q, from, s, f, row, currency[row]);
		}
	}
	return 0;
}
