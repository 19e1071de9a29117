/* date.c: calendar arithmetic on day numbers. */
#include "base/date.h"

/* Days from civil and back, after Howard Hinnant's public description: eras of 400 years starting in March.
 */
static int32_t days_from_civil(int32_t y, int32_t m, int32_t d)
{
	int32_t era, yoe, doy, doe;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

static int32_t month_days(int32_t y, int32_t m)
{
	static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return m == 2 && ((y % 4 == 0 && y % 100 != 0) || y % 400 == 0) ? 29 : days[m - 1];
}

int32_t date_make(int32_t year, int32_t month, int32_t day)
{
	if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
		return DATE_NONE;
	return days_from_civil(year, month, day);
}

void date_split(int32_t date, int32_t *year, int32_t *month, int32_t *day)
{
	int32_t z = date + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
	int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;

	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

static int32_t digits(const char *s, int32_t n)
{
	int32_t v = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return -1;
		v = v * 10 + (*s - '0');
	}
	return v;
}

int32_t date_parse(const char *s, size_t n)
{
	if (n != 10 || s[4] != '-' || s[7] != '-')
		return DATE_NONE;
	return date_make(digits(s, 4), digits(s + 5, 2), digits(s + 8, 2));
}

static char *put(char *p, int32_t v, int32_t width)
{
	int32_t i;

	for (i = width - 1; i >= 0; i--, v /= 10)
		p[i] = (char)('0' + v % 10);
	return p + width;
}

int time_fits(const char *s, size_t n)
{
	static const char form[] = "29:59:59"; /* the greatest digit of each place */
	size_t i;

	if (n != 5 && n != 8)
		return 0;
	for (i = 0; i < n; i++)
		if (form[i] == ':' ? s[i] != ':' : s[i] < '0' || s[i] > form[i])
			return 0;
	return s[0] < '2' || s[1] < '4';
}

char *date_format(int32_t date, char buf[11])
{
	int32_t y, m, d;
	char *p = buf;

	if (date == DATE_NONE) {
		buf[0] = '\0';
		return buf;
	}
	date_split(date, &y, &m, &d);
	p = put(p, y, 4);
	*p++ = '-';
	p = put(p, m, 2);
	*p++ = '-';
	p = put(p, d, 2);
	*p = '\0';
	return buf;
}

char *date_format_basic(int32_t date, char buf[9])
{
	int32_t y, m, d;

	date_split(date, &y, &m, &d);
	*put(put(put(buf, y, 4), m, 2), d, 2) = '\0';
	return buf;
}

int32_t date_weekday(int32_t date)
{
	int32_t w = (date + 3) % 7; /* 1970-01-01 was a Thursday */

	return (w < 0 ? w + 7 : w) + 1;
}

int32_t date_month_start(int32_t date)
{
	int32_t y, m, d;

	date_split(date, &y, &m, &d);
	return date - d + 1;
}

int32_t date_month_end(int32_t date)
{
	int32_t y, m, d;

	date_split(date, &y, &m, &d);
	return date - d + month_days(y, m);
}

int32_t date_add_months(int32_t date, int32_t months)
{
	int32_t y, m, d, last;

	date_split(date, &y, &m, &d);
	months += y * 12 + m - 1;
	y = months / 12;
	m = months % 12 + 1;
	last = month_days(y, m);
	return date_make(y, m, d < last ? d : last);
}

int calendar_works(const struct calendar *c, int32_t date)
{
	int32_t lo = 0, hi = c->holidays, mid;

	if (c->weekend >> date_weekday(date) & 1)
		return 0;
	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (c->holiday[mid] == date)
			return 0;
		if (c->holiday[mid] < date)
			lo = mid + 1;
		else
			hi = mid;
	}
	return 1;
}

int32_t calendar_add(const struct calendar *c, int32_t date, int32_t n)
{
	int32_t step = n < 0 ? -1 : 1, guard = 366 * 4;

	if (n == 0) {
		while (!calendar_works(c, date) && guard-- > 0)
			date++;
		return date;
	}
	for (n = n < 0 ? -n : n; n > 0; n--) {
		guard = 366;
		do
			date += step;
		while (!calendar_works(c, date) && guard-- > 0);
	}
	return date;
}

int32_t calendar_due(const struct calendar *c, int32_t date, int32_t days)
{
	if (!c->month_terms || days < 30)
		return date + days;
	return date_month_end(date_add_months(date_month_start(date), days / 30)) + days % 30;
}

int32_t calendar_letter_day(const struct calendar *c, int32_t date)
{
	int32_t i;

	for (i = 0; i < 7; i++)
		if (!c->letters || c->letters >> date_weekday(date + i) & 1)
			return date + i;
	return date;
}

int32_t calendar_between(const struct calendar *c, int32_t from, int32_t to)
{
	int32_t n = 0, d, a = from < to ? from : to, b = from < to ? to : from;

	for (d = a + 1; d <= b; d++)
		n += calendar_works(c, d);
	return from <= to ? n : -n;
}
