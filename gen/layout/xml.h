/* xml.h: a layout file as a strict tree. Of this room only. */
#ifndef LP_XML_H
#define LP_XML_H

#include "layout/layout.h"

/* Reads one file: root is EL_LAYOUT or EL_PART, else it is an error. Includes stay in the tree (EL_INCLUDE).
 * NULL after diagnostics. */
struct node *xml_read(struct arena *a, struct diag *d, const char *path, const char *stem, enum element root);

/* The name of the root element and its code attribute (NULL: none), reading no further. -1 after a
 * diagnostic. */
int xml_root(struct arena *a, struct diag *d, const char *path, const char **root, const char **code);

/* <terms>: what terms.xml holds, added to t. */
struct term;
int xml_terms(struct arena *a, struct diag *d, const char *path, struct term **term, int32_t *n,
	      int32_t *cap);

/* A parser of UTF-8 whose memory never fails (mem_alloc): a layout is broken or whole, never half read. Free
 * it with XML_ParserFree. */
struct XML_ParserStruct *xml_parser_open(void);

#endif
