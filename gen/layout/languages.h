/* languages.h: what differs between the languages that papers are written in, as data. */
#ifndef LP_LANGUAGES_H
#define LP_LANGUAGES_H

#include <stdint.h>

/* The languages of languages.def. */
struct language {
	const char *code;   /* BCP 47, as in house.ini and po/: "ru" */
	const char *locale; /* ICU's */
	int rtl;
	const char *
		categories; /* CLDR plural categories of whole numbers, in the order of gettext's msgstr[k] */
	const char *date, *date_long; /* patterns: d dd M MM MMM MMMM y and 'literals'; see fill/locale.c */
};

const struct language *language_find(const char *code); /* NULL: not known */

#endif
