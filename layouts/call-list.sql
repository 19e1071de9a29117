-- call-list.sql: one list a caller and day, on the days of the policy (call_days).

-- name: jobs
-- On other days nobody looks who would stand on it: all are named to whom something is owed.
SELECT NULL AS customer, t.code AS salesman, :default_language AS language, 0 AS level, iso(:as_of) AS key, d.reason,
	CASE WHEN d.reason = 'not_this_day' THEN d.first_on END AS first_on, t.code AS sort
FROM (SELECT CASE WHEN :asked THEN NULL WHEN p.value IS NULL THEN 'not_in_policy'
			WHEN workday_add(:as_of, 0) <> :as_of OR named_day(p.value, :as_of) IS NULL THEN 'not_this_day' END AS reason, list_day(p.value, :as_of + 1) AS first_on
	FROM (SELECT 1) LEFT JOIN policy p ON p.key = 'call_days' LIMIT -1) d
CROSS JOIN (SELECT code FROM staff UNION SELECT salesman FROM party) t
WHERE CASE WHEN d.reason IS NULL THEN t.code IN (SELECT caller FROM to_call) ELSE t.code IN (SELECT salesman FROM salesman_kind UNION SELECT collector FROM customer WHERE collector <> '') END;

-- name: size
-- columns: n count
SELECT count(*) AS n FROM to_call WHERE caller = :salesman;

-- name: lines
-- A row a customer and currency, who asked to be called at a time of the day first, then the oldest debt; age: of the oldest item that is demanded. Amount: what is demanded; of who is called before the due date, what falls due.
-- Best: the half hour at which somebody was last reached.
-- columns: why term, amount money, age count, talk term, talk_on date, outcome term, attempts count, notes term
WITH sums AS (
	SELECT t.customer, t.ord, b.currency, CASE WHEN t.why = 'due_soon' THEN
			(SELECT sum(o.outstanding) FROM open_item o WHERE o.customer = t.customer AND o.currency = b.currency AND o.age <= 0
				AND o.due <= workday_add(:as_of, coalesce((SELECT value + 0 FROM policy WHERE key = 'call_ahead_days'), 2)) AND o.outstanding > 0 AND o.blocked IS NULL) ELSE b.demand END AS amount,
		CASE WHEN t.why <> 'due_soon' AND b.demand > 0 THEN a.age END AS age,
		row_number() OVER (PARTITION BY t.customer ORDER BY b.demand = 0, b.currency) AS nth,
		max(a.age) OVER (PARTITION BY t.customer) AS oldest
	FROM to_call t JOIN balance b ON b.customer = t.customer LEFT JOIN (SELECT m.customer, o.currency, max(o.age) AS age FROM to_call m
		JOIN open_item o ON o.customer = m.customer AND o.outstanding > 0 AND o.blocked IS NULL AND o.age > 0 WHERE m.caller = :salesman
		GROUP BY m.customer, o.currency) a ON a.customer = b.customer AND a.currency = b.currency
	WHERE t.caller = :salesman),
who AS (
	SELECT t.customer, x.name, x.phone, row_number() OVER (PARTITION BY t.customer
		ORDER BY CASE x.role WHEN 'accounts' THEN 0 WHEN 'chief_accountant' THEN 1 WHEN 'owner' THEN 2 WHEN 'managing_director' THEN 3
			WHEN 'director' THEN 4 ELSE 5 END, x.id) AS n
	FROM to_call t JOIN contact x ON x.customer = t.customer
	WHERE t.caller = :salesman AND coalesce(x.valid_from, :as_of) <= :as_of AND coalesce(x.valid_to, :as_of) >= :as_of)
SELECT code, name, contact, phone, best, amount, currency, age, talk, talk_on, outcome, said, attempts, notes, why, row_kind FROM (
	SELECT NULL AS code, NULL AS name, NULL AS contact, NULL AS phone, NULL AS best, NULL AS amount, NULL AS currency, NULL AS age, NULL AS talk,
		NULL AS talk_on, NULL AS outcome, NULL AS said, NULL AS attempts, NULL AS notes, why, 'head' AS row_kind, ord, 0 AS part, '' AS at, 0 AS nth
	FROM to_call WHERE caller = :salesman GROUP BY why, ord
	UNION ALL
	SELECT iif(s.nth = 1, c.code, NULL), iif(s.nth = 1, c.name, NULL), iif(s.nth = 1, w.name, NULL), iif(s.nth = 1, coalesce(w.phone, c.phone), NULL),
		iif(s.nth = 1, coalesce(n.next_at, iif(r.half IS NOT NULL, printf('%02d:%02d', r.half / 2, r.half % 2 * 30), NULL)), NULL), s.amount, s.currency, s.age, iif(s.nth = 1, l.kind, NULL), iif(s.nth = 1, l.date, NULL),
		iif(s.nth = 1, l.outcome, NULL), iif(s.nth = 1, l.brief, NULL), iif(s.nth = 1, v.calls, NULL),
		iif(s.nth = 1 AND v.calls >= coalesce((SELECT value + 0 FROM policy WHERE key = 'call_attempts'), 5), 'find_number', NULL),
		NULL, NULL, s.ord, 1, coalesce(n.next_at, '~') || substr('00000' || (99999 - coalesce(s.oldest, 0)), -5) || c.code, s.nth
	FROM sums s JOIN party c ON c.code = s.customer LEFT JOIN who w ON w.customer = s.customer AND w.n = 1
	LEFT JOIN last_talk l ON l.customer = s.customer LEFT JOIN in_vain v ON v.customer = s.customer LEFT JOIN (
		SELECT customer, min((substr(time, 1, 2) * 60 + substr(time, 4, 2) + 15) / 30, 47) AS half FROM reached) r ON r.customer = s.customer
	LEFT JOIN next_step n ON n.customer = s.customer AND workday_add(n.next_on, 0) = :as_of
	WHERE s.amount > 0 OR s.nth = 1)
ORDER BY ord, part, at, code IS NULL, nth;
