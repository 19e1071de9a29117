/* po_text.h: entries of a catalogue as the file has them. */
#ifndef LP_PO_TEXT_H
#define LP_PO_TEXT_H

#include "layout/catalogue.h"

/* An entry behind an empty line. said NULL: it is still to be translated; its plural forms else are forms of
 * them. */
void po_entry(struct text *t, const char *context, const char *id, const char *plural, int32_t forms,
	      const struct catalogue_entry *said);
/* What a catalogue begins with: its language, encoding and plurals. */
void po_header(struct text *t, const struct language *l);

#endif
