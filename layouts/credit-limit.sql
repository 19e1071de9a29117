-- credit-limit.sql: a customer with a credit limit that it passed, or any customer who owes something when it is asked for.

-- name: jobs
-- Once a month; without being asked for only where the limit is passed.
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, substr(iso(:as_of), 1, 7) AS key,
	CASE WHEN f.customer IS NULL THEN 'nothing_owed'
	     WHEN NOT :asked AND NOT f.over THEN 'within_limit'
	     WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'make.LIMIT' AND value = 'yes') THEN 'not_in_policy' END AS reason,
	NULL AS first_on, k.sort
FROM party k LEFT JOIN (SELECT b.customer, max(c.credit_limit > 0 AND b.total > c.credit_limit) AS over FROM balance b JOIN party c ON c.code = b.customer WHERE b.total > 0 GROUP BY b.customer) f ON f.customer = k.code
WHERE :asked OR f.customer IS NOT NULL AND EXISTS (SELECT 1 FROM policy WHERE key = 'make.LIMIT' AND value = 'yes');

-- name: over
-- The limit is in the customer's currency; other currencies are not counted against it.
-- columns: amount money
SELECT b.total - k.credit_limit AS amount, b.currency FROM party k JOIN balance b ON b.customer = k.code AND b.currency = k.currency
WHERE k.code = :customer AND k.credit_limit > 0 AND b.total > k.credit_limit;
