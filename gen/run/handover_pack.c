/* handover_pack.c: the ZIP of a handover: its papers and the supporting papers of each open invoice. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run/handover_index.h"
#include "evidence/bag.h"
#include "evidence/name.h"
#include "evidence/vault.h"
#include "layout/catalogue.h"

struct pack {
	struct handover *h;
	struct cmd *c;
	struct bag *bag;
	struct arena scratch;
	struct job_context context;
	const struct terms *terms;
	const struct catalogue *catalogue; /* NULL: English */
};

/* The pack's own way in, on paper and in a browser. */
static int add_index(struct pack *p)
{
	struct bundle_index index;
	int rc;

	text_init(&index.pdf);
	text_init(&index.html);
	rc = handover_index_make(p->h, &p->context, &index);
	if (rc == 0)
		rc = bag_add(p->bag, p->c->diag, "index.html", text_str(&index.html), index.html.len);
	if (rc == 0)
		rc = bag_add(p->bag, p->c->diag, "index.pdf", text_str(&index.pdf), index.pdf.len);
	text_done(&index.pdf);
	text_done(&index.html);
	return rc;
}

/* The run's papers, from the register. */
static int add_papers(struct pack *p)
{
	struct query *q = query_open(
		p->c->db, p->c->diag,
		"SELECT file, sha256, bytes, type, number, coalesce(customer, ''), as_of, pages FROM paper WHERE run = :run AND state NOT IN ('planned', 'failed', 'cancelled') ORDER BY seq",
		NULL);
	int rc = q ? 1 : -1;

	if (q)
		query_bind_text(q, "run", p->h->make.run.id);
	while (rc == 1 && (rc = query_next(q, p->c->diag)) == 1) {
		const char *file = query_text(q, 0), *slash = strrchr(file, '/');
		const char *path =
			arena_format(&p->scratch, "%s/%s", query_text(q, 3), slash ? slash + 1 : file);

		const struct pack_file f = {.path = path,
					    .number = query_text(q, 4),
					    .type = query_text(q, 3),
					    .customer = query_text(q, 5),
					    .sha256 = query_text(q, 1),
					    .date = (int32_t)query_int(q, 6),
					    .pages = query_null(q, 7) ? -1 : (int32_t)query_int(q, 7)};

		if (bag_add_file(p->bag, p->c->diag, path, file, f.sha256, query_int(q, 2)) < 0 ||
		    handover_index_add(p->h, &f) < 0)
			rc = -1;
	}
	query_close(q);
	return rc;
}

/* The supporting papers of open invoices, and contracts and confirmations of the customers: copies beside the
 * statements, in folder and ZIP. The same content stands once. */
static const char supporting[] =
	"SELECT min(e.name) AS name, e.sha256, (SELECT iso(min(o.due)) FROM open_item o JOIN evidence_of a ON a.entry = o.entry"
	" JOIN evidence x ON x.id = a.evidence WHERE x.sha256 = e.sha256 AND x.customer = e.customer AND o.outstanding > 0) AS due, min(e.doctype) AS doctype, e.customer, min(e.date) AS date, max(e.pages) AS pages,"
	" group_concat(DISTINCT nullif(nullif(e.invoice, ''), 'ALL')) AS invoice"
	" FROM party p JOIN evidence e ON e.customer = p.code"
	" WHERE p.salesman = :from AND e.valid = 1 AND e.date <= :as_of AND (EXISTS (SELECT 1 FROM open_item "
	"o "
	"JOIN evidence_of a"
	" ON a.entry = o.entry WHERE a.evidence = e.id AND o.outstanding > 0) OR substr(e.doctype, 1, "
	"instr(e.doctype || '-', '-') - 1) IN ('CONTRACT', 'CONFR'))"
	" GROUP BY e.sha256, e.customer ORDER BY 1"; /* what two customers share is a paper of each */

enum { NAME, SHA256, DUE, DOCTYPE, CUSTOMER, DATE, PAGES, INVOICE, COLUMNS };

static struct query *open_supporting(struct pack *p, int32_t at[COLUMNS])
{
	static const struct query_want want[COLUMNS] = {[NAME] = {"name", WANT_TEXT, WANT_ALWAYS},
							[SHA256] = {"sha256", WANT_TEXT, WANT_ALWAYS},
							[DUE] = {"due", WANT_TEXT, WANT_ALWAYS},
							[DOCTYPE] = {"doctype", WANT_TEXT, WANT_ALWAYS},
							[CUSTOMER] = {"customer", WANT_TEXT, WANT_ALWAYS},
							[DATE] = {"date", WANT_INT, WANT_ALWAYS},
							[PAGES] = {"pages", WANT_INT, WANT_ALWAYS},
							[INVOICE] = {"invoice", WANT_TEXT, WANT_ALWAYS}};
	struct query *q = query_open(p->h->snapshot, p->c->diag, supporting, NULL);

	if (q && query_column(q, p->c->diag, want, COLUMNS, at) == 0) {
		query_bind_text(q, "from", p->h->make.run.made_by);
		query_bind_int(q, "as_of", p->h->make.as_of);
		return q;
	}
	query_close(q);
	return NULL;
}

/* In a file by due date a paper lies under the first of its open invoices; what is of none, beside them. */
static const char *place_of(struct pack *p, const struct query *q, const int32_t at[COLUMNS])
{
	return p->h->by_due && !query_null(q, at[DUE])
		       ? arena_format(&p->scratch, "evidence/%s", query_text(q, at[DUE]))
		       : "evidence";
}

static int index_evidence(struct pack *p, const struct query *q, const int32_t at[COLUMNS], const char *path)
{
	const struct pack_file f = {.path = path,
				    .type = query_text(q, at[DOCTYPE]),
				    .customer = query_text(q, at[CUSTOMER]),
				    .invoice = query_null(q, at[INVOICE]) ? NULL : query_text(q, at[INVOICE]),
				    .sha256 = query_text(q, at[SHA256]),
				    .date = (int32_t)query_int(q, at[DATE]),
				    .pages =
					    query_null(q, at[PAGES]) ? -1 : (int32_t)query_int(q, at[PAGES])};

	return handover_index_add(p->h, &f);
}

static int add_evidence(struct pack *p, struct file_batch *copies)
{
	int32_t at[COLUMNS];
	struct query *q = open_supporting(p, at);
	int rc =
		q && file_mkdirs(p->c->diag, arena_format(&p->scratch, "%s/evidence", p->h->make.folder)) == 0
			? 1
			: -1;

	while (rc == 1 && (rc = query_next(q, p->c->diag)) == 1) {
		const char *name = query_text(q, at[NAME]), *sha256 = query_text(q, at[SHA256]);
		const char *place = place_of(p, q, at);
		struct arena one;
		size_t n;
		char *bytes;

		arena_init(&one);
		bytes = vault_read(p->c->db, p->c->house, &one, p->c->diag, sha256, &n);
		if (!bytes ||
		    file_mkdirs(p->c->diag, arena_format(&p->scratch, "%s/%s", p->h->make.folder, place)) <
			    0 ||
		    file_batch_add(copies, p->c->diag,
				   arena_format(&p->scratch, "%s/%s/%s", p->h->make.folder, place, name),
				   bytes, n) < 0 ||
		    bag_add_file(p->bag, p->c->diag, arena_format(&p->scratch, "%s/%s", place, name),
				 house_path(p->c->house, &p->scratch,
					    vault_path(p->c->db, &p->scratch, p->c->diag, sha256)),
				 sha256, (int64_t)n) < 0 ||
		    index_evidence(p, q, at, arena_format(&p->scratch, "%s/%s", place, name)) < 0)
			rc = -1;
		arena_done(&one);
	}
	query_close(q);
	return rc;
}

static int add_tie_out(struct pack *p)
{
	static const char *const head[] = {"head_currency", "head_items", "head_form", "head_statements"};
	static const struct place nowhere;
	struct text t;
	int rc = 0;

	text_init(&t);
	for (size_t i = 0; i < sizeof head / sizeof *head && rc == 0; i++) {
		const char *s = term_word(p->c->arena, p->c->diag, p->terms, p->catalogue, head[i], &nowhere);

		text_adds(&t, i > 0 ? "," : "");
		if (s)
			text_csv(&t, s);
		else
			rc = -1;
	}
	text_adds(&t, "\r\n");
	for (int32_t i = 0; i < p->h->totals; i++) {
		const struct currency *c = currency_find(p->h->total[i].currency);
		char s[32];

		money_format(p->h->total[i].amount, c ? c->digits : 2, s);
		text_addf(&t, "%s,%s,%s,%s\r\n", p->h->total[i].currency, s, s, s);
	}
	if (rc == 0)
		rc = bag_add(p->bag, p->c->diag, "tie-out.csv", text_str(&t), t.len);
	if (rc == 0)
		rc = make_write(&p->h->make, arena_format(&p->scratch, "%s/tie-out.csv", p->h->make.folder),
				text_str(&t), t.len);
	text_done(&t);
	return rc;
}

static int add_info(struct pack *p)
{
	const struct make *m = &p->h->make;
	const char *company = house_text(p->c->house, "company", "name");
	const char *described = label_filled(p->c->arena, p->c->diag, p->terms, p->catalogue, "bag_handover",
					     (const char *const[3]){m->run.made_by, m->run.given_to, NULL});
	char day[11];

	if (!described)
		return -1;
	bag_info(p->bag, "Source-Organization", company ? company : "");
	bag_info(p->bag, "External-Identifier", m->run.id);
	bag_info(p->bag, "External-Description", described);
	bag_info(p->bag, "Bagging-Date", date_format(m->as_of, day));
	bag_info(p->bag, "Papers-Missing", arena_format(&p->scratch, "%d", p->h->missing));
	return 0;
}

static int write_zip(struct pack *p)
{
	const struct make *m = &p->h->make;
	char *temp = arena_format(&p->scratch, "%s/.pack.tmp", m->folder), sha256[DIGEST_HEX],
	     was[DIGEST_HEX];
	struct bag *bag = p->bag;
	const struct place at = {p->h->zip, 0, 0};
	int same;

	p->bag = NULL;
	if (bag_write(bag, p->c->diag, temp, sha256) < 0)
		return -1;
	/* an encrypted one that a killed process left has other salts: its lists of hashes are compared */
	same = p->h->password && bag_member(temp, p->h->password, "/tagmanifest-sha256.txt", sha256) == 0 &&
	       bag_member(p->h->zip, p->h->password, "/tagmanifest-sha256.txt", was) == 0 &&
	       strcmp(sha256, was) == 0;
	if (!file_exists(p->h->zip))
		return file_rename_new(p->c->diag, temp, p->h->zip) < 0 ||
				       file_sync_folder(p->c->diag, m->folder) < 0
			       ? -1
			       : 0;
	unlink(temp);
	if (digest_file(p->c->diag, p->h->zip, was, NULL) < 0)
		return -1;
	return strcmp(was, sha256) == 0 || same
		       ? 0
		       : diag(p->c->diag, DIAG_FILE_EXISTS, &at, "exists already with other content");
}

/* Who received what: one line of the custody log a pack, and one for each paper of the store in it. */
static int log_pack(struct pack *p)
{
	const struct make *m = &p->h->make;
	int32_t at[COLUMNS];
	struct query *q = open_supporting(p, at);
	struct query *logged =
		query_open(p->c->db, p->c->diag,
			   "SELECT 1 FROM custody WHERE act = 'handed over' AND note = :run", NULL);
	int rc = q && logged ? 1 : -1, before = 0;
	char sha256[DIGEST_HEX];

	if (rc == 1) {
		query_bind_text(logged, "run", m->run.id);
		before = query_next(logged, p->c->diag);
	}
	query_close(logged);
	if (before != 0) { /* by the process that was killed */
		query_close(q);
		return before < 0 ? -1 : 0;
	}
	if (rc == 1 && db_run(p->c->db, p->c->diag, "BEGIN IMMEDIATE") < 0)
		rc = -1;

	if (rc == 1 && (digest_file(p->c->diag, p->h->zip, sha256, NULL) < 0 ||
			vault_log(p->c->db, p->c->diag, m->as_of, "handed over", strrchr(p->h->zip, '/') + 1,
				  sha256, m->run.given_to, m->run.id) < 0))
		rc = -1;
	while (rc == 1 && (rc = query_next(q, p->c->diag)) == 1)
		if (vault_log(p->c->db, p->c->diag, m->as_of, "copy handed over", query_text(q, at[NAME]),
			      query_text(q, at[SHA256]), m->run.given_to, m->run.id) < 0)
			rc = -1;
	query_close(q);
	if (rc == 0 && db_run(p->c->db, p->c->diag, "COMMIT") == 0)
		return 0;
	db_run(p->c->db, p->c->diag, "ROLLBACK");
	return -1;
}

/* The words of the house's language. */
static int words_open(struct pack *p)
{
	const char *language = p->context.default_language;

	p->terms = terms_read(p->c->arena, p->c->diag, p->c->house);
	if (p->terms && strcmp(language, "en") != 0)
		p->catalogue = catalogue_open(p->c->arena, p->c->diag, p->c->house, language);
	return p->terms && (p->catalogue || strcmp(language, "en") == 0) ? 0 : -1;
}

int handover_pack(struct handover *h)
{
	struct make *m = &h->make;
	struct pack p = {.h = h, .c = m->cmd};
	struct file_batch *copies = file_batch_open();
	int rc;

	arena_init(&p.scratch);
	h->zip = arena_format(
		m->cmd->arena, "%s/%s", m->folder,
		name_make(&p.scratch, m->run.id, m->run.made_by, NULL, m->as_of, "HANDOVER", "zip"));
	p.bag = bag_open(m->run.id, m->as_of);
	if (h->password)
		bag_encrypt(p.bag, h->password);
	rc = freeze_context(p.c->arena, p.c->diag, h->snapshot, &p.context) < 0 || words_open(&p) < 0 ||
			     add_info(&p) < 0 || handover_index_open(h) < 0 || add_papers(&p) < 0 ||
			     add_evidence(&p, copies) < 0 || add_tie_out(&p) < 0 || add_index(&p) < 0
		     ? -1
		     : 0;
	if (rc == 0)
		rc = file_batch_commit(copies, p.c->diag);
	else
		file_batch_drop(copies);
	if (rc == 0)
		rc = write_zip(&p);
	if (rc == 0)
		rc = log_pack(&p);
	bag_drop(p.bag);
	arena_done(&p.scratch);
	return rc;
}
