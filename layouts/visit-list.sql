-- visit-list.sql: ROUTE, one list a salesman and day, on the days of the policy (route_days).

-- name: jobs
-- On other days nobody looks who would stand on it: all are named to whom something is owed.
SELECT NULL AS customer, t.code AS salesman, :default_language AS language, 0 AS level, iso(:as_of) AS key, d.reason,
	CASE WHEN d.reason = 'not_this_day' THEN d.first_on END AS first_on, t.code AS sort
FROM (SELECT CASE WHEN :asked THEN NULL WHEN p.value IS NULL THEN 'not_in_policy'
			WHEN workday_add(:as_of, 0) <> :as_of OR named_day(p.value, :as_of) IS NULL THEN 'not_this_day' END AS reason, list_day(p.value, :as_of + 1) AS first_on
	FROM (SELECT 1) LEFT JOIN policy p ON p.key = 'route_days' LIMIT -1) d
CROSS JOIN (SELECT code FROM staff UNION SELECT salesman FROM party) t
WHERE CASE WHEN d.reason IS NULL THEN t.code IN (SELECT salesman FROM to_visit) ELSE t.code IN (SELECT salesman FROM salesman_kind) END;

-- name: size
-- columns: n count
SELECT count(DISTINCT customer) AS n FROM to_visit WHERE salesman = :salesman;

-- name: lines
-- As many rows a customer as it has reasons or currencies. Amount: what is due today or overdue and not under discussion, less all credits.
-- columns: why term, amount money, age count, assets count
WITH mine AS (SELECT DISTINCT customer FROM to_visit WHERE salesman = :salesman),
reason AS (SELECT customer, why, row_number() OVER (PARTITION BY customer ORDER BY ord) AS nth FROM to_visit WHERE salesman = :salesman),
owed AS (
	SELECT o.customer, o.currency, max(0, sum(o.outstanding)) AS amount, max(iif(o.age > 0 AND o.outstanding > 0, o.age, NULL)) AS age,
		row_number() OVER (PARTITION BY o.customer ORDER BY o.currency) AS nth
	FROM mine m JOIN open_item o ON o.customer = m.customer WHERE o.outstanding < 0 OR o.age >= 0 AND o.blocked IS NULL
	GROUP BY o.customer, o.currency HAVING sum(o.outstanding) > 0),
who AS (
	SELECT m.customer, x.name, x.phone, row_number() OVER (PARTITION BY m.customer
		ORDER BY CASE x.role WHEN 'director' THEN 0 WHEN 'managing_director' THEN 1 WHEN 'owner' THEN 2 WHEN 'chief_accountant' THEN 3
			WHEN 'accounts' THEN 4 ELSE 5 END, x.id) AS n
	FROM mine m JOIN contact x ON x.customer = m.customer
	WHERE coalesce(x.valid_from, :as_of) <= :as_of AND coalesce(x.valid_to, :as_of) >= :as_of),
slot AS (SELECT customer, nth FROM reason UNION SELECT customer, nth FROM owed)
SELECT iif(s.nth = 1, c.code, NULL) AS code, iif(s.nth = 1, c.name, NULL) AS name,
	iif(s.nth = 1, (SELECT group_concat(part, comma(:language, coalesce(c.address1, '') || coalesce(c.address2, '') || coalesce(c.city, ''))) FROM (SELECT c.address1 AS part UNION ALL SELECT c.address2 UNION ALL SELECT c.city) WHERE part <> ''), NULL) AS place,
	iif(s.nth = 1, w.name, NULL) AS contact, iif(s.nth = 1, coalesce(w.phone, c.phone), NULL) AS phone, r.why, o.amount, o.currency, o.age,
	iif(s.nth = 1, (SELECT sum(coalesce(a.qty, 1)) FROM asset a WHERE a.customer = c.code AND coalesce(a.placed_on, :as_of) <= :as_of
		AND coalesce(a.removed_on, :as_of + 1) > :as_of), NULL) AS assets, NULL AS notes
FROM slot s JOIN party c ON c.code = s.customer LEFT JOIN reason r ON r.customer = s.customer AND r.nth = s.nth
LEFT JOIN owed o ON o.customer = s.customer AND o.nth = s.nth LEFT JOIN who w ON w.customer = s.customer AND w.n = 1
ORDER BY c.sort, s.nth;
