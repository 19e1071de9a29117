/* doctor.h: the checks of `doctor`: each says what is wrong by messages, which are kept as findings and not
 * printed. */
#ifndef LP_DOCTOR_H
#define LP_DOCTOR_H

#include "cli/cmd.h"

/* A check: what is wrong is said to c->diag. -1: it could not be looked at to its end, and why was said. */
#define DOCTOR(name, where, proved, cure) int check_##name(struct cmd *c);
#include "cmd/doctor.def"
#undef DOCTOR

#endif
