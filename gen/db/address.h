/* address.h: postcode and town as a country writes them (address.def). */
#ifndef LP_ADDRESS_H
#define LP_ADDRESS_H

#include "base/text.h"

enum address_part {
	ADDRESS_ABOVE,	/* above the street */
	ADDRESS_FIRST,	/* below it */
	ADDRESS_SECOND, /* below that */
	ADDRESS_ALL	/* all in one line, as in a sentence */
};

/* Appends the part of an address in a country (ISO 3166-1; NULL: not known). postcode and town may be NULL or
 * "": what parts them goes with them. abroad: of a letter from another country, which names the country
 * before the postcode where it is the custom. */
void address_part(struct text *t, const char *country, enum address_part part, const char *postcode,
		  const char *town, int abroad);

#endif
