-- aging.sql: the workbook of `report aging`: by salesperson, by customer, by bucket, item by item; from the tables that the papers read.

-- The sheets in order. sum: the column that must add up to the ledger's balances, per currency; chart: a stacked column a row, one chart
-- a currency, from the columns b0, b1 …
-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('totals', 'Totals', 'total', 0),
	('salespeople', 'Salespeople', 'total', 1),
	('customers', 'Customers', 'total', 0),
	('items', 'Open items', 'outstanding', 0));

-- name: caption
-- columns: as_of date
SELECT 'Aging as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- What stands above the columns, and how wide they are; term: worded in its place. A column of b0 to b7 without a bucket is left out.
-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width, NULL AS term FROM (VALUES
	('salesman', 'Salesperson', 12), ('salesman_name', 'Name', 26), ('customer', 'Customer', 14), ('name', 'Customer name', 38),
	('kind', 'Kind', 15), ('currency', 'Currency', 9), ('total', 'Total', 16), ('overdue', 'Overdue', 16), ('unallocated', 'Unallocated', 14),
	('oldest_age', 'Oldest (days overdue)', 12), ('credit_limit', 'Credit limit', 14), ('customers', 'Customers', 11), ('items', 'Open items', 10),
	('share_overdue', 'Overdue share', 10), ('type', 'Type', 13), ('number', 'Document', 20), ('date', 'Date', 12), ('due', 'Due', 12),
	('age', 'Days overdue', 10), ('bucket', 'Bucket', 16), ('amount', 'Amount', 15), ('paid', 'Paid', 15), ('outstanding', 'Outstanding', 15),
	('status', 'Status', 18), ('po_number', 'Order no.', 16), ('level', 'Last letter', 10))
UNION ALL
SELECT 'b' || idx, words, 15, label FROM bucket;

-- name: totals
-- columns: total money, overdue money, share_overdue percent, b0 money, b1 money, b2 money, b3 money, b4 money, b5 money, b6 money, b7 money, unallocated money, customers count, items count
SELECT b.currency, sum(b.total) AS total, sum(b.overdue) AS overdue,
	CASE WHEN sum(b.debit) > 0 THEN sum(b.overdue) * 1000 / sum(b.debit) END AS share_overdue,
	(SELECT sum(amount) FROM bucket_total t WHERE t.currency = b.currency AND bucket = 0) AS b0,
	(SELECT sum(amount) FROM bucket_total t WHERE t.currency = b.currency AND bucket = 1) AS b1,
	(SELECT sum(amount) FROM bucket_total t WHERE t.currency = b.currency AND bucket = 2) AS b2,
	(SELECT sum(amount) FROM bucket_total t WHERE t.currency = b.currency AND bucket = 3) AS b3,
	(SELECT sum(amount) FROM bucket_total t WHERE t.currency = b.currency AND bucket = 4) AS b4,
	(SELECT sum(amount) FROM bucket_total t WHERE t.currency = b.currency AND bucket = 5) AS b5,
	(SELECT sum(amount) FROM bucket_total t WHERE t.currency = b.currency AND bucket = 6) AS b6,
	(SELECT sum(amount) FROM bucket_total t WHERE t.currency = b.currency AND bucket = 7) AS b7,
	(SELECT sum(amount) FROM bucket_total t WHERE t.currency = b.currency AND bucket = -1) AS unallocated,
	count(*) AS customers, sum(b.items) AS items
FROM balance b GROUP BY b.currency ORDER BY b.currency;

-- name: salespeople
-- columns: total money, overdue money, b0 money, b1 money, b2 money, b3 money, b4 money, b5 money, b6 money, b7 money, unallocated money, oldest_age count, customers count, items count
SELECT coalesce(o.salesman, '') AS salesman, coalesce(s.name, '') AS salesman_name, o.currency, sum(o.outstanding) AS total,
	coalesce(sum(o.outstanding) FILTER (WHERE o.outstanding > 0 AND o.age > 0), 0) AS overdue,
	coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 0), 0) AS b0, coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 1), 0) AS b1,
	coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 2), 0) AS b2, coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 3), 0) AS b3,
	coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 4), 0) AS b4, coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 5), 0) AS b5,
	coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 6), 0) AS b6, coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 7), 0) AS b7,
	coalesce(sum(o.outstanding) FILTER (WHERE o.bucket IS NULL), 0) AS unallocated,
	max(o.age) FILTER (WHERE o.outstanding > 0 AND o.age > 0) AS oldest_age, count(DISTINCT o.customer) AS customers, count(*) AS items
FROM open_item o LEFT JOIN staff s ON s.code = o.salesman GROUP BY o.salesman, o.currency ORDER BY o.currency, o.salesman IS NULL, o.salesman;

-- name: customers
-- columns: total money, overdue money, b0 money, b1 money, b2 money, b3 money, b4 money, b5 money, b6 money, b7 money, unallocated money, oldest_age count, kind term
SELECT p.salesman, p.code AS customer, p.name, p.kind, b.currency, b.total, b.overdue,
	max(t.amount) FILTER (WHERE t.bucket = 0) AS b0, max(t.amount) FILTER (WHERE t.bucket = 1) AS b1,
	max(t.amount) FILTER (WHERE t.bucket = 2) AS b2, max(t.amount) FILTER (WHERE t.bucket = 3) AS b3,
	max(t.amount) FILTER (WHERE t.bucket = 4) AS b4, max(t.amount) FILTER (WHERE t.bucket = 5) AS b5,
	max(t.amount) FILTER (WHERE t.bucket = 6) AS b6, max(t.amount) FILTER (WHERE t.bucket = 7) AS b7,
	max(t.amount) FILTER (WHERE t.bucket = -1) AS unallocated, b.oldest_age
FROM balance b LEFT JOIN party p ON p.code = b.customer JOIN bucket_total t ON t.customer = b.customer AND t.currency = b.currency
GROUP BY b.customer, b.currency ORDER BY p.salesman IS NULL, p.salesman, p.code, b.currency;

-- name: items
-- columns: type term, date date, due date, age count, amount money, paid money, outstanding money, status term, shown_bucket term
SELECT o.salesman, o.customer, p.name, o.type, o.number, o.date, o.due, CASE WHEN o.age > 0 AND o.outstanding > 0 THEN o.age END AS age,
	coalesce(b.words, '') AS bucket, o.currency, o.amount, o.paid, o.outstanding, coalesce(o.blocked, o.status) AS status, o.po_number, coalesce(b.label, '') AS shown_bucket
FROM open_item o LEFT JOIN party p ON p.code = o.customer LEFT JOIN bucket b ON b.idx = o.bucket
ORDER BY o.salesman IS NULL, o.salesman, o.customer, o.date, o.number, o.entry;
