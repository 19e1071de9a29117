/* run_sums.h: what is open as of a run's day, and what of it the run's papers list, by currency and bucket.
 */
#ifndef LP_RUN_SUMS_H
#define LP_RUN_SUMS_H

#include "cli/cmd.h"
#include "db/db.h"

#define BUCKETS_MOST 40

/* One currency, by bucket; credits that stand apart behind them. Each open item counts once, however many
 * papers list it; what was cancelled or not made counts nowhere. */
struct run_sum {
	char currency[4];
	int64_t open[BUCKETS_MOST], listed[BUCKETS_MOST];
};

struct run_sums {
	struct run_sum *sum;
	int32_t n, cap;
	int32_t index[BUCKETS_MOST];	 /* bucket.idx of each column; -1: credits */
	const char *label[BUCKETS_MOST]; /* a term; NULL: credits */
	int32_t buckets;
};

/* In the run's arena. -1 after diagnostics. */
int run_sums_read(struct cmd *c, struct db *snapshot, const char *run, struct run_sums *t);

#endif
