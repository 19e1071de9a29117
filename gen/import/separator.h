/* separator.h: what parts the cells of a file. */
#ifndef LP_SEPARATOR_H
#define LP_SEPARATOR_H

#include <stddef.h>

/* "sep=;" in the first line of a file's text, as Excel writes and reads it. The separator; 0: there is no
 * such line. */
char separator_line(const char *text, size_t len);
/* The separator of a file that begins as our rejects do, also when a spreadsheet has saved it anew. 0: it
 * does not. */
char separator_rejects(const char *s, size_t n);
/* The separator that the line at p uses most, outside of quotes. */
char separator_of(const char *p, const char *end);

#endif
