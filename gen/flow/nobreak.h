/* nobreak.h: spaces at which no line may break, as of names, dates and abbreviations. */
#ifndef LP_NOBREAK_H
#define LP_NOBREAK_H

struct arena;

/* The text, in the language lang (BCP 47), with no-break spaces (U+00A0) where words belong together:
 * initials and their name ("Гладышев М. О."), a day with its month and year, an amount with its currency's
 * code and its thousands, the groups of a telephone number ("+971 55 555 0437"), and what nobreak.def lists
 * ("ул. Складская", "Dagligvare AS"). In the arena, or s itself when there is nothing to keep. */
const char *nobreak(struct arena *arena, const char *lang, const char *s);

#endif
