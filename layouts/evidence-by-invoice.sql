-- evidence-by-invoice.sql: EVMAT, what proves each open invoice of a customer and what is lacking: of each open case where the policy has it (make.EVMAT), or when it is asked for by name.

-- name: jobs
SELECT c.code AS customer, c.salesman, :default_language AS language, 0 AS level, iso(:as_of) AS key,
	CASE WHEN NOT EXISTS (SELECT 1 FROM open_item o WHERE o.customer = c.code AND o.type = 'invoice' AND o.outstanding > 0) THEN 'nothing_owed' END AS reason,
	NULL AS first_on, c.code AS sort, k.id AS case_id
FROM party c LEFT JOIN case_now k ON k.customer = c.code
WHERE :asked OR k.id IS NOT NULL AND EXISTS (SELECT 1 FROM policy WHERE key = 'make.EVMAT' AND value = 'yes');

-- name: head
-- n: open invoices; proved: those with every part that a claim wants, or with all five where the policy names none.
-- columns: n count, proved count
SELECT c.code, c.name, (SELECT id FROM case_now k WHERE k.customer = c.code) AS case_id, count(*) AS n, coalesce(sum(whole), 0) AS proved
FROM party c JOIN (
	SELECT p.customer, min(CASE w.part WHEN 'contract' THEN p.contract WHEN 'order' THEN p.ordered WHEN 'delivery' THEN p.delivered WHEN 'invoice' THEN p.invoiced
		ELSE p.noticed END) = 2 AS whole
	FROM invoice_proof p CROSS JOIN proof_part w ON w.wanted OR NOT EXISTS (SELECT 1 FROM proof_part WHERE wanted)
	WHERE p.customer = :customer GROUP BY p.entry) x ON x.customer = c.code
WHERE c.code = :customer;

-- name: wanted
-- What the policy wants for a claim.
SELECT 1 AS any_of FROM proof_part WHERE wanted LIMIT 1;

-- name: books
SELECT currency, count(*) OVER () > 1 AS several FROM invoice_proof WHERE customer = :customer GROUP BY currency ORDER BY currency;

-- name: lines
-- In one currency (inside each="books"). ✓ there as it is to be, (✓) there and not so, – not there.
-- columns: date date, due date, outstanding money, age count, notice term, notice_on date
WITH mark(n, shown) AS (VALUES (0, '–'), (1, '(✓)'), (2, '✓')),
line AS (SELECT * FROM invoice_proof WHERE customer = :customer AND currency = :currency)
SELECT number, date, due, age, outstanding, contract, ordered, delivered, invoiced, noticed, notice, notice_on, :currency AS currency, row_kind FROM (
	SELECT p.number, p.date, p.due, p.age, p.outstanding, a.shown AS contract, b.shown AS ordered, c.shown AS delivered, d.shown AS invoiced, e.shown AS noticed, p.notice, p.notice_on,
		NULL AS row_kind, 0 AS part, p.entry
	FROM line p JOIN mark a ON a.n = p.contract JOIN mark b ON b.n = p.ordered JOIN mark c ON c.n = p.delivered JOIN mark d ON d.n = p.invoiced JOIN mark e ON e.n = p.noticed
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, sum(outstanding), NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'total', 1, NULL FROM line HAVING count(*) > 0)
ORDER BY part, due, date, number, entry;

-- name: covers
SELECT entry, currency, outstanding FROM invoice_proof WHERE customer = :customer;
