-- evidence-matrix.sql: `report evidence-matrix`: what proves each open invoice, customer by customer, and what is lacking.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('matrix', 'Evidence', '', 0),
	('lacking', 'Lacking', '', 0));

-- name: caption
-- columns: as_of date
SELECT 'Evidence of open invoices as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('case_id', 'Case', 16), ('salesman', 'Salesperson', 12), ('number', 'Invoice', 20), ('date', 'Date', 12),
	('due', 'Due', 12), ('age', 'Days overdue', 10), ('currency', 'Currency', 9), ('outstanding', 'Outstanding', 16), ('contract', 'Contract', 12),
	('ordered', 'Order', 12), ('delivered', 'Delivery note', 14), ('invoiced', 'Signed invoice', 14), ('noticed', 'Notice given', 14), ('notice', 'By which notice', 14), ('notice_on', 'Notice of', 12),
	('part', 'Part', 16), ('absent', 'Not there', 12), ('faulty', 'There, but not as it is to be', 22), ('sum', 'Sum of these invoices', 18));

-- name: matrix
-- In words: proved, incomplete (there, but not signed, stamped or delivered as it is to be), missing.
-- columns: date date, due date, outstanding money, contract term, ordered term, delivered term, invoiced term, noticed term, notice term, notice_on date
WITH word(n, said) AS (VALUES (0, 'missing'), (1, 'incomplete'), (2, 'proved'))
SELECT p.customer, c.name, k.id AS case_id, c.salesman, p.number, p.date, p.due, p.age, p.currency, p.outstanding, a.said AS contract, b.said AS ordered, d.said AS delivered,
	e.said AS invoiced, f.said AS noticed, p.notice, p.notice_on
FROM invoice_proof p JOIN party c ON c.code = p.customer LEFT JOIN case_now k ON k.customer = p.customer
JOIN word a ON a.n = p.contract JOIN word b ON b.n = p.ordered JOIN word d ON d.n = p.delivered JOIN word e ON e.n = p.invoiced JOIN word f ON f.n = p.noticed
ORDER BY p.currency, p.customer, p.due, p.date, p.number, p.entry;

-- name: lacking
-- By part and currency: of how many open invoices it is not there, or not as it is to be, and what is owed on them.
-- columns: part term, sum money
WITH p AS MATERIALIZED (SELECT * FROM invoice_proof)
SELECT part, currency, count(*) FILTER (WHERE n = 0) AS absent, count(*) FILTER (WHERE n = 1) AS faulty, sum(outstanding) FILTER (WHERE n < 2) AS sum FROM (
	SELECT w.part, w.ord, p.currency, p.outstanding, CASE w.part WHEN 'contract' THEN p.contract WHEN 'order' THEN p.ordered WHEN 'delivery' THEN p.delivered
		WHEN 'invoice' THEN p.invoiced ELSE p.noticed END AS n
	FROM p CROSS JOIN proof_part w)
GROUP BY part, currency ORDER BY currency, ord;
