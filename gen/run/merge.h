/* merge.h: parts of a run that other machines made come home.
 *
 * How it works, and why so. A register is the ledger of a copy of what was frozen (part.h), the papers lie
 * beside it. The run is taken up here as after a kill (make_resume), and each paper that is planned still is
 * taken from a register that has it made: read, held against its hash, named and registered in the order of
 * the run by the same writer as workers' papers (make_write.h). So it does not matter how often a part was
 * made, in which order registers are named, or whether they were merged before: what is here is compared and
 * left alone. When no paper is planned only, the run ends as on one machine (make_end): lists, tie-out, print
 * files.
 *
 * Papers are taken only from what was planned from the same snapshot and set by the same program, libraries,
 * house, layouts and fonts. Tests: `sh tests/run.sh checks merge golden messages/merge-wrong`. */
#ifndef LP_MERGE_H
#define LP_MERGE_H

#include "run/make.h"

/* Takes in the registers that the command's arguments name, and ends their run when it is whole. Prints what
 * came and what is missing. An exit code, after diagnostics. After cmd_ledger. */
int merge_parts(struct cmd *c);

#endif
