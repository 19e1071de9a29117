-- kpi-notice.sql: the sales roles of an account whose bad debts report was approved.

-- name: jobs
-- One paper a decision: the customer whose latest one is of this kind.
WITH facts AS (SELECT * FROM decision WHERE kind = 'approved')
SELECT k.code AS customer, coalesce(p.salesman, k.salesman) AS salesman, :default_language AS language, 0 AS level,
	coalesce(f.reference, iso(f.date), '') AS key,
	CASE WHEN f.customer IS NULL THEN 'not_approved'
	     WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'make.KPI' AND value = 'yes') THEN 'not_in_policy' END AS reason,
	NULL AS first_on, k.sort
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code
LEFT JOIN paper p ON p.number = f.reference;

-- name: reported
-- What the report that was decided on listed when it was made (the one that is named, else the last one before the decision); without a report in the register, what is open now.
-- columns: items count, amount money
WITH report AS (
	SELECT p.id FROM decision v JOIN paper p ON p.customer = v.customer AND p.type = 'BDR' AND p.state NOT IN ('planned', 'failed', 'cancelled')
		AND iif(coalesce(v.reference, '') = '', p.as_of <= v.date, p.number = v.reference)
	WHERE v.customer = :customer AND v.kind = 'approved' ORDER BY p.as_of DESC, p.id DESC LIMIT 1)
SELECT currency, count(*) AS items, sum(outstanding) AS amount FROM paper_item WHERE paper = (SELECT id FROM report) GROUP BY currency
UNION ALL
SELECT currency, items, total FROM balance WHERE customer = :customer AND items > 0 AND NOT EXISTS (SELECT 1 FROM report) ORDER BY currency;
