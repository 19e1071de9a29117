-- repayment-schedule.sql: SCHED, the repayment schedule of one customer: of its arrangement, else with lines to write dates and amounts on. Unasked
-- (policy make.SCHED) for what is left once goods have come back that it was decided to take back.

-- name: jobs
-- arrangement: the newest that binds and is not paid, a parameter of the queries below; empty: none.
WITH latest AS (
	SELECT customer, ref FROM (
		SELECT customer, ref, row_number() OVER (PARTITION BY customer ORDER BY max(date) DESC, ref DESC) AS n
		FROM instalment WHERE binding GROUP BY customer, ref HAVING min(state IN ('kept', 'settled')) = 0)
	WHERE n = 1),
returned AS (
	SELECT v.customer, max(v.date) AS decided FROM event v
	WHERE v.kind = 'goods_return' AND v.date <= :as_of AND EXISTS (SELECT 1 FROM entry e WHERE e.customer = v.customer AND e.type = 'credit_note'
		AND e.date BETWEEN v.date AND :as_of)
	GROUP BY v.customer)
SELECT d.customer, d.salesman, d.language, 0 AS level, coalesce(l.ref, '') AS arrangement,
	CASE WHEN :asked = 0 THEN 'return ' || iso(r.decided) ELSE coalesce(l.ref, iso(:as_of)) END AS key,
	CASE WHEN NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = d.customer AND b.total > 0) THEN 'nothing_owed'
	     WHEN :asked THEN NULL
	     WHEN NOT EXISTS (SELECT 1 FROM policy WHERE key = 'make.SCHED' AND value = 'yes') THEN 'not_in_policy' END AS reason,
	NULL AS first_on, d.sort
FROM dunning d LEFT JOIN latest l ON l.customer = d.customer LEFT JOIN returned r ON r.customer = d.customer WHERE :asked OR r.decided IS NOT NULL;

-- name: debts
-- What is owed in each currency; the plan is that of the arrangement's currency, or lines to write on. Scheduled is what the lines below come to:
-- what the arrangement does not cover is owed beside them.
-- columns: total money, scheduled money
SELECT b.currency, b.total, coalesce(a.open, b.total) AS scheduled, a.currency IS NOT NULL AS planned, a.currency IS NULL AS blank, count(*) OVER () > 1 AS several
FROM balance b LEFT JOIN (SELECT currency, sum(open) AS open FROM instalment WHERE customer = :customer AND ref = :arrangement GROUP BY currency) a
	ON a.currency = b.currency
WHERE b.customer = :customer AND b.total > 0 ORDER BY b.currency;

-- name: plan
-- What was paid is behind: what is to come, and what was missed; of each what is to be paid still, and what then remains of that.
-- columns: due date, amount money, paid money, open money, remaining money
WITH ahead AS (
	SELECT i.*, sum(open) OVER (ORDER BY due DESC, instalment DESC ROWS UNBOUNDED PRECEDING) - open AS rest FROM instalment i
	WHERE customer = :customer AND ref = :arrangement AND currency = :currency AND state <> 'kept')
SELECT no, due, amount, paid, open, remaining, currency, row_kind FROM (
	SELECT instalment AS no, due, amount, paid, open, rest AS remaining, currency, NULL AS row_kind, 0 AS part FROM ahead
	UNION ALL
	SELECT NULL, NULL, sum(amount), sum(paid), sum(open), NULL, :currency, 'total', 1 FROM ahead HAVING count(*) > 0)
ORDER BY part, due, no;

-- name: credited
-- By how much the debts that the arrangement covers are less than its instalments that are not paid.
-- columns: amount money
SELECT sum(amount - paid - open) AS amount, currency FROM instalment WHERE customer = :customer AND ref = :arrangement AND currency = :currency
GROUP BY currency HAVING sum(amount - paid - open) > 0;

-- name: blank
-- Lines to write on, numbered.
SELECT column1 AS no, NULL AS due, NULL AS pay, NULL AS remaining FROM (VALUES (1), (2), (3), (4), (5), (6));

-- name: outside
-- What the customer owes beside the arrangement, in its currency.
-- columns: amount money
SELECT b.total - i.open AS amount, b.currency FROM balance b
JOIN (SELECT currency, sum(open) AS open FROM instalment WHERE customer = :customer AND ref = :arrangement GROUP BY currency) i ON i.currency = b.currency
WHERE b.customer = :customer AND b.currency = :currency AND b.total > i.open;

-- name: to_pay
-- No one sum: each instalment is paid by itself.
-- columns: total money
SELECT currency, total, 0 AS alone FROM balance WHERE 0;

-- name: missed
-- Instalments that are past and not paid.
-- columns: due date, open money
SELECT instalment AS no, due, open, currency FROM instalment
WHERE customer = :customer AND ref = :arrangement AND state = 'broken' ORDER BY due, instalment;

-- name: next
-- columns: due date
SELECT min(due) AS due FROM instalment WHERE customer = :customer AND ref = :arrangement AND state = 'pending' HAVING min(due) IS NOT NULL;

-- name: deal
-- columns: date date
SELECT ref, min(date) AS date FROM instalment WHERE customer = :customer AND ref = :arrangement GROUP BY ref;

-- name: goods
-- Goods that came back since it was decided to take them back.
-- columns: date date, amount money
SELECT e.number, e.date, -e.amount AS amount, e.currency FROM entry e
WHERE e.customer = :customer AND e.type = 'credit_note' AND e.date <= :as_of
	AND e.date >= (SELECT max(date) FROM event WHERE customer = :customer AND kind = 'goods_return' AND date <= :as_of) ORDER BY e.date, e.number;

-- name: covers
SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer AND currency IN (SELECT currency FROM balance WHERE customer = :customer AND total > 0);

-- name: tax_shown
SELECT 1 AS wanted FROM customer WHERE code = :customer AND tax_id <> '';
