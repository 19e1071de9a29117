/* layout.h: the public face of the layout room: document types as trees with places, and whether they are
 * sound. A type is a stem: STEM.xml (structure and English sentences), STEM.sql (queries), po/LANG.po
 * (translations).
 *
 * How it works, and why so. Papers are data, so that people who are no programmers change them; so everything
 * that can be wrong in them must be found before anything is printed. In come the three files; out goes a
 * tree of nodes with places, its queries and its catalogues. The language is closed and small: vocabulary.def
 * has each element and attribute, where it may stand, what it takes and means. There are no expressions, no
 * arithmetic and no coordinates in a layout: a figure, flag or word is a column of a query.
 *
 * A sentence is found in the catalogue by its English text, and by its id where it has one. A changed
 * sentence makes its translation stale, and a stale or missing one is an error for that language: never half
 * a letter in another. check.c compiles each query, looks for each column, each translation, each glyph.
 *
 * Begin with vocabulary.def, then layout.c. Tests: `sh tests/run.sh unit layout_tree layout_check layout_po`.
 */
#ifndef LP_LAYOUT_H
#define LP_LAYOUT_H

#include "base/base.h"
#include "layout/catalogue.h"
#include "layout/sentence.h"
#include "db/db.h"
#include "house/house.h"
#include "db/named.h"

/* ---- the tree ---- */

enum element {
#define ELEMENT(id, name, is, holds, meaning) EL_##id,
#include "layout/vocabulary.def"
	ELEMENTS
};

enum attribute {
#define NAME(id, name) AT_##id,
#include "layout/vocabulary.def"
	ATTRIBUTES
};

struct attr {
	enum attribute name;
	const char *value;
	struct place at;	     /* of the value */
	const struct sentence *text; /* of labels and titles (they may have holes); NULL for other values */
};

struct node {
	enum element element;
	struct place at;  /* of its "<" */
	const char *stem; /* of the file that it stands in: "due-items"; part of the wording's context */
	const struct attr *attr;
	int32_t attrs;
	const struct sentence *text; /* of elements that hold text; NULL: none was written */
	struct node *child, *next; /* first child, next sibling; includes are replaced by what they include */
};

struct layout {
	const char *stem, *path; /* "reminder-written", the .xml file */
	const char *code;	 /* "REM1" */
	const struct sentence *title;
	int internal, landscape, bilingual;
	int32_t copies;			       /* at least 1 */
	const char *languages;		       /* the only ones that it is written in: "en ar"; NULL: any */
	const struct node *root;	       /* EL_LAYOUT */
	const struct named_file *own, *common; /* STEM.sql; common.sql, NULL when there is none */
};

/* The queries that all document types may use (common.sql), read once for all of them. NULL where there are
 * none. In the arena. -1 after diagnostics. */
int layout_shared_read(struct arena *a, struct diag *d, const struct house *h,
		       const struct named_file **common);

/* Reads STEM.xml with its includes and STEM.sql, the house's before the shipped ones. All in the arena;
 * common is borrowed. NULL after diagnostics, all of them at once. */
struct layout *layout_read(struct arena *a, struct diag *d, const struct house *h,
			   const struct named_file *common, const char *stem);

/* What layouts include, parsed once for all of them that are read into one arena of one house: begins zeroed.
 * Those in which something was wrong are not kept: each layout that has one tells. */
struct layout_parts {
	struct layout_part {
		const char *src; /* "letterhead" */
		const struct node *blocks;
	} * part;
	int32_t n, cap;
};

/* As layout_read, with the parts that others had before. */
struct layout *layout_read_among(struct arena *a, struct diag *d, const struct house *h,
				 const struct named_file *common, struct layout_parts *parts,
				 const char *stem);

/* The query of that name: the stem's own, else the common one, else NULL. */
const struct named_query *layout_query(const struct layout *l, const char *name);

/* Whether a path stays inside the folder that it is said from: no root, no "..", no "\\". */
int path_inside(const char *s);

const char *element_name(enum element e);
const char *attribute_name(enum attribute n);
const struct attr *node_attr(const struct node *n, enum attribute name); /* NULL: not given */
const char *node_text(const struct node *n, enum attribute name);	 /* its value, NULL: not given */
int node_yes(const struct node *n, enum attribute name, int dflt);
int32_t node_number(const struct node *n, enum attribute name, int32_t dflt);
/* The closed word's place in the vocabulary's list ("small" of p style: 1); dflt when not given. */
int32_t node_word(const struct node *n, enum attribute name, int32_t dflt);
/* The message context of the node's wording: "STEM:id", or NULL when it has no id. In the arena. */
const char *node_context(struct arena *a, const struct node *n);

struct layout_stem {
	const char *stem, *code, *path;
	int shipped; /* 0: the house's own */
};

/* All document types that the house has, by code; a house's stem hides the shipped one of the same name.
 * Files that cannot be read as XML up to their root are reported and left out, with the shipped ones that
 * they hide. In the arena. -1 after a diagnostic when a folder cannot be read: nothing is known then. */
int layout_find_all(struct arena *a, struct diag *d, const struct house *h, const struct layout_stem **stem,
		    int32_t *n);

/* Calls take for every text of a layout that is translated: labels and titles without context, sentences with
 * their node's, plural NULL or <other> of a counted one. What holes and signs alone make up is none. */
struct layout_texts {
	void (*take)(void *ctx, const char *context, const struct sentence *s, const struct sentence *plural);
	void *ctx;
};
void layout_texts(struct arena *a, const struct layout *l, const struct layout_texts *t);
/* Whether a text has words, so that it wants a translation. */
int sentence_speaks(const struct sentence *s);

/* ---- soundness ---- */

struct layout_check {
	struct db *db; /* schema and snapshot tables, empty or not: queries are compiled on it */
	const struct terms *terms;
	const struct catalogue *const
		*catalogue; /* one for each language beside English that the house writes */
	int32_t catalogues;
	/* What is read of a type's own queries by others: plan's job_readers; NULL: not checked. */
	const struct named_reader *reader;
	int32_t readers;
	/* The first code point without a glyph in n bytes of text, 0 when all have one; NULL: not checked. */
	uint32_t (*missing)(void *ctx, const char *s, size_t n);
	void *ctx;
	/* Where what was found of common.sql is kept for the layouts after the first; NULL: found anew for
	 * each. Empty at first, borrowed, of the same arena in all calls. */
	struct layout_proved *common;
};

struct checked;

/* What a check found of the queries that all layouts may use. */
struct layout_proved {
	const struct named_file *file; /* NULL: nothing yet */
	const struct checked *query;   /* one for each of the file's */
};

/* Proves a layout that was read: queries compile and are read-only, holes have their columns, parameters are
 * known, money has its currency, wordings stand in every language with the same holes and tags, characters
 * have glyphs. Reports everything at once; 0, or -1 when there was an error. */
int layout_check(struct arena *a, struct diag *d, const struct layout *l, const struct layout_check *c);

#endif
