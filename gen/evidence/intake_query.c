/* intake_query.c: what filing asks the ledger, prepared once a call. */
#include "evidence/intake_own.h"

int intake_queries_open(struct intake *in)
{
	static const struct query_want want[INVOICE_COLUMNS] = {
		[INVOICE_DAY] = {"day", WANT_TEXT, WANT_ALWAYS},
		[INVOICE_AWAY] = {"away", WANT_INT, WANT_ALWAYS},
		[INVOICE_NEAR] = {"near", WANT_INT, WANT_ALWAYS}};
	const struct {
		struct query **q;
		const char *sql;
	} all[] = {
		{&in->customer, "SELECT 1 FROM customer WHERE code = :customer"},
		/* the days of all invoices of the number: the year's, or near enough; :year 0: not said */
		{&in->invoice,
		 "SELECT iso(date) AS day, abs(date - :date) AS away, CASE WHEN :year THEN substr(iso(date), "
		 "1, 4) = "
		 "CAST(:year "
		 "AS TEXT) ELSE abs(date - :date) <= 183 END AS near"
		 " FROM entry WHERE customer = :customer AND number = :invoice GROUP BY date ORDER BY date"},
		/* of the invoice that the paper speaks of, as a snapshot finds it, where the customer has
		   another of the number */
		{&in->year,
		 "SELECT substr(iso(e.date), 1, 4) FROM entry e WHERE e.customer = :customer AND e.number = :invoice AND abs(e.date - :date) <= 183"
		 " AND EXISTS (SELECT 1 FROM entry x WHERE x.customer = e.customer AND x.number = e.number AND x.amount > 0 AND x.date <> e.date)"
		 " ORDER BY e.amount < 0, abs(e.date - :date), e.date LIMIT 1"},
		{&in->object, "SELECT 1 FROM evidence WHERE sha256 = :sha256"},
		/* by whatever extension and invoice: an exhibit's number is of its day and DocType, in the
		   case and before it; what was purged, or given to another customer, keeps its name to itself
		 */
		{&in->taken,
		 "SELECT 1 FROM evidence WHERE substr(name, 1, length(:stem)) = :stem COLLATE NOCASE UNION ALL "
		 "SELECT 1 FROM evidence WHERE customer = :customer AND (case_id IS NULL OR :case_id IS NULL OR case_id = :case_id) AND instr(name, :tail) > 0 UNION ALL "
		 "SELECT 1 FROM evidence WHERE customer <> :customer AND instr(name, :whose) > 0 AND instr(name, :tail) > 0 UNION ALL "
		 "SELECT 1 FROM custody WHERE act = 'purged' AND (substr(subject, 1, length(:stem)) = :stem COLLATE NOCASE OR "
		 "instr(subject, :whose) > 0 AND instr(subject, :tail) > 0)"},
		{&in->insert,
		 "INSERT INTO evidence (case_id, customer, invoice, date, doctype, invoice_year, original, name, sha256, "
		 "bytes, media,"
		 " pages, signed_by, signed_role, stamped, note, valid, why_invalid, filed_on, filed_by, line, authority, authority_until, unreadable, mail_from, mail_subject, mail_date, mail_time, mail_files, taken_on, taken_at)"
		 " VALUES (:case_id, :customer, :invoice, :date, :doctype, :invoice_year, :original, :name, :sha256, :bytes, "
		 ":media,"
		 " :pages, :signed_by, :signed_role, :stamped, :note, :valid, :why, :filed_on, :filed_by, "
		 ":line, :authority, :until, :unreadable, :mail_from, :mail_subject, :mail_date, :mail_time, :mail_files, :taken_on, :taken_at)"},
		{&in->open_case,
		 "SELECT id FROM bad_case WHERE customer = :customer AND opened <= :filed_on AND closed IS NULL"},
		{&in->customers,
		 "SELECT code FROM customer WHERE lower(code) = lower(:customer) OR"
		 " replace(lower(code), ' ', '') = replace(lower(:customer), ' ', '') ORDER BY code LIMIT 1"},
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		*all[i].q = query_open(in->b, in->d, all[i].sql, NULL);
		if (!*all[i].q)
			return -1;
	}
	return query_column(in->invoice, in->d, want, INVOICE_COLUMNS, in->invoice_at);
}

void intake_queries_close(struct intake *in)
{
	query_close(in->customer);
	query_close(in->invoice);
	query_close(in->year);
	query_close(in->object);
	query_close(in->taken);
	query_close(in->insert);
	query_close(in->open_case);
	query_close(in->customers);
}
