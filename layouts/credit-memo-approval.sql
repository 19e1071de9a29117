-- credit-memo-approval.sql: the deductions that a customer claims and nobody decided on; without any, what is over 60 days, to be written off.

-- name: jobs
-- Once for the newest claim; a write-off is asked for by name.
WITH facts AS (
	SELECT customer, 'claim ' || max(claim_no) AS what FROM deduction WHERE (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.CREDM' AND value = 'yes')) AND date <= :as_of AND coalesce(approved, '') = '' GROUP BY customer
	UNION ALL
	SELECT customer, 'write-off ' || iso(:as_of) FROM open_item WHERE :asked AND age > 60 AND outstanding > 0
		AND customer NOT IN (SELECT customer FROM deduction WHERE date <= :as_of AND coalesce(approved, '') = '') GROUP BY customer)
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(f.what, '') AS key,
	CASE WHEN f.customer IS NULL THEN 'nothing_claimed' END AS reason, NULL AS first_on, k.sort
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code;

-- name: claims
-- short: what was left unpaid of the invoice that something was paid on.
-- columns: date date, short money, amount money
WITH mine AS (
	SELECT d.claim_no, d.date, d.invoice, d.reason, d.amount, d.currency, (SELECT o.outstanding FROM open_item o WHERE o.customer = d.customer AND o.number = d.invoice
		AND o.currency = d.currency AND o.paid > 0 AND o.outstanding > 0 LIMIT 1) AS short
	FROM deduction d WHERE d.customer = :customer AND d.date <= :as_of AND coalesce(d.approved, '') = '')
SELECT claim_no, date, invoice, reason, short, currency, amount, row_kind FROM (
	SELECT *, NULL AS row_kind, 0 AS part FROM mine
	UNION ALL SELECT NULL, NULL, NULL, NULL, sum(amount), currency, NULL, 'total', 1 FROM mine GROUP BY currency HAVING count(*) > 1)
ORDER BY currency, part, date, claim_no;

-- name: written_off
-- columns: due date, age count, outstanding money
SELECT number, due, age, currency, outstanding, row_kind FROM (
	SELECT number, due, age, currency, outstanding, NULL AS row_kind, 0 AS part FROM open_item WHERE customer = :customer AND age > 60 AND outstanding > 0
	UNION ALL
	SELECT NULL, NULL, NULL, currency, sum(outstanding), 'total', 1 FROM open_item WHERE customer = :customer AND age > 60 AND outstanding > 0 GROUP BY currency)
WHERE NOT EXISTS (SELECT 1 FROM deduction d WHERE d.customer = :customer AND d.date <= :as_of AND coalesce(d.approved, '') = '')
ORDER BY currency, part, due, number;

-- name: steps
-- What was done since the oldest overdue item fell due: the latest ten.
-- columns: date date, kind term, outcome term
WITH base AS (SELECT min(overdue_on) AS start FROM open_item WHERE customer = :customer AND outstanding > 0)
SELECT date, kind, outcome, note FROM (
	SELECT e.date, e.kind, CASE WHEN e.note IS NULL AND e.outcome IN (SELECT code FROM outcome_word) THEN e.outcome END AS outcome,
		coalesce(e.note, CASE WHEN e.outcome NOT IN (SELECT code FROM outcome_word) THEN replace(e.outcome, '_', ' ') END,
			iif(e.outcome IS NULL, e.reference, NULL)) AS note FROM event e CROSS JOIN base b
	WHERE e.customer = :customer AND e.date <= :as_of AND e.date >= b.start
	UNION ALL
	SELECT p.as_of, p.type, NULL, p.number FROM paper p CROSS JOIN base b WHERE p.customer = :customer AND p.as_of <= :as_of AND p.as_of >= b.start
		AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.type IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE', 'CLAIM', 'BDR')
	ORDER BY 1 DESC LIMIT 10) ORDER BY date, kind;

-- name: approver
-- By amount: who may approve it under the policy (credit_memo.ROLE.CURRENCY), a row a currency.
-- columns: amount money, role term
WITH asked_for AS (
	SELECT currency, sum(amount) AS amount FROM deduction d WHERE customer = :customer AND date <= :as_of AND coalesce(approved, '') = '' GROUP BY currency
	UNION ALL
	SELECT currency, sum(outstanding) FROM open_item WHERE customer = :customer AND age > 60 AND outstanding > 0
		AND NOT EXISTS (SELECT 1 FROM deduction d WHERE d.customer = :customer AND d.date <= :as_of AND coalesce(d.approved, '') = '') GROUP BY currency),
limits AS (
	-- credit_memo.ROLE.CURRENCY, in minor units
	SELECT substr(key, 13, length(key) - 16) AS role, substr(key, -3) AS currency,
		CAST(replace(value, '.', '') AS INTEGER) * CASE WHEN instr(value, '.') = 0 THEN CASE digits(substr(key, -3)) WHEN 0 THEN 1 WHEN 3 THEN 1000 ELSE 100 END ELSE 1 END AS most
	FROM policy WHERE key LIKE 'credit_memo.%'),
approver AS (
	SELECT a.currency, a.amount, coalesce((SELECT l.role FROM limits l WHERE l.currency = a.currency AND l.most >= a.amount ORDER BY l.most LIMIT 1),
		'general_manager') AS role, coalesce((SELECT min(l.most) FROM limits l WHERE l.currency = a.currency AND l.most >= a.amount), 1 << 60) AS rank FROM asked_for a)
SELECT amount, currency, role FROM approver ORDER BY currency;

-- name: approves
-- The highest of them signs.
-- columns: role term
WITH asked_for AS (
	SELECT currency, sum(amount) AS amount FROM deduction d WHERE customer = :customer AND date <= :as_of AND coalesce(approved, '') = '' GROUP BY currency
	UNION ALL
	SELECT currency, sum(outstanding) FROM open_item WHERE customer = :customer AND age > 60 AND outstanding > 0
		AND NOT EXISTS (SELECT 1 FROM deduction d WHERE d.customer = :customer AND d.date <= :as_of AND coalesce(d.approved, '') = '') GROUP BY currency),
limits AS (
	-- credit_memo.ROLE.CURRENCY, in minor units
	SELECT substr(key, 13, length(key) - 16) AS role, substr(key, -3) AS currency,
		CAST(replace(value, '.', '') AS INTEGER) * CASE WHEN instr(value, '.') = 0 THEN CASE digits(substr(key, -3)) WHEN 0 THEN 1 WHEN 3 THEN 1000 ELSE 100 END ELSE 1 END AS most
	FROM policy WHERE key LIKE 'credit_memo.%'),
approver AS (
	SELECT a.currency, a.amount, coalesce((SELECT l.role FROM limits l WHERE l.currency = a.currency AND l.most >= a.amount ORDER BY l.most LIMIT 1),
		'general_manager') AS role, coalesce((SELECT min(l.most) FROM limits l WHERE l.currency = a.currency AND l.most >= a.amount), 1 << 60) AS rank FROM asked_for a)
SELECT s.name, a.role FROM (SELECT role FROM approver ORDER BY rank DESC LIMIT 1) a
LEFT JOIN staff s ON s.code = coalesce((SELECT value FROM setting WHERE section = 'staff' AND key = a.role),
	(SELECT code FROM staff x WHERE x.role = a.role AND coalesce(x.left_on, :as_of) >= :as_of ORDER BY code LIMIT 1));
