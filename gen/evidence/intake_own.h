/* intake_own.h: what the files of intake share. */
#ifndef LP_INTAKE_OWN_H
#define LP_INTAKE_OWN_H

#include "evidence/doctype.h"
#include "evidence/intake.h"
#include "evidence/media.h"

/* Columns of the query invoice. */
enum { INVOICE_DAY, INVOICE_AWAY, INVOICE_NEAR, INVOICE_COLUMNS };

struct intake {
	struct db *b;
	const struct house *h;
	struct arena *a;      /* of the call */
	struct arena scratch; /* of one paper */
	struct diag *d;
	const struct intake_options *o;
	struct doctypes types;
	struct file_batch *batch;
	struct query *customer, *invoice, *year, *object, *taken, *insert, *open_case, *customers;
	int32_t invoice_at[INVOICE_COLUMNS];
	const char *again;    /* name in the store of the paper that intake_again found */
	const char *scope;    /* of papers outside a case, made when first needed */
	const char **written; /* paths of objects that this call writes: they are not there before its end */
	int32_t writes, writes_cap;
	int64_t *touched; /* rows of the store that this call spoke of */
	int32_t touches, touched_cap;
	struct intake_report *r;
};

/* Prepares all of its queries: 0, or -1 after a diagnostic; closed in both cases. */
int intake_queries_open(struct intake *in);
void intake_queries_close(struct intake *in);

/* Remembers that this call spoke of a row: a second row of it that says otherwise is refused. */
void intake_touch(struct intake *in, int64_t id);

/* Says that a signature is wrong, and that it makes the paper none (valid 0) or does not count. */
void intake_fault(struct intake *in, const struct filing *f, int valid, const char *why);

/* The same paper, when it is filed already: put right where f says otherwise. 1: it was filed, 0: it is new,
 * -1 after a diagnostic. */
int intake_again(struct intake *in, const struct filing *f, const char *sha256);

/* The extension by the content; a container or an unknown format keeps the one that it came with. */
const char *intake_extension(struct arena *a, const char *original, const struct media *m);

/* Why the paper's file cannot be read; NULL: it can, or nobody knows how. */
const char *intake_unreadable(struct arena *a, const char *original, const struct media *m);

/* What somebody read off the paper: whether it is an amount of its invoice; and kept, of the paper of that
 * name in the store, where no reading before it says the same. -1 after a diagnostic at its place. */
int intake_amount_check(struct intake *in, const struct filing *f);
int intake_amount_keep(struct intake *in, const struct filing *f, const char *name);

/* How the custody log says who signed it (history.h). */
const char *intake_signature(struct arena *a, const struct filing *f);

#endif
