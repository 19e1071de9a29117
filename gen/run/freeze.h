/* freeze.h: a snapshot for one command: in memory for plan and preview, in out/RUN/ for make. */
#ifndef LP_FREEZE_H
#define LP_FREEZE_H

#include "cli/cmd.h"
#include "plan/plan.h"

/* The ledger as of a date, frozen in a scratch file, inside a transaction: commit it only to copy it. run: ""
 * unless it becomes a run. NULL after diagnostics. Close with db_close. */
struct db *freeze_memory(struct cmd *c, int32_t as_of, const char *run);
/* The same of the ledger as it was on that day: nothing filed, recorded or closed later is in it. */
struct db *freeze_rewound(struct cmd *c, int32_t as_of);
/* The same by another connection to the ledger. */
struct db *freeze_from(struct cmd *c, struct db *ledger, int32_t as_of, const char *run);

/* Opens out/RUN/snapshot.db read-only with the house's calendar. NULL after diagnostics. */
struct db *freeze_open(struct cmd *c, const char *path, struct diag *d);

/* What the queries of a frozen run are bound to. In the arena. -1 after a diagnostic. */
int freeze_context(struct arena *a, struct diag *d, struct db *snapshot, struct job_context *k);

/* The day of the newest entry in the ledger, as its exports say it; DATE_NONE when there is none. */
int64_t freeze_newest(struct cmd *c);

/* Warns when the policy was to be reviewed before the day (review_by, else a year after approved_on). */
void freeze_review(struct cmd *c, int32_t as_of);

/* Reminders that belong before figures: a review of the policy that is overdue, example data, the newest
 * posting before the date. */
void freeze_remind(struct cmd *c, int32_t as_of);
/* Warns of every run that was planned and not finished, but for the one named (NULL: none): its papers hold
 * back others. */
int freeze_unfinished(struct cmd *c, const char *but);

/* The filters of the command line: --customer, --salesman (each may be repeated), --shard i/n or the
 * scheduler's environment. 0 or EXIT_BAD_USAGE. In the run's arena. */
int filter_read(struct cmd *c, struct job_filter *f);
/* Customers and salesmen that the ledger does not know are errors with a hint. After cmd_ledger. -1 after
 * diagnostics. */
int filter_check(struct cmd *c, const struct job_filter *f);
/* The canonical words of a selection: the same words resume the same run. */
char *filter_words(struct cmd *c, const struct job_filter *f, const char *const *type, int32_t types);

#endif
