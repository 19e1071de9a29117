-- late-reasons.sql: `report late-reasons`: why customers pay late, as they were asked: how often each reason was given, by how many, and what they owe.

-- name: sheets
SELECT column1 AS query, column2 AS name, '' AS sum, 0 AS chart FROM (VALUES ('reasons', 'Reasons'), ('said', 'Customers'));

-- name: caption
-- columns: as_of date
SELECT 'Reasons of late payment as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('reason', 'Reason', 24), ('times', 'Times given', 12), ('customers', 'Customers', 12), ('last_on', 'Last given on', 14), ('latest', 'Their latest', 14),
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('said_on', 'Given on', 12), ('staff', 'Asked by', 10),
	('currency', 'Currency', 9), ('overdue', 'Overdue', 16), ('credit', 'Unallocated credits', 16), ('net', 'Overdue less credits', 16));

-- A row a reason and currency, the most frequent first. Latest: of how many customers it is the latest reason; what those are overdue with.
-- name: reasons
-- columns: times count, customers count, latest count, last_on date, overdue money, credit money, net money, shown_reason term
WITH given AS (
	SELECT reason, customer, date, row_number() OVER (PARTITION BY customer ORDER BY date DESC, id DESC) AS nth FROM event
	WHERE reason <> '' AND date <= :as_of),
owed AS (SELECT g.reason, b.currency, sum(b.overdue) AS overdue, sum(b.credit) AS credit FROM given g JOIN balance b ON b.customer = g.customer AND b.overdue > 0
	WHERE g.nth = 1 GROUP BY 1, 2)
SELECT replace(g.reason, '_', ' ') AS reason, g.times, g.customers, g.latest, g.last_on, coalesce(o.currency, r.currency) AS currency, coalesce(o.overdue, 0) AS overdue,
	coalesce(o.credit, 0) AS credit, coalesce(o.overdue + o.credit, 0) AS net, g.reason AS shown_reason
FROM (SELECT reason, count(*) AS times, count(DISTINCT customer) AS customers, count(*) FILTER (WHERE nth = 1) AS latest, max(date) AS last_on
	FROM given GROUP BY reason) g CROSS JOIN run_info r LEFT JOIN owed o ON o.reason = g.reason
ORDER BY g.times DESC, g.reason, 6;

-- The latest reason of each customer, and what it is overdue with, a row a currency.
-- name: said
-- columns: said_on date, overdue money, credit money, net money, shown_reason term
WITH given AS (
	SELECT reason, customer, date, staff, row_number() OVER (PARTITION BY customer ORDER BY date DESC, id DESC) AS nth FROM event
	WHERE reason <> '' AND date <= :as_of)
SELECT replace(g.reason, '_', ' ') AS reason, g.customer, k.name, k.salesman, g.date AS said_on, g.staff, coalesce(b.currency, k.currency) AS currency,
	coalesce(b.overdue, 0) AS overdue, coalesce(b.credit, 0) AS credit, coalesce(b.overdue + b.credit, 0) AS net, g.reason AS shown_reason
FROM given g JOIN party k ON k.code = g.customer LEFT JOIN balance b ON b.customer = g.customer AND b.overdue > 0
WHERE g.nth = 1 ORDER BY g.reason, g.customer, 7;
