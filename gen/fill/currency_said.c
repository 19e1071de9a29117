/* currency_said.c: looks a currency up among the words that languages have for them. */
#include "fill/currency_said.h"

#include <string.h>

static const struct said {
	const char *lang, *code, *amount, *within;
} said[] = {
#define S(lang, code, amount, within) {lang, code, amount, within},
#include "fill/currency_said.def"
#undef S
};

static const struct said *said_find(const char *lang, const char *code)
{
	size_t i;

	for (i = 0; i < sizeof said / sizeof said[0]; i++)
		if (strcmp(said[i].lang, lang) == 0 && strcmp(said[i].code, code) == 0)
			return &said[i];
	return NULL;
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
