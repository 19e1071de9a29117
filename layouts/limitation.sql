-- limitation.sql: `report limitation`: until when each debt can be taken to court, what began its years anew, and whose signature is to be had by when.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('signatures', 'Get a signature by', '', 0),
	('items', 'Items', '', 0),
	('rules', 'Rules', '', 0));

-- name: caption
-- columns: as_of date
SELECT 'Limitation of debts as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('currency', 'Currency', 9), ('phone', 'Telephone', 18),
	('get_by', 'Get a signature by', 16), ('days_left', 'Days left', 10), ('items', 'Items', 8), ('outstanding', 'Outstanding', 16), ('number', 'Oldest document', 20),
	('starts', 'Due', 12), ('restarted_on', 'Begun anew on', 14), ('began', 'Begun anew by', 24), ('proof', 'Its paper', 24), ('wanted', 'Wanted', 24), ('asked', 'Asked for with', 20), ('asked_on', 'Asked for on', 12),
	('state', 'State', 28), ('document', 'Document', 20), ('country', 'Country', 9), ('years', 'Years', 7), ('last_day', 'Last day', 12), ('source', 'Source', 70),
	('rule', 'Rule', 24), ('first', 'From day', 12), ('last', 'Up to', 12), ('value', 'Value', 18), ('open_items', 'Open items', 10));

-- name: signatures
-- Who has a debt whose years are over within policy limitation_days, or were over before, and no suit on record: the clock that runs out first. What began
-- it anew last, and what paper a signature is wanted on: a reconciliation act where the policy makes them, else a balance confirmation; one that
-- is out and not older than policy limitation_asked_days is named.
-- columns: get_by date, shown_began term, wanted term, state term, days_left count, items count, outstanding money, starts date, restarted_on date, asked_on date
WITH near AS (
	SELECT l.*, row_number() OVER (PARTITION BY l.customer, l.currency ORDER BY l.last_day, l.starts, l.entry) AS nth, count(*) OVER w AS items, sum(l.outstanding) OVER w AS total
	FROM limitation l WHERE l.state IN ('running', 'over')
		AND l.days_left <= coalesce((SELECT CAST(value AS INTEGER) FROM policy WHERE key = 'limitation_days'), 180)
	WINDOW w AS (PARTITION BY l.customer, l.currency)),
kind AS (
	SELECT CASE WHEN EXISTS (SELECT 1 FROM policy WHERE key = 'reconciliation_days') THEN 'RECON' ELSE 'CONF' END AS wanted)
SELECT n.customer, p.name, p.salesman, p.phone, n.currency, n.last_day AS get_by, n.days_left, n.items, n.total AS outstanding, n.number, n.starts, n.restarted_on,
	n.kind || coalesce(' ' || n.proof, '') AS began, k.wanted, a.number AS asked, a.as_of AS asked_on,
	CASE n.state WHEN 'over' THEN 'the years are over: counsel' ELSE 'running' END AS state, n.kind AS shown_began, n.proof AS shown_proof
FROM near n CROSS JOIN kind k LEFT JOIN party p ON p.code = n.customer
LEFT JOIN paper a ON a.id = (SELECT x.id FROM paper x CROSS JOIN run_info r WHERE x.customer = n.customer AND x.type IN ('CONF', 'CONF2', 'RECON')
	AND x.state IN ('made', 'sent', 'delivered') AND x.as_of BETWEEN r.as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'limitation_asked_days'), 60) AND r.as_of
	ORDER BY x.as_of DESC, x.id DESC LIMIT 1)
WHERE n.nth = 1 ORDER BY n.last_day, n.currency, n.customer;

-- name: items
-- columns: shown_began term, state term, starts date, restarted_on date, last_day date, days_left count, years count, outstanding money
SELECT l.customer, p.name, p.salesman, l.number AS document, l.currency, l.outstanding, l.starts, l.country, l.years, l.restarted_on, l.kind || coalesce(' ' || l.proof, '') AS began,
	l.last_day, l.days_left, CASE l.state WHEN 'not_set' THEN 'not set' WHEN 'court' THEN 'before a court' WHEN 'over' THEN 'over' ELSE 'running' END AS state, l.source,
	l.kind AS shown_began, l.proof AS shown_proof
FROM limitation l LEFT JOIN party p ON p.code = l.customer ORDER BY l.last_day IS NULL, l.last_day, l.currency, l.customer, l.starts, l.entry;

-- name: rules
-- The rows by which it is worked out; a country of a debtor without one stands as not set.
-- columns: rule term, value term, first date, last date, open_items count
WITH row AS (
	SELECT country, 'years' AS rule, first, last, CASE years WHEN 0 THEN 'turned off' ELSE CAST(years AS TEXT) END AS value, source, 0 AS part FROM limitation_rule
	UNION ALL
	SELECT country, 'begun anew by', first, last, group_concat(act, ', '), source, 1 FROM limitation_act GROUP BY country, first, last, source)
SELECT w.country, w.rule, w.first, w.last, w.value, CASE w.part WHEN 0 THEN (SELECT count(*) FROM limitation l WHERE l.country = w.country
	AND l.starts BETWEEN w.first AND coalesce(w.last, l.starts)) END AS open_items, w.source, '' AS currency
FROM row w
UNION ALL
SELECT coalesce(l.country, '?'), 'years', NULL, NULL, 'not set', count(*), NULL, '' FROM limitation l WHERE l.years IS NULL GROUP BY l.country ORDER BY 1, 2 DESC, 3;
