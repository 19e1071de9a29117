/* evidence_amount.h: `evidence amount`, one of the words of cmd_evidence.c. */
#ifndef LP_EVIDENCE_AMOUNT_H
#define LP_EVIDENCE_AMOUNT_H

#include "cli/cmd.h"

int evidence_amount(struct cmd *c);

#endif
