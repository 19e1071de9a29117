/* file_out.c: durable files whose bytes come one piece after the other. */
#include "base/file_out.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

struct file_out {
	struct arena arena;
	struct diag *diag;
	struct digest *digest;
	const char *path, *temp;
	FILE *f;
	int failed;
};

static int fail(struct file_out *o, const char *what)
{
	const struct place at = {o->path, 0, 0};

	if (!o->failed)
		diag(o->diag, DIAG_FILE_WRITE, &at, "%s: %s", what, strerror(errno));
	o->failed = 1;
	return -1;
}

struct file_out *file_out_open(struct diag *d, const char *path)
{
	struct file_out *o = mem_alloc(sizeof *o);

	memset(o, 0, sizeof *o);
	arena_init(&o->arena);
	o->diag = d;
	o->path = arena_dup(&o->arena, path);
	o->temp = arena_format(&o->arena, "%s.%d.tmp", path, (int)getpid());
	o->digest = digest_begin();
	o->f = fopen(o->temp, "wb");
	if (o->f)
		return o;
	fail(o, "cannot be written");
	file_out_drop(o);
	return NULL;
}

int file_out_add(struct file_out *o, const void *bytes, size_t n)
{
	if (o->failed)
		return -1;
	digest_add(o->digest, bytes, n);
	return n == 0 || fwrite(bytes, 1, n, o->f) == n ? 0 : fail(o, "cannot be written");
}

int file_out_commit(struct file_out *o, char sha256[DIGEST_HEX])
{
	const char *slash = strrchr(o->path, '/');
	int rc;

	if (!o->failed && (fflush(o->f) != 0 || fsync(fileno(o->f)) < 0))
		fail(o, "cannot be written");
	if (fclose(o->f) != 0)
		fail(o, "cannot be written");
	o->f = NULL;
	if (!o->failed && rename(o->temp, o->path) < 0)
		fail(o, "cannot be given its name");
	rc = o->failed ? -1
		       : file_sync_folder(o->diag,
					  slash ? arena_dupn(&o->arena, o->path, (size_t)(slash - o->path))
						: ".");
	digest_end(o->digest, sha256);
	o->digest = NULL;
	if (rc == 0)
		o->temp = NULL;
	file_out_drop(o);
	return rc;
}

void file_out_drop(struct file_out *o)
{
	char hex[DIGEST_HEX];

	if (!o)
		return;
	if (o->f)
		fclose(o->f);
	if (o->temp)
		unlink(o->temp);
	if (o->digest)
		digest_end(o->digest, hex);
	arena_done(&o->arena);
	free(o);
}
