/* sign_paper.h: electronic signatures of the house's own papers. The paper as it was issued stays as it is;
 * its signed copy lies in RUN/signed/ under the same name, and the register knows its hash and who signed. */
#ifndef LP_SIGN_PAPER_H
#define LP_SIGN_PAPER_H

#include "cli/cmd.h"
#include "sign/sign.h"

/* A paper of the register that can be signed, and its bytes as they are to be signed next: the signed copy's
 * where there is one. */
struct sign_paper {
	int64_t id;
	const char *number, *language, *file; /* file: of the signed copy, whether it is there or not */
	struct text bytes;
	int copied; /* there is a signed copy */
};

/* 0, or -1 after a diagnostic: no such paper (with near ones), none that was made, or a file that is not the
 * one on record. To be given to sign_paper_done in any case. */
int sign_paper_open(struct cmd *c, const char *number, struct sign_paper *p);
void sign_paper_done(struct sign_paper *p);

/* Signs in a field, seconds since 1970; writes the copy and the register. */
int sign_paper_sign(struct cmd *c, struct sign_paper *p, const char *field, const char *reason, int64_t when,
		    const struct sign_key *k, struct type *t);
/* Signs any PDF of ours in a field, in the words of a language; nothing is written. */
int sign_any(struct cmd *c, struct text *pdf, const char *name, const char *language, const char *field,
	     const char *reason, int64_t when, const struct sign_key *k, struct type *t);
/* Puts an authority's reply into a field's signature; writes the copy and the register. */
int sign_paper_stamp(struct cmd *c, struct sign_paper *p, const char *field, const char *reply, size_t len);

#endif
