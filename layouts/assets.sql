-- assets.sql: `report assets`: our equipment with customers in a case, and what was fetched.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('assets', 'Equipment', '', 0),
	('customers', 'Customers', '', 0));

-- name: caption
-- columns: as_of date
SELECT 'Equipment to recover as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('currency', 'Currency', 9),
	('overdue', 'Overdue', 16), ('credit', 'Unallocated credits', 16), ('net', 'Overdue less credits', 16), ('case_id', 'Case', 16), ('state', 'State', 14), ('what', 'Equipment', 24), ('qty', 'Quantity', 9),
	('serial', 'Serial number', 20), ('condition', 'Condition', 18), ('location', 'Location', 22), ('placed_on', 'Placed on', 12),
	('removed_on', 'Fetched on', 12), ('form_no', 'Form no.', 12), ('verifier', 'Verified by', 12), ('placed', 'Pieces still there', 10),
	('removed', 'Pieces fetched', 10));

-- name: assets
-- columns: qty count, placed_on date, removed_on date, shown_state term
SELECT a.customer, p.name, p.salesman, a.case_id, a.type AS what, a.qty, a.serial, a.condition, a.location, a.placed_on, a.removed_on, a.form_no, a.verifier,
	CASE a.state WHEN 'asset_removed' THEN 'fetched' WHEN 'asset_kept' THEN 'not let go' ELSE 'with the customer' END AS state, p.currency AS currency, a.state AS shown_state
FROM asset_state a JOIN party p ON p.code = a.customer ORDER BY a.customer, a.placed_on, a.id;

-- name: customers
-- A row a customer and currency in which something is overdue; the equipment stands in the first of them alone.
-- columns: placed count, removed count, overdue money, credit money, net money
WITH whose AS (
	SELECT customer, max(case_id) AS case_id, sum(coalesce(qty, 1)) FILTER (WHERE removed_on IS NULL) AS placed,
		sum(coalesce(qty, 1)) FILTER (WHERE removed_on IS NOT NULL) AS removed FROM asset_state GROUP BY customer),
line AS (
	SELECT w.*, p.name, p.salesman, coalesce(b.currency, p.currency) AS currency, b.overdue, b.credit, b.overdue + b.credit AS net,
		row_number() OVER (PARTITION BY w.customer ORDER BY b.currency <> p.currency, b.currency) AS nth
	FROM whose w JOIN party p ON p.code = w.customer LEFT JOIN balance b ON b.customer = w.customer AND b.overdue > 0)
SELECT customer, name, salesman, case_id, iif(nth = 1, placed, NULL) AS placed, iif(nth = 1, removed, NULL) AS removed, currency, overdue, credit, net
FROM line ORDER BY customer, nth;
