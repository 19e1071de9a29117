/* name.h: the naming convention of papers and evidence: five parts, four underscores, ASCII that every
 * system unpacks alike, and reversible to what the ledger says.
 *
 *   BD2026-00017_C1042_INV-2025~2F0001_20261101_NOTICE.pdf
 *   case or run, customer, invoice or ALL, the paper's own date, DocType: five parts, four underscores,
 * nothing else.
 *
 * A name is ASCII, fits 255 bytes, is reversible to its parts, and differs from every other also on a disk
 * that does not tell capitals apart. */
#ifndef LP_NAME_H
#define LP_NAME_H

#include "base/base.h"

struct db;

/* Longest escaped part; a longer one is cut and carries 16 digits of its SHA-256. */
#define NAME_PART_MOST 40

/* Which parts carry a mask of their capitals, because the ledger holds another that differs in case only. */
enum { NAME_MASK_CUSTOMER = 1, NAME_MASK_INVOICE = 2 };

struct name {
	const char *scope; /* BD2026-00017, R20261101-01, HO2026-00003 */
	const char *customer;
	const char *invoice; /* NULL: ALL, or the paper is about the customer as a whole */
	int32_t date;
	const char *doctype; /* "NOTICE", "PHOTO-2" */
	const char *ext;     /* "pdf", without the dot, lower case */
	unsigned mask;	     /* NAME_MASK_… */
	unsigned cut; /* found by name_parse: parts that hold only a beginning; the index has the full text */
};

/* The file name, in the arena. customer "ALL" of a paper about several customers is written NULL too. Any
 * text is taken; nothing can fail. */
char *name_make(struct arena *a, const char *scope, const char *customer, const char *invoice, int32_t date,
		const char *doctype, const char *ext);
char *name_make_masked(struct arena *a, const struct name *n);

/* The reverse; strings in the arena. 0, or -1 when the text is not a name that name_make would write (no
 * diagnostic). */
int name_parse(struct arena *a, const char *file, struct name *n);

/* One part. masked: append `~~` and the capitals' mask. The reverse returns NULL for what name_escape would
 * not write; *cut becomes 1 when only a beginning is there (cut and masked may be NULL). */
char *name_escape(struct arena *a, const char *text, int masked);
char *name_unescape(struct arena *a, const char *part, int *masked, int *cut);

/* Which of a paper's parts need a mask: the ledger knew another customer, or another number of that customer,
 * that differs in capitals only, before this one. invoice may be NULL. -1 after a diagnostic. */
int name_clashes(struct db *b, struct diag *d, const char *customer, const char *invoice, unsigned *mask);

#endif
