/* money.c: exact money. */
#include "base/money.h"

#include <string.h>

static const struct currency currencies[] = {
#define C(code, digits) {#code, digits},
#include "base/currency.def"
#undef C
};

const struct currency *currency_find(const char *code)
{
	size_t lo = 0, hi = sizeof currencies / sizeof currencies[0], mid;
	int c;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		c = strcmp(code, currencies[mid].code);
		if (c == 0)
			return &currencies[mid];
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

const struct currency *currency_head(const char *s)
{
	char code[4];
	const size_t n = strcspn(s, ".");

	if (n != 3)
		return NULL;
	memcpy(code, s, 3);
	code[3] = '\0';
	return currency_find(code);
}

int money_add(int64_t *sum, int64_t x)
{
	int64_t r;

	if (__builtin_add_overflow(*sum, x, &r))
		return -1;
	*sum = r;
	return 0;
}

int money_parse(const char *s, size_t n, int32_t digits, int64_t *minor)
{
	size_t i = 0, whole = 0;
	int32_t decimals = -1;
	int64_t v = 0;
	int neg = 0;

	if (i < n && (s[i] == '-' || s[i] == '+'))
		neg = s[i++] == '-';
	for (; i < n; i++) {
		if (s[i] == '.' && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (s[i] < '0' || s[i] > '9')
			return -1;
		if (decimals >= 0 && decimals++ >= digits) {
			if (s[i] != '0')
				return -2;
			continue;
		}
		whole++;
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, s[i] - '0', &v))
			return -3;
	}
	if (whole == 0)
		return -1;
	for (decimals = decimals < 0 ? 0 : decimals; decimals < digits; decimals++)
		if (__builtin_mul_overflow(v, 10, &v))
			return -3;
	/* v is built up negative, so that the least int64_t is reached */
	if (!neg && __builtin_sub_overflow(0, v, &v))
		return -3;
	*minor = v;
	return 0;
}

char *money_format(int64_t minor, int32_t digits, char buf[32])
{
	char rev[32];
	uint64_t u = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
	int32_t n = 0, k = 0;

	do {
		if (n == digits && digits > 0)
			rev[k++] = '.';
		rev[k++] = (char)('0' + u % 10);
		u /= 10;
		n++;
	} while (u > 0 || n <= digits);
	if (minor < 0)
		rev[k++] = '-';
	for (n = 0; k > 0; n++)
		buf[n] = rev[--k];
	buf[n] = '\0';
	return buf;
}

#define RATE_WHOLE 7
#define RATE_DECIMALS 10

/* The rate as a whole number of 10^-*decimals; 0: no rate. */
static int64_t rate_parse(const char *s, size_t n, int32_t *decimals)
{
	int64_t v = 0;
	int32_t whole = 0, mark = 0;
	size_t i;

	*decimals = 0;
	for (i = 0; i < n; i++) {
		if (s[i] == '.' && !mark && whole > 0) {
			mark = 1;
		} else if ((unsigned)(s[i] - '0') > 9 ||
			   (mark ? ++*decimals > RATE_DECIMALS : ++whole > RATE_WHOLE)) {
			return 0;
		} else {
			v = v * 10 + (s[i] - '0');
		}
	}
	return mark && *decimals == 0 ? 0 : v;
}

int money_convert(int64_t minor, int32_t from, int32_t to, const char *rate, size_t n, int64_t *out)
{
	__extension__ typedef __int128 wide;
	int32_t decimals, shift;
	const int64_t r = rate_parse(rate, n, &decimals);
	wide v = (wide)minor * r, by = 1;

	if (r == 0)
		return -1;
	for (shift = from + decimals - to; shift > 0; shift--)
		by *= 10;
	for (; shift < 0; shift++)
		if (__builtin_mul_overflow(v, (wide)10, &v))
			return -1;
	v = ((v < 0 ? -v : v) * 2 + by) / (by * 2) * (v < 0 ? -1 : 1);
	if (v > INT64_MAX || v < -INT64_MAX)
		return -1;
	*out = (int64_t)v;
	return 0;
}

void money_percents(const int64_t *part, int32_t n, int32_t *tenths)
{
	__extension__ typedef unsigned __int128 wide;
	wide whole = 0, rest, best_rest;
	int32_t i, best, given = 0;

	for (i = 0; i < n; i++)
		if (part[i] > 0)
			whole += (wide)(uint64_t)part[i];
	for (i = 0; i < n; i++) {
		tenths[i] = part[i] > 0 ? (int32_t)((wide)(uint64_t)part[i] * 1000 / whole) : 0;
		given += tenths[i];
	}
	if (whole == 0)
		return;
	/* each part can win at most one of the tenths that are left, as its floor lost less than one */
	for (; given < 1000; given++) {
		best = -1;
		best_rest = 0;
		for (i = 0; i < n; i++) {
			if (part[i] <= 0 || (wide)(uint64_t)part[i] * 1000 < (wide)tenths[i] * whole)
				continue;
			rest = (wide)(uint64_t)part[i] * 1000 - (wide)tenths[i] * whole;
			if (best < 0 || rest > best_rest) {
				best = i;
				best_rest = rest;
			}
		}
		tenths[best]++;
	}
}
