/* db_unit.h: what tests of db, house and import share: files in a folder of their own, and messages caught as
 * text. */
#ifndef LP_DB_UNIT_H
#define LP_DB_UNIT_H

#include "unit.h"

#include <stdio.h>
#include <unistd.h>

#include "db/db.h"
#include "db/named.h"
#include "house/house.h"

static struct arena arena;
static struct diag diags;
static struct text said; /* "line:col: message (hint)\n" of each message; the file's name is left out */
static char folder[64];

static inline void unit_sink(void *ctx, const struct diag_message *m)
{
	(void)ctx;
	text_addf(&said, "%d:%d: %s: %s", m->at->line, m->at->col, diag_level_name(m->level), m->text);
	if (m->hint)
		text_addf(&said, " (%s)", m->hint);
	text_addc(&said, '\n');
}

static inline void unit_begin(void)
{
	arena_init(&arena);
	text_init(&said);
	diag_init(&diags, unit_sink, NULL);
	strcpy(folder, "/tmp/lp-ledger-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
}

static inline void unit_end(void)
{
	char cmd[128];

	snprintf(cmd, sizeof cmd, "rm -rf %s", folder);
	ck_assert_int_eq(system(cmd), 0);
	arena_done(&arena);
	text_done(&said);
}

/* Writes a file of n bytes under the folder, whose path is returned. */
static inline const char *unit_bytes(const char *name, const void *bytes, size_t n)
{
	char *path = arena_format(&arena, "%s/%s", folder, name);
	char *slash = strrchr(path, '/');

	*slash = '\0';
	ck_assert_int_eq(file_mkdirs(&diags, path), 0);
	*slash = '/';
	ck_assert_int_eq(file_write(&diags, path, bytes, n, 1), 0);
	return path;
}

static inline const char *unit_file(const char *name, const char *text)
{
	return unit_bytes(name, text, strlen(text));
}

#endif
