/* doctype.h: the DocTypes of evidence and their rules, from layouts/evidence.sql (a house may have its own).
 */
#ifndef LP_DOCTYPE_H
#define LP_DOCTYPE_H

#include "db/db.h"
#include "db/named.h"
#include "house/house.h"

struct doctype {
	const char *code, *title;
	const char *stage;   /* under which a bundle lists it */
	const char *roles;   /* who may sign it, for it to be valid, blanks between; NULL: anybody */
	int words;	     /* it may be words alone: a file of plain text, without a page or a picture */
	const char *signers; /* whose signature counts, where it is valid all the same; NULL: anybody's */
};

struct doctypes {
	const struct doctype *type;
	const char *const *code; /* the codes alone, for hints */
	int32_t n;
};

/* In the arena. -1 after diagnostics. */
int doctype_read(struct db *b, const struct house *h, struct arena *a, struct diag *d, struct doctypes *t);

/* "PHOTO-2" is a PHOTO. NULL: none such. */
const struct doctype *doctype_find(const struct doctypes *t, const char *code);

/* NULL when nothing is wrong with the signature, else what, in the arena; *valid: 0 where the paper is none
 * for it, 1 where it is one whose signature does not count. signed_by and role may be NULL. */
char *doctype_fault(struct arena *a, const struct doctype *t, const char *signed_by, const char *role,
		    int *valid);

/* The same of a signature by a power of attorney: authority is its number (NULL: none), until its last day
 * (DATE_NONE: without an end), date the paper's own. media: what its file is (media.h); one of words alone is
 * no paper of a DocType that has a page, whoever is said to have signed it. */
char *doctype_fault_by(struct arena *a, const struct doctype *t, const char *signed_by, const char *role,
		       const char *authority, int32_t until, int32_t date, const char *media, int *valid);

/* What the program reads of evidence.sql, for doctype_open. */
enum doctype_reader {
	READ_DOCTYPES,
	READ_STAGES,
	READ_GAPS,
	READ_PAPERS,
	READ_CHRONOLOGY,
	READ_ACCOUNT,
	READ_REGISTER,
	READ_CUSTODY,
	DOCTYPE_READERS
};
enum { STAGES_STAGE, STAGES_TITLE, STAGES_COLUMNS };
enum {
	GAPS_STAGE,
	GAPS_INVOICE,
	GAPS_DOCTYPE,
	GAPS_GAP,
	GAPS_ABOUT,
	GAPS_DATE,
	GAPS_ROLE,
	GAPS_WHY,
	GAPS_INVOICE_DATE,
	GAPS_INVOICE_AGAIN,
	GAPS_SOLVE_BY,
	GAPS_CASE,
	GAPS_COLUMNS
};
enum {
	PAPERS_WAY,
	PAPERS_DOCTYPE,
	PAPERS_INVOICE,
	PAPERS_DATE,
	PAPERS_ORIGINAL,
	PAPERS_SHA256,
	PAPERS_BYTES,
	PAPERS_MEDIA,
	PAPERS_PAGES,
	PAPERS_SIGNED_BY,
	PAPERS_VALID,
	PAPERS_FILE,
	PAPERS_INVOICE_YEAR,
	PAPERS_NAME,
	PAPERS_NOTE,
	PAPERS_WHY,
	PAPERS_FILED_ON,
	PAPERS_FILED_BY,
	PAPERS_COPY_OF,
	PAPERS_COLUMNS
};

/* A query of evidence.sql, opened, its columns found (query_column); *named (may be NULL) says their formats.
 * NULL after diagnostics. */
struct query *doctype_open(struct db *b, const struct house *h, struct arena *a, struct diag *d,
			   enum doctype_reader r, int32_t *at, const struct named_query **named);

/* Proves the house's evidence.sql, or the shipped one; b as for layout_check. -1 after diagnostics. */
int doctype_check(struct db *b, const struct house *h, struct arena *a, struct diag *d);

#endif
