/* cmd.c: what subcommands share: options as values, the house and its ledger opened, lines to stdout and
 * stderr. */
#include "cli/cmd.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/term.h"
#include "layout/catalogue.h"

const char *cmd_option_at(const struct cmd *c, const char *name, int32_t n)
{
	int32_t i;

	for (i = 0; i < c->values; i++)
		if (strcmp(c->value[i].option->name, name) == 0 && n-- == 0)
			return c->value[i].value;
	return NULL;
}

const char *cmd_option(const struct cmd *c, const char *name)
{
	int32_t i;

	for (i = c->values - 1; i >= 0; i--)
		if (strcmp(c->value[i].option->name, name) == 0)
			return c->value[i].value;
	return NULL;
}

int cmd_flag(const struct cmd *c, const char *name)
{
	return cmd_option(c, name) != NULL;
}

int cmd_number(const struct cmd *c, const char *name, int64_t dflt, int64_t *v)
{
	const char *s = cmd_option(c, name);
	char *end;

	*v = dflt;
	if (!s)
		return 0;
	errno = 0;
	*v = strtoll(s, &end, 10);
	if (errno || end == s || *end) {
		cmd_usage(c, "--%s %s is not a whole number", name, s);
		return -1;
	}
	return 0;
}

int cmd_date(const struct cmd *c, const char *name, int32_t *date)
{
	const char *s = cmd_option(c, name);

	*date = DATE_NONE;
	if (!s)
		return 0;
	*date = date_parse(s, strlen(s));
	if (*date == DATE_NONE) {
		cmd_usage(c, "--%s %s is not a date; dates are written as 2026-11-01", name, s);
		return -1;
	}
	return 0;
}

int cmd_as_of(const struct cmd *c, int32_t *date)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end;
	long long seconds;

	if (cmd_date(c, "as-of", date) < 0)
		return -1;
	if (*date != DATE_NONE)
		return 0;
	if (!epoch || !epoch[0]) {
		cmd_usage(c, "figures depend on a date: give --as-of 2026-11-01 (or SOURCE_DATE_EPOCH)");
		return -1;
	}
	errno = 0;
	seconds = strtoll(epoch, &end, 10);
	if (errno || *end || seconds < 0 || seconds / 86400 > 2932896) {
		cmd_usage(c, "SOURCE_DATE_EPOCH is %s, and not seconds since 1970", epoch);
		return -1;
	}
	*date = (int32_t)(seconds / 86400);
	return 0;
}

int cmd_house(struct cmd *c)
{
	struct place at = {"house.ini", 0, 0};

	if (c->house)
		return 0;
	if (!c->shipped)
		return diag_hint(c->diag, DIAG_NO_SHARE, NULL,
				 "set LEDGERPRESS_SHARE to the folder that holds layouts/ and fonts/",
				 "the program's layouts were not found beside %s", c->program);
	if (!file_exists("house.ini"))
		return diag_hint(c->diag, DIAG_NO_HOUSE, &at,
				 "`ledgerpress init DIR` makes a house; then run in it or with -C DIR",
				 "this folder is no house: it has no house.ini");
	c->house = house_open(c->arena, c->diag, ".", c->shipped);
	if (c->house && !house_text(c->house, "company", "name")) {
		c->house = NULL;
		return diag_hint(c->diag, DIAG_HOUSE_VALUE, &at, "say `name = …` under [company]",
				 "does not say whose house it is");
	}
	return c->house ? 0 : -1;
}

int cmd_ledger(struct cmd *c)
{
	if (c->db)
		return 0;
	if (cmd_house(c) < 0)
		return -1;
	c->db = db_open("ledger.db", DB_LEDGER, c->diag);
	if (!c->db || house_holidays(c->house, c->arena, c->db, c->diag) < 0)
		return -1;
	db_calendar(c->db, &c->house->calendar);
	db_languages(c->db, c->house->languages.code);
	return 0;
}

void cmd_print(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vfprintf(stdout, fmt, ap);
	va_end(ap);
}

void cmd_write(const struct text *t)
{
	fwrite(text_str(t), 1, t->len, stdout);
}

void cmd_say(const struct cmd *c, const char *fmt, ...)
{
	struct text t = {0};
	va_list ap;

	if (c->quiet)
		return;
	va_start(ap, fmt);
	text_addvf(&t, fmt, ap);
	va_end(ap);
	term_write(text_str(&t), t.len);
	text_done(&t);
}

int cmd_usage(const struct cmd *c, const char *fmt, ...)
{
	struct text t = {0};
	va_list ap;

	text_adds(&t, "error: ");
	va_start(ap, fmt);
	text_addvf(&t, fmt, ap);
	va_end(ap);
	text_addf(&t, " [usage]; nothing is done\n  hint: `ledgerpress %s%s-h` says how it is used\n",
		  c->command ? c->command->name : "", c->command ? " " : "");
	term_write(text_str(&t), t.len);
	text_done(&t);
	return EXIT_BAD_USAGE;
}

void cmd_progress(const struct cmd *c, const char *what, int64_t done, int64_t total)
{
	if (!c->quiet)
		term_progress(what, done, total);
}

static int listed(const char *list, const char *word, size_t n)
{
	size_t k;

	for (list += strspn(list, " \t,+"); *list; list += k + strspn(list + k, " \t,+")) {
		k = strcspn(list, " \t,+");
		if (k == n && memcmp(list, word, n) == 0)
			return 1;
	}
	return 0;
}

static int language_known(const struct cmd *c, const char *language)
{
	const char *list = house_text(c->house, "locale", "languages");
	char word[16];
	size_t n;

	for (; *language; language += n + (language[n] == '+')) {
		n = strcspn(language, "+");
		if (n == 0 || n >= sizeof word)
			return 0;
		memcpy(word, language, n);
		word[n] = '\0';
		if (!language_find(&c->house->languages, word, n) || (list && !listed(list, word, n)))
			return 0;
	}
	return 1;
}

int cmd_language(const struct cmd *c)
{
	const char *language = cmd_option(c, "lang"), *list = house_text(c->house, "locale", "languages");

	if (!language || language_known(c, language))
		return 0;
	cmd_usage(c, "the house does not write %s: [locale] languages = %s", language, list ? list : "en");
	return -1;
}

#define PASSWORD_MOST 4096
#define PASSWORD_LEAST 8

const char *cmd_password(struct cmd *c, const char *option, const char *variable)
{
	const char *file = cmd_option(c, option), *s = getenv(variable);
	size_t len;
	char *bytes;

	if (!file)
		return s ? s : "";
	bytes = file_read(c->arena, c->diag, file, PASSWORD_MOST, &len);
	if (bytes)
		bytes[strcspn(bytes, "\r\n")] = '\0';
	return bytes;
}

int cmd_encrypt(struct cmd *c, const char **password)
{
	const char *word;

	*password = NULL;
	if (!cmd_flag(c, "encrypt"))
		return 0;
	word = cmd_password(c, "password-file", "LEDGERPRESS_PASSWORD");
	if (!word)
		return -1;
	if (strlen(word) < PASSWORD_LEAST) {
		cmd_usage(
			c,
			"--encrypt wants a password of eight bytes at least: the first line of --password-file, or LEDGERPRESS_PASSWORD");
		return -1;
	}
	*password = word;
	return 0;
}
