/* screen.h: what people see on a terminal: the house's words, figures and days. */
#ifndef LP_SCREEN_H
#define LP_SCREEN_H

#include "cli/cmd.h"
#include "fill/locale.h"
#include "layout/catalogue.h"

/* Borrowed: opened once, in the house's first language; where the house is not opened, or its words cannot be
 * read, codes stand for themselves and days are ISO. Never NULL. */
const struct screen *screen_of(struct cmd *c);
void screen_close(struct cmd *c);

/* So many columns: the terminal's, COLUMNS where it is said, else 80. */
int32_t screen_width(void);

/* A label of terms.xml; a term of the trade. Where the language lacks it, in English; where terms.xml does,
 * NULL. In the run's arena, or borrowed. */
const char *screen_label(const struct screen *s, const char *name);
/* What a query of the program says in English, in the house's words: the label, where it says the same in
 * English; else as it is (a house may have its own query). In the run's arena, or borrowed. */
const char *screen_meaning(const struct screen *s, const char *label, const char *english);
const char *screen_term(const struct screen *s, const char *code);
/* A label in which %1 and %2 stand for what is given; NULL: nothing does. In the run's arena. */
const char *screen_said(const struct screen *s, const char *label, const char *one, const char *two);

/* Without isolates, which a terminal shows as boxes. */
const char *screen_day(const struct screen *s, int32_t day, char out[LOCALE_MAX]);
const char *screen_count(const struct screen *s, int64_t n, char out[LOCALE_MAX]);
/* "NOK 1 234,50"; currency NULL: bare, of so many decimals. */
const char *screen_amount(const struct screen *s, int64_t minor, const char *currency, char out[LOCALE_MAX]);
const char *screen_decimal(const struct screen *s, const char *plain, char out[LOCALE_MAX]);
int screen_rtl(const struct screen *s);
/* Between the words of a list. */
const char *screen_comma(const struct screen *s);
/* Takes isolates out of a text, in its place. s is returned. */
char *screen_plain(char *s);

/* The first language of the house: its papers for itself are in it. */
const char *screen_language(const struct cmd *c);
/* The words of a language: NULL where it is English or has none. */
const struct catalogue *screen_catalogue(struct cmd *c, const char *language);
/* A label quietly in the catalogue's language (NULL: English), else in English, else its own name. */
const char *screen_word(struct cmd *c, const struct terms *terms, const struct catalogue *catalogue,
			const char *name);

#endif
