/* magic.c: the functions of libmagic that the program calls. */
#include "late/late.h"

#include <magic.h>

LATE(LATE_MAGIC, magic_t, magic_open, (int flags), (flags))
LATE(LATE_MAGIC, void, magic_close, (magic_t cookie), (cookie))
LATE(LATE_MAGIC, int, magic_load, (magic_t cookie, const char *file), (cookie, file))
LATE(LATE_MAGIC, const char *, magic_buffer, (magic_t cookie, const void *bytes, size_t n),
     (cookie, bytes, n))
LATE(LATE_MAGIC, int, magic_version, (void), ())
