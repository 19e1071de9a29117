-- escalation-notice.sql: escalation notice, signed by the sales director.

-- name: jobs
-- Whose oldest overdue item has reached this letter's place on a ladder (policy stage.*).
SELECT customer, salesman, language, level, key, reason, first_on, sort FROM stage_reached WHERE type = 'ESCN';

-- name: terms
-- columns: pay_by date
SELECT workday_add(:as_of + (SELECT value FROM policy WHERE key = 'pay_days.ESCN'), 0) AS pay_by;

-- name: block
-- What a block means to the customer: it is blocked since a day, or blocked by the export's word, which has no day; it will be on the policy's day
-- (block_days), or it may be.
-- columns: since date, on date
WITH pay(by) AS (SELECT workday_add(:as_of + (SELECT value FROM policy WHERE key = 'pay_days.ESCN'), 0)),
now AS (SELECT since, since IS NULL AS undated FROM blocked WHERE customer = :customer),
planned("on") AS (SELECT CASE WHEN p.value IS NOT NULL THEN workday_add(pay.by, p.value + 0) END FROM pay LEFT JOIN policy p ON p.key = 'block_days')
SELECT n.since, nullif(n.undated, 0) AS stays, CASE WHEN n.undated IS NULL THEN p."on" END AS "on", CASE WHEN n.undated IS NULL AND p."on" IS NULL THEN 1 END AS may
FROM planned p LEFT JOIN now n ON 1;

-- name: covers
SELECT entry, currency, outstanding FROM demanded WHERE customer = :customer;

-- name: covered
SELECT currency, demand AS amount FROM balance WHERE customer = :customer AND demand > 0;
