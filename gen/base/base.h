/* base.h: the public face of the base room. Everything here knows nothing of ledgers, layouts or pages.
 *
 * How it works, and why so. Five ideas carry the whole program:
 *
 * - Memory has three lifetimes: run, document, scratch. What allocates takes an arena first, and nobody frees
 * one thing: a batch of 100 000 papers stays flat because each paper's arena is reset. Memory that runs out
 * ends the run (mem_exhausted): no caller tests for it.
 * - A function that fails says so by `return diag(d, DIAG_NAME, &place, "what is wrong, what was expected")`,
 * which is -1; callers pass the -1 on and may add a note. diag.def fixes each message's name, how grave it is
 * and what happens next, so that the same trouble has the same consequence everywhere. Nothing below cli/
 * prints.
 * - Money is int64 in minor units of its currency (currency.def, ISO 4217), dates are days since 1970-01-01;
 * sums test for overflow.
 * - A text is bytes, UTF-8, that grow; text_escape.c writes it for each reader (JSON, CSV, HTML, a terminal).
 * - A file appears whole or not at all: file_write writes beside it, syncs, renames.
 *
 * Begin with diag.h and arena.h. Tests: `sh tests/run.sh unit base_date base_money base_text`. */
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
