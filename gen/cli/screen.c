/* screen.c: what people see on a terminal: the house's words, figures and days. */
#include "cli/screen.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define KEPT 32 /* words said last: the rows of a list say few, and often */
#define WIDTH_DEFAULT 80
#define WIDTH_LEAST 40

struct screen {
	struct cmd *cmd;
	const struct terms *terms;	   /* NULL: none are known */
	const struct catalogue *catalogue; /* NULL: English */
	struct locale *locale;		   /* NULL: none */
	struct kept {
		const char *code, *word;
	} * kept;
	uint32_t *next;
};

const char *screen_language(const struct cmd *c)
{
	const char *all = house_text(c->house, "locale", "languages");
	size_t n;

	if (!all)
		return "en";
	all += strspn(all, " \t,+");
	n = strcspn(all, " \t,+");
	return n > 0 ? arena_dupn(c->arena, all, n) : "en";
}

const struct catalogue *screen_catalogue(struct cmd *c, const char *language)
{
	struct diag quiet;

	diag_init(&quiet, NULL, NULL);
	return strcmp(language, "en") == 0 ? NULL : catalogue_open(c->arena, &quiet, c->house, language);
}

const struct screen *screen_of(struct cmd *c)
{
	struct screen *s = c->screen;
	const struct language *language;
	const char *code, *digits;
	struct diag quiet;

	if (s && (s->locale || !c->house))
		return s;
	if (!s) {
		s = arena_alloc(c->arena, sizeof *s);
		*s = (struct screen){.cmd = c,
				     .kept = arena_alloc(c->arena, sizeof *s->kept * KEPT),
				     .next = arena_alloc(c->arena, sizeof *s->next)};
		memset(s->kept, 0, sizeof *s->kept * KEPT);
		*s->next = 0;
		c->screen = s;
	}
	if (!c->house)
		return s;
	/* what is wrong with the words is `check`'s to say: a list is readable without them */
	diag_init(&quiet, NULL, NULL);
	code = screen_language(c);
	digits = house_text(c->house, "locale", "digits");
	language = language_find(&c->house->languages, code, strlen(code));
	s->terms = terms_read(c->arena, &quiet, c->house);
	s->catalogue = screen_catalogue(c, code);
	if (language)
		s->locale = locale_open(&quiet, language, digits && strcmp(digits, "arabic") == 0);
	return s;
}

void screen_close(struct cmd *c)
{
	if (c->screen)
		locale_close(c->screen->locale);
	c->screen = NULL;
}

int32_t screen_width(void)
{
	const char *said = getenv("COLUMNS");
	struct winsize size;
	long n = 0;

	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		n = size.ws_col;
	else if (said)
		n = strtol(said, NULL, 10);
	return n <= 0 ? WIDTH_DEFAULT : n < WIDTH_LEAST ? WIDTH_LEAST : n > 1000 ? 1000 : (int32_t)n;
}

/* ---- words ---- */

const char *screen_word(struct cmd *c, const struct terms *terms, const struct catalogue *catalogue,
			const char *name)
{
	struct diag quiet;
	const char *word = NULL;

	diag_init(&quiet, NULL, NULL);
	if (catalogue)
		word = label_word(c->arena, &quiet, terms, catalogue, name);
	if (!word)
		word = label_word(c->arena, &quiet, terms, NULL, name);
	return word ? word : name;
}

const char *screen_label(const struct screen *s, const char *name)
{
	return s->terms && terms_label(s->terms, name) ? screen_word(s->cmd, s->terms, s->catalogue, name)
						       : NULL;
}

const char *screen_meaning(const struct screen *s, const char *label, const char *english)
{
	if (!s->terms || !terms_label(s->terms, label) ||
	    strcmp(screen_word(s->cmd, s->terms, NULL, label), english) != 0)
		return english;
	return screen_word(s->cmd, s->terms, s->catalogue, label);
}

const char *screen_term(const struct screen *s, const char *code)
{
	struct diag quiet;
	const char *word = NULL;
	uint32_t i;

	if (!s->terms)
		return NULL;
	for (i = 0; i < KEPT && s->kept[i].code; i++)
		if (strcmp(s->kept[i].code, code) == 0)
			return s->kept[i].word;
	diag_init(&quiet, NULL, NULL);
	if (s->catalogue)
		word = term_word(s->cmd->arena, &quiet, s->terms, s->catalogue, code, NULL);
	if (!word)
		word = term_word(s->cmd->arena, &quiet, s->terms, NULL, code, NULL);
	s->kept[(*s->next)++ % KEPT] = (struct kept){arena_dup(s->cmd->arena, code), word};
	return word;
}

const char *screen_said(const struct screen *s, const char *label, const char *one, const char *two)
{
	const char *p = screen_label(s, label);
	struct text t = {0};

	for (p = p ? p : label; *p; p++)
		if (p[0] == '%' && (p[1] == '1' || p[1] == '2') && (p[1] == '1' ? one : two))
			text_adds(&t, *++p == '1' ? one : two);
		else
			text_addc(&t, *p);
	p = arena_dup(s->cmd->arena, text_str(&t));
	text_done(&t);
	return p;
}

/* ---- figures and days ---- */

char *screen_plain(char *s)
{
	char *from = s, *to = s;

	for (; *from; from++)
		if (strncmp(from, "\xE2\x81", 2) == 0 && (unsigned char)from[2] >= 0xA6 &&
		    (unsigned char)from[2] <= 0xA9)
			from += 2;
		else
			*to++ = *from;
	*to = '\0';
	return s;
}

const char *screen_day(const struct screen *s, int32_t day, char out[LOCALE_MAX])
{
	if (day == DATE_NONE)
		out[0] = '\0';
	else if (s->locale)
		locale_date(s->locale, out, day, 1);
	else
		date_format(day, out);
	return screen_plain(out);
}

const char *screen_count(const struct screen *s, int64_t n, char out[LOCALE_MAX])
{
	if (s->locale)
		locale_count(s->locale, out, n);
	else
		snprintf(out, LOCALE_MAX, "%lld", (long long)n);
	return screen_plain(out);
}

const char *screen_decimal(const struct screen *s, const char *plain, char out[LOCALE_MAX])
{
	if (!s->locale || locale_decimal(s->locale, out, plain) < 0)
		snprintf(out, LOCALE_MAX, "%s", plain);
	return screen_plain(out);
}

const char *screen_amount(const struct screen *s, int64_t minor, const char *currency, char out[LOCALE_MAX])
{
	const struct currency *known = currency_find(currency);
	char plain[32], figure[LOCALE_MAX];

	money_format(minor, known ? known->digits : 2, plain);
	screen_decimal(s, plain, figure);
	snprintf(out, LOCALE_MAX, "%.8s\xC2\xA0%.140s", currency, figure);
	return out;
}

const char *screen_comma(const struct screen *s)
{
	return screen_rtl(s) ? "\xD8\x8C " : ", ";
}

int screen_rtl(const struct screen *s)
{
	return s->locale && locale_rtl(s->locale);
}
