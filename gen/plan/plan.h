/* plan.h: the public face of the plan room: the frozen snapshot, who gets what and who does not, numbers, the
 * register of what was issued, and the tie-out. It knows no layout and no page: a document type is its code
 * and its named queries. */
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
