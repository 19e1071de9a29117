/* text_escape.c: strings as JSON, CSV and HTML want them. */
#include "base/text.h"

#include <string.h>

void text_json(struct text *t, const char *s)
{
	text_addc(t, '"');
	for (; *s; s++) {
		unsigned char ch = (unsigned char)*s;

		if (ch == '"' || ch == '\\')
			text_addf(t, "\\%c", ch);
		else if (ch == '\n')
			text_adds(t, "\\n");
		else if (ch < 0x20 || ch == 0x7f)
			text_addf(t, "\\u%04x", ch);
		else
			text_addc(t, (char)ch);
	}
	text_addc(t, '"');
}

int text_number(const char *s)
{
	size_t n;

	s += *s == '-';
	n = strspn(s, "0123456789");
	s += n;
	if (n > 0 && *s == '.')
		s += 1 + strspn(s + 1, "0123456789");
	return n > 0 && !*s;
}

int text_formula(const char *s, size_t n)
{
	/* the full-width signs, which a spreadsheet set to Chinese or Japanese takes for the plain ones */
	static const char wide[][4] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
	char number[64] = "";
	size_t i;

	for (i = 0; n >= 3 && i < 4; i++)
		if (memcmp(s, wide[i], 3) == 0)
			return 1;
	if (n == 0 || !*s || !strchr("=+-@\t\r\n", *s))
		return 0;
	/* a negative number is none */
	return n >= sizeof number || memchr(s, '\0', n) || !text_number(memcpy(number, s, n));
}

void text_csv(struct text *t, const char *s)
{
	int guard = text_formula(s, strlen(s));

	if (!guard && !strpbrk(s, ",\"\r\n")) {
		text_adds(t, s);
		return;
	}
	text_addc(t, '"');
	if (guard)
		text_addc(t, '\'');
	for (; *s; s++) {
		if (*s == '"')
			text_addc(t, '"');
		text_addc(t, *s);
	}
	text_addc(t, '"');
}

void text_html(struct text *t, const char *s)
{
	for (; *s; s++) {
		switch (*s) {
		case '&':
			text_adds(t, "&amp;");
			break;
		case '<':
			text_adds(t, "&lt;");
			break;
		case '>':
			text_adds(t, "&gt;");
			break;
		case '"':
			text_adds(t, "&quot;");
			break;
		case '\'':
			text_adds(t, "&#39;");
			break;
		default:
			text_addc(t, *s);
		}
	}
}

/* C0 and C1 controls, the separators of lines, and what turns the direction (UAX 9). */
static int is_sly(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x2028 && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069);
}

static void add_plain(struct text *t, const char *s, const char *end)
{
	while (s < end) {
		const char *from = s;
		const uint32_t cp = utf8_next(&s, end);

		if (!is_sly(cp))
			text_add(t, from, (size_t)(s - from));
		else if (cp == '\n' || cp == '\r' || cp == '\t')
			text_adds(t, cp == '\n' ? "\\n" : cp == '\r' ? "\\r" : "\\t");
		else
			text_addf(t, cp < 0x80 ? "\\x%02X" : "\\u%04X", (unsigned)cp);
	}
}

/* How many bytes of a character stand before a quotation mark that cut it off, 0: it was not. */
static size_t cut_off(const char *s)
{
	const unsigned char lead = (unsigned char)*s;
	const size_t whole = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	size_t n = 1;

	while (n < whole && ((unsigned char)s[n] & 0xC0) == 0x80)
		n++;
	return n < whole && s[n] == '"' ? n : 0;
}

void text_plain(struct text *t, const char *s)
{
	const char *end = s + strlen(s);
	size_t bad, n;

	for (; !utf8_valid(s, (size_t)(end - s), &bad); s += bad + 1) {
		add_plain(t, s, s + bad);
		n = cut_off(s + bad);
		if (n > 0) { /* a quotation of so many bytes */
			text_adds(t, "\xE2\x80\xA6");
			bad += n - 1;
			continue;
		}
		text_addf(t, "\\x%02X", (unsigned char)s[bad]);
	}
	add_plain(t, s, end);
}
