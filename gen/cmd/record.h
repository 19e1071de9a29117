/* record.h: what the words of `record` do beside writing an event. */
#ifndef LP_RECORD_H
#define LP_RECORD_H

#include "cli/cmd.h"

/* Whom an event is about: a customer, or the bad debts report that was decided on, which is the customer's.
 */
struct about {
	const char *customer, *reference, *staff, *reason;
};
/* What the ledger must know of an event before it is kept. -1 after a diagnostic. */
int record_subjects(struct cmd *c, const struct about *about);
/* A decision is about a bad debts report that was made and not taken back; a customer that is named must be
 * its own. Sets whom it is about. -1 after a diagnostic. */
int record_decided(struct cmd *c, const char *number, struct about *about);

/* When and by whom something is recorded, and the last rows that were there before. */
struct recording {
	int32_t date;
	const char *who; /* NULL: nobody is named */
	int64_t event, paper_event;
};
/* --as-of, --recorded-by, or what the ledger and the house say; never before the day on which it happened. -1
 * after a usage message or a diagnostic. */
int record_day(struct cmd *c, int32_t date, struct recording *r);
/* In the caller's transaction: what was written since record_day bears it. -1 after a diagnostic. */
int record_stamp(struct cmd *c, const struct recording *r);

/* What was recorded, with the sum as the house writes it, and what the plan makes of it. id: the event's. */
void record_echo(struct cmd *c, int64_t id, const char *kind, const char *customer, int32_t date);

/* `record list`: an exit code. */
int record_list(struct cmd *c);
/* `record undo N`: takes the event back; an exit code. */
int record_undo(struct cmd *c, const char *number, int32_t date);

enum { PAPER_SENT, PAPER_DELIVERED, PAPER_ANSWERED, PAPER_SIGNED, PAPER_STATES };
extern const char *const paper_states[PAPER_STATES];
int paper_state(const char *word); /* -1: none */

/* What became of a paper on a day. who, note, channel may be NULL; at: where it was read, NULL: said. */
struct paper_news {
	const char *number;
	int state;
	int32_t date;
	const char *who, *note, *channel;
	const struct place *at;
};
/* In the caller's transaction. -1 after a diagnostic: there is no such paper, or it is further already. */
int record_state(struct cmd *c, const struct paper_news *s);
/* Each row of a list, in the caller's transaction; n: how many. state: of rows in a file that has no such
 * column; -1: it must have. -1 after diagnostics, each at its place: then nothing of it may be kept. */
int record_list_file(struct cmd *c, const char *path, int state, int32_t *n);
/* The pages of the runs whose papers have news since an event. -1 after diagnostics. */
int record_list_told(struct cmd *c, int64_t after);

/* In the caller's transaction: every letter of the run that is made, and every internal paper that was
 * mailed, becomes sent on the day, or what was sent of it
 * delivered; n: how many. 1, 0: there is no such run, -1 after a diagnostic. */
int record_run(struct cmd *c, const struct paper_news *s, int32_t *n);
/* The pages of the run that is named, or whose paper is, tell what became of it. -1 after diagnostics. */
int record_told(struct cmd *c, int run);

/* --risk is a word that alerts and reports know: another would silence them. -1 after a usage message. */
int record_risk(const struct cmd *c);

#endif
