/* recipe.h: a layout made ready for one language or pair: wordings found, queries prepared, holes bound to
 * columns. Of this room only. */
#ifndef LP_RECIPE_H
#define LP_RECIPE_H

#include "fill/fill.h"

struct value {
	enum { VALUE_NULL, VALUE_INT, VALUE_STRING, VALUE_REAL } kind;
	int64_t i;
	const char *s;
	int32_t n;
};

struct rows {
	const struct value *v; /* rows * columns */
	int32_t rows, columns;
};

struct asked_column {
	const char *name;
	enum format format;
	int32_t currency; /* column that names its currency, -1: none */
};

/* A query that the recipe uses. */
struct asked {
	const struct named_query *named;
	struct query *query; /* one that layouts and languages share (struct fill), or NULL: it is wrong */
	const struct asked_column *column;
	int32_t columns;
	const char **param;
	int32_t params;
	int by_language;	    /* it has :language: run once for each language */
	int of_run;		    /* it has nothing of one document: run once for all of them */
	const struct rows *kept[2]; /* with of_run: what it gave */
	const struct rows *rows[2]; /* of the document being filled */
	uint64_t stamp[2];	    /* the row of an each= that they belong to; 0: the whole document */
	int fresh[2];
};

/* A piece ready to be shown. */
struct part {
	const char *text; /* literal; NULL: a hole */
	int32_t asked, column;
	enum show show; /* never AS_DECLARED */
	uint8_t style;
	struct place at;
};

struct parts {
	const struct part *part;
	int32_t n;
	struct place at;
};

/* Text in the one or two languages; forms: plural forms by language, else 1 of each. */
struct phrase {
	const struct parts *form[2];
	int32_t forms[2];
};

struct flag {
	int32_t asked, column; /* asked -1: none; column -1: has rows */
	struct place at;
};

/* A box to tick in a column's empty cells. */
struct step_tick {
	struct phrase label;
	struct flag value, when, unless;
};

struct step_column {
	const char *name;
	struct phrase label, text;
	struct phrase head; /* over it and further columns */
	int32_t heads;	    /* how many it is over; 0: none */
	enum show show;	    /* of its text when that is one hole; else AS_TEXT */
	enum cell_kind kind;
	int neutral; /* the same in both languages */
	enum cell_align align;
	int32_t min, max; /* [mpt] */
	uint8_t carry, running, wrap, tick, rule;
	int32_t carried; /* column of the query that carry sums */
	struct flag when, unless;
	const struct step_tick *ticks; /* of its empty cells */
	int32_t n_ticks;
};

struct step_row {
	int given;
	struct phrase head; /* text across */
	int has_head;
	uint8_t strong;
	const struct step_cell *cell; /* by column: form[0] NULL is the column's own */
};

struct step_cell {
	struct phrase text;
	int given, neutral;
	int32_t span; /* columns that it takes; 1 */
	enum show show;
	enum cell_kind kind;
};

/* A node made ready. */
struct step {
	const struct node *node;
	enum element element;
	struct flag when, unless;
	int32_t each;		     /* asked; -1: none */
	int32_t count, count_column; /* counted sentence; -1: none */
	struct phrase text, label, stamp;
	int has_text, has_label, has_stamp, optional;
	int32_t asked; /* of tables, buckets, charts; -1 */
	const struct step_column *column;
	int32_t columns, row_kind; /* row_kind: column, -1 none */
	struct step_row row[4];	   /* by enum row_kind */
	struct flag value;	   /* of checks; of images and codes the column that they are from */
	struct step *child, *next;
};

struct recipe {
	const struct layout *layout;
	const char *language; /* "en+ar" */
	int32_t langs;
	struct locale *locale[2];
	const struct catalogue *catalogue[2];
	struct asked *asked;
	int32_t askeds, asked_cap;
	struct step *step;
	struct phrase title, label[8]; /* by enum recipe_label */
	int failed;		       /* it could not be made: said once in full */
	int32_t company, company_name; /* the query "company" and its column "name"; -1 */
};

enum recipe_label {
	LABEL_PAGE,
	LABEL_COPY,
	LABEL_CARRIED,
	LABEL_BROUGHT,
	LABEL_NAME,
	LABEL_TITLE,
	LABEL_DATE,
	LABEL_SIGN
};

struct fill {
	struct arena arena;
	const struct house *house;
	struct db *db;
	const struct terms *terms;
	int arabic_digits;
	struct {
		const char *lang;
		struct catalogue *catalogue;
		struct locale *locale;
		int tried, failed;
	} * lang;
	int32_t langs, lang_cap;
	struct {
		const char *stem;
		const struct layout *layout;
	} * stem;
	int32_t stems, stem_cap;
	const struct named_file *common; /* of all layouts; NULL: none, or not read yet */
	int common_tried, common_failed;
	struct layout_parts parts; /* what the layouts of this fill include */
	struct recipe **recipe;
	int32_t recipes, recipe_cap;
	struct shared_query *shared;
	int32_t shareds, shared_cap;
};

/* A query of a file that many layouts include, or of a layout in several languages, is prepared once: the
 * rows of one are read to their end before the next is asked. */
struct shared_query {
	struct place at; /* of its SQL: which query it is */
	const char *sql;
	struct query *query; /* closed with the fill */
};

/* The query's column of that name, or -1; recipe_column says that it is not there, with a hint. */
int32_t recipe_has(const struct asked *k, const char *name);
int32_t recipe_column(const struct asked *k, struct diag *d, const char *name, const struct place *at);

/* The recipe of a layout in a language, made once. NULL after diagnostics. */
struct recipe *recipe_find(struct fill *f, struct diag *d, const struct layout *l, const char *language);

#endif
