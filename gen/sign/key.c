/* key.c: the private key and certificates of one who signs, from a PKCS #12 file (RFC 7292). */
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>

#include "sign/inner.h"

/* A file of a private key is a few kilobytes. */
#define KEY_MOST (1 << 20)

const char *crypto_fault(void)
{
	const char *reason = ERR_reason_error_string(ERR_peek_last_error());

	ERR_clear_error();
	return reason ? reason : "no reason is given";
}

char *name_said(const X509_NAME *n)
{
	static const int kind[] = {NID_commonName, NID_organizationName};
	unsigned char *utf8 = NULL;
	char *out;
	int at = -1, len = 0;

	for (size_t i = 0; at < 0 && i < sizeof kind / sizeof kind[0]; i++)
		at = X509_NAME_get_index_by_NID(n, kind[i], -1);
	if (at >= 0)
		len = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(n, at)));
	if (at < 0 || len < 0) {
		char line[256];

		X509_NAME_oneline(n, line, sizeof line);
		out = mem_alloc(strlen(line) + 1);
		return strcpy(out, line);
	}
	out = mem_alloc((size_t)len + 1);
	memcpy(out, utf8, (size_t)len);
	OPENSSL_free(utf8);
	return out;
}

struct sign_key *sign_key_open(const char *path, const char *password, struct diag *d)
{
	const struct place at = {path, 0, 0};
	struct arena a;
	struct sign_key *k;
	const unsigned char *p;
	char *bytes;
	size_t len;
	PKCS12 *box;
	int opened;

	arena_init(&a);
	bytes = file_read(&a, d, path, KEY_MOST, &len);
	if (!bytes) {
		arena_done(&a);
		return NULL;
	}
	/* older programs lock such files by ciphers that are off unless one asks for them */
	OSSL_PROVIDER_load(NULL, "default");
	OSSL_PROVIDER_try_load(NULL, "legacy", 1);
	p = (const unsigned char *)bytes;
	box = d2i_PKCS12(NULL, &p, (long)len);
	k = mem_alloc(sizeof *k);
	k->path = path;
	opened = box && PKCS12_parse(box, password ? password : "", &k->key, &k->own, &k->above);
	PKCS12_free(box);
	OPENSSL_cleanse(bytes, len);
	arena_done(&a);
	if (opened && k->key && k->own) {
		k->name = name_said(X509_get_subject_name(k->own));
		return k;
	}
	if (!box)
		diag(d, DIAG_SIGN_KEY, &at,
		     "is no PKCS #12 file (.p12, .pfx) with a key and its certificate");
	else if (!opened)
		diag(d, DIAG_SIGN_KEY, &at, "cannot be opened: %s; is it another password?", crypto_fault());
	else
		diag(d, DIAG_SIGN_KEY, &at, "has no private key, or no certificate for it");
	sign_key_close(k);
	return NULL;
}

void sign_key_close(struct sign_key *k)
{
	if (!k)
		return;
	EVP_PKEY_free(k->key);
	X509_free(k->own);
	sk_X509_pop_free(k->above, X509_free);
	free(k->name);
	free(k);
}

const char *sign_key_name(const struct sign_key *k)
{
	return k->name;
}

int sign_key_valid(const struct sign_key *k, int64_t when, struct diag *d)
{
	const struct place at = {k->path, 0, 0};
	time_t t = (time_t)when;

	if (X509_cmp_time(X509_get0_notBefore(k->own), &t) > 0)
		return diag(d, DIAG_SIGN_KEY, &at, "the certificate of %s is not valid yet on that day",
			    k->name);
	if (X509_cmp_time(X509_get0_notAfter(k->own), &t) < 0)
		return diag(d, DIAG_SIGN_KEY, &at, "the certificate of %s has run out", k->name);
	return 0;
}
