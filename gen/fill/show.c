/* show.c: values and phrases as their final strings, by the locale of each language. */
#include <string.h>
#include <unicode/uchar.h>

#include "fill/filling.h"

#define ABSENT '\x01' /* in a tidy text: here something was empty */

/* ---- one value ---- */

static int value_bad(struct filling *g, const struct part *p, const char *what)
{
	const struct asked *k = &g->r->asked[p->asked];

	diag(g->d, DIAG_FILL_VALUE, &p->at, "{%s.%s} of %s: %s", k->named->name, k->column[p->column].name,
	     g->subject, what);
	g->failed = -1;
	return -1;
}

/* A query can make of honest data what no import lets in: control characters (tabs and line ends are none),
 * and U+202E, which prints what follows backwards; or bytes that are no text. -1 after a diagnostic. */
static int text_check(struct filling *g, const struct part *p, const struct value *v)
{
	const unsigned char *s = (const unsigned char *)v->s;
	int high = 0;
	size_t bad;
	int32_t i;

	for (i = 0; i < v->n; i++) {
		uint32_t cp = s[i];

		high |= cp >= 0x80;
		if (cp >= 0x20 && cp != 0x7F && cp != 0xC2 && cp != 0xE2)
			continue;
		if (cp == 0xC2 && i + 1 < v->n)
			cp = 0x80u | (s[i + 1] & 0x3Fu);
		else if (cp == 0xE2 && i + 2 < v->n)
			cp = 0x2000u | (s[i + 1] & 0x3Fu) << 6 | (s[i + 2] & 0x3Fu);
		if (cp == '\t' || cp == '\n' || cp == '\r')
			continue;
		if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x202E)
			return value_bad(
				g, p,
				arena_format(g->a, "it holds the control character U+%04X", (unsigned)cp));
	}
	return high && !utf8_valid(v->s, (size_t)v->n, &bad) ? value_bad(g, p, "it is not UTF-8") : 0;
}

const struct currency *show_currency(struct filling *g, const struct part *p, const struct value *row)
{
	const struct asked *k = &g->r->asked[p->asked];
	int32_t column = k->column[p->column].currency;
	const struct currency *c = NULL;

	if (column >= 0 && row[column].kind == VALUE_STRING)
		c = currency_find(row[column].s);
	if (!c) {
		diag_hint(g->d, DIAG_FILL_CURRENCY, &p->at, "a column `currency` beside it names it",
			  "{%s.%s} of %s: %s%s", k->named->name, k->column[p->column].name, g->subject,
			  column < 0 ? "its currency is not in the row" : "no such currency: ",
			  column < 0			     ? ""
			  : row[column].kind == VALUE_STRING ? row[column].s
							     : "NULL");
		g->failed = -1;
	}
	return c;
}

static int show_date(struct filling *g, const struct part *p, const struct value *v, char *buf,
		     const struct locale *l)
{
	int32_t date = v->kind == VALUE_STRING ? date_parse(v->s, (size_t)v->n) : DATE_NONE;

	if (v->kind == VALUE_INT && v->i > -400000 && v->i < 3000000)
		date = (int32_t)v->i;
	if (date == DATE_NONE)
		return value_bad(g, p, "it is not a date");
	if (p->show == AS_MONTH)
		locale_month(l, buf, date);
	else
		locale_date(l, buf, date, p->show == AS_DATE);
	return 0;
}

static int show_words(struct filling *g, const struct part *p, const struct value *v, const struct value *row,
		      struct locale *l, int capital)
{
	const struct asked_column *c = &g->r->asked[p->asked].column[p->column];
	const struct currency *currency;
	const char *s;

	if (c->format == FORMAT_COUNT || c->format == FORMAT_NUMBER || c->currency < 0) {
		s = spellout_number(l, g->a, g->d, &p->at, v->i, capital);
	} else {
		currency = show_currency(g, p, row);
		s = currency ? spellout_money(l, g->a, g->d, &p->at, v->i, currency, capital) : NULL;
	}
	if (!s) {
		g->failed = -1;
		return -1;
	}
	text_adds(&g->t, s);
	return 0;
}

/* The word as it stands after a comma or a colon: "Høy" is "høy". One that does not go on in small letters
 * ("PDC") keeps its own. */
static const char *small_first(struct arena *a, const char *s)
{
	const char *rest = s, *after, *end = s + strlen(s);
	UChar32 c = *s ? (UChar32)utf8_next(&rest, end) : 0, next;
	struct text low = {0};

	after = rest;
	next = *rest ? (UChar32)utf8_next(&after, end) : 0;
	if (!u_isupper(c) || !u_islower(next))
		return s;
	text_addcp(&low, (uint32_t)u_tolower(c));
	text_adds(&low, rest);
	s = arena_dup(a, text_str(&low));
	text_done(&low);
	return s;
}

int show_value(struct filling *g, const struct part *p, const struct value *v, const struct value *row,
	       int32_t lang, int capital)
{
	struct locale *l = g->r->locale[lang];
	const struct currency *c;
	char buf[LOCALE_MAX];
	const char *s;

	if (!v || v->kind == VALUE_NULL || (v->kind == VALUE_STRING && v->n == 0))
		return 1;
	if (v->kind == VALUE_REAL)
		return value_bad(
			g, p,
			"it is a floating-point number, or bytes; figures are whole numbers of minor units");
	buf[0] = '\0';
	switch (p->show) {
	case AS_DECLARED:
	case AS_TEXT:
	case SHOWS:
		if (v->kind != VALUE_STRING)
			text_addint(&g->t, v->i);
		else if (text_check(g, p, v) < 0)
			return -1;
		else
			locale_isolate(l, &g->t, v->s, (size_t)v->n);
		return 0;
	case AS_CURRENCY:
		if (v->kind != VALUE_STRING)
			return value_bad(g, p, "it is not a currency");
		locale_currency_within(l, &g->t, v->s);
		return 0;
	case AS_TERM:
	case AS_TERM_WITHIN:
		s = v->kind == VALUE_STRING
			    ? term_word(g->a, g->d, g->f->terms, g->r->catalogue[lang], v->s, &p->at)
			    : NULL;
		if (!s && v->kind == VALUE_STRING) {
			g->failed = -1;
			return -1;
		}
		if (!s)
			return value_bad(g, p, "it is not a term");
		if (p->show == AS_TERM_WITHIN)
			s = small_first(g->a, s);
		locale_isolate(l, &g->t, s, strlen(s));
		return 0;
	case AS_DATE:
	case AS_DATE_LONG:
	case AS_MONTH:
		if (show_date(g, p, v, buf, l))
			return -1;
		text_adds(&g->t, buf);
		return 0;
	case AS_NUMBER:
		if (v->kind == VALUE_STRING && locale_decimal(l, buf, v->s) < 0)
			return value_bad(g, p, "it is not a plain decimal number");
		if (v->kind == VALUE_INT)
			locale_count(l, buf, v->i);
		text_adds(&g->t, buf);
		return 0;
	default:
		break;
	}
	if (v->kind != VALUE_INT)
		return value_bad(g, p, "it is text where a whole number is expected");
	switch (p->show) {
	case AS_WORDS:
		return show_words(g, p, v, row, l, capital);
	case AS_MONEY:
	case AS_MONEY_BARE:
		c = show_currency(g, p, row);
		if (!c)
			return -1;
		if (p->show == AS_MONEY)
			locale_amount(l, buf, v->i, c);
		else
			locale_money(l, buf, v->i, c->digits);
		break;
	case AS_PERCENT:
		locale_percent(l, buf, v->i);
		break;
	default:
		locale_count(l, buf, v->i);
		break;
	}
	text_adds(&g->t, buf);
	return 0;
}

/* ---- phrases ---- */

struct wording show_text(struct filling *g, const char *s, uint8_t style)
{
	struct span *span = arena_alloc(g->a, sizeof *span);

	*span = (struct span){s, style};
	return (struct wording){span, *s != '\0'};
}

/* Length of a separator of stretches that stands at s; 0: none. */
static size_t gap_at(const char *s)
{
	static const char *const gaps[] = {"\n", " \xC2\xB7 ", ", ", "\xD8\x8C "};
	size_t i;

	for (i = 0; i < sizeof gaps / sizeof gaps[0]; i++)
		if (strncmp(s, gaps[i], strlen(gaps[i])) == 0)
			return strlen(gaps[i]);
	return 0;
}

/* 1 when the stretch is nothing but what was empty and signs. */
static int bare(const char *s, const char *end)
{
	for (; s < end; s++)
		if (*s != ABSENT && !strchr(" .;:()", *s))
			return 0;
	return 1;
}

/* Drops each stretch between line ends, " · " and ", " in which something was empty, with its separator; in a
 * sentence only those that say nothing else, and their full stop stays. */
static void tidy(char *s, int sentence)
{
	char *in = s, *out = s, *end, *kept = NULL;
	size_t gap, lead = 0;
	int line_first = 1;

	while (*in) {
		for (end = in; *end && gap_at(end) == 0; end++)
			;
		gap = gap_at(end);
		if (end > in && (!memchr(in, ABSENT, (size_t)(end - in)) || (sentence && !bare(in, end)))) {
			if (!line_first) {
				memmove(out, in - lead, lead);
				out += lead;
			}
			for (; in < end; in++)
				if (*in != ABSENT)
					*out++ = *in;
			kept = out;
			line_first = 0;
		} else if (sentence && end > in && strchr(".;:", end[-1]) && kept == out) {
			*out++ = end[-1];
			kept = out;
		}
		if (*end == '\n') {
			if (!line_first)
				*out++ = '\n';
			line_first = 1;
		}
		lead = gap;
		in = end + gap;
	}
	out = kept ? kept : s;
	*out = '\0';
}

/* A text in one style can be tidied; others only lose what is empty. Holes without words between them
 * ({outcome}{note}) have nothing to tidy, and a comma in a value is the value's own. */
static int can_tidy(const struct parts *p)
{
	int32_t i, texts = 0;

	for (i = 0; i < p->n; i++) {
		if (p->part[i].style != p->part[0].style)
			return 0;
		texts += p->part[i].text != NULL;
	}
	return texts > 0;
}

static void empty_diag(struct filling *g, const struct part *p)
{
	const struct asked *k = &g->r->asked[p->asked];
	int lang;

	g->failed = -1;
	for (lang = 0; lang < 2; lang++)
		if (k->fresh[lang] && !k->rows[lang]) /* the query failed, and has said so */
			return;
	diag_hint(g->d, DIAG_FILL_EMPTY, &p->at,
		  "give the element when= or optional=\"yes\", or fill the value in",
		  "{%s.%s} is empty for %s", k->named->name, k->column[p->column].name, g->subject);
}

/* 1 when what was written so far ends with a full stop, as "2026 г." or "Ltd." do. */
static int stopped(const struct filling *g, const struct span *span, int32_t n)
{
	const char *s = g->t.len > 0 ? g->t.data : n > 0 ? span[n - 1].s : "";
	size_t len = g->t.len > 0 ? g->t.len : strlen(s);

	if (len > 3 && memcmp(s + len - 3, "\xE2\x81\xA9", 3) == 0) /* U+2069 ends an isolate */
		len -= 3;
	return len > 0 && s[len - 1] == '.';
}

int show_parts(struct filling *g, const struct parts *p, int32_t lang, int flags, struct wording *out)
{
	struct span *span = arena_alloc(g->a, (size_t)p->n * sizeof *span);
	const struct value *row = NULL, *v;
	int32_t i, n = 0;
	int got, any = 0, absent = 0;
	uint8_t style = 0;

	*out = (struct wording){NULL, 0};
	text_reset(&g->t);
	for (i = 0; i < p->n; i++) {
		const struct part *q = &p->part[i];

		if (q->style != style && g->t.len > 0) {
			span[n++] = (struct span){arena_dupn(g->a, g->t.data, g->t.len), style};
			text_reset(&g->t);
		}
		style = q->style;
		if (q->text) {
			/* a sentence ends with one full stop */
			text_adds(&g->t,
				  q->text + (q->text[0] == '.' && q->text[1] != '.' && stopped(g, span, n)));
			any |= q->text[0] != '\0';
			continue;
		}
		v = asked_value(g, q->asked, q->column, lang, &row);
		if (v && v->kind != VALUE_NULL && asked_several(g, q->asked, lang))
			return value_bad(g, q, "the query has several rows; each= says for which");
		if (p->n == 1 && q->show == AS_TEXT && v && v->kind == VALUE_STRING && v->n > 0 &&
		    !locale_rtl(g->r->locale[lang])) {
			/* a text alone, from left to right: nothing beside it to be disturbed */
			if (text_check(g, q, v) < 0)
				return -1;
			*out = show_text(g, v->s, style);
			return 0;
		}
		got = show_value(g, q, v, row, lang, i == 0);
		if (got < 0)
			return -1;
		any |= got == 0;
		if (got == 0)
			continue;
		if (flags & SHOW_OPTIONAL)
			return 1;
		if (!(flags & SHOW_BLANK)) {
			empty_diag(g, q);
			return -1;
		}
		if ((flags & (SHOW_TIDY | SHOW_SENTENCE)) && can_tidy(p)) {
			text_addc(&g->t, ABSENT);
			absent = 1;
		}
	}
	if (g->t.len > 0) {
		char *s = arena_dupn(g->a, g->t.data, g->t.len);

		if (absent)
			tidy(s, flags & SHOW_SENTENCE);
		if (*s)
			span[n++] = (struct span){s, style};
	}
	*out = (struct wording){span, n};
	return any && n > 0 ? 0 : 1;
}

static int show_forms(struct filling *g, const struct phrase *p, const int32_t form[2], int flags,
		      struct words *out)
{
	int32_t lang;
	int got = 0;

	memset(out, 0, sizeof *out);
	for (lang = 0; lang < g->r->langs; lang++) {
		got = show_parts(g, &p->form[lang][form[lang]], lang, flags, &out->w[lang]);
		if (got != 0)
			return got;
	}
	return 0;
}

int show_phrase(struct filling *g, const struct phrase *p, int flags, struct words *out)
{
	static const int32_t first[2] = {0, 0};

	return show_forms(g, p, first, flags, out);
}

int show_counted(struct filling *g, const struct step *s, int flags, struct words *out)
{
	const struct value *row, *v = asked_value(g, s->count, s->count_column, 0, &row);
	int32_t form[2] = {0, 0}, lang;

	if (!v || v->kind != VALUE_INT) {
		const struct part p = {.asked = s->count, .column = s->count_column, .at = s->node->at};

		if (flags & SHOW_OPTIONAL)
			return 1;
		if (v && v->kind != VALUE_NULL)
			return value_bad(g, &p, "it is not a count");
		empty_diag(g, &p);
		return -1;
	}
	for (lang = 0; lang < g->r->langs; lang++)
		form[lang] = locale_plural(g->r->locale[lang], v->i);
	return show_forms(g, &s->text, form, flags, out);
}

struct words show_label(struct filling *g, const struct phrase *p)
{
	struct words out;

	show_phrase(g, p, 0, &out);
	return out;
}

int32_t screen_letter(uint32_t letter)
{
	const UChar32 c = (UChar32)letter;
	const int32_t kind = u_charType(c), wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);

	if (kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK || kind == U_FORMAT_CHAR)
		return 0;
	return wide == U_EA_FULLWIDTH || wide == U_EA_WIDE ? 2 : 1;
}
