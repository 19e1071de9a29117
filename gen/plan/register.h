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
/* A run by its id. The same answers. */
int register_find_id(struct arena *a, struct diag *d, struct db *ledger, const char *id, struct print_run *r);
/* The id that the next run of a kind will have ("make" R20261101-01, "handover" HO2026-00001), without taking
 * it: what a snapshot is named by before the ledger is locked. */
char *register_next_id(struct arena *a, struct diag *d, struct db *ledger, const char *kind, int32_t as_of);
/* Takes the id and writes the run as planned. -1 after a diagnostic, also when another process took the id.
 */
int register_open_run(struct diag *d, struct db *ledger, const struct print_run *r, const char *kind);
int register_close_run(struct diag *d, struct db *ledger, const char *run);

/* register_number.c: gives every job its number, TYPE-YEAR-NNNNN, and what it replaces (a cancelled paper of
 * the same key). A paper of the key that failed was never issued: the job takes its number, and the failed
 * one is called NUMBER~ID from then on. -1 after a diagnostic. */
int register_numbers(struct arena *a, struct diag *d, struct db *ledger, const struct job_type *type,
		     struct job_list *l, int32_t as_of);
/* Writes numbered jobs as planned papers with the items that they cover (the type's covers query on the
 * snapshot). */
int register_plan(struct diag *d, struct db *ledger, struct db *snapshot, const struct print_run *r,
		  const struct job_type *type, struct job_list *l, const struct job_context *c);
/* The run's papers in a state: 'planned', 'made' …, or 'issued', whatever became of them since; NULL: all
 * that are not cancelled. In order of seq. code (may be NULL): only this type's. Types are found by code,
 * papers of other types are an error. */
int register_jobs(struct arena *a, struct diag *d, struct db *ledger, const char *run, const char *state,
		  const char *code, const struct job_type *type, int32_t types, struct job_list *l);

struct made {
	const char *sha256;
	int64_t bytes;
	int32_t pages;
};
/* 1: somebody cancelled it meanwhile, and nothing was changed. */
int register_made(struct diag *d, struct db *ledger, int64_t paper, int32_t as_of, const struct made *m);
/* What lies beside a run's papers: its hash, as it was last written; sha256 NULL: it is gone. -1 after a
 * diagnostic. */
int register_file(struct diag *d, struct db *ledger, const char *run, const char *file, const char *sha256);
int register_failed(struct diag *d, struct db *ledger, int64_t paper, int32_t as_of, const char *why);

/* Why a paper was taken back. Only what is replaced is issued anew; what was paid, or was wrong to write,
 * keeps its key: the same level is not written again for the same items. */
enum cancel_reason { CANCEL_REPLACE, CANCEL_PAID, CANCEL_WRONG, CANCEL_REASONS };
extern const char *const cancel_reason_name[CANCEL_REASONS]; /* "replace", "paid", "wrong" */

/* The reason of a cancelled paper p, in SQL on the ledger; NULL of any other. */
#define REGISTER_REASON                                                                                      \
	"CASE p.state WHEN 'cancelled' THEN (SELECT CASE v.state WHEN 'cancelled' THEN 'replace' ELSE "      \
	"substr(v.state, length('cancelled as ') + 1) END FROM paper_event v WHERE v.paper = p.id AND "      \
	"v.state LIKE 'cancelled%' ORDER BY v.id DESC LIMIT 1) END"

/* Takes a paper back, with its trace: an event "cancelled", "cancelled as paid" or "cancelled as wrong". note
 * (may be NULL): in words. -1 after a diagnostic: no such number, or cancelled before. */
int register_cancel(struct diag *d, struct db *ledger, const char *number, int32_t date, const char *who,
		    enum cancel_reason why, const char *note);

/* Gives up a run that is planned and not finished: what it did not make is cancelled with its trace (n: how
 * many), and the run is closed. 1 done, 0 when there is no run of this name, -1 after a diagnostic: the run
 * is made. */
int register_give_up(struct diag *d, struct db *ledger, const char *run, int32_t date, const char *who,
		     const char *note, int32_t *n);

#endif
