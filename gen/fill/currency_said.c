/* currency_said.c: looks a currency up among the words that languages have for them. */
#include "fill/currency_said.h"

#include <string.h>

static const struct said {
	struct currency_row key;
	const char *amount, *within;
} said[] = {
#define S(lang, code, amount, within) {{lang, code}, amount, within},
#include "fill/currency_said.def"
#undef S
};

const void *currency_row(const void *table, size_t rows, size_t size, const char *lang, const char *currency)
{
	const char *at = table;
	size_t i;

	for (i = 0; i < rows; i++, at += size) {
		const struct currency_row *r = (const void *)at;

		if (strcmp(r->lang, lang) == 0 && strcmp(r->currency, currency) == 0)
			return r;
	}
	return NULL;
}

static const struct said *said_find(const char *lang, const char *code)
{
	return currency_row(said, sizeof said / sizeof said[0], sizeof said[0], lang, code);
}

const char *currency_said_amount(const char *lang, const char *code)
{
	const struct said *s = said_find(lang, code);

	return s ? s->amount : NULL;
}

const char *currency_said_within(const char *lang, const char *code, int *whole)
{
	const struct said *s = said_find(lang, code);

	*whole = s != NULL;
	s = s ? s : said_find(lang, "");
	return s ? s->within : "";
}
