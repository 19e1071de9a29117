-- terms-revision.sql: after a decision to take goods back, or when it is asked for.

-- name: jobs
-- Once after each decision to take goods back; asked for, for any customer with something overdue.
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(iso(f.day), iso(:as_of)) AS key,
	CASE WHEN f.customer IS NULL AND NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = k.code AND b.overdue > 0) THEN 'not_overdue'
	     WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'make.TERMS' AND value = 'yes') THEN 'not_in_policy' END AS reason,
	NULL AS first_on, k.sort
FROM party k LEFT JOIN (SELECT customer, max(date) AS day FROM event WHERE kind = 'goods_return' AND date <= :as_of GROUP BY customer) f ON f.customer = k.code
WHERE :asked OR f.customer IS NOT NULL AND EXISTS (SELECT 1 FROM policy WHERE key = 'make.TERMS' AND value = 'yes');

-- name: kind_now
-- columns: kind term
SELECT kind, contract_no AS contract FROM customer WHERE code = :customer;
