/* handover.c: what must be true of a handover before it is a pack. */
#include "run/handover.h"

#include <stdio.h>

#include "layout/catalogue.h"

/* Papers of the run against the snapshot: 'whose' a customer of somebody else, 'none' a customer without the
 * paper that each must have. The run's papers are those that the snapshot was frozen with (run_paper). */
static const char faults[] =
	"SELECT r.number || ' is for ' || r.customer || ', a customer of ' || coalesce(p.salesman, 'nobody') FROM run_paper r"
	" LEFT JOIN party p ON p.code = r.customer WHERE r.customer IS NOT NULL AND p.salesman IS NOT :from"
	" UNION ALL SELECT p.code || ' has no ' || t.column1 FROM party p CROSS JOIN (VALUES ('STMT'), ('CONF'), ('COMLOG'), ('CASHN')) t"
	" WHERE p.salesman = :from AND EXISTS (SELECT 1 FROM balance b WHERE b.customer = p.code AND b.items > 0 AND (t.column1 <> 'CASHN' OR b.total > 0))"
	" AND (t.column1 <> 'CASHN' OR (p.kind = 'cash' AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.customer = p.code"
	" AND h.reason IN ('do_not_write', 'agency', 'court'))))"
	" AND NOT EXISTS (SELECT 1 FROM run_paper r WHERE r.customer = p.code AND r.type = t.column1) ORDER BY 1";

static int check_papers(struct handover *h)
{
	struct cmd *c = h->make.cmd;
	struct query *q = query_open(h->snapshot, c->diag, faults, NULL);
	int rc = -1, bad = 0;

	if (!q)
		return -1;
	query_bind_text(q, "from", h->make.run.made_by);
	while ((rc = query_next(q, c->diag)) == 1)
		bad = diag(c->diag, DIAG_HANDOVER, NULL, "%s", query_text(q, 0));
	query_close(q);
	return rc < 0 ? -1 : bad;
}

/* A pack has all of its papers or is none. */
static int check_made(struct handover *h)
{
	struct cmd *c = h->make.cmd;
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT number FROM paper WHERE run = :run AND state IN ('planned', 'failed') ORDER BY seq",
		NULL);
	int rc = -1, bad = 0;

	if (!q)
		return -1;
	query_bind_text(q, "run", h->make.run.id);
	while ((rc = query_next(q, c->diag)) == 1)
		bad = diag(c->diag, DIAG_HANDOVER, NULL, "%s is not made", query_text(q, 0));
	query_close(q);
	return rc < 0 ? -1 : bad;
}

/* What the statements of the pack cover, by the register; INT64_MIN after a diagnostic. */
static int64_t statements(struct handover *h, const char *currency)
{
	struct cmd *c = h->make.cmd;
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT coalesce(sum(i.outstanding), 0) FROM paper p JOIN paper_item i ON i.paper = p.id"
		" WHERE p.run = :run AND p.type = 'STMT' AND p.state NOT IN ('cancelled', 'failed') AND i.currency = :currency",
		NULL);
	int64_t sum = INT64_MIN;

	if (!q)
		return sum;
	query_bind_text(q, "run", h->make.run.id);
	query_bind_text(q, "currency", currency);
	if (query_next(q, c->diag) == 1)
		sum = query_int(q, 0);
	query_close(q);
	return sum;
}

/* The figures that the form prints, by its own query: they are what is compared, not a second sum of ours. */
enum { BOOKS_CURRENCY, BOOKS_TOTAL, BOOKS_STATEMENTS, BOOKS_COLUMNS };

static struct query *form_totals(struct cmd *c, struct db *snapshot, int32_t *at)
{
	static const struct query_want want[BOOKS_COLUMNS] = {
		[BOOKS_CURRENCY] = {"currency", WANT_TEXT, WANT_ALWAYS},
		[BOOKS_TOTAL] = {"total", WANT_INT, WANT_ALWAYS},
		[BOOKS_STATEMENTS] = {"statements", WANT_INT, WANT_ALWAYS}};
	static const char *const params[] = {"salesman", NULL};
	static const struct named_reader reader = {"books", want, BOOKS_COLUMNS, params};
	const char *path = house_layout(c->house, c->arena, "handover-form.sql");
	const struct named_file *f = path ? named_read(c->arena, c->diag, path) : NULL;

	if (!path)
		diag(c->diag, DIAG_HANDOVER, NULL, "layouts/handover-form.sql is missing");
	return f ? named_open(snapshot, c->diag, f, &reader, at, NULL) : NULL;
}

int handover_form_check(struct cmd *c, struct db *snapshot)
{
	int32_t at[BOOKS_COLUMNS];
	struct query *q = form_totals(c, snapshot, at);

	query_close(q);
	return q ? 0 : -1;
}

enum { CHECK_CUSTOMER, CHECK_INVOICE, CHECK_PAPER, CHECK_GAP, CHECK_OWNER, CHECK_DAY, CHECK_COLUMNS };

static struct query *checks(struct cmd *c, struct db *snapshot, int32_t *at)
{
	static const struct query_want want[CHECK_COLUMNS] = {
		[CHECK_CUSTOMER] = {"customer", WANT_TEXT, WANT_ALWAYS},
		[CHECK_INVOICE] = {"invoice", WANT_TEXT, WANT_ALWAYS},
		[CHECK_PAPER] = {"paper", WANT_TEXT, WANT_ALWAYS},
		[CHECK_GAP] = {"gap", WANT_TEXT, WANT_ALWAYS},
		[CHECK_OWNER] = {"owner", WANT_TEXT, WANT_ALWAYS},
		[CHECK_DAY] = {"solve_day", WANT_INT, WANT_ALWAYS}};
	static const char *const params[] = {"salesman", "as_of", NULL};
	static const struct named_reader reader = {"checks", want, CHECK_COLUMNS, params};
	const char *path = house_layout(c->house, c->arena, "handover-check.sql");
	const struct named_file *f = path ? named_read(c->arena, c->diag, path) : NULL;

	if (!path)
		diag(c->diag, DIAG_HANDOVER, NULL, "layouts/handover-check.sql is missing");
	return f ? named_open(snapshot, c->diag, f, &reader, at, NULL) : NULL;
}

int handover_strict(struct cmd *c, struct db *snapshot, const char *from, int32_t as_of)
{
	const struct terms *terms = terms_read(c->arena, c->diag, c->house);
	int32_t at[CHECK_COLUMNS];
	struct query *q = terms ? checks(c, snapshot, at) : NULL;
	int rc = q ? 1 : -1, bad = 0;
	char day[11];

	if (q) {
		query_bind_text(q, "salesman", from);
		query_bind_int(q, "as_of", as_of);
	}
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		const int dated = !query_null(q, at[CHECK_DAY]);
		const struct term *t;

		if (query_null(q, at[CHECK_GAP]))
			continue;
		t = terms_find(terms, query_text(q, at[CHECK_GAP]));
		bad = diag(c->diag, DIAG_HANDOVER, NULL, "%s, %s of %s: %s; %s%s%s",
			   query_text(q, at[CHECK_CUSTOMER]), query_text(q, at[CHECK_PAPER]),
			   query_text(q, at[CHECK_INVOICE]), t ? t->english : query_text(q, at[CHECK_GAP]),
			   query_text(q, at[CHECK_OWNER]), dated ? " by " : "",
			   dated ? date_format((int32_t)query_int(q, at[CHECK_DAY]), day) : "");
	}
	query_close(q);
	return rc < 0 ? -1 : bad;
}

static int tie_out(struct handover *h)
{
	struct cmd *c = h->make.cmd;
	int32_t at[BOOKS_COLUMNS], cap = 0;
	struct query *q = form_totals(c, h->snapshot, at);
	struct handover_total *total = NULL;
	int rc = -1, bad = 0;

	if (!q)
		return -1;
	query_bind_text(q, "salesman", h->make.run.made_by);
	while ((rc = query_next(q, c->diag)) == 1) {
		const char *currency = query_text(q, at[BOOKS_CURRENCY]);
		const int64_t items = query_int(q, at[BOOKS_TOTAL]),
			      form_says = query_int(q, at[BOOKS_STATEMENTS]), sent = statements(h, currency);
		char a[48], b[48], s[48];

		if (items != form_says || items != sent)
			bad = diag(c->diag, DIAG_HANDOVER, NULL,
				   "%s does not tie out: items %s, form %s, statements %s", currency,
				   out_money(items, currency, a), out_money(form_says, currency, b),
				   sent == INT64_MIN ? "unknown" : out_money(sent, currency, s));
		total = arena_room(c->arena, total, &cap, h->totals + 1, sizeof *total);
		snprintf(total[h->totals].currency, sizeof total->currency, "%s", currency);
		total[h->totals++].amount = items;
	}
	query_close(q);
	h->total = total;
	return rc < 0 ? -1 : bad;
}

static int count(struct handover *h)
{
	struct cmd *c = h->make.cmd;
	struct query *q = query_open(
		h->snapshot, c->diag,
		"SELECT (SELECT count(*) FROM party p WHERE p.salesman = :from),"
		" coalesce(sum(there), 0), coalesce(sum(1 - there), 0) FROM (SELECT EXISTS (SELECT 1 FROM evidence_of a JOIN evidence e ON e.id = a.evidence"
		" WHERE a.entry = o.entry AND e.valid = 1 AND e.date <= :as_of"
		" AND substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) = n.column1) AS there"
		" FROM party p JOIN open_item o ON o.customer = p.code CROSS JOIN (VALUES ('PO'), ('INV'), ('DN')) n"
		" WHERE p.salesman = :from AND o.type = 'invoice' AND o.outstanding > 0)",
		NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "from", h->make.run.made_by);
	query_bind_int(q, "as_of", h->make.as_of);
	rc = query_next(q, c->diag);
	if (rc == 1) {
		h->customers = (int32_t)query_int(q, 0);
		h->found = (int32_t)query_int(q, 1);
		h->missing = (int32_t)query_int(q, 2);
	}
	query_close(q);
	return rc == 1 ? 0 : -1;
}

int handover_check(struct handover *h)
{
	/* all are always asked, so that everything wrong is said at once */
	int papers = check_papers(h), made = check_made(h), sums = tie_out(h);

	return papers < 0 || made < 0 || sums < 0 || count(h) < 0 ? -1 : 0;
}
