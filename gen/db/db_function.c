/* db_function.c: the SQL functions of the ledger: dates, working days, decimals of a currency, names of
 * countries. NULL in, NULL out. */
#include "db/db_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/address.h"
#include "db/country.h"

/* A day from an argument. 0 when it is one; else the result is set: NULL for NULL, an error for anything
 * else. */
static int day_arg(sqlite3_context *c, sqlite3_value *v, int32_t *day)
{
	sqlite3_int64 n = sqlite3_value_int64(v);

	if (sqlite3_value_type(v) == SQLITE_NULL) {
		sqlite3_result_null(c);
		return -1;
	}
	if (sqlite3_value_type(v) != SQLITE_INTEGER || n < date_make(1000, 1, 1) ||
	    n > date_make(9999, 12, 31)) {
		sqlite3_result_error(c, "a day number is expected (days since 1970-01-01)", -1);
		return -1;
	}
	*day = (int32_t)n;
	return 0;
}

static int count_arg(sqlite3_context *c, sqlite3_value *v, int32_t *count)
{
	sqlite3_int64 n = sqlite3_value_int64(v);

	if (sqlite3_value_type(v) == SQLITE_NULL) {
		sqlite3_result_null(c);
		return -1;
	}
	if (sqlite3_value_type(v) != SQLITE_INTEGER || n < -100000 || n > 100000) {
		sqlite3_result_error(c, "a whole number from -100000 to 100000 is expected", -1);
		return -1;
	}
	*count = (int32_t)n;
	return 0;
}

static void day_result(sqlite3_context *c, int32_t day)
{
	if (day == DATE_NONE)
		sqlite3_result_null(c);
	else
		sqlite3_result_int(c, day);
}

static void sql_iso(sqlite3_context *c, int n, sqlite3_value **v)
{
	char buf[11];
	int32_t day;

	(void)n;
	if (day_arg(c, v[0], &day) == 0)
		sqlite3_result_text(c, date_format(day, buf), -1, SQLITE_TRANSIENT);
}

static void sql_day(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *s = (const char *)sqlite3_value_text(v[0]);
	int32_t day;

	(void)n;
	if (!s) {
		sqlite3_result_null(c);
		return;
	}
	day = date_parse(s, strlen(s));
	if (day == DATE_NONE)
		sqlite3_result_error(c, "day() wants a date as 'YYYY-MM-DD'", -1);
	else
		sqlite3_result_int(c, day);
}

static void sql_month_start(sqlite3_context *c, int n, sqlite3_value **v)
{
	int32_t day;

	(void)n;
	if (day_arg(c, v[0], &day) == 0)
		day_result(c, date_month_start(day));
}

static void sql_month_end(sqlite3_context *c, int n, sqlite3_value **v)
{
	int32_t day;

	(void)n;
	if (day_arg(c, v[0], &day) == 0)
		day_result(c, date_month_end(day));
}

static void sql_add_months(sqlite3_context *c, int n, sqlite3_value **v)
{
	int32_t day, months;

	(void)n;
	if (day_arg(c, v[0], &day) == 0 && count_arg(c, v[1], &months) == 0)
		day_result(c, date_add_months(day, months));
}

const struct calendar *db_calendar_of(const struct db *b)
{
	static const struct calendar plain = {1u << 6 | 1u << 7, NULL, 0, 0, 0};

	return b->calendar ? b->calendar : &plain;
}

static const struct calendar *calendar_of(sqlite3_context *c)
{
	return db_calendar_of(sqlite3_user_data(c));
}

static void sql_workday_add(sqlite3_context *c, int n, sqlite3_value **v)
{
	int32_t day, days;

	(void)n;
	if (day_arg(c, v[0], &day) == 0 && count_arg(c, v[1], &days) == 0)
		day_result(c, calendar_add(calendar_of(c), day, days));
}

static void sql_due_by_terms(sqlite3_context *c, int n, sqlite3_value **v)
{
	int32_t day, days;

	(void)n;
	if (day_arg(c, v[0], &day) == 0 && count_arg(c, v[1], &days) == 0)
		day_result(c, calendar_due(calendar_of(c), day, days));
}

static void sql_letter_day(sqlite3_context *c, int n, sqlite3_value **v)
{
	int32_t day;

	(void)n;
	if (day_arg(c, v[0], &day) == 0)
		day_result(c, calendar_letter_day(calendar_of(c), day));
}

static void sql_digits(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *code = (const char *)sqlite3_value_text(v[0]);
	const struct currency *cur = code ? currency_find(code) : NULL;

	(void)n;
	if (!code)
		sqlite3_result_null(c);
	else if (!cur)
		sqlite3_result_error(c, "digits() wants a currency code of ISO 4217", -1);
	else
		sqlite3_result_int(c, cur->digits);
}

/* money(amount, currency): an amount in plain figures, "1234.50", for what people read on a screen. */
static void sql_money(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *code = (const char *)sqlite3_value_text(v[1]);
	const struct currency *cur = code ? currency_find(code) : NULL;
	char buf[32];

	(void)n;
	if (!code || sqlite3_value_type(v[0]) == SQLITE_NULL)
		sqlite3_result_null(c);
	else
		sqlite3_result_text(c, money_format(sqlite3_value_int64(v[0]), cur ? cur->digits : 2, buf),
				    -1, SQLITE_TRANSIENT);
}

/* minor(text, currency): "50", "50.00" in minor units; NULL when it is no amount of the currency. */
static void sql_minor(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *text = (const char *)sqlite3_value_text(v[0]),
		   *code = (const char *)sqlite3_value_text(v[1]);
	const struct currency *cur = code ? currency_find(code) : NULL;
	int64_t out;

	(void)n;
	if (text && cur && money_parse(text, strlen(text), cur->digits, &out) == 0)
		sqlite3_result_int64(c, out);
	else
		sqlite3_result_null(c);
}

/* True when it is one of the words of a list, as the policy has it: parted by blanks, tabs or commas. */
static int list_has(const char *s, const char *word, size_t wanted)
{
	size_t len;

	for (s += strspn(s, " \t,"); *s; s += len + strspn(s + len, " \t,")) {
		len = strcspn(s, " \t,");
		if (len == wanted && memcmp(s, word, len) == 0)
			return 1;
	}
	return 0;
}

/* has_word(list, word): 1 when it is one of the words of a list. A part of a word is none. */
static void sql_has_word(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *s = (const char *)sqlite3_value_text(v[0]),
		   *word = (const char *)sqlite3_value_text(v[1]);

	(void)n;
	if (s && word)
		sqlite3_result_int(c, list_has(s, word, strlen(word)));
}

/* True when words name the day: one of the week, as mon, or of the year, as 12-31. */
static int is_named(const char *words, int32_t day)
{
	static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	char buf[11];

	return list_has(words, names[date_weekday(day) - 1], 3) ||
	       list_has(words, date_format(day, buf) + 5, 5);
}

/* named_day(words, day): the newest day that words name, of the day itself and those since the working day
 * before it; NULL: none. */
static void sql_named_day(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *words = (const char *)sqlite3_value_text(v[0]);
	int32_t day, i, before;

	(void)n;
	if (day_arg(c, v[1], &day) < 0 || !words)
		return;
	before = calendar_add(calendar_of(c), day, -1);
	for (i = day; i > before; i--)
		if (is_named(words, i)) {
			day_result(c, i);
			return;
		}
}

/* list_day(words, day): the first working day from that one on that words name, or that follows a day without
 * work which they name. */
static void sql_list_day(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *words = (const char *)sqlite3_value_text(v[0]);
	int32_t day, i;

	(void)n;
	if (day_arg(c, v[1], &day) < 0 || !words)
		return;
	for (i = calendar_add(calendar_of(c), day, -1) + 1; i < day + 366; i++)
		if (is_named(words, i) && calendar_add(calendar_of(c), i, 0) >= day) {
			day_result(c, calendar_add(calendar_of(c), i, 0));
			return;
		}
}

/* converted(amount, from, to, rate): minor units of from in minor units of to; NULL when any is NULL, or
 * there is no such rate. */
static void sql_converted(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *from = (const char *)sqlite3_value_text(v[1]),
		   *to = (const char *)sqlite3_value_text(v[2]),
		   *rate = (const char *)sqlite3_value_text(v[3]);
	const struct currency *a = from ? currency_find(from) : NULL, *b = to ? currency_find(to) : NULL;
	int64_t out;

	(void)n;
	if (sqlite3_value_type(v[0]) != SQLITE_NULL && a && b && rate &&
	    money_convert(sqlite3_value_int64(v[0]), a->digits, b->digits, rate, strlen(rate), &out) == 0)
		sqlite3_result_int64(c, out);
	else
		sqlite3_result_null(c);
}

/* country(code, language): the name of a country (ISO 3166-1 alpha-2) for the last line of an address; other
 * text, such as a name that is already written out, comes back as it is. */
static void sql_country(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *code = (const char *)sqlite3_value_text(v[0]),
		   *language = (const char *)sqlite3_value_text(v[1]);
	char name[COUNTRY_NAME_MOST];

	(void)n;
	if (!code || !language)
		sqlite3_result_null(c);
	else
		sqlite3_result_text(c, country_name(code, language, name) == 0 ? name : code, -1,
				    SQLITE_TRANSIENT);
}

/* postal(country, part, postcode, town, abroad): a line of postcode and town as the country writes them
 * (address.h): above the street, first and second below it, or all in one; NULL: nothing stands there. */
static void sql_postal(sqlite3_context *c, int n, sqlite3_value **v)
{
	static const char *const parts[] = {"above", "first", "second", "all"};
	const char *part = (const char *)sqlite3_value_text(v[1]);
	struct text t;
	int i = 0;

	(void)n;
	while (part && i < ADDRESS_ALL && strcmp(part, parts[i]) != 0)
		i++;
	text_init(&t);
	address_part(&t, (const char *)sqlite3_value_text(v[0]), (enum address_part)i,
		     (const char *)sqlite3_value_text(v[2]), (const char *)sqlite3_value_text(v[3]),
		     sqlite3_value_int(v[4]));
	if (t.len > 0)
		sqlite3_result_text(c, text_str(&t), (int)t.len, SQLITE_TRANSIENT);
	else
		sqlite3_result_null(c);
	text_done(&t);
}

/* capitals(text): by no language's own rules. */
static void sql_capitals(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *s = (const char *)sqlite3_value_text(v[0]);
	char *upper = s ? country_capitals(s) : NULL;

	(void)n;
	if (upper)
		sqlite3_result_text(c, upper, -1, free);
	else
		sqlite3_result_null(c);
}

/* comma(language, text): what parts a list within a line. */
static void sql_comma(sqlite3_context *c, int n, sqlite3_value **v)
{
	(void)n;
	sqlite3_result_text(
		c,
		country_comma((const char *)sqlite3_value_text(v[0]), (const char *)sqlite3_value_text(v[1])),
		-1, SQLITE_STATIC);
}

/* country_code(text): its code of ISO 3166-1 alpha-2, NULL when it is no country that is known. */
static void sql_country_code(sqlite3_context *c, int n, sqlite3_value **v)
{
	static const char *const english[] = {"en", NULL};
	const char *s = (const char *)sqlite3_value_text(v[0]);
	const struct db *b = sqlite3_user_data(c);
	char code[3];

	(void)n;
	if (s && country_code(s, b->language ? b->language : english, code) == 0)
		sqlite3_result_text(c, code, 2, SQLITE_TRANSIENT);
	else
		sqlite3_result_null(c);
}

/* sha256_text(text): 64 hex digits. */
static void sql_sha256_text(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *s = (const char *)sqlite3_value_text(v[0]);
	char hex[DIGEST_HEX];

	(void)n;
	if (!s) {
		sqlite3_result_null(c);
		return;
	}
	digest_bytes(s, (size_t)sqlite3_value_bytes(v[0]), hex);
	sqlite3_result_text(c, hex, -1, SQLITE_TRANSIENT);
}

/* custody_text(date, act, subject, sha256, who, note): the canonical text of a line (custody.h). */
static void sql_custody_text(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct text t;
	char day[11];

	text_init(&t);
	text_adds(&t, date_format(sqlite3_value_int(v[0]), day));
	for (int i = 1; i < n; i++) {
		const char *s = (const char *)sqlite3_value_text(v[i]);

		text_addc(&t, '\t');
		for (; s && *s; s++)
			if (*s == '\\' || *s == '\t' || *s == '\n' || *s == '\r')
				text_addf(&t, "\\%c",
					  *s == '\t'   ? 't'
					  : *s == '\n' ? 'n'
					  : *s == '\r' ? 'r'
						       : '\\');
			else
				text_addc(&t, *s);
	}
	sqlite3_result_text(c, text_str(&t), -1, SQLITE_TRANSIENT);
	text_done(&t);
}

void db_function_add(struct db *b)
{
	static const struct {
		const char *name;
		int args, fixed; /* fixed: the result depends on the arguments alone, not on what the house
				    set */
		void (*call)(sqlite3_context *, int, sqlite3_value **);
	} table[] = {
		{"iso", 1, 1, sql_iso},
		{"day", 1, 1, sql_day},
		{"month_start", 1, 1, sql_month_start},
		{"month_end", 1, 1, sql_month_end},
		{"add_months", 2, 1, sql_add_months},
		{"workday_add", 2, 0, sql_workday_add},
		{"due_by_terms", 2, 0, sql_due_by_terms},
		{"letter_day", 1, 0, sql_letter_day},
		{"digits", 1, 1, sql_digits},
		{"list_day", 2, 0, sql_list_day},
		{"named_day", 2, 0, sql_named_day},
		{"has_word", 2, 1, sql_has_word},
		{"money", 2, 1, sql_money},
		{"minor", 2, 1, sql_minor},
		{"converted", 4, 1, sql_converted},
		{"country", 2, 1, sql_country},
		{"country_code", 1, 0, sql_country_code},
		{"postal", 5, 1, sql_postal},
		{"capitals", 1, 1, sql_capitals},
		{"comma", 2, 1, sql_comma},
		{"sha256_text", 1, 1, sql_sha256_text},
		{"custody_text", 6, 1, sql_custody_text},
	};
	size_t i;

	for (i = 0; i < sizeof table / sizeof table[0]; i++)
		sqlite3_create_function_v2(b->lite, table[i].name, table[i].args,
					   SQLITE_UTF8 | SQLITE_INNOCUOUS |
						   (table[i].fixed ? SQLITE_DETERMINISTIC : 0),
					   b, table[i].call, NULL, NULL, NULL);
}
