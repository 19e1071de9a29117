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

/* One value that a correction changed. NULL: none. */
struct history_change {
	enum history_field field;
	const char *was, *now;
};

/* A correction for the custody log: of one paper, on a day, by whom, why (NULL: nobody said). */
struct history_line {
	const char *name, *sha256, *who, *reason;
	int32_t day, changes;
	const struct history_change *change;
};

/* Writes the line, in whose note it stands in words, and what it changed as columns beside it, which the note
 * proves: the log's chain is of notes. In a transaction of the caller's. -1 after a diagnostic. */
int history_log(struct db *b, struct arena *a, struct diag *d, const struct history_line *l);
/* "the date was 2026-10-01, is 2026-10-02"; all of them with "; " between. In the arena. */
const char *history_told(struct arena *a, const struct history_change *k);
const char *history_told_all(struct arena *a, const struct history_change *k, int32_t n);

/* The column of evidence that a field is. */
const char *history_column(enum history_field f);

enum history_field history_field_of(const char *column); /* HISTORY_FIELDS: of none */

/* The changes that a note says, in its order, at most HISTORY_FIELDS; how many. In the arena. */
int32_t history_read(struct arena *a, const char *note, struct history_change *k);

/* What the custody log calls a field, and how it shows a value: "yes" of a stamp, a name in its quotes,
 * "none". In the arena, or static. */
const char *history_word(enum history_field f);
const char *history_shown(struct arena *a, enum history_field f, const char *value);

/* How the custody log says at a filing by whom the paper is signed: `unsigned`, or `signed by "A. Name" as
 * "storekeeper", stamped`. In the arena. */
const char *history_signature(struct arena *a, const struct history *h);

/* Takes back what the note of a line `corrected` says, where there is nothing else to read: of lines of
 * ledgers before version 17. 0, or -1: the paper does not stand as that line left
 * it; then nothing is taken back. */
int history_undo(struct arena *a, const char *note, struct history *h);

/* Each paper whose row is not what the custody log makes of it, by a diagnostic; case_id: only those of its
 * customer, or that were filed as that customer's; NULL: all. -1 when there is one. */
int history_check(struct db *b, struct diag *d, const char *case_id);

/* A file of words alone that an earlier version filed as a valid paper of a kind that has pages. It counts
 * for nothing, as one that is filed today; the register says so only once it is withdrawn or corrected. */
struct history_wordy {
	int64_t id; /* of evidence */
	const char *name, *why;
};

/* Those that stand; marked not valid in a copy; named by warnings. -1 after a diagnostic. */
int history_words_find(struct db *b, const struct house *h, struct arena *a, struct diag *d,
		       struct history_wordy **list, int32_t *n);
int history_words_mark(struct db *copy, const struct house *h, struct diag *d);
int history_words_say(struct db *b, const struct house *h, struct arena *a, struct diag *d);

/* Papers of a copy of the ledger as they stood at the end of a day: corrections of later days are taken back.
 * What does not fit the log stays as it is: history_check names it. -1 after a diagnostic. */
int history_rewind(struct db *copy, const struct house *h, struct diag *d, int32_t day);

#endif
