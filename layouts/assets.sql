-- assets.sql: `report assets`: our equipment with customers in a case, and what was fetched.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('assets', 'Equipment', '', 0),
	('customers', 'Customers', '', 0));

-- name: caption
SELECT (SELECT value FROM setting WHERE section = 'company' AND key = 'name') || ': equipment to recover as of ' || iso(as_of) AS caption,
	'Equipment to recover as of ' || iso(as_of) AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author
FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('currency', 'Currency', 9),
	('overdue', 'Overdue', 16), ('case_id', 'Case', 16), ('state', 'State', 14), ('what', 'Equipment', 24), ('qty', 'Quantity', 9),
	('serial', 'Serial number', 20), ('condition', 'Condition', 18), ('location', 'Location', 22), ('placed_on', 'Placed on', 12),
	('removed_on', 'Fetched on', 12), ('form_no', 'Form no.', 12), ('verifier', 'Verified by', 12), ('placed', 'Still there', 10),
	('removed', 'Fetched', 10));

-- name: assets
-- columns: qty count, placed_on date, removed_on date
SELECT a.customer, p.name, p.salesman, a.case_id, a.type AS what, a.qty, a.serial, a.condition, a.location, a.placed_on, a.removed_on, a.form_no, a.verifier,
	CASE a.state WHEN 'asset_removed' THEN 'fetched' WHEN 'asset_kept' THEN 'not let go' ELSE 'with the customer' END AS state, p.currency AS currency
FROM asset_state a JOIN party p ON p.code = a.customer ORDER BY a.customer, a.placed_on, a.id;

-- name: customers
-- columns: placed count, removed count, overdue money
SELECT a.customer, p.name, p.salesman, a.case_id, sum(coalesce(a.qty, 1)) FILTER (WHERE a.removed_on IS NULL) AS placed,
	sum(coalesce(a.qty, 1)) FILTER (WHERE a.removed_on IS NOT NULL) AS removed, p.currency,
	(SELECT b.overdue FROM balance b WHERE b.customer = a.customer AND b.currency = p.currency) AS overdue
FROM asset_state a JOIN party p ON p.code = a.customer GROUP BY a.customer ORDER BY a.customer;
