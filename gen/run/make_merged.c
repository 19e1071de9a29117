/* make_merged.c: print files: one PDF per type in order of delivery, bookmarks by customer, a count sheet in
 * front and as CSV. */
#include <string.h>
#include <unistd.h>

#include "run/make.h"

#define COUNT_SHEET "count-sheet"

/* Sheets are what the printer takes: two pages each, no document begins on another's back. */
static int count_csv(struct make *m, struct text *t)
{
	struct query *q = query_open(
		m->cmd->db, m->cmd->diag,
		"SELECT type, coalesce(salesman, ''), count(*), sum(pages), sum((pages + 1) / 2), min(number), max(number) FROM paper "
		"WHERE run = :run AND state NOT IN ('planned', 'failed', 'cancelled') GROUP BY 1, 2 ORDER BY 1, 2",
		NULL);
	int rc = q ? 1 : -1;
	int32_t i;

	if (q)
		query_bind_text(q, "run", m->run.id);
	text_adds(t, "type,salesman,papers,pages,sheets,first,last\n");
	while (rc == 1 && (rc = query_next(q, m->cmd->diag)) == 1)
		for (i = 0; i < 7; i++) {
			text_csv(t, query_text(q, i));
			text_addc(t, i < 6 ? ',' : '\n');
		}
	query_close(q);
	return rc;
}

/* The pages of each paper, as a temporary table over the frozen run_paper: what the count sheet's queries
 * see. */
static int pages_known(struct make *m, struct db *snapshot)
{
	struct query *read, *write;
	int rc = db_run(
		snapshot, m->cmd->diag,
		"DROP TABLE IF EXISTS temp.run_paper; CREATE TEMP TABLE run_paper AS SELECT * FROM main.run_paper");

	if (rc < 0)
		return -1;
	read = query_open(
		m->cmd->db, m->cmd->diag,
		"SELECT seq, pages FROM paper WHERE run = :run AND state NOT IN ('planned', 'failed', 'cancelled')",
		NULL);
	write = query_open(snapshot, m->cmd->diag, "UPDATE temp.run_paper SET pages = ?2 WHERE seq = ?1",
			   NULL);
	rc = read && write ? 1 : -1;
	if (read)
		query_bind_text(read, "run", m->run.id);
	while (rc == 1 && (rc = query_next(read, m->cmd->diag)) == 1) {
		query_reset(write);
		query_put_int(write, 1, query_int(read, 0));
		query_put_int(write, 2, query_int(read, 1));
		if (query_next(write, m->cmd->diag) < 0)
			rc = -1;
	}
	query_close(read);
	query_close(write);
	return rc < 0 ? -1 : db_run(snapshot, m->cmd->diag, "DELETE FROM temp.run_paper WHERE pages IS NULL");
}

/* What one run of print files needs: emitters for print files and for single papers, and room. */
struct merger {
	struct make *make;
	const struct job_context *context;
	struct maker *merged, *single; /* single: NULL where nothing is to be proved */
	struct query *issued;	       /* a paper's hash */
	struct arena arena;	       /* of one paper */
	struct text out, paper;
};

static int add(struct merger *g, const char *stem, const struct job *j, const struct job_type *t,
	       const char *bookmark)
{
	struct diag *d = g->make->cmd->diag;
	struct doc *doc = maker_doc(g->merged, &g->arena, d, stem, j, t, g->context, NULL);
	int rc = doc ? pdf_merge_add(maker_emitter(g->merged), doc, bookmark, &g->out, d) : -1;

	arena_reset(&g->arena);
	return rc;
}

/* A letter that was sent must not be printed again with other words. */
static int prove(struct merger *g, const char *stem, const struct job *j, const struct job_type *t)
{
	struct diag *d = g->make->cmd->diag;
	char hex[DIGEST_HEX];
	int rc;

	text_reset(&g->paper);
	rc = maker_pdf(g->single, &g->arena, d, stem, j, t, g->context, NULL, &g->paper, NULL);
	arena_reset(&g->arena);
	query_reset(g->issued);
	query_bind_int(g->issued, "id", j->paper);
	if (rc < 0 || query_next(g->issued, d) != 1)
		return -1;
	digest_bytes(g->paper.data, g->paper.len, hex);
	if (strcmp(hex, query_text(g->issued, 0)) == 0)
		return 0;
	return diag_hint(d, DIAG_PRINT, NULL,
			 arena_format(g->make->cmd->arena,
				      "what was issued is %s: print the files themselves", j->file),
			 "%s would not be printed as it was issued: layouts, wordings, fonts, [output] or "
			 "the program have "
			 "changed since",
			 j->number);
}

static const char *bookmark(struct arena *a, const struct job *j)
{
	return arena_format(a, "%s %s", job_subject(j), j->number);
}

static int one_type(struct merger *g, const struct job_list *l, int32_t type)
{
	struct make *m = g->make;
	const char *code = m->types.type[type].code, *stem = m->types.fact[type].stem;
	const struct job_param of = {"counted", code, 0, 0};
	const char *language = g->context->default_language;
	struct job sheet = {
		.type = type, .language = language, .param = &of, .params = 1, .number = m->run.id};
	int32_t i;
	int rc;

	text_reset(&g->out);
	rc = pdf_merge_begin(maker_emitter(g->merged), arena_format(m->cmd->arena, "%s %s", m->run.id, code),
			     language, m->as_of, &g->out, m->cmd->diag);
	if (rc == 0 && house_layout(m->cmd->house, m->cmd->arena, COUNT_SHEET ".xml"))
		rc = add(g, COUNT_SHEET, &sheet, NULL, "Count sheet");
	for (i = 0; i < l->n && rc == 0; i++) {
		const struct job *j = &l->job[i];

		if (g->single)
			rc = prove(g, stem, j, &m->types.type[type]);
		if (rc == 0)
			rc = add(g, stem, j, &m->types.type[type], bookmark(m->cmd->arena, j));
		if (rc == 0)
			cmd_progress(m->cmd, code, i + 1, l->n);
	}
	return rc == 0 ? pdf_merge_end(maker_emitter(g->merged), &g->out, m->cmd->diag) : -1;
}

char *make_merged_file(struct make *m, const char *code, int stale)
{
	return arena_format(m->cmd->arena, "%s/%s_%s%s.pdf", m->folder, m->run.id, code,
			    stale ? ".stale" : "");
}

/* The types one after the other. One that lost all of its papers has no print file. */
static int all_types(struct merger *g)
{
	struct make *m = g->make;
	struct cmd *c = m->cmd;
	int32_t i;
	int rc = 0;

	for (i = 0; i < m->types.n && rc == 0; i++) {
		const char *code = m->types.type[i].code;
		const char *file = make_merged_file(m, code, 0), *stale = make_merged_file(m, code, 1);
		struct job_list l = {0};

		rc = register_jobs(c->arena, c->diag, c->db, m->run.id, "issued", code, m->types.type,
				   m->types.n, &l);
		if (rc == 0 && l.n > 0 && (rc = one_type(g, &l, i)) == 0 &&
		    (rc = make_write(m, file, g->out.data, g->out.len)) == 0)
			cmd_say(c, "%s\n", file);
		if (rc == 0)
			unlink(stale);
	}
	return rc;
}

int make_count_sheet(struct make *m)
{
	struct text csv;
	int rc;

	text_init(&csv);
	rc = count_csv(m, &csv);
	if (rc == 0)
		rc = make_write(m, arena_format(m->cmd->arena, "%s/count-sheet.csv", m->folder),
				text_str(&csv), csv.len);
	text_done(&csv);
	return rc;
}

static int attach(struct merger *g, struct db *snapshot, int as_issued)
{
	struct cmd *c = g->make->cmd;

	g->merged = maker_open(c, NULL, 1);
	if (!g->merged || maker_attach(g->merged, snapshot, c->diag) < 0)
		return -1;
	if (!as_issued)
		return 0;
	g->single = maker_open(c, NULL, 0);
	g->issued = query_open(c->db, c->diag, "SELECT sha256 FROM paper WHERE id = :id", NULL);
	return g->single && g->issued ? maker_attach(g->single, snapshot, c->diag) : -1;
}

int make_merged(struct make *m, struct db *snapshot, const struct job_context *k, int as_issued)
{
	struct merger g = {.make = m, .context = k};
	int rc;

	arena_init(&g.arena);
	text_init(&g.out);
	text_init(&g.paper);
	rc = make_count_sheet(m);
	if (rc == 0)
		rc = pages_known(m, snapshot);
	if (rc == 0)
		rc = attach(&g, snapshot, as_issued);
	if (rc == 0)
		rc = all_types(&g);
	maker_close(g.merged);
	maker_close(g.single);
	query_close(g.issued);
	text_done(&g.paper);
	text_done(&g.out);
	arena_done(&g.arena);
	return rc;
}
