/* catalogue.h: wordings: translations from po/LANG.po and the terms of the trade from terms.xml. */
#ifndef LP_CATALOGUE_H
#define LP_CATALOGUE_H

#include "base/base.h"

struct house;
struct language;

/* ---- translations ---- */

#define CATALOGUE_FORMS 6 /* most plural forms of a language (Arabic) */

struct catalogue_entry {
	const char *context;		  /* msgctxt, NULL: none */
	const char *id, *plural;	  /* msgid; msgid_plural, NULL: none */
	const char *str[CATALOGUE_FORMS]; /* msgstr, or msgstr[k]; "" is untranslated */
	int32_t forms;			  /* of str */
	struct place at, str_at[CATALOGUE_FORMS];
	int fuzzy;
	int used;      /* something asked for it */
	uint32_t next; /* chain of the hash, index + 1 */
};

struct catalogue {
	const struct language *language;
	const char *lang;	    /* its code */
	const char *own;	    /* path of the house's file */
	int alone[CATALOGUE_FORMS]; /* the form is of one count alone: it may leave the number out */
	struct catalogue_entry *entry;
	int32_t n, cap;
	uint32_t *bucket;
	uint32_t buckets;
};

/* Adds one file to the catalogue; entries that came from an earlier file are replaced, twice in one file is
 * an error. Strict: all syntax errors are reported, each with line and column; -1 after any. */
int catalogue_read(struct catalogue *c, struct arena *a, struct diag *d, const char *path);

/* The catalogue of a language: the shipped layouts/po/LANG.po, and the house's over it. NULL after
 * diagnostics, also when neither exists. In the arena. */
struct catalogue *catalogue_open(struct arena *a, struct diag *d, const struct house *h, const char *lang);

/* Borrowed, or NULL. context NULL: entries without context. */
const struct catalogue_entry *catalogue_find(const struct catalogue *c, const char *context, const char *id);

/* The language's plural categories, and all entries on their own: fuzzy ones, holes and tags that differ from
 * the msgid's. -1 after an error. */
int catalogue_check(struct arena *a, struct diag *d, const struct catalogue *c);

/* After everything that a house prints was looked up: warns of entries of the house's own file that nothing
 * asked for, which are mostly a sentence that was copied wrongly or has changed since. */
void catalogue_unused(struct arena *a, struct diag *d, const struct catalogue *c);

struct sentence;
/* The sentence's wording in the catalogue's language, found with context, else without. plural: the sentence
 * of <other>, or NULL; then form is the msgstr index. c NULL is English: the sentence itself (form 0) or the
 * plural. NULL after a diagnostic: missing, fuzzy, untranslated, other holes or tags. A form of one count
 * alone may leave the count's hole out: any one here, the right one is proved by catalogue_counted. */
const struct sentence *catalogue_word(struct arena *a, struct diag *d, const struct catalogue *c,
				      const char *context, const struct sentence *s,
				      const struct sentence *plural, int32_t form);

/* What a form of a counted sentence leaves out is the count ("a.n") and no other hole. -1 after a diagnostic.
 */
int catalogue_counted(struct arena *a, struct diag *d, const struct catalogue *c,
		      const struct sentence *plural, const struct sentence *word, const char *count);

/* ---- terms ---- */

/* <terms version="1"><term>invoice</term><term code="credit_note">Credit note</term><label name="page">Page
 * %1 of %2</label></terms> A term is a value of the data that is translated (types of entries, buckets,
 * reasons); a label is wording that the program itself needs. */
struct term {
	const char *code, *english;
	int label;
	struct place at;
};

struct terms {
	const struct term *term;
	int32_t n;
};

/* The shipped layouts/terms.xml and the house's over it. NULL after diagnostics. In the arena. */
const struct terms *terms_read(struct arena *a, struct diag *d, const struct house *h);

const struct term *terms_find(const struct terms *t, const char *code);
const struct term *terms_label(const struct terms *t, const char *name);

/* A term in the language of the catalogue (NULL: English). The limits of a bucket ("1..15") are worded by the
 * labels bucket_due, bucket_days and bucket_over; another code without letters ("+") is its own wording. NULL
 * after a diagnostic at the place given. Labels likewise by their name. */
const char *term_word(struct arena *a, struct diag *d, const struct terms *t, const struct catalogue *c,
		      const char *code, const struct place *at);
const char *label_word(struct arena *a, struct diag *d, const struct terms *t, const struct catalogue *c,
		       const char *name);
/* A label with values (NULL: "") in the places of %1, %2 and %3. In the arena. NULL after a diagnostic. */
const char *label_filled(struct arena *a, struct diag *d, const struct terms *t, const struct catalogue *c,
			 const char *name, const char *const value[3]);

/* Whether term_word has a wording of its own for the code: a term, or the limits of a bucket. */
int term_known(const struct terms *t, const char *code);

/* All terms, and the labels that the program needs, have a wording in the catalogue's language (NULL:
 * English). -1 after errors. */
int terms_check(struct arena *a, struct diag *d, const struct terms *t, const struct catalogue *c);

#endif
