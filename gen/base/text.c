/* text.c: growing byte buffer and UTF-8. */
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void text_init(struct text *t)
{
	memset(t, 0, sizeof *t);
}

void text_done(struct text *t)
{
	free(t->data);
	text_init(t);
}

void text_reset(struct text *t)
{
	t->len = 0;
	if (t->data)
		t->data[0] = '\0';
}

static void grow(struct text *t, size_t need)
{
	size_t cap = t->cap < 64 ? 64 : t->cap;

	while (cap < need)
		cap += cap / 2;
	t->data = mem_grow(t->data, cap);
	t->cap = cap;
}

/* Called for every few bytes of a file: what nearly always has room must not cost a call. */
static inline char *room(struct text *t, size_t more)
{
	if (__builtin_expect(t->len + more >= t->cap, 0))
		grow(t, t->len + more + 1);
	return t->data + t->len;
}

char *text_room(struct text *t, size_t more)
{
	return room(t, more);
}

void text_add(struct text *t, const void *bytes, size_t n)
{
	char *p = room(t, n);

	if (n > 0)
		memcpy(p, bytes, n);
	t->len += n;
	t->data[t->len] = '\0';
}

void text_adds(struct text *t, const char *s)
{
	text_add(t, s, strlen(s));
}

void text_addc(struct text *t, char c)
{
	char *p = room(t, 1);

	p[0] = c;
	p[1] = '\0';
	t->len++;
}

void text_addvf(struct text *t, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n <= 0)
		return;
	text_room(t, (size_t)n);
	vsnprintf(t->data + t->len, (size_t)n + 1, fmt, ap);
	t->len += (size_t)n;
}

void text_addf(struct text *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	text_addvf(t, fmt, ap);
	va_end(ap);
}

void text_addint(struct text *t, int64_t v)
{
	char buf[24], *p = buf + sizeof buf;
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do {
		*--p = (char)('0' + u % 10);
		u /= 10;
	} while (u > 0);
	if (v < 0)
		*--p = '-';
	text_add(t, p, (size_t)(buf + sizeof buf - p));
}

const char *text_str(const struct text *t)
{
	return t->data ? t->data : "";
}

int utf8_valid(const char *str, size_t n, size_t *bad)
{
	const unsigned char *s = (const unsigned char *)str;
	size_t i = 0, k, need;
	uint32_t cp, least;
	uint64_t eight;

	while (i < n) {
		/* nearly all of it is ASCII: eight bytes at once */
		while (n - i >= sizeof eight) {
			memcpy(&eight, s + i, sizeof eight);
			if (eight & 0x8080808080808080u)
				break;
			i += sizeof eight;
		}
		if (i == n)
			break;
		if (s[i] < 0x80) {
			i++;
			continue;
		}
		if (s[i] >= 0xC2 && s[i] <= 0xDF)
			need = 1, cp = s[i] & 0x1Fu, least = 0x80;
		else if (s[i] >= 0xE0 && s[i] <= 0xEF)
			need = 2, cp = s[i] & 0x0Fu, least = 0x800;
		else if (s[i] >= 0xF0 && s[i] <= 0xF4)
			need = 3, cp = s[i] & 0x07u, least = 0x10000;
		else
			goto wrong;
		if (n - i <= need)
			goto wrong;
		for (k = 1; k <= need; k++) {
			if ((s[i + k] & 0xC0) != 0x80)
				goto wrong;
			cp = cp << 6 | (s[i + k] & 0x3Fu);
		}
		if (cp < least || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
			goto wrong;
		i += need + 1;
	}
	return 1;
wrong:
	if (bad)
		*bad = i;
	return 0;
}

int32_t utf8_count(const char *s, size_t n)
{
	int32_t count = 0;

	for (; n > 0; s++, n--)
		count += ((unsigned char)*s & 0xC0) != 0x80;
	return count;
}

uint32_t utf8_next(const char **str, const char *end)
{
	const unsigned char *s = (const unsigned char *)*str;
	uint32_t cp = *s;
	int more = cp < 0x80 ? 0 : cp < 0xE0 ? 1 : cp < 0xF0 ? 2 : 3;

	s++;
	if (more > 0)
		cp &= 0x3Fu >> more;
	while (more-- > 0 && (const char *)s < end)
		cp = cp << 6 | (*s++ & 0x3Fu);
	*str = (const char *)s;
	return cp;
}

void text_addcp(struct text *t, uint32_t cp)
{
	char b[4];
	size_t n;

	if (cp < 0x80) {
		b[0] = (char)cp, n = 1;
	} else if (cp < 0x800) {
		b[0] = (char)(0xC0 | cp >> 6), b[1] = (char)(0x80 | (cp & 0x3F)), n = 2;
	} else if (cp < 0x10000) {
		b[0] = (char)(0xE0 | cp >> 12), b[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		b[2] = (char)(0x80 | (cp & 0x3F)), n = 3;
	} else {
		b[0] = (char)(0xF0 | cp >> 18), b[1] = (char)(0x80 | (cp >> 12 & 0x3F));
		b[2] = (char)(0x80 | (cp >> 6 & 0x3F)), b[3] = (char)(0x80 | (cp & 0x3F)), n = 4;
	}
	text_add(t, b, n);
}
