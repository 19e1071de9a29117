/* mail.h: one letter as an electronic mail (RFC 5322, MIME by RFC 2045 to 2049) that a mail program opens as
 * a draft. */
#ifndef LP_MAIL_H
#define LP_MAIL_H

#include "base/base.h"

/* Somebody who gets it; name "" or NULL: the address alone. */
struct mail_to {
	const char *name, *email;
};

/* A file that goes along. */
struct mail_file {
	const char *name;  /* as the reader sees it; no path */
	const char *media; /* "application/pdf" */
	const void *bytes;
	size_t n;
};

/* All text is UTF-8. What breaks lines or is a control character in a name, a subject or a file's name
 * becomes a space: nobody's name can add a header. */
struct mail {
	struct mail_to from;
	const struct mail_to *to; /* at least one */
	int32_t tos;
	const char *subject;
	const char *id;		  /* unique in the house: makes the Message-ID and the boundaries */
	int32_t date;		  /* [days since 1970-01-01], said as noon of UTC */
	const char *plain, *html; /* the same words twice */
	const struct mail_file *file;
	int32_t files;
};

/* Why mail cannot go to this address, in words; NULL: it can. Plain addresses only (RFC 5321: a name of ASCII
 * letters, digits and signs, one @, a domain of ASCII letters, digits, points and hyphens; 254 bytes). */
const char *mail_fault(const char *email);

/* Appends the mail, lines ended by CR LF, with `X-Unsent: 1` as its first header. Addresses must be without
 * fault. The same mail gives the same bytes. */
void mail_write(const struct mail *m, struct text *out);

#endif
