/* country.h: what country an export means. */
#ifndef LP_COUNTRY_H
#define LP_COUNTRY_H

/* The code of ISO 3166-1 alpha-2 that s (UTF-8) means: a code of two or three letters in any case, a usual
 * abbreviation ("UAE"), or the name in one of the languages (CLDR; NULL behind the last). 0, or -1 when
 * it is none. Names cost about a millisecond. */
int country_code(const char *s, const char *const *language, char code[3]);

/* The name of a country in a language (CLDR), by its code of two letters. -1 when it has none. */
#define COUNTRY_NAME_MOST 256
int country_name(const char *code, const char *language, char name[COUNTRY_NAME_MOST]);

/* Text in capitals, as towns and countries stand on letters abroad; to be freed. NULL: it is no UTF-8. */
char *country_capitals(const char *s);

/* What parts a list within a line in a language, "en" or "ar-AE": "، " in one of Arabic script, else ", ".
 * text: the list or its first part; one in Latin letters alone keeps its Latin comma in any language. NULL:
 * by the language. */
const char *country_comma(const char *language, const char *text);

/* Whether a code of two capitals is one of ISO 3166-1. */
int country_known(const char *code);

/* The language that most people of a country write, by CLDR's likely subtags ("KW": "ar"); "" where none is
 * known. out is returned. */
const char *country_language(const char *country, char out[12]);

#endif
