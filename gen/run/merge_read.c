/* merge_read.c: registers are opened, held against this house, and read. */
#define _GNU_SOURCE
#include "run/merge_read.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/sink.h"

static const char frozen_once[] =
	"freeze the run once (`make --freeze DIR`), and make each part on a copy of DIR, by the same program";
static const char made_again[] = "copy it again from where it was made, or make the part again";

/* ---- which registers ---- */

static int is_own(const char *path)
{
	char own[PATH_MAX], other[PATH_MAX];

	return realpath("ledger.db", own) && realpath(path, other) && strcmp(own, other) == 0;
}

static int is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Runs of which parts were made beside the register. */
static int runs_find(struct cmd *c, struct merge_register *r)
{
	char **name;
	int32_t n, i, files;
	char **file;

	if (file_list(c->arena, c->diag, arena_format(c->arena, "%sout", r->folder), &name, &n) < 0)
		return -1;
	r->run = arena_alloc(c->arena, sizeof *r->run * (size_t)(n + 1));
	for (i = 0; i < n; i++) {
		if (!is_folder(arena_format(c->arena, "%sout/%s", r->folder, name[i])))
			continue;
		if (file_list(c->arena, c->diag, arena_format(c->arena, "%sout/%s/parts", r->folder, name[i]),
			      &file, &files) < 0)
			return -1;
		if (files > 0)
			r->run[r->runs++] = name[i];
	}
	return 0;
}

int merge_registers(struct merge *g)
{
	struct cmd *c = g->make.cmd;
	int32_t i;

	g->reg = arena_alloc(c->arena, sizeof *g->reg * (size_t)(c->args + 1));
	for (i = 0; i < c->args; i++) {
		struct merge_register *r = &g->reg[g->registers++];
		const char *slash = strrchr(c->arg[i], '/');

		r->path = c->arg[i];
		r->folder = arena_dupn(c->arena, r->path, slash ? (size_t)(slash - r->path) + 1 : 0);
		if (!is_own(r->path) && runs_find(c, r) < 0)
			return -1;
	}
	return 0;
}

/* ---- refusals ---- */

static void refuse(struct merge *g, int32_t nth)
{
	merge_row_add(g, &(struct merge_row){.nth = nth, .refused = 1});
}

/* One reason why a register is not of the run, where that is known; NULL: it may be. hint (may become NULL):
 * what then. */
static const char *not_of_run(struct merge *g, const struct merge_register *r, const char **hint)
{
	struct cmd *c = g->make.cmd;
	int32_t i;

	*hint = NULL;
	if (!file_exists(r->path))
		return "is not there";
	if (is_own(r->path))
		return "is this house's own ledger";
	*hint = frozen_once;
	if (r->runs == 0)
		return "holds no part of a run: none was made there";
	if (!g->make.run.id)
		return NULL;
	for (i = 0; i < r->runs; i++)
		if (strcmp(r->run[i], g->make.run.id) == 0)
			return NULL;
	return arena_format(c->arena, "holds a part of %s, not of %s", r->run[0], g->make.run.id);
}

int merge_none(struct merge *g)
{
	struct cmd *c = g->make.cmd;
	int32_t i;

	for (i = 0; i < g->registers; i++) {
		const struct merge_register *r = &g->reg[i];
		struct place at = {r->path, 0, 0};
		const char *hint, *why = not_of_run(g, r, &hint);

		if (r->runs > 0 && file_exists(r->path))
			diag_hint(c->diag, DIAG_MERGE, &at, frozen_once,
				  "holds a part of %s, which is no run of this house", r->run[0]);
		else
			diag_hint(c->diag, DIAG_MERGE, &at, hint, "%s", why ? why : "");
	}
	return EXIT_NOT_MADE;
}

static void keep_text(void *ctx, const struct diag_message *m)
{
	struct text *t = ctx;

	/* without what was asked: it is the opening */
	if (t->len == 0)
		text_add(t, m->text,
			 strstr(m->text, " (asked") ? (size_t)(strstr(m->text, " (asked") - m->text)
						    : strlen(m->text));
}

/* Read as it stands; where its process died, SQLite brings it in order first. NULL, and why. */
static struct db *register_open(struct cmd *c, const char *path, const char **why, const char **hint)
{
	const int died = file_exists(arena_format(c->arena, "%s-wal", path));
	struct diag quiet;
	struct text t;
	struct db *b;

	text_init(&t);
	diag_init(&quiet, keep_text, &t);
	b = db_open(path, died ? DB_LEDGER : DB_SNAPSHOT, &quiet);
	if (!b) {
		*why = arena_format(c->arena, "cannot be read as a register: %s", text_str(&t));
		*hint = made_again;
	}
	text_done(&t);
	return b;
}

/* Names of tables of which the other ledger has other rows, parted by commas: what was imported and recorded,
 * not what was issued. "" where none, or where it cannot be told. */
static const char *tables_differ(struct cmd *c, const char *path)
{
	struct diag quiet;
	struct query *q = NULL, *attach, *one;
	char *names = arena_dup(c->arena, "");

	diag_init(&quiet, NULL, NULL);
	attach = query_open(c->db, &quiet, "ATTACH :path AS part", NULL);
	if (attach) {
		query_bind_text(attach, "path", path);
		if (query_next(attach, &quiet) == 0)
			q = query_open(
				c->db, &quiet,
				"SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT "
				"LIKE 'paper%' AND name NOT LIKE 'run%' AND name NOT IN ('sequence', 'custody') ORDER BY name",
				NULL);
	}
	query_close(attach);
	while (q && query_next(q, &quiet) == 1) {
		const char *t = query_text(q, 0);

		one = query_open(
			c->db, &quiet,
			arena_format(
				c->arena,
				"SELECT EXISTS (SELECT * FROM main.%s EXCEPT SELECT * FROM part.%s) OR EXISTS "
				"(SELECT * FROM part.%s EXCEPT SELECT * FROM main.%s)",
				t, t, t, t),
			NULL);
		if (one && query_next(one, &quiet) == 1 && query_int(one, 0))
			names = arena_format(c->arena, "%s%s%s", names, names[0] ? ", " : "", t);
		query_close(one);
	}
	query_close(q);
	db_run(c->db, &quiet, "DETACH part");
	return names;
}

/* What the run in a register was planned from, beside ours: NULL where it is the same, else what differs. -1
 * in *rc after a diagnostic. */
static const char *planned_from(struct merge *g, struct db *theirs, const char *path, int *rc)
{
	struct cmd *c = g->make.cmd;
	struct print_run r = {0};
	const char *tables, *is = NULL;

	*rc = register_find_id(c->arena, c->diag, theirs, g->make.run.id, &r);
	if (*rc < 0)
		return NULL;
	if (*rc == 0)
		return "the run, which it does not know";
	*rc = 0;
	if (strcmp(r.selection, g->make.run.selection) != 0)
		is = "types and filters";
	if (!r.snapshot_sha256 || !g->make.run.snapshot_sha256 ||
	    strcmp(r.snapshot_sha256, g->make.run.snapshot_sha256) != 0) {
		tables = tables_differ(c, path);
		is = arena_format(c->arena, "%s%sthe frozen ledger%s%s%s", is ? is : "", is ? ", " : "",
				  tables[0] ? " (tables " : "", tables, tables[0] ? ")" : "");
	}
	return is;
}

/* Adds to what differs. */
static const char *also(struct cmd *c, const char *is, const char *more)
{
	return is ? arena_format(c->arena, "%s, %s", is, more) : more;
}

/* ---- the papers ---- */

static int papers_read(struct merge *g, struct db *theirs, int32_t nth)
{
	struct cmd *c = g->make.cmd;
	struct query *q = query_open(
		theirs, c->diag,
		"SELECT number, sha256, bytes, pages, CASE state WHEN 'failed' THEN (SELECT note FROM paper_event v WHERE v.paper = p.id AND "
		"v.state = 'failed' ORDER BY v.id DESC LIMIT 1) END FROM paper p WHERE run = :run AND (state = 'failed' OR (sha256 IS NOT "
		"NULL AND state NOT IN ('planned', 'cancelled')))",
		NULL);
	struct query *to =
		query_open(c->db, c->diag,
			   "INSERT INTO temp.part_paper(number, nth, state, sha256, bytes, pages, why) "
			   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
			   NULL);
	int rc = q && to ? 1 : -1;

	if (q)
		query_bind_text(q, "run", g->make.run.id);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		query_reset(to);
		query_put_text(to, 1, query_text(q, 0), -1);
		query_put_int(to, 2, nth);
		query_put_text(to, 3, query_null(q, 1) ? "failed" : "made", -1);
		query_put_text(to, 4, query_null(q, 1) ? NULL : query_text(q, 1), -1);
		query_put_int(to, 5, query_int(q, 2));
		query_put_int(to, 6, query_int(q, 3));
		query_put_text(to, 7, query_text(q, 4), -1);
		if (query_next(to, c->diag) < 0)
			rc = -1;
	}
	query_close(q);
	query_close(to);
	return rc;
}

/* A paper of which the register has other bytes than this house, or a register before it. NULL: none; *rc. */
static const char *other_bytes(struct merge *g, int32_t nth, int *rc)
{
	struct cmd *c = g->make.cmd;
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT x.number FROM temp.part_paper x LEFT JOIN paper p ON p.number = x.number AND p.run = :run WHERE x.nth = :nth AND "
		"(p.id IS NULL OR (x.sha256 IS NOT NULL AND p.sha256 <> x.sha256) OR EXISTS (SELECT 1 FROM temp.part_paper y WHERE "
		"y.number = x.number AND y.nth < x.nth AND y.sha256 <> x.sha256)) ORDER BY x.number LIMIT 1",
		NULL);
	const char *number = NULL;

	*rc = q ? 0 : -1;
	if (!q)
		return NULL;
	query_bind_text(q, "run", g->make.run.id);
	query_bind_int(q, "nth", nth);
	*rc = query_next(q, c->diag);
	if (*rc == 1)
		number = arena_dup(c->arena, query_text(q, 0));
	query_close(q);
	return number;
}

static int papers_forget(struct merge *g, int32_t nth)
{
	struct cmd *c = g->make.cmd;

	return db_run(c->db, c->diag,
		      arena_format(c->arena, "DELETE FROM temp.part_paper WHERE nth = %d", (int)nth));
}

/* The parts that were made beside a register, and what they were made with beside what is here. A run that is
 * made already compares its papers alone. */
static const char *parts_read(struct merge *g, int32_t nth, const char *ours, int *rc)
{
	struct cmd *c = g->make.cmd;
	const char *is = NULL, *differs;
	struct part *part;
	int32_t n, i;

	*rc = part_list(c, arena_format(c->arena, "%s%s", g->reg[nth].folder, g->make.folder), &part, &n);
	for (i = 0; i < n && *rc == 0 && !is; i++) {
		if (ours && (differs = part_differs(c, ours, part[i].made_with)) != NULL && differs[0])
			is = differs;
	}
	for (i = 0; i < n && *rc == 0 && !is; i++)
		merge_row_add(g, &(struct merge_row){.nth = nth, .part = part[i]});
	return is;
}

/* 0 read, or refused; -1 after a diagnostic that stops all. */
static int register_read(struct merge *g, int32_t nth, const char *ours)
{
	struct cmd *c = g->make.cmd;
	struct merge_register *r = &g->reg[nth];
	struct place at = {r->path, 0, 0};
	const char *hint, *why = not_of_run(g, r, &hint), *is = NULL, *with, *number;
	struct db *theirs = why ? NULL : register_open(c, r->path, &why, &hint);
	int rc = 0, before = g->rows;

	if (!theirs) {
		diag_hint(c->diag, DIAG_MERGE, &at, hint, "%s", why);
		refuse(g, nth);
		return 0;
	}
	is = planned_from(g, theirs, r->path, &rc);
	if (rc == 0 && (with = parts_read(g, nth, ours, &rc)) != NULL)
		is = also(c, is, with);
	if (rc == 0 && !is && g->rows == before)
		why = "holds no part of a run: none was made there";
	else if (rc == 0 && !is)
		rc = papers_read(g, theirs, nth);
	db_close(theirs);
	if (rc < 0)
		return -1;
	number = is || why ? NULL : other_bytes(g, nth, &rc);
	if (rc < 0)
		return -1;
	if (!is && !number && !why)
		return 0;
	g->rows = before;
	refuse(g, nth);
	if (why)
		diag_hint(c->diag, DIAG_MERGE, &at, hint, "%s", why);
	else if (is)
		diag_hint(c->diag, DIAG_MERGE, &at, frozen_once,
			  "the part is not of what is here; what differs: %s", is);
	else
		diag_hint(c->diag, DIAG_MERGE, &at, frozen_once,
			  "%s has other bytes there than it was made with elsewhere", number);
	return papers_forget(g, nth);
}

int merge_read(struct merge *g)
{
	struct cmd *c = g->make.cmd;
	const char *ours = NULL;
	int32_t i;
	int rc;

	if (strcmp(g->make.run.state, "planned") == 0 && (ours = part_made_with(c)) == NULL)
		return -1;
	rc = db_run(
		c->db, c->diag,
		"CREATE TEMP TABLE part_paper (number TEXT NOT NULL, nth INTEGER NOT NULL, state TEXT NOT NULL, "
		"sha256 TEXT, bytes INTEGER, pages INTEGER, why TEXT, PRIMARY KEY (number, nth)) STRICT, WITHOUT ROWID");
	for (i = 0; i < g->registers && rc == 0; i++)
		rc = register_read(g, i, ours);
	for (i = 0; i < g->rows && g->parts == 0; i++)
		g->parts = g->row[i].part.parts;
	return rc < 0 ? -1
		      : register_jobs(c->arena, c->diag, c->db, g->make.run.id, NULL, NULL,
				      g->make.types.type, g->make.types.n, &g->all);
}

/* ---- counts ---- */

void merge_row_add(struct merge *g, const struct merge_row *r)
{
	struct arena *a = g->make.cmd->arena;

	g->row = arena_room(a, g->row, &g->row_cap, g->rows + 1, sizeof *g->row);
	g->row[g->rows++] = *r;
}

void merge_taken(struct merge *g, int32_t nth, const struct job *j)
{
	int32_t i;

	for (i = 0; i < g->rows; i++)
		if (g->row[i].nth == nth && part_has(&g->row[i].part, j))
			g->row[i].taken++;
}

/* 1: the register has it made; 2: failed; 0: neither. */
static int held(struct merge *g, struct query *find, int32_t nth, const struct job *j)
{
	int rc;

	query_reset(find);
	query_put_text(find, 1, j->number, -1);
	query_put_int(find, 2, nth);
	rc = query_next(find, g->make.cmd->diag);
	return rc == 1 ? strcmp(query_text(find, 0), "made") == 0 ? 1 : 2 : rc;
}

void merge_count(struct merge *g, struct merge_row *r)
{
	struct cmd *c = g->make.cmd;
	struct query *find = query_open(
		c->db, c->diag, "SELECT state FROM temp.part_paper WHERE number = ?1 AND nth = ?2", NULL);
	int32_t i, made = 0;

	for (i = 0; find && i < g->all.n; i++) {
		const struct job *j = &g->all.job[i];
		int has;

		if (!part_has(&r->part, j))
			continue;
		has = r->nth < 0 ? 0 : held(g, find, r->nth, j);
		r->papers++;
		made += has == 1 && g->state[i] != PAPER_PLANNED;
		r->failed += has == 2;
		r->unmade += has == 0;
		r->left += g->state[i] == PAPER_PLANNED;
	}
	r->there = made - r->taken;
	query_close(find);
}

int merge_count_all(struct merge *g)
{
	struct cmd *c = g->make.cmd;
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT CASE state WHEN 'planned' THEN 1 WHEN 'failed' THEN 2 ELSE 0 END FROM paper WHERE run = :run AND seq = :seq",
		NULL);
	uint8_t *state = arena_alloc(c->arena, (size_t)g->all.n + 1);
	int32_t i;
	int rc = q ? 0 : -1;

	for (i = 0; i < g->all.n && rc >= 0; i++) {
		query_reset(q);
		query_bind_text(q, "run", g->make.run.id);
		query_bind_int(q, "seq", g->all.job[i].seq);
		rc = query_next(q, c->diag);
		state[i] = rc == 1 ? (uint8_t)query_int(q, 0) : PAPER_THERE;
		g->left += state[i] == PAPER_PLANNED;
		g->failed += state[i] == PAPER_FAILED;
	}
	query_close(q);
	g->state = state;
	g->papers = g->all.n;
	for (i = 0; i < g->rows && rc >= 0; i++)
		if (!g->row[i].refused)
			merge_count(g, &g->row[i]);
	return rc < 0 ? -1 : 0;
}
