/* cmd_evidence.c: `evidence`: papers that come in, what is there, what is missing. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/day.h"
#include "cmd/evidence_amount.h"
#include "cli/known.h"
#include "cli/list.h"
#include "run/freeze.h"
#include "run/gaps.h"
#include "evidence/bundle.h"
#include "evidence/correct.h"
#include "evidence/custody.h"
#include "evidence/history.h"
#include "evidence/intake.h"
#include "evidence/name.h"
#include "evidence/vault.h"

static int say_report(struct cmd *c, const struct intake_report *r)
{
	cmd_print("%d filed (%d new %s), %d %s there before, ", r->filed, r->objects,
		  r->objects == 1 ? "object" : "objects", r->already, r->already == 1 ? "was" : "were");
	if (r->corrected)
		cmd_print("%d corrected, ", r->corrected);
	if (r->healed)
		cmd_print("%d lost ones restored, ", r->healed);
	cmd_print("%d not valid\n", r->not_valid);
	(void)c;
	return EXIT_FINE;
}

static int file_papers(struct cmd *c, const struct filing *f, int32_t n, struct intake_report *sum)
{
	struct intake_options o = {.who = cmd_option(c, "by")};
	struct intake_report r;
	int32_t newest = DATE_NONE;

	for (int32_t i = 0; i < n; i++)
		if (f[i].date > newest)
			newest = f[i].date;
	if (day_read(c, newest, &o.date, NULL) < 0)
		return EXIT_BAD_USAGE;
	if (!o.who)
		o.who = house_text(c->house, "staff", "ar");
	if (intake_file(c->db, c->house, c->arena, c->diag, f, n, &o, &r) < 0)
		return EXIT_NOT_MADE;
	sum->filed += r.filed;
	sum->objects += r.objects;
	sum->already += r.already;
	sum->corrected += r.corrected;
	sum->healed += r.healed;
	sum->not_valid += r.not_valid;
	return EXIT_FINE;
}

/* --invoice-year, for papers of which their index does not say it. */
static int give_year(struct cmd *c, struct filing *f, int32_t n)
{
	const char *s = cmd_option(c, "invoice-year");
	const int32_t year = s ? intake_year(s) : 0;

	if (s && year == 0)
		return cmd_usage(c, "--invoice-year %s: a year is expected, as 2026", s);
	for (int32_t i = 0; i < n && s; i++)
		if (f[i].invoice && f[i].invoice_year == 0) {
			f[i].invoice_year = year;
			f[i].said |= FILING_YEAR;
		}
	return EXIT_FINE;
}

static int run_import(struct cmd *c)
{
	struct intake_report sum = {0};
	int code = EXIT_FINE;

	if (c->args < 2)
		return cmd_usage(c, "evidence import wants the index of the scans");
	for (int32_t i = 1; i < c->args; i++) {
		int32_t n;
		struct filing *f = intake_read(c->arena, c->diag, c->arg[i], &n);
		int one = f ? give_year(c, f, n) : EXIT_NOT_MADE;

		if (one == EXIT_FINE)
			one = file_papers(c, f, n, &sum);
		if (one == EXIT_BAD_USAGE)
			return one;
		if (one > code)
			code = one;
	}
	if (code == EXIT_FINE)
		say_report(c, &sum);
	return code;
}

/* One file by the options; what they do not say is read from a name by the convention. */
static int filing_of(struct cmd *c, const char *path, struct filing *f)
{
	const char *slash = strrchr(path, '/'), *stamped = cmd_option(c, "stamped");
	struct name n = {0};
	int32_t date;

	*f = (struct filing){.path = path, .original = slash ? slash + 1 : path, .at = {path, 0, 0}};
	f->at_customer = f->at_doctype = f->at_invoice = f->at_file = f->at_amount = f->at;
	n.date = DATE_NONE;
	if (name_parse(c->arena, f->original, &n) < 0 || n.cut)
		n = (struct name){.date = DATE_NONE};
	if (cmd_date(c, "date", &date) < 0)
		return EXIT_BAD_USAGE;
	f->customer = cmd_option(c, "customer") ? cmd_option(c, "customer") : n.customer;
	f->invoice = cmd_option(c, "invoice") ? cmd_option(c, "invoice") : n.invoice;
	f->doctype = cmd_option(c, "doctype") ? cmd_option(c, "doctype") : n.doctype;
	f->date = date != DATE_NONE ? date : n.date;
	f->signed_by = cmd_option(c, "signed-by");
	f->signed_role = cmd_option(c, "signed-role");
	f->note = cmd_option(c, "note");
	f->amount = cmd_option(c, "amount");
	f->currency = cmd_option(c, "currency");
	f->authority = cmd_option(c, "authority");
	if (cmd_date(c, "authority-until", &f->authority_until) < 0)
		return EXIT_BAD_USAGE;
	f->stamped = stamped != NULL;
	f->said = (f->signed_by ? FILING_SIGNED_BY : 0u) | (f->signed_role ? FILING_SIGNED_ROLE : 0u) |
		  (f->note ? FILING_NOTE : 0u) | (stamped ? FILING_STAMPED : 0u) |
		  (f->authority ? FILING_AUTHORITY : 0u) |
		  (f->authority_until != DATE_NONE ? FILING_UNTIL : 0u);
	/* --note "" says that there is none */
	f->signed_by = f->signed_by && *f->signed_by ? f->signed_by : NULL;
	f->signed_role = f->signed_role && *f->signed_role ? f->signed_role : NULL;
	f->note = f->note && *f->note ? f->note : NULL;
	if (!f->customer || !f->doctype || f->date == DATE_NONE)
		return cmd_usage(
			c, "%s: --customer, --doctype and --date are wanted, or a name by the convention",
			path);
	return EXIT_FINE;
}

static int customer_known(struct cmd *c)
{
	struct known all = {0};

	return !cmd_option(c, "customer") ? 0
	       : known_read(c, &all, "SELECT code FROM customer ORDER BY code") < 0
		       ? -1
		       : known_check(c, &all, "the ledger", "customer", cmd_option(c, "customer"));
}

/* A paper that is corrected or withdrawn must be in the store. */
static int scan_known(struct cmd *c, const char *name)
{
	struct query *q = query_open(c->db, c->diag, "SELECT 1 FROM evidence WHERE name = :name", NULL);
	const char *near;
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "name", name);
	rc = query_next(q, c->diag);
	query_close(q);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	near = known_hint(c, KNOWN_SCAN, name);
	return diag_hint(c->diag, DIAG_NO_SUBJECT, NULL,
			 near ? near : "`ledgerpress evidence list` lists them",
			 "the store has no paper \"%s\"", name);
}

static int run_add(struct cmd *c)
{
	struct filing *f = arena_alloc(c->arena, sizeof *f * (size_t)(c->args + 1));
	struct intake_report sum = {0};
	int code;

	if (c->args < 2)
		return cmd_usage(c, "evidence add wants files");
	for (int32_t i = 1; i < c->args; i++) {
		code = filing_of(c, c->arg[i], &f[i - 1]);
		if (code != EXIT_FINE)
			return code;
	}
	if (customer_known(c) < 0)
		return EXIT_NOT_MADE;
	code = give_year(c, f, c->args - 1);
	if (code == EXIT_FINE)
		code = file_papers(c, f, c->args - 1, &sum);
	return code == EXIT_FINE ? say_report(c, &sum) : code;
}

/* Whom list speaks of: nobody must be told that there is nothing of a case or a customer that is not. */
static int list_known(struct cmd *c)
{
	struct known cases = {0}, customers = {0};

	if (known_read(c, &cases, "SELECT id FROM bad_case ORDER BY id") < 0 ||
	    known_read(c, &customers, "SELECT code FROM customer UNION SELECT customer FROM evidence") < 0)
		return -1;
	if (c->args > 1 && known_check(c, &cases, "the ledger", "case", c->arg[1]) < 0)
		return -1;
	return known_check(c, &customers, "the ledger", "customer", cmd_option(c, "customer"));
}

static int run_list(struct cmd *c)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT name, customer, invoice, invoice_year, date, doctype, pages, signed_by, signed_role, CASE stamped WHEN 1 THEN 'yes' ELSE 'no' END,"
		" CASE valid WHEN 1 THEN 'yes' ELSE 'no' END, why_invalid, original, iso(withdrawn_on), iso(mail_date) || coalesce(' ' || mail_time, ''), mail_from, mail_subject, mail_files FROM evidence"
		" WHERE customer = coalesce(:customer, customer) AND (:case_id IS NULL OR case_id = :case_id OR (case_id IS NULL AND"
		" customer = (SELECT customer FROM bad_case WHERE id = :case_id))) ORDER BY customer, date, doctype, name",
		NULL);
	struct out_table *t;
	int r;

	if (c->args > 2) {
		query_close(q);
		return cmd_usage(c, "evidence list takes one case");
	}
	if (!q || list_known(c) < 0) {
		query_close(q);
		return q ? EXIT_NOT_MADE : EXIT_STOPPED;
	}
	query_bind_text(q, "customer", cmd_option(c, "customer"));
	query_bind_text(q, "case_id", c->args > 1 ? c->arg[1] : NULL);
	t = list_open(LIST_evidence, 0);
	while ((r = query_next(q, c->diag)) > 0)
		for (int32_t i = 0; i < query_columns(q); i++)
			if (i == 4)
				out_cell_date(t, (int32_t)query_int(q, i));
			else
				out_cell(t, query_null(q, i) ? NULL : query_text(q, i));
	query_close(q);
	if (r < 0) {
		out_drop(t);
		return EXIT_STOPPED;
	}
	out_close(c, t);
	return EXIT_FINE;
}

/* Every object of the store is what was filed. */
static int check_store(struct cmd *c)
{
	struct query *q =
		query_open(c->db, c->diag, "SELECT DISTINCT sha256 FROM evidence ORDER BY sha256", NULL);
	struct arena scratch;
	int bad = q ? 0 : -1, r = 0;
	size_t n;

	arena_init(&scratch);
	while (q && (r = query_next(q, c->diag)) > 0) {
		if (!vault_read(c->db, c->house, &scratch, c->diag, query_text(q, 0), &n))
			bad = -1;
		arena_reset(&scratch);
	}
	arena_done(&scratch);
	query_close(q);
	return r < 0 ? -1 : bad;
}

/* Every case asked about is one, and open on the day: of another nothing would be missing. */
static int cases_known(struct cmd *c, struct db *snapshot, int32_t as_of)
{
	struct known all = {0};
	struct query *q = query_open(snapshot, c->diag, "SELECT 1 FROM case_now WHERE id = :id", NULL);
	char day[11];
	int rc = q ? known_read(c, &all, "SELECT id FROM bad_case ORDER BY id") : -1;

	for (int32_t i = 1; i < c->args && rc >= 0; i++) {
		if ((rc = known_check(c, &all, "the ledger", "case", c->arg[i])) < 0)
			break;
		query_reset(q);
		query_bind_text(q, "id", c->arg[i]);
		if ((rc = query_next(q, c->diag)) == 0)
			rc = diag_hint(c->diag, DIAG_NO_CASE, NULL,
				       "`ledgerpress case list --all` lists them", "%s is not open on %s",
				       c->arg[i], date_format(as_of, day));
	}
	query_close(q);
	return rc < 0 ? -1 : 0;
}

static int asked(const struct cmd *c, const char *case_id)
{
	for (int32_t i = 1; i < c->args; i++)
		if (strcmp(c->arg[i], case_id) == 0)
			return 1;
	return c->args < 2;
}

static int add_case(struct cmd *c, struct db *snapshot, int32_t as_of, const char *id, const char *customer,
		    int64_t age, struct out_table *t, int32_t *gaps)
{
	const int dated = c->json || c->csv; /* machines have the date in a column of its own */
	struct bundle_gap *gap;
	int32_t n;

	if (bundle_gaps(snapshot, c->house, c->arena, c->diag, id, customer, as_of, &gap, &n) < 0 ||
	    gaps_word(c, gap, n) < 0)
		return -1;
	for (int32_t i = 0; i < n; i++) {
		out_cell(t, id);
		out_cell(t, customer);
		out_cell_int(t, age);
		out_cell(t, gap[i].stage);
		out_cell(t, *gap[i].invoice ? dated ? gap[i].invoice : gap[i].named : NULL);
		out_cell(t, gap[i].doctype);
		out_cell(t, gap[i].said);
		if (dated)
			out_cell_date(t, gap[i].invoice_date);
	}
	*gaps += n;
	return 0;
}

static int run_check(struct cmd *c)
{
	struct db *snapshot;
	struct query *k;
	struct out_table *t;
	int32_t as_of, gaps = 0, cases = 0, whole = 0;
	int r = -1;

	if (day_read(c, DATE_NONE, &as_of, NULL) < 0)
		return EXIT_BAD_USAGE;
	snapshot = freeze_memory(c, as_of, "");
	if (!snapshot)
		return EXIT_STOPPED;
	if (cases_known(c, snapshot, as_of) < 0) {
		db_close(snapshot);
		return EXIT_NOT_MADE;
	}
	t = list_open(LIST_gaps, c->json || c->csv);
	k = query_open(
		snapshot, c->diag,
		"SELECT id, customer, age FROM case_now n WHERE NOT EXISTS (SELECT 1 FROM case_change h WHERE h.id = n.id AND h.change = 'opened')"
		" ORDER BY id",
		NULL);
	while (k && (r = query_next(k, c->diag)) > 0)
		if (asked(c, query_text(k, 0))) {
			int32_t before = gaps;

			cases++;
			if (add_case(c, snapshot, as_of, query_text(k, 0), query_text(k, 1), query_int(k, 2),
				     t, &gaps) < 0) {
				r = -1;
				break;
			}
			whole += gaps == before;
		}
	query_close(k);
	db_close(snapshot);
	if (r < 0) {
		out_drop(t);
		return EXIT_STOPPED;
	}
	out_close(c, t);
	cmd_say(c, "%d %s, %d of them complete, %d %s\n", cases, cases == 1 ? "case" : "cases", whole, gaps,
		gaps == 1 ? "gap" : "gaps");
	r = check_store(c);
	if (history_words_say(c->db, c->house, c->arena, c->diag) < 0 ||
	    bundle_printed(c->db, c->arena, c->diag, NULL, NULL, NULL) < 0)
		r = -1;
	return custody_check(c->db, c->diag) < 0 || r < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

/* correct, withdraw: one paper by its name in the store, why, and who says so. */
static int correction_read(struct cmd *c, struct correction *k)
{
	*k = (struct correction){.name = c->args > 1 ? c->arg[1] : NULL,
				 .customer = cmd_option(c, "customer"),
				 .doctype = cmd_option(c, "doctype"),
				 .invoice = cmd_option(c, "invoice"),
				 .reason = cmd_option(c, "reason"),
				 .who = cmd_option(c, "by")};
	if (c->args != 2)
		return cmd_usage(c, "evidence %s wants one paper, by its name in the store", c->arg[0]);
	if (!k->reason || !*k->reason || !k->who || !*k->who)
		return cmd_usage(c, "evidence %s wants --reason and --by", c->arg[0]);
	if (cmd_date(c, "date", &k->date) < 0 || day_read(c, DATE_NONE, &k->day, NULL) < 0)
		return EXIT_BAD_USAGE;
	return EXIT_FINE;
}

static int run_correct(struct cmd *c)
{
	struct correction k;
	int code = correction_read(c, &k);

	if (code != EXIT_FINE)
		return code;
	if (!k.customer && !k.doctype && !k.invoice && k.date == DATE_NONE)
		return cmd_usage(c, "evidence correct wants --customer, --doctype, --date or --invoice");
	if (scan_known(c, k.name) < 0 || customer_known(c) < 0)
		return EXIT_NOT_MADE;
	return evidence_correct(c->db, c->house, c->arena, c->diag, &k) < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

static int run_withdraw(struct cmd *c)
{
	struct correction k;
	int code = correction_read(c, &k);

	if (code != EXIT_FINE)
		return code;
	if (scan_known(c, k.name) < 0)
		return EXIT_NOT_MADE;
	if (evidence_withdraw(c->db, c->arena, c->diag, &k) < 0)
		return EXIT_NOT_MADE;
	cmd_say(c, "%s is withdrawn\n", k.name);
	return EXIT_FINE;
}

static int run(struct cmd *c)
{
	static const char *const words[] = {"import",  "add",	   "list",  "check",
					    "correct", "withdraw", "amount"};
	static int (*const what[])(struct cmd *) = {run_import,	 run_add,      run_list,       run_check,
						    run_correct, run_withdraw, evidence_amount};
	const char *close;

	if (c->args < 1)
		return cmd_usage(c, "import, add, list, check, correct, withdraw or amount is wanted");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(c->arg[0], words[i]) == 0)
			return cmd_ledger(c) < 0 || known_staff(c, "by") < 0 ? EXIT_STOPPED : what[i](c);
	close = diag_closest(c->arg[0], words, sizeof words / sizeof *words);
	return close ? cmd_usage(c, "evidence %s: did you mean %s?", c->arg[0], close)
		     : cmd_usage(c, "evidence %s is not known", c->arg[0]);
}

static const struct option_row options[] = {
	{"as-of", 0, "DATE",
	 "the day of filing, or that the check speaks of; without it the newest day that the ledger knows"},
	{"by", 0, "WHO", "who files; [staff] ar without it; correct, withdraw: who says so"},
	{"reason", 0, "TEXT", "correct, withdraw: why"},
	{"amount", 0, "AMOUNT",
	 "amount, add: the sum as the paper has it, to be compared with the ledger's of its invoice"},
	{"currency", 0, "CODE", "amount, add: its currency; without it the invoice's"},
	{"customer", 0, "CODE", "add, correct: whose paper; list: only of this customer"},
	{"invoice", 0, "NUMBER", "add, correct: about which invoice; correct --invoice \"\": about none"},
	{"invoice-year", 0, "YEAR",
	 "add, import: the invoice's year, where numbers begin anew; without it the invoice nearest to the paper's date"},
	{"date", 0, "DATE", "add, correct: the paper's own date"},
	{"doctype", 0, "TYPE", "add, correct: INV PO DN CONFR GUARS PROOF PHOTO …"},
	{"signed-by", 0, "NAME", "add: who signed it"},
	{"signed-role", 0, "ROLE", "add: as what: owner, director, storekeeper …"},
	{"authority", 0, "NUMBER", "add: of the power of attorney by which it was signed"},
	{"authority-until", 0, "DATE", "add: the last day on which that power was valid"},
	{"stamped", 0, NULL, "add: it bears a stamp"},
	{"note", 0, "TEXT", "add: a remark"},
	{NULL, 0, NULL, NULL}};

const struct command command_evidence = {
	"evidence",
	"file papers that come in, list them, name what is missing",
	"import INDEX.csv… | add FILE… | list [CASE] | check [CASE…] | correct NAME | withdraw NAME | amount NAME --amount SUM",
	run,
	options,
	"Files are copied into evidence/store/ under their convention names and never overwritten; the same content twice is one object.\n"
	"What was filed with a wrong signatory, role, stamp, note or year is put right by filing the same file again with what is right: both stand in the\n"
	"custody log, with the day and who said so. An index speaks by the columns that it has, an empty cell says \"none\".\n"
	"correct puts right whose, what kind and of which day a paper is, withdraw takes it out of bundles of later days: both by its name in the store, which\n"
	"stays, with --reason and --by, and never on a day before the last line that the custody log has of it.\n"
	"amount notes what somebody read off a paper: where the ledger has another sum it is a gap, and a discrepancy of a handover. An index says the same in its\n"
	"columns amount and currency.\n"};
