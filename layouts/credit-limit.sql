-- credit-limit.sql: a customer with a credit limit that it passed, or any customer who owes something when it is asked for.

-- name: jobs
-- Once a month; without being asked for only where the limit is passed, in the currency that it is in.
WITH facts AS (
	SELECT b.customer FROM balance b JOIN party c ON c.code = b.customer
	WHERE (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.LIMIT' AND value = 'yes')) AND b.total > 0 AND (:asked OR c.credit_limit > 0 AND b.currency = c.currency AND b.total > c.credit_limit) GROUP BY b.customer)
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, substr(iso(:as_of), 1, 7) AS key,
	CASE WHEN f.customer IS NULL THEN 'nothing_owed' END AS reason, NULL AS first_on, k.sort
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code;

-- name: over
-- The limit is in the customer's currency; other currencies are not counted against it.
-- columns: amount money
SELECT b.total - k.credit_limit AS amount, b.currency FROM party k JOIN balance b ON b.customer = k.code AND b.currency = k.currency
WHERE k.code = :customer AND k.credit_limit > 0 AND b.total > k.credit_limit;
