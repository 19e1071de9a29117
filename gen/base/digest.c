/* digest.c: SHA-256 by libcrypto. */
#define _GNU_SOURCE
#include "base/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <openssl/evp.h>

#include "base/arena.h"
#include "base/diag.h"

static void hex_of(const unsigned char *md, char hex[DIGEST_HEX])
{
	static const char digit[] = "0123456789abcdef";
	int i;

	for (i = 0; i < 32; i++) {
		hex[2 * i] = digit[md[i] >> 4];
		hex[2 * i + 1] = digit[md[i] & 15];
	}
	hex[64] = '\0';
}

struct digest *digest_begin(void)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();

	if (!c || EVP_DigestInit_ex(c, EVP_sha256(), NULL) != 1) {
		if (mem_exhausted)
			mem_exhausted(0);
		__builtin_trap();
	}
	return (struct digest *)(void *)c;
}

void digest_add(struct digest *g, const void *p, size_t n)
{
	EVP_DigestUpdate((EVP_MD_CTX *)(void *)g, p, n);
}

void digest_end(struct digest *g, char hex[DIGEST_HEX])
{
	unsigned char md[EVP_MAX_MD_SIZE] = {0};

	if (!g)
		return;
	EVP_DigestFinal_ex((EVP_MD_CTX *)(void *)g, md, NULL);
	EVP_MD_CTX_free((EVP_MD_CTX *)(void *)g);
	hex_of(md, hex);
}

void digest_bytes(const void *p, size_t n, char hex[DIGEST_HEX])
{
	struct digest *g = digest_begin();

	digest_add(g, p, n);
	digest_end(g, hex);
}

int digest_file(struct diag *d, const char *path, char hex[DIGEST_HEX], int64_t *size)
{
	struct place at = {path, 0, 0};
	struct digest *g;
	unsigned char buf[65536];
	int64_t total = 0;
	size_t n;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC),
	    bad; /* a FIFO would be waited for, for ever */
	struct stat st;
	FILE *f = fd < 0 ? NULL : fdopen(fd, "rb");

	if (!f) {
		if (fd >= 0)
			close(fd);
		return diag(d, DIAG_FILE_OPEN, &at, "cannot be opened: %s", strerror(errno));
	}
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		fclose(f);
		return diag(d, DIAG_FILE_READ, &at, "is not a regular file");
	}
	g = digest_begin();
	while ((n = fread(buf, 1, sizeof buf, f)) > 0) {
		digest_add(g, buf, n);
		total += (int64_t)n;
	}
	bad = ferror(f);
	fclose(f);
	digest_end(g, hex);
	if (bad)
		return diag(d, DIAG_FILE_READ, &at, "cannot be read to its end");
	if (size)
		*size = total;
	return 0;
}
