/* house_file.h: one INI file as keys with places; knows no meaning. inih is seen by house_file.c alone. */
#ifndef LP_HOUSE_FILE_H
#define LP_HOUSE_FILE_H

#include "base/base.h"

struct house_key {
	const char *section, *key, *value; /* section "policy", key "minimum.AED" */
	struct place at;		   /* of the key, in house.ini, or in the preset */
	struct place section_at;	   /* of its "[" */
	int32_t value_col;		   /* where the value stands in that line */
};

struct house_list {
	struct house_key *key;
	int32_t n, cap;
};

/* Where a part of a key or of its value stands: s points into k->key or k->value. */
struct place house_place(const struct house_key *k, const char *s);

/* Appends the file's keys in their order. A comment has its own line (; or #); a value goes to the end of its
 * line. Lines that are none of section, key and comment, and keys given twice, are reported, all of them. -1
 * after diagnostics. */
int house_file_read(struct arena *a, struct diag *d, const char *path, struct house_list *list);

/* Checks each key and value against the table of known ones (house.c); languages are not among what it may
 * hold. -1 after diagnostics. */
int house_keys_check(struct arena *a, struct diag *d, const struct house_list *list);

/* Says what changed when the key is one of the older clock's, which counted from the day after the due date:
 * the offset itself, or a stage from age 0; with the house's own stages as they are to be written now. 1:
 * said. */
int house_clock_wrong(struct arena *a, struct diag *d, const struct house_list *own,
		      const struct house_key *k);

/* The house says rates of its own for the country of a preset's rate: then those are all. */
int house_rate_said(const struct house_list *own, const struct house_key *k);

/* What is wrong with a dated rate of interest (interest.COUNTRY.FROM..TO = RATE | source) or a dated
 * compensation (compensation.COUNTRY.FROM..TO = NOK SUM | source), or NULL. own: the house's currency, for an
 * example; NULL: not said. *where: what is wrong, in key or value. */
const char *house_rate_wrong(struct arena *a, const char *key, const char *value, const char *own,
			     const char **where);

#endif
