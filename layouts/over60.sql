-- over60.sql: `report over60`: debts past the age of a bad debts report, by customer, and what else the ledger holds.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('cases', 'Cases', '', 0),
	('totals', 'Totals', 'total', 0));

-- name: caption
-- columns: as_of date, days count
SELECT 'Debts over {caption.days} days as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of, days
FROM run_info CROSS JOIN (SELECT coalesce(min(age), (SELECT value + 0 FROM policy WHERE key = 'long_overdue_age'), 61) - 1 AS days FROM stage WHERE type = 'BDR');

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('salesman_name', 'Name', 26),
	('currency', 'Currency', 9), ('total', 'Balance', 16), ('overdue', 'Overdue', 16), ('credit', 'Unallocated credits', 16), ('net', 'Overdue less credits', 16), ('age', 'Days overdue', 10), ('case_id', 'Case', 16),
	('opened', 'Opened', 12), ('items', 'Items', 8), ('amount', 'Long overdue, before credits', 16), ('report', 'Bad debts report', 18),
	('decision', 'Decision', 12), ('low', 'Counts from age', 10), ('talk_on', 'Last talk', 12), ('talk', 'Way', 16), ('said', 'What was said', 44),
	('next_on', 'Next step on', 12), ('action', 'Next step', 36), ('rest', 'Not so old, less credits', 16));

-- name: cases
-- columns: opened date, items count, amount money, age count, overdue money, credit money, net money, total money, talk_on date, talk term, said term, next_on date, decision term
SELECT v.customer, p.name, p.salesman, s.name AS salesman_name, v.case_id, v.opened, v.age, v.items, v.currency, v.amount, v.overdue, b.credit, v.overdue + b.credit AS net, v.total, v.report, v.decision,
	t.date AS talk_on, t.kind AS talk, coalesce(t.brief, t.outcome) AS said, n.next_on, n.action
FROM over60 v JOIN balance b ON b.customer = v.customer AND b.currency = v.currency JOIN party p ON p.code = v.customer LEFT JOIN staff s ON s.code = p.salesman LEFT JOIN last_talk t ON t.customer = v.customer
LEFT JOIN next_step n ON n.customer = v.customer ORDER BY v.currency, v.amount DESC, v.customer;

-- name: totals
-- columns: low count, items count, amount money, rest money, total money
SELECT b.currency, (SELECT coalesce(min(age), (SELECT value + 0 FROM policy WHERE key = 'long_overdue_age'), 61) FROM stage WHERE type = 'BDR') AS low, coalesce(v.items, 0) AS items, coalesce(v.amount, 0) AS amount,
	sum(b.total) - coalesce(v.amount, 0) AS rest, sum(b.total) AS total
FROM balance b LEFT JOIN (SELECT currency, sum(items) AS items, sum(amount) AS amount FROM over60 GROUP BY currency) v ON v.currency = b.currency
GROUP BY b.currency ORDER BY b.currency;
