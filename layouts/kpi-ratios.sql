-- kpi-ratios.sql: `report kpi-ratios`: what human resources enters: the four roles of each customer whose bad debts report was approved.

-- name: sheets
SELECT 'ratios' AS query, 'KPI ratios' AS name, '' AS sum, 0 AS chart;

-- name: caption
-- columns: as_of date
SELECT 'KPI ratios as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('report', 'Bad debts report', 18), ('approved_on', 'Approved on', 12), ('customer', 'Customer', 14), ('customer_name', 'Customer name', 38),
	('currency', 'Currency', 9), ('amount', 'Amount of the report', 18), ('role', 'Role', 18), ('staff', 'Staff', 10), ('name', 'Name', 26), ('ratio', 'KPI ratio', 10));

-- The latest decision on each customer, where it approved, and the report that it names, or else the customer's last one before it; the nearest superior of each role, the sales director by [staff] where it is said.
-- name: ratios
-- columns: approved_on date, amount money, role term, ratio percent
WITH RECURSIVE approved AS (
	SELECT d.customer, d.date, p.id, p.number, coalesce(p.salesman, k.salesman) AS salesman, k.name, k.currency
	FROM decision d JOIN party k ON k.code = d.customer LEFT JOIN paper p ON p.number = coalesce(d.reference, (SELECT x.number FROM paper x
		WHERE x.customer = d.customer AND x.type = 'BDR' AND x.as_of <= d.date AND x.state NOT IN ('planned', 'failed', 'cancelled')
		ORDER BY x.as_of DESC, x.id DESC LIMIT 1))
	WHERE d.kind = 'approved'),
up(customer, code, depth) AS (
	SELECT customer, salesman, 0 FROM approved
	UNION ALL SELECT u.customer, s.reports_to, depth + 1 FROM up u JOIN staff s ON s.code = u.code WHERE depth < 8),
wanted(place, role) AS (VALUES (1, 'salesman'), (2, 'supervisor'), (3, 'channel_manager'), (4, 'sales_director')),
-- amounts are never added over currencies: a row each
amounts AS (SELECT paper, currency, sum(outstanding) AS amount FROM paper_item GROUP BY paper, currency)
SELECT a.number AS report, a.date AS approved_on, a.customer, a.name AS customer_name, coalesce(m.currency, a.currency) AS currency, m.amount, w.role,
	s.code AS staff, s.name, (SELECT CAST(replace(value, '.', '') AS INTEGER) FROM policy WHERE key = 'kpi_ratio.' || w.role) AS ratio
FROM approved a CROSS JOIN wanted w LEFT JOIN amounts m ON m.paper = a.id
LEFT JOIN staff s ON s.code = coalesce(CASE WHEN w.role = 'sales_director' THEN (SELECT value FROM setting WHERE section = 'staff' AND key = 'sales_director') END,
	(SELECT u.code FROM up u JOIN staff x ON x.code = u.code WHERE u.customer = a.customer AND x.role = w.role ORDER BY u.depth LIMIT 1))
ORDER BY a.customer, currency, w.place;
