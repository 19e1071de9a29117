-- bad-debts-report.sql: a case whose oldest item is more than 60 days overdue (policy stage.case).

-- name: jobs
-- An internal paper: a promise, a gap between letters or "do not write" keep it from nobody; the clock, agency, court and money do.
SELECT s.customer, s.salesman, :default_language AS language, s.level, s.key,
	CASE WHEN s.clock IS NULL THEN h.reasons WHEN h.reasons IS NULL THEN s.clock ELSE s.clock || ',' || h.reasons END AS reason,
	CASE WHEN s.clock IS NULL THEN h.until WHEN h.reasons IS NULL THEN s.clock_on
	     WHEN s.clock_on IS NOT NULL AND h.until IS NOT NULL THEN max(s.clock_on, h.until) END AS first_on, s.sort
FROM (SELECT c.*, CASE WHEN c.type IS NULL OR c.type = 'BDR' THEN c.stage_reason WHEN c.level > b.level THEN 'later_stage' ELSE 'not_reached' END AS clock,
		CASE WHEN c.type = 'BDR' THEN c.stage_on WHEN c.level IS NULL OR c.level < b.level THEN c.oldest_on + b.age - 1 END AS clock_on
	FROM (SELECT * FROM case_stage UNION ALL SELECT * FROM dunning) c JOIN stage b ON b.track = c.track AND b.type = 'BDR'
	-- a customer stands once: on its own ladder where that has the report
	WHERE c.track <> 'case' OR NOT EXISTS (SELECT 1 FROM customer k JOIN stage o ON o.track = k.kind AND o.type = 'BDR' WHERE k.code = c.customer)) s
LEFT JOIN (SELECT customer, group_concat(reason, ',') AS reasons, CASE WHEN count(*) = count(until) THEN max(until) END AS until FROM
		(SELECT * FROM hold WHERE reason IN ('agency', 'court', 'in_credit', 'unallocated', 'below_minimum') ORDER BY customer, reason)
	GROUP BY customer) h ON h.customer = s.customer;

-- name: balances
SELECT currency, total, count(*) OVER () > 1 AS several FROM balance WHERE customer = :customer AND items > 0 ORDER BY currency;

-- name: items
-- columns: type term, date date, due date, amount money, paid money, outstanding money, days_overdue count, bucket term, branch_total money
-- The type is named where it is not an invoice. The items of branches stand each under its name and their sum.
SELECT type, number, date, due, amount, paid, outstanding, days_overdue, bucket, currency, row_kind, branch, branch_total FROM (
	SELECT nullif(type, 'invoice') AS type, number, date, due, amount, paid, outstanding, CASE WHEN age > 0 AND outstanding > 0 THEN age END AS days_overdue,
		coalesce((SELECT b.label FROM bucket b WHERE b.idx = o.bucket), 'unallocated') AS bucket, currency, NULL AS row_kind, 0 AS part,
		coalesce(branch, '') AS grp, 1 AS ord, NULL AS branch, NULL AS branch_total FROM open_item o WHERE customer = :customer AND currency = :currency
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, :currency, 'head', 0, coalesce(o.branch, ''), 0, c.name, sum(o.outstanding)
	FROM open_item o JOIN customer c ON c.code = coalesce(o.branch, :customer) WHERE o.customer = :customer AND o.currency = :currency
		AND EXISTS (SELECT 1 FROM open_item b WHERE b.customer = :customer AND b.currency = :currency AND b.branch IS NOT NULL) GROUP BY c.code
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, total, NULL, NULL, currency, 'total', 1, '', 1, NULL, NULL FROM balance
	WHERE customer = :customer AND currency = :currency)
ORDER BY part, grp, ord, due, date, number;

-- name: buckets
-- columns: label term, amount money, tenths percent
SELECT coalesce(b.label, 'unallocated') AS label, t.amount, t.tenths, t.currency, coalesce(b.overdue, 0) AS overdue
FROM bucket_total t LEFT JOIN bucket b ON b.idx = t.bucket
WHERE t.customer = :customer AND t.currency = :currency ORDER BY t.bucket < 0, t.bucket;

-- name: trend
-- Sales of the last months (policy sales_months), months without sales too.
-- columns: value money
WITH RECURSIVE m(first, n) AS (
	SELECT add_months(month_start(:as_of), 1 - max(1, coalesce((SELECT value + 0 FROM policy WHERE key = 'sales_months'), 12))), 1
	UNION ALL SELECT add_months(first, 1), n + 1 FROM m WHERE n < coalesce((SELECT value + 0 FROM policy WHERE key = 'sales_months'), 12))
SELECT substr(iso(first), 6, 2) || '/' || substr(iso(first), 3, 2) AS label,
	coalesce((SELECT sum(amount) FROM entry e WHERE e.customer = :customer AND e.currency = :currency
		AND e.type IN ('invoice', 'debit_note', 'credit_note') AND e.date >= first AND e.date < add_months(first, 1) AND e.date <= :as_of), 0) AS value,
	:currency AS currency
FROM m ORDER BY first;

-- name: assets
-- Our equipment with the customer: what was fetched, what a removal left there (it has a form's number and no day), and the rest.
-- columns: qty count, status term, status_on date
SELECT type, serial, qty, location, form_no, CASE WHEN removed_on <= :as_of THEN 'asset_removed' WHEN form_no <> '' THEN 'asset_kept' ELSE 'asset_placed' END AS status,
	CASE WHEN removed_on <= :as_of THEN removed_on WHEN coalesce(form_no, '') = '' THEN placed_on END AS status_on
FROM asset WHERE customer = :customer AND coalesce(placed_on, :as_of) <= :as_of ORDER BY placed_on, id;

-- name: police
-- Each case once, with the day on which it was opened.
-- columns: date date
SELECT reference, min(date) AS date FROM event WHERE customer = :customer AND kind = 'police_case' AND reference <> '' AND date <= :as_of
	AND coalesce(outcome, '') NOT IN ('withdrawn', 'closed', 'settled', 'rejected') GROUP BY reference ORDER BY 2, 1;

-- name: covers
SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer;

-- name: totals
SELECT currency, total AS amount FROM balance WHERE customer = :customer AND items > 0;
