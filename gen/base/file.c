/* file.c: durable files. */
#define _GNU_SOURCE
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"

const char *file_near(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *near;
	const char *folder = slash ? arena_dupn(a, path, (size_t)(slash - path) + 1) : "";
	struct diag quiet;
	char **all;
	int32_t n;

	diag_init(&quiet, NULL, NULL);
	if (file_list(a, &quiet, *folder ? folder : ".", &all, &n) < 0)
		return NULL;
	near = diag_closest(name, (const char *const *)all, n);
	return near && strcmp(near, name) != 0 ? arena_format(a, "did you mean `%s%s`?", folder, near) : NULL;
}

char *file_read(struct arena *a, struct diag *d, const char *path, size_t limit, size_t *len)
{
	struct place at = {path, 0, 0};
	struct stat st;
	char *buf;
	size_t got = 0, want;
	ssize_t r = 0;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC); /* a FIFO would be waited for, for ever */

	if (fd < 0) {
		const int why = errno;

		diag_hint(d, DIAG_FILE_OPEN, &at, why == ENOENT ? file_near(a, path) : NULL,
			  "cannot be opened: %s", strerror(why));
		return NULL;
	}
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		diag(d, DIAG_FILE_READ, &at, "is not a regular file");
		close(fd);
		return NULL;
	}
	if (limit == 0)
		limit = (size_t)2 << 30;
	want = (size_t)st.st_size;
	if (want > limit) {
		diag(d, DIAG_FILE_READ, &at, "has %zu bytes, more than the %zu that are accepted here", want,
		     limit);
		close(fd);
		return NULL;
	}
	buf = arena_alloc(a, want + 1);
	while (got < want && (r = read(fd, buf + got, want - got)) > 0)
		got += (size_t)r;
	close(fd);
	if (r < 0) {
		diag(d, DIAG_FILE_READ, &at, "cannot be read: %s", strerror(errno));
		return NULL;
	}
	buf[got] = '\0';
	if (len)
		*len = got;
	return buf;
}

/* Of new files and folders. */
#define FILE_MODE 0600
#define FOLDER_MODE 0700

void file_private(void)
{
	umask(0777 & ~FOLDER_MODE);
}

int file_mkdirs(struct diag *d, const char *path)
{
	struct place at = {path, 0, 0};
	struct arena scratch;
	char *p, *copy;
	int rc = 0;

	arena_init(&scratch);
	copy = arena_dup(&scratch, path);
	for (p = copy + 1; rc == 0; p++) {
		if (*p != '/' && *p != '\0')
			continue;
		char was = *p;

		*p = '\0';
		if (mkdir(copy, FOLDER_MODE) < 0 && errno != EEXIST)
			rc = diag(d, DIAG_FILE_WRITE, &at, "the folder cannot be made: %s", strerror(errno));
		*p = was;
		if (was == '\0')
			break;
	}
	arena_done(&scratch);
	return rc;
}

static char *folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return arena_dup(a, ".");
	return slash == path ? arena_dup(a, "/") : arena_dupn(a, path, (size_t)(slash - path));
}

int file_sync_folder(struct diag *d, const char *path)
{
	struct place at = {path, 0, 0};
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc = 0;

	if (fd < 0 || fsync(fd) < 0)
		rc = diag(d, DIAG_FILE_WRITE, &at, "the folder cannot be synced: %s", strerror(errno));
	if (fd >= 0)
		close(fd);
	return rc;
}

int file_sync(struct diag *d, const char *path)
{
	struct place at = {path, 0, 0};
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = 0;

	if (fd < 0 || fsync(fd) < 0)
		rc = diag(d, DIAG_FILE_WRITE, &at, "cannot be synced: %s", strerror(errno));
	if (fd >= 0)
		close(fd);
	return rc;
}

/* Writes all bytes to a new temporary file beside path; its name is temp. */
static int write_temp(struct diag *d, const char *path, const char *temp, const void *bytes, size_t n,
		      int sync)
{
	struct place at = {path, 0, 0};
	const char *p = bytes;
	ssize_t w = 0;
	int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE), err;

	if (fd < 0)
		return diag(d, DIAG_FILE_WRITE, &at, "cannot be written: %s", strerror(errno));
	while (n > 0 && ((w = write(fd, p, n)) > 0 || (w < 0 && errno == EINTR))) {
		if (w > 0) {
			p += w;
			n -= (size_t)w;
		}
	}
	err = n > 0 ? (w < 0 ? errno : EIO) : 0;
	if (err == 0 && sync && fsync(fd) < 0)
		err = errno;
	if (close(fd) < 0 && err == 0)
		err = errno;
	if (err == 0)
		return 0;
	unlink(temp);
	return diag(d, DIAG_FILE_WRITE, &at, "cannot be written: %s", strerror(err));
}

int file_rename_new(struct diag *d, const char *from, const char *to)
{
	struct place at = {to, 0, 0};

	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno == EEXIST)
		return diag(d, DIAG_FILE_EXISTS, &at, "exists already");
	return diag(d, DIAG_FILE_WRITE, &at, "cannot be given its name: %s", strerror(errno));
}

int file_write(struct diag *d, const char *path, const void *bytes, size_t n, int replace)
{
	struct place at = {path, 0, 0};
	struct arena scratch;
	char *temp;
	int rc;

	arena_init(&scratch);
	temp = arena_format(&scratch, "%s.%d.tmp", path, (int)getpid());
	rc = write_temp(d, path, temp, bytes, n, 1);
	if (rc == 0) {
		if (!replace)
			rc = file_rename_new(d, temp, path);
		else if (rename(temp, path) < 0)
			rc = diag(d, DIAG_FILE_WRITE, &at, "cannot be given its name: %s", strerror(errno));
		if (rc < 0)
			unlink(temp);
		else
			rc = file_sync_folder(d, folder_of(&scratch, path));
	}
	arena_done(&scratch);
	return rc;
}

int file_exists(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct stat st;
	char *folder;
	int there;

	if (lstat(path, &st) == 0 || errno != ENOENT)
		return 1;
	if (!slash || slash == path)
		return 0;
	/* a folder that is a link to nowhere: its disk may be away, and what it holds is not known */
	folder = mem_alloc((size_t)(slash - path) + 1);
	memcpy(folder, path, (size_t)(slash - path));
	there = lstat(folder, &st) == 0 && access(folder, F_OK) < 0;
	free(folder);
	return there;
}

int file_is_folder(struct diag *d, const char *path)
{
	struct place at = {path, 0, 0};
	struct stat st;

	if (lstat(path, &st) == 0)
		return S_ISDIR(st.st_mode) != 0;
	return errno == ENOENT ? 0 : diag(d, DIAG_FOLDER, &at, "cannot be looked at: %s", strerror(errno));
}

static int by_name(const void *x, const void *y)
{
	return strcmp(*(char *const *)x, *(char *const *)y);
}

int file_list(struct arena *a, struct diag *d, const char *folder, char ***name, int32_t *n)
{
	struct place at = {folder, 0, 0};
	DIR *dir = opendir(folder);
	struct dirent *e;
	struct stat st;
	int32_t cap = 0;
	int why;

	*name = NULL;
	*n = 0;
	/* a link to nowhere is a folder that is not reached: its disk may be away */
	if (!dir && errno == ENOENT && lstat(folder, &st) < 0)
		return 0;
	if (!dir)
		return diag(d, DIAG_FOLDER, &at, "the folder cannot be read: %s", strerror(errno));
	while (errno = 0, (e = readdir(dir)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		*name = arena_room(a, *name, &cap, *n + 1, sizeof **name);
		(*name)[(*n)++] = arena_dup(a, e->d_name);
	}
	why = errno;
	closedir(dir);
	if (why)
		return diag(d, DIAG_FOLDER, &at, "the folder cannot be read: %s", strerror(why));
	if (*n > 1)
		qsort(*name, (size_t)*n, sizeof **name, by_name);
	return 0;
}

struct file_batch {
	struct arena arena;
	struct {
		char *path, *temp;
		size_t size;
	} * file;
	int32_t n, cap;
};

struct file_batch *file_batch_open(void)
{
	struct file_batch *b = mem_alloc(sizeof *b);

	arena_init(&b->arena);
	return b;
}

int file_batch_add(struct file_batch *b, struct diag *d, const char *path, const void *bytes, size_t n)
{
	b->file = mem_room(b->file, &b->cap, b->n + 1, sizeof *b->file);
	b->file[b->n].path = arena_dup(&b->arena, path);
	b->file[b->n].temp = arena_format(&b->arena, "%s.%d.tmp", path, (int)getpid());
	b->file[b->n].size = n;
	if (write_temp(d, path, b->file[b->n].temp, bytes, n, 0) < 0)
		return -1;
	b->n++;
	return 0;
}

void file_batch_drop(struct file_batch *b)
{
	int32_t i;

	if (!b)
		return;
	for (i = 0; i < b->n; i++)
		if (b->file[i].temp)
			unlink(b->file[i].temp);
	free(b->file);
	arena_done(&b->arena);
	free(b);
}

static int same_content(const char *one, const char *other)
{
	struct arena scratch;
	struct diag quiet;
	size_t n = 0, m = 0;
	char *p, *q;
	int same;

	arena_init(&scratch);
	diag_init(&quiet, NULL, NULL);
	p = file_read(&scratch, &quiet, one, 0, &n);
	q = file_read(&scratch, &quiet, other, 0, &m);
	same = p && q && n == m && memcmp(p, q, n) == 0;
	arena_done(&scratch);
	return same;
}

/* All that was written on the file system of this file. */
static int sync_all(const char *temp, struct diag *d, const struct place *at)
{
	int fd = open(temp, O_RDONLY | O_CLOEXEC);
	int rc = 0;

	if (fd < 0 || syncfs(fd) < 0)
		rc = diag(d, DIAG_FILE_WRITE, at, "cannot be synced: %s", strerror(errno));
	if (fd >= 0)
		close(fd);
	return rc;
}

int file_batch_commit(struct file_batch *b, struct diag *d)
{
	struct place at = {NULL, 0, 0};
	struct stat st;
	dev_t synced = 0;
	int32_t i;
	int rc = 0, any = 0;
	char *folder, *last = NULL;

	/* one syncfs stands for all fsyncs of the files on that file system */
	for (i = 0; i < b->n && rc == 0; i++) {
		at.file = b->file[i].path;
		if (stat(b->file[i].temp, &st) < 0)
			rc = diag(d, DIAG_FILE_WRITE, &at, "the temporary file is gone: %s", strerror(errno));
		else if ((size_t)st.st_size != b->file[i].size)
			rc = diag(d, DIAG_FILE_WRITE, &at, "the temporary file was changed");
		else if (!any || st.st_dev != synced)
			rc = sync_all(b->file[i].temp, d, &at);
		any = 1;
		synced = st.st_dev;
	}
	for (i = 0; i < b->n && rc == 0; i++) {
		at.file = b->file[i].path;
		if (renameat2(AT_FDCWD, b->file[i].temp, AT_FDCWD, b->file[i].path, RENAME_NOREPLACE) == 0) {
			b->file[i].temp = NULL;
		} else if (errno == EEXIST) {
			/* made before a kill and not yet registered: the same bytes are the same paper */
			if (!same_content(b->file[i].temp, b->file[i].path))
				rc = diag_hint(d, DIAG_FILE_EXISTS, &at, "move it away and run again",
					       "exists already with other content");
		} else {
			rc = diag(d, DIAG_FILE_WRITE, &at, "cannot be given its name: %s", strerror(errno));
		}
	}
	for (i = 0; i < b->n && rc == 0; i++) {
		folder = folder_of(&b->arena, b->file[i].path);
		if (!last || strcmp(last, folder) != 0)
			rc = file_sync_folder(d, folder);
		last = folder;
	}
	file_batch_drop(b);
	return rc;
}
