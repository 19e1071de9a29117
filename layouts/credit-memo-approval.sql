-- credit-memo-approval.sql: the deductions that a customer claims and nobody decided on; without any, what is past the age of a bad debts report, to be written off.

-- name: jobs
-- Once for the newest claim (by its day, then as it was imported), with all that are not decided on; a write-off is asked for by name.
WITH facts AS (
	SELECT customer, 'claim ' || claim_no AS what FROM (
		SELECT customer, claim_no, row_number() OVER (PARTITION BY customer ORDER BY date DESC, id DESC) AS nth FROM deduction
		WHERE (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.CREDM' AND value = 'yes')) AND date <= :as_of AND coalesce(approved, '') = '')
	WHERE nth = 1
	UNION ALL
	SELECT customer, 'write-off ' || iso(:as_of) FROM over60 WHERE :asked
		AND customer NOT IN (SELECT customer FROM deduction WHERE date <= :as_of AND coalesce(approved, '') = '') GROUP BY customer)
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(f.what, '') AS key,
	CASE WHEN f.customer IS NULL THEN 'nothing_claimed' END AS reason, NULL AS first_on, k.sort
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code;

-- name: claims
-- short: what was left unpaid of the invoice that something was paid on, the newest of its number then, in all its instalments.
-- columns: date date, short money, amount money
WITH mine AS (
	SELECT d.claim_no, d.date, d.invoice, d.reason, d.amount, d.currency, (SELECT sum(o.outstanding) FROM open_item o WHERE o.customer = d.customer AND o.number = d.invoice
		AND o.currency = d.currency AND o.paid > 0 AND o.outstanding > 0 AND o.date = (SELECT max(e.date) FROM entry e WHERE e.customer = d.customer
			AND e.number = d.invoice AND e.currency = d.currency AND e.amount > 0 AND e.type <> 'pdc' AND e.date <= d.date)) AS short
	FROM deduction d WHERE d.customer = :customer AND d.date <= :as_of AND coalesce(d.approved, '') = '')
SELECT claim_no, date, invoice, reason, short, currency, amount, row_kind FROM (
	SELECT *, NULL AS row_kind, 0 AS part FROM mine
	UNION ALL SELECT NULL, NULL, NULL, NULL, sum(amount), currency, NULL, 'total', 1 FROM mine GROUP BY currency HAVING count(*) > 1)
ORDER BY currency, part, date, claim_no;

-- name: written_off
-- columns: due date, age count, outstanding money
WITH old AS (
	SELECT o.number, o.due, o.age, o.currency, o.outstanding FROM over60 x JOIN open_item o ON o.customer = x.customer AND o.currency = x.currency AND o.age >= x.low
	WHERE x.customer = :customer AND o.outstanding > 0
		AND NOT EXISTS (SELECT 1 FROM deduction d WHERE d.customer = :customer AND d.date <= :as_of AND coalesce(d.approved, '') = ''))
SELECT number, due, age, currency, outstanding, row_kind FROM (
	SELECT *, NULL AS row_kind, 0 AS part FROM old
	UNION ALL
	SELECT NULL, NULL, NULL, currency, sum(outstanding), 'total', 1 FROM old GROUP BY currency)
ORDER BY currency, part, due, number;

-- name: steps
-- What was done since the oldest overdue item fell due: the latest ten.
-- columns: date date, kind term, outcome term
WITH base AS (SELECT min(overdue_on) AS start FROM open_item WHERE customer = :customer AND outstanding > 0)
SELECT date, kind, outcome, note FROM (
	SELECT e.date, e.kind, CASE WHEN e.note IS NULL AND e.outcome IN (SELECT code FROM outcome_word) THEN e.outcome END AS outcome,
		coalesce(e.note, CASE WHEN e.outcome NOT IN (SELECT code FROM outcome_word) THEN replace(e.outcome, '_', ' ') END,
			iif(e.outcome IS NULL, e.reference, NULL)) AS note, e.id AS nth FROM event e CROSS JOIN base b
	WHERE e.customer = :customer AND e.date <= :as_of AND e.date >= b.start
	UNION ALL
	SELECT p.as_of, p.type, NULL, p.number, p.id FROM paper p CROSS JOIN base b WHERE p.customer = :customer AND p.as_of <= :as_of AND p.as_of >= b.start
		AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.type IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE', 'CLAIM', 'BDR')
	ORDER BY 1 DESC, 5 DESC LIMIT 10) ORDER BY date, kind, nth;

-- name: marketing
-- Claims whose reason has a word of the policy's marketing_reasons are verified by the marketing manager.
-- columns: claims count, role term
WITH RECURSIVE word(w, rest) AS (
	SELECT NULL, value || ',' FROM policy WHERE key = 'marketing_reasons'
	UNION ALL SELECT trim(substr(rest, 1, instr(rest, ',') - 1)), substr(rest, instr(rest, ',') + 1) FROM word WHERE rest <> '')
SELECT group_concat(d.claim_no, comma(:language, NULL)) AS numbers, count(*) AS claims, (SELECT name FROM holder WHERE post = 'marketing_manager') AS name, 'marketing_manager' AS role
FROM deduction d WHERE d.customer = :customer AND d.date <= :as_of AND coalesce(d.approved, '') = ''
	AND EXISTS (SELECT 1 FROM word WHERE w <> '' AND instr(lower(d.reason), lower(w)) > 0) HAVING count(*) > 0;

-- name: approver
-- By amount: who may approve it under the policy, a row a currency.
-- columns: amount money, role term
SELECT amount, currency, role FROM memo_approver WHERE customer = :customer ORDER BY currency;

-- name: approves
-- The highest of them signs.
-- columns: role term
SELECT h.name, coalesce(h.role, a.role) AS role FROM (SELECT role FROM memo_approver WHERE customer = :customer ORDER BY place DESC, currency LIMIT 1) a LEFT JOIN holder h ON h.post = a.role;
