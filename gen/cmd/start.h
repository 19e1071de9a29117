/* start.h: a first house.ini, from what exports tell. */
#ifndef LP_START_H
#define LP_START_H

#include "cli/cmd.h"
#include "import/import.h"

/* What a house's own lines are proposed from. Words are NULL where nothing tells them; why says which file
 * and line does. */
struct start_found {
	const char *name, *name_why;
	const char *country, *country_why; /* code of ISO 3166 */
	const char *currency, *currency_why;
	const char *languages, *languages_why; /* "nb, en" */
	const char *logo;		       /* a picture in the folder */
};

/* How what is still open is written: a comment that `check` lists. */
#define START_OPEN "; open: "

/* The template's text with what was found in place of its example, and the rest as open comments. */
void start_house(struct arena *a, const char *template, const struct start_found *found, struct text *out);

/* What the looks into n files tell of the house; shipped: where languages.ini is. */
int start_find(struct cmd *c, const struct import_look *look, const char *const *file, int32_t n,
	       struct start_found *found);

/* How many lines of house.ini are open; with say, each as a message at its place. -1 after a diagnostic. */
int32_t start_open(struct cmd *c, int say);

/* No template is of such a preset: which there are, and the nearest. The exit status of wrong usage. */
int start_no_preset(struct cmd *c, const char *preset);

#endif
