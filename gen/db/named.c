/* named.c: reads the .sql file of a document type into named queries. */
#include "db/named.h"

#include <string.h>

const char *const named_subjects[] = {"subject", "customer", "salesman", "region",
				      "route",	 "case_id",  "company",	 NULL};

const char *const format_name[FORMATS] = {
#define FORMAT(id, name, meaning) name,
#include "db/named.def"
};

struct reader {
	struct arena *a;
	struct diag *d;
	struct named_query *query;
	struct named_column *column; /* of the query being read */
	int32_t n, cap, columns, column_cap;
	const char *path;
	const char *start; /* of the open query's SQL; NULL: none open */
	int body;	   /* the open query has SQL, not only comments */
	int32_t at;	   /* line of its name */
};

static int name_valid(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!(s[i] >= 'a' && s[i] <= 'z') && s[i] != '_' && (i == 0 || !(s[i] >= '0' && s[i] <= '9')))
			return 0;
	return n > 0;
}

static void query_end(struct reader *r, const char *end)
{
	struct named_query *q;
	struct place at = {r->path, r->at, 0};

	if (!r->start)
		return;
	q = &r->query[r->n - 1];
	q->sql = arena_dupn(r->a, r->start, (size_t)(end - r->start));
	q->column = r->column;
	q->columns = r->columns;
	if (!r->body)
		diag(r->d, DIAG_NAMED, &at, "the query \"%s\" has no SQL", q->name);
	r->start = NULL;
}

static void query_begin(struct reader *r, const char *s, size_t n, const char *next, struct place at)
{
	struct named_query *q;
	int32_t i;

	if (!name_valid(s, n))
		diag(r->d, DIAG_NAMED, &at,
		     "\"%.*s\" is no name of a query: small letters, digits and _ are expected", (int)n, s);
	r->query = arena_room(r->a, r->query, &r->cap, r->n + 1, sizeof *r->query);
	q = &r->query[r->n++];
	q->name = arena_dupn(r->a, s, n);
	q->at = (struct place){r->path, at.line + 1, 1};
	for (i = 0; i + 1 < r->n; i++)
		if (strcmp(r->query[i].name, q->name) == 0)
			diag(r->d, DIAG_NAMED, &at, "the query \"%s\" was named before, in line %d", q->name,
			     r->query[i].at.line - 1);
	r->start = next;
	r->at = at.line;
	r->body = 0;
	r->column = NULL;
	r->columns = r->column_cap = 0;
}

static size_t word(const char **s, const char *end, const char **at)
{
	while (*s < end && (**s == ' ' || **s == '\t'))
		(*s)++;
	*at = *s;
	while (*s < end && **s != ' ' && **s != '\t' && **s != ',')
		(*s)++;
	return (size_t)(*s - *at);
}

/* "due date, outstanding money, note": names, each with its format or none. */
static void columns_read(struct reader *r, const char *line, const char *s, const char *end, struct place at)
{
	const char *name, *format, *rest;
	struct named_column *c;
	const char *hint;
	size_t n, f;
	int32_t i;

	while (s < end) {
		n = word(&s, end, &name);
		at.col = (int32_t)(name - line) + 1;
		f = word(&s, end, &format);
		if (!name_valid(name, n)) {
			diag(r->d, DIAG_NAMED, &at,
			     "the name of a column is expected: small letters, digits and _");
			return;
		}
		r->column = arena_room(r->a, r->column, &r->column_cap, r->columns + 1, sizeof *r->column);
		c = &r->column[r->columns];
		*c = (struct named_column){arena_dupn(r->a, name, n), FORMAT_TEXT, at};
		for (i = 0; i < r->columns; i++)
			if (strcmp(r->column[i].name, c->name) == 0)
				diag(r->d, DIAG_NAMED, &at, "the column \"%s\" is declared twice", c->name);
		r->columns++;
		if (f > 0) {
			const char *wanted = arena_dupn(r->a, format, f);

			for (i = 0; i < FORMATS && strcmp(format_name[i], wanted) != 0; i++)
				;
			at.col = (int32_t)(format - line) + 1;
			if (i < FORMATS) {
				c->format = (enum format)i;
			} else {
				hint = diag_closest(wanted, format_name, FORMATS);
				diag_hint(
					r->d, DIAG_NAMED, &at,
					hint ? arena_format(r->a, "did you mean `%s`?", hint) : NULL,
					"\"%s\" is no format of a column (text, date, money, percent, count, words, number, term, flag)",
					wanted);
			}
		}
		if (word(&s, end, &rest) > 0) {
			at.col = (int32_t)(rest - line) + 1;
			diag(r->d, DIAG_NAMED, &at, "a comma is expected after the column \"%s\"", c->name);
			return;
		}
		if (s < end && *s == ',')
			s++;
	}
}

static void line_read(struct reader *r, const char *line, const char *end, const char *next, int32_t number)
{
	static const char *const keys[] = {"name", "columns"};
	struct place at = {r->path, number, 1};
	const char *s = line, *key, *hint;
	size_t n;

	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	if (s == end)
		return;
	if (end - s < 2 || s[0] != '-' || s[1] != '-') {
		if (!r->start) {
			diag(r->d, DIAG_NAMED, &at, "SQL stands before the first \"-- name:\"");
			r->start = line; /* said once is enough */
			r->query = arena_room(r->a, r->query, &r->cap, r->n + 1, sizeof *r->query);
			r->query[r->n++] = (struct named_query){.name = "", .at = at};
		}
		r->body = 1;
		return;
	}
	for (s += 2; s < end && (*s == ' ' || *s == '\t'); s++)
		;
	for (key = s; s < end && *s >= 'a' && *s <= 'z'; s++)
		;
	n = (size_t)(s - key);
	if (s == end || *s != ':')
		return; /* a plain comment */
	s++;
	while (end > s && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	at.col = (int32_t)(s - line) + 1;
	if (n == 4 && memcmp(key, "name", 4) == 0) {
		query_end(r, line);
		query_begin(r, s, (size_t)(end - s), next, at);
	} else if (n == 7 && memcmp(key, "columns", 7) == 0) {
		if (r->start)
			columns_read(r, line, s, end, at);
		else
			diag(r->d, DIAG_NAMED, &at, "\"-- columns:\" stands before the first \"-- name:\"");
	} else if ((hint = diag_closest(arena_dupn(r->a, key, n), keys, 2)) != NULL) {
		at.col = (int32_t)(key - line) + 1;
		diag_hint(r->d, DIAG_NAMED, &at, arena_format(r->a, "did you mean `-- %s:`?", hint),
			  "\"%.*s\" is not understood", (int)n, key);
	}
}

const struct named_file *named_read(struct arena *a, struct diag *d, const char *path)
{
	struct reader r = {.a = a, .d = d, .path = arena_dup(a, path)};
	struct place at = {r.path, 0, 0};
	struct named_file *f;
	int32_t before = diag_errors(d), line = 1;
	const char *s, *end, *stop;
	size_t len, bad;

	s = file_read(a, d, path, (size_t)4 << 20, &len);
	if (!s)
		return NULL;
	if (!utf8_valid(s, len, &bad) || strlen(s) != len) {
		/* a NUL is UTF-8, and no text */
		bad = utf8_valid(s, len, &bad) ? strlen(s) : bad;
		for (at.line = 1, end = s; end < s + bad; end++)
			at.line += *end == '\n';
		diag(d, DIAG_NAMED, &at, "is not UTF-8 text: byte 0x%02X", (unsigned char)s[bad]);
		return NULL;
	}
	for (end = s + len; s < end; line++) {
		stop = memchr(s, '\n', (size_t)(end - s));
		const char *next = stop ? stop + 1 : end;

		if (!stop)
			stop = end;
		line_read(&r, s, stop > s && stop[-1] == '\r' ? stop - 1 : stop, next, line);
		s = next;
	}
	query_end(&r, end);
	if (diag_errors(d) > before)
		return NULL;
	if (r.n == 0) {
		at.line = 1;
		diag(d, DIAG_NAMED, &at, "has no query: a line \"-- name: …\" is expected before each");
		return NULL;
	}
	f = arena_alloc(a, sizeof *f);
	*f = (struct named_file){r.path, r.query, r.n};
	return f;
}

const struct named_query *named_find(const struct named_file *f, const char *name)
{
	int32_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->query[i].name, name) == 0)
			return &f->query[i];
	return NULL;
}
