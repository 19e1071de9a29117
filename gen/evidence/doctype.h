/* doctype.h: the DocTypes of evidence and their rules, from layouts/evidence.sql (a house may have its own).
 */
#ifndef LP_DOCTYPE_H
#define LP_DOCTYPE_H

#include "db/db.h"
#include "db/named.h"
#include "house/house.h"

struct doctype {
	const char *code, *title;
	const char *stage; /* under which a bundle lists it */
	const char *roles; /* who may sign it, blanks between; NULL: anybody */
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

/* NULL when the paper is valid, else why not, in the arena. role may be NULL. */
char *doctype_fault(struct arena *a, const struct doctype *t, const char *role);

/* A named query of evidence.sql, opened; *named (may be NULL) says the formats of its columns. NULL after
 * diagnostics. */
struct query *doctype_query(struct db *b, const struct house *h, struct arena *a, struct diag *d,
			    const char *name, const struct named_query **named);

#endif
