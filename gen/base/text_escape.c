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

void text_csv(struct text *t, const char *s)
{
	/* a spreadsheet would run what starts like a formula; a negative number is none */
	int guard = *s && strchr("=+-@\t\r\n", *s) && !text_number(s);

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
