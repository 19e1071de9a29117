/* inner.h: what the files of the sign room share. Not for other rooms. */
#ifndef LP_SIGN_INNER_H
#define LP_SIGN_INNER_H

#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "sign/sign.h"

struct sign_key {
	EVP_PKEY *key;
	X509 *own;
	STACK_OF(X509) * above;
	char *name;
	const char *path; /* borrowed */
};

/* The bytes that a signature covers: all of the file but those from hole to rest, which are its own. */
struct sign_range {
	size_t hole, rest, end;
};

/* The common name of a name, else its organisation, else all of it on one line. The caller frees it. */
char *name_said(const X509_NAME *n);

/* The room in bytes that a signature by k wants, its time stamp included. */
size_t cms_room(const struct sign_key *k);
/* The signature over the ranges of pdf, DER, appended to out. */
int cms_make(const struct sign_key *k, const char *pdf, const struct sign_range *r, struct text *out,
	     struct diag *d);
/* What a signature says, and whether pdf's bytes are the ones that it signed. The facts' state, signer,
 * issuer, witnessed, authority and why are filled in. */
void cms_check(struct arena *a, const char *der, size_t len, const char *pdf, const struct sign_range *r,
	       struct sign_facts *f);
/* The imprint of a signature for the authority, and the signature with its token in it. */
int cms_stamp_ask(const char *der, size_t len, const char *path, struct text *query, struct diag *d);
int cms_stamp_put(const char *der, size_t len, const char *path, const char *reply, size_t reply_len,
		  struct text *out, struct diag *d);

/* Content of an appearance w x h [mpt] that shows the lines, as filled outlines. */
void look_draw(struct type *t, const struct sign_request *r, int32_t w, int32_t h, struct text *content);

/* libcrypto's own words for its last error; static. */
const char *crypto_fault(void);

#endif
