-- reminder-written.sql: written reminder.

-- name: jobs
-- Company credit customers whose oldest overdue item has reached this letter's checkpoint (policy stage.company_credit).
SELECT customer, salesman, language, level, key, reason, first_on, sort FROM dunning WHERE type = 'REM1';

-- name: terms
-- columns: pay_by date
SELECT workday_add(:as_of + (SELECT value FROM policy WHERE key = 'pay_days.REM1'), 0) AS pay_by;

-- name: covers
SELECT entry, currency, outstanding FROM open_item
WHERE customer = :customer AND age >= 0 AND outstanding > 0 AND blocked IS NULL;

-- name: earlier
-- Letters that were issued to the customer before about the same items.
-- columns: date date, title term
SELECT DISTINCT p.number, p.as_of AS date, p.type AS title FROM paper p
JOIN paper_item i ON i.paper = p.id
JOIN open_item o ON o.number = i.number AND o.type = i.type AND o.customer = p.customer
WHERE p.customer = :customer AND p.type IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE')
	AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.as_of < :as_of AND o.age >= 0 AND o.outstanding > 0
ORDER BY p.as_of, p.number;
