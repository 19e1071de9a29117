/* file_out.h: a file that is written piece by piece, in memory that does not grow with it. */
#ifndef LP_FILE_OUT_H
#define LP_FILE_OUT_H

#include "base/digest.h"

struct file_out;

/* Begins a file under a temporary name beside path, 0600. NULL after a diagnostic. Either commit or drop;
 * both free. */
struct file_out *file_out_open(struct diag *d, const char *path);
/* -1 after a diagnostic, said once; what follows is then left alone. */
int file_out_add(struct file_out *o, const void *bytes, size_t n);
/* Synced, and named in the place of what was there, as file_write does it. sha256 gets the hash of all that
 * was added. Nothing stays behind on failure. -1 after a diagnostic. */
int file_out_commit(struct file_out *o, char sha256[DIGEST_HEX]);
void file_out_drop(struct file_out *o); /* NULL is safe */

#endif
