/* bundle_index.c: the index of a bundle by layouts/bundle-index.xml, as PDF and, with links to the papers, as
 * HTML. */
#include "run/bundle_index.h"

#include <string.h>

#include "run/template.h"

#define STEM "bundle-index"

struct members {
	struct arena *a;
	const struct bundle *b;
};

/* A file of the bundle, by what the index calls it: papers without their folder. */
static const char *link(void *ctx, const char *s)
{
	static const char *const beside[] = {"index.pdf",    "chronology.csv", "account.csv",
					     "register.csv", "custody.csv",    "custody-chain.txt"};
	const struct members *m = ctx;

	for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++)
		if (strcmp(s, beside[i]) == 0)
			return s;
	for (int32_t i = 0; i < m->b->papers; i++) {
		const char *slash = strrchr(m->b->paper[i].path, '/');

		if (strcmp(slash ? slash + 1 : m->b->paper[i].path, s) == 0)
			return m->b->paper[i].path;
	}
	return NULL;
}

static const char *link_cell(void *ctx, const char *s, int32_t column, int32_t columns)
{
	(void)column;
	(void)columns;
	return link(ctx, s);
}

static int html(struct cmd *c, const struct content *content, const struct bundle *b, struct text *out)
{
	struct members members = {c->arena, b};
	struct text body;
	int r;

	text_init(&body);
	content_html(content, link, &members, &body);
	{
		const struct slot slot[] = {
			{"lang", content->lang[0], 0},
			{"dir", content->rtl[0] ? "rtl" : "ltr", 0},
			{"title", arena_format(c->arena, "%s %s", content->title, b->case_id), 0},
			{"state", b->gaps ? "incomplete" : "complete", 0},
			{"body", text_str(&body), 1}};

		r = template_fill(c, STEM ".html", slot, (int32_t)(sizeof slot / sizeof slot[0]), out);
	}
	text_done(&body);
	return r;
}

int bundle_index(struct cmd *c, struct maker *m, const struct job_context *k, const struct bundle *b,
		 const char *language, struct bundle_index *index)
{
	const struct job job = {.customer = b->customer,
				.case_id = b->case_id,
				.language = language,
				.number = b->case_id,
				.key = b->case_id,
				.first_on = DATE_NONE};
	struct members members = {c->arena, b};
	struct content *content;
	int r;

	diag_push(c->diag, arena_format(c->arena, "while making the index of %s", b->case_id));
	content = maker_content(m, c->arena, c->diag, STEM, &job, NULL, k, NULL);
	if (content) {
		content->link = link_cell;
		content->link_ctx = &members;
	}
	r = content ? html(c, content, b, &index->html) : -1;
	if (r == 0)
		r = maker_set(m, c->arena, c->diag, content, NULL, &index->pdf, NULL);
	diag_pop(c->diag);
	return r;
}
