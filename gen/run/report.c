/* report.c: the queries of a report's .sql file as a workbook. */
#include "run/report_own.h"

#include <stdlib.h>
#include <string.h>

#include "evidence/extract.h"

#define CHARTS_MOST 8

/* ---- what is read of the .sql file, by name ---- */

enum { SHEETS_QUERY, SHEETS_NAME, SHEETS_SUM, SHEETS_CHART, SHEETS_SERIES, SHEETS_COLUMNS };
static const struct query_want want_sheets[SHEETS_COLUMNS] = {
	[SHEETS_QUERY] = {"query", WANT_TEXT, WANT_ALWAYS},
	[SHEETS_NAME] = {"name", WANT_TEXT, WANT_ALWAYS},
	[SHEETS_SUM] = {"sum", WANT_TEXT, WANT_ALWAYS},
	[SHEETS_CHART] = {"chart", WANT_INT, WANT_ALWAYS},
	[SHEETS_SERIES] = {"series", WANT_TEXT, WANT_MAYBE}};

enum { CAPTION_CAPTION, CAPTION_TITLE, CAPTION_AUTHOR, CAPTION_COLUMNS };
static const struct query_want want_caption[CAPTION_COLUMNS] = {
	[CAPTION_CAPTION] = {"caption", WANT_TEXT, WANT_ALWAYS},
	[CAPTION_TITLE] = {"title", WANT_TEXT, WANT_ALWAYS},
	[CAPTION_AUTHOR] = {"author", WANT_TEXT, WANT_ALWAYS}};

enum { LABELS_NAME, LABELS_LABEL, LABELS_WIDTH, LABELS_COLUMNS };
static const struct query_want want_labels[LABELS_COLUMNS] = {
	[LABELS_NAME] = {"name", WANT_TEXT, WANT_ALWAYS},
	[LABELS_LABEL] = {"label", WANT_TEXT, WANT_ALWAYS},
	[LABELS_WIDTH] = {"width", WANT_INT, WANT_ALWAYS}};

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
	struct query *q = open_read(r, &read_labels, at, NULL);
	int rc = -1;

	while (q && (rc = query_next(q, r->cmd->diag)) > 0) {
		r->label = arena_room(r->cmd->arena, r->label, &cap, r->labels + 1, sizeof *r->label);
		r->label[r->labels++] =
			(struct report_label){arena_dup(r->cmd->arena, query_text(q, at[LABELS_NAME])),
					      arena_dup(r->cmd->arena, query_text(q, at[LABELS_LABEL])),
					      (int32_t)query_int(q, at[LABELS_WIDTH])};
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

static void fill_cell(struct arena *a, const struct query *q, int32_t col, enum format format, int32_t digits,
		      struct xlsx_cell *c)
{
	*c = (struct xlsx_cell){.kind = XLSX_TEXT, .empty = (uint8_t)query_null(q, col)};
	if (format == FORMAT_MONEY || format == FORMAT_DATE || format == FORMAT_COUNT ||
	    format == FORMAT_PERCENT) {
		c->kind = format == FORMAT_MONEY     ? XLSX_MONEY
			  : format == FORMAT_DATE    ? XLSX_DATE
			  : format == FORMAT_PERCENT ? XLSX_PERCENT
						     : XLSX_COUNT;
		c->value = query_int(q, col);
		c->digits = (uint8_t)(format == FORMAT_MONEY ? digits : 0);
	} else {
		c->text = arena_dup(a, query_text(q, col));
	}
}

/* b0, b1 …: the amount of a bucket. */
static int is_bucket(const char *name)
{
	return name[0] == 'b' && name[1] >= '0' && name[1] <= '9' && !name[2];
}

/* A column without a label is left out; but one that is spelt nearly like a label was meant to have it. */
static int unlabelled(struct report *r, const struct query *q, int32_t col, const struct place *at)
{
	const char **name = arena_alloc(r->cmd->arena, sizeof *name * (size_t)(r->labels + 1)), *like;
	int32_t n = 0;

	for (int32_t i = 0; i < r->labels; i++)
		if (!is_bucket(r->label[i].name))
			name[n++] = r->label[i].name;
	like = is_bucket(query_name(q, col)) ? NULL : diag_closest(query_name(q, col), name, n);
	if (!like)
		return 0;
	return diag_hint(r->cmd->diag, DIAG_QUERY_COLUMN, at,
			 arena_format(r->cmd->arena, "did you mean `%s`?", like),
			 "the column \"%s\" has no label", query_name(q, col));
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
		const struct report_label *l = label_of(r, query_name(q, i));

		if (!l && unlabelled(r, q, i, &named->at) < 0)
			bad = -1;
		if (!l)
			continue;
		(*from)[n] = i;
		column[n++] = (struct xlsx_column){l->label, l->width};
	}
	s->column = column;
	s->columns = n;
	return bad;
}

/* Whether a column is a bar: of the series named, else of a bucket. */
static int is_bar(const char *name, const char *series)
{
	size_t n, len = strlen(name);

	for (const char *w = series + strspn(series, " "); *w; w += n + strspn(w + n, " ")) {
		n = strcspn(w, " ");
		if (n == len && strncmp(w, name, n) == 0)
			return 1;
	}
	return !*series && is_bucket(name);
}

static int names_column(const char *word, size_t n, const struct query *q, const int32_t *from,
			int32_t columns)
{
	for (int32_t i = 0; i < columns; i++)
		if (strlen(query_name(q, from[i])) == n && strncmp(query_name(q, from[i]), word, n) == 0)
			return 1;
	return 0;
}

/* A chart takes the columns from the first of its series to the last: each that is named is one with a label,
 * and none but they lies between. */
static int series_check(struct report *r, const struct query *q, const struct named_query *named,
			const int32_t *from, const char *series, const struct xlsx_sheet *s)
{
	int32_t first = -1, last = -1;
	size_t n;

	for (const char *w = series + strspn(series, " "); *w; w += n + strspn(w + n, " ")) {
		n = strcspn(w, " ");
		if (!names_column(w, n, q, from, s->columns))
			return diag(
				r->cmd->diag, DIAG_QUERY_COLUMN, &named->at,
				"the chart of \"%s\" names the series \"%.*s\", which is no column with a label there",
				named->name, (int)n, w);
	}
	for (int32_t i = 0; i < s->columns; i++)
		if (is_bar(query_name(q, from[i]), series)) {
			first = first < 0 ? i : first;
			last = i;
		}
	for (int32_t i = first; first >= 0 && i <= last; i++)
		if (!is_bar(query_name(q, from[i]), series))
			return diag_hint(
				r->cmd->diag, DIAG_QUERY_COLUMN, &named->at,
				"put the columns of the series side by side in the SELECT",
				"the chart of \"%s\" would show the column \"%s\" too, which lies between its series",
				named->name, query_name(q, from[i]));
	return 0;
}

/* One chart for each run of rows with the same currency: stacked bars of the buckets, or those of the series
 * beside each other. */
static void add_charts(struct report *r, const struct query *q, const int32_t *from, const char *series,
		       const char *const *currency, struct xlsx_sheet *s)
{
	struct xlsx_chart *chart = arena_alloc(r->cmd->arena, sizeof *chart * CHARTS_MOST);
	int32_t first = -1, count = 0, n = 0;

	for (int32_t i = 0; i < s->columns; i++)
		if (is_bar(query_name(q, from[i]), series)) {
			first = first < 0 ? i : first;
			count++;
		}
	for (int32_t row = 0; row < s->rows && n < CHARTS_MOST && first >= 0;) {
		int32_t last = row;

		while (last + 1 < s->rows && strcmp(currency[last + 1], currency[row]) == 0)
			last++;
		chart[n++] = (struct xlsx_chart){
			.title = arena_format(r->cmd->arena, "%s, %s", r->caption, currency[row]),
			.stacked = !*series,
			.first = row,
			.last = last,
			.series = first,
			.series_count = count};
		row = last + 1;
	}
	s->chart = chart;
	s->charts = n;
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
			fill_cell(a, q, from[i], extract_format(named, query_name(q, from[i])),
				  c ? c->digits : 2, &cell[(size_t)n * (size_t)s->columns + (size_t)i]);
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
	*s = (struct xlsx_sheet){.name = said->name, .caption = r->caption};
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
		rc = series_check(r, q, named, from, said->series, s);
	if (rc == 0 && said->chart)
		add_charts(r, q, from, said->series, currency, s);
	query_close(q);
	return rc;
}

static int caption_read(struct report *r, struct xlsx_book *b)
{
	int32_t at[CAPTION_COLUMNS];
	struct query *q = open_read(r, &read_caption, at, NULL);
	int rc = q ? query_next(q, r->cmd->diag) : -1;

	if (rc == 1) {
		r->caption = arena_dup(r->cmd->arena, query_text(q, at[CAPTION_CAPTION]));
		b->title = arena_dup(r->cmd->arena, query_text(q, at[CAPTION_TITLE]));
		b->author = arena_dup(r->cmd->arena, query_text(q, at[CAPTION_AUTHOR]));
	}
	query_close(q);
	return rc == 1 ? 0 : -1;
}

int report_read(struct report *r, struct xlsx_book *b)
{
	struct xlsx_sheet *sheet = NULL;
	int32_t at[SHEETS_COLUMNS], cap = 0, n = 0;
	struct query *q;
	int rc = -1, bad = 0, labels = labels_read(r), caption = caption_read(r, b),
	    formulas = report_formulas_read(r);

	b->date = r->as_of;
	q = open_read(r, &read_sheets, at, NULL);
	while (q && (rc = query_next(q, r->cmd->diag)) > 0) {
		const struct sheet_said said = {arena_dup(r->cmd->arena, query_text(q, at[SHEETS_QUERY])),
						arena_dup(r->cmd->arena, query_text(q, at[SHEETS_NAME])),
						query_text(q, at[SHEETS_SUM]),
						at[SHEETS_SERIES] < 0 ? "" : query_text(q, at[SHEETS_SERIES]),
						(int)query_int(q, at[SHEETS_CHART])};

		sheet = arena_room(r->cmd->arena, sheet, &cap, n + 1, sizeof *sheet);
		if (labels == 0 && caption == 0 && formulas == 0 && add_sheet(r, &said, &sheet[n++]) < 0)
			bad = -1;
	}
	query_close(q);
	b->sheet = sheet;
	b->sheets = n;
	return rc < 0 || labels < 0 || caption < 0 || formulas < 0 ? -1 : bad;
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

	*r = (struct report){.cmd = c, .file = path ? named_read(c->arena, c->diag, path) : NULL};
	if (!r->file)
		return path ? -1 : 0;
	if (!named_find(r->file, "sheets") && layout(c, name, "xml"))
		return 0;
	r->read = arena_alloc(c->arena, (size_t)r->file->n);
	return 1;
}

static void report_check(struct cmd *c, struct db *snapshot, const char *name)
{
	struct report r;
	struct xlsx_book book = {0};

	if (report_open(c, name, &r) < 1)
		return;
	r.snapshot = snapshot;
	if (report_read(&r, &book) < 0)
		return;
	for (int32_t i = 0; i < r.file->n; i++)
		if (!r.read[i])
			diag(c->diag, DIAG_LAYOUT_UNUSED, &r.file->query[i].at,
			     "nothing uses the query \"%s\"", r.file->query[i].name);
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

void reports_check(struct cmd *c, struct db *snapshot)
{
	const char **name;
	int32_t n = report_names(c, &name);

	for (int32_t i = 0; i < n; i++)
		report_check(c, snapshot, name[i]);
}
