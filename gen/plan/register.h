/* register.h: what was issued: runs, papers with their numbers and states, cancellation. The ledger is the
 * only state; every change here is made inside a transaction of the caller, except where it says otherwise.
 */
#ifndef LP_REGISTER_H
#define LP_REGISTER_H

#include "base/base.h"
#include "db/db.h"
#include "db/named.h"
#include "house/house.h"
#include "plan/jobs.h"

struct print_run {
	const char *id; /* R20261101-01 */
	int32_t as_of;
	const char *selection, *state;
	const char *snapshot_sha256;	/* NULL until frozen */
	const char *made_by, *given_to; /* a handover: from, to; else NULL */
};

/* The run of these words that was planned and not finished. 1 found, 0 none, -1 after a diagnostic. */
int register_find_run(struct arena *a, struct diag *d, struct db *ledger, const char *kind, int32_t as_of,
		      const char *selection, struct print_run *r);
/* The id that the next run of a kind will have ("make" R20261101-01, "handover" HO2026-00001), without taking
 * it: what a snapshot is named by before the ledger is locked. */
char *register_next_id(struct arena *a, struct diag *d, struct db *ledger, const char *kind, int32_t as_of);
/* Takes the id and writes the run as planned. -1 after a diagnostic, also when another process took the id.
 */
int register_open_run(struct diag *d, struct db *ledger, const struct print_run *r, const char *kind);
int register_close_run(struct diag *d, struct db *ledger, const char *run);

/* Gives every job its number, TYPE-YEAR-NNNNN, and what it replaces (a cancelled paper of the same key). */
int register_numbers(struct arena *a, struct diag *d, struct db *ledger, const struct job_type *type,
		     struct job_list *l, int32_t as_of);
/* Writes numbered jobs as planned papers with the items that they cover (the type's covers query on the
 * snapshot). */
int register_plan(struct diag *d, struct db *ledger, struct db *snapshot, const struct print_run *r,
		  const struct job_type *type, struct job_list *l, const struct job_context *c);
/* The run's papers in the states named ('planned', or 'made' …, NULL: all), in order of seq; types are found
 * by code, papers of other types are an error. */
int register_jobs(struct arena *a, struct diag *d, struct db *ledger, const char *run, const char *state,
		  const struct job_type *type, int32_t types, struct job_list *l);

struct made {
	const char *sha256;
	int64_t bytes;
	int32_t pages;
};
/* 1: somebody cancelled it meanwhile, and nothing was changed. */
int register_made(struct diag *d, struct db *ledger, int64_t paper, int32_t as_of, const struct made *m);
int register_failed(struct diag *d, struct db *ledger, int64_t paper, int32_t as_of, const char *why);

/* Takes a paper back, with its trace; the next run issues it anew with a new number. -1 after a diagnostic:
 * no such number, or cancelled before. */
int register_cancel(struct diag *d, struct db *ledger, const char *number, int32_t date, const char *who,
		    const char *why);

/* Gives up a run that is planned and not finished: what it did not make is cancelled with its trace (n: how
 * many), and the run is closed. 1 done, 0 when there is no run of this name, -1 after a diagnostic: the run
 * is made. */
int register_give_up(struct diag *d, struct db *ledger, const char *run, int32_t date, const char *who,
		     const char *why, int32_t *n);

#endif
