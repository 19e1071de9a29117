/* money.h: amounts are exact integers in minor units of their currency (ISO 4217); never floating point. */
#ifndef LP_MONEY_H
#define LP_MONEY_H

#include <stddef.h>
#include <stdint.h>

struct currency {
	char code[4];
	int32_t digits; /* digits after the decimal mark: AED 2, KWD 3, JPY 0 */
};

/* The ISO 4217 entry for a three-letter code (upper case), or NULL. Static, never freed. */
const struct currency *currency_find(const char *code);
/* That of "AED" or of "AED.more"; NULL: another text. */
const struct currency *currency_head(const char *s);

/* *sum += x. Returns 0, or -1 on overflow (then *sum is unchanged). */
int money_add(int64_t *sum, int64_t x);

/* Parses plain decimal text "-1234.5" (ASCII digits, '.' as decimal mark, no grouping) with at most digits
 * decimals into minor units. Returns 0; -1: not a number; -2: more decimals than the currency has; -3:
 * overflow. */
int money_parse(const char *s, size_t n, int32_t digits, int64_t *minor);

/* Writes "-1234.50" into buf (at least 32 bytes): the exchange form for CSV, JSON and hashes, not for
 * letters. Returns buf. */
char *money_format(int64_t minor, int32_t digits, char buf[32]);

/* minor, in a currency of from digits, at a rate of another currency's units for one unit of it, plain
 * decimal text as "3.6725" (at most 7 digits before and 10 behind the mark): minor units of that currency, of
 * to digits, rounded half away from zero. Returns 0; -1: no such rate, or overflow. */
int money_convert(int64_t minor, int32_t from, int32_t to, const char *rate, size_t n, int64_t *out);

/* Parts of whole in tenths of a percent that add up to exactly 1000 (largest remainder, ties to the earlier
 * part). Negative parts count as 0; with no positive part all are 0. n parts, out has n elements. Handbook
 * file 2. */
void money_percents(const int64_t *part, int32_t n, int32_t *tenths);

#endif
