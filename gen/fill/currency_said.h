/* currency_said.h: how languages say currencies where it is not the code of ISO 4217 (currency_said.def). */
#ifndef LP_CURRENCY_SAID_H
#define LP_CURRENCY_SAID_H

/* What stands behind the figures of an amount, as "руб."; NULL: the code. */
const char *currency_said_amount(const char *lang, const char *code);

/* The currency within a text; *whole 0: what stands before the code, which follows it (may be ""). */
const char *currency_said_within(const char *lang, const char *code, int *whole);

#endif
