-- head-of-sales.sql: RESPON, one list: customers past the age from which the head of sales answers for the debt too (policy head_of_sales_age), who
-- stand on no earlier list since they passed it.

-- name: jobs
SELECT NULL AS customer, NULL AS salesman, :default_language AS language, 0 AS level, iso(:as_of) AS key,
	CASE WHEN NOT EXISTS (SELECT 1 FROM policy WHERE key = 'head_of_sales_age') THEN 'not_in_policy'
	     WHEN NOT EXISTS (SELECT 1 FROM over_to_head) THEN 'nobody_over_age' END AS reason,
	NULL AS first_on, '' AS sort
WHERE :asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.RESPON' AND value = 'yes');

-- name: rule
-- columns: age count, n count
SELECT value + 0 AS age, (SELECT count(DISTINCT customer) FROM over_to_head) AS n FROM policy WHERE key = 'head_of_sales_age';

-- name: lines
-- A row a customer and currency. since: the first day past the age.
-- columns: since date, age count, overdue money, credit money, net money, talk_on date, talk term, outcome term
SELECT h.customer, c.name, coalesce(s.name, c.salesman) AS salesman, h.since, h.age, b.overdue, nullif(b.credit, 0) AS credit,
	CASE WHEN min(b.credit) OVER () < 0 THEN b.overdue + b.credit END AS net, b.currency, t.date AS talk_on, t.kind AS talk, t.outcome, t.brief AS said,
	NULL AS measure, NULL AS row_kind, 0 AS part
FROM over_to_head h JOIN party c ON c.code = h.customer JOIN balance b ON b.customer = h.customer AND b.overdue > 0
LEFT JOIN staff s ON s.code = c.salesman LEFT JOIN last_talk t ON t.customer = h.customer
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, sum(b.overdue), nullif(sum(b.credit), 0),
	CASE WHEN sum(b.credit) < 0 THEN sum(b.overdue + b.credit) END, b.currency, NULL, NULL, NULL, NULL, NULL, 'subtotal', 1
FROM over_to_head h JOIN balance b ON b.customer = h.customer AND b.overdue > 0 GROUP BY b.currency
ORDER BY 9, 16, 5 DESC, 1;
