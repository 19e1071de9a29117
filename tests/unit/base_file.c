/* Files that are written piece by piece: named when they are whole, and never a part of one. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base.h"
#include "base/file_out.h"

static char *path_in(struct arena *a, const char *name)
{
	const char *folder = getenv("TMPDIR");

	return arena_format(a, "%s/lp-unit-%d-%s", folder ? folder : "/tmp", (int)getpid(), name);
}

START_TEST(pieces)
{
	struct arena a;
	struct diag d;
	char sha[DIGEST_HEX], whole[DIGEST_HEX], *path;
	struct file_out *o;
	size_t n;

	arena_init(&a);
	diag_init(&d, NULL, NULL);
	path = path_in(&a, "pieces");
	ck_assert_int_eq(file_write(&d, path, "before", 6, 1), 0);
	o = file_out_open(&d, path);
	ck_assert_ptr_nonnull(o);
	ck_assert_int_eq(file_out_add(o, "one, ", 5), 0);
	ck_assert_int_eq(file_out_add(o, "", 0), 0);
	ck_assert_int_eq(file_out_add(o, "two", 3), 0);
	/* what was there is there until it is committed */
	ck_assert_str_eq(file_read(&a, &d, path, 0, &n), "before");
	ck_assert_int_eq(file_out_commit(o, sha), 0);
	ck_assert_str_eq(file_read(&a, &d, path, 0, &n), "one, two");
	digest_bytes("one, two", 8, whole);
	ck_assert_str_eq(sha, whole);
	o = file_out_open(&d, path);
	file_out_add(o, "dropped", 7);
	file_out_drop(o);
	file_out_drop(NULL);
	ck_assert_str_eq(file_read(&a, &d, path, 0, &n), "one, two");
	ck_assert_int_eq(diag_errors(&d), 0);
	unlink(path);
	arena_done(&a);
}
END_TEST

START_TEST(nowhere)
{
	struct arena a;
	struct diag d;

	arena_init(&a);
	diag_init(&d, NULL, NULL);
	ck_assert_ptr_null(file_out_open(&d, path_in(&a, "no/such/folder")));
	ck_assert_int_eq(diag_errors(&d), 1);
	arena_done(&a);
}
END_TEST

/* a disk that is full: said once, and nothing is named */
START_TEST(full)
{
	struct diag d;
	struct file_out *o;
	char block[65536], sha[DIGEST_HEX];

	if (access("/dev/full", W_OK) < 0)
		return;
	diag_init(&d, NULL, NULL);
	memset(block, 'x', sizeof block);
	{
		struct arena a;
		char *path, *temp;

		arena_init(&a);
		path = path_in(&a, "full");
		temp = arena_format(&a, "%s.%d.tmp", path, (int)getpid());
		ck_assert_int_eq(symlink("/dev/full", temp), 0);
		o = file_out_open(&d, path);
		ck_assert_ptr_nonnull(o);
		file_out_add(o, block, sizeof block);
		file_out_add(o, block, sizeof block);
		ck_assert_int_eq(file_out_commit(o, sha), -1);
		ck_assert_int_eq(diag_errors(&d), 1);
		ck_assert_int_eq(access(path, F_OK), -1);
		ck_assert_int_eq(file_exists(temp), 0);
		arena_done(&a);
	}
}
END_TEST

UNIT_MAIN("base: file", pieces, nowhere, full)
