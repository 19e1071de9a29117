/* term.h: what is written to stderr for people: messages, and how far long work is. */
#ifndef LP_TERM_H
#define LP_TERM_H

#include "base/base.h"

/* Lines of messages. On a terminal the grave words are coloured (error and worse red, warning yellow), unless
 * NO_COLOR is set or TERM is dumb; what is drawn of a progress bar is wiped first. */
void term_write(const char *s, size_t n);

/* A bar with the time that is left, on a terminal only; done == total ends it. */
void term_progress(const char *what, int64_t done, int64_t total);

/* What is left in words: "", "less than a minute", "about 3 minutes", "about 2 hours". Of work that has done
 * so much in so many seconds; "" as long as nothing can be said. */
const char *term_left(char buf[40], int64_t done, int64_t total, int64_t seconds);

#endif
