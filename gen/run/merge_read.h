/* merge_read.h: the registers of parts, and what they hold: inside merge. */
#ifndef LP_MERGE_READ_H
#define LP_MERGE_READ_H

#include "run/make.h"
#include "run/part.h"

/* A register that was named. */
struct merge_register {
	const char *path, *folder; /* folder of the house that it lies in, "" or with a slash behind */
	const char **run;	   /* of which parts were made there */
	int32_t runs;
};

/* A part that a register holds, or one that is missing. */
struct merge_row {
	int32_t nth;	  /* of its register; -1: none */
	struct part part; /* parts 0: nobody knows */
	int refused;
	int32_t papers;
	int32_t unmade; /* in this register */
	int32_t taken, there, failed;
	int32_t left; /* made nowhere */
};

struct merge {
	struct make make;
	struct merge_register *reg;
	int32_t registers;
	struct merge_row *row;
	int32_t rows, row_cap;
	struct job_list all;	      /* the run's papers but what was cancelled */
	const uint8_t *state;	      /* of each of all: enum paper_state, once all was taken in */
	int32_t parts;		      /* of how many the first register's part is one */
	int32_t papers, left, failed; /* of the run */
	const char *sums;
	struct arena paper; /* of one paper's bytes */
};
enum paper_state { PAPER_THERE, PAPER_PLANNED, PAPER_FAILED };

/* Finds the registers that were named, and of which runs they hold parts. -1 after diagnostics. */
int merge_registers(struct merge *g);
/* None of them holds a part of a run of this house: says so, with what it is. An exit code. */
int merge_none(struct merge *g);
/* Reads all registers into temp.part_paper(number, nth, state, sha256, bytes, pages, why), the rows and all;
 * what was planned or made from something else is refused. -1 after diagnostics that stop all. */
int merge_read(struct merge *g);
/* The paper was taken from the register. */
void merge_taken(struct merge *g, int32_t nth, const struct job *j);
void merge_row_add(struct merge *g, const struct merge_row *r);
/* Counts papers, unmade, failed, there and left of a row, after all was taken in. */
void merge_count(struct merge *g, struct merge_row *r);
/* The same of all rows and of the run. -1 after a diagnostic. */
int merge_count_all(struct merge *g);

#endif
