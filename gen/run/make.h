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
 * For many machines, the run is planned once and its parts are made from copies of what was frozen (part.h);
 * merge.h takes them in, as if workers had made them here.
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

/* How print files are made. */
enum print_marks { MARKS_NONE, MARKS_OMR, MARKS_MATRIX };
struct label_sheet; /* flow/labels.h */
struct print_how {
	int by_route;	/* letters lie by route, else by type */
	int duplex;	/* printed on both sides: each paper begins on a front */
	int32_t sheets; /* most of a volume; 0: one volume */
	enum print_marks marks;
	const struct label_sheet *labels; /* NULL: none are made */
};

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
	int part;	   /* only the shard of the filter is made, of a run that was frozen whole */
	int lock;	   /* of the run's folder, held while it is made; -1: none */
	int32_t cancelled; /* by somebody, while this process made them: left out */
	int32_t made, failed, intact; /* intact: made before this process began */
	int32_t changed;	      /* made before, and no longer what was made: the run stays open */
	struct print_how how;
	const char *const *only; /* types that are printed now; none: all */
	int32_t onlys;
	const char *const *group; /* a handover of these customers only; NULL: of all that its salesman has */
	int32_t groups;
	int handover; /* run.made_by hands over to run.given_to: papers of their own, named by the handover */
};

/* Plans a new run: freezes, numbers, ties out and registers all in one transaction; the snapshot is durable
 * before it commits. 1 planned, 0 nothing to make (cases may have opened or closed), -1 after diagnostics. */
int make_plan(struct make *m);
/* Finds the run's papers for make_plan. What is not written to whom and why stands in the snapshot
 * (run_without), for the run's page: as many rows as customers and letters, of which none is kept in memory.
 * A handover writes to whoever it is about. -1 after diagnostics. */
int make_find_jobs(struct make *m, struct db *snap);
/* Takes up a planned run: its snapshot proved, temporary files of the killed process removed, papers that are
 * made and intact left alone. */
int make_resume(struct make *m);

/* Makes what the list holds with so many workers, names and registers it. -1 when it was stopped. */
int make_papers(struct make *m, int32_t workers, struct db *snapshot, const struct job_context *k);
/* All papers of the run are made, or were given up: lists, print files (--merged) and mails as the command
 * asks, pages, and the run is closed. -1 after diagnostics. */
int make_end(struct make *m, struct db *snapshot, const struct job_context *k);
/* The run is done: state made; not while a paper of it was changed. */
int make_close(struct make *m);

/* Takes the run's folder for this process; a lock dies with its process. -1 after a diagnostic: another
 * process makes this run. */
int make_lock(struct make *m);
void make_unlock(struct make *m);
/* Temporary files that a killed process left in the run's folder are removed; under its lock. -1 after a
 * diagnostic. */
int make_clear(struct make *m);

/* Where the run's papers and its frozen ledger lie: after its id and handover are known. */
void make_folder(struct make *m);
/* The run's frozen ledger is there, and is what was frozen. NULL, or what it is instead: "is gone", "was
 * changed", "is of another version of the program". */
const char *make_snapshot_fault(struct make *m);

/* The run's lists, replaced when they exist: tie-out.csv, run.json. -1 after diagnostics: a
 * tie-out that fails stops the run. */
int make_lists(struct make *m, struct db *snapshot, const struct job_context *k);
/* The one that tells the papers' states: run.json. */
int make_state_lists(struct make *m);
/* index.html, which leads to the others: last (web_run.c). -1 after diagnostics. */
int make_index(struct make *m);
/* out/index.html: all runs, and the workbooks (web_house.c). After their state was written. -1 after
 * diagnostics. */
int make_house_index(struct cmd *c);
/* All that tells the states of a run's papers, after they were changed: run.json and both pages. 0 also where
 * the run or its folder is gone. -1 after diagnostics. */
int make_states_again(struct cmd *c, const char *run);

/* A file beside the papers, in the place of what was there; the register keeps its hash for verify. */
int make_write(struct make *m, const char *file, const void *bytes, size_t n);
/* The same of one that is no longer wanted. */
int make_remove(struct make *m, const char *file);

/* Print files of all that is issued, behind their count sheets, with bookmarks, by m->how; and
 * count-sheet.csv. What was cancelled is left out, and files of before that hold it go. as_issued: proves of
 * each paper that it is set as it was issued, byte for byte, and is an error where it is not. */
int make_merged(struct make *m, struct db *snapshot, const struct job_context *k, int as_issued);

/* ---- runs of before (make_print.c) ---- */

/* A run that is made, by its id, with the nearest id as a hint where there is none. -1 after diagnostics. */
int make_find(struct make *m, const char *run);
/* Its print files of these types, all where n is 0, by m->how. -1 after diagnostics. */
int make_print(struct make *m, const char *const *code, int32_t n);
/* The same for its mails: drafts and their lists. */
int make_mail_again(struct make *m);
/* A paper of this type was cancelled, in the caller's transaction: the print files that may hold it are
 * called stale, so that nobody prints them. 1: there were some, 0: there are none, -1 after a diagnostic. */
int make_stale(struct make *m, const char *code);
/* After the transaction: lists, the print file where it was stale, and what the mails' lists say are made
 * again without the paper, and its draft is taken away. */
int make_again(struct make *m, const char *number, const char *code, int stale);

#endif
