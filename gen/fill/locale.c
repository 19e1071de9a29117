/* locale.c: numbers, amounts, percents and dates on the patterns that ICU gives for a language. */
#include "fill/locale.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ucurr.h>
#include <unicode/udat.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "fill/currency_said.h"
#include "layout/plural.h"

#define NBSP "\xC2\xA0"
#define MINUS "\xE2\x88\x92"
#define LRI "\xE2\x81\xA6"
#define PDI "\xE2\x81\xA9"
#define RLM "\xE2\x80\x8F"

struct locale {
	const struct language *lang;
	char digit[10][5], group[8], decimal[8], percent[8];
	int32_t group_size, digit_size[10];
	int percent_space, code_first, native; /* native: digits of the script, not 0-9 */
	char month[12][48], month_brief[12][48], month_alone[12][48];
	struct plural *plural;
	UNumberFormat *speller[4];
};

/* ---- opening ---- */

/* Where ICU has no data of a language it makes up for them with another's, and reports nothing: valid is the
 * locale that it took. */
static void check_own(const char *valid, const char *code, UErrorCode *e)
{
	if (U_SUCCESS(*e) && (!valid || strncmp(valid, code, strlen(code)) != 0))
		*e = U_MISSING_RESOURCE_ERROR;
}

/* To UTF-8 without bidi marks: these are set by ourselves, where they are needed. */
static void plain(char *out, int32_t cap, const UChar *s, int32_t n, UErrorCode *e)
{
	UChar buf[64];
	int32_t i, m = 0;

	for (i = 0; i < n && m < 63; i++)
		if (s[i] != 0x200E && s[i] != 0x200F && s[i] != 0x061C)
			buf[m++] = s[i];
	u_strToUTF8(out, cap, NULL, buf, m, e);
	out[cap - 1] = '\0';
}

static void symbol(const UNumberFormat *f, UNumberFormatSymbol which, char *out, int32_t cap, UErrorCode *e)
{
	UChar buf[32];
	int32_t n = unum_getSymbol(f, which, buf, 32, e);

	if (U_SUCCESS(*e))
		plain(out, cap, buf, n, e);
}

static void numbers_open(struct locale *l, const char *name, UErrorCode *e)
{
	UNumberFormat *f = unum_open(UNUM_DECIMAL, NULL, 0, name, NULL, e);
	UChar pattern[128];
	int32_t i, n;

	if (U_FAILURE(*e))
		return;
	check_own(unum_getLocaleByType(f, ULOC_VALID_LOCALE, e), l->lang->code, e);
	symbol(f, UNUM_DECIMAL_SEPARATOR_SYMBOL, l->decimal, sizeof l->decimal, e);
	symbol(f, UNUM_GROUPING_SEPARATOR_SYMBOL, l->group, sizeof l->group, e);
	symbol(f, UNUM_PERCENT_SYMBOL, l->percent, sizeof l->percent, e);
	l->group_size = unum_getAttribute(f, UNUM_GROUPING_SIZE);
	symbol(f, UNUM_ZERO_DIGIT_SYMBOL, l->digit[0], 5, e);
	for (i = 1; i < 10; i++)
		symbol(f, (UNumberFormatSymbol)(UNUM_ONE_DIGIT_SYMBOL + i - 1), l->digit[i], 5, e);
	for (i = 0; i < 10; i++)
		l->digit_size[i] = (int32_t)strlen(l->digit[i]);
	l->native = l->digit[0][0] != '0';
	unum_close(f);
	f = unum_open(UNUM_PERCENT, NULL, 0, name, NULL, e);
	if (U_FAILURE(*e))
		return;
	n = unum_toPattern(f, 0, pattern, 128, e);
	for (i = 0; i < n; i++)
		l->percent_space |= pattern[i] == 0xA0 || pattern[i] == ' ';
	unum_close(f);
	f = unum_open(UNUM_CURRENCY, NULL, 0, name, NULL, e);
	if (U_FAILURE(*e))
		return;
	n = unum_toPattern(f, 0, pattern, 128, e);
	for (i = 0; i < n && pattern[i] != '#' && pattern[i] != '0'; i++)
		l->code_first |= pattern[i] == 0xA4;
	unum_close(f);
}

static void months_open(const struct locale *l, const char *name, UDateFormatSymbolType type,
			char month[12][48], UErrorCode *e)
{
	static const UChar utc[] = {'U', 'T', 'C', 0};
	UDateFormat *f = udat_open(UDAT_NONE, UDAT_LONG, name, utc, -1, NULL, 0, e);
	UChar buf[64];
	int32_t i, n;

	if (U_SUCCESS(*e))
		check_own(udat_getLocaleByType(f, ULOC_VALID_LOCALE, e), l->lang->code, e);
	for (i = 0; i < 12 && U_SUCCESS(*e); i++) {
		n = udat_getSymbols(f, type, i, buf, 64, e);
		plain(month[i], 48, buf, n, e);
	}
	udat_close(f);
}

struct locale *locale_open(struct diag *d, const struct language *language, int native_digits)
{
	UErrorCode e = U_ZERO_ERROR;
	struct locale *l;
	char name[64];

	if (strlen(language->locale) > 40) {
		diag(d, DIAG_FILL_LANGUAGE, &language->at, "ICU knows no locale \"%s\"", language->locale);
		return NULL;
	}
	l = mem_alloc(sizeof *l);
	l->lang = language;
	strcpy(name, language->locale);
	strcat(name, native_digits && language->rtl ? "@numbers=native" : "@numbers=latn");
	numbers_open(l, name, &e);
	months_open(l, language->locale, UDAT_MONTHS, l->month, &e);
	months_open(l, language->locale, UDAT_STANDALONE_MONTHS, l->month_alone, &e);
	/* the language without its country: "Sep" as long as the other months, not British "Sept" */
	months_open(l, language->code, UDAT_SHORT_MONTHS, l->month_brief, &e);
	l->plural = plural_open(language);
	if (U_SUCCESS(e) && !l->plural) {
		diag(d, DIAG_FILL_LANGUAGE, &language->at,
		     "plural = %s: by CLDR \"%s\" has other categories of whole numbers",
		     language->categories, language->code);
		locale_close(l);
		return NULL;
	}
	if (U_FAILURE(e)) {
		diag(d, DIAG_FILL_LANGUAGE, &language->at, "ICU cannot write \"%s\": %s", language->code,
		     u_errorName(e));
		locale_close(l);
		return NULL;
	}
	return l;
}

void locale_close(struct locale *l)
{
	int i;

	if (!l)
		return;
	for (i = 0; i < 4; i++)
		if (l->speller[i])
			unum_close(l->speller[i]);
	plural_close(l->plural);
	free(l);
}

const struct language *locale_language(const struct locale *l)
{
	return l->lang;
}

const char *locale_lang(const struct locale *l)
{
	return l->lang->code;
}

int locale_rtl(const struct locale *l)
{
	return l->lang->rtl;
}

int32_t locale_forms(const struct locale *l)
{
	return l->lang->forms;
}

/* ---- figures ---- */

static char *put(char *o, const char *s)
{
	size_t n = strlen(s);

	memcpy(o, s, n);
	return o + n;
}

static char *put_digit(const struct locale *l, char *o, int digit)
{
	memcpy(o, l->digit[digit], (size_t)l->digit_size[digit]);
	return o + l->digit_size[digit];
}

/* "-1234.50", as programs read it. */
static char *put_ascii(char *o, int64_t v, int32_t digits)
{
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v, scale = 1;
	int32_t i;

	for (i = 0; i < digits; i++)
		scale *= 10;
	return o + sprintf(o, digits ? "%s%llu.%0*llu" : "%s%llu", v < 0 ? "-" : "",
			   (unsigned long long)(u / scale), (int)digits, (unsigned long long)(u % scale));
}

/* A number with grouping and decimals; no isolates. */
static char *put_number(const struct locale *l, char *o, int64_t v, int32_t digits)
{
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	int8_t dec[24];
	int32_t n = 0, i;

	do {
		dec[n++] = (int8_t)(u % 10);
		u /= 10;
	} while (u > 0 || n <= digits);
	if (v < 0)
		o = put(o, MINUS);
	for (i = n - 1; i >= 0; i--) {
		o = put_digit(l, o, dec[i]);
		if (i == digits && digits > 0)
			o = put(o, l->decimal);
		else if (i > digits && l->group_size > 0 && (i - digits) % l->group_size == 0)
			o = put(o, l->group);
	}
	return o;
}

static int32_t finish(char *out, char *o)
{
	*o = '\0';
	return (int32_t)(o - out);
}

int32_t locale_money(const struct locale *l, char *out, int64_t minor, int32_t digits)
{
	int isolate = minor < 0 && l->lang->rtl; /* a leading minus would go to the other side (UAX #9, W6) */
	char *o = put_number(l, isolate ? put(out, LRI) : out, minor, digits);

	return finish(out, isolate ? put(o, PDI) : o);
}

int32_t locale_count(const struct locale *l, char *out, int64_t v)
{
	return locale_money(l, out, v, 0);
}

void locale_currency_within(const struct locale *l, struct text *t, const char *code)
{
	int whole;
	const char *word = currency_said_within(l->lang->code, code, &whole);

	text_adds(t, word);
	if (!whole)
		locale_isolate(l, t, code, strlen(code));
}

int32_t locale_amount(const struct locale *l, char *out, int64_t minor, const struct currency *c)
{
	const char *word = currency_said_amount(l->lang->code, c->code);
	char *o = l->lang->rtl ? put(out, LRI) : out;

	if (l->code_first || l->lang->rtl) {
		o = put(put(o, c->code), NBSP);
		o = put_number(l, o, minor, c->digits);
	} else {
		o = put_number(l, o, minor, c->digits);
		o = put(put(o, NBSP), word ? word : c->code);
	}
	return finish(out, l->lang->rtl ? put(o, PDI) : o);
}

int32_t locale_amount_named(const struct locale *l, char *out, int64_t minor, const struct currency *c)
{
	UErrorCode e = U_ZERO_ERROR;
	UNumberFormat *f = unum_open(UNUM_CURRENCY_PLURAL, NULL, 0, l->lang->locale, NULL, &e);
	char plain_text[40], *p = put_ascii(plain_text, minor, c->digits);
	UChar code[4], wide[LOCALE_MAX];
	int32_t n = 0;

	u_uastrcpy(code, c->code);
	if (U_SUCCESS(e))
		unum_setTextAttribute(f, UNUM_CURRENCY_CODE, code, 3, &e);
	if (U_SUCCESS(e))
		n = unum_formatDecimal(f, plain_text, (int32_t)(p - plain_text), wide, LOCALE_MAX, NULL, &e);
	if (f)
		unum_close(f);
	if (U_SUCCESS(e))
		u_strToUTF8(out, LOCALE_MAX, &n, wide, n, &e);
	return U_FAILURE(e) || n >= LOCALE_MAX ? -1 : n;
}

int32_t locale_percent(const struct locale *l, char *out, int64_t tenths)
{
	int isolate = l->lang->rtl && !l->native; /* "%" after European digits would move to their left */
	char *o = put_number(l, isolate ? put(out, LRI) : out, tenths, 1);

	if (l->percent_space)
		o = put(o, NBSP);
	o = put(o, l->percent);
	return finish(out, isolate ? put(o, PDI) : o);
}

int32_t locale_decimal(const struct locale *l, char *out, const char *s)
{
	const char *dot = strchr(s, '.');
	int32_t digits = dot ? (int32_t)strlen(dot + 1) : 0;
	int64_t v;

	if (strlen(s) > 40 || digits > 15 || (dot && digits == 0) ||
	    money_parse(s, strlen(s), digits, &v) != 0) {
		out[0] = '\0';
		return -1;
	}
	return locale_money(l, out, v, digits);
}

/* ---- dates ---- */

static char *put_plain(const struct locale *l, char *o, int32_t v, int32_t least)
{
	int8_t dec[12];
	int32_t n = 0;

	do {
		dec[n++] = (int8_t)(v % 10);
		v /= 10;
	} while (v > 0 || n < least);
	while (n > 0)
		o = put_digit(l, o, dec[--n]);
	return o;
}

int32_t locale_figures(const struct locale *l, char *out, int32_t v, int32_t least)
{
	return finish(out, put_plain(l, out, v, least));
}

int32_t locale_date(const struct locale *l, char *out, int32_t date, int brief)
{
	const char *p = brief ? l->lang->date : l->lang->date_long;
	int32_t y, m, d;
	char *o = out;
	int n;

	if (date == DATE_NONE)
		return finish(out, o);
	date_split(date, &y, &m, &d);
	while (*p) {
		for (n = 1; p[n] == p[0]; n++)
			;
		switch (*p) {
		case 'd':
			o = put_plain(l, o, d, n);
			break;
		case 'y':
			o = put_plain(l, o, y, 4);
			break;
		case 'M':
			if (n >= 3)
				o = put(o, n == 3 ? l->month_brief[m - 1] : l->month[m - 1]);
			else
				o = put_plain(l, o, m, n);
			break;
		case '~':
			o = put(o, NBSP);
			n = 1;
			break;
		case '\'':
			for (n = 1; p[n] && p[n] != '\''; n++)
				*o++ = p[n];
			n += p[n] == '\'';
			break;
		default:
			/* with Arabic-Indic digits a date reads from right to left, as CLDR has it */
			if (*p == '/' && l->native)
				o = put(o, RLM);
			*o++ = *p;
			n = 1;
			break;
		}
		p += n;
	}
	return finish(out, o);
}

int32_t locale_month(const struct locale *l, char *out, int32_t date)
{
	int32_t y, m, d;
	char *o = out;

	if (date == DATE_NONE)
		return finish(out, o);
	date_split(date, &y, &m, &d);
	return finish(out, put_plain(l, put(put(o, l->month_alone[m - 1]), NBSP), y, 4));
}

int32_t locale_sheet_date(const struct locale *l, char *out)
{
	static const char literal[] = "-. ";
	char *o = out;

	/* months by name are in the language of the format, not of the program */
	if (strstr(l->lang->date, "MMM"))
		o += snprintf(o, 24, "[$-%X]", (unsigned)uloc_getLCID(l->lang->locale));
	for (const char *p = l->lang->date; *p && o < out + LOCALE_MAX - 8; p++) {
		if (*p == 'y')
			o = put(o, "yyyy");
		else if (*p == 'd' || *p == 'M')
			*o++ = *p == 'd' ? 'd' : 'm';
		else if (*p == '~')
			*o++ = ' ';
		else if (strchr(literal, *p))
			*o++ = *p;
		else if (*p == '\'')
			*o++ = '"';
		else {
			*o++ = '\\';
			*o++ = *p;
		}
	}
	return finish(out, o);
}

int32_t locale_sheet_percent(const struct locale *l, char *out)
{
	return finish(out, put(out, l->percent_space ? "0.0" NBSP "%" : "0.0%"));
}

/* ---- plurals, spellers ---- */

int32_t locale_plural(const struct locale *l, int64_t count)
{
	return plural_form(l->plural, count);
}

int locale_currency(const struct locale *l, struct text *t, const char *code, const char *category)
{
	UErrorCode e = U_ZERO_ERROR;
	UBool choice = 0;
	UChar iso[4];
	const UChar *name;
	char buf[256];
	int32_t n = 0;

	u_charsToUChars(code, iso, 4);
	name = ucurr_getPluralName(iso, l->lang->code, &choice, category, &n, &e);
	if (U_FAILURE(e))
		return -1;
	u_strToUTF8(buf, sizeof buf, &n, name, n, &e);
	/* what it does not know it answers with the code */
	if (U_FAILURE(e) || n >= (int32_t)sizeof buf || strcmp(buf, code) == 0)
		return -1;
	text_add(t, buf, (size_t)n);
	return 0;
}

void *locale_speller(struct locale *l, int32_t slot, const char *rules, const char *set)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar buf[4096];
	UParseError where;
	UNumberFormat *f = l->speller[slot];

	if (f)
		return f;
	if (rules) {
		u_strFromUTF8(buf, 4096, NULL, rules, -1, &e);
		f = unum_open(UNUM_PATTERN_RULEBASED, buf, -1, l->lang->locale, &where, &e);
	} else {
		f = unum_open(UNUM_SPELLOUT, NULL, 0, l->lang->locale, NULL, &e);
	}
	if (U_SUCCESS(e) && !rules)
		check_own(unum_getLocaleByType(f, ULOC_VALID_LOCALE, &e), l->lang->code, &e);
	if (U_SUCCESS(e)) {
		u_strFromUTF8(buf, 4096, NULL, set, -1, &e);
		unum_setTextAttribute(f, UNUM_DEFAULT_RULESET, buf, -1, &e);
	}
	if (U_FAILURE(e)) {
		if (f)
			unum_close(f);
		return NULL;
	}
	return l->speller[slot] = f;
}
