-- terms-revision.sql: after a decision to take goods back, or when it is asked for.

-- name: jobs
-- Once after each decision to take goods back; asked for, for any customer with something overdue: once after a decision that is about what is overdue,
-- else once a day.
WITH facts AS (
	SELECT customer, max(date) AS day FROM event WHERE (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.TERMS' AND value = 'yes')) AND kind = 'goods_return' AND date <= :as_of GROUP BY customer)
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, CASE WHEN f.customer IS NULL OR :asked AND EXISTS (SELECT 1 FROM balance b WHERE b.customer = k.code
		AND b.overdue > 0) AND NOT EXISTS (SELECT 1 FROM open_item o WHERE o.customer = k.code AND o.outstanding > 0 AND o.age > 0 AND o.date <= f.day)
		THEN iso(:as_of) ELSE iso(f.day) END AS key,
	CASE WHEN f.customer IS NULL AND NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = k.code AND b.overdue > 0) THEN 'not_overdue' END AS reason, NULL AS first_on, k.sort
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code;

-- name: kind_now
-- columns: kind term
SELECT kind, contract_no AS contract FROM customer WHERE code = :customer;
