-- cash-notice.sql: cash customers with a balance, once a month, before the policy's cash day.

-- name: jobs
-- What no other customer needs is looked at for those who pay cash alone, unless each condition is to be said.
SELECT c.code AS customer, d.salesman, d.language, 0 AS level, substr(iso(:as_of), 1, 7) AS key, NULL AS reason, NULL AS first_on, d.sort,
	c.kind <> 'cash' AS "unless not_a_cash_customer", c.kind AS "value not_a_cash_customer",
	CASE WHEN c.kind = 'cash' OR :explain THEN NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = c.code AND b.items > 0) END AS "unless nothing_owed",
	CASE WHEN c.kind = 'cash' OR :explain THEN NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = c.code AND b.total > 0) END AS "unless in_credit",
	CASE WHEN :explain THEN (SELECT group_concat(b.currency || ' ' || money(b.total, b.currency), ', ') FROM balance b
		WHERE b.customer = c.code AND b.items > 0) END AS "value in_credit",
	CASE WHEN c.kind = 'cash' OR :explain THEN EXISTS (SELECT 1 FROM hold h WHERE h.customer = c.code AND h.reason = 'do_not_write') END AS "unless do_not_write",
	CASE WHEN c.kind = 'cash' OR :explain THEN EXISTS (SELECT 1 FROM hold h WHERE h.customer = c.code AND h.reason = 'agency') END AS "unless agency",
	CASE WHEN c.kind = 'cash' OR :explain THEN EXISTS (SELECT 1 FROM hold h WHERE h.customer = c.code AND h.reason = 'court') END AS "unless court"
FROM customer c JOIN dunning d ON d.customer = c.code;

-- name: cash
-- The policy's day of this month, or of the next when it is past, and pay_days.CASHN days; collection so many working days before (policy
-- cash_collect_days), never before tomorrow.
-- columns: pay_by date, collect_on date
SELECT pay_by, max(workday_add(pay_by, -coalesce((SELECT value + 0 FROM policy WHERE key = 'cash_collect_days'), 2)), workday_add(:as_of, 1)) AS collect_on FROM (
	SELECT coalesce((SELECT value + 0 FROM policy WHERE key = 'pay_days.CASHN'), 0) + CASE WHEN month_start(:as_of) + value - 1 > :as_of
		THEN month_start(:as_of) + value - 1 ELSE add_months(month_start(:as_of), 1) + value - 1 END AS pay_by
	FROM policy WHERE key = 'cash_day');

-- name: balances
-- columns: total money
SELECT currency, total, count(*) OVER () > 1 AS several FROM balance WHERE customer = :customer AND items > 0 ORDER BY currency;

-- name: to_pay
-- The whole balance (inside each="accounts").
-- columns: total money
SELECT currency, total, count(*) OVER () = 1 AS alone FROM balance
WHERE customer = :customer AND items > 0 AND total > 0 AND has_word(:currencies, currency) ORDER BY currency;

-- name: terms
-- columns: pay_by date
SELECT CASE WHEN month_start(:as_of) + value - 1 > :as_of THEN month_start(:as_of) + value - 1
	ELSE add_months(month_start(:as_of), 1) + value - 1 END AS pay_by FROM policy WHERE key = 'cash_day';

-- name: covers
SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer;

-- name: totals
SELECT currency, total AS amount FROM balance WHERE customer = :customer AND items > 0;
