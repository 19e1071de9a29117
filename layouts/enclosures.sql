-- enclosures.sql: what goes along with a letter by mail, and to whom: copies of the invoices and delivery notes that the letter lists.

-- name: jobs
-- Never a job of its own: a mail brings it along, with the entries of the paper's items, a space behind each, and whether all evidence of the customer goes along.
SELECT NULL AS customer, NULL AS salesman, 'en' AS language, 0 AS level, '' AS key, 'print_file' AS reason, NULL AS first_on, '' AS sort,
	'' AS items, 0 AS whole WHERE 0;

-- name: recipients
-- The first of them with an address that mail can go to gets it: accounts or administration, the customer's own address, then who decides.
SELECT name, email FROM (
	SELECT x.name, x.email, CASE x.role WHEN 'accounts' THEN 0 WHEN 'admin' THEN 1 WHEN 'chief_accountant' THEN 2
		WHEN 'director' THEN 4 WHEN 'managing_director' THEN 5 WHEN 'owner' THEN 6 ELSE 7 END AS place, x.id
	FROM contact x WHERE x.customer = :customer AND trim(coalesce(x.email, '')) <> ''
		AND coalesce(x.valid_from, :as_of) <= :as_of AND coalesce(x.valid_to, :as_of) >= :as_of
	UNION ALL
	SELECT name, email, 3, 0 FROM customer WHERE code = :customer AND trim(coalesce(email, '')) <> ''
	UNION ALL
	-- by name on the list of those without one
	SELECT name, '', 8, 0 FROM customer WHERE code = :customer)
ORDER BY place, id;

-- name: enclosed
-- What is one scan stands once.
-- columns: kind term, date date
WITH RECURSIVE item(entry, rest) AS (
	SELECT NULL, :items
	UNION ALL SELECT CAST(substr(rest, 1, instr(rest, ' ') - 1) AS INTEGER), substr(rest, instr(rest, ' ') + 1) FROM item WHERE rest <> ''),
said AS (
	SELECT v.*, substr(v.doctype, 1, instr(v.doctype || '-', '-') - 1) AS kind FROM evidence v
	WHERE v.date <= :as_of AND v.id NOT IN (SELECT evidence FROM evidence_other))
SELECT min(name) AS name, sha256, media, kind, invoice, date FROM said s
WHERE CASE WHEN :whole THEN customer = :customer
	ELSE valid = 1 AND kind IN ('INV', 'DN') AND id IN (SELECT a.evidence FROM item i CROSS JOIN evidence_of a ON a.entry = i.entry) END
GROUP BY sha256 ORDER BY date, name;

-- name: lacking
-- Invoices of which there is no copy, and delivery notes that the ledger names and nobody filed.
-- columns: kind term
WITH RECURSIVE item(entry, rest) AS (
	SELECT NULL, :items
	UNION ALL SELECT CAST(substr(rest, 1, instr(rest, ' ') - 1) AS INTEGER), substr(rest, instr(rest, ' ') + 1) FROM item WHERE rest <> ''),
invoiced AS (SELECT e.id, e.number, e.date, e.delivery_note FROM item i CROSS JOIN entry e ON e.id = i.entry WHERE e.type = 'invoice')
SELECT kind, group_concat(number, comma(:language, NULL)) AS numbers FROM (
	SELECT k.kind, CASE k.kind WHEN 'DN' THEN x.delivery_note ELSE x.number END AS number
	FROM invoiced x CROSS JOIN (SELECT 'INV' AS kind, 1 AS place UNION ALL SELECT 'DN', 2) k
	WHERE (k.kind = 'INV' OR coalesce(x.delivery_note, '') <> '') AND NOT EXISTS (SELECT 1 FROM evidence_of a JOIN evidence v ON v.id = a.evidence
		WHERE a.entry = x.id AND v.valid = 1 AND v.date <= :as_of AND substr(v.doctype, 1, instr(v.doctype || '-', '-') - 1) = k.kind)
	ORDER BY k.place, x.date, x.number)
GROUP BY kind ORDER BY kind = 'DN';
