/* summary.c: what a run did, on one screen, where `make` ends. */
#include "run/summary.h"

#include <string.h>

#include "cli/screen.h"
#include "cli/sink.h"
#include "run/run_sums.h"
#include "run/web.h"

#define TYPES_SHOWN 4
#define REASONS_SHOWN 4
#define WARNINGS_SHOWN 3
#define PRINTS_SHOWN 2
#define CURRENCIES_SHOWN 3 /* where there is no room for more */

/* The tables, for people and for JSON: a table of names and figures, and which of its rows people see. */
struct summary {
	struct make *make;
	struct db *snapshot;
	struct run_sums sums;
	int people;
};

static const char types[] =
	"SELECT type, count(*) FILTER (WHERE state NOT IN ('planned', 'failed', 'cancelled')) AS papers, "
	"count(*) FILTER (WHERE state = 'failed') AS failed, "
	"coalesce(sum(pages) FILTER (WHERE state NOT IN ('planned', 'failed', 'cancelled')), 0) AS pages "
	"FROM paper WHERE run = :run GROUP BY type ORDER BY papers DESC, type";

static const char *more_of(struct summary *s, int32_t n, const struct text *rest)
{
	char figure[LOCALE_MAX];

	return screen_said(screen_of(s->make->cmd), "sum_more",
			   screen_count(screen_of(s->make->cmd), n, figure), text_str(rest));
}

/* What comes behind the rows that people see, in a line: "3 more: DECL 7, HOLD 1". */
struct rest {
	struct text words;
	int32_t n;
};

static void rest_add(struct summary *s, struct rest *r, const char *word, int64_t n)
{
	char figure[LOCALE_MAX];

	text_addf(&r->words, "%s%s\xC2\xA0%s", r->n ? screen_comma(screen_of(s->make->cmd)) : "", word,
		  screen_count(screen_of(s->make->cmd), n, figure));
	r->n++;
}

static void rest_print(struct summary *s, struct rest *r, enum out_show show)
{
	struct out_table *o;

	if (r->n > 0) {
		o = out_open();
		out_column_shown(o, "", OUT_LEFT, show, 0);
		out_cell(o, more_of(s, r->n, &r->words));
		out_close(s->make->cmd, o);
	}
	text_done(&r->words);
}

static void title(const struct summary *s, const char *label)
{
	cmd_print("\n%s\n", screen_said(screen_of(s->make->cmd), label, NULL, NULL));
}

static int types_add(struct summary *s, struct out_table *o, struct rest *rest)
{
	struct cmd *c = s->make->cmd;
	struct query *q = query_open(c->db, c->diag, types, NULL);
	const char *said;
	int32_t rows = 0;
	int rc = q ? 1 : -1;

	out_column(o, "type", OUT_LEFT);
	if (s->people)
		out_column_shown(o, "title", OUT_LEFT, OUT_NAME, 0);
	out_column(o, "papers", OUT_NUMBER);
	out_column(o, "failed", OUT_NUMBER);
	out_column(o, "pages", OUT_NUMBER);
	if (q)
		query_bind_text(q, "run", s->make->run.id);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		if (s->people && ++rows > TYPES_SHOWN) {
			rest_add(s, rest, query_text(q, 0), query_int(q, 1));
			continue;
		}
		out_cell(o, query_text(q, 0));
		if (s->people) {
			said = screen_term(screen_of(c), query_text(q, 0));
			out_cell(o, said ? said : "");
		}
		out_cell_int(o, query_int(q, 1));
		/* a column of nothings says nothing */
		if (s->people && query_int(q, 2) == 0)
			out_cell(o, NULL);
		else
			out_cell_int(o, query_int(q, 2));
		out_cell_int(o, query_int(q, 3));
	}
	query_close(q);
	return rc;
}

static int any_listed(const struct run_sum *sum, int32_t buckets)
{
	int32_t i;

	for (i = 0; i < buckets; i++)
		if (sum->listed[i])
			return 1;
	return 0;
}

/* A row a currency and bucket. */
static void sums_data(const struct summary *s, struct out_table *o)
{
	int32_t i, k;

	out_column(o, "currency", OUT_LEFT);
	out_column(o, "bucket", OUT_LEFT);
	out_column(o, "open", OUT_NUMBER);
	out_column(o, "listed", OUT_NUMBER);
	for (i = 0; i < s->sums.n; i++)
		for (k = 0; k < s->sums.buckets; k++) {
			out_cell(o, s->sums.sum[i].currency);
			out_cell(o, s->sums.label[k] ? s->sums.label[k] : "credits");
			out_cell_money(o, s->sums.sum[i].open[k], s->sums.sum[i].currency);
			out_cell_money(o, s->sums.sum[i].listed[k], s->sums.sum[i].currency);
		}
}

static void sums_row(const struct summary *s, struct out_table *o, const char *head, int32_t bucket)
{
	int32_t i, k;

	out_cell(o, head);
	for (i = 0; i < s->sums.n; i++) {
		const struct run_sum *sum = &s->sums.sum[i];
		int64_t total = 0;

		if (!any_listed(sum, s->sums.buckets))
			continue;
		for (k = 0; k < s->sums.buckets; k++)
			total += sum->listed[k];
		out_cell_money(o, bucket < 0 ? total : sum->listed[bucket], sum->currency);
	}
}

/* A row a bucket and a column a currency; what is on no paper is left out. */
static void sums_print(struct summary *s)
{
	const struct screen *w = screen_of(s->make->cmd);
	struct out_table *o = out_open();
	int32_t i, k, columns = 0;

	out_column(o, "bucket", OUT_LEFT);
	for (i = 0; i < s->sums.n; i++)
		if (any_listed(&s->sums.sum[i], s->sums.buckets))
			out_column_shown(o, s->sums.sum[i].currency, OUT_NUMBER, OUT_FIGURE,
					 columns++ < CURRENCIES_SHOWN ? 0 : columns);
	for (k = 0; k < s->sums.buckets && columns > 0; k++) {
		int any = 0;

		for (i = 0; i < s->sums.n; i++)
			any |= s->sums.sum[i].listed[k] != 0;
		if (any)
			sums_row(s, o,
				 s->sums.label[k] ? screen_term(w, s->sums.label[k])
						  : screen_label(w, "page_credits"),
				 k);
	}
	if (columns == 0) {
		out_drop(o);
		return;
	}
	sums_row(s, o, screen_label(w, "page_total"), -1);
	title(s, "sum_listed");
	out_close(s->make->cmd, o);
}

static int without_add(struct summary *s, struct out_table *o, struct rest *rest, int32_t *rows)
{
	struct cmd *c = s->make->cmd;
	struct query *q = run_without_reasons(s->snapshot, c->diag);
	int rc = q ? 1 : -1;

	out_column_shown(o, "reason", OUT_LEFT, s->people ? OUT_CODES : OUT_PLAIN, 0);
	out_column(o, "letters", OUT_NUMBER);
	out_column(o, "customers", OUT_NUMBER);
	out_column(o, "without_paper", OUT_NUMBER);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		if (s->people && ++*rows > REASONS_SHOWN) {
			const char *said = screen_term(screen_of(c), query_text(q, 0));

			rest_add(s, rest, said ? said : query_text(q, 0), query_int(q, 2));
			continue;
		}
		out_cell(o, query_text(q, 0));
		out_cell_int(o, query_int(q, 1));
		out_cell_int(o, query_int(q, 2));
		out_cell_int(o, query_int(q, 3));
		*rows += !s->people;
	}
	query_close(q);
	return rc;
}

/* The first of its kind for all of them, with what cures it. */
static const char *warning_said(const struct summary *s, const struct sink_group *g)
{
	const char *said = g->text;

	if (!s->people)
		return said;
	if (g->differs)
		said = screen_said(screen_of(s->make->cmd), "sum_alike", said, NULL);
	return g->hint ? arena_format(s->make->cmd->arena, "%s: %s", said, g->hint) : said;
}

/* How often each was said, by this process and its workers; the others are only counted. */
static void warnings_add(struct summary *s, struct out_table *o, int32_t *left)
{
	const struct sink *sink = sink_of(s->make->cmd->diag);
	int32_t i;

	out_column(o, "times", OUT_NUMBER);
	if (!s->people)
		out_column(o, "name", OUT_LEFT);
	out_column_shown(o, "what", OUT_LEFT, OUT_TEXT, 0);
	if (!s->people)
		out_column(o, "cure", OUT_LEFT);
	for (i = 0; sink && i < sink->groups; i++) {
		const struct sink_group *g = &sink->group[i];

		if (s->people && i >= WARNINGS_SHOWN) {
			*left += g->count;
			continue;
		}
		out_cell_int(o, g->count);
		if (!s->people)
			out_cell(o, diag_name(g->id));
		out_cell(o, warning_said(s, g));
		if (!s->people)
			out_cell(o, g->hint);
	}
	if (sink)
		*left += sink->more;
}

/* ---- where the files are ---- */

struct places {
	struct text print, lists;
	int32_t prints;
	int64_t mails; /* -1: none were made */
};

static int ends(const char *s, const char *with)
{
	const size_t n = strlen(s), k = strlen(with);

	return n >= k && strcmp(s + n - k, with) == 0;
}

static void name_add(struct text *t, int json, const char *folder, const char *name)
{
	text_adds(t, t->len ? ", " : "");
	if (!json) {
		text_adds(t, name);
		return;
	}
	text_addc(t, '"');
	text_addf(t, "%s/%s", folder, name);
	text_addc(t, '"');
}

static int places_read(struct summary *s, struct places *p)
{
	struct make *m = s->make;
	struct cmd *c = m->cmd;
	const char *mail = arena_format(c->arena, "%s/mail", m->folder);
	char **name;
	int32_t n, i;

	p->mails = -1;
	if (file_list(c->arena, c->diag, m->folder, &name, &n) < 0)
		return -1;
	for (i = 0; i < n; i++)
		if (strncmp(name[i], m->run.id, strlen(m->run.id)) == 0 && ends(name[i], ".pdf")) {
			if (strstr(name[i], ".stale."))
				continue;
			name_add(&p->print, !s->people, m->folder, name[i]);
			p->prints++;
		} else if (ends(name[i], ".csv") || ends(name[i], ".json")) {
			name_add(&p->lists, !s->people, m->folder, name[i]);
		}
	if (!file_exists(arena_format(c->arena, "%s/mails.csv", mail)))
		return 0;
	if (file_list(c->arena, c->diag, mail, &name, &n) < 0)
		return -1;
	for (p->mails = i = 0; i < n; i++)
		p->mails += ends(name[i], ".eml");
	return 0;
}

static void place(struct summary *s, struct out_table *o, const char *label, const char *where)
{
	out_cell(o, screen_label(screen_of(s->make->cmd), label));
	out_cell(o, where);
}

static int places_print(struct summary *s)
{
	struct make *m = s->make;
	struct cmd *c = m->cmd;
	struct places p = {0};
	struct out_table *o = out_open();
	char n[LOCALE_MAX];
	int rc = places_read(s, &p);

	out_column(o, "", OUT_LEFT);
	out_column_shown(o, "", OUT_LEFT, OUT_TEXT, 0);
	place(s, o, "sum_page", arena_format(c->arena, "%s/index.html", m->folder));
	if (p.prints > PRINTS_SHOWN)
		place(s, o, "sum_print",
		      arena_format(c->arena, "%s/%s_*.pdf (%s)", m->folder, m->run.id,
				   screen_count(screen_of(c), p.prints, n)));
	else if (p.prints > 0)
		place(s, o, "sum_print", text_str(&p.print));
	if (p.mails >= 0)
		place(s, o, "sum_mail",
		      arena_format(c->arena, "%s/mail/ (%s)", m->folder,
				   screen_count(screen_of(c), p.mails, n)));
	if (p.lists.len)
		place(s, o, "sum_lists", text_str(&p.lists));
	title(s, "sum_where");
	if (rc < 0)
		out_drop(o);
	else
		out_close(c, o);
	text_done(&p.print);
	text_done(&p.lists);
	return rc;
}

/* ---- the whole ---- */

static int begin(struct summary *s, struct make *m, int people)
{
	*s = (struct summary){.make = m, .people = people};
	s->snapshot = freeze_open(m->cmd, m->snapshot, m->cmd->diag);
	if (s->snapshot && run_sums_read(m->cmd, s->snapshot, m->run.id, &s->sums) == 0)
		return 0;
	db_close(s->snapshot);
	return -1;
}

static int without_print(struct summary *s)
{
	struct out_table *o = out_open();
	struct rest rest = {0};
	int32_t rows = 0;
	int rc = without_add(s, o, &rest, &rows);

	if (rc < 0 || rows == 0) {
		out_drop(o);
		return rc;
	}
	title(s, "sum_without");
	out_close(s->make->cmd, o);
	rest_print(s, &rest, OUT_NAME);
	return 0;
}

static void warnings_print(struct summary *s)
{
	const struct sink *sink = sink_of(s->make->cmd->diag);
	struct out_table *o;
	int32_t left = 0;
	char n[LOCALE_MAX];

	if (!sink || sink->groups == 0)
		return;
	o = out_open();
	warnings_add(s, o, &left);
	title(s, "sum_warnings");
	out_close(s->make->cmd, o);
	if (left > 0)
		cmd_print("%s\n", screen_said(screen_of(s->make->cmd), "sum_more_warnings",
					      screen_count(screen_of(s->make->cmd), left, n), NULL));
}

int summary_print(struct make *m)
{
	struct out_table *o = out_open();
	struct rest rest = {0};
	struct summary s;
	int rc;

	if (begin(&s, m, 1) < 0) {
		out_drop(o);
		return -1;
	}
	rc = types_add(&s, o, &rest);
	out_close(m->cmd, o);
	rest_print(&s, &rest, OUT_TEXT);
	if (rc == 0) {
		sums_print(&s);
		rc = without_print(&s);
	}
	if (rc == 0) {
		warnings_print(&s);
		rc = places_print(&s);
	}
	db_close(s.snapshot);
	return rc;
}

static void member(struct text *t, const char *name, struct out_table *o)
{
	text_addf(t, ",\n\"%s\": ", name);
	out_json(o, t);
	out_drop(o);
}

int summary_json(struct make *m, struct text *t)
{
	struct summary s;
	struct places p = {0};
	struct out_table *o;
	int32_t n = 0;
	int rc;

	if (begin(&s, m, 0) < 0)
		return -1;
	rc = types_add(&s, o = out_open(), NULL);
	member(t, "types", o);
	sums_data(&s, o = out_open());
	member(t, "sums", o);
	if (rc == 0)
		rc = without_add(&s, o = out_open(), NULL, &n);
	else
		o = out_open();
	member(t, "without", o);
	warnings_add(&s, o = out_open(), &n);
	member(t, "warnings", o);
	if (rc == 0)
		rc = places_read(&s, &p);
	text_addf(
		t,
		",\n\"files\": {\"index\": \"%s/index.html\", \"print\": [%s], \"lists\": [%s], \"mails\": ",
		m->folder, text_str(&p.print), text_str(&p.lists));
	if (p.mails < 0)
		text_adds(t, "null}");
	else
		text_addf(t, "%lld}", (long long)p.mails);
	text_done(&p.print);
	text_done(&p.lists);
	db_close(s.snapshot);
	return rc;
}
