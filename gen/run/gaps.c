/* gaps.c: gaps of a case as lines for people at the command line, and in a bundle. */
#include "run/gaps.h"

#include <string.h>

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

/* ---- in a bundle ---- */

struct teller {
	struct cmd *cmd;
	struct db *snapshot;
	const struct terms *terms;
	const struct catalogue *catalogue;
};

static const char *label(const struct teller *w, const char *name, const char *one, const char *two,
			 const char *three)
{
	return label_filled(w->cmd->arena, w->cmd->diag, w->terms, w->catalogue, name,
			    (const char *const[3]){one, two, three});
}

/* A term's wording; what is none is the house's own word. */
static const char *term(const struct teller *w, const char *code)
{
	static const struct place nowhere;

	return terms_find(w->terms, code)
		       ? term_word(w->cmd->arena, w->cmd->diag, w->terms, w->catalogue, code, &nowhere)
		       : code;
}

/* "AED 120.00 is read, 100.00 is booked" in the bundle's language; NULL: about is of something else. */
static const char *amounts(const struct teller *w, const struct bundle_gap *g)
{
	struct cmd *c = w->cmd;
	struct query *q =
		strcmp(g->gap, "amount_differs") == 0
			? query_open(
				  w->snapshot, c->diag,
				  "SELECT amount, ledger, currency FROM paper_amount x JOIN bundle_case k ON"
				  " k.customer = x.customer WHERE NOT x.agrees AND x.said = :said",
				  NULL)
			: NULL;
	const char *out = NULL;

	if (!q)
		return NULL;
	query_bind_text(q, "said", g->about);
	if (query_next(q, c->diag) == 1) {
		const struct currency *k = currency_find(query_text(q, 2));
		char read[32], booked[32];

		money_format(query_int(q, 0), k ? k->digits : 2, read);
		money_format(query_int(q, 1), k ? k->digits : 2, booked);
		out = label(w, "gap_amounts", arena_format(c->arena, "%s %s", query_text(q, 2), read),
			    arena_format(c->arena, "%s %s", query_text(q, 2), booked), NULL);
	}
	query_close(q);
	return out;
}

static void add(struct text *t, const char *between, const char *s)
{
	if (s && *s)
		text_addf(t, "%s%s", between, s);
}

/* Who may sign, and as whom it was signed. */
static void add_roles(const struct teller *w, const struct bundle_gap *g, struct text *t)
{
	const char *from = g->roles, *who = "";

	if (*g->role)
		add(t, "; ", label(w, "gap_signed", term(w, g->role), NULL, NULL));
	while (g->roles && *from) {
		const size_t n = strcspn(from, " ");

		who = arena_format(w->cmd->arena, "%s%s%s", who, *who ? ", " : "",
				   term(w, arena_dupn(w->cmd->arena, from, n)));
		from += n + strspn(from + n, " ");
	}
	if (*who)
		add(t, "; ", label(w, "gap_may", who, NULL, NULL));
}

static const char *tell(const struct teller *w, const struct bundle_gap *g)
{
	struct arena *a = w->cmd->arena;
	const char *about = amounts(w, g), *told;
	char date[11];
	struct text t;

	text_init(&t);
	if (g->invoice_again)
		add(&t, "", label(w, "gap_of", g->invoice, date_format(g->invoice_date, date), NULL));
	else
		add(&t, "", g->invoice);
	add(&t, t.len ? ": " : "", term(w, g->gap));
	add(&t, ": ", about ? about : g->about);
	if (g->date != DATE_NONE)
		add(&t, *g->about ? ", " : ": ", date_format(g->date, date));
	add_roles(w, g, &t);
	if (g->solve_by != DATE_NONE)
		add(&t, "; ", label(w, "gap_by", date_format(g->solve_by, date), NULL, NULL));
	told = arena_dup(a, text_str(&t));
	text_done(&t);
	return told;
}

int gaps_tell(struct cmd *c, struct db *snapshot, const struct terms *terms,
	      const struct catalogue *catalogue, struct bundle *b)
{
	const struct teller w = {c, snapshot, terms, catalogue};

	b->described = label(&w, "bag_case", b->case_id, b->customer, b->name);
	b->completeness =
		b->gaps ? label(&w, "bag_incomplete", arena_format(c->arena, "%d", b->gaps), NULL, NULL)
			: label(&w, "bag_complete", NULL, NULL, NULL);
	for (int32_t i = 0; i < b->gaps; i++)
		b->gap[i].told = catalogue ? tell(&w, &b->gap[i])
					   : arena_format(c->arena, "%s%s%s", b->gap[i].named,
							  *b->gap[i].named ? ": " : "", b->gap[i].said);
	return b->described && b->completeness ? 0 : -1;
}
