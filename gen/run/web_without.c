/* web_without.c: whom a run did not write to, and why, on its page. */
#include <string.h>

#include "run/web.h"

/* Customers to whom the run wrote nothing come first. */
static const char rows[] =
	"SELECT w.type, w.customer, c.name, c.salesman, w.first_on, w.reason, w.stronger, coalesce(p.papers, 0) AS papers FROM run_without w "
	"LEFT JOIN customer c ON c.code = w.customer LEFT JOIN (SELECT customer, count(*) AS papers FROM run_paper WHERE customer IS NOT NULL "
	"GROUP BY customer) p ON p.customer = w.customer ORDER BY papers > 0, w.customer, w.type, w.reason";
enum { TYPE, CUSTOMER, NAME, SALESMAN, FIRST_ON, REASON, STRONGER, PAPERS };

static void json_row(struct web *p, const struct query *q)
{
	char day[11];
	int32_t i;

	text_addc(&p->t, '[');
	for (i = TYPE; i <= SALESMAN; i++) {
		web_json(p, query_text(q, i));
		text_addc(&p->t, ',');
	}
	if (query_null(q, FIRST_ON))
		text_adds(&p->t, "null,");
	else
		text_addf(&p->t, "\"%s\",", date_format((int32_t)query_int(q, FIRST_ON), day));
	web_json(p, query_null(q, STRONGER) ? query_text(q, REASON)
					    : arena_format(p->cmd->arena, "%s:%s", query_text(q, REASON),
							   query_text(q, STRONGER)));
	text_addf(&p->t, ",%lld]", (long long)query_int(q, PAPERS));
}

static void reasons(struct web *p, const char *codes, const char *stronger)
{
	const char *between = "";
	size_t n;

	for (; *codes; codes += n + strspn(codes + n, ", ")) {
		n = strcspn(codes, ",");
		text_adds(&p->t, between);
		web_text(p, web_term(p, arena_dupn(p->cmd->arena, codes, n)));
		between = ", ";
	}
	if (*stronger) {
		text_adds(&p->t, " (");
		web_text(p, stronger);
		text_addc(&p->t, ')');
	}
}

static void cell(struct web *p, const char *s)
{
	text_adds(&p->t, "<td>");
	web_text(p, s);
	text_adds(&p->t, "</td>");
}

static void html_row(struct web *p, const struct query *q)
{
	const char *type = web_type(p, query_text(q, TYPE));

	text_adds(&p->t, "<tr>");
	cell(p, type ? type : query_text(q, TYPE));
	cell(p, query_text(q, CUSTOMER));
	cell(p, query_text(q, NAME));
	cell(p, query_text(q, SALESMAN));
	text_adds(&p->t, "<td>");
	if (!query_null(q, FIRST_ON))
		web_day(p, (int32_t)query_int(q, FIRST_ON));
	text_adds(&p->t, "</td><td>");
	reasons(p, query_text(q, REASON), query_text(q, STRONGER));
	text_adds(&p->t, "</td><td class=\"n\">");
	web_count(p, query_int(q, PAPERS));
	text_adds(&p->t, "</td></tr>\n");
}

int web_run_without(struct run_page *r)
{
	static const struct {
		const char *label, *kind;
	} heads[] = {{"page_type", "type"},	   {"page_customer", "text"}, {"page_name", "text"},
		     {"page_salesman", "text"},	   {"page_first_on", "day"},  {"page_reason", "reason"},
		     {"page_papers_here", "count"}};
	struct web *p = &r->page;
	int64_t n = db_int(r->snapshot, p->cmd->diag, "SELECT count(*) FROM run_without", -1);
	size_t i;

	if (n <= 0)
		return (int)n;
	text_adds(&p->t, "<section aria-labelledby=\"without\"><h2 id=\"without\">");
	web_text(p, web_label(p, "page_without"));
	text_adds(&p->t, "</h2>\n<p class=\"note\">");
	web_text(p, web_label(p, "page_without_note"));
	text_adds(&p->t, "</p>\n<details><summary>");
	web_text(p, web_label(p, "page_without_show"));
	text_adds(&p->t, " (");
	web_count(p, n);
	text_adds(&p->t, ")</summary>\n<form role=\"search\" data-for=\"without-rows\" hidden><label>");
	web_text(p, web_label(p, "page_find"));
	text_adds(&p->t, "<input type=\"search\" autocomplete=\"off\" name=\"without\"></label>\n<label>");
	web_text(p, web_label(p, "page_type"));
	text_adds(&p->t,
		  "<select name=\"without-type\" data-column=\"0\" data-list=\"type\"><option value=\"\">");
	web_text(p, web_label(p, "page_any"));
	text_adds(
		&p->t,
		"</option></select></label></form>\n<p class=\"status\" role=\"status\" "
		"id=\"without-rows-shown\"></p>\n<table class=\"list\" data-list=\"without-rows\"><thead><tr>");
	for (i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		text_addf(&p->t, "<th scope=\"col\" data-kind=\"%s\">", heads[i].kind);
		web_text(p, web_label(p, heads[i].label));
		text_adds(&p->t, "</th>");
	}
	text_adds(&p->t, "</tr></thead>\n<tbody>\n");
	if (n <= WEB_ROWS && web_rows(&r->page, r->snapshot, rows, html_row, "") < 0)
		return -1;
	text_adds(
		&p->t,
		"</tbody></table>\n</details></section>\n<script type=\"application/json\" id=\"without-rows\">[");
	if (web_rows(&r->page, r->snapshot, rows, json_row, ",\n") < 0)
		return -1;
	text_adds(&p->t, "]</script>\n");
	return 0;
}

/* "name":{code:word, …}, of the codes that a query gives. */
static int said(struct run_page *r, const char *name, const char *sql)
{
	struct web *p = &r->page;
	struct query *q = query_open(r->snapshot, p->cmd->diag, sql, NULL);
	char shown[LOCALE_MAX], iso[11];
	const char *between = "";
	int rc = q ? 1 : -1;

	text_addf(&p->t, "\"%s\":{", name);
	while (rc == 1 && (rc = query_next(q, p->cmd->diag)) == 1) {
		text_adds(&p->t, between);
		between = ",";
		if (query_is_text(q, 0)) {
			web_json(p, query_text(q, 0));
			text_addc(&p->t, ':');
			web_json(p, web_term(p, query_text(q, 0)));
		} else {
			locale_date(p->locale, shown, (int32_t)query_int(q, 0), 1);
			text_addf(&p->t, "\"%s\":", date_format((int32_t)query_int(q, 0), iso));
			web_json(p, shown);
		}
	}
	text_adds(&p->t, "},");
	query_close(q);
	return rc;
}

/* Reasons are parted by commas: each by itself, beside the words that it stood in. */
#define PARTS                                                                                                                                     \
	"WITH RECURSIVE part(whole, reason, rest) AS (SELECT reason, '', reason || ',' FROM (SELECT DISTINCT reason FROM run_without) UNION ALL " \
	"SELECT whole, substr(rest, 1, instr(rest, ',') - 1), ltrim(substr(rest, instr(rest, ',') + 1), ' ') FROM part WHERE rest <> '')"

struct query *run_without_reasons(struct db *snapshot, struct diag *d)
{
	return query_open(
		snapshot, d,
		PARTS
		" SELECT p.reason, count(*) AS letters, count(DISTINCT w.customer) AS customers, count(DISTINCT CASE WHEN NOT EXISTS "
		"(SELECT 1 FROM run_paper r WHERE r.customer = w.customer) THEN w.customer END) AS without_paper FROM run_without w "
		"JOIN part p ON p.whole = w.reason AND p.reason <> '' GROUP BY p.reason ORDER BY p.reason NOT IN (SELECT reason FROM hold UNION SELECT blocked FROM open_item WHERE blocked IS NOT NULL), p.reason IN ('not_a_cash_customer', 'not_a_key_date', 'other_kind'), customers DESC, letters DESC, p.reason",
		NULL);
}

int web_run_without_words(struct run_page *r)
{
	return said(r, "reason", PARTS " SELECT DISTINCT reason FROM part WHERE reason <> '' ORDER BY 1") <
				       0 ||
			       said(r, "day",
				    "SELECT DISTINCT first_on FROM run_without WHERE first_on IS NOT NULL ORDER BY 1") <
				       0
		       ? -1
		       : 0;
}
