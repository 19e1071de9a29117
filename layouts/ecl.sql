-- ecl.sql: `report ecl`: expected credit loss by bucket and customer: probability of default x loss given default x exposure; the rates are policy (ecl_pd, ecl_lgd).

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('buckets', 'Buckets', 'outstanding', 0),
	('customers', 'Customers', 'outstanding', 0));

-- name: caption
-- columns: as_of date
SELECT 'Expected credit loss as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('currency', 'Currency', 9),
	('items', 'Items', 8), ('outstanding', 'Outstanding', 16), ('bucket', 'Bucket', 16), ('pd', 'PD', 9), ('lgd', 'LGD', 9), ('ead', 'EAD', 16),
	('loss', 'Expected loss', 16));

-- name: formulas
SELECT column1 AS query, column2 AS column, column3 AS formula, column4 AS meaning FROM (VALUES
	('buckets', 'loss', 'ROUND({pd}*{lgd}*{ead},{decimals})', 'PD x LGD x EAD'),
	('customers', 'loss', 'ROUND({pd}*{lgd}*{ead},{decimals})', 'PD x LGD x EAD'));

-- name: buckets
-- A bucket without a rate has no loss. Credits are no exposure.
-- columns: shown_bucket term, items count, outstanding money, ead money, pd percent, lgd percent, loss money
WITH line AS (
	SELECT currency, iif(outstanding > 0, bucket, NULL) AS idx, count(*) AS items, sum(outstanding) AS outstanding FROM open_item GROUP BY 1, 2),
rated AS (
	SELECT l.*, iif(l.idx IS NULL, NULL, l.outstanding) AS ead, CAST(replace(p.value, '.', '') AS INTEGER) AS pd, CAST(replace(g.value, '.', '') AS INTEGER) AS lgd
	FROM line l LEFT JOIN policy p ON p.key = 'ecl_pd.' || l.idx LEFT JOIN policy g ON g.key = 'ecl_lgd' AND l.idx IS NOT NULL)
SELECT coalesce(b.words, 'Credits') AS bucket, r.currency, r.items, r.outstanding, r.ead, r.pd, r.lgd, (r.ead * r.pd * r.lgd + 500000) / 1000000 AS loss, coalesce(b.label, 'credits') AS shown_bucket
FROM rated r LEFT JOIN bucket b ON b.idx = r.idx ORDER BY r.currency, r.idx IS NULL, r.idx;

-- name: customers
-- columns: shown_bucket term, outstanding money, ead money, pd percent, lgd percent, loss money
WITH line AS (
	SELECT customer, currency, iif(outstanding > 0, bucket, NULL) AS idx, sum(outstanding) AS outstanding FROM open_item GROUP BY 1, 2, 3),
rated AS (
	SELECT l.*, iif(l.idx IS NULL, NULL, l.outstanding) AS ead, CAST(replace(p.value, '.', '') AS INTEGER) AS pd, CAST(replace(g.value, '.', '') AS INTEGER) AS lgd
	FROM line l LEFT JOIN policy p ON p.key = 'ecl_pd.' || l.idx LEFT JOIN policy g ON g.key = 'ecl_lgd' AND l.idx IS NOT NULL)
SELECT r.customer, c.name, c.salesman, coalesce(b.words, 'Credits') AS bucket, r.currency, r.outstanding, r.ead, r.pd, r.lgd,
	(r.ead * r.pd * r.lgd + 500000) / 1000000 AS loss, coalesce(b.label, 'credits') AS shown_bucket
FROM rated r LEFT JOIN party c ON c.code = r.customer LEFT JOIN bucket b ON b.idx = r.idx ORDER BY r.currency, r.customer, r.idx IS NULL, r.idx;
