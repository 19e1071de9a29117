/* reference.c: references of payers: their parts, their check digits. */
#include "db/reference.h"

#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"

enum keeps { KEEPS_DIGITS, KEEPS_LETTERS /* and digits */, KEEPS_ALL };

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* ---- check digits: each gives the digit of s, -1 when there is none ---- */

/* Luhn (ISO/IEC 7812-1): every second digit from the right is doubled, and the digits of the product count.
 */
static int check_mod10(const char *s, size_t n)
{
	int sum = 0, v;

	for (size_t i = 0; i < n; i++) {
		v = s[n - 1 - i] - '0';
		v = i % 2 == 0 ? 2 * v : v;
		sum += v > 9 ? v - 9 : v;
	}
	return (10 - sum % 10) % 10;
}

/* Weights 2 to 7 from the right, again and again. */
static int check_mod11(const char *s, size_t n)
{
	int sum = 0, digit;

	for (size_t i = 0; i < n; i++)
		sum += (s[n - 1 - i] - '0') * (2 + (int)(i % 6));
	digit = (11 - sum % 11) % 11;
	return digit == 10 ? -1 : digit;
}

/* Each digit by its place from the left, 1 on; the last digit of the sum. */
static int check_places(const char *s, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (s[i] - '0') * (int)(i + 1);
	return sum % 10;
}

/* Modulus 10, recursive: what is carried and the digit choose what is carried next. */
static int check_recursive(const char *s, size_t n)
{
	static const int next[10] = {0, 9, 4, 6, 8, 2, 7, 1, 3, 5};
	int carried = 0;

	for (size_t i = 0; i < n; i++)
		carried = next[(carried + s[i] - '0') % 10];
	return (10 - carried) % 10;
}

/* The remainder of s by 97, letters as 10 to 35, going on from r. */
static int mod97(int r, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		r = is_digit(s[i]) ? (r * 10 + s[i] - '0') % 97 : (r * 100 + upper(s[i]) - 'A' + 10) % 97;
	return r;
}

int reference_mod97(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_digit(s[i]) && !is_letter(s[i]))
			return 0;
	return n > 4 && mod97(mod97(0, s + 4, n - 4), s, 4) == 1;
}

/* ---- kinds ---- */

static const struct kind {
	const char *name;
	enum keeps keeps;
	size_t least, most;		       /* characters with the check digits */
	size_t fill;			       /* filled up with zeros to so many; 0: not */
	int (*check)(const char *s, size_t n); /* of one digit at the end; NULL: none there */
} kinds[] = {
	{"kid-mod10", KEEPS_DIGITS, 2, 25, 0, check_mod10},
	{"kid-mod11", KEEPS_DIGITS, 2, 25, 0, check_mod11},
	{"bpay", KEEPS_DIGITS, 2, 20, 0, check_mod10},
	{"bpay-mod10v05", KEEPS_DIGITS, 2, 20, 0, check_places},
	{"rf", KEEPS_LETTERS, 5, 25, 0, NULL},
	{"qrr", KEEPS_DIGITS, 27, 27, 27, check_recursive},
	{"plain", KEEPS_ALL, 1, 35, 0, NULL},
};

static const struct kind *kind_find(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strlen(kinds[i].name) == n && memcmp(kinds[i].name, s, n) == 0)
			return &kinds[i];
	return NULL;
}

static int kept(const struct kind *k, char c)
{
	return is_digit(c) || (k->keeps == KEEPS_LETTERS && is_letter(c)) ||
	       (k->keeps == KEEPS_ALL && (unsigned char)c > ' ');
}

/* ---- parts of a rule ---- */

struct part {
	const char *s;
	size_t n;     /* of its text, without ":N" */
	size_t width; /* N; 0: none */
	int named;    /* 'c' customer, 'i' invoice, 0 stands for itself */
};

/* The next part from *rule on, which moves behind it. 0 at the end; -1: it is none. */
static int part_next(const char **rule, struct part *p)
{
	const char *s = *rule + strspn(*rule, " \t"), *colon;
	size_t n = strcspn(s, " \t");

	*rule = s + n;
	if (n == 0)
		return 0;
	colon = memchr(s, ':', n);
	*p = (struct part){.s = s, .n = colon ? (size_t)(colon - s) : n};
	if (p->n == 8 && memcmp(s, "customer", 8) == 0)
		p->named = 'c';
	else if (p->n == 7 && memcmp(s, "invoice", 7) == 0)
		p->named = 'i';
	if (!colon)
		return 1;
	p->width = strspn(colon + 1, DIGITS) == n - p->n - 1 ? strtoul(colon + 1, NULL, 10) : 0;
	return p->named && p->width > 0 && p->width < REFERENCE_MOST ? 1 : -1;
}

static int literal_fits(const struct kind *k, const struct part *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (!kept(k, p->s[i]))
			return 0;
	return 1;
}

const char *reference_expected(const char *rule)
{
	static const char *const expected =
		"kid-mod10, kid-mod11, bpay, bpay-mod10v05, rf, qrr or plain, and customer or invoice, as kid-mod10 "
		"customer:6 invoice:8";
	const size_t n = strcspn(rule, " \t");
	const struct kind *k = kind_find(rule, n);
	struct part p;
	int rc, named = 0;

	rule += n;
	while (k && (rc = part_next(&rule, &p)) != 0) {
		if (rc < 0 || (!p.named && !literal_fits(k, &p)))
			return expected;
		named |= p.named;
	}
	return named ? NULL : expected;
}

/* ---- making ---- */

/* The number as it grows. */
struct body {
	char s[2 * REFERENCE_MOST];
	size_t n;
};

static enum reference_fault body_add(struct body *b, const struct kind *k, const struct part *p,
				     const char *value, size_t length)
{
	char own[REFERENCE_MOST];
	size_t n = 0, zeros;

	for (size_t i = 0; i < length; i++) {
		if (!kept(k, value[i]))
			continue;
		if (n + 1 >= sizeof own)
			return REFERENCE_LONG;
		own[n++] = k->keeps == KEEPS_ALL ? value[i] : upper(value[i]);
	}
	if (n == 0)
		return REFERENCE_EMPTY;
	if (p->width && n > p->width)
		return REFERENCE_WIDE;
	zeros = p->width > n ? p->width - n : 0;
	if (b->n + 1 + zeros + n >= sizeof b->s)
		return REFERENCE_LONG;
	if (k->keeps == KEEPS_ALL && b->n > 0)
		b->s[b->n++] = '-';
	memset(b->s + b->n, '0', zeros);
	memcpy(b->s + b->n + zeros, own, n);
	b->n += zeros + n;
	return REFERENCE_OK;
}

/* Adds the check digits. */
static enum reference_fault body_close(const struct body *b, const struct kind *k, char *out)
{
	size_t digits = k->check ? 1 : strcmp(k->name, "rf") == 0 ? 4 : 0, n = b->n + digits, zeros, v;
	int check;

	zeros = k->fill > n ? k->fill - n : 0;
	n += zeros;
	if (n > k->most)
		return REFERENCE_LONG;
	if (digits == 4) {
		v = (size_t)(98 - mod97(mod97(0, b->s, b->n), "RF00", 4));
		memcpy(out, "RF", 2);
		out[2] = (char)('0' + v / 10);
		out[3] = (char)('0' + v % 10);
		memcpy(out + 4, b->s, b->n);
	} else {
		memset(out, '0', zeros);
		memcpy(out + zeros, b->s, b->n);
	}
	out[n] = '\0';
	if (!k->check)
		return REFERENCE_OK;
	check = k->check(out, n - 1);
	if (check < 0)
		return REFERENCE_REMAINDER;
	out[n - 1] = (char)('0' + check);
	return REFERENCE_OK;
}

enum reference_fault reference_make(const char *rule, const char *customer, const char *invoice,
				    char out[REFERENCE_MOST])
{
	const size_t n = strcspn(rule, " \t");
	const struct kind *k = kind_find(rule, n);
	struct body b = {.n = 0};
	enum reference_fault f = REFERENCE_OK;
	const char *value;
	struct part p;

	out[0] = '\0';
	rule += n;
	while (k && f == REFERENCE_OK && part_next(&rule, &p) == 1) {
		value = p.named == 'c' ? customer : p.named == 'i' ? invoice : p.s;
		f = value ? body_add(&b, k, &p, value, p.named ? strlen(value) : p.n) : REFERENCE_EMPTY;
	}
	if (f == REFERENCE_OK)
		f = k ? body_close(&b, k, out) : REFERENCE_EMPTY;
	if (f != REFERENCE_OK)
		out[0] = '\0';
	return f;
}

const char *reference_fault_said(enum reference_fault f)
{
	switch (f) {
	case REFERENCE_EMPTY:
		return "nothing in it may stand in one";
	case REFERENCE_WIDE:
		return "it is wider than the rule leaves room for";
	case REFERENCE_LONG:
		return "it would be longer than its kind may be";
	case REFERENCE_REMAINDER:
		return "MOD11 leaves 10, for which there is no check digit";
	case REFERENCE_OK:
		break;
	}
	return NULL;
}

int reference_valid(const char *kind, const char *s)
{
	const struct kind *k = kind_find(kind, strlen(kind));
	char own[REFERENCE_MOST];
	size_t n = 0;

	for (; k && *s; s++) {
		if (*s == ' ')
			continue;
		if (!kept(k, *s) || n + 1 >= sizeof own)
			return 0;
		own[n++] = *s;
	}
	if (!k || n < k->least || n > k->most)
		return 0;
	if (k->check)
		return k->check(own, n - 1) == own[n - 1] - '0';
	return k->keeps == KEEPS_ALL || (memcmp(own, "RF", 2) == 0 && reference_mod97(own, n));
}
