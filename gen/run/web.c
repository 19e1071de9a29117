/* web.c: a page's words, template and bytes. */
#include "run/web.h"

#include <string.h>

#include "cli/screen.h"

#define FLUSH_AT 65536
#define FILE_MOST (1 << 20) /* of a template, style or script */

int web_open(struct web *p, struct cmd *c, const char *file)
{
	const char *code = screen_language(c), *digits = house_text(c->house, "locale", "digits");
	const struct language *language = language_find(&c->house->languages, code, strlen(code));
	text_init(&p->t);
	p->cmd = c;
	p->terms = terms_read(c->arena, c->diag, c->house);
	if (!p->terms || !language)
		return -1;
	p->catalogue = screen_catalogue(c, code);
	p->locale = locale_open(c->diag, language, digits && strcmp(digits, "arabic") == 0);
	p->out = p->locale ? file_out_open(c->diag, file) : NULL;
	return p->out ? 0 : -1;
}

int web_close(struct web *p, int rc, char sha256[DIGEST_HEX])
{
	if (rc == 0 && p->out)
		rc = file_out_add(p->out, p->t.data, p->t.len);
	if (rc == 0 && p->out)
		rc = file_out_commit(p->out, sha256);
	else
		file_out_drop(p->out);
	locale_close(p->locale);
	text_done(&p->t);
	return rc;
}

int web_flush(struct web *p)
{
	int rc;

	if (p->t.len < FLUSH_AT)
		return 0;
	rc = file_out_add(p->out, p->t.data, p->t.len);
	text_reset(&p->t);
	return rc;
}

/* ---- words ---- */

const char *web_label(struct web *p, const char *name)
{
	return screen_word(p->cmd, p->terms, p->catalogue, name);
}

const char *web_word(struct cmd *c, const char *language, const char *label)
{
	const struct terms *terms = terms_read(c->arena, c->diag, c->house);

	return terms ? screen_word(c, terms, screen_catalogue(c, language), label) : label;
}

const char *web_term(struct web *p, const char *code)
{
	struct diag quiet;
	const char *word = NULL;

	diag_init(&quiet, NULL, NULL);
	if (p->catalogue)
		word = term_word(p->cmd->arena, &quiet, p->terms, p->catalogue, code, NULL);
	if (!word)
		word = term_word(p->cmd->arena, &quiet, p->terms, NULL, code, NULL);
	return word ? word : code;
}

const char *web_type(struct web *p, const char *code)
{
	return terms_find(p->terms, code) ? web_term(p, code) : NULL;
}

/* ---- the template ---- */

static int whole_file(struct web *p, const char *name)
{
	struct cmd *c = p->cmd;
	char *path = house_layout(c->house, c->arena, name), *s;

	if (!path)
		return diag(c->diag, DIAG_FILE_OPEN,
			    &(struct place){arena_format(c->arena, "layouts/%s", name), 0, 0},
			    "is neither in the house nor with the program");
	s = file_read(c->arena, c->diag, path, FILE_MOST, NULL);
	if (!s)
		return -1;
	text_adds(&p->t, s);
	return 0;
}

static int at_mark(struct web *p, const char *name)
{
	if (*name == '<')
		return whole_file(p, name + 1);
	if (*name == '=')
		web_text(p, web_label(p, name + 1));
	else if (strcmp(name, "lang") == 0)
		web_text(p, locale_lang(p->locale));
	else if (strcmp(name, "dir") == 0)
		text_adds(&p->t, locale_rtl(p->locale) ? "rtl" : "ltr");
	else
		return p->mark(p, name);
	return 0;
}

int web_fill(struct web *p, const char *template)
{
	struct cmd *c = p->cmd;
	char *path = house_layout(c->house, c->arena, template);
	const char *s, *open, *close;
	int rc = 0;

	if (!path)
		return diag(c->diag, DIAG_FILE_OPEN,
			    &(struct place){arena_format(c->arena, "layouts/%s", template), 0, 0},
			    "is neither in the house nor with the program");
	s = file_read(c->arena, c->diag, path, FILE_MOST, NULL);
	if (!s)
		return -1;
	while (rc == 0 && (open = strstr(s, "[[")) != NULL && (close = strstr(open, "]]")) != NULL) {
		text_add(&p->t, s, (size_t)(open - s));
		rc = at_mark(p, arena_dupn(c->arena, open + 2, (size_t)(close - open - 2)));
		s = close + 2;
		if (rc == 0)
			rc = web_flush(p);
	}
	text_adds(&p->t, s);
	return rc;
}

/* ---- pieces ---- */

void web_text(struct web *p, const char *s)
{
	text_html(&p->t, s);
}

void web_json(struct web *p, const char *s)
{
	const size_t from = p->t.len;
	struct text *t = &p->t;
	size_t i;

	text_json(t, s);
	if (!memchr(t->data + from, '<', t->len - from))
		return;
	/* "</script>" and "<!--" would end or turn the script */
	s = arena_dupn(p->cmd->arena, t->data + from, t->len - from);
	t->len = from;
	for (i = 0; s[i]; i++)
		if (s[i] == '<')
			text_adds(t, "\\u003c");
		else
			text_addc(t, s[i]);
}

static int32_t digits_of(const char *currency)
{
	const struct currency *c = currency_find(currency);

	return c ? c->digits : 2;
}

static void currency_seen(struct web *p, const char *currency)
{
	int32_t i;

	for (i = 0; i < p->currencies; i++)
		if (strcmp(p->currency[i], currency) == 0)
			return;
	p->currency = arena_room(p->cmd->arena, p->currency, &p->cap, p->currencies + 1, sizeof *p->currency);
	p->currency[p->currencies++] = arena_dup(p->cmd->arena, currency);
}

void web_amount(struct web *p, int64_t minor, const char *currency)
{
	char shown[LOCALE_MAX];

	locale_money(p->locale, shown, minor, digits_of(currency));
	text_adds(&p->t, "<bdi class=\"m\">");
	web_text(p, currency);
	text_adds(&p->t, "\xC2\xA0");
	web_text(p, shown);
	text_adds(&p->t, "</bdi>");
}

void web_figure(struct web *p, int64_t minor, const char *currency)
{
	char shown[LOCALE_MAX];

	locale_money(p->locale, shown, minor, digits_of(currency));
	web_text(p, shown);
}

void web_count(struct web *p, int64_t n)
{
	char shown[LOCALE_MAX];

	locale_count(p->locale, shown, n);
	web_text(p, shown);
}

void web_day(struct web *p, int32_t day)
{
	char shown[LOCALE_MAX], iso[11];

	locale_date(p->locale, shown, day, 1);
	text_addf(&p->t, "<time datetime=\"%s\">", date_format(day, iso));
	web_text(p, shown);
	text_adds(&p->t, "</time>");
}

int web_link(struct web *p, const char *file, const char *href, const char *shown)
{
	if (!file_exists(file))
		return 0;
	text_adds(&p->t, "<a href=\"");
	web_text(p, href);
	text_adds(&p->t, "\">");
	web_text(p, shown);
	text_adds(&p->t, "</a>");
	return 1;
}

void web_json_money(struct web *p, int64_t minor, const char *currency)
{
	currency_seen(p, currency);
	text_addf(&p->t, "[%lld,", (long long)minor);
	web_json(p, currency);
	text_addc(&p->t, ']');
}

void web_json_figures(struct web *p)
{
	char sample[LOCALE_MAX];
	int32_t i;

	text_adds(&p->t, "\"digits\":{");
	for (i = 0; i < p->currencies; i++) {
		if (i > 0)
			text_addc(&p->t, ',');
		web_json(p, p->currency[i]);
		text_addf(&p->t, ":%d", (int)digits_of(p->currency[i]));
	}
	locale_money(p->locale, sample, 123456789012345, 2);
	text_adds(&p->t, "},\"sample\":");
	web_json(p, sample);
}

int web_rows(struct web *p, struct db *b, const char *sql, void (*row)(struct web *p, const struct query *q),
	     const char *between)
{
	struct query *q = query_open(b, p->cmd->diag, sql, NULL);
	int rc = q ? 1 : -1, first = 1;

	while (rc == 1 && (rc = query_next(q, p->cmd->diag)) == 1) {
		if (!first)
			text_adds(&p->t, between);
		first = 0;
		row(p, q);
		if (web_flush(p) < 0)
			rc = -1;
	}
	query_close(q);
	return rc;
}
