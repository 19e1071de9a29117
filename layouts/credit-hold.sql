-- credit-hold.sql: HOLD, one list of the house a month; the policy (hold_list) says who is on it: blocked, or overdue as well.

-- name: jobs
SELECT NULL AS customer, NULL AS salesman, :default_language AS language, 0 AS level, substr(iso(:as_of), 1, 7) AS key,
	CASE WHEN NOT EXISTS (SELECT 1 FROM on_hold) AND NOT (p.value IS 'overdue' AND EXISTS (SELECT 1 FROM balance b WHERE b.overdue > 0)) THEN 'nobody_on_hold'
	     WHEN :asked THEN NULL
	     WHEN p.value IS NULL THEN 'not_in_policy' END AS reason, NULL AS first_on, '' AS sort
FROM (SELECT 1) LEFT JOIN policy p ON p.key = 'hold_list';

-- name: size
-- columns: n count, until date, blocked flag
SELECT (SELECT count(*) FROM (SELECT customer FROM on_hold UNION SELECT customer FROM balance WHERE overdue > 0 AND p.value IS 'overdue')) AS n,
	month_end(:as_of) AS until, p.value IS NOT 'overdue' AS blocked
FROM (SELECT 1) LEFT JOIN policy p ON p.key = 'hold_list';

-- name: lines
-- A row a customer and currency; one that owes nothing now stands all the same.
-- columns: since date, why term, overdue money, credit money, net money, age count, total money, nobody term
WITH listed AS (
	SELECT customer, since, why, reference, doa FROM on_hold
	UNION ALL
	SELECT l.customer, l.since, 'overdue', NULL, (SELECT e.reference FROM event e WHERE e.customer = l.customer AND e.kind = 'doa'
		AND e.date BETWEEN l.since AND :as_of ORDER BY e.date DESC, e.id DESC LIMIT 1)
	FROM (SELECT b.customer, min(b.oldest_due) + 1 AS since FROM balance b JOIN policy p ON p.key = 'hold_list' AND p.value = 'overdue'
		WHERE b.overdue > 0 AND b.customer NOT IN (SELECT customer FROM on_hold) GROUP BY b.customer) l),
mine AS (
	SELECT l.*, c.name, c.salesman, c.salesman || coalesce('  ' || s.name, '') AS salesman_name, b.currency, nullif(b.overdue, 0) AS overdue,
		nullif(b.credit, 0) AS credit, CASE WHEN b.overdue > 0 AND min(b.credit) OVER () < 0 THEN b.overdue + b.credit END AS net, b.oldest_age AS age, b.total, row_number() OVER (PARTITION BY l.customer ORDER BY coalesce(b.overdue, 0) = 0, b.currency) AS nth
	FROM listed l JOIN party c ON c.code = l.customer LEFT JOIN staff s ON s.code = c.salesman LEFT JOIN balance b ON b.customer = l.customer)
SELECT code, name, since, why, reference, overdue, credit, net, age, total, currency, doa, salesman, salesman_name, nobody, row_kind FROM (
	SELECT NULL AS code, NULL AS name, NULL AS since, NULL AS why, NULL AS reference, NULL AS overdue, NULL AS credit, NULL AS net, NULL AS age, NULL AS total,
		NULL AS currency, NULL AS doa, salesman, max(salesman_name) AS salesman_name, iif(salesman IS NULL, 'no_salesman', NULL) AS nobody, 'head' AS row_kind, 0 AS part, NULL AS customer, 0 AS nth FROM mine GROUP BY salesman
	UNION ALL
	SELECT iif(nth = 1, customer, NULL), iif(nth = 1, name, NULL), iif(nth = 1, since, NULL), iif(nth = 1, why, NULL), iif(nth = 1, reference, NULL),
		overdue, credit, net, age, total, currency, iif(nth = 1, doa, '–'),
		salesman, NULL, NULL, NULL, 1, customer, nth FROM mine)
ORDER BY salesman IS NULL, salesman, part, customer, nth;

-- name: sums
-- Net: of those with something overdue.
-- columns: customers count, overdue money, credit money, net money, total money
SELECT currency, count(*) AS customers, sum(overdue) AS overdue, nullif(sum(credit), 0) AS credit,
	CASE WHEN sum(credit) < 0 THEN coalesce(sum(overdue + credit) FILTER (WHERE overdue > 0), 0) END AS net, sum(total) AS total FROM balance
WHERE customer IN (SELECT customer FROM on_hold UNION SELECT customer FROM balance WHERE overdue > 0
	AND EXISTS (SELECT 1 FROM policy WHERE key = 'hold_list' AND value = 'overdue')) GROUP BY currency ORDER BY currency;
