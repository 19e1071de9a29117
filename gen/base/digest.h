/* digest.h: SHA-256 as 64 lower-case hex digits (FIPS 180-4), by OpenSSL; and the other digests that bags of
 * others are proved by. */
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

/* Others than SHA-256: what we read, never what we write. */
enum digest_kind {
	DIGEST_MD5,
	DIGEST_SHA1,
	DIGEST_SHA224,
	DIGEST_SHA256,
	DIGEST_SHA384,
	DIGEST_SHA512,
	DIGEST_KINDS
};
#define DIGEST_HEX_MOST 129 /* the longest, with the NUL */

/* "md5", "SHA-256", "sha512" … whatever its capitals and hyphens; -1: none of them. */
int digest_kind(const char *name);
const char *digest_name(enum digest_kind k); /* "sha256" */
size_t digest_digits(enum digest_kind k);    /* hex digits */
struct digest *digest_begin_kind(enum digest_kind k);
void digest_end_kind(struct digest *g, char hex[DIGEST_HEX_MOST]);

#endif
