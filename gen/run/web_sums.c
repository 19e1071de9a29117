/* web_sums.c: the sums of a run's page: the ledger by currency and bucket, the papers by type. */
#include <string.h>

#include "run/run_sums.h"
#include "run/stack.h"
#include "run/web.h"

static void row(struct web *p, const struct run_sum *s, const int64_t *amount, const struct run_sums *t,
		const char *label)
{
	int64_t total = 0;
	int32_t i;

	text_adds(&p->t, "<tr><th scope=\"row\">");
	web_text(p, s->currency);
	text_adds(&p->t, "</th><td>");
	web_text(p, web_label(p, label));
	text_adds(&p->t, "</td>");
	for (i = 0; i <= t->buckets; i++) {
		text_adds(&p->t, "<td class=\"n\">");
		web_figure(p, i < t->buckets ? amount[i] : total, s->currency);
		text_adds(&p->t, "</td>");
		if (i < t->buckets)
			total += amount[i];
	}
	text_adds(&p->t, "</tr>\n");
}

static void head(struct web *p, const char *class, const char *label)
{
	text_addf(&p->t, "<th scope=\"col\"%s>", class);
	web_text(p, label);
	text_adds(&p->t, "</th>");
}

int web_run_sums(struct run_page *r)
{
	struct web *p = &r->page;
	struct run_sums t;
	int32_t i;

	if (run_sums_read(p->cmd, r->snapshot, r->make->run.id, &t) < 0)
		return -1;
	if (t.n == 0)
		return 0;
	text_adds(&p->t, "<section aria-labelledby=\"sums\"><h2 id=\"sums\">");
	web_text(p, web_label(p, "page_sums"));
	text_adds(&p->t, "</h2>\n<table><thead><tr>");
	head(p, "", web_label(p, "page_currency"));
	head(p, "", web_label(p, "page_what"));
	for (i = 0; i < t.buckets; i++)
		head(p, " class=\"n\"", t.label[i] ? web_term(p, t.label[i]) : web_label(p, "page_credits"));
	head(p, " class=\"n\"", web_label(p, "page_total"));
	text_adds(&p->t, "</tr></thead>\n<tbody>\n");
	for (i = 0; i < t.n; i++) {
		row(p, &t.sum[i], t.sum[i].open, &t, "page_open");
		row(p, &t.sum[i], t.sum[i].listed, &t, "page_listed");
	}
	text_adds(&p->t, "</tbody></table>\n<p class=\"note\">");
	web_text(p, web_label(p, "page_listed_note"));
	text_adds(&p->t, "</p></section>\n");
	return 0;
}

/* ---- by type ---- */

static const char types[] =
	"SELECT type, count(*), count(*) FILTER (WHERE state = 'cancelled'), sum(pages) FILTER (WHERE state NOT IN ('planned', 'failed', "
	"'cancelled')) FROM paper WHERE run = :run GROUP BY type ORDER BY type";
static const char type_sums[] =
	"SELECT currency, sum(outstanding) FROM (SELECT DISTINCT i.entry, i.currency, i.outstanding FROM paper p JOIN paper_item i ON "
	"i.paper = p.id WHERE p.run = :run AND p.type = :type AND p.state NOT IN ('planned', 'failed', 'cancelled')) GROUP BY 1 ORDER BY 1";

/* Its print files; those of routes hold several types. */
static int print_links(struct run_page *r, const char *code)
{
	struct web *p = &r->page;
	char **name;
	int32_t n, i;

	if (print_files(r->make, code, &name, &n) < 0)
		return -1;
	for (i = 0; i < n; i++)
		if (!strstr(name[i], ".stale.") && !strstr(name[i], "_route")) {
			web_link(p, arena_format(p->cmd->arena, "%s/%s", r->make->folder, name[i]), name[i],
				 name[i]);
			text_addc(&p->t, ' ');
		}
	return 0;
}

static void type_row(struct run_page *r, const struct query *q, struct query *sum)
{
	struct web *p = &r->page;
	const char *code = query_text(q, 0), *said = web_type(p, code);

	text_adds(&p->t, "<tr><th scope=\"row\">");
	web_text(p, said ? said : code);
	text_adds(&p->t, "</th><td>");
	web_text(p, code);
	text_adds(&p->t, "</td><td class=\"n\">");
	web_count(p, query_int(q, 1) - query_int(q, 2));
	text_adds(&p->t, "</td><td class=\"n\">");
	web_count(p, query_int(q, 2));
	text_adds(&p->t, "</td><td class=\"n\">");
	web_count(p, query_int(q, 3));
	text_adds(&p->t, "</td><td class=\"n\">");
	query_reset(sum);
	query_bind_text(sum, "run", r->make->run.id);
	query_bind_text(sum, "type", code);
	while (query_next(sum, p->cmd->diag) == 1)
		web_amount(p, query_int(sum, 1), query_text(sum, 0));
	text_adds(&p->t, "</td><td>");
	print_links(r, code);
	text_adds(&p->t, "</td></tr>\n");
}

int web_run_types(struct run_page *r)
{
	static const char *const heads[] = {"page_type",      "page_code",  "page_papers",
					    "page_cancelled", "page_pages", "page_listed_sum",
					    "page_print_file"};
	struct web *p = &r->page;
	struct cmd *c = p->cmd;
	struct query *q = query_open(c->db, c->diag, types, NULL),
		     *sum = query_open(c->db, c->diag, type_sums, NULL);
	int rc = q && sum ? 1 : -1;
	size_t i;

	if (q)
		query_bind_text(q, "run", r->make->run.id);
	text_adds(&p->t, "<table><thead><tr>");
	for (i = 0; i < sizeof heads / sizeof heads[0]; i++)
		head(p, i >= 2 && i <= 5 ? " class=\"n\"" : "", web_label(p, heads[i]));
	text_adds(&p->t, "</tr></thead>\n<tbody>\n");
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		type_row(r, q, sum);
	text_adds(&p->t, "</tbody></table>\n");
	query_close(q);
	query_close(sum);
	return rc;
}
