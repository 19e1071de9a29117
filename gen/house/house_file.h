/* house_file.h: one INI file as keys with places; knows no meaning. inih is seen by house_file.c alone. */
#ifndef LP_HOUSE_FILE_H
#define LP_HOUSE_FILE_H

#include "base/base.h"

struct house_key {
	const char *section, *key, *value; /* section "policy", key "minimum.AED" */
	struct place at;		   /* in house.ini, or in the preset */
};

struct house_list {
	struct house_key *key;
	int32_t n, cap;
};

/* Appends the file's keys in their order. A comment has its own line (; or #); a value goes to the end of its
 * line. Lines that are none of section, key and comment, and keys given twice, are reported, all of them. -1
 * after diagnostics. */
int house_file_read(struct arena *a, struct diag *d, const char *path, struct house_list *list);

/* Checks each key and value against the table of known ones (house.c); languages are not among what it may
 * hold. -1 after diagnostics. */
int house_keys_check(struct arena *a, struct diag *d, const struct house_list *list);

#endif
