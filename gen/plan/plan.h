/* plan.h: the public face of the plan room: the frozen snapshot, who gets what and who does not, numbers, the
 * register of what was issued, and the tie-out. It knows no layout and no page: a document type is its code
 * and its named queries.
 *
 * How it works, and why so. In comes a copy of the ledger and a day; the first step freezes what is open as
 * of that day into tables (snapshot_tables.sql says each, `ledgerpress help queries` prints them):
 * allocations, ages, buckets, balances (snapshot.sql), then what keeps letters from a customer and what its
 * clock says (dunning.sql). All papers of a run read these tables, so they agree whatever arrives meanwhile.
 *
 * Then each document type's query `jobs` (jobs.h) names who gets it and, for everybody else, why not and from
 * when: a plan without reasons could not be argued with. register.h gives numbers, and a key per paper that
 * the database holds unique, so that nothing goes out twice; it keeps which items a paper covered. tieout.h
 * compares ledger, open items, buckets and papers to the minor unit before anything counts.
 *
 * Rules are rows (policy, stage, minimum), not code: a new rule is a key of a preset and a line of SQL.
 *
 * Begin with snapshot_tables.sql, then dunning.sql. Tests: `sh tests/run.sh unit plan_dunning plan_snapshot
 * golden plan`. */
#ifndef LP_PLAN_H
#define LP_PLAN_H

#include "base/base.h"
#include "db/db.h"
#include "db/named.h"
#include "house/house.h"
#include "plan/jobs.h"
#include "plan/register.h"
#include "plan/snapshot.h"
#include "plan/tieout.h"

#endif
