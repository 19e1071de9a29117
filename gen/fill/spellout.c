/* spellout.c: sums in words, by ICU's spelling rules and the tables of units and patterns. */
#include "fill/spellout.h"

#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

static const struct spelling {
	const char *lang, *with_minor, *whole;
	int minor_spelled;
	const char *minus, *set[3]; /* masculine, feminine, neuter */
	const char *fraction, *apart, *apart_whole;
} spellings[] = {
#define S(lang, with_minor, whole, spelled, minus, m, f, n, fraction, apart, apart_whole)                    \
	{lang, with_minor, whole, spelled, minus, {m, f, n}, fraction, apart, apart_whole},
#include "fill/spelling.def"
#undef S
};

/* ICU's Norwegian rules put soft hyphens into words and leave out "ett" and "og"; so these are our own, in
 * ICU's rule language. */
static const char nb_rules[] =
	"%common: 0: null; én; to; tre; fire; fem; seks; sju; åtte; ni; ti; elleve; tolv; tretten; fjorten; femten; seksten; sytten; atten; nitten;"
	"20: tjue[>>]; 30: tretti[>>]; 40: førti[>>]; 50: femti[>>]; 60: seksti[>>]; 70: sytti[>>]; 80: åtti[>>]; 90: nitti[>>];"
	"100: <%neuter< hundre[ og >>];"
	"1000: <%neuter< tusen[>%%common-rest>];"
	"1000000: én million[>%%common-rest>]; 2000000: <%common< millioner[>%%common-rest>];"
	"1000000000: én milliard[>%%common-rest>]; 2000000000: <%common< milliarder[>%%common-rest>];"
	"1000000000000: én billion[>%%common-rest>]; 2000000000000: <%common< billioner[>%%common-rest>];"
	"1000000000000000: =#,##0=;"
	"%%common-rest: 0: ' og =%common=; 100: ' =%common=;"
	"%neuter: 0: null; ett; to; tre; fire; fem; seks; sju; åtte; ni; ti; elleve; tolv; tretten; fjorten; femten; seksten; sytten; atten; nitten;"
	"20: tjue[>>]; 30: tretti[>>]; 40: førti[>>]; 50: femti[>>]; 60: seksti[>>]; 70: sytti[>>]; 80: åtti[>>]; 90: nitti[>>];"
	"100: <%neuter< hundre[ og >>];"
	"1000: <%neuter< tusen[>%%neuter-rest>];"
	"1000000: én million[>%%neuter-rest>]; 2000000: <%common< millioner[>%%neuter-rest>];"
	"1000000000: én milliard[>%%neuter-rest>]; 2000000000: <%common< milliarder[>%%neuter-rest>];"
	"1000000000000: én billion[>%%neuter-rest>]; 2000000000000: <%common< billioner[>%%neuter-rest>];"
	"1000000000000000: =#,##0=;"
	"%%neuter-rest: 0: ' og =%neuter=; 100: ' =%neuter=;";

static const struct spelling *spelling_find(const char *lang)
{
	size_t i;

	for (i = 0; i < sizeof spellings / sizeof spellings[0]; i++)
		if (strcmp(spellings[i].lang, lang) == 0)
			return &spellings[i];
	return NULL;
}

/* The k-th of forms parted by "|"; the last when there are fewer. */
static const char *form_find(struct arena *a, const char *forms, int32_t k)
{
	const char *bar;

	while (k-- > 0 && (bar = strchr(forms, '|')) != NULL)
		forms = bar + 1;
	return arena_dupn(a, forms, strcspn(forms, "|"));
}

static int spell(struct locale *l, struct text *t, const struct spelling *s, uint64_t v, char gender)
{
	int32_t slot = gender == 'f' ? 1 : gender == 'n' ? 2 : 0, n;
	UNumberFormat *f =
		locale_speller(l, slot, strcmp(s->lang, "nb") == 0 ? nb_rules : NULL, s->set[slot]);
	UErrorCode e = U_ZERO_ERROR;
	UChar word[512];
	char buf[1536];

	if (!f)
		return -1;
	n = unum_formatInt64(f, (int64_t)v, word, 512, NULL, &e);
	u_strToUTF8(buf, sizeof buf, &n, word, n, &e);
	if (U_FAILURE(e))
		return -1;
	text_add(t, buf, (size_t)n);
	return 0;
}

/* One side of a sum: number and unit for Arabic (they agree), the number alone elsewhere. */
static int number_add(struct locale *l, struct arena *a, struct text *t, const struct spelling *s, uint64_t v,
		      const char *forms, char gender)
{
	const char *form[5];
	int32_t i;

	if (strcmp(s->lang, "ar") != 0)
		return spell(l, t, s, v, gender);
	for (i = 0; forms && i < 5; i++)
		form[i] = form_find(a, forms, i);
	return spellout_arabic(t, v, forms ? form : NULL, gender);
}

static const char *finished(struct arena *a, struct text *t, int capital)
{
	const char *s = text_str(t), *next = s;
	struct text up = {0};
	char *out;

	if (!capital || !*s) {
		out = arena_dup(a, s);
	} else {
		text_addcp(&up, (uint32_t)u_toupper((UChar32)utf8_next(&next, s + t->len)));
		text_adds(&up, next);
		out = arena_dup(a, text_str(&up));
		text_done(&up);
	}
	text_done(t);
	return out;
}

static const char *failed(struct text *t, struct diag *d, const struct place *at, const char *what,
			  const char *lang)
{
	text_done(t);
	diag(d, DIAG_FILL_WORDS, at, "%s cannot be written in words in \"%s\"", what, lang);
	return NULL;
}

/* The pattern of a sum, by what is known of its unit. */
static const char *pattern(const struct spelling *s, const struct spellout_unit *u, const struct currency *c,
			   int64_t part)
{
	if (u->gender == '?')
		return c->digits == 0 || (part == 0 && s->whole) ? s->apart_whole : s->apart;
	if (c->digits == 0 || (part == 0 && s->whole))
		return s->whole ? s->whole : "%w %u";
	return u->minor_forms[0] ? s->with_minor : s->fraction;
}

/* A sum taken apart. */
struct sum {
	int64_t whole, part, scale; /* part of scale minor units */
	int32_t digits;
	int negative;
};

static int piece_add(struct locale *l, struct arena *a, struct text *t, const struct spelling *s,
		     const struct spellout_unit *u, const struct sum *m, char which)
{
	const char *agree = u->gender == '?' ? NULL : u->forms;
	char figures[LOCALE_MAX];

	switch (which) {
	case 'w':
		if (m->negative)
			text_addf(t, "%s ", s->minus);
		return number_add(l, a, t, s, (uint64_t)m->whole, agree, agree ? u->gender : 'm');
	case 'u':
		text_adds(t, form_find(a, u->forms, agree ? locale_plural(l, m->whole) : 0));
		break;
	case 'm':
		if (s->minor_spelled)
			return number_add(l, a, t, s, (uint64_t)m->part, u->minor_forms, u->minor_gender);
		locale_figures(l, figures, (int32_t)m->part, m->digits);
		text_adds(t, figures);
		break;
	case 'n':
		text_adds(t, form_find(a, u->minor_forms, locale_plural(l, m->part)));
		break;
	case 'f':
		locale_figures(l, figures, (int32_t)m->part, m->digits);
		text_addf(t, "%s/", figures);
		locale_figures(l, figures, (int32_t)m->scale, 1);
		text_adds(t, figures);
		break;
	}
	return 0;
}

/* A language without rows in the tables says its figures with the currency's name. */
static const char *in_figures(struct locale *l, struct arena *a, struct diag *d, const struct place *at,
			      int64_t minor, const struct currency *c)
{
	char figures[LOCALE_MAX];
	struct text none = {0};

	return locale_amount_named(l, figures, minor, c) < 0 ? failed(&none, d, at, c->code, locale_lang(l))
							     : arena_dup(a, figures);
}

const char *spellout_money(struct locale *l, struct arena *a, struct diag *d, const struct place *at,
			   int64_t minor, const struct currency *c, int capital)
{
	const char *lang = locale_lang(l), *p;
	const struct spelling *s = spelling_find(lang);
	struct spellout_unit u;
	struct sum m = {.scale = 1, .digits = c->digits, .negative = minor < 0};
	uint64_t v = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
	struct text t = {0};
	int32_t i;
	int bad = 0;

	for (i = 0; i < c->digits; i++)
		m.scale *= 10;
	m.whole = (int64_t)(v / (uint64_t)m.scale);
	m.part = (int64_t)(v % (uint64_t)m.scale);
	if (!s)
		return in_figures(l, a, d, at, minor, c);
	u = spellout_unit(a, l, c->code);
	if (m.whole >= 1000000000000000)
		return failed(&t, d, at, "so large an amount", lang);
	p = pattern(s, &u, c, m.part);
	if (s->minor_spelled && u.minor_forms[0] && m.whole == 0 && m.part > 0) {
		p = s->whole; /* "خمسون فلساً" alone: no zero dirhams before it */
		u = (struct spellout_unit){lang, c->code, u.minor_gender, u.minor_forms, 'm', ""};
		m.whole = m.part;
	}
	for (; *p && !bad; p++)
		if (*p == '%')
			bad = piece_add(l, a, &t, s, &u, &m, *++p);
		else
			text_addc(&t, *p);
	return bad ? failed(&t, d, at, "the amount", lang) : finished(a, &t, capital);
}

const char *spellout_number(struct locale *l, struct arena *a, struct diag *d, const struct place *at,
			    int64_t v, int capital)
{
	const struct spelling *s = spelling_find(locale_lang(l));
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	struct text t = {0};
	char figures[LOCALE_MAX];

	if (!s) {
		locale_count(l, figures, v);
		return arena_dup(a, figures);
	}
	if (u >= 1000000000000000)
		return failed(&t, d, at, "the number", locale_lang(l));
	if (v < 0)
		text_addf(&t, "%s ", s->minus);
	if (number_add(l, a, &t, s, u, NULL, 'm'))
		return failed(&t, d, at, "the number", locale_lang(l));
	return finished(a, &t, capital);
}

/* ---- in short ---- */

/* Decimal text of ASCII digits, as ICU reads it. */
static int32_t put_decimal(char *out, size_t room, int64_t minor, int32_t digits)
{
	uint64_t v = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor, unit = 1;

	for (int32_t i = 0; i < digits; i++)
		unit *= 10;
	return digits > 0
		       ? snprintf(out, room, "%s%llu.%0*llu", minor < 0 ? "-" : "",
				  (unsigned long long)(v / unit), (int)digits, (unsigned long long)(v % unit))
		       : snprintf(out, room, "%s%llu", minor < 0 ? "-" : "", (unsigned long long)v);
}

int32_t spellout_short(const struct locale *l, char *out, int64_t minor, int32_t digits)
{
	UErrorCode e = U_ZERO_ERROR;
	char text[48], name[64], one[LOCALE_MAX];
	UChar wide[LOCALE_MAX];
	UNumberFormat *f;
	int32_t n = 0;

	locale_count(l, one, 1);
	snprintf(name, sizeof name, "%.40s@numbers=%s", locale_lang(l), *one == '1' ? "latn" : "native");
	f = unum_open(UNUM_DECIMAL_COMPACT_SHORT, NULL, 0, name, NULL, &e);
	if (U_SUCCESS(e)) {
		unum_setAttribute(f, UNUM_SIGNIFICANT_DIGITS_USED, 1);
		unum_setAttribute(f, UNUM_MIN_SIGNIFICANT_DIGITS, 1);
		unum_setAttribute(f, UNUM_MAX_SIGNIFICANT_DIGITS, 3);
		n = unum_formatDecimal(f, text, put_decimal(text, sizeof text, minor, digits), wide,
				       LOCALE_MAX, NULL, &e);
		unum_close(f);
	}
	if (U_SUCCESS(e))
		u_strToUTF8(out, LOCALE_MAX, &n, wide, n, &e);
	return U_SUCCESS(e) && n < LOCALE_MAX ? n : locale_money(l, out, minor, digits);
}
