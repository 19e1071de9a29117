-- dashboard.sql: DASH, the state of collection on one page, from the tables and views that the papers and workbooks read: `report dashboard` for a
-- browser; on paper only when it is asked for by name.

-- name: jobs
SELECT NULL AS customer, NULL AS salesman, :default_language AS language, 0 AS level, iso(:as_of) AS key, NULL AS reason, NULL AS first_on, '' AS sort
WHERE :asked;

-- name: books
-- One row a currency: amounts of two are never added.
-- columns: total money, overdue money, credit money, share percent, customers count, over60 money
SELECT b.currency, sum(b.total) AS total, sum(b.overdue) AS overdue, nullif(sum(b.credit), 0) AS credit, CASE WHEN sum(b.debit) > 0 THEN sum(b.overdue) * 1000 / sum(b.debit) END AS share,
	count(*) AS customers, coalesce((SELECT sum(amount) FROM over60 o WHERE o.currency = b.currency), 0) AS over60
FROM balance b GROUP BY b.currency ORDER BY b.currency;

-- name: limits
-- The buckets of the policy, one column each; NULL: it has no more.
-- columns: b0 term, b1 term, b2 term, b3 term, b4 term, b5 term, b6 term, b7 term
SELECT (SELECT label FROM bucket WHERE idx = 0) AS b0,
	(SELECT label FROM bucket WHERE idx = 1) AS b1,
	(SELECT label FROM bucket WHERE idx = 2) AS b2,
	(SELECT label FROM bucket WHERE idx = 3) AS b3,
	(SELECT label FROM bucket WHERE idx = 4) AS b4,
	(SELECT label FROM bucket WHERE idx = 5) AS b5,
	(SELECT label FROM bucket WHERE idx = 6) AS b6,
	(SELECT label FROM bucket WHERE idx = 7) AS b7,
	EXISTS (SELECT 1 FROM open_item WHERE bucket IS NULL) AS apart;

-- name: salespeople
-- The buckets of the policy; a credit that stands beside them is in none. The columns add up to the total.
-- columns: total money, b0 money, b1 money, b2 money, b3 money, b4 money, b5 money, b6 money, b7 money, credit money, nobody term
WITH line AS (
	SELECT coalesce(o.salesman, '') AS salesman, sum(o.outstanding) AS total,
		coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 0), 0) AS b0,
		coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 1), 0) AS b1,
		coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 2), 0) AS b2,
		coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 3), 0) AS b3,
		coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 4), 0) AS b4,
		coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 5), 0) AS b5,
		coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 6), 0) AS b6,
		coalesce(sum(o.outstanding) FILTER (WHERE o.bucket = 7), 0) AS b7,
		coalesce(sum(o.outstanding) FILTER (WHERE o.bucket IS NULL), 0) AS credit
	FROM open_item o WHERE o.currency = :currency GROUP BY o.salesman)
SELECT l.salesman, s.name, CASE WHEN l.salesman = '' THEN 'no_salesman' END AS nobody, l.total, l.b0, l.b1, l.b2, l.b3, l.b4, l.b5, l.b6, l.b7, l.credit,
	:currency AS currency, NULL AS row_kind, l.salesman = '' AS last
FROM line l LEFT JOIN staff s ON s.code = l.salesman
UNION ALL
SELECT NULL, NULL, NULL, sum(total), sum(b0), sum(b1), sum(b2), sum(b3), sum(b4), sum(b5), sum(b6), sum(b7), sum(credit), :currency, 'total', 2 FROM line
ORDER BY last, salesman;

-- name: overdue
-- What the bars show; one bar alone shows nothing.
-- columns: value money
SELECT coalesce(o.salesman, '–') AS label, sum(o.outstanding) AS value, :currency AS currency FROM open_item o
WHERE o.currency = :currency AND o.outstanding > 0 AND o.age > 0
	AND (SELECT count(DISTINCT coalesce(salesman, '')) FROM open_item x WHERE x.currency = :currency AND x.outstanding > 0 AND x.age > 0) > 1
GROUP BY o.salesman ORDER BY o.salesman IS NULL, o.salesman;

-- name: limit
-- The age that is not long overdue yet: a bad debts report is due from the next day on; without a stage for it, policy long_overdue_age.
-- columns: days count
SELECT coalesce(min(age), (SELECT value + 0 FROM policy WHERE key = 'long_overdue_age'), 61) - 1 AS days FROM stage WHERE type = 'BDR';

-- name: cases
-- columns: amount money, age count, opened date, talk_on date, talk term, outcome term, next_on date, decision term
SELECT v.customer, p.name, coalesce(s.name, p.salesman) AS salesman, v.case_id, v.opened, v.age, v.amount, v.currency, t.date AS talk_on, t.kind AS talk,
	t.outcome, t.brief, n.next_on, n.action, v.report, v.decision, NULL AS row_kind, 0 AS part
FROM over60 v JOIN party p ON p.code = v.customer LEFT JOIN staff s ON s.code = p.salesman LEFT JOIN last_talk t ON t.customer = v.customer
LEFT JOIN next_step n ON n.customer = v.customer
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, sum(amount), currency, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'subtotal', 1 FROM over60 GROUP BY currency
ORDER BY 8, 18, 7 DESC, 1;

-- name: assets
-- columns: qty count, placed_on date, removed_on date, state term
SELECT a.customer, p.name, a.case_id, a.type, a.qty, a.serial, a.location, a.placed_on, a.removed_on, a.form_no, a.state
FROM asset_state a LEFT JOIN party p ON p.code = a.customer ORDER BY a.removed_on IS NOT NULL, a.customer, a.placed_on, a.id;

-- name: asset_sums
-- columns: placed count, removed count
SELECT coalesce(sum(coalesce(qty, 1)) FILTER (WHERE removed_on IS NULL), 0) AS placed, coalesce(sum(coalesce(qty, 1)) FILTER (WHERE removed_on IS NOT NULL), 0) AS removed
FROM asset_state HAVING count(*) > 0;

-- name: span
-- Of how many days the broken promises are (policy dashboard_days).
-- columns: days count
SELECT coalesce((SELECT value + 0 FROM policy WHERE key = 'dashboard_days'), 30) AS days;

-- name: promises
-- What was promised and is not there yet, in the order of the days; of broken ones the latest (policy dashboard_days).
-- columns: day date, amount money, paid money, state term
SELECT m.promise_date AS day, m.customer, p.name, coalesce(s.name, p.salesman) AS salesman, m.invoice, m.amount, m.currency, m.paid, m.state
FROM promise m JOIN party p ON p.code = m.customer LEFT JOIN staff s ON s.code = p.salesman
WHERE m.state = 'pending' OR m.state = 'broken' AND m.promise_date >= :as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'dashboard_days'), 30)
ORDER BY m.promise_date, m.customer, m.id;

-- name: claims
-- Claims that are asked for and not made, and claims without their second copy, past the day of the policy.
-- columns: step term, since date, by_day date, late count
SELECT s.customer, p.name, coalesce(f.name, p.salesman) AS salesman, s.step, s.about, s.since, s.by_day, :as_of - s.by_day AS late
FROM claim_step s JOIN party p ON p.code = s.customer LEFT JOIN staff f ON f.code = p.salesman WHERE s.done IS NULL AND s.by_day < :as_of ORDER BY s.by_day, s.customer;

-- name: ratios
-- columns: sales money, closing money, dso count, count_back count, delinquent count, collected percent
SELECT substr(iso(last), 1, 7) AS month, sales, closing, dso, count_back, delinquent, collected, currency FROM month_ratio
WHERE salesman IS NULL AND currency = :currency ORDER BY n DESC;

-- name: unknown
SELECT 1 AS some FROM month_ratio WHERE salesman IS NULL AND unknown > 0 LIMIT 1;

-- name: dso
-- columns: value count
SELECT substr(iso(last), 6, 2) || '/' || substr(iso(last), 3, 2) AS label, coalesce(dso, 0) AS value, currency FROM month_ratio
WHERE salesman IS NULL AND currency = :currency AND EXISTS (SELECT 1 FROM month_ratio r WHERE r.salesman IS NULL AND r.currency = :currency AND r.dso > 0)
ORDER BY n DESC;

-- name: runs
-- columns: day date, papers count
SELECT r.id AS run, r.as_of AS day, count(p.id) AS papers FROM run r LEFT JOIN paper p ON p.run = r.id AND p.state NOT IN ('planned', 'failed', 'cancelled')
WHERE r.kind = 'make' AND r.state = 'made' AND r.as_of <= :as_of GROUP BY r.id ORDER BY r.as_of DESC, r.id DESC LIMIT 6;
