/* digest.h: SHA-256 as 64 lower-case hex digits (FIPS 180-4), by OpenSSL. */
#ifndef LP_DIGEST_H
#define LP_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define DIGEST_HEX 65 /* with the NUL */

struct diag;

void digest_bytes(const void *p, size_t n, char hex[DIGEST_HEX]);

/* Of a file's content; size (may be NULL) gets its length in bytes. -1 after a diagnostic. */
int digest_file(struct diag *d, const char *path, char hex[DIGEST_HEX], int64_t *size);

/* Piecewise. digest_end closes and frees; NULL is safe there. */
struct digest;
struct digest *digest_begin(void);
void digest_add(struct digest *g, const void *p, size_t n);
void digest_end(struct digest *g, char hex[DIGEST_HEX]);

#endif
