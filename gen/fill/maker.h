/* maker.h: what the parts of making a recipe share. Of this room only. */
#ifndef LP_MAKER_H
#define LP_MAKER_H

#include "fill/recipe.h"

struct recipe_maker {
	struct fill *f;
	struct diag *d;
	struct recipe *r;
	struct arena *a;
	int failed;
};

/* A query's index among those of the recipe, opening it when it is new; -1 after a diagnostic. */
int32_t maker_query(struct recipe_maker *m, const char *name, const struct place *at);
/* "query.column" or "query" of when=, unless=, count=, value=; at NULL: none. */
struct flag maker_flag(struct recipe_maker *m, const struct attr *at);

enum {
	IN_TEXT,
	IN_CELL,
	IN_BOX
}; /* where a text stands: cells have short dates and bare amounts, boxes short dates */

/* A sentence in all languages of the recipe. plural: <other> of a counted one. as: the element's as=, or
 * AS_DECLARED. */
struct phrase phrase_make(struct recipe_maker *m, const char *context, const struct sentence *s,
			  const struct sentence *plural, enum show as, int where);
/* The same, but a sentence of holes and signs alone needs no wording. */
struct phrase phrase_read(struct recipe_maker *m, const char *context, const struct sentence *s, enum show as,
			  int where);
struct phrase phrase_plain(struct recipe_maker *m, const char *context, const struct sentence *s,
			   enum show as, int where);
struct phrase phrase_label(struct recipe_maker *m, const char *name); /* one of the program's own labels */

/* recipe_table.c: columns and rows of a <table> whose query is known. */
void table_make(struct recipe_maker *m, struct step *t);
enum show maker_as(const struct node *n); /* its as= */

#endif
