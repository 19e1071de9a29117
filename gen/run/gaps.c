/* gaps.c: gaps of a case as lines for people at the command line. */
#include "run/gaps.h"

#include "layout/catalogue.h"

static const char *word(struct arena *a, const struct terms *terms, const struct bundle_gap *g)
{
	const struct term *t = terms_find(terms, g->gap);
	char date[11] = "", by[11] = "";

	if (g->date != DATE_NONE)
		date_format(g->date, date);
	if (g->solve_by != DATE_NONE)
		date_format(g->solve_by, by);
	return arena_format(a, "%s%s%s%s%s%s%s%s%s", t ? t->english : g->gap, *g->about ? ": " : "", g->about,
			    *date ? *g->about ? ", " : ": " : "", date, *g->why ? ": " : "", g->why,
			    *by ? "; by " : "", by);
}

int gaps_word(struct cmd *c, struct bundle_gap *gap, int32_t n)
{
	const struct terms *terms;

	if (n == 0)
		return 0;
	terms = terms_read(c->arena, c->diag, c->house);
	if (!terms)
		return -1;
	for (int32_t i = 0; i < n; i++)
		gap[i].said = word(c->arena, terms, &gap[i]);
	return 0;
}
