-- repayment-week.sql: PLANW, one a region on the policy's day (repayment_day; the working day after it where nobody works), one a representative then, or on every working day (repayment_daily).

-- name: jobs
WITH scope AS (
	SELECT NULL AS salesman, c.region FROM customer c WHERE c.region <> ''
		AND EXISTS (SELECT 1 FROM open_item o WHERE o.customer = c.code AND o.outstanding > 0 AND o.age > -coalesce((SELECT value + 0 FROM policy WHERE key = 'repayment_ahead_days'), 7)) GROUP BY c.region
	UNION ALL
	SELECT s.code, NULL FROM staff s WHERE s.role = 'salesman'
		AND EXISTS (SELECT 1 FROM salesman_kind k WHERE k.salesman = s.code AND k.oldest_age > -coalesce((SELECT value + 0 FROM policy WHERE key = 'repayment_ahead_days'), 7))),
day AS (
	SELECT p.value AS weekly, d.value = 'yes' AS daily, workday_add(:as_of, 0) = :as_of AS works,
		named_day(p.value, :as_of) AS today, list_day(p.value, :as_of + 1) AS next
	FROM (SELECT 1) LEFT JOIN policy p ON p.key = 'repayment_day' LEFT JOIN policy d ON d.key = 'repayment_daily')
SELECT NULL AS customer, salesman, region, :default_language AS language, 0 AS level, iso(iif(:asked OR daily AND works AND salesman IS NOT NULL OR today IS NULL, :as_of, today)) AS key, reason,
	CASE WHEN reason = 'not_this_day' THEN iif(daily AND salesman IS NOT NULL, workday_add(:as_of, 1), next) END AS first_on, coalesce(salesman, region) AS sort
FROM (SELECT s.*, d.*, CASE WHEN :asked THEN NULL WHEN d.weekly IS NULL THEN 'not_in_policy'
		WHEN d.today IS NOT NULL OR d.daily AND d.works AND s.salesman IS NOT NULL THEN NULL ELSE 'not_this_day' END AS reason
	FROM scope s CROSS JOIN day d);

-- name: scope
SELECT :region AS region, :region IS NULL AS by_one;

-- name: week
-- columns: first date, last date
-- So many days as policy repayment_ahead_days says.
SELECT :as_of AS first, :as_of + coalesce((SELECT value + 0 FROM policy WHERE key = 'repayment_ahead_days'), 7) - 1 AS last;

-- name: posted
-- columns: last date
SELECT max(day) AS last FROM (
	SELECT max(date) AS day FROM entry WHERE type = 'payment' AND date <= :as_of
	UNION ALL SELECT max(cleared_on) FROM entry WHERE cleared_on <= :as_of) HAVING max(day) IS NOT NULL;

-- name: books
SELECT o.currency, count(*) OVER () > 1 AS several FROM open_item o JOIN party c ON c.code = o.customer
WHERE iif(:region IS NULL, o.salesman = :salesman, c.region = :region) AND o.outstanding > 0 AND (o.age > 0 OR o.due < :as_of + coalesce((SELECT value + 0 FROM policy WHERE key = 'repayment_ahead_days'), 7))
GROUP BY o.currency ORDER BY o.currency;

-- name: lines
-- What is overdue, what falls due day by day, and the credits of the customers named that are not yet set against items.
-- columns: due date, outstanding money, age count, promised_on date, comment term, section term, day date
WITH item AS (
	SELECT o.*, c.name, CASE WHEN o.outstanding < 0 THEN 1000000000 WHEN o.age > 0 THEN 0 ELSE o.due END AS grp
	FROM open_item o JOIN party c ON c.code = o.customer
	WHERE o.currency = :currency AND iif(:region IS NULL, o.salesman = :salesman, c.region = :region)),
named AS (SELECT DISTINCT customer FROM item WHERE outstanding > 0 AND (age > 0 OR due < :as_of + coalesce((SELECT value + 0 FROM policy WHERE key = 'repayment_ahead_days'), 7))),
mine AS (SELECT * FROM item WHERE CASE WHEN outstanding > 0 THEN age > 0 OR due < :as_of + coalesce((SELECT value + 0 FROM policy WHERE key = 'repayment_ahead_days'), 7) ELSE customer IN (SELECT customer FROM named) END)
SELECT customer, name, salesman, number, due, outstanding, age, promised_on, pay_on, comment, section, day, :currency AS currency, row_kind FROM (
	SELECT NULL AS customer, NULL AS name, NULL AS salesman, NULL AS number, NULL AS due, NULL AS outstanding, NULL AS age, NULL AS promised_on,
		NULL AS pay_on, NULL AS comment, CASE grp WHEN 0 THEN 'overdue' WHEN 1000000000 THEN 'unallocated' END AS section,
		CASE WHEN grp NOT IN (0, 1000000000) THEN grp END AS day, 'head' AS row_kind, grp, 0 AS part
	FROM mine GROUP BY grp
	UNION ALL
	SELECT m.customer, m.name, m.salesman, m.number, iif(m.outstanding > 0, m.due, m.date), m.outstanding, iif(m.outstanding > 0 AND m.age > 0, m.age, NULL),
		iif(m.outstanding > 0, (SELECT max(p.promise_date) FROM promise p WHERE p.customer = m.customer AND p.state = 'pending'
			AND coalesce(p.invoice, m.number) = m.number), NULL), iif(m.outstanding > 0, NULL, '–'), iif(m.outstanding > 0, m.blocked, NULL), NULL, NULL, NULL, m.grp, 1
	FROM mine m
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, sum(outstanding), NULL, NULL, NULL, NULL, NULL, NULL, 'subtotal', grp, 2 FROM mine GROUP BY grp
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, sum(outstanding), NULL, NULL, NULL, NULL, NULL, NULL, 'total', 2000000000, 3 FROM mine)
ORDER BY grp, part, customer, due, number;
