/* digest.c: SHA-256 and its like, by libcrypto. */
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

static const struct {
	const char *name;
	size_t digits;
	const EVP_MD *(*md)(void);
} kinds[DIGEST_KINDS] = {
	[DIGEST_MD5] = {"md5", 32, EVP_md5},	      [DIGEST_SHA1] = {"sha1", 40, EVP_sha1},
	[DIGEST_SHA224] = {"sha224", 56, EVP_sha224}, [DIGEST_SHA256] = {"sha256", 64, EVP_sha256},
	[DIGEST_SHA384] = {"sha384", 96, EVP_sha384}, [DIGEST_SHA512] = {"sha512", 128, EVP_sha512}};

static void hex_of(const unsigned char *md, size_t digits, char *hex)
{
	static const char digit[] = "0123456789abcdef";

	for (size_t i = 0; i < digits / 2; i++) {
		hex[2 * i] = digit[md[i] >> 4];
		hex[2 * i + 1] = digit[md[i] & 15];
	}
	hex[digits] = '\0';
}

int digest_kind(const char *name)
{
	char plain[16];
	size_t n = 0;

	for (; *name && n + 1 < sizeof plain; name++)
		if (*name != '-' && *name != '_')
			plain[n++] = *name >= 'A' && *name <= 'Z' ? (char)(*name + 32) : *name;
	plain[n] = '\0';
	for (int i = 0; i < DIGEST_KINDS; i++)
		if (!*name && strcmp(plain, kinds[i].name) == 0)
			return i;
	return -1;
}

const char *digest_name(enum digest_kind k)
{
	return kinds[k].name;
}

size_t digest_digits(enum digest_kind k)
{
	return kinds[k].digits;
}

struct digest *digest_begin_kind(enum digest_kind k)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();

	if (!c || EVP_DigestInit_ex(c, kinds[k].md(), NULL) != 1) {
		if (mem_exhausted)
			mem_exhausted(0);
		__builtin_trap();
	}
	return (struct digest *)(void *)c;
}

struct digest *digest_begin(void)
{
	return digest_begin_kind(DIGEST_SHA256);
}

void digest_add(struct digest *g, const void *p, size_t n)
{
	EVP_DigestUpdate((EVP_MD_CTX *)(void *)g, p, n);
}

void digest_end_kind(struct digest *g, char hex[DIGEST_HEX_MOST])
{
	unsigned char md[EVP_MAX_MD_SIZE] = {0};
	unsigned n = 0;

	if (!g)
		return;
	EVP_DigestFinal_ex((EVP_MD_CTX *)(void *)g, md, &n);
	EVP_MD_CTX_free((EVP_MD_CTX *)(void *)g);
	hex_of(md, (size_t)n * 2, hex);
}

void digest_end(struct digest *g, char hex[DIGEST_HEX])
{
	char all[DIGEST_HEX_MOST];

	if (!g)
		return;
	digest_end_kind(g, all);
	memcpy(hex, all, DIGEST_HEX - 1);
	hex[DIGEST_HEX - 1] = '\0';
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
