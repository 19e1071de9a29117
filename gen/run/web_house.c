/* web_house.c: out/index.html: all runs of the house, and what lies beside them. */
#include <string.h>

#include "run/web.h"

/* The newest first. What was sent: whatever became of it since. */
static const char runs[] =
	"SELECT r.id, r.as_of, r.selection, count(p.id) FILTER (WHERE p.state NOT IN ('planned', 'failed', 'cancelled')), "
	"count(p.id) FILTER (WHERE p.state IN ('sent', 'delivered', 'answered', 'signed')), count(p.id) FILTER (WHERE p.state = 'cancelled'), "
	"r.state FROM run r LEFT JOIN paper p ON p.run = r.id GROUP BY r.id ORDER BY r.as_of DESC, r.id DESC";
enum { ID, AS_OF, SELECTION, PAPERS, SENT, CANCELLED, STATE };

struct house_page {
	struct web page;
	int64_t runs;
};

static const char *index_of(struct web *p, const struct query *q)
{
	return arena_format(p->cmd->arena, "out/%s/index.html", query_text(q, ID));
}

static const char *selection_of(struct web *p, const struct query *q)
{
	return strcmp(query_text(q, SELECTION), "all") == 0 ? web_label(p, "page_all")
							    : query_text(q, SELECTION);
}

static void json_row(struct web *p, const struct query *q)
{
	const char *file = index_of(p, q);
	char day[11];
	int32_t i;

	text_adds(&p->t, "[[");
	web_json(p, query_text(q, ID));
	if (file_exists(file)) {
		text_addc(&p->t, ',');
		web_json(p, file + strlen("out/"));
	}
	text_addf(&p->t, "],\"%s\",", date_format((int32_t)query_int(q, AS_OF), day));
	web_json(p, selection_of(p, q));
	for (i = PAPERS; i <= CANCELLED; i++)
		text_addf(&p->t, ",%lld", (long long)query_int(q, i));
	text_addc(&p->t, ',');
	web_json(p, query_text(q, STATE));
	text_addc(&p->t, ']');
}

static void html_row(struct web *p, const struct query *q)
{
	const char *file = index_of(p, q);
	int32_t i;

	text_adds(&p->t, "<tr><td>");
	if (!web_link(p, file, file + strlen("out/"), query_text(q, ID)))
		web_text(p, query_text(q, ID));
	text_adds(&p->t, "</td><td>");
	web_day(p, (int32_t)query_int(q, AS_OF));
	text_adds(&p->t, "</td><td>");
	web_text(p, selection_of(p, q));
	text_adds(&p->t, "</td>");
	for (i = PAPERS; i <= CANCELLED; i++) {
		text_adds(&p->t, "<td class=\"n\">");
		web_count(p, query_int(q, i));
		text_adds(&p->t, "</td>");
	}
	text_adds(&p->t, "<td>");
	web_text(p, web_label(p, arena_format(p->cmd->arena, "state_%s", query_text(q, STATE))));
	text_adds(&p->t, "</td></tr>\n");
}

static int ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n >= k && strcmp(s + n - k, end) == 0;
}

/* Workbooks and dashboards, bundles and packs: by name. */
static int files_of(struct web *p, const char *folder, const char *href, const char *const *end, int32_t ends,
		    int32_t *found)
{
	struct cmd *c = p->cmd;
	char **name;
	int32_t names, i, k;

	if (file_list(c->arena, c->diag, folder, &name, &names) < 0)
		return -1;
	for (i = 0; i < names; i++) {
		for (k = 0; k < ends && !ends_with(name[i], end[k]); k++)
			;
		if (k == ends || strcmp(name[i], "index.html") == 0)
			continue;
		if ((*found)++ == 0) {
			text_adds(&p->t, "<section aria-labelledby=\"books\"><h2 id=\"books\">");
			web_text(p, web_label(p, "page_books"));
			text_adds(&p->t, "</h2>\n<ul>\n");
		}
		text_adds(&p->t, "<li>");
		web_link(p, arena_format(c->arena, "%s/%s", folder, name[i]),
			 arena_format(c->arena, "%s%s", href, name[i]), name[i]);
		text_adds(&p->t, "</li>\n");
	}
	return 0;
}

static int books(struct web *p)
{
	static const char *const reports[] = {".html", ".xlsx"}, *const zips[] = {".zip"};
	int32_t found = 0;

	if (files_of(p, "out/reports", "reports/", reports, 2, &found) < 0 ||
	    files_of(p, "out/bundles", "bundles/", zips, 1, &found) < 0 ||
	    files_of(p, "out", "", zips, 1, &found) < 0)
		return -1;
	if (found > 0)
		text_adds(&p->t, "</ul></section>\n");
	return 0;
}

static int words(struct web *p)
{
	static const char *const own[] = {"all", "some", "more", "mail"}, *const states[] = {"planned",
											     "made"};
	struct query *q =
		query_open(p->cmd->db, p->cmd->diag, "SELECT DISTINCT as_of FROM run ORDER BY 1", NULL);
	char shown[LOCALE_MAX], day[11];
	const char *between = "";
	int rc = q ? 1 : -1;
	size_t i;

	text_addc(&p->t, '{');
	for (i = 0; i < sizeof own / sizeof own[0]; i++) {
		text_addf(&p->t, "\"%s\":", own[i]);
		web_json(p, web_label(p, arena_format(p->cmd->arena, "page_list_%s", own[i])));
		text_addc(&p->t, ',');
	}
	text_adds(&p->t, "\"state\":{");
	for (i = 0; i < sizeof states / sizeof states[0]; i++) {
		text_addf(&p->t, i > 0 ? ",\"%s\":" : "\"%s\":", states[i]);
		web_json(p, web_label(p, arena_format(p->cmd->arena, "state_%s", states[i])));
	}
	text_adds(&p->t, "},\"day\":{");
	while (rc == 1 && (rc = query_next(q, p->cmd->diag)) == 1) {
		text_adds(&p->t, between);
		between = ",";
		locale_date(p->locale, shown, (int32_t)query_int(q, 0), 1);
		text_addf(&p->t, "\"%s\":", date_format((int32_t)query_int(q, 0), day));
		web_json(p, shown);
	}
	query_close(q);
	text_adds(&p->t, "},");
	web_json_figures(p);
	text_addc(&p->t, '}');
	return rc;
}

static int mark(struct web *p, const char *name)
{
	struct house_page *h = p->ctx;
	const char *company;

	if (strcmp(name, "company") == 0)
		web_text(p, (company = house_text(p->cmd->house, "company", "name")) ? company : "");
	else if (strcmp(name, "rows") == 0)
		return h->runs <= WEB_ROWS ? web_rows(p, p->cmd->db, runs, html_row, "") : 0;
	else if (strcmp(name, "books") == 0)
		return books(p);
	else if (strcmp(name, "words") == 0)
		return words(p);
	else if (strcmp(name, "json") == 0) {
		text_addc(&p->t, '[');
		if (web_rows(p, p->cmd->db, runs, json_row, ",\n") < 0)
			return -1;
		text_addc(&p->t, ']');
	}
	return 0;
}

int make_house_index(struct cmd *c)
{
	struct house_page h = {.runs = db_int(c->db, c->diag, "SELECT count(*) FROM run", -1)};
	char sha256[DIGEST_HEX];
	int rc;

	/* a house without runs has no page, and gets no folder for one */
	if (h.runs <= 0)
		return (int)h.runs;
	if (file_mkdirs(c->diag, "out") < 0)
		return -1;
	rc = web_open(&h.page, c, "out/index.html");
	h.page.mark = mark;
	h.page.ctx = &h;
	if (rc == 0)
		rc = web_fill(&h.page, "house-index.html");
	return web_close(&h.page, rc, sha256);
}
