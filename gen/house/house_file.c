/* house_file.c: reads an INI file by inih, and keeps the line numbers that inih does not hand out. */
#include "house/house_file.h"

#include <ini.h>
#include <string.h>

#define LINE_MAX_BYTES 4096 /* of a line with its end; inih cuts longer ones without a word */

struct reader {
	struct arena *a;
	struct diag *d;
	const char *path;
	const char *s;	 /* what is left of the text */
	const char *raw; /* the line given to inih last, without a byte order mark */
	int32_t line;	 /* its number */
	struct place section_at;
	int32_t expected; /* that line must call the handler */
	struct house_list *list;
	int32_t first; /* keys of this file start here */
	int bad;
};

/* inih says only where its first error is, so each line without effect is reported here, before the next is
 * given. */
static void line_settle(struct reader *r)
{
	struct place at = {r->path, r->line, 1 + (int32_t)(r->raw ? strspn(r->raw, " \t") : 0)};

	if (r->expected) {
		diag(r->d, DIAG_HOUSE_SYNTAX, &at, "\"[section]\", \"key = value\" or a comment is expected");
		r->bad = 1;
	}
	r->expected = 0;
}

static char *line_next(char *buf, int size, void *stream)
{
	struct reader *r = stream;
	const char *end = r->s + strcspn(r->s, "\n"), *p = r->s + strspn(r->s, " \t\r");
	size_t n = (size_t)(end - r->s) + (*end == '\n');
	struct place at = {r->path, r->line + 1, 0};

	line_settle(r);
	if (*r->s == '\0')
		return NULL;
	r->line++;
	r->raw = r->s;
	if (r->line == 1 && strncmp(p, "\xEF\xBB\xBF", 3) == 0) {
		r->raw = p + 3;
		p += 3 + strspn(p + 3, " \t\r");
	}
	if (*p == '[')
		r->section_at =
			(struct place){r->path, r->line, utf8_count(r->raw, (size_t)(p - r->raw)) + 1};
	r->s += n;
	if (n + 1 > (size_t)size) {
		diag(r->d, DIAG_HOUSE_SYNTAX, &at,
		     "the line has %zu bytes, more than the %d that a line may have", n, size - 2);
		r->bad = 1;
		strcpy(buf, "\n");
		return buf;
	}
	r->expected = p < end && *p != ';' && *p != '#' && !(*p == '[' && memchr(p, ']', (size_t)(end - p)));
	memcpy(buf, end - (n - (*end == '\n')), n);
	buf[n] = '\0';
	return buf;
}

/* The column of what stands n bytes into the line, past blanks. */
static int32_t column_at(const struct reader *r, size_t n)
{
	return utf8_count(r->raw, n + strspn(r->raw + n, " \t")) + 1;
}

static int key_add(void *ctx, const char *section, const char *key, const char *value)
{
	struct reader *r = ctx;
	struct place at = {r->path, r->line, column_at(r, 0)};
	struct house_key *k;
	int32_t i;

	r->expected = 0;
	for (i = r->first; i < r->list->n; i++) {
		k = &r->list->key[i];
		if (strcmp(k->section, section) == 0 && strcmp(k->key, key) == 0) {
			diag(r->d, DIAG_HOUSE_SYNTAX, &at, "[%s] %s was given before, in line %d", section,
			     key, k->at.line);
			r->bad = 1;
			return 1;
		}
	}
	r->list->key = arena_room(r->a, r->list->key, &r->list->cap, r->list->n + 1, sizeof *k);
	k = &r->list->key[r->list->n++];
	k->section = arena_dup(r->a, section);
	k->key = arena_dup(r->a, key);
	k->value = arena_dup(r->a, value);
	k->at = at;
	k->section_at = r->section_at;
	k->value_col = column_at(r, strcspn(r->raw, "=:") + 1);
	return 1;
}

struct place house_place(const struct house_key *k, const char *s)
{
	struct place at = k->at;

	if (s >= k->key && s <= k->key + strlen(k->key))
		at.col += utf8_count(k->key, (size_t)(s - k->key));
	else
		at.col = k->value_col + utf8_count(k->value, (size_t)(s - k->value));
	return at;
}

/* Where byte n of the text stands. */
static struct place place_in(const char *path, const char *text, size_t n)
{
	struct place at = {path, 1, 1};
	size_t i, line = 0;

	for (i = 0; i < n; i++)
		if (text[i] == '\n') {
			at.line++;
			line = i + 1;
		}
	at.col += utf8_count(text + line, n - line);
	return at;
}

int house_file_read(struct arena *a, struct diag *d, const char *path, struct house_list *list)
{
	struct reader r = {.a = a, .d = d, .path = arena_dup(a, path), .list = list, .first = list->n};
	struct place at = {r.path, 0, 0};
	size_t len, bad, i;
	char *text = file_read(a, d, path, (size_t)1 << 20, &len);

	if (!text)
		return -1;
	if (!utf8_valid(text, len, &bad) || strlen(text) != len) {
		bad = strlen(text) < len ? strlen(text) : bad;
		at = place_in(r.path, text, bad);
		return diag_hint(d, DIAG_HOUSE_SYNTAX, &at, "save it as UTF-8",
				 "is not UTF-8 text: byte 0x%02X", (unsigned char)text[bad]);
	}
	/* inih would see one long comment */
	for (i = 0; i + 1 < len; i++)
		if (text[i] == '\r' && text[i + 1] != '\n') {
			at = place_in(r.path, text, i);
			return diag_hint(d, DIAG_HOUSE_SYNTAX, &at,
					 "save it with line ends of Unix or Windows",
					 "its lines end with a carriage return alone");
		}
	r.s = text;
	r.section_at = (struct place){r.path, 1, 0};
	ini_max_line = LINE_MAX_BYTES;
	ini_allow_multiline = false;
	/* "delimiter = ;" means the semicolon */
	ini_allow_inline_comments = false;
	if (ini_parse_stream(line_next, &r, key_add, &r) == -2)
		return diag(d, DIAG_HOUSE_SYNTAX, &at, "cannot be read: no memory");
	return r.bad ? -1 : 0;
}
