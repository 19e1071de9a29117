/* cmd_status.c: what is in the ledger, aging by bucket and currency, cases and their gaps, what is due, what
 * is unfinished, what is lost. */
#include <string.h>

#include "cli/day.h"
#include "cli/screen.h"
#include "run/freeze.h"
#include "run/maker.h"
#include "run/rows_json.h"
#include "run/types.h"
#include "run/forbidden.h"
#include "run/written.h"
#include "evidence/bundle.h"

static const struct option_row options[] = {
	{"as-of", 0, "DATE", "the day (default: the newest that the ledger knows)"},
	{"rules", 0, NULL,
	 "only what the credit rules of the policy ask for, of whom and since when, and all violations"},
	{NULL, 0, NULL, NULL}};

/* Sections come one after the other: titles for people, members of one object in JSON, the first table alone
 * in CSV. */
struct status {
	struct cmd *cmd;
	int people; /* neither --json nor --csv */
	struct db *snap;
	struct text out;
	int32_t sections;
};

static void section(struct status *s, const char *name, const char *label, struct out_table *o)
{
	struct cmd *c = s->cmd;
	const char *title = screen_label(screen_of(c), label);

	if (c->json) {
		text_adds(&s->out, s->sections ? ",\n" : "{\n\"schema\": \"ledgerpress.status/1\",\n");
		text_json(&s->out, name);
		text_adds(&s->out, ": ");
		out_json(o, &s->out);
		out_drop(o);
	} else if (c->csv && s->sections > 0) {
		out_drop(o);
	} else {
		if (!c->csv)
			cmd_print("%s%s\n", s->sections ? "\n" : "", title ? title : name);
		out_close(c, o);
	}
	s->sections++;
}

/* How people see a column of these queries. */
static enum out_show show_of(const char *name)
{
	static const struct {
		const char *name;
		enum out_show show;
	} known[] = {{"newest", OUT_DAY}, {"since", OUT_DAY},  {"date", OUT_DAY},  {"rule", OUT_CODE},
		     {"kind", OUT_CODE},  {"state", OUT_CODE}, {"name", OUT_NAME}, {"file", OUT_NAME},
		     {"why", OUT_TEXT},	  {"done", OUT_TEXT}};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (strcmp(known[i].name, name) == 0)
			return known[i].show;
	return OUT_PLAIN;
}

/* A table straight from a query. */
static int query_section(struct status *s, struct db *b, const char *name, const char *label, const char *sql)
{
	struct query *q = query_open(b, s->cmd->diag, sql, NULL);
	struct out_table *o;
	int32_t i, n, rows = 0;
	int rc;

	if (!q)
		return -1;
	o = out_open();
	n = query_columns(q);
	rc = query_next(q, s->cmd->diag);
	for (i = 0; i < n; i++)
		out_column_shown(o, query_name(q, i),
				 rc == 1 && !query_null(q, i) && !query_is_text(q, i) ? OUT_NUMBER : OUT_LEFT,
				 show_of(query_name(q, i)), 0);
	for (; rc == 1; rc = query_next(q, s->cmd->diag)) {
		rows++;
		for (i = 0; i < n; i++)
			out_cell(o, query_null(q, i) ? NULL : query_text(q, i));
	}
	query_close(q);
	if (rows > 0 || s->cmd->json)
		section(s, name, label, o);
	else
		out_drop(o);
	return rc;
}

/* A word that JSON and CSV have in English. */
static const char *word(const struct status *s, const char *label, const char *plain)
{
	const char *said = s->people ? screen_label(screen_of(s->cmd), label) : NULL;

	return said ? said : plain;
}

/* Which bucket the row is of: its limits are said in words. */
static void bucket_cell(struct status *s, struct out_table *o, const struct query *q)
{
	const char *said = s->people ? screen_term(screen_of(s->cmd), query_text(q, 5)) : NULL;

	out_cell(o, said ? said : query_text(q, 2));
}

static int aging(struct status *s)
{
	struct query *q = query_open(
		s->snap, s->cmd->diag,
		"SELECT t.currency, t.bucket, coalesce(b.words, 'unallocated'), sum(t.amount), sum(t.items), coalesce(b.label, 'unallocated') "
		"FROM salesman_bucket t LEFT JOIN bucket b ON b.idx = t.bucket GROUP BY t.currency, t.bucket "
		"ORDER BY 1, t.bucket < 0, 2",
		NULL);
	struct out_table *o = out_open();
	char currency[8] = "";
	int64_t sum = 0, items = 0;
	int rc = q ? 1 : -1;

	out_column(o, "currency", OUT_LEFT);
	out_column(o, "bucket", OUT_LEFT);
	out_column_shown(o, "amount", OUT_NUMBER, OUT_FIGURE, 0);
	out_column(o, "items", OUT_NUMBER);
	while (rc == 1) {
		rc = query_next(q, s->cmd->diag);
		if (currency[0] && (rc != 1 || strcmp(currency, query_text(q, 0)) != 0)) {
			out_cell(o, currency);
			out_cell(o, word(s, "page_total", "total"));
			out_cell_money(o, sum, currency);
			out_cell_int(o, items);
			sum = items = 0;
		}
		if (rc != 1)
			break;
		snprintf(currency, sizeof currency, "%s", query_text(q, 0));
		out_cell(o, currency);
		bucket_cell(s, o, q);
		out_cell_money(o, query_int(q, 3), currency);
		out_cell_int(o, query_int(q, 4));
		sum += query_int(q, 3);
		items += query_int(q, 4);
	}
	query_close(q);
	section(s, "aging", "status_aging", o);
	return rc;
}

static int cases(struct status *s, int32_t as_of)
{
	struct query *q = query_open(
		s->snap, s->cmd->diag,
		"SELECT n.id, n.customer, k.name, iso(n.opened), n.age, "
		"EXISTS (SELECT 1 FROM case_change x WHERE x.id = n.id) FROM case_now n LEFT JOIN customer k ON k.code = n.customer ORDER BY n.id",
		NULL);
	struct bundle_count lacks =
		bundle_count_open(s->snap, s->cmd->house, s->cmd->arena, as_of, s->cmd->diag);
	struct out_table *o = out_open();
	int32_t gaps, rows = 0;
	int rc = q && lacks.gaps ? 1 : -1;

	out_column(o, "case", OUT_LEFT);
	out_column(o, "customer", OUT_LEFT);
	out_column_shown(o, "name", OUT_LEFT, OUT_NAME, 0);
	out_column_shown(o, "opened", OUT_LEFT, OUT_DAY, 0);
	out_column(o, "age", OUT_NUMBER);
	out_column(o, "gaps", OUT_NUMBER);
	while (rc == 1 && (rc = query_next(q, s->cmd->diag)) == 1) {
		if (bundle_count_next(&lacks, query_text(q, 0), query_text(q, 1), &gaps, s->cmd->diag) < 0) {
			rc = -1;
			break;
		}
		rows++;
		out_cell(o, query_text(q, 0));
		out_cell(o, query_text(q, 1));
		out_cell(o, query_text(q, 2));
		out_cell(o,
			 query_int(q, 5) ? word(s, "status_next_run", "by the next run") : query_text(q, 3));
		out_cell_int(o, query_int(q, 4));
		out_cell_int(o, gaps);
	}
	query_close(q);
	bundle_count_close(&lacks);
	if (rows > 0 || s->cmd->json)
		section(s, "cases", "status_cases", o);
	else
		out_drop(o);
	return rc;
}

static int due(struct status *s)
{
	struct job_filter nobody = {0};
	struct job_list made = {0};
	struct types types;
	struct out_table *o;
	const char *said;
	int32_t i, k, n;

	if (types_read(s->cmd, NULL, 0, &types) != 0 ||
	    jobs_find(s->cmd->arena, s->cmd->diag, s->snap, types.type, types.n, &nobody, &made, NULL) < 0 ||
	    written_check(s->cmd, s->snap, &types, &made, NULL) < 0 ||
	    forbidden_check(s->cmd, s->snap, &types, &made, NULL) < 0)
		return -1;
	o = out_open();
	out_column(o, "type", OUT_LEFT);
	out_column(o, "papers", OUT_NUMBER);
	out_column_shown(o, "title", OUT_LEFT, OUT_NAME, 0);
	for (i = 0; i < types.n; i++) {
		for (k = n = 0; k < made.n; k++)
			n += made.job[k].type == i;
		if (n == 0)
			continue;
		out_cell(o, types.type[i].code);
		out_cell_int(o, n);
		said = s->people ? screen_term(screen_of(s->cmd), types.type[i].code) : NULL;
		out_cell(o, said ? said : types.fact[i].title);
	}
	section(s, "due", "status_due", o);
	return 0;
}

/* What became of a registered paper's file; NULL: it is as it was made. */
static const char *fate(struct cmd *c, const char *file, const char *sha256)
{
	const char *path = house_path(c->house, c->arena, file);
	char hex[DIGEST_HEX];
	struct diag quiet;

	if (!file_exists(path))
		return "gone";
	diag_init(&quiet, NULL, NULL);
	if (digest_file(&quiet, path, hex, NULL) < 0)
		return "unreadable";
	return strcmp(hex, sha256) == 0 ? NULL : "changed";
}

/* The register says that they were issued: without its file nobody can show a paper. */
static int lost(struct status *s)
{
	struct query *q = query_open(
		s->cmd->db, s->cmd->diag,
		"SELECT number, run, customer, file, sha256 FROM paper "
		"WHERE sha256 IS NOT NULL AND state IN ('made', 'sent', 'delivered', 'answered', 'signed') ORDER BY id",
		NULL);
	static const char *const column[] = {"paper", "run", "customer", "file"};
	struct out_table *o = out_open();
	int32_t i, rows = 0;
	int rc = q ? 1 : -1;

	for (i = 0; i < 4; i++)
		out_column_shown(o, column[i], OUT_LEFT, i == 3 ? OUT_PATH : OUT_PLAIN,
				 i == 1	  ? 2
				 : i == 2 ? 1
					  : 0);
	out_column(o, "is", OUT_LEFT);
	while (rc == 1 && (rc = query_next(q, s->cmd->diag)) == 1) {
		const char *is = fate(s->cmd, query_text(q, 3), query_text(q, 4));

		if (!is)
			continue;
		rows++;
		for (i = 0; i < 4; i++)
			out_cell(o, query_null(q, i) ? NULL : query_text(q, i));
		out_cell(o, is);
	}
	query_close(q);
	if (rows > 0 || s->cmd->json)
		section(s, "lost", "status_lost", o);
	else
		out_drop(o);
	return rc;
}

static const char sources[] =
	"SELECT tbl AS \"table\", file, rows, rejected, iso(last_date) AS newest FROM source WHERE replaced_by IS NULL ORDER BY tbl, file";
static const char rules[] =
	"SELECT rule, count(DISTINCT customer) AS customers, count(DISTINCT CASE WHEN done IS NOT NULL "
	"THEN customer END) AS answered FROM credit_rule GROUP BY 1 ORDER BY 1";
static const char rules_each[] =
	"SELECT r.customer, k.name, r.rule, iso(r.since) AS since, r.value AS why, r.done FROM credit_rule r "
	"LEFT JOIN customer k ON k.code = r.customer ORDER BY r.rule, r.sort, r.customer";
static const char violations[] =
	"SELECT v.customer, k.name, iso(v.date) AS date, v.kind, v.about, v.days FROM violation v "
	"LEFT JOIN customer k ON k.code = v.customer ORDER BY v.customer, v.date, v.kind, v.about";
static const char unfinished[] =
	"SELECT r.id AS run, r.state, count(p.id) AS papers, sum(p.state = 'planned') AS planned, sum(p.state = 'failed') AS failed FROM run r LEFT JOIN paper p ON p.run = r.id "
	"GROUP BY r.id HAVING r.state = 'planned' OR sum(p.state = 'failed') > 0 ORDER BY r.id";
/* What the day brings, in the house's language, by the layout desk; its queries as members in JSON. */
static int desk(struct status *s)
{
	const char *const code = "DESK";
	struct cmd *c = s->cmd;
	struct job job = {.number = "", .key = "", .first_on = DATE_NONE};
	struct job_context k;
	struct content *content = NULL;
	struct types types;
	struct maker *m;
	struct text out;

	if (c->csv)
		return 0;
	if (types_read(c, &code, 1, &types) != 0 || types.n == 0 ||
	    freeze_context(c->arena, c->diag, s->snap, &k) < 0)
		return -1;
	job.language = k.default_language;
	if (c->json)
		return rows_json(c, s->snap, types.fact[0].stem, &job, &types.type[0], &k, &s->out);
	m = maker_open(c, NULL, 0);
	if (m && maker_attach(m, s->snap, c->diag) == 0)
		content = maker_content(m, c->arena, c->diag, types.fact[0].stem, &job, &types.type[0], &k,
					NULL);
	if (content) {
		text_init(&out);
		text_addc(&out, '\n');
		content_screen(content, c->arena, screen_width(), &out);
		cmd_write(&out);
		text_done(&out);
	}
	maker_close(m);
	return content ? 0 : -1;
}

static int all_of(struct status *s, int32_t as_of)
{
	int rc = aging(s);

	if (rc == 0)
		rc = query_section(s, s->cmd->db, "sources", "status_sources", sources);
	if (rc == 0)
		rc = cases(s, as_of);
	if (rc == 0)
		rc = query_section(s, s->snap, "rules", "status_rules", rules);
	if (rc == 0)
		rc = due(s);
	if (rc == 0)
		rc = query_section(s, s->cmd->db, "runs", "status_runs", unfinished);
	if (rc == 0)
		rc = lost(s);
	return rc == 0 ? desk(s) : rc;
}

static int rules_of(struct status *s)
{
	int rc = query_section(s, s->snap, "rules", "status_rules_each", rules_each);

	return rc == 0 ? query_section(s, s->snap, "violations", "status_violations", violations) : rc;
}

static void head(struct cmd *c, int32_t as_of, int64_t last, int64_t customers, int64_t entries)
{
	const struct screen *w = screen_of(c);
	char day[LOCALE_MAX], newest[LOCALE_MAX] = "", who[LOCALE_MAX], what[LOCALE_MAX];

	if (last != DATE_NONE)
		screen_day(w, (int32_t)last, newest);
	cmd_print("%s\n", screen_said(w, newest[0] ? "status_as_of" : "status_empty",
				      screen_day(w, as_of, day), newest));
	cmd_print("%s\n\n", screen_said(w, "status_counts", screen_count(w, customers, who),
					screen_count(w, entries, what)));
}

static int cmd_status(struct cmd *c)
{
	struct status s = {.cmd = c, .people = !c->json && !c->csv};
	int64_t last, customers, entries;
	int32_t as_of;
	int rc;

	if (c->args > 0)
		return cmd_usage(c, "status takes no arguments");
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	last = freeze_newest(c);
	if (day_of_export(c, (int32_t)last, &as_of) < 0)
		return EXIT_BAD_USAGE;
	s.snap = freeze_memory(c, as_of, "");
	if (!s.snap)
		return EXIT_NOT_MADE;
	customers = db_int(c->db, c->diag, "SELECT count(*) FROM customer", 0);
	entries = db_int(c->db, c->diag, "SELECT count(*) FROM entry", 0);
	if (s.people)
		head(c, as_of, last, customers, entries);
	text_init(&s.out);
	rc = cmd_flag(c, "rules") ? rules_of(&s) : all_of(&s, as_of);
	if (c->json) {
		text_adds(&s.out, s.sections ? "\n}\n" : "{}\n");
		cmd_write(&s.out);
	}
	text_done(&s.out);
	db_close(s.snap);
	return rc < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

const struct command command_status = {
	"status", "the ledger, aging, cases and gaps, what is due", "", cmd_status, options, NULL};
