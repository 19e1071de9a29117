/* batch.h: many documents by worker processes over one read-only snapshot. The parent alone names files and
 * writes the register. */
#ifndef LP_BATCH_H
#define LP_BATCH_H

#include "run/freeze.h"
#include "run/maker.h"

struct batch {
	struct cmd *cmd;
	struct maker *maker;  /* opened before the fork, not attached */
	const char *snapshot; /* path of the frozen ledger */
	const struct types *types;
	const struct job_list *list;
	const uint8_t *unfit; /* for each job: 1 is not made, and was said; NULL: all are made */
	struct job_context context;
	int32_t workers; /* at least 1 */
	int lock;	 /* not for workers: closed in them; -1: none */
	/* What to do with a finished job, called in the order of the list, in the parent. pdf NULL: it
	 * failed, why says what was reported. -1 stops the batch. */
	int (*done)(struct batch *b, const struct job *j, const struct text *pdf, int32_t pages,
		    const char *why);
	/* Called after every BATCH_SIZE documents and at the end: files are synced and named, then
	 * registered. -1 stops the batch. */
	int (*flush)(struct batch *b);
	void *ctx;
};

#define BATCH_SIZE 256 /* a power cut costs so many papers, made again; each batch costs three syncs */

/* Makes all jobs of the list. A worker that crashes costs its document, which is reported, and is replaced;
 * one that was killed, ran out of memory or reported what is fatal stops the batch: its job and those behind
 * it are not given on, those before it are, and flushed. What comes out does not depend on the number of
 * workers. 0, or -1 when it was stopped. */
int batch_run(struct batch *b);

#endif
