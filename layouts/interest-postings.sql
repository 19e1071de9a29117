-- interest-postings.sql: `report interest-postings`: what interest and fee notes charge, a row a posting, for the ledger (with --csv as data): of the
-- notes of the as-of date, and of what no note has charged yet.

-- name: sheets
SELECT 'postings' AS query, 'Postings' AS name, '' AS sum, 0 AS chart;

-- name: caption
-- columns: as_of date
SELECT 'Interest and fees as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('note', 'Note', 18), ('kind', 'Kind', 10), ('document', 'Document', 20), ('currency', 'Currency', 9),
	('principal', 'Principal', 16), ('first', 'From day', 12), ('last', 'To', 12), ('days', 'Days', 7), ('rate', '% a year', 9), ('amount', 'Amount', 16),
	('source', 'Source', 44), ('points', 'Hundredths of a %', 11), ('year_days', 'Days of the year', 9));

-- name: formulas
SELECT 'postings' AS query, 'amount' AS column, 'ROUND({principal}*{points}*{days}/(10000*{year_days}),{decimals})' AS formula,
	'principal x rate x days / days of the year' AS meaning;

-- note: the note of the day that has the posting; empty: none yet, as for a fee whose letter is of the note's own run or a later one.
-- name: postings
-- columns: kind term, principal money, first date, last date, days count, amount money, points count, year_days count
WITH noted AS (SELECT customer, number, run, max(id) AS id FROM paper WHERE type = 'INTN' AND as_of = :as_of AND state NOT IN ('planned', 'failed', 'cancelled') GROUP BY customer)
SELECT i.customer, coalesce(n.number, '') AS note, 'interest' AS kind, i.number AS document, i.currency, i.principal, i.first, i.last, i.days, i.rate, i.amount, i.source,
	CAST(replace(i.rate, '.', '') AS INTEGER) AS points, i.year_days
FROM balance b JOIN interest i ON i.customer = b.customer AND i.currency = b.currency AND NOT i.charged LEFT JOIN noted n ON n.customer = i.customer
WHERE b.demand > 0
UNION ALL
SELECT f.customer, coalesce(n.number, ''), 'fee', f.number, f.currency, NULL, f.date, f.date, NULL, NULL, f.amount, f.source, NULL, NULL
FROM letter_fee f JOIN paper p ON p.id = f.paper LEFT JOIN noted n ON n.customer = f.customer AND n.run <> p.run AND n.id > p.id WHERE NOT f.charged
ORDER BY 1, 3 DESC, 5, 7, 4;
