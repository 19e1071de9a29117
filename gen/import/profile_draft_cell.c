/* profile_draft_cell.c: what cells, titles and bytes of a file tell that is to be drafted. */
#include <string.h>

#include "import/import.h"
#include "import/profile_own.h"

const char *draft_shown(struct arena *a, const char *s)
{
	size_t n = strlen(s), k = DRAFT_SHOWN_MOST;

	if (n <= DRAFT_SHOWN_MOST)
		return s;
	while (k > 0 && ((unsigned char)s[k] & 0xC0) == 0x80)
		k--;
	return arena_format(a, "%.*s…", (int)k, s);
}

int draft_is_age(struct arena *a, const char *head)
{
	static const char words[] =
		"current over more than days day due not to above older dager dag over mer enn ikke "
		"forfalt дней дня дн свыше более от до текущая أيام يوم فوق أكثر من tage über bis";
	const char *low = draft_low(a, head), *s;
	int32_t figures = 0, said = 0;
	size_t n;

	for (s = low; *(s += strspn(s, " -+<>.()")) != '\0'; s += n) {
		if (strncmp(s, "\xE2\x80\x93", 3) == 0) { /* a dash between two ages */
			n = 3;
			continue;
		}
		n = strspn(s, "0123456789");
		if (n > 0 && n <= 3) {
			figures++;
			continue;
		}
		n = strcspn(s, " -+<>.()");
		if (n == 0 || !canonical_word(words, s, (int32_t)n))
			return 0;
		said++;
	}
	return figures > 0 ? figures <= 2 : said > 0 && strstr(low, "current") != NULL;
}

/* The next day of a line, from *s on, which moves behind it. 1: there is one, *day; DATE_NONE: it can be read
 * in two ways. */
static int day_within(const char **s, int32_t *day)
{
	enum { MOST = 20, LEAST = 6 };
	enum date_evidence e;
	const char *why;
	int32_t n;

	*day = DATE_NONE;
	for (; **s; ++*s) {
		if (!strchr("0123456789", **s))
			continue;
		for (n = (int32_t)strnlen(*s, MOST); n >= LEAST; n--) {
			e = value_date_evidence(*s, n);
			/* with points the day stands first */
			if (e == DATE_EITHER && memchr(*s, '.', 3))
				e = DATE_DMY;
			if (e != DATE_NEUTRAL && e != DATE_DMY && e != DATE_MDY && e != DATE_YMD &&
			    e != DATE_EITHER)
				continue;
			if (e != DATE_EITHER && value_date(*s, n,
							   e == DATE_MDY   ? ORDER_MDY
							   : e == DATE_YMD ? ORDER_YMD
									   : ORDER_DMY,
							   -1, day, &why) < 0)
				continue;
			*s += n;
			return 1;
		}
		*s += strspn(*s, "0123456789") - 1;
	}
	return 0;
}

/* The words of a line above the header, without the separators of its empty cells. In the arena. */
static const char *title_line(struct arena *a, const char *s, const char *end)
{
	while (end > s && strchr(" \t\r\n,;", end[-1]))
		end--;
	return draft_line(a, s, (int32_t)(end - s));
}

void draft_title(struct arena *a, int32_t header, const char *text, size_t len, struct text *out)
{
	const char *end = text + len, *s = text, *line, *past, *rest;
	int32_t i, day, second;
	char said[11];

	for (i = 1; i < header && s < end; i++, s = past) {
		past = memchr(s, '\n', (size_t)(end - s));
		past = past ? past + 1 : end;
		rest = line = title_line(a, s, past);
		if (!day_within(&rest, &day) || day == DATE_NONE || day_within(&rest, &second))
			continue;
		text_addf(
			out,
			"; open: export_date = %s, where line %d says of which day the file is: %s; the next "
			"file's day is said anew, here or with --export-date\n",
			date_format(day, said), (int)i, draft_shown(a, line));
		return;
	}
}

const char *draft_encoding(const char *s, size_t n)
{
	size_t i, high = 0, side = 0, alif = 0, late = 0;

	for (i = 0; i < n; i++) {
		const unsigned char c = (unsigned char)s[i];

		if (c < 0xC0)
			continue;
		high++;
		side += i > 0 && (unsigned char)s[i - 1] >= 0xC0;
		alif += c == 0xC7;
		late += c >= 0xF0;
	}
	return side * 2 <= high			      ? "windows-1252"
	       : alif * 20 > high && late * 20 < high ? "windows-1256"
						      : "windows-1251";
}
