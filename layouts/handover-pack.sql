-- handover-pack.sql: PACK, what is in the ZIP of a handover. The table pack_file is filled by the handover; in other runs it is empty.

-- name: jobs
SELECT NULL AS customer, r.made_by AS salesman, :default_language AS language, 0 AS level, r.id AS key, NULL AS reason, NULL AS first_on, r.made_by AS sort
FROM run r JOIN pack_file f ON f.seq = 1 WHERE r.id = :run AND r.kind = 'handover';

-- name: people
SELECT r.id AS run, coalesce(f.name, r.made_by) AS leaving, r.made_by AS leaving_code, coalesce(t.name, r.given_to) AS taking, r.given_to AS taking_code
FROM run r LEFT JOIN staff f ON f.code = r.made_by LEFT JOIN staff t ON t.code = r.given_to WHERE r.id = :run;

-- name: books
-- columns: total money
SELECT b.currency, sum(b.total) AS total FROM party c JOIN balance b ON b.customer = c.code WHERE c.salesman = :salesman AND b.items > 0
GROUP BY b.currency ORDER BY b.currency;

-- name: counts
-- columns: customers count, own count, given count
SELECT (SELECT count(*) FROM party WHERE salesman = :salesman) AS customers, count(*) FILTER (WHERE number IS NOT NULL) AS own,
	count(*) FILTER (WHERE number IS NULL) AS given FROM pack_file;

-- name: papers
-- How many of the papers that open invoices need are there.
-- columns: needed count, found count, missing count
SELECT count(*) AS needed, coalesce(sum(there), 0) AS found, coalesce(sum(1 - there), 0) AS missing FROM (
	SELECT EXISTS (SELECT 1 FROM evidence_of a JOIN evidence e ON e.id = a.evidence WHERE a.entry = o.entry AND e.valid = 1 AND e.date <= :as_of
		AND substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) = n.column1) AS there
	FROM party c JOIN open_item o ON o.customer = c.code CROSS JOIN (VALUES ('PO'), ('INV'), ('DN')) n
	WHERE c.salesman = :salesman AND o.type = 'invoice' AND o.outstanding > 0);

-- name: own
-- columns: type term, pages count
SELECT f.number, f.type, f.customer, c.name, f.pages, f.path,
	substr(f.sha256, 1, 16) || ' ' || substr(f.sha256, 17, 16) || ' ' || substr(f.sha256, 33, 16) || ' ' || substr(f.sha256, 49, 16) AS hash
FROM pack_file f LEFT JOIN party c ON c.code = f.customer WHERE f.number IS NOT NULL ORDER BY f.seq;

-- name: given
-- columns: type term, date date, pages count
SELECT f.customer, c.name, substr(f.type, 1, instr(f.type || '-', '-') - 1) AS type, f.invoice, f.date, f.pages, f.path,
	substr(f.sha256, 1, 16) || ' ' || substr(f.sha256, 17, 16) || ' ' || substr(f.sha256, 33, 16) || ' ' || substr(f.sha256, 49, 16) AS hash
FROM pack_file f LEFT JOIN party c ON c.code = f.customer WHERE f.number IS NULL ORDER BY f.seq;

-- name: files
-- What else lies in the pack.
-- columns: what term
SELECT 'tie-out.csv' AS file, 'file_tie_out' AS what;
