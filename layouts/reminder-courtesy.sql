-- reminder-courtesy.sql: courtesy reminder, the first checkpoint.

-- name: jobs
-- Whose oldest overdue item has reached this letter's place on a ladder (policy stage.*).
SELECT customer, salesman, language, level, key, reason, first_on, sort FROM stage_reached WHERE type = 'REM0'
UNION ALL
SELECT customer, salesman, language, level, key, reason, first_on, sort FROM dunning WHERE type IS NULL AND track = 'company_credit';

-- name: terms
-- columns: pay_by date
SELECT workday_add(:as_of + (SELECT value FROM policy WHERE key = 'pay_days.REM0'), 0) AS pay_by;

-- name: covers
SELECT entry, currency, outstanding FROM demanded WHERE customer = :customer;

-- name: covered
SELECT currency, demand AS amount FROM balance WHERE customer = :customer AND demand > 0;
