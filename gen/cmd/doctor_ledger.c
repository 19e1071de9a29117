/* doctor_ledger.c: what doctor looks at by the ledger: itself, the custody log, the store, the runs. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "cmd/doctor.h"
#include "cmd/verify.h"
#include "evidence/custody.h"
#include "evidence/vault.h"

/* A fault for each row of a query: its first column is what is wrong. */
static int each(struct cmd *c, struct db *b, const char *sql)
{
	struct query *q = query_open(b, c->diag, sql, NULL);
	int r = q ? 1 : -1;

	while (r > 0 && (r = query_next(q, c->diag)) > 0)
		diag(c->diag, DIAG_DOCTOR, NULL, "%s", query_text(q, 0));
	query_close(q);
	return r;
}

int check_integrity(struct cmd *c)
{
	return each(
		c, c->db,
		"SELECT 'ledger.db: ' || integrity_check FROM pragma_integrity_check(20) WHERE integrity_check <> 'ok'");
}

/* Every column that a ledger made new has, of one that lacks a table the table; of an older program's the
 * steps of the upgrade have added them. */
int check_schema(struct cmd *c)
{
	struct db *fresh = db_open(NULL, DB_MEMORY, c->diag);
	struct query *want =
		fresh ? query_open(
				fresh, c->diag,
				"SELECT m.name, t.name, t.cid FROM sqlite_schema m, pragma_table_info(m.name) t"
				" WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, t.cid",
				NULL)
		      : NULL;
	struct query *have = query_open(
		c->db, c->diag,
		"SELECT count(*), count(*) FILTER (WHERE name = :column) FROM pragma_table_info(:tbl)", NULL);
	int r = want && have ? 1 : -1;

	while (r > 0 && (r = query_next(want, c->diag)) > 0) {
		query_reset(have);
		query_bind_text(have, "tbl", query_text(want, 0));
		query_bind_text(have, "column", query_text(want, 1));
		r = query_next(have, c->diag);
		if (r == 1 && query_int(have, 0) == 0 && query_int(want, 2) == 0)
			diag(c->diag, DIAG_DOCTOR, NULL, "the ledger has no table %s", query_text(want, 0));
		else if (r == 1 && query_int(have, 0) > 0 && query_int(have, 1) == 0)
			diag(c->diag, DIAG_DOCTOR, NULL, "the ledger's table %s has no column %s",
			     query_text(want, 0), query_text(want, 1));
	}
	query_close(want);
	query_close(have);
	db_close(fresh);
	return r;
}

int check_references(struct cmd *c)
{
	return each(
		c, c->db,
		"SELECT printf(CASE count(*) WHEN 1 THEN '%d row of %s speaks of' ELSE '%d rows of %s speak of' END || ' a row of %s that is not there, the first in row %d', count(*), \"table\", parent, min(rowid))"
		" FROM pragma_foreign_key_check GROUP BY \"table\", parent ORDER BY 1");
}

int check_custody(struct cmd *c)
{
	custody_check(c->db, c->diag);
	return 0;
}

int check_store(struct cmd *c)
{
	struct query *q =
		query_open(c->db, c->diag, "SELECT DISTINCT sha256 FROM evidence ORDER BY sha256", NULL);
	const int64_t all = db_int(c->db, c->diag, "SELECT count(DISTINCT sha256) FROM evidence", 0);
	struct arena scratch;
	int64_t done = 0;
	size_t n;
	int r = q ? 1 : -1;

	arena_init(&scratch);
	while (r > 0 && (r = query_next(q, c->diag)) > 0) {
		vault_read(c->db, c->house, &scratch, c->diag, query_text(q, 0), &n);
		arena_reset(&scratch);
		cmd_progress(c, "store", ++done, all);
	}
	arena_done(&scratch);
	query_close(q);
	return r;
}

static int is_temporary(const char *name)
{
	const size_t n = strlen(name);

	return (n > 4 && strcmp(name + n - 4, ".tmp") == 0) || (n > 5 && strcmp(name + n - 5, ".part") == 0);
}

/* What lies below a folder: each file is asked about. -1 when said() said so or a folder cannot be read. */
static int walk(struct cmd *c, const char *folder, int (*file)(struct cmd *c, const char *path, void *ctx),
		void *ctx)
{
	char **name;
	int32_t n;

	if (!file_exists(folder))
		return 0;
	if (file_list(c->arena, c->diag, folder, &name, &n) < 0)
		return -1;
	for (int32_t i = 0; i < n; i++) {
		const char *path = arena_format(c->arena, "%s/%s", folder, name[i]);
		const int inner = file_is_folder(c->diag, path);

		if (inner < 0 || (inner ? walk(c, path, file, ctx) : file(c, path, ctx)) < 0)
			return -1;
	}
	return 0;
}

static int stranger(struct cmd *c, const char *path, void *known)
{
	const struct place at = {path, 0, 0};
	int r;

	if (is_temporary(path))
		return 0;
	query_reset(known);
	query_bind_text(known, "file", path);
	r = query_next(known, c->diag);
	if (r == 0)
		diag(c->diag, DIAG_DOCTOR, &at, "lies in the store, and was never filed");
	return r;
}

int check_strangers(struct cmd *c)
{
	struct query *known = query_open(
		c->db, c->diag,
		"SELECT 1 FROM evidence WHERE name = substr(:file, 19) AND substr(sha256, 1, 2) = substr(:file, 16, 2)",
		NULL);
	int r = known ? walk(c, "evidence/store", stranger, known) : -1;

	query_close(known);
	return r;
}

/* Folders of out/ that are named as runs are. */
static int called_as_run(const char *name)
{
	return (name[0] == 'R' && strspn(name + 1, "0123456789-") == strlen(name + 1) && strlen(name) > 10) ||
	       (name[0] == 'H' && name[1] == 'O' && strspn(name + 2, "0123456789-") == strlen(name + 2) &&
		name[2]);
}

int check_runs(struct cmd *c)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT 'out/' || id FROM run r WHERE state = 'made' AND EXISTS (SELECT 1 FROM paper WHERE run = r.id AND sha256 IS NOT NULL) ORDER BY id",
		NULL);
	const int64_t all = db_int(c->db, c->diag, "SELECT count(*) FROM run WHERE state = 'made'", 0);
	int64_t done = 0;
	char **name;
	int32_t n;
	int r = q ? 1 : -1;

	while (r > 0 && (r = query_next(q, c->diag)) > 0) {
		if (verify_run(c, query_text(q, 0), NULL) == EXIT_STOPPED)
			r = -1;
		cmd_progress(c, "runs", ++done, all);
	}
	query_close(q);
	if (r < 0 || !file_exists("out") || file_list(c->arena, c->diag, "out", &name, &n) < 0)
		return r;
	for (int32_t i = 0; i < n; i++) {
		const struct place at = {arena_format(c->arena, "out/%s", name[i]), 0, 0};

		if (called_as_run(name[i]) && verify_is_run(c, at.file) == 0)
			diag_hint(c->diag, DIAG_DOCTOR, &at,
				  "ask whose it is, and move it away: the next run may want the name",
				  "is named as a run is, and the register knows none of that name");
	}
	return 0;
}

/* Whether another process makes the run just now: a lock dies with its process, so none is ever stale. */
static int is_being_made(const char *folder)
{
	const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	const int busy = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0;

	if (fd >= 0)
		close(fd);
	return busy;
}

int check_unfinished(struct cmd *c)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT r.id, r.kind, iso(r.as_of), (SELECT count(*) FROM paper p WHERE p.run = r.id AND p.state = 'planned')"
		" FROM run r WHERE r.state = 'planned' AND NOT EXISTS (SELECT 1 FROM run_act a WHERE a.run = r.id AND a.act = 'cancelled')"
		" AND EXISTS (SELECT 1 FROM paper p WHERE p.run = r.id AND p.state NOT IN ('cancelled', 'failed')) ORDER BY r.id",
		NULL);
	int r = q ? 1 : -1;

	while (r > 0 && (r = query_next(q, c->diag)) > 0) {
		const char *run = query_text(q, 0);
		const struct place at = {arena_format(c->arena, "out/%s", run), 0, 0};

		if (is_being_made(at.file))
			diag_hint(c->diag, DIAG_DOCTOR_ADVICE, &at,
				  "wait for the other process, then run doctor again",
				  "another process is making the run");
		else
			diag_hint(
				c->diag, DIAG_DOCTOR, &at,
				arena_format(
					c->arena,
					"`ledgerpress %s --as-of %s` with the words that it began with finishes it; `ledgerpress register cancel %s --reason …` gives it up",
					query_text(q, 1), query_text(q, 2), run),
				"the run was stopped before its end: %lld of its papers are planned only",
				(long long)query_int(q, 3));
	}
	query_close(q);
	return r;
}

static int leftover(struct cmd *c, const char *path, void *ctx)
{
	const struct place at = {path, 0, 0};

	(void)ctx;
	if (is_temporary(path))
		diag_hint(c->diag, DIAG_DOCTOR_ADVICE, &at, arena_format(c->arena, "rm %s", path),
			  "was left behind by a process that was stopped");
	return 0;
}

int check_leftovers(struct cmd *c)
{
	return walk(c, "evidence", leftover, NULL) < 0 ? -1 : walk(c, "out", leftover, NULL);
}
