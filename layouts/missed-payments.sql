-- missed-payments.sql: MISSED, one a representative: what fell due since it was last told, else since the last working day, and was not paid.

-- name: jobs
-- Customers whom nobody asks for money are left out, as on visit lists. since: overdue from the day after it on.
WITH told AS (
	SELECT salesman, max(as_of) AS last FROM paper
	WHERE type = 'MISSED' AND state NOT IN ('planned', 'failed', 'cancelled') AND as_of < :as_of GROUP BY salesman),
day AS MATERIALIZED (SELECT workday_add(:as_of, -1) AS before, (SELECT min(last) FROM told) AS told),
recent AS MATERIALIZED (
	SELECT o.salesman, o.customer, max(o.overdue_on) AS newest FROM day d CROSS JOIN open_item o
	WHERE o.age > 0 AND o.age < :as_of - min(d.before, coalesce(d.told, d.before)) + 1 AND o.outstanding > 0 GROUP BY o.salesman, o.customer),
missed AS (
	SELECT DISTINCT o.salesman, coalesce(t.last, d.before) AS since FROM recent o CROSS JOIN day d LEFT JOIN told t ON t.salesman = o.salesman
	WHERE o.newest > coalesce(t.last, d.before) AND o.customer NOT IN (SELECT customer FROM left_alone))
SELECT NULL AS customer, s.code AS salesman, :default_language AS language, 0 AS level, iso(:as_of) AS key,
	CASE WHEN m.salesman IS NULL THEN 'nothing_missed'
	     WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'make.MISSED' AND value = 'yes') THEN 'not_in_policy' END AS reason,
	NULL AS first_on, s.code AS sort, m.since
FROM staff s LEFT JOIN missed m ON m.salesman = s.code WHERE s.role = 'salesman' OR m.salesman IS NOT NULL;

-- name: covers
SELECT entry, currency, outstanding FROM open_item WHERE salesman = :salesman AND outstanding > 0 AND overdue_on > :since AND overdue_on <= :as_of
	AND customer NOT IN (SELECT customer FROM left_alone);

-- name: recipients
-- The representative, or who stands in.
SELECT name, email FROM stand_in WHERE code = :salesman;

-- name: window
-- columns: after date
SELECT :since - 1 AS after WHERE :since IS NOT NULL;

-- name: books
SELECT currency, count(*) OVER () > 1 AS several FROM open_item WHERE salesman = :salesman AND outstanding > 0 AND overdue_on > :since
	AND overdue_on <= :as_of AND customer NOT IN (SELECT customer FROM left_alone) GROUP BY currency ORDER BY currency;

-- name: lines
-- columns: due date, outstanding money, comment term
WITH mine AS (
	SELECT o.customer, c.name, c.phone, o.number, o.due, o.outstanding, o.blocked, c.sort FROM open_item o JOIN party c ON c.code = o.customer
	WHERE o.salesman = :salesman AND o.currency = :currency AND o.outstanding > 0 AND o.overdue_on > :since AND o.overdue_on <= :as_of
		AND o.customer NOT IN (SELECT customer FROM left_alone))
SELECT customer, name, phone, number, due, outstanding, comment, :currency AS currency, row_kind FROM (
	SELECT customer, name, phone, number, due, outstanding, blocked AS comment, NULL AS row_kind, 0 AS part, sort FROM mine
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, sum(outstanding), NULL, 'total', 1, '' FROM mine)
ORDER BY part, sort, due, number;
