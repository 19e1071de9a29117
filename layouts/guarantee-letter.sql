-- guarantee-letter.sql: prepared on the due day (policy guarantee_days_from_due) for what is not paid, or when asked for.

-- name: jobs
-- What is due on a day without work is looked at on the working day before and on the one after, so that nobody falls between; what a letter
-- was prepared for before, not again.
WITH look AS MATERIALIZED (
	SELECT days, workday_add(:as_of + coalesce(days, 0), -1) AS day_before, workday_add(:as_of + coalesce(days, 0), 1) AS day_after
	FROM (SELECT (SELECT value + 0 FROM policy WHERE key = 'guarantee_days_from_due') AS days)),
looked AS MATERIALIZED (
	SELECT d.customer, d.salesman, d.language, d.sort, y.days, y.day_before, y.day_after,
		NOT EXISTS (SELECT 1 FROM open_item o WHERE o.customer = d.customer AND o.outstanding > 0 AND o.blocked IS NULL AND o.due < y.day_after) AS nothing_due,
		workday_add((SELECT o.due FROM open_item o WHERE o.customer = d.customer AND o.overdue_on > y.day_after AND o.outstanding > 0
			ORDER BY o.overdue_on LIMIT 1) + 1 - coalesce(y.days, 0), -1) AS looked_on
	FROM look y CROSS JOIN dunning d)
SELECT d.customer, d.salesman, d.language, 0 AS level, iso(:as_of) AS key, NULL AS reason, NULL AS first_on, d.sort,
	d.nothing_due AS "unless nothing_due", d.looked_on AS "until nothing_due", CASE WHEN :explain THEN 'due before ' || iso(d.day_after) END AS "value nothing_due",
	NOT :asked AND d.days IS NULL AS "unless not_in_policy", d.looked_on AS "until not_in_policy",
	CASE WHEN NOT :explain THEN NULL WHEN :asked THEN 'asked for by name' WHEN d.days IS NULL THEN 'guarantee_days_from_due is not said' END AS "value not_in_policy",
	CASE WHEN d.nothing_due OR NOT :explain AND NOT :asked AND d.days IS NULL THEN 0 ELSE NOT EXISTS (SELECT 1 FROM open_item o
		WHERE o.customer = d.customer AND (o.outstanding < 0 OR o.blocked IS NULL AND o.due < d.day_after) GROUP BY o.currency HAVING sum(o.outstanding) > 0) END AS "unless unallocated", d.looked_on AS "until unallocated",
	CASE WHEN :asked OR d.nothing_due OR d.days IS NULL THEN 0 ELSE NOT EXISTS (SELECT 1 FROM open_item o WHERE o.customer = d.customer
		AND o.outstanding > 0 AND o.blocked IS NULL AND o.due > d.day_before AND o.due < d.day_after) END AS "unless not_due_today",
	d.looked_on AS "until not_due_today", CASE WHEN :asked THEN 'asked for by name: any day' END AS "value not_due_today",
	CASE WHEN :asked OR d.nothing_due OR d.days IS NULL THEN 0 ELSE NOT EXISTS (SELECT 1 FROM open_item o WHERE o.customer = d.customer
		AND o.outstanding > 0 AND o.blocked IS NULL AND o.due > d.day_before AND o.due < d.day_after
		AND NOT EXISTS (SELECT 1 FROM paper p JOIN paper_entry i ON i.paper = p.id WHERE p.customer = o.customer AND p.type = 'GUAR'
			AND p.as_of < :as_of AND p.state NOT IN ('planned', 'failed', 'cancelled') AND i.number = o.number AND i.entry = o.entry)) END AS "unless already_issued", d.looked_on AS "until already_issued"
FROM looked d;

-- name: contract
-- columns: date date
SELECT contract_no AS number, contract_date AS date FROM customer
WHERE code = :customer AND contract_no IS NOT NULL AND contract_date IS NOT NULL;

-- name: terms
-- columns: pay_by date
-- The policy's days, and no more banking days than the representative grants alone (deferral_days).
SELECT min(pay_by, coalesce(workday_add(:as_of, (SELECT value FROM policy WHERE key = 'deferral_days') + 0), pay_by)) AS pay_by
FROM (SELECT workday_add(:as_of + coalesce((SELECT value FROM policy WHERE key = 'pay_days.GUAR'), 7), 0) AS pay_by);

-- name: owed
-- What is due before the next working day, less all credits.
-- columns: total money
SELECT currency, sum(outstanding) AS total FROM open_item WHERE customer = :customer AND (outstanding < 0 OR blocked IS NULL
	AND due < workday_add(:as_of + coalesce((SELECT value FROM policy WHERE key = 'guarantee_days_from_due'), 0), 1))
GROUP BY currency HAVING sum(outstanding) > 0 ORDER BY currency;

-- name: debts
-- Those of branches stand each under its name and their sum.
-- columns: date date, due date, amount money, outstanding money, branch_total money
WITH owing AS (SELECT * FROM open_item
	WHERE customer = :customer AND currency = :currency AND outstanding > 0 AND blocked IS NULL
		AND due < workday_add(:as_of + coalesce((SELECT value FROM policy WHERE key = 'guarantee_days_from_due'), 0), 1))
SELECT no, number, date, due, amount, outstanding, currency, row_kind, branch, branch_total FROM (
	SELECT row_number() OVER (ORDER BY coalesce(branch, ''), due, date, number) AS no, number, date, due, amount, outstanding, currency, NULL AS row_kind, 0 AS part,
		coalesce(branch, '') AS grp, 1 AS ord, NULL AS branch, NULL AS branch_total FROM owing
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, :currency, 'head', 0, coalesce(o.branch, ''), 0, c.name, sum(o.outstanding)
	FROM owing o JOIN customer c ON c.code = coalesce(o.branch, :customer) WHERE EXISTS (SELECT 1 FROM owing b WHERE b.branch IS NOT NULL) GROUP BY c.code
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, sum(outstanding), :currency, 'subtotal', 1, '', 1, NULL, NULL FROM open_item
	WHERE customer = :customer AND currency = :currency AND outstanding < 0 HAVING count(*) > 0
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, sum(outstanding), :currency, 'total', 2, '', 1, NULL, NULL FROM open_item
	WHERE customer = :customer AND currency = :currency AND (outstanding < 0 OR blocked IS NULL
		AND due < workday_add(:as_of + coalesce((SELECT value FROM policy WHERE key = 'guarantee_days_from_due'), 0), 1)))
ORDER BY part, grp, ord, due, date, number;

-- name: plan
-- The dates and amounts are the customer's to write.
SELECT NULL AS no, NULL AS pay_on, NULL AS pay_amount WHERE 0;

-- name: customer_director
SELECT name FROM contact WHERE customer = :customer AND role IN ('director', 'managing_director', 'owner')
	AND coalesce(valid_from, :as_of) <= :as_of AND coalesce(valid_to, :as_of) >= :as_of
ORDER BY CASE role WHEN 'director' THEN 0 WHEN 'managing_director' THEN 1 ELSE 2 END, id LIMIT 1;

-- name: customer_accountant
SELECT name FROM contact WHERE customer = :customer AND role = 'chief_accountant'
	AND coalesce(valid_from, :as_of) <= :as_of AND coalesce(valid_to, :as_of) >= :as_of ORDER BY id LIMIT 1;

-- name: covers
SELECT entry, currency, outstanding FROM open_item o WHERE customer = :customer AND (outstanding < 0 OR blocked IS NULL
	AND due < workday_add(:as_of + coalesce((SELECT value FROM policy WHERE key = 'guarantee_days_from_due'), 0), 1))
	AND (SELECT sum(x.outstanding) FROM open_item x WHERE x.customer = :customer AND x.currency = o.currency AND (x.outstanding < 0 OR x.blocked IS NULL
		AND x.due < workday_add(:as_of + coalesce((SELECT value FROM policy WHERE key = 'guarantee_days_from_due'), 0), 1))) > 0;

-- name: covered
-- As owed.
SELECT currency, sum(outstanding) AS amount FROM open_item WHERE customer = :customer AND (outstanding < 0 OR blocked IS NULL
	AND due < workday_add(:as_of + coalesce((SELECT value FROM policy WHERE key = 'guarantee_days_from_due'), 0), 1))
GROUP BY currency HAVING sum(outstanding) > 0;

-- name: entrepreneur
-- A row where the customer is a sole trader of Russia (ИП): the taxpayer number of a person has twelve digits, a company's ten.
SELECT 1 AS yes FROM customer WHERE code = :customer AND country = 'RU' AND length(tax_id) = 12;
