-- master-data.sql: `report master-data`: what is wrong in the customers' data: a row a customer and fault, those that owe most first.

-- name: sheets
SELECT 'faults' AS query, 'Faults' AS name, '' AS sum, 0 AS chart;

-- name: caption
-- columns: as_of date
SELECT 'Faults in master data as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('kind', 'Kind', 15), ('currency', 'Currency', 9),
	('total', 'Balance', 16), ('fault', 'What is wrong', 26), ('value', 'As it is', 40));

-- name: faults
-- A row a currency in which there is a balance; a customer without one has a row too.
-- columns: kind term, fault term, total money
-- No due date, no route: only where the house's exports have such a column, or nothing else says when it is due.
WITH fault(customer, fault, value, shown) AS (
	SELECT customer, 'no due date', count(*) || iif(count(*) = 1, ' invoice: ', ' invoices: ') || min(number),
		min(number) || iif(count(*) = 1, '', ' + ' || (count(*) - 1)) FROM entry e
	WHERE type IN ('invoice', 'debit_note') AND due IS NULL AND date <= :as_of AND EXISTS (SELECT 1 FROM open_item o WHERE o.entry = e.id)
		AND (EXISTS (SELECT 1 FROM entry WHERE due IS NOT NULL) OR NOT EXISTS (SELECT 1 FROM customer c WHERE c.code = e.customer AND c.terms_days IS NOT NULL))
	GROUP BY customer
	UNION ALL SELECT code, 'no terms', NULL, NULL FROM customer WHERE terms_days IS NULL AND kind <> 'cash'
	UNION ALL SELECT code, 'no e-mail', NULL, NULL FROM customer c WHERE coalesce(email, '') = '' AND NOT EXISTS (SELECT 1 FROM contact x WHERE x.customer = c.code AND x.email <> '')
	UNION ALL SELECT code, 'no telephone', NULL, NULL FROM customer c WHERE coalesce(phone, '') = '' AND NOT EXISTS (SELECT 1 FROM contact x WHERE x.customer = c.code AND x.phone <> '')
	UNION ALL SELECT code, 'no address', NULL, NULL FROM customer WHERE coalesce(address1, '') = '' AND coalesce(city, '') = ''
	UNION ALL SELECT code, 'no salesperson', NULL, NULL FROM customer WHERE coalesce(salesman, '') = ''
	UNION ALL SELECT code, 'unknown salesperson', salesman, NULL FROM customer WHERE salesman <> '' AND salesman NOT IN (SELECT code FROM staff)
	UNION ALL SELECT code, 'salesperson has left', salesman, NULL FROM party p WHERE salesman IN (SELECT code FROM staff WHERE left_on < :as_of)
	UNION ALL SELECT code, 'no route', NULL, NULL FROM customer WHERE coalesce(route, '') = '' AND EXISTS (SELECT 1 FROM customer WHERE route <> '')
	UNION ALL SELECT code, 'unknown country', country, NULL FROM customer WHERE country <> '' AND country_code(country) IS NULL
	UNION ALL SELECT code, 'no tax number', NULL, NULL FROM customer WHERE coalesce(tax_id, '') = ''
	UNION ALL SELECT c.code, 'name of another', (SELECT min(x.code) FROM customer x WHERE lower(x.name) = lower(c.name) AND x.code <> c.code), NULL FROM customer c
	WHERE lower(name) IN (SELECT lower(name) FROM customer GROUP BY lower(name) HAVING count(*) > 1)
	UNION ALL SELECT c.code, 'tax number of another', (SELECT min(x.code) FROM customer x WHERE x.tax_id = c.tax_id AND x.code <> c.code), NULL FROM customer c
	WHERE tax_id IN (SELECT tax_id FROM customer WHERE tax_id <> '' GROUP BY tax_id HAVING count(*) > 1))
SELECT f.customer, p.name, p.kind, p.salesman, f.fault, f.value, coalesce(b.currency, p.currency) AS currency, b.total, coalesce(f.shown, f.value) AS shown_value
FROM fault f LEFT JOIN party p ON p.code = f.customer LEFT JOIN balance b ON b.customer = f.customer ORDER BY f.fault, b.total IS NULL, currency, b.total DESC, f.customer;
