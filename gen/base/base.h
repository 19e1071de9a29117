/* base.h: the public face of the base room. Everything here knows nothing of ledgers, layouts or pages. */
#ifndef LP_BASE_H
#define LP_BASE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/money.h"
#include "base/text.h"

#endif
