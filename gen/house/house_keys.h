/* house_keys.h: the keys that house.ini may say, with their meaning, as house_keys.def declares them. */
#ifndef LP_HOUSE_KEYS_H
#define LP_HOUSE_KEYS_H

#include "base/base.h"
#include "base/money.h"

struct house_known {
	const char *section,
		*key;	  /* "minimum.*": any key that starts so; "import.*": any section that does */
	const char *kind; /* for people: "a whole number" */
	const char *meaning;
};

extern const struct house_known house_known_all[];
extern const int32_t house_known_count;

/* "an amount of that currency, as 50.000": what a value should have been, with the decimals of c. */
const char *amount_expected(struct arena *a, const struct currency *c);

#endif
