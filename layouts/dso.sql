-- dso.sql: `report dso`: how well is collected, month by month: days sales outstanding, counted back too, average days delinquent, collection effectiveness.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart, column5 AS series FROM (VALUES
	('house', 'House', '', 1, 'dso count_back'),
	('salespeople', 'Salespeople', '', 0, ''),
	('ledger', 'Ledger', 'closing', 0, ''));

-- name: caption
-- columns: as_of date
SELECT 'Days sales outstanding as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author,
	CASE (SELECT max(unknown > 0) + 2 * max(received > 0) FROM month_ratio)
		WHEN 1 THEN 'What was open is left out of months at whose end items may have been settled or not: nobody knows since when they are.'
		WHEN 2 THEN 'A month of a salesperson is of the customers that they had at its end, with what these bought and owed before they were handed over.'
		WHEN 3 THEN 'What was open is left out of months at whose end items may have been settled or not: nobody knows since when they are. A month of a salesperson is of the customers that they had at its end, with what these bought and owed before they were handed over.'
		END AS note, as_of
FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('salesman', 'Salesperson', 12), ('salesman_name', 'Name', 26), ('currency', 'Currency', 9), ('month', 'Month', 9), ('last', 'Up to', 12),
	('opening', 'Open at its beginning', 16), ('sales', 'Sales', 16), ('closing', 'Open at its end', 16), ('not_due', 'Of it not due', 16),
	('unknown', 'Items settled, not known since when', 12), ('received', 'Customers handed over to them', 12), ('sold', 'Sales of 3 months', 16), ('days', 'Their days', 8), ('dso', 'DSO', 8), ('count_back', 'Count-back DSO', 10),
	('best', 'Best possible DSO', 10), ('delinquent', 'Average days delinquent', 12), ('collected', 'Collection effectiveness', 14));

-- name: formulas
SELECT column1 AS query, column2 AS column, column3 AS formula, column4 AS meaning FROM (VALUES
	('house', 'dso', 'ROUND({closing}*{days}/{sold},0)', 'open at the end x days / sales of these days'),
	('house', 'best', 'ROUND({not_due}*{days}/{sold},0)', 'not due x days / sales of these days'),
	('house', 'delinquent', '{dso}-{best}', 'DSO - best possible DSO'),
	('house', 'collected', 'ROUND(({opening}+{sales}-{closing})/({opening}+{sales}-{not_due}),3)', '(opening + sales - closing) / (opening + sales - not due)'),
	('salespeople', 'dso', 'ROUND({closing}*{days}/{sold},0)', 'open at the end x days / sales of these days'),
	('salespeople', 'best', 'ROUND({not_due}*{days}/{sold},0)', 'not due x days / sales of these days'),
	('salespeople', 'delinquent', '{dso}-{best}', 'DSO - best possible DSO'),
	('salespeople', 'collected', 'ROUND(({opening}+{sales}-{closing})/({opening}+{sales}-{not_due}),3)', '(opening + sales - closing) / (opening + sales - not due)'));

-- name: house
-- columns: last date, opening money, sales money, closing money, not_due money, unknown count, sold money, days count, dso count, count_back count, best count, delinquent count, collected percent
SELECT substr(iso(last), 1, 7) AS month, last, currency, opening, sales, closing, not_due, nullif(unknown, 0) AS unknown, sold, days, dso, count_back, best, delinquent, collected
FROM month_ratio WHERE salesman IS NULL ORDER BY currency, n DESC;

-- name: salespeople
-- columns: last date, opening money, sales money, closing money, not_due money, unknown count, received count, sold money, days count, dso count, count_back count, best count, delinquent count, collected percent
SELECT substr(iso(m.last), 1, 7) AS month, m.last, m.salesman, s.name AS salesman_name, m.currency, m.opening, m.sales, m.closing, m.not_due, nullif(m.unknown, 0) AS unknown,
	nullif(m.received, 0) AS received, m.sold, m.days, m.dso, m.count_back,
	m.best, m.delinquent, m.collected
FROM month_ratio m LEFT JOIN staff s ON s.code = m.salesman WHERE m.salesman IS NOT NULL ORDER BY m.currency, m.salesman = '', m.salesman, m.n DESC;

-- name: ledger
-- What is open at the end of the last month is the ledger.
-- columns: last date, closing money, not_due money
SELECT m.salesman, s.name AS salesman_name, m.currency, m.last, m.closing, m.not_due
FROM month_ratio m LEFT JOIN staff s ON s.code = m.salesman WHERE m.salesman IS NOT NULL AND m.n = 0 ORDER BY m.currency, m.salesman = '', m.salesman;
