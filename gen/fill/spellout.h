/* spellout.h: sums and numbers in words, with the currency's name in its right plural, gender and case. */
#ifndef LP_SPELLOUT_H
#define LP_SPELLOUT_H

#include "fill/locale.h"

/* Languages of spelling.def; another one says the figures and the currency's name by ICU: "1 234,50 svenska
 * kronor". "одна тысяча два рубля 05 копеек", in the locale's language. capital: the first letter is a
 * capital where the script has them. In the arena. NULL after a diagnostic (a currency without names in
 * units.def). at may be NULL. */
const char *spellout_money(struct locale *l, struct arena *a, struct diag *d, const struct place *at,
			   int64_t minor, const struct currency *c, int capital);

/* A number alone, counting ("одна тысяча два"), masculine where it matters. */
const char *spellout_number(struct locale *l, struct arena *a, struct diag *d, const struct place *at,
			    int64_t v, int capital);

/* words_ar.c: an Arabic number with the noun counted, in the nominative. forms: singular, dual, plural,
 * accusative, genitive; NULL: the number alone. gender: of the noun. Up to 999 999 999 999 999; -1 beyond. */
int spellout_arabic(struct text *t, uint64_t v, const char *const forms[5], char gender);

#endif
