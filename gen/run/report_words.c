/* report_words.c: the texts of a report in the language of the house. */
#include <string.h>
#include <unicode/ustring.h>

#include "evidence/extract.h"
#include "layout/sentence.h"
#include "layout/layout.h"
#include "run/report_own.h"

#define SHEET_NAME_MOST 31 /* characters of a sheet's name */

int report_voice(struct cmd *c, const char *language, struct report_voice *v)
{
	const char *digits = house_text(c->house, "locale", "digits");
	const size_t n = strcspn(language, "+");
	const struct language *l = language_find(&c->house->languages, language, n);

	*v = (struct report_voice){.terms = terms_read(c->arena, c->diag, c->house)};
	if (!l)
		return diag(c->diag, DIAG_FILL_LANGUAGE, NULL, "the language \"%.*s\" is not known", (int)n,
			    language);
	v->locale = locale_open(c->diag, l, digits && strcmp(digits, "arabic") == 0);
	if (strcmp(l->code, "en") == 0)
		return v->terms && v->locale ? 0 : -1;
	v->catalogue = catalogue_open(c->arena, c->diag, c->house, l->code);
	return v->terms && v->locale && v->catalogue ? 0 : -1;
}

/* ---- texts of the file ---- */

/* The sentence in the language, or as it is written. NULL after a diagnostic. */
static const struct sentence *worded(struct report *r, const struct named_query *named, const char *name,
				     const struct sentence *s)
{
	const struct catalogue *c = r->voice ? r->voice->catalogue : NULL;
	const char *context = arena_format(r->cmd->arena, "%s:%s:%s", r->stem, named->name, name);

	if (!c || !sentence_speaks(s))
		return s;
	if (!catalogue_find(c, context, s->source))
		context = NULL;
	/* a house may write its own reports in its own language */
	if (r->own && !context && !catalogue_find(c, NULL, s->source)) {
		if (r->checked)
			diag_hint(r->cmd->diag, DIAG_REPORT_WORDING, &named->at,
				  arena_format(r->cmd->arena,
					       "where it is not of that language, put it into po/%s.po",
					       c->lang),
				  "\"%.60s\" has no wording in \"%s\"", s->source, c->lang);
		return s;
	}
	return catalogue_word(r->cmd->arena, r->cmd->diag, c, context, s, NULL, 0);
}

/* A column of the row as it stands in a sentence. */
static void put_value(const struct report *r, const struct named_query *named, const struct query *q,
		      int32_t col, struct text *t)
{
	const struct locale *l = r->voice->locale;
	char buf[LOCALE_MAX];

	switch (extract_format(named, query_name(q, col))) {
	case FORMAT_DATE:
		locale_date(l, buf, (int32_t)query_int(q, col), 0);
		text_adds(t, buf);
		break;
	case FORMAT_COUNT:
		locale_count(l, buf, query_int(q, col));
		text_adds(t, buf);
		break;
	default:
		locale_isolate(l, t, query_text(q, col), strlen(query_text(q, col)));
	}
}

static int put_hole(struct report *r, const struct named_query *named, const struct query *q,
		    const struct piece *p, struct text *t)
{
	for (int32_t i = 0; i < query_columns(q); i++)
		if (strcmp(p->query, named->name) == 0 && strcmp(p->column, query_name(q, i)) == 0) {
			put_value(r, named, q, i, t);
			return 0;
		}
	return diag(r->cmd->diag, DIAG_QUERY_COLUMN, &named->at, "{%s.%s} is no column of the query \"%s\"",
		    p->query, p->column, named->name);
}

static const struct sentence *source_read(struct report *r, const struct named_query *named,
					  const char *english)
{
	return sentence_read(r->cmd->arena, r->cmd->diag, arena_dup(r->cmd->arena, english), &named->at, NULL,
			     0);
}

const char *report_word(struct report *r, const struct named_query *named, const char *name,
			const char *english)
{
	const struct sentence *s;

	if (!r->voice || !r->voice->catalogue)
		return arena_dup(r->cmd->arena, english);
	s = source_read(r, named, english);
	s = s ? worded(r, named, name, s) : NULL;
	return s ? s->source : NULL;
}

const char *report_sentence(struct report *r, const struct named_query *named, const struct query *q,
			    int32_t col)
{
	const struct sentence *s = source_read(r, named, query_text(q, col));
	const char *said;
	struct text t;
	int rc = 0;

	s = s ? worded(r, named, query_name(q, col), s) : NULL;
	if (!s)
		return NULL;
	text_init(&t);
	for (int32_t i = 0; i < s->pieces && rc == 0; i++)
		if (s->piece[i].text)
			text_adds(&t, s->piece[i].text);
		else
			rc = put_hole(r, named, q, &s->piece[i], &t);
	said = rc < 0 ? NULL : arena_dup(r->cmd->arena, text_str(&t));
	text_done(&t);
	return said;
}

const char *report_headline(struct report *r, const char *author, const char *title)
{
	const char *said;
	struct text t;

	if (!title)
		return NULL;
	text_init(&t);
	locale_isolate(r->voice->locale, &t, author, strlen(author));
	text_addf(&t, ": %s", title);
	said = arena_dup(r->cmd->arena, text_str(&t));
	text_done(&t);
	return said;
}

/* ---- words of the trade ---- */

const char *report_term(struct report *r, const char *code, const struct place *at)
{
	struct arena *a = r->cmd->arena;
	const char *word;

	for (int32_t i = 0; i < r->seens; i++)
		if (strcmp(r->seen[i].code, code) == 0)
			return r->seen[i].word;
	word = !term_known(r->voice->terms, code)
		       ? arena_dup(a, code)
		       : term_word(a, r->cmd->diag, r->voice->terms, r->voice->catalogue, code, at);
	if (!word)
		return NULL;
	r->seen = arena_room(a, r->seen, &r->seen_cap, r->seens + 1, sizeof *r->seen);
	r->seen[r->seens++] = (struct report_seen){arena_dup(a, code), word};
	return word;
}

/* ---- what spreadsheets ask for ---- */

/* So many characters of s, as bytes. A spreadsheet counts UTF-16 units; our words have none beyond the BMP,
 * and one that has is shorter by it. */
static size_t first_characters(const char *s, int32_t most)
{
	const char *p = s, *end = s + strlen(s);
	int32_t n = 0;

	while (p < end) {
		const char *before = p;

		n += utf8_next(&p, end) > 0xFFFF ? 2 : 1;
		if (n > most)
			return (size_t)(before - s);
	}
	return (size_t)(p - s);
}

static int32_t characters(const char *s)
{
	int32_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

/* Spreadsheets tell names apart without regard to case. */
static int same_name(const char *a, const char *b)
{
	UChar x[64], y[64];
	UErrorCode e = U_ZERO_ERROR;
	int32_t n, m;

	u_strFromUTF8(x, 64, &n, a, -1, &e);
	u_strFromUTF8(y, 64, &m, b, -1, &e);
	return U_SUCCESS(e) ? u_strCaseCompare(x, n, y, m, 0, &e) == 0 : strcmp(a, b) == 0;
}

const char *report_sheet_name(struct arena *a, const char *word, const struct xlsx_sheet *before, int32_t n)
{
	char *name = arena_dup(a, word), *plain;
	int32_t nth = 1, i;

	for (char *p = name; *p; p++)
		if (strchr("[]:*?/\\'", *p))
			*p = ' ';
	while (*name == ' ')
		name++;
	name = arena_dupn(a, name, first_characters(name, SHEET_NAME_MOST));
	for (size_t len = strlen(name); len > 0 && name[len - 1] == ' '; len--)
		name[len - 1] = '\0';
	plain = *name ? name : arena_dup(a, "1");
	name = plain;
	do {
		for (i = 0; i < n && !same_name(before[i].name, name); i++)
			;
		if (i < n) {
			const char *tail = arena_format(a, " %d", ++nth);

			name = arena_format(a, "%.*s%s",
					    (int)first_characters(plain, SHEET_NAME_MOST - characters(tail)),
					    plain, tail);
		}
	} while (i < n);
	return name;
}

void report_dress(const struct report *r, struct xlsx_book *b)
{
	char buf[LOCALE_MAX];

	b->rtl = (uint8_t)locale_rtl(r->voice->locale);
	locale_sheet_date(r->voice->locale, buf);
	b->date_format = arena_dup(r->cmd->arena, buf);
	locale_sheet_percent(r->voice->locale, buf);
	b->percent_format = arena_dup(r->cmd->arena, buf);
}
