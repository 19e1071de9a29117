/* start_house.c: the lines of a first house.ini: what exports tell of the company, and what is still open. */
#include <string.h>

#include "cmd/start.h"
#include "db/country.h"
#include "house/house_keys.h"

/* Ends of names by which companies are told from titles of reports. */
static const char *const forms[] = {"LLC", "L.L.C", "L.L.C.", "Ltd",   "Ltd.", "Limited", "AS",
				    "ASA", "GmbH",  "AG",     "Inc",   "Inc.", "Pty",	  "B.V.",
				    "BV",  "OÜ",    "S.A.",   "SARL",  "FZE",  "FZCO",	  "ООО",
				    "АО",  "ПАО",   "ИП",     "ذ.م.م", "ش.م.م"};

static int is_company(const char *s)
{
	size_t i, n, k;

	for (; *(s += strspn(s, " ,()\"«»")) != '\0'; s += n) {
		n = strcspn(s, " ,()\"«»");
		if (n == 0)
			n = 1;
		for (i = 0; i < sizeof forms / sizeof forms[0]; i++) {
			k = strlen(forms[i]);
			if (k == n && memcmp(s, forms[i], n) == 0)
				return 1;
		}
	}
	return 0;
}

/* The words of a column, all files taken together. */
struct tally {
	struct import_word word[IMPORT_WORDS];
	const char *file[IMPORT_WORDS];
	int32_t n;
	int64_t rows;
};

static void tally_add(struct tally *t, const struct import_word *w, int32_t n, const char *file)
{
	int32_t i, k;

	for (i = 0; i < n; i++) {
		for (k = 0; k < t->n && strcmp(t->word[k].word, w[i].word) != 0; k++)
			;
		if (k == IMPORT_WORDS)
			continue;
		if (k == t->n) {
			t->word[t->n] = w[i];
			t->file[t->n++] = file;
		} else {
			t->word[k].rows += w[i].rows;
		}
		t->rows += w[i].rows;
	}
}

static int32_t most(const struct tally *t)
{
	int32_t i, best = -1;

	for (i = 0; i < t->n; i++)
		if (best < 0 || t->word[i].rows > t->word[best].rows)
			best = i;
	return best;
}

static const char *share(struct cmd *c, const struct tally *t, int32_t i)
{
	return arena_format(c->arena, "%lld of %lld rows, first in %s:%d", (long long)t->word[i].rows,
			    (long long)t->rows, t->file[i], (int)t->word[i].line);
}

/* The language of the country's own locale before the others that customers have. */
static void languages_find(struct cmd *c, const struct languages *known, const struct tally *t,
			   struct start_found *found)
{
	const char *list = "", *code, *under;
	char likely[12];
	int32_t i, k, own;

	/* two rounds: the country's, then those of customers */
	for (own = 1; own >= 0; own--)
		for (i = 0; i < known->n; i++) {
			code = known->language[i].code;
			under = strchr(known->language[i].locale, '_');
			for (k = 0; k < t->n && !strstr(t->word[k].word, code); k++)
				;
			if ((own ? found->country &&
					     ((under && strcmp(under + 1, found->country) == 0) ||
					      strcmp(country_language(found->country, likely), code) == 0)
				 : k < t->n) &&
			    !strstr(list, code))
				list = arena_format(c->arena, "%s%s%s", list, *list ? ", " : "", code);
		}
	if (!*list)
		return;
	found->languages = strstr(list, "en") ? list : arena_format(c->arena, "%s, en", list);
	found->languages_why =
		t->n > 0 ? "the country's, and those that customers have" : "the country's, and English";
}

int start_find(struct cmd *c, const struct import_look *look, const char *const *file, int32_t n,
	       struct start_found *found)
{
	struct tally country = {0}, currency = {0}, language = {0};
	struct languages known;
	char code[3];
	int32_t i, k;

	memset(found, 0, sizeof *found);
	if (languages_read(c->arena, c->diag, ".", c->shipped, &known) < 0)
		return -1;
	for (i = 0; i < n; i++) {
		tally_add(&country, look[i].country, look[i].countries, file[i]);
		tally_add(&currency, look[i].currency, look[i].currencies, file[i]);
		tally_add(&language, look[i].language, look[i].languages, file[i]);
		for (k = 0; k < look[i].titles && !found->name; k++)
			if (is_company(look[i].title[k].word)) {
				found->name = look[i].title[k].word;
				found->name_why = arena_format(c->arena, "line %d of %s",
							       (int)look[i].title[k].line, file[i]);
			}
	}
	k = most(&country);
	if (k >= 0 && country_code(country.word[k].word, known.code, code) == 0) {
		found->country = arena_dup(c->arena, code);
		found->country_why = share(c, &country, k);
	}
	k = most(&currency);
	if (k >= 0 && currency_find(currency.word[k].word)) {
		found->currency = currency.word[k].word;
		found->currency_why = share(c, &currency, k);
	}
	/* most currencies begin with the code of their country */
	if (!found->country && found->currency && country_known(arena_dupn(c->arena, found->currency, 2))) {
		found->country = arena_dupn(c->arena, found->currency, 2);
		found->country_why = "the currency's";
	}
	languages_find(c, &known, &language, found);
	return 0;
}

static const char *meaning(const char *section, const char *key)
{
	int32_t i;

	for (i = 0; i < house_known_count; i++)
		if (strcmp(house_known_all[i].section, section) == 0 &&
		    strcmp(house_known_all[i].key, key) == 0)
			return house_known_all[i].meaning;
	return "see `ledgerpress help house`";
}

/* A line of the template that is an example: the value that was found, to be looked at, or an open one. */
static void line_add(struct text *out, const char *section, const char *key, const char *value,
		     const char *why)
{
	if (value && why)
		text_addf(out, START_OPEN "%s: look whether this is right (%s)\n", key, why);
	if (value)
		text_addf(out, "%s = %s\n", key, value);
	else
		text_addf(out, START_OPEN "%s = (%s)\n", key, meaning(section, key));
}

/* What a letter needs to be answered and paid; the rest is offered, and not asked for. */
static int is_needed(const char *key)
{
	static const char *const needed[] = {"name",   "address1",  "city", "country",
					     "tax_id", "bank_name", "iban", "account"};
	size_t i;

	for (i = 0; i < sizeof needed / sizeof needed[0]; i++)
		if (strcmp(needed[i], key) == 0)
			return 1;
	return 0;
}

static int company_line(struct text *out, const char *key, const struct start_found *f)
{
	/* a key of one language, and that it is an example, are the example's alone */
	if (strchr(key, '.') || strcmp(key, "example") == 0)
		return 0;
	if (strcmp(key, "name") == 0)
		line_add(out, "company", key, f->name, f->name_why);
	else if (strcmp(key, "country") == 0)
		line_add(out, "company", key, f->country, NULL);
	else if (!is_needed(key))
		text_addf(out, "; %s = (%s)\n", key, meaning("company", key));
	else
		line_add(out, "company", key, NULL, NULL);
	return 1;
}

/* 1: written, 0: dropped, -1: stays as the template has it. */
static int locale_line(struct text *out, const char *key, const char *value, const struct start_found *f)
{
	if (strcmp(key, "pair") == 0)
		return 0;
	if (strcmp(key, "country") == 0)
		line_add(out, "locale", key, f->country, f->country_why);
	else if (strcmp(key, "currency") == 0)
		line_add(out, "locale", key, f->currency, f->currency_why);
	else if (strcmp(key, "languages") == 0 && f->languages)
		line_add(out, "locale", key, f->languages, f->languages_why);
	else if (strcmp(key, "languages") == 0)
		text_addf(out,
			  START_OPEN "languages: look whether this is right (no file tells any)\n%s = %.*s\n",
			  key, (int)strcspn(value, ", "), value);
	else
		return -1;
	return 1;
}

/* What becomes of a line "key = …" of the section; as company_line and locale_line say. */
static int own_line(struct text *out, const char *section, const char *key, const char *value,
		    const struct start_found *f)
{
	if (*key && strcmp(section, "company") == 0)
		return company_line(out, key, f);
	if (*key && strcmp(section, "locale") == 0)
		return locale_line(out, key, value, f);
	if (strcmp(section, "policy") == 0 && strcmp(key, "preset") == 0 && f->country)
		text_addf(out, START_OPEN
			  "preset: look whether this is right (`ledgerpress init -h` names the others)\n");
	return -1;
}

void start_house(struct arena *a, const char *template, const struct start_found *f, struct text *out)
{
	const char *section = "", *s, *end;
	struct text comment, own;
	char *line, *key;
	int did;

	text_init(&comment);
	text_init(&own);
	for (s = template; *s; s = *end ? end + 1 : end) {
		end = s + strcspn(s, "\n");
		line = arena_dupn(a, s, (size_t)(end - s));
		if (*line == ';') {
			/* the comments of a line go where it goes */
			if (f->logo && strncmp(line, "; logo = ", 9) == 0)
				text_addf(&comment, "logo = %s\n", f->logo);
			else
				text_addf(&comment, "%s\n", line);
			continue;
		}
		if (*line == '[')
			section = arena_dupn(a, line + 1, strcspn(line + 1, "]"));
		key = arena_dupn(a, line, strcspn(line, " =["));
		did = own_line(&own, section, key, line + strlen(key) + strspn(line + strlen(key), " ="), f);
		if (did != 0)
			text_add(out, text_str(&comment), comment.len);
		text_add(out, text_str(&own), own.len);
		if (did < 0)
			text_addf(out, "%s\n", line);
		text_reset(&comment);
		text_reset(&own);
	}
	text_add(out, text_str(&comment), comment.len);
	text_done(&comment);
	text_done(&own);
}

int32_t start_open(struct cmd *c, int say)
{
	struct place at = {"house.ini", 0, 1};
	const size_t mark = strlen(START_OPEN);
	const char *s, *end;
	int32_t n = 0;
	size_t len;
	char *text;

	if (!file_exists("house.ini"))
		return 0;
	text = file_read(c->arena, c->diag, "house.ini", (size_t)1 << 20, &len);
	if (!text)
		return -1;
	for (s = text; *s; s = *end ? end + 1 : end) {
		end = s + strcspn(s, "\r\n");
		at.line++;
		if (strncmp(s, START_OPEN, mark) == 0) {
			n++;
			if (say)
				diag(c->diag, DIAG_HOUSE_OPEN, &at, "open: %.*s", (int)(end - s - (long)mark),
				     s + mark);
		}
		if (*end == '\r' && end[1] == '\n')
			end++;
	}
	return n;
}
