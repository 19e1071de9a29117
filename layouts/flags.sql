-- flags.sql: `report flags`: what the ERP is to know of each customer: blocked, blocked by hand, sold to by delegation of authority, bad debts report, violations.

-- name: sheets
SELECT 'flags' AS query, 'Flags' AS name, 'total' AS sum, 0 AS chart;

-- name: caption
-- columns: as_of date
SELECT 'Flags of customers as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('currency', 'Currency', 9), ('total', 'Total', 16),
	('overdue', 'Overdue', 16), ('credit', 'Unallocated credits', 16), ('net', 'Overdue less credits', 16), ('blocked', 'Blocked', 10), ('manual_block', 'Manual block', 12), ('doa_sale', 'DoA sale', 10), ('bdr_flag', 'BDR flag', 10),
	('violations', 'Violations', 10), ('since', 'Since', 12), ('doa', 'DoA no.', 16));

-- A row a customer and currency; customers with nothing open too. Blocked: view blocked, by an event or by the export's word. By hand: it was recorded
-- with the outcome manual. DoA sale: a delegation of authority was recorded since. BDR flag: the case has its bad debts report. Violations: how many
-- of short credit count (view violation).
-- name: flags
-- columns: blocked term, manual_block term, doa_sale term, bdr_flag term, total money, overdue money, credit money, net money, violations count, since date
SELECT k.code AS customer, k.name, k.salesman, coalesce(b.currency, k.currency) AS currency, coalesce(b.total, 0) AS total, coalesce(b.overdue, 0) AS overdue, coalesce(b.credit, 0) AS credit,
	coalesce(b.overdue + iif(b.overdue > 0, b.credit, 0), 0) AS net,
	iif(h.customer IS NOT NULL, 'yes', 'no') AS blocked, iif(h.by_hand, 'yes', 'no') AS manual_block, iif(h.doa IS NOT NULL, 'yes', 'no') AS doa_sale,
	CASE WHEN EXISTS (SELECT 1 FROM case_now c JOIN paper p ON p.customer = c.customer AND p.type = 'BDR' AND p.as_of >= c.opened
		AND p.state NOT IN ('planned', 'failed', 'cancelled') WHERE c.customer = k.code) THEN 'yes' ELSE 'no' END AS bdr_flag,
	n.violations,
	h.since, h.doa
FROM party k LEFT JOIN balance b ON b.customer = k.code LEFT JOIN blocked h ON h.customer = k.code
LEFT JOIN (SELECT customer, count(*) AS violations FROM violation GROUP BY customer) n ON n.customer = k.code
ORDER BY k.code, 4;
