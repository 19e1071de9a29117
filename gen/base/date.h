/* date.h: dates are days since 1970-01-01 (negative before); no clock, no time zone. */
#ifndef LP_DATE_H
#define LP_DATE_H

#include <stddef.h>
#include <stdint.h>

#define DATE_NONE INT32_MIN /* no date */

/* Days since 1970-01-01 of a date of the proleptic Gregorian calendar, or DATE_NONE when there is no such day
 * or the year is not in 1000..9999. */
int32_t date_make(int32_t year, int32_t month, int32_t day);
void date_split(int32_t date, int32_t *year, int32_t *month, int32_t *day);

/* ISO 8601 "2026-11-01", nothing before or after; DATE_NONE when it is not that. */
int32_t date_parse(const char *s, size_t n);
/* A time of day, "09:30" or "09:30:00": 1, or 0. */
int time_fits(const char *s, size_t n);
char *date_format(int32_t date, char buf[11]);	    /* "2026-11-01", buf is returned; "" for DATE_NONE */
char *date_format_basic(int32_t date, char buf[9]); /* "20261101", for file names */

int32_t date_weekday(int32_t date); /* 1 Monday … 7 Sunday (ISO 8601) */
int32_t date_month_start(int32_t date);
int32_t date_month_end(int32_t date);
int32_t date_add_months(int32_t date, int32_t months); /* the day is cut to the month's last */

/* A working-day calendar: the weekend as a bit mask (1 << weekday) and a sorted list of holidays, borrowed.
 */
struct calendar {
	uint32_t weekend;
	const int32_t *holiday;
	int32_t holidays;
	uint32_t letters; /* the days of the week on which letters go out, as weekend; 0: all */
	int month_terms;  /* terms of 30 days and more count by months, from the end of the document's */
};

int calendar_works(const struct calendar *c, int32_t date);
/* The n-th working day after date (n > 0), or before it (n < 0); n 0: date itself, or the next working day.
 */
int32_t calendar_add(const struct calendar *c, int32_t date, int32_t n);
/* When a document of that date falls due by terms of so many days: that many days on; where month_terms is
 * set, whole months of 30 after the end of its month, and the days that are left over (30: the end of next
 * month). */
int32_t calendar_due(const struct calendar *c, int32_t date, int32_t days);
/* The first day from date on on which letters go out. */
int32_t calendar_letter_day(const struct calendar *c, int32_t date);
/* Working days in (from, to]; negative when to is before from. */
int32_t calendar_between(const struct calendar *c, int32_t from, int32_t to);

#endif
