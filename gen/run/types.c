/* types.c: finds document types for plan, make and preview. */
#include "run/types.h"

#include <stdlib.h>
#include <string.h>

#include "layout/layout.h"

/* The named queries of a stem alone: planning does not need its pages. */
static const struct named_file *queries(struct cmd *c, const char *stem)
{
	char *path = house_layout(c->house, c->arena, arena_format(c->arena, "%s.sql", stem));

	return path ? named_read(c->arena, c->diag, path) : NULL;
}

static int asked_for(const struct layout_stem *s, const char *const *code, int32_t n)
{
	int32_t i;

	for (i = 0; i < n; i++)
		if (strcmp(code[i], s->code) == 0 || strcmp(code[i], s->stem) == 0)
			return 1;
	return 0;
}

static int unknown_type(struct cmd *c, const char *code, const struct layout_stem *stem, int32_t n)
{
	const char **names = arena_alloc(c->arena, sizeof *names * (size_t)(n + 1)), *close;
	int32_t i;

	for (i = 0; i < n; i++)
		names[i] = stem[i].code;
	close = diag_closest(code, names, n);
	if (!close) {
		for (i = 0; i < n; i++)
			names[i] = stem[i].stem;
		close = diag_closest(code, names, n);
	}
	if (close)
		return cmd_usage(c, "there is no document type %s; did you mean %s?", code, close);
	return cmd_usage(c, "there is no document type %s; `ledgerpress check -v` lists them", code);
}

int types_read(struct cmd *c, const char *const *code, int32_t n, struct types *t)
{
	const struct layout_stem *stem;
	const struct named_file *common;
	struct layout_parts parts = {0};
	int32_t i, k, stems, before = diag_errors(c->diag);

	memset(t, 0, sizeof *t);
	if (layout_find_all(c->arena, c->diag, c->house, &stem, &stems) < 0 ||
	    layout_shared_read(c->arena, c->diag, c->house, &common) < 0)
		return -1;
	for (i = 0; i < n; i++) {
		for (k = 0;
		     k < stems && strcmp(stem[k].code, code[i]) != 0 && strcmp(stem[k].stem, code[i]) != 0;
		     k++)
			;
		if (k == stems) /* unless it is one of those that could not be read, as was said */
			return diag_errors(c->diag) > before ? -1 : unknown_type(c, code[i], stem, stems);
	}
	t->type = arena_alloc(c->arena, sizeof *t->type * (size_t)(stems + 1));
	t->fact = arena_alloc(c->arena, sizeof *t->fact * (size_t)(stems + 1));
	for (k = 0; k < stems; k++) {
		const struct named_file *f;
		const struct layout *l;
		int asked = asked_for(&stem[k], code, n);

		if (n > 0 && !asked)
			continue;
		f = queries(c, stem[k].stem);
		if (!f || (n == 0 && !named_find(f, "jobs")))
			continue;
		l = layout_read_among(c->arena, c->diag, c->house, common, &parts, stem[k].stem);
		if (!l)
			continue;
		t->type[t->n] = (struct job_type){stem[k].code,
						  named_find(f, "jobs"),
						  named_find(f, "covers"),
						  named_find(f, "totals"),
						  asked && !cmd_flag(c, "due"),
						  l->internal,
						  l->languages,
						  named_find(f, "covered")};
		t->fact[t->n].stem = stem[k].stem;
		t->fact[t->n].layout = l;
		t->fact[t->n].title = l->title ? l->title->source : stem[k].code;
		t->fact[t->n].internal = l->internal;
		t->fact[t->n].copies = l->copies;
		t->fact[t->n].recipients = named_find(f, "recipients");
		t->fact[t->n].encloses = named_find(f, "encloses");
		t->fact[t->n].breaches = named_find(f, "breaches");
		t->n++;
	}
	return diag_errors(c->diag) > before && t->n == 0 ? -1 : 0;
}
