-- goods-return-decision.sql: a customer who broke a second promise after a further deferral, or whose goods are to be taken back.

-- name: jobs
-- Once for each further breach, while something is overdue: a promise of what is overdue now that was given once an earlier one had fallen due, and was
-- broken as that one was. One that another took the place of before its day, one that was kept, and one of a debt that was settled since are none.
WITH wanted AS (SELECT 1 WHERE :asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.RETURN' AND value = 'yes')),
broken AS MATERIALIZED (
	SELECT p.customer, p.currency, p.date, p.promise_date FROM wanted CROSS JOIN promise p WHERE p.state = 'broken' AND EXISTS (SELECT 1 FROM open_item o
		WHERE o.customer = p.customer AND o.currency = p.currency AND o.outstanding > 0 AND o.age > 0 AND o.blocked IS NULL AND o.date <= p.date
			AND (p.invoice IS NULL OR o.number = p.invoice))),
facts AS (
	SELECT customer, max(day) AS day FROM (
		SELECT p.customer, p.promise_date AS day FROM broken p WHERE EXISTS (SELECT 1 FROM broken q WHERE q.customer = p.customer AND q.currency = p.currency
			AND q.promise_date <= p.date)
		UNION ALL
		-- a decision that is older than all that is overdue was about other goods
		SELECT e.customer, e.date FROM wanted CROSS JOIN event e WHERE e.kind = 'goods_return' AND e.date <= :as_of
			AND EXISTS (SELECT 1 FROM open_item o WHERE o.customer = e.customer AND o.outstanding > 0 AND o.age > 0 AND o.date <= e.date))
	GROUP BY customer)
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(iso(f.day), '') AS key,
	CASE WHEN f.customer IS NULL THEN 'no_second_breach'
	     WHEN NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = k.code AND b.overdue > 0 AND b.total > 0) THEN 'not_overdue' END AS reason, NULL AS first_on, k.sort
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code;

-- name: return_decided
-- columns: date date
SELECT max(e.date) AS date FROM event e WHERE e.customer = :customer AND e.kind = 'goods_return' AND e.date <= :as_of
	AND EXISTS (SELECT 1 FROM open_item o WHERE o.customer = :customer AND o.outstanding > 0 AND o.age > 0 AND o.date <= e.date) HAVING count(*) > 0;

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
-- columns: date date, outstanding money, sum term
SELECT number, date, outstanding, NULL AS there, NULL AS value, NULL AS back, currency, sum, row_kind FROM (
	SELECT number, date, due, outstanding, currency, NULL AS sum, NULL AS row_kind, 0 AS part FROM open_item
	WHERE customer = :customer AND currency = :currency AND age > 0 AND outstanding > 0
	UNION ALL SELECT NULL, NULL, NULL, credit, currency, NULL, 'subtotal', 1 FROM balance WHERE customer = :customer AND currency = :currency AND credit < 0
	UNION ALL SELECT NULL, NULL, NULL, overdue + credit, currency, iif(credit < 0, 'overdue_net', 'overdue'), 'total', 2
	FROM balance WHERE customer = :customer AND currency = :currency)
ORDER BY part, due, number;
