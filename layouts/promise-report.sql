-- promise-report.sql: PROMR, one a representative: what became of each promise, guarantee or instalment whose day it is; due on that day.

-- name: jobs
-- A promise for a day without work is reported on the next working day. A house whose policy does not ask for the report has it by name.
WITH due AS (SELECT DISTINCT salesman FROM promise_today WHERE salesman IS NOT NULL)
SELECT NULL AS customer, s.code AS salesman, :default_language AS language, 0 AS level, iso(:as_of) AS key,
	CASE WHEN d.salesman IS NULL THEN 'no_promise_today' END AS reason,
	NULL AS first_on, s.code AS sort
FROM staff s LEFT JOIN due d ON d.salesman = s.code 
WHERE (s.role = 'salesman' OR d.salesman IS NOT NULL) AND (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.PROMR' AND value = 'yes'));

-- name: count
-- columns: n count, unkept count
SELECT count(*) AS n, count(*) FILTER (WHERE state <> 'promise_kept') AS unkept FROM promise_today WHERE salesman = :salesman;

-- name: lines
-- Without an amount all that was overdue was promised. said: the latest talk since the promise was given.
-- columns: given_on date, day date, amount money, paid money, state term, talk_on date, talk term, outcome term
SELECT p.customer, c.name, p.given_on, p.contact, p.day, p.about, p.amount, p.currency, p.paid, p.state,
	iif(t.date > p.given_on, t.date, NULL) AS talk_on, iif(t.date > p.given_on, t.kind, NULL) AS talk, iif(t.date > p.given_on, t.outcome, NULL) AS outcome,
	iif(t.date > p.given_on, t.brief, NULL) AS said, NULL AS reasons, NULL AS next_step
FROM promise_today p JOIN party c ON c.code = p.customer LEFT JOIN last_talk t ON t.customer = p.customer
WHERE p.salesman = :salesman ORDER BY p.state = 'promise_kept', c.sort, p.day, p.about;
