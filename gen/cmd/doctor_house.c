/* doctor_house.c: what doctor looks at without the ledger: fonts, rights, room on the disk. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "cmd/doctor.h"
#include "type/type.h"

#define ROOM_LEAST ((int64_t)32 << 20) /* bytes that a small run needs beside its frozen ledger */

int check_fonts(struct cmd *c)
{
	char *fonts = house_path(c->house, c->arena, "fonts");
	struct type *type;

	if (!file_exists(fonts))
		fonts = arena_format(c->arena, "%s/fonts", c->shipped);
	type = type_open(fonts, c->diag);
	type_close(type);
	return type ? 0 : -1;
}

/* What only its owner may see; the folders keep others from what lies in them. */
int check_rights(struct cmd *c)
{
	static const char *const part[] = {"house.ini", "ledger.db", "ledger.db-wal", "evidence", "out"};
	struct stat st;

	if (access(".", R_OK | W_OK | X_OK) < 0)
		diag(c->diag, DIAG_DOCTOR, &(struct place){.file = "."},
		     "the house's folder cannot be written: %s", strerror(errno));
	for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
		const struct place at = {part[i], 0, 0};

		if (stat(part[i], &st) < 0)
			continue;
		if (access(part[i], R_OK | (i == 0 ? 0 : W_OK) | (S_ISDIR(st.st_mode) ? X_OK : 0)) < 0)
			diag_hint(c->diag, DIAG_DOCTOR, &at,
				  arena_format(c->arena, "as its owner: chmod u+rwX %s", part[i]),
				  "cannot be read and written: %s", strerror(errno));
		/* house.ini has nothing that does not stand on the letters */
		if (i > 0 && (st.st_mode & (S_IRWXG | S_IRWXO)))
			diag_hint(c->diag, DIAG_DOCTOR_ADVICE, &at,
				  arena_format(c->arena, "chmod go= %s", part[i]),
				  "can be read by others on this machine");
	}
	return 0;
}

int check_space(struct cmd *c)
{
	struct statvfs v;
	struct stat st;
	int64_t left, need = ROOM_LEAST;

	if (statvfs(".", &v) < 0)
		return diag(c->diag, DIAG_DOCTOR, NULL, "the disk's room cannot be told: %s",
			    strerror(errno));
	if (stat("ledger.db", &st) == 0)
		need += 2 * (int64_t)st.st_size; /* frozen beside the run, and once more while it is made */
	left = v.f_bavail > (uint64_t)INT64_MAX / v.f_frsize ? INT64_MAX : (int64_t)(v.f_bavail * v.f_frsize);
	if (left < need)
		diag(c->diag, DIAG_DOCTOR, NULL,
		     "%lld MB are free on the house's disk, and a run may want %lld MB",
		     (long long)(left >> 20), (long long)((need >> 20) + 1));
	return 0;
}
