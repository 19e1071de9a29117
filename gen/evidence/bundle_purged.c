/* bundle_purged.c: papers of a case that were purged: their time was over, and their file is gone for good.
 *
 * A bundle of an earlier day had them. It cannot have them again, and must not be as if they had never been:
 * each is a gap, "was on file and is no longer kept". When and why it was purged is later than the bundle's
 * day and stands in none. In a bundle of a later day what was done with them is in the custody log. */
#include <string.h>

#include "evidence/bundle.h"
#include "evidence/doctype.h"
#include "evidence/name.h"

enum { SUBJECT, MEMBER, LATER, OWN, COLUMNS };

struct purged {
	struct db *snapshot, *ledger;
	struct arena *a;
	struct diag *d;
	const struct doctypes *types;
	struct bundle *u;
	struct query *gone;
};

/* Of the customer, and filed before any case or in this one. A bundle that had it as an exhibit settles it;
 * else its name does. */
static int of_case(const struct purged *p, const struct query *q, const struct name *n)
{
	const char *own = p->u->case_id;

	return query_int(q, OWN) ||
	       (!(n->cut & NAME_MASK_CUSTOMER) && strcmp(n->customer, p->u->customer) == 0 &&
		(strcmp(n->scope, own) == 0 || strncmp(n->scope, own, 2) != 0));
}

static void add_gap(struct purged *p, const char *about, const struct name *n)
{
	const char *code = arena_dupn(p->a, n->doctype, strcspn(n->doctype, "-"));
	const struct doctype *type = doctype_find(p->types, code);

	bundle_add_gap(p->a, p->u,
		       (struct bundle_gap){.stage = type ? type->stage : "account",
					   .invoice = n->invoice ? n->invoice : "",
					   .doctype = code,
					   .gap = "file_purged",
					   .about = about,
					   .date = n->date});
}

/* Its lines stay in the custody log of the case, as those of a withdrawn paper do. */
static int keep_lines(struct purged *p, const char *name)
{
	int r;

	query_bind_text(p->gone, "name", name);
	query_bind_text(p->gone, "customer", p->u->customer);
	query_bind_text(p->gone, "case_id", p->u->case_id);
	r = query_next(p->gone, p->d);
	query_reset(p->gone);
	return r;
}

static int take(struct purged *p, const struct query *q)
{
	const char *subject = arena_dup(p->a, query_text(q, SUBJECT));
	struct name n;

	if (name_parse(p->a, subject, &n) < 0 || n.date > p->u->as_of || !of_case(p, q, &n))
		return 0;
	if (query_int(q, LATER))
		add_gap(p, query_null(q, MEMBER) ? subject : arena_dup(p->a, query_text(q, MEMBER)), &n);
	return keep_lines(p, subject);
}

int bundle_purged(struct db *snapshot, struct db *ledger, struct arena *a, struct diag *d,
		  const struct doctypes *types, struct bundle *u)
{
	struct purged p = {.snapshot = snapshot, .ledger = ledger, .a = a, .d = d, .types = types, .u = u};
	struct query *q = query_open(
		ledger, d,
		"SELECT k.subject, (SELECT x.name FROM exhibit_name x WHERE x.case_id = :case_id AND x.subject = k.subject),"
		" k.date > :as_of AND NOT EXISTS (SELECT 1 FROM custody w WHERE w.subject = k.subject AND w.act = 'withdrawn' AND w.date <= :as_of), EXISTS (SELECT 1 FROM exhibit x WHERE x.case_id = :case_id AND x.subject = k.subject)"
		" FROM custody k WHERE k.act = 'purged' AND EXISTS (SELECT 1 FROM custody f WHERE f.subject = k.subject"
		" AND f.act IN ('filed', 'filed again') AND f.date <= :as_of) ORDER BY k.id",
		NULL);
	int r = -1;

	p.gone = query_open(
		snapshot, d,
		"INSERT INTO evidence_gone(name, customer, case_id) VALUES (:name, :customer, :case_id) ON CONFLICT DO NOTHING",
		NULL);
	if (q && p.gone) {
		query_bind_text(q, "case_id", u->case_id);
		query_bind_int(q, "as_of", u->as_of);
		while ((r = query_next(q, d)) > 0)
			if (take(&p, q) < 0) {
				r = -1;
				break;
			}
	}
	query_close(q);
	query_close(p.gone);
	return r;
}
