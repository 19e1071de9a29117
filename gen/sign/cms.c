/* cms.c: signatures over bytes (CMS, RFC 5652; CAdES, ETSI EN 319 122-1) and time stamps in them (RFC 3161),
 * by libcrypto. */
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/ts.h>

#include "sign/inner.h"

/* What a signature has beside certificates, and what the token of an authority with its own certificates
 * takes. */
#define ROOM_OWN 3072
#define ROOM_TOKEN 10240

size_t cms_room(const struct sign_key *k)
{
	int room = i2d_X509(k->own, NULL);

	for (int i = 0; i < sk_X509_num(k->above); i++)
		room += i2d_X509(sk_X509_value(k->above, i), NULL);
	return (size_t)room + ROOM_OWN + ROOM_TOKEN;
}

static BIO *covered(const char *pdf, const struct sign_range *r)
{
	BIO *b = BIO_new(BIO_s_mem());

	if (b && (BIO_write(b, pdf, (int)r->hole) != (int)r->hole ||
		  BIO_write(b, pdf + r->rest, (int)(r->end - r->rest)) != (int)(r->end - r->rest))) {
		BIO_free(b);
		return NULL;
	}
	return b;
}

/* ---- making ---- */

struct attribute {
	unsigned char *der;
	int len;
};

static int by_bytes(const void *x, const void *y)
{
	const struct attribute *a = x, *b = y;
	int c = memcmp(a->der, b->der, (size_t)(a->len < b->len ? a->len : b->len));

	return c ? c : a->len - b->len;
}

/* The signed attributes as they are signed: a SET OF in DER (RFC 5652, 5.4; X.690, 11.6: in the order of
 * their bytes).
 */
static void attributes_der(const CMS_SignerInfo *si, struct text *out)
{
	struct attribute one[16];
	int n = CMS_signed_get_attr_count(si), total = 0;
	unsigned char head[8];

	for (int i = 0; i < n && i < 16; i++) {
		one[i].der = NULL;
		one[i].len = i2d_X509_ATTRIBUTE(CMS_signed_get_attr(si, i), &one[i].der);
		total += one[i].len;
	}
	n = n < 16 ? n : 16;
	qsort(one, (size_t)n, sizeof one[0], by_bytes);
	{
		unsigned char *p = head;

		ASN1_put_object(&p, 1, total, V_ASN1_SET, V_ASN1_UNIVERSAL);
		text_add(out, (const char *)head, (size_t)(p - head));
	}
	for (int i = 0; i < n; i++) {
		text_add(out, (const char *)one[i].der, (size_t)one[i].len);
		OPENSSL_free(one[i].der);
	}
}

/* libcrypto always adds a signing time of its own. PAdES has the time in the PDF and forbids it here (ETSI EN
 * 319 142-1, 6.3), so it is taken out and what is left is signed again. */
static int without_time(CMS_SignerInfo *si, EVP_PKEY *key)
{
	EVP_MD_CTX *m = EVP_MD_CTX_new();
	ASN1_OCTET_STRING *value = CMS_SignerInfo_get0_signature(si);
	unsigned char *sig = NULL;
	struct text set;
	size_t n = 0;
	int at = CMS_signed_get_attr_by_NID(si, NID_pkcs9_signingTime, -1), ok;

	text_init(&set);
	if (at >= 0)
		X509_ATTRIBUTE_free(CMS_signed_delete_attr(si, at));
	attributes_der(si, &set);
	ok = m && EVP_DigestSignInit(m, NULL, EVP_sha256(), NULL, key) == 1 &&
	     EVP_DigestSign(m, NULL, &n, (const unsigned char *)set.data, set.len) == 1;
	if (ok) {
		sig = mem_alloc(n);
		ok = EVP_DigestSign(m, sig, &n, (const unsigned char *)set.data, set.len) == 1 &&
		     ASN1_OCTET_STRING_set(value, sig, (int)n) == 1;
		free(sig);
	}
	EVP_MD_CTX_free(m);
	text_done(&set);
	return ok;
}

static int der_of(CMS_ContentInfo *cms, struct text *out)
{
	unsigned char *der = NULL;
	int n = i2d_CMS_ContentInfo(cms, &der);

	if (n <= 0)
		return 0;
	text_add(out, (const char *)der, (size_t)n);
	OPENSSL_free(der);
	return 1;
}

int cms_make(const struct sign_key *k, const char *pdf, const struct sign_range *r, struct text *out,
	     struct diag *d)
{
	const struct place at = {k->path, 0, 0};
	const unsigned flags = CMS_BINARY | CMS_DETACHED | CMS_PARTIAL | CMS_NOSMIMECAP | CMS_CADES;
	BIO *data = covered(pdf, r);
	CMS_ContentInfo *cms = CMS_sign(NULL, NULL, k->above, NULL, flags);
	CMS_SignerInfo *si = cms ? CMS_add1_signer(cms, k->own, k->key, EVP_sha256(), flags) : NULL;
	int ok = data && si && CMS_final(cms, data, NULL, flags) == 1 && without_time(si, k->key) &&
		 der_of(cms, out);

	CMS_ContentInfo_free(cms);
	BIO_free(data);
	return ok ? 0 : diag(d, DIAG_SIGN_KEY, &at, "cannot sign: %s", crypto_fault());
}

/* ---- reading ---- */

static CMS_ContentInfo *cms_read(const char *der, size_t len)
{
	const unsigned char *p = (const unsigned char *)der;

	return d2i_CMS_ContentInfo(NULL, &p, (long)len);
}

static CMS_SignerInfo *signer_of(CMS_ContentInfo *cms)
{
	STACK_OF(CMS_SignerInfo) *all = CMS_get0_SignerInfos(cms);

	return sk_CMS_SignerInfo_num(all) == 1 ? sk_CMS_SignerInfo_value(all, 0) : NULL;
}

static char *kept(struct arena *a, char *s)
{
	char *out = arena_dup(a, s);

	free(s);
	return out;
}

static int64_t seconds_of(const ASN1_TIME *t)
{
	ASN1_TIME *zero = ASN1_TIME_set(NULL, 0);
	int days = 0, seconds = 0;
	int ok = zero && t && ASN1_TIME_diff(&days, &seconds, zero, t);

	ASN1_TIME_free(zero);
	return ok ? (int64_t)days * 86400 + seconds : 0;
}

/* The token that witnesses the signature, if there is one and it is about this one. */
static PKCS7 *token_of(const CMS_SignerInfo *si)
{
	int at = CMS_unsigned_get_attr_by_NID(si, NID_id_smime_aa_timeStampToken, -1);
	ASN1_TYPE *v = at < 0 ? NULL : X509_ATTRIBUTE_get0_type(CMS_unsigned_get_attr(si, at), 0);
	const unsigned char *p;

	if (!v || v->type != V_ASN1_SEQUENCE)
		return NULL;
	p = v->value.sequence->data;
	return d2i_PKCS7(NULL, &p, v->value.sequence->length);
}

static void imprint_of(CMS_SignerInfo *si, unsigned char hash[32])
{
	const ASN1_OCTET_STRING *value = CMS_SignerInfo_get0_signature(si);

	EVP_Digest(value->data, (size_t)value->length, hash, NULL, EVP_sha256(), NULL);
}

/* Whether a token is of an imprint (SHA-256), and its own signature holds. Whether its authority deserves
 * trust is not asked. */
static int token_holds(PKCS7 *token, TS_TST_INFO *info, const unsigned char hash[32])
{
	TS_MSG_IMPRINT *m = TS_TST_INFO_get_msg_imprint(info);
	ASN1_OCTET_STRING *said = TS_MSG_IMPRINT_get_msg(m);
	BIO *sink = BIO_new(BIO_s_null());
	int ok = sink && said->length == 32 && memcmp(said->data, hash, 32) == 0 &&
		 PKCS7_verify(token, NULL, NULL, NULL, sink, PKCS7_NOVERIFY) == 1;

	BIO_free(sink);
	return ok;
}

static void token_read(struct arena *a, CMS_SignerInfo *si, struct sign_facts *f)
{
	PKCS7 *token = token_of(si);
	TS_TST_INFO *info = token ? PKCS7_to_TS_TST_INFO(token) : NULL;
	STACK_OF(X509) *by = token ? PKCS7_get0_signers(token, NULL, 0) : NULL;
	unsigned char hash[32];

	imprint_of(si, hash);
	if (info && token_holds(token, info, hash)) {
		f->witnessed = seconds_of(TS_TST_INFO_get_time(info));
		if (by && sk_X509_num(by) > 0)
			f->authority = kept(a, name_said(X509_get_subject_name(sk_X509_value(by, 0))));
	} else if (token) {
		f->why = "its time stamp is another signature's, or spoilt";
	}
	sk_X509_free(by);
	TS_TST_INFO_free(info);
	PKCS7_free(token);
	ERR_clear_error();
}

void cms_check(struct arena *a, const char *der, size_t len, const char *pdf, const struct sign_range *r,
	       struct sign_facts *f)
{
	CMS_ContentInfo *cms = cms_read(der, len);
	CMS_SignerInfo *si = cms ? signer_of(cms) : NULL;
	BIO *data = covered(pdf, r);
	STACK_OF(X509) * by;

	f->state = SIGN_STRANGE;
	f->why = "holds no signature that can be read";
	if (si && data) {
		f->why = NULL;
		/* chains of certificates are the reader's to judge */
		f->state = CMS_verify(cms, NULL, NULL, data, NULL,
				      CMS_BINARY | CMS_DETACHED | CMS_NO_SIGNER_CERT_VERIFY) == 1
				   ? SIGN_WHOLE
				   : SIGN_CHANGED;
		if (f->state == SIGN_CHANGED)
			f->why = "the bytes are not those that were signed";
		by = CMS_get0_signers(cms);
		if (by && sk_X509_num(by) == 1) {
			f->signer = kept(a, name_said(X509_get_subject_name(sk_X509_value(by, 0))));
			f->issuer = kept(a, name_said(X509_get_issuer_name(sk_X509_value(by, 0))));
		}
		sk_X509_free(by);
		token_read(a, si, f);
	}
	BIO_free(data);
	CMS_ContentInfo_free(cms);
	ERR_clear_error();
}

/* ---- witnessed times ---- */

/* The request (RFC 3161, 2.4.1) for a SHA-256. */
static int request_add(unsigned char hash[32], struct text *query)
{
	TS_REQ *req = TS_REQ_new();
	TS_MSG_IMPRINT *m = TS_MSG_IMPRINT_new();
	X509_ALGOR *sha256 = X509_ALGOR_new();
	unsigned char *out = NULL;
	int n = 0;

	if (req && m && sha256) {
		X509_ALGOR_set_md(sha256, EVP_sha256());
		if (TS_MSG_IMPRINT_set_algo(m, sha256) && TS_MSG_IMPRINT_set_msg(m, hash, 32) &&
		    TS_REQ_set_version(req, 1) && TS_REQ_set_msg_imprint(req, m) &&
		    TS_REQ_set_cert_req(req, 1))
			n = i2d_TS_REQ(req, &out);
	}
	if (n > 0)
		text_add(query, (const char *)out, (size_t)n);
	OPENSSL_free(out);
	X509_ALGOR_free(sha256);
	TS_MSG_IMPRINT_free(m);
	TS_REQ_free(req);
	return n > 0 ? 0 : -1;
}

int cms_stamp_ask(const char *der, size_t len, const char *path, struct text *query, struct diag *d)
{
	const struct place at = {path, 0, 0};
	CMS_ContentInfo *cms = cms_read(der, len);
	CMS_SignerInfo *si = cms ? signer_of(cms) : NULL;
	unsigned char hash[32];
	int bad = !si;

	if (si) {
		imprint_of(si, hash);
		bad = request_add(hash, query) < 0;
	}
	CMS_ContentInfo_free(cms);
	return bad ? diag(d, DIAG_SIGN_STAMP, &at, "no request can be made: %s", crypto_fault()) : 0;
}

static void hash_of(const char *hex, unsigned char hash[32])
{
	for (int i = 0; i < 32; i++) {
		const char two[3] = {hex[2 * i], hex[2 * i + 1], '\0'};

		hash[i] = (unsigned char)strtoul(two, NULL, 16);
	}
}

int sign_file_ask(const char *sha256, const char *path, struct text *query, struct diag *d)
{
	const struct place at = {path, 0, 0};
	unsigned char hash[32];

	hash_of(sha256, hash);
	return request_add(hash, query) < 0
		       ? diag(d, DIAG_SIGN_STAMP, &at, "no request can be made: %s", crypto_fault())
		       : 0;
}

int sign_file_stamp(struct arena *a, const char *sha256, const char *path, const char *reply, size_t len,
		    int64_t *when, const char **authority, struct diag *d)
{
	const struct place at = {path, 0, 0};
	const unsigned char *p = (const unsigned char *)reply;
	TS_RESP *resp = d2i_TS_RESP(NULL, &p, (long)len);
	PKCS7 *token = resp ? TS_RESP_get_token(resp) : NULL;
	TS_TST_INFO *info = resp ? TS_RESP_get_tst_info(resp) : NULL;
	STACK_OF(X509) *by = token ? PKCS7_get0_signers(token, NULL, 0) : NULL;
	unsigned char hash[32];
	int rc = 0;

	hash_of(sha256, hash);
	*authority = NULL;
	if (!resp)
		rc = diag(d, DIAG_SIGN_STAMP, &at, "is no reply of a time-stamping authority (RFC 3161)");
	else if (!token || !info)
		rc = diag(d, DIAG_SIGN_STAMP, &at, "the authority gave no time stamp: it refused");
	else if (!token_holds(token, info, hash))
		rc = diag(d, DIAG_SIGN_STAMP, &at, "is a time stamp of another file, or spoilt");
	if (rc == 0) {
		*when = seconds_of(TS_TST_INFO_get_time(info));
		if (by && sk_X509_num(by) > 0)
			*authority = kept(a, name_said(X509_get_subject_name(sk_X509_value(by, 0))));
	}
	sk_X509_free(by);
	TS_RESP_free(resp);
	ERR_clear_error();
	return rc;
}

int cms_stamp_put(const char *der, size_t len, const char *path, const char *reply, size_t reply_len,
		  struct text *out, struct diag *d)
{
	const struct place at = {path, 0, 0};
	const unsigned char *p = (const unsigned char *)reply;
	CMS_ContentInfo *cms = cms_read(der, len);
	CMS_SignerInfo *si = cms ? signer_of(cms) : NULL;
	TS_RESP *resp = d2i_TS_RESP(NULL, &p, (long)reply_len);
	PKCS7 *token = resp ? TS_RESP_get_token(resp) : NULL;
	TS_TST_INFO *info = resp ? TS_RESP_get_tst_info(resp) : NULL;
	unsigned char hash[32], *bytes = NULL;
	int n, old, rc = 0;

	if (si)
		imprint_of(si, hash);
	if (!resp || !si)
		rc = diag(d, DIAG_SIGN_STAMP, &at, "is no reply of a time-stamping authority (RFC 3161)");
	else if (!token || !info)
		rc = diag(d, DIAG_SIGN_STAMP, &at, "the authority gave no time stamp: it refused");
	else if (!token_holds(token, info, hash))
		rc = diag(d, DIAG_SIGN_STAMP, &at, "is of another signature, or spoilt");
	if (rc == 0) {
		n = i2d_PKCS7(token, &bytes);
		old = CMS_unsigned_get_attr_by_NID(si, NID_id_smime_aa_timeStampToken, -1);
		if (old >= 0)
			X509_ATTRIBUTE_free(CMS_unsigned_delete_attr(si, old));
		if (n <= 0 ||
		    CMS_unsigned_add1_attr_by_NID(si, NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE, bytes,
						  n) != 1 ||
		    !der_of(cms, out))
			rc = diag(d, DIAG_SIGN_STAMP, &at, "cannot be put in: %s", crypto_fault());
		OPENSSL_free(bytes);
	}
	TS_RESP_free(resp);
	CMS_ContentInfo_free(cms);
	ERR_clear_error();
	return rc;
}
