/* value_amount.c: amounts as people and programs print them. */
#include "import/value.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *sign, *codes;
} signs[] = {
#define S(sign, codes) {sign, codes},
#include "import/amount_sign.def"
#undef S
};

#define IS_DIGIT(c) ((unsigned char)((c) - '0') < 10)

/* Length of a blank at s: space, tab, no-break (U+00A0), narrow no-break (U+202F), thin (U+2009), figure
 * (U+2007). 0: none. */
static int32_t blank(const char *s, int32_t n)
{
	if (n > 0 && (*s == ' ' || *s == '\t'))
		return 1;
	if (n > 1 && memcmp(s, "\xC2\xA0", 2) == 0)
		return 2;
	if (n > 2 && (memcmp(s, "\xE2\x80\xAF", 3) == 0 || memcmp(s, "\xE2\x80\x89", 3) == 0 ||
		      memcmp(s, "\xE2\x80\x87", 3) == 0))
		return 3;
	return 0;
}

static int32_t blank_behind(const char *s, int32_t n)
{
	if (n > 0 && blank(s + n - 1, 1))
		return 1;
	if (n > 1 && blank(s + n - 2, 2) == 2)
		return 2;
	return n > 2 && blank(s + n - 3, 3) == 3 ? 3 : 0;
}

void value_trim(const char **s, int32_t *n)
{
	int32_t k;

	/* mostly there is nothing to take */
	if (*n > 0 && (unsigned char)(**s - '!') < 0x5F && (unsigned char)((*s)[*n - 1] - '!') < 0x5F)
		return;
	while ((k = blank(*s, *n)) > 0 || (*n > 0 && (**s == '\n' || **s == '\r') && (k = 1))) {
		*s += k;
		*n -= k;
	}
	while ((k = blank_behind(*s, *n)) > 0 ||
	       (*n > 0 && ((*s)[*n - 1] == '\n' || (*s)[*n - 1] == '\r') && (k = 1)))
		*n -= k;
}

/* Length of an apostrophe that may part groups. */
static int32_t apostrophe(const char *s, int32_t n)
{
	if (n > 0 && *s == '\'')
		return 1;
	return n > 2 && memcmp(s, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

/* The digits and marks of an amount, what stands around them taken off. */
struct figure {
	const char *s;
	int32_t n;
	int down;	  /* minus, parentheses or CR */
	const char *word; /* currency code or sign; n 0: none */
	int32_t words;
};

static int ends_with(const char *s, int32_t n, const char *tail)
{
	int32_t i, k = (int32_t)strlen(tail);

	if (n < k)
		return 0;
	for (i = 0; i < k; i++)
		if ((s[n - k + i] | 32) != tail[i])
			return 0;
	return 1;
}

static int32_t minus(const char *s, int32_t n)
{
	if (n > 0 && *s == '-')
		return 1;
	return n > 2 && memcmp(s, "\xE2\x88\x92", 3) == 0 ? 3 : 0;
}

static int parentheses(struct figure *f, const char **s, int32_t *n)
{
	if (*n < 3 || **s != '(' || (*s)[*n - 1] != ')')
		return 0;
	(*s)++;
	*n -= 2;
	f->down = 1;
	value_trim(s, n);
	return 1;
}

/* Takes signs, parentheses, CR/DR and a currency off. -1: signs contradict each other. */
static int figure_read(struct figure *f, const char *s, int32_t n)
{
	int32_t k, i;
	int signs_seen = 0;

	memset(f, 0, sizeof *f);
	value_trim(&s, &n);
	signs_seen += parentheses(f, &s, &n);
	if ((ends_with(s, n, "cr") || ends_with(s, n, "dr")) && n > 2 &&
	    (IS_DIGIT(s[n - 3]) || blank_behind(s, n - 2) > 0)) {
		f->down |= (s[n - 2] | 32) == 'c';
		signs_seen++;
		n -= 2;
		value_trim(&s, &n);
	}
	for (i = 0; i < 2; i++) {
		/* the sign may stand outside or inside of the currency */
		if ((k = minus(s, n)) > 0 || (n > 0 && *s == '+' && (k = 1))) {
			f->down |= *s != '+';
			signs_seen++;
			s += k;
			n -= k;
			value_trim(&s, &n);
		} else if (n > 0 &&
			   (k = s[n - 1] == '-' ? 1
				: n > 2		? minus(s + n - 3, 3)
						: 0) > 0 &&
			   (k == 1 || k == 3)) {
			f->down = 1;
			signs_seen++;
			n -= k;
			value_trim(&s, &n);
		}
		if (i > 0 || f->words > 0)
			break;
		for (k = 0; k < n && !IS_DIGIT(s[k]) && s[k] != '(' && !minus(s + k, n - k) &&
			    !(s[k] == '.' && k == 0);
		     k++)
			;
		if (k > 0 && k < n) {
			f->word = s;
			f->words = k;
			s += k;
			n -= k;
		} else {
			for (k = n; k > 0 && !IS_DIGIT(s[k - 1]) && s[k - 1] != '-' && s[k - 1] != ')'; k--)
				;
			if (k > 0 && k < n && !(n - k == 1 && (s[k] == '.' || s[k] == ','))) {
				f->word = s + k;
				f->words = n - k;
				n = k;
			}
		}
		value_trim(&s, &n);
		while (f->words > 0 && (k = blank_behind(f->word, f->words)) > 0)
			f->words -= k;
		while (f->words > 0 && (k = blank(f->word, f->words)) > 0) {
			f->word += k;
			f->words -= k;
		}
		/* AED (123.45) */
		signs_seen += parentheses(f, &s, &n);
	}
	f->s = s;
	f->n = n;
	return signs_seen > 1 ? -1 : 0;
}

char value_amount_evidence(const char *s, int32_t n)
{
	struct figure f;
	int32_t i, dots = 0, commas = 0, last = -1, before = 0;
	char mark;

	for (i = 0; i < n && IS_DIGIT(s[i]); i++)
		;
	if (i == n)
		return 0;
	figure_read(&f, s, n);
	for (i = 0; i < f.n; i++) {
		dots += f.s[i] == '.';
		commas += f.s[i] == ',';
		if (f.s[i] == '.' || f.s[i] == ',')
			last = i;
		else if (!IS_DIGIT(f.s[i]) && !blank(f.s + i, f.n - i) && !apostrophe(f.s + i, f.n - i) &&
			 !((unsigned char)f.s[i] & 0x80))
			return 0;
	}
	if (last < 0)
		return 0;
	mark = f.s[last];
	if (dots > 0 && commas > 0)
		return (mark == '.' ? dots : commas) == 1 ? mark : 0;
	if (dots + commas > 1)
		return mark == '.' ? ',' : '.'; /* several of one kind can only part groups */
	for (i = 0; i < last; i++)
		before += IS_DIGIT(f.s[i]);
	/* three digits behind it, one to three before, no zero in front, no other group mark: 1,234 */
	if (f.n - last - 1 == 3 && before >= 1 && before <= 3 && before == last && f.s[0] != '0')
		return '?';
	return mark;
}

static int word_fits(const char *w, int32_t n, const struct currency *cur)
{
	size_t i;

	if (n == 3 && memcmp(w, cur->code, 3) == 0)
		return 1;
	for (i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (strlen(signs[i].sign) == (size_t)n && memcmp(signs[i].sign, w, (size_t)n) == 0 &&
		    strstr(signs[i].codes, cur->code))
			return 1;
	return 0;
}

/* 1e3, 1.5E+06: a digit, e, a digit behind an optional sign, and nothing else behind. */
static int has_exponent(const char *s, int32_t n)
{
	int32_t i, k;

	value_trim(&s, &n);
	for (i = 1; i < n && (s[i] | 32) != 'e'; i++)
		;
	k = i + 1 + (i + 1 < n && (s[i + 1] == '+' || s[i + 1] == '-'));
	if (i >= n || k >= n || !IS_DIGIT(s[i - 1]))
		return 0;
	while (k < n && IS_DIGIT(s[k]))
		k++;
	return k == n;
}

static int amount_slow(const char *s, int32_t n, char decimal, const struct currency *cur, int64_t *minor,
		       const char **why, char buf[160])
{
	struct figure f;
	char plain[64];
	int32_t i, k, m = 0, run = 0, first = 0, pairs = 0, groups = 0, fraction = 0;
	const char *group = NULL;
	int32_t group_n = 0;

	if (has_exponent(s, n)) {
		*why = "is written with an exponent: plain digits are expected";
		return -1;
	}
	if (figure_read(&f, s, n) < 0) {
		*why = "has two signs: one is expected";
		return -1;
	}
	if (f.words > 0 && !word_fits(f.word, f.words, cur)) {
		for (i = 0; i < f.words && (f.word[i] & 0x80) == 0 &&
			    !((f.word[i] | 32) >= 'a' && (f.word[i] | 32) <= 'z');
		     i++)
			;
		snprintf(buf, 160, "names \"%.*s\" where %s is expected", f.words > 40 ? 40 : (int)f.words,
			 f.word, cur->code);
		*why = buf;
		return -1;
	}
	if (f.down)
		plain[m++] = '-';
	for (i = 0; i < f.n; i += k) {
		k = 1;
		if (m > 56) {
			*why = "is too long for an amount";
			return -1;
		}
		if (IS_DIGIT(f.s[i])) {
			plain[m++] = f.s[i];
			run++;
			continue;
		}
		if (fraction || (f.s[i] == decimal && groups > 0 && run != 3))
			goto wrong;
		if (groups == 0)
			first = run;
		if (f.s[i] == decimal) {
			fraction = 1;
			plain[m++] = '.';
			run = 0;
			continue;
		}
		k = f.s[i] == '.' || f.s[i] == ',' ? 1 : blank(f.s + i, f.n - i);
		if (k == 0)
			k = apostrophe(f.s + i, f.n - i);
		/* one kind of mark, groups of three, one to three before the first; or as India writes,
		 * groups of two by commas before the last three: 1,23,456 */
		if (groups > 0 && run == 2 && first <= 2 && f.s[i] == ',' && pairs == groups - 1)
			pairs++;
		else if (groups > 0 && pairs > 0)
			goto wrong;
		if (k == 0 || run < 1 || (groups ? run != 3 && pairs != groups : run > 3) ||
		    (group && (k != group_n || memcmp(group, f.s + i, (size_t)k) != 0)))
			goto wrong;
		group = f.s + i;
		group_n = k;
		groups++;
		run = 0;
	}
	if (m == f.down || (groups > 0 && !fraction && run != 3))
		goto wrong;
	switch (money_parse(plain, (size_t)m, cur->digits, minor)) {
	case 0:
		return 0;
	case -2:
		if (run >= 10) {
			snprintf(buf, 160,
				 "has %d decimals, which a computation left behind: round it to the %d of %s "
				 "in the "
				 "export",
				 run, cur->digits, cur->code);
			*why = buf;
			return -1;
		}
		snprintf(buf, 160, "has more decimals than the %d of %s", cur->digits, cur->code);
		*why = buf;
		return -1;
	case -3:
		*why = "is too large for an amount";
		return -1;
	}
wrong:
	snprintf(buf, 160, "is no amount: digits with the decimal mark \"%c\" are expected", decimal);
	*why = buf;
	return -1;
}

int value_amount(const char *s, int32_t n, char decimal, const struct currency *cur, int64_t *minor,
		 const char **why, char buf[160])
{
	int64_t v = 0;
	int32_t i = 0, digits = cur->digits;

	/* the common case, some 5 ns: 1234.50 with exactly its decimals */
	if (n > 16 || n < digits + 2)
		return amount_slow(s, n, decimal, cur, minor, why, buf);
	for (; i < n && IS_DIGIT(s[i]); i++)
		v = v * 10 + (s[i] - '0');
	if (i == 0 || i == n || s[i] != decimal || n - i - 1 != digits)
		return amount_slow(s, n, decimal, cur, minor, why, buf);
	for (i++; i < n && IS_DIGIT(s[i]); i++)
		v = v * 10 + (s[i] - '0');
	if (i < n)
		return amount_slow(s, n, decimal, cur, minor, why, buf);
	*minor = v;
	return 0;
}
