-- reminder-firm.sql: firm reminder with the announced visit.

-- name: jobs
-- Whose oldest overdue item has reached this letter's place on a ladder (policy stage.*).
SELECT customer, salesman, language, level, key, reason, first_on, sort FROM stage_reached WHERE type = 'REM2';

-- name: terms
-- columns: pay_by date
SELECT workday_add(:as_of + (SELECT value FROM policy WHERE key = 'pay_days.REM2'), 0) AS pay_by;

-- name: covers
SELECT entry, currency, outstanding FROM demanded WHERE customer = :customer;

-- name: covered
SELECT currency, demand AS amount FROM balance WHERE customer = :customer AND demand > 0;

-- name: visit
-- The visit that the firm reminder announces: the next working day after the date to pay by.
-- columns: on date
SELECT workday_add(workday_add(:as_of + (SELECT value FROM policy WHERE key = 'pay_days.REM2'), 0), 1) AS "on";
