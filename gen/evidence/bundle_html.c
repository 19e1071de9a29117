/* bundle_html.c: a bundle's index for a browser, by the template layouts/bundle-index.html, whose words it
 * does not know. */
#include <string.h>

#include "evidence/bundle.h"

static void add_cell(struct text *t, const char *s)
{
	text_adds(t, "<td>");
	text_html(t, s);
	text_adds(t, "</td>");
}

static void add_date(struct text *t, int32_t date)
{
	char buf[11];

	if (date != DATE_NONE)
		text_adds(t, date_format(date, buf));
}

static void add_gaps(const struct bundle *b, struct text *t)
{
	for (int32_t i = 0; i < b->gaps; i++) {
		text_adds(t, "<tr>");
		for (int32_t s = 0; s < b->stages; s++)
			if (strcmp(b->stage[s].code, b->gap[i].stage) == 0)
				add_cell(t, b->stage[s].title);
		add_cell(t, b->gap[i].invoice);
		add_cell(t, b->gap[i].doctype);
		add_cell(t, b->gap[i].gap);
		text_adds(t, "</tr>\n");
	}
}

static void add_paper(const struct bundle_paper *p, struct text *t)
{
	text_addf(t, "<tr%s><td>", p->valid ? "" : " class=\"invalid\"");
	add_date(t, p->date);
	text_adds(t, "</td><td><a href=\"");
	text_html(t, p->path);
	text_adds(t, "\">");
	text_html(t, p->title);
	text_adds(t, "</a></td>");
	add_cell(t, p->invoice);
	add_cell(t, p->signed_by);
	add_cell(t, p->original);
	text_adds(t, "<td class=\"n\">");
	if (p->pages >= 0)
		text_addint(t, p->pages);
	text_adds(t, "</td><td class=\"n\">");
	text_addint(t, p->bytes);
	text_adds(t, "</td>");
	add_cell(t, p->why);
	text_addf(t, "<td class=\"hash\">%s</td></tr>\n", p->sha256);
}

static void add_papers(const struct bundle *b, struct text *t)
{
	for (int32_t s = 0; s < b->stages; s++) {
		int32_t n = 0;

		for (int32_t i = 0; i < b->papers; i++) {
			if (strcmp(b->paper[i].stage, b->stage[s].code) != 0)
				continue;
			if (n++ == 0) {
				text_adds(t, "<tr class=\"stage\"><th colspan=\"9\">");
				text_html(t, b->stage[s].title);
				text_adds(t, "</th></tr>\n");
			}
			add_paper(&b->paper[i], t);
		}
	}
}

static void add_events(const struct bundle *b, struct text *t)
{
	for (int32_t i = 0; i < b->events; i++) {
		const struct bundle_event *e = &b->event[i];

		text_adds(t, "<tr><td>");
		add_date(t, e->date);
		text_adds(t, "</td>");
		add_cell(t, e->what);
		add_cell(t, e->document);
		add_cell(t, e->detail);
		text_adds(t, "<td class=\"n\">");
		text_html(t, e->amount);
		text_adds(t, "</td>");
		add_cell(t, e->who);
		text_adds(t, "</tr>\n");
	}
}

static int add_mark(const struct house *h, const struct bundle *b, const char *mark, size_t n, struct text *t)
{
	static const char *const known[] = {"company", "case",	 "customer", "code",	 "as_of",
						"opened",  "closed", "age",	     "state",	 "gaps",
						"papers",  "events", "count",    "gap_count"};
	const char *company = house_text(h, "company", "name");
	size_t i = 0;

	while (i < sizeof known / sizeof *known && (strlen(known[i]) != n || memcmp(known[i], mark, n) != 0))
		i++;
	switch (i) {
	case 0:
		text_html(t, company ? company : "");
		return 0;
	case 1:
		text_html(t, b->case_id);
		return 0;
	case 2:
		text_html(t, b->name);
		return 0;
	case 3:
		text_html(t, b->customer);
		return 0;
	case 4:
		add_date(t, b->as_of);
		return 0;
	case 5:
		add_date(t, b->opened);
		return 0;
	case 6:
		add_date(t, b->closed);
		return 0;
	case 7:
		if (b->age >= 0)
			text_addint(t, b->age);
		return 0;
	case 8:
		text_adds(t, b->gaps ? "incomplete" : "complete");
		return 0;
	case 9:
		add_gaps(b, t);
		return 0;
	case 10:
		add_papers(b, t);
		return 0;
	case 11:
		add_events(b, t);
		return 0;
	case 12:
		text_addint(t, b->papers);
		return 0;
	case 13:
		text_addint(t, b->gaps);
		return 0;
	default:
		return -1;
	}
}

int bundle_html(const struct house *h, struct arena *a, struct diag *d, const struct bundle *b,
		struct text *to)
{
	const char *path = house_layout(h, a, "bundle-index.html"), *end;
	struct place at = {path, 1, 0};
	char *s;

	if (!path)
		return diag(d, DIAG_EVIDENCE_RULES, NULL, "layouts/bundle-index.html is missing");
	s = file_read(a, d, path, (size_t)1 << 20, NULL);
	if (!s)
		return -1;
	for (; *s; s++) {
		at.line += *s == '\n';
		if (strncmp(s, "[[", 2) != 0 || !(end = strstr(s, "]]"))) {
			text_addc(to, *s);
			continue;
		}
		if (add_mark(h, b, s + 2, (size_t)(end - s) - 2, to) < 0)
			return diag(d, DIAG_EVIDENCE_RULES, &at, "nothing is known by the name %.*s",
					(int)(end + 2 - s), s);
		s += end + 1 - s;
	}
	return 0;
}
