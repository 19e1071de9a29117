/* isolate.c: a foreign value within a sentence: what its neighbours would turn stands in an isolate (UAX #9).
 */
#include <string.h>

#include "fill/locale.h"

#define LRI "\xE2\x81\xA6"
#define FSI "\xE2\x81\xA8"
#define PDI "\xE2\x81\xA9"

void locale_isolate(const struct locale *l, struct text *t, const char *s, size_t n)
{
	const char *p = s, *end = s + n, *open, *line;
	int right = 0, left = 0, other = 0, digit = 0;
	uint32_t cp;

	while (p < end) {
		if ((unsigned char)*p < 0x80) {
			char c = *p++;

			if ((c | 32) >= 'a' && (c | 32) <= 'z')
				left = 1;
			else if (c < '0' || c > '9')
				other = 1;
			else
				digit = 1;
			continue;
		}
		cp = utf8_next(&p, end);
		if ((cp >= 0x590 && cp < 0x900) || (cp >= 0xFB1D && cp <= 0xFDFF) ||
		    (cp >= 0xFE70 && cp < 0xFEFF))
			right = 1;
		else if (cp >= 0xC0 && !(cp >= 0x2000 && cp < 0x2C00))
			left = 1;
		else
			other = 1;
	}
	/* Against the sentence's direction: what mixes or has signs at its ends; within it, only what mixes.
	 * Marks alone (": ") go with the sentence. */
	if (locale_rtl(l) ? !right && other && (left || digit) : right)
		open = locale_rtl(l) ? LRI : FSI;
	else if (locale_rtl(l) && right && left)
		open = FSI;
	else {
		text_add(t, s, n);
		return;
	}
	/* a line end closes every isolate (UAX #9, X8): each line has its own */
	for (; (line = memchr(s, '\n', (size_t)(end - s))) != NULL; s = line + 1) {
		text_adds(t, open);
		text_add(t, s, (size_t)(line - s));
		text_adds(t, PDI "\n");
	}
	text_adds(t, open);
	text_add(t, s, (size_t)(end - s));
	text_adds(t, PDI);
}
