/* currency_said.h: how languages say currencies where it is not the code of ISO 4217 (currency_said.def). */
#ifndef LP_CURRENCY_SAID_H
#define LP_CURRENCY_SAID_H

#include <stddef.h>

/* The row of a table that is about the language and the currency; each row begins as this one. NULL: none. */
struct currency_row {
	const char *lang, *currency;
};
const void *currency_row(const void *table, size_t rows, size_t size, const char *lang, const char *currency);

/* What stands behind the figures of an amount, as "руб."; NULL: the code. */
const char *currency_said_amount(const char *lang, const char *code);

/* The currency within a text; *whole 0: what stands before the code, which follows it (may be ""). */
const char *currency_said_within(const char *lang, const char *code, int *whole);

#endif
