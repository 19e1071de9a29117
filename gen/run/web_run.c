/* web_run.c: index.html of a run: its papers, sums, files, and who got none. */
#include <string.h>

#include "cli/known.h"
#include "run/stack.h"
#include "run/web.h"

/* A run's papers as the register has them, in order of delivery; mail: the draft that was made of one last.
 */
static const char papers[] =
	"SELECT p.id, p.number, p.type, p.customer, p.salesman, p.case_id, p.language, p.state, p.file, p.pages, coalesce(c.name, "
	"s.name, p.params ->> 'subject', p.params ->> 'region', p.params ->> 'route', p.params ->> 'company', '') AS name, " REGISTER_REASON
	" AS reason, l.note AS mail "
	"FROM paper p LEFT JOIN customer c ON c.code = p.customer LEFT JOIN staff s ON s.code = p.salesman "
	/* the last of each, found once for all papers */
	"LEFT JOIN (SELECT paper, note, max(id) FROM paper_event WHERE state = 'mailed' GROUP BY paper) l ON l.paper = p.id "
	"WHERE p.run = :run ORDER BY p.seq";
enum { ID, NUMBER, TYPE, CUSTOMER, SALESMAN, CASE, LANGUAGE, STATE, FILE_NAME, PAGES, NAME, REASON, MAIL };

/* Its amounts. An item that a paper names in two ways is one. */
static const char amounts[] =
	"SELECT currency, sum(outstanding) FROM paper_item WHERE paper = :paper GROUP BY 1 ORDER BY 1";

struct rows {
	struct run_page *r;
	struct query *q, *sum;
};

/* A file's path from the run's folder. */
static const char *inside(const struct run_page *r, const char *file)
{
	size_t n = strlen(r->make->folder);

	return strncmp(file, r->make->folder, n) == 0 && file[n] == '/' ? file + n + 1 : file;
}

static int is_there(const struct query *q)
{
	return strcmp(query_text(q, STATE), "failed") != 0 && strcmp(query_text(q, STATE), "planned") != 0 &&
	       query_int(q, PAGES) > 0;
}

/* "cancelled paid": the state and why. */
static const char *state_of(struct run_page *r, const struct query *q)
{
	return query_null(q, REASON) ? query_text(q, STATE)
				     : arena_format(r->page.cmd->arena, "%s %s", query_text(q, STATE),
						    query_text(q, REASON));
}

static void json_row(struct rows *w)
{
	static const int text[] = {TYPE, CUSTOMER, NAME, SALESMAN, CASE, LANGUAGE};
	struct web *p = &w->r->page;
	const struct query *q = w->q;
	const char *between = "";
	size_t i;

	text_adds(&p->t, "[[");
	web_json(p, query_text(q, NUMBER));
	if (is_there(q)) {
		text_addc(&p->t, ',');
		web_json(p, inside(w->r, query_text(q, FILE_NAME)));
		if (!query_null(q, MAIL) && file_exists(query_text(q, MAIL))) {
			text_addc(&p->t, ',');
			web_json(p, inside(w->r, query_text(q, MAIL)));
		}
	}
	text_addc(&p->t, ']');
	for (i = 0; i < sizeof text / sizeof text[0]; i++) {
		text_addc(&p->t, ',');
		web_json(p, query_text(q, text[i]));
	}
	text_adds(&p->t, ",[");
	while (query_next(w->sum, p->cmd->diag) == 1) {
		text_adds(&p->t, between);
		web_json_money(p, query_int(w->sum, 1), query_text(w->sum, 0));
		between = ",";
	}
	text_addf(&p->t, "],%lld,", (long long)query_int(q, PAGES));
	web_json(p, state_of(w->r, q));
	text_addc(&p->t, ']');
}

static void cell(struct web *p, const char *s)
{
	text_adds(&p->t, "<td>");
	web_text(p, s);
	text_adds(&p->t, "</td>");
}

/* The names of convention hold only A-Z a-z 0-9 - _ . ~, so a path is its own URL. */
static void html_row(struct rows *w)
{
	struct web *p = &w->r->page;
	const struct query *q = w->q;
	const char *type = web_type(p, query_text(q, TYPE));

	text_addf(&p->t, "<tr class=\"%s\"><td>", query_text(q, STATE));
	if (!is_there(q) || !web_link(p, query_text(q, FILE_NAME), inside(w->r, query_text(q, FILE_NAME)),
				      query_text(q, NUMBER)))
		web_text(p, query_text(q, NUMBER));
	text_adds(&p->t, "</td><td>");
	web_text(p, type ? type : "");
	text_adds(&p->t, type ? " <span class=\"code\">" : "<span class=\"code\">");
	web_text(p, query_text(q, TYPE));
	text_adds(&p->t, "</span></td>");
	cell(p, query_text(q, CUSTOMER));
	cell(p, query_text(q, NAME));
	cell(p, query_text(q, SALESMAN));
	cell(p, query_text(q, CASE));
	cell(p, query_text(q, LANGUAGE));
	text_adds(&p->t, "<td class=\"n\">");
	while (query_next(w->sum, p->cmd->diag) == 1)
		web_amount(p, query_int(w->sum, 1), query_text(w->sum, 0));
	text_adds(&p->t, "</td><td class=\"n\">");
	if (!query_null(q, PAGES))
		web_count(p, query_int(q, PAGES));
	text_adds(&p->t, "</td>");
	cell(p, web_label(p, arena_format(p->cmd->arena, "state_%s", state_of(w->r, q))));
	text_adds(&p->t, "</tr>\n");
}

static int all_rows(struct run_page *r, void (*row)(struct rows *w), const char *between)
{
	struct cmd *c = r->page.cmd;
	struct rows w = {r, query_open(c->db, c->diag, papers, NULL),
			 query_open(c->db, c->diag, amounts, NULL)};
	int rc = w.q && w.sum ? 1 : -1, first = 1;

	if (w.q)
		query_bind_text(w.q, "run", r->make->run.id);
	while (rc == 1 && (rc = query_next(w.q, c->diag)) == 1) {
		if (!first)
			text_adds(&r->page.t, between);
		first = 0;
		query_reset(w.sum);
		query_bind_int(w.sum, "paper", query_int(w.q, ID));
		row(&w);
		if (web_flush(&r->page) < 0)
			rc = -1;
	}
	query_close(w.q);
	query_close(w.sum);
	return rc;
}

/* ---- head ---- */

static void fact_begin(struct web *p, const char *label)
{
	text_adds(&p->t, "<div><dt>");
	web_text(p, web_label(p, label));
	text_adds(&p->t, "</dt><dd>");
}

static void fact_end(struct web *p)
{
	text_adds(&p->t, "</dd></div>");
}

static void facts(struct run_page *r)
{
	struct web *p = &r->page;
	const char *selection = r->make->run.selection;

	fact_begin(p, "page_as_of");
	web_day(p, r->make->as_of);
	fact_end(p);
	fact_begin(p, "page_selection");
	web_text(p, strcmp(selection, "all") == 0 ? web_label(p, "page_all") : selection);
	fact_end(p);
	fact_begin(p, "page_papers");
	web_count(p, r->papers);
	fact_end(p);
	if (r->cancelled > 0) {
		fact_begin(p, "page_of_them_cancelled");
		web_count(p, r->cancelled);
		fact_end(p);
	}
}

/* What lies beside the papers, as far as it is there. */
static void files(struct run_page *r)
{
	static const char *const name[] = {"tie-out.csv",
					   "run.json",
					   "labels.pdf",
					   "count-sheet.csv",
					   "mail/mails.csv",
					   "mail/without-address.csv",
					   "mail/without-address.pdf"};
	size_t i;

	for (i = 0; i < sizeof name / sizeof name[0]; i++)
		if (strcmp(name[i], "tie-out.csv") == 0 || strcmp(name[i], "run.json") == 0) {
			/* written with every page, the one of them after it */
			if (strcmp(name[i], "tie-out.csv") == 0 && r->make->handover)
				continue;
			text_addf(&r->page.t, "<a href=\"%s\">%s</a>\n", name[i], name[i]);
		} else if (web_link(&r->page,
				    arena_format(r->page.cmd->arena, "%s/%s", r->make->folder, name[i]),
				    name[i], name[i])) {
			text_addc(&r->page.t, '\n');
		}
}

/* Print files by route. */
static int routes(struct run_page *r)
{
	char **name;
	int32_t n, i;

	const char *labels = arena_format(r->page.cmd->arena, "%s_labels.pdf", r->make->run.id);

	if (web_link(&r->page, arena_format(r->page.cmd->arena, "%s/%s", r->make->folder, labels), labels,
		     labels))
		text_addc(&r->page.t, '\n');
	if (print_files(r->make, "", &name, &n) < 0)
		return -1;
	for (i = 0; i < n; i++)
		if (strstr(name[i], "_route") && !strstr(name[i], ".stale.")) {
			web_link(&r->page,
				 arena_format(r->page.cmd->arena, "%s/%s", r->make->folder, name[i]), name[i],
				 name[i]);
			text_addc(&r->page.t, '\n');
		}
	return 0;
}

/* A handover's folder is given away, and leads to nothing outside of it. */
static void back(struct run_page *r)
{
	if (r->make->handover)
		return;
	text_adds(&r->page.t, "<a href=\"../index.html\">");
	web_text(&r->page, web_label(&r->page, "page_runs"));
	text_adds(&r->page.t, "</a>");
}

/* ---- what codes mean ---- */

static void word(struct web *p, const char **between, const char *code, const char *said)
{
	text_adds(&p->t, *between);
	web_json(p, code);
	text_addc(&p->t, ':');
	web_json(p, said);
	*between = ",";
}

/* The types of a query, as far as they were not said. */
static int types_add(struct run_page *r, struct query *q, struct known *seen, const char **between)
{
	struct web *p = &r->page;
	const char *said;
	int rc = q ? 1 : -1;
	int32_t i;

	while (rc == 1 && (rc = query_next(q, p->cmd->diag)) == 1) {
		for (i = 0; i < seen->n && strcmp(seen->name[i], query_text(q, 0)) != 0; i++)
			;
		if (i < seen->n || (said = web_type(p, query_text(q, 0))) == NULL)
			continue;
		known_add(p->cmd, seen, arena_dup(p->cmd->arena, query_text(q, 0)));
		word(p, between, query_text(q, 0), said);
	}
	query_close(q);
	return rc;
}

static int types_said(struct run_page *r)
{
	struct cmd *c = r->page.cmd;
	struct query *q = query_open(c->db, c->diag,
				     "SELECT DISTINCT type FROM paper WHERE run = :run ORDER BY 1", NULL);
	struct known seen = {0};
	const char *between = "";
	int rc;

	if (q)
		query_bind_text(q, "run", r->make->run.id);
	text_adds(&r->page.t, "\"type\":{");
	rc = types_add(r, q, &seen, &between);
	if (rc == 0 && r->snapshot)
		rc = types_add(r,
			       query_open(r->snapshot, c->diag,
					  "SELECT DISTINCT type FROM run_without ORDER BY 1", NULL),
			       &seen, &between);
	text_addc(&r->page.t, '}');
	return rc;
}

static int words(struct run_page *r)
{
	static const char *const states[] = {"planned",	       "made",		 "sent",
					     "delivered",      "answered",	 "signed",
					     "failed",	       "cancelled",	 "cancelled replace",
					     "cancelled paid", "cancelled wrong"};
	static const char *const own[] = {"all", "some", "more", "mail"};
	struct web *p = &r->page;
	const char *between = "";
	size_t i;

	text_adds(&p->t, "{\"state\":{");
	for (i = 0; i < sizeof states / sizeof states[0]; i++)
		word(p, &between, states[i],
		     web_label(p, arena_format(p->cmd->arena, "state_%s", states[i])));
	text_adds(&p->t, "},");
	if (types_said(r) < 0)
		return -1;
	for (i = 0; i < sizeof own / sizeof own[0]; i++) {
		text_addc(&p->t, ',');
		between = "";
		word(p, &between, own[i], web_label(p, arena_format(p->cmd->arena, "page_list_%s", own[i])));
	}
	text_addc(&p->t, ',');
	if (r->snapshot && web_run_without_words(r) < 0)
		return -1;
	web_json_figures(p);
	text_addc(&p->t, '}');
	return 0;
}

static int mark(struct web *p, const char *name)
{
	struct run_page *r = p->ctx;
	const char *company;

	if (strcmp(name, "run") == 0)
		web_text(p, r->make->run.id);
	else if (strcmp(name, "company") == 0)
		web_text(p, (company = house_text(p->cmd->house, "company", "name")) ? company : "");
	else if (strcmp(name, "back") == 0)
		back(r);
	else if (strcmp(name, "facts") == 0)
		facts(r);
	else if (strcmp(name, "files") == 0) {
		files(r);
		return routes(r);
	} else if (strcmp(name, "sums") == 0)
		return r->snapshot ? web_run_sums(r) : 0;
	else if (strcmp(name, "types") == 0)
		return web_run_types(r);
	else if (strcmp(name, "rows") == 0)
		return r->papers <= WEB_ROWS ? all_rows(r, html_row, "") : 0;
	else if (strcmp(name, "without") == 0)
		return r->snapshot ? web_run_without(r) : 0;
	else if (strcmp(name, "json") == 0) {
		text_addc(&p->t, '[');
		if (all_rows(r, json_row, ",\n") < 0)
			return -1;
		text_addc(&p->t, ']');
	} else if (strcmp(name, "words") == 0)
		return words(r);
	return 0;
}

static int counted(struct run_page *r)
{
	struct cmd *c = r->page.cmd;
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT count(*), count(*) FILTER (WHERE state = 'cancelled') FROM paper WHERE run = :run",
		NULL);
	int rc = -1;

	if (q) {
		query_bind_text(q, "run", r->make->run.id);
		rc = query_next(q, c->diag);
		r->papers = (int32_t)query_int(q, 0);
		r->cancelled = (int32_t)query_int(q, 1);
	}
	query_close(q);
	return rc == 1 ? 0 : -1;
}

/* The frozen ledger, when it has what the page says of those who got nothing: not that of an older program.
 */
static struct db *frozen(struct make *m)
{
	struct diag quiet;
	struct db *b;

	diag_init(&quiet, NULL, NULL);
	if (m->handover || make_snapshot_fault(m) || (b = db_open(m->snapshot, DB_SNAPSHOT, &quiet)) == NULL)
		return NULL;
	if (db_int(b, &quiet, "SELECT count(*) FROM sqlite_master WHERE name = 'run_without'", 0) == 1)
		return b;
	db_close(b);
	return NULL;
}

int make_index(struct make *m)
{
	const char *file = arena_format(m->cmd->arena, "%s/index.html", m->folder);
	struct run_page r = {.make = m};
	char sha256[DIGEST_HEX];
	int rc = web_open(&r.page, m->cmd, file);

	r.page.mark = mark;
	r.page.ctx = &r;
	r.snapshot = frozen(m);
	if (rc == 0)
		rc = counted(&r);
	if (rc == 0)
		rc = web_fill(&r.page, "run-index.html");
	rc = web_close(&r.page, rc, sha256);
	db_close(r.snapshot);
	return rc < 0 ? -1 : register_file(m->cmd->diag, m->cmd->db, m->run.id, file, sha256);
}
