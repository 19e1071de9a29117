/* intake_index.c: reads the index of a folder of scans; every bad cell is named by its place, all in one go.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "evidence/intake.h"
#include "import/charset.h"
#include "import/csv.h"

enum column {
	FILE_NAME,
	CUSTOMER,
	INVOICE,
	DATE,
	DOCTYPE,
	SIGNED_BY,
	SIGNED_ROLE,
	STAMPED,
	NOTE,
	INVOICE_YEAR,
	AUTHORITY,
	AUTHORITY_UNTIL,
	AMOUNT,
	CURRENCY,
	COLUMNS
};

/* Handbook 6, table evidence; the starred must be there. */
static const char *const names[COLUMNS] = {
	"file",	   "customer", "invoice",      "date",	    "doctype",	       "signed_by", "signed_role",
	"stamped", "note",     "invoice_year", "authority", "authority_until", "amount",    "currency"};
static const int needed[COLUMNS] = {[FILE_NAME] = 1, [CUSTOMER] = 1, [DATE] = 1, [DOCTYPE] = 1};

static const struct {
	enum column column;
	unsigned said;
} later[] = {{SIGNED_BY, FILING_SIGNED_BY},  {SIGNED_ROLE, FILING_SIGNED_ROLE},
	     {STAMPED, FILING_STAMPED},	     {NOTE, FILING_NOTE},
	     {INVOICE_YEAR, FILING_YEAR},    {AUTHORITY, FILING_AUTHORITY},
	     {AUTHORITY_UNTIL, FILING_UNTIL}};

struct index {
	struct arena *a;
	struct diag *d;
	struct csv csv;
	const char *folder;  /* "" or "scans/" */
	int32_t at[COLUMNS]; /* column of the file, -1: none */
	int bad;
};

static void refuse(struct index *x, int32_t cell, const char *hint, const char *text)
{
	struct place at = csv_place(&x->csv, cell);

	diag_hint(x->d, DIAG_EVIDENCE_INDEX, &at, hint, "%s", text);
	x->bad = 1;
}

/* Trimmed, in the arena; NULL when empty or absent. */
static const char *cell(struct index *x, enum column c)
{
	const struct csv_cell *v;
	const char *s;
	int32_t n;

	if (x->at[c] < 0 || x->at[c] >= x->csv.cells)
		return NULL;
	v = &x->csv.cell[x->at[c]];
	s = v->s;
	n = v->n;
	while (n > 0 && (*s == ' ' || *s == '\t'))
		s++, n--;
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	if (v->odd)
		for (int32_t i = 0; i < n; i++)
			if ((unsigned char)s[i] < 32) {
				refuse(x, x->at[c], NULL,
				       arena_format(x->a, "%s holds a control character", names[c]));
				break;
			}
	return n > 0 ? arena_dupn(x->a, s, (size_t)n) : NULL;
}

int32_t intake_year(const char *s)
{
	const int32_t year =
		strlen(s) == 4 && strspn(s, "0123456789") == 4 ? (int32_t)strtol(s, NULL, 10) : 0;

	return year >= 1900 ? year : 0;
}

static int read_head(struct index *x)
{
	for (int c = 0; c < COLUMNS; c++)
		x->at[c] = -1;
	for (int32_t i = 0; i < x->csv.cells; i++) {
		const char *name = arena_dupn(x->a, x->csv.cell[i].s, (size_t)x->csv.cell[i].n), *close;
		int c = 0;

		while (c < COLUMNS && strcasecmp(names[c], name) != 0)
			c++;
		if (c < COLUMNS && x->at[c] >= 0) {
			refuse(x, i, NULL, arena_format(x->a, "the column %s is there twice", name));
		} else if (c < COLUMNS) {
			x->at[c] = i;
		} else if (*name) {
			close = diag_closest(name, names, COLUMNS);
			refuse(x, i, close ? arena_format(x->a, "did you mean `%s`?", close) : NULL,
			       arena_format(x->a, "\"%s\" is no column of an index of evidence", name));
		}
	}
	for (int c = 0; c < COLUMNS; c++)
		if (needed[c] && x->at[c] < 0)
			refuse(x, 0, NULL, arena_format(x->a, "the column %s is missing", names[c]));
	return x->bad ? -1 : 0;
}

static int yes(struct index *x, const char *s)
{
	static const char *const word[] = {"yes", "1", "true", "y"}, *const other[] = {"no", "0", "false",
										       "n"};

	for (size_t i = 0; s && i < 4; i++) {
		if (strcmp(s, word[i]) == 0)
			return 1;
		if (strcmp(s, other[i]) == 0)
			return 0;
	}
	if (s)
		refuse(x, x->at[STAMPED], NULL, arena_format(x->a, "\"%s\" is neither yes nor no", s));
	return 0;
}

/* A name that leads out of the index's folder could file anything of the machine as a paper. */
static int inside(const char *s)
{
	if (*s == '/')
		return 0;
	for (const char *p = s; *p; p++)
		if ((p == s || p[-1] == '/') && p[0] == '.' && p[1] == '.' && (p[2] == '/' || !p[2]))
			return 0;
	return 1;
}

/* A link may lead out where the name does not: both ends as the file system knows them. */
static int links_out(const char *folder, const char *path)
{
	char *top = realpath(*folder ? folder : ".", NULL), *file = realpath(path, NULL);
	const size_t n = top ? strlen(top) : 0;
	const int out = top && file && (strncmp(file, top, n) != 0 || (file[n] != '/' && n > 1));

	free(top);
	free(file);
	return out;
}

static void read_row(struct index *x, struct filing *f)
{
	const char *value[COLUMNS], *slash;

	for (int c = 0; c < COLUMNS; c++) {
		value[c] = cell(x, (enum column)c);
		if (needed[c] && !value[c])
			refuse(x, x->at[c], NULL, arena_format(x->a, "%s is empty", names[c]));
	}
	*f = (struct filing){.customer = value[CUSTOMER],
			     .doctype = value[DOCTYPE],
			     .invoice = value[INVOICE],
			     .signed_by = value[SIGNED_BY],
			     .signed_role = value[SIGNED_ROLE],
			     .note = value[NOTE],
			     .authority = value[AUTHORITY],
			     .amount = value[AMOUNT],
			     .currency = value[CURRENCY],
			     .authority_until = DATE_NONE,
			     .date = DATE_NONE};
	f->at = csv_place(&x->csv, 0);
	f->at_file = csv_place(&x->csv, x->at[FILE_NAME]);
	f->at_customer = csv_place(&x->csv, x->at[CUSTOMER]);
	f->at_doctype = csv_place(&x->csv, x->at[DOCTYPE]);
	f->at_amount = x->at[AMOUNT] >= 0 ? csv_place(&x->csv, x->at[AMOUNT]) : f->at;
	f->at_invoice = x->at[INVOICE] >= 0 ? csv_place(&x->csv, x->at[INVOICE]) : f->at;
	if (value[DATE]) {
		f->date = date_parse(value[DATE], strlen(value[DATE]));
		if (f->date == DATE_NONE)
			refuse(x, x->at[DATE], NULL,
			       arena_format(x->a, "\"%s\" is no date; 2026-11-01 is how one is written",
					    value[DATE]));
	}
	if (value[AUTHORITY_UNTIL] &&
	    (f->authority_until = date_parse(value[AUTHORITY_UNTIL], strlen(value[AUTHORITY_UNTIL]))) ==
		    DATE_NONE)
		refuse(x, x->at[AUTHORITY_UNTIL], NULL,
		       arena_format(x->a, "\"%s\" is no date; 2026-11-01 is how one is written",
				    value[AUTHORITY_UNTIL]));
	f->stamped = yes(x, value[STAMPED]);
	if (value[INVOICE_YEAR] && (f->invoice_year = intake_year(value[INVOICE_YEAR])) == 0)
		refuse(x, x->at[INVOICE_YEAR], NULL,
		       arena_format(x->a, "\"%s\" is no year; 2026 is how one is written",
				    value[INVOICE_YEAR]));
	for (size_t i = 0; i < sizeof later / sizeof later[0]; i++)
		f->said |= x->at[later[i].column] >= 0 ? later[i].said : 0;
	if (!value[FILE_NAME])
		return;
	slash = strrchr(value[FILE_NAME], '/');
	f->original = slash ? slash + 1 : value[FILE_NAME];
	f->path = arena_format(x->a, "%s%s", x->folder, value[FILE_NAME]);
	if (!inside(value[FILE_NAME]))
		refuse(x, x->at[FILE_NAME], NULL,
		       arena_format(x->a, "\"%s\" lies outside of the index's folder", value[FILE_NAME]));
	else if (links_out(x->folder, f->path))
		refuse(x, x->at[FILE_NAME], NULL,
		       arena_format(x->a, "\"%s\" is a link out of the index's folder", value[FILE_NAME]));
	else if (!file_exists(f->path))
		refuse(x, x->at[FILE_NAME], NULL,
		       arena_format(x->a, "there is no file \"%s\" beside the index", value[FILE_NAME]));
}

static struct filing *read_rows(struct index *x, int32_t *n)
{
	struct filing *f = NULL;
	int32_t cap = 0, columns;
	int r = csv_next(&x->csv, x->d);
	struct place at = {x->csv.path, 1, 0};

	*n = 0;
	if (r == 0)
		diag(x->d, DIAG_EVIDENCE_INDEX, &at,
		     "is empty; a head with file, customer, date, doctype is expected");
	if (r <= 0 || read_head(x) < 0)
		return NULL;
	columns = x->csv.cells;
	while ((r = csv_next(&x->csv, x->d)) > 0) {
		if (x->csv.cells != columns) {
			refuse(x, x->csv.cells < columns ? x->csv.cells : columns, NULL,
			       arena_format(x->a, "the row has %d cells, and the head has %d", x->csv.cells,
					    columns));
			continue;
		}
		f = arena_room(x->a, f, &cap, *n + 1, sizeof *f);
		read_row(x, &f[(*n)++]);
	}
	if (r < 0 || x->bad)
		return NULL;
	return f ? f : arena_alloc(x->a, sizeof *f);
}

static char separator(const char *text)
{
	static const char marks[] = ",;\t|";
	char best = ',';
	size_t most = 0;

	for (const char *m = marks; *m; m++) {
		size_t n = 0;

		for (const char *p = text; *p && *p != '\n' && *p != '\r'; p++)
			n += *p == *m;
		if (n > most)
			most = n, best = *m;
	}
	return best;
}

struct filing *intake_read(struct arena *a, struct diag *d, const char *path, int32_t *n)
{
	struct index x = {.a = a, .d = d};
	const char *slash = strrchr(path, '/');
	struct diag_source *shown = arena_alloc(a, sizeof *shown);
	struct filing *f;
	size_t len;
	char *text = file_read(a, d, path, (size_t)64 << 20, &len);

	if (text)
		text = charset_decode(a, d, path, text, len, NULL, &len);
	if (!text)
		return NULL;
	x.folder = slash ? arena_dupn(a, path, (size_t)(slash - path) + 1) : "";
	csv_open(&x.csv, path, text, len, separator(text));
	/* for what is said of its rows when their files are filed, too */
	*shown = (struct diag_source){path, text, len, d->source};
	d->source = shown;
	f = read_rows(&x, n);
	csv_close(&x.csv);
	return f;
}
