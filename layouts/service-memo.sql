-- service-memo.sql: stands for a guarantee letter that was to come on the due day and did not.

-- name: jobs
-- Prepared on the first working day after the due day, once a due day, where no guarantee of the customer's came since (of a due day without work, since
-- the last working day before it); asked for, for all that is overdue without one.
WITH late AS (
	SELECT customer, max(due) AS due, workday_add(max(due) + 1, -1) AS since FROM (SELECT 1 WHERE :asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.MEMO' AND value = 'yes'))
		CROSS JOIN open_item WHERE outstanding > 0 AND blocked IS NULL AND age > 0 AND (:asked OR due >= workday_add(:as_of, -1)) GROUP BY customer),
backed AS (
	SELECT l.customer FROM late l WHERE EXISTS (SELECT 1 FROM event e WHERE e.customer = l.customer AND e.kind = 'guarantee' AND e.date BETWEEN l.since AND :as_of)
		OR EXISTS (SELECT 1 FROM arrangement a WHERE a.customer = l.customer AND a.kind = 'guarantee' AND a.date BETWEEN l.since AND :as_of
			AND (a.signed_role IS NULL OR a.signed_role IN ('director', 'managing_director', 'chief_accountant', 'owner')))
		OR EXISTS (SELECT 1 FROM evidence v WHERE v.customer = l.customer AND v.doctype = 'GUARS' AND v.valid AND v.date BETWEEN l.since AND :as_of))
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(iso(l.due), '') AS key,
	CASE WHEN l.customer IS NULL THEN 'not_overdue' WHEN l.customer IN (SELECT customer FROM backed) THEN 'guarantee_there' END AS reason,
	NULL AS first_on, k.sort
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM late) w JOIN party k ON k.code = w.code LEFT JOIN late l ON l.customer = w.code;

-- name: talks
-- columns: date date, kind term, outcome term
SELECT date, kind, contact, CASE WHEN note IS NULL AND outcome IN (SELECT code FROM outcome_word) THEN outcome END AS outcome,
	coalesce(note, CASE WHEN outcome NOT IN (SELECT code FROM outcome_word) THEN replace(outcome, '_', ' ') END) AS note FROM event
WHERE customer = :customer AND kind IN ('call', 'visit', 'email', 'message', 'reply', 'promise') AND date <= :as_of
	AND date >= (SELECT min(due) FROM open_item WHERE customer = :customer AND outstanding > 0 AND age > 0) ORDER BY date, id;

-- name: promised
-- columns: promise_date date, amount money
SELECT p.promise_date, p.amount, p.currency FROM promise p WHERE p.customer = :customer AND p.state = 'pending' AND EXISTS (SELECT 1 FROM open_item o
	WHERE o.customer = p.customer AND o.currency = p.currency AND o.outstanding > 0 AND o.age > 0 AND (p.invoice IS NULL OR o.number = p.invoice))
ORDER BY p.promise_date, p.id LIMIT 1;

-- name: deferral
-- columns: days count
SELECT value + 0 AS days FROM policy WHERE key = 'deferral_days' AND value + 0 > 0;
