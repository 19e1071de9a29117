-- goods-return-decision.sql: a customer who broke a second promise after a further deferral, or whose goods are to be taken back.

-- name: jobs
-- Once for each further breach, while something is overdue.
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(iso(f.day), '') AS key,
	CASE WHEN f.customer IS NULL THEN 'no_second_breach'
	     WHEN NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = k.code AND b.overdue > 0 AND b.total > 0) THEN 'not_overdue'
	     WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'make.RETURN' AND value = 'yes') THEN 'not_in_policy' END AS reason,
	NULL AS first_on, k.sort
FROM party k LEFT JOIN (SELECT customer, max(day) AS day FROM (SELECT customer, max(promise_date) AS day FROM promise WHERE state = 'broken' GROUP BY customer HAVING count(*) >= 2 UNION ALL SELECT customer, max(date) FROM event WHERE kind = 'goods_return' AND date <= :as_of GROUP BY customer) GROUP BY customer) f ON f.customer = k.code
WHERE :asked OR f.customer IS NOT NULL AND EXISTS (SELECT 1 FROM policy WHERE key = 'make.RETURN' AND value = 'yes');

-- name: return_decided
-- columns: date date
SELECT max(date) AS date FROM event WHERE customer = :customer AND kind = 'goods_return' AND date <= :as_of HAVING count(*) > 0;

-- name: promises
-- columns: date date, promise_date date, amount money, paid money, state term
SELECT date, promise_date, amount, paid, currency, state FROM promise WHERE customer = :customer ORDER BY promise_date, id;

-- name: reasons
-- What was noted of talks since the oldest due day, the last five.
-- columns: date date
SELECT date, note FROM (SELECT id, date, note FROM event WHERE customer = :customer AND date <= :as_of AND note <> ''
	AND kind IN ('call', 'visit', 'email', 'message', 'reply', 'promise', 'note')
	AND date >= (SELECT min(due) FROM open_item WHERE customer = :customer AND outstanding > 0 AND age > 0) ORDER BY date DESC, id DESC LIMIT 5) ORDER BY date, id;

-- name: deliveries
-- columns: date date, outstanding money
SELECT number, date, outstanding, NULL AS there, NULL AS value, NULL AS back, currency, row_kind FROM (
	SELECT number, date, due, outstanding, currency, NULL AS row_kind, 0 AS part FROM open_item
	WHERE customer = :customer AND currency = :currency AND age > 0 AND outstanding > 0
	UNION ALL SELECT NULL, NULL, NULL, overdue, currency, 'total', 1 FROM balance WHERE customer = :customer AND currency = :currency)
ORDER BY part, due, number;
