/* language.h: what differs between the languages that papers are written in, as data: layouts/languages.ini,
 * the shipped one and the house's. */
#ifndef LP_LANGUAGE_H
#define LP_LANGUAGE_H

#include "base/base.h"

struct house;

struct language {
	const char *code;   /* ISO 639, as in house.ini and po/: "ru" */
	const char *locale; /* ICU's */
	const char *
		categories; /* CLDR plural categories of whole numbers, in the order of gettext's msgstr[k] */
	const char *rule;   /* gettext's formula for them; "0" where there is one form */
	const char *date,
		*date_long; /* patterns: d dd M MM MMM MMMM y and 'literals', ~ for a space that holds */
	int32_t forms;	    /* of categories, 1 to 6 */
	int rtl;
	struct place at; /* of its section's first key */
};

struct languages {
	const struct language *language;
	int32_t n;
	const char *const *code; /* of each, NULL behind the last */
	const char *list;	 /* "en, ar, ru, nb", for messages */
};

/* Reads SHIPPED/layouts/languages.ini and DIR/layouts/languages.ini over it: a section there stands for the
 * shipped one of its name. All in the arena. -1 after diagnostics, all of them at once. */
int languages_read(struct arena *a, struct diag *d, const char *dir, const char *shipped,
		   struct languages *out);

/* The language of n bytes of code; NULL: not known. */
const struct language *language_find(const struct languages *l, const char *code, size_t n);

/* Whether n bytes are a language, or several as "en+ar". */
int language_fits(const struct languages *l, const char *s, size_t n);

/* The language when all its parts ("en+ar") are words of list, parted by a space (NULL: any will do); else
 * the first word. In the arena, or borrowed. */
const char *language_among(struct arena *a, const char *list, const char *language);

#endif
