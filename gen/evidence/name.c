/* name.c: file names by the convention, and back. */
#include "evidence/name.h"

#include <string.h>

#define CUT_HEX 16

static int letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
static int capital(char c)
{
	return c >= 'A' && c <= 'Z';
}
static int digit(char c)
{
	return c >= '0' && c <= '9';
}
static int kept(char c)
{
	return letter(c) || digit(c) || c == '-';
}
static char lower(char c)
{
	return capital(c) ? (char)(c + 32) : c;
}

static int same_word(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if (lower(*a) != lower(*b))
			return 0;
	return *a == *b;
}

/* Names that a file system or the convention itself uses for something else. */
static int reserved(const char *s)
{
	static const char *const word[] = {"ALL", "CON", "PRN", "AUX", "NUL", "CONIN", "CONOUT"};
	for (size_t i = 0; i < sizeof word / sizeof *word; i++)
		if (same_word(s, word[i]))
			return 1;
	if (strlen(s) != 4 || !digit(s[3]))
		return 0;
	char stem[4] = {s[0], s[1], s[2], 0};
	return same_word(stem, "COM") || same_word(stem, "LPT");
}

/* One hex digit for four letters, first letter in the lowest bit. Letters of an escape (~2F) do not count. */
static void add_mask(struct text *t)
{
	static const char hex[] = "0123456789ABCDEF";
	const size_t end = t->len;
	unsigned bits = 0, n = 0;
	text_adds(t, "~~");
	for (size_t i = 0; i < end; i++) {
		if (t->data[i] == '~') {
			i += 2;
			continue;
		}
		if (!letter(t->data[i]))
			continue;
		bits |= (unsigned)capital(t->data[i]) << n;
		if (++n < 4)
			continue;
		text_addc(t, hex[bits]);
		bits = n = 0;
	}
	if (n || t->len == end + 2)
		text_addc(t, hex[bits]);
}

static void add_part(struct text *t, const char *s)
{
	const int first = reserved(s);
	if (!*s)
		text_adds(t, "~00");
	for (const char *p = s; *p; p++)
		if (kept(*p) && !(first && p == s))
			text_addc(t, *p);
		else
			text_addf(t, "~%02X", (unsigned)(unsigned char)*p);
}

char *name_escape(struct arena *a, const char *s, int masked)
{
	struct text t;
	if (!s)
		s = "";
	text_init(&t);
	add_part(&t, s);
	if (masked && t.len <= NAME_PART_MOST)
		add_mask(&t);
	if (t.len > NAME_PART_MOST) {
		char hex[DIGEST_HEX];
		size_t n = NAME_PART_MOST - 3 - CUT_HEX;
		text_reset(&t);
		add_part(&t, s);
		for (size_t i = 0; i < n; i++) /* not within an escape */
			if (t.data[i] == '~') {
				if (i + 3 > n)
					n = i;
				else
					i += 2;
			}
		if (n > t.len)
			n = t.len;
		digest_bytes(s, strlen(s), hex);
		char *cut = arena_format(a, "%.*s~~~%.*s", (int)n, t.data, CUT_HEX, hex);
		text_done(&t);
		return cut;
	}
	char *r = arena_dup(a, text_str(&t));
	text_done(&t);
	return r;
}

static int hex_value(char c)
{
	if (digit(c))
		return c - '0';
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decodes until the end or a `~~`; returns where it stopped, or NULL. */
static const char *decode(const char *p, struct text *t)
{
	while (*p && !(p[0] == '~' && p[1] == '~')) {
		if (kept(*p)) {
			text_addc(t, *p++);
			continue;
		}
		if (*p != '~')
			return NULL;
		const int hi = hex_value(p[1]), lo = hi < 0 ? -1 : hex_value(p[2]);
		if (lo < 0)
			return NULL;
		if (hi || lo)
			text_addc(t, (char)(hi * 16 + lo));
		else if (t->len || (p[3] && p[3] != '~'))
			return NULL;
		p += 3;
	}
	return p;
}

char *name_unescape(struct arena *a, const char *part, int *masked, int *cut)
{
	struct text t;
	text_init(&t);
	text_adds(&t, "");
	const char *p = *part ? decode(part, &t) : NULL;
	char *r = NULL;
	int has_mask = 0, is_cut = 0;
	if (p) {
		r = arena_dup(a, text_str(&t));
		is_cut = p[0] && p[2] == '~';
		has_mask = p[0] && !is_cut;
		if (is_cut) {
			p += 3;
			for (int i = 0; r && i < CUT_HEX; i++, p++)
				if (!digit(*p) && !(*p >= 'a' && *p <= 'f'))
					r = NULL;
			if (r && *p)
				r = NULL;
		} else if (strcmp(name_escape(a, r, has_mask), part) != 0) {
			r = NULL; /* one text has one name: ~41 for a plain A is nobody's */
		}
	}
	text_done(&t);
	if (masked)
		*masked = has_mask;
	if (cut)
		*cut = is_cut;
	return r;
}

char *name_make_masked(struct arena *a, const struct name *n)
{
	char date[9];
	date_format_basic(n->date, date);
	return arena_format(
		a, "%s_%s_%s_%s_%s.%s", name_escape(a, n->scope, 0),
		n->customer ? name_escape(a, n->customer, (n->mask & NAME_MASK_CUSTOMER) != 0) : "ALL",
		n->invoice ? name_escape(a, n->invoice, (n->mask & NAME_MASK_INVOICE) != 0) : "ALL",
		n->date == DATE_NONE ? "00000000" : date, name_escape(a, n->doctype, 0),
		n->ext && *n->ext ? n->ext : "bin");
}

char *name_make(struct arena *a, const char *scope, const char *customer, const char *invoice, int32_t date,
		const char *doctype, const char *ext)
{
	const struct name n = {.scope = scope,
			       .customer = customer,
			       .invoice = invoice,
			       .date = date,
			       .doctype = doctype,
			       .ext = ext};
	return name_make_masked(a, &n);
}

static int parse_date(const char *s, int32_t *date)
{
	if (strlen(s) != 8)
		return -1;
	if (!strcmp(s, "00000000")) {
		*date = DATE_NONE;
		return 0;
	}
	for (int i = 0; i < 8; i++)
		if (!digit(s[i]))
			return -1;
	char iso[11] = {s[0], s[1], s[2], s[3], '-', s[4], s[5], '-', s[6], s[7], 0};
	*date = date_parse(iso, 10);
	return *date == DATE_NONE ? -1 : 0;
}

/* A customer's or invoice's part: ALL is NULL. */
static int parse_subject(struct arena *a, const char *part, const char **s, unsigned bit, struct name *n)
{
	int masked, cut;
	*s = NULL;
	if (!strcmp(part, "ALL"))
		return 0;
	*s = name_unescape(a, part, &masked, &cut);
	if (!*s)
		return -1;
	if (masked)
		n->mask |= bit;
	if (cut)
		n->cut |= bit;
	return 0;
}

int name_parse(struct arena *a, const char *file, struct name *n)
{
	char *part[5], *p = arena_dup(a, file), *dot = strrchr(p, '.');
	int parts = 0, cut = 0;
	memset(n, 0, sizeof *n);
	if (strlen(file) > 255 || !dot || !dot[1])
		return -1;
	*dot = 0;
	n->ext = dot + 1;
	for (const char *e = n->ext; *e; e++)
		if (!digit(*e) && !(*e >= 'a' && *e <= 'z'))
			return -1;
	for (char *q = p; q;) {
		char *u = strchr(q, '_');
		if (parts == 5)
			return -1;
		part[parts++] = q;
		if (u)
			*u++ = 0;
		q = u;
	}
	if (parts != 5 || parse_date(part[3], &n->date) < 0)
		return -1;
	n->scope = name_unescape(a, part[0], NULL, &cut);
	n->doctype = name_unescape(a, part[4], NULL, &cut);
	if (!n->scope || !n->doctype)
		return -1;
	if (parse_subject(a, part[1], &n->customer, NAME_MASK_CUSTOMER, n) < 0)
		return -1;
	return parse_subject(a, part[2], &n->invoice, NAME_MASK_INVOICE, n);
}
