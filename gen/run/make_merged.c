/* make_merged.c: print files: the papers of a stack in one PDF or several, bookmarks by customer, a count
 * sheet in front and as CSV. */
#include <string.h>

#include "base/file_out.h"
#include "run/labels.h"
#include "run/print_marks.h"
#include "run/stack.h"

#define COUNT_SHEET "count-sheet"

/* Sheets are what the printer takes: on both sides (duplex) two pages each, and no paper begins on another's
 * back. */
static int count_csv(struct make *m, const struct stacks *s, const struct print_how *how, struct text *t)
{
	int64_t papers = 0, pages = 0, sheets = 0;
	int32_t i;

	text_adds(t, "file,type,route,volume,volumes,sides,papers,pages,sheets,first,last\n");
	for (i = 0; i < s->volumes; i++) {
		const struct volume *v = &s->volume[i];

		text_csv(t, arena_format(m->cmd->arena, "%s.pdf", v->name));
		text_addc(t, ',');
		text_csv(t, v->code ? v->code : "");
		text_addc(t, ',');
		text_csv(t, v->route ? v->route : "");
		text_addf(t, ",%d,%d,%d,%d,%lld,%lld,", (int)v->number, (int)v->of, how->duplex ? 2 : 1,
			  (int)v->n, (long long)v->pages, (long long)v->sheets);
		text_csv(t, s->paper[v->first].job->number);
		text_addc(t, ',');
		text_csv(t, s->paper[v->first + v->n - 1].job->number);
		text_addc(t, '\n');
		papers += v->n;
		pages += v->pages;
		sheets += v->sheets;
	}
	text_addf(t, "total,,,,,,%lld,%lld,%lld,,\n", (long long)papers, (long long)pages, (long long)sheets);
	return make_write(m, arena_format(m->cmd->arena, "%s/count-sheet.csv", m->folder), text_str(t),
			  t->len);
}

/* Where each paper lies, as a temporary table over the frozen run_paper: what the count sheet's queries see.
 * A run that an older program froze has not all of its columns. */
static int places_known(struct make *m, struct db *snapshot, const struct stacks *s)
{
	struct query *write;
	int32_t i, k;
	int rc = db_run(
		snapshot, m->cmd->diag,
		"DROP TABLE IF EXISTS temp.run_paper; CREATE TEMP TABLE run_paper AS SELECT seq, number, type, customer, salesman, "
		"case_id, language, level, sort, pages, '' AS stack, 0 AS place, 0 AS sheets FROM main.run_paper");

	if (rc < 0)
		return -1;
	write = query_open(
		snapshot, m->cmd->diag,
		"UPDATE temp.run_paper SET pages = ?2, stack = ?3, place = ?4, sheets = ?5 WHERE seq = ?1",
		NULL);
	rc = write ? db_run(snapshot, m->cmd->diag, "CREATE INDEX temp.run_paper_seq ON run_paper(seq)") : -1;
	for (i = 0; i < s->volumes && rc == 0; i++)
		for (k = 0; k < s->volume[i].n && rc == 0; k++) {
			const struct stacked *p = &s->paper[s->volume[i].first + k];

			query_reset(write);
			query_put_int(write, 1, p->job->seq);
			query_put_int(write, 2, p->pages);
			query_put_text(write, 3, s->volume[i].name, -1);
			query_put_int(write, 4, k + 1);
			query_put_int(write, 5, p->sheets);
			rc = query_next(write, m->cmd->diag);
		}
	query_close(write);
	return rc < 0 ? -1 : db_run(snapshot, m->cmd->diag, "DELETE FROM temp.run_paper WHERE stack = ''");
}

/* What one run of print files needs: emitters for print files and for single papers, and room. */
struct merger {
	struct make *make;
	const struct job_context *context;
	const struct print_how *how;
	struct maker *merged, *single; /* single: NULL where nothing is to be proved */
	struct query *issued;	       /* a paper's hash */
	struct arena arena;	       /* of one paper */
	struct file_out *file;	       /* the print file: what is ready goes there, paper by paper */
	struct text out, paper;
};

/* What is ready goes to the file, so that memory does not grow with it. */
static int put(struct merger *g)
{
	int rc = file_out_add(g->file, g->out.data, g->out.len);

	text_reset(&g->out);
	return rc;
}

/* The next paper begins on a front. */
static void pad(struct arena *a, struct doc *doc)
{
	struct page *page = arena_alloc(a, sizeof *page * (size_t)(doc->pages + 1));

	memcpy(page, doc->page, sizeof *page * (size_t)doc->pages);
	doc->page = page;
	doc->page[doc->pages++] = (struct page){NULL, 0, 0};
}

/* place: in its volume, from 1; 0: no paper. */
static int add(struct merger *g, const char *stem, const struct job *j, const struct job_type *t,
	       const char *bookmark, int32_t place)
{
	struct diag *d = g->make->cmd->diag;
	struct doc *doc = maker_doc(g->merged, &g->arena, d, stem, j, t, g->context, NULL);
	int rc = doc ? 0 : -1;

	if (doc && place > 0)
		rc = print_marks(&g->arena, d, doc, g->how, j->number, place);
	if (rc == 0 && g->how->duplex && doc->pages % 2 == 1)
		pad(&g->arena, doc);
	if (rc == 0)
		rc = pdf_merge_add(maker_emitter(g->merged), doc, bookmark, &g->out, d);
	arena_reset(&g->arena);
	return rc == 0 ? put(g) : -1;
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

/* Into g->file. */
static int volume_write(struct merger *g, const struct stacks *s, const struct volume *v)
{
	struct make *m = g->make;
	struct arena *a = m->cmd->arena;
	const char *language = g->context->default_language;
	const struct job_param of[] = {
		{"stack", v->name, 0, 0},
		{"counted", v->code, 0, !v->code},
		{"route", v->route && v->route[0] ? v->route : NULL, 0, !v->route || !v->route[0]},
		{"volume", NULL, v->number, 0},
		{"volumes", NULL, v->of, 0},
		{"letters", NULL, !m->types.type[s->paper[v->first].job->type].internal, 0}};
	struct job sheet = {.type = s->paper[v->first].job->type,
			    .language = language,
			    .param = of,
			    .params = (int32_t)(sizeof of / sizeof of[0]),
			    .number = m->run.id};
	int32_t i;
	int rc;

	text_reset(&g->out);
	rc = pdf_merge_begin(maker_emitter(g->merged), v->name, language, m->as_of, &g->out, m->cmd->diag);
	if (rc == 0 && house_layout(m->cmd->house, a, COUNT_SHEET ".xml"))
		rc = add(g, COUNT_SHEET, &sheet, NULL, "Count sheet", 0);
	for (i = 0; i < v->n && rc == 0; i++) {
		const struct job *j = s->paper[v->first + i].job;
		const char *stem = m->types.fact[j->type].stem;

		if (g->single)
			rc = prove(g, stem, j, &m->types.type[j->type]);
		if (rc == 0)
			rc = add(g, stem, j, &m->types.type[j->type], bookmark(a, j), i + 1);
		if (rc == 0)
			cmd_progress(m->cmd, v->name, i + 1, v->n);
	}
	if (rc == 0)
		rc = pdf_merge_end(maker_emitter(g->merged), &g->out, m->cmd->diag);
	return rc == 0 ? put(g) : -1;
}

static int volume_make(struct merger *g, const struct stacks *s, const struct volume *v)
{
	struct make *m = g->make;
	const char *path = arena_format(m->cmd->arena, "%s/%s.pdf", m->folder, v->name);
	char sha256[DIGEST_HEX];
	int rc;

	g->file = file_out_open(m->cmd->diag, path);
	rc = g->file ? volume_write(g, s, v) : -1;
	if (rc == 0)
		rc = file_out_commit(g->file, sha256);
	else
		file_out_drop(g->file);
	g->file = NULL;
	if (rc == 0)
		rc = register_file(m->cmd->diag, m->cmd->db, m->run.id, path, sha256);
	if (rc == 0)
		cmd_say(m->cmd, "%s: papers %d, sheets %lld\n", path, (int)v->n, (long long)v->sheets);
	return rc;
}

static int is_wanted(const struct make *m, const char *code)
{
	int32_t i;

	for (i = 0; i < m->onlys && strcmp(m->only[i], code) != 0; i++)
		;
	return m->onlys == 0 || i < m->onlys;
}

/* Print files of before that hold other papers now, or none. */
static int remove_others(struct make *m, const struct stacks *s, const char *code)
{
	struct arena *a = m->cmd->arena;
	char **name;
	int32_t n, i, k;

	if (print_files(m, code, &name, &n) < 0)
		return -1;
	for (i = 0; i < n; i++) {
		for (k = 0;
		     k < s->volumes && strcmp(name[i], arena_format(a, "%s.pdf", s->volume[k].name)) != 0;
		     k++)
			;
		/* those of routes stay where types alone were asked for */
		if (k < s->volumes ||
		    (m->onlys > 0 && strstr(name[i], "_route") && !strstr(name[i], ".stale.")))
			continue;
		if (make_remove(m, arena_format(a, "%s/%s", m->folder, name[i])) < 0)
			return -1;
	}
	return 0;
}

static int all_volumes(struct merger *g, const struct stacks *s)
{
	struct make *m = g->make;
	int32_t i;
	int rc = 0;

	for (i = 0; i < s->volumes && rc == 0; i++)
		if (!s->volume[i].code || is_wanted(m, s->volume[i].code))
			rc = volume_make(g, s, &s->volume[i]);
	for (i = 0; i < m->onlys && rc == 0; i++)
		rc = remove_others(m, s, m->only[i]);
	for (i = 0; m->onlys == 0 && i < m->types.n && rc == 0; i++)
		rc = remove_others(m, s, m->types.type[i].code);
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

/* A single document, by an emitter of its own. */
static int labels_of(struct merger *g, struct db *snapshot, const struct stacks *s)
{
	struct cmd *c = g->make->cmd;

	if (!g->single && g->how->labels) {
		g->single = maker_open(c, NULL, 0);
		if (!g->single || maker_attach(g->single, snapshot, c->diag) < 0)
			return -1;
	}
	return labels_make(g->make, g->single, g->context, s);
}

int make_merged(struct make *m, struct db *snapshot, const struct job_context *k, int as_issued)
{
	struct merger g = {.make = m, .context = k, .how = &m->how};
	struct stacks stacks;
	struct text csv;
	int rc;

	arena_init(&g.arena);
	text_init(&g.out);
	text_init(&g.paper);
	text_init(&csv);
	rc = stacks_find(m, snapshot, &m->how, &stacks);
	if (rc == 0)
		rc = print_how_keep(m, &m->how);
	if (rc == 0)
		rc = count_csv(m, &stacks, &m->how, &csv);
	if (rc == 0)
		rc = places_known(m, snapshot, &stacks);
	if (rc == 0)
		rc = attach(&g, snapshot, as_issued);
	if (rc == 0)
		rc = all_volumes(&g, &stacks);
	if (rc == 0)
		rc = labels_of(&g, snapshot, &stacks);
	maker_close(g.merged);
	maker_close(g.single);
	query_close(g.issued);
	text_done(&csv);
	text_done(&g.paper);
	text_done(&g.out);
	arena_done(&g.arena);
	return rc;
}
