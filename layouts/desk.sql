-- desk.sql: DESK, what the day brings (`ledgerpress status`); on paper only when it is asked for by name. Each query of this file but jobs is a member of
-- `status --json`, by its name and with its columns. brief: the name, cut (what reads the JSON may use it).

-- name: jobs
SELECT NULL AS customer, NULL AS salesman, :default_language AS language, 0 AS level, iso(:as_of) AS key, NULL AS reason, NULL AS first_on, '' AS sort
WHERE :asked;

-- name: fresh
-- How old the postings are on the day.
-- columns: newest date, days count
SELECT max(last_date) AS newest, :as_of - max(last_date) AS days, max(last_date) < :as_of AS older FROM source WHERE tbl = 'ledger' AND replaced_by IS NULL
HAVING max(last_date) IS NOT NULL;

-- name: span
-- Of how many days the desk tells (policy desk_days).
-- columns: days count
SELECT coalesce((SELECT value + 0 FROM policy WHERE key = 'desk_days'), 7) AS days;

-- name: fell_due
-- What became overdue in the days up to the day (policy desk_days), one row a currency.
-- columns: amount money, items count, customers count
SELECT currency, sum(outstanding) AS amount, count(*) AS items, count(DISTINCT customer) AS customers FROM open_item
WHERE outstanding > 0 AND age BETWEEN 1 AND coalesce((SELECT value + 0 FROM policy WHERE key = 'desk_days'), 7) AND blocked IS NULL GROUP BY currency ORDER BY currency;

-- name: promised
-- Promises for the day and for days without work before it, broken ones of the days before it (policy broken_days) whose customers owe, and those kept lately (desk_days).
-- columns: promise_date date, amount money, state term
SELECT m.state, m.promise_date, m.customer, k.name, CASE WHEN length(k.name) > 24 THEN substr(k.name, 1, 23) || '…' ELSE k.name END AS brief, m.amount, m.currency FROM promise m LEFT JOIN customer k ON k.code = m.customer
WHERE m.promise_date BETWEEN workday_add(:as_of, -1) + 1 AND :as_of OR m.state = 'broken' AND m.promise_date BETWEEN :as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'broken_days'), 14) AND :as_of
		AND EXISTS (SELECT 1 FROM balance b
		WHERE b.customer = m.customer AND b.overdue > 0)
	OR m.state = 'kept' AND m.kept_on BETWEEN :as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'desk_days'), 7) AND :as_of
ORDER BY CASE m.state WHEN 'pending' THEN 0 WHEN 'broken' THEN 1 ELSE 2 END, m.promise_date, m.customer, m.id;

-- name: stuck
-- Disputes of which nobody has said anything for long (policy dispute_quiet_days), and what is at stake.
-- columns: blocked term, outstanding money, last_said date
SELECT o.customer, k.name, CASE WHEN length(k.name) > 24 THEN substr(k.name, 1, 23) || '…' ELSE k.name END AS brief, o.number, o.blocked, o.outstanding, o.currency, max(e.date) AS last_said FROM open_item o
LEFT JOIN event e ON e.customer = o.customer AND e.date <= :as_of AND (e.invoice = o.number OR e.invoice IS NULL)
LEFT JOIN customer k ON k.code = o.customer
WHERE o.blocked IN ('disputed', 'rma') GROUP BY o.entry HAVING coalesce(max(e.date), o.date) <= :as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'dispute_quiet_days'), 14)
ORDER BY last_said, o.customer, o.number;

-- name: cheques
-- Post-dated cheques that mature on the day, on days without work before it, or in the days after it (policy desk_days).
-- columns: due date, amount money
SELECT e.due, e.customer, k.name, CASE WHEN length(k.name) > 24 THEN substr(k.name, 1, 23) || '…' ELSE k.name END AS brief, e.number, abs(e.amount) AS amount, e.currency FROM entry e LEFT JOIN customer k ON k.code = e.customer
WHERE e.type = 'pdc' AND e.date <= :as_of AND e.due BETWEEN workday_add(:as_of, -1) + 1 AND :as_of + coalesce((SELECT value + 0 FROM policy WHERE key = 'desk_days'), 7)
	AND coalesce(e.status, '') NOT IN ('cleared', 'returned', 'bounced', 'replaced')
	AND coalesce(e.cleared_on, :as_of + 1) > :as_of
ORDER BY e.due, e.customer, e.number;

-- name: unsent
-- Papers about one customer that were made and of which nobody has noted that they went out.
-- columns: type term, papers count, oldest date
SELECT type, count(*) AS papers, min(as_of) AS oldest FROM paper WHERE state = 'made' AND customer IS NOT NULL AND as_of <= :as_of
GROUP BY type ORDER BY type;

-- name: silent
-- Balance confirmations of the latest round whose day to answer is past.
-- columns: reply_by date
SELECT c.customer, k.name, CASE WHEN length(k.name) > 24 THEN substr(k.name, 1, 23) || '…' ELSE k.name END AS brief, c.number, c.reply_by FROM confirmation c LEFT JOIN customer k ON k.code = c.customer WHERE c.result = 'silent' ORDER BY c.reply_by, c.customer;

-- name: tasks
-- What was to be done by the day and is not long past (policy task_days), of each of us.
-- columns: next_on date
SELECT coalesce(s.name, n.staff) AS who, n.next_on, n.customer, k.name, CASE WHEN length(k.name) > 24 THEN substr(k.name, 1, 23) || '…' ELSE k.name END AS brief, n.action FROM next_step n LEFT JOIN staff s ON s.code = n.staff LEFT JOIN customer k ON k.code = n.customer
WHERE n.next_on <= :as_of AND n.next_on > :as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'task_days'), 60) AND EXISTS (SELECT 1 FROM balance b WHERE b.customer = n.customer AND b.items > 0)
ORDER BY who IS NULL, who, n.next_on, n.customer;

-- name: kept_back
-- What keeps letters back, and of how many customers.
-- columns: reason term, customers count
SELECT reason, count(DISTINCT customer) AS customers FROM hold GROUP BY reason ORDER BY customers DESC, reason;

-- name: faults
-- What is missing of customers with open items; first: the first of them.
-- columns: what term, customers count
SELECT what, count(*) AS customers, min(code) AS first FROM (
	SELECT code, 'no_email' AS what FROM customer c WHERE coalesce(email, '') = '' AND NOT EXISTS (SELECT 1 FROM contact x WHERE x.customer = c.code AND x.email <> '')
	UNION ALL SELECT code, 'no_address_said' FROM customer WHERE coalesce(address1, city, '') = ''
	UNION ALL SELECT code, 'no_salesman_said' FROM customer WHERE coalesce(salesman, '') = ''
	UNION ALL SELECT code, 'salesman_unknown' FROM customer WHERE salesman <> '' AND salesman NOT IN (SELECT code FROM staff))
WHERE code IN (SELECT customer FROM balance WHERE items > 0) GROUP BY what ORDER BY customers DESC, what;
