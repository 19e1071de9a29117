/* report.c: the queries of a report's .sql file as a workbook. */
#include "run/report_own.h"

#include <stdlib.h>
#include <string.h>

#include "evidence/extract.h"

/* ---- what is read of the .sql file, by name ---- */

enum { SHEETS_QUERY, SHEETS_NAME, SHEETS_SUM, SHEETS_CHART, SHEETS_SERIES, SHEETS_COLUMNS };
static const struct query_want want_sheets[SHEETS_COLUMNS] = {
	[SHEETS_QUERY] = {"query", WANT_TEXT, WANT_ALWAYS},
	[SHEETS_NAME] = {"name", WANT_TEXT, WANT_ALWAYS},
	[SHEETS_SUM] = {"sum", WANT_TEXT, WANT_ALWAYS},
	[SHEETS_CHART] = {"chart", WANT_INT, WANT_ALWAYS},
	[SHEETS_SERIES] = {"series", WANT_TEXT, WANT_MAYBE}};

/* caption: what stands above the table; without it the author and the title. note: the line below that. */
enum { CAPTION_CAPTION, CAPTION_TITLE, CAPTION_AUTHOR, CAPTION_NOTE, CAPTION_COLUMNS };
static const struct query_want want_caption[CAPTION_COLUMNS] = {
	[CAPTION_CAPTION] = {"caption", WANT_TEXT, WANT_MAYBE},
	[CAPTION_TITLE] = {"title", WANT_TEXT, WANT_ALWAYS},
	[CAPTION_AUTHOR] = {"author", WANT_TEXT, WANT_ALWAYS},
	[CAPTION_NOTE] = {"note", WANT_TEXT, WANT_MAYBE}};

/* term: a word of the trade or the limits of a bucket, which is worded instead of the label. */
enum { LABELS_NAME, LABELS_LABEL, LABELS_WIDTH, LABELS_TERM, LABELS_COLUMNS };
static const struct query_want want_labels[LABELS_COLUMNS] = {
	[LABELS_NAME] = {"name", WANT_TEXT, WANT_ALWAYS},
	[LABELS_LABEL] = {"label", WANT_TEXT, WANT_ALWAYS},
	[LABELS_WIDTH] = {"width", WANT_INT, WANT_ALWAYS},
	[LABELS_TERM] = {"term", WANT_TEXT, WANT_MAYBE}};

/* A sheet's own query: the amounts are in the row's currency. */
enum { SHEET_CURRENCY, SHEET_COLUMNS };
static const struct query_want want_sheet[SHEET_COLUMNS] = {
	[SHEET_CURRENCY] = {"currency", WANT_TEXT, WANT_ALWAYS}};

static const char *const params[] = {"as_of", NULL};
static const struct named_reader read_sheets = {"sheets", want_sheets, SHEETS_COLUMNS, params},
				 read_caption = {"caption", want_caption, CAPTION_COLUMNS, params},
				 read_labels = {"labels", want_labels, LABELS_COLUMNS, params};

void report_query_read(struct report *r, const char *name)
{
	for (int32_t i = 0; i < r->file->n; i++)
		if (strcmp(r->file->query[i].name, name) == 0)
			r->read[i] = 1;
}

static struct query *open_read(struct report *r, const struct named_reader *reader, int32_t *at,
			       const struct named_query **named)
{
	struct query *q = named_open(r->snapshot, r->cmd->diag, r->file, reader, at, named);

	report_query_read(r, reader->query);
	if (q)
		query_bind_int(q, "as_of", r->as_of);
	return q;
}

static int labels_read(struct report *r)
{
	int32_t at[LABELS_COLUMNS], cap = 0;
	const struct named_query *named;
	struct query *q = open_read(r, &read_labels, at, &named);
	struct arena *a = r->cmd->arena;
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, r->cmd->diag)) == 1) {
		const char *name = arena_dup(a, query_text(q, at[LABELS_NAME])), *word;

		word = at[LABELS_TERM] >= 0 && !query_null(q, at[LABELS_TERM])
			       ? report_term(r, query_text(q, at[LABELS_TERM]), &named->at)
			       : report_word(r, named, name, query_text(q, at[LABELS_LABEL]));
		if (!word) {
			r->unsaid = 1;
			continue;
		}
		r->label = arena_room(a, r->label, &cap, r->labels + 1, sizeof *r->label);
		r->label[r->labels++] =
			(struct report_label){name, word, (int32_t)query_int(q, at[LABELS_WIDTH])};
	}
	query_close(q);
	return rc;
}

static const struct report_label *label_of(const struct report *r, const char *name)
{
	for (int32_t i = 0; i < r->labels; i++)
		if (strcmp(r->label[i].name, name) == 0)
			return &r->label[i];
	return NULL;
}

static int fill_cell(struct report *r, const struct query *q, const struct named_query *named, int32_t col,
		     int32_t digits, struct xlsx_cell *c)
{
	enum format format = extract_format(named, query_name(q, col));

	*c = (struct xlsx_cell){.kind = XLSX_TEXT, .empty = (uint8_t)query_null(q, col), .text = ""};
	if (format == FORMAT_MONEY || format == FORMAT_DATE || format == FORMAT_COUNT ||
	    format == FORMAT_PERCENT) {
		c->kind = format == FORMAT_MONEY     ? XLSX_MONEY
			  : format == FORMAT_DATE    ? XLSX_DATE
			  : format == FORMAT_PERCENT ? XLSX_PERCENT
						     : XLSX_COUNT;
		c->value = query_int(q, col);
		c->digits = (uint8_t)(format == FORMAT_MONEY ? digits : 0);
	} else if (format == FORMAT_TERM && !c->empty && *query_text(q, col)) {
		c->text = report_term(r, query_text(q, col), &named->at);
	} else {
		c->text = arena_dup(r->cmd->arena, query_text(q, col));
	}
	return c->text ? 0 : -1;
}

/* Which column of the query stands in the sheet for one that has a label: "shown_NAME" for NAME, where there
 * is one (extract.h). */
static int32_t shown_for(struct arena *a, const struct query *q, int32_t col)
{
	const char *shown = arena_format(a, EXTRACT_SHOWN "%s", query_name(q, col));

	for (int32_t i = 0; i < query_columns(q); i++)
		if (strcmp(query_name(q, i), shown) == 0)
			return i;
	return col;
}

/* The name by which a column has its label; NULL: it stands for another that is in the query. */
static const char *labelled_as(const struct query *q, int32_t col)
{
	const char *name = query_name(q, col);

	if (!extract_is_shown(name))
		return name;
	name += strlen(EXTRACT_SHOWN);
	for (int32_t i = 0; i < query_columns(q); i++)
		if (strcmp(query_name(q, i), name) == 0)
			return NULL;
	return name;
}

/* A column without a label is left out; but one that is spelt nearly like a label was meant to have it. */
static int unlabelled(struct report *r, const char *column, const struct place *at)
{
	const char **name = arena_alloc(r->cmd->arena, sizeof *name * (size_t)(r->labels + 1)), *like;
	int32_t n = 0;

	for (int32_t i = 0; i < r->labels; i++)
		if (!report_is_bucket(r->label[i].name))
			name[n++] = r->label[i].name;
	like = report_is_bucket(column) ? NULL : diag_closest(column, name, n);
	if (!like)
		return 0;
	return diag_hint(r->cmd->diag, DIAG_QUERY_COLUMN, at,
			 arena_format(r->cmd->arena, "did you mean `%s`?", like),
			 "the column \"%s\" has no label", column);
}

/* Which columns of the query stand in the sheet: those that have a label. -1 after diagnostics. */
static int choose_columns(struct report *r, const struct query *q, const struct named_query *named,
			  struct xlsx_sheet *s, int32_t **from)
{
	struct xlsx_column *column = arena_alloc(r->cmd->arena, sizeof *column * (size_t)query_columns(q));
	int32_t n = 0;
	int bad = 0;

	*from = arena_alloc(r->cmd->arena, sizeof **from * (size_t)query_columns(q));
	for (int32_t i = 0; i < query_columns(q); i++) {
		const char *name = labelled_as(q, i);
		const struct report_label *l = name ? label_of(r, name) : NULL;

		if (name && !l && unlabelled(r, name, &named->at) < 0)
			bad = -1;
		if (!l)
			continue;
		(*from)[n] = shown_for(r->cmd->arena, q, i);
		column[n++] = (struct xlsx_column){l->label, l->width};
	}
	s->column = column;
	s->columns = n;
	return bad;
}

/* The sheet's own column of sums against the balances: what does not tie out gets no workbook. */
static int tie_out(struct report *r, const struct xlsx_sheet *s, int32_t sum, const char *const *currency)
{
	struct query *q = query_open(
		r->snapshot, r->cmd->diag,
		"SELECT currency, sum(total) FROM balance GROUP BY currency ORDER BY currency", NULL);
	int rc = -1;

	while (q && (rc = query_next(q, r->cmd->diag)) > 0) {
		int64_t total = 0;

		for (int32_t row = 0; row < s->rows; row++) {
			const struct xlsx_cell *c = &s->cell[(size_t)row * (size_t)s->columns + (size_t)sum];

			if (strcmp(currency[row], query_text(q, 0)) == 0 && !c->empty &&
			    money_add(&total, c->value) < 0)
				total = INT64_MIN;
		}
		if (total != query_int(q, 1)) {
			rc = diag(r->cmd->diag, DIAG_WORKBOOK, NULL,
				  "sheet %s adds up to %lld minor units of %s, and the balances to %lld",
				  s->name, (long long)total, query_text(q, 0), (long long)query_int(q, 1));
			break;
		}
	}
	query_close(q);
	return rc;
}

static int fill_rows(struct report *r, struct query *q, const struct named_query *named, const int32_t *from,
		     int32_t money, struct xlsx_sheet *s, const char ***currency)
{
	struct arena *a = r->cmd->arena;
	struct xlsx_cell *cell = NULL;
	int32_t cap = 0, cur_cap = 0, n = 0;
	int rc;

	while ((rc = query_next(q, r->cmd->diag)) > 0) {
		const char *code = query_text(q, money);
		const struct currency *c = currency_find(code);

		cell = arena_room(a, cell, &cap, (n + 1) * s->columns, sizeof *cell);
		*currency = arena_room(a, *currency, &cur_cap, n + 1, sizeof **currency);
		(*currency)[n] = arena_dup(a, code);
		for (int32_t i = 0; i < s->columns; i++)
			if (fill_cell(r, q, named, from[i], c ? c->digits : 2,
				      &cell[(size_t)n * (size_t)s->columns + (size_t)i]) < 0)
				return -1;
		n++;
	}
	s->cell = cell;
	s->rows = n;
	return rc;
}

/* Where the sheet has the column that must tie out; it was asked for, so it must be there and seen. */
static int32_t sum_column(struct report *r, const struct query *q, const struct named_query *named,
			  const struct xlsx_sheet *s, const int32_t *from, const char *sum)
{
	const char **name = arena_alloc(r->cmd->arena, sizeof *name * (size_t)(s->columns + 1)), *like;

	for (int32_t i = 0; i < s->columns; i++) {
		name[i] = query_name(q, from[i]);
		if (strcmp(name[i], sum) == 0)
			return i;
	}
	like = diag_closest(sum, name, s->columns);
	return diag_hint(
		r->cmd->diag, DIAG_QUERY_COLUMN, &named->at,
		like ? arena_format(r->cmd->arena, "did you mean `%s`?", like) : NULL,
		"the query \"%s\" has no column \"%s\" with a label, which must add up to the balances",
		named->name, sum);
}

/* What the file says of a sheet. */
struct sheet_said {
	const char *query, *name, *sum, *series;
	int chart;
};

static int add_sheet(struct report *r, const struct sheet_said *said, struct xlsx_sheet *s)
{
	const struct named_reader reader = {said->query, want_sheet, SHEET_COLUMNS, params};
	const struct named_query *named;
	int32_t at[SHEET_COLUMNS], *from, col = -1;
	struct query *q = open_read(r, &reader, at, &named);
	const char **currency = NULL;
	int rc;

	if (!q)
		return -1;
	*s = (struct xlsx_sheet){.name = said->name, .caption = r->caption, .note = r->note};
	rc = choose_columns(r, q, named, s, &from);
	if (rc == 0 && *said->sum)
		rc = (col = sum_column(r, q, named, s, from, said->sum)) < 0 ? -1 : 0;
	if (rc == 0)
		rc = fill_rows(r, q, named, from, at[SHEET_CURRENCY], s, &currency);
	if (rc == 0 && col >= 0) {
		rc = tie_out(r, s, col, currency);
		r->tied = 1;
	}
	if (rc == 0)
		rc = report_formulas(r, named, q, from, currency, s);
	if (rc == 0 && said->chart)
		rc = report_series_check(r, q, named, from, said->series, s);
	if (rc == 0 && said->chart)
		report_charts(r, q, from, said->series, currency, s);
	query_close(q);
	return rc;
}

static int caption_read(struct report *r, struct xlsx_book *b)
{
	int32_t at[CAPTION_COLUMNS];
	const struct named_query *named;
	struct query *q = open_read(r, &read_caption, at, &named);
	int rc = q ? query_next(q, r->cmd->diag) : -1;

	if (rc == 1) {
		b->author = arena_dup(r->cmd->arena, query_text(q, at[CAPTION_AUTHOR]));
		b->title = r->title = report_sentence(r, named, q, at[CAPTION_TITLE]);
		r->caption = at[CAPTION_CAPTION] < 0 ? report_headline(r, b->author, b->title)
						     : report_sentence(r, named, q, at[CAPTION_CAPTION]);
		if (at[CAPTION_NOTE] >= 0 && !query_null(q, at[CAPTION_NOTE]))
			r->note = report_sentence(r, named, q, at[CAPTION_NOTE]);
		r->unsaid |= !b->title || !r->caption;
	}
	query_close(q);
	return rc == 1 ? 0 : -1;
}

/* The sheets as the file says them, in the language; NULL when a word is missing. */
static int sheet_said(struct report *r, const struct query *q, const struct named_query *named,
		      const int32_t *at, const struct xlsx_sheet *before, int32_t n, struct sheet_said *to)
{
	struct arena *a = r->cmd->arena;
	const char *query = arena_dup(a, query_text(q, at[SHEETS_QUERY])),
		   *name = report_word(r, named, query, query_text(q, at[SHEETS_NAME]));

	if (!name) {
		r->unsaid = 1;
		return -1;
	}
	*to = (struct sheet_said){query, report_sheet_name(a, name, before, n),
				  arena_dup(a, query_text(q, at[SHEETS_SUM])),
				  at[SHEETS_SERIES] < 0 ? "" : arena_dup(a, query_text(q, at[SHEETS_SERIES])),
				  (int)query_int(q, at[SHEETS_CHART])};
	return 0;
}

int report_read(struct report *r, struct xlsx_book *b)
{
	struct xlsx_sheet *sheet = NULL;
	int32_t at[SHEETS_COLUMNS], cap = 0, n = 0;
	const struct named_query *named;
	struct query *q;
	int rc = -1, bad = 0, labels = labels_read(r), caption = caption_read(r, b),
	    formulas = report_formulas_read(r);

	b->date = r->as_of;
	report_dress(r, b);
	q = open_read(r, &read_sheets, at, &named);
	while (q && (rc = query_next(q, r->cmd->diag)) > 0) {
		struct sheet_said said;

		sheet = arena_room(r->cmd->arena, sheet, &cap, n + 1, sizeof *sheet);
		if (sheet_said(r, q, named, at, sheet, n, &said) < 0)
			continue;
		/* one that is left half made has its name: those after it are named otherwise */
		sheet[n] = (struct xlsx_sheet){.name = said.name};
		if (labels == 0 && caption == 0 && formulas == 0 && !r->unsaid &&
		    add_sheet(r, &said, &sheet[n++]) < 0)
			bad = -1;
	}
	query_close(q);
	b->sheet = sheet;
	b->sheets = n;
	return rc < 0 || labels < 0 || caption < 0 || formulas < 0 || r->unsaid ? -1 : bad;
}

int report_csv(struct report *r, struct text *to)
{
	int32_t at[SHEETS_COLUMNS], sheet_at[SHEET_COLUMNS];
	struct query *q = open_read(r, &read_sheets, at, NULL), *sheet;
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, r->cmd->diag)) == 1) {
		const char *name = arena_dup(r->cmd->arena, query_text(q, at[SHEETS_QUERY]));
		const struct named_reader reader = {name, want_sheet, SHEET_COLUMNS, params};
		const struct named_query *named;

		if (to->len > 0)
			text_addc(to, '\n');
		sheet = open_read(r, &reader, sheet_at, &named);
		if (!sheet || extract_csv(sheet, named, r->cmd->diag, to, NULL) < 0)
			rc = -1;
		query_close(sheet);
	}
	query_close(q);
	return rc;
}

static const char *layout(struct cmd *c, const char *stem, const char *ext)
{
	return house_layout(c->house, c->arena, arena_format(c->arena, "%s.%s", stem, ext));
}

int report_open(struct cmd *c, const char *name, struct report *r)
{
	const char *path = strchr(name, '/') ? NULL : layout(c, name, "sql");

	*r = (struct report){
		.cmd = c, .stem = name, .file = path ? named_read(c->arena, c->diag, path) : NULL};
	if (!r->file)
		return path ? -1 : 0;
	if (!named_find(r->file, "sheets") && layout(c, name, "xml"))
		return 0;
	r->own = strncmp(path, c->house->shipped, strlen(c->house->shipped)) != 0;
	r->read = arena_alloc(c->arena, (size_t)r->file->n);
	return 1;
}

/* Each query is asked where all has its words; one that is unsound is not said to be so in each language. */
static void report_check(struct cmd *c, struct db *snapshot, const char *name,
			 const struct report_voice *voice, int32_t voices)
{
	for (int32_t k = 0; k < voices; k++) {
		struct xlsx_book book = {0};
		struct report r;

		if (report_open(c, name, &r) < 1)
			return;
		r.snapshot = snapshot;
		r.voice = &voice[k];
		r.checked = 1;
		if (report_read(&r, &book) < 0 && !r.unsaid)
			return;
		for (int32_t i = 0; k == 0 && i < r.file->n; i++)
			if (!r.read[i])
				diag(c->diag, DIAG_LAYOUT_UNUSED, &r.file->query[i].at,
				     "nothing uses the query \"%s\"", r.file->query[i].name);
	}
}

/* Reports of a folder are its .sql files that are of no layout, and not read by other parts. */
static int names_of(struct cmd *c, const char *folder, const char ***name, int32_t *n, int32_t *cap)
{
	char **file;
	int32_t files;

	if (file_list(c->arena, c->diag, folder, &file, &files) < 0)
		return -1;
	for (int32_t i = 0; i < files; i++) {
		size_t len = strlen(file[i]);
		const char *stem;
		int32_t k = 0;

		if (len < 5 || strcmp(file[i] + len - 4, ".sql") != 0 || strcmp(file[i], "common.sql") == 0 ||
		    strcmp(file[i], "evidence.sql") == 0 || strcmp(file[i], "month.sql") == 0)
			continue;
		stem = arena_dupn(c->arena, file[i], len - 4);
		while (k < *n && strcmp((*name)[k], stem) != 0)
			k++;
		if (k < *n || layout(c, stem, "xml"))
			continue;
		*name = arena_room(c->arena, *name, cap, *n + 1 + REPORT_ROOM, sizeof **name);
		(*name)[(*n)++] = stem;
	}
	return 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int32_t report_names(struct cmd *c, const char ***name)
{
	int32_t n = 0, cap = 0;

	*name = arena_room(c->arena, NULL, &cap, REPORT_ROOM, sizeof **name);
	if (names_of(c, house_path(c->house, c->arena, "layouts"), name, &n, &cap) < 0 ||
	    names_of(c, arena_format(c->arena, "%s/layouts", c->house->shipped), name, &n, &cap) < 0)
		return -1;
	qsort(*name, (size_t)n, sizeof **name, by_name);
	return n;
}

void reports_check(struct cmd *c, struct db *snapshot, const struct report_voice *voice, int32_t voices)
{
	const char **name;
	int32_t n = report_names(c, &name);

	for (int32_t i = 0; i < n; i++)
		report_check(c, snapshot, name[i], voice, voices);
}
