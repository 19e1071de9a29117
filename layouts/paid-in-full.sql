-- paid-in-full.sql: PAID, thanks to a customer whose case closed by payment: within the policy's days (paid_letter_days), once a case, or when it is
-- asked for by name.

-- name: jobs
-- The newest case that was settled; opened and closed are parameters of the queries below.
WITH latest AS (
	SELECT customer, id, opened, closed FROM (
		SELECT c.*, row_number() OVER (PARTITION BY customer ORDER BY closed DESC, id DESC) AS n FROM bad_case c
		WHERE closed <= :as_of AND why_closed = 'settled') WHERE n = 1)
SELECT d.customer, d.salesman, d.language, 0 AS level, l.id AS key, l.id AS case_id, l.opened, l.closed,
	CASE WHEN l.id IS NULL THEN 'no_case_closed'
	     WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'paid_letter_days') THEN 'not_in_policy'
	     WHEN NOT :asked AND workday_add(l.closed + (SELECT value + 0 FROM policy WHERE key = 'paid_letter_days'), 0) < :as_of THEN 'closed_before'
	     WHEN EXISTS (SELECT 1 FROM hold h WHERE h.customer = d.customer AND h.reason IN ('do_not_write', 'agency', 'court'))
		THEN (SELECT group_concat(reason, ',') FROM (SELECT DISTINCT reason FROM hold h WHERE h.customer = d.customer
			AND h.reason IN ('do_not_write', 'agency', 'court') ORDER BY reason))
	     WHEN EXISTS (SELECT 1 FROM balance b WHERE b.customer = d.customer AND b.overdue > 0) THEN 'overdue_again'
	     WHEN NOT EXISTS (SELECT 1 FROM entry e JOIN allocation a ON a.entry = e.id LEFT JOIN entry b ON b.id = a.by_entry
		WHERE e.customer = d.customer AND e.amount > 0 AND a.date BETWEEN l.opened AND l.closed AND coalesce(b.type, 'payment') = 'payment')
		THEN 'not_by_payment' END AS reason,
	NULL AS first_on, d.sort
FROM dunning d LEFT JOIN latest l ON l.customer = d.customer WHERE :asked OR l.id IS NOT NULL;

-- name: this_case
-- columns: closed date
SELECT :case_id AS id, :closed AS closed;

-- name: sums
-- columns: total money
SELECT e.currency, sum(a.amount) AS total, count(*) OVER () > 1 AS several
FROM entry e JOIN allocation a ON a.entry = e.id JOIN customer c ON c.code = e.customer
WHERE e.customer = :customer AND e.amount > 0 AND a.date BETWEEN :opened AND :closed AND coalesce(e.due, due_by_terms(e.date, coalesce(c.terms_days, 0))) < :closed
GROUP BY e.currency ORDER BY e.currency;

-- name: settled
-- What was overdue and settled while the case was open; on: the day of the last payment or credit that did it, where it is known.
-- columns: date date, due date, amount money, paid money, on date
WITH mine AS (
	SELECT e.id, e.number, e.date, coalesce(e.due, due_by_terms(e.date, coalesce(c.terms_days, 0))) AS due, e.amount, sum(a.amount) AS paid,
		CASE WHEN sum(a.by_entry IS NULL AND coalesce(e.cleared_on > :as_of, 1)) = 0 THEN max(a.date) END AS "on"
	FROM entry e JOIN allocation a ON a.entry = e.id JOIN customer c ON c.code = e.customer
	WHERE e.customer = :customer AND e.currency = :currency AND e.amount > 0 AND a.date BETWEEN :opened AND :closed GROUP BY e.id)
SELECT number, date, due, amount, paid, "on", :currency AS currency, row_kind FROM (
	SELECT number, date, due, amount, paid, "on", NULL AS row_kind, 0 AS part FROM mine WHERE due < :closed
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, sum(paid), NULL, 'total', 1 FROM mine WHERE due < :closed)
ORDER BY part, due, date, number;

-- name: released
-- The release that came since the case opened, where nothing stops deliveries after it.
-- columns: date date
SELECT date, nullif(reference, '') AS reference FROM (
	SELECT date, reference FROM event WHERE customer = :customer AND date <= :as_of
		AND (kind = 'unblock' OR kind = 'block' AND outcome IN ('lifted', 'ended', 'off', 'over')) ORDER BY date DESC, id DESC LIMIT 1)
WHERE date >= :opened AND :customer NOT IN (SELECT customer FROM on_hold);

-- name: still_blocked
SELECT 1 AS yes FROM blocked WHERE customer = :customer;

-- name: not_due
-- What is open and not yet due.
-- columns: total money, next date
SELECT currency, sum(outstanding) AS total, min(due) AS next FROM open_item WHERE customer = :customer AND outstanding > 0 GROUP BY currency ORDER BY currency;
