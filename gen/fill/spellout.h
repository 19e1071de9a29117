/* spellout.h: sums and numbers in words, with the currency's name in its right plural, gender and case. */
#ifndef LP_SPELLOUT_H
#define LP_SPELLOUT_H

#include "fill/locale.h"

/* "одна тысяча два рубля 05 копеек", in the locale's language. capital: the first letter is a capital where
 * the script has them. A currency whose grammar units.def does not have is named by ICU, its minor units are
 * a fraction: "two Zambian kwachas and 05/100"; a language that spelling.def does not have says figures with
 * ICU's name of the currency: "1 234,50 svenska kronor". In the arena. NULL after a diagnostic (an amount of
 * 10^15 units or more). at may be NULL. */
const char *spellout_money(struct locale *l, struct arena *a, struct diag *d, const struct place *at,
			   int64_t minor, const struct currency *c, int capital);

/* A number alone, counting ("одна тысяча два"), masculine where it matters. */
const char *spellout_number(struct locale *l, struct arena *a, struct diag *d, const struct place *at,
			    int64_t v, int capital);

/* Minor units of a currency with so many decimals, in three figures and the language's short word for
 * thousands and millions (by ICU): "15.7M", "15,7 млн". out has LOCALE_MAX bytes. Returns the length. */
int32_t spellout_short(const struct locale *l, char *out, int64_t minor, int32_t digits);

/* words_ar.c: an Arabic number with the noun counted, in the nominative. forms: singular, dual, plural,
 * accusative, genitive; NULL: the number alone. gender: of the noun. Up to 999 999 999 999 999; -1 beyond. */
int spellout_arabic(struct text *t, uint64_t v, const char *const forms[5], char gender);

/* A currency's name as sums count it. forms: by the language's plural categories (Arabic: as above), parted
 * by a bar. gender m, f or n; '?': how it agrees with a number is not known, and forms is the name alone, to
 * stand apart from the number. minor_forms "": the minor unit has no name here. */
struct spellout_unit {
	const char *lang, *currency;
	char gender;
	const char *forms;
	char minor_gender;
	const char *minor_forms;
};

/* spellout_name.c: the unit of any currency; where neither the tables nor ICU name it, its code. */
struct spellout_unit spellout_unit(struct arena *a, const struct locale *l, const char *currency);

#endif
