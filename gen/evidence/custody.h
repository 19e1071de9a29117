/* custody.h: the custody log as a chain of hashes, in the ledger and in a bundle.
 *
 * What a line says is the text DATE, ACT, SUBJECT, SHA-256, WHO, NOTE with a tab between, the date as
 * 2026-11-01, what is not known empty; in each \\ stands for a backslash, \t, \n, \r for tab, LF, CR; no line
 * end. content_sha256 is the SHA-256 of that text. A line's own SHA-256 is of "NUMBER BEFORE CONTENT", one
 *blank between, no line end: its number, the SHA-256 of the line before (64 zeros of the first),
 *content_sha256.
 *
 * custody-chain.txt of a bundle has the lines from the first to the last that are about the case's papers,
 *one a line that ends with LF: NUMBER, BEFORE, CONTENT and LINE with a tab between; of those that are about
 *the case's papers a tab and the text follow. So one can prove that none was changed, taken out or put in,
 *and read nothing of others. By hand, of a line in $l:
 *
 *	printf '%s' "$(printf '%s' "$l" | cut -f5-)" | sha256sum              the third field
 *	printf '%s %s %s' $(printf '%s' "$l" | cut -f1-3) | sha256sum         the fourth field */
#ifndef LP_CUSTODY_H
#define LP_CUSTODY_H

#include "db/db.h"

/* The chain of the ledger, and the log against the register of the store: each fault by a diagnostic. -1 when
 * there is one. */
int custody_check(struct db *b, struct diag *d);

/* Fills custody_told of a snapshot: what notes of the customer's papers say, in the words of a bundle's
 * language. -1 after a diagnostic. */
struct extract_words;
int custody_tell(struct db *snapshot, struct diag *d, const char *customer, const struct extract_words *w);

/* custody-chain.txt of the case in bundle_paper; empty when the log has no line of its papers. -1 after a
 * diagnostic. */
int custody_chain(struct db *snapshot, struct diag *d, const char *customer, const char *case_id,
		  struct text *to);

/* Proves such a text, which is cut up. Of each fault said() is called, and of each line whose text is there
 * and right own(): its SHA-256 and what it says. */
struct custody_reader {
	void (*said)(void *ctx, const char *what);
	void (*own)(void *ctx, const char *number, const char *line_sha256, char *text);
	void *ctx;
};
void custody_chain_check(char *text, const struct custody_reader *r);

#endif
