/* cmd_explain.c: where a printed figure comes from: export, line, hash, what settled it, and the papers on
 * which it stands. */
#include <string.h>

#include "cli/list.h"
#include "cli/day.h"
#include "cli/known.h"
#include "cli/screen.h"
#include "run/freeze.h"

#define EXPLAIN_ITSELF "by the export itself"

static const struct option_row options[] = {
	{"customer", 0, "CODE", "of this customer, where several have the number"},
	{"as-of", 0, "DATE", "the day (default: the newest that the ledger knows)"},
	{NULL, 0, NULL, NULL}};

/* What a row is about, for people in the house's language: a term, one behind words that have a label, or a
 * type and the state of its paper. */
static const char *worded(struct cmd *c, const char *what)
{
	static const struct {
		const char *begins, *label;
	} all[] = {{"outstanding", "explain_open"},
		   {"applied to ", "explain_applied"},
		   {"begun anew by ", "explain_anew"},
		   {"limitation: not set", "explain_limit_none"},
		   {"limitation: over", "explain_limit_over"},
		   {"limitation: before a court", "explain_limit_court"},
		   {"limitation: last day", "explain_limit"}};
	const struct screen *s = screen_of(c);
	const char *blank = strchr(what, ' '), *type, *state;

	if (c->json || c->csv)
		return what;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		const size_t n = strlen(all[i].begins);
		const char *rest = what + n;

		if (strncmp(what, all[i].begins, n) != 0)
			continue;
		state = *rest ? screen_term(s, rest) : NULL;
		return screen_said(s, all[i].label, state ? state : rest, NULL);
	}
	state = screen_term(s, blank ? blank + 1 : what);
	if (!blank)
		return state ? state : what;
	type = arena_dupn(c->arena, what, (size_t)(blank - what));
	return state ? arena_format(c->arena, "%s: %s", type, state) : what;
}

/* What stands in the place of a number, for people too. */
static const char *worded_number(struct cmd *c, const char *number)
{
	const char *comma = strchr(number, ','), *end = strstr(number, " years");
	const struct screen *s = screen_of(c);

	if (c->json || c->csv)
		return number;
	if (strcmp(number, EXPLAIN_ITSELF) == 0)
		return screen_said(s, "explain_itself", NULL, NULL);
	if (!comma || !end || end[6] || strncmp(comma, ", ", 2) != 0)
		return number;
	return screen_said(s, "explain_years", arena_dupn(c->arena, number, (size_t)(comma - number)),
			   arena_dupn(c->arena, comma + 2, (size_t)(end - comma) - 2));
}

static void row(struct cmd *c, struct out_table *o, const char *what, const char *number, int32_t date,
		int64_t amount, const char *currency, const char *file, int64_t line, const char *sha256)
{
	out_cell(o, worded(c, what));
	out_cell(o, number ? worded_number(c, number) : NULL);
	out_cell_date(o, date);
	if (currency)
		out_cell_money(o, amount, currency);
	else
		out_cell(o, NULL);
	out_cell(o, currency);
	out_cell(o, file);
	if (line > 0)
		out_cell_int(o, line);
	else
		out_cell(o, NULL);
	out_cell(o, sha256 && sha256[0] ? sha256 : NULL);
}

/* What settled the entry, each with its own export and line. */
static int settlements(struct cmd *c, struct db *b, struct out_table *o, int64_t entry, const char *currency)
{
	struct query *q = query_open(
		b, c->diag,
		"SELECT coalesce(e.type, 'cleared'), coalesce(e.number, '" EXPLAIN_ITSELF "'), "
		/* it says that it is settled, and not since when */
		"CASE WHEN e.id IS NOT NULL OR x.cleared_on <= (SELECT as_of FROM run_info) THEN a.date END, -a.amount, coalesce(s.file, t.file), coalesce(e.line, x.line), coalesce(s.sha256, t.sha256) "
		"FROM allocation a JOIN entry x ON x.id = a.entry JOIN source t ON t.id = x.source "
		"LEFT JOIN entry e ON e.id = a.by_entry LEFT JOIN source s ON s.id = e.source WHERE a.entry = :entry "
		"UNION ALL SELECT 'applied to ' || e.type, e.number, a.date, a.amount, s.file, e.line, s.sha256 FROM allocation a JOIN entry e ON e.id = a.entry "
		"JOIN source s ON s.id = e.source WHERE a.by_entry = :entry ORDER BY 3, 2",
		NULL);
	int rc = q ? 1 : -1;

	if (q)
		query_bind_int(q, "entry", entry);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		row(c, o, query_text(q, 0), query_text(q, 1),
		    query_null(q, 2) ? DATE_NONE : (int32_t)query_int(q, 2), query_int(q, 3), currency,
		    query_text(q, 4), query_int(q, 5), query_text(q, 6));
	query_close(q);
	return rc;
}

/* Until when the debt can be taken to court, and what began the law's years anew; nothing of what is settled.
 */
static int limitation(struct cmd *c, struct db *b, struct out_table *o, int64_t entry)
{
	struct query *q = query_open(
		b, c->diag,
		"SELECT 'begun anew by ' || kind, proof, restarted_on FROM limitation WHERE entry = :entry AND act IS NOT NULL "
		"UNION ALL SELECT CASE state WHEN 'not_set' THEN 'limitation: not set' WHEN 'over' THEN 'limitation: over, last day' "
		"WHEN 'court' THEN 'limitation: before a court' ELSE 'limitation: last day' END, country || coalesce(', ' || years || ' years', ''), last_day "
		"FROM limitation WHERE entry = :entry",
		NULL);
	int rc = q ? 1 : -1;

	if (q)
		query_bind_int(q, "entry", entry);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		row(c, o, query_text(q, 0), query_null(q, 1) ? NULL : query_text(q, 1),
		    query_null(q, 2) ? DATE_NONE : (int32_t)query_int(q, 2), 0, NULL, NULL, 0, NULL);
	query_close(q);
	return rc;
}

static int papers(struct cmd *c, struct out_table *o, const char *customer, const char *type,
		  const char *number)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT p.type || ' ' || p.state, p.number, p.as_of, i.outstanding, i.currency, p.file, p.sha256 FROM paper p JOIN paper_item i ON i.paper = p.id "
		"WHERE i.number = :number AND i.type = :type AND (p.customer IS NULL OR p.customer = :customer) ORDER BY p.id",
		NULL);
	int rc = q ? 1 : -1;

	if (q) {
		query_bind_text(q, "customer", customer);
		query_bind_text(q, "type", type);
		query_bind_text(q, "number", number);
	}
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		row(c, o, query_text(q, 0), query_text(q, 1), (int32_t)query_int(q, 2), query_int(q, 3),
		    query_text(q, 4), query_text(q, 5), 0, query_text(q, 6));
	query_close(q);
	return rc;
}

/* What is said of an entry. */
enum {
	ENTRY,
	CUSTOMER,
	TYPE,
	NUMBER,
	DATE,
	AMOUNT,
	CURRENCY,
	SOURCE,
	LINE,
	SHA256,
	OUTSTANDING,
	AGE,
	BUCKET,
	NAME,
	DUE,
	BLOCKED,
	COLUMNS
};
static const struct query_want want[COLUMNS] = {[ENTRY] = {"entry", WANT_INT, WANT_ALWAYS},
						[CUSTOMER] = {"customer", WANT_TEXT, WANT_ALWAYS},
						[TYPE] = {"type", WANT_TEXT, WANT_ALWAYS},
						[NUMBER] = {"number", WANT_TEXT, WANT_ALWAYS},
						[DATE] = {"date", WANT_INT, WANT_ALWAYS},
						[AMOUNT] = {"amount", WANT_INT, WANT_ALWAYS},
						[CURRENCY] = {"currency", WANT_TEXT, WANT_ALWAYS},
						[SOURCE] = {"source", WANT_TEXT, WANT_ALWAYS},
						[LINE] = {"line", WANT_INT, WANT_ALWAYS},
						[SHA256] = {"sha256", WANT_TEXT, WANT_ALWAYS},
						[OUTSTANDING] = {"outstanding", WANT_INT, WANT_ALWAYS},
						[AGE] = {"age", WANT_INT, WANT_ALWAYS},
						[BUCKET] = {"bucket", WANT_TEXT, WANT_ALWAYS},
						[NAME] = {"name", WANT_TEXT, WANT_ALWAYS},
						[DUE] = {"due", WANT_INT, WANT_ALWAYS},
						[BLOCKED] = {"blocked", WANT_TEXT, WANT_ALWAYS}};

/* "Invoice 40129, customer C1103 Mizan, due 1 Oct 2026, days overdue on 5 Nov 2026: 35, bucket 31–60 days; in
 * AED" */
static void head(struct cmd *c, const struct query *q, const int32_t *at, int32_t as_of)
{
	const struct screen *s = screen_of(c);
	const int late = query_int(q, at[AGE]) > 0;
	const char *comma = screen_comma(s), *word, *blocked = query_text(q, at[BLOCKED]);
	char day[LOCALE_MAX], days[LOCALE_MAX];

	word = screen_term(s, query_text(q, at[TYPE]));
	cmd_print("%s", screen_said(s, "explain_of",
				    arena_format(c->arena, "%s %s", word ? word : query_text(q, at[TYPE]),
						 query_text(q, at[NUMBER])),
				    arena_format(c->arena, "%s %s", query_text(q, at[CUSTOMER]),
						 query_text(q, at[NAME]))));
	if (!query_null(q, at[DUE])) {
		cmd_print("%s%s", comma,
			  screen_said(s, "explain_due", screen_day(s, (int32_t)query_int(q, at[DUE]), day),
				      NULL));
		screen_count(s, late ? query_int(q, at[AGE]) : query_int(q, at[DUE]) - as_of, days);
		cmd_print("%s%s", comma,
			  screen_said(s, late ? "explain_overdue" : "explain_left", screen_day(s, as_of, day),
				      days));
		word = screen_term(s, query_text(q, at[BUCKET]));
		cmd_print("%s%s", comma,
			  screen_said(s, "explain_bucket", word ? word : query_text(q, at[BUCKET]), NULL));
		word = *blocked ? screen_term(s, blocked) : NULL;
		if (*blocked)
			cmd_print("%s%s", comma, word ? word : blocked);
	}
	cmd_print("; %s\n", screen_said(s, "explain_in", query_text(q, at[CURRENCY]), NULL));
}

/* One entry with that number. */
static int explain(struct cmd *c, struct db *b, struct query *q, const int32_t *at, int32_t as_of)
{
	struct out_table *o = list_open(LIST_explain, 0);
	const char *currency = query_text(q, at[CURRENCY]);
	int rc;

	if (!c->json && !c->csv)
		head(c, q, at, as_of);
	row(c, o, query_text(q, at[TYPE]), query_text(q, at[NUMBER]), (int32_t)query_int(q, at[DATE]),
	    query_int(q, at[AMOUNT]), currency, query_text(q, at[SOURCE]), query_int(q, at[LINE]),
	    query_text(q, at[SHA256]));
	rc = settlements(c, b, o, query_int(q, at[ENTRY]), currency);
	row(c, o, "outstanding", query_text(q, at[NUMBER]), as_of, query_int(q, at[OUTSTANDING]), currency,
	    NULL, 0, NULL);
	if (rc == 0)
		rc = limitation(c, b, o, query_int(q, at[ENTRY]));
	if (rc == 0)
		rc = papers(c, o, query_text(q, at[CUSTOMER]), query_text(q, at[TYPE]),
			    query_text(q, at[NUMBER]));
	out_close(c, o);
	return rc;
}

static int unknown(struct cmd *c, const char *number)
{
	struct query *q = query_open(
		c->db, c->diag, "SELECT DISTINCT number FROM entry WHERE number LIKE :like LIMIT 2000", NULL);
	const char **name = arena_alloc(c->arena, sizeof *name * 2001), *close;
	int32_t n = 0;

	if (q)
		query_bind_text(q, "like", arena_format(c->arena, "%.3s%%", number));
	while (q && n < 2000 && query_next(q, c->diag) == 1)
		name[n++] = arena_dup(c->arena, query_text(q, 0));
	query_close(q);
	close = diag_closest(number, name, n);
	diag_hint(c->diag, DIAG_NO_INVOICE, NULL,
		  close ? arena_format(c->arena, "did you mean %s?", close) : NULL,
		  "the ledger knows no entry %s%s%s", number,
		  cmd_option(c, "customer") ? " of customer " : "",
		  cmd_option(c, "customer") ? cmd_option(c, "customer") : "");
	return EXIT_NOT_MADE;
}

static int customer_known(struct cmd *c)
{
	struct known all = {0};
	const char *code = cmd_option(c, "customer");

	return !code ? 0
	       : known_read(c, &all, "SELECT code FROM customer ORDER BY code") < 0
		       ? -1
		       : known_check(c, &all, "the ledger", "customer", code);
}

static int cmd_explain(struct cmd *c)
{
	struct query *q;
	struct db *b;
	int64_t last;
	int32_t as_of, found = 0, at[COLUMNS];
	int rc;

	if (c->args != 1)
		return cmd_usage(c, "explain wants the number of one invoice, payment or credit note");
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if (customer_known(c) < 0)
		return EXIT_NOT_MADE;
	last = freeze_newest(c);
	if (db_int(c->db, c->diag, "SELECT count(*) FROM run", 0) > 0)
		last = DATE_NONE;
	if (day_read(c, (int32_t)last, &as_of, NULL) < 0)
		return EXIT_BAD_USAGE;
	b = freeze_memory(c, as_of, "");
	if (!b)
		return EXIT_NOT_MADE;
	q = query_open(
		b, c->diag,
		"SELECT e.id AS entry, e.customer, e.type, e.number, e.date, e.amount, e.currency, "
		"s.file AS source, e.line, s.sha256, coalesce(o.outstanding, 0) AS outstanding, o.age, "
		"(SELECT label FROM bucket WHERE idx = o.bucket) AS bucket, k.name, o.due, o.blocked FROM "
		"entry "
		"e JOIN source s ON s.id = e.source "
		"LEFT JOIN open_item o ON o.entry = e.id LEFT JOIN customer k ON k.code = e.customer "
		"WHERE e.number = :number AND (:customer IS NULL OR e.customer = :customer) ORDER BY "
		"e.customer, e.date, e.id",
		NULL);
	rc = q && query_column(q, c->diag, want, COLUMNS, at) == 0 ? 1 : -1;
	if (q) {
		query_bind_text(q, "number", c->arg[0]);
		query_bind_text(q, "customer", cmd_option(c, "customer"));
	}
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		found++;
		rc = explain(c, b, q, at, as_of) < 0 ? -1 : 1;
	}
	query_close(q);
	db_close(b);
	if (rc == 0 && found == 0)
		return unknown(c, c->arg[0]);
	return rc < 0 ? EXIT_STOPPED : EXIT_FINE;
}

const struct command command_explain = {
	"explain", "where a figure comes from, line by line", "INVOICE", cmd_explain, options, NULL};
