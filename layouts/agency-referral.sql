-- agency-referral.sql: a case that goes to an agency or to legal; asked for, any open case.

-- name: jobs
-- Once a case.
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(f.id, '') AS key,
	CASE WHEN f.customer IS NULL THEN 'no_case'
	     WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'make.AGENCY' AND value = 'yes') THEN 'not_in_policy' END AS reason,
	NULL AS first_on, k.sort
FROM party k LEFT JOIN (SELECT customer, id FROM case_now) f ON f.customer = k.code
WHERE :asked OR f.customer IS NOT NULL AND EXISTS (SELECT 1 FROM policy WHERE key = 'make.AGENCY' AND value = 'yes');

-- name: covers
SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer AND age > 0 AND outstanding > 0;
