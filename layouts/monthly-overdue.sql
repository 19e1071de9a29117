-- monthly-overdue.sql: REMM, once a month what is overdue by invoice month, from the policy's day on (monthly_letter_day) or when it is asked for by
-- name; one ticket a customer: none while an earlier one is open.

-- name: jobs
-- A ticket is open until an event says closed; a monthly letter opens one, until what it covered is settled, an event closes it, or the policy
-- says the letter again (repeat_days.REMM).
WITH day_of AS (SELECT max(value + 0, 1) AS day FROM policy WHERE key = 'monthly_letter_day'),
word AS (
	SELECT customer, outcome, date FROM (
		SELECT v.*, row_number() OVER (PARTITION BY customer ORDER BY date DESC, id DESC) AS n FROM event v WHERE kind = 'ticket' AND date <= :as_of)
	WHERE n = 1),
told AS (
	SELECT p.customer, max(p.as_of) AS as_of FROM paper p CROSS JOIN paper_entry i ON i.paper = p.id
	CROSS JOIN demanded o ON o.entry = i.entry AND o.outstanding > 0
	WHERE p.type = 'REMM' AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.as_of < month_start(:as_of) GROUP BY p.customer)
SELECT d.customer, d.salesman, d.language, 0 AS level, substr(iso(:as_of), 1, 7) AS key,
	CASE WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM day_of) THEN 'not_in_policy'
	     WHEN d.track = 'cash' THEN 'other_kind'
	     WHEN NOT :asked AND :as_of - month_start(:as_of) + 1 < (SELECT day FROM day_of) THEN 'not_a_key_date'
	     WHEN EXISTS (SELECT 1 FROM hold h WHERE h.customer = d.customer)
		THEN (SELECT group_concat(reason, ',') FROM (SELECT DISTINCT reason FROM hold h WHERE h.customer = d.customer ORDER BY reason))
	     WHEN NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = d.customer AND b.demand > 0) THEN 'not_overdue'
	     WHEN NOT :asked AND EXISTS (SELECT 1 FROM stage_reached s WHERE s.customer = d.customer AND s.reason IS NULL AND s.type <> 'BDR') THEN 'stronger_letter'
	     WHEN w.outcome <> 'closed' OR w.customer IS NOT NULL AND w.outcome IS NULL THEN 'ticket_open'
	     WHEN t.as_of >= coalesce(w.date, 0) AND NOT coalesce(t.as_of + (SELECT value FROM policy WHERE key = 'repeat_days.REMM') <= :as_of, 0)
		THEN 'ticket_open' END AS reason,
	CASE WHEN d.track = 'cash' OR NOT :asked AND NOT EXISTS (SELECT 1 FROM day_of) THEN NULL
	     WHEN NOT :asked AND :as_of - month_start(:as_of) + 1 < (SELECT day FROM day_of) THEN month_start(:as_of) + (SELECT day FROM day_of) - 1
	     WHEN EXISTS (SELECT 1 FROM hold h WHERE h.customer = d.customer)
		THEN (SELECT CASE WHEN count(*) = count(until) THEN max(until) END FROM hold h WHERE h.customer = d.customer)
	     WHEN w.outcome IS NULL OR w.outcome = 'closed' THEN t.as_of + (SELECT value FROM policy WHERE key = 'repeat_days.REMM') END AS first_on, d.sort
FROM dunning d LEFT JOIN word w ON w.customer = d.customer LEFT JOIN told t ON t.customer = d.customer;

-- name: months
-- What is overdue in one currency by the month of its invoices, the credits against it, and what is left to pay (inside each="due_totals").
-- columns: month date, n count, amount money
SELECT month, n, amount, :currency AS currency, row_kind FROM (
	SELECT month_start(date) AS month, count(*) AS n, sum(outstanding) AS amount, NULL AS row_kind, 0 AS part FROM demanded
	WHERE customer = :customer AND currency = :currency AND outstanding > 0 GROUP BY month_start(date)
	UNION ALL
	SELECT NULL, NULL, sum(outstanding), 'subtotal', 1 FROM demanded WHERE customer = :customer AND currency = :currency AND outstanding < 0 HAVING count(*) > 0
	UNION ALL
	SELECT NULL, count(*) FILTER (WHERE outstanding > 0), sum(outstanding), 'total', 2 FROM demanded WHERE customer = :customer AND currency = :currency)
ORDER BY part, month;

-- name: reports_to
-- Where problems with an invoice are reported: the house's own address, else the clerk's.
SELECT coalesce((SELECT nullif(value, '') FROM setting WHERE section = 'company' AND key = 'email'), (SELECT email FROM holder WHERE post = 'ar')) AS address;

-- name: whole
-- No item's reference pays this: the paper's own number does.
SELECT :number AS number WHERE :by_item;

-- name: covers
SELECT entry, currency, outstanding FROM demanded WHERE customer = :customer;

-- name: covered
SELECT currency, demand AS amount FROM balance WHERE customer = :customer AND demand > 0;
