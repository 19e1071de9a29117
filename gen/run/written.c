/* written.c: proves type by type and language by language that planned papers can be written, before anything
 * is made. */
#include "run/written.h"

#include <stdio.h>
#include <string.h>

#include "fill/fill.h"

/* A type in a language. */
struct writing {
	int32_t type;
	const char *language;
	const char *subject;   /* of its first paper */
	int32_t papers, lacks; /* lacks: what is wrong with its wordings; 0: it can be written */
	const char *lack;      /* the first of it */
};

struct first_lack {
	struct arena *a;
	const char *text;
	int32_t n;
};

static void keep_first(void *ctx, const struct diag_message *m)
{
	struct first_lack *l = ctx;

	if (m->level < DIAG_ERROR)
		return;
	if (l->n++ == 0)
		l->text = m->at->file ? arena_format(l->a, "%s:%d:%d: %s", m->at->file, m->at->line,
						     m->at->col, m->text)
				      : arena_dup(l->a, m->text);
}

static void prove(struct cmd *c, struct fill *f, const struct types *t, struct writing *p)
{
	struct first_lack l = {c->arena, NULL, 0};
	const struct layout *layout;
	struct diag d;

	diag_init(&d, keep_first, &l);
	layout = fill_layout(f, &d, t->fact[p->type].stem);
	if (layout && fill_prepare(f, &d, layout, p->language) == 0)
		return;
	p->lacks = l.n > 0 ? l.n : 1;
	p->lack = l.text;
}

static void say(struct cmd *c, const struct types *t, const struct writing *p)
{
	char more[32] = "";

	if (p->lacks > 1)
		snprintf(more, sizeof more, " (and %d more)", (int)p->lacks - 1);
	diag_hint(
		c->diag, DIAG_PLAN_WRITTEN, NULL,
		"`ledgerpress check` names all that is missing of a language of [locale] languages; translate it in layouts/po/, or give the customers another language",
		"%s cannot be written in \"%s\" for %s%s%s%s%s", t->type[p->type].code, p->language,
		p->subject, p->papers > 1 ? arena_format(c->arena, " and %d more", (int)p->papers - 1) : "",
		p->lack ? ": " : "", p->lack ? p->lack : "", more);
}

int32_t written_check(struct cmd *c, struct db *snapshot, const struct types *t, struct job_list *made,
		      struct job_list *why)
{
	struct fill *f = made->n > 0 ? fill_open(c->diag, c->house, snapshot) : NULL;
	struct writing *pair = NULL;
	int32_t i, k, n = 0, cap = 0, kept = 0;

	if (made->n > 0 && !f)
		return -1;
	for (i = 0; f && i < t->n; i++)
		fill_lend(f, t->fact[i].stem, t->fact[i].layout);
	for (i = 0; i < made->n; i++) {
		struct job *j = &made->job[i];

		for (k = n - 1;
		     k >= 0 && (pair[k].type != j->type || strcmp(pair[k].language, j->language) != 0); k--)
			;
		if (k < 0) {
			pair = arena_room(c->arena, pair, &cap, n + 1, sizeof *pair);
			k = n++;
			pair[k] = (struct writing){.type = j->type, .language = j->language};
			prove(c, f, t, &pair[k]);
		}
		if (pair[k].lacks == 0) {
			made->job[kept++] = *j;
			continue;
		}
		j->reason = "not_written";
		if (pair[k].papers++ == 0)
			pair[k].subject = job_subject(j)[0] ? job_subject(j) : "the house";
		if (why)
			job_list_add(c->arena, why, j);
	}
	fill_close(f);
	for (k = 0; k < n; k++)
		if (pair[k].lacks > 0)
			say(c, t, &pair[k]);
	k = made->n - kept;
	made->n = kept;
	return k;
}
