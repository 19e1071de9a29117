/* charset.h: the bytes of an export as UTF-8, by ICU; what does not fit the encoding is refused, never
 * guessed. */
#ifndef LP_CHARSET_H
#define LP_CHARSET_H

#include "base/base.h"

/* The text in UTF-8 without byte order mark, NUL behind, in the arena (bytes themselves when they are UTF-8
 * already). encoding: "utf-8", "utf-16le", "utf-16be", "windows-1251", "windows-1252", "windows-1256" or NULL
 * (utf-8); a byte order mark in the bytes decides instead. bytes has n bytes and a NUL behind. NULL after a
 * diagnostic at the first bad place; d NULL: silent. */
char *charset_decode(struct arena *a, struct diag *d, const char *path, char *bytes, size_t n,
		     const char *encoding, size_t *len);

#endif
