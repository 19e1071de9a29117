/* nobreak.c: spaces at which no line may break: initials and names, days of months, abbreviations. */
#include "flow/nobreak.h"

#include <string.h>

#include "base/base.h"

#define NBSP "\u00A0"

enum side { AFTER, BEFORE };

static const struct rule {
	const char *lang, *word;
	enum side side;
} rule[] = {
#define N(lang, word, side) {lang, word, side},
#include "flow/nobreak.def"
#undef N
};

struct word {
	const char *s;
	size_t n;
};

static struct word word_at(const char *s)
{
	return (struct word){s, strcspn(s, " \n")};
}

/* Names in Latin letters stand in papers of every language: a rule of one language holds in all where its
 * word has no meaning in another. */
static int is_listed(struct word w, enum side side)
{
	size_t i, n = w.n;

	/* brackets and commas do not belong to it */
	while (n > 0 && strchr("(«\"", w.s[0]))
		w.s++, n--;
	while (side == BEFORE && n > 0 && strchr(",;:)", w.s[n - 1]))
		n--;
	for (i = 0; i < sizeof rule / sizeof rule[0]; i++)
		if (rule[i].side == side && strlen(rule[i].word) == n && memcmp(rule[i].word, w.s, n) == 0)
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

/* Whether the space between the words a and b is one of a day, its month and its year. */
static int in_date(struct word before, struct word a, struct word b, struct word after)
{
	if (is_number(a, 1, 2) && is_month(b) && is_number(after, 4, 4))
		return 1;
	return is_number(before, 1, 2) && is_month(a) && is_number(b, 4, 4);
}

static int keeps(struct word before, struct word a, struct word b, struct word after)
{
	if (is_initial(a) && (is_initial(b) || is_capital(b)))
		return 1;
	if (is_initial(b) && is_capital(a))
		return 1;
	if (is_number(a, 4, 4) && b.n >= 3 && memcmp(b.s, "г.", 3) == 0)
		return 1;
	/* "2026 г." is a year, "г. Томск" a town */
	if (is_number(before, 4, 4) && a.n >= 3 && memcmp(a.s, "г.", 3) == 0)
		return 0;
	return is_listed(a, AFTER) || is_listed(b, BEFORE) || in_date(before, a, b, after);
}

const char *nobreak(struct arena *arena, const char *s)
{
	struct word before = {"", 0}, a = word_at(s), b, after;
	struct text t;
	const char *out = s;
	int kept = 0;

	if (!strchr(s, ' '))
		return s;
	text_init(&t);
	for (;;) {
		text_add(&t, a.s, a.n);
		s = a.s + a.n;
		if (!*s)
			break;
		b = word_at(s + 1);
		after = b.s[b.n] == ' ' ? word_at(b.s + b.n + 1) : (struct word){"", 0};
		if (*s == ' ' && a.n > 0 && b.n > 0 && keeps(before, a, b, after)) {
			text_adds(&t, NBSP);
			kept = 1;
		} else {
			text_addc(&t, *s);
		}
		before = a;
		a = b;
	}
	if (kept)
		out = arena_dup(arena, text_str(&t));
	text_done(&t);
	return out;
}
