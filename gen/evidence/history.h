/* history.h: what the register of the store says of a paper, held against what the custody log has of its
 * filing and of every correction since: so the register can be taken back to a day, and a row that was
 * changed past the log is named. */
#ifndef LP_HISTORY_H
#define LP_HISTORY_H

#include "db/db.h"
#include "house/house.h"

/* What corrections change. Text; dates as 2026-11-01, a stamp "1" or "0". */
enum history_field {
	HISTORY_CUSTOMER,
	HISTORY_INVOICE,
	HISTORY_DATE,
	HISTORY_DOCTYPE,
	HISTORY_SIGNED_BY,
	HISTORY_ROLE,
	HISTORY_STAMPED,
	HISTORY_NOTE,
	HISTORY_YEAR,
	HISTORY_AUTHORITY,
	HISTORY_UNTIL,
	HISTORY_FIELDS
};

struct history {
	const char *value[HISTORY_FIELDS]; /* NULL: none */
};

/* What the custody log calls a field, and how it shows a value: "yes" of a stamp, a name in its quotes,
 * "none". In the arena, or static. */
const char *history_word(enum history_field f);
const char *history_shown(struct arena *a, enum history_field f, const char *value);

/* How the custody log says at a filing by whom the paper is signed: `unsigned`, or `signed by "A. Name" as
 * "storekeeper", stamped`. In the arena. */
const char *history_signature(struct arena *a, const struct history *h);

/* Takes back what the note of a line `corrected` says. 0, or -1: the paper does not stand as that line left
 * it; then nothing is taken back. */
int history_undo(struct arena *a, const char *note, struct history *h);

/* Each paper whose row is not what the custody log makes of it, by a diagnostic; case_id: only those of its
 * customer, or that were filed as that customer's; NULL: all. -1 when there is one. */
int history_check(struct db *b, struct diag *d, const char *case_id);

/* Papers of a copy of the ledger as they stood at the end of a day: corrections of later days are taken back.
 * What does not fit the log stays as it is: history_check names it. -1 after a diagnostic. */
int history_rewind(struct db *copy, const struct house *h, struct diag *d, int32_t day);

#endif
