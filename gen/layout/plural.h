/* plural.h: which plural form a count takes in a language. */
#ifndef LP_PLURAL_H
#define LP_PLURAL_H

#include "house/language.h"

struct plural;

/* By ICU's rules for the language's locale (CLDR). Borrows the language. NULL when ICU has none, or when they
 * give a whole number a category that the language does not list. */
struct plural *plural_open(const struct language *language);
void plural_close(struct plural *p); /* NULL is safe */

/* The form of a count (its absolute value), as an index into the language's categories: gettext's msgstr[k].
 */
int32_t plural_form(const struct plural *p, int64_t count);

/* 1 when the form is that of one count alone, as the Arabic dual; 0 when it is of several (Russian 1, 21,
 * 31). */
int plural_alone(const struct plural *p, int32_t form);

#endif
