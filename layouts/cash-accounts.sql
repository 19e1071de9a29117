-- cash-accounts.sql: `report cash-accounts`: cash customers with something older than the policy lets them (cash_days, from the document's date; without it: overdue).

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('accounts', 'Accounts', '', 0),
	('items', 'Items', '', 0));

-- name: caption
-- columns: as_of date
SELECT 'Cash accounts over their days as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('currency', 'Currency', 9),
	('total', 'Balance', 16), ('items', 'Items', 8), ('number', 'Document', 20), ('type', 'Type', 13), ('date', 'Date', 12), ('due', 'Due', 12),
	('amount', 'Amount', 16), ('paid', 'Paid', 15), ('outstanding', 'Outstanding', 16), ('phone', 'Telephone', 18), ('days', 'Days since', 10),
	('oldest', 'Oldest of', 12), ('cash_days', 'Days allowed', 10));

-- name: accounts
-- columns: items count, outstanding money, oldest date, days count, cash_days count, total money
SELECT o.customer, p.name, p.salesman, o.currency, count(*) AS items, sum(o.outstanding) AS outstanding, min(o.date) AS oldest, r.as_of - min(o.date) AS days,
	k.value + 0 AS cash_days, b.total, p.phone
FROM run_info r CROSS JOIN open_item o JOIN party p ON p.code = o.customer AND p.kind = 'cash' JOIN balance b ON b.customer = o.customer AND b.currency = o.currency
LEFT JOIN policy k ON k.key = 'cash_days'
WHERE o.outstanding > 0 AND CASE WHEN k.value IS NULL THEN o.age > 0 ELSE r.as_of - o.date > k.value + 0 END
GROUP BY o.customer, o.currency ORDER BY o.currency, days DESC, o.customer;

-- name: items
-- columns: type term, date date, due date, days count, amount money, paid money, outstanding money
SELECT o.customer, p.name, p.salesman, o.type, o.number, o.date, o.due, r.as_of - o.date AS days, o.currency, o.amount, o.paid, o.outstanding
FROM run_info r CROSS JOIN open_item o JOIN party p ON p.code = o.customer AND p.kind = 'cash' LEFT JOIN policy k ON k.key = 'cash_days'
WHERE o.outstanding > 0 AND CASE WHEN k.value IS NULL THEN o.age > 0 ELSE r.as_of - o.date > k.value + 0 END
ORDER BY o.currency, o.customer, o.date, o.number, o.entry;
