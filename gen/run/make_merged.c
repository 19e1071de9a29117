/* make_merged.c: print files: one PDF per type in order of delivery, bookmarks by customer, a count sheet in
 * front and as CSV. */
#include <string.h>

#include "run/make.h"

#define COUNT_SHEET "count-sheet"

/* Sheets are what the printer takes: two pages each, no document begins on another's back. */
static int count_csv(struct make *m, struct text *t)
{
	struct query *q = query_open(m->cmd->db, m->cmd->diag,
				     "SELECT type, coalesce(salesman, ''), count(*), sum(pages), sum((pages "
				     "+ 1) / 2), min(number), max(number) FROM paper "
				     "WHERE run = :run AND state NOT IN ('planned', 'failed', 'cancelled') "
				     "GROUP BY 1, 2 ORDER BY 1, 2",
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
	int rc = db_run(snapshot, m->cmd->diag,
			"DROP TABLE IF EXISTS temp.run_paper; CREATE TEMP TABLE run_paper AS SELECT * FROM "
			"main.run_paper");

	if (rc < 0)
		return -1;
	read = query_open(m->cmd->db, m->cmd->diag,
			  "SELECT seq, pages FROM paper WHERE run = :run AND state NOT IN ('planned', "
			  "'failed', 'cancelled')",
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

static int add(struct make *m, struct maker *k, struct arena *a, const char *stem, const struct job *j,
	       const struct job_type *t, const struct job_context *context, const char *bookmark,
	       struct text *out)
{
	struct doc *doc = maker_doc(k, a, m->cmd->diag, stem, j, t, context, NULL);
	int rc = doc ? pdf_merge_add(maker_emitter(k), doc, bookmark, out, m->cmd->diag) : -1;

	arena_reset(a);
	return rc;
}

static int one_type(struct make *m, struct maker *k, const struct job_list *all, int32_t type,
		    const struct job_context *context, struct arena *a, struct text *out)
{
	const struct job_param of = {"type", m->types.type[type].code, 0, 0};
	struct job sheet = {.type = type,
			    .language = context->default_language,
			    .param = &of,
			    .params = 1,
			    .number = m->run.id};
	int32_t i;
	int rc;

	rc = pdf_merge_begin(maker_emitter(k),
			     arena_format(m->cmd->arena, "%s %s", m->run.id, m->types.type[type].code),
			     context->default_language, m->as_of, out, m->cmd->diag);
	if (rc == 0 && house_layout(m->cmd->house, m->cmd->arena, COUNT_SHEET ".xml"))
		rc = add(m, k, a, COUNT_SHEET, &sheet, NULL, context, "Count sheet", out);
	for (i = 0; i < all->n && rc == 0; i++) {
		const struct job *j = &all->job[i];

		if (j->type == type)
			rc = add(m, k, a, m->types.fact[type].stem, j, &m->types.type[type], context,
				 arena_format(m->cmd->arena, "%s %s", job_subject(j), j->number), out);
	}
	return rc == 0 ? pdf_merge_end(maker_emitter(k), out, m->cmd->diag) : -1;
}

int make_merged(struct make *m, struct db *snapshot, const struct job_context *context)
{
	struct job_list all = {0};
	struct maker *k = NULL;
	struct arena a;
	struct text out;
	int32_t i, n;
	int rc;

	arena_init(&a);
	text_init(&out);
	rc = register_jobs(m->cmd->arena, m->cmd->diag, m->cmd->db, m->run.id, "made", m->types.type,
			   m->types.n, &all);
	if (rc == 0 && (rc = count_csv(m, &out)) == 0)
		rc = file_write(m->cmd->diag, arena_format(m->cmd->arena, "%s/count-sheet.csv", m->folder),
				text_str(&out), out.len, 1);
	if (rc == 0)
		rc = pages_known(m, snapshot);
	if (rc == 0) {
		k = maker_open(m->cmd, NULL, 1);
		rc = k ? maker_attach(k, snapshot, m->cmd->diag) : -1;
	}
	for (i = 0; i < m->types.n && rc == 0; i++) {
		for (n = 0; n < all.n && all.job[n].type != i; n++)
			;
		if (n == all.n)
			continue;
		text_reset(&out);
		rc = one_type(m, k, &all, i, context, &a, &out);
		if (rc == 0)
			rc = file_write(m->cmd->diag,
					arena_format(m->cmd->arena, "%s/%s_%s.pdf", m->folder, m->run.id,
						     m->types.type[i].code),
					out.data, out.len, 1);
		cmd_say(m->cmd, "%s/%s_%s.pdf\n", m->folder, m->run.id, m->types.type[i].code);
	}
	maker_close(k);
	text_done(&out);
	arena_done(&a);
	return rc;
}
