/* value_date.c: dates as people and programs print them, and checks of text. */
#include "import/value.h"

#include <string.h>
#include <unicode/uchar.h>

#include "db/canonical.h"

#define IS_DIGIT(c) ((unsigned char)((c) - '0') < 10)
#define EXCEL_EPOCH (-25569) /* 1899-12-30: serial 60 (1900-02-29) never was, later ones are right */

const char *const value_order_name[5] = {"", "dmy", "mdy", "ymd", "excel"};

enum date_order value_order(const char *s)
{
	int i;

	for (i = 1; s && i < 5; i++)
		if (strcmp(s, value_order_name[i]) == 0)
			return (enum date_order)i;
	return ORDER_NONE;
}

/* A date cut into its parts. */
struct parts {
	enum { EMPTY, ISO, BASIC, NAMED, THREE, FIVE, WRONG } form;
	int32_t v[3]; /* in the order of the text; NAMED: day, month, year */
	int32_t width[3];
};

static int32_t month_find(const char *s, int32_t n)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	static const char *const full[] = {"january",	"february", "march",	"april",
					   "may",	"june",	    "july",	"august",
					   "september", "october",  "november", "december"};
	int32_t i, k;

	for (i = 0; i < 12 && n >= 3; i++) {
		for (k = 0; k < 3 && (s[k] | 32) == names[i * 3 + k]; k++)
			;
		if (k < 3)
			continue;
		for (; k < n && k < (int32_t)strlen(full[i]) && (s[k] | 32) == full[i][k]; k++)
			;
		if (k == n || (n == 4 && s[3] == '.') || (i == 8 && n == 4 && (s[3] | 32) == 't'))
			return i + 1;
	}
	return 0;
}

/* Cuts a time of day from the end: "2026-12-31T00:00:00Z", "31.12.2026 0:00:00", "12/31/2026 12:00 AM". */
static int32_t without_time(const char *s, int32_t n)
{
	int32_t i, colon = -1;

	for (i = 0; i < n && colon < 0; i++)
		if (s[i] == ':')
			colon = i;
	if (colon < 0)
		return n;
	for (i = colon; i > 0 && IS_DIGIT(s[i - 1]); i--)
		;
	if (i == colon || colon - i > 2 || i < 6 || (s[i - 1] != ' ' && s[i - 1] != 'T'))
		return n;
	for (colon++; colon < n; colon++)
		if (!IS_DIGIT(s[colon]) && !strchr(":.Z +APMapm", s[colon]))
			return n;
	for (i--; i > 0 && s[i - 1] == ' '; i--)
		;
	return i;
}

static void cut(struct parts *p, const char *s, int32_t n)
{
	int32_t i, k, digits = 0, zeros = 0;
	char mark = 0;

	memset(p, 0, sizeof *p);
	value_trim(&s, &n);
	if (n == 10 && s[4] == '-' && s[7] == '-') {
		n = 10;
	} else {
		n = without_time(s, n);
		if (n > 2 && s[n - 2] == '.' && s[n - 1] == '0' && (n == 10 || n == 7)) {
			/* 20261231.0 and 46387.0 */
			for (i = 0; i < n - 2 && IS_DIGIT(s[i]); i++)
				;
			if (i == n - 2)
				n -= 2;
		}
	}
	p->form = WRONG;
	if (n == 0) {
		p->form = EMPTY;
		return;
	}
	for (i = 0; i < n; i++) {
		digits += IS_DIGIT(s[i]);
		zeros += s[i] == '0';
	}
	if (digits == n) {
		if (n == 8) {
			p->form = zeros == 8 ? EMPTY : BASIC;
			for (i = 0; i < 8; i++)
				p->v[i < 4   ? 0
				     : i < 6 ? 1
					     : 2] = p->v[i < 4	 ? 0
							 : i < 6 ? 1
								 : 2] *
							    10 +
						    (s[i] - '0');
		} else if (n == 5) {
			p->form = FIVE;
			for (i = 0; i < 5; i++)
				p->v[0] = p->v[0] * 10 + (s[i] - '0');
		}
		return;
	}
	for (i = 0, k = 0; k < 3; k++) {
		int32_t from = i;

		if (i < n && IS_DIGIT(s[i])) {
			for (; i < n && IS_DIGIT(s[i]) && i - from < 5; i++)
				p->v[k] = p->v[k] * 10 + (s[i] - '0');
			p->width[k] = i - from;
		} else {
			for (; i < n && ((s[i] | 32) >= 'a' && (s[i] | 32) <= 'z'); i++)
				;
			p->v[k] = month_find(s + from, i - from);
			p->width[k] = -1;
			if (i < n && s[i] == '.' && i + 1 < n && s[i + 1] == ' ')
				i++;
			if (p->v[k] == 0)
				return;
		}
		if (k == 2)
			break;
		if (i >= n || !strchr("./- ,", s[i]))
			return;
		if (p->width[0] > 0 && p->width[k] > 0 && mark && s[i] != mark)
			return;
		mark = s[i++];
		while (i < n && s[i] == ' ' && mark != ' ')
			i++;
	}
	if (i != n)
		return;
	if (p->width[0] > 0 && p->width[1] == -1 && p->width[2] > 0) {
		p->form = NAMED;
	} else if (p->width[0] == -1 && p->width[1] > 0 && p->width[2] > 0) {
		k = p->v[0], p->v[0] = p->v[1], p->v[1] = k;
		p->width[0] = p->width[1];
		p->form = NAMED;
	} else if (p->width[0] > 0 && p->width[1] > 0 && p->width[2] > 0 && mark != ' ' && mark != ',') {
		if (digits == zeros)
			p->form = EMPTY;
		else if (p->width[1] <= 2 && p->width[0] == 4 && p->width[2] <= 2)
			p->form = ISO;
		else if (p->width[1] <= 2 && p->width[0] <= 2 && (p->width[2] == 4 || p->width[2] == 2))
			p->form = THREE;
	}
}

enum date_evidence value_date_evidence(const char *s, int32_t n)
{
	struct parts p;

	cut(&p, s, n);
	switch (p.form) {
	case EMPTY:
		return DATE_ABSENT;
	case ISO:
	case BASIC:
	case NAMED:
		return DATE_NEUTRAL;
	case FIVE:
		return DATE_SERIAL;
	case WRONG:
		return DATE_WRONG;
	case THREE:
		break;
	}
	if (p.v[0] == p.v[1] && p.width[2] == 4)
		return DATE_NEUTRAL;
	if (p.v[0] > 31 && p.width[2] == 2)
		return DATE_YMD;
	if (p.v[0] > 12 && p.v[1] <= 12)
		return DATE_DMY;
	if (p.v[1] > 12 && p.v[0] <= 12)
		return DATE_MDY;
	return p.v[0] <= 12 && p.v[1] <= 12 ? DATE_EITHER : DATE_WRONG;
}

/* The year from its digits, or 0 after *why. */
static int32_t year_of(int32_t v, int32_t width, int32_t pivot, const char **why)
{
	if (width == 4)
		return v;
	if (width != 2) {
		*why = "is no date: a year of four digits is expected";
		return 0;
	}
	if (pivot < 0) {
		*why = "has a year of two digits: say `pivot` in the profile (70: 69 is 2069, 70 is 1970), or export four digits";
		return 0;
	}
	return v < pivot ? 2000 + v : 1900 + v;
}

/* True for 31 of a month with 30 days: month and day are such, the year has no such day. */
static int is_near_day(const struct parts *p, enum date_order order)
{
	int32_t month = order == ORDER_MDY ? p->v[0] : p->v[1], day = order == ORDER_DMY   ? p->v[0]
								      : order == ORDER_MDY ? p->v[1]
											   : p->v[2];

	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

int value_date(const char *s, int32_t n, enum date_order order, int32_t pivot, int32_t *day, const char **why)
{
	static const char *const wanted[] = {
		"is no date: YYYY-MM-DD is expected", "is no date: day, month, year is expected",
		"is no date: month, day, year is expected", "is no date: year, month, day is expected",
		"is no date: a day number of Excel is expected"};
	struct parts p;
	int32_t y = 0;

	if (n == 10 && s[4] == '-') {
		*day = date_parse(s, 10);
		if (*day != DATE_NONE)
			return 0;
	}
	*day = DATE_NONE;
	*why = wanted[order];
	cut(&p, s, n);
	switch (p.form) {
	case EMPTY:
		return 0;
	case ISO:
	case BASIC:
		*day = date_make(p.v[0], p.v[1], p.v[2]);
		break;
	case NAMED:
		if ((y = year_of(p.v[2], p.width[2], pivot, why)) == 0)
			return -1;
		*day = date_make(y, p.v[1], p.v[0]);
		break;
	case FIVE:
		if (order == ORDER_EXCEL && p.v[0] > 60)
			*day = p.v[0] + EXCEL_EPOCH;
		break;
	case THREE:
		if (order == ORDER_YMD && p.width[2] == 2) {
			if ((y = year_of(p.v[0], p.width[0], pivot, why)) == 0)
				return -1;
			*day = date_make(y, p.v[1], p.v[2]);
		} else if (order == ORDER_DMY || order == ORDER_MDY || p.v[0] == p.v[1]) {
			if ((y = year_of(p.v[2], p.width[2], pivot, why)) == 0)
				return -1;
			*day = order == ORDER_MDY ? date_make(y, p.v[0], p.v[1])
						  : date_make(y, p.v[1], p.v[0]);
		}
		break;
	case WRONG:
		return -1;
	}
	if (*day != DATE_NONE)
		return 0;
	/* a date by its form: only the calendar has no such day */
	if (p.form == ISO || p.form == NAMED || (y != 0 && is_near_day(&p, order)))
		*why = "is no day of the calendar";
	return -1;
}

/* ---- text ---- */

int value_unseen(const char *s, int32_t n)
{
	const char *end = s + n;
	uint32_t cp;

	while (s < end) {
		/* the letters of most scripts lie below U+0600 to U+0FFF */
		if ((unsigned char)*s > ' ' && (unsigned char)*s != 0xC2 && (unsigned char)*s != 0xCD &&
		    (unsigned char)*s != 0xD8 && (unsigned char)*s < 0xE1)
			return 0;
		cp = utf8_next(&s, end);
		if (!u_isUWhiteSpace((UChar32)cp) &&
		    !u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
			return 0;
	}
	return 1;
}

static int is_no_character(const char *s, const char *end)
{
	const uint32_t cp = utf8_next(&s, end);

	return U_IS_UNICODE_NONCHAR(cp);
}

const char *value_text_wrong(const char *s, int32_t n, int odd, int lines)
{
	static const char *const errors[] = {"#N/A",	"#REF!",  "#VALUE!",  "#DIV/0!", "#NAME?",
					     "#NUM!",	"#NULL!", "#SPILL!",  "#CALC!",	 "#GETTING_DATA",
					     "#ЗНАЧ!",	"#Н/Д",	  "#ССЫЛКА!", "#ДЕЛ/0!", "#ИМЯ?",
					     "#ЧИСЛО!", "#ПУСТО!"};
	size_t i;
	int32_t k;

	for (k = 0; odd && k < n; k++) {
		if (s[k] == '\0')
			return "holds a NUL byte";
		if ((s[k] == '\n' || s[k] == '\r' || s[k] == '\t') && lines)
			continue;
		if ((unsigned char)s[k] < 32 || s[k] == 127)
			return s[k] == '\n' || s[k] == '\r' ? "holds a line break where none may stand"
							    : "holds a control character";
	}
	for (k = 0; k + 1 < n; k++) {
		/* U+0080 to U+009F are what is left of a code page read as another one */
		if ((unsigned char)s[k] == 0xC2 && (unsigned char)s[k + 1] < 0xA0)
			return "holds a control character";
		/* U+FFFE, U+FFFF and their kin are no characters (Unicode 23.7): XML, and so a workbook,
		 * cannot hold the former, and no font prints any */
		if ((unsigned char)s[k] >= 0xEF && is_no_character(s + k, s + n))
			return "holds a code that is no character (U+FFFE, U+FFFF and the like)";
		/* U+202E prints what follows backwards; the other direction marks come with honest telephone
		 * numbers */
		if ((unsigned char)s[k] == 0xE2 && k + 2 < n && (unsigned char)s[k + 1] == 0x80 &&
		    (unsigned char)s[k + 2] == 0xAE)
			return "holds the character U+202E, which turns the text after it round";
	}
	for (i = 0; n > 1 && *s == '#' && i < sizeof errors / sizeof errors[0]; i++)
		if (strlen(errors[i]) == (size_t)n && memcmp(errors[i], s, (size_t)n) == 0)
			return "is an error of the spreadsheet that wrote the file";
	return NULL;
}

int value_scientific(const char *s, int32_t n)
{
	int32_t i = 1;

	if (n < 5 || *s < '1' || *s > '9')
		return 0;
	if (s[i] == '.' || s[i] == ',')
		for (i++; i < n && IS_DIGIT(s[i]); i++)
			;
	if (i == 2 || n - i < 4 || n - i > 5 || (s[i] | 32) != 'e' || s[i + 1] != '+')
		return 0;
	for (i += 2; i < n && IS_DIGIT(s[i]); i++)
		;
	return i == n;
}

int32_t value_days(const char *p, int32_t n, int32_t *at)
{
	static const char words[] =
		"net netto day days dag dager tag tage tagen дней день дня дн يوم يوما أيام";
	int32_t i = 0, k, found = 0;

	for (; i < n; i += k ? k : 1) {
		for (k = 0; i + k < n && p[i + k] != ' ' && p[i + k] != '.'; k++)
			;
		if (k > 0 && p[i] >= '0' && p[i] <= '9') {
			if (found)
				return 0;
			found = k;
			*at = i;
		} else if (k > 0) {
			char low[32];
			int32_t j;

			for (j = 0; j < k && j < (int32_t)sizeof low; j++)
				low[j] =
					p[i + j] >= 'A' && p[i + j] <= 'Z' ? (char)(p[i + j] | 32) : p[i + j];
			if (j < k || !canonical_word(words, low, k))
				return 0;
		}
	}
	return found;
}
