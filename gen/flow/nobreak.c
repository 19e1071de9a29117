/* nobreak.c: spaces at which no line may break: initials and names, days of months, abbreviations. */
#include "flow/nobreak.h"

#include <string.h>

#include "base/base.h"
#include "base/money.h"

#define NBSP "\u00A0"

enum side { AFTER, NUMBER, BEFORE, FORM };

static const struct rule {
	const char *lang, *word;
	enum side side;
} rule[] = {
#define N(lang, word, side) {lang, word, side},
#include "flow/nobreak.def"
#undef N
};

enum { RULES = sizeof rule / sizeof rule[0] };

/* The rules by the first byte of their word, in their order: every space of every paper asks for two. */
static struct {
	int begun;
	int16_t first[256], next[RULES]; /* number of the rule + 1; 0: no further one */
} by_byte;

struct word {
	const char *s;
	size_t n;
};

/* How many bytes the space at s takes; those that keep words together (U+00A0, U+202F) are spaces too. */
static size_t space_bytes(const char *s)
{
	if (*s == ' ')
		return 1;
	if (!strncmp(s, "\u00A0", 2))
		return 2;
	return strncmp(s, "\u202F", 3) == 0 ? 3 : 0;
}

static struct word word_at(const char *s)
{
	size_t n = 0;

	while (s[n] && s[n] != '\n' && !space_bytes(s + n))
		n++;
	return (struct word){s, n};
}

/* U+2066 to U+2069, which keep a piece of the other direction apart: the last ends what the others begin. */
static int isolate_at(const char *s, size_t n, int end)
{
	const unsigned char c = n < 3 || strncmp(s, "\xE2\x81", 2) != 0 ? 0 : (unsigned char)s[2];

	return end ? c == 0xA9 : c >= 0xA6 && c <= 0xA8;
}

/* Brackets, quotation marks and isolates before a word do not belong to it. */
static struct word bare_start(struct word w)
{
	for (;;) {
		if (w.n > 0 && strchr("([\"", w.s[0]))
			w.s++, w.n--;
		else if (w.n > 1 && (!strncmp(w.s, "«", 2)))
			w.s += 2, w.n -= 2;
		else if (isolate_at(w.s, w.n, 0))
			w.s += 3, w.n -= 3;
		else
			return w;
	}
}

static struct word bare_end(struct word w)
{
	for (;;) {
		if (w.n > 0 && strchr(",;:)]\"", w.s[w.n - 1]))
			w.n--;
		else if (w.n > 2 && isolate_at(w.s + w.n - 3, 3, 1))
			w.n -= 3;
		else
			return w;
	}
}

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A number, or a code, which has a digit in it. */
static int has_digit(struct word w)
{
	for (size_t i = 0; i < w.n; i++)
		if (is_digit(w.s[i]))
			return 1;
	return 0;
}

static size_t letter_bytes(const char *s)
{
	unsigned char c = (unsigned char)*s;

	if (c < 0x80)
		return (c >= 'A' && c <= 'Z') ? 1 : 0;
	return c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
}

/* "М.", "D.", "М.О.": capital letters with their full stops; in scripts without case any letter. */
static int is_initial(struct word w)
{
	size_t at = 0, n;

	if (w.n > 0 && w.s[w.n - 1] == ',')
		w.n--;
	while (at < w.n) {
		n = letter_bytes(w.s + at);
		if (n == 0 || at + n >= w.n || w.s[at + n] != '.')
			return 0;
		/* Cyrillic small letters: "г." is no initial */
		if (n == 2 && ((unsigned char)w.s[at] == 0xD1 ||
			       ((unsigned char)w.s[at] == 0xD0 && (unsigned char)w.s[at + 1] >= 0xB0)))
			return 0;
		at += n + 1;
	}
	return w.n > 0;
}

static int is_capital(struct word w)
{
	unsigned char c = w.n ? (unsigned char)w.s[0] : 0;

	return (c >= 'A' && c <= 'Z') || (c == 0xD0 && w.n > 1 && (unsigned char)w.s[1] < 0xB0) || c == 0xC3;
}

static void by_byte_fill(void)
{
	int16_t i, *at;

	for (i = RULES; i-- > 0;) {
		at = &by_byte.first[(unsigned char)*rule[i].word];
		by_byte.next[i] = *at;
		*at = (int16_t)(i + 1);
	}
	by_byte.begun = 1;
}

/* Of the word's rows in the paper's language, or in any when its script is not Latin: the one whose word it
 * is; NULL. */
static const struct rule *find_rule(const char *lang, struct word w, int before)
{
	if (!by_byte.begun)
		by_byte_fill();
	for (int i = w.n > 0 ? by_byte.first[(unsigned char)*w.s] : 0; i > 0; i = by_byte.next[i - 1]) {
		const struct rule *r = &rule[i - 1];

		if ((r->side == BEFORE || r->side == FORM) == before && strlen(r->word) == w.n &&
		    memcmp(r->word, w.s, w.n) == 0 &&
		    (!*r->lang || (unsigned char)*r->word >= 0x80 || !strncmp(r->lang, lang, 2)))
			return r;
	}
	return NULL;
}

static int is_listed(const char *lang, struct word a, struct word b)
{
	const struct rule *r = find_rule(lang, bare_start(a), 0);

	if (r && (r->side == AFTER || has_digit(b)))
		return 1;
	r = find_rule(lang, bare_end(b), 1);
	if (!r)
		return 0;
	/* in scripts without case a name is any word */
	a = bare_start(a);
	return r->side == BEFORE || is_capital(a) ||
	       (a.n > 0 && ((unsigned char)*a.s >= 0xD6 || has_digit(a)));
}

static int is_number(struct word w, size_t least, size_t most)
{
	size_t n = strspn(w.s, "0123456789");

	n = n > w.n ? w.n : n;
	return n >= least && n <= most && (n == w.n || (n + 1 == w.n && strchr(".,;:)", w.s[n])));
}

static int is_month(struct word w)
{
	return w.n > 2 && ((unsigned char)w.s[0] >= 0x80 || ((w.s[0] | 32) >= 'a' && (w.s[0] | 32) <= 'z'));
}

static int is_code(struct word w)
{
	char code[4] = "";

	if (w.n != 3)
		return 0;
	memcpy(code, w.s, 3);
	return currency_find(code) != NULL;
}

/* "5,000.00": begins with a digit or its sign, and has nothing else but digits and marks. */
static int is_amount(struct word w)
{
	size_t n = 0;

	if (!strncmp(w.s, "\u2212", 3))
		n = 3;
	else if (w.n > 0 && w.s[0] == '-')
		n = 1;
	if (n >= w.n || !is_digit(w.s[n]))
		return 0;
	return n + strspn(w.s + n, "0123456789.,") >= w.n;
}

/* An amount and its currency's code, either first; digits in groups of three: "10 000". */
static int in_amount(struct word a, struct word b)
{
	a = bare_start(a);
	b = bare_end(b);
	if ((is_code(a) && is_amount(b)) || (is_amount(a) && is_code(b)))
		return 1;
	return is_number(a, 1, 3) && is_digit(a.s[a.n - 1]) && b.n >= 3 && strspn(b.s, "0123456789") == 3 &&
	       is_amount(b);
}

/* Whether the space between the words a and b is one of a day, its month and its year. */
static int in_date(struct word before, struct word a, struct word b, struct word after)
{
	if (is_number(a, 1, 2) && is_month(b) && is_number(after, 4, 4))
		return 1;
	return is_number(before, 1, 2) && is_month(a) && is_number(b, 4, 4);
}

/* Whether w is a group of digits: "971", "555-11-75", "(383)". */
static int is_digits(struct word w)
{
	w = bare_end(w);
	/* the full stop of the sentence */
	if (w.n > 0 && w.s[w.n - 1] == '.')
		w.n--, w = bare_end(w);
	return w.n > 0 && strspn(w.s, "0123456789-()") >= w.n && has_digit(w);
}

/* Whether a stands in a telephone number that goes on with b: a plus and digits begin it, groups of digits
 * follow. */
static int in_phone(int inside, struct word a, struct word b)
{
	struct word bare = bare_start(a);
	int begins = bare.n > 1 && bare.s[0] == '+' && is_digits((struct word){bare.s + 1, bare.n - 1});

	return (begins || inside) && bare_end(a).n == a.n && a.s[a.n - 1] != '.' && is_digits(b);
}

static int keeps(const char *lang, struct word before, struct word a, struct word b, struct word after)
{
	if (is_initial(a) && !find_rule(lang, a, 1) && (is_initial(b) || is_capital(b)))
		return 1;
	if (is_initial(b) && is_capital(a))
		return 1;
	if (is_number(a, 4, 4) && b.n >= 3 && memcmp(b.s, "г.", 3) == 0)
		return 1;
	/* "2026 г." is a year, "г. Томск" a town */
	if (is_number(before, 4, 4) && a.n >= 3 && memcmp(a.s, "г.", 3) == 0)
		return 0;
	return is_listed(lang, a, b) || in_date(before, a, b, after) || in_amount(a, b);
}

const char *nobreak(struct arena *arena, const char *lang, const char *s)
{
	struct word before = {"", 0}, a = word_at(s), b, after;
	struct text t;
	const char *out = s;
	size_t space;
	int kept = 0, phone = 0;

	if (!strchr(s, ' '))
		return s;
	text_init(&t);
	for (;;) {
		text_add(&t, a.s, a.n);
		s = a.s + a.n;
		if (!*s)
			break;
		space = space_bytes(s);
		space = space ? space : 1; /* a forced line end */
		b = word_at(s + space);
		after = space_bytes(b.s + b.n) ? word_at(b.s + b.n + space_bytes(b.s + b.n))
					       : (struct word){"", 0};
		phone = *s == ' ' && in_phone(phone, a, b);
		if (*s == ' ' && a.n > 0 && b.n > 0 && (phone || keeps(lang, before, a, b, after))) {
			text_adds(&t, NBSP);
			kept = 1;
		} else {
			text_add(&t, s, space);
		}
		before = a;
		a = b;
	}
	if (kept)
		out = arena_dup(arena, text_str(&t));
	text_done(&t);
	return out;
}
