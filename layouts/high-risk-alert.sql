-- high-risk-alert.sql: a customer who was recorded as a high risk (event high_risk), to those who decide.

-- name: jobs
-- One alert an event, unless a later one says another risk; asked for, also for a customer whose last risk on record is high. day is a parameter of the
-- query below.
WITH said AS (
	SELECT customer, date, row_number() OVER (PARTITION BY customer ORDER BY date DESC, id DESC) AS latest FROM event e
	WHERE (kind = 'high_risk' OR risk = 'high' AND :asked) AND date <= :as_of AND NOT EXISTS (SELECT 1 FROM event x WHERE x.customer = e.customer
		AND x.kind <> 'high_risk' AND x.risk NOT IN ('', 'high') AND x.date <= :as_of AND (x.date, x.id) > (e.date, e.id))),
facts AS (SELECT customer, date FROM said WHERE latest = 1)
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(iso(f.date), '') AS key,
	CASE WHEN f.customer IS NULL THEN 'no_high_risk'
	     WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'make.ALERT' AND value = 'yes') THEN 'not_in_policy' END AS reason,
	NULL AS first_on, k.sort, f.date AS day
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code;

-- name: alerted
-- columns: date date, risk term
SELECT e.date, coalesce(nullif(e.risk, ''), 'high') AS risk, e.note, coalesce(s.name, e.staff) AS name FROM event e LEFT JOIN staff s ON s.code = e.staff
WHERE e.customer = :customer AND e.date = :day AND (e.kind = 'high_risk' OR e.risk = 'high') ORDER BY e.kind <> 'high_risk', e.id DESC LIMIT 1;

-- name: recipients
-- Accounts receivable, finance manager, sales director, general manager: those of [staff], else the first of the role.
-- columns: role term
SELECT w.role, s.name, s.email FROM (SELECT column1 AS place, column2 AS role FROM (VALUES (1, 'ar'), (2, 'finance_manager'), (3, 'sales_director'),
	(4, 'general_manager'))) w
JOIN holder s ON s.post = w.role
ORDER BY w.place;

-- name: encloses
SELECT 'STMT' AS type;
