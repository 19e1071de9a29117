/* bag_index.c: the index of a bag, as PDF and, with links to the members, as HTML. */
#include "run/bag_index.h"

#include <stdlib.h>
#include <string.h>

#include "run/template.h"

static int by_path(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *link(void *ctx, const char *s)
{
	const struct bag_index *i = ctx;

	if (i->link)
		return i->link(i->ctx, s);
	return i->paths && bsearch(&s, i->path, (size_t)i->paths, sizeof s, by_path) ? s : NULL;
}

static const char *link_cell(void *ctx, const char *s, int32_t column, int32_t columns)
{
	(void)column;
	(void)columns;
	return link(ctx, s);
}

static int html(struct cmd *c, const struct content *content, struct bag_index *i, struct text *out)
{
	struct text body;
	int r;

	text_init(&body);
	content_html(content, link, i, &body);
	{
		const struct slot slot[] = {
			{"lang", content->lang[0], 0},
			{"dir", content->rtl[0] ? "rtl" : "ltr", 0},
			{"title", arena_format(c->arena, "%s %s", content->title, i->name), 0},
			{"state", i->complete ? "complete" : "incomplete", 0},
			{"body", text_str(&body), 1}};

		r = template_fill(c, "bundle-index.html", slot, (int32_t)(sizeof slot / sizeof slot[0]), out);
	}
	text_done(&body);
	return r;
}

int bag_index(struct cmd *c, struct maker *m, const struct job_context *k, const struct job *job,
	      const struct bag_index *i, struct bundle_index *out)
{
	struct bag_index own = *i;
	struct content *content;
	int r;

	diag_push(c->diag, arena_format(c->arena, "while making the index of %s", i->name));
	content = maker_content(m, c->arena, c->diag, i->stem, job, NULL, k, NULL);
	if (content) {
		content->link = link_cell;
		content->link_ctx = &own;
	}
	r = content ? html(c, content, &own, &out->html) : -1;
	if (r == 0)
		r = maker_set(m, c->arena, c->diag, content, NULL, &out->pdf, NULL);
	diag_pop(c->diag);
	return r;
}
