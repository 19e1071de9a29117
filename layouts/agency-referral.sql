-- agency-referral.sql: a case that goes to an agency or to legal: by policy (make.AGENCY) one that was decided, by an approved bad debts report or by
-- the word that it was given there; asked for, any open case.

-- name: jobs
-- Once a case.
WITH facts AS (
	SELECT c.customer, c.id, EXISTS (SELECT 1 FROM decision v WHERE v.customer = c.customer AND v.kind = 'approved' AND v.date >= c.opened)
		OR EXISTS (SELECT 1 FROM hold h WHERE h.customer = c.customer AND h.reason IN ('agency', 'court')) AS decided
	FROM case_now c WHERE :asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.AGENCY' AND value = 'yes'))
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(f.id, '') AS key,
	CASE WHEN f.customer IS NULL THEN 'no_case' WHEN NOT :asked AND NOT f.decided THEN 'not_approved' END AS reason, NULL AS first_on, k.sort
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code;

-- name: covers
SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer AND age > 0 AND outstanding > 0;

-- name: covered
SELECT currency, overdue AS amount FROM balance WHERE customer = :customer AND overdue > 0;
