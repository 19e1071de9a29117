/* proof.h: what must hold for the files of a call together. Each gives 0, or -1 after diagnostics. */
#ifndef LP_PROOF_H
#define LP_PROOF_H

#include "import/store.h"

struct file {
	const char *path, *base;
	char sha256[DIGEST_HEX], reading[DIGEST_HEX]; /* of the content; of how it is read */
	size_t bytes;
	int found; /* its profile is known; rows is readied */
	struct import_rows rows;
	int64_t source;
	struct import_report *report;
};

/* Payments and credits that name a document which the ledger does not have: possible, but mostly a slip. */
int proof_applies(struct import *im, const struct file *f);
/* CURRENCY=AMOUNT as an option says it. */
int proof_amount(struct diag *d, const char *option, const char *said, const struct currency **c,
		 int64_t *amount);
/* The totals that --expect-total demands, of what stands in the ledger. */
int proof_expected(struct import *im, const struct file *f, int32_t n);
/* Notes what proof_sums asks of a file's rows, which were stored. */
void proof_stored(struct import *im, const struct file *f, const struct stored *s);
/* Whether the sums of all amounts fit 64 bits: they did before the call, and a ledger's first rows are known
 * without being asked for. */
int proof_sums(struct import *im);
/* Warns of the branches that the sources from that one on have brought, whose parent is no customer, or who
 * are their own. */
int proof_parents(struct import *im, int64_t from);
/* Files of one name would replace each other within the call. */
int proof_names(struct import *im, struct file *const *order, int32_t n);
/* The file for the rejects may be new, or hold those of an earlier call; nothing else is overwritten. */
int proof_rejects(struct import *im);

#endif
