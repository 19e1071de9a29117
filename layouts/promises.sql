-- promises.sql: `report promises`: what is to come in by week, every promise and guarantee with what became of it, and how they are kept.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart, column5 AS series FROM (VALUES
	('weeks', 'Weeks', '', 1, 'promised instalments falling_due'),
	('list', 'Promises', '', 0, ''),
	('kept', 'Kept and broken', '', 0, ''),
	('guarantees', 'Guarantees', '', 0, ''));

-- name: caption
-- columns: as_of date
SELECT 'Promises as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('salesman_name', 'Name', 26),
	('currency', 'Currency', 9), ('date', 'Given on', 12), ('amount', 'Amount', 16), ('paid', 'Paid', 15), ('state', 'State', 14),
	('week', 'Week from', 12), ('promised', 'Promised', 16), ('instalments', 'Instalments', 16), ('falling_due', 'Falls due', 16),
	('invoice', 'Invoice', 20), ('promise_date', 'Promised for', 12), ('contact', 'Who promised', 24), ('kept', 'Kept', 8), ('broken', 'Broken', 8),
	('pending', 'Pending', 8), ('settled', 'Settled otherwise', 10), ('share', 'Kept of those due', 10), ('came', 'Paid for them', 16),
	('ref', 'Guarantee', 18), ('instalment', 'No.', 6), ('due', 'Due', 12), ('open', 'Still to come', 16), ('binding', 'Binding', 9));

-- name: weeks
-- The same invoice may be promised and fall due: the columns are three views of what is to come, and are not added.
-- columns: shown_week date, promised money, instalments money, falling_due money
WITH line AS (
	SELECT p.promise_date AS day, p.currency, max(p.amount - p.paid, 0) AS promised, 0 AS instalments, 0 AS falling_due FROM run_info r CROSS JOIN promise p
	WHERE p.state = 'pending'
	UNION ALL
	SELECT i.due, i.currency, 0, i.open, 0 FROM run_info r CROSS JOIN instalment i WHERE i.state = 'pending' AND i.due >= r.as_of
	UNION ALL
	SELECT o.due, o.currency, 0, 0, o.outstanding FROM open_item o WHERE o.outstanding > 0 AND o.age <= 0 AND o.blocked IS NULL)
SELECT iso(day - (day + 3) % 7) AS week, currency, coalesce(sum(promised), 0) AS promised, sum(instalments) AS instalments, sum(falling_due) AS falling_due,
	day - (day + 3) % 7 AS shown_week
FROM line GROUP BY currency, day - (day + 3) % 7 ORDER BY currency, week;

-- name: list
-- columns: promise_date date, date date, amount money, paid money, state term
SELECT m.promise_date, m.customer, p.name, p.salesman, m.invoice, m.currency, m.amount, m.paid, m.state, m.date, m.contact
FROM promise m LEFT JOIN party p ON p.code = m.customer ORDER BY m.currency, m.promise_date, m.customer, m.id;

-- name: kept
-- columns: kept count, broken count, pending count, settled count, share percent, came money
SELECT p.salesman, s.name AS salesman_name, m.currency, count(*) FILTER (WHERE m.state = 'kept') AS kept, count(*) FILTER (WHERE m.state = 'broken') AS broken,
	count(*) FILTER (WHERE m.state = 'pending') AS pending, count(*) FILTER (WHERE m.state = 'settled') AS settled,
	count(*) FILTER (WHERE m.state = 'kept') * 1000 / nullif(count(*) FILTER (WHERE m.state IN ('kept', 'broken')), 0) AS share, sum(m.paid) AS came
FROM promise m LEFT JOIN party p ON p.code = m.customer LEFT JOIN staff s ON s.code = p.salesman GROUP BY p.salesman, m.currency ORDER BY m.currency, p.salesman IS NULL, p.salesman;

-- name: guarantees
-- Each instalment of a guarantee letter. One that was signed by one who may not binds nobody.
-- columns: due date, date date, instalment count, amount money, paid money, open money
SELECT i.due, i.customer, p.name, p.salesman, i.ref, i.instalment, i.currency, i.amount, i.paid, i.open, i.state, i.date, iif(i.binding, 'yes', 'no') AS binding
FROM instalment i LEFT JOIN party p ON p.code = i.customer WHERE i.kind = 'guarantee' ORDER BY i.currency, i.due, i.customer, i.ref, i.instalment;
