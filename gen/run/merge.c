/* merge.c: takes the papers of parts in, once each, and ends the run when it is whole. */
#define _GNU_SOURCE
#include "run/merge.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cli/list.h"
#include "run/make_write.h"
#include "run/merge_read.h"

/* ---- which run ---- */

/* The first run of which the registers hold parts and this house knows. 1, 0, or -1. */
static int run_find(struct merge *g)
{
	struct cmd *c = g->make.cmd;
	int32_t i, k;
	int rc;

	for (i = 0; i < g->registers; i++)
		for (k = 0; k < g->reg[i].runs; k++) {
			rc = register_find_id(c->arena, c->diag, c->db, g->reg[i].run[k], &g->make.run);
			if (rc != 0)
				return rc;
		}
	return 0;
}

/* The document types of the run's papers, as the command that planned it named them or not. */
static int run_types(struct make *m)
{
	struct cmd *c = m->cmd;
	struct query *q = query_open(c->db, c->diag,
				     "SELECT DISTINCT type FROM paper WHERE run = :run ORDER BY type", NULL);
	const char **code = NULL;
	int32_t n = 0, cap = 0, i;
	int rc = q ? 1 : -1;

	if (q)
		query_bind_text(q, "run", m->run.id);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		code = arena_room(c->arena, code, &cap, n + 1, sizeof *code);
		code[n++] = arena_dup(c->arena, query_text(q, 0));
	}
	query_close(q);
	if (rc < 0 || types_read(c, code, n, &m->types) != 0)
		return -1;
	for (i = 0; i < m->types.n; i++)
		m->types.type[i].asked = strncmp(m->run.selection, "type=", 5) == 0;
	return 0;
}

/* ---- the papers ---- */

/* Papers that failed in a part that was merged before, and were made in another beginning of it, are planned
 * again: what counts is that they can be made, whichever came first. */
static int reopen_failed(struct merge *g)
{
	struct cmd *c = g->make.cmd;
	static const char *const sql[] = {
		"UPDATE paper SET state = 'planned' WHERE run = :run AND state = 'failed' AND number IN "
		"(SELECT number FROM temp.part_paper WHERE state = 'made') AND NOT EXISTS (SELECT 1 FROM paper o "
		"WHERE o.key = paper.key AND o.state NOT IN ('cancelled', 'failed'))",
		"DELETE FROM paper_event WHERE state = 'failed' AND paper IN (SELECT id FROM paper WHERE run = :run "
		"AND state = 'planned')"};
	size_t i;
	int rc = db_run(c->db, c->diag, "BEGIN IMMEDIATE");

	for (i = 0; i < sizeof sql / sizeof sql[0] && rc == 0; i++) {
		struct query *q = query_open(c->db, c->diag, sql[i], NULL);

		if (q)
			query_bind_text(q, "run", g->make.run.id);
		rc = q ? query_next(q, c->diag) : -1;
		query_close(q);
	}
	return rc < 0 ? -1 : db_run(c->db, c->diag, "COMMIT");
}

/* The bytes of a paper as it was registered, in the arena; NULL: they are not there (and fault says so), or
 * a diagnostic was given. */
static char *paper_bytes(struct merge *g, const char *path, const char *sha256, size_t *n, const char **fault)
{
	struct diag quiet;
	char hex[DIGEST_HEX], *bytes;

	diag_init(&quiet, NULL, NULL);
	*fault = "is gone";
	bytes = file_exists(path) ? file_read(&g->paper, &quiet, path, 0, n) : NULL;
	if (!bytes)
		return NULL;
	digest_bytes(bytes, *n, hex);
	*fault = "was changed after it was made";
	return strcmp(hex, sha256) == 0 ? bytes : NULL;
}

/* Takes one planned paper from the first register that has it whole. 1 taken, or known to fail; 0: nobody
 * has it; -1 stops. */
static int paper_take(struct merge *g, struct writer *w, struct query *find, const struct job *j)
{
	struct cmd *c = g->make.cmd;
	const char *fault = NULL, *path = NULL;
	char *bytes = NULL;
	size_t n = 0;
	int rc;

	query_reset(find);
	query_put_text(find, 1, j->number, -1);
	while ((rc = query_next(find, c->diag)) == 1) {
		const int32_t nth = (int32_t)query_int(find, 0);
		const char *own;

		if (strcmp(query_text(find, 1), "failed") == 0) {
			if (fault)
				continue;
			writer_failed(w, j, arena_dup(c->arena, query_text(find, 4)));
			return 1;
		}
		arena_reset(&g->paper);
		/* a copy of the papers may have come by itself, or lie on a disk that all share */
		bytes = paper_bytes(g, j->file, query_text(find, 2), &n, &own);
		path = arena_format(c->arena, "%s%s", g->reg[nth].folder, j->file);
		if (!bytes)
			bytes = paper_bytes(g, path, query_text(find, 2), &n, &fault);
		if (!bytes)
			continue;
		rc = writer_made(w, j, bytes, n, (int32_t)query_int(find, 3));
		merge_taken(g, nth, j);
		return rc < 0 ? -1 : 1;
	}
	if (rc == 0 && fault) {
		struct place at = {path, 0, 0};

		diag(c->diag, DIAG_MERGE_PAPER, &at, "the file of %s %s", j->number, fault);
	}
	return rc;
}

/* In the order of the run. */
static int papers_take(struct merge *g)
{
	struct make *m = &g->make;
	struct cmd *c = m->cmd;
	struct writer w = {.make = m};
	struct query *find =
		query_open(c->db, c->diag,
			   "SELECT nth, state, sha256, pages, why FROM temp.part_paper WHERE number = ?1 "
			   "ORDER BY state = 'failed', nth",
			   NULL);
	int32_t i;
	int rc = find ? 0 : -1;

	for (i = 0; i < m->list.n && rc >= 0; i++) {
		rc = paper_take(g, &w, find, &m->list.job[i]);
		cmd_progress(c, "merging", i + 1, m->list.n);
		if (rc >= 0 && w.n == BATCH_SIZE) {
			query_reset(find);
			rc = writer_flush(&w);
		}
	}
	query_close(find);
	if (rc >= 0)
		rc = writer_flush(&w);
	writer_drop(&w);
	return rc < 0 ? -1 : 0;
}

/* ---- what is said ---- */

static void row_print(const struct merge *g, struct out_table *t, const struct merge_row *r)
{
	struct cmd *c = g->make.cmd;

	out_cell(t, r->refused ? NULL : g->make.run.id);
	out_cell(t, r->part.parts ? arena_format(c->arena, "%d/%d", (int)r->part.part, (int)r->part.parts)
				  : NULL);
	out_cell(t, r->refused		   ? "refused"
		    : r->nth < 0	   ? "missing"
		    : r->unmade || r->left ? "unfinished"
					   : "whole");
	out_cell_int(t, r->papers);
	out_cell_int(t, r->taken);
	out_cell_int(t, r->there);
	out_cell_int(t, r->failed);
	out_cell_int(t, r->left);
	out_cell(t, r->nth < 0 ? NULL : g->reg[r->nth].path);
}

static void table_print(struct merge *g)
{
	struct out_table *t = list_open(LIST_merge, 0);
	int32_t i;

	for (i = 0; i < g->rows; i++)
		row_print(g, t, &g->row[i]);
	out_close(g->make.cmd, t);
}

/* Each part of which papers are made nowhere, by its name; one of which no register was named is a row. */
static void missing_say(struct merge *g)
{
	struct cmd *c = g->make.cmd;
	const int32_t parts = g->parts;
	char day[11];
	int32_t i, k;

	for (i = 0; i < parts; i++) {
		struct merge_row r = {.nth = -1, .part = {i, parts, NULL}};

		merge_count(g, &r);
		if (r.left == 0)
			continue;
		for (k = 0; k < g->rows &&
			    (g->row[k].refused || g->row[k].part.part != i || g->row[k].part.parts != parts);
		     k++)
			;
		if (k == g->rows)
			merge_row_add(g, &r);
		diag_hint(
			c->diag, DIAG_MERGE_MISSING, NULL,
			arena_format(
				c->arena,
				"`make --as-of %s --shard %d/%d` with the run's other words on a new copy of what was frozen, then merge "
				"that; without --shard `make` makes the rest here",
				date_format(g->make.as_of, day), (int)i, (int)parts),
			"part %d/%d of %s is not whole: %d of %d planned only", (int)i, (int)parts,
			g->make.run.id, (int)r.left, (int)r.papers);
	}
}

/* "AED 1,234.00, USD 20.00": what the run's papers speak of, as it ties out. */
static char *sums(struct merge *g, struct db *snapshot)
{
	struct cmd *c = g->make.cmd;
	struct query *q = query_open(
		snapshot, c->diag,
		"SELECT currency, sum(total) FROM balance GROUP BY currency ORDER BY currency", NULL);
	char sum[48], *said = NULL;

	while (q && query_next(q, c->diag) == 1) {
		out_money(query_int(q, 1), query_text(q, 0), sum);
		said = arena_format(c->arena, "%s%s%s %s", said ? said : "", said ? ", " : "",
				    query_text(q, 0), sum);
	}
	query_close(q);
	return said;
}

/* ---- the whole ---- */

/* Nothing is planned only: as one machine ends it. */
static int run_end(struct merge *g)
{
	struct make *m = &g->make;
	struct cmd *c = m->cmd;
	struct db *snapshot = freeze_open(c, m->snapshot, c->diag);
	struct job_context k;
	int rc;

	if (!snapshot)
		return -1;
	rc = freeze_context(c->arena, c->diag, snapshot, &k) < 0 ? -1 : make_end(m, snapshot, &k);
	g->sums = rc == 0 ? sums(g, snapshot) : NULL;
	db_close(snapshot);
	return rc;
}

/* Under the run's lock. */
static int run_take(struct merge *g)
{
	struct make *m = &g->make;
	struct cmd *c = m->cmd;
	struct job_list none = {0};

	if (merge_read(g) < 0)
		return -1;
	if (strcmp(m->run.state, "made") == 0)
		return merge_count_all(g);
	if (reopen_failed(g) < 0)
		return -1;
	m->list = none;
	if (register_jobs(c->arena, c->diag, c->db, m->run.id, "planned", NULL, m->types.type, m->types.n,
			  &m->list) < 0 ||
	    papers_take(g) < 0 || merge_count_all(g) < 0)
		return -1;
	if (g->left > 0)
		missing_say(g);
	return g->left > 0 ? 0 : run_end(g);
}

static void report(struct merge *g)
{
	struct make *m = &g->make;
	struct cmd *c = m->cmd;
	char day[11];

	table_print(g);
	if (c->json || c->csv)
		return;
	if (g->left > 0)
		cmd_print("%s: %d taken in, %d planned only\n", m->run.id, (int)m->made, (int)g->left);
	else if (strcmp(m->run.state, "made") == 0)
		cmd_print("%s: nothing new, the run was made before\n", m->run.id);
	else
		cmd_print("%s: the run is whole, %d %s; open as of %s, and tied out: %s; %s/index.html\n",
			  m->run.id, (int)g->papers, g->papers == 1 ? "paper" : "papers",
			  date_format(m->as_of, day), g->sums ? g->sums : "nothing", m->folder);
}

int merge_parts(struct cmd *c)
{
	struct merge g = {.make = {.cmd = c, .lock = -1}};
	struct make *m = &g.make;
	int rc = merge_registers(&g);

	if (rc == 0)
		rc = run_find(&g);
	if (rc == 0)
		return merge_none(&g);
	if (rc < 0)
		return EXIT_NOT_MADE;
	m->as_of = m->run.as_of;
	make_folder(m);
	arena_init(&g.paper);
	rc = run_types(m);
	if (rc == 0 && strcmp(m->run.state, "planned") == 0)
		rc = make_resume(m);
	if (rc == 0)
		rc = run_take(&g);
	make_unlock(m);
	arena_done(&g.paper);
	if (rc < 0)
		return EXIT_NOT_MADE;
	report(&g);
	return g.left > 0 || g.failed > 0 ? EXIT_NOT_MADE : EXIT_FINE;
}
