/* bundle.c: collects a case from a snapshot. */
#include "evidence/bundle.h"

#include <stdio.h>
#include <string.h>

#include "evidence/doctype.h"
#include "evidence/name.h"
#include "evidence/vault.h"

struct collect {
	struct db *b, *ledger;
	const struct house *h;
	struct arena *a;
	struct diag *d;
	struct bundle *bundle;
	struct doctypes types;
};

static void rule_bind(struct query *q, const char *case_id, const char *customer, int32_t as_of)
{
	query_bind_text(q, "case_id", case_id);
	query_bind_text(q, "customer", customer);
	query_bind_int(q, "as_of", as_of);
}

static struct query *rule(struct collect *c, enum doctype_reader r, int32_t *at)
{
	struct query *q = doctype_open(c->b, c->h, c->a, c->d, r, at, NULL);

	if (q)
		rule_bind(q, c->bundle->case_id, c->bundle->customer, c->bundle->as_of);
	return q;
}

static int read_case(struct collect *c)
{
	struct bundle *u = c->bundle;
	struct query *q = query_open(
		c->b, c->d,
		"SELECT b.customer, k.name, b.opened, b.closed, coalesce(n.age, -1) FROM bad_case b"
		" LEFT JOIN customer k ON k.code = b.customer LEFT JOIN case_now n ON n.id = b.id "
		"WHERE b.id = :id",
		NULL);
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "id", u->case_id);
	r = query_next(q, c->d);
	if (r > 0) {
		u->customer = arena_dup(c->a, query_text(q, 0));
		u->name = arena_dup(c->a, query_text(q, 1));
		u->opened = (int32_t)query_int(q, 2);
		u->closed = query_null(q, 3) ? DATE_NONE : (int32_t)query_int(q, 3);
		u->age = (int32_t)query_int(q, 4);
	}
	query_close(q);
	if (r == 0)
		return diag_hint(c->d, DIAG_BUNDLE_CASE, NULL, "`ledgerpress case` lists the cases",
				 "there is no case %s", u->case_id);
	if (r > 0 && u->opened > u->as_of) { /* it would need nothing yet, and be called complete */
		char opened[11], day[11];

		return diag(c->d, DIAG_BUNDLE_CASE, NULL, "%s was opened on %s, after %s", u->case_id,
			    date_format(u->opened, opened), date_format(u->as_of, day));
	}
	return r < 0 ? -1 : 0;
}

/* Who may sign such a paper; "" anybody. */
static const char *roles_of(const struct collect *c, const char *doctype)
{
	const struct doctype *type = doctype_find(&c->types, doctype);

	return type && type->roles ? type->roles : "";
}

static void name_invoice(struct collect *c, const struct query *q, const int32_t *at, struct bundle_gap *g)
{
	const int dated = !query_null(q, at[GAPS_INVOICE_DATE]);
	char date[11];

	g->invoice_date = dated ? (int32_t)query_int(q, at[GAPS_INVOICE_DATE]) : DATE_NONE;
	g->invoice_again = dated && query_int(q, at[GAPS_INVOICE_AGAIN]) == 1;
	g->named = g->invoice_again
			   ? arena_format(c->a, "%s of %s", g->invoice, date_format(g->invoice_date, date))
			   : g->invoice;
}

static int read_gaps(struct collect *c)
{
	int32_t at[GAPS_COLUMNS], n = 0, cap = 0;
	struct query *q = rule(c, READ_GAPS, at);
	struct bundle_gap *gap = NULL;
	int r;

	if (!q)
		return -1;
	while ((r = query_next(q, c->d)) > 0) {
		gap = arena_room(c->a, gap, &cap, n + 1, sizeof *gap);
		gap[n] = (struct bundle_gap){
			.stage = arena_dup(c->a, query_text(q, at[GAPS_STAGE])),
			.invoice = arena_dup(c->a, query_text(q, at[GAPS_INVOICE])),
			.doctype = arena_dup(c->a, query_text(q, at[GAPS_DOCTYPE])),
			.gap = arena_dup(c->a, query_text(q, at[GAPS_GAP])),
			.about = arena_dup(c->a, query_text(q, at[GAPS_ABOUT])),
			.date = query_null(q, at[GAPS_DATE]) ? DATE_NONE
							     : (int32_t)query_int(q, at[GAPS_DATE]),
			.solve_by = at[GAPS_SOLVE_BY] < 0 || query_null(q, at[GAPS_SOLVE_BY])
					    ? DATE_NONE
					    : (int32_t)query_int(q, at[GAPS_SOLVE_BY]),
			.role = arena_dup(c->a, query_text(q, at[GAPS_ROLE])),
			.why = arena_dup(c->a, query_text(q, at[GAPS_WHY]))};
		name_invoice(c, q, at, &gap[n]);
		gap[n].roles = *gap[n].why ? roles_of(c, gap[n].doctype) : "";
		n++;
	}
	query_close(q);
	c->bundle->gap = gap;
	c->bundle->gaps = n;
	return r;
}

int bundle_gaps(struct db *snapshot, const struct house *h, struct arena *a, struct diag *d,
		const char *case_id, const char *customer, int32_t as_of, struct bundle_gap **gap, int32_t *n)
{
	struct bundle u = {.case_id = case_id, .customer = customer, .as_of = as_of};
	struct collect c = {.b = snapshot, .h = h, .a = a, .d = d, .bundle = &u};

	if (doctype_read(snapshot, h, a, d, &c.types) < 0 || read_gaps(&c) < 0)
		return -1;
	*gap = u.gap;
	*n = u.gaps;
	return 0;
}

struct bundle_count bundle_count_open(struct db *snapshot, const struct house *h, struct arena *a,
				      int32_t as_of, struct diag *d)
{
	int32_t at[GAPS_COLUMNS];
	struct query *rows = doctype_open(snapshot, h, a, d, READ_GAPS, at, NULL);
	struct bundle_count k = {.as_of = as_of, .at_once = rows && at[GAPS_CASE] >= 0};

	k.gaps = rows ? query_open_count(rows, d, k.at_once ? "case_id" : NULL) : NULL;
	query_close(rows);
	if (!k.gaps || !k.at_once)
		return k;
	rule_bind(k.gaps, NULL, NULL, as_of);
	k.left = query_next(k.gaps, d);
	if (k.left < 0)
		bundle_count_close(&k);
	return k;
}

void bundle_count_close(struct bundle_count *k)
{
	query_close(k->gaps);
	k->gaps = NULL;
}

static int count_of_case(struct bundle_count *k, const char *case_id, const char *customer, int32_t *n,
			 struct diag *d)
{
	int r;

	query_reset(k->gaps);
	rule_bind(k->gaps, case_id, customer, k->as_of);
	r = query_next(k->gaps, d);
	*n = r > 0 ? (int32_t)query_int(k->gaps, 0) : 0;
	return r < 0 ? -1 : 0;
}

int bundle_count_next(struct bundle_count *k, const char *case_id, const char *customer, int32_t *n,
		      struct diag *d)
{
	if (!k->at_once)
		return count_of_case(k, case_id, customer, n, d);
	*n = 0;
	while (k->left > 0 && strcmp(query_text(k->gaps, 0), case_id) < 0)
		k->left = query_next(k->gaps, d);
	if (k->left > 0 && strcmp(query_text(k->gaps, 0), case_id) == 0)
		*n = (int32_t)query_int(k->gaps, 1);
	return k->left < 0 ? -1 : 0;
}

static int read_stages(struct collect *c)
{
	int32_t at[STAGES_COLUMNS], n = 0, cap = 0;
	struct query *q = rule(c, READ_STAGES, at);
	struct bundle_stage *stage = NULL;
	int r;

	if (!q)
		return -1;
	while ((r = query_next(q, c->d)) > 0) {
		stage = arena_room(c->a, stage, &cap, n + 1, sizeof *stage);
		stage[n++] = (struct bundle_stage){arena_dup(c->a, query_text(q, at[STAGES_STAGE])),
						   arena_dup(c->a, query_text(q, at[STAGES_TITLE]))};
	}
	query_close(q);
	c->bundle->stage = stage;
	c->bundle->stages = n;
	return r;
}

/* What a house's own query may not give. */
static const char *text_maybe(struct collect *c, const struct query *q, int32_t col)
{
	return col < 0 || query_null(q, col) ? "" : arena_dup(c->a, query_text(q, col));
}

static int32_t stage_place(const struct bundle *u, const char *stage)
{
	int32_t i = 0;

	while (i < u->stages && strcmp(u->stage[i].code, stage) != 0)
		i++;
	return i;
}

static int read_paper(struct collect *c, const struct query *q, const int32_t *at, struct bundle_paper *paper,
		      int32_t n)
{
	struct bundle_paper *p = &paper[n];
	struct arena *a = c->a;
	struct name name = {.customer = c->bundle->customer,
			    .invoice = query_null(q, at[PAPERS_INVOICE]) ? NULL
									 : query_text(q, at[PAPERS_INVOICE]),
			    .date = (int32_t)query_int(q, at[PAPERS_DATE])};
	struct name stored, *from = arena_alloc(a, sizeof *from);
	char hex[DIGEST_HEX];
	const char *doctype = query_text(q, at[PAPERS_DOCTYPE]), *file, *slash, *dot;
	const struct doctype *type = doctype_find(&c->types, doctype);
	const char *code = arena_dupn(a, doctype, strcspn(doctype, "-"));

	*p = (struct bundle_paper){
		.doctype = code,
		.title = type ? type->title : code,
		.stage = type ? type->stage : "account",
		.invoice = arena_dup(a, query_text(q, at[PAPERS_INVOICE])),
		.date = name.date,
		.original = arena_dup(a, query_text(q, at[PAPERS_ORIGINAL])),
		.sha256 = arena_dup(a, query_text(q, at[PAPERS_SHA256])),
		.bytes = query_int(q, at[PAPERS_BYTES]),
		.media = arena_dup(a, query_text(q, at[PAPERS_MEDIA])),
		.pages = query_null(q, at[PAPERS_PAGES]) ? -1 : (int32_t)query_int(q, at[PAPERS_PAGES]),
		.signed_by = arena_dup(a, query_text(q, at[PAPERS_SIGNED_BY])),
		.valid = (int)query_int(q, at[PAPERS_VALID]),
		.issued = strcmp(query_text(q, at[PAPERS_WAY]), "out") == 0,
		.year = text_maybe(c, q, at[PAPERS_INVOICE_YEAR]),
		.subject = text_maybe(c, q, at[PAPERS_NAME]),
		.note = text_maybe(c, q, at[PAPERS_NOTE]),
		.why = text_maybe(c, q, at[PAPERS_WHY]),
		.filed_by = text_maybe(c, q, at[PAPERS_FILED_BY]),
		.copy_of = text_maybe(c, q, at[PAPERS_COPY_OF]),
		.filed_on = at[PAPERS_FILED_ON] < 0 || query_null(q, at[PAPERS_FILED_ON])
				    ? DATE_NONE
				    : (int32_t)query_int(q, at[PAPERS_FILED_ON])};
	if (!*p->subject)
		p->subject = p->original;
	p->stage_seq = stage_place(c->bundle, p->stage);
	file = p->issued
		       ? arena_dup(a, query_text(q, at[PAPERS_FILE]))
		       : vault_path(c->ledger, a, c->d, p->sha256); /* whose first filing may be withdrawn */
	if (!file)
		return diag(c->d, DIAG_STORE, NULL, "the store has no object %s", p->sha256);
	p->from = house_path(c->h, a, file);
	if (*p->copy_of && file_exists(p->from) && digest_file(c->d, p->from, hex, &p->bytes) < 0)
		return -1;
	slash = strrchr(file, '/');
	dot = strrchr(file, '.');
	name.ext = dot ? dot + 1 : "bin";
	if (name_clashes(c->b, c->d, name.customer, name.invoice, &name.mask) < 0)
		return -1;
	if (name_parse(a, !p->issued ? p->subject : slash ? slash + 1 : file, &stored) == 0) {
		if (p->issued && !stored.cut)
			name.invoice = stored.invoice; /* a paper of ours that is about one invoice says so in
							  its name */
		if (!p->issued) {
			name.ext = stored.ext;
			p->kept = p->subject;
		}
	}
	name.scope = c->bundle->case_id;
	name.doctype = code;
	*from = name;
	from->customer = c->bundle->customer;
	from->invoice = name.invoice ? arena_dup(a, name.invoice) : NULL;
	p->from_name = from;
	return 0;
}

/* A paper whose file is lost is not in the bundle, which says so. */
void bundle_add_gap(struct arena *a, struct bundle *u, struct bundle_gap added)
{
	struct bundle_gap *gap = arena_alloc(a, sizeof *gap * (size_t)(u->gaps + 1));

	added.named = added.invoice;
	added.role = added.roles = added.why = "";
	added.invoice_date = added.solve_by = DATE_NONE;
	if (u->gaps > 0)
		memcpy(gap, u->gap, sizeof *gap * (size_t)u->gaps);
	gap[u->gaps++] = added;
	u->gap = gap;
}

static void lose(struct collect *c, const struct bundle_paper *p)
{
	bundle_add_gap(c->a, c->bundle,
		       (struct bundle_gap){.stage = p->stage,
					   .invoice = p->invoice,
					   .doctype = p->doctype,
					   .gap = "file_lost",
					   .about = p->original,
					   .date = p->date});
}

static int read_papers(struct collect *c)
{
	int32_t at[PAPERS_COLUMNS], n = 0, cap = 0;
	struct query *q = rule(c, READ_PAPERS, at);
	struct bundle_paper *paper = NULL;
	int r;

	if (!q)
		return -1;
	while ((r = query_next(q, c->d)) > 0) {
		paper = arena_room(c->a, paper, &cap, n + 1, sizeof *paper);
		if (read_paper(c, q, at, paper, n) < 0) {
			r = -1;
			break;
		}
		if (file_exists(paper[n].from))
			n++;
		else
			lose(c, &paper[n]);
	}
	query_close(q);
	c->bundle->paper = paper;
	c->bundle->papers = n;
	return r < 0 ? -1
		     : exhibit_number(c->ledger, c->a, c->d, c->bundle->case_id, c->bundle->as_of, paper, n);
}

static int put_row(struct query *q, struct diag *d)
{
	int r = query_next(q, d);

	query_reset(q);
	return r;
}

static int put_papers(struct collect *c)
{
	const struct bundle *u = c->bundle;
	struct query *q =
		query_open(c->b, c->d,
			   "INSERT INTO bundle_paper VALUES (:seq, :path, :doctype, :title, "
			   ":stage, :stage_seq, :invoice, :date, :original,"
			   " :sha256, :bytes, :media, :pages, :signed_by, :issued, :valid, :year, :exhibit, "
			   ":exhibit_seq, :subject, :note, :why, :filed_on, :filed_by, :copy_of)",
			   NULL);
	int r = q ? 0 : -1;

	for (int32_t i = 0; i < u->papers && r == 0; i++) {
		const struct bundle_paper *p = &u->paper[i];

		query_bind_int(q, "seq", i + 1);
		query_bind_text(q, "path", p->path);
		query_bind_text(q, "doctype", p->doctype);
		query_bind_text(q, "title", p->title);
		query_bind_text(q, "stage", p->stage);
		query_bind_int(q, "stage_seq", p->stage_seq);
		query_bind_text(q, "invoice", *p->invoice ? p->invoice : NULL);
		query_bind_int(q, "date", p->date);
		query_bind_text(q, "original", p->original);
		query_bind_text(q, "sha256", p->sha256);
		query_bind_int(q, "bytes", p->bytes);
		query_bind_text(q, "media", p->media);
		if (p->pages >= 0)
			query_bind_int(q, "pages", p->pages);
		query_bind_text(q, "signed_by", *p->signed_by ? p->signed_by : NULL);
		query_bind_int(q, "issued", p->issued);
		query_bind_int(q, "valid", p->valid);
		query_bind_text(q, "year", *p->year ? p->year : NULL);
		query_bind_text(q, "exhibit", p->exhibit.text);
		query_bind_int(q, "exhibit_seq", (int64_t)p->exhibit.number * 1000 + p->exhibit.letter);
		query_bind_text(q, "subject", p->subject);
		query_bind_text(q, "note", *p->note ? p->note : NULL);
		query_bind_text(q, "why", *p->why ? p->why : NULL);
		if (p->filed_on != DATE_NONE)
			query_bind_int(q, "filed_on", p->filed_on);
		query_bind_text(q, "filed_by", *p->filed_by ? p->filed_by : NULL);
		query_bind_text(q, "copy_of", *p->copy_of ? p->copy_of : NULL);
		r = put_row(q, c->d);
	}
	query_close(q);
	return r;
}

static int put_rest(struct collect *c)
{
	const struct bundle *u = c->bundle;
	struct query *head = query_open(
		c->b, c->d,
		"INSERT INTO bundle_case VALUES (:id, :customer, :opened, :closed, :age, :papers, :gaps)",
		NULL);
	struct query *gap = query_open(
		c->b, c->d,
		"INSERT INTO bundle_gap VALUES (:seq, :stage, :stage_seq, :invoice, :doctype, :gap,"
		" :about, :date, :role, :roles, :invoice_date, :solve_by)",
		NULL);
	struct query *stage =
		query_open(c->b, c->d, "INSERT INTO bundle_stage VALUES (:seq, :stage, :title)", NULL);
	int r = head && gap && stage ? 0 : -1;

	if (r == 0) {
		query_bind_text(head, "id", u->case_id);
		query_bind_text(head, "customer", u->customer);
		query_bind_int(head, "opened", u->opened);
		if (u->closed != DATE_NONE)
			query_bind_int(head, "closed", u->closed);
		if (u->age >= 0)
			query_bind_int(head, "age", u->age);
		query_bind_int(head, "papers", u->papers);
		query_bind_int(head, "gaps", u->gaps);
		r = put_row(head, c->d);
	}
	for (int32_t i = 0; i < u->stages && r == 0; i++) {
		query_bind_int(stage, "seq", i);
		query_bind_text(stage, "stage", u->stage[i].code);
		query_bind_text(stage, "title", u->stage[i].title);
		r = put_row(stage, c->d);
	}
	for (int32_t i = 0; i < u->gaps && r == 0; i++) {
		query_bind_int(gap, "seq", i + 1);
		query_bind_text(gap, "stage", u->gap[i].stage);
		query_bind_int(gap, "stage_seq", stage_place(u, u->gap[i].stage));
		query_bind_text(gap, "invoice", *u->gap[i].invoice ? u->gap[i].invoice : NULL);
		query_bind_text(gap, "doctype", u->gap[i].doctype);
		query_bind_text(gap, "gap", u->gap[i].gap);
		query_bind_text(gap, "about", *u->gap[i].about ? u->gap[i].about : NULL);
		if (u->gap[i].date != DATE_NONE)
			query_bind_int(gap, "date", u->gap[i].date);
		query_bind_text(gap, "role", *u->gap[i].role ? u->gap[i].role : NULL);
		query_bind_text(gap, "roles", *u->gap[i].roles ? u->gap[i].roles : NULL);
		if (u->gap[i].invoice_again)
			query_bind_int(gap, "invoice_date", u->gap[i].invoice_date);
		if (u->gap[i].solve_by != DATE_NONE)
			query_bind_int(gap, "solve_by", u->gap[i].solve_by);
		r = put_row(gap, c->d);
	}
	query_close(head);
	query_close(gap);
	query_close(stage);
	return r;
}

int bundle_collect(struct db *snapshot, struct db *ledger, const struct house *h, struct arena *a,
		   struct diag *d, const char *case_id, int32_t as_of, const char *const *recipients,
		   struct bundle *b)
{
	struct collect c = {.b = snapshot, .ledger = ledger, .h = h, .a = a, .d = d, .bundle = b};

	*b = (struct bundle){.case_id = arena_dup(a, case_id), .as_of = as_of};
	if (read_case(&c) < 0 || doctype_read(snapshot, h, a, d, &c.types) < 0 || read_stages(&c) < 0 ||
	    read_gaps(&c) < 0 || bundle_purged(snapshot, ledger, a, d, &c.types, b) < 0 ||
	    read_papers(&c) < 0 || bundle_given_read(c.b, c.a, c.d, recipients, b) < 0)
		return -1;
	if (db_run(snapshot, d,
		   "DELETE FROM bundle_case; DELETE FROM bundle_paper; DELETE FROM bundle_gap;"
		   " DELETE FROM bundle_stage; DELETE FROM bundle_given") < 0)
		return -1;
	return put_papers(&c) < 0 || put_rest(&c) < 0 || bundle_given_put(c.b, c.d, b) < 0 ? -1 : 0;
}
