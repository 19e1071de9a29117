/* dashboard.c: the dashboard as HTML, with links to runs and papers. */
#include "run/dashboard.h"

#include <string.h>

#include "run/freeze.h"
#include "run/template.h"
#include "run/web.h"

#define STEM "dashboard"

struct links {
	struct cmd *cmd;
	const char *root;
	struct query *paper; /* the file of a paper by its number, the index of a run by its name */
};

static const char of_name[] =
	"SELECT file FROM paper WHERE number = :name AND file IS NOT NULL AND state NOT IN ('planned', 'failed', 'cancelled') "
	"UNION ALL SELECT 'out/' || id || '/index.html' FROM run WHERE id = :name AND kind = 'make' AND state = 'made'";

/* What a cell leads to, when it is the number of a paper or the name of a run, and the file is there. */
static const char *link(void *ctx, const char *s)
{
	struct links *l = ctx;
	const char *file = NULL;

	if (!l->root)
		return NULL;
	query_reset(l->paper);
	query_bind_text(l->paper, "name", s);
	if (query_next(l->paper, l->cmd->diag) == 1)
		file = arena_dup(l->cmd->arena, query_text(l->paper, 0));
	return file && file_exists(file) ? arena_format(l->cmd->arena, "%s%s", l->root, file) : NULL;
}

static const char *plain(struct arena *a, const struct words *w)
{
	struct text t;
	const char *s;

	text_init(&t);
	for (int32_t i = 0; i < w->w[0].n; i++)
		text_adds(&t, w->w[0].span[i].s);
	s = arena_dup(a, text_str(&t));
	text_done(&t);
	return s;
}

/* The way to all runs, where the page stands in the house and there are any. */
static int to_runs(struct cmd *c, const struct content *content, const struct links *l, struct text *to)
{
	int64_t runs = l->root ? db_int(c->db, c->diag, "SELECT count(*) FROM run", -1) : 0;

	if (runs > 0) {
		text_addf(to, "<a href=\"%sout/index.html\">", l->root);
		text_html(to, web_word(c, content->lang[0], "page_runs"));
		text_adds(to, "</a>");
	}
	return runs < 0 ? -1 : 0;
}

static int page(struct cmd *c, const struct content *content, struct links *l, struct text *out)
{
	struct text body, runs;
	int rc;

	text_init(&body);
	text_init(&runs);
	rc = to_runs(c, content, l, &runs);
	content_html(content, link, l, &body);
	{
		const struct slot slot[] = {
			{"lang", content->lang[0], 0},
			{"dir", content->rtl[0] ? "rtl" : "ltr", 0},
			{"title", arena_format(c->arena, "%s: %s", content->author, content->title), 0},
			{"runs", text_str(&runs), 1},
			{"mark", plain(c->arena, &content->head.mark), 0},
			{"foot", plain(c->arena, &content->head.foot), 0},
			{"body", text_str(&body), 1}};

		if (rc == 0)
			rc = template_fill(c, STEM ".html", slot, (int32_t)(sizeof slot / sizeof slot[0]),
					   out);
	}
	text_done(&runs);
	text_done(&body);
	return rc;
}

int dashboard_html(struct cmd *c, struct db *snapshot, const char *language, const char *root,
		   struct text *out)
{
	struct maker *m = maker_open(c, NULL, 0);
	struct links l = {c, root, query_open(snapshot, c->diag, of_name, NULL)};
	struct job_context k;
	const struct content *content = NULL;
	int rc = -1;

	if (m && l.paper && freeze_context(c->arena, c->diag, snapshot, &k) == 0 &&
	    maker_attach(m, snapshot, c->diag) == 0) {
		const struct job job = {.language = language ? language : k.default_language,
					.number = "",
					.key = "",
					.first_on = DATE_NONE};

		content = maker_content(m, c->arena, c->diag, STEM, &job, NULL, &k, NULL);
	}
	if (content)
		rc = page(c, content, &l, out);
	query_close(l.paper);
	maker_close(m);
	return rc;
}
