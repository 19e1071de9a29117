-- short-cash-lines.sql: `report short-cash-lines`: the lines of the short cash statements, all salesmen, as data.

-- name: sheets
SELECT 'lines' AS query, 'Lines' AS name, '' AS sum, 0 AS chart;

-- name: caption
-- columns: as_of date
SELECT 'Short cash statement lines as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('salesman_name', 'Name', 26),
	('currency', 'Currency', 9), ('age', 'Days overdue', 10), ('number', 'Document', 20), ('type', 'Type', 13), ('date', 'Date', 12),
	('due', 'Due', 12), ('amount', 'Amount', 16), ('paid', 'Paid', 15), ('outstanding', 'Outstanding', 16), ('bucket', 'Bucket', 16),
	('days_left', 'Days left', 9));

-- name: lines
-- columns: type term, shown_bucket term, date date, due date, days_left count, age count, amount money, paid money, outstanding money
SELECT o.salesman, s.name AS salesman_name, o.customer, p.name, o.type, o.number, o.date, o.due, o.currency, o.amount, o.paid, o.outstanding,
	iif(o.outstanding > 0, o.days_remaining, NULL) AS days_left, iif(o.outstanding > 0 AND o.age > 0, o.age, NULL) AS age, coalesce(b.words, 'Unallocated') AS bucket,
	coalesce(b.label, 'unallocated') AS shown_bucket
FROM open_item o JOIN party p ON p.code = o.customer AND p.kind = 'short_cash' LEFT JOIN staff s ON s.code = o.salesman LEFT JOIN bucket b ON b.idx = o.bucket
ORDER BY o.salesman IS NULL, o.salesman, o.customer, o.currency, o.date, o.number, o.entry;
