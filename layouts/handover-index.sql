-- handover-index.sql: HOIDX, the outstanding debtors of a leaving salesman, and which papers of each open invoice are there.

-- name: jobs
-- A handover makes these papers, one of each; no other run does: there :run is of another kind.
SELECT NULL AS customer, r.made_by AS salesman, :default_language AS language, 0 AS level, r.id AS key, NULL AS reason, NULL AS first_on,
	r.made_by AS sort, r.given_to AS successor, CASE WHEN r.selection LIKE '% order=due' THEN 'due' ELSE 'customer' END AS file_order
FROM run r WHERE r.id = :run AND r.kind = 'handover';

-- name: people
-- columns: leaving_role term, taking_role term
SELECT coalesce(f.name, :salesman) AS leaving, :salesman AS leaving_code, coalesce(f.role, 'salesman') AS leaving_role,
	coalesce(t.name, :successor) AS taking, :successor AS taking_code, coalesce(t.role, 'salesman') AS taking_role, t.phone AS taking_phone
FROM (SELECT 1) LEFT JOIN staff f ON f.code = :salesman LEFT JOIN staff t ON t.code = :successor;

-- name: books
SELECT b.currency, count(*) OVER () > 1 AS several FROM party c JOIN balance b ON b.customer = c.code
WHERE c.salesman = :salesman AND b.items > 0 GROUP BY b.currency ORDER BY b.currency;

-- name: lines
-- The file by customer. A tick says what the column promises: signed by one whose signature counts, and an invoice stamped too (as in handover-check.sql);
-- a paper that is there without that has its tick in brackets.
-- columns: kind term, type term, date date, due date, outstanding money
WITH mine AS (
	SELECT o.*, c.name, c.kind FROM party c JOIN open_item o ON o.customer = c.code WHERE c.salesman = :salesman AND o.currency = :currency AND :file_order = 'customer'),
paper AS (
	SELECT entry, doctype, CASE WHEN max(signed) AND (doctype <> 'INV' OR max(stamped)) THEN '✓' ELSE '(✓)' END AS mark FROM (
		SELECT a.entry, substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) AS doctype,
			coalesce(trim(e.signed_by), '') <> '' AND e.why_invalid IS NULL AS signed, coalesce(e.stamped, 0) AS stamped
		FROM evidence_of a JOIN evidence e ON e.id = a.evidence WHERE e.valid = 1 AND e.date <= :as_of)
	GROUP BY entry, doctype)
SELECT customer, name, kind, type, number, date, due, po_number, outstanding, po, inv, dn, :currency AS currency, row_kind FROM (
	SELECT customer, max(name) AS name, max(kind) AS kind, NULL AS type, NULL AS number, NULL AS date, NULL AS due, NULL AS po_number,
		NULL AS outstanding, NULL AS po, NULL AS inv, NULL AS dn, 'head' AS row_kind, customer AS grp, 0 AS part
	FROM mine GROUP BY customer
	UNION ALL
	SELECT customer, name, kind, type, number, date, due, po_number, outstanding,
		CASE WHEN type <> 'invoice' THEN '' ELSE coalesce((SELECT mark FROM paper p WHERE p.entry = m.entry AND p.doctype = 'PO'), '–') END,
		CASE WHEN type <> 'invoice' THEN '' ELSE coalesce((SELECT mark FROM paper p WHERE p.entry = m.entry AND p.doctype = 'INV'), '–') END,
		CASE WHEN type <> 'invoice' THEN '' ELSE coalesce((SELECT mark FROM paper p WHERE p.entry = m.entry AND p.doctype = 'DN'), '–') END,
		NULL, customer, 1
	FROM mine m
	UNION ALL
	SELECT customer, max(name), max(kind), NULL, NULL, NULL, NULL, NULL, sum(outstanding), NULL, NULL, NULL, 'subtotal', customer, 2 FROM mine GROUP BY customer
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, sum(outstanding), NULL, NULL, NULL, 'total', NULL, 3 FROM mine HAVING count(*) > 0)
ORDER BY grp IS NULL, grp, part, due, date, number;

-- name: dues
-- The file by due date.
-- columns: kind term, type term, date date, due date, outstanding money
WITH mine AS (
	SELECT o.*, c.name, c.kind FROM party c JOIN open_item o ON o.customer = c.code WHERE c.salesman = :salesman AND o.currency = :currency AND :file_order = 'due'),
paper AS (
	SELECT entry, doctype, CASE WHEN max(signed) AND (doctype <> 'INV' OR max(stamped)) THEN '✓' ELSE '(✓)' END AS mark FROM (
		SELECT a.entry, substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) AS doctype,
			coalesce(trim(e.signed_by), '') <> '' AND e.why_invalid IS NULL AS signed, coalesce(e.stamped, 0) AS stamped
		FROM evidence_of a JOIN evidence e ON e.id = a.evidence WHERE e.valid = 1 AND e.date <= :as_of)
	GROUP BY entry, doctype)
SELECT due, customer, name, kind, type, number, date, outstanding, po, inv, dn, :currency AS currency, row_kind FROM (
	SELECT due, NULL AS customer, NULL AS name, NULL AS kind, NULL AS type, NULL AS number, NULL AS date, NULL AS outstanding, NULL AS po, NULL AS inv, NULL AS dn,
		'head' AS row_kind, due AS grp, 0 AS part FROM mine GROUP BY due
	UNION ALL
	SELECT NULL, customer, name, kind, type, number, date, outstanding,
		CASE WHEN type <> 'invoice' THEN '' ELSE coalesce((SELECT mark FROM paper p WHERE p.entry = m.entry AND p.doctype = 'PO'), '–') END,
		CASE WHEN type <> 'invoice' THEN '' ELSE coalesce((SELECT mark FROM paper p WHERE p.entry = m.entry AND p.doctype = 'INV'), '–') END,
		CASE WHEN type <> 'invoice' THEN '' ELSE coalesce((SELECT mark FROM paper p WHERE p.entry = m.entry AND p.doctype = 'DN'), '–') END,
		NULL, due, 1
	FROM mine m
	UNION ALL
	SELECT due, NULL, NULL, NULL, NULL, NULL, NULL, sum(outstanding), NULL, NULL, NULL, 'subtotal', due, 2 FROM mine GROUP BY due
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, sum(outstanding), NULL, NULL, NULL, 'total', NULL, 3 FROM mine HAVING count(*) > 0)
ORDER BY part = 3, grp IS NULL, grp, part, customer, date, number;

-- name: papers
-- How many of the papers that open invoices need are there.
-- columns: needed count, found count, missing count
SELECT count(*) AS needed, coalesce(sum(there), 0) AS found, coalesce(sum(1 - there), 0) AS missing FROM (
	SELECT EXISTS (SELECT 1 FROM evidence_of a JOIN evidence e ON e.id = a.evidence WHERE a.entry = o.entry AND e.valid = 1 AND e.date <= :as_of
		AND substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) = n.column1) AS there
	FROM party c JOIN open_item o ON o.customer = c.code CROSS JOIN (VALUES ('PO'), ('INV'), ('DN')) n
	WHERE c.salesman = :salesman AND o.type = 'invoice' AND o.outstanding > 0);
