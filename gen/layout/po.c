/* po.c: a small strict reader of gettext catalogues (PO): what is not understood is an error with line and
 * column. */
#include <string.h>

#include "layout/catalogue.h"
#include "house/language.h"

enum { FILE_LIMIT = 16 << 20 };

enum part { PART_NONE, PART_CONTEXT, PART_ID, PART_PLURAL, PART_STR };

struct po {
	struct catalogue *c;
	struct arena *a;
	struct diag *d;
	const char *path;
	const char *line, *end; /* the line being read */
	int32_t number;		/* of the line */
	struct catalogue_entry now;
	enum part part; /* what a string continues */
	int32_t form;
	struct text text[4 + CATALOGUE_FORMS]; /* by part; PART_STR + form */
	int open, fuzzy, header, seen[4 + CATALOGUE_FORMS], bad;
};

static struct place po_at(const struct po *p, const char *s)
{
	struct place at = {p->path, p->number, 1};
	const char *q;

	for (q = p->line; q < s; q++)
		at.col += ((unsigned char)*q & 0xC0) != 0x80;
	return at;
}

static void po_bad(struct po *p, const char *s, const char *what)
{
	struct place at = po_at(p, s);

	diag(p->d, DIAG_PO_SYNTAX, &at, "%s", what);
	p->bad = 1;
}

/* ---- header ---- */

static const char *header_find(struct po *p, const char *head, const char *key)
{
	size_t n = strlen(key);

	for (; head && *head; head = strchr(head, '\n'), head = head ? head + 1 : NULL)
		if (strncmp(head, key, n) == 0 && head[n] == ':')
			return arena_dupn(p->a, head + n + 1 + strspn(head + n + 1, " "),
					  strcspn(head + n + 1, "\n") - strspn(head + n + 1, " "));
	return NULL;
}

static void header_check(struct po *p)
{
	const struct place *at = &p->now.at;
	const char *head = p->now.str[0], *type = header_find(p, head, "Content-Type"),
		   *lang = header_find(p, head, "Language"), *plural = header_find(p, head, "Plural-Forms");
	int32_t forms = p->c->language->forms;

	p->header = 1;
	if (!type || !strstr(type, "charset=UTF-8"))
		diag(p->d, DIAG_PO_HEADER, at,
		     "the header does not say \"Content-Type: text/plain; charset=UTF-8\"");
	if (!lang || strcmp(lang, p->c->lang) != 0)
		diag(p->d, DIAG_PO_HEADER, at, "the header says \"Language: %s\": \"%s\" is expected",
		     lang ? lang : "", p->c->lang);
	if (!plural || strncmp(plural, arena_format(p->a, "nplurals=%d;", forms), strlen("nplurals=0;")) != 0)
		diag(p->d, DIAG_PO_HEADER, at,
		     "the header says \"Plural-Forms: %s\": nplurals=%d is expected for \"%s\"",
		     plural ? plural : "", forms, p->c->lang);
	if (p->fuzzy)
		diag(p->d, DIAG_PO_HEADER, at, "the header is marked fuzzy");
}

/* ---- entries ---- */

static uint32_t entry_hash(const char *context, const char *id)
{
	uint32_t h = 2166136261u;

	for (; context && *context; context++)
		h = (h ^ (unsigned char)*context) * 16777619u;
	h = (h ^ 4u) * 16777619u;
	for (; *id; id++)
		h = (h ^ (unsigned char)*id) * 16777619u;
	return h;
}

static int same_context(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static struct catalogue_entry *entry_find(const struct catalogue *c, const char *context, const char *id)
{
	uint32_t i = c->buckets ? c->bucket[entry_hash(context, id) & (c->buckets - 1)] : 0;

	for (; i; i = c->entry[i - 1].next)
		if (same_context(c->entry[i - 1].context, context) && strcmp(c->entry[i - 1].id, id) == 0)
			return &c->entry[i - 1];
	return NULL;
}

const struct catalogue_entry *catalogue_find(const struct catalogue *c, const char *context, const char *id)
{
	struct catalogue_entry *e = entry_find(c, context, id);

	if (e)
		e->used = 1;
	return e;
}

static void entry_add(struct po *p)
{
	struct catalogue *c = p->c;
	struct catalogue_entry *e = entry_find(c, p->now.context, p->now.id);
	uint32_t i, h, next;

	/* an entry that takes the place of an earlier file's keeps that one's index */
	if (e && strcmp(e->at.file, p->path) == 0) {
		diag(p->d, DIAG_PO_DUPLICATE, &p->now.at,
		     "the msgid \"%.60s\" stands here a second time; first in line %d", e->id, e->at.line);
		return;
	}
	if (e) {
		next = e->next;
		*e = p->now;
		e->next = next;
		return;
	}
	c->entry = arena_room(p->a, c->entry, &c->cap, c->n + 1, sizeof *c->entry);
	c->entry[c->n++] = p->now;
	if ((uint32_t)c->n > c->buckets / 2) {
		c->buckets = c->buckets ? c->buckets * 2 : 256;
		c->bucket = arena_alloc(p->a, c->buckets * sizeof *c->bucket);
		i = 0;
	} else {
		i = (uint32_t)c->n - 1;
	}
	for (; i < (uint32_t)c->n; i++) {
		h = entry_hash(c->entry[i].context, c->entry[i].id) & (c->buckets - 1);
		c->entry[i].next = c->bucket[h];
		c->bucket[h] = i + 1;
	}
}

static void entry_begin(struct po *p, const char *s)
{
	int i;

	memset(&p->now, 0, sizeof p->now);
	memset(p->seen, 0, sizeof p->seen);
	for (i = 0; i < 4 + CATALOGUE_FORMS; i++)
		text_reset(&p->text[i]);
	p->now.at = po_at(p, s);
	p->open = 1;
	p->bad = 0;
	p->now.fuzzy = p->fuzzy;
}

static void entry_end(struct po *p)
{
	struct catalogue_entry *e = &p->now;
	int32_t forms = p->c->language->forms, i;

	if (!p->open)
		return;
	p->open = 0;
	p->part = PART_NONE;
	if (!p->bad && (!p->seen[PART_ID] || !p->seen[PART_STR])) {
		diag(p->d, DIAG_PO_SYNTAX, &e->at,
		     p->seen[PART_ID] ? "the entry has no msgstr" : "the entry has no msgid");
		p->bad = 1;
	}
	if (p->bad) {
		p->fuzzy = 0;
		return;
	}
	e->context = p->seen[PART_CONTEXT] ? arena_dup(p->a, text_str(&p->text[PART_CONTEXT])) : NULL;
	e->id = arena_dup(p->a, text_str(&p->text[PART_ID]));
	e->plural = p->seen[PART_PLURAL] ? arena_dup(p->a, text_str(&p->text[PART_PLURAL])) : NULL;
	for (i = 0; i < CATALOGUE_FORMS && p->seen[PART_STR + i]; i++)
		e->str[i] = arena_dup(p->a, text_str(&p->text[PART_STR + i]));
	e->forms = i;
	if (e->plural && e->forms != forms)
		diag(p->d, DIAG_PO_PLURAL, &e->at,
		     "\"%.60s\" has %d plural forms: msgstr[0] to msgstr[%d] are expected in \"%s\"", e->id,
		     e->forms, forms - 1, p->c->lang);
	if (!e->plural && e->forms > 1)
		diag(p->d, DIAG_PO_PLURAL, &e->at, "\"%.60s\" has plural forms but no msgid_plural", e->id);
	if (e->id[0] == '\0' && !e->context)
		header_check(p);
	else
		entry_add(p);
	p->fuzzy = 0;
}

/* ---- lines ---- */

static void string_read(struct po *p, const char *s, struct text *out)
{
	const char *start = s;

	if (s == p->end || *s != '"') {
		po_bad(p, s, "a string in quotes is expected");
		return;
	}
	for (s++; s < p->end && *s != '"'; s++) {
		if (*s != '\\') {
			text_addc(out, *s);
			continue;
		}
		if (++s == p->end)
			break;
		switch (*s) {
		case 'n':
			text_addc(out, '\n');
			break;
		case 't':
			text_addc(out, '\t');
			break;
		case '"':
		case '\\':
			text_addc(out, *s);
			break;
		default:
			po_bad(p, s - 1, "only \\n, \\t, \\\" and \\\\ may follow a backslash");
			break;
		}
	}
	if (s == p->end) {
		po_bad(p, start, "the string is not ended: a \" is missing");
		return;
	}
	for (s++; s < p->end && (*s == ' ' || *s == '\t'); s++)
		;
	if (s < p->end)
		po_bad(p, s, "nothing may follow the string");
}

static void keyword_read(struct po *p, const char *s)
{
	static const char *const words[] = {"msgctxt", "msgid", "msgid_plural", "msgstr"};
	size_t n = 0, k;
	const char *at = s;

	while (s + n < p->end && ((s[n] >= 'a' && s[n] <= 'z') || s[n] == '_'))
		n++;
	for (k = 0; k < 4 && (strlen(words[k]) != n || memcmp(words[k], s, n) != 0); k++)
		;
	if (k == 4) {
		po_bad(p, s, "msgctxt, msgid, msgid_plural, msgstr or a string is expected");
		return;
	}
	s += n;
	p->form = 0;
	if (k == 0 || (k == 1 && (!p->open || p->seen[PART_ID] || p->seen[PART_STR]))) {
		if (k == 1 || p->seen[PART_CONTEXT] || p->seen[PART_ID] || !p->open) {
			entry_end(p);
			entry_begin(p, at);
		}
	}
	if (!p->open)
		entry_begin(p, at);
	if (k == 3 && s < p->end && *s == '[') {
		if (p->end - s < 3 || s[1] < '0' || s[1] >= '0' + CATALOGUE_FORMS || s[2] != ']') {
			po_bad(p, s, "msgstr[0] to msgstr[5] are expected");
			return;
		}
		p->form = s[1] - '0';
		s += 3;
		if (!p->seen[PART_PLURAL])
			po_bad(p, at, "msgstr[…] stands without msgid_plural");
		if (p->form > 0 && !p->seen[PART_STR + p->form - 1])
			po_bad(p, at, "a msgstr[…] before this one is missing");
	} else if (k == 3 && p->seen[PART_PLURAL]) {
		po_bad(p, at, "msgstr[0] is expected after msgid_plural");
	}
	p->part = (enum part)(k + 1);
	if (k >= 2 && !p->seen[PART_ID])
		po_bad(p, at, "a msgid is expected first");
	if (p->seen[(int32_t)p->part + p->form])
		po_bad(p, at, "this stands twice in the entry");
	p->seen[(int32_t)p->part + p->form] = 1;
	if (k == 3)
		p->now.str_at[p->form] = po_at(p, at);
	if (k == 1)
		p->now.at = po_at(p, at);
	for (; s < p->end && (*s == ' ' || *s == '\t'); s++)
		;
	string_read(p, s, &p->text[(int32_t)p->part + p->form]);
}

static void line_read(struct po *p)
{
	const char *s = p->line;

	while (s < p->end && (*s == ' ' || *s == '\t'))
		s++;
	if (s == p->end) {
		entry_end(p);
		return;
	}
	if (*s == '#') {
		if (p->open && p->seen[PART_STR])
			entry_end(p);
		else if (p->open)
			po_bad(p, s, "a comment stands inside an entry");
		if (p->end - s > 1 && s[1] == ',' && !p->open) {
			const char *flags = arena_dupn(p->a, s, (size_t)(p->end - s));

			p->fuzzy |= strstr(flags, "fuzzy") != NULL;
		}
		if (p->end - s > 1 && s[1] == '~')
			p->fuzzy = 0; /* obsolete entries are not read */
		return;
	}
	if (*s != '"') {
		keyword_read(p, s);
		return;
	}
	if (!p->open || p->part == PART_NONE)
		po_bad(p, s, "a string stands without its keyword");
	else
		string_read(p, s, &p->text[(int32_t)p->part + p->form]);
}

int catalogue_read(struct catalogue *c, struct arena *a, struct diag *d, const char *path)
{
	struct po p = {.c = c, .a = a, .d = d, .path = arena_dup(a, path)};
	struct place at = {p.path, 0, 0};
	int32_t before = diag_errors(d);
	size_t len, bad;
	const char *s = file_read(a, d, path, FILE_LIMIT, &len), *end;
	int i;

	if (!s)
		return -1;
	if (!utf8_valid(s, len, &bad) || strlen(s) != len) {
		for (at.line = 1, end = s; end < s + (strlen(s) != len ? strlen(s) : bad); end++)
			at.line += *end == '\n';
		return diag(d, DIAG_PO_SYNTAX, &at, "the catalogue is not UTF-8 text");
	}
	end = s + len;
	if (strncmp(s, "\xEF\xBB\xBF", 3) == 0)
		s += 3;
	for (; s < end; s = p.end + 1) {
		p.line = s;
		p.end = memchr(s, '\n', (size_t)(end - s));
		if (!p.end)
			p.end = end;
		p.number++;
		s = p.end;
		if (p.end > p.line && p.end[-1] == '\r')
			p.end--;
		line_read(&p);
		p.end = s;
	}
	p.line = p.end = end;
	entry_end(&p);
	for (i = 0; i < 4 + CATALOGUE_FORMS; i++)
		text_done(&p.text[i]);
	at.line = 1;
	if (!p.header)
		diag(d, DIAG_PO_HEADER, &at, "the catalogue has no header (msgid \"\")");
	return diag_errors(d) > before ? -1 : 0;
}
