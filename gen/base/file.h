/* file.h: reading whole files, and writing them so that a final name never stands for half a file. */
#ifndef LP_FILE_H
#define LP_FILE_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag;
struct text;

/* The whole file, NUL-terminated, in the arena. NULL after a diagnostic. limit: most bytes accepted (0: 2
 * GiB). */
char *file_read(struct arena *a, struct diag *d, const char *path, size_t limit, size_t *len);

/* What a house holds is nobody's business but its owner's: everything that the program makes from now on,
 * libraries included, is 0600, folders 0700. What is there already stays as it is. Once, by main. */
void file_private(void);

/* Makes a folder and its parents, 0700. -1 after a diagnostic. */
int file_mkdirs(struct diag *d, const char *path);

/* "did you mean `DIR/NAME`?": what lies in the folder of a path that is not there and is called almost so;
 * NULL: nothing does. In the arena. */
const char *file_near(struct arena *a, const char *path);

/* What lies in a folder, without . and .., by name; in the arena. A folder that is not there holds nothing;
 * one that cannot be read is a diagnostic (-1), for what lies in it is not known. */
int file_list(struct arena *a, struct diag *d, const char *folder, char ***name, int32_t *n);

/* 1 when the path is a folder, 0 when it is something else or is gone; a link is no folder. -1 after a
 * diagnostic. */
int file_is_folder(struct diag *d, const char *path);

/* The durable write: a reader sees the old file or the new one, never a part, also after a loss of power:
 * temporary name in the same folder, write, fsync, rename, fsync of the folder. With replace 0 an existing
 * file is an error (DIAG_FILE_EXISTS). Nothing stays behind on failure. -1 after a diagnostic. */
int file_write(struct diag *d, const char *path, const void *bytes, size_t n, int replace);

/* A batch: file_batch_add writes under temporary names; file_batch_commit syncs them all with one syncfs per
 * file system, renames each (existing files with the same bytes are accepted, others are DIAG_FILE_EXISTS)
 * and syncs the folders. Either commit or drop; both free. */
struct file_batch;
struct file_batch *file_batch_open(void);
int file_batch_add(struct file_batch *b, struct diag *d, const char *path, const void *bytes, size_t n);
int file_batch_commit(struct file_batch *b, struct diag *d);
void file_batch_drop(struct file_batch *b); /* removes the temporary files; NULL is safe */

/* fsync of a file by path, fsync of a folder by path. -1 after a diagnostic. */
int file_sync(struct diag *d, const char *path);
int file_sync_folder(struct diag *d, const char *path);

/* Renames from to to, never over an existing file (RENAME_NOREPLACE). -1 after a diagnostic. */
int file_rename_new(struct diag *d, const char *from, const char *to);

/* 0 when nothing stands there. 1 when something does, or when that cannot be told: then opening it says why.
 */
int file_exists(const char *path);

#endif
