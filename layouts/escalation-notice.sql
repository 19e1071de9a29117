-- escalation-notice.sql: escalation notice, signed by the sales director.

-- name: jobs
-- Whose oldest overdue item has reached this letter's place on a ladder (policy stage.*).
SELECT customer, salesman, language, level, key, reason, first_on, sort FROM stage_reached WHERE type = 'ESCN';

-- name: terms
-- columns: pay_by date
SELECT workday_add(:as_of + (SELECT value FROM policy WHERE key = 'pay_days.ESCN'), 0) AS pay_by;

-- name: block
-- What a block means to the customer: it is blocked since a day, it will be on the policy's day (block_days), or it may be.
-- columns: since date, on date
WITH pay(by) AS (SELECT workday_add(:as_of + (SELECT value FROM policy WHERE key = 'pay_days.ESCN'), 0)),
now(since) AS (
	SELECT CASE WHEN kind = 'block' AND coalesce(outcome, '') NOT IN ('lifted', 'ended', 'off', 'over') THEN date END FROM event
	WHERE customer = :customer AND kind IN ('block', 'unblock') AND date <= :as_of ORDER BY date DESC, id DESC LIMIT 1),
blocked(since) AS (SELECT (SELECT since FROM now)),
planned("on") AS (SELECT CASE WHEN p.value IS NOT NULL THEN workday_add(pay.by, p.value + 0) END FROM pay LEFT JOIN policy p ON p.key = 'block_days')
SELECT since, CASE WHEN since IS NULL THEN "on" END AS "on", CASE WHEN since IS NULL AND "on" IS NULL THEN 1 END AS may FROM blocked CROSS JOIN planned;

-- name: covers
SELECT entry, currency, outstanding FROM demanded WHERE customer = :customer;
