/* handover.h: the parts of `handover`: a run of its own, what must be true of it, and the pack. */
#ifndef LP_HANDOVER_H
#define LP_HANDOVER_H

#include "run/make.h"

struct handover_total {
	char currency[4];
	int64_t amount;
};

struct handover {
	struct make make;
	struct db *snapshot;
	const struct handover_total *total;
	int32_t totals, customers;
	int32_t found, missing; /* supporting papers of open invoices */
	int by_due;		/* the file is organised by due date */
	char *zip;
	const char *password; /* of the ZIP; NULL: it is not encrypted */
};

/* Nobody else's customers; a statement and a confirmation for each, a notice for each cash customer; items =
 * form = statements to the minor unit. Fills total, totals, customers, found, missing. -1 after diagnostics:
 * then there is no pack. */
int handover_check(struct handover *h);

/* A customer is handed over once: in the ledger's write transaction, that no handover that stands, made or
 * being made, has a customer of this one on its day or later. The snapshot is of the day. -1 after a
 * diagnostic that names it. */
int handover_once(struct cmd *c, struct db *snapshot, const struct make *m);
/* The customers of a handover of some, put beside its run. -1 after a diagnostic. */
int handover_name(const struct make *m, struct db *b);
/* In the handover's own snapshot: who is none of its customers is, for its papers, nobody's. -1 after a
 * diagnostic. */
int handover_apart(const struct make *m, struct db *snapshot);

/* Takes a handover back as one: its papers are cancelled, its customers are whose they were; the run, its
 * files and trace stay. Not under a later one that hands its customers on. n: papers. In the caller's
 * transaction. 1; 0: there is no such handover; -1 after a diagnostic. */
int handover_cancel(struct cmd *c, const char *run, int32_t date, const char *who, const char *note,
		    int32_t *n);
/* The successor has taken it: once, of a handover that stands. An exit code. */
int handover_accept(struct cmd *c, const char *run, const char *by, int32_t date, const char *note);
/* What `register show` says of it. 1; 0: there is no such handover; -1 after a diagnostic. */
int handover_show(struct cmd *c, const char *run);

/* Proves what handover reads of handover-form.sql, on an empty snapshot. -1 after diagnostics. */
int handover_form_check(struct cmd *c, struct db *snapshot);

/* With --strict: each discrepancy of HOCHK's query checks is an error that names it, with its owner and day.
 * On a snapshot that is not yet of a run. -1 after diagnostics. */
int handover_strict(struct cmd *c, struct db *snapshot, const char *from, int32_t as_of);

/* Copies the supporting papers into the run's folder and writes the ZIP; logs who received them. -1 after
 * diagnostics. */
int handover_pack(struct handover *h);

#endif
