/* plural.h: which plural form a count takes in a language. */
#ifndef LP_PLURAL_H
#define LP_PLURAL_H

#include "base/base.h"

struct plural;

/* By ICU's rules for the language (CLDR). NULL for a language that is not in languages.def, or that ICU does
 * not know. */
struct plural *plural_open(const char *lang);
void plural_close(struct plural *p); /* NULL is safe */

/* The form of a count (its absolute value), as an index into the language's categories: gettext's msgstr[k].
 */
int32_t plural_form(const struct plural *p, int64_t count);

#endif
