/* separator.c: what parts the cells of a file, read off its first lines. */
#include "import/separator.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "import/profile.h"

char separator_line(const char *text, size_t len)
{
	if (len >= 5 && strncasecmp(text, "sep=", 4) == 0 && (len == 5 || text[5] == '\n' || text[5] == '\r'))
		return text[4];
	return '\0';
}

char separator_rejects(const char *s, size_t n)
{
	static const char head[] = REJECTS_HEAD;
	const size_t len = sizeof head - 1, bom = n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	size_t i;
	char mark;

	s += bom;
	n -= bom;
	mark = n > len && strchr(",;\t", s[4]) ? s[4] : '\0';
	for (i = 0; mark && i < len; i++)
		if (s[i] != (head[i] == ',' ? mark : head[i]))
			return '\0';
	return mark && (s[len] == mark || s[len] == '\n' || s[len] == '\r') ? mark : '\0';
}

char separator_of(const char *p, const char *end)
{
	static const char marks[] = ",;\t|";
	int32_t count[4] = {0}, best = 0, i;
	int quoted = 0;

	for (; p < end && *p != '\n' && *p != '\r'; p++) {
		if (*p == '"')
			quoted = !quoted;
		for (i = 0; i < 4 && !quoted; i++)
			count[i] += *p == marks[i];
	}
	for (i = 1; i < 4; i++)
		if (count[i] > count[best])
			best = i;
	return marks[best];
}
