/* replace.h: which imports a file takes the place of: those of its name, those of its content, and, where its
 * profile says `replaces = profile`, the earlier exports of the profile, each of which is the whole. */
#ifndef LP_REPLACE_H
#define LP_REPLACE_H

#include "import/proof.h"

/* The day that the file's open amounts speak of: --export-date, the profile's, or of a full export the one in
 * its name (2026-11-30, 20261130, 30.11.2026); DATE_NONE: not known. */
int32_t replace_day(const struct import *im, const struct file *f);
/* The standing sources that the file supersedes, n of them, in the arena. */
int64_t *replace_find(struct import *im, const struct file *f, int32_t *n);
/* Marks them as replaced by that source; by 0: by themselves, so that the same content may come again. */
int replace_mark(struct import *im, const int64_t *id, int32_t n, int64_t by);
/* The other names of what the file's source has superseded, into its report. */
int replace_report(struct import *im, const struct file *f);
/* -1 after a diagnostic: a newer export of the profile is in the ledger. */
int replace_check(struct import *im, const struct file *f);
/* -1 after a diagnostic: two full exports of one call, of which nothing says which is newer. */
int replace_proof(struct import *im, struct file *const *order, int32_t n);

#endif
