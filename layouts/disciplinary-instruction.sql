-- disciplinary-instruction.sql: the measures that follow when a bad debts report was rejected.

-- name: jobs
-- One paper a decision: the customer whose latest one is of this kind.
WITH facts AS (SELECT * FROM decision WHERE kind = 'rejected')
SELECT k.code AS customer, coalesce(p.salesman, k.salesman) AS salesman, :default_language AS language, 0 AS level,
	coalesce(f.reference, iso(f.date), '') AS key,
	CASE WHEN f.customer IS NULL THEN 'not_rejected'
	     WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'make.DISC' AND value = 'yes') THEN 'not_in_policy' END AS reason,
	NULL AS first_on, k.sort
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code
LEFT JOIN paper p ON p.number = f.reference;

-- name: cap
-- The policy's share, where the customer owes anything.
-- columns: share percent
SELECT CAST(replace(value, '.', '') AS INTEGER) AS share FROM policy WHERE key = 'discipline_cap'
	AND EXISTS (SELECT 1 FROM balance WHERE customer = :customer AND total > 0);

-- name: caps
-- The policy's share (discipline_cap) of what the customer owes, rounded down to the minor unit.
-- columns: total money, share percent, cap money
SELECT b.currency, b.total, CAST(replace(p.value, '.', '') AS INTEGER) AS share, b.total * CAST(replace(p.value, '.', '') AS INTEGER) / 1000 AS cap
FROM balance b JOIN policy p ON p.key = 'discipline_cap' WHERE b.customer = :customer AND b.total > 0 ORDER BY b.currency;

-- name: measures
-- columns: role term
WITH RECURSIVE up(code, depth) AS (
	SELECT :salesman, 0
	UNION ALL SELECT s.reports_to, depth + 1 FROM up JOIN staff s ON s.code = up.code WHERE depth < 8)
SELECT s.role, s.name, NULL AS targets, NULL AS training, NULL AS warning, NULL AS termination, NULL AS deduction
FROM up JOIN staff s ON s.code = up.code WHERE s.role IN ('salesman', 'supervisor', 'channel_manager', 'sales_director') ORDER BY depth;
