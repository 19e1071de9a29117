/* pdf_syntax.c: numbers, names and strings in PDF syntax (ISO 32000-1, 7.3). */
#include <string.h>

#include "emit/pdf.h"

static const char hex[] = "0123456789ABCDEF";

char *pdf_put_int(char *p, int64_t v)
{
	char buf[24], *b = buf + sizeof buf;
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	size_t n;

	if (v < 0)
		*p++ = '-';
	do {
		*--b = (char)('0' + u % 10);
		u /= 10;
	} while (u > 0);
	n = (size_t)(buf + sizeof buf - b);
	memcpy(p, b, n);
	return p + n;
}

char *pdf_put_hundredths(char *p, int64_t v)
{
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	uint64_t part = u % 100;

	if (v < 0)
		*p++ = '-';
	if (u >= 100 || part == 0)
		p = pdf_put_int(p, (int64_t)(u / 100));
	if (part == 0)
		return p;
	*p++ = '.';
	*p++ = (char)('0' + part / 10);
	if (part % 10 > 0)
		*p++ = (char)('0' + part % 10);
	return p;
}

/* What was written at p up to end belongs to t now; strings built by these functions are read as C strings
 * too. */
static void keep(struct text *t, const char *p, char *end)
{
	t->len += (size_t)(end - p);
	*end = '\0';
}

void pdf_add_mpt(struct text *t, int32_t mpt)
{
	char *p = text_room(t, 32), *q = p;
	int64_t v = mpt < 0 ? -(((int64_t)5 - mpt) / 10) : ((int64_t)mpt + 5) / 10;

	*q++ = ' ';
	q = pdf_put_hundredths(q, v);
	keep(t, p, q);
}

void pdf_add_ref(struct text *t, const char *key, int32_t number)
{
	size_t n = strlen(key);
	char *p = text_room(t, n + 32), *q = p;

	memcpy(q, key, n);
	q += n;
	*q++ = ' ';
	q = pdf_put_int(q, number);
	memcpy(q, " 0 R", 4);
	keep(t, p, q + 4);
}

void pdf_add_int(struct text *t, const char *key, int64_t v)
{
	text_adds(t, key);
	text_addc(t, ' ');
	text_addint(t, v);
}

void pdf_add_name(struct text *t, const char *s)
{
	text_addc(t, '/');
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c > 0x20 && c < 0x7F && !strchr("#()<>[]{}/%", c)) {
			text_addc(t, (char)c);
		} else {
			char e[3] = {'#', hex[c >> 4], hex[c & 15]};
			text_add(t, e, 3);
		}
	}
}

void pdf_add_ascii(struct text *t, const char *s, size_t n)
{
	char *p = text_room(t, 2 * n + 2), *q = p;

	*q++ = '(';
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '(' || s[i] == ')' || s[i] == '\\')
			*q++ = '\\';
		if (s[i] == '\r') { /* a bare CR would be read as LF */
			*q++ = '\\';
			*q++ = 'r';
		} else {
			*q++ = s[i];
		}
	}
	*q++ = ')';
	keep(t, p, q);
}

static char *put_unit(char *p, uint32_t u)
{
	p[0] = hex[u >> 12 & 15];
	p[1] = hex[u >> 8 & 15];
	p[2] = hex[u >> 4 & 15];
	p[3] = hex[u & 15];
	return p + 4;
}

void pdf_add_utf16(struct text *t, const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		uint32_t c = utf8_next(&s, end);
		char *p = text_room(t, 8), *q = p;

		if (c >= 0x10000) {
			q = put_unit(q, 0xD800 + ((c - 0x10000) >> 10));
			c = 0xDC00 + ((c - 0x10000) & 0x3FF);
		}
		q = put_unit(q, c);
		keep(t, p, q);
	}
}

void pdf_add_string(struct text *t, const char *utf8)
{
	size_t n = strlen(utf8), i;

	/* PDFDocEncoding agrees with ASCII for printable characters; below U+0020 it is safer to spell UTF-16
	 * out */
	for (i = 0; i < n && (unsigned char)utf8[i] >= 0x20 && (unsigned char)utf8[i] < 0x7F; i++)
		;
	if (i == n) {
		pdf_add_ascii(t, utf8, n);
		return;
	}
	text_adds(t, "<FEFF");
	pdf_add_utf16(t, utf8, n);
	text_addc(t, '>');
}
