-- instalments.sql: `report instalments`: what arrangements plan and what came, instalment by instalment.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('instalments', 'Instalments', '', 0),
	('arrangements', 'Arrangements', '', 0),
	('next', 'Due in the next days', '', 0));

-- name: caption
-- columns: as_of date
SELECT 'Instalments planned and received as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('kind', 'Kind', 15), ('currency', 'Currency', 9),
	('items', 'Items', 8), ('date', 'Date', 12), ('due', 'Due', 12), ('amount', 'Amount', 16), ('paid', 'Paid', 15), ('state', 'State', 14),
	('ref', 'Arrangement', 18), ('instalment', 'No.', 6), ('remaining', 'Left after it', 16), ('binding', 'Binding', 9), ('planned', 'Planned', 16),
	('due_by_now', 'Due by now', 16), ('broken', 'Broken', 8), ('last', 'Last one due', 12), ('behind', 'Behind', 16), ('missing', 'Still to come', 16), ('days_left', 'Days left', 9), ('phone', 'Telephone', 18));

-- name: instalments
-- columns: kind term, date date, instalment count, due date, amount money, paid money, state term, remaining money, binding term
SELECT i.customer, p.name, p.salesman, i.ref, i.kind, i.date, i.instalment, i.due, i.currency, i.amount, i.paid, i.state, i.remaining, iif(i.binding, 'yes', 'no') AS binding
FROM instalment i LEFT JOIN party p ON p.code = i.customer ORDER BY i.currency, i.customer, i.ref, i.instalment;

-- name: arrangements
-- columns: kind term, date date, items count, planned money, due_by_now money, paid money, behind money, broken count, last date
SELECT i.customer, p.name, p.salesman, i.ref, i.kind, i.date, i.currency, count(*) AS items, sum(i.amount) AS planned,
	coalesce(sum(i.amount) FILTER (WHERE i.due <= r.as_of), 0) AS due_by_now, sum(i.paid) AS paid,
	coalesce(sum(i.open) FILTER (WHERE i.due < r.as_of), 0) AS behind, count(*) FILTER (WHERE i.state = 'broken') AS broken, max(i.due) AS last
FROM run_info r CROSS JOIN instalment i LEFT JOIN party p ON p.code = i.customer GROUP BY i.customer, i.ref, i.currency ORDER BY i.currency, i.customer, i.ref;

-- name: next
-- Whom to speak to before it is missed: of binding arrangements, what falls due in the next days (policy desk_days) and is not there yet.
-- columns: due date, days_left count, missing money
SELECT i.due, i.due - r.as_of AS days_left, i.customer, p.name, p.salesman, p.phone, i.ref, i.instalment, i.currency, i.open AS missing
FROM run_info r CROSS JOIN instalment i LEFT JOIN party p ON p.code = i.customer
WHERE i.state = 'pending' AND i.binding AND i.due BETWEEN r.as_of AND r.as_of + coalesce((SELECT value + 0 FROM policy WHERE key = 'desk_days'), 7) AND i.open > 0 ORDER BY i.due, i.customer, i.ref, i.instalment;
