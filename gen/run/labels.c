/* labels.c: whom a run's letters go to, on sheets of labels. */
#include "run/labels.h"

#include <stdlib.h>
#include <string.h>

int label_asked(struct cmd *c, const struct label_sheet **sheet)
{
	const char *name = cmd_option(c, "labels"), *names[32], *near;
	int32_t n = 0;

	*sheet = name ? label_sheet_find(name) : NULL;
	if (!name || *sheet)
		return 0;
	for (; n < 32 && label_sheet_at(n); n++)
		names[n] = label_sheet_at(n)->name;
	near = diag_closest(name, names, n);
	return near ? cmd_usage(c, "--labels %s: no sheet of labels is called so; did you mean %s?", name,
				near)
		    : cmd_usage(c, "--labels %s: one of " LABEL_SHEETS " is expected", name);
}

static int by_way(const void *x, const void *y)
{
	const struct stacked *a = *(const struct stacked *const *)x, *b = *(const struct stacked *const *)y;
	int c = a->rank < b->rank ? -1 : a->rank > b->rank;

	return c ? c : a->job->seq < b->job->seq ? -1 : a->job->seq > b->job->seq;
}

/* The first letter of each customer, on the way of the post. */
static int32_t addressees(struct arena *a, const struct stacks *s, const struct stacked ***out)
{
	const struct stacked **p = arena_alloc(a, sizeof *p * (size_t)(s->n + 1));
	int32_t i, n = 0, kept = 0;

	for (i = 0; i < s->n; i++)
		if (s->paper[i].rank > 0)
			p[n++] = &s->paper[i];
	if (n > 0)
		qsort(p, (size_t)n, sizeof(const struct stacked *), by_way);
	for (i = 0; i < n; i++)
		if (kept == 0 || strcmp(p[kept - 1]->job->customer, p[i]->job->customer) != 0)
			p[kept++] = p[i];
	*out = p;
	return kept;
}

int labels_make(struct make *m, struct maker *k, const struct job_context *context, const struct stacks *s)
{
	struct cmd *c = m->cmd;
	const char *file = arena_format(c->arena, "%s/%s_labels.pdf", m->folder, m->run.id);
	const struct stacked **p;
	int32_t n = m->how.labels ? addressees(c->arena, s, &p) : 0, i;
	const struct content **content;
	struct arena arena;
	struct text pdf;
	struct doc *doc;
	int rc = 0;

	if (n == 0)
		return file_exists(file) ? make_remove(m, file) : 0;
	arena_init(&arena);
	text_init(&pdf);
	content = arena_alloc(&arena, sizeof(const struct content *) * (size_t)n);
	for (i = 0; i < n && rc == 0; i++) {
		const struct job *j = p[i]->job;

		content[i] = maker_content(k, &arena, c->diag, m->types.fact[j->type].stem, j,
					   &m->types.type[j->type], context, NULL);
		rc = content[i] ? 0 : -1;
	}
	doc = rc == 0 ? flow_labels(maker_type(k), &arena, c->diag, m->how.labels, content, n,
				    arena_format(&arena, "%s %s", m->run.id, m->how.labels->name))
		      : NULL;
	rc = doc ? pdf_write(maker_emitter(k), doc, &pdf, c->diag) : -1;
	if (rc == 0)
		rc = make_write(m, file, pdf.data, pdf.len);
	if (rc == 0)
		cmd_say(c, "%s: labels %d\n", file, (int)n);
	text_done(&pdf);
	arena_done(&arena);
	return rc;
}
