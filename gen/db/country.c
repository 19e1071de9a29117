/* country.c: countries by code, abbreviation and name, from ICU's tables. */
#include "db/country.h"

#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define NAME_MOST 128

/* What people write and no standard has. */
static const struct {
	const char *text, *code;
} usual[] = {{"UAE", "AE"}, {"KSA", "SA"}, {"UK", "GB"}, {"США", "US"}, {"ОАЭ", "AE"}, {"РФ", "RU"}};

int country_known(const char *code)
{
	const char *const *all = uloc_getISOCountries();

	while (*all && strcmp(*all, code) != 0)
		all++;
	return *all != NULL;
}

int country_name(const char *code, const char *language, char name[COUNTRY_NAME_MOST])
{
	UChar wide[NAME_MOST];
	UErrorCode e = U_ZERO_ERROR;
	char locale[16];
	int32_t len;

	if (strlen(code) != 2)
		return -1;
	snprintf(locale, sizeof locale, "und_%s", code);
	len = uloc_getDisplayCountry(locale, language, wide, NAME_MOST - 1, &e);
	if (U_FAILURE(e) || e == U_USING_DEFAULT_WARNING || len <= 0 || len >= NAME_MOST - 1)
		return -1;
	u_strToUTF8(name, COUNTRY_NAME_MOST, NULL, wide, len, &e);
	return U_FAILURE(e) ? -1 : 0;
}

char *country_capitals(const char *s)
{
	int32_t n = (int32_t)strlen(s), most = 3 * n + 1, bytes = 0;
	UChar *wide = mem_alloc(sizeof *wide * (size_t)(2 * most)), *upper = wide + most;
	char *out = mem_alloc((size_t)(3 * most + 1));
	UErrorCode e = U_ZERO_ERROR;

	u_strFromUTF8(wide, most, &n, s, -1, &e);
	n = u_strToUpper(upper, most, wide, n, "", &e);
	u_strToUTF8(out, 3 * most, &bytes, upper, n, &e);
	free(wide);
	if (U_SUCCESS(e))
		return out;
	free(out);
	return NULL;
}

/* Letters of the basic Latin alphabet, and none of the Arabic block (U+0600 to U+06FF). */
static int latin_alone(const char *s)
{
	int latin = 0;

	for (; *s; s++) {
		if ((unsigned char)*s >= 0xD8 && (unsigned char)*s <= 0xDB)
			return 0;
		latin |= (*s | 32) >= 'a' && (*s | 32) <= 'z';
	}
	return latin;
}

const char *country_comma(const char *language, const char *text)
{
	if (!language || !uloc_isRightToLeft(language) || strncmp(language, "he", 2) == 0 ||
	    strncmp(language, "yi", 2) == 0)
		return ", ";
	return text && latin_alone(text) ? ", " : "\xd8\x8c ";
}

/* Text without points and spaces around, in capitals by no language's own rules. */
static int32_t folded(const char *s, UChar out[NAME_MOST])
{
	UChar wide[NAME_MOST];
	UErrorCode e = U_ZERO_ERROR;
	int32_t n = 0, kept = 0;

	u_strFromUTF8(wide, NAME_MOST, &n, s, -1, &e);
	if (U_FAILURE(e))
		return 0;
	while (n > 0 && (wide[n - 1] == ' ' || wide[n - 1] == 0xA0))
		n--;
	for (int32_t i = 0; i < n; i++)
		if (wide[i] != '.' && (kept > 0 || (wide[i] != ' ' && wide[i] != 0xA0)))
			wide[kept++] = wide[i];
	n = u_strToUpper(out, NAME_MOST, wide, kept, "", &e);
	return U_FAILURE(e) || n >= NAME_MOST ? 0 : n;
}

static int named(const char *country, const char *const *language, const UChar *text, int32_t n)
{
	char locale[16];

	snprintf(locale, sizeof locale, "und_%s", country);
	for (; *language; language++) {
		UChar name[NAME_MOST], upper[NAME_MOST];
		UErrorCode e = U_ZERO_ERROR;
		int32_t len = uloc_getDisplayCountry(locale, *language, name, NAME_MOST, &e);

		if (U_FAILURE(e) || e == U_USING_DEFAULT_WARNING || len <= 0 || len >= NAME_MOST)
			continue;
		len = u_strToUpper(upper, NAME_MOST, name, len, "", &e);
		if (U_SUCCESS(e) && len == n && u_memcmp(upper, text, n) == 0)
			return 1;
	}
	return 0;
}

int country_code(const char *s, const char *const *language, char code[3])
{
	UChar text[NAME_MOST], other[NAME_MOST];
	int32_t n = folded(s, text);
	const char *const *all;
	char plain[4] = "", locale[16];

	if (n == 0)
		return -1;
	for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
		if (folded(usual[i].text, other) == n && u_memcmp(other, text, n) == 0)
			return memcpy(code, usual[i].code, 3), 0;
	for (int32_t i = 0; n <= 3 && i < n; i++)
		plain[i] = text[i] < 128 ? (char)text[i] : '?';
	for (all = uloc_getISOCountries(); *all; all++) {
		snprintf(locale, sizeof locale, "und_%s", *all);
		if (n <= 3 ? strcmp(plain, *all) == 0 || strcmp(plain, uloc_getISO3Country(locale)) == 0
			   : named(*all, language, text, n))
			return memcpy(code, *all, 3), 0;
	}
	return -1;
}

const char *country_language(const char *country, char out[12])
{
	char of[16], likely[64];
	UErrorCode err = U_ZERO_ERROR;

	snprintf(of, sizeof of, "und_%.3s", country);
	out[0] = '\0';
	uloc_addLikelySubtags(of, likely, sizeof likely, &err);
	if (U_SUCCESS(err))
		uloc_getLanguage(likely, out, 12, &err);
	if (U_FAILURE(err) || strcmp(out, "und") == 0)
		out[0] = '\0';
	return out;
}
