/* vocabulary.h: the tables of vocabulary.def, and what may stand where. Of this room, and of who explains it.
 */
#ifndef LP_VOCABULARY_H
#define LP_VOCABULARY_H

#include "layout/layout.h"

enum {
	IS_ROOT = 1 << 0,
	IS_INCLUDE = 1 << 1,
	IS_BLOCK = 1 << 2,
	IS_HEAD = 1 << 3,
	IS_LINE = 1 << 4,
	IS_FIELD = 1 << 5,
	IS_ITEM = 1 << 6,
	IS_COLUMN = 1 << 7,
	IS_ROW = 1 << 8,
	IS_CELL = 1 << 9,
	IS_BOX = 1 << 10,
	IS_SIGNER = 1 << 11,
	IS_PERSON = 1 << 12,
	IS_ALT = 1 << 13,
	IS_PLURAL = 1 << 14,
	IS_TEXT = 1 << 15,
	IS_TICK = 1 << 16
};

enum value_kind {
	VALUE_TEXT,   /* wording, translated; may have holes */
	VALUE_ENUM,   /* one of a closed list */
	VALUE_YES,    /* yes or no */
	VALUE_NUMBER, /* 0 … 9999 */
	VALUE_NAME,   /* small letters, digits, _ */
	VALUE_NAMES,  /* names parted by spaces */
	VALUE_CODE,   /* capitals and digits */
	VALUE_FILE,   /* of an include: small letters, digits, - */
	VALUE_PATH,   /* of a file in the house's folder */
	VALUE_QUERY,  /* a query's name */
	VALUE_HOLE,   /* query.column */
	VALUE_FLAG,   /* query.column, or a query alone */
	VALUE_SHOW    /* a format */
};

struct attribute_rule {
	enum attribute name;
	enum value_kind kind;
	int required;
	const char *words;
	const char *meaning;
};

int32_t element_holds(enum element e);
int element_stands(enum element e, enum element parent); /* whether e may stand in parent */
const char *element_meaning(enum element e);
/* The i-th attribute of e's own, from 0; NULL: no more. */
const struct attribute_rule *attribute_own(enum element e, int32_t i);
/* The i-th attribute that several take, from 0 (NULL: no more), and whether e does. */
const struct attribute_rule *attribute_shared(int32_t i);
int attribute_shared_by(int32_t i, enum element e);

/* The element of that name that may stand in parent; -1: none. A hint (in the arena) says what was probably
 * meant. parent ELEMENTS: at the top of a file. */
int element_find(struct arena *a, enum element parent, const char *name, const char **hint);

/* The rule of an attribute of e; 0 when e does not take it (then hint as above). */
int attribute_find(struct arena *a, enum element e, const char *name, struct attribute_rule *rule,
		   const char **hint);

/* The i-th required attribute of e, from 0; -1: no more. */
int attribute_required(enum element e, int32_t i);

/* NULL when the value is of its kind; else what is expected (in the arena), and a hint or NULL. */
const char *value_expected(struct arena *a, const struct attribute_rule *rule, const char *value,
			   const char **hint);

#endif
