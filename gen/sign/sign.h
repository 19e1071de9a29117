/* sign.h: the public face of the sign room: electronic signatures in PDF files, by certificates that their
 * holders have from whom they trust, and times that an authority has witnessed.
 *
 * How it works, and why so. A signature goes into a field that the page has already: the file as it was
 * stays, byte for byte, and what the signature adds is appended (ISO 32000-1, 7.5.6, incremental update), so
 * that a second signature leaves the first one good and anybody can cut the file back to what was signed.
 * update.c writes that update; reader.c asks libqpdf what the file has, as nothing of ours reads PDF. look.c
 * draws what is seen in the field, as outlines: no font is needed that the file has not. cms.c has libcrypto
 * make the signature itself over all bytes but its own (PAdES baseline B-B, ETSI EN 319 142-1: CAdES with the
 * signer's certificate named in it), puts the token of a time-stamping authority (RFC 3161) into one that is
 * there (B-T), and says whose a signature is and whether the bytes are those that were signed. Whether the
 * certificate deserves trust is for the reader's program to say.
 *
 * Nothing here reads a clock: the time of signing comes from the caller. Begin with update.c. Tests:
 * `sh tests/run.sh checks sign`. */
#ifndef LP_SIGN_H
#define LP_SIGN_H

#include "base/base.h"
#include "type/type.h"

/* ---- who signs ---- */

struct sign_key;

/* Opens a PKCS #12 file (RFC 7292): the private key, its certificate and those above it. password may be
 * NULL. NULL after a diagnostic. */
struct sign_key *sign_key_open(const char *path, const char *password, struct diag *d);
void sign_key_close(struct sign_key *k); /* NULL is safe */
/* The name in the certificate (common name, else organisation); borrowed. */
const char *sign_key_name(const struct sign_key *k);
/* Whether the certificate is good at a time (seconds since 1970, UTC): 0, or -1 after a diagnostic. */
int sign_key_valid(const struct sign_key *k, int64_t when, struct diag *d);

/* ---- signing ---- */

struct sign_request {
	const char *field;	      /* name of the signature field */
	int64_t when;		      /* seconds since 1970, UTC */
	const char *reason;	      /* NULL: none is given */
	const struct type_span *line; /* what is seen in the field, line by line */
	int32_t lines;
	uint8_t rtl;
};

/* Appends a signature to pdf, a whole file. path names it in messages. -1 after a diagnostic: no such field,
 * signed already, no PDF that can be read; pdf is then as it was. */
int sign_pdf(struct text *pdf, const char *path, const struct sign_request *r, struct type *t,
	     const struct sign_key *k, struct diag *d);

/* ---- looking ---- */

enum sign_state {
	SIGN_EMPTY,   /* the field waits */
	SIGN_WHOLE,   /* the bytes are those that were signed; nothing but later updates follows them */
	SIGN_CHANGED, /* they are not */
	SIGN_STRANGE  /* it cannot be read, or covers less than its part of the file */
};

struct sign_facts {
	const char *field;
	enum sign_state state;
	const char *signer; /* NULL: not known */
	const char *issuer;
	int64_t when;	   /* as the signer says; 0: it says nothing */
	int64_t witnessed; /* by an authority's token for this signature; 0: there is none, or of other bytes
			    */
	const char *authority;
	size_t end;	 /* how many bytes of the file it covers, its own among them */
	const char *why; /* what is wrong; NULL: nothing */
};

/* Every signature field of the file, in the order of its form. Facts live in the arena. -1 after a
 * diagnostic. */
int sign_list(struct arena *a, const char *pdf, size_t len, const char *path, struct sign_facts **f,
	      int32_t *n, struct diag *d);

/* ---- witnessed times ---- */

/* The request to a time-stamping authority for a field's signature, DER (RFC 3161, 2.4.1), appended. */
int sign_stamp_ask(const char *pdf, size_t len, const char *path, const char *field, struct text *query,
		   struct diag *d);
/* Puts an authority's reply (2.4.2) into a field's signature, in the room that it kept for it. -1 after a
 * diagnostic: a refusal, another signature's, too large, or others have signed after it. */
int sign_stamp_put(struct text *pdf, const char *path, const char *field, const char *reply, size_t len,
		   struct diag *d);

/* The same for a whole file, by its SHA-256 (64 hex digits): the request appended; and whether a reply is of
 * this file, when and by whom (NULL: not said; in the arena) it was witnessed. -1 after a diagnostic. */
int sign_file_ask(const char *sha256, const char *path, struct text *query, struct diag *d);
int sign_file_stamp(struct arena *a, const char *sha256, const char *path, const char *reply, size_t len,
		    int64_t *when, const char **authority, struct diag *d);

/* Whether a PDF opens: to all, with the password ("": none is given), not with it. What is no PDF opens to
 * all: its readers say so. */
enum sign_lock { SIGN_OPEN, SIGN_UNLOCKED, SIGN_LOCKED };
enum sign_lock sign_lock(const char *pdf, size_t len, const char *password, int32_t *pages);

#endif
