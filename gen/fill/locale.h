/* locale.h: figures as a language writes them. ICU is asked once, when a locale is opened; afterwards
 * formatting is plain copying. */
#ifndef LP_LOCALE_H
#define LP_LOCALE_H

#include "house/language.h"

struct locale;

#define LOCALE_MAX 160 /* bytes that any of the functions below writes at most, with the NUL */

/* Borrows the language. native_digits: those of the language instead of 012 where it runs from right to left
 * (ar ٠١٢). NULL after a diagnostic. */
struct locale *locale_open(struct diag *d, const struct language *language, int native_digits);
void locale_close(struct locale *l); /* NULL is safe */

const char *locale_lang(const struct locale *l);
const struct language *locale_language(const struct locale *l); /* as locale_open was given it */
int locale_rtl(const struct locale *l);
int32_t locale_forms(const struct locale *l); /* plural forms that its catalogue has */

/* All return the length written. Minus is U+2212; spaces inside are U+00A0; in right-to-left languages what
 * would be torn or turned stands in isolates (U+2066 … U+2069, UAX #9). */

/* 1234567 → "1,234,567". */
int32_t locale_count(const struct locale *l, char *out, int64_t v);
/* A bare number, not negative, without grouping, filled with zeros to so many digits: 5, 2 → "05". */
int32_t locale_figures(const struct locale *l, char *out, int32_t v, int32_t least);
/* Minor units of a currency with so many decimals, bare: "1,234.50". */
int32_t locale_money(const struct locale *l, char *out, int64_t minor, int32_t digits);
/* With its ISO code where the language has it, or as currency_said.def says: "AED 1,234.50", "1 234,50 руб.".
 */
int32_t locale_amount(const struct locale *l, char *out, int64_t minor, const struct currency *c);
/* With the currency's full name in its plural, by ICU: "1 234,50 svenska kronor"; -1 when ICU has none. */
int32_t locale_amount_named(const struct locale *l, char *out, int64_t minor, const struct currency *c);
/* Tenths of a percent: 125 → "12.5%", "12,5 %". */
int32_t locale_percent(const struct locale *l, char *out, int64_t tenths);
/* Plain decimal text with '.' ("12.75") of at most 40 characters; -1 when it is not that. */
int32_t locale_decimal(const struct locale *l, char *out, const char *s);
/* "1 November 2026", "1 ноября 2026 г."; brief is the form for tables: "01 Nov 2026", "01.11.2026". "" for
 * DATE_NONE. */
int32_t locale_date(const struct locale *l, char *out, int32_t date, int brief);
/* "November 2026", "ноябрь 2026": the month of a date by itself, in the nominative. "" for DATE_NONE. */
int32_t locale_month(const struct locale *l, char *out, int32_t date);

/* How a spreadsheet is told to write a date in a table ("dd.mm.yyyy") and tenths of a percent ("0.0 %"). The
 * separators of figures are the spreadsheet's own: it has them from whoever sits before it. */
int32_t locale_sheet_date(const struct locale *l, char *out);
int32_t locale_sheet_percent(const struct locale *l, char *out);

/* Which plural form a count takes, as an index into the language's categories (the msgstr[k] of gettext):
 * ICU's rules. */
int32_t locale_plural(const struct locale *l, int64_t count);

/* Appends a currency as it is said within a text of the language, by currency_said.def; else its code. */
void locale_currency_within(const struct locale *l, struct text *t, const char *code);
/* Appends ICU's name of a currency in one plural category ("few"). -1: it has none in this language. */
int locale_currency(const struct locale *l, struct text *t, const char *code, const char *category);

/* A foreign value inside a sentence of this language: appends s to t, in an isolate when its direction could
 * disturb the sentence or be disturbed by it. */
void locale_isolate(const struct locale *l, struct text *t, const char *s, size_t n);

/* For words.c: the language's ICU number speller by a rule set ("%spellout-cardinal-feminine") or own rules;
 * opened once. */
void *locale_speller(struct locale *l, int32_t slot, const char *rules, const char *set);

#endif
