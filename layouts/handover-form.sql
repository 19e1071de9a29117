-- handover-form.sql: HOFORM, what was transferred, with totals that equal the statements of the pack.

-- name: jobs
-- A handover makes these papers, one of each; no other run does: there :run is of another kind.
SELECT NULL AS customer, r.made_by AS salesman, :default_language AS language, 0 AS level, r.id AS key, NULL AS reason, NULL AS first_on,
	r.made_by AS sort, r.given_to AS successor
FROM run r WHERE r.id = :run AND r.kind = 'handover';

-- name: people
-- columns: leaving_role term, taking_role term
SELECT coalesce(f.name, :salesman) AS leaving, :salesman AS leaving_code, coalesce(f.role, 'salesman') AS leaving_role,
	coalesce(t.name, :successor) AS taking, :successor AS taking_code, coalesce(t.role, 'salesman') AS taking_role, t.phone AS taking_phone
FROM (SELECT 1) LEFT JOIN staff f ON f.code = :salesman LEFT JOIN staff t ON t.code = :successor;

-- name: counts
-- columns: customers count, items count, found count, missing count, assets count, statements count
SELECT (SELECT count(*) FROM party c WHERE c.salesman = :salesman) AS customers,
	(SELECT coalesce(sum(b.items), 0) FROM party c JOIN balance b ON b.customer = c.code WHERE c.salesman = :salesman) AS items,
	(SELECT count(DISTINCT c.code) FROM party c JOIN balance b ON b.customer = c.code WHERE c.salesman = :salesman AND b.items > 0) AS statements,
	(SELECT count(*) FROM party c JOIN open_item o ON o.customer = c.code JOIN evidence_of a ON a.entry = o.entry JOIN evidence e ON e.id = a.evidence
		WHERE c.salesman = :salesman AND e.valid = 1 AND e.date <= :as_of AND substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) IN ('PO', 'INV', 'DN')
		AND o.type = 'invoice' AND o.outstanding > 0) AS found,
	(SELECT count(*) FROM party c JOIN open_item o ON o.customer = c.code CROSS JOIN (VALUES ('PO'), ('INV'), ('DN')) n
		WHERE c.salesman = :salesman AND o.type = 'invoice' AND o.outstanding > 0 AND NOT EXISTS (SELECT 1 FROM evidence_of a JOIN evidence e ON e.id = a.evidence WHERE a.entry = o.entry
			AND e.valid = 1 AND e.date <= :as_of
			AND substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) = n.column1)) AS missing,
	(SELECT count(*) FROM party c JOIN asset a ON a.customer = c.code WHERE c.salesman = :salesman AND (a.removed_on IS NULL OR a.removed_on > :as_of)) AS assets;

-- name: books
-- What this form hands over, one row a currency: the sum of the items, and the sum of the statements.
-- columns: total money, statements money
SELECT o.currency, sum(o.outstanding) AS total,
	(SELECT sum(b.total) FROM party x JOIN balance b ON b.customer = x.code WHERE x.salesman = :salesman AND b.currency = o.currency) AS statements,
	count(*) OVER () > 1 AS several
FROM party c JOIN open_item o ON o.customer = c.code WHERE c.salesman = :salesman GROUP BY o.currency ORDER BY o.currency;

-- name: lines
-- columns: kind term, items count, overdue money, credit money, total money
SELECT account, name, kind, items, overdue, credit, total, :currency AS currency, row_kind FROM (
	SELECT c.code AS account, c.name, c.kind, b.items, b.overdue, nullif(b.credit, 0) AS credit, b.total, NULL AS row_kind, 0 AS part
	FROM party c JOIN balance b ON b.customer = c.code WHERE c.salesman = :salesman AND b.currency = :currency
	UNION ALL
	SELECT NULL, NULL, NULL, sum(b.items), sum(b.overdue), nullif(sum(b.credit), 0), sum(b.total), 'total', 1
	FROM party c JOIN balance b ON b.customer = c.code WHERE c.salesman = :salesman AND b.currency = :currency)
ORDER BY part, account;

-- name: quiet
-- Those of whom nothing is open: they are handed over too.
-- columns: kind term
SELECT c.code AS account, c.name, c.kind FROM party c
WHERE c.salesman = :salesman AND NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = c.code AND b.items > 0) ORDER BY c.code;

-- name: buckets
-- Percents by largest remainder, as base/money.c does it: they add up to 100.0.
-- columns: label term, amount money, tenths percent
WITH part AS (
	SELECT t.bucket, coalesce(k.label, 'unallocated') AS label, sum(t.amount) AS amount, max(sum(t.amount), 0) AS p
	FROM party c JOIN bucket_total t ON t.customer = c.code LEFT JOIN bucket k ON k.idx = t.bucket
	WHERE c.salesman = :salesman AND t.currency = :currency GROUP BY t.bucket),
share AS (
	SELECT *, CASE WHEN sum(p) OVER () > 0 THEN p * 1000 / sum(p) OVER () ELSE 0 END AS q,
		CASE WHEN sum(p) OVER () > 0 THEN p * 1000 % sum(p) OVER () ELSE 0 END AS r, sum(p) OVER () > 0 AS any FROM part),
ranked AS (
	SELECT *, row_number() OVER (ORDER BY r DESC, bucket < 0, bucket) AS place, 1000 - sum(q) OVER () AS rest FROM share)
SELECT label, amount, q + (any AND place <= rest) AS tenths, :currency AS currency FROM ranked ORDER BY bucket < 0, bucket;

-- name: tasks
-- columns: next_date date
SELECT c.code AS account, c.name, v.next_action, v.next_date FROM party c JOIN event v ON v.customer = c.code
WHERE c.salesman = :salesman AND v.date <= :as_of AND coalesce(v.next_action, '') <> '' AND v.next_date >= :as_of ORDER BY v.next_date, c.code, v.id;

-- name: exceptions
SELECT NULL AS what, NULL AS owner, NULL AS due_on WHERE 0;
