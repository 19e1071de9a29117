-- collection-schedule.sql: COLSCH, whom the successor collects cash from, where, how much and by when.

-- name: jobs
-- A handover makes these papers, one of each; no other run does: there :run is of another kind.
SELECT NULL AS customer, r.made_by AS salesman, :default_language AS language, 0 AS level, r.id AS key, CASE WHEN NOT EXISTS (SELECT 1 FROM party c JOIN balance b ON b.customer = c.code WHERE c.salesman = r.made_by AND c.kind = 'cash' AND b.total > 0) THEN 'nothing_owed' END AS reason, NULL AS first_on,
	r.made_by AS sort, r.given_to AS successor
FROM run r WHERE r.id = :run AND r.kind = 'handover';

-- name: people
-- columns: leaving_role term, taking_role term
SELECT coalesce(f.name, :salesman) AS leaving, :salesman AS leaving_code, coalesce(f.role, 'salesman') AS leaving_role,
	coalesce(t.name, :successor) AS taking, :successor AS taking_code, coalesce(t.role, 'salesman') AS taking_role, t.phone AS taking_phone
FROM (SELECT 1) LEFT JOIN staff f ON f.code = :salesman LEFT JOIN staff t ON t.code = :successor;

-- name: day
-- The policy's day of this month, or of the next when it is past, as on the notices.
-- columns: pay_by date
SELECT CASE WHEN month_start(:as_of) + value - 1 > :as_of THEN month_start(:as_of) + value - 1
	ELSE add_months(month_start(:as_of), 1) + value - 1 END AS pay_by
FROM policy WHERE key = 'cash_day';

-- name: books
SELECT b.currency, count(*) OVER () > 1 AS several FROM party c JOIN balance b ON b.customer = c.code
WHERE c.salesman = :salesman AND c.kind = 'cash' AND b.total > 0 GROUP BY b.currency ORDER BY b.currency;

-- name: lines
-- columns: total money, pay_by date
WITH mine AS (
	SELECT c.code, c.name, (SELECT group_concat(part, comma(:language, coalesce(c.address1, '') || coalesce(c.address2, '') || coalesce(c.city, ''))) FROM (SELECT c.address1 AS part UNION ALL SELECT c.address2 UNION ALL SELECT c.city) WHERE part <> '') AS place, c.phone,
		(SELECT x.name FROM contact x WHERE x.customer = c.code AND coalesce(x.valid_to, :as_of) >= :as_of
			ORDER BY x.role NOT IN ('owner', 'accounts'), x.id LIMIT 1) AS contact,
		b.total,
		CASE WHEN month_start(:as_of) + p.value - 1 > :as_of THEN month_start(:as_of) + p.value - 1
			ELSE add_months(month_start(:as_of), 1) + p.value - 1 END AS pay_by
	FROM party c JOIN balance b ON b.customer = c.code CROSS JOIN policy p
	WHERE c.salesman = :salesman AND c.kind = 'cash' AND b.currency = :currency AND b.total > 0 AND p.key = 'cash_day')
SELECT code, name, place, contact, phone, total, :currency AS currency, pay_by, received, received_on, receipt, row_kind FROM (
	SELECT code, name, place, contact, phone, total, pay_by, NULL AS received, NULL AS received_on, NULL AS receipt, NULL AS row_kind, 0 AS part FROM mine
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, sum(total), NULL, NULL, NULL, NULL, 'total', 1 FROM mine)
ORDER BY part, code;
