-- credit-accounts.sql: `report credit-accounts`: accounts in credit, and every credit that stands open: to be matched, paid back or asked about.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('accounts', 'Accounts', '', 0),
	('credits', 'Open credits', '', 0),
	('totals', 'Totals', 'total', 0));

-- name: caption
-- columns: as_of date
SELECT 'Accounts in credit as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('kind', 'Kind', 15), ('currency', 'Currency', 9),
	('total', 'Balance', 16), ('items', 'Items', 8), ('number', 'Document', 20), ('type', 'Type', 13), ('date', 'Date', 12),
	('amount', 'Amount', 16), ('paid', 'Paid', 15), ('outstanding', 'Outstanding', 16), ('phone', 'Telephone', 18), ('email', 'E-mail', 30),
	('debit', 'Owed', 16), ('credit', 'Credits', 16), ('since', 'Oldest credit', 12), ('rest', 'Other accounts', 16),
	('in_credit', 'Accounts in credit', 16));

-- name: accounts
-- columns: debit money, credit money, total money, since date, items count, kind term
SELECT b.customer, p.name, p.kind, p.salesman, b.currency, b.debit, b.credit, b.total, min(o.date) AS since, count(*) AS items, p.phone, p.email
FROM balance b LEFT JOIN party p ON p.code = b.customer JOIN open_item o ON o.customer = b.customer AND o.currency = b.currency AND o.outstanding < 0
WHERE b.total < 0 GROUP BY b.customer, b.currency ORDER BY b.currency, b.total, b.customer;

-- name: credits
-- columns: type term, date date, amount money, paid money, outstanding money
SELECT o.customer, p.name, o.salesman, o.type, o.number, o.date, o.currency, o.amount, o.paid, o.outstanding
FROM open_item o LEFT JOIN party p ON p.code = o.customer WHERE o.outstanding < 0 ORDER BY o.currency, o.customer, o.date, o.number, o.entry;

-- name: totals
-- columns: in_credit money, rest money, total money
SELECT currency, sum(min(total, 0)) AS in_credit, sum(max(total, 0)) AS rest, sum(total) AS total FROM balance GROUP BY currency ORDER BY currency;
