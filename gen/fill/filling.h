/* filling.h: one document being filled. Of this room only. */
#ifndef LP_FILLING_H
#define LP_FILLING_H

#include "fill/recipe.h"

/* A row of an each= or of a table that the blocks inside it see. */
struct scope {
	int32_t asked, row;
	const struct rows *rows[2];
	uint64_t stamp;
	const struct scope *outer;
};

struct filling {
	struct fill *f;
	struct recipe *r;
	struct arena *a;
	struct diag *d;
	const struct fill_param *param;
	int32_t params;
	const struct scope *scope;
	uint64_t stamps;
	const char *subject; /* "C1042", for messages */
	const char **field;  /* names of fields given out */
	int32_t fields, field_cap;
	struct text t; /* scratch */
	struct letterhead head;
	struct picture *picture;
	int32_t pictures, picture_cap;
	int failed;
};

/* The rows of a query for a language (0, 1), run at most once for the same parameters. NULL after a
 * diagnostic. */
const struct rows *asked_rows(struct filling *g, int32_t asked, int32_t lang);

/* The value that a hole sees: of the enclosing row, else of the query's first row; NULL: there is no row.
 * *row gets the whole row (may be NULL). */
const struct value *asked_value(struct filling *g, int32_t asked, int32_t column, int32_t lang,
				const struct value **row);

/* True when a hole stands outside an each= of its query and the query has more rows than one: which is meant
 * is not said. */
int asked_several(struct filling *g, int32_t asked, int32_t lang);

int asked_true(struct filling *g, const struct flag *f);   /* when= */
int asked_wanted(struct filling *g, const struct step *s); /* when= and unless= together */
int asked_opened(struct filling *g, const struct flag *when, const struct flag *unless);

enum {
	SHOW_BLANK = 1,	   /* what is empty prints nothing */
	SHOW_TIDY = 2,	   /* and takes its ", " or " · " with it, and the words beside it */
	SHOW_OPTIONAL = 4, /* the whole is left out when a hole is empty */
	SHOW_SENTENCE = 8  /* with BLANK: what is empty takes its ", " with it, but no words */
};

/* A phrase filled, in all languages. 0; 1: left out (OPTIONAL), or it came out empty; -1 after a diagnostic.
 */
int show_phrase(struct filling *g, const struct phrase *p, int flags, struct words *out);
/* Only the first language; form: of a counted phrase. */
int show_parts(struct filling *g, const struct parts *p, int32_t lang, int flags, struct wording *out);
int show_counted(struct filling *g, const struct step *s, int flags, struct words *out);

/* One value as text into g->t, without isolates. 0; 1: it is empty; -1 after a diagnostic. */
int show_value(struct filling *g, const struct part *p, const struct value *v, const struct value *row,
	       int32_t lang, int capital);
const struct currency *show_currency(struct filling *g, const struct part *p, const struct value *row);

/* A phrase of labels, which cannot fail but by a diagnostic. */
struct words show_label(struct filling *g, const struct phrase *p);

/* Words of plain text in one or both languages. */
struct wording show_text(struct filling *g, const char *s, uint8_t style);

/* Blocks of a list of steps, appended. */
struct blocks {
	struct block *block;
	int32_t n, cap;
};
void blocks_make(struct filling *g, const struct step *s, struct blocks *out);

/* tables.c, strips.c; NULL: nothing to show */
const struct table *tables_make(struct filling *g, const struct step *s);
const struct table *strips_buckets(struct filling *g, const struct step *s);
const struct chart *strips_chart(struct filling *g, const struct step *s);

/* A name for a field, unique in the document. */
const char *field_name(struct filling *g, const char *name);

#endif
