/* make.h: the parts of `make`: a run is planned, made, and closed with its lists.
 *
 * How the room works, and why so. A run must end the same whoever kills it and wherever. make_plan freezes a
 * snapshot, numbers the papers and registers them as planned in one transaction; from then on the run can be
 * resumed by the same words. make_papers (batch.h) gives jobs to workers: processes that open the snapshot
 * read only, make one paper at a time (maker.h: fill, flow, emit) and write it under a temporary name; the
 * parent alone renames and registers. A worker that dies costs its paper, with a message, and no other. Then
 * the lists: count sheet, index, tie-out (make_lists.c), the merged print file (make_merged.c), and the run
 * is closed.
 *
 * freeze.h finds the shard that a scheduler's environment names; types.h the document types by code;
 * written.h what lies in a run's folder and whether it is what was registered. handover*.c is a run with
 * papers of its own.
 *
 * Begin with make_plan.c, then batch.c. Tests: `sh tests/run.sh checks resume kill twice race`, and make
 * soak. */
#ifndef LP_MAKE_H
#define LP_MAKE_H

#include "run/batch.h"
#include "run/freeze.h"
#include "run/maker.h"

struct make {
	struct cmd *cmd;
	int32_t as_of;
	struct job_filter filter;
	struct types types;
	struct print_run run;
	const char *folder;   /* out/R20261101-01 */
	char *snapshot;	      /* out/R20261101-01/snapshot.db */
	struct job_list list; /* to be made now */
	const char
		*tieout; /* the run's tie-out.csv when it was planned by this process; NULL: not yet made */
	int resumed;
	int lock;		      /* of the run's folder, held while it is made; -1: none */
	int32_t cancelled;	      /* by somebody, while this process made them: left out */
	int32_t made, failed, intact; /* intact: made before this process began */
	int32_t changed;	      /* made before, and no longer what was made: the run stays open */
	int handover; /* run.made_by hands over to run.given_to: papers of their own, named by the handover */
};

/* Plans a new run: freezes, numbers, ties out and registers all in one transaction; the snapshot is durable
 * before it commits. 1 planned, 0 nothing to make (cases may have opened or closed), -1 after diagnostics. */
int make_plan(struct make *m);
/* Takes up a planned run: its snapshot proved, temporary files of the killed process removed, papers that are
 * made and intact left alone. */
int make_resume(struct make *m);

/* Makes what the list holds with so many workers, names and registers it. -1 when it was stopped. */
int make_papers(struct make *m, int32_t workers, struct db *snapshot, const struct job_context *k);
/* The run is done: state made; not while a paper of it was changed. */
int make_close(struct make *m);

/* Takes the run's folder for this process; a lock dies with its process. -1 after a diagnostic: another
 * process makes this run. */
int make_lock(struct make *m);
void make_unlock(struct make *m);

/* The run's lists, replaced when they exist: tie-out.csv, run.json, index.html. -1 after diagnostics: a
 * tie-out that fails stops the run. */
int make_lists(struct make *m, struct db *snapshot, const struct job_context *k);
int make_index(struct make *m, struct text *html);

/* --merged: for each type one print file in delivery order with bookmarks behind its count sheet, and
 * count-sheet.csv. */
int make_merged(struct make *m, struct db *snapshot, const struct job_context *k);

#endif
