/* ledger.h: the public face of the ledger room: the house's settings, its database, named queries, and import. */
#ifndef LP_LEDGER_H
#define LP_LEDGER_H

#include "base/base.h"
#include "ledger/db.h"
#include "ledger/house.h"
#include "ledger/import.h"
#include "ledger/named.h"

#endif
