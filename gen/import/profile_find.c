/* profile_find.c: finds the profile that an export's header answers to, or says what was found and what was
 * wanted. */
#include "import/profile_own.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "import/charset.h"
#include "import/separator.h"

#define HEAD_BYTES (64 * 1024) /* enough of a file to find its header in */
#define HEAD_RECORDS 40	       /* title lines that a shipped profile looks past */

static char *head_text(struct seeker *s, const char *encoding, size_t *len)
{
	const char *key = encoding && !s->rejects ? encoding : "utf-8";
	size_t n = s->n;
	int32_t i;

	for (i = 0; i < s->heads; i++) {
		if (strcmp(s->head[i].encoding, key) == 0) {
			*len = s->head[i].len;
			return s->head[i].text;
		}
	}
	s->head[i].encoding = key;
	/* a head that is cut within a character is cut shorter, up to the longest one */
	for (; !s->head[i].text && s->n - n < 4 && n > 0; n--) {
		char *copy = arena_dupn(s->a, s->bytes, n);

		s->head[i].text = charset_decode(s->a, NULL, s->path, copy, n, key, &s->head[i].len);
		if (s->n < HEAD_BYTES)
			break;
	}
	s->heads++;
	*len = s->head[i].len;
	return s->head[i].text;
}

/* True when the profile looks for a header in Cyrillic letters (U+0400 to U+047F). */
static int is_cyrillic(const struct profile *p)
{
	int32_t i;

	for (i = 0; i < p->table->columns; i++)
		if (p->header[i] && (strchr(p->header[i], '\xD0') || strchr(p->header[i], '\xD1')))
			return 1;
	return 0;
}

/* The encoding that a profile names. One that names none and has Cyrillic headers is read as windows-1251
 * where the bytes are not UTF-8: the header that must fit proves it. */
static const char *encoding_of(struct seeker *s, const struct profile *p)
{
	size_t len;

	if (p->encoding || !is_cyrillic(p) || head_text(s, NULL, &len))
		return p->encoding;
	return "windows-1251";
}

/* The same with each run of blanks and line breaks in the cell as one blank. */
static int name_folds(const char *s, int32_t len, const char *name, size_t n)
{
	const char *end = s + len;
	size_t k = 0;

	while (s < end && k < n) {
		if (!csv_blank(*s)) {
			if (strncasecmp(s++, name + k++, 1) != 0)
				return 0;
			continue;
		}
		if (name[k++] != ' ')
			return 0;
		while (s < end && csv_blank(*s))
			s++;
	}
	return s == end && k == n;
}

static int name_is(const struct csv_cell *c, const char *name, size_t n)
{
	const char *s = c->s;
	int32_t len = c->n;

	value_trim(&s, &len);
	if ((size_t)len == n && strncasecmp(s, name, n) == 0)
		return 1;
	return c->odd && name_folds(s, len, name, n);
}

/* The cell that bears one of the names "A | B". -1: none. */
int32_t profile_header(const struct csv *c, const char *names)
{
	size_t n, all;
	int32_t i;

	for (; *names; names += all) {
		all = strcspn(names, "|");
		for (n = all; n > 0 && names[n - 1] == ' '; n--)
			;
		for (i = 0; i < c->cells; i++)
			if (name_is(&c->cell[i], names, n))
				return i;
		if (names[all] == '|')
			all++;
		all += strspn(names + all, " ");
	}
	return -1;
}

int profile_provides(const struct profile *p, const struct fit *f, int32_t col)
{
	if (f->cell_of[col] >= 0 || p->dflt[col])
		return 1;
	if (p->group_row && strcmp(p->table->name, "ledger") == 0 && col == LEDGER_CUSTOMER)
		return 1;
	if (p->numbers && strcmp(p->table->name, "ledger") == 0 && col == LEDGER_NUMBER)
		return 1;
	/* debit and credit columns stand for the amount */
	if (strcmp(p->table->name, "ledger") == 0 && col == LEDGER_AMOUNT)
		return f->cell_of[LEDGER_DEBIT] >= 0 || f->cell_of[LEDGER_CREDIT] >= 0;
	return 0;
}

static void fit_record(const struct profile *p, const struct csv *c, struct fit *f)
{
	int32_t i;

	memset(f, 0, sizeof *f);
	f->line = c->start_line;
	for (i = 0; i < c->cells; i++) {
		const char *s = c->cell[i].s;
		int32_t n = c->cell[i].n;

		value_trim(&s, &n);
		if (n > 0) {
			f->names++;
			f->width = i + 1;
		}
	}
	for (i = 0; i < p->table->columns; i++) {
		f->cell_of[i] = p->header[i] ? profile_header(c, p->header[i]) : -1;
		f->found += f->cell_of[i] >= 0;
		f->lacking += p->header[i] && f->cell_of[i] < 0;
	}
	for (i = 0; i < p->table->columns; i++)
		if ((p->table->column[i].flags & COLUMN_MUST) && !profile_provides(p, f, i))
			f->missing++;
}

/* Where the profile would have its reader stand: 0 and c behind the header with *f filled, -1 when there is
 * no header. */
static int fit_text(struct seeker *s, const struct profile *p, const char *text, size_t len, struct csv *c,
		    struct fit *f)
{
	struct diag quiet;
	char line = s->rejects ? '\0' : separator_line(text, len), sep = s->rejects ? s->rejects : line;
	int32_t i, limit = p->skip_lines < 0 && !s->rejects ? HEAD_RECORDS : 1;
	struct fit best = {0};
	const char *at = NULL;
	int32_t at_line = 0;

	diag_init(&quiet, NULL, NULL);
	csv_open(c, s->path, text, len, ',');
	csv_skip_lines(c, (line ? 1 : 0) + (p->skip_lines > 0 && !s->rejects ? p->skip_lines : 0));
	for (i = 0; i < limit; i++) {
		/* a blank line would tell a separator of its own */
		while (c->next < c->end && (*c->next == '\n' || *c->next == '\r'))
			csv_skip_lines(c, 1);
		char mark = sep ? sep : p->separator ? p->separator : separator_of(c->next, c->end);
		const char *start = c->next;
		int32_t start_line = c->line;

		csv_close(c);
		csv_open(c, s->path, text, len, mark);
		csv_seek(c, start, start_line);
		if (csv_next(c, &quiet) != 1)
			break;
		fit_record(p, c, f);
		if (!at || f->missing < best.missing ||
		    (f->missing == best.missing && f->found > best.found)) {
			best = *f;
			at = start;
			at_line = start_line;
		}
	}
	if (!at)
		return -1;
	char mark = sep ? sep : p->separator ? p->separator : separator_of(at, c->end);

	csv_close(c);
	csv_open(c, s->path, text, len, mark);
	csv_seek(c, at, at_line);
	csv_next(c, &quiet);
	*f = best;
	return 0;
}

static const char *cell_name(struct arena *a, const struct csv *c, int32_t i)
{
	const char *s = c->cell[i].s;
	int32_t n = c->cell[i].n;

	value_trim(&s, &n);
	return arena_dupn(a, s, (size_t)n);
}

static const char *const *head_names(struct arena *a, const struct csv *c, int32_t width)
{
	const char **name = arena_alloc(a, (size_t)width * sizeof *name);
	int32_t i;

	for (i = 0; i < width; i++)
		name[i] = cell_name(a, c, i);
	return name;
}

/* No record that could be a header: what the reader says of the first one, or that there is none. */
static int headless(struct seeker *s, const char *text, size_t len)
{
	struct place at = {s->path, 1, 1};
	struct csv c;
	int rc;

	csv_open(&c, s->path, text, len, separator_of(text, text + len));
	rc = csv_next(&c, s->d);
	csv_close(&c);
	return rc < 0 ? -1 : diag(s->d, DIAG_IMPORT_PROFILE, &at, "no header was found");
}

/* How near a header is that does not fit: columns found or nearly found, less those that must be there and
 * are not. */
static int32_t nearness(struct arena *a, const struct profile *p, const struct fit *f,
			const char *const *head)
{
	int32_t i, score = f->found;

	for (i = 0; i < p->table->columns; i++)
		if (p->header[i] && f->cell_of[i] < 0 && (p->table->column[i].flags & COLUMN_MUST) &&
		    !profile_provides(p, f, i))
			score += profile_closest(a, p->header[i], head, f->width) ? 1 : -1;
	/* when next to nothing fits, the ledger is what most exports want to be */
	if (f->found * 4 <= f->names &&
	    (strcmp(p->name, "canonical") != 0 || strcmp(p->table->name, "ledger") != 0))
		return -101;
	return f->found > 0 ? score : strcmp(p->table->name, "ledger") == 0 ? -100 : -101;
}

/* An encoding that no profile says and the header proves is told once, with the key that says it. */
static void say_encoding(const struct seeker *s, const struct profile *p, const char *encoding, int32_t line)
{
	struct place at = {s->path, line, 0};

	diag_hint(s->d, DIAG_IMPORT_MADE, &at,
		  arena_format(s->a, "say `encoding = %s` in [import.%s]", encoding, p->name),
		  "no profile says the encoding of the file: its header is one in %s", encoding);
}

/* Takes the profile for the whole file. */
/* Messages about the file show its lines as they were decoded. */
static void shown_from(struct seeker *s, const char *text, size_t len)
{
	struct diag_source *source = arena_alloc(s->a, sizeof *source);

	*source = (struct diag_source){s->path, text, len, s->d->source};
	s->d->source = source;
}

static int settle(struct seeker *s, const struct profile *p, char *bytes, size_t n, struct export *e)
{
	int32_t before = diag_errors(s->d);
	const char *const *head;
	const char *encoding = s->rejects ? NULL : encoding_of(s, p);
	struct fit f;
	char *text;
	size_t len;

	text = charset_decode(s->a, s->d, s->path, bytes, n, encoding, &len);
	if (!text)
		return -1;
	shown_from(s, text, len);
	if (fit_text(s, p, text, len, &e->csv, &f) < 0)
		return headless(s, text, len);
	if (encoding && !p->encoding)
		say_encoding(s, p, encoding, f.line);
	head = head_names(s->a, &e->csv, f.width);
	profile_report(s, p, &e->csv, &f, head);
	e->profile = p;
	e->header_line = f.line;
	e->width = f.width;
	e->head = head;
	e->own = s->rejects ? REJECTS_COLUMNS : 0;
	memcpy(e->cell_of, f.cell_of, sizeof e->cell_of);
	return diag_errors(s->d) > before ? -1 : 0;
}

/* A profile of the house whose header stands on another line than it says: -1 after the diagnostic that tells
 * it. */
static int fits_below(struct seeker *s, const struct profile *p)
{
	struct profile looser = *p;
	struct csv c;
	struct fit f;
	size_t len;
	char *text = head_text(s, encoding_of(s, p), &len);
	int fits;

	looser.skip_lines = -1;
	fits = text && fit_text(s, &looser, text, len, &c, &f) == 0;
	if (text)
		csv_close(&c);
	if (!fits || f.missing > 0 || f.lacking > 0)
		return 0;
	return diag_hint(
		s->d, DIAG_IMPORT_PROFILE, &(struct place){s->path, f.line, 1},
		arena_format(s->a, "say `skip_lines = %d` in [import.%s]", f.line - 1, p->name),
		"the header that the profile %s wants stands in line %d, and it looks for it in line %d",
		p->name, f.line, p->skip_lines + 1);
}

/* What a file is by its first bytes that is no text of rows; NULL: it may be one. */
static const char *other_kind(const char *bytes, size_t n)
{
	static const struct {
		const char *magic, *what;
	} kinds[] = {{"PK\3\4", "a workbook of a spreadsheet"},
		     {"\xD0\xCF\x11\xE0", "a workbook of a spreadsheet"},
		     {"%PDF-", "a PDF"},
		     {"\x1F\x8B", "a packed file (gzip)"},
		     {"\x89PNG", "a picture"},
		     {"\xFF\xD8\xFF", "a picture"},
		     {"SQLite format 3", "a database"},
		     {"<html", "a web page, whatever its name says"},
		     {"<HTML", "a web page, whatever its name says"},
		     {"<!DOCTYPE", "a web page, whatever its name says"},
		     {"<table", "a web page, whatever its name says"},
		     {"<?xml", "XML"}};
	size_t i, k;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		k = strlen(kinds[i].magic);
		if (n >= k && memcmp(bytes, kinds[i].magic, k) == 0)
			return kinds[i].what;
	}
	return NULL;
}

int profile_find(struct arena *a, struct diag *d, const struct profiles *all, const char *path, char *bytes,
		 size_t n, const char *table, const char *profile, struct export *e)
{
	struct seeker s = {
		.a = a, .d = d, .path = path, .bytes = bytes, .n = n < HEAD_BYTES ? n : HEAD_BYTES};
	const struct profile **candidate =
				     arena_alloc(a, (size_t)(all->n + canonical_count) * sizeof *candidate),
			     *best = NULL, *near = NULL;
	const char **names = arena_alloc(a, (size_t)(all->n + 1) * sizeof *names), *hint;
	const char *const *near_head = NULL, *const * head;
	struct fit f, best_fit = {0}, near_fit = {0};
	struct place at = {path, 0, 0};
	int32_t i, m = 0, score, near_score = 0;
	char *text;
	size_t len;

	memset(e, 0, sizeof *e);
	if (n == 0)
		return diag(d, DIAG_IMPORT_PROFILE, &at, "is empty");
	if ((hint = other_kind(bytes, n)) != NULL)
		return diag_hint(d, DIAG_IMPORT_PROFILE, &at, "open it and save or export it as CSV UTF-8",
				 "is %s: text is expected", hint);
	s.rejects = separator_rejects(bytes, n);
	s.head = arena_alloc(a, (size_t)(all->n + 2) * sizeof *s.head);
	if (profile && strcmp(profile, "canonical") != 0) {
		for (i = 0; i < all->n; i++) {
			names[i] = all->profile[i].name;
			if (strcmp(names[i], profile) == 0)
				return settle(&s, &all->profile[i], bytes, n, e);
		}
		hint = diag_closest(profile, names, all->n);
		return diag_hint(d, DIAG_IMPORT_PROFILE, &at,
				 hint ? arena_format(a, "did you mean `%s`?", hint) : NULL,
				 "there is no profile \"%s\"", profile);
	}
	if (table) {
		const struct canonical *t = canonical_find(table);

		if (!t) {
			const char **tables = arena_alloc(a, (size_t)canonical_count * sizeof *tables);

			for (i = 0; i < canonical_count; i++)
				tables[i] = canonical_all[i].name;
			hint = diag_closest(table, tables, canonical_count);
			return diag_hint(
				d, DIAG_IMPORT_PROFILE, &at,
				hint ? arena_format(a, "did you mean `%s`?", hint) : NULL,
				"there is no table \"%s\": staff, customers, contacts, holidays, ledger, events, arrangements, assets or "
				"deductions is expected",
				table);
		}
		return settle(&s, profile_canonical(a, all, t), bytes, n, e);
	}
	for (i = 0; i < all->n; i++)
		if (!all->profile[i].shipped && strcmp(all->profile[i].name, "canonical") != 0)
			candidate[m++] = &all->profile[i];
	for (i = 0; i < canonical_count; i++)
		candidate[m++] = profile_canonical(a, all, &canonical_all[i]);
	for (i = 0; i < all->n; i++)
		if (all->profile[i].shipped)
			candidate[m++] = &all->profile[i];
	for (i = 0; i < m; i++) {
		text = head_text(&s, encoding_of(&s, candidate[i]), &len);
		if (!text)
			continue;
		if (fit_text(&s, candidate[i], text, len, &e->csv, &f) < 0) {
			csv_close(&e->csv);
			continue;
		}
		if (f.missing == 0 && f.found > 0 && f.found > best_fit.found &&
		    (strcmp(candidate[i]->name, "canonical") != 0 || f.found * 2 >= f.names)) {
			best = candidate[i];
			best_fit = f;
		}
		head = head_names(a, &e->csv, f.width);
		score = nearness(a, candidate[i], &f, head);
		if (!near || score > near_score) {
			near = candidate[i];
			near_score = score;
			near_fit = f;
			near_head = head;
		}
		csv_close(&e->csv);
	}
	if (best)
		return settle(&s, best, bytes, n, e);
	for (i = 0; i < m; i++)
		if (candidate[i]->skip_lines >= 0 && fits_below(&s, candidate[i]) < 0)
			return -1;
	/* when the bytes are not even what they claim to be, that is the news */
	if (!head_text(&s, NULL, &len) && !charset_decode(a, d, path, bytes, n, NULL, &len))
		return -1;
	if (!near || near_fit.width == 0) {
		text = head_text(&s, NULL, &len);
		return headless(&s, text ? text : "", text ? len : 0);
	}
	text = head_text(&s, encoding_of(&s, near), &len);
	if (text)
		shown_from(&s, text, len);
	return profile_unrecognised(&s, near, &near_fit, near_head);
}
