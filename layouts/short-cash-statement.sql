-- short-cash-statement.sql: one paper a salesman who has short cash customers with open items.

-- name: jobs
SELECT NULL AS customer, s.code AS salesman, :default_language AS language, 0 AS level, substr(iso(:as_of), 1, 7) AS key, NULL AS reason, NULL AS first_on,
	s.code AS sort,
	NOT EXISTS (SELECT 1 FROM salesman_bucket_short b WHERE b.salesman = s.code) AS "unless nothing_owed",
	late AS "until nothing_owed",
	NOT :asked AND late IS NOT NULL AS "unless late_in_month",
	late AS "until late_in_month"
FROM (SELECT code, CASE WHEN :as_of > max(month_start(:as_of) - 1 + coalesce((SELECT value + 0 FROM policy WHERE key = 'short_cash_days'), 5), iif(coalesce((SELECT value + 0 FROM policy WHERE key = 'short_cash_days'), 5) > 0, workday_add(month_start(:as_of), 0), 0))
		THEN add_months(month_start(:as_of), 1) END AS late
	FROM staff WHERE role = 'salesman') s;

-- name: books
SELECT o.currency, count(*) OVER () > 1 AS several FROM open_item o JOIN customer c ON c.code = o.customer
WHERE o.salesman = :salesman AND c.kind = 'short_cash' GROUP BY o.currency ORDER BY o.currency;

-- name: lines
-- columns: type term, date date, due date, amount money, paid money, outstanding money, days_left count, days_overdue count
WITH mine AS (
	SELECT o.*, c.name AS customer_name FROM open_item o JOIN customer c ON c.code = o.customer
	WHERE o.salesman = :salesman AND c.kind = 'short_cash' AND o.currency = :currency)
SELECT customer, customer_name, type, number, date, due, amount, paid, outstanding, days_left, days_overdue,
	:currency AS currency, row_kind FROM (
	SELECT customer, max(customer_name) AS customer_name, NULL AS type, NULL AS number, NULL AS date, NULL AS due, NULL AS amount,
		NULL AS paid, NULL AS outstanding, NULL AS days_left, NULL AS days_overdue, 'head' AS row_kind, customer AS grp, 0 AS part
	FROM mine GROUP BY customer
	UNION ALL
	SELECT customer, customer_name, type, number, date, due, amount, paid, outstanding,
		CASE WHEN age <= 0 AND outstanding > 0 THEN days_remaining END, CASE WHEN age > 0 AND outstanding > 0 THEN age END, NULL, customer, 1
	FROM mine
	UNION ALL
	SELECT customer, max(customer_name), NULL, NULL, NULL, NULL, NULL, NULL, sum(outstanding), NULL, NULL, 'subtotal', customer, 2
	FROM mine GROUP BY customer
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, sum(outstanding), NULL, NULL, 'total', NULL, 3 FROM mine)
ORDER BY grp IS NULL, grp, part, due, date, number;

-- name: buckets
-- columns: label term, amount money, tenths percent
SELECT label, amount, tenths, currency, overdue FROM salesman_bucket_short WHERE salesman = :salesman AND currency = :currency ORDER BY bucket < 0, bucket;

-- name: covers
SELECT o.entry, o.currency, o.outstanding FROM open_item o JOIN customer c ON c.code = o.customer
WHERE o.salesman = :salesman AND c.kind = 'short_cash';

-- name: covered
SELECT currency, sum(amount) AS amount FROM salesman_bucket_short WHERE salesman = :salesman GROUP BY currency;
