-- violations.sql: `report violations`: what short credit did against its terms, and who is to pay cash because of it.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('violations', 'Violations', '', 0),
	('conversions', 'Conversions', '', 0),
	('undated', 'Day not known', '', 0));

-- name: caption
-- columns: as_of date
SELECT 'Violations and conversions as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('currency', 'Currency', 9), ('date', 'Date', 12),
	('what', 'Violation', 26), ('about', 'About', 30), ('days', 'Days late', 9), ('rule', 'Rule', 30), ('since', 'Since', 12),
	('value', 'Figure', 10), ('nth', 'No.', 6), ('due', 'Due', 12), ('amount', 'Amount', 16));

-- name: violations
-- columns: date date, days count, nth count, shown_what term
SELECT v.customer, p.name, p.salesman, row_number() OVER (PARTITION BY v.customer ORDER BY v.date, v.kind, v.about) AS nth, v.date, replace(v.kind, '_', ' ') AS what, v.about,
	v.days, p.currency, v.kind AS shown_what
FROM violation v JOIN party p ON p.code = v.customer ORDER BY v.customer, v.date, v.kind, v.about;

-- name: conversions
-- The value of a rule begins with its figure: days, or how many violations.
-- columns: since date, shown_rule term, shown_value count
SELECT r.customer, p.name, p.salesman, replace(r.rule, '_', ' ') AS rule, r.since, r.value, p.currency, 'rule_' || r.rule AS shown_rule, CAST(r.value AS INTEGER) AS shown_value
FROM credit_rule r JOIN party p ON p.code = r.customer WHERE r.rule IN ('pure_cash', 'permanent_cash') ORDER BY r.rule DESC, r.sort, r.customer;

-- name: undated
-- Invoices of short credit that the export alone says are settled, and not since when: whether they were late, nobody knows.
-- columns: date date, due date, amount money
SELECT s.customer, p.name, p.salesman, s.number AS about, s.date, s.due, s.amount, s.currency FROM shipment s JOIN party p ON p.code = s.customer AND p.kind = 'short_cash'
WHERE s.settled AND s.settled_on IS NULL ORDER BY s.customer, s.date, s.number;
