/* sentence.h: text with holes and tags, "Please pay {key.total} by <b>{key.by}</b>.", cut into pieces. */
#ifndef LP_SENTENCE_H
#define LP_SENTENCE_H

#include "base/base.h"
#include "db/named.h"

/* How a hole is shown. AS_DECLARED: as the SQL declares its column. AS_TERM_WITHIN: a term inside a sentence,
 * its first letter small. */
enum show {
	AS_DECLARED,
#define AS(id, name, meaning) AS_##id,
#include "layout/vocabulary.def"
	SHOWS
};

extern const char *const show_name[SHOWS];

/* AS_… of a name as written after the bar or in as=; -1: unknown. */
int show_find(const char *name);

enum { PIECE_BOLD = 1, PIECE_ITALIC = 2 };

struct piece {
	const char *text; /* literal text, "\n" for <br/>; NULL: a hole */
	const char *query, *column;
	enum show show;
	uint8_t style;	 /* PIECE_* */
	struct place at; /* of a hole */
};

struct sentence {
	const char
		*source; /* white space folded, holes and tags as written: what the catalogue has as msgid */
	struct place at;
	const struct piece *piece;
	int32_t pieces;
};

/* Where a hole's brace stands: offset in the source, and place. */
struct mark {
	int32_t offset;
	struct place at;
};

/* Cuts source. Holes take their place from mark (NULL: all stand at *at). NULL after diagnostics. */
const struct sentence *sentence_read(struct arena *a, struct diag *d, const char *source,
				     const struct place *at, const struct mark *mark, int32_t marks);

/* 1 when both have the same holes and the same tags, in any order; else 0 and what (in the arena) says what
 * differs:
 * "{key.by} is missing". */
int sentence_same(struct arena *a, const struct sentence *source, const struct sentence *other,
		  const char **what);

/* The same, of a wording for one count alone ("two invoices"): it may leave out the hole of the count, once.
 * hole: "a.n"; NULL: it is not known, and may be any one without a format. */
int sentence_same_counted(struct arena *a, const struct sentence *source, const struct sentence *other,
			  const char *hole, const char **what);

#endif
