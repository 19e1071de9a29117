/* cmd_report.c: `report NAME`: the queries of layouts/NAME.sql as a workbook. */
#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"
#include "run/freeze.h"
#include "emit/xlsx.h"

#define CHARTS_MOST 8

struct label {
	const char *name, *label;
	int32_t width;
};

struct report {
	struct cmd *cmd;
	struct db *snapshot;
	int32_t as_of;
	const struct named_file *file;
	struct label *label;
	int32_t labels;
	const char *caption;
};

static struct query *open_named(struct report *r, const char *name, const struct named_query **named)
{
	const struct named_query *n = named_find(r->file, name);
	const struct place at = {r->file->path, 0, 0};
	struct query *q;

	if (!n) {
		diag(r->cmd->diag, DIAG_WORKBOOK, &at, "the query \"%s\" is missing", name);
		return NULL;
	}
	if (named)
		*named = n;
	q = query_open_named(r->snapshot, r->cmd->diag, n);
	if (q)
		query_bind_int(q, "as_of", r->as_of);
	return q;
}

static int read_labels(struct report *r)
{
	struct query *q = open_named(r, "labels", NULL);
	int32_t cap = 0;
	int rc = -1;

	while (q && (rc = query_next(q, r->cmd->diag)) > 0) {
		r->label = arena_room(r->cmd->arena, r->label, &cap, r->labels + 1, sizeof *r->label);
		r->label[r->labels++] =
			(struct label){arena_dup(r->cmd->arena, query_text(q, 0)),
				       arena_dup(r->cmd->arena, query_text(q, 1)), (int32_t)query_int(q, 2)};
	}
	query_close(q);
	return rc;
}

static const struct label *label_of(const struct report *r, const char *name)
{
	for (int32_t i = 0; i < r->labels; i++)
		if (strcmp(r->label[i].name, name) == 0)
			return &r->label[i];
	return NULL;
}

static enum format format_of(const struct named_query *n, const char *column)
{
	for (int32_t i = 0; i < n->columns; i++)
		if (strcmp(n->column[i].name, column) == 0)
			return n->column[i].format;
	return FORMAT_TEXT;
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

/* Which columns of the query stand in the sheet: those that have a label. */
static int32_t choose_columns(struct report *r, const struct query *q, struct xlsx_sheet *s, int32_t **from)
{
	struct xlsx_column *column = arena_alloc(r->cmd->arena, sizeof *column * (size_t)query_columns(q));
	int32_t n = 0;

	*from = arena_alloc(r->cmd->arena, sizeof **from * (size_t)query_columns(q));
	for (int32_t i = 0; i < query_columns(q); i++) {
		const struct label *l = label_of(r, query_name(q, i));

		if (!l)
			continue;
		(*from)[n] = i;
		column[n++] = (struct xlsx_column){l->label, l->width};
	}
	s->column = column;
	s->columns = n;
	return n;
}

static int32_t column_of(const struct query *q, const char *name)
{
	for (int32_t i = 0; i < query_columns(q); i++)
		if (strcmp(query_name(q, i), name) == 0)
			return i;
	return -1;
}

/* One chart for each run of rows with the same currency. */
static void add_charts(struct report *r, const struct query *q, const int32_t *from,
		       const char *const *currency, struct xlsx_sheet *s)
{
	struct xlsx_chart *chart = arena_alloc(r->cmd->arena, sizeof *chart * CHARTS_MOST);
	int32_t series = -1, count = 0, n = 0;

	for (int32_t i = 0; i < s->columns; i++) {
		const char *name = query_name(q, from[i]);

		if (name[0] == 'b' && name[1] >= '0' && name[1] <= '9' && !name[2]) {
			series = series < 0 ? i : series;
			count++;
		}
	}
	for (int32_t row = 0; row < s->rows && n < CHARTS_MOST && series >= 0;) {
		int32_t last = row;

		while (last + 1 < s->rows && strcmp(currency[last + 1], currency[row]) == 0)
			last++;
		chart[n++] =
			(struct xlsx_chart){arena_format(r->cmd->arena, "%s, %s", r->caption, currency[row]),
					    row,
					    last,
					    0,
					    series,
					    count};
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
		     struct xlsx_sheet *s, const char ***currency)
{
	struct arena *a = r->cmd->arena;
	const int32_t money = column_of(q, "currency");
	struct xlsx_cell *cell = NULL;
	int32_t cap = 0, cur_cap = 0, n = 0;
	int rc;

	while ((rc = query_next(q, r->cmd->diag)) > 0) {
		const char *code = money < 0 ? "" : query_text(q, money);
		const struct currency *c = currency_find(code);

		cell = arena_room(a, cell, &cap, (n + 1) * s->columns, sizeof *cell);
		*currency = arena_room(a, *currency, &cur_cap, n + 1, sizeof **currency);
		(*currency)[n] = arena_dup(a, code);
		for (int32_t i = 0; i < s->columns; i++)
			fill_cell(a, q, from[i], format_of(named, query_name(q, from[i])), c ? c->digits : 2,
				  &cell[(size_t)n * (size_t)s->columns + (size_t)i]);
		n++;
	}
	s->cell = cell;
	s->rows = n;
	return rc;
}

static int add_sheet(struct report *r, const char *query, const char *name, const char *sum, int chart,
		     struct xlsx_sheet *s)
{
	const struct named_query *named;
	struct query *q = open_named(r, query, &named);
	const char **currency = NULL;
	int32_t *from, col = -1;
	int rc;

	if (!q)
		return -1;
	*s = (struct xlsx_sheet){.name = name, .caption = r->caption};
	choose_columns(r, q, s, &from);
	rc = fill_rows(r, q, named, from, s, &currency);
	for (int32_t i = 0; i < s->columns; i++)
		if (strcmp(query_name(q, from[i]), sum) == 0)
			col = i;
	if (rc == 0 && col >= 0)
		rc = tie_out(r, s, col, currency);
	if (rc == 0 && chart)
		add_charts(r, q, from, currency, s);
	query_close(q);
	return rc;
}

static int read_caption(struct report *r, struct xlsx_book *b)
{
	struct query *q = open_named(r, "caption", NULL);
	int rc = q ? query_next(q, r->cmd->diag) : -1;

	if (rc == 1) {
		r->caption = arena_dup(r->cmd->arena, query_text(q, 0));
		b->title = arena_dup(r->cmd->arena, query_text(q, 1));
		b->author = arena_dup(r->cmd->arena, query_text(q, 2));
	}
	query_close(q);
	return rc == 1 ? 0 : -1;
}

static int make_book(struct report *r, struct xlsx_book *b)
{
	struct query *q;
	struct xlsx_sheet *sheet = NULL;
	int32_t cap = 0, n = 0;
	int rc = -1;

	b->date = r->as_of;
	if (read_labels(r) < 0 || read_caption(r, b) < 0)
		return -1;
	q = open_named(r, "sheets", NULL);
	while (q && (rc = query_next(q, r->cmd->diag)) > 0) {
		sheet = arena_room(r->cmd->arena, sheet, &cap, n + 1, sizeof *sheet);
		if (add_sheet(r, query_text(q, 0), arena_dup(r->cmd->arena, query_text(q, 1)),
			      query_text(q, 2), (int)query_int(q, 3), &sheet[n++]) < 0) {
			rc = -1;
			break;
		}
	}
	query_close(q);
	b->sheet = sheet;
	b->sheets = n;
	return rc;
}

static int write_report(struct report *r, const char *name)
{
	struct cmd *c = r->cmd;
	struct xlsx_book book = {0};
	const char *to = cmd_option(c, "to");
	char date[9], *path;
	int64_t rows = 0;

	if (make_book(r, &book) < 0)
		return EXIT_NOT_MADE;
	path = arena_format(c->arena, "%s/%s_%s.xlsx", to ? to : "out/reports", name,
			    date_format_basic(r->as_of, date));
	if (file_mkdirs(c->diag, to ? to : "out/reports") < 0 || xlsx_write(&book, path, c->diag) < 0)
		return EXIT_NOT_MADE;
	for (int32_t i = 0; i < book.sheets; i++)
		rows += book.sheet[i].rows;
	cmd_print("%s: %d sheets, %lld rows, read back and equal to the ledger's balances\n", path,
		  book.sheets, (long long)rows);
	return EXIT_FINE;
}

/* A report is a .sql file with the query sheets; without it the name means something else. */
static const struct named_file *find_report(struct cmd *c, const char *name)
{
	char *path = strchr(name, '/')
			     ? NULL
			     : house_layout(c->house, c->arena, arena_format(c->arena, "%s.sql", name));
	const struct named_file *f = path ? named_read(c->arena, c->diag, path) : NULL;

	return f && named_find(f, "sheets") ? f : NULL;
}

static int run(struct cmd *c)
{
	struct report r = {.cmd = c};
	int code;

	if (c->args != 1)
		return cmd_usage(c, "report wants one name: aging");
	if (cmd_as_of(c, &r.as_of) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	r.file = find_report(c, c->arg[0]);
	if (!r.file) {
		static const char *const names[] = {"aging"};
		const char *close = diag_closest(c->arg[0], names, 1);

		return close ? cmd_usage(c, "there is no report %s; did you mean %s?", c->arg[0], close)
			     : cmd_usage(c, "there is no report %s; there is: aging", c->arg[0]);
	}
	freeze_remind(c, r.as_of);
	r.snapshot = freeze_memory(c, r.as_of, "");
	if (!r.snapshot)
		return EXIT_STOPPED;
	code = write_report(&r, c->arg[0]);
	db_close(r.snapshot);
	return code;
}

static const struct option_row options[] = {
	{"as-of", 0, "DATE", "the day that figures speak of"},
	{"to", 0, "DIR", "where the workbook goes; out/reports without it"},
	{NULL, 0, NULL, NULL}};

const struct command command_report = {"report",
				       "a workbook (XLSX) from the same queries as the papers",
				       "aging --as-of DATE",
				       run,
				       options,
				       "Its sums are compared with the ledger's balances, and the file is "
				       "read back cell by cell before it gets its name.\n"};
