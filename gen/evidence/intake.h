/* intake.h: papers that come in: copied into the store under their convention names (name.h), hashed, typed,
 * logged. */
#ifndef LP_INTAKE_H
#define LP_INTAKE_H

#include "db/db.h"
#include "db/named.h"
#include "house/house.h"

/* What may be put right later of a paper that is filed. */
enum {
	FILING_SIGNED_BY = 1,
	FILING_SIGNED_ROLE = 2,
	FILING_STAMPED = 4,
	FILING_NOTE = 8,
	FILING_YEAR = 16,
	FILING_AUTHORITY = 32,
	FILING_UNTIL = 64
};

/* One paper to be filed. Text in the caller's arena. */
struct filing {
	const char *path;     /* where it is now; it is copied, never moved */
	const char *original; /* the name it came with */
	const char *customer, *doctype;
	const char *invoice;			    /* NULL: none, or several */
	int32_t date;				    /* the paper's own */
	const char *signed_by, *signed_role, *note; /* NULL: none */
	const char *amount;			    /* as the paper has it; NULL: nobody read it */
	const char *currency;			    /* its currency; NULL: the invoice's */
	const char *authority;	 /* number of the power of attorney by which it was signed; NULL: none */
	int32_t authority_until; /* its last day; DATE_NONE: none is said */
	int stamped;
	int32_t invoice_year; /* of the invoice, where numbers begin anew every year; 0: the one nearest to
				 the paper's date */
	unsigned said; /* FILING_…: of what the index or the command line speaks, were it to say that there is
			  none */
	struct place at; /* of its row in the index */
	struct place at_doctype, at_customer, at_invoice, at_file, at_amount;
};

struct intake_options {
	int32_t date;	    /* of filing */
	const char *who;    /* NULL: not known */
	const char *source; /* path of the index, or NULL */
};

struct intake_report {
	int32_t filed;	   /* rows added */
	int32_t objects;   /* of them with content that the store did not have */
	int32_t already;   /* the same paper was filed before: nothing done */
	int32_t corrected; /* it was filed before with another signatory, stamp, note or year: put right, with
			      its trace */
	int32_t healed;	   /* objects that were lost, and are there again */
	int32_t not_valid; /* of the filed and corrected ones */
};

/* The index CSV (the table evidence of canonical.c): relative file names are looked up beside it. In the
 * arena. NULL after diagnostics, all of them at once. */
struct filing *intake_read(struct arena *a, struct diag *d, const char *index, int32_t *n);

/* "2026" as a year; 0: it is none. */
int32_t intake_year(const char *s);

/* All of them or, after diagnostics, none (-1). A paper that is filed already (same content, customer,
 * invoice, date, DocType and original name) is not filed again; of what f->said speaks is put right in its
 * row, and the custody log keeps what it was before. */
int intake_file(struct db *b, const struct house *h, struct arena *a, struct diag *d, const struct filing *f,
		int32_t n, const struct intake_options *o, struct intake_report *r);

#endif
